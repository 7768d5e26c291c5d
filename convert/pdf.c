/* PDF by way of pdftotext: its lines as they stand on the page, without running heads and page numbers. Joining lines that
   only the page's width parts is the tree's work. */
#include "base/mem.h"
#include "base/numeral.h"
#include "base/utf8.h"
#include "convert.h"
#include "tree/lines.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static bool says(FILE *f, const char *what)
{
    char line[300];
    rewind(f);
    while (fgets(line, sizeof line, f))
        if (strstr(line, what))
            return true;
    return false;
}

static tiao_err run_pdftotext(tiao_buf *out, tiao_str bytes, tiao_error *err)
{
    char *const argv[] = { (char[]){ "pdftotext" }, (char[]){ "-layout" }, (char[]){ "-enc" }, (char[]){ "UTF-8" }, (char[]){ "-" }, (char[]){ "-" }, NULL };
    FILE       *in = tmpfile(), *said = tmpfile();
    int         to[2] = { -1, -1 }, status = 0;
    pid_t       pid;
    tiao_err    rc = TIAO_OK;
    if (!in || !said || fwrite(bytes.s, 1, bytes.n, in) != bytes.n || fflush(in) != 0 || fseek(in, 0, SEEK_SET) != 0 || pipe2(to, O_CLOEXEC) != 0)
        rc = ti_fail(err, TIAO_EIO, 0, "no room for a temporary file: %s", strerror(errno));
    if (rc == TIAO_OK) {
        posix_spawn_file_actions_t fa;
        posix_spawn_file_actions_init(&fa);
        posix_spawn_file_actions_adddup2(&fa, fileno(in), 0);
        posix_spawn_file_actions_adddup2(&fa, to[1], 1);
        posix_spawn_file_actions_adddup2(&fa, fileno(said), 2);
        int failed = posix_spawnp(&pid, "pdftotext", &fa, NULL, argv, environ);
        posix_spawn_file_actions_destroy(&fa);
        if (failed == ENOENT)
            rc = ti_fail(err, TIAO_EIO, 0, "pdftotext is missing, which reads PDF; Debian has it in the package poppler-utils");
        else if (failed)
            rc = ti_fail(err, TIAO_EIO, 0, "pdftotext could not be run: %s", strerror(failed));
    }
    if (to[1] >= 0)
        close(to[1]);
    if (rc == TIAO_OK) {
        char    block[64 * 1024];
        ssize_t got;
        while ((got = read(to[0], block, sizeof block)) > 0 || (got < 0 && errno == EINTR)) {
            if (got > 0)
                ti_buf_put(out, (tiao_str){ block, (size_t)got });
            if (out->n > CONVERT_MAX)
                break;
        }
        close(to[0]);
        to[0] = -1;
        waitpid(pid, &status, 0);
        if (out->n > CONVERT_MAX)
            rc = ti_fail(err, TIAO_ELIMIT, 0, "its text is larger than the limit of %zu MiB", CONVERT_MAX >> 20);
        else if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
            char line[200] = "";
            rewind(said);
            while (fgets(line, sizeof line, said) && !strstr(line, "rror"))
                ;
            line[strcspn(line, "\n")] = 0;
            for (char *p = line; *p; p++)
                if ((unsigned char)*p < 0x20 || (unsigned char)*p >= 0x7F)
                    *p = '?';
            rc = ti_fail(err, TIAO_EIO, 0, "pdftotext cannot read it: %s", *line ? line : "no reason given");
        } else if (says(said, "Missing language pack"))                /* whole lines would be lost in silence */
            rc = ti_fail(err, TIAO_EIO, 0, "its fonts refer to tables of Chinese characters that pdftotext does not have here; Debian has them "
                                           "in the package poppler-data");
    }
    if (to[0] >= 0)
        close(to[0]);
    if (in)
        fclose(in);
    if (said)
        fclose(said);
    return rc;
}

/* ---- pages ---- */

typedef struct {
    tiao_str text;
    uint32_t page;
    int16_t  from_top, from_end;      /* the how manieth line with something on it, of its page */
    bool     dropped;
} page_line;

enum { EDGE = 2 };                     /* lines at the top and the end of a page that may be its head or foot */

/* The same but for numbers and blanks. */
static bool is_alike(tiao_str a, tiao_str b)
{
    const char *p = a.s, *p_end = p + a.n, *q = b.s, *q_end = q + b.n;
    for (;;) {
        bool np = false, nq = false;
        while (p < p_end && (ti_is_space(ti_utf8_peek(p, p_end)) || ti_is_digit(ti_utf8_peek(p, p_end))))
            np = ti_is_digit(ti_utf8_next(&p, p_end)) || np;
        while (q < q_end && (ti_is_space(ti_utf8_peek(q, q_end)) || ti_is_digit(ti_utf8_peek(q, q_end))))
            nq = ti_is_digit(ti_utf8_next(&q, q_end)) || nq;
        if (np != nq || p >= p_end || q >= q_end)
            return np == nq && p >= p_end && q >= q_end;
        if (ti_utf8_next(&p, p_end) != ti_utf8_next(&q, q_end))
            return false;
    }
}

static bool is_number_alone(tiao_str s)
{
    const char *p = s.s, *end = p + s.n;
    uint32_t    n;
    return ti_digit_number(&p, end, &n) && p == end && n < 10000;
}

/* A number alone at the edge of a page counts as its number when the pages beside it have theirs, one more or one less. */
static bool follows_number(const page_line *l, const page_line *other)
{
    uint32_t    a, b;
    const char *p = l->text.s, *q = other->text.s;
    return is_number_alone(l->text) && is_number_alone(other->text) && ti_digit_number(&p, p + l->text.n, &a) &&
           ti_digit_number(&q, q + other->text.n, &b) && b - a == other->page - l->page;
}

/* `edge` lists the n lines at the edges of pages. */
static void drop_edges(page_line *l, const uint32_t *edge, size_t n, uint32_t pages)
{
    for (size_t e = 0; e < n; e++) {
        uint32_t i   = edge[e];
        bool     top = l[i].from_top < EDGE, end = l[i].from_end < EDGE;
        if (ti_line_is_page_number(l[i].text) || (pages == 1 && end && l[i].from_end == 0 && ti_str_is(l[i].text, TI_STR("1")))) {
            l[i].dropped = true;
            continue;
        }
        uint32_t same = 1, counted = 0;
        for (size_t o = 0; o < n; o++) {
            uint32_t k = edge[o];
            if (l[k].page != l[i].page && ((top && l[k].from_top == l[i].from_top) || (end && l[k].from_end == l[i].from_end))) {
                same += is_alike(l[k].text, l[i].text) && !is_number_alone(l[i].text);
                counted += follows_number(&l[i], &l[k]);
            }
        }
        if (counted || (same >= 3 && same * 3 >= pages) || (pages == 2 && same == 2 && ti_utf8_count(l[i].text) >= 6))
            l[i].dropped = true;
    }
}

static tiao_err put_pages(output *out, tiao_str s, tiao_error *err)
{
    page_line *l = NULL;
    size_t     n = 0, room = 0, first = 0;
    uint32_t   page = 0;
    for (size_t at = 0; at <= s.n;) {
        size_t end = at;
        while (end < s.n && s.s[end] != '\n' && s.s[end] != '\f')
            end++;
        bool fed = end < s.n && s.s[end] == '\f';
        if (ti_str_trim(ti_sub(s, at, end)).n) {
            page_line *new = TI_PUSH(l, n, room);
            if (!new) {
                free(l);
                return ti_no_memory(err);
            }
            *new = (page_line){ .text = ti_sub(s, at, end), .page = page };
            new->text.n = (size_t)(ti_str_trim(new->text).s + ti_str_trim(new->text).n - new->text.s);
        }
        if (fed || end >= s.n) {
            for (size_t i = first; i < n; i++) {
                l[i].from_top = (int16_t)(i - first < 99 ? i - first : 99);
                l[i].from_end = (int16_t)(n - 1 - i < 99 ? n - 1 - i : 99);
            }
            first = n;
            page++;
        }
        at = end + 1;
    }
    uint32_t pages = n ? l[n - 1].page + 1 : 0;
    /* trimmed for comparing, whole for the indent */
    for (size_t i = 0; i < n; i++)
        l[i].text = ti_str_trim(l[i].text);
    uint32_t *edge  = ti_calloc(n + 1, sizeof *edge);
    size_t    edges = 0;
    if (!edge) {
        free(l);
        return ti_no_memory(err);
    }
    for (size_t i = 0; i < n; i++)
        if (l[i].from_top < EDGE || l[i].from_end < EDGE)
            edge[edges++] = (uint32_t)i;
    if (pages < 5000)
        drop_edges(l, edge, edges, pages);
    free(edge);
    for (size_t i = 0; i < n; i++) {
        if (l[i].dropped)
            continue;
        const char *from = l[i].text.s;
        while (from > s.s && from[-1] != '\n' && from[-1] != '\f')
            from--;
        ti_buf_put(&out->text, (tiao_str){ from, (size_t)(l[i].text.s + l[i].text.n - from) });
        ti_buf_char(&out->text, '\n');
    }
    free(l);
    return TIAO_OK;
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
        rc = put_pages(out, ti_buf_str(&text), err);
    if (rc == TIAO_OK && !out->text.n)
        rc = ti_fail(err, TIAO_EIO, 0, "there is no text in it: pages that were scanned want text recognition first");
    tiao_buf_free(&text);
    return rc;
}
