/* Units that convert into one another, exactly. */
#include "unit.h"

#include "facts/measure.h"

#include <stdio.h>

static const struct { const char *a, *unit_a, *b, *unit_b; int order; } same[] = {
    { "60", "月", "5", "年", 0 },          { "59.9", "月", "5", "年", -1 },      { "365", "日", "1", "年", 0 },
    { "1", "月", "30", "天", 1 },          { "48", "小时", "2", "日", 0 },       { "3", "亩", "2000", "平方米", 0 },
    { "1", "亩", "666.666", "平方米", 1 }, { "1", "亩", "666.667", "平方米", -1 }, { "15", "亩", "1", "公顷", 0 },
    { "1.5", "兆瓦", "1500", "千瓦", 0 },  { "5", "‰", "0.5", "%", 0 },          { "7", "纳米", "0.000000007", "米", 0 },
    { "99999999999999999", "吉瓦", "1", "瓦", 1 }, { "0", "年", "0", "日", 0 },   { "3", "园", "3", "园", 0 },
};
static const struct { const char *a, *b; } apart[] = {
    { "元", "美元" }, { "日", "工作日" }, { "%", "百分点" }, { "岁", "年" }, { "平方米", "米" }, { "个", "家" }, { "", "年" },
};

static tiao_words *words;
static void open_words(void) { ck_assert_int_eq(tiao_words_open(&words, WORDS, NULL), TIAO_OK); }
static void close_words(void) { tiao_words_close(words); }

static ti_decimal decimal(const char *s)
{
    ti_decimal d;
    ck_assert(ti_decimal_parse(&d, ti_str(s)));
    return d;
}

START_TEST(converts)
{
    int order;
    ti_decimal a = decimal(same[_i].a), b = decimal(same[_i].b);
    ck_assert(ti_measure_compare(&order, words, a, ti_str(same[_i].unit_a), b, ti_str(same[_i].unit_b)));
    ck_assert_int_eq(order, same[_i].order);
    ck_assert(ti_measure_compare(&order, words, b, ti_str(same[_i].unit_b), a, ti_str(same[_i].unit_a)));
    ck_assert_int_eq(order, -same[_i].order);
}
END_TEST

START_TEST(keeps_apart)
{
    int order;
    ck_assert(!ti_measure_compare(&order, words, decimal("1"), ti_str(apart[_i].a), decimal("1"), ti_str(apart[_i].b)));
}
END_TEST

static const char *const bad_factor[] = { "666.67", "0", "2000/", "/3", "2000/0", "99999999999" };
START_TEST(names_a_bad_factor)
{
    tiao_words one = { { NULL } };
    tiao_error err = { 0 };
    char       line[80], want[200];
    snprintf(line, sizeof line, "# 面积\n亩\t平方米\t%s\n", bad_factor[_i]);
    ck_assert_int_eq(ti_lexicon_parse(&one.list[WORDS_MEASURES], ti_str(line), "measures.txt", 2, 2, &err), TIAO_OK);
    ck_assert_int_eq(ti_measures_check(&one, &err), TIAO_EUSAGE);
    snprintf(want, sizeof want, "measures.txt:2: '%s' is no factor; write a whole number or a fraction such as 2000/3", bad_factor[_i]);
    ck_assert_str_eq(err.msg, want);
    ti_lexicon_free(one.list[WORDS_MEASURES]);
}
END_TEST

static void fill(TCase *t)
{
    tcase_add_checked_fixture(t, open_words, close_words);
    tcase_add_loop_test(t, converts, 0, N(same));
    tcase_add_loop_test(t, keeps_apart, 0, N(apart));
    tcase_add_loop_test(t, names_a_bad_factor, 0, N(bad_factor));
}

int main(void) { return run_suite("measure", fill); }
