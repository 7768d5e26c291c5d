/* tiao thresholds: amounts, ratios, counts, durations and deadlines. */
#include "people.h"

#include <stdlib.h>
#include <string.h>

static tiao_err fill(tiao_amount_filter *f, const request *r, tiao_error *err)
{
    const struct { const char *name; const words *many; const char *one; } from[] = {
        { "dimension", &r->dimension, NULL }, { "role", &r->role, NULL }, { "unit", &r->unit, NULL },
        { "by", &r->by, NULL },               { "min", NULL, r->min },    { "max", NULL, r->max },
    };
    tiao_err rc = TIAO_OK;
    for (size_t i = 0; i < sizeof from / sizeof *from; i++) {
        for (size_t k = 0; from[i].many && k < from[i].many->n && rc == TIAO_OK; k++)
            rc = tiao_amount_filter_add(f, str(from[i].name), str(from[i].many->v[k]), err);
        if (from[i].one && rc == TIAO_OK)
            rc = tiao_amount_filter_add(f, str(from[i].name), str(from[i].one), err);
    }
    return rc;
}

/* >= 30亿元; 2–5年; a deadline is its date. */
static void put_value(tiao_buf *b, const tiao_quantity *q)
{
    const tiao_str none  = { NULL, 0 };
    bool           dated = q->dimension == TIAO_DIM_DEADLINE, range = q->comparator == TIAO_RANGE;
    if (!range) {
        put_str(b, tiao_comparator_name((tiao_comparator)q->comparator));
        put_str(b, " ");
    }
    if (dated) {
        put_bytes(b, q->low.s, q->low.n);
        put_str(b, range && q->high.n ? "–" : "");
        put_bytes(b, q->high.s, q->high.n);
    } else
        tiao_put_figure(b, q->low.n ? q->low : q->high, range ? q->high : none, q->unit);
}

/* A row for people. */
static void put_row(tiao_writer *w, const tiao_doc *d, const tiao_quantity *q)
{
    tiao_buf address = { 0 }, value = { 0 };
    tiao_str text = tiao_node_text(d, q->node);
    tiao_node_address(d, q->node, &address);
    put_value(&value, q);
    w->begin(w, "quantity");
    w->text(w, "address", (tiao_str){ address.p, address.n });
    w->text(w, "text", (tiao_str){ text.s + q->span.start, q->span.end - q->span.start });
    w->text(w, "value", (tiao_str){ value.p, value.n });
    w->text(w, "role", str(tiao_role_name((tiao_role)q->role)));
    w->text(w, "by", q->by);
    w->text(w, "subject", q->subject);
    w->end(w);
    drop(&address);
    drop(&value);
}

static tiao_err list(app *a, tiao_writer *w, const tiao_amount_filter *f, size_t *found, tiao_error *err)
{
    counted c = { 0 };
    for (size_t k = 0; k < tiao_library_count(a->lib); k++) {
        const tiao_doc *d;
        size_t          count;
        if (!tiao_filter_doc(a->filter, k))
            continue;
        if (tiao_library_facts(&d, a->lib, k, a->words, err) != TIAO_OK)
            return err->code;
        const tiao_quantity *q = tiao_doc_quantities(d, &count);
        for (size_t i = 0; i < count; i++) {
            if (!tiao_filter_node(a->filter, k, d, q[i].node) || !tiao_amount_filter_passes(f, &q[i]))
                continue;
            if (!within_limit(a, found))
                continue;
            if (a->writer || a->ask.plot)
                put_quantity(w, d, &q[i], &c);
            else
                put_row(w, d, &q[i]);
        }
    }
    return TIAO_OK;
}

/* Whether the terminal writes UTF-8, by the names that setlocale would look at. */
static bool is_utf8(void)
{
    static const char *const names[] = { "LC_ALL", "LC_CTYPE", "LANG" };
    const char *locale = NULL;
    for (size_t i = 0; i < 3 && !(locale && *locale); i++)
        locale = getenv(names[i]);
    return locale && (strcasestr(locale, "utf-8") || strcasestr(locale, "utf8"));
}

static tiao_writer *new_plot(app *a)
{
    const tiao_plot_options o = {
        .table = { .width = a->width, .mark = a->color || a->links ? mark_value : NULL, .mark_ctx = a },
        .by_year = !strcmp(a->ask.plot, "year"), .ascii = !is_utf8(),
    };
    return tiao_plot_writer(write_out, NULL, &o);
}

int run_thresholds(app *a, tiao_error *err)
{
    tiao_amount_filter *f     = NULL;
    tiao_writer        *w     = a->writer ? a->writer : a->ask.plot ? new_plot(a) : table_for_people(a);
    size_t              found = 0;
    tiao_err            rc    = w ? tiao_amount_filter_new(&f, a->words, err) : fail(err, TIAO_ENOMEM, "out of memory");
    if (rc == TIAO_OK)
        rc = fill(f, &a->ask, err);
    if (rc == TIAO_OK)
        rc = tiao_amount_filter_check(f, a->lib, err);
    if (rc == TIAO_OK)
        list(a, w, f, &found, err);
    rc = finish_table(a, w, err);
    tiao_amount_filter_free(f);
    return rc != TIAO_OK ? EXIT_ERROR : listed(a, found);
}
