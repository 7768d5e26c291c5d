#include "facts/measure.h"

typedef struct { uint64_t of, in; } factor;            /* of/in, each below 2^32 */

static bool read_whole(uint64_t *out, tiao_str s)
{
    *out = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.s[i] < '0' || s.s[i] > '9' || *out > UINT32_MAX / 10)
            return false;
        *out = *out * 10 + (uint64_t)(s.s[i] - '0');
    }
    return *out != 0;
}

/* 1000, 2000/3 */
static bool read_factor(factor *out, tiao_str s)
{
    size_t bar = ti_str_find(s, TI_STR("/"));
    out->in    = 1;
    if (bar == SIZE_MAX)
        return read_whole(&out->of, s);
    return read_whole(&out->of, ti_sub(s, 0, bar)) && read_whole(&out->in, ti_sub(s, bar + 1, s.n));
}

bool ti_measure_compare(int *order, const tiao_words *w, ti_decimal a, tiao_str unit_a, ti_decimal b, tiao_str unit_b)
{
    if (ti_str_is(unit_a, unit_b)) {
        *order = ti_decimal_compare(a, b);
        return true;
    }
    const ti_word *x = ti_lexicon_find(w->list[WORDS_MEASURES], unit_a), *y = ti_lexicon_find(w->list[WORDS_MEASURES], unit_b);
    factor         f, g;
    if (!x || !y || !ti_str_is(x->field[0], y->field[0]) || !read_factor(&f, x->field[1]) || !read_factor(&g, y->field[1]))
        return false;
    *order = ti_decimal_compare(ti_decimal_times(a, f.of * g.in), ti_decimal_times(b, g.of * f.in));
    return true;
}

tiao_err ti_measures_check(const tiao_words *w, tiao_error *err)
{
    const ti_lexicon *l = w->list[WORDS_MEASURES];
    factor            f;
    for (size_t i = 0; i < ti_lexicon_count(l); i++) {
        const ti_word *m = ti_lexicon_word(l, i);
        if (!read_factor(&f, m->field[1]))
            return ti_fail(err, TIAO_EUSAGE, m->line, "%s:%u: '%.*s' is no factor; write a whole number or a fraction such as 2000/3",
                           ti_lexicon_name(l), m->line, (int)m->field[1].n, m->field[1].s);
    }
    return TIAO_OK;
}
