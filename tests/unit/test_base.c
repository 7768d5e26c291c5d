#include "unit.h"

#include "base/fold.h"
#include "base/nearest.h"
#include "base/numeral.h"

static const struct { const char *in; uint32_t value; const char *rest; } numeral[] = {
    { "一、", 1, "、" },         { "十、", 10, "、" },       { "十二条", 12, "条" },      { "二十二）", 22, "）" },
    { "一百零三条", 103, "条" }, { "二〇二〇年", 2020, "年" }, { "一千二百", 1200, "" },    { "两万三千", 23000, "" },
    { "一百二十四条", 124, "条" }, { "三十 条", 30, " 条" },  { "廿", 0, "廿" },            { "条", 0, "条" },
};
START_TEST(reads_han_numerals)
{
    const char *p = numeral[_i].in, *end = p + strlen(p);
    uint32_t    v = 0;
    ck_assert_int_eq(ti_han_number(&p, end, &v), numeral[_i].value != 0);
    ck_assert_uint_eq(v, numeral[_i].value);
    ck_assert_str_eq(p, numeral[_i].rest);
}
END_TEST

static const struct { const char *in, *out; } fold[] = {
    { "２ 至 5 年", "2至5年" },   { "Ｒ＆Ｄ", "r&d" },           { "R&D 经费", "r&d经费" }, { "hello   World", "hello world" },
    { "“双自”、", "\"双自\"," }, { "15%的 税率。", "15%的税率." }, { "A 1", "a1" },           { "\xE3\x80\x80一", "一" },
    { "股權激勵", "股权激励" },   { "著作乾坤 諮詢谘询", "着作干坤咨询咨询" },   /* simplified has 著 and 乾 too; both are one */
    { "", "" },                   { "〔2015〕7号", "[2015]7号" },
};
START_TEST(folds)
{
    tiao_str s = ti_str(fold[_i].in);
    tiao_buf b = { 0 };
    uint32_t from[64];
    size_t   n = ti_fold(&b, s, from);
    ck_assert_str_eq(b.p ? b.p : "", fold[_i].out);
    for (size_t i = 0; i < n; i++) {
        ck_assert_uint_lt(from[i], s.n);
        ck_assert(i == 0 || from[i] >= from[i - 1]);
    }
    tiao_buf_free(&b);
}
END_TEST

static const struct { const char *bytes; size_t n, bad; } utf8[] = {
    { "abc", 3, SIZE_MAX },      { "人才", 6, SIZE_MAX },     { "\xF0\x9F\x98\x80", 4, SIZE_MAX }, { "a\xFF", 2, 1 },
    { "\xC0\x80", 2, 0 },        { "\xED\xA0\x80", 3, 0 },    { "人\xE4\xBA", 5, 3 },              { "\xF4\x90\x80\x80", 4, 0 },
};
START_TEST(checks_utf8) { ck_assert_uint_eq(ti_utf8_check((tiao_str){ utf8[_i].bytes, utf8[_i].n }), utf8[_i].bad); }
END_TEST

START_TEST(names_the_nearest)
{
    ti_nearest n = { .word = TI_STR("xuhi") };
    tiao_buf   b = { 0 };
    ti_nearest_offer(&n, TI_STR("pudong"));
    ti_nearest_offer(&n, TI_STR("xuhui"));
    ti_nearest_put(&n, &b);
    ck_assert_str_eq(b.p, "; nearest: xuhui");
    tiao_buf_free(&b);
}
END_TEST

static void fill(TCase *t)
{
    tcase_add_loop_test(t, reads_han_numerals, 0, N(numeral));
    tcase_add_loop_test(t, folds, 0, N(fold));
    tcase_add_loop_test(t, checks_utf8, 0, N(utf8));
    tcase_add_test(t, names_the_nearest);
}

int main(void) { return run_suite("base", fill); }
