#include "app.h"
#include "kind.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

tiao_err read_file(tiao_buf *out, const char *path, tiao_error *err)
{
    bool        is_stdin = strcmp(path, "-") == 0;
    FILE       *f        = is_stdin ? stdin : fopen(path, "rb");
    struct stat st;
    if (!f)
        return fail(err, TIAO_EIO, "%s: %s", path, strerror(errno));
    if (fstat(fileno(f), &st) == 0 && S_ISDIR(st.st_mode)) {
        fclose(f);
        return fail(err, TIAO_EIO, "%s: is a directory; name its files", path);
    }
    size_t got;
    char   block[64 * 1024];
    while ((got = fread(block, 1, sizeof block, f)) > 0 && out->n <= (size_t)1 << 30)
        put_bytes(out, block, got);
    tiao_err rc = TIAO_OK;
    if (ferror(f))
        rc = fail(err, TIAO_EIO, "%s: %s", path, strerror(errno));
    else if (out->failed)
        rc = fail(err, TIAO_ENOMEM, "%s: out of memory", path);
    else if (out->n > (size_t)1 << 30)
        rc = fail(err, TIAO_ELIMIT, "%s: larger than the limit of 1 GiB", path);
    else if (out->n == 0)
        rc = fail(err, TIAO_EIO, "%s: the file is empty", path);
    if (!is_stdin)
        fclose(f);
    return rc;
}

/* The document's id where nobody names one: the file's name without folder and ending. */
static tiao_str id_of(const char *path)
{
    const char *base = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
    const char *dot  = strrchr(base, '.');
    if (strcmp(path, "-") == 0)
        return (tiao_str){ "stdin", 5 };
    return (tiao_str){ base, dot && dot > base ? (size_t)(dot - base) : strlen(base) };
}

tiao_err read_documents(app *a, const char *path, const tiao_meta *given, document_fn fn, void *ctx, tiao_error *err)
{
    tiao_buf   bytes = { 0 };
    tiao_doc  *d     = NULL;
    tiao_meta  meta  = given ? *given : (tiao_meta){ 0 };
    tiao_error why   = { 0 };
    tiao_err   rc    = read_file(&bytes, path, err);
    file_kind  kind  = KIND_TEXT;
    if (!meta.id.n)
        meta.id = id_of(path);
    if (!meta.source.n)
        meta.source = (tiao_str){ path, strlen(path) };
    if (rc == TIAO_OK && a->ask.kind_of_file && !kind_from_name(&kind, a->ask.kind_of_file))
        rc = fail(err, TIAO_EUSAGE, "no format '%s'; there are txt, html, docx, pdf, md and jsonl", a->ask.kind_of_file);
    tiao_str text = { bytes.p, bytes.n };
    bool     here = rc == TIAO_OK && !a->ask.encoding && (a->ask.kind_of_file ? kind : kind_of(text, path)) == KIND_TEXT;
    if (here)                                          /* plain text; in UTF-8 it is read without help */
        rc = tiao_doc_parse(&d, text, &meta, &why);
    if (here && rc == TIAO_OK)
        rc = fn(ctx, d, NULL, err);
    else if (rc == TIAO_OK || why.code == TIAO_EENCODING)
        rc = read_foreign(a, path, text, &meta, fn, ctx, err);
    else if (why.code)
        fail(err, rc, "%s: %s", path, why.msg);
    tiao_buf_free(&bytes);
    return rc;
}

static tiao_err hold(void *ctx, tiao_doc *d, const char *problem, tiao_error *err)
{
    app *a = ctx;
    return problem ? fail(err, TIAO_EIO, "%s", problem) : tiao_library_hold(a->lib, d, err);
}

tiao_err hold_file(app *a, const char *path, tiao_error *err) { return read_documents(a, path, NULL, hold, a, err); }

bool user_library(char *path, size_t size)
{
    const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
    int         n    = 0;
    *path            = 0;
    if (data && *data == '/')
        n = snprintf(path, size, "%s/tiao/library.tiao", data);
    else if (home && *home == '/')
        n = snprintf(path, size, "%s/.local/share/tiao/library.tiao", home);
    return n >= 0 && (size_t)n < size;
}

bool make_folders(const char *path, mode_t mode)
{
    char folder[4096];
    if (!*path || strlen(path) >= sizeof folder)
        return false;
    strcpy(folder, path);
    for (char *p = folder + 1; *p; p++)
        if (*p == '/') {
            *p = 0;
            if (mkdir(folder, mode) != 0 && errno != EEXIST)
                return false;
            *p = '/';
        }
    return true;
}

static tiao_err open_files(app *a, tiao_error *err)
{
    tiao_err rc = tiao_library_new(&a->lib, err);
    for (size_t i = 0; i < a->ask.files.n && rc == TIAO_OK; i++)
        rc = hold_file(a, a->ask.files.v[i], err);
    return rc;
}

static bool exists(const char *path)
{
    struct stat st;
    return *path && stat(path, &st) == 0;
}

static tiao_err open_file(app *a, const char *path, bool immutable, tiao_error *err)
{
    if (a->session && !a->ask.library)
        return session_library(a, path, immutable, err);
    return tiao_library_open(&a->lib, path, immutable, err);
}

tiao_err open_library(app *a, tiao_error *err)
{
    char        path[4096];
    const char *named = a->ask.library ? a->ask.library : getenv("TIAO_LIBRARY");
    if (a->ask.files.n)
        return open_files(a, err);
    if (named && *named)
        return open_file(a, named, false, err);
    if (user_library(path, sizeof path) && exists(path))
        return open_file(a, path, false, err);
    if (exists(TIAO_CORPUS_BUILD))                     /* run from the build folder */
        return open_file(a, TIAO_CORPUS_BUILD, true, err);
    return open_file(a, TIAO_CORPUS, true, err);
}

const char *words_folder(void) { return exists(TIAO_WORDS_BUILD) ? TIAO_WORDS_BUILD : TIAO_WORDS; }

tiao_err open_words(app *a, tiao_error *err)
{
    if (a->session && a->session->words)
        a->words = a->session->words;
    tiao_err rc = a->words ? TIAO_OK : tiao_words_open(&a->words, words_folder(), err);
    if (a->session && rc == TIAO_OK)
        a->session->words = a->words;
    return rc;
}
