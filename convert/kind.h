/* What kind of file some bytes are. Shared by tiao, which reads plain text by itself, and tiao-read, which reads the rest. */
#ifndef CONVERT_KIND_H
#define CONVERT_KIND_H

#include "tiao.h"

typedef enum {
    KIND_TEXT,             /* plain text, in whatever encoding */
    KIND_HTML,
    KIND_DOCX,             /* a ZIP archive; the reader looks what is in it */
    KIND_PDF,
    KIND_MARKDOWN,
    KIND_JSON_LINES,
    KIND_AKN,              /* Akoma Ntoso */
    KIND_OLD_WORD,         /* known, but not read */
    KIND_RTF,
    KIND_MHTML,
    KIND_COUNT
} file_kind;

/* By the bytes first, by the ending of the file's name (which may be "-") where they leave it open. */
file_kind kind_of(tiao_str bytes, const char *name);

/* What --format calls it; false for a name that is none of KIND_NAMES. */
#define KIND_NAMES N_("txt, html, docx, pdf, md, jsonl and akn")
bool        kind_from_name(file_kind *out, const char *name);
const char *kind_name(file_kind kind);
/* Whether a file's name ends as those of documents that can be read do. */
bool        kind_has_ending(const char *name);

/* The largest file of a kind that is read whole, in bytes. JSON Lines are read line by line: it holds for a line. */
size_t      kind_limit(file_kind kind);

#endif
