#include "app.h"
#include "kind.h"
#include "progress.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- bytes ---- */

/* A file that is read: open at its start, and its size. What is no regular file is copied into one without a name. */
typedef struct {
    int    fd;
    size_t size;
} source;

enum { BLOCK = 64 * 1024, HEAD = 1 << 20 };            /* HEAD: enough to tell what kind of file it is */

static tiao_err too_large(const char *path, size_t limit, tiao_error *err)
{
    return fail(err, TIAO_ELIMIT, "%s: larger than the limit of %zu MiB", path, limit >> 20);
}

static tiao_err unread(const char *path, tiao_error *err)
{
    return errno == EINTR ? fail(err, TIAO_EINTERRUPTED, "interrupted") : fail(err, TIAO_EIO, "%s: %s", path, tiao_reason(errno));
}

/* Reads up to `size` bytes behind those that `out` has, into as much memory. */
static tiao_err read_on(tiao_buf *out, int fd, size_t size, const char *path, tiao_error *err)
{
    ssize_t got  = 0;
    size_t  upto = out->n + size;
    char   *p    = realloc(out->p, upto + 1);
    if (!p)
        return fail(err, TIAO_ENOMEM, "%s: out of memory", path);
    out->p    = p;
    out->room = upto + 1;
    while (out->n < upto && ((got = read(fd, p + out->n, upto - out->n)) > 0 || (got < 0 && errno == EINTR)))
        out->n += got > 0 ? (size_t)got : 0;
    p[out->n] = 0;
    return got < 0 ? fail(err, TIAO_EIO, "%s: %s", path, tiao_reason(errno)) : TIAO_OK;
}

static bool write_all(int fd, const char *p, size_t n)
{
    while (n) {
        ssize_t put = write(fd, p, n);
        if (put < 0 && errno != EINTR)
            return false;
        p += put > 0 ? put : 0;
        n -= put > 0 ? (size_t)put : 0;
    }
    return true;
}

/* Copies what can be read only once; a kind that is refused beyond a size is not copied further. */
static tiao_err copy_source(source *s, const app *a, const char *path, tiao_error *err)
{
    char     block[BLOCK];
    FILE    *f     = tmpfile();
    int      to    = f ? dup(fileno(f)) : -1;
    size_t   limit = 0;
    ssize_t  got;
    tiao_err rc = to >= 0 ? TIAO_OK : fail(err, TIAO_EIO, "%s: no room for a temporary file: %s", path, tiao_reason(errno));
    if (f)
        fclose(f);
    s->size = 0;
    while (rc == TIAO_OK && ((got = read(s->fd, block, sizeof block)) != 0)) {
        if (got < 0 && errno == EINTR && !tiao_interrupted())
            continue;
        if (got < 0) {
            rc = unread(path, err);
            break;
        }
        file_kind kind = kind_of((tiao_str){ block, (size_t)got }, path);
        if (!s->size && a && a->ask.kind_of_file)
            kind_from_name(&kind, a->ask.kind_of_file);
        if (!s->size)
            limit = a && kind == KIND_JSON_LINES ? SIZE_MAX : a ? kind_limit(kind) : TIAO_TEXT_MAX;
        s->size += (size_t)got;
        if (s->size > limit)
            rc = too_large(path, limit, err);
        else if (!write_all(to, block, (size_t)got))
            rc = fail(err, TIAO_EIO, "%s: no room for a temporary file: %s", path, tiao_reason(errno));
    }
    close(s->fd);
    s->fd = to;
    if (rc == TIAO_OK)
        lseek(to, 0, SEEK_SET);
    return rc;
}

/* `a`, which may be NULL, says what kind of file it is where the person does. */
static tiao_err open_source(source *s, const app *a, const char *path, tiao_error *err)
{
    bool        is_stdin = strcmp(path, "-") == 0;
    struct stat st;
    *s = (source){ .fd = is_stdin ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC) };
    if (s->fd < 0 || fstat(s->fd, &st) != 0)
        return unread(path, err);
    if (S_ISDIR(st.st_mode))
        return fail(err, TIAO_EIO, "%s: is a directory; name its files", path);
    s->size = (size_t)st.st_size;
    tiao_err rc = TIAO_OK;
    /* files of /proc have no size, and one may stand in the middle of standard input */
    if (!S_ISREG(st.st_mode) || !s->size || (is_stdin && lseek(s->fd, 0, SEEK_CUR) != 0))
        rc = copy_source(s, a, path, err);
    return rc == TIAO_OK && !s->size ? fail(err, TIAO_EIO, "%s: the file is empty", path) : rc;
}

static void close_source(source *s)
{
    if (s->fd >= 0)
        close(s->fd);
}

tiao_err read_file(tiao_buf *out, const char *path, tiao_error *err)
{
    source   s;
    tiao_err rc = open_source(&s, NULL, path, err);
    if (rc == TIAO_OK && s.size > TIAO_TEXT_MAX)
        rc = too_large(path, TIAO_TEXT_MAX, err);
    if (rc == TIAO_OK)
        rc = read_on(out, s.fd, s.size, path, err);
    close_source(&s);
    return rc;
}

/* ---- documents ---- */

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
    source     s;
    tiao_buf   bytes = { 0 };
    tiao_doc  *d     = NULL;
    tiao_meta  meta  = given ? *given : (tiao_meta){ 0 };
    tiao_error why   = { 0 };
    file_kind  kind  = KIND_TEXT;
    if (a->ask.kind_of_file && !kind_from_name(&kind, a->ask.kind_of_file))
        return fail(err, TIAO_EUSAGE, "no format '%s'; there are %s", a->ask.kind_of_file, _(KIND_NAMES));
    tiao_err rc = open_source(&s, a, path, err);
    if (!meta.id.n)
        meta.id = id_of(path);
    if (!meta.source.n)
        meta.source = str(path);
    if (rc == TIAO_OK)
        rc = read_on(&bytes, s.fd, s.size < HEAD ? s.size : HEAD, path, err);
    if (rc == TIAO_OK && !a->ask.kind_of_file)
        kind = kind_of((tiao_str){ bytes.p, bytes.n }, path);
    if (rc == TIAO_OK && kind != KIND_JSON_LINES && s.size > kind_limit(kind))
        rc = too_large(path, kind_limit(kind), err);
    bool here = rc == TIAO_OK && kind == KIND_TEXT && !a->ask.encoding;
    if (here && s.size > bytes.n)
        rc = read_on(&bytes, s.fd, s.size - bytes.n, path, err);
    if (here && rc == TIAO_OK)                         /* plain text; in UTF-8 it is read without help */
        rc = tiao_doc_parse(&d, (tiao_str){ bytes.p, bytes.n }, &meta, &why);
    tiao_buf_free(&bytes);
    if (d)
        rc = fn(ctx, &(reading){ .doc = d }, err);
    else if (rc == TIAO_OK || why.code == TIAO_EENCODING)
        rc = read_foreign(a, path, s.fd, &meta, fn, ctx, err);
    else if (why.code)
        fail(err, rc, "%s: %s", path, why.msg);
    close_source(&s);
    return rc;
}

static tiao_err hold(void *ctx, const reading *r, tiao_error *err)
{
    app *a = ctx;
    if (!r->doc)
        return fail(err, TIAO_EIO, "%s", r->problem);
    a->held += tiao_doc_text(r->doc).n;
    if (a->held > TIAO_TEXT_MAX) {                     /* of JSON Lines there is no end */
        tiao_doc_free(r->doc);
        return fail(err, TIAO_ELIMIT, "files of more than %zu MiB of text cannot be asked at once; import them into a library", TIAO_TEXT_MAX >> 20);
    }
    return tiao_library_hold(a->lib, r->doc, err);
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

static tiao_err open_any(app *a, tiao_error *err)
{
    char        path[4096];
    const char *named = a->ask.library ? a->ask.library : getenv("TIAO_LIBRARY");
    if (a->ask.files.n)
        return open_files(a, err);
    if (named && *named)
        return open_file(a, named, false, err);
    if (user_library(path, sizeof path) && exists(path))
        return open_file(a, path, false, err);
    return open_file(a, own_file(OWN_CORPUS), true, err);
}

tiao_err open_library(app *a, tiao_error *err)
{
    static char looking[] = N_("reading");
    tiao_err    rc = open_any(a, err);
    if (rc == TIAO_OK)
        tiao_library_watch(a->lib, progress_at, looking);
    return rc;
}

tiao_err open_words(app *a, tiao_error *err)
{
    if (a->session && a->session->words)
        a->words = a->session->words;
    tiao_err rc = a->words ? TIAO_OK : tiao_words_open(&a->words, own_file(OWN_WORDS), err);
    if (a->session && rc == TIAO_OK)
        a->session->words = a->words;
    return rc;
}
