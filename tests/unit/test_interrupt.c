/* A query that is to end ends, says so, and leaves the library as it was. */
#include "unit.h"

static tiao_library *lib;
static tiao_words   *words;
static size_t        most;            /* hits before the wish */

static tiao_err on_hit(void *ctx, const tiao_hit *hit, tiao_error *err)
{
    size_t *n = ctx;
    (void)hit, (void)err;
    if (++*n == most)
        tiao_interrupt();
    return TIAO_OK;
}

static tiao_err on_row(void *ctx, const char *const *names, const tiao_sql_value *values, int count, tiao_error *err)
{
    (void)ctx, (void)names, (void)values, (void)count, (void)err;
    return TIAO_OK;
}

static tiao_err on_citation(void *ctx, size_t k, const tiao_doc *doc, const tiao_citation *c, tiao_error *err)
{
    (void)ctx, (void)k, (void)doc, (void)c, (void)err;
    return TIAO_OK;
}

static tiao_err grep(size_t *n, size_t *found, tiao_error *err)
{
    const tiao_grep_options o = { .patterns = &(tiao_str){ "的", 3 }, .count = 1 };
    *n = 0;
    return tiao_grep(lib, NULL, &o, on_hit, n, found, err);
}

static tiao_err search(size_t *n, tiao_error *err)
{
    const tiao_search_options o = { 0 };
    tiao_search_result        r;
    *n = 0;
    return tiao_search(lib, NULL, TI_STR("人才"), &o, on_hit, n, &r, err);
}

static tiao_err sql(const char *query, tiao_error *err) { return tiao_sql(lib, ti_str(query), on_row, NULL, err); }

static void open_all(void)
{
    ck_assert_int_eq(tiao_library_open(&lib, CORPUS, true, NULL), TIAO_OK);
    ck_assert_int_eq(tiao_words_open(&words, WORDS, NULL), TIAO_OK);
    tiao_interrupt_clear();
}

static void close_all(void)
{
    tiao_library_close(lib);
    tiao_words_close(words);
}

START_TEST(ends_at_once)
{
    size_t     n, found;
    tiao_error err = { 0 };
    most = 0;
    tiao_interrupt();
    ck_assert(tiao_interrupted());
    ck_assert_int_eq(grep(&n, &found, &err), TIAO_EINTERRUPTED);
    ck_assert_str_eq(err.msg, "interrupted");
    ck_assert_int_eq(search(&n, NULL), TIAO_EINTERRUPTED);
    ck_assert_int_eq(tiao_cites(lib, NULL, words, on_citation, NULL, &found, NULL), TIAO_EINTERRUPTED);
    ck_assert_int_eq(sql("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n", NULL),
                     TIAO_EINTERRUPTED);
}
END_TEST

START_TEST(ends_on_the_way_and_answers_again)
{
    size_t n, found, all;
    most = 0;
    ck_assert_int_eq(grep(&all, &found, NULL), TIAO_OK);
    most = 3;
    ck_assert_int_eq(grep(&n, &found, NULL), TIAO_EINTERRUPTED);
    ck_assert_uint_eq(n, 3);
    tiao_interrupt_clear();
    ck_assert_int_eq(search(&n, NULL), TIAO_EINTERRUPTED);
    ck_assert_uint_eq(n, 3);
    tiao_interrupt_clear();
    most = 0;
    ck_assert_int_eq(grep(&n, &found, NULL), TIAO_OK);
    ck_assert_uint_eq(n, all);
    ck_assert_int_eq(sql("SELECT count(*) FROM nodes", NULL), TIAO_OK);
}
END_TEST

static void fill(TCase *t)
{
    tcase_add_checked_fixture(t, open_all, close_all);
    tcase_add_test(t, ends_at_once);
    tcase_add_test(t, ends_on_the_way_and_answers_again);
}

int main(void) { return run_suite("interrupt", fill); }
