/* Every code of the catalogue: passages that have the problem, and passages that look alike and have not. */
#include "facts.h"

#include "base/mem.h"

typedef struct { tiao_buf out; bool seen[TIAO_PROBLEM_COUNT]; } seen;

static tiao_err put_problem(void *ctx, const tiao_doc *d, const tiao_problem *p, tiao_error *err)
{
    seen    *s = ctx;
    tiao_buf b = { 0 };
    (void)err;
    ck_assert_uint_le(p->span.start, p->span.end);
    ck_assert_uint_le(p->span.end, tiao_doc_text(d).n);
    ck_assert_uint_gt(p->line, 0);
    ck_assert_ptr_nonnull(p->message.s);
    s->seen[p->code] = true;
    tiao_node_address(d, p->node, &b);
    ti_buf_printf(&s->out, "%s%s %s", s->out.n ? "; " : "", b.p + 2, tiao_problem_name((tiao_problem_code)p->code));
    tiao_buf_free(&b);
    return TIAO_OK;
}

static tiao_err count_only(void *ctx, const tiao_doc *d, const tiao_problem *p, tiao_error *err)
{
    (void)ctx; (void)d; (void)p; (void)err;
    return TIAO_OK;
}

static void find(const char *in, seen *s)
{
    tiao_doc *d = read_passage(in);
    size_t    n;
    ck_assert_int_eq(tiao_doc_problems(d, words, put_problem, s, &n, NULL), TIAO_OK);
    tiao_doc_free(d);
}

/* Passages and their problems, by address: "d:" is left out. */
static const struct { const char *in, *found; } passage[] = {
    { "一、甲\n（一）甲事。\n（二）乙事。\n（四）丁事。\n", "1.4 number-gap" },
    { "第一条　甲。\n第二条　乙。\n第四条　丁。\n", "4 number-gap" },
    { "一、甲\n（一）甲事。\n（二）乙事。\n二、乙\n（一）甲事。\n（二）乙事。\n", "" },
    { "第一条　甲。\n第二条　乙。\n第二条之一　丙。\n第三条　丁。\n", "" },
    { "一、甲\n（一）甲。\n（三）丙。\n（二）乙。\n", "1.3 number-gap; 1.2 number-back" },
    { "一、甲\n（一）甲事。\n（二）乙事。\n（二）丙事。\n（三）丁事。\n", "1.2~2 number-repeat" },
    { "一、甲\n（一）甲事。\n（二）乙事。\n（一）丙事。\n（二）丁事。\n", "" },                     /* a second list */
    { "一、甲\n1.甲事。\n2.乙事。\n二、乙\n3.丙事。\n4.丁事。\n", "2.3 number-runs-on" },
    { "一、甲\n（一）甲事。\n二、乙\n（二）丙事。\n", "" },                                     /* the custom of opinions */
    { "一、甲\n（一）甲事。\n1.丙事。\n二、乙\n1.丁事。\n", "2.1 level-skipped" },
    { "一、甲\n1.丙事。\n二、乙\n1.丁事。\n", "" },
    { "一、甲\n（一）甲事。\n（2）乙事。\n", "1.2 marker-style" },
    { "一、甲\n（一）甲事。\n（1）乙事。\n", "" },
    { "一、甲\n（一）、甲事。\n", "1.1 marker-form" },
    { "一、甲\n1、甲事。\n2、乙事。\n", "1.1 marker-form" },
    { "一.甲事\n", "1 marker-form" },
    { "一、甲\n1.甲事\n发展甲事。\n2.乙事\n3.丙事\n发展丙事。\n4.丁事\n发展丁事。\n", "1.2 empty-heading" },
    { "一、甲\n1.甲事\n2.乙事\n3.丙事\n二、乙\n1.甲事\n发展甲事。\n2.乙事\n发展乙事。\n", "" },                                                /* a list of bare phrases */
    { "促进办法（试行。\n", "p1 bracket-unpaired" },
    { "促进办法试行）》。\n", "p1 bracket-unpaired; p1 bracket-unpaired" },
    { "发展“四新经济。\n", "p1 bracket-unpaired" },
    { "发展\"四新经济。\n", "p1 bracket-unpaired" },
    { "发展“四新”经济（试行），《办法》〔2015〕、【注】和[注]。\n", "" },
    { "条件：1）有场地；2）有资金；a）有人。\n", "" },
    { "将条文修改为：\n“第一款为甲。\n“第二款为乙。”\n现予公布。\n", "" },                        /* a quotation over paragraphs */
    { "促进办法(试行）。\n", "p1 bracket-mixed" },
    { "促进办法（试行）和规定(暂行)。\n", "p1 width-mixed" },
    { "人才，资金，项目,场地。\n", "p1 width-mixed" },
    { "共3,000家，其中A,B两类，比例为1:2。\n", "" },
    { "甲,乙,丙,丁,甲,乙,丙,丁,甲,乙,丙,丁,甲,乙,丙,丁,甲,乙,丙,丁,甲,乙,丙。\n", "p1 width-half" },
    { "人才。。\n资金，，项目。\n", "p1 mark-doubled; p2 mark-doubled" },
    { "人才……资金——项目。\n", "" },
    { "根据沪委发〔20157号精神。\n", "p1 docnumber-damaged" },
    { "根据沪委发2015〕7号精神。\n", "p1 docnumber-damaged" },
    { "根据沪委发[2015]15精神。\n", "p1 docnumber-damaged" },
    { "根据沪委发〔2015〕7号和国发〔2018〕39号精神。\n", "" },
    { "根据沪委发[2015]7号精神。\n", "p1 docnumber-form" },
    { "根据沪委发〔2015〕第7号精神。\n", "p1 docnumber-form" },
    { "根据沪委发〔2015〕07号精神。\n", "p1 docnumber-form" },
    { "（2013）浙民一终字第15号判决和规划（2015-2020年）。\n", "" },
    { "2015年2月30日前完成。\n", "p1 date-damaged" },
    { "2016年2月29日前，2015年12月底前，连续3个月15日内完成。\n", "" },
    { "关于人才的意见\n各区：\n请执行。\n上海市人民政府\n2015814\n", "date date-damaged" },
    { "关于人才的意见\n各区：\n请执行。\n上海市人民政府\n2015年08月14日\n", "date date-form" },
    { "关于人才的意见\n各区：\n请执行。\n上海市人民政府\n2015年8月14日\n", "" },
    { "第一条　甲。\n第二条　依照本办法第九条处理。\n", "2 reference-dangling" },
    { "第一条　甲。\n第二条　依照本办法第一条、《公司法》第九条处理。\n", "" },
    { "根据《甲的意见》（沪府〔2015〕7号）。\n根据《乙的意见》（沪府〔2015〕7号）。\n", "p2 reference-wrong" },
    { "根据《甲的意见》（沪府〔2015〕7号）。\n根据《甲的意见》（沪府〔2015〕8号）。\n", "p2 reference-wrong" },
    { "根据《甲的意见》（沪府〔2015〕7号）、《乙的意见》（沪府〔2015〕8号）。\n根据《甲的意见》（沪府〔2015〕7号）。\n", "" },
    { "关于加快假设科创中心。\n", "p1 misprint" },
    { "发布署名文章，达到目的的，究竟争取什么。\n", "" },
    { "一、甲\n1.甲事\n完善管理办法，对认定为高\n\n新技术企业的科技服务企业，减按15%的税率征收企业所得税。\n", "1.1.p1 broken-line" },
    { "建设科创中心。\n\n支持企业。\n", "" },
    { "一、甲\n支持企业开展技术创新，鼓励高校和科研院所开放设施，推进成果转化，\n", "1.p1 cut-short" },
    { "一、甲\n支持企业开展技术创新，鼓励高校和科研院所开放设施，推进成果转化\n", "" },
    { "关于科技创新中心的实施意见\n\n关于科技创新中心的实施意见\n\n关于科技创新中心的实施意见\n\n一、甲\n甲事。\n", "boilerplate line-repeated" },
    { "重点加强三项服务：一是协调项目。二是统计情况。\n", "p1 count-mismatch" },
    { "一、条件\n申请人应当符合下列三个条件：\n1.甲。\n2.乙。\n", "1.p1 count-mismatch" },
    { "重点加强三项服务：一是协调项目。二是统计情况。三是宣传。\n下列条件之一：\n", "" },
    { "奖励分三年按40%、30%、20%比例兑现。\n", "p1 figures-conflict" },
    { "奖励分三年按40%、30%、30%的比例兑现，分别按10%、5%给予补贴。\n", "" },
    { "引进5-3个项目，2020-2015年完成。\n", "p1 figures-conflict; p1 figures-conflict" },
    { "引进3-5个项目，GB/T 9704-2012，2015-20年，电话5-3。\n", "" },
    { "累计120家，其中外资130家。\n", "p1 figures-conflict" },
    { "累计120家，其中外资30家，注册资金500万元，其中自有600项。\n", "" },
};
START_TEST(finds_problems)
{
    seen s = { 0 };
    find(passage[_i].in, &s);
    ck_assert_msg(!strcmp(s.out.p ? s.out.p : "", passage[_i].found), "%s\n found: %s\n  want: %s", passage[_i].in, s.out.p, passage[_i].found);
    tiao_buf_free(&s.out);
}
END_TEST

START_TEST(has_a_passage_for_each_code)
{
    seen s = { 0 };
    for (int i = 0; i < N(passage); i++)
        find(passage[i].in, &s);
    for (int k = 0; k < TIAO_PROBLEM_COUNT; k++)
        ck_assert_msg(s.seen[k], "%s", tiao_problem_name((tiao_problem_code)k));
    tiao_buf_free(&s.out);
}
END_TEST

/* Memory runs out at each allocation in turn: TIAO_ENOMEM, and nothing is left behind. */
START_TEST(survives_every_failure)
{
    enum { FAR_OFF = 1000000 };
    tiao_doc *d = read_passage("一、甲\n（一）甲,事，乙。。\n（三）根据沪委发〔20157号(试行。\n依照“乙\n");
    seen      s = { 0 };
    size_t    n;
    tiao_error err;
    for (long k = 1; k < 200; k++) {
        tiao_buf_free(&s.out);
        s.out            = (tiao_buf){ 0 };
        err              = (tiao_error){ 0 };
        ti_alloc_fail_at = FAR_OFF;
        ck_assert_int_eq(tiao_doc_problems(d, words, count_only, &s, &n, &err), TIAO_OK);
        long all         = FAR_OFF - ti_alloc_fail_at;
        ti_alloc_fail_at = 0;
        if (k > all)
            break;
        ti_alloc_fail_at = k;
        tiao_err rc      = tiao_doc_problems(d, words, count_only, &s, &n, &err);
        ti_alloc_fail_at = 0;
        ck_assert_int_eq(rc, TIAO_ENOMEM);
    }
    tiao_doc_free(d);
}
END_TEST

static void fill(TCase *t)
{
    tcase_add_checked_fixture(t, open_words, close_words);
    tcase_add_loop_test(t, finds_problems, 0, N(passage));
    tcase_add_test(t, has_a_passage_for_each_code);
    tcase_add_test(t, survives_every_failure);
}

int main(void) { return run_suite("check", fill); }
