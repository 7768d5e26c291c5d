/* Patterns with grep's options (the first byte) over two documents: a match and its inversion make up all clauses; what a match
   must hold is in it; spans lie between characters; a pattern that backtracks without end is stopped and said so. */
#include "fuzz.h"

#include "query/literal.h"
#include "tree/document.h"

typedef struct {
    const tiao_grep_options *opt;
    tiao_str                 literal;
    size_t                   given;
} asked;

static bool is_boundary(tiao_str s, uint32_t at) { return at <= s.n && (at == s.n || ((unsigned char)s.s[at] & 0xC0) != 0x80); }

static tiao_err check_hit(void *ctx, const tiao_hit *h, tiao_error *err)
{
    (void)err;
    asked   *a  = ctx;
    tiao_str t  = tiao_node_text(h->doc, h->node);
    uint32_t at = 0;
    a->given += !h->context;
    for (size_t i = 0; i < h->count; i++) {
        HOLDS(at <= h->spans[i].start && h->spans[i].start <= h->spans[i].end && is_boundary(t, h->spans[i].start) && is_boundary(t, h->spans[i].end),
              "the span [%u, %u) of %zu bytes", h->spans[i].start, h->spans[i].end, t.n);
        at = h->spans[i].end;
    }
    if (!h->context && !a->opt->invert && !a->opt->literal && !a->opt->fold)
        HOLDS(ti_str_has(t, a->literal), "a match without '%.*s'", (int)a->literal.n, a->literal.s);
    return TIAO_OK;
}

static tiao_err run(tiao_library *lib, tiao_grep_options *opt, tiao_str literal, size_t *found)
{
    asked      a   = { opt, literal, 0 };
    tiao_error err = { 0 };
    tiao_err   rc  = tiao_grep(lib, NULL, opt, check_hit, &a, found, &err);
    fuzz_answered(rc, &err);
    HOLDS(rc == TIAO_OK || rc == TIAO_EPATTERN, "%d: %s", (int)rc, err.msg);
    if (rc == TIAO_OK && !opt->limit && !opt->max_count)
        HOLDS(a.given == *found, "%zu given of %zu", a.given, *found);
    return rc;
}

static size_t clauses(tiao_library *lib)
{
    size_t          n = 0;
    const tiao_doc *d;
    for (size_t k = 0; k < tiao_library_count(lib); k++) {
        HOLDS(tiao_library_doc(&d, lib, k, NULL) == TIAO_OK, "a document is lost");
        for (uint32_t i = 0; i < tiao_doc_count(d); i++)
            n += ti_node_is_clause(tiao_doc_node(d, i)) && tiao_filter_node(NULL, k, d, i);
    }
    return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    tiao_library     *lib     = fuzz_library();
    tiao_str          pattern = { (const char *)data + 2, size - 2 }, also = { 0 };
    tiao_buf          literal = { 0 };
    tiao_str          one     = fuzz_part(&pattern);
    size_t            found = 0, inverted = 0, limited = 0;
    tiao_grep_options opt   = {
        .patterns = &one, .count = 1, .literal = *data & 1, .ignore_case = *data & 2, .word = *data & 4, .whole = *data & 8, .fold = *data & 16,
    };
    also = fuzz_part(&pattern);
    if (*data & 32) {
        opt.also       = &also;
        opt.also_count = 1;
    }
    if (!opt.literal && ti_utf8_check(one) == SIZE_MAX && !(one.n && memchr(one.s, '\n', one.n)))
        ti_required_literal(&literal, one, opt.ignore_case);
    tiao_err rc = run(lib, &opt, ti_buf_str(&literal), &found);
    if (rc == TIAO_OK && !opt.also_count) {
        opt.invert = true;
        if (run(lib, &opt, TI_STR(""), &inverted) == TIAO_OK)
            HOLDS(found + inverted == clauses(lib), "%zu match, %zu do not, of %zu", found, inverted, clauses(lib));
        opt.invert = false;
    }
    opt.before    = data[1] & 3;
    opt.after     = data[1] >> 2 & 3;
    opt.limit     = data[1] >> 4 & 3;
    opt.max_count = data[1] >> 6 & 3;
    run(lib, &opt, ti_buf_str(&literal), &limited);
    tiao_buf_free(&literal);
    return 0;
}
