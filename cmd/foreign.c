/* Files that are not plain text in UTF-8: they are run through tiao-read, a program of its own. convert/convert.h has the
   format in which it answers. */
#include "app.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static const char *reader_path(void) { return access(TIAO_READ_BUILD, X_OK) == 0 ? TIAO_READ_BUILD : TIAO_READ; }

/* The bytes in a file without a name, from its start: what the reader gets as its standard input. */
static FILE *hidden_file(tiao_str bytes)
{
    FILE *f = tmpfile();
    if (f && ((bytes.n && fwrite(bytes.s, 1, bytes.n, f) != bytes.n) || fflush(f) != 0 || fseek(f, 0, SEEK_SET) != 0)) {
        int why = errno;
        fclose(f);
        errno = why;
        return NULL;
    }
    return f;
}

static tiao_err start(pid_t *pid, const app *a, const char *path, int in, int out, int said, tiao_error *err)
{
    const char *args[8] = { "tiao-read", "--name", path };
    size_t      n       = 3;
    if (a->ask.encoding) {
        args[n++] = "--encoding";
        args[n++] = a->ask.encoding;
    }
    if (a->ask.kind_of_file) {
        args[n++] = "--format";
        args[n++] = a->ask.kind_of_file;
    }
    char *argv[8] = { NULL };
    for (size_t i = 0; i < n; i++)
        argv[i] = (char *)(uintptr_t)args[i];
    posix_spawn_file_actions_t fa;
    if (posix_spawn_file_actions_init(&fa) != 0)
        return fail(err, TIAO_ENOMEM, "%s: out of memory", path);
    posix_spawn_file_actions_adddup2(&fa, in, 0);
    posix_spawn_file_actions_adddup2(&fa, out, 1);
    posix_spawn_file_actions_adddup2(&fa, said, 2);
    int failed = posix_spawn(pid, reader_path(), &fa, NULL, argv, environ);
    posix_spawn_file_actions_destroy(&fa);
    if (failed == ENOENT)
        return fail(err, TIAO_EIO, "%s: not plain text in UTF-8, and the program that reads other files is missing: %s", path, reader_path());
    return failed ? fail(err, TIAO_EIO, "%s: %s cannot be run: %s", path, reader_path(), strerror(failed)) : TIAO_OK;
}

/* All that the reader writes; a failure of the reader is one of its own words. */
static tiao_err run_reader(tiao_buf *out, const app *a, const char *path, tiao_str bytes, tiao_error *err)
{
    int      to[2] = { -1, -1 }, status = 0;
    pid_t    pid   = -1;
    FILE    *in = hidden_file(bytes), *said = tmpfile();
    tiao_err rc = TIAO_OK;
    if (!in || !said || pipe2(to, O_CLOEXEC) != 0)
        rc = fail(err, TIAO_EIO, "%s: no room for a temporary file: %s", path, strerror(errno));
    if (rc == TIAO_OK)
        rc = start(&pid, a, path, fileno(in), to[1], fileno(said), err);
    if (to[1] >= 0)
        close(to[1]);
    if (rc == TIAO_OK) {
        char    block[64 * 1024];
        ssize_t got;
        while (((got = read(to[0], block, sizeof block)) > 0 || (got < 0 && errno == EINTR)) && out->n <= (size_t)1 << 30)
            if (got > 0)
                put_bytes(out, block, (size_t)got);
        close(to[0]);
        to[0] = -1;
        while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
            ;
        if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
            char msg[480] = "";
            rewind(said);
            size_t n = fread(msg, 1, sizeof msg - 1, said);
            msg[n]   = 0;
            msg[strcspn(msg, "\n")] = 0;
            if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)
                rc = fail(err, TIAO_ELIMIT, "%s: reading it takes too long; it is given up", path);
            else
                rc = fail(err, TIAO_EIO, "%s: %s", path, *msg ? msg : "the program that reads it (tiao-read) broke down");
        } else if (out->failed)
            rc = fail(err, TIAO_ENOMEM, "%s: out of memory", path);
    }
    if (to[0] >= 0)
        close(to[0]);
    if (in)
        fclose(in);
    if (said)
        fclose(said);
    return rc;
}

/* ---- its answer ---- */

typedef struct {
    tiao_meta meta;                   /* of tiao_meta, what was found */
    tiao_str  published, problem, text;
} found;

static bool take(tiao_str *s, const char *what)
{
    size_t n = strlen(what);
    if (s->n < n || memcmp(s->s, what, n))
        return false;
    *s = (tiao_str){ s->s + n, s->n - n };
    return true;
}

static tiao_str take_line(tiao_str *s)
{
    const char *end  = s->n ? memchr(s->s, '\n', s->n) : NULL;
    tiao_str    line = { s->s, end ? (size_t)(end - s->s) : s->n };
    size_t      past = line.n + (end != NULL);
    *s               = (tiao_str){ s->s + past, s->n - past };
    return line;
}

/* Reads one document off the answer; false where it does not hold to the format. */
static bool take_document(found *f, tiao_str *s)
{
    *f = (found){ 0 };
    struct { const char *key; tiao_str *to; } const keys[] = {
        { "Id: ", &f->meta.id },         { "Title: ", &f->meta.title }, { "Number: ", &f->meta.number },
        { "Issuer: ", &f->meta.issuer }, { "Date: ", &f->meta.date },   { "Published: ", &f->published },
        { "Error: ", &f->problem },
    };
    size_t size = 0;
    bool   text = false;
    if (!take(s, "tiao-read 1\n"))
        return false;
    for (tiao_str line; s->n && (line = take_line(s)).n;) {
        if (take(&line, "Text: ")) {
            text = true;
            for (size_t i = 0; i < line.n; i++) {
                if (line.s[i] < '0' || line.s[i] > '9' || size > s->n)
                    return false;
                size = size * 10 + (size_t)(line.s[i] - '0');
            }
        }
        for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
            if (take(&line, keys[i].key)) {
                *keys[i].to = line;
                break;
            }
    }
    if (size > s->n || (!text && !f->problem.n))
        return false;
    f->text = (tiao_str){ s->s, size };
    *s      = (tiao_str){ s->s + size, s->n - size };
    return true;
}

static tiao_str or_else(tiao_str a, tiao_str b) { return a.n ? a : b; }

/* One document, with what the person gave, what the file says of it, and what its text says, in this order; a day of
   publication and a title that the page has count for less than what the text says. */
static tiao_err put_found(const app *a, const char *path, const found *f, const tiao_meta *given, document_fn fn, void *ctx, tiao_error *err)
{
    tiao_buf   id   = { 0 };
    tiao_doc  *d    = NULL;
    tiao_error why  = { 0 };
    tiao_meta  meta = *given;
    if (f->problem.n) {
        tiao_buf msg = { 0 };
        put_str(&msg, path);
        put_str(&msg, ": ");
        put_bytes(&msg, f->problem.s, f->problem.n);
        put_bytes(&msg, "", 1);
        tiao_err rc = msg.failed ? fail(err, TIAO_ENOMEM, "%s: out of memory", path) : fn(ctx, NULL, msg.p, err);
        tiao_buf_free(&msg);
        return rc;
    }
    meta.number = or_else(meta.number, f->meta.number);
    meta.issuer = or_else(meta.issuer, f->meta.issuer);
    meta.date   = or_else(meta.date, f->meta.date);
    if (f->meta.id.n && *f->meta.id.s != '#' && !a->ask.id)
        meta.id = f->meta.id;
    else if (f->meta.id.n) {                           /* one of many in the file, which gives it no id: FILE-3 */
        put_bytes(&id, meta.id.s, meta.id.n);
        put_str(&id, "-");
        put_bytes(&id, f->meta.id.s + (*f->meta.id.s == '#'), f->meta.id.n - (*f->meta.id.s == '#'));
        meta.id = (tiao_str){ id.p, id.n };
        if (id.failed) {
            tiao_buf_free(&id);
            return fail(err, TIAO_ENOMEM, "%s: out of memory", path);
        }
    }
    if (!meta.title.n && f->meta.id.n)                 /* a record's title is certain, a page's is not */
        meta.title = f->meta.title;
    tiao_err rc = tiao_doc_parse(&d, f->text, &meta, &why);
    if (rc == TIAO_OK && ((!tiao_doc_meta(d)->title.n && f->meta.title.n) || (!tiao_doc_meta(d)->date.n && f->published.n))) {
        meta.title = or_else(tiao_doc_meta(d)->title, f->meta.title);
        meta.date  = or_else(tiao_doc_meta(d)->date, f->published);
        tiao_doc *more = NULL;
        rc = tiao_doc_parse(&more, f->text, &meta, &why);
        tiao_doc_free(d);
        d = more;
    }
    if (rc == TIAO_OK)
        rc = fn(ctx, d, NULL, err);
    else
        fail(err, rc, "%s: %s", path, why.msg);
    tiao_buf_free(&id);
    return rc;
}

tiao_err read_foreign(app *a, const char *path, tiao_str bytes, const tiao_meta *meta, document_fn fn, void *ctx, tiao_error *err)
{
    tiao_buf answer = { 0 };
    found    f;
    tiao_err rc   = run_reader(&answer, a, path, bytes, err);
    tiao_str rest = { answer.p, answer.n };
    if (rc == TIAO_OK && (rest.n < 4 || memcmp(rest.s + rest.n - 4, "end\n", 4)))
        rc = fail(err, TIAO_EIO, "%s: what tiao-read gives is cut off", path);
    while (rc == TIAO_OK && !(rest.n == 4 && take(&rest, "end\n"))) {
        if (!take_document(&f, &rest))
            rc = fail(err, TIAO_EIO, "%s: what tiao-read gives is not in a known format; is it of another version?", path);
        else
            rc = put_found(a, path, &f, meta, fn, ctx, err);
    }
    tiao_buf_free(&answer);
    return rc;
}
