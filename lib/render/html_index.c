/* The list of the documents in a folder of pages. */
#include "render/page.h"

/* An id as a link has it: all but letters, digits and - _ . as %XX. */
static void put_href(tiao_buf *b, tiao_str id)
{
    for (size_t i = 0; i < id.n; i++) {
        unsigned char c = (unsigned char)id.s[i];
        if (c < 0x80 && (ti_is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '-' || c == '_' || c == '.'))
            ti_buf_char(b, (char)c);
        else
            ti_buf_printf(b, "%%%02X", c);
    }
}

tiao_err tiao_export_html_index(const tiao_meta *const *docs, size_t n, tiao_write_fn write, void *ctx, tiao_error *err)
{
    ti_export x = { .out = { .write = write, .ctx = ctx } };
    ti_page_head(&x, TI_STR("文件目录"));
    ti_buf_printf(&x.out.buf, "<body>\n<main class=\"list\">\n<h1>文件目录（%zu）</h1>\n<table>\n<thead><tr><th>标题</th><th>文号</th><th>发文机关</th>"
                              "<th>日期</th><th>编号</th></tr></thead>\n<tbody>\n", n);
    for (size_t i = 0; i < n; i++) {
        const tiao_meta *m = docs[i];
        ti_emit(&x, "<tr><td data-label=\"标题\"><a href=\"");
        put_href(&x.out.buf, m->id);
        ti_emit(&x, ".html\">");
        ti_put_xml(&x.out.buf, m->title.n ? m->title : m->id);
        ti_emit(&x, "</a></td>");
        ti_page_cell(&x, "文号", m->number);
        ti_page_cell(&x, "发文机关", m->issuer);
        ti_page_cell(&x, "日期", m->date);
        ti_page_cell(&x, "编号", m->id);
        ti_emit(&x, "</tr>\n");
        ti_sink_maybe_flush(&x.out);
    }
    ti_emit(&x, "</tbody>\n</table>\n</main>\n</body>\n</html>\n");
    return ti_export_end(&x, err);
}
