/* Nothing is missed and nothing is made up: for random substrings of the corpus, search and grep -F find the clauses that a
   plain scan finds. */
#include "unit.h"

#include "base/fold.h"
#include "base/utf8.h"
#include "store/index.h"

enum { MOST = 4096, ROUNDS = 600 };

static tiao_library *lib;
static uint32_t      state = 20151;

static uint32_t draw(uint32_t below)
{
    state = state * 1664525u + 1013904223u;
    return (state >> 8) % below;
}

typedef struct {
    uint64_t id[MOST];
    size_t   n;
} found;

static int by_id(const void *a, const void *b) { return (*(const uint64_t *)a > *(const uint64_t *)b) - (*(const uint64_t *)a < *(const uint64_t *)b); }

static tiao_err keep(void *ctx, const tiao_hit *h, tiao_error *err)
{
    found *f = ctx;
    (void)err;
    if (!h->relaxed) {
        ck_assert_uint_lt(f->n, MOST);
        f->id[f->n++] = (uint64_t)h->k << 32 | h->node;
    }
    return TIAO_OK;
}

/* The clauses whose text, folded if asked, holds the words. */
static void scan(found *f, tiao_str words, bool folded)
{
    tiao_buf w = { 0 };
    if (folded)
        ti_fold(&w, words, NULL);
    else
        ti_buf_put(&w, words);
    f->n = 0;
    for (size_t k = 0; k < tiao_library_count(lib); k++) {
        const tiao_doc *d;
        ck_assert_int_eq(tiao_library_doc(&d, lib, k, NULL), TIAO_OK);
        for (uint32_t i = 0; i < tiao_doc_count(d); i++) {
            tiao_buf b = { 0 };
            if (!tiao_filter_node(NULL, k, d, i) || !ti_node_is_clause(tiao_doc_node(d, i)))
                continue;
            if (folded)
                ti_fold(&b, tiao_node_text(d, i), NULL);
            else
                ti_buf_put(&b, tiao_node_text(d, i));
            if (ti_str_has(ti_buf_str(&b), ti_buf_str(&w)))
                keep(f, &(tiao_hit){ .k = k, .node = i }, NULL);
            tiao_buf_free(&b);
        }
    }
    tiao_buf_free(&w);
}

/* One to `most` characters from somewhere in a clause; of mixed scripts if asked. */
static tiao_str pick(uint32_t length, bool mixed)
{
    for (;;) {
        const tiao_doc *d;
        size_t          k = draw((uint32_t)tiao_library_count(lib));
        ck_assert_int_eq(tiao_library_doc(&d, lib, k, NULL), TIAO_OK);
        uint32_t i = draw(tiao_doc_count(d));
        tiao_str s = tiao_node_text(d, i);
        if (!ti_node_is_clause(tiao_doc_node(d, i)) || !tiao_filter_node(NULL, k, d, i))
            continue;
        uint32_t    chars = (uint32_t)ti_utf8_count(s), from = chars > length ? draw(chars - length + 1) : 0;
        const char *p = s.s, *end = s.s + s.n;
        while (from--)
            ti_utf8_next(&p, end);
        const char *start = p;
        bool        han = false, other = false, odd = false;
        for (uint32_t c = 0; c < length && p < end; c++) {
            uint32_t cp = ti_utf8_next(&p, end);
            han         = han || ti_is_han(cp);
            other       = other || (ti_is_latin(cp) && !ti_is_han(cp));
            odd         = odd || cp == '"' || cp == '\n';
        }
        tiao_str words = { start, (size_t)(p - start) };
        if (odd || !ti_str_trim(words).n || (mixed && !(han && other)))
            continue;
        return words;
    }
}

static void compare(found *got, found *want, tiao_str words, const char *who)
{
    qsort(got->id, got->n, sizeof *got->id, by_id);
    ck_assert_msg(got->n == want->n && memcmp(got->id, want->id, got->n * sizeof *got->id) == 0,
                  "%s '%.*s': %zu clauses, a plain scan finds %zu", who, (int)words.n, words.s, got->n, want->n);
}

static void ask(tiao_str words)
{
    static found       got, want;
    tiao_buf           query = { 0 };
    tiao_search_result r;
    tiao_error         err = { 0 };
    size_t             n;
    ti_buf_printf(&query, "\"%.*s\"", (int)words.n, words.s);
    scan(&want, words, true);
    got.n = 0;
    ck_assert_msg(tiao_search(lib, NULL, ti_buf_str(&query), &(tiao_search_options){ 0 }, keep, &got, &r, &err) == TIAO_OK, "%s", err.msg);
    ck_assert_uint_eq(r.found, got.n);
    compare(&got, &want, words, "search");
    scan(&want, words, false);
    got.n = 0;
    ck_assert_int_eq(tiao_grep(lib, NULL, &(tiao_grep_options){ .patterns = &words, .count = 1, .literal = true }, keep, &got, &n, &err),
                     TIAO_OK);
    compare(&got, &want, words, "grep -F");
    tiao_buf_free(&query);
}

static void ask_all(void)
{
    tiao_error err = { 0 };
    ck_assert_msg(tiao_library_open(&lib, CORPUS, true, &err) == TIAO_OK, "%s", err.msg);
    for (int round = 0; round < ROUNDS; round++)
        ask(pick(1 + (uint32_t)round % 4, false));
    for (int round = 0; round < ROUNDS / 4; round++)
        ask(pick(2 + (uint32_t)round % 5, true));
    tiao_library_close(lib);
}

START_TEST(finds_what_a_scan_finds) { ask_all(); }
END_TEST

START_TEST(finds_the_same_by_the_index)
{
    ti_scan_max = 0;
    ask_all();
}
END_TEST

static void fill(TCase *t)
{
    tcase_add_test(t, finds_what_a_scan_finds);
    tcase_add_test(t, finds_the_same_by_the_index);
}

int main(void) { return run_suite("recall", fill); }
