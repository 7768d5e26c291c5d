#include "facts.h"

#include "base/mem.h"
#include "facts/citation.h"

/* text [number] -> target, for each. */
static void show_all(const char *in, tiao_buf *got)
{
    tiao_doc *d = read_passage(in);
    size_t    n;
    const tiao_citation *c = tiao_doc_citations(d, &n);
    for (size_t i = 0; i < n; i++) {
        tiao_str text = tiao_node_text(d, c[i].node);
        ck_assert(ti_str_is(ti_sub(text, c[i].span.start, c[i].span.end), c[i].text));
        ti_buf_printf(got, "%s%.*s", i ? "; " : "", (int)c[i].text.n, c[i].text.s);
        if (c[i].number.s)
            ti_buf_printf(got, " [%.*s]", (int)c[i].number.n, c[i].number.s);
        if (c[i].target.s)
            ti_buf_printf(got, " -> %.*s", (int)c[i].target.n, c[i].target.s);
    }
    tiao_doc_free(d);
}

#define STATUTE                                                                                                                    \
    "第一条 申请人应当具备下列条件：\n（一）有住所；\n（二）有资金。\n具备条件的可以申请。\n"                                    \
    "第二条 主管部门受理申请。\n受理后公示：\n（一）名称；\n（二）地址。\n第三条 "
static const struct { const char *in, *found; } cited[] = {
    { "按照《关于加快建设科技创新中心的意见》(沪委发〔2015〕7号)执行。", "《关于加快建设科技创新中心的意见》(沪委发〔2015〕7号) [沪委发〔2015〕7号]" },
    { "贯彻《意见》（沪委发〔20157号）精神。", "《意见》（沪委发〔20157号） [沪委发〔20157号]" },
    { "根据国发〔2015〕1号和沪府发〔2016〕22号文件，", "国发〔2015〕1号 [国发〔2015〕1号]; 沪府发〔2016〕22号 [沪府发〔2016〕22号]" },
    { "见徐委[2015]15。", "徐委[2015]15 [徐委[2015]15]" },
    { "中华人民共和国国务院令第400号公布。", "中华人民共和国国务院令第400号 [中华人民共和国国务院令第400号]" },
    { "国家发展和改革委员会令第5号公布。", "国家发展和改革委员会令第5号 [国家发展和改革委员会令第5号]" },
    { "依照《中华人民共和国公司法》第三十条、第三十一条第二款办理。", "《中华人民共和国公司法》第三十条、第三十一条第二款" },
    { "依照刑法第三十条追究责任。", "刑法第三十条" },
    { "修改《关于修改〈条例〉的决定》。", "《关于修改〈条例〉的决定》" },
    { "执行《规划纲要》（以下简称《纲要》）。", "《规划纲要》" },
    { "特制定本意见。", "本意见 -> d" },
    { STATUTE "违反本条例第一条第二款规定的，依照前条处理。", "本条例第一条第二款 -> d:1.p2; 前条 -> d:2" },
    { STATUTE "第一、二条规定的事项除外。", "第一 -> d:1; 二条 -> d:2" },
    { STATUTE "符合第一条第（二）项的，适用第二条第二款第（一）项。", "第一条第（二）项 -> d:1.2; 第二条第二款第（一）项 -> d:2.p2.1" },
    { STATUTE "符合第一条第（一）、（二）项的。", "第一条 -> d:1; 第（一） -> d:1.1; （二）项 -> d:1.2" },
    { STATUTE "经批准。\n前款规定的批准，本条第一款除外。", "前款 -> d:3; 本条第一款 -> d:3" },
    { STATUTE "适用第一条第一款、第二款。", "第一条第一款 -> d:1; 第二款 -> d:1.p2" },
    { STATUTE "适用第九条。", "第九条" },                                         /* dangling */
    /* what must find nothing */
    { "第三方机构分三条路线，第一项目部本条件下，目前款项到位，本法院、本项目、本市。", "" },
    { "成本法核算，基本法则，前三项工作，第十三个五年，第二条线路，第三项任务。", "" },
    { "（2015年8月发布），发展目标（2013-2020年），（2015）增长5%。", "" },
    { "核发《中华人民共和国不动产权证书》和《申请表》。", "" },
    { "《没有结束的标题。第二句", "" },
};
START_TEST(finds_citations)
{
    tiao_buf got = { 0 };
    show_all(cited[_i].in, &got);
    ck_assert_str_eq(got.p ? got.p : "", cited[_i].found);
    tiao_buf_free(&got);
}
END_TEST

static const struct { const char *title, *number; } library[] = {
    { "上海市委、市政府 关于加快建设科技创新中心的意见", "沪委发〔2015〕7号" },
    { "中华人民共和国公司法（2018年修正）", "" },
    { "徐汇区人民政府关于促进人才发展的意见", "" },
    { "闵行区人民政府关于促进人才发展的意见", "" },
};
static const struct { const char *title, *number; int doc; } resolved[] = {
    { "中共上海市委、上海市人民政府关于加快建设科技创新中心的意见", "", 0 },
    { "关于加快建设科技创新中心的意见", "", 0 },
    { "意见", "沪委发〔20157号", 0 },               /* damaged */
    { "", "沪委发[2015]7号", 0 },
    { "公司法", "", 1 },
    { "中华人民共和国公司法", "", 1 },
    { "上海市徐汇区人民政府关于促进人才发展的意见", "", 2 },
    { "关于促进人才发展的意见", "", -1 },           /* two may be meant */
    { "国务院关于加快建设科技创新中心的意见", "", -1 },
    { "关于加快建设科技创新中心的实施意见", "", -1 },
    { "", "沪委发〔2015〕8号", -1 },
    { "", "", -1 },
};
START_TEST(resolves)
{
    tiao_meta        metas[N(library)] = { 0 };
    const tiao_meta *list[N(library)];
    ti_targets      *t = NULL;
    size_t           doc;
    tiao_citation    c = { .title = ti_str(resolved[_i].title), .number = ti_str(resolved[_i].number) };
    for (int i = 0; i < N(library); i++) {
        metas[i].title  = ti_str(library[i].title);
        metas[i].number = ti_str(library[i].number);
        list[i]         = &metas[i];
    }
    ck_assert_int_eq(ti_targets_new(&t, list, N(library), NULL), TIAO_OK);
    ck_assert_int_eq(ti_citation_resolve(&doc, t, &c, NULL), TIAO_OK);
    ck_assert_int_eq(doc == SIZE_MAX ? -1 : (int)doc, resolved[_i].doc);
    ti_targets_free(t);
}
END_TEST

/* Whichever allocation fails, the answer is a code, and nothing leaks. */
START_TEST(survives_without_memory)
{
    tiao_err rc = TIAO_ENOMEM;
    for (long n = 1; rc != TIAO_OK; n++) {
        tiao_doc  *d   = NULL;
        tiao_error err = { 0 };
        ck_assert_int_eq(tiao_doc_parse(&d, ti_str("一、任务\n" STATUTE "依照前款和《公司法》第三条，在上海徐汇引进人才。\n"), NULL, &err), TIAO_OK);
        ti_alloc_fail_at = n;
        rc               = tiao_doc_find_facts(d, words, &err);
        ti_alloc_fail_at = 0;
        ck_assert(rc == TIAO_OK || rc == TIAO_ENOMEM);
        ck_assert_int_eq(rc, err.code);
        tiao_doc_free(d);
        ck_assert_int_lt(n, 10000);
    }
}
END_TEST

static void fill(TCase *t)
{
    tcase_add_checked_fixture(t, open_words, close_words);
    tcase_add_loop_test(t, finds_citations, 0, N(cited));
    tcase_add_loop_test(t, resolves, 0, N(resolved));
    tcase_add_test(t, survives_without_memory);
}

int main(void) { return run_suite("citation", fill); }
