/* tiao grep: clauses that match a pattern. */
#include "people.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    app     *a;
    size_t  *counts;                  /* of matching clauses, by document */
    size_t   last_k;                  /* the last clause printed */
    uint32_t last_node;
    bool     printed;
    bool     grouped;                 /* for people: under the headings above them */
    tiao_buf out;
} printing;

/* A document's id; what ends in a NUL is for programs. */
static void print_id(printing *p, tiao_str id)
{
    if (p->a->ask.names0) {
        put_bytes(&p->out, id.s, id.n);
        return;
    }
    link_on_named(p->a, &p->out, id);
    paint_on(p->a, &p->out, PAINT_ADDRESS);
    tiao_put_safe(&p->out, id);
    paint_off(p->a, &p->out);
    link_off(p->a, &p->out);
}

static void print_name(printing *p, tiao_str id)
{
    if (p->a->writer) {
        put_name(p->a->writer, id);
        return;
    }
    print_id(p, id);
    put_bytes(&p->out, p->a->ask.names0 ? "\0" : "\n", 1);
}

static void print_prefix(printing *p, const tiao_hit *h)
{
    put_address_of(p->a, &p->out, h->doc, h->node);
    if (p->a->ask.line_number) {
        char line[32];
        snprintf(line, sizeof line, "\t%u", (unsigned)tiao_doc_node(h->doc, h->node)->line);
        put_str(&p->out, line);
    }
    put_str(&p->out, p->grouped ? "  " : "\t");
}

/* Before the first hit under a heading, and before the first of a document. */
static void print_group(printing *p, const tiao_hit *h)
{
    bool same_doc = p->printed && h->k == p->last_k;
    if (!p->grouped || (same_doc && tiao_doc_node(h->doc, p->last_node)->parent == tiao_doc_node(h->doc, h->node)->parent))
        return;
    put_str(&p->out, p->printed ? "\n" : "");
    put_group(p->a, &p->out, h->doc, h->node, !same_doc);
}

static void note_printed(printing *p, const tiao_hit *h)
{
    p->printed   = true;
    p->last_k    = h->k;
    p->last_node = h->node;
}

/* Whether clauses lie between the last one printed and this one, so that grep's -- is due. */
static bool is_apart(const printing *p, const tiao_hit *h)
{
    if (h->k != p->last_k)
        return true;
    for (uint32_t i = p->last_node + 1; i < h->node; i++) {
        const tiao_node *n = tiao_doc_node(h->doc, i);
        if (n->text < n->text_end && n->kind != TIAO_INLINE)
            return true;
    }
    return false;
}

static tiao_err on_hit(void *ctx, const tiao_hit *h, tiao_error *err)
{
    printing      *p    = ctx;
    const request *ask  = &p->a->ask;
    tiao_str       text = tiao_node_text(h->doc, h->node);
    (void)err;
    if (!h->context)
        p->counts[h->k]++;
    if (ask->quiet || ask->count || ask->without_docs)
        return TIAO_OK;
    if (ask->with_docs) {
        if (p->counts[h->k] == 1)
            print_name(p, tiao_doc_meta(h->doc)->id);
    } else if (p->a->writer) {
        if (ask->only)
            put_parts(p->a->writer, h);
        else
            put_match(p->a->writer, h);
    } else if (ask->only) {
        for (size_t i = 0; i < h->count && !h->context; i++) {
            print_group(p, h);
            note_printed(p, h);
            print_prefix(p, h);
            put_marked(p->a, &p->out, (tiao_str){ text.s + h->spans[i].start, h->spans[i].end - h->spans[i].start },
                       &(tiao_span){ 0, h->spans[i].end - h->spans[i].start }, 1);
            put_str(&p->out, "\n");
        }
    } else {
        bool around = ask->after || ask->before;
        if (p->printed && around && is_apart(p, h) && !(p->grouped && h->k != p->last_k))
            put_str(&p->out, "--\n");
        print_group(p, h);
        print_prefix(p, h);
        if (h->context)
            paint_on(p->a, &p->out, PAINT_DIM);
        put_marked(p->a, &p->out, text, h->spans, h->count);
        if (h->context)
            paint_off(p->a, &p->out);
        put_str(&p->out, "\n");
        note_printed(p, h);
    }
    if (p->out.n > 32 * 1024)
        flush_buf(&p->out);
    return TIAO_OK;
}

/* The patterns of -f files, one a line, and, as in grep, the lines of a pattern that has several; the text stays until the
   program ends its verb. */
static tiao_err read_patterns(app *a, tiao_buf *keep, tiao_error *err)
{
    words *given = &a->ask.patterns;
    size_t whole = 0;
    for (size_t i = 0; i < given->n; i++)
        if (strchr(given->v[i], '\n')) {
            put_str(keep, given->v[i]);
            put_str(keep, "\n");
        } else
            given->v[whole++] = given->v[i];
    given->n = whole;
    for (size_t i = 0; i < a->ask.pattern_files.n; i++) {
        const char *path = a->ask.pattern_files.v[i];
        size_t      from = keep->n;
        tiao_err    rc   = read_file(keep, path, err);
        if (rc != TIAO_OK)
            return rc;
        if (keep->n > from && memchr(keep->p + from, 0, keep->n - from))
            return fail(err, TIAO_EUSAGE, "%s: there is a NUL character in it; a file of patterns is text, a pattern a line", path);
        if (keep->n && keep->p[keep->n - 1] != '\n')
            put_str(keep, "\n");
        if (keep->failed)
            return fail(err, TIAO_ENOMEM, "%s: out of memory", path);
    }
    for (char *line = keep->p, *last = line + keep->n, *end; line < last && (end = memchr(line, '\n', (size_t)(last - line)));) {
        *end = 0;
        if (end > line && end[-1] == '\r')
            end[-1] = 0;
        if (!words_add(&a->ask.patterns, line))
            return fail(err, TIAO_ENOMEM, "out of memory");
        line = end + 1;
    }
    return TIAO_OK;
}

static tiao_str *strs(const words *w)
{
    tiao_str *v = calloc(w->n + 1, sizeof *v);
    for (size_t i = 0; v && i < w->n; i++)
        v[i] = (tiao_str){ w->v[i], strlen(w->v[i]) };
    return v;
}

static void print_counts(printing *p)
{
    app *a = p->a;
    for (size_t k = 0; k < tiao_library_count(a->lib); k++) {
        tiao_str id = tiao_library_meta(a->lib, k)->id;
        if (!tiao_filter_doc(a->filter, k))
            continue;
        if (a->ask.without_docs) {
            if (p->counts[k] == 0)
                print_name(p, id);
        } else if (a->writer) {
            a->writer->begin(a->writer, "count");
            a->writer->text(a->writer, "doc", id);
            put_count(a->writer, "count", p->counts[k]);
            a->writer->end(a->writer);
        } else {
            char n[32];
            print_id(p, id);
            snprintf(n, sizeof n, "\t%zu\n", p->counts[k]);
            put_str(&p->out, n);
        }
    }
}

int run_grep(app *a, tiao_error *err)
{
    request *ask   = &a->ask;
    tiao_buf files = { 0 };
    if (ask->patterns.n == 0 && ask->pattern_files.n == 0) {
        if (ask->count_args != 1) {
            fail(err, TIAO_EUSAGE, ask->count_args ? N_("grep wants one pattern; -e gives more, --doc narrows to a document")
                                                   : N_("grep wants a pattern"));
            return EXIT_ERROR;
        }
        if (!words_add(&ask->patterns, ask->args[0])) {
            fail(err, TIAO_ENOMEM, "out of memory");
            return EXIT_ERROR;
        }
    } else if (ask->count_args) {
        fail(err, TIAO_EUSAGE, "'%s': with -e or -f no other pattern is taken; --doc narrows to a document", ask->args[0]);
        return EXIT_ERROR;
    }
    if (ask->has_max_count && ask->max_count == 0)
        return EXIT_NONE;
    tiao_err rc = read_patterns(a, &files, err);
    if (ask->around && !ask->before)
        ask->before = ask->around;
    if (ask->around && !ask->after)
        ask->after = ask->around;
    tiao_str *patterns = strs(&ask->patterns), *also = strs(&ask->also), *never = strs(&ask->never);
    ask->count   = ask->count && !ask->with_docs && !ask->without_docs;      /* as in grep */
    bool listing = ask->count || ask->with_docs || ask->without_docs || ask->quiet;
    const tiao_grep_options o = {
        .patterns = patterns, .count = ask->patterns.n, .also = also, .also_count = ask->also.n, .never = never,
        .never_count = ask->never.n, .literal = ask->literal, .ignore_case = ask->ignore_case, .invert = ask->invert,
        .word = ask->word, .whole = ask->whole, .fold = ask->fold, .before = listing ? 0 : ask->before,
        .after = listing ? 0 : ask->after, .limit = ask->quiet ? 1 : listing ? 0 : ask->limit, .max_count = ask->max_count,
    };
    printing p     = { .a = a, .grouped = ask->heading || (a->terminal && !ask->no_heading), .counts = calloc(tiao_library_count(a->lib) + 1, sizeof *p.counts) };
    size_t   found = 0;
    if (rc == TIAO_OK && !(patterns && also && never && p.counts))
        rc = fail(err, TIAO_ENOMEM, "out of memory");
    if (rc == TIAO_OK)
        rc = tiao_grep(a->lib, a->filter, &o, on_hit, &p, &found, err);
    if (rc == TIAO_OK && !ask->quiet && (ask->count || ask->without_docs))
        print_counts(&p);
    flush_buf(&p.out);
    if (rc == TIAO_OK && ask->limit && found > ask->limit && !listing)
        warn("%u of %zu clauses; --limit cut the rest", (unsigned)ask->limit, found);
    bool any = found > 0;
    if (ask->without_docs) {
        any = false;
        for (size_t k = 0; k < tiao_library_count(a->lib) && p.counts; k++)
            any = any || (p.counts[k] == 0 && tiao_filter_doc(a->filter, k));
    }
    free(patterns);
    free(also);
    free(never);
    free(p.counts);
    drop(&p.out);
    drop(&files);
    return rc != TIAO_OK ? EXIT_ERROR : any ? EXIT_FOUND : EXIT_NONE;
}
