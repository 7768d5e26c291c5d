/* tiao search: ranked clauses. */
#include "people.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    app     *a;
    size_t   shown, partial;          /* of which partial hold parts of the query only */
    size_t   most;                    /* for a terminal: 0 for all */
    tiao_buf out;
} printing;

enum { TERMINAL_LIMIT = 10, EXTRACT_LINES = 3 };

static tiao_err on_hit(void *ctx, const tiao_hit *h, tiao_error *err)
{
    printing *p = ctx;
    tiao_str  s = tiao_node_text(h->doc, h->node);
    (void)err;
    if (p->most && p->shown == p->most)
        return TIAO_OK;
    p->shown++;
    p->partial += h->relaxed;
    if (p->a->writer)
        put_hit(p->a->writer, h);
    else if (p->a->terminal) {
        put_address_of(p->a, &p->out, h->doc, h->node);
        put_str(&p->out, "  ");
        put_chain(p->a, &p->out, h->doc, h->node);
        put_str(&p->out, "  ");
        put_extract(p->a, &p->out, s, h->spans, h->count, (p->a->width ? p->a->width : 80) * EXTRACT_LINES - 8);
        put_str(&p->out, "\n\n");
    } else {
        put_address_of(p->a, &p->out, h->doc, h->node);
        put_str(&p->out, "\t");
        put_marked(p->a, &p->out, s, h->spans, h->count);
        put_str(&p->out, "\n");
    }
    if (p->out.n > 32 * 1024)
        flush_buf(&p->out);
    return TIAO_OK;
}

int run_search(app *a, tiao_error *err)
{
    tiao_buf query = { 0 };
    for (int i = 0; i < a->ask.count_args; i++) {      /* words given one by one are one query */
        put_str(&query, i ? " " : "");
        put_str(&query, a->ask.args[i]);
    }
    if (query.n == 0) {
        fail(err, TIAO_EUSAGE, "search wants words to look for");
        tiao_buf_free(&query);
        return EXIT_ERROR;
    }
    size_t             limit = a->ask.limit, most = a->terminal && !a->writer ? TERMINAL_LIMIT : 0;
    printing           p     = { .a = a, .most = limit ? 0 : most };
    tiao_search_result r     = { 0 };
    tiao_err           rc    = tiao_search(a->lib, a->filter, (tiao_str){ query.p, query.n }, limit, on_hit, &p, &r, err);
    flush_buf(&p.out);
    size_t exact = p.shown - p.partial;
    if (rc == TIAO_OK && r.found == 0 && p.shown)
        warn("no clause holds '%s' as written; %zu of %zu that hold parts of it, the nearest first", query.p, p.shown, r.partial);
    else if (rc == TIAO_OK && p.partial)
        warn("%zu %s '%s' as written; the last %zu %s of it", exact, exact == 1 ? "clause holds" : "clauses hold", query.p,
             p.partial, p.partial == 1 ? "holds parts" : "hold parts");
    else if (rc == TIAO_OK && exact < r.found)
        warn("%zu of %zu clauses; --limit sets how many", exact, r.found);
    tiao_buf_free(&query);
    tiao_buf_free(&p.out);
    return rc != TIAO_OK ? EXIT_ERROR : p.shown ? EXIT_FOUND : EXIT_NONE;
}
