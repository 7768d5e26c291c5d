/* tiao import, tiao remove: the documents of the user's library. */
#include "app.h"

#include <errno.h>
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
        return fail(err, TIAO_EIO, "%s: %s", path, strerror(errno));
    tiao_buf    bytes   = { 0 };
    char        fresh[4200];
    const char *builtin = stat(TIAO_CORPUS_BUILD, &st) == 0 ? TIAO_CORPUS_BUILD : TIAO_CORPUS;
    tiao_err    rc      = read_file(&bytes, builtin, err);
    if (rc == TIAO_OK) {                               /* whole or not at all */
        snprintf(fresh, sizeof fresh, "%s.%ld", path, (long)getpid());
        FILE *f = fopen(fresh, "wb");
        if (!f || fwrite(bytes.p, 1, bytes.n, f) != bytes.n || fclose(f) != 0 || rename(fresh, path) != 0) {
            rc = fail(err, TIAO_EIO, "%s: %s", path, strerror(errno));
            unlink(fresh);
        }
    }
    tiao_buf_free(&bytes);
    return rc;
}

static tiao_str str(const char *s) { return (tiao_str){ s, s ? strlen(s) : 0 }; }

static tiao_err import_bytes(app *a, const char *path, const tiao_meta *meta, const char *library, tiao_error *err)
{
    tiao_buf      bytes = { 0 };
    tiao_doc     *d     = NULL;
    tiao_library *lib   = NULL;
    tiao_error    why   = { 0 };
    tiao_err      rc    = read_file(&bytes, path, err);
    if (rc == TIAO_OK && (rc = tiao_doc_parse(&d, (tiao_str){ bytes.p, bytes.n }, meta, &why)) != TIAO_OK)
        fail(err, rc, "%s: %s", path, why.msg);
    if (rc == TIAO_OK)
        rc = open_words(a, err);
    if (rc == TIAO_OK)
        rc = tiao_doc_find_facts(d, a->words, err);
    if (rc == TIAO_OK)
        rc = tiao_library_open_writable(&lib, library, err);
    if (rc == TIAO_OK)
        rc = tiao_library_put(lib, d, err);
    tiao_library_close(lib);
    tiao_doc_free(d);
    tiao_buf_free(&bytes);
    return rc;
}

static tiao_err import_file(app *a, const char *path, const char *library, tiao_error *err)
{
    const char *base = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
    const char *dot  = strrchr(base, '.');
    tiao_meta   m    = { .id = { base, dot && dot > base ? (size_t)(dot - base) : strlen(base) } };
    if (a->ask.id)
        m.id = str(a->ask.id);
    else if (strcmp(path, "-") == 0)
        return fail(err, TIAO_EUSAGE, "standard input wants an --id");
    m.title  = str(a->ask.title);
    m.number = str(a->ask.number);
    m.issuer = str(a->ask.issuer);
    m.date   = str(a->ask.date);
    m.source = str(path);
    return import_bytes(a, path, &m, library, err);
}

/* ---- catalogues: stanzas of `Key: value`, one a document, files named relative to the catalogue ---- */

static tiao_err import_stanza(app *a, const char *catalogue, const char *file, tiao_meta *m, const char *library, tiao_error *err)
{
    char        path[4096];
    const char *slash = strrchr(catalogue, '/');
    if (!m->id.n)
        return fail(err, TIAO_EUSAGE, "%s: a document has no Id", catalogue);
    snprintf(path, sizeof path, "%.*s%s", slash ? (int)(slash - catalogue + 1) : 0, catalogue, file);
    m->source = str(file);
    return import_bytes(a, path, m, library, err);
}

static tiao_err import_catalogue(app *a, const char *library, tiao_error *err)
{
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
    for (char *line = text.p, *end; rc == TIAO_OK && *line && (end = strchr(line, '\n')); line = end + 1) {
        *end = 0;
        number++;
        char *value = strstr(line, ": ");
        if (*line == 0 && file) {
            rc   = import_stanza(a, a->ask.catalogue, file, &m, library, err);
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

int run_import(app *a, tiao_error *err)
{
    char path[4096];
    if (a->ask.count_args == 0 && !a->ask.catalogue) {
        fail(err, TIAO_EUSAGE, "import wants a file; - is standard input");
        return EXIT_ERROR;
    }
    if (a->ask.count_args > 1 && (a->ask.id || a->ask.title || a->ask.number || a->ask.date || a->ask.issuer)) {
        fail(err, TIAO_EUSAGE, "--id, --title, --number, --date and --issuer are for one file");
        return EXIT_ERROR;
    }
    if (choose_library(a, path, sizeof path, err) != TIAO_OK)
        return EXIT_ERROR;
    if (a->ask.catalogue && import_catalogue(a, path, err) != TIAO_OK)
        return EXIT_ERROR;
    int failed = 0, done = a->ask.catalogue ? 1 : 0;
    for (int i = 0; i < a->ask.count_args && !tiao_interrupted(); i++) {      /* one that fails does not keep the others out */
        tiao_error why = { 0 };
        if (import_file(a, a->ask.args[i], path, &why) != TIAO_OK) {
            warn("%s", why.msg);
            failed++;
        } else
            done++;
    }
    if (tiao_interrupted()) {                          /* at the prompt, which goes on; what is in stays in */
        fail(err, TIAO_EINTERRUPTED, "interrupted; %d of %d files are imported", done, a->ask.count_args);
        return EXIT_ERROR;
    }
    if (done && tiao_library_refresh(path, err) != TIAO_OK)
        return EXIT_ERROR;
    return failed ? EXIT_ERROR : EXIT_FOUND;
}

int run_remove(app *a, tiao_error *err)
{
    char          path[4096];
    tiao_library *lib = NULL;
    if (a->ask.count_args == 0) {
        fail(err, TIAO_EUSAGE, "remove wants a document");
        return EXIT_ERROR;
    }
    if (choose_library(a, path, sizeof path, err) != TIAO_OK || tiao_library_open_writable(&lib, path, err) != TIAO_OK)
        return EXIT_ERROR;
    tiao_err rc = TIAO_OK;
    for (int i = 0; i < a->ask.count_args && rc == TIAO_OK; i++) {
        size_t k;
        rc = tiao_library_find_doc(&k, lib, str(a->ask.args[i]), err);
        if (rc == TIAO_OK)
            rc = tiao_library_remove(lib, tiao_library_meta(lib, k)->id, err);
    }
    tiao_library_close(lib);
    if (rc == TIAO_OK)
        rc = tiao_library_refresh(path, err);
    return rc == TIAO_OK ? EXIT_FOUND : EXIT_ERROR;
}
