#include "facts.h"

/* The topics of the last clause of the passage. */
static void show_last(const char *in, tiao_buf *got)
{
    tiao_doc *d = read_passage(in);
    size_t    n;
    const tiao_mention *m = tiao_doc_topics(d, &n);
    for (size_t i = 0; i < n; i++)
        if (m[i].node + 1 == tiao_doc_count(d)) {
            ck_assert_uint_gt(m[i].words.n, 0);        /* every topic tells why */
            ti_buf_printf(got, "%s%.*s", got->n ? " " : "", (int)m[i].id.n, m[i].id.s);
        }
    tiao_doc_free(d);
}

#define UNDER(heading, text) "一、" heading "\n" text "\n"
static const struct { const char *in, *topics; } clause[] = {
    { UNDER("主要任务", "修订职称评审办法，引进一批高层次人才。"), "talent" },
    { UNDER("主要任务", "扩大首台（套）采购，完善政府采购首购制度。"), "procurement" },
    { UNDER("主要任务", "推进公租房建设，为青年职工提供租房补贴。"), "housing" },
    { UNDER("主要任务", "发展种业，培育农作物新品种，推广智慧农业。"), "agriculture" },
    { UNDER("主要任务", "加强科普场馆建设，提升公民科学素养。"), "popularization" },
    { UNDER("主要任务", "支持商业银行开展投贷联动，为企业提供贷款。支持企业在科创板上市。"), "finance capital-market" },
    { UNDER("主要任务", "在信息技术、生物医药、高端装备等领域，建设一批研发公共服务平台。"), "platform" },      /* a list in passing */
    { UNDER("主要任务", "推进集成电路、生物医药、智能汽车、航空发动机、新材料、海洋装备等产业项目。"), "industry" },  /* many industries are industry */
    { UNDER("主要任务", "以集成电路为重点打造芯片产业集群，发展软件产业。"), "ict" },                            /* a sub-topic stands alone */
    { UNDER("加强知识产权保护", "建立快速反应机制，提供预警和援助。"), "ip" },                                   /* the heading reaches its children */
    { UNDER("提升科普能力", "1.加强队伍建设\n健全工作网络。"), "popularization" },
    /* what must find nothing */
    { UNDER("主要任务", "形成具有国际领先水平和自主知识产权的成果。"), "" },
    { UNDER("附则", "本办法自发布之日起施行。"), "" },
    { UNDER("指导思想", "深入贯彻党的精神，集聚各类人才，发展科技金融。"), "" },
    { UNDER("面临的形势", "人才竞争日趋激烈，高层次人才短缺。"), "" },
    { "为促进人才发展，制定本意见。\n", "" },                                                                    /* a preamble */
};
START_TEST(judges_clauses)
{
    tiao_buf got = { 0 };
    show_last(clause[_i].in, &got);
    ck_assert_str_eq(got.p ? got.p : "", clause[_i].topics);
    tiao_buf_free(&got);
}
END_TEST

START_TEST(gives_three_at_most)
{
    tiao_doc *d = read_passage("一、任务\n加强人才引进。完善税收优惠政策。支持企业上市。保护知识产权。发展众创空间。建设公租房。\n");
    size_t    n, here = 0;
    const tiao_mention *m = tiao_doc_topics(d, &n);
    for (size_t i = 0; i < n; i++)
        here += m[i].node == 1;
    ck_assert_uint_le(here, 3);
    tiao_doc_free(d);
}
END_TEST

static void fill(TCase *t)
{
    tcase_add_checked_fixture(t, open_words, close_words);
    tcase_add_loop_test(t, judges_clauses, 0, N(clause));
    tcase_add_test(t, gives_three_at_most);
}

int main(void) { return run_suite("topic", fill); }
