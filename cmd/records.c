#include "app.h"

#include <string.h>

void put_count(tiao_writer *w, const char *name, size_t n)
{
    char   d[24];
    int    k = snprintf(d, sizeof d, "%zu", n);
    w->number(w, name, (tiao_str){ d, (size_t)k });
}

static void put_address(tiao_writer *w, const char *name, const tiao_doc *d, uint32_t i)
{
    tiao_buf b = { 0 };
    tiao_node_address(d, i, &b);
    w->text(w, name, (tiao_str){ b.p, b.n });
    drop(&b);
}

static void put_number(tiao_writer *w, const tiao_doc *d, uint32_t i)
{
    tiao_buf b = { 0 };
    tiao_node_number(d, i, &b);
    w->text(w, "number", (tiao_str){ b.p ? b.p : "", b.n });
    drop(&b);
}

static void put_place(tiao_writer *w, const tiao_doc *d, uint32_t i)
{
    put_address(w, "address", d, i);
    w->text(w, "doc", tiao_doc_meta(d)->id);
    w->text(w, "kind", str(tiao_kind_name((tiao_kind)tiao_doc_node(d, i)->kind)));
}

static void put_notes(tiao_writer *w, const tiao_node *n)
{
    static const struct { int bit; const char *code; } codes[] = {
        { TIAO_NOTE_STYLE, "marker-style" }, { TIAO_NOTE_GAP, "number-gap" },
        { TIAO_NOTE_REPEAT, "number-repeat" }, { TIAO_NOTE_JOINED, "joined" },
    };
    w->list(w, "notes");
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (n->notes & codes[i].bit)
            w->text(w, NULL, str(codes[i].code));
    w->pop(w);
}

void put_node_fields(tiao_writer *w, const tiao_doc *d, uint32_t i)
{
    const tiao_node *n = tiao_doc_node(d, i);
    put_place(w, d, i);
    put_number(w, d, i);
    w->text(w, "heading", tiao_node_heading(d, i));
    w->text(w, "text", tiao_node_text(d, i));
    put_count(w, "depth", n->depth);
    if (n->parent == TIAO_NONE)
        w->text(w, "parent", (tiao_str){ NULL, 0 });
    else
        put_address(w, "parent", d, n->parent);
    put_count(w, "line", n->line);
    put_notes(w, n);
}

void put_node(tiao_writer *w, const tiao_doc *d, uint32_t i)
{
    w->begin(w, "node");
    put_node_fields(w, d, i);
    w->end(w);
}

/* Offsets leave the program in code points. */
static void put_spans(tiao_writer *w, tiao_str text, const tiao_span *spans, size_t count)
{
    size_t at = 0, points = 0;
    w->list(w, "spans");
    for (size_t i = 0; i < count; i++) {
        w->list(w, NULL);
        for (int edge = 0; edge < 2; edge++) {
            size_t to = edge ? spans[i].end : spans[i].start;
            for (; at < to; at++)
                points += ((unsigned char)text.s[at] & 0xC0) != 0x80;
            put_count(w, NULL, points);
        }
        w->pop(w);
    }
    w->pop(w);
}

static void put_clause(tiao_writer *w, const tiao_hit *h)
{
    put_place(w, h->doc, h->node);
    w->text(w, "heading", tiao_node_heading(h->doc, h->node));
    w->text(w, "text", tiao_node_text(h->doc, h->node));
    put_count(w, "line", tiao_doc_node(h->doc, h->node)->line);
}

void put_match(tiao_writer *w, const tiao_hit *h)
{
    w->begin(w, "match");
    put_clause(w, h);
    put_spans(w, tiao_node_text(h->doc, h->node), h->spans, h->count);
    w->end(w);
}

/* Bytes of a node's text as code points. */
static size_t points_to(counted *c, const tiao_doc *d, uint32_t node, size_t at)
{
    tiao_str text = tiao_node_text(d, node);
    if (c->doc != d || c->node != node || at < c->at)
        *c = (counted){ .doc = d, .node = node };
    for (; c->at < at; c->at++)
        c->count += ((unsigned char)text.s[c->at] & 0xC0) != 0x80;
    return c->count;
}

void put_parts(tiao_writer *w, const tiao_hit *h)
{
    tiao_str text = tiao_node_text(h->doc, h->node);
    counted  c    = { 0 };
    for (size_t i = 0; i < h->count; i++) {
        tiao_span s = h->spans[i];
        w->begin(w, "part");
        put_address(w, "address", h->doc, h->node);
        w->text(w, "doc", tiao_doc_meta(h->doc)->id);
        w->text(w, "text", (tiao_str){ text.s + s.start, s.end - s.start });
        put_count(w, "start", points_to(&c, h->doc, h->node, s.start));
        put_count(w, "end", points_to(&c, h->doc, h->node, s.end));
        put_count(w, "line", tiao_doc_node(h->doc, h->node)->line);
        w->end(w);
    }
}

void put_name(tiao_writer *w, tiao_str id)
{
    w->begin(w, "name");
    w->text(w, "doc", id);
    w->end(w);
}

void put_hit(tiao_writer *w, const tiao_hit *h)
{
    char score[40];
    int  n = snprintf(score, sizeof score, "%.4f", h->score);
    w->begin(w, "hit");
    put_clause(w, h);
    w->number(w, "score", (tiao_str){ score, (size_t)n });
    put_spans(w, tiao_node_text(h->doc, h->node), h->spans, h->count);
    w->boolean(w, "relaxed", h->relaxed);
    w->list(w, "expanded");
    for (size_t i = 0; i < h->expanded_count; i++)
        w->text(w, NULL, h->expanded[i]);
    w->pop(w);
    w->end(w);
}

void put_place_mention(tiao_writer *w, const tiao_doc *d, const tiao_mention *m, counted *c, bool people)
{
    w->begin(w, "mention");
    put_address(w, "address", d, m->node);
    if (!people)
        w->text(w, "doc", tiao_doc_meta(d)->id);
    w->text(w, "district", m->id);
    w->text(w, "mention", m->words);
    if (!people) {
        put_count(w, "start", points_to(c, d, m->node, m->span.start));
        put_count(w, "end", points_to(c, d, m->node, m->span.end));
    }
    put_count(w, "line", tiao_doc_node(d, m->node)->line);
    w->end(w);
}

void put_topic_mention(tiao_writer *w, const tiao_doc *d, const tiao_mention *m, counted *c, bool people)
{
    (void)c;                                           /* it has no offsets */
    w->begin(w, "mention");
    put_address(w, "address", d, m->node);
    if (!people)
        w->text(w, "doc", tiao_doc_meta(d)->id);
    w->text(w, "topic", m->id);
    w->text(w, "evidence", m->words);
    put_count(w, "line", tiao_doc_node(d, m->node)->line);
    w->end(w);
}

void put_citation(tiao_writer *w, const tiao_doc *d, const tiao_citation *c, bool people)
{
    w->begin(w, "citation");
    put_address(w, "address", d, c->node);
    if (!people)
        w->text(w, "doc", tiao_doc_meta(d)->id);
    w->text(w, "text", c->text);
    if (!people) {
        w->text(w, "title", c->title);
        w->text(w, "number", c->number);
    }
    w->text(w, "target", c->target);
    put_count(w, "line", tiao_doc_node(d, c->node)->line);
    w->end(w);
}

void put_problem(tiao_writer *w, const tiao_doc *d, const tiao_problem *p, bool people)
{
    w->begin(w, "problem");
    put_address(w, "address", d, p->node);
    if (!people)
        w->text(w, "doc", tiao_doc_meta(d)->id);
    put_count(w, "line", p->line);
    w->text(w, "code", str(tiao_problem_name((tiao_problem_code)p->code)));
    w->text(w, "message", people ? p->said : p->message);
    w->end(w);
}

void put_term(tiao_writer *w, const char *record, tiao_term term, size_t clauses, size_t documents)
{
    w->begin(w, record);
    w->text(w, record, term.id);
    w->text(w, "name", term.name);
    put_count(w, "clauses", clauses);
    put_count(w, "documents", documents);
    w->end(w);
}

void put_quantity(tiao_writer *w, const tiao_doc *d, const tiao_quantity *q, counted *c)
{
    tiao_str text  = tiao_node_text(d, q->node);
    bool     dated = q->dimension == TIAO_DIM_DEADLINE;
    w->begin(w, "quantity");
    put_address(w, "address", d, q->node);
    w->text(w, "doc", tiao_doc_meta(d)->id);
    w->text(w, "text", (tiao_str){ text.s + q->span.start, q->span.end - q->span.start });
    put_count(w, "start", points_to(c, d, q->node, q->span.start));
    put_count(w, "end", points_to(c, d, q->node, q->span.end));
    w->text(w, "dimension", str(tiao_dimension_name((tiao_dimension)q->dimension)));
    w->text(w, "comparator", str(tiao_comparator_name((tiao_comparator)q->comparator)));
    (dated ? w->text : w->number)(w, "low", q->low);
    (dated ? w->text : w->number)(w, "high", q->high);
    w->text(w, "unit", q->unit);
    w->text(w, "role", str(tiao_role_name((tiao_role)q->role)));
    w->text(w, "by", q->by);
    w->text(w, "subject", q->subject);
    w->text(w, "sentence", (tiao_str){ text.s + q->sentence.start, q->sentence.end - q->sentence.start });
    put_count(w, "line", tiao_doc_node(d, q->node)->line);
    w->end(w);
}

void put_document_fields(tiao_writer *w, const tiao_meta *m, uint32_t nodes, bool brief)
{
    w->text(w, "doc", m->id);
    w->text(w, "title", m->title);
    w->text(w, "number", m->number);
    w->text(w, "issuer", m->issuer);
    w->text(w, "date", m->date);
    w->text(w, "level", m->level);
    if (!brief) {
        w->text(w, "type", m->type);
        w->text(w, "language", m->language);
        w->text(w, "source", m->source);
    }
    put_count(w, "nodes", nodes);
}

/* Code points in the first `bytes` of s. */
static size_t points(tiao_str s, uint32_t bytes)
{
    size_t n = 0;
    for (uint32_t i = 0; i < bytes; i++)
        n += ((unsigned char)s.s[i] & 0xC0) != 0x80;
    return n;
}

/* The figures that stand in the entitlement's sentence. */
static void put_quantities(tiao_writer *w, const tiao_doc *d, const tiao_entitlement *e)
{
    size_t               n;
    const tiao_quantity *q    = tiao_doc_quantities(d, &n);
    tiao_str             text = tiao_node_text(d, e->node);
    size_t               lo   = 0, hi = n;
    while (lo < hi) {                                  /* they stand in the order of the nodes */
        size_t mid = lo + (hi - lo) / 2;
        if (q[mid].node < e->node)
            lo = mid + 1;
        else
            hi = mid;
    }
    w->list(w, "quantities");
    for (size_t i = lo; i < n && q[i].node == e->node; i++) {
        if (q[i].span.start < e->sentence.start || q[i].span.end > e->sentence.end)
            continue;
        w->object(w, NULL);
        put_address(w, "address", d, e->node);
        w->text(w, "text", (tiao_str){ text.s + q[i].span.start, q[i].span.end - q[i].span.start });
        put_count(w, "start", points(text, q[i].span.start));
        put_count(w, "end", points(text, q[i].span.end));
        w->pop(w);
    }
    w->pop(w);
}

void put_entitlement(tiao_writer *w, const tiao_doc *d, const tiao_entitlement *e)
{
    tiao_str text = tiao_node_text(d, e->node);
    w->begin(w, "entitlement");
    put_address(w, "address", d, e->node);
    w->text(w, "doc", tiao_doc_meta(d)->id);
    w->text(w, "who", e->who);
    w->text(w, "condition", e->condition);
    w->text(w, "benefit", e->benefit);
    w->text(w, "modality", str(tiao_modality_name((tiao_modality)e->modality)));
    w->text(w, "instrument", e->instrument);
    w->text(w, "class", e->beneficiary);
    w->text(w, "sentence", (tiao_str){ text.s + e->sentence.start, e->sentence.end - e->sentence.start });
    put_count(w, "line", tiao_doc_node(d, e->node)->line);
    put_quantities(w, d, e);
    w->end(w);
}
