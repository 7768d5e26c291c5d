/* Ranked search.

   The folded text of each document is scanned for every term (below some megabytes that is faster than any index); in a
   larger library the full-text index first says which documents hold a term. Both find the same clauses.

   A clause's score is BM25 over its terms, with what a plain engine does not know: a term in the clause's own heading counts
   more than once, a term in the headings above it counts a little, a clause that is nothing but a heading counts less than
   one that makes a provision, and in a relaxed search characters that stand together as in the query count together. */
#include "base/interrupt.h"
#include "base/utf8.h"
#include "query/expand.h"
#include "query/spans.h"
#include "query/words.h"
#include "store/index.h"
#include "tree/folded.h"

#include <math.h>
#include <stdlib.h>

enum { RELAXED_LIMIT = 20 };

/* BM25's saturation and length normalisation; the weights of a term in the clause's own heading (beside its count in the
   text) and in the headings above; of clauses that are only a heading, or a part of the layout; in a relaxed search what a
   clause without any of the query's weight keeps, and how far the headings above cover a term. The ranking changes little
   when any of them is moved by a third. */
static const double K1 = 1.2, B = 0.6, OWN_HEADING = 1.0, HEADING_ABOVE = 0.5, HEADING_ONLY = 0.65, LAYOUT = 0.5,
                    COVERAGE = 0.5, CONTEXT_COVERS = 0.6;

typedef struct {
    size_t   k;
    uint32_t node;
    double   score;
    double   length;                  /* characters of the folded clause */
    uint16_t tf[];                    /* terms_count times three: in the text, in its heading, in the headings above */
} found_clause;

typedef struct {
    ti_query     *q;
    tiao_library *lib;
    const tiao_filter *filter;
    enum { AS_WRITTEN, EXPANDED, RELAXED } stage;
    char         *clauses;            /* found_clause, each `stride` bytes */
    size_t        count, room, stride;
    size_t        df[TI_TERMS_MAX];   /* clauses that hold a term, answers or not */
    size_t        total;              /* clauses seen */
    double        length;             /* of all of them */
    uint32_t      title;              /* of the document at hand: its node, or TIAO_NONE */
    uint16_t     *tf;                 /* of the document at hand: terms_count a node */
    size_t        tf_room;
} searching;

static found_clause *clause_at(const searching *s, size_t i) { return (found_clause *)(void *)(s->clauses + i * s->stride); }

/* ---- which clauses answer ---- */

enum { LOOSE_GAP = 4 };                                /* characters between two of a loose term */

/* The end of a loose match that starts at `at`, where the term's first character stands; 0 where there is none. */
static size_t match_loose(tiao_str text, size_t at, tiao_str term)
{
    const char *p = text.s + at, *end = text.s + text.n, *t = term.s, *t_end = term.s + term.n;
    uint32_t    want = ti_utf8_next(&t, t_end);
    int         gap  = 0;
    while (p < end) {
        uint32_t cp = ti_utf8_next(&p, end);
        if (cp == want) {
            if (t == t_end)
                return (size_t)(p - text.s);
            want = ti_utf8_next(&t, t_end);
            gap  = 0;
        } else if (++gap > LOOSE_GAP || !ti_is_han(cp))
            return 0;
    }
    return 0;
}

/* The next place of a term at or behind `at`: its start, with the end in *end; SIZE_MAX where there is none. */
static size_t next_place(tiao_str text, size_t at, tiao_str term, bool loose, size_t *end)
{
    const char *second = term.s;
    if (loose)
        ti_utf8_next(&second, term.s + term.n);
    tiao_str head = loose ? (tiao_str){ term.s, (size_t)(second - term.s) } : term;
    for (;;) {
        size_t next = ti_str_find(ti_sub(text, at, text.n), head);
        if (next == SIZE_MAX)
            return SIZE_MAX;
        at += next;
        *end = loose ? match_loose(text, at, term) : at + term.n;
        if (*end)
            return at;
        at += head.n;
    }
}

static void count_term(const searching *s, const tiao_doc *d, uint32_t t)
{
    size_t   at   = 0, end;
    uint32_t node = 0;
    for (;;) {
        at = next_place(d->folded, at, s->q->terms[t], s->q->loose[t], &end);
        if (at == SIZE_MAX)
            return;
        uint32_t low = node, high = d->count;          /* the clause that holds it: hits come in order */
        while (high - low > 1) {
            uint32_t mid = low + (high - low) / 2;
            if (d->folded_at[mid] <= at)
                low = mid;
            else
                high = mid;
        }
        node         = low;
        uint16_t *tf = &s->tf[(size_t)low * s->q->terms_count + t];
        *tf          = (uint16_t)(*tf + (*tf < UINT16_MAX));
        at           = end;
    }
}

/* Whether a figure of the node passes; the facts of a document stand in the order of its nodes. */
static bool has_amount(const tiao_doc *d, uint32_t node, const tiao_amount_filter *f)
{
    size_t               n, low = 0;
    const tiao_quantity *q    = tiao_doc_quantities(d, &n);
    size_t               high = n;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (q[mid].node < node)
            low = mid + 1;
        else
            high = mid;
    }
    for (; low < n && q[low].node == node; low++)
        if (tiao_amount_filter_passes(f, &q[low]))
            return true;
    return false;
}

static bool answers(const searching *s, const tiao_doc *d, size_t k, uint32_t node, uint32_t at)
{
    const ti_words_node *n = &s->q->nodes[at];
    switch (n->op) {
    case WORDS_TERM:
        if (s->stage == RELAXED && s->q->wanted[n->term])
            return true;                               /* its pieces are asked for */
        return s->q->absorbed[n->term] || s->tf[(size_t)node * s->q->terms_count + n->term] != 0;
    case WORDS_FIELD: return tiao_filter_doc(n->field, k) && tiao_filter_node(n->field, k, d, node);
    case WORDS_AMOUNT: return has_amount(d, node, n->amount);
    case WORDS_AND:   return answers(s, d, k, node, n->left) && answers(s, d, k, node, n->right);
    case WORDS_OR:    return answers(s, d, k, node, n->left) || answers(s, d, k, node, n->right);
    default:          return !answers(s, d, k, node, n->left);
    }
}

/* A kind that is set aside by default passes when the query names it. */
static bool passes(const searching *s, const tiao_doc *d, size_t k, uint32_t node)
{
    if (tiao_filter_node(s->filter, k, d, node))
        return true;
    for (size_t i = 0; i < s->q->count; i++)
        if (s->q->nodes[i].field && tiao_filter_node(s->q->nodes[i].field, k, d, node) && d->nodes[node].kind == TIAO_BOILERPLATE)
            return s->filter == NULL;
    return false;
}

/* How often the term stands in the heading of the node, which opens its folded clause. */
static uint16_t in_heading(const tiao_doc *d, uint32_t node, tiao_str term)
{
    tiao_str heading = ti_sub(d->text, d->nodes[node].text, d->nodes[node].heading_end);
    tiao_str clause  = ti_node_folded(d, node);
    size_t   chars   = ti_utf8_count(heading), n = 0;
    if (!heading.n)
        return 0;
    const char *p = clause.s, *end = clause.s + clause.n;
    while (p < end && n++ < chars)
        ti_utf8_next(&p, end);
    return ti_str_has((tiao_str){ clause.s, (size_t)(p - clause.s) }, term);
}

static tiao_err keep_clause(searching *s, const tiao_doc *d, size_t k, uint32_t node, tiao_error *err)
{
    if (s->count == s->room) {
        size_t room = s->room ? s->room * 2 : 64;
        void  *p    = ti_realloc(s->clauses, room * s->stride);
        if (!p)
            return ti_no_memory(err);
        s->clauses = p;
        s->room    = room;
    }
    found_clause *c = clause_at(s, s->count++);
    uint32_t      n = s->q->terms_count;
    *c              = (found_clause){ .k = k, .node = node, .length = (double)ti_utf8_count(ti_node_folded(d, node)) };
    for (uint32_t t = 0; t < n; t++) {
        c->tf[t]         = s->tf[(size_t)node * n + t];
        c->tf[n + t]     = c->tf[t] ? in_heading(d, node, s->q->terms[t]) : 0;
        c->tf[2 * n + t] = 0;
        for (uint32_t up = d->nodes[node].parent; up != TIAO_NONE; up = d->nodes[up].parent)
            if (s->tf[(size_t)up * n + t] && in_heading(d, up, s->q->terms[t]))
                c->tf[2 * n + t] = 1;
        if (s->title != TIAO_NONE && s->tf[(size_t)s->title * n + t])
            c->tf[2 * n + t] = 1;
    }
    for (uint32_t t = 0; t < n; t++)
        if (s->q->owner[t])
            for (uint32_t where = 1; where < 3; where++)
                c->tf[where * n + s->q->owner[t] - 1] |= c->tf[where * n + t];
    return TIAO_OK;
}

static tiao_err search_document(searching *s, size_t k, tiao_error *err)
{
    const tiao_doc *d  = NULL;
    tiao_err        rc = ti_library_fold(&d, s->lib, k, err);
    uint32_t        n  = s->q->terms_count;
    if (rc != TIAO_OK)
        return rc;
    size_t need = ((size_t)d->count + 1) * (n ? n : 1);
    if (need > s->tf_room) {
        uint16_t *p = ti_realloc(s->tf, need * sizeof *p);
        if (!p)
            return ti_no_memory(err);
        s->tf      = p;
        s->tf_room = need;
    }
    memset(s->tf, 0, need * sizeof *s->tf);
    for (uint32_t t = 0; t < n; t++)
        count_term(s, d, t);
    s->title = TIAO_NONE;
    for (uint32_t i = 0; i < d->count && s->title == TIAO_NONE; i = d->nodes[i].end)
        if (d->nodes[i].kind == TIAO_TITLE)
            s->title = i;
    for (uint32_t i = 0; i < d->count && rc == TIAO_OK; i++) {
        if (!ti_node_is_clause(&d->nodes[i]) || d->nodes[i].kind == TIAO_BOILERPLATE)
            ;
        else {
            s->total++;
            s->length += d->folded_at[i + 1] - d->folded_at[i];
        }
        uint16_t *tf = &s->tf[(size_t)i * n];
        for (uint32_t t = 0; t < n; t++)               /* what stands for a term counts for it */
            if (s->q->owner[t])
                tf[s->q->owner[t] - 1] = (uint16_t)(tf[s->q->owner[t] - 1] + tf[t]);
        bool any = s->stage != RELAXED;
        for (uint32_t t = 0; t < n; t++) {
            s->df[t] += s->tf[(size_t)i * n + t] != 0;
            any = any || (t >= s->q->pieces_from && s->tf[(size_t)i * n + t]);
        }
        if (!ti_node_is_clause(&d->nodes[i]) || !passes(s, d, k, i))
            continue;
        if ((rc = ti_interrupted(err)) == TIAO_OK && any && answers(s, d, k, i, s->q->root))
            rc = keep_clause(s, d, k, i, err);
    }
    return rc;
}

/* ---- which documents to look into ---- */

/* Marks the documents in which the index has a term that is wanted. */
static tiao_err ask_index(const searching *s, bool *in, tiao_error *err)
{
    tiao_err rc = TIAO_OK;
    for (uint32_t t = 0; t < s->q->terms_count && rc == TIAO_OK; t++)
        if (s->q->wanted[t] && !s->q->loose[t])        /* what is loose holds its pairs */
            rc = ti_index_mark(in, s->lib, s->q->terms[t], err);
    return rc;
}

/* A query that a clause without any of its words can answer (-人才) has to look everywhere. */
static bool needs_word(const ti_query *q, uint32_t at)
{
    const ti_words_node *n = &q->nodes[at];
    switch (n->op) {
    case WORDS_TERM: return true;
    case WORDS_AND:  return needs_word(q, n->left) || needs_word(q, n->right);
    case WORDS_OR:   return needs_word(q, n->left) && needs_word(q, n->right);
    default:         return false;
    }
}

static bool has_or(const ti_query *q)
{
    for (size_t i = 0; i < q->count; i++)
        if (q->nodes[i].op == WORDS_OR)
            return true;
    return false;
}

static tiao_err find_clauses(searching *s, tiao_error *err)
{
    bool    *in = NULL;
    tiao_err rc = TIAO_OK;
    s->stride   = (sizeof(found_clause) + (size_t)s->q->terms_count * 3 * sizeof(uint16_t) + 7) / 8 * 8;
    s->count    = 0;
    s->total    = 0;
    s->length   = 0;
    s->room     = 0;
    free(s->clauses);
    s->clauses = NULL;
    memset(s->df, 0, sizeof s->df);
    if (ti_index_serves(s->lib) && (s->stage == RELAXED || needs_word(s->q, s->q->root))) {
        in = ti_calloc(s->lib->count + 1, sizeof *in);
        rc = in ? ask_index(s, in, err) : ti_no_memory(err);
    }
    for (size_t k = 0; k < s->lib->count && rc == TIAO_OK; k++)
        if ((!in || in[k]) && tiao_filter_doc(s->filter, k))
            rc = search_document(s, k, err);
    free(in);
    return rc;
}

/* ---- ranking ---- */

/* In a relaxed search a clause that holds less than this share of what the query weighs has nothing to do with it. */
static const double NEAR = 0.1;

static double kind_weight(const tiao_node *n)
{
    switch ((tiao_kind)n->kind) {
    case TIAO_TITLE: case TIAO_DOCNUMBER: case TIAO_ADDRESSEE: case TIAO_SIGNATURE: case TIAO_DATE: case TIAO_ATTACHMENT:
    case TIAO_BOILERPLATE: return LAYOUT;
    default: return n->heading_end == n->text_end && n->heading_end > n->text ? HEADING_ONLY : 1.0;
    }
}

static void score_clauses(const searching *s)
{
    uint32_t n       = s->q->terms_count;
    double   total   = s->total ? (double)s->total : 1;
    double   average = s->length / total / 3;          /* bytes to characters, near enough for a norm */
    for (size_t i = 0; i < s->count; i++) {
        found_clause *c     = clause_at(s, i);
        double        score = 0, weight = 0, covered = 0;
        for (uint32_t t = s->q->pieces_from; t < n; t++) {
            double df = (double)s->df[t], idf = log(1 + (total - df + 0.5) / (df + 0.5));
            double tf = c->tf[t] + OWN_HEADING * c->tf[n + t] + HEADING_ABOVE * c->tf[2 * n + t];
            weight += s->q->owner[t] || s->q->absorbed[t] ? 0 : idf;
            if (!s->q->wanted[t] || s->q->owner[t] || s->q->absorbed[t] || tf == 0)
                continue;
            covered += c->tf[t] ? idf : CONTEXT_COVERS * idf;
            score += idf * tf * (K1 + 1) / (tf + K1 * (1 - B + B * c->length / (average > 1 ? average : 1)));
        }
        if (s->stage == RELAXED && weight > 0)
            score = covered < NEAR * weight ? 0 : score * (COVERAGE + covered / weight);
        c->score = score * kind_weight(&s->lib->entries[c->k].doc->nodes[c->node]);
    }
}

static int by_score(const void *a, const void *b)
{
    const found_clause *x = a, *y = b;
    if (x->score != y->score)
        return x->score < y->score ? 1 : -1;
    if (x->k != y->k)
        return x->k < y->k ? -1 : 1;
    return (x->node > y->node) - (x->node < y->node);
}

/* ---- giving ---- */

static tiao_err mark(const searching *s, const tiao_doc *d, uint32_t node, ti_folding *f, ti_spans *spans, tiao_error *err)
{
    tiao_str clause = tiao_node_text(d, node);
    tiao_err rc     = ti_folding_of(f, clause, err);
    tiao_str folded = ti_buf_str(&f->text);
    spans->n        = 0;
    for (uint32_t t = 0; t < s->q->terms_count; t++)
        for (size_t at = 0, end; s->q->wanted[t] && rc == TIAO_OK;) {
            at = next_place(folded, at, s->q->terms[t], s->q->loose[t], &end);
            if (at == SIZE_MAX)
                break;
            tiao_span in = { (uint32_t)at, (uint32_t)end };
            rc           = ti_spans_add(spans, ti_folding_back(f, clause, in), err);
            const char *p = folded.s + at;             /* pairs overlap: go on behind one character */
            ti_utf8_next(&p, folded.s + folded.n);
            at = (size_t)(p - folded.s);
        }
    ti_spans_settle(spans, true);
    return rc;
}

/* The alternatives that clause c holds. */
static size_t expanded_in(const searching *s, const found_clause *c, tiao_str *out)
{
    size_t n = 0;
    for (uint32_t t = 0; t < s->q->terms_count; t++)
        if (s->q->owner[t] && c->tf[t])
            out[n++] = s->q->terms[t];
    return n;
}

static tiao_err give(const searching *s, size_t limit, tiao_hit_fn fn, void *ctx, tiao_error *err)
{
    ti_folding f     = { 0 };
    ti_spans   spans = { 0 };
    tiao_err   rc    = TIAO_OK;
    for (size_t i = 0; i < s->count && (!limit || i < limit) && rc == TIAO_OK; i++) {
        const found_clause *c = clause_at(s, i);
        const tiao_doc     *d = s->lib->entries[c->k].doc;
        tiao_str            expanded[TI_TERMS_MAX];
        rc = ti_interrupted(err);
        if (rc == TIAO_OK)
            rc = mark(s, d, c->node, &f, &spans, err);
        if (rc == TIAO_OK)
            rc = fn(ctx, &(tiao_hit){ .k = c->k, .doc = d, .node = c->node, .spans = spans.v, .count = spans.n, .score = c->score,
                                      .relaxed = s->stage == RELAXED, .expanded = expanded,
                                      .expanded_count = expanded_in(s, c, expanded) }, err);
    }
    ti_folding_free(&f);
    ti_spans_free(&spans);
    return rc;
}

static void rank(searching *s)
{
    score_clauses(s);
    if (s->count > 1)
        qsort(s->clauses, s->count, s->stride, by_score);
    while (s->stage == RELAXED && s->count && clause_at(s, s->count - 1)->score == 0)
        s->count--;
}

typedef struct {
    size_t   k;
    uint32_t node;
} place;

typedef struct {
    place *v;
    size_t n, room;
} places;

static int by_place(const void *a, const void *b)
{
    const place *x = a, *y = b;
    return x->k != y->k ? (x->k > y->k) - (x->k < y->k) : (x->node > y->node) - (x->node < y->node);
}

/* Takes out the clauses that an earlier stage has found, and notes those that are left. */
static tiao_err drop_found(searching *s, places *found, tiao_error *err)
{
    size_t kept = 0, before = found->n;
    for (size_t i = 0; i < s->count; i++) {
        const found_clause *c = clause_at(s, i);
        place               p = { c->k, c->node };
        if (before && bsearch(&p, found->v, before, sizeof p, by_place))
            continue;
        place *new = TI_PUSH(found->v, found->n, found->room);
        if (!new)
            return ti_no_memory(err);
        *new = p;
        memmove(clause_at(s, kept++), clause_at(s, i), s->stride);
    }
    s->count = kept;
    if (found->n > 1)
        qsort(found->v, found->n, sizeof *found->v, by_place);
    return TIAO_OK;
}

/* One stage: finds, ranks and gives the clauses that no earlier stage has given, at most `limit` of them. */
static tiao_err run_stage(searching *s, places *found, size_t limit, size_t *count, tiao_hit_fn fn, void *ctx, tiao_error *err)
{
    tiao_err rc = find_clauses(s, err);
    if (rc == TIAO_OK)
        rc = drop_found(s, found, err);
    if (rc == TIAO_OK) {
        rank(s);
        *count = s->count;
        rc     = give(s, limit, fn, ctx, err);
    }
    return rc;
}

tiao_err tiao_search(tiao_library *lib, const tiao_filter *f, tiao_str query, const tiao_search_options *opt, tiao_hit_fn fn,
                     void *ctx, tiao_search_result *result, tiao_error *err)
{
    ti_query  q     = { 0 };
    searching s     = { .q = &q, .lib = lib, .filter = f };
    places    found = { 0 };
    size_t    limit = opt->limit, want = opt->limit > opt->want ? opt->limit : opt->want;
    tiao_err  rc    = ti_query_parse(&q, lib, opt->words, query, err);
    *result         = (tiao_search_result){ 0 };
    if (rc == TIAO_OK)
        rc = run_stage(&s, &found, limit, &result->found, fn, ctx, err);
    bool widens = rc == TIAO_OK && needs_word(&q, q.root) && !has_or(&q);
    if (widens && opt->words_folder && (!result->found || result->found < want)) {
        rc      = ti_query_expand(&q, opt->words_folder, err);
        s.stage = EXPANDED;
        if (rc == TIAO_OK && q.expanded && (!result->found || !limit))
            rc = run_stage(&s, &found, limit ? limit - result->found : 0, &result->expanded, fn, ctx, err);
    }
    size_t given = result->found + result->expanded;
    if (rc == TIAO_OK && needs_word(&q, q.root) && (!given || (widens && limit && given < limit))) {
        rc      = ti_query_relax(&q, err);
        s.stage = RELAXED;
        if (rc == TIAO_OK && q.terms_count > q.pieces_from)
            rc = run_stage(&s, &found, limit ? limit - given : RELAXED_LIMIT, &result->partial, fn, ctx, err);
    }
    free(found.v);
    free(s.clauses);
    free(s.tf);
    ti_query_free(&q);
    return rc;
}
