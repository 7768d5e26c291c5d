#include "query/spans.h"
#include "base/fold.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <stdlib.h>

tiao_err ti_spans_add(ti_spans *s, tiao_span span, tiao_error *err)
{
    tiao_span *x = TI_PUSH(s->v, s->n, s->room);
    if (!x)
        return ti_no_memory(err);
    *x = span;
    return TIAO_OK;
}

static int by_start(const void *a, const void *b)
{
    const tiao_span *x = a, *y = b;
    return x->start != y->start ? (x->start > y->start) - (x->start < y->start) : (x->end < y->end) - (x->end > y->end);
}

void ti_spans_settle(ti_spans *s, bool join)
{
    size_t kept = 0;
    if (s->n > 1)
        qsort(s->v, s->n, sizeof *s->v, by_start);
    for (size_t i = 0; i < s->n; i++) {
        tiao_span *last = kept ? &s->v[kept - 1] : NULL;
        if (last && (s->v[i].start < last->end || (join && s->v[i].start == last->end)))
            last->end = s->v[i].end > last->end ? s->v[i].end : last->end;
        else
            s->v[kept++] = s->v[i];
    }
    s->n = kept;
}

void ti_spans_free(ti_spans *s)
{
    free(s->v);
    *s = (ti_spans){ 0 };
}

tiao_err ti_folding_of(ti_folding *f, tiao_str clause, tiao_error *err)
{
    if (f->room < clause.n + 1) {
        uint32_t *p = ti_realloc(f->from, (clause.n + 1) * sizeof *p);
        if (!p)
            return ti_no_memory(err);
        f->from = p;
        f->room = clause.n + 1;
    }
    ti_buf_clear(&f->text);
    ti_fold(&f->text, clause, f->from);
    return f->text.failed ? ti_no_memory(err) : TIAO_OK;
}

tiao_span ti_folding_back(const ti_folding *f, tiao_str clause, tiao_span folded)
{
    if (folded.start >= f->text.n)
        return (tiao_span){ (uint32_t)clause.n, (uint32_t)clause.n };
    uint32_t start = f->from[folded.start];
    if (folded.end <= folded.start)
        return (tiao_span){ start, start };
    const char *p = clause.s + f->from[folded.end - 1];
    ti_utf8_next(&p, clause.s + clause.n);
    return (tiao_span){ start, (uint32_t)(p - clause.s) };
}

void ti_folding_free(ti_folding *f)
{
    tiao_buf_free(&f->text);
    free(f->from);
    f->from = NULL;
}
