#include "render/export.h"

void ti_put_xml(tiao_buf *b, tiao_str s)
{
    size_t from = 0;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c    = (unsigned char)s.s[i];
        const char   *with = NULL;
        char          picture[4] = { (char)0xE2, (char)0x90, (char)(0x80 + (c & 0x1F)), 0 };
        size_t        size = 1;
        switch (c) {
        case '&':  with = "&amp;"; break;
        case '<':  with = "&lt;"; break;
        case '>':  with = "&gt;"; break;
        case '"':  with = "&quot;"; break;
        case '\'': with = "&#39;"; break;
        case '\r': with = "&#13;"; break;
        case 0x7F: with = "\xE2\x90\xA1"; break;
        case 0xC2:                                     /* C1 controls */
            if (i + 1 < s.n && (unsigned char)s.s[i + 1] < 0xA0) {
                with = "\xEF\xBF\xBD";
                size = 2;
            }
            break;
        case 0xEF:                                     /* U+FFFE and U+FFFF are no characters of XML */
            if (i + 2 < s.n && (unsigned char)s.s[i + 1] == 0xBF && (unsigned char)s.s[i + 2] >= 0xBE) {
                with = "\xEF\xBF\xBD";
                size = 3;
            }
            break;
        default:
            if (c < 0x20 && c != '\n' && c != '\t')
                with = picture;
        }
        if (!with)
            continue;
        ti_buf_put(b, ti_sub(s, from, i));
        ti_buf_put(b, ti_str(with));
        i += size - 1;
        from = i + 1;
    }
    ti_buf_put(b, ti_sub(s, from, s.n));
}

uint32_t ti_heading_to(const tiao_doc *d, uint32_t i)
{
    const tiao_node *n = &d->nodes[i];
    const char      *p = d->text.s + n->heading_end, *end = d->text.s + n->text_end;
    if (n->text < n->heading_end && p < end && ti_is_one_of(ti_utf8_next(&p, end), "。：:；;？！"))
        return (uint32_t)(p - d->text.s);
    return n->heading_end;
}

tiao_err ti_export_end(ti_export *x, tiao_error *err)
{
    bool memory = x->out.buf.failed;
    ti_sink_flush(&x->out);
    tiao_buf_free(&x->out.buf);
    if (memory)
        return ti_no_memory(err);
    return x->out.failed ? ti_fail(err, TIAO_EIO, 0, "not all could be written; is the disk full?") : TIAO_OK;
}
