/* Filters on quantities: by what they measure, what they are for, and how much. */
#include "base/error.h"
#include "base/language.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "facts/measure.h"
#include "query/period.h"

#include <stdlib.h>

typedef struct { tiao_str *v; size_t n, room; } strings;

typedef struct {
    bool       given;
    ti_decimal value;
    tiao_str   unit;                  /* empty: any */
    char       date[12];              /* of a bare year or date */
} bound;

struct tiao_amount_filter {
    const tiao_words *words;
    ti_arena arena;
    uint32_t dimensions, roles;       /* bits; 0: any */
    strings  units, by;
    bound    min, max;
};

tiao_err tiao_amount_filter_new(tiao_amount_filter **out, const tiao_words *words, tiao_error *err)
{
    *out = ti_calloc(1, sizeof **out);
    if (!*out)
        return ti_no_memory(err);
    (*out)->words = words;
    return TIAO_OK;
}

void tiao_amount_filter_free(tiao_amount_filter *f)
{
    if (!f)
        return;
    free(f->units.v);
    free(f->by.v);
    ti_arena_free(&f->arena);
    free(f);
}

/* `no_such`: "no unit '%.*s'%.*s", whose second string is what is known; that is freed here. */
static tiao_err unknown(const char *no_such, tiao_str value, tiao_buf *known, tiao_error *err)
{
    tiao_err rc = known->failed ? ti_no_memory(err) : ti_fail(err, TIAO_EUSAGE, 0, no_such, (int)value.n, value.s, (int)known->n, known->p ? known->p : "");
    tiao_buf_free(known);
    return rc;
}

static tiao_err add_name(uint32_t *bits, const char *no_such, int count, ti_name_fn name, tiao_str value, tiao_error *err)
{
    tiao_buf known = { 0 };
    for (int i = 0; i < count; i++)
        if (ti_str_is(value, name(NULL, (size_t)i))) {
            *bits |= 1u << i;
            return TIAO_OK;
        }
    ti_nearest_or_all(&known, value, name, NULL, (size_t)count);
    return unknown(no_such, value, &known, err);
}

static tiao_str dimension_name(const void *ctx, size_t i) { return (void)ctx, ti_str(tiao_dimension_name((tiao_dimension)i)); }
static tiao_str role_name(const void *ctx, size_t i) { return (void)ctx, ti_str(tiao_role_name((tiao_role)i)); }

static tiao_err keep(tiao_amount_filter *f, strings *to, tiao_str value, tiao_error *err)
{
    tiao_str *s = TI_PUSH(to->v, to->n, to->room);
    char     *c = s ? TI_NEW(&f->arena, char, value.n + 1) : NULL;
    if (!c)
        return ti_no_memory(err);
    if (value.n)
        memcpy(c, value.s, value.n);
    *s = (tiao_str){ c, value.n };
    return TIAO_OK;
}

/* The unit as figures have it: 个月 is 月. TIAO_EUSAGE where the list has no such unit; 元/亩 counts as 元. */
static tiao_err find_unit(const tiao_amount_filter *f, tiao_str *unit, tiao_error *err)
{
    const ti_lexicon *l    = f->words->list[WORDS_UNITS];
    tiao_str          base = *unit;
    size_t            cut  = ti_str_find(base, TI_STR("/"));
    if (cut != SIZE_MAX && cut)
        base.n = cut;
    const ti_word *w = ti_lexicon_find(l, base);
    if (ti_str_is(*unit, TI_STR("date")))
        return TIAO_OK;
    if (w && !ti_str_is(w->field[0], TI_STR("-"))) {
        if (base.n == unit->n && w->field[1].n)
            *unit = w->field[1];
        return TIAO_OK;
    }
    for (size_t i = 0; i < ti_lexicon_count(l); i++)   /* 月 stands for 个月 in figures alone */
        if (ti_str_is(ti_lexicon_word(l, i)->field[1], *unit))
            return TIAO_OK;
    ti_nearest near = { .word = *unit };
    for (size_t i = 0; i < ti_lexicon_count(l); i++)
        if (!ti_str_is(ti_lexicon_word(l, i)->field[0], TI_STR("-")))
            ti_nearest_offer(&near, ti_lexicon_word(l, i)->word);
    tiao_buf known = { 0 };
    ti_nearest_put(&near, &known);
    return unknown(N_("no unit '%.*s'%.*s"), *unit, &known, err);
}

static bool is_date(tiao_str s)
{
    static const char form[] = "dddd-dd-dd";
    if (s.n != 4 && s.n != 7 && s.n != 10)
        return false;
    for (size_t i = 0; i < s.n; i++)
        if (form[i] == 'd' ? s.s[i] < '0' || s.s[i] > '9' : s.s[i] != '-')
            return false;
    return true;
}

static tiao_err add_bound(tiao_amount_filter *f, bound *b, tiao_str value, tiao_error *err)
{
    ti_number n;
    tiao_err  rc  = TIAO_OK;
    tiao_str  s   = ti_str_trim(value);
    bool      day = is_date(s);
    *b            = (bound){ .given = true };
    if (day)
        memcpy(b->date, s.s, s.n);
    if (day && s.n > 4)
        return TIAO_OK;
    if (!s.n || !ti_number_read(&n, s.s, s.s + s.n) || n.vague)
        return ti_fail(err, TIAO_EUSAGE, 0, "'%.*s' is no amount; write 1亿元, 50%% or 100", (int)value.n, value.s);
    b->value = n.value;
    b->unit  = ti_str_trim((tiao_str){ n.end, s.n - (size_t)(n.end - s.s) });
    if (n.part)
        b->unit = ti_part_unit(n.part);
    else if (b->unit.n)
        rc = find_unit(f, &b->unit, err);
    strings kept = { 0 };
    if (rc == TIAO_OK && b->unit.n)
        rc = keep(f, &kept, b->unit, err);
    if (rc == TIAO_OK && b->unit.n)
        b->unit = kept.v[0];
    free(kept.v);
    return rc;
}

tiao_err tiao_amount_filter_add(tiao_amount_filter *f, tiao_str name, tiao_str value, tiao_error *err)
{
    tiao_err rc = ti_want_utf8(value, err);
    if (rc != TIAO_OK)
        return rc;
    if (ti_str_is(name, TI_STR("dimension")))
        return add_name(&f->dimensions, N_("no dimension '%.*s'%.*s"), TIAO_DIM_COUNT_, dimension_name, value, err);
    if (ti_str_is(name, TI_STR("role")))
        return add_name(&f->roles, N_("no role '%.*s'%.*s"), TIAO_ROLE_COUNT, role_name, value, err);
    if (ti_str_is(name, TI_STR("unit")))
        return (rc = find_unit(f, &value, err)) == TIAO_OK ? keep(f, &f->units, value, err) : rc;
    if (ti_str_is(name, TI_STR("by")))
        return keep(f, &f->by, value, err);
    if (ti_str_is(name, TI_STR("min")))
        return add_bound(f, &f->min, value, err);
    if (ti_str_is(name, TI_STR("max")))
        return add_bound(f, &f->max, value, err);
    return ti_fail(err, TIAO_EUSAGE, 0, "no filter '%.*s'; there are dimension, role, unit, by, min, max", (int)name.n, name.s);
}

static bool is_one(const strings *any, tiao_str s)
{
    for (size_t i = 0; i < any->n; i++)
        if (ti_str_is(any->v[i], s))
            return true;
    return any->n == 0;
}

static bool is_one_period(const strings *any, tiao_str by)
{
    for (size_t i = 0; i < any->n; i++)
        if (ti_period_has(ti_period_read(any->v[i]), by))
            return true;
    return any->n == 0;
}

/* -1, 0, 1: the figure's end against the bound; dates as far as both go. 2: not to be compared. */
static int compare(const tiao_amount_filter *f, const tiao_quantity *q, tiao_str end, const bound *b)
{
    if (q->dimension == TIAO_DIM_DEADLINE) {
        size_t n = strlen(b->date);
        if (!n || !(f->dimensions & 1u << TIAO_DIM_DEADLINE))
            return 2;
        n     = n < end.n ? n : end.n;
        int c = memcmp(end.s, b->date, n);
        return c < 0 ? -1 : c > 0;
    }
    ti_decimal v;
    int        order;
    if ((b->date[0] && b->date[4]) || !ti_decimal_parse(&v, end))
        return 2;
    return ti_measure_compare(&order, f->words, v, q->unit, b->value, b->unit.n ? b->unit : q->unit) ? order : 2;
}

bool tiao_amount_filter_passes(const tiao_amount_filter *f, const tiao_quantity *q)
{
    if (!f)
        return true;
    if ((f->dimensions && !(f->dimensions & 1u << q->dimension)) || (f->roles && !(f->roles & 1u << q->role)) || !is_one(&f->units, q->unit) ||
        !is_one_period(&f->by, q->by))
        return false;
    tiao_str top = q->high.n ? q->high : q->low, bottom = q->low.n ? q->low : q->high;
    if (f->min.given) {
        int c = compare(f, q, top, &f->min);
        if (c == 2 || c < 0)
            return false;
    }
    if (f->max.given) {
        int c = compare(f, q, bottom, &f->max);
        if (c == 2 || c > 0)
            return false;
    }
    return true;
}

tiao_err tiao_amount_filter_check(const tiao_amount_filter *f, tiao_library *lib, tiao_error *err)
{
    tiao_err rc = TIAO_OK;
    for (size_t i = 0; i < f->by.n && rc == TIAO_OK; i++)
        rc = ti_period_check(ti_period_read(f->by.v[i]), lib, f->words, err);
    return rc;
}
