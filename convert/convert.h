/* tiao-read: a file of any kind as plain text.

   What it writes to standard output is, for each document of the file (one, but for JSON Lines):

       tiao-read 1                     the format's version
       Kind: html                      txt html docx pdf md jsonl akn
       Encoding: GB18030               the one it was read in, where the kind leaves one open
       Number: 沪府发〔2015〕26号      what the file says of its document, one a line, none of them certain to be there:
                                       Id Title Number Issuer Date Published Index Level Type Language
       Text: 5321                      bytes of text that follow the blank line, or
       Error: …                        why this document could not be read; no text follows

       …text in UTF-8, a paragraph a line, cells of a table parted by tabs…

   and last a line `end`, so that output that was cut off is known as such. Dates are YYYY-MM-DD. Readers of this format skip
   keys that they do not know. Exit status 0, or 2 with a message on standard error that says why nothing could be read. */
#ifndef CONVERT_H
#define CONVERT_H

#include "base/error.h"
#include "base/str.h"

/* No part of a file may unfold to more: it could not be a document's text. */
#define CONVERT_MAX TIAO_TEXT_MAX

typedef enum { META_ID, META_TITLE, META_NUMBER, META_ISSUER, META_DATE, META_PUBLISHED, META_INDEX, META_LEVEL, META_TYPE, META_LANGUAGE, META_COUNT } meta_key;

typedef struct {
    tiao_str    bytes;
    const char *name;                 /* of the file; "-" for none */
    const char *encoding;             /* that the person named; NULL: to be found */
    size_t      lines;                /* of the file before these bytes, where it is read in parts (JSON Lines) */
} input;

typedef struct {
    tiao_buf text;
    tiao_buf meta[META_COUNT];
    char     encoding[32];            /* "" where the kind fixes it */
} output;
void output_free(output *out);
bool output_failed(const output *out);           /* memory ran out for a part of it */

/* A reader fills `out`, which starts as {0}. */
typedef tiao_err reader(output *out, const input *in, tiao_error *err);
reader read_text, read_html, read_docx, read_pdf, read_markdown, read_akn;

/* Gives each document of the file, or of a part of it that ends with a line, to `fn`, or the reason why one line holds none.
   `encoding` is the one it was read in. */
typedef tiao_err (*record_fn)(output *out, const char *problem, tiao_error *err);
tiao_err read_json_lines(record_fn fn, char encoding[static 32], const input *in, tiao_error *err);

/* Appends the lines of pages that form feeds part (UTF-8), without running heads, feet and page numbers (pages.c). */
tiao_err put_pages(tiao_buf *out, tiao_str s, tiao_error *err);

/* ---- encodings (charset.c) ---- */

/* Appends the bytes as UTF-8 and tells from which encoding (`name`): the one that `wanted` names, else by byte order mark, as
   UTF-8 where they are that, as `declared` inside the file, by the likeliest guess. TIAO_EENCODING names the offset of the
   first byte that has no meaning there. */
tiao_err to_utf8(tiao_buf *out, char name[static 32], tiao_str bytes, const char *wanted, const char *declared, tiao_error *err);

/* ---- what files say of their documents (meta.c) ---- */

/* Reads `label: value` from the line, of which cells may be parted by tabs or wide gaps; values go where nothing is known
   yet. True when the line has nothing else on it. `next` is the line below, for a label that stands alone; *used_next tells
   that it was taken. */
bool meta_read_line(output *out, tiao_str line, tiao_str next, bool *used_next);
/* Whether it is such a label, with nothing else. */
bool meta_is_label(tiao_str s);
/* Sets one value if it is a good one and none is known. */
void meta_set(output *out, meta_key key, tiao_str value);

#endif
