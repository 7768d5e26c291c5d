/* tiao import, tiao remove: the documents of the user's library. */
#include "app.h"
#include "kind.h"

#include <errno.h>
#include <fts.h>
#include <search.h>
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
    tiao_buf bytes = { 0 };
    char     fresh[4200];
    tiao_err rc = read_file(&bytes, own_file(OWN_CORPUS), err);
    if (rc == TIAO_OK) {                               /* whole or not at all */
        snprintf(fresh, sizeof fresh, "%s.%ld", path, (long)getpid());
        FILE *f = fopen(fresh, "wb");
        bool  ok = f && fwrite(bytes.p, 1, bytes.n, f) == bytes.n;
        ok       = f && fclose(f) == 0 && ok;
        if (!ok || rename(fresh, path) != 0) {
            rc = fail(err, TIAO_EIO, "%s: %s", path, tiao_reason(errno));
            unlink(fresh);
        }
    }
    tiao_buf_free(&bytes);
    return rc;
}

typedef struct {
    app          *a;
    const char   *path;               /* of the library's file */
    tiao_library *lib;                /* opened with the first document */
    const char   *file;               /* that is being read */
    void         *ids;                /* of the documents of this run, a tree (tsearch) */
    size_t        done, failed, others;
} importing;

static int by_text(const void *a, const void *b) { return strcmp(a, b); }

/* An id that two documents of one run have: the second would take the place of the first. */
static tiao_err take_id(importing *im, tiao_str id, tiao_error *err)
{
    char  *copy  = strndup(id.s, id.n);
    void **there = copy ? tsearch(copy, &im->ids, by_text) : NULL;
    if (there && *(char **)there == copy)
        return TIAO_OK;
    free(copy);
    return there ? fail(err, TIAO_EUSAGE, "%s: another document of this run has the id '%.*s'; import it alone with --id", im->file, (int)id.n, id.s)
                 : fail(err, TIAO_ENOMEM, "out of memory");
}

static tiao_err put_document_in(importing *im, tiao_doc *d, tiao_error *err)
{
    const tiao_meta *m  = tiao_doc_meta(d);
    tiao_err         rc = take_id(im, m->id, err);
    if (rc == TIAO_OK && memchr(m->id.s, ':', m->id.n))
        rc = fail(err, TIAO_EUSAGE, "%s: an id has no ':', for that ends it in addresses; --id gives another", im->file);
    if (rc == TIAO_OK && im->a->ask.dry_run) {
        tiao_buf line = { 0 };
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
    if (rc == TIAO_OK)
        rc = open_words(im->a, err);
    if (rc == TIAO_OK)
        rc = tiao_doc_find_facts(d, im->a->words, err);
    if (rc == TIAO_OK && !im->lib)
        rc = tiao_library_open_writable(&im->lib, im->path, err);
    if (rc == TIAO_OK)
        rc = tiao_library_put(im->lib, d, err);
    return rc;
}

/* One that fails does not keep the others out. */
static tiao_err on_document(void *ctx, tiao_doc *d, const char *problem, tiao_error *err)
{
    importing *im  = ctx;
    tiao_error why = { 0 };
    (void)err;
    if (problem)
        warn("%s", problem);
    else if (put_document_in(im, d, &why) != TIAO_OK)
        warn("%s", why.msg);
    im->failed += problem || why.code;
    im->done += !problem && !why.code;
    tiao_doc_free(d);
    return TIAO_OK;
}

static void import_file(importing *im, const char *path, tiao_str id)
{
    app       *a   = im->a;
    tiao_error why = { 0 };
    char      *full = strcmp(path, "-") ? realpath(path, NULL) : NULL;
    tiao_meta  m   = { .id = id, .source = str(full) };                  /* the name that leads back to it from anywhere */
    im->file = path;
    if (a->ask.id)
        m.id = str(a->ask.id);
    else if (strcmp(path, "-") == 0)
        fail(&why, TIAO_EUSAGE, "standard input wants an --id");
    m.title  = str(a->ask.title);
    m.number = str(a->ask.number);
    m.issuer = str(a->ask.issuer);
    m.date   = str(a->ask.date);
    if (why.code || read_documents(a, path, &m, on_document, im, &why) != TIAO_OK) {
        warn("%s", why.msg);
        im->failed++;
    }
    free(full);
}

/* ---- folders ---- */

/* Browsers save a page's pictures and scripts in a folder beside it. */
static bool is_saved_parts(const char *name)
{
    size_t n = strlen(name);
    return (n > 6 && !strcmp(name + n - 6, "_files")) || (n > 6 && !strcmp(name + n - 6, ".files"));
}

static int by_name(const FTSENT **a, const FTSENT **b) { return strcmp((*a)->fts_name, (*b)->fts_name); }

/* The documents below a folder. Their ids are their paths below it, so that two files of one name stay two documents and
   keep their ids when the folder is read again: guanli/2015.txt is guanli-2015. */
static tiao_err import_folder(importing *im, const char *folder, tiao_error *err)
{
    char *const roots[] = { (char *)(uintptr_t)folder, NULL };
    FTS        *walk    = fts_open(roots, FTS_PHYSICAL | FTS_COMFOLLOW | FTS_NOCHDIR, by_name);
    FTSENT     *e;
    if (!walk)
        return fail(err, TIAO_EIO, "%s: %s", folder, tiao_reason(errno));
    while (!tiao_interrupted() && (e = fts_read(walk))) {
        bool is_hidden = e->fts_level > 0 && *e->fts_name == '.';
        if (e->fts_info == FTS_D && e->fts_level > 0 && (is_hidden || is_saved_parts(e->fts_name)))
            fts_set(walk, e, FTS_SKIP);
        else if (e->fts_info == FTS_DNR || e->fts_info == FTS_ERR || e->fts_info == FTS_NS) {
            warn("%s: %s", e->fts_path, tiao_reason(e->fts_errno));
            im->failed++;
        } else if (e->fts_info == FTS_F || e->fts_info == FTS_SL) {
            struct stat st;
            if (is_hidden || stat(e->fts_accpath, &st) != 0 || !S_ISREG(st.st_mode) || !kind_has_ending(e->fts_name)) {
                im->others += !is_hidden;
                continue;
            }
            const char *below = e->fts_path + strlen(folder);
            while (*below == '/')
                below++;
            char *id = strdup(below);
            if (!id) {
                fts_close(walk);
                return fail(err, TIAO_ENOMEM, "out of memory");
            }
            *strrchr(id, '.') = 0;
            for (char *p = id; *p; p++)
                if (*p == '/')
                    *p = '-';
            import_file(im, e->fts_path, str(id));
            free(id);
        }
    }
    fts_close(walk);
    return TIAO_OK;
}

/* ---- catalogues: stanzas of `Key: value`, one a document, files named relative to the catalogue ---- */

static tiao_err import_stanza(importing *im, const char *catalogue, const char *file, tiao_meta *m, tiao_error *err)
{
    char        path[4096];
    const char *slash  = strrchr(catalogue, '/');
    size_t      failed = im->failed;
    if (!m->id.n)
        return fail(err, TIAO_EUSAGE, "%s: a document has no Id", catalogue);
    if ((size_t)snprintf(path, sizeof path, "%.*s%s", slash ? (int)(slash - catalogue + 1) : 0, catalogue, file) >= sizeof path)
        return fail(err, TIAO_EIO, "%s: the name is too long", file);
    m->source   = str(file);
    im->file    = path;
    tiao_err rc = read_documents(im->a, path, m, on_document, im, err);
    im->file    = NULL;
    return rc == TIAO_OK && im->failed > failed ? fail(err, TIAO_EIO, "%s: not all of it could be imported", catalogue) : rc;
}

static tiao_err import_catalogue(importing *im, tiao_error *err)
{
    app *a = im->a;
    const struct { const char *key; size_t field; } keys[] = {
        { "Id", offsetof(tiao_meta, id) },         { "Title", offsetof(tiao_meta, title) }, { "Number", offsetof(tiao_meta, number) },
        { "Issuer", offsetof(tiao_meta, issuer) }, { "Date", offsetof(tiao_meta, date) },   { "Level", offsetof(tiao_meta, level) },
        { "Type", offsetof(tiao_meta, type) },     { "Language", offsetof(tiao_meta, language) },
    };
    const char *file = NULL;
    tiao_buf    text = { 0 };
    tiao_meta   m    = { 0 };
    tiao_err    rc   = read_file(&text, a->ask.catalogue, err);
    if (rc == TIAO_OK)
        put_str(&text, "\n\n");
    unsigned number = 0;
    if (rc == TIAO_OK && !text.failed && memchr(text.p, 0, text.n))
        rc = fail(err, TIAO_EENCODING, "%s: a NUL byte; a catalogue is text", a->ask.catalogue);
    for (char *line = text.p, *end; rc == TIAO_OK && *line && (end = strchr(line, '\n')); line = end + 1) {
        *end = 0;
        number++;
        char *value = strstr(line, ": ");
        if (*line == 0 && file) {
            rc   = import_stanza(im, a->ask.catalogue, file, &m, err);
            file = NULL;
            m    = (tiao_meta){ 0 };
        }
        if (*line == 0 || *line == '#')
            continue;
        bool known = false;
        if (value) {
            *value = 0;
            value += 2;
            known = !strcmp(line, "Inferred") || !strcmp(line, "Sha256");
            if (!strcmp(line, "File")) {
                file  = value;
                known = true;
            }
            for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
                if (!strcmp(line, keys[i].key)) {
                    *(tiao_str *)(void *)((char *)&m + keys[i].field) = str(value);
                    known = true;
                }
        }
        if (!known)
            rc = fail(err, TIAO_EUSAGE, "%s:%u: not a known 'Key: value'", a->ask.catalogue, number);
    }
    tiao_buf_free(&text);
    return rc;
}

static bool is_folder(const char *path)
{
    struct stat st;
    return strcmp(path, "-") && stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* What came of many files; where all went well and nobody asked for folders, there is nothing to say. */
static void sum_up(const importing *im)
{
    const request *ask = &im->a->ask;
    if (!ask->recursive && !ask->dry_run && (!im->failed || im->done + im->failed < 2 || !im->done))
        return;
    char others[120] = "";
    if (im->others)
        snprintf(others, sizeof others, ngettext(", %zu file left out for its ending", ", %zu files left out for their ending", im->others), im->others);
    warn(ask->dry_run ? ngettext("%zu document would be imported, %zu failed%s", "%zu documents would be imported, %zu failed%s", im->done)
                      : ngettext("%zu document imported, %zu failed%s", "%zu documents imported, %zu failed%s", im->done), im->done, im->failed, others);
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
    tiao_err rc = a->ask.catalogue ? import_catalogue(&im, err) : TIAO_OK;
    for (int i = 0; i < a->ask.count_args && rc == TIAO_OK && !tiao_interrupted(); i++) {
        const char *arg = a->ask.args[i];
        if (a->ask.recursive && is_folder(arg))
            rc = import_folder(&im, arg, err);
        else if (is_folder(arg)) {
            warn("%s: is a directory; name its files, or add --recursive", arg);
            im.failed++;
        } else
            import_file(&im, arg, (tiao_str){ NULL, 0 });
    }
    tiao_library_close(im.lib);
    if (im.done && !a->ask.dry_run && tiao_library_refresh(path, err) != TIAO_OK)
        rc = err->code;
    if (rc == TIAO_OK && tiao_interrupted())           /* at the prompt, which goes on; what is in stays in */
        rc = fail(err, TIAO_EINTERRUPTED, ngettext("interrupted; %zu document is imported", "interrupted; %zu documents are imported", im.done), im.done);
    if (rc == TIAO_OK)
        sum_up(&im);
    tdestroy(im.ids, free);
    return rc != TIAO_OK || im.failed ? EXIT_ERROR : im.done ? EXIT_FOUND : EXIT_NONE;
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
