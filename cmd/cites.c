/* tiao cites: which documents and provisions are cited, and by whom; as a graph with --dot. */
#include "app.h"

#include <stdlib.h>
#include <string.h>

typedef struct { tiao_str from, to; bool known; size_t times; } edge;

typedef struct {
    app         *a;
    tiao_writer *w;
    bool        *chosen;              /* the documents asked for: what they cite, and what cites them; NULL: all */
    size_t       found;
    edge        *edges;               /* of the graph */
    size_t       count, room;
} listing;

static bool is(tiao_str a, tiao_str b) { return a.n == b.n && (a.n == 0 || memcmp(a.s, b.s, a.n) == 0); }

/* Whether a target is the document or one of its provisions (DOC or DOC:STEPS). */
static bool is_in(tiao_str target, tiao_str id)
{
    return target.n >= id.n && memcmp(target.s, id.s, id.n) == 0 && (target.n == id.n || target.s[id.n] == ':');
}

static bool is_asked(const listing *l, size_t k, const tiao_citation *c)
{
    if (!l->chosen || l->chosen[k])
        return true;
    for (size_t i = 0; i < tiao_library_count(l->a->lib) && c->target.s; i++)
        if (l->chosen[i] && is_in(c->target, tiao_library_meta(l->a->lib, i)->id))
            return true;
    return false;
}

static tiao_err print_citation(void *ctx, size_t k, const tiao_doc *d, const tiao_citation *c, tiao_error *err)
{
    listing *l = ctx;
    (void)err;
    if (is_asked(l, k, c) && within_limit(l->a, &l->found))
        put_citation(l->w, d, c, !l->a->writer);
    return TIAO_OK;
}

/* ---- the graph ---- */

static tiao_err add_edge(void *ctx, size_t k, const tiao_doc *d, const tiao_citation *c, tiao_error *err)
{
    listing *l     = ctx;
    tiao_str self  = tiao_doc_meta(d)->id;
    bool     known = c->target.s != NULL;
    tiao_str to    = known ? c->target : c->title.n ? c->title : c->number;
    if (!is_asked(l, k, c) || to.n == 0 || (known && is_in(to, self)))
        return TIAO_OK;                                /* within the document */
    for (size_t i = l->count; i-- > 0 && is(l->edges[i].from, self);)
        if (is(l->edges[i].to, to)) {
            l->edges[i].times++;
            return TIAO_OK;
        }
    if (l->count == l->room) {
        size_t room = l->room ? l->room * 2 : 64;
        edge  *more = realloc(l->edges, room * sizeof *more);
        if (!more)
            return fail(err, TIAO_ENOMEM, "out of memory");
        l->edges = more;
        l->room  = room;
    }
    l->edges[l->count++] = (edge){ self, to, known, 1 };
    return TIAO_OK;
}

static void put_quoted(tiao_buf *b, tiao_str s)
{
    tiao_buf safe = { 0 };
    tiao_put_safe(&safe, s);
    put_str(b, "\"");
    for (size_t i = 0; i < safe.n; i++) {
        if (safe.p[i] == '"' || safe.p[i] == '\\')
            put_str(b, "\\");
        put_bytes(b, safe.p + i, 1);
    }
    put_str(b, "\"");
    b->failed = b->failed || safe.failed;
    drop(&safe);
}

static tiao_err print_graph(listing *l, tiao_error *err)
{
    tiao_buf b = { 0 };
    put_str(&b, "digraph cites {\n  rankdir=LR;\n  node [shape=box];\n");
    for (size_t k = 0; k < tiao_library_count(l->a->lib); k++) {
        const tiao_meta *m = tiao_library_meta(l->a->lib, k);
        put_str(&b, "  ");
        put_quoted(&b, m->id);
        put_str(&b, " [tooltip=");
        put_quoted(&b, m->title);
        put_str(&b, "];\n");
    }
    for (size_t i = 0; i < l->count; i++) {
        const edge *e = &l->edges[i];
        char        times[40];
        if (!e->known) {
            put_str(&b, "  ");
            put_quoted(&b, e->to);
            put_str(&b, " [style=dashed];\n");
        }
        put_str(&b, "  ");
        put_quoted(&b, e->from);
        put_str(&b, " -> ");
        put_quoted(&b, e->to);
        snprintf(times, sizeof times, " [label=%zu]", e->times);
        put_str(&b, e->times > 1 ? times : "");
        put_str(&b, ";\n");
    }
    put_str(&b, "}\n");
    tiao_err rc = TIAO_OK;
    if (b.failed)
        rc = fail(err, TIAO_ENOMEM, "out of memory");
    else if (!write_out(NULL, (tiao_str){ b.p, b.n }))
        rc = fail_unwritten(err);
    drop(&b);
    return rc;
}

/* ---- the verb ---- */

static tiao_err choose(listing *l, tiao_error *err)
{
    app *a    = l->a;
    l->chosen = a->ask.count_args ? calloc(tiao_library_count(a->lib) + 1, sizeof *l->chosen) : NULL;
    if (a->ask.count_args && !l->chosen)
        return fail(err, TIAO_ENOMEM, "out of memory");
    for (int i = 0; i < a->ask.count_args; i++) {
        size_t      k;
        const char *name = a->ask.args[i];
        tiao_err    rc   = tiao_library_find_doc(&k, a->lib, (tiao_str){ name, strlen(name) }, err);
        if (rc != TIAO_OK)
            return rc;
        l->chosen[k] = true;
    }
    return TIAO_OK;
}

int run_cites(app *a, tiao_error *err)
{
    listing  l     = { .a = a };
    size_t   found = 0;
    tiao_err rc    = choose(&l, err);
    if (rc == TIAO_OK && a->ask.dot) {
        rc      = tiao_cites(a->lib, a->filter, a->words, add_edge, &l, &found, err);
        rc      = rc == TIAO_OK ? print_graph(&l, err) : rc;
        l.found = l.count;
    } else if (rc == TIAO_OK) {
        l.w = a->writer ? a->writer : table_for_people(a);
        if (!l.w)
            fail(err, TIAO_ENOMEM, "out of memory");
        else
            tiao_cites(a->lib, a->filter, a->words, print_citation, &l, &found, err);
        rc = finish_table(a, l.w, err);
    }
    free(l.edges);
    free(l.chosen);
    return rc != TIAO_OK ? EXIT_ERROR : listed(a, l.found);
}
