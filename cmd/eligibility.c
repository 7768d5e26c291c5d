/* tiao eligibility: who gets what on which condition. */
#include "app.h"

#include <string.h>

static bool has(tiao_str s, tiao_str part)
{
    for (size_t i = 0; i + part.n <= s.n; i++)
        if (memcmp(s.s + i, part.s, part.n) == 0)
            return true;
    return false;
}

static bool is_any(const words *w, tiao_str s)
{
    for (size_t i = 0; i < w->n; i++)
        if (strlen(w->v[i]) == s.n && memcmp(w->v[i], s.s, s.n) == 0)
            return true;
    return w->n == 0;
}

static bool has_any(const words *w, tiao_str s)
{
    for (size_t i = 0; i < w->n; i++)
        if (has(s, str(w->v[i])))
            return true;
    return w->n == 0;
}

/* A class, modality or instrument that is not known cannot pass for one that nobody has. */
static tiao_err check(const app *a, const char *what, const words *w, tiao_error *err)
{
    tiao_err rc = TIAO_OK;
    for (size_t i = 0; i < w->n && rc == TIAO_OK; i++)
        rc = tiao_words_check(a->words, str(what), str(w->v[i]), err);
    return rc;
}

static bool is_asked(const request *r, const tiao_entitlement *e)
{
    return has_any(&r->who, e->who) && is_any(&r->class, e->beneficiary) && is_any(&r->instrument, e->instrument) &&
           is_any(&r->modality, str(tiao_modality_name((tiao_modality)e->modality)));
}

static void put_row(tiao_writer *w, const tiao_doc *d, const tiao_entitlement *e)
{
    tiao_buf b = { 0 };
    w->begin(w, "entitlement");
    tiao_node_address(d, e->node, &b);
    w->text(w, "address", (tiao_str){ b.p, b.n });
    w->text(w, "who", e->who);
    w->text(w, "condition", e->condition);
    w->text(w, "benefit", e->benefit);
    w->text(w, "modality", str(tiao_modality_name((tiao_modality)e->modality)));
    w->text(w, "instrument", e->instrument);
    w->end(w);
    drop(&b);
}

static void list(app *a, tiao_writer *w, size_t k, const tiao_doc *d, size_t *found)
{
    size_t                  n;
    const tiao_entitlement *e = tiao_doc_entitlements(d, &n);
    for (size_t i = 0; i < n; i++) {
        if (!is_asked(&a->ask, &e[i]) || !tiao_filter_node(a->filter, k, d, e[i].node) || !within_limit(a, found))
            continue;
        if (a->writer)
            put_entitlement(w, d, &e[i]);
        else
            put_row(w, d, &e[i]);
    }
}

int run_eligibility(app *a, tiao_error *err)
{
    size_t found = 0;
    if (check(a, "class", &a->ask.class, err) != TIAO_OK || check(a, "modality", &a->ask.modality, err) != TIAO_OK ||
        check(a, "instrument", &a->ask.instrument, err) != TIAO_OK)
        return EXIT_ERROR;
    tiao_writer *w = a->writer ? a->writer : table_for_people(a);
    if (!w) {
        fail(err, TIAO_ENOMEM, "out of memory");
        return EXIT_ERROR;
    }
    for (size_t k = 0; k < tiao_library_count(a->lib) && err->code == TIAO_OK; k++) {
        const tiao_doc *d;
        if (tiao_filter_doc(a->filter, k) && tiao_library_facts(&d, a->lib, k, a->words, err) == TIAO_OK)
            list(a, w, k, d, &found);
    }
    return finish_table(a, w, err) != TIAO_OK ? EXIT_ERROR : listed(a, found);
}
