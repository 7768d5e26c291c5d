/* tiao topics, tiao districts: the terms of a vocabulary with their clause counts, or each mention. */
#include "app.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    tiao_vocabulary vocabulary;
    const tiao_mention *(*found)(const tiao_doc *d, size_t *count);
    const words    *asked;            /* --topic, --district: only these terms */
    void          (*put)(tiao_writer *w, const tiao_doc *d, const tiao_mention *m, counted *c, bool people);
} listing;

typedef struct { size_t clauses, documents, doc; uint32_t node; } tally;      /* doc, node: counted last, 1-based */

static bool is(tiao_str a, tiao_str b) { return a.n == b.n && (a.n == 0 || memcmp(a.s, b.s, a.n) == 0); }

static size_t term_of(const app *a, const listing *l, tiao_str id)
{
    for (size_t i = 0; i < tiao_words_count(a->words, l->vocabulary); i++)
        if (is(tiao_words_term(a->words, l->vocabulary, i).id, id))
            return i;
    return SIZE_MAX;
}

/* Marks the terms that are asked for, sub-topics with their topic; all where none is. */
static tiao_err choose(const app *a, const listing *l, bool *chosen, tiao_error *err)
{
    size_t n = tiao_words_count(a->words, l->vocabulary);
    for (size_t i = 0; i < n; i++)
        chosen[i] = l->asked->n == 0;
    for (size_t k = 0; k < l->asked->n; k++) {
        tiao_term   t;
        const char *name = l->asked->v[k];
        tiao_err    rc   = tiao_words_find(&t, a->words, l->vocabulary, (tiao_str){ name, strlen(name) }, err);
        if (rc != TIAO_OK)
            return rc;
        for (size_t i = 0; i < n; i++) {
            tiao_term other = tiao_words_term(a->words, l->vocabulary, i);
            chosen[i]       = chosen[i] || is(other.id, t.id) || is(other.parent, t.id);
        }
    }
    return TIAO_OK;
}

static void count(tally *t, size_t k, uint32_t node)
{
    if (t->doc == k + 1 && t->node == node + 1)
        return;
    t->documents += t->doc != k + 1;
    t->clauses++;
    t->doc  = k + 1;
    t->node = node + 1;
}

/* A mention counts for its term, and a sub-topic for its topic too. */
static void count_mention(const app *a, const listing *l, tally *tallies, size_t k, const tiao_mention *m)
{
    size_t term = term_of(a, l, m->id);
    if (term == SIZE_MAX)
        return;
    count(&tallies[term], k, m->node);
    size_t parent = term_of(a, l, tiao_words_term(a->words, l->vocabulary, term).parent);
    if (parent != SIZE_MAX)
        count(&tallies[parent], k, m->node);
}

/* A document that a district issued belongs to it as a whole. */
static void count_home(const app *a, const listing *l, tally *tallies, size_t k, const tiao_doc *d)
{
    size_t term = term_of(a, l, tiao_words_home(a->words, tiao_doc_meta(d)));
    if (term == SIZE_MAX)
        return;
    for (uint32_t i = 0; i < tiao_doc_count(d); i++)
        if (tiao_node_text(d, i).n && tiao_filter_node(a->filter, k, d, i))
            count(&tallies[term], k, i);
}

/* How many there are to list. */
static size_t list_docs(app *a, const listing *l, const bool *chosen, tally *tallies, tiao_writer *w, tiao_error *err)
{
    size_t  found = 0;
    counted c     = { 0 };
    for (size_t k = 0; k < tiao_library_count(a->lib); k++) {
        const tiao_doc *d;
        size_t          n;
        if (!tiao_filter_doc(a->filter, k))
            continue;
        if (tiao_library_facts(&d, a->lib, k, a->words, err) != TIAO_OK)
            return found;
        const tiao_mention *m    = l->found(d, &n);
        bool                home = !a->ask.mentions && !a->ask.mentions_only && l->vocabulary == TIAO_DISTRICTS &&
                    tiao_words_home(a->words, tiao_doc_meta(d)).n;
        size_t              own = home ? term_of(a, l, tiao_words_home(a->words, tiao_doc_meta(d))) : SIZE_MAX;
        if (home)
            count_home(a, l, tallies, k, d);
        for (size_t i = 0; i < n; i++) {
            size_t term = term_of(a, l, m[i].id);
            if (term == SIZE_MAX || term == own || !tiao_filter_node(a->filter, k, d, m[i].node))
                continue;
            if (!a->ask.mentions)
                count_mention(a, l, tallies, k, &m[i]);
            else if (chosen[term] && within_limit(a, &found))
                l->put(w, d, &m[i], &c, !a->writer);
        }
    }
    for (size_t i = 0; i < tiao_words_count(a->words, l->vocabulary) && !a->ask.mentions; i++)
        if (chosen[i] && tallies[i].clauses && within_limit(a, &found))
            put_term(w, l->vocabulary == TIAO_TOPICS ? "topic" : "district", tiao_words_term(a->words, l->vocabulary, i),
                     tallies[i].clauses, tallies[i].documents);
    return found;
}

static int list(app *a, const listing *l, tiao_error *err)
{
    size_t       n       = tiao_words_count(a->words, l->vocabulary);
    tally       *tallies = calloc(n + 1, sizeof *tallies);
    bool        *chosen  = calloc(n + 1, sizeof *chosen);
    tiao_writer *w       = a->writer ? a->writer : table_for_people(a);
    size_t       found   = 0;
    if (!tallies || !chosen || !w)
        fail(err, TIAO_ENOMEM, "out of memory");
    else if (choose(a, l, chosen, err) == TIAO_OK)
        found = list_docs(a, l, chosen, tallies, w, err);
    free(tallies);
    free(chosen);
    return finish_table(a, w, err) != TIAO_OK ? EXIT_ERROR : listed(a, found);
}

int run_districts(app *a, tiao_error *err)
{
    const listing l = { TIAO_DISTRICTS, tiao_doc_districts, &a->ask.district, put_place_mention };
    return list(a, &l, err);
}

int run_topics(app *a, tiao_error *err)
{
    const listing l = { TIAO_TOPICS, tiao_doc_topics, &a->ask.topic, put_topic_mention };
    return list(a, &l, err);
}
