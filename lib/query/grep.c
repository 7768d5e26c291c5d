/* Clauses that match a pattern. A clause is matched whole: what a page break or a space splits is found. */
#include "base/fold.h"
#include "base/interrupt.h"
#include "base/language.h"
#include "base/mem.h"
#include "query/literal.h"
#include "query/pattern.h"
#include "query/spans.h"
#include "store/index.h"

#include <stdlib.h>

/* A pattern, and the literal that a text must hold to match it; empty where none is certain. */
typedef struct {
    ti_pattern *pattern;
    tiao_buf    literal;
} needle;

typedef struct {
    needle *v;
    size_t  n;
} patterns;

typedef struct {
    const tiao_grep_options *opt;
    patterns                 any, also, never;
    ti_spans                 spans;
    ti_folding               folding;
    size_t                   k;
    const tiao_doc          *d;
    tiao_hit_fn              fn;
    void                    *ctx;
    size_t                   found, given;
} grep;

static tiao_err compile(patterns *p, const tiao_str *sources, size_t n, const tiao_grep_options *opt, tiao_error *err)
{
    const ti_pattern_options o = { opt->literal, opt->ignore_case, opt->word, opt->whole, opt->fold };
    p->v = ti_calloc(n + 1, sizeof *p->v);
    if (!p->v)
        return ti_no_memory(err);
    while (p->n < n) {
        tiao_str source = sources[p->n];
        needle  *x      = &p->v[p->n++];
        tiao_err rc     = ti_pattern_new(&x->pattern, source, &o, err);
        if (rc == TIAO_OK && opt->literal && !opt->ignore_case && !opt->fold)
            ti_buf_put(&x->literal, source);
        else if (rc == TIAO_OK && !opt->literal && !opt->fold)
            ti_required_literal(&x->literal, source, opt->ignore_case);
        if (rc == TIAO_OK && x->literal.failed)
            rc = ti_no_memory(err);
        if (rc != TIAO_OK)
            return rc;
    }
    return TIAO_OK;
}

static void discard(patterns *p)
{
    for (size_t i = 0; p->v && i < p->n; i++) {
        ti_pattern_free(p->v[i].pattern);
        tiao_buf_free(&p->v[i].literal);
    }
    free(p->v);
}

/* Whether a text can match any of them, as far as their literals tell. */
static bool may_match(const patterns *p, tiao_str s)
{
    for (size_t i = 0; i < p->n; i++)
        if (ti_str_has(s, ti_buf_str(&p->v[i].literal)))
            return true;
    return false;
}

static tiao_err limit_hit(const grep *g, uint32_t i, tiao_error *err)
{
    tiao_buf a = { 0 };
    tiao_node_address(g->d, i, &a);
    tiao_err rc = ti_fail(err, TIAO_EPATTERN, 0, "%s: the pattern hit its match limit there, so whether it matches is not known; "
                          "write it with less backtracking", a.p ? a.p : ti_said("a clause"));
    tiao_buf_free(&a);
    return rc;
}

/* Whether any of the patterns matches the text that is searched; with `all`, every match goes into g->spans. */
static tiao_err matches(grep *g, const patterns *p, tiao_str s, uint32_t node, bool all, bool *yes, tiao_error *err)
{
    *yes = false;
    for (size_t i = 0; i < p->n; i++) {
        size_t    from = 0;
        tiao_span m;
        int       r;
        if (!ti_str_has(s, ti_buf_str(&p->v[i].literal)))
            continue;
        while (from <= s.n && (r = ti_pattern_match(p->v[i].pattern, s, from, &m)) != 0) {
            if (r < 0)
                return r == -2 ? ti_no_memory(err) : limit_hit(g, node, err);
            *yes = true;
            if (!all)
                return TIAO_OK;
            tiao_err rc = m.end > m.start ? ti_spans_add(&g->spans, m, err) : TIAO_OK;
            if (rc != TIAO_OK)
                return rc;
            from = m.end;
            if (m.end == m.start)                      /* an empty match: go on behind the next character */
                do
                    from++;
                while (from < s.n && ((unsigned char)s.s[from] & 0xC0) == 0x80);
        }
    }
    return TIAO_OK;
}

/* Whether clause i is an answer; its spans are then in g->spans. */
static tiao_err ask(grep *g, uint32_t i, bool *yes, tiao_error *err)
{
    tiao_str text = tiao_node_text(g->d, i), s = text;
    tiao_err rc   = TIAO_OK;
    bool     one;
    g->spans.n = 0;
    *yes       = false;
    if (g->opt->fold) {
        rc = ti_folding_of(&g->folding, text, err);
        s  = ti_buf_str(&g->folding.text);
    }
    if (rc == TIAO_OK)
        rc = matches(g, &g->any, s, i, !g->opt->invert, yes, err);
    if (g->opt->invert)
        *yes = !*yes;
    for (size_t k = 0; k < g->also.n && *yes && rc == TIAO_OK; k++) {
        rc   = matches(g, &(patterns){ &g->also.v[k], 1 }, s, i, !g->opt->invert, &one, err);
        *yes = one;
    }
    if (*yes && rc == TIAO_OK && g->never.n) {
        rc   = matches(g, &g->never, s, i, false, &one, err);
        *yes = !one;
    }
    if (*yes && g->opt->fold)
        for (size_t k = 0; k < g->spans.n; k++)
            g->spans.v[k] = ti_folding_back(&g->folding, text, g->spans.v[k]);
    ti_spans_settle(&g->spans, false);
    return rc;
}

static tiao_err give(grep *g, uint32_t i, bool context, tiao_error *err)
{
    const tiao_hit h = { .k = g->k, .doc = g->d, .node = i, .spans = g->spans.v, .count = context ? 0 : g->spans.n,
                         .context = context };
    return g->fn(g->ctx, &h, err);
}

static tiao_err ask_document(grep *g, const tiao_filter *f, tiao_error *err)
{
    const tiao_grep_options *o     = g->opt;
    uint32_t                 count = tiao_doc_count(g->d), due = 0;      /* clauses of context still due after a match */
    size_t                   here = 0;
    uint32_t                *before = o->before ? ti_calloc(o->before, sizeof *before) : NULL;      /* a ring */
    size_t                   held = 0;
    tiao_err                 rc = o->before && !before ? ti_no_memory(err) : TIAO_OK;
    for (uint32_t i = 0; i < count && rc == TIAO_OK; i++) {
        bool yes;
        if (!ti_node_is_clause(tiao_doc_node(g->d, i)) || !tiao_filter_node(f, g->k, g->d, i))
            continue;
        rc = ti_interrupted(err);
        if (rc == TIAO_OK)
            rc = ask(g, i, &yes, err);
        if (rc != TIAO_OK)
            break;
        bool full = (o->limit && g->given >= o->limit) || (o->max_count && here >= o->max_count);
        if (yes && !(o->max_count && here >= o->max_count))
            g->found++;
        if (yes && !full) {
            size_t n = held < o->before ? held : o->before;
            for (size_t k = held - n; k < held && rc == TIAO_OK; k++)
                rc = give(g, before[k % o->before], true, err);
            if (rc == TIAO_OK)
                rc = give(g, i, false, err);
            held = 0;
            due  = o->after;
            g->given++;
            here++;
        } else if (due && !(yes && full)) {
            rc = give(g, i, true, err);
            due--;
        } else if (o->before)
            before[held++ % o->before] = i;
    }
    free(before);
    return rc;
}

/* Marks the documents that can hold a match; *in stays NULL where all of them must be looked at. */
static tiao_err ask_index(const grep *g, tiao_library *lib, bool **in, tiao_error *err)
{
    tiao_err rc = TIAO_OK;
    bool     serves = ti_index_serves(lib) && !g->opt->invert;
    for (size_t i = 0; i < g->any.n && serves; i++)
        serves = ti_str_trim(ti_buf_str(&g->any.v[i].literal)).n > 0;
    if (!serves)
        return TIAO_OK;
    *in = ti_calloc(tiao_library_count(lib) + 1, sizeof **in);
    if (!*in)
        return ti_no_memory(err);
    for (size_t i = 0; i < g->any.n && rc == TIAO_OK; i++) {
        tiao_buf folded = { 0 };
        ti_fold(&folded, ti_buf_str(&g->any.v[i].literal), NULL);
        rc = folded.failed ? ti_no_memory(err) : ti_index_mark(*in, lib, ti_buf_str(&folded), err);
        tiao_buf_free(&folded);
    }
    return rc;
}

tiao_err tiao_grep(tiao_library *lib, const tiao_filter *f, const tiao_grep_options *opt, tiao_hit_fn fn, void *ctx, size_t *found,
                   tiao_error *err)
{
    grep     g  = { .opt = opt, .fn = fn, .ctx = ctx };
    bool    *in = NULL;
    tiao_err rc = compile(&g.any, opt->patterns, opt->count, opt, err);
    if (rc == TIAO_OK)
        rc = compile(&g.also, opt->also, opt->also_count, opt, err);
    if (rc == TIAO_OK)
        rc = compile(&g.never, opt->never, opt->never_count, opt, err);
    if (rc == TIAO_OK)
        rc = ask_index(&g, lib, &in, err);
    for (g.k = 0; g.k < tiao_library_count(lib) && rc == TIAO_OK; g.k++)
        if (tiao_filter_doc(f, g.k) && (!in || in[g.k])) {
            rc = tiao_library_doc(&g.d, lib, g.k, err);
            if (rc == TIAO_OK && (opt->invert || may_match(&g.any, tiao_doc_text(g.d))))
                rc = ask_document(&g, f, err);
        }
    *found = g.found;
    free(in);
    discard(&g.any);
    discard(&g.also);
    discard(&g.never);
    ti_spans_free(&g.spans);
    ti_folding_free(&g.folding);
    return rc;
}
