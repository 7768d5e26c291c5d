/* tiao show: provisions in full. */
#include "people.h"

#include <string.h>

static void put_indent(tiao_buf *b, unsigned n)
{
    while (n--)
        put_str(b, "  ");
}

static const char *note_words(int bit)
{
    switch (bit) {
    case TIAO_NOTE_STYLE:  return _("its marker is of another style than its siblings'");
    case TIAO_NOTE_GAP:    return _("its number skips");
    case TIAO_NOTE_REPEAT: return _("its number stands twice");
    default:               return _("a line break in mid-sentence was mended");
    }
}

typedef struct {
    const app *a;
    tiao_buf  *out;
    unsigned   indent;
} line_printing;

static void print_line(void *ctx, uint32_t line, tiao_str text)
{
    line_printing *p = ctx;
    char           n[32];
    snprintf(n, sizeof n, "%6u  ", (unsigned)line);
    paint_on(p->a, p->out, PAINT_DIM);
    put_str(p->out, n);
    paint_off(p->a, p->out);
    put_indent(p->out, p->indent);
    tiao_put_safe(p->out, text);
    put_str(p->out, "\n");
}

static void print_node(const app *a, tiao_buf *b, const tiao_doc *d, uint32_t i, unsigned indent)
{
    const tiao_node *n    = tiao_doc_node(d, i);
    tiao_str         text = tiao_node_text(d, i), heading = tiao_node_heading(d, i);
    if (a->ask.source)
        tiao_node_lines(d, i, print_line, &(line_printing){ a, b, indent });
    else {
        put_indent(b, indent);
        put_number_of(a, b, d, i);
        if (n->heading_end > n->text) {
            paint_on(a, b, PAINT_HEADING);
            tiao_put_safe(b, heading);
            paint_off(a, b);
            text = (tiao_str){ text.s + heading.n, text.n - heading.n };
        }
        tiao_put_safe(b, text);
        put_str(b, "\n");
    }
    for (int bit = 1; a->ask.notes && bit <= TIAO_NOTE_JOINED; bit <<= 1)
        if (n->notes & bit) {
            put_indent(b, indent + 1);
            paint_on(a, b, PAINT_DIM);
            put_str(b, _("note: "));
            put_str(b, note_words(bit));
            paint_off(a, b);
            put_str(b, "\n");
        }
}

/* The nodes to show: those that the address means, and with --context from the sibling before to the end of the one behind. */
typedef struct { uint32_t top, from, to; } part;

static part part_of(const app *a, const tiao_doc *d, uint32_t from, uint32_t to)
{
    uint32_t parent = tiao_doc_node(d, from)->parent;
    part     p      = { from, from, to };
    for (uint32_t k = 0; a->ask.context && k < from; k++)
        if (tiao_doc_node(d, k)->parent == parent && tiao_doc_node(d, k)->kind != TIAO_INLINE)
            p.from = k;
    if (a->ask.context)
        p.to = tiao_doc_node(d, from)->end;
    if (a->ask.context && p.to < tiao_doc_count(d) && tiao_doc_node(d, p.to)->parent == parent)
        p.to = tiao_doc_node(d, p.to)->end;
    return p;
}

static void show_people(const app *a, tiao_buf *b, const tiao_doc *d, part p)
{
    const tiao_node *top = tiao_doc_node(d, p.top);
    put_address_of(a, b, d, p.top);
    put_first_paragraph(b, d, p.top, p.to);
    put_chain(a, b, d, p.top, address_width(d, p.top) + (p.to < top->end ? sizeof ".p1" - 1 : 0));
    for (uint32_t k = p.from; k < p.to; k++) {
        const tiao_node *n = tiao_doc_node(d, k);
        if (n->kind != TIAO_COVER && (n->kind != TIAO_INLINE || k == p.top))       /* their text stands in other nodes */
            print_node(a, b, d, k, n->depth - (unsigned)top->depth);
    }
}

/* ---- what cites a provision ---- */

typedef struct {
    const app *a;
    tiao_buf  *out;
    tiao_str   address;               /* of the provision; what stands in it has this and a dot in front */
    tiao_str   doc;                   /* the document's id where the whole is meant; else empty */
} citing;

static bool is_meant(const citing *c, tiao_str target)
{
    if (c->doc.n && target.n == c->doc.n && !memcmp(target.s, c->doc.s, target.n))
        return true;
    return target.n >= c->address.n && !memcmp(target.s, c->address.s, c->address.n) &&
           (target.n == c->address.n || target.s[c->address.n] == '.');
}

static tiao_err print_citing(void *ctx, size_t k, const tiao_doc *d, const tiao_citation *citation, tiao_error *err)
{
    const citing *c = ctx;
    (void)k, (void)err;
    if (!citation->target.s || !is_meant(c, citation->target))
        return TIAO_OK;
    if (c->a->writer) {
        put_citation(c->a->writer, d, citation, false);
        return TIAO_OK;
    }
    put_str(c->out, "  ");
    put_str(c->out, _("cited by "));
    put_reference(c->a, c->out, d, citation->node);
    put_str(c->out, "  ");
    tiao_put_safe(c->out, citation->text);
    put_str(c->out, "\n");
    return TIAO_OK;
}

static tiao_err show_citing(app *a, tiao_buf *b, const tiao_doc *d, uint32_t node, tiao_error *err)
{
    tiao_buf address = { 0 };
    size_t   found;
    tiao_err rc = open_words(a, err);
    tiao_node_address(d, node, &address);
    citing c = { a, b, { address.p, address.n }, { NULL, 0 } };
    if (tiao_doc_node(d, node)->kind == TIAO_TITLE)
        c.doc = tiao_doc_meta(d)->id;
    if (rc == TIAO_OK)
        rc = tiao_cites(a->lib, NULL, a->words, print_citing, &c, &found, err);
    drop(&address);
    return rc;
}

int run_show(app *a, tiao_error *err)
{
    tiao_buf b = { 0 };
    if (a->ask.cites && (a->ask.csv || a->ask.tsv)) {
        fail(err, TIAO_EUSAGE, "--cites gives records of two kinds; it goes with --json or without a format");
        return EXIT_ERROR;
    }
    if (a->ask.count_args == 0) {
        fail(err, TIAO_EUSAGE, "show wants an address, as in: tiao show municipal-2015:2.3");
        return EXIT_ERROR;
    }
    for (int i = 0; i < a->ask.count_args; i++) {
        size_t          k;
        uint32_t        node, to;
        const tiao_doc *d;
        tiao_str        address = { a->ask.args[i], strlen(a->ask.args[i]) };
        if (tiao_library_find_range(&k, &node, &to, a->lib, address, err) != TIAO_OK || tiao_library_doc(&d, a->lib, k, err) != TIAO_OK ||
            (a->ask.source && tiao_library_lines(a->lib, k, err) != TIAO_OK)) {
            flush_buf(&b);
            drop(&b);
            return EXIT_ERROR;
        }
        const part p = part_of(a, d, node, to);
        if (a->writer)
            for (uint32_t n = p.from; n < p.to; n++)
                put_node(a->writer, d, n);
        else {
            put_str(&b, i ? "\n" : "");
            show_people(a, &b, d, p);
        }
        if (a->ask.cites && show_citing(a, &b, d, node, err) != TIAO_OK)
            break;
    }
    flush_buf(&b);
    drop(&b);
    return err->code == TIAO_OK ? EXIT_FOUND : EXIT_ERROR;
}
