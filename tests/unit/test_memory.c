/* Memory runs out at the first allocation of a parse, then at the second, until the parse succeeds. Each failure is
   TIAO_ENOMEM with a message and leaves nothing behind (the sanitizers look). */
#include "unit.h"

#include "base/mem.h"

static const char policy[] =
    "首页\n关于印发《某某计划》的通知\n沪府办〔2015〕40号\n各有关单位：\n现将《某某计划》印发给你们，请认真贯彻执行。\n"
    "上海市科学技术委员会\n2015年8月14日\n某某计划\n目录\n一、总体要求……1\n二、主要任务……2\n"
    "一、总体要求\n（一）指导思想。坚持企业主体地位。一是放权；二是松绑。\n— 1 —\n1.第一点\n（2）第二点\n——要点\n"
    "二、主要任务\n具体如下：\n（1）放权。\n附件\n汇总表\n第一条　为了促进创新，制定本办法。\n";

static const char wrapped[] =
    "关于促进创新的若干意见\n　　为深入实施创新驱动发展战略，加快建设具有全球影响力的\n科技创新中心，充分发挥市场在资源配置中的决定性作用和更好\n"
    "发挥政府作用，现提出以下意见。\n　　一、总体要求\n　　坚持企业主体地位，坚持市场导向，坚持人才优先，坚持开放\n合作，推进改革。\n";

/* Enough nodes, pieces and text that every array has to grow. */
static void put_long(tiao_buf *out)
{
    ti_buf_put(out, TI_STR("某某条例\n"));
    for (unsigned i = 1; i < 400; i++)
        ti_buf_printf(out, "第%u条　一是放权；二是松绑。\n\n（一）本市\n企业，\n可以申请。\n", i);
}

enum { FAR_OFF = 1000000 };

static const char *const texts[] = { "", "\n", "一、总体要求", policy, wrapped, NULL };

START_TEST(parse_survives_every_failure)
{
    tiao_buf bytes = { 0 };
    if (texts[_i])
        ti_buf_put(&bytes, ti_str(texts[_i]));
    else
        put_long(&bytes);
    const tiao_meta meta = { .id = TI_STR("some-id"), .title = TI_STR("标题"), .source = TI_STR("file.txt") };
    tiao_doc       *d    = NULL;
    ti_alloc_fail_at     = FAR_OFF;
    ck_assert_int_eq(tiao_doc_parse(&d, ti_buf_str(&bytes), _i % 2 ? &meta : NULL, NULL), TIAO_OK);
    long all         = FAR_OFF - ti_alloc_fail_at;
    ti_alloc_fail_at = 0;
    ck_assert_msg(tiao_doc_check(d, ti_buf_str(&bytes), NULL), "the document breaks its invariants");
    tiao_doc_free(d);
    ck_assert_int_gt(all, 3);
    for (long n = 1; n <= all; n++) {
        tiao_error err   = { 0 };
        d                = NULL;
        ti_alloc_fail_at = n;
        tiao_err rc      = tiao_doc_parse(&d, ti_buf_str(&bytes), _i % 2 ? &meta : NULL, &err);
        ti_alloc_fail_at = 0;
        ck_assert_msg(rc == TIAO_ENOMEM, "allocation %ld of %ld failed, and the parse gave %d", n, all, (int)rc);
        ck_assert_int_eq(err.code, TIAO_ENOMEM);
        ck_assert_msg(*err.msg, "no message");
        ck_assert_ptr_null(d);
    }
    tiao_buf_free(&bytes);
}
END_TEST

/* A buffer remembers that an append failed, and keeps what it had. */
START_TEST(buffer_remembers)
{
    tiao_buf b = { 0 };
    ti_buf_put(&b, TI_STR("人才"));
    ti_alloc_fail_at = 1;
    for (int i = 0; i < 100; i++)
        ti_buf_put(&b, TI_STR("0123456789"));
    ti_alloc_fail_at = 0;
    ti_buf_put(&b, TI_STR("more"));
    ck_assert(b.failed);
    ck_assert(ti_str_starts(ti_buf_str(&b), TI_STR("人才")));
    ck_assert(!ti_str_ends(ti_buf_str(&b), TI_STR("more")));
    tiao_buf_free(&b);
}
END_TEST

static void fill(TCase *t)
{
    tcase_add_loop_test(t, parse_survives_every_failure, 0, N(texts));
    tcase_add_test(t, buffer_remembers);
}

int main(void) { return run_suite("memory", fill); }
