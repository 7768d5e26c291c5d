/* The extractor of quantities: walks the clauses of a document and turns their figures into facts. */
#include "facts/figure.h"
#include "base/mem.h"
#include "facts/facts.h"
#include "facts/lead.h"

#include <stdlib.h>

static bool has_body_text(const tiao_node *n)
{
    return ti_node_is_clause(n) && (n->kind == TIAO_PARAGRAPH || n->kind == TIAO_BULLET || (n->kind >= TIAO_LEVEL1 && n->kind <= TIAO_ARTICLE));
}

/* The latest year of a document number in the text stands for the document's own where its date is not known. */
static int year_of_numbers(tiao_str text)
{
    int    best = 0;
    size_t most = text.n < 100000 ? text.n : 100000;
    for (size_t i = 0; i + 10 < most; i++) {
        if (memcmp(text.s + i, "〔", 3) != 0)
            continue;
        const char *q = text.s + i + 3;
        int         y = 0;
        for (int k = 0; k < 4 && q[k] >= '0' && q[k] <= '9'; k++)
            y = y * 10 + q[k] - '0';
        if (y >= 1950 && y <= 2100 && y > best)
            best = y;
    }
    return best;
}

static int year_of(const tiao_doc *d)
{
    int         y = 0, n = 0;
    const char *q = d->meta.date.s, *end = q + d->meta.date.n;
    while (d->meta.date.n && n < 4 && q < end) {
        uint32_t cp = ti_utf8_next(&q, end);
        if (!ti_is_digit(cp))
            break;
        y = y * 10 + (int)ti_digit(cp);
        n++;
    }
    return n == 4 && y >= 1900 && y <= 2100 ? y : year_of_numbers(d->text);
}

static bool ends_open(tiao_str s) { return ti_str_ends(s, TI_STR("：")) || ti_str_ends(s, TI_STR(":")); }

static tiao_str decimal(tiao_doc *d, ti_decimal v, tiao_buf *scratch)
{
    ti_buf_clear(scratch);
    ti_decimal_put(v, scratch);
    return ti_doc_keep(d, ti_buf_str(scratch));
}

static tiao_err keep(tiao_doc *d, uint32_t node, const ti_passage *p, const ti_figure *f, tiao_buf *scratch, tiao_error *err)
{
    ti_facts      *facts = d->facts;
    tiao_quantity *q     = TI_PUSH(facts->quantities, facts->quantities_count, facts->quantities_room);
    if (!q)
        return ti_no_memory(err);
    uint32_t from = ti_clause_start(p, f, CUE_STOP), to = ti_clause_end(p, f, CUE_STOP);
    if (to < p->text.n && ti_is_one_of(ti_utf8_peek(ti_at(p, to), ti_text_end(p)), "。！？!?")) {
        const char *s = ti_at(p, to);
        ti_utf8_next(&s, ti_text_end(p));
        to = (uint32_t)(s - p->text.s);
    }
    while (from < f->start && ti_is_space((unsigned char)p->text.s[from]))
        from++;
    *q = (tiao_quantity){ .node = node, .span = { f->start, f->end }, .sentence = { from, to }, .dimension = f->dimension,
                          .comparator = f->comparator, .role = f->role };
    if (f->dimension == TIAO_DIM_DEADLINE) {
        q->low = ti_doc_keep(d, ti_str(f->date[0]));
        if (f->has_high)
            q->high = ti_doc_keep(d, ti_str(f->date[1]));
    } else {
        if (f->has_low)
            q->low = decimal(d, f->low, scratch);
        if (f->has_high)
            q->high = decimal(d, f->high, scratch);
    }
    q->unit    = f->unit.n ? ti_doc_keep(d, f->unit) : TI_STR("");
    q->by      = f->by.n ? ti_doc_keep(d, f->by) : TI_STR("");
    q->subject = f->subject.n ? ti_doc_keep(d, f->subject) : TI_STR("");
    bool lost  = scratch->failed || !(q->low.n || q->high.n) || !q->unit.s || !q->by.s || !q->subject.s;
    return lost ? ti_no_memory(err) : TIAO_OK;
}

static bool find(ti_passage *p)
{
    p->marks_count = p->figures_count = 0;
    if (!ti_figures_find(p))
        return false;
    if (!p->figures_count)
        return true;
    if (!ti_passage_mark(p))
        return false;
    ti_compare(p);
    size_t k = 0;
    for (size_t i = 0; i < p->figures_count; i++) {
        while (k < p->marks_count && p->marks[k].start < p->figures[i].end)
            k++;
        p->figures[i].mark = (uint32_t)k;
    }
    ti_find_years(p);
    ti_find_roles(p);
    ti_find_periods(p);
    ti_find_subjects(p);
    return true;
}

/* What stands above reaches the children too, and the heading's own word goes first. */
static void hand_down(ti_lead *to, const ti_lead *over, tiao_str heading, bool is_whole)
{
    *to = (ti_lead){ .role = -1, .noun = over->noun };
    if (over->holds)
        *to = (ti_lead){ .by = over->by, .role = over->role, .noun = over->noun, .holds = true };
    ti_lead_of_heading(to, heading, is_whole);
}

tiao_err ti_find_quantities(tiao_doc *d, const tiao_words *words, tiao_error *err)
{
    ti_passage p       = { .words = words, .year = year_of(d), .is_law = ti_is_statute(d) };
    tiao_buf   scratch = { 0 };
    ti_lead   *leads   = ti_calloc((size_t)d->count + 1, sizeof *leads);      /* of each node, for its children */
    tiao_err   rc      = leads ? TIAO_OK : ti_no_memory(err);
    for (uint32_t i = 0; i < d->count && rc == TIAO_OK; i++) {
        const tiao_node *n    = &d->nodes[i];
        ti_lead         *over = n->parent == TIAO_NONE ? &leads[d->count] : &leads[n->parent];
        leads[i] = (ti_lead){ .role = -1 };
        if (!has_body_text(n)) {
            hand_down(&leads[i], over, tiao_node_heading(d, i), true);
            continue;
        }
        p.text = tiao_node_text(d, i);
        if (n->kind != TIAO_PARAGRAPH && n->kind != TIAO_BULLET)
            over->items = true;
        else if (over->items)                                        /* a paragraph below the items is none of them */
            over->holds = false;
        p.lead_by   = over->holds ? over->by : (tiao_str){ 0 };
        p.lead_role = over->holds ? over->role : -1;
        ti_lead own = { .role = p.lead_role, .noun = over->noun };
        ti_lead_of_heading(&own, tiao_node_heading(d, i), false);
        p.lead_role = own.role;
        p.noun      = own.noun;
        if (!find(&p)) {
            rc = ti_no_memory(err);
            break;
        }
        for (size_t k = 0; k < p.figures_count && rc == TIAO_OK; k++)
            rc = keep(d, i, &p, &p.figures[k], &scratch, err);
        if (ends_open(p.text)) {
            leads[i].noun = p.noun;
            ti_lead_read(&leads[i], &p, d);
            if (n->kind == TIAO_PARAGRAPH && n->end == i + 1)        /* its items stand beside it */
                *over = leads[i];
        } else if (n->end > i + 1)
            hand_down(&leads[i], over, tiao_node_heading(d, i), tiao_node_heading(d, i).n >= p.text.n);
    }
    free(leads);
    free(p.marks);
    free(p.figures);
    tiao_buf_free(&scratch);
    return rc;
}
