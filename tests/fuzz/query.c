/* What a person types: a search query, an address, a document's name, a filter, an amount. The first byte says which. What is not
   understood is an error with its reason; hits lie inside their clauses; a word is found in all clauses that hold it. */
#include "fuzz.h"

#include "base/fold.h"
#include "tree/address.h"
#include "tree/document.h"

typedef struct {
    size_t hits;                      /* that hold the query as written */
} seen;

static tiao_err check_hit(void *ctx, const tiao_hit *h, tiao_error *err)
{
    (void)err;
    tiao_str t = tiao_node_text(h->doc, h->node);
    uint32_t at = 0;
    ((seen *)ctx)->hits += !h->relaxed && !h->expanded_count;
    for (size_t i = 0; i < h->count; i++) {
        HOLDS(at <= h->spans[i].start && h->spans[i].start <= h->spans[i].end && h->spans[i].end <= t.n, "a span outside of its clause");
        at = h->spans[i].end;
    }
    return TIAO_OK;
}

/* Clauses that hold the word, by looking at each. */
static size_t plain_scan(tiao_library *lib, tiao_str word)
{
    size_t          n = 0;
    tiao_buf        folded = { 0 }, text = { 0 };
    const tiao_doc *d;
    ti_fold(&folded, word, NULL);
    for (size_t k = 0; k < tiao_library_count(lib); k++) {
        HOLDS(tiao_library_doc(&d, lib, k, NULL) == TIAO_OK, "a document is lost");
        for (uint32_t i = 0; i < tiao_doc_count(d); i++)
            if (ti_node_is_clause(tiao_doc_node(d, i)) && tiao_doc_node(d, i)->kind != TIAO_BOILERPLATE) {
                ti_buf_clear(&text);
                ti_fold(&text, tiao_node_text(d, i), NULL);
                n += ti_str_has(ti_buf_str(&text), ti_buf_str(&folded));
            }
    }
    tiao_buf_free(&folded);
    tiao_buf_free(&text);
    return n;
}

static bool is_word(tiao_str s)
{
    for (const char *p = s.s; p < s.s + s.n;)
        if (!ti_is_han(ti_utf8_next(&p, s.s + s.n)))
            return false;
    return s.n > 0;
}

static void ask(tiao_library *lib, tiao_str query, bool widen, size_t limit)
{
    const tiao_search_options opt = { .limit = limit, .want = limit, .words = fuzz_words(), .words_folder = widen ? WORDS : NULL };
    tiao_search_result        result = { 0 };
    tiao_error                err    = { 0 };
    seen                      all    = { 0 };
    tiao_err                  rc     = tiao_search(lib, NULL, query, &opt, check_hit, &all, &result, &err);
    fuzz_answered(rc, &err);
    HOLDS(rc == TIAO_OK || rc == TIAO_EUSAGE || rc == TIAO_ELIMIT || rc == TIAO_EENCODING, "%d: %s", (int)rc, err.msg);
    if (rc == TIAO_OK && !limit)
        HOLDS(all.hits == result.found, "%zu hits of %zu", all.hits, result.found);
    if (rc == TIAO_OK && is_word(query))
        HOLDS(result.found == plain_scan(lib, query), "%zu clauses found of %zu", result.found, plain_scan(lib, query));
}

static void look_up(tiao_library *lib, tiao_str address)
{
    size_t     k    = 0;
    uint32_t   node = 0;
    tiao_error err  = { 0 };
    tiao_err   rc   = tiao_library_find_node(&k, &node, lib, address, &err);
    fuzz_answered(rc, &err);
    if (rc == TIAO_OK) {                               /* and its full address leads there again */
        const tiao_doc *d;
        tiao_buf        full = { 0 };
        size_t          k2;
        uint32_t        again;
        HOLDS(k < tiao_library_count(lib) && tiao_library_doc(&d, lib, k, NULL) == TIAO_OK && node < tiao_doc_count(d), "no such node");
        tiao_node_address(d, node, &full);
        HOLDS(tiao_library_find_node(&k2, &again, lib, ti_buf_str(&full), &err) == TIAO_OK && k2 == k && again == node, "%s: %s", full.p, err.msg);
        tiao_buf_free(&full);
    }
    err = (tiao_error){ 0 };
    rc  = tiao_library_find_doc(&k, lib, address, &err);
    fuzz_answered(rc, &err);
}

static void narrow(tiao_library *lib, tiao_str name, tiao_str value)
{
    tiao_filter        *f = NULL;
    tiao_amount_filter *a = NULL;
    tiao_error          err = { 0 };
    HOLDS(tiao_filter_new(&f, NULL) == TIAO_OK && tiao_amount_filter_new(&a, fuzz_words(), NULL) == TIAO_OK, "no memory");
    tiao_filter_words(f, fuzz_words());
    fuzz_answered(tiao_filter_add(f, lib, name, value, &err), &err);
    err = (tiao_error){ 0 };
    fuzz_answered(tiao_amount_filter_add(a, name, value, &err), &err);
    for (size_t k = 0; k < tiao_library_count(lib); k++) {
        const tiao_doc *d;
        size_t          n;
        HOLDS(tiao_library_doc(&d, lib, k, NULL) == TIAO_OK, "a document is lost");
        tiao_filter_doc(f, k);
        for (uint32_t i = 0; i < tiao_doc_count(d); i++)
            tiao_filter_node(f, k, d, i);
        const tiao_quantity *q = tiao_doc_quantities(d, &n);
        for (size_t i = 0; i < n; i++)
            tiao_amount_filter_passes(a, &q[i]);
    }
    tiao_filter_free(f);
    tiao_amount_filter_free(a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const names[] = { "doc", "under", "kind", "topic", "district", "since", "until", "dimension", "role", "unit", "by",
                                         "min", "max" };
    if (!size)
        return 0;
    tiao_str      typed = { (const char *)data + 1, size - 1 };
    tiao_library *lib   = fuzz_library();
    tiao_term     term;
    tiao_error    err = { 0 };
    switch (*data % 16) {
    case 0: case 13: ask(lib, typed, *data & 16, *data & 32 ? 3 : 0); break;
    case 14: look_up(lib, typed); break;
    case 15:
        fuzz_answered(tiao_words_find(&term, fuzz_words(), *data & 16 ? TIAO_TOPICS : TIAO_DISTRICTS, typed, &err), &err);
        err = (tiao_error){ 0 };
        fuzz_answered(tiao_words_check(fuzz_words(), TI_STR("class"), typed, &err), &err);
        break;
    default: narrow(lib, ti_str(names[*data % 16]), typed);
    }
    return 0;
}
