#include "facts/sentence.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <stdlib.h>

enum { DEPTH_MAX = 8 };

static tiao_err add(ti_clauses *out, tiao_str text, size_t start, size_t end, uint32_t sentence, bool colon, tiao_error *err)
{
    tiao_str s = ti_str_trim(ti_sub(text, start, end));
    if (!s.n)
        return TIAO_OK;
    ti_clause *c = TI_PUSH(out->v, out->n, out->room);
    if (!c)
        return ti_no_memory(err);
    c->start    = (uint32_t)(s.s - text.s);
    c->end      = c->start + (uint32_t)s.n;
    c->sentence = sentence;
    c->colon    = colon;
    return TIAO_OK;
}

tiao_err ti_clauses_split(ti_clauses *out, tiao_str text, size_t from, tiao_error *err)
{
    const char *p = text.s + from, *end = text.s + text.n;
    size_t      start = from;
    uint32_t    sentence = 0;
    int         depth = 0;
    tiao_err    rc = TIAO_OK;
    out->n = 0;
    while (p < end && rc == TIAO_OK) {
        size_t   at = (size_t)(p - text.s);
        uint32_t cp = ti_utf8_next(&p, end);
        if (cp < 0x80 && cp != ',' && cp != ';' && cp != '\n' && cp != '(' && cp != ')' && cp != ':')
            continue;
        bool stop  = ti_is_one_of(cp, "。；！？;\n");
        bool comma = ti_is_one_of(cp, "，,：:");
        if (ti_is_one_of(cp, "（(“《〈「『【〔"))
            depth += depth < DEPTH_MAX;
        else if (ti_is_one_of(cp, "）)”》〉」』】〕"))
            depth -= depth > 0;
        if (stop || (comma && depth == 0)) {
            rc    = add(out, text, start, at, sentence, cp == 0xFF1A || cp == ':', err);
            start = (size_t)(p - text.s);
        }
        if (stop) {
            depth = 0;
            sentence++;
        }
    }
    return rc == TIAO_OK ? add(out, text, start, text.n, sentence, false, err) : rc;
}

void ti_clauses_free(ti_clauses *c)
{
    free(c->v);
    *c = (ti_clauses){ 0 };
}
