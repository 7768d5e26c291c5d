/* Akoma Ntoso: the document as plain text, a provision or a block of text a line, which says as much as the elements do: a number
   stands before its heading or its text, and the outline is found again by the numbers.

   What tiao exported itself comes back as it was. Documents of others may nest as they like; what is no text of the document
   (its metadata, a table of contents, what an amendment takes out) is left out. */
#include "base/utf8.h"
#include "convert.h"
#include "watch.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <stdio.h>

typedef struct {
    tiao_buf *out;
    bool      ours;                   /* written by tiao: white space is text */
    bool      joins;                  /* a number was put, and what follows goes on its line */
    size_t    from;                   /* where the line begins */
} lines;

static bool is(const xmlNode *n, const char *name) { return n && n->type == XML_ELEMENT_NODE && !strcmp((const char *)n->name, name); }

static bool is_any(const xmlNode *n, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (is(n, names[i]))
            return true;
    return false;
}
#define IS_ANY(n, names) is_any((n), (names), sizeof(names) / sizeof *(names))

static const xmlNode *child(const xmlNode *n, const char *name)
{
    for (n = n ? n->children : NULL; n; n = n->next)
        if (is(n, name))
            return n;
    return NULL;
}

static tiao_str attribute(const xmlNode *n, const char *name)
{
    for (const xmlAttr *a = n ? n->properties : NULL; a; a = a->next)
        if (!strcmp((const char *)a->name, name) && a->children && a->children->content)
            return ti_str((const char *)a->children->content);
    return TI_STR("");
}

/* ---- text ---- */

/* Elements that stand inside a line; every other one begins a line of its own. */
static bool is_inline(const xmlNode *n)
{
    static const char *const names[] = {
        "a", "abbr", "affectedDocument", "argument", "b", "change", "concept", "courtType", "date", "decoration", "def", "del", "docAuthority",
        "docCommittee", "docDate", "docIntroducer", "docJurisdiction", "docNumber", "docProponent", "docPurpose", "docStage", "docStatus",
        "docTitle", "docType", "docketNumber", "embeddedText", "entity", "eol", "eop", "event", "fillIn", "i", "img", "inline", "ins", "judge",
        "lawyer", "legislature", "location", "marker", "mmod", "mod", "mref", "neutralCitation", "noteRef", "object", "omissis", "opinion",
        "organization", "outcome", "party", "person", "placeholder", "process", "quantity", "quotedText", "recordedTime", "ref",
        "relatedDocument", "remark", "rmod", "role", "rref", "scene", "session", "shortTitle", "signature", "span", "sub", "sup", "term",
        "time", "u", "vote",
    };
    return IS_ANY(n, names);
}

/* What is no text of the document. */
static bool is_left_out(const xmlNode *n)
{
    static const char *const names[] = { "meta", "toc", "del", "img", "noteRef", "fillIn", "componentRef", "documentRef" };
    return IS_ANY(n, names);
}

static void end_line(lines *l)
{
    l->joins = false;
    while (l->out->n > l->from && l->out->p[l->out->n - 1] == ' ')
        l->out->n--;
    if (l->out->n > l->from)
        ti_buf_char(l->out, '\n');
    l->from = l->out->n;
}

static bool is_white(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/* Whether a blank parts what stands at the end of the line from what comes: it does between words in letters. */
static bool wants_blank(const lines *l, const char *next, const char *end)
{
    const char *p = l->out->p ? l->out->p + l->out->n : NULL;
    return l->out->n > l->from && next < end && ti_utf8_back(&p, l->out->p) < 0x2E80 && ti_utf8_peek(next, end) < 0x2E80;
}

/* White space with a line end in it is only how the file is laid out. */
static void put_text(lines *l, const char *p)
{
    const char *end = p + strlen(p);
    while (p < end) {
        const char *q = p;
        while (q < end && is_white(*q))
            q++;
        bool laid_out = !l->ours && (q - p > 1 || (q > p && *p != ' '));
        if (q > p && (laid_out || l->out->n == l->from)) {
            if (wants_blank(l, q, end))
                ti_buf_char(l->out, ' ');
            p = q;
            continue;
        }
        while (q < end && !is_white(*q))
            q++;
        ti_buf_put(l->out, (tiao_str){ p, (size_t)(q - p) });
        p = q;
    }
}

static void put_inside(lines *l, const xmlNode *n);

/* A node that puts no line end; false for an element that is none of these. An entity that the file defines is left as it is
   printed. */
static bool put_piece(lines *l, const xmlNode *n)
{
    bool note = is(n, "authorialNote");
    if (n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE)
        put_text(l, (const char *)n->content);
    else if (n->type == XML_ENTITY_REF_NODE)
        ti_buf_printf(l->out, "&%s;", (const char *)n->name);
    else if (is(n, "eol"))
        ti_buf_char(l->out, l->ours ? '\n' : ' ');
    else if (note) {                                   /* what stands at the foot of the page */
        ti_buf_put(l->out, TI_STR("（"));
        put_inside(l, n);
        ti_buf_put(l->out, TI_STR("）"));
    }
    return note || n->type != XML_ELEMENT_NODE || is(n, "eol") || is_left_out(n);
}

/* The text of an element and of what is in it, without a line end. */
static void put_inside(lines *l, const xmlNode *n)
{
    for (n = n->children; n; n = n->next)
        if (!put_piece(l, n))
            put_inside(l, n);
}

/* A number that no mark ends is parted from what follows by a blank, as 第三条 is. */
static void put_number(lines *l, const xmlNode *n)
{
    size_t from = l->out->n;
    put_inside(l, n);
    if (l->out->n == from)
        return;
    const char *p = l->out->p + l->out->n;
    if (!ti_is_one_of(ti_utf8_back(&p, l->out->p), "、.．，,。:：)）①②③④⑤⑥⑦⑧⑨⑩—-●·"))
        ti_buf_char(l->out, ' ');
    l->joins = true;
}

static void put_row(lines *l, const xmlNode *row)
{
    bool first = true;
    end_line(l);
    for (const xmlNode *n = row->children; n; n = n->next)
        if (n->type == XML_ELEMENT_NODE) {
            if (!first)
                ti_buf_char(l->out, '\t');
            first = false;
            put_inside(l, n);
        }
    end_line(l);
}

/* Whether the text of an element that holds a number goes on in this part of it: 第三条 <paragraph>…. */
static bool goes_on(const lines *l, const xmlNode *n)
{
    static const char *const parts[] = { "content", "intro", "list", "p" };
    bool first = is(n->parent, "article") && (is(n, "paragraph") || is(n, "alinea") || is(n, "subparagraph")) && !child(n, "num");
    return l->joins && (first || IS_ANY(n, parts));
}

static void put_blocks(lines *l, const xmlNode *n)
{
    for (n = n->children; n; n = n->next) {
        if (put_piece(l, n))
            continue;
        if (is(n, "num")) {
            end_line(l);
            put_number(l, n);
        } else if (is(n, "heading") || is(n, "subheading")) {
            if (!l->joins)
                end_line(l);
            put_inside(l, n);
            l->joins = l->ours && child(n->parent, "num");             /* its own text stands on the same line */
        } else if (is(n, "tr")) {
            put_row(l, n);
        } else if (is_inline(n)) {
            put_blocks(l, n);
        } else {
            if (!goes_on(l, n))
                end_line(l);
            put_blocks(l, n);
            end_line(l);
        }
    }
}

/* ---- metadata ---- */

static const xmlNode *find(const xmlNode *top, const char *name)
{
    for (const xmlNode *n = top; n;) {
        if (is(n, name))
            return n;
        if (n->type == XML_ELEMENT_NODE && n->children) {
            n = n->children;
            continue;
        }
        while (n != top && !n->next)
            n = n->parent;
        n = n == top ? NULL : n->next;
    }
    return NULL;
}

static void set_text(output *out, meta_key key, const xmlNode *n)
{
    tiao_buf text = { 0 };
    lines    l    = { .out = &text };
    if (n)
        put_inside(&l, n);
    meta_set(out, key, ti_buf_str(&text));
    out->text.failed = out->text.failed || text.failed;
    tiao_buf_free(&text);
}

/* The organisation that a reference (#issuer) means. */
static tiao_str organisation(const xmlNode *meta, tiao_str href)
{
    const xmlNode *references = child(meta, "references");
    for (const xmlNode *n = references ? references->children : NULL; n && href.n > 1; n = n->next)
        if (is(n, "TLCOrganization") && ti_str_is(attribute(n, "eId"), ti_sub(href, 1, href.n)))
            return attribute(n, "showAs");
    return TI_STR("");
}

/* What tiao knew of the document when it exported it. */
static bool take_ours(output *out, const xmlNode *meta)
{
    static const struct { const char *name; meta_key key; } fields[] = {
        { "id", META_ID },     { "title", META_TITLE }, { "number", META_NUMBER }, { "issuer", META_ISSUER },
        { "date", META_DATE }, { "level", META_LEVEL }, { "type", META_TYPE },     { "language", META_LANGUAGE },
    };
    const xmlNode *ours = child(child(meta, "proprietary"), "document");
    if (!ours || !ours->ns || strcmp((const char *)ours->ns->href, "urn:tiao:document") != 0)
        return false;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        ti_buf_put(&out->meta[fields[i].key], attribute(ours, fields[i].name));
    return true;
}

static void take_foreign(output *out, const xmlNode *document, const xmlNode *meta)
{
    static const char *const heads[] = { "coverPage", "preface" };
    const xmlNode *work   = child(child(meta, "identification"), "FRBRWork"), *date = child(work, "FRBRdate");
    tiao_str       issuer = organisation(meta, attribute(child(work, "FRBRauthor"), "href"));
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        const xmlNode *head = child(document, heads[i]);
        set_text(out, META_TITLE, find(head, "docTitle"));
        set_text(out, META_NUMBER, find(head, "docNumber"));
        set_text(out, META_ISSUER, find(head, "docAuthority"));
    }
    meta_set(out, META_TITLE, attribute(child(work, "FRBRname"), "value"));
    meta_set(out, META_TITLE, attribute(child(work, "FRBRalias"), "value"));
    meta_set(out, META_NUMBER, attribute(child(work, "FRBRnumber"), "value"));
    if (!ti_str_is(issuer, TI_STR("unknown")))
        meta_set(out, META_ISSUER, issuer);
    meta_set(out, META_DATE, attribute(date, "date"));
}

tiao_err read_akn(output *out, const input *in, tiao_error *err)
{
    watch_begin();
    xmlParserCtxt *ctx = xmlNewParserCtxt();
    /* entities that a file defines stay as they are, unread; nothing is fetched */
    xmlDoc *doc = ctx ? xmlCtxtReadMemory(ctx, in->bytes.s, (int)in->bytes.n, NULL, in->encoding,
                                          XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA | XML_PARSE_COMPACT)
                      : NULL;
    const xmlError *why      = ctx && !doc ? xmlCtxtGetLastError(ctx) : NULL;
    const xmlNode  *root     = doc ? xmlDocGetRootElement(doc) : NULL, *document = NULL;
    tiao_err        rc       = TIAO_OK;
    if (watch_was_starved())
        rc = ti_no_memory(err);
    else if (!doc)
        rc = ti_fail(err, TIAO_EIO, 0, "no well-formed XML: line %d: %.*s", why ? why->line : 1, why && why->message ? (int)strcspn(why->message, "\n") : 0,
                     why && why->message ? why->message : "");
    else if (!is(root, "akomaNtoso"))
        rc = ti_fail(err, TIAO_EIO, 0, "XML, but no Akoma Ntoso: its first element is '%s'", root ? (const char *)root->name : "");
    for (const xmlNode *n = root ? root->children : NULL; n && !document; n = n->next)
        document = n->type == XML_ELEMENT_NODE ? n : NULL;
    if (rc == TIAO_OK && document) {
        const xmlNode *meta = child(document, "meta");
        lines          l    = { .out = &out->text, .ours = take_ours(out, meta) };
        if (!l.ours)
            take_foreign(out, document, meta);
        snprintf(out->encoding, sizeof out->encoding, "%s", doc->encoding ? (const char *)doc->encoding : "UTF-8");
        put_blocks(&l, root);
        end_line(&l);
    }
    xmlFreeDoc(doc);
    xmlFreeParserCtxt(ctx);
    xmlCleanupParser();
    return rc;
}
