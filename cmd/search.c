/* tiao search: ranked clauses. */
#include "people.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    app     *a;
    size_t   shown, expanded, partial;         /* of those shown, how many hold the query in other words, or in part */
    tiao_buf words;                   /* the other words */
    size_t   most;                    /* for a terminal: 0 for all */
    tiao_buf out;
} printing;

enum { TERMINAL_LIMIT = 10, EXTRACT_LINES = 3, EXTRACT_INDENT = 2 };

/* Adds a word to the list, once. */
static void note_word(tiao_buf *b, tiao_str word)
{
    if (b->n && memmem(b->p, b->n, word.s, word.n))
        return;
    put_str(b, b->n ? _(", ") : "");
    put_bytes(b, word.s, word.n);
}

static tiao_err on_hit(void *ctx, const tiao_hit *h, tiao_error *err)
{
    printing *p = ctx;
    tiao_str  s = tiao_node_text(h->doc, h->node);
    (void)err;
    if (p->most && p->shown == p->most)
        return TIAO_OK;
    p->shown++;
    p->partial += h->relaxed;
    p->expanded += h->expanded_count && !h->relaxed;
    for (size_t i = 0; i < h->expanded_count && !h->relaxed; i++)
        note_word(&p->words, h->expanded[i]);
    if (p->a->writer)
        put_hit(p->a->writer, h);
    else if (p->a->terminal) {
        put_address_of(p->a, &p->out, h->doc, h->node);
        put_short_chain(p->a, &p->out, h->doc, h->node, address_width(h->doc, h->node));
        put_extract(p->a, &p->out, s, h->spans, h->count, ((p->a->width ? p->a->width : 80) - EXTRACT_INDENT - 1) * EXTRACT_LINES, EXTRACT_INDENT);
        put_str(&p->out, "\n");
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

/* What the answers are, where they are not simply all that hold the query. */
static void explain(const printing *p, const tiao_search_result *r, const char *query)
{
    size_t exact = p->shown - p->partial - p->expanded;
    if (!p->shown)
        return;
    if (exact == 0)
        warn("no clause holds '%s' as written", query);
    else if (p->partial || p->expanded)
        warn(ngettext("%zu clause holds '%s' as written", "%zu clauses hold '%s' as written", exact), exact, query);
    else if (exact < r->found)
        warn("%zu of %zu clauses; --limit sets how many", exact, r->found);
    if (p->expanded)
        warn("%zu of %zu with words that stand for it: %s; --no-expand leaves them out", p->expanded, r->expanded, p->words.p);
    if (p->partial)
        warn("%zu of %zu with parts of it, the nearest first", p->partial, r->partial);
}

/* Whether the query may have a field that asks for facts: reading the vocabularies takes longer than most answers. */
static bool asks_facts(const char *query)
{
    return strstr(query, "topic:") || strstr(query, "district:") || strstr(query, "has:") || strstr(query, "value:");
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
        drop(&query);
        return EXIT_ERROR;
    }
    if (asks_facts(query.p) && open_words(a, err) != TIAO_OK) {
        drop(&query);
        return EXIT_ERROR;
    }
    bool     on_terminal = a->terminal && !a->writer && !a->ask.has_limit;
    printing p           = { .a = a, .most = on_terminal ? TERMINAL_LIMIT : 0 };
    const tiao_search_options o = { .limit = a->ask.limit, .want = p.most, .words = a->words, .words_folder = a->ask.no_expand ? NULL : own_file(OWN_WORDS) };
    tiao_search_result        r = { 0 };
    tiao_err rc = tiao_search(a->lib, a->filter, (tiao_str){ query.p, query.n }, &o, on_hit, &p, &r, err);
    flush_buf(&p.out);
    if (rc == TIAO_OK)
        explain(&p, &r, query.p);
    drop(&query);
    drop(&p.out);
    drop(&p.words);
    return rc != TIAO_OK ? EXIT_ERROR : p.shown ? EXIT_FOUND : EXIT_NONE;
}
