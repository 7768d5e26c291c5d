#include "app.h"
#include "progress.h"

#include <stdarg.h>
#include <stdio_ext.h>
#include <stdlib.h>
#include <string.h>

bool write_out(void *ctx, tiao_str bytes)
{
    (void)ctx;
    progress_results();
    if (!bytes.n || fwrite(bytes.s, 1, bytes.n, stdout) == bytes.n)
        return true;
    output_refused();
    return false;
}

tiao_err fail_unwritten(tiao_error *err)
{
    return fail(err, TIAO_EIO, "standard output: not all could be written; is the disk full?");
}

tiao_err finish_table(app *a, tiao_writer *w, tiao_error *err)
{
    if (!w || a->writer)
        return err->code;
    if (w->finish(w) != 0)
        fail_unwritten(err);
    tiao_writer_free(w);
    return err->code;
}

bool within_limit(const app *a, size_t *found)
{
    ++*found;
    return !a->ask.limit || *found <= a->ask.limit;
}

int listed(const app *a, size_t found)
{
    if (a->ask.limit && found > a->ask.limit)
        warn("%u of %zu; --limit cut the rest", (unsigned)a->ask.limit, found);
    return found ? EXIT_FOUND : EXIT_NONE;
}

/* Memory ran out for something that was to be printed. */
static bool cut_short;

void drop(tiao_buf *b)
{
    cut_short = cut_short || b->failed;
    tiao_buf_free(b);
}

int finish_output(app *a, int status, tiao_error *err)
{
    if (cut_short)
        fail(err, TIAO_ENOMEM, "out of memory");
    cut_short = false;
    bool bad = a->writer && a->writer->finish(a->writer) != 0;
    bad      = fflush(stdout) != 0 || ferror(stdout) || bad;
    if (bad && !output_refused()) {
        if (!tiao_interrupted())
            fail_unwritten(err);
        __fpurge(stdout);                              /* it is told once */
    }
    if (output_is_left()) {                            /* by a reader who has seen enough */
        *err   = (tiao_error){ 0 };
        status = EXIT_FOUND;
    }
    clearerr(stdout);
    if (output_is_paged())
        output_back(err);
    return err->code != TIAO_OK ? EXIT_ERROR : status;
}

void warn(const char *fmt, ...)
{
    va_list ap;
    progress_hide();
    fflush(stdout);                                    /* in the order in which it was said */
    va_start(ap, fmt);
    fputs("tiao: ", stderr);
    vfprintf(stderr, _(fmt), ap);
    fputc('\n', stderr);
    va_end(ap);
}

/* Cuts off a character that the size of the message split at its end. */
static void trim(char *s)
{
    size_t n = strlen(s), at = n;
    while (at > 0 && ((unsigned char)s[at - 1] & 0xC0) == 0x80)
        at--;
    if (at == 0 || (unsigned char)s[at - 1] < 0xC0)
        return;
    unsigned char lead = (unsigned char)s[at - 1];
    if (n - at + 1 < (lead >= 0xF0 ? 4u : lead >= 0xE0 ? 3u : 2u))
        s[at - 1] = 0;
}

tiao_err fail(tiao_error *err, tiao_err code, const char *fmt, ...)
{
    if (err->code == TIAO_OK) {
        va_list ap;
        va_start(ap, fmt);
        if (vsnprintf(err->msg, sizeof err->msg, _(fmt), ap) >= (int)sizeof err->msg)
            trim(err->msg);
        va_end(ap);
        err->code = code;
    }
    return code;
}

void put_bytes(tiao_buf *b, const char *s, size_t n)
{
    if (b->failed)
        return;
    if (b->n + n + 1 > b->room) {
        size_t room = (b->n + n + 1) * 2;
        char  *p    = realloc(b->p, room);
        if (!p) {
            b->failed = true;
            return;
        }
        b->p    = p;
        b->room = room;
    }
    if (n)
        memcpy(b->p + b->n, s, n);
    b->n += n;
    b->p[b->n] = 0;
}

void put_str(tiao_buf *b, const char *s) { put_bytes(b, s, strlen(s)); }

void paint_on(const app *a, tiao_buf *b, paint p)
{
    static const char *const sgr[PAINT_COUNT] = { "\033[36m", "\033[33m", "\033[1;31m", "\033[1m", "\033[2m" };
    if (a->color)
        put_str(b, sgr[p]);
}

void paint_off(const app *a, tiao_buf *b)
{
    if (a->color)
        put_str(b, "\033[0m");
}
