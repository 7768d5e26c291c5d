/* Markdown (CommonMark): headings by level, provisions as paragraphs, each with its address as an anchor. */
#include "render/export.h"

/* Text in which nothing is markup. `opens`: it stands at the start of a line, where more characters are. */
static void put_text(tiao_buf *b, tiao_str s, bool opens)
{
    size_t digits = 0;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.s[i];
        if (opens && c >= '0' && c <= '9' && digits == i)
            digits++;
        bool list = opens && digits && digits == i && (c == '.' || c == ')');
        if (c == '\n') {
            ti_buf_put(b, TI_STR("<br>"));
            continue;
        }
        if (c == '<' || c == '>' || c == '&' || c == '\r' || c < 0x20 || c == 0x7F || c == 0xC2 || c == 0xEF) {
            size_t size = c == 0xC2 ? 2 : c == 0xEF ? 3 : 1;
            size        = size > s.n - i ? s.n - i : size;
            ti_put_xml(b, ti_sub(s, i, i + size));
            i += size - 1;
            continue;
        }
        if (strchr("\\`*_{}[]|~$", c) || list || (opens && i == 0 && strchr("#+-=", c)))
            ti_buf_char(b, '\\');
        ti_buf_char(b, (char)c);
    }
}

static void put_anchor(ti_export *x, uint32_t i)
{
    tiao_buf address = { 0 };
    tiao_node_address(x->doc, i, &address);
    ti_emit(x, "<a id=\"");
    ti_put_xml(&x->out.buf, ti_buf_str(&address));
    ti_emit(x, "\"></a>");
    x->out.buf.failed = x->out.buf.failed || address.failed;
    tiao_buf_free(&address);
}

tiao_err tiao_export_markdown(const tiao_doc *doc, tiao_write_fn write, void *ctx, tiao_error *err)
{
    ti_export x = { .out = { .write = write, .ctx = ctx }, .doc = doc };
    tiao_buf *b = &x.out.buf;
    for (uint32_t i = 0; i < doc->count; i++) {
        const tiao_node *n       = &doc->nodes[i];
        tiao_str         number  = ti_str_trim(ti_sub(doc->text, n->own, n->number_end)), heading = ti_sub(doc->text, n->text, ti_heading_to(doc, i));
        tiao_str         rest    = ti_str_trim(ti_sub(doc->text, ti_heading_to(doc, i), n->text_end));
        if (n->kind == TIAO_INLINE || n->own == n->text_end)
            continue;
        if (n->kind == TIAO_TITLE) {
            heading = rest;
            rest    = (tiao_str){ "", 0 };
        }
        if (heading.n) {
            unsigned level = n->kind == TIAO_TITLE ? 1 : n->depth + 1u < 6 ? n->depth + 1u : 6;
            while (level--)
                ti_buf_char(b, '#');
            ti_buf_char(b, ' ');
        }
        put_anchor(&x, i);
        put_text(b, number, true);
        if (number.n && (n->kind == TIAO_LEVEL3 || n->kind >= TIAO_PART))
            ti_buf_char(b, ' ');
        if (heading.n) {
            put_text(b, heading, number.n == 0);
            ti_emit(&x, "\n\n");
        }
        if (rest.n) {
            put_text(b, rest, number.n == 0 || heading.n);
            ti_emit(&x, "\n\n");
        } else if (!heading.n)
            ti_emit(&x, "\n\n");
        ti_sink_maybe_flush(&x.out);
    }
    return ti_export_end(&x, err);
}
