/* What a reader hands over: the decoded text of a file as lines, each with its place in the file. */
#ifndef TI_READ_SOURCE_H
#define TI_READ_SOURCE_H

#include "base/error.h"
#include "base/str.h"

#include <assert.h>

static_assert(TIAO_TEXT_MAX < UINT32_MAX / 4, "offsets are 32 bits wide, with room to spare");

/* A line with something on it. Offsets are bytes of the source; [from, to) is the line without the blanks at its ends,
   `next` is where the following line starts. Lines that hold nothing but blanks are not listed. */
typedef struct {
    uint32_t start, from, to, next;
    uint32_t number;                  /* 1-based, blank lines counted */
} ti_line;

typedef struct {
    tiao_str bytes;                   /* borrowed */
    uint32_t bom;                     /* bytes of a byte order mark at the start */
    ti_line *lines;
    size_t   count, room;
} ti_source;

/* Splits plain UTF-8 text into lines (ends: LF, CR LF, CR). TIAO_EENCODING names the first offset that is not UTF-8 text,
   TIAO_ELIMIT a file that is too large. */
tiao_err ti_read_plain(ti_source *out, tiao_str bytes, tiao_error *err);
void     ti_source_free(ti_source *s);

static inline tiao_str ti_line_str(const ti_source *s, const ti_line *l) { return ti_sub(s->bytes, l->from, l->to); }

#endif
