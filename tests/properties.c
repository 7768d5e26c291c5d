#include "properties.h"
#include "tree/address.h"

#include <stdio.h>

bool same_nodes(const tiao_doc *a, const tiao_doc *b, bool lines_too)
{
    if (tiao_doc_count(a) != tiao_doc_count(b) || !ti_str_is(tiao_doc_text(a), tiao_doc_text(b)))
        return false;
    for (uint32_t i = 0; i < tiao_doc_count(a); i++) {
        const tiao_node *x = tiao_doc_node(a, i), *y = tiao_doc_node(b, i);
        if (x->own != y->own || x->number_end != y->number_end || x->text != y->text || x->text_end != y->text_end ||
            x->heading_end != y->heading_end || x->parent != y->parent || x->end != y->end || x->ordinal != y->ordinal ||
            (lines_too && x->line != y->line) || x->sub != y->sub || x->repeat != y->repeat || x->depth != y->depth || x->kind != y->kind ||
            x->notes != y->notes)
            return false;
    }
    return true;
}

static bool leads_back(const tiao_doc *d, uint32_t i, char why[static 600])
{
    tiao_buf steps = { 0 };
    ti_range at    = { TIAO_NONE, 0 };
    ti_node_steps(d, i, &steps);
    size_t n  = ti_address_find(d, ti_buf_str(&steps), &at, 1);
    bool   ok = n == 1 && at.from == i && at.to == d->nodes[i].end;
    if (!ok)
        snprintf(why, 600, "%s is node %u and leads to %u of %zu", steps.p, i, at.from, n);
    tiao_buf_free(&steps);
    return ok;
}

static void add_line(void *ctx, uint32_t number, tiao_str text)
{
    (void)number;
    *(size_t *)ctx += text.n;
}

/* The lines of a node hold its own span, but for the line ends. */
static bool lines_hold(const tiao_doc *d, uint32_t i, char why[static 600])
{
    const tiao_node *n    = tiao_doc_node(d, i);
    size_t           seen = 0, want = 0;
    tiao_str         own  = ti_sub(tiao_doc_text(d), n->own, n->text_end);
    tiao_node_lines(d, i, add_line, &seen);
    for (size_t k = 0; k < own.n; k++)
        want += own.s[k] != '\n';
    if (seen != want)
        snprintf(why, 600, "node %u has %zu bytes, its lines %zu", i, want, seen);
    return seen == want;
}

bool tree_holds(tiao_str bytes, uint32_t step, char why[static 600])
{
    tiao_doc  *d = NULL, *again = NULL;
    tiao_error err = { 0 };
    bool       ok  = tiao_doc_parse(&d, bytes, NULL, &err) == TIAO_OK && tiao_doc_check(d, bytes, &err) &&
                     tiao_doc_parse(&again, bytes, NULL, &err) == TIAO_OK;
    if (!ok)
        snprintf(why, 600, "%s", err.msg);
    else if (!same_nodes(d, again, true)) {
        snprintf(why, 600, "the second tree differs");
        ok = false;
    }
    for (uint32_t i = 0; ok && i < tiao_doc_count(d); i += step)
        ok = leads_back(d, i, why) && lines_hold(d, i, why);
    tiao_doc_free(again);
    tiao_doc_free(d);
    return ok;
}
