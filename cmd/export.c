/* tiao export: whole documents in the forms that leave the program. */
#include "app.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* What a format does with a document: through a renderer of the library, or as records. */
typedef enum { AS_DOCUMENT, AS_NESTED, AS_NODES } form;
static const struct {
    const char    *name, *ending;
    form           as;
    bool           single;            /* one document a file */
    tiao_export_fn render;
} formats[] = {
    { "txt", "txt", AS_DOCUMENT, true, tiao_export_text },
    { "akn", "xml", AS_DOCUMENT, true, tiao_export_akn },   { "html", "html", AS_DOCUMENT, true, tiao_export_html },
    { "md", "md", AS_DOCUMENT, false, tiao_export_markdown }, { "json", "json", AS_NESTED, false, NULL },
    { "jsonl", "jsonl", AS_NODES, false, NULL },            { "csv", "csv", AS_NODES, false, NULL },
};
enum { FORMATS = sizeof formats / sizeof *formats };

const char *export_format(size_t i) { return i < FORMATS ? formats[i].name : NULL; }

static bool write_file(void *ctx, tiao_str bytes) { return fwrite(bytes.s, 1, bytes.n, ctx) == bytes.n; }

/* A document with its nodes inside one another. */
static void put_nested(tiao_writer *w, const tiao_doc *d)
{
    unsigned deep = 0;
    w->begin(w, "document");
    put_document_fields(w, tiao_doc_meta(d), tiao_doc_count(d), false);
    w->list(w, "children");
    for (uint32_t i = 0; i < tiao_doc_count(d); i++) {
        for (; deep && deep >= tiao_doc_node(d, i)->depth; deep--) {
            w->pop(w);
            w->pop(w);
        }
        w->object(w, NULL);
        put_node_fields(w, d, i);
        w->list(w, "children");
        deep++;
    }
    while (deep--) {
        w->pop(w);
        w->pop(w);
    }
    w->pop(w);
    w->end(w);
}

static tiao_err export_doc(size_t f, const tiao_doc *d, tiao_writer *w, FILE *out, tiao_error *err)
{
    if (formats[f].as == AS_DOCUMENT)
        return formats[f].render(d, write_file, out, err);
    if (formats[f].as == AS_NESTED)
        put_nested(w, d);
    else
        for (uint32_t i = 0; i < tiao_doc_count(d); i++)
            put_node(w, d, i);
    return TIAO_OK;
}

static tiao_writer *new_writer(const app *a, size_t f, FILE *out)
{
    return !strcmp(formats[f].name, "csv") ? tiao_delimited_writer(write_file, out, ',', a->ask.csv_safe) : tiao_json_writer(write_file, out);
}

static tiao_err open_output(FILE **out, const char *path, tiao_error *err)
{
    *out = path ? fopen(path, "wb") : stdout;
    return *out ? TIAO_OK : fail(err, TIAO_EIO, "%s: %s", path, tiao_reason(errno));
}

/* `bad`: a writer is known to have failed. */
static tiao_err close_output(FILE *out, const char *path, bool bad, tiao_err rc, tiao_error *err)
{
    bad = (path ? fclose(out) != 0 : fflush(out) != 0 || ferror(out)) || bad;
    if (rc == TIAO_EIO || (rc == TIAO_OK && bad)) {
        *err = (tiao_error){ 0 };
        rc   = fail(err, TIAO_EIO, "%s: not all could be written; is the disk full?", path ? path : _("standard output"));
    }
    return rc;
}

/* Writes documents list[0 … n) to the file, or to standard output where path is NULL. */
static tiao_err export_to(app *a, size_t f, const size_t *list, size_t n, const char *path, tiao_error *err)
{
    FILE        *out;
    tiao_writer *w  = NULL;
    tiao_err     rc = open_output(&out, path, err);
    if (rc != TIAO_OK)
        return rc;
    if (formats[f].as != AS_DOCUMENT && !(w = new_writer(a, f, out)))
        rc = fail(err, TIAO_ENOMEM, "out of memory");
    for (size_t i = 0; i < n && rc == TIAO_OK; i++) {
        const tiao_doc *d;
        rc = a->words ? tiao_library_facts(&d, a->lib, list[i], a->words, err) : tiao_library_doc(&d, a->lib, list[i], err);
        if (rc == TIAO_OK && formats[f].render == tiao_export_text)
            rc = tiao_library_source(a->lib, list[i], err);
        if (rc == TIAO_OK)
            rc = export_doc(f, d, w, out, err);
    }
    bool bad = w && w->finish(w) != 0;
    tiao_writer_free(w);
    return close_output(out, path, bad, rc, err);
}

/* The page that leads to those of the documents. */
static tiao_err export_index(app *a, const size_t *list, size_t n, const char *path, tiao_error *err)
{
    FILE             *out;
    const tiao_meta **metas = calloc(n + 1, sizeof *metas);
    tiao_err          rc    = metas ? open_output(&out, path, err) : fail(err, TIAO_ENOMEM, "out of memory");
    if (rc == TIAO_OK) {
        for (size_t i = 0; i < n; i++)
            metas[i] = tiao_library_meta(a->lib, list[i]);
        rc = tiao_export_html_index(metas, n, write_file, out, err);
        rc = close_output(out, path, false, rc, err);
    }
    free(metas);
    return rc;
}

/* Each document in a file of its own; several pages get a list of them besides. An id that would lead out of the folder is no file's name. */
static tiao_err export_folder(app *a, size_t f, const size_t *list, size_t n, const char *folder, tiao_error *err)
{
    tiao_err rc   = TIAO_OK;
    size_t   size = strlen(folder);
    while (size > 1 && folder[size - 1] == '/')
        size--;
    char path[4096];
    if (size >= sizeof path)
        return fail(err, TIAO_EIO, "%s: the name of the folder is too long", folder);
    memcpy(path, folder, size);
    path[size] = 0;
    if (mkdir(path, 0777) != 0 && errno != EEXIST)
        return fail(err, TIAO_EIO, "%s: %s", path, tiao_reason(errno));
    bool listed = !strcmp(formats[f].name, "html") && n > 1;
    for (size_t i = 0; i < n && rc == TIAO_OK; i++) {
        tiao_str id = tiao_library_meta(a->lib, list[i])->id;
        if (listed && id.n == 5 && !memcmp(id.s, "index", 5))
            return fail(err, TIAO_EUSAGE, "'index' is the name of the list of documents; export it alone, with --output FILE");
        if (!id.n || memchr(id.s, '/', id.n) || memchr(id.s, 0, id.n) || id.s[0] == '.')
            return fail(err, TIAO_EUSAGE, "'%.*s' is no name of a file; export it alone, with --output FILE", (int)id.n, id.s);
        if (snprintf(path + size, sizeof path - size, "/%.*s.%s", (int)id.n, id.s, formats[f].ending) >= (int)(sizeof path - size))
            return fail(err, TIAO_EIO, "%s: the name of the folder is too long", folder);
        rc = export_to(a, f, &list[i], 1, path, err);
    }
    if (rc == TIAO_OK && listed && snprintf(path + size, sizeof path - size, "/index.html") >= (int)(sizeof path - size))
        return fail(err, TIAO_EIO, "%s: the name of the folder is too long", folder);
    return rc == TIAO_OK && listed ? export_index(a, list, n, path, err) : rc;
}

static bool is_folder(const char *path)
{
    struct stat st;
    size_t      n = strlen(path);
    return (n && path[n - 1] == '/') || (stat(path, &st) == 0 && S_ISDIR(st.st_mode));
}

static tiao_err choose(app *a, size_t *list, size_t *n, tiao_error *err)
{
    for (int i = 0; i < a->ask.count_args; i++) {
        const char *name = a->ask.args[i];
        tiao_err    rc   = tiao_library_find_doc(&list[*n], a->lib, (tiao_str){ name, strlen(name) }, err);
        if (rc != TIAO_OK)
            return rc;
        (*n)++;
    }
    for (size_t k = 0; k < tiao_library_count(a->lib) && !a->ask.count_args; k++)
        if (tiao_filter_doc(a->filter, k))
            list[(*n)++] = k;
    return TIAO_OK;
}

int run_export(app *a, tiao_error *err)
{
    const char *format = a->ask.format, *output = a->ask.output && strcmp(a->ask.output, "-") ? a->ask.output : NULL;
    size_t      f = 0, n = 0;
    if (!format) {
        fail(err, TIAO_EUSAGE, "export wants a --format: txt, akn, html, md, json, jsonl or csv");
        return EXIT_ERROR;
    }
    while (f < FORMATS && strcmp(formats[f].name, format))
        f++;
    if (f == FORMATS) {
        fail(err, TIAO_EUSAGE, "no format '%s'; there are txt, akn, html, md, json, jsonl and csv", format);
        return EXIT_ERROR;
    }
    if (a->ask.csv_safe && strcmp(format, "csv")) {
        fail(err, TIAO_EUSAGE, "--csv-safe is about cells of CSV; leave it out with the format %s", format);
        return EXIT_ERROR;
    }
    if (a->ask.count_args && a->ask.doc.n) {
        fail(err, TIAO_EUSAGE, "'%s': name documents either so or with --doc", a->ask.args[0]);
        return EXIT_ERROR;
    }
    size_t  *list = calloc(tiao_library_count(a->lib) + (size_t)a->ask.count_args + 1, sizeof *list);
    tiao_err rc   = list ? choose(a, list, &n, err) : fail(err, TIAO_ENOMEM, "out of memory");
    if (rc == TIAO_OK && !strcmp(format, "html"))      /* the only one with facts in it */
        rc = open_words(a, err);
    if (rc == TIAO_OK && output && is_folder(output))
        rc = export_folder(a, f, list, n, output, err);
    else if (rc == TIAO_OK && formats[f].single && n > 1)
        rc = fail(err, TIAO_EUSAGE, "%s is one document a file: name one of the %zu, or a folder with --output FOLDER/", format, n);
    else if (rc == TIAO_OK && n)
        rc = export_to(a, f, list, n, output, err);
    free(list);
    return rc != TIAO_OK ? EXIT_ERROR : n ? EXIT_FOUND : EXIT_NONE;
}
