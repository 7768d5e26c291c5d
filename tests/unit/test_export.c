/* Renderers of whole documents: escapes, and what happens when memory or the disk runs out. */
#include "facts.h"

#include "base/mem.h"
#include "render/export.h"

static const struct { const char *in, *out; } escape[] = {
    { "a<b>&\"c\"'", "a&lt;b&gt;&amp;&quot;c&quot;&#39;" },
    { "x\x01\x1b[0m\x7f", "x␁␛[0m␡" },
    { "一\n\t二\r", "一\n\t二&#13;" },
    { "\xC2\x85\xC2\xA0\xEF\xBF\xBE\xEF\xBF\xBD\xEF\xBC\x8C", "\xEF\xBF\xBD\xC2\xA0\xEF\xBF\xBD\xEF\xBF\xBD，" },
    { "", "" },
};
START_TEST(escapes)
{
    tiao_buf b = { 0 };
    ti_put_xml(&b, ti_str(escape[_i].in));
    ck_assert_str_eq(b.p ? b.p : "", escape[_i].out);
    tiao_buf_free(&b);
}
END_TEST

static const char passage[] = "关于印发《甲》的通知\n各区：\n请执行。\n某某市人民政府\n2015年8月14日\n甲\n一、乙\n（一）丙。一是丁；二是戊。\n第一条　己。\n（一）庚；\n附件\n1.辛\n";

/* The list of two documents, as if it were the export of one. */
static tiao_err export_list(const tiao_doc *doc, tiao_write_fn write, void *ctx, tiao_error *err)
{
    return tiao_export_html_index((const tiao_meta *const[]){ tiao_doc_meta(doc), tiao_doc_meta(doc) }, 2, write, ctx, err);
}

static const tiao_export_fn renderers[] = { tiao_export_akn, tiao_export_markdown, tiao_export_html, export_list };

static bool gather(void *ctx, tiao_str s)
{
    ti_buf_put(ctx, s);
    return true;
}

static bool refuse(void *ctx, tiao_str s)
{
    (void)ctx;
    (void)s;
    return false;
}

START_TEST(tells_of_a_full_disk)
{
    tiao_doc  *d   = read_passage(passage);
    tiao_error err = { 0 };
    ck_assert_int_eq(renderers[_i](d, refuse, NULL, &err), TIAO_EIO);
    ck_assert_int_eq(err.code, TIAO_EIO);
    tiao_doc_free(d);
}
END_TEST

START_TEST(survives_every_failure)
{
    enum { FAR_OFF = 1000000 };
    tiao_doc *d   = read_passage(passage);
    tiao_buf  out = { 0 };
    ti_buf_reserve(&out, 1 << 16);
    ti_alloc_fail_at = FAR_OFF;
    ck_assert_int_eq(renderers[_i](d, gather, &out, NULL), TIAO_OK);
    long all         = FAR_OFF - ti_alloc_fail_at;
    ti_alloc_fail_at = 0;
    for (long n = 1; n <= all; n++) {
        tiao_error err = { 0 };
        ti_buf_clear(&out);
        ti_alloc_fail_at = n;
        tiao_err rc      = renderers[_i](d, gather, &out, &err);
        ti_alloc_fail_at = 0;
        ck_assert_msg(rc == TIAO_ENOMEM, "allocation %ld of %ld failed, and the export gave %d", n, all, (int)rc);
    }
    tiao_buf_free(&out);
    tiao_doc_free(d);
}
END_TEST

static void fill(TCase *t)
{
    tcase_add_checked_fixture(t, open_words, close_words);
    tcase_add_loop_test(t, escapes, 0, N(escape));
    tcase_add_loop_test(t, tells_of_a_full_disk, 0, N(renderers));
    tcase_add_loop_test(t, survives_every_failure, 0, N(renderers));
}

int main(void) { return run_suite("export", fill); }
