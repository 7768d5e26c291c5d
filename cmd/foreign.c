/* Files that are not plain text in UTF-8: they are run through tiao-read, a program of its own. convert/convert.h has the
   format in which it answers. */
#include "app.h"
#include "child.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static tiao_err start(child *c, const app *a, const char *path, int fd, tiao_error *err)
{
    const char *args[8] = { own_file(OWN_READER), "--name", path };
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
    int failed = child_start(c, argv, fd);
    if (failed == ENOENT)
        return fail(err, TIAO_EIO, "%s: not plain text in UTF-8, and the program that reads other files is missing: %s", path, argv[0]);
    return failed ? fail(err, TIAO_EIO, "%s: %s cannot be run: %s", path, argv[0], tiao_reason(failed)) : TIAO_OK;
}

/* Why the reader gave up, in its own words. */
static tiao_err why_not(child *c, int status, const char *path, tiao_error *err)
{
    char line[480] = "";
    if (tiao_interrupted())                            /* which it was too */
        return fail(err, TIAO_EINTERRUPTED, "interrupted");
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)
        return fail(err, TIAO_ELIMIT, "%s: reading it takes too long; it is given up", path);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        return fail(err, TIAO_EIO, "%s: %s", path,
                    child_said(c, "", line, sizeof line) && *line ? line : _("the program that reads it (tiao-read) broke down"));
    return fail(err, TIAO_EIO, "%s: what tiao-read gives is not in a known format; is it of another version?", path);
}

/* ---- its answer: documents, one after the other ---- */

typedef struct {
    tiao_meta meta;                   /* of tiao_meta, what was found */
    tiao_str  kind, published, problem, text;
    tiao_buf  head, body;             /* the bytes of it all */
} found;

static void free_found(found *f)
{
    tiao_buf_free(&f->head);
    tiao_buf_free(&f->body);
}

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

/* The lines up to the blank one, which is taken off; for the line `end` that ends all, that line. */
static bool read_head(tiao_buf *head, FILE *in)
{
    char  *line = NULL;
    size_t room = 0;
    for (ssize_t n; (n = getline(&line, &room, in)) > 0;) {
        if (n == 1 && head->n)
            break;
        put_bytes(head, line, (size_t)n);
        if (strcmp(head->p ? head->p : "", "end\n") == 0)
            break;
    }
    free(line);
    return head->n && !head->failed;
}

static bool read_body(tiao_buf *body, FILE *in, size_t size)
{
    if (size > TIAO_TEXT_MAX || !(body->p = malloc(size + 1)))
        return false;
    body->n       = fread(body->p, 1, size, in);
    body->p[body->n] = 0;
    return body->n == size;
}

typedef enum { ANSWER_DOCUMENT, ANSWER_END, ANSWER_BAD } answer;

static answer read_answer(found *f, FILE *in)
{
    *f = (found){ 0 };
    struct { const char *key; tiao_str *to; } const keys[] = {
        { "Id: ", &f->meta.id },         { "Title: ", &f->meta.title }, { "Number: ", &f->meta.number },
        { "Issuer: ", &f->meta.issuer }, { "Date: ", &f->meta.date },   { "Published: ", &f->published },
        { "Level: ", &f->meta.level },   { "Type: ", &f->meta.type },   { "Language: ", &f->meta.language },
        { "Error: ", &f->problem },      { "Kind: ", &f->kind },
    };
    size_t size = 0;
    bool   text = false;
    if (!read_head(&f->head, in))
        return ANSWER_BAD;
    tiao_str s = { f->head.p, f->head.n };
    if (take(&s, "end\n"))
        return s.n == 0 && fgetc(in) == EOF ? ANSWER_END : ANSWER_BAD;
    if (!take(&s, "tiao-read 1\n"))
        return ANSWER_BAD;
    while (s.n) {
        tiao_str line = take_line(&s);
        if (take(&line, "Text: ")) {
            text = true;
            size = strtoull(line.s, NULL, 10);
        }
        for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
            if (take(&line, keys[i].key)) {
                *keys[i].to = line;
                break;
            }
    }
    if (text ? !read_body(&f->body, in, size) : !f->problem.n)
        return ANSWER_BAD;
    f->text = (tiao_str){ f->body.p, f->body.n };
    return ANSWER_DOCUMENT;
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
        fail(&why, TIAO_EIO, "%s: %.*s", path, (int)f->problem.n, f->problem.s);
        return fn(ctx, &(reading){ .problem = why.msg }, err);
    }
    meta.number = or_else(meta.number, f->meta.number);
    meta.issuer = or_else(meta.issuer, f->meta.issuer);
    meta.date   = or_else(meta.date, f->meta.date);
    meta.level  = or_else(meta.level, f->meta.level);
    meta.type   = or_else(meta.type, f->meta.type);
    meta.language = or_else(meta.language, f->meta.language);
    bool many = f->kind.n == 5 && !memcmp(f->kind.s, "jsonl", 5);
    if (f->meta.id.n && *f->meta.id.s != '#' && !a->ask.id)
        meta.id = f->meta.id;
    else if (f->meta.id.n && many) {                           /* one of many in the file, which gives it no id: FILE-3 */
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
    bool certain = f->meta.id.n && *f->meta.id.s != '#';
    if (rc == TIAO_OK)
        rc = fn(ctx, &(reading){ d, NULL, certain, f->meta.id.n && !certain ? strtoul(f->meta.id.s + 1, NULL, 10) : 0 }, err);
    else
        fail(err, rc, "%s: %s", path, why.msg);
    tiao_buf_free(&id);
    return rc;
}

tiao_err read_foreign(const app *a, const char *path, int fd, const tiao_meta *meta, document_fn fn, void *ctx, tiao_error *err)
{
    child    c;
    answer   now = ANSWER_BAD;
    tiao_err rc  = start(&c, a, path, fd, err);
    if (rc != TIAO_OK)
        return rc;
    do {
        found f;
        now = read_answer(&f, c.out);
        if (now == ANSWER_DOCUMENT)
            rc = put_found(a, path, &f, meta, fn, ctx, err);
        free_found(&f);
    } while (rc == TIAO_OK && now == ANSWER_DOCUMENT);
    int status = child_wait(&c);
    if (rc == TIAO_OK && (now != ANSWER_END || !WIFEXITED(status) || WEXITSTATUS(status) != 0))
        rc = why_not(&c, status, path, err);
    child_free(&c);
    return rc;
}
