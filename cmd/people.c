/* What people read: a clause with its address, the headings above it, and what matched. */
#include "people.h"

#include <stdlib.h>
#include <string.h>

/* Text with its spans painted. */
void put_marked(const app *a, tiao_buf *b, tiao_str s, const tiao_span *spans, size_t count)
{
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        put_safe(b, (tiao_str){ s.s + at, spans[i].start - at });
        paint_on(a, b, PAINT_MATCH);
        put_safe(b, (tiao_str){ s.s + spans[i].start, spans[i].end - spans[i].start });
        paint_off(a, b);
        at = spans[i].end;
    }
    put_safe(b, (tiao_str){ s.s + at, s.n - at });
}

void put_reference(const app *a, tiao_buf *b, const tiao_doc *d, uint32_t i)
{
    link_on(a, b, d, i);
    paint_on(a, b, PAINT_ADDRESS);
    tiao_node_address(d, i, b);
    paint_off(a, b);
    link_off(a, b);
}

void put_address_of(const app *a, tiao_buf *b, const tiao_doc *d, uint32_t i)
{
    if (a->session)
        note_address(a, b, d, i);
    put_reference(a, b, d, i);
}

void put_first_paragraph(tiao_buf *b, const tiao_doc *d, uint32_t article, uint32_t to)
{
    if (to < tiao_doc_node(d, article)->end)
        put_str(b, ".p1");
}

void mark_value(void *ctx, const char *field, tiao_str value, bool open, tiao_buf *out)
{
    static const struct { const char *field; paint p; bool links; } marks[] = {
        { "address", PAINT_ADDRESS, true }, { "doc", PAINT_ADDRESS, true },   { "target", PAINT_ADDRESS, true },
        { "value", PAINT_NUMBER, false },   { "number", PAINT_NUMBER, false }, { "#", PAINT_DIM, false },
        { "line", PAINT_DIM, false },
    };
    const app *a = ctx;
    size_t     i = 0;
    if (!field)
        open ? paint_on(a, out, PAINT_HEADING) : paint_off(a, out);
    while (field && i < sizeof marks / sizeof *marks && strcmp(marks[i].field, field))
        i++;
    if (!field || i == sizeof marks / sizeof *marks)
        return;
    if (open && marks[i].links)
        link_on_named(a, out, value);
    open ? paint_on(a, out, marks[i].p) : paint_off(a, out);
    if (!open && marks[i].links)
        link_off(a, out);
}

void put_number_of(const app *a, tiao_buf *b, const tiao_doc *d, uint32_t i)
{
    const tiao_node *n = tiao_doc_node(d, i);
    paint_on(a, b, PAINT_NUMBER);
    tiao_node_number(d, i, b);
    paint_off(a, b);
    if (n->kind >= TIAO_PART && n->kind <= TIAO_ARTICLE && n->text < n->text_end)
        put_str(b, " ");
}

void put_chain(const app *a, tiao_buf *b, const tiao_doc *d, uint32_t i)
{
    const app plain = { 0 };                           /* one colour for the whole line */
    uint32_t  up[32];
    int       n = 0;
    for (uint32_t p = tiao_doc_node(d, i)->parent; p != TIAO_NONE && n < 32; p = tiao_doc_node(d, p)->parent)
        up[n++] = p;
    paint_on(a, b, PAINT_DIM);
    put_safe(b, tiao_doc_meta(d)->title.n ? tiao_doc_meta(d)->title : tiao_doc_meta(d)->id);
    while (n-- > 0) {
        tiao_str h = tiao_node_heading(d, up[n]);
        if (!h.n && tiao_doc_node(d, up[n])->own == tiao_doc_node(d, up[n])->number_end)
            continue;                                  /* a paragraph above its items: it has no name */
        put_str(b, " › ");
        if (h.n)
            put_number_of(&plain, b, d, up[n]);
        else
            tiao_node_number(d, up[n], b);
        put_safe(b, h);
    }
    paint_off(a, b);
    put_str(b, "\n");
}

/* The start and end of an extract of about `columns` columns around the first spans: the whole text where it fits. */
static tiao_span extract_of(tiao_str s, const tiao_span *spans, size_t count, size_t columns)
{
    if (tiao_width(s) <= columns || count == 0)
        return (tiao_span){ 0, (uint32_t)tiao_fit(s, columns) };
    size_t start = spans[0].start, before = 0;
    while (start > 0 && before < columns / 3) {        /* back over a third of the width, or to the start of the sentence */
        size_t q = start;
        do
            q--;
        while (q > 0 && ((unsigned char)s.s[q] & 0xC0) == 0x80);
        if (start - q == 3 && (!memcmp(s.s + q, "。", 3) || !memcmp(s.s + q, "；", 3)))
            break;
        before += tiao_width((tiao_str){ s.s + q, start - q });
        start = q;
    }
    tiao_str rest = { s.s + start, s.n - start };
    return (tiao_span){ (uint32_t)start, (uint32_t)(start + tiao_fit(rest, columns)) };
}

void put_extract(const app *a, tiao_buf *b, tiao_str s, const tiao_span *spans, size_t count, size_t columns)
{
    tiao_span in  = extract_of(s, spans, count, columns);
    tiao_span own[64];
    size_t    n = 0;
    for (size_t i = 0; i < count && n < 64; i++)
        if (spans[i].start >= in.start && spans[i].end <= in.end)
            own[n++] = (tiao_span){ spans[i].start - in.start, spans[i].end - in.start };
    if (in.start)
        put_str(b, "…");
    put_marked(a, b, (tiao_str){ s.s + in.start, in.end - in.start }, own, n);
    if (in.end < s.n)
        put_str(b, "…");
}

void flush_buf(tiao_buf *b)
{
    write_out(NULL, (tiao_str){ b->p ? b->p : "", b->n });
    b->n = 0;
}

void put_cell(tiao_writer *w, const char *name, tiao_str s)
{
    tiao_buf safe = { 0 };
    put_safe(&safe, s);
    w->text(w, name, (tiao_str){ safe.p ? safe.p : "", safe.n });
    drop(&safe);
}
