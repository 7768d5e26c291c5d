/* tiao import, tiao remove: the documents of the user's library. */
#include "arrivals.h"
#include "jobs.h"
#include "progress.h"

#include <errno.h>
#include <search.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The library that is written to: the one named, or the user's own, which starts as a copy of the built-in one. */
static tiao_err choose_library(app *a, char *path, size_t size, tiao_error *err)
{
    const char *named = a->ask.library ? a->ask.library : getenv("TIAO_LIBRARY");
    struct stat st;
    if (named && *named) {
        if (strlen(named) >= size)
            return fail(err, TIAO_EIO, "%s: the name is too long", named);
        strcpy(path, named);
        return TIAO_OK;
    }
    if (!user_library(path, size) || !*path)
        return fail(err, TIAO_EIO, "there is no home folder for a library; name one with --library");
    if (stat(path, &st) == 0)
        return TIAO_OK;
    if (!make_folders(path, 0777))
        return fail(err, TIAO_EIO, "%s: %s", path, tiao_reason(errno));
    return tiao_library_copy(path, own_file(OWN_CORPUS), err);
}

typedef struct {
    app          *a;
    const char   *path;               /* of the library's file */
    tiao_library *lib;                /* opened with the first document; in a dry run what there is, or NULL */
    arrivals      in;
    void         *ids;                /* of the documents of this run that are meant, a tree (tsearch) */
    size_t        done, unchanged, failed;
} importing;

static int by_text(const void *a, const void *b) { return strcmp(a, b); }

/* An id that two documents of one run are meant to have: the second would take the place of the first. */
static tiao_err take_id(importing *im, const char *path, tiao_str id, tiao_error *err)
{
    char  *copy  = strndup(id.s, id.n);
    void **there = copy ? tsearch(copy, &im->ids, by_text) : NULL;
    if (there && *(char **)there == copy)
        return TIAO_OK;
    free(copy);
    return there ? fail(err, TIAO_EUSAGE, "%s: another document of this run has the id '%.*s'; import it alone with --id", path, (int)id.n, id.s)
                 : fail(err, TIAO_ENOMEM, "out of memory");
}

static tiao_err list_document(const tiao_meta *m, tiao_error *err)
{
    tiao_buf line = { 0 };
    tiao_err rc   = TIAO_OK;
    tiao_put_safe(&line, m->id);
    put_str(&line, "\t");
    tiao_put_safe(&line, m->title);
    put_str(&line, "\n");
    if (line.failed)
        rc = fail(err, TIAO_ENOMEM, "out of memory");
    else
        write_out(NULL, (tiao_str){ line.p, line.n });
    tiao_buf_free(&line);
    return rc;
}

/* What came of it, where that is not simply that it was imported. */
static void tell(const importing *im, const arrival *from, tiao_outcome outcome, tiao_str id, tiao_str wanted)
{
    if (outcome == TIAO_SAME)
        warn("%s: the same text as %.*s; --id imports it beside it", from->path, (int)id.n, id.s);
    else if (outcome == TIAO_UNCHANGED && im->in.n == 1)
        warn("%s: unchanged since it was imported as %.*s", from->path, (int)id.n, id.s);
    else if (outcome == TIAO_ADDED && (id.n != wanted.n || memcmp(id.s, wanted.s, id.n) != 0))
        warn("%s: imported as %.*s, for %.*s is another file; --id %.*s takes its place", from->path, (int)id.n, id.s, (int)wanted.n, wanted.s,
             (int)wanted.n, wanted.s);
}

static tiao_err put_document_in(importing *im, const arrival *from, const reading *r, tiao_error *err)
{
    tiao_doc    *d       = r->doc;
    tiao_buf     file    = { 0 }, wanted = { 0 };
    tiao_arrival arrives = { .certain = from->certain || r->certain, .by_hand = from->by_hand || r->certain };
    tiao_outcome outcome = TIAO_ADDED;
    tiao_err     rc      = TIAO_OK;
    char         number[32];
    put_bytes(&wanted, tiao_doc_meta(d)->id.s, tiao_doc_meta(d)->id.n);
    if (from->origin && !r->certain) {
        snprintf(number, sizeof number, "#%zu", r->record);
        put_str(&file, from->origin);
        put_str(&file, r->record ? number : "");
    }
    arrives.origin = (tiao_str){ file.p, file.n };
    if (wanted.failed || file.failed)
        rc = fail(err, TIAO_ENOMEM, "out of memory");
    else if (arrives.certain)
        rc = take_id(im, from->path, tiao_doc_meta(d)->id, err);
    if (rc == TIAO_OK && memchr(wanted.p, ':', wanted.n))
        rc = fail(err, TIAO_EUSAGE, "%s: an id has no ':', for that ends it in addresses; --id gives another", from->path);
    if (rc == TIAO_OK && im->a->ask.dry_run)
        rc = im->lib ? tiao_library_foresee(im->lib, d, &arrives, &outcome, err) : TIAO_OK;
    else if (rc == TIAO_OK) {
        if (!im->lib)
            rc = tiao_library_open_writable(&im->lib, im->path, err);
        if (rc == TIAO_OK) {
            tiao_library_gather(im->lib);
            rc = tiao_library_import(im->lib, d, &arrives, &outcome, err);
        }
    }
    bool new = outcome == TIAO_ADDED || outcome == TIAO_CHANGED;
    if (rc == TIAO_OK && new && im->a->ask.dry_run)
        rc = list_document(tiao_doc_meta(d), err);
    if (rc == TIAO_OK) {
        im->done += new;
        im->unchanged += !new;
        tell(im, from, outcome, tiao_doc_meta(d)->id, (tiao_str){ wanted.p, wanted.n });
    }
    tiao_buf_free(&wanted);
    tiao_buf_free(&file);
    return rc;
}

/* One that fails does not keep the others out. */
static tiao_err on_document(void *ctx, size_t file, const reading *r, tiao_error *err)
{
    importing *im  = ctx;
    tiao_error why = { 0 };
    (void)err;
    if (r->problem && tiao_interrupted())              /* its reader was interrupted too */
        return TIAO_OK;
    if (r->problem)
        warn("%s", r->problem);
    else if (put_document_in(im, &im->in.v[file], r, &why) != TIAO_OK)
        warn("%s", why.msg);
    im->failed += r->problem || why.code;
    progress_to(im->in.n > 1 ? file + 1 : im->done + im->unchanged);
    tiao_doc_free(r->doc);
    return TIAO_OK;
}

/* What came of many files; where all went well and nobody asked for folders, there is nothing to say. */
static void sum_up(const importing *im)
{
    const request *ask = &im->a->ask;
    size_t         all = im->done + im->unchanged + im->failed;
    if (!ask->recursive && !ask->dry_run && (all < 2 || im->failed == all || im->done == all))
        return;
    char unchanged[80] = "", others[120] = "";
    if (im->unchanged)
        snprintf(unchanged, sizeof unchanged, ngettext(", %zu is there already", ", %zu are there already", im->unchanged), im->unchanged);
    if (im->in.others)
        snprintf(others, sizeof others, ngettext(", %zu file left out for its ending", ", %zu files left out for their ending", im->in.others), im->in.others);
    warn(ask->dry_run ? ngettext("%zu document would be imported%s, %zu failed%s", "%zu documents would be imported%s, %zu failed%s", im->done)
                      : ngettext("%zu document imported%s, %zu failed%s", "%zu documents imported%s, %zu failed%s", im->done), im->done, unchanged, im->failed, others);
}

static void on_interrupt(int signal)
{
    (void)signal;
    tiao_interrupt();
}

/* Reading is work for all cores; more of them than files, or than eight, have nothing to do while one writes. */
static unsigned count_threads(const app *a)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    if (a->ask.jobs)
        return a->ask.jobs;
    return cores < 1 ? 1 : cores > 8 ? 8 : (unsigned)cores;
}

static tiao_err read_all(importing *im, tiao_error *err)
{
    struct sigaction catch = { .sa_handler = on_interrupt, .sa_flags = SA_RESTART | (int)SA_RESETHAND }, before;
    app             *a     = im->a;
    job             *files = calloc(im->in.n + 1, sizeof *files);
    tiao_err         rc    = files ? open_words(a, err) : fail(err, TIAO_ENOMEM, "out of memory");
    if (rc == TIAO_OK && a->ask.dry_run && open_library(a, &(tiao_error){ 0 }) == TIAO_OK)
        im->lib = a->lib;
    for (size_t i = 0; i < im->in.n && files; i++)
        files[i] = (job){ im->in.v[i].path, im->in.v[i].given };
    if (!a->session)                                   /* the prompt has a handler of its own */
        sigaction(SIGINT, &catch, &before);
    progress_begin(N_("importing"), im->in.n > 1 ? im->in.n : 0);
    if (rc == TIAO_OK)
        rc = read_jobs(a, files, im->in.n, count_threads(a), on_document, im, err);
    progress_end();
    if (!a->session)
        sigaction(SIGINT, &before, NULL);
    free(files);
    return rc;
}

static tiao_err import_all(importing *im, tiao_error *err)
{
    app     *a  = im->a;
    tiao_err rc = a->ask.catalogue ? arrivals_add_catalogue(&im->in, a->ask.catalogue, err) : TIAO_OK;
    for (int i = 0; i < a->ask.count_args && rc == TIAO_OK; i++)
        rc = arrivals_add(&im->in, a, a->ask.args[i], err);
    im->failed = im->in.failed;
    if (rc == TIAO_OK)
        rc = read_all(im, err);
    bool stopped = tiao_interrupted();
    tiao_interrupt_clear();                            /* what is done is completed */
    if (!a->ask.dry_run) {
        tiao_error why = { 0 };
        if (im->lib && tiao_library_settle(im->lib, &why) != TIAO_OK)
            rc = fail(err, why.code, "%s", why.msg);
        size_t lost = im->lib ? tiao_library_lost(im->lib) : 0;
        im->done   -= lost < im->done ? lost : im->done;
        im->failed += lost;
        tiao_library_close(im->lib);
        if (!why.code && im->done + im->unchanged && tiao_library_refresh(im->path, &why) != TIAO_OK)
            rc = fail(err, why.code, "%s", why.msg);
    }
    if (rc == TIAO_OK && stopped)
        rc = fail(err, TIAO_EINTERRUPTED, ngettext("interrupted; %zu document is imported", "interrupted; %zu documents are imported", im->done), im->done);
    if (rc == TIAO_OK)
        sum_up(im);
    return rc;
}

int run_import(app *a, tiao_error *err)
{
    char      path[4096];
    importing im = { .a = a, .path = path };
    if (a->ask.count_args == 0 && !a->ask.catalogue) {
        fail(err, TIAO_EUSAGE, "import wants a file; - is standard input");
        return EXIT_ERROR;
    }
    if ((a->ask.count_args > 1 || a->ask.recursive || a->ask.catalogue) && (a->ask.id || a->ask.title || a->ask.number || a->ask.date || a->ask.issuer)) {
        fail(err, TIAO_EUSAGE, "--id, --title, --number, --date and --issuer are for one file");
        return EXIT_ERROR;
    }
    if (a->ask.date && !tiao_is_date(str(a->ask.date))) {
        fail(err, TIAO_EUSAGE, "'%s' is no date; one reads 2015, 2015-08 or 2015-08-14", a->ask.date);
        return EXIT_ERROR;
    }
    if (!a->ask.dry_run && choose_library(a, path, sizeof path, err) != TIAO_OK)
        return EXIT_ERROR;
    tiao_err rc = import_all(&im, err);
    arrivals_free(&im.in);
    tdestroy(im.ids, free);
    return rc != TIAO_OK || im.failed ? EXIT_ERROR : im.done || im.unchanged ? EXIT_FOUND : EXIT_NONE;
}

int run_remove(app *a, tiao_error *err)
{
    char          path[4096];
    tiao_library *lib = NULL;
    if (a->ask.count_args == 0) {
        fail(err, TIAO_EUSAGE, "remove wants a document");
        return EXIT_ERROR;
    }
    struct stat st;
    if (choose_library(a, path, sizeof path, err) != TIAO_OK)
        return EXIT_ERROR;
    if (stat(path, &st) != 0) {                        /* opening it would make one */
        fail(err, TIAO_EIO, "%s: %s", path, tiao_reason(errno));
        return EXIT_ERROR;
    }
    if (tiao_library_open_writable(&lib, path, err) != TIAO_OK)
        return EXIT_ERROR;
    tiao_err rc      = TIAO_OK;
    int      removed = 0;
    for (int i = 0; i < a->ask.count_args && rc == TIAO_OK; i++) {
        size_t k;
        rc = tiao_library_find_doc(&k, lib, str(a->ask.args[i]), err);
        if (rc == TIAO_OK)
            rc = tiao_library_remove(lib, tiao_library_meta(lib, k)->id, err);
        removed += rc == TIAO_OK;
    }
    tiao_library_close(lib);
    tiao_error why = { 0 };
    if (removed && tiao_library_refresh(path, &why) != TIAO_OK && rc == TIAO_OK) {
        rc   = why.code;
        *err = why;
    }
    return rc == TIAO_OK ? EXIT_FOUND : EXIT_ERROR;
}
