/* tiao docs: the library's documents. */
#include "app.h"

/* Whether the document has a node of the kinds, on the topics and districts that are asked for; -1 on failure. */
static int has_node(app *a, size_t k, tiao_error *err)
{
    const tiao_doc *d;
    if (!a->ask.kind.n && !a->ask.topic.n && !a->ask.district.n)
        return 1;
    if (tiao_library_doc(&d, a->lib, k, err) != TIAO_OK)
        return -1;
    for (uint32_t i = 0; i < tiao_doc_count(d); i++)
        if (tiao_filter_node(a->filter, k, d, i))
            return 1;
    return 0;
}

/* ---- problems, by code ---- */

typedef struct { size_t of[TIAO_PROBLEM_COUNT], all; } tally;

static tiao_err count_problem(void *ctx, const tiao_doc *d, const tiao_problem *p, tiao_error *err)
{
    tally *t = ctx;
    (void)d, (void)err;
    t->of[p->code]++;
    t->all++;
    return TIAO_OK;
}

static tiao_err count_problems(app *a, size_t k, tally *t, tiao_error *err)
{
    const tiao_doc *d;
    size_t          n;
    tiao_err        rc = open_words(a, err);
    *t = (tally){ 0 };
    if (rc == TIAO_OK)
        rc = tiao_library_lines(a->lib, k, err);
    if (rc == TIAO_OK)
        rc = tiao_library_facts(&d, a->lib, k, a->words, err);
    return rc == TIAO_OK ? tiao_doc_problems(d, a->words, count_problem, t, &n, err) : rc;
}

/* For people and in rows: number-gap 2, misprint. */
static void put_codes_as_text(tiao_writer *w, const tally *t)
{
    tiao_buf b = { 0 };
    char     n[32];
    for (int c = 0; c < TIAO_PROBLEM_COUNT; c++) {
        if (!t->of[c])
            continue;
        put_str(&b, b.n ? ", " : "");
        put_str(&b, tiao_problem_name((tiao_problem_code)c));
        snprintf(n, sizeof n, " %zu", t->of[c]);
        put_str(&b, t->of[c] > 1 ? n : "");
    }
    w->text(w, "codes", (tiao_str){ b.p, b.n });
    tiao_buf_free(&b);
}

static void put_tally(const app *a, tiao_writer *w, const tally *t)
{
    put_count(w, "problems", t->all);
    if (!a->ask.json) {
        put_codes_as_text(w, t);
        return;
    }
    w->list(w, "codes");
    for (int c = 0; c < TIAO_PROBLEM_COUNT; c++)
        if (t->of[c]) {
            w->object(w, NULL);
            w->text(w, "code", str(tiao_problem_name((tiao_problem_code)c)));
            put_count(w, "count", t->of[c]);
            w->pop(w);
        }
    w->pop(w);
}

int run_docs(app *a, tiao_error *err)
{
    tiao_writer *w     = a->writer ? a->writer : table_for_people(a);
    size_t       found = 0;
    if (!w) {
        fail(err, TIAO_ENOMEM, "out of memory");
        return EXIT_ERROR;
    }
    for (size_t k = 0; k < tiao_library_count(a->lib); k++) {
        const tiao_meta *m = tiao_library_meta(a->lib, k);
        if (!tiao_filter_doc(a->filter, k))
            continue;
        int has = has_node(a, k, err);
        if (has < 0)
            break;
        if (!has || !within_limit(a, &found))
            continue;
        if (a->ask.names0) {
            fwrite(m->id.s, 1, m->id.n, stdout);
            putchar(0);
            continue;
        }
        tally t = { 0 };
        if (a->ask.problems && count_problems(a, k, &t, err) != TIAO_OK)
            break;
        w->begin(w, "document");
        put_document_fields(w, m, tiao_library_nodes(a->lib, k), !a->writer);
        if (a->ask.problems)
            put_tally(a, w, &t);
        w->end(w);
    }
    return finish_table(a, w, err) != TIAO_OK ? EXIT_ERROR : listed(a, found);
}
