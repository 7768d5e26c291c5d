/* Lists of spans in a clause, and the way from its folded text back to the printed one. */
#ifndef TI_QUERY_SPANS_H
#define TI_QUERY_SPANS_H

#include "base/error.h"
#include "base/str.h"

typedef struct {
    tiao_span *v;
    size_t     n, room;
} ti_spans;

tiao_err ti_spans_add(ti_spans *s, tiao_span span, tiao_error *err);
/* In order, overlapping and touching ones made one (touching ones only with `join`). */
void     ti_spans_settle(ti_spans *s, bool join);
void     ti_spans_free(ti_spans *s);

/* A clause folded, with the way back. */
typedef struct {
    tiao_buf  text;
    uint32_t *from;                   /* for each byte of text the offset in the clause */
    size_t    room;
} ti_folding;

tiao_err  ti_folding_of(ti_folding *f, tiao_str clause, tiao_error *err);
/* A span of the folded text as one of the clause. */
tiao_span ti_folding_back(const ti_folding *f, tiao_str clause, tiao_span folded);
void      ti_folding_free(ti_folding *f);

#endif
