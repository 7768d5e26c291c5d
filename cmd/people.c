/* What people read: a clause with its address, the headings above it, and what matched. */
#include "people.h"

#include <stdlib.h>
#include <string.h>

/* Text with its spans painted. */
void put_marked(const app *a, tiao_buf *b, tiao_str s, const tiao_span *spans, size_t count)
{
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        tiao_put_safe(b, (tiao_str){ s.s + at, spans[i].start - at });
        paint_on(a, b, PAINT_MATCH);
        tiao_put_safe(b, (tiao_str){ s.s + spans[i].start, spans[i].end - spans[i].start });
        paint_off(a, b);
        at = spans[i].end;
    }
    tiao_put_safe(b, (tiao_str){ s.s + at, s.n - at });
}

void put_reference(const app *a, tiao_buf *b, const tiao_doc *d, uint32_t i)
{
    tiao_buf address = { 0 };
    tiao_node_address(d, i, &address);
    link_on(a, b, d, i);
    paint_on(a, b, PAINT_ADDRESS);
    tiao_put_safe(b, (tiao_str){ address.p ? address.p : "", address.n });
    paint_off(a, b);
    link_off(a, b);
    drop(&address);
}

size_t address_width(const tiao_doc *d, uint32_t i)
{
    tiao_buf b = { 0 };
    tiao_node_address(d, i, &b);
    size_t n = tiao_width((tiao_str){ b.p, b.n });
    drop(&b);
    return n;
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

enum { CHAIN_MAX = 33 };              /* the document's title and the headings above a node */

/* The links of the chain from the title down, fit for a terminal; how many. The caller frees them. */
static int chain_of(const tiao_doc *d, uint32_t i, tiao_buf *chain)
{
    const app plain = { 0 };                           /* one colour for the whole line */
    uint32_t  up[CHAIN_MAX];
    int       n = 0, count = 1;
    for (uint32_t p = tiao_doc_node(d, i)->parent; p != TIAO_NONE && n < CHAIN_MAX - 1; p = tiao_doc_node(d, p)->parent)
        up[n++] = p;
    tiao_put_safe(&chain[0], tiao_doc_meta(d)->title.n ? tiao_doc_meta(d)->title : tiao_doc_meta(d)->id);
    while (n-- > 0) {
        tiao_str h = tiao_node_heading(d, up[n]);
        if (!h.n && tiao_doc_node(d, up[n])->own == tiao_doc_node(d, up[n])->number_end)
            continue;                                  /* a paragraph above its items: it has no name */
        tiao_buf *link = &chain[count++];
        if (h.n)
            put_number_of(&plain, link, d, up[n]);
        else
            tiao_node_number(d, up[n], link);
        tiao_put_safe(link, h);
    }
    return count;
}

/* The chain from link `from` on; what was left out between the title and the nearest heading is shown as …. */
static void join(tiao_buf *b, const tiao_buf *chain, int from, int count)
{
    b->n = 0;
    put_str(b, from > 1 ? "… › " : "");
    for (int i = from; i < count; i++) {
        put_str(b, i > from ? " › " : "");
        put_bytes(b, chain[i].p ? chain[i].p : "", chain[i].n);
    }
}

static void free_chain(tiao_buf *chain, int count)
{
    while (count-- > 0)
        drop(&chain[count]);
}

/* Lines of `width` at most, indented. */
static void put_lines(const app *a, tiao_buf *b, tiao_str s, size_t indent, size_t width, paint p)
{
    while (s.n) {
        tiao_str line = tiao_wrap(&s, width > indent + 8 ? width - indent : 8);
        for (size_t k = 0; k < indent; k++)
            put_str(b, " ");
        paint_on(a, b, p);
        put_bytes(b, line.s, line.n);
        paint_off(a, b);
        put_str(b, "\n");
    }
}

void put_chain(const app *a, tiao_buf *b, const tiao_doc *d, uint32_t i, size_t used)
{
    tiao_buf chain[CHAIN_MAX] = { 0 }, all = { 0 };
    int      count            = chain_of(d, i, chain);
    join(&all, chain, 0, count);
    if (a->width && used + 2 + tiao_width((tiao_str){ all.p, all.n }) > a->width) {
        put_str(b, "\n");
        put_lines(a, b, (tiao_str){ all.p, all.n }, 2, a->width, PAINT_DIM);
    } else {
        put_str(b, "  ");
        paint_on(a, b, PAINT_DIM);
        put_bytes(b, all.p, all.n);
        paint_off(a, b);
        put_str(b, "\n");
    }
    drop(&all);
    free_chain(chain, count);
}

void put_short_chain(const app *a, tiao_buf *b, const tiao_doc *d, uint32_t i, size_t used)
{
    tiao_buf chain[CHAIN_MAX] = { 0 }, some = { 0 };
    int      count = chain_of(d, i, chain), from = 0;
    bool     below = a->width && used > a->width / 2;
    size_t   room  = a->width ? a->width - (below ? 0 : used) - 2 : SIZE_MAX;
    do
        join(&some, chain, from, count);
    while (tiao_width((tiao_str){ some.p, some.n }) > room && ++from < count);
    bool cut = from == count;
    if (cut)
        some.n = tiao_fit((tiao_str){ some.p, some.n }, room - 1);
    put_str(b, below ? "\n  " : "  ");
    paint_on(a, b, PAINT_DIM);
    put_bytes(b, some.p, some.n);
    put_str(b, cut ? "…" : "");
    paint_off(a, b);
    put_str(b, "\n");
    drop(&some);
    free_chain(chain, count);
}

void put_group(const app *a, tiao_buf *b, const tiao_doc *d, uint32_t i, bool title)
{
    tiao_buf chain[CHAIN_MAX] = { 0 }, all = { 0 };
    int      count = chain_of(d, i, chain);
    size_t   width = a->width ? a->width : SIZE_MAX;
    if (title)
        put_lines(a, b, (tiao_str){ chain[0].p, chain[0].n }, 0, width, PAINT_HEADING);
    join(&all, chain, 1, count);
    if (count > 1)
        put_lines(a, b, (tiao_str){ all.p, all.n }, 0, width, PAINT_DIM);
    drop(&all);
    free_chain(chain, count);
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

void put_extract(const app *a, tiao_buf *b, tiao_str s, const tiao_span *spans, size_t count, size_t columns, size_t indent)
{
    tiao_span in   = extract_of(s, spans, count, columns);
    tiao_str  rest = { s.s + in.start, in.end - in.start };
    size_t    width = (a->width ? a->width : 80) - indent, at = 0;
    for (bool first = true; rest.n; first = false) {
        tiao_span part[64];
        size_t    n = 0, less = (size_t)(first && in.start) + (in.end < s.n && tiao_width(rest) <= width);
        tiao_str  line = tiao_wrap(&rest, width - less);
        uint32_t  from = (uint32_t)(line.s - s.s), to = (uint32_t)(from + line.n);
        for (; at < count && spans[at].end <= from; at++)
            ;
        for (size_t i = at; i < count && spans[i].start < to && n < 64; i++)
            part[n++] = (tiao_span){ spans[i].start > from ? spans[i].start - from : 0, (spans[i].end < to ? spans[i].end : to) - from };
        for (size_t k = 0; k < indent; k++)
            put_str(b, " ");
        put_str(b, first && in.start ? "…" : "");
        put_marked(a, b, line, part, n);
        put_str(b, !rest.n && in.end < s.n ? "…\n" : "\n");
    }
}

void flush_buf(tiao_buf *b)
{
    write_out(NULL, (tiao_str){ b->p ? b->p : "", b->n });
    b->n = 0;
}
