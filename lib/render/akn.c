/* Akoma Ntoso 3.0 (OASIS LegalDocML): a statute is an <act>, any other document a <doc>.

   Everything is written in the order of the text, and all of it is: coverPage (the notice that forwards the document),
   preface (title, number, addressee), preamble (paragraphs before the first number), body, conclusions (signature, date),
   attachments. eIds follow the OASIS naming convention: chp_1__art_3__para_2__point_1. */
#include "render/export.h"
#include "tree/lines.h"

#include <stdio.h>

typedef struct {
    ti_export x;
    unsigned  attachment;             /* the one that is being written; 0: the main document */
    char      date[16];               /* ISO */
    const char *date_name;
} akn;

static const tiao_node *node_of(const akn *a, uint32_t i) { return &a->x.doc->nodes[i]; }

/* ---- identifiers ---- */

static bool in_article(const akn *a, uint32_t i)
{
    for (i = node_of(a, i)->parent; i != TIAO_NONE; i = node_of(a, i)->parent)
        if (node_of(a, i)->kind == TIAO_ARTICLE)
            return true;
    return false;
}

/* The element of a node in the body, and its short form in eIds. */
static const char *element(const akn *a, uint32_t i, const char **id)
{
    static const struct { uint8_t kind; const char *name, *id; } names[] = {
        { TIAO_PART, "part", "part" },         { TIAO_CHAPTER, "chapter", "chp" },     { TIAO_SECTION, "section", "sec" },
        { TIAO_ARTICLE, "article", "art" },    { TIAO_PARAGRAPH, "paragraph", "para" }, { TIAO_BULLET, "alinea", "al" },
    };
    uint8_t kind = node_of(a, i)->kind;
    for (size_t k = 0; k < sizeof names / sizeof *names; k++)
        if (names[k].kind == kind) {
            *id = names[k].id;
            return names[k].name;
        }
    if ((kind == TIAO_LEVEL2 || kind == TIAO_LEVEL3) && in_article(a, i))
        return *id = kind == TIAO_LEVEL2 ? "point" : "indent";
    *id = kind >= TIAO_LEVEL1 && kind <= TIAO_LEVEL4 ? "hcontainer" : tiao_kind_name((tiao_kind)kind);
    return "hcontainer";
}

/* Whether node i, a child of an article, stands in the article's first paragraph, its own text. */
static bool in_own_text(const akn *a, uint32_t i)
{
    uint32_t p = node_of(a, i)->parent;
    return p != TIAO_NONE && ti_node_is_first_paragraph(node_of(a, p)) && node_of(a, i)->kind != TIAO_PARAGRAPH;
}

static void put_eid(akn *a, uint32_t i)
{
    uint32_t  chain[64];
    int       n = 0;
    tiao_buf *b = &a->x.out.buf;
    for (uint32_t k = i; k != TIAO_NONE && n < 64 && node_of(a, k)->kind != TIAO_ATTACHMENT; k = node_of(a, k)->parent)
        chain[n++] = k;
    if (a->attachment)
        ti_buf_printf(b, "att_%u%s", a->attachment, n ? "__" : "");
    while (n-- > 0) {
        const tiao_node *k = node_of(a, chain[n]);
        const char      *id;
        element(a, chain[n], &id);
        if (in_own_text(a, chain[n]))
            ti_emit(&a->x, "para_1__");
        ti_buf_printf(b, "%s_%u", k->kind == TIAO_INLINE ? "inline" : id, (unsigned)k->ordinal);
        if (k->sub)
            ti_buf_printf(b, "-%u", (unsigned)k->sub);
        if (k->repeat)
            ti_buf_printf(b, "~%u", (unsigned)k->repeat + 1);
        ti_emit(&a->x, n ? "__" : "");
    }
}

static void open_element(akn *a, const char *name, uint32_t i)
{
    ti_buf_printf(&a->x.out.buf, "<%s eId=\"", name);
    put_eid(a, i);
    ti_emit(&a->x, "\"");
    if (!strcmp(name, "hcontainer"))
        ti_buf_printf(&a->x.out.buf, " name=\"%s\"", tiao_kind_name((tiao_kind)node_of(a, i)->kind));
    ti_emit(&a->x, ">");
}

/* ---- text ---- */

/* Text with the line ends that are part of it. */
static void put_lines(akn *a, tiao_str s)
{
    for (const char *end; s.n && (end = memchr(s.s, '\n', s.n)); s = ti_sub(s, (size_t)(end - s.s) + 1, s.n)) {
        ti_put_xml(&a->x.out.buf, ti_sub(s, 0, (size_t)(end - s.s)));
        ti_emit(&a->x, "<eol/>");
    }
    ti_put_xml(&a->x.out.buf, s);
}

/* Bytes [from, to) of the document, which are node i's; items counted inside it are marked. */
static void put_text(akn *a, uint32_t i, uint32_t from, uint32_t to)
{
    tiao_str text = a->x.doc->text;
    for (uint32_t k = i + 1; k < node_of(a, i)->end && node_of(a, k)->kind == TIAO_INLINE; k++) {
        const tiao_node *n = node_of(a, k);
        if (n->parent != i || n->own < from || n->text_end > to)
            continue;
        put_lines(a, ti_sub(text, from, n->own));
        ti_emit(&a->x, "<inline name=\"item\" eId=\"");
        put_eid(a, k);
        ti_emit(&a->x, "\">");
        put_lines(a, ti_sub(text, n->own, n->text_end));
        ti_emit(&a->x, "</inline>");
        from = n->text_end;
    }
    put_lines(a, ti_sub(text, from, to));
}

/* A date that is known to the day, as the schema wants it. */
static bool iso_date(akn *a, tiao_str s, char out[16])
{
    tiao_buf b     = { 0 };
    bool     whole = ti_line_iso_date(s, &b) && b.n == 10;
    if (whole)
        memcpy(out, b.p, 11);
    a->x.out.buf.failed = a->x.out.buf.failed || b.failed;
    tiao_buf_free(&b);
    return whole;
}

/* A node outside the body and what it holds, as blocks. */
static void put_block(akn *a, uint32_t i)
{
    static const char *const inside[TIAO_KIND_COUNT] = { [TIAO_TITLE] = "docTitle", [TIAO_DOCNUMBER] = "docNumber", [TIAO_SIGNATURE] = "signature" };
    for (uint32_t k = i; k < node_of(a, i)->end; k++) {
        const tiao_node *n = node_of(a, k);
        char             date[16];
        const char      *in = inside[n->kind];
        if (n->kind == TIAO_INLINE || n->own == n->text_end)
            continue;
        ti_buf_printf(&a->x.out.buf, "<p class=\"%s\">", tiao_kind_name((tiao_kind)n->kind));
        if (n->kind == TIAO_DATE && iso_date(a, tiao_node_text(a->x.doc, k), date)) {
            in = "docDate";
            ti_buf_printf(&a->x.out.buf, "<docDate date=\"%s\">", date);
        } else if (in)
            ti_buf_printf(&a->x.out.buf, "<%s>", in);
        put_text(a, k, n->own, n->text_end);
        if (in)
            ti_buf_printf(&a->x.out.buf, "</%s>", in);
        ti_emit(&a->x, "</p>\n");
    }
}

/* The top-level nodes of [from, to) as blocks of one container, which is left out when it would be empty. */
static void put_blocks(akn *a, const char *name, uint32_t from, uint32_t to)
{
    bool any = false;
    for (uint32_t i = from; i < to && !any; i++)
        any = node_of(a, i)->own < node_of(a, i)->text_end && node_of(a, i)->kind != TIAO_INLINE;
    if (!any)
        return;
    ti_buf_printf(&a->x.out.buf, "<%s>\n", name);
    for (uint32_t i = from; i < to; i = node_of(a, i)->end)
        put_block(a, i);
    ti_buf_printf(&a->x.out.buf, "</%s>\n", name);
}

/* ---- the body ---- */

static void put_hier(akn *a, uint32_t i);

static uint32_t first_child(const akn *a, uint32_t i)
{
    uint32_t k = i + 1;
    while (k < node_of(a, i)->end && node_of(a, k)->kind == TIAO_INLINE)
        k++;
    return k;
}

static void put_own(akn *a, uint32_t i, uint32_t from, bool holds)
{
    const tiao_node *n = node_of(a, i);
    if (from == n->text_end && (holds || n->heading_end > n->text))
        return;
    ti_emit(&a->x, holds ? "<intro><p>" : "<content><p>");
    put_text(a, i, from, n->text_end);
    ti_emit(&a->x, holds ? "</p></intro>\n" : "</p></content>");
}

/* An article: its own text and the items behind it are its first paragraph; items below a heading alone are the article's. */
static void put_article(akn *a, uint32_t i)
{
    const tiao_node *n = node_of(a, i);
    uint32_t         k = first_child(a, i), items = k;
    while (items < n->end && node_of(a, items)->kind != TIAO_PARAGRAPH)
        items = node_of(a, items)->end;
    if (ti_node_is_first_paragraph(n)) {
        ti_emit(&a->x, "<paragraph eId=\"");
        put_eid(a, i);
        ti_emit(&a->x, "__para_1\">");
        put_own(a, i, ti_heading_to(a->x.doc, i), k < items);
        for (; k < items; k = node_of(a, k)->end)
            put_hier(a, k);
        ti_emit(&a->x, "</paragraph>\n");
    }
    for (; k < n->end; k = node_of(a, k)->end)
        put_hier(a, k);
}

static void put_hier(akn *a, uint32_t i)
{
    const tiao_node *n = node_of(a, i);
    const char      *id, *name = element(a, i, &id);
    uint32_t         k = first_child(a, i);
    open_element(a, name, i);
    if (n->kind == TIAO_COVER) {
        ti_emit(&a->x, "<content>\n");
        put_block(a, i);
        ti_emit(&a->x, "</content></hcontainer>\n");
        return;
    }
    if (n->own < n->number_end) {
        ti_emit(&a->x, "<num>");
        ti_put_xml(&a->x.out.buf, ti_sub(a->x.doc->text, n->own, n->number_end));
        ti_emit(&a->x, "</num>");
    }
    if (n->text < n->heading_end) {
        ti_emit(&a->x, "<heading>");
        put_text(a, i, n->text, ti_heading_to(a->x.doc, i));
        ti_emit(&a->x, "</heading>");
    }
    if (n->kind == TIAO_ARTICLE)
        put_article(a, i);
    else {
        put_own(a, i, ti_heading_to(a->x.doc, i), k < n->end);
        for (; k < n->end; k = node_of(a, k)->end)
            put_hier(a, k);
    }
    ti_buf_printf(&a->x.out.buf, "</%s>\n", name);
    ti_sink_maybe_flush(&a->x.out);
}

static void put_body(akn *a, const char *name, uint32_t from, uint32_t to)
{
    ti_buf_printf(&a->x.out.buf, "<%s>\n", name);
    for (uint32_t i = from; i < to; i = node_of(a, i)->end)
        put_hier(a, i);
    if (from >= to)
        ti_emit(&a->x, "<hcontainer name=\"empty\"><content><p/></content></hcontainer>\n");
    ti_buf_printf(&a->x.out.buf, "</%s>\n", name);
}

/* ---- metadata ---- */

static void put_uri_part(tiao_buf *b, tiao_str s)
{
    static const char hex[] = "0123456789ABCDEF";
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.s[i];
        if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_' || c == '.')
            ti_buf_char(b, (char)c);
        else {
            ti_buf_char(b, '%');
            ti_buf_char(b, hex[c >> 4]);
            ti_buf_char(b, hex[c & 15]);
        }
    }
}

/* /akn/cn/doc/2015-08-14/xuhui-2015[/zho@…[.xml]][/!main] */
static void put_frbr(akn *a, const char *level, const char *tail, const char *type)
{
    const tiao_meta *m = &a->x.doc->meta;
    tiao_buf        *b = &a->x.out.buf;
    ti_buf_printf(b, "<%s>", level);
    for (int uri = 0; uri < 2; uri++) {
        ti_buf_printf(b, "<%s value=\"/akn/cn/%s/%s/", uri ? "FRBRuri" : "FRBRthis", type, a->date);
        put_uri_part(b, m->id);
        bool manifestation = !strcmp(tail, ".xml");
        if (*tail)
            ti_buf_printf(b, "/zho@%s", a->date);
        if (!uri && a->attachment)
            ti_buf_printf(b, "/!att_%u", a->attachment);
        else if (!uri)
            ti_emit(&a->x, "/!main");
        ti_buf_printf(b, "%s\"/>", manifestation ? ".xml" : "");
    }
    ti_buf_printf(b, "<FRBRdate date=\"%s\" name=\"%s\"/>", a->date, a->date_name);
    ti_buf_printf(b, "<FRBRauthor href=\"#%s\"/>", !strcmp(tail, ".xml") ? "tiao" : "issuer");
}

/* What is known of the document beyond what its text says: an import takes it back. */
static void put_known(akn *a)
{
    const tiao_meta *m = &a->x.doc->meta;
    tiao_buf        *b = &a->x.out.buf, date = { 0 };
    tiao_meta        says;
    ti_doc_says(a->x.doc, &says, &date);
    const struct { const char *name; tiao_str value, said; } known[] = {
        { "id", m->id, says.id },             { "title", m->title, says.title }, { "number", m->number, says.number },
        { "issuer", m->issuer, says.issuer }, { "date", m->date, says.date },    { "level", m->level, says.level },
        { "type", m->type, says.type },       { "language", m->language, says.language },
    };
    ti_emit(&a->x, "<proprietary source=\"#tiao\"><document xmlns=\"urn:tiao:document\"");
    for (size_t k = 0; k < sizeof known / sizeof *known; k++)
        if (known[k].value.n && !ti_str_is(known[k].value, known[k].said)) {
            ti_buf_printf(b, " %s=\"", known[k].name);
            ti_put_xml(b, known[k].value);
            ti_emit(&a->x, "\"");
        }
    ti_emit(&a->x, "/></proprietary>");
    b->failed = b->failed || date.failed;
    tiao_buf_free(&date);
}

static void put_meta(akn *a, const char *type)
{
    const tiao_meta *m = &a->x.doc->meta;
    tiao_buf        *b = &a->x.out.buf;
    ti_emit(&a->x, "<meta><identification source=\"#tiao\">\n");
    put_frbr(a, "FRBRWork", "", type);
    ti_emit(&a->x, "<FRBRcountry value=\"cn\"/>");
    const struct { const char *element; tiao_str value; } field[] = { { "FRBRsubtype", m->type }, { "FRBRnumber", m->number }, { "FRBRname", m->title } };
    for (int k = 0; k < 3; k++)
        if (field[k].value.n) {
            ti_buf_printf(b, "<%s value=\"", field[k].element);
            ti_put_xml(b, field[k].value);
            ti_emit(&a->x, "\"/>");
        }
    ti_emit(&a->x, "</FRBRWork>\n");
    put_frbr(a, "FRBRExpression", "/zho", type);
    ti_emit(&a->x, "<FRBRlanguage language=\"zho\"/></FRBRExpression>\n");
    put_frbr(a, "FRBRManifestation", ".xml", type);
    ti_emit(&a->x, "<FRBRformat value=\"application/xml\"/></FRBRManifestation>\n</identification>\n<references source=\"#tiao\">"
                   "<TLCOrganization eId=\"");
    if (a->attachment)
        ti_buf_printf(b, "att_%u__", a->attachment);
    ti_emit(&a->x, "issuer\" href=\"/akn/ontology/organization/cn/issuer\" showAs=\"");
    ti_put_xml(b, m->issuer.n ? m->issuer : TI_STR("unknown"));
    ti_emit(&a->x, "\"/><TLCOrganization eId=\"");
    if (a->attachment)
        ti_buf_printf(b, "att_%u__", a->attachment);
    ti_emit(&a->x, "tiao\" href=\"/akn/ontology/organization/tiao\" showAs=\"tiao " TIAO_VERSION "\"/></references>");
    if (!a->attachment)
        put_known(a);
    ti_emit(&a->x, "</meta>\n");
}

/* ---- the document ---- */

static bool is_hier(const tiao_node *n) { return n->kind >= TIAO_LEVEL1 && n->kind <= TIAO_ARTICLE; }
static bool is_prose(const tiao_node *n) { return n->kind == TIAO_PARAGRAPH || n->kind == TIAO_BULLET; }

static void put_attachment(akn *a, uint32_t from, uint32_t to)
{
    uint32_t inner = from;
    a->attachment++;
    ti_buf_printf(&a->x.out.buf, "<attachment eId=\"att_%u\">\n<doc name=\"attachment\">\n", a->attachment);
    put_meta(a, "doc");
    if (node_of(a, from)->kind == TIAO_ATTACHMENT) {
        const tiao_node *n = node_of(a, from);
        ti_emit(&a->x, "<preface>\n<p class=\"attachment\">");
        put_text(a, from, n->own, n->text_end);
        ti_emit(&a->x, "</p>\n");
        inner = from + 1;                              /* its children, then what stands beside it */
        for (; inner < to && (node_of(a, inner)->kind == TIAO_TITLE || node_of(a, inner)->kind == TIAO_DOCNUMBER); inner = node_of(a, inner)->end)
            put_block(a, inner);
        ti_emit(&a->x, "</preface>\n");
    }
    put_body(a, "mainBody", inner, to);
    ti_emit(&a->x, "</doc>\n</attachment>\n");
}

tiao_err tiao_export_akn(const tiao_doc *doc, tiao_write_fn write, void *ctx, tiao_error *err)
{
    akn      a     = { .x = { .out = { .write = write, .ctx = ctx }, .doc = doc }, .date_name = "Generation" };
    uint32_t count = doc->count, start = TIAO_NONE, cover = 0, preamble, end, last, attachments = count;
    bool     statute = false, signed_later = false;
    if (!iso_date(&a, doc->meta.date, a.date)) {           /* the schema wants a date: a year's first day, or the first of all */
        bool year = doc->meta.date.n >= 4 && doc->meta.date.s[0] >= '1' && doc->meta.date.s[0] <= '2';
        for (size_t k = 0; k < 4 && year; k++)
            year = doc->meta.date.s[k] >= '0' && doc->meta.date.s[k] <= '9';
        snprintf(a.date, sizeof a.date, "%.4s-01-01", year ? doc->meta.date.s : "0001");
        a.date_name = year ? "yearOnly" : "unknown";
    }
    for (uint32_t i = 0; i < count; i = doc->nodes[i].end)
        if (start == TIAO_NONE && is_hier(&doc->nodes[i]))
            start = i;
    for (uint32_t i = 0; i < count && start == TIAO_NONE; i = doc->nodes[i].end)
        if (is_prose(&doc->nodes[i]))
            start = i;
    start = start == TIAO_NONE ? count : start;
    for (uint32_t i = 0; i < start; i = doc->nodes[i].end)
        if (doc->nodes[i].kind == TIAO_COVER)
            cover = doc->nodes[i].end;
    for (preamble = cover; preamble < start && !is_prose(&doc->nodes[preamble]); preamble = doc->nodes[preamble].end) {}
    for (uint32_t i = count; i-- > start;) {           /* the first 附件 that no signature of the document follows */
        const tiao_node *n = &doc->nodes[i];
        if (n->parent != TIAO_NONE)
            continue;
        if (n->kind == TIAO_ATTACHMENT && (n->end > i + 1 || !signed_later))
            attachments = i;
        signed_later = signed_later || n->kind == TIAO_SIGNATURE;
    }
    for (uint32_t i = start; i < attachments; i++)
        statute = statute || doc->nodes[i].kind == TIAO_ARTICLE;
    end = last = start;
    for (; last < attachments; last = doc->nodes[last].end)
        if (is_hier(&doc->nodes[last]) || is_prose(&doc->nodes[last]) || doc->nodes[last].end > last + 1)
            end = doc->nodes[last].end;

    const char *type = statute ? "act" : "doc";
    ti_emit(&a.x, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<akomaNtoso xmlns=\"http://docs.oasis-open.org/legaldocml/ns/akn/3.0\">\n");
    ti_buf_printf(&a.x.out.buf, "<%s name=\"%s\">\n", type, statute ? "act" : "policy");
    put_meta(&a, type);
    put_blocks(&a, "coverPage", 0, cover);
    put_blocks(&a, "preface", cover, preamble);
    put_blocks(&a, "preamble", preamble, start);
    put_body(&a, statute ? "body" : "mainBody", start, end);
    put_blocks(&a, "conclusions", end, attachments);
    if (attachments < count) {
        ti_emit(&a.x, "<attachments>\n");
        for (uint32_t i = attachments, to; i < count; i = to) {
            for (to = doc->nodes[i].end; to < count && doc->nodes[to].kind != TIAO_ATTACHMENT; to = doc->nodes[to].end) {}
            put_attachment(&a, i, to);
        }
        ti_emit(&a.x, "</attachments>\n");
    }
    ti_buf_printf(&a.x.out.buf, "</%s>\n</akomaNtoso>\n", type);
    return ti_export_end(&a.x, err);
}
