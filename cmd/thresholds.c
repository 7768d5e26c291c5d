/* tiao thresholds: amounts, ratios, counts, durations and deadlines. */
#include "app.h"

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

/* >= 30000000 元; 2 to 5 年; a deadline is its date. */
static void put_value(tiao_buf *b, const tiao_quantity *q)
{
    if (q->comparator == TIAO_RANGE) {
        put_bytes(b, q->low.s, q->low.n);
        put_str(b, "–");
        put_bytes(b, q->high.s, q->high.n);
    } else {
        tiao_str v = q->low.n ? q->low : q->high;
        put_str(b, tiao_comparator_name((tiao_comparator)q->comparator));
        put_str(b, " ");
        put_bytes(b, v.s, v.n);
    }
    if (q->dimension != TIAO_DIM_DEADLINE && q->unit.n) {
        put_str(b, " ");
        put_bytes(b, q->unit.s, q->unit.n);
    }
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
    put_cell(w, "text", (tiao_str){ text.s + q->span.start, q->span.end - q->span.start });
    put_cell(w, "value", (tiao_str){ value.p, value.n });
    w->text(w, "role", str(tiao_role_name((tiao_role)q->role)));
    put_cell(w, "by", q->by);
    put_cell(w, "subject", q->subject);
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
            if (a->writer)
                put_quantity(w, d, &q[i], &c);
            else
                put_row(w, d, &q[i]);
        }
    }
    return TIAO_OK;
}

int run_thresholds(app *a, tiao_error *err)
{
    tiao_amount_filter *f     = NULL;
    tiao_writer        *w     = a->writer ? a->writer : table_for_people(a);
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
