/* The numbers that open a line, and what must not be taken for one. */
#include "unit.h"

#include "tree/marker.h"

static const char *const names[] = {
    [MARK_NONE] = "none",   [MARK_PART] = "part",           [MARK_SUBPART] = "subpart", [MARK_CHAPTER] = "chapter",
    [MARK_SECTION] = "section", [MARK_ARTICLE] = "article", [MARK_HAN] = "han",         [MARK_HAN_PAREN] = "han-paren",
    [MARK_DIGIT] = "digit", [MARK_DIGIT_PAREN] = "digit-paren", [MARK_CIRCLED] = "circled", [MARK_BULLET] = "bullet",
};

/* found: style ordinal[-sub] |marker|text, or empty for none */
static const struct { const char *in, *found; } marker[] = {
    { "第一编　总则", "part 1 |第一编|总则" },
    { "第二分编 所有权", "subpart 2 |第二分编|所有权" },
    { "第一章 总则", "chapter 1 |第一章|总则" },
    { "第 十 二 章  附  则", "chapter 12 |第 十 二 章|附  则" },
    { "第三节　期限", "section 3 |第三节|期限" },
    { "第三节", "section 3 |第三节|" },
    { "第一条　为了推进创新", "article 1 |第一条|为了推进创新" },
    { "第一条 为了推进创新", "article 1 |第一条|为了推进创新" },
    { "第一条为了推进创新，制定本条例。", "article 1 |第一条|为了推进创新，制定本条例。" },
    { "第一条：内容", "article 1 |第一条：|内容" },
    { "第一条（目的）内容", "article 1 |第一条|（目的）内容" },
    { "第一百二十三条 内容", "article 123 |第一百二十三条|内容" },
    { "第12条 内容", "article 12 |第12条|内容" },
    { "第１２条 内容", "article 12 |第１２条|内容" },
    { "第十二条之一　内容", "article 12-1 |第十二条之一|内容" },
    { "第十二条", "article 12 |第十二条|" },
    /* references */
    { "第十条规定的材料，可以网上提交。", "" },
    { "第十条、第十一条规定的期限", "" },
    { "第三条第二款的情形", "" },
    { "第三条 第二款的情形", "" },
    { "第十条的规定", "" },
    { "第十条至第十二条", "" },
    { "第十条和第十二条", "" },
    { "第十条以外的情形", "" },
    { "第二章规定的情形", "" },
    { "第二章确定的各项任务由各部门按照职责分工负责，于每年年底之前将落实的情况报送市人民政府办公厅汇总。", "" },
    { "第一，深化改革。", "" },
    { "第一批项目", "" },
    { "第三方机构", "" },
    { "第2页", "" },
    { "第零条 内容", "" },

    { "一、总体要求", "han 1 |一、|总体要求" },
    { "一 、 总体要求", "han 1 |一 、|总体要求" },
    { "二十一、附则", "han 21 |二十一、|附则" },
    { "一．总体要求", "han 1 |一．|总体要求" },
    { "一. 总体要求", "han 1 |一.|总体要求" },
    { "一，总体要求", "" },
    { "一、二、三产业融合发展", "" },
    { "一是深化改革", "" },
    { "一批重大项目", "" },
    { "一　总体要求", "" },                            /* needs the rest of the document */
    { "二〇一五年八月", "" },

    { "（一）指导思想", "han-paren 1 |（一）|指导思想" },
    { "(一)指导思想", "han-paren 1 |(一)|指导思想" },
    { "(一）指导思想", "han-paren 1 |(一）|指导思想" },
    { "（ 一 ） 指导思想", "han-paren 1 |（ 一 ）|指导思想" },
    { "（一）、指导思想", "han-paren 1 |（一）、|指导思想" },
    { "一）指导思想", "han-paren 1 |一）|指导思想" },
    { "（二十二）指导思想", "han-paren 22 |（二十二）|指导思想" },
    { "㈠指导思想", "han-paren 1 |㈠|指导思想" },
    { "（一指导思想", "" },
    { "（一）项规定的情形", "" },
    { "（一）项目建设", "han-paren 1 |（一）|项目建设" },
    { "（试行）", "" },
    { "（二〇一五年八月十四日）", "" },
    { "（一）", "han-paren 1 |（一）|" },

    { "1.坚持企业主体", "digit 1 |1.|坚持企业主体" },
    { "1、坚持企业主体", "digit 1 |1、|坚持企业主体" },
    { "１．坚持企业主体", "digit 1 |１．|坚持企业主体" },
    { "1 . 坚持企业主体", "digit 1 |1 .|坚持企业主体" },
    { "22、坚持企业主体", "digit 22 |22、|坚持企业主体" },
    { "⒈坚持企业主体", "digit 1 |⒈|坚持企业主体" },
    { "1.5万元以上", "" },
    { "2015.8底前", "" },
    { "3D打印", "" },
    { "5G网络", "" },
    { "2015年8月14日", "" },
    { "2015、2016年", "" },
    { "15%的税率", "" },
    { "12", "" },
    { "0.坚持", "" },

    { "（1）在本市注册", "digit-paren 1 |（1）|在本市注册" },
    { "(1)在本市注册", "digit-paren 1 |(1)|在本市注册" },
    { "1）在本市注册", "digit-paren 1 |1）|在本市注册" },
    { "1)在本市注册", "digit-paren 1 |1)|在本市注册" },
    { "（１０）在本市注册", "digit-paren 10 |（１０）|在本市注册" },
    { "⑴在本市注册", "digit-paren 1 |⑴|在本市注册" },
    { "（2015）沪01号", "" },
    { "①在本市注册", "circled 1 |①|在本市注册" },
    { "⑳在本市注册", "circled 20 |⑳|在本市注册" },

    { "——创新能力增强", "bullet 0 ||——创新能力增强" },
    { "● 创新能力增强", "bullet 0 ||● 创新能力增强" },
    { "- 创新能力增强", "bullet 0 ||- 创新能力增强" },
    { "* 创新能力增强", "bullet 0 ||* 创新能力增强" },
    { "-5%", "" },
    { "a.申请表", "" },
    { "", "" },
    { "、", "" },
    { "（", "" },
    { "第", "" },
    { "第一", "" },
};
START_TEST(reads_markers)
{
    tiao_str  s = ti_str(marker[_i].in);
    ti_marker m;
    tiao_buf  got = { 0 };
    if (ti_marker_read(&m, s)) {
        ti_buf_printf(&got, "%s %u", names[m.mark], m.ordinal);
        if (m.sub)
            ti_buf_printf(&got, "-%u", m.sub);
        ti_buf_printf(&got, " |%.*s|%s", (int)m.size, s.s, s.s + m.skip);
    } else
        ck_assert_int_eq(m.mark, MARK_NONE);
    ck_assert_msg(ti_str_is(ti_buf_str(&got), ti_str(marker[_i].found)), "%s: wanted '%s', got '%s'", marker[_i].in,
                  marker[_i].found, got.p ? got.p : "");
    tiao_buf_free(&got);
}
END_TEST

static const struct { ti_mark higher, lower; } ranks[] = {
    { MARK_PART, MARK_SUBPART },      { MARK_SUBPART, MARK_CHAPTER }, { MARK_CHAPTER, MARK_SECTION },
    { MARK_SECTION, MARK_ARTICLE },   { MARK_SECTION, MARK_HAN },     { MARK_ARTICLE, MARK_HAN_PAREN },
    { MARK_HAN, MARK_HAN_PAREN },     { MARK_HAN_PAREN, MARK_DIGIT }, { MARK_DIGIT, MARK_DIGIT_PAREN },
    { MARK_DIGIT_PAREN, MARK_CIRCLED }, { MARK_CIRCLED, MARK_BULLET },
};
START_TEST(ranks_levels) { ck_assert_int_lt(ti_mark_rank(ranks[_i].higher), ti_mark_rank(ranks[_i].lower)); }
END_TEST

START_TEST(knows_slips)
{
    ck_assert(ti_mark_alike(MARK_HAN_PAREN, MARK_DIGIT_PAREN));
    ck_assert(ti_mark_alike(MARK_HAN, MARK_DIGIT));
    ck_assert(!ti_mark_alike(MARK_HAN, MARK_HAN));
    ck_assert(!ti_mark_alike(MARK_HAN, MARK_HAN_PAREN));
    ck_assert(!ti_mark_alike(MARK_ARTICLE, MARK_CHAPTER));
    ck_assert_int_eq(ti_mark_kind(MARK_CIRCLED), TIAO_LEVEL4);
    ck_assert_int_eq(ti_mark_kind(MARK_SUBPART), TIAO_PART);
}
END_TEST

static void fill(TCase *t)
{
    tcase_add_loop_test(t, reads_markers, 0, N(marker));
    tcase_add_loop_test(t, ranks_levels, 0, N(ranks));
    tcase_add_test(t, knows_slips);
}

int main(void) { return run_suite("marker", fill); }
