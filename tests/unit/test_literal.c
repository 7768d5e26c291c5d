#include "unit.h"

#include "query/literal.h"

static const struct { const char *pattern; bool ignore_case; const char *literal; } literal[] = {
    { "人才", false, "人才" },           { "\\d+万元", false, "万元" },          { "不低于\\d+%", false, "不低于" },
    { "人才|居留", false, "" },          { "(人才|居留)证", false, "证" },       { "人才?居留", false, "居留" },
    { "人才*", false, "人" },            { "人才+政策", false, "人才" },         { "人才{2}证书", false, "证书" },
    { "[人才]政策", false, "政策" },     { "政策[^。]*补贴资金", false, "补贴资金" }, { "^目标$", false, "目标" },
    { "(?i)abc", false, "" },            { "(?:甲|乙)丙丁", false, "丙丁" },     { "\\Q人才\\E", false, "" },
    { "a.c", false, "a" },               { "1\\.5万", false, "1.5万" },          { "abc人才", true, "人才" },
    { "ABC", true, "" },                 { "", false, "" },                      { "甲(乙(丙)丁)戊己", false, "戊己" },
    { "[]人]才", false, "才" },          { "[[:alpha:]]人才", false, "" },       { "人才\\", false, "" },
    { "\\x{4eba}才", false, "" },        { "人.{0,5}才能", false, "才能" },      { "(*UTF)人才", false, "" },
};
START_TEST(is_certain)
{
    tiao_buf b = { 0 };
    ti_required_literal(&b, ti_str(literal[_i].pattern), literal[_i].ignore_case);
    ck_assert_str_eq(b.n ? b.p : "", literal[_i].literal);
    tiao_buf_free(&b);
}
END_TEST

static void fill(TCase *t) { tcase_add_loop_test(t, is_certain, 0, N(literal)); }

int main(void) { return run_suite("literal", fill); }
