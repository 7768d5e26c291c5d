/* PDF by way of pdftotext: its lines as they stand on the page, less what pages.c takes off. Joining lines that only the page's
   width parts is the tree's work. */
#include "base/language.h"
#include "base/utf8.h"
#include "child.h"
#include "convert.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/wait.h>

/* The bytes in a file without a name. */
static FILE *hidden_file(tiao_str bytes)
{
    FILE *f = tmpfile();
    if (f && (fwrite(bytes.s, 1, bytes.n, f) != bytes.n || fflush(f) != 0)) {
        int why = errno;
        fclose(f);
        errno = why;
        return NULL;
    }
    return f;
}

static tiao_err refuse_missing(tiao_error *err)
{
    return ti_fail(err, TIAO_EIO, 0, "pdftotext is missing, which reads PDF; Debian has it in the package poppler-utils");
}

static tiao_err why_not(child *c, int status, tiao_error *err)
{
    enum { NOT_FOUND = 127 };                          /* of exec, where spawning tells no more (under valgrind) */
    char line[300];
    if (WIFEXITED(status) && WEXITSTATUS(status) == NOT_FOUND)
        return refuse_missing(err);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        bool said = child_said(c, "rror", line, sizeof line);
        for (char *p = line; said && *p; p++)
            if ((unsigned char)*p < 0x20 || (unsigned char)*p >= 0x7F)
                *p = '?';
        return ti_fail(err, TIAO_EIO, 0, "pdftotext cannot read it: %s", said ? line : ti_said("no reason given"));
    }
    if (child_said(c, "Missing language pack", line, sizeof line))     /* whole lines would be lost in silence */
        return ti_fail(err, TIAO_EIO, 0, "its fonts refer to tables of Chinese characters that pdftotext does not have here; Debian has them "
                                         "in the package poppler-data");
    return TIAO_OK;
}

static tiao_err run_pdftotext(tiao_buf *out, tiao_str bytes, tiao_error *err)
{
    char *const argv[] = { (char[]){ "pdftotext" }, (char[]){ "-layout" }, (char[]){ "-enc" }, (char[]){ "UTF-8" }, (char[]){ "-" }, (char[]){ "-" }, NULL };
    FILE       *in = hidden_file(bytes);
    char        block[64 * 1024];
    child       c;
    if (!in)
        return ti_fail(err, TIAO_EIO, 0, "no room for a temporary file: %s", tiao_reason(errno));
    int failed = child_start(&c, argv, fileno(in));
    fclose(in);
    if (failed == ENOENT)
        return refuse_missing(err);
    if (failed)
        return ti_fail(err, TIAO_EIO, 0, "pdftotext could not be run: %s", tiao_reason(failed));
    for (size_t got; out->n <= CONVERT_MAX && (got = fread(block, 1, sizeof block, c.out)) > 0;)
        ti_buf_put(out, (tiao_str){ block, got });
    int      status = child_wait(&c);
    tiao_err rc     = out->n > CONVERT_MAX ? ti_fail(err, TIAO_ELIMIT, 0, "its text is larger than the limit of %zu MiB", CONVERT_MAX >> 20)
                    : out->failed ? ti_no_memory(err)
                                  : why_not(&c, status, err);
    child_free(&c);
    return rc;
}

tiao_err read_pdf(output *out, const input *in, tiao_error *err)
{
    tiao_buf text = { 0 };
    tiao_err rc   = run_pdftotext(&text, in->bytes, err);
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] == 0)
            text.p[i] = ' ';
    if (rc == TIAO_OK && ti_utf8_check(ti_buf_str(&text)) != SIZE_MAX)
        rc = ti_fail(err, TIAO_EENCODING, 0, "pdftotext gave no UTF-8 text");
    if (rc == TIAO_OK)
        rc = put_pages(&out->text, ti_buf_str(&text), err);
    if (rc == TIAO_OK && !out->text.n)
        rc = ti_fail(err, TIAO_EIO, 0, "there is no text in it: pages that were scanned want text recognition first");
    tiao_buf_free(&text);
    return rc;
}
