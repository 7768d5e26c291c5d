#include "facts/instrument.h"
#include "base/utf8.h"

enum { INSTRUMENTS_MAX = 32, TEXT_MAX = 1500, HEAD = 2, LISTED = 1, TAIL_MAX = 36 };

/* 提供市场应用、融资对接等服务: services of many kinds, whatever the list begins with. */
static bool names_services(tiao_str text)
{
    tiao_str tail = text.n > TAIL_MAX ? ti_sub(text, text.n - TAIL_MAX, text.n) : text;
    return ti_str_ends(text, TI_STR("服务")) && ti_str_has(tail, TI_STR("等")) && ti_str_has(text, TI_STR("、"));
}

tiao_str ti_instrument_of(const ti_lexicon *cues, tiao_str text, tiao_str except, int *weight)
{
    struct { tiao_str id; int sum; } score[INSTRUMENTS_MAX];
    int         n = 0, best = -1, last = -1;
    const char *p = text.s, *end = text.s + (text.n > TEXT_MAX ? TEXT_MAX : text.n);
    while (p < end) {
        const ti_word *w = ti_lexicon_at(cues, p, text.s + text.n);
        if (!w) {
            ti_utf8_next(&p, text.s + text.n);
            continue;
        }
        if (p >= except.s && p < except.s + except.n) {
            p += w->word.n;
            continue;
        }
        int k = 0, one = w->field[1].n ? w->field[1].s[0] - '0' : 1;
        while (k < n && !ti_str_is(score[k].id, w->field[0]))
            k++;
        if (k == n && n < INSTRUMENTS_MAX) {
            score[n].id  = w->field[0];
            score[n].sum = 0;
            n++;
        }
        if (k < n) {
            score[k].sum += one;
            last = k;
        }
        p += w->word.n;
    }
    int most = 0, listed = names_services(text) ? LISTED : 0;
    for (int k = 0; k < n; k++) {
        int sum = score[k].sum + (k == last ? HEAD : 0) + (ti_str_is(score[k].id, TI_STR("service")) ? listed : 0);
        if (sum > most) {
            most = sum;
            best = k;
        }
    }
    if (weight)
        *weight = best < 0 ? 0 : score[best].sum;
    return best < 0 ? (tiao_str){ NULL, 0 } : score[best].id;
}
