/* tiao check: what is odd in documents, by the catalogue of problems. */
#include "people.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

typedef struct {
    app         *a;
    tiao_writer *w;
    size_t       k, shown, found;
    bool         filtered;
} listing;

static tiao_err print_problem(void *ctx, const tiao_doc *d, const tiao_problem *p, tiao_error *err)
{
    listing *l = ctx;
    (void)err;
    if (l->filtered && !tiao_filter_node(l->a->filter, l->k, d, p->node))
        return TIAO_OK;
    l->found++;
    if (l->a->ask.limit && l->shown == l->a->ask.limit)
        return TIAO_OK;
    l->shown++;
    note_link(l->a, d, p->node, p->line);
    put_problem(l->w, d, p, !l->a->writer);
    return TIAO_OK;
}

static tiao_err check_library_doc(listing *l, size_t k, tiao_error *err)
{
    const tiao_doc *d;
    size_t          n;
    tiao_err        rc = tiao_library_lines(l->a->lib, k, err);
    if (rc == TIAO_OK)
        rc = tiao_library_facts(&d, l->a->lib, k, l->a->words, err);
    l->k        = k;
    l->filtered = l->a->ask.under.n || l->a->ask.kind.n || l->a->ask.topic.n || l->a->ask.district.n;
    return rc == TIAO_OK ? tiao_doc_problems(d, l->a->words, print_problem, l, &n, err) : rc;
}

/* A document of a file: it is checked and let go. One that cannot be read ends the check. */
static tiao_err check_read(void *ctx, const reading *r, tiao_error *err)
{
    listing  *l = ctx;
    tiao_doc *d = r->doc;
    size_t    n;
    if (!d)
        return fail(err, TIAO_EIO, "%s", r->problem);
    l->filtered = false;
    tiao_err rc = tiao_doc_find_facts(d, l->a->words, err);
    if (rc == TIAO_OK)
        rc = tiao_doc_problems(d, l->a->words, print_problem, l, &n, err);
    tiao_doc_free(d);
    return rc;
}

/* A file by that name, or one that only a file's name can be: - or a name with a slash in it. */
static bool is_file(const char *arg)
{
    struct stat st;
    return !strcmp(arg, "-") || strchr(arg, '/') || (stat(arg, &st) == 0 && S_ISREG(st.st_mode));
}

static void put_codes(tiao_writer *w, bool people)
{
    for (int k = 0; k < TIAO_PROBLEM_COUNT; k++) {
        const tiao_problem_code code    = (tiao_problem_code)k;
        const char             *summary = tiao_problem_summary(code), *example = tiao_problem_example(code);
        w->begin(w, "code");
        w->text(w, "code", str(tiao_problem_name(code)));
        w->text(w, "summary", str(people ? _(summary) : summary));
        w->text(w, "example", str(people ? _(example) : example));
        w->end(w);
    }
}

int run_check(app *a, tiao_error *err)
{
    listing  l  = { .a = a, .w = a->writer ? a->writer : table_for_people(a) };
    tiao_err rc = TIAO_OK;
    if (!l.w) {
        fail(err, TIAO_ENOMEM, "out of memory");
        return EXIT_ERROR;
    }
    if (a->ask.codes) {
        put_codes(l.w, !a->writer);
        l.found = 1;
    } else if (a->ask.count_args)
        for (int i = 0; i < a->ask.count_args && rc == TIAO_OK; i++) {
            const char *arg = a->ask.args[i];
            size_t      k;
            if (is_file(arg)) {
                session_reads_file(a, arg);
                rc = read_documents(a, arg, NULL, check_read, &l, err);
                session_reads_file(a, NULL);
                continue;
            }
            rc = tiao_library_find_doc(&k, a->lib, (tiao_str){ arg, strlen(arg) }, err);
            if (rc == TIAO_OK)
                rc = check_library_doc(&l, k, err);
        }
    else
        for (size_t k = 0; k < tiao_library_count(a->lib) && rc == TIAO_OK; k++)
            if (tiao_filter_doc(a->filter, k))
                rc = check_library_doc(&l, k, err);
    rc = finish_table(a, l.w, err);
    if (rc == TIAO_OK && l.shown < l.found && !a->ask.codes)
        warn("%zu of %zu problems", l.shown, l.found);
    return rc != TIAO_OK ? EXIT_ERROR : l.found ? EXIT_FOUND : EXIT_NONE;
}
