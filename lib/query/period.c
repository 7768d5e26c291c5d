#include "query/period.h"
#include "base/error.h"
#include "base/mem.h"
#include "base/numeral.h"

#include <stdio.h>
#include <stdlib.h>

enum { PLAN_FIRST = 3, PLAN_LAST = 99, LISTED = 8 };   /* the first two plans kept to other years */

/* Takes any of the words, separated by blanks, off the end (or the start) of s. */
static tiao_str without(tiao_str s, const char *words, bool at_start)
{
    for (const char *w = words; *w;) {
        size_t   n    = strcspn(w, " ");
        tiao_str word = { w, n };
        if (s.n > n && (at_start ? ti_str_starts(s, word) : ti_str_ends(s, word)))
            return at_start ? ti_sub(s, n, s.n) : ti_sub(s, 0, s.n - n);
        w += n + (w[n] == ' ');
    }
    return s;
}

/* 十三五, “十四五”期间 */
static uint32_t plan_of(tiao_str s)
{
    uint32_t n = 0;
    s = without(s, "期间 时期 规划 计划 末 期末", false);
    s = without(without(s, "“ \" ‘ 「", true), "” \" ’ 」", false);
    if (!ti_str_ends(s, TI_STR("五")) || s.n == sizeof "五" - 1)
        return 0;
    s             = ti_sub(s, 0, s.n - (sizeof "五" - 1));
    const char *p = s.s, *end = s.s + s.n;
    return ti_han_number(&p, end, &n) && p == end && n >= PLAN_FIRST && n <= PLAN_LAST ? n : 0;
}

static bool is_year(tiao_str s) { return s.n == 4 && strspn(s.s, "0123456789") >= 4; }

ti_period ti_period_read(tiao_str s)
{
    tiao_str year = without(s, "年底 年末 年", false);
    return (ti_period){ is_year(year) ? year : s, plan_of(s) };
}

bool ti_period_has(ti_period p, tiao_str by)
{
    if (ti_str_is(p.name, by))
        return true;
    if (!p.plan)
        return false;
    char     years[32];                                /* 十三五: 2016-2020; what is to be reached in it is dated 2020 */
    unsigned end = 1955 + 5 * p.plan;
    snprintf(years, sizeof years, "%u-%u", end - 4, end);
    return ti_str_is(by, ti_str(years)) || ti_str_is(by, ti_str(years + 5)) || plan_of(by) == p.plan;
}

/* ---- which there are ---- */

typedef struct { tiao_str by; size_t count; } tally;
typedef struct { tally *v; size_t n, room; } tallies;

static tiao_err count(tallies *t, tiao_str by, tiao_error *err)
{
    size_t i = 0;
    while (i < t->n && !ti_str_is(t->v[i].by, by))
        i++;
    if (i == t->n) {
        tally *more = TI_PUSH(t->v, t->n, t->room);
        if (!more)
            return ti_no_memory(err);
        more->by = by;
    }
    t->v[i].count++;
    return TIAO_OK;
}

static int by_count(const void *a, const void *b)
{
    const tally *x = a, *y = b;
    return x->count < y->count ? 1 : x->count > y->count ? -1 : 0;
}

static tiao_err refuse(ti_period p, tallies *t, tiao_error *err)
{
    tiao_buf there = { 0 };
    qsort(t->v, t->n, sizeof *t->v, by_count);
    for (size_t i = 0; i < t->n && i < LISTED; i++)
        ti_buf_printf(&there, "%s%.*s (%zu)", i ? ", " : "", (int)t->v[i].by.n, t->v[i].by.s, t->v[i].count);
    if (t->n > LISTED)
        ti_buf_printf(&there, " and %zu more", t->n - LISTED);
    tiao_err rc = there.failed ? ti_no_memory(err)
                  : t->n ? ti_fail(err, TIAO_EUSAGE, 0, "no figure is set for '%.*s'; there are figures for %s", (int)p.name.n, p.name.s, there.p)
                         : ti_fail(err, TIAO_EUSAGE, 0, "no figure is set for '%.*s'; a year or a plan such as 十三五 is always understood",
                                   (int)p.name.n, p.name.s);
    tiao_buf_free(&there);
    return rc;
}

tiao_err ti_period_check(ti_period p, tiao_library *lib, const tiao_words *words, tiao_error *err)
{
    tallies  t     = { 0 };
    tiao_err rc    = TIAO_OK;
    bool     known = p.plan || is_year(p.name);
    for (size_t k = 0; k < lib->count && !known && rc == TIAO_OK; k++) {
        const tiao_doc *d;
        size_t          n = 0;
        rc                = tiao_library_facts(&d, lib, k, words, err);
        const tiao_quantity *q = rc == TIAO_OK ? tiao_doc_quantities(d, &n) : NULL;
        for (size_t i = 0; i < n && rc == TIAO_OK && !known; i++) {
            known = ti_period_has(p, q[i].by);
            if (q[i].by.n)
                rc = count(&t, q[i].by, err);
        }
    }
    if (rc == TIAO_OK && !known)
        rc = refuse(p, &t, err);
    free(t.v);
    return rc;
}
