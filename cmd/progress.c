#include "progress.h"
#include "app.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { BAR_LEAST = 4, BAR_MOST = 24 };                 /* cells */
static const double FIRST = 0.5, NEXT = 0.1;           /* seconds to the first line, and between two */

static struct {
    bool        on, always, never, drawn, looked;
    const char *what;
    size_t      total, done;
    double      began, due;
} now;

static double clock_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

bool progress_when(const char *when)
{
    now.always = when && !strcmp(when, "always");
    now.never  = when && !strcmp(when, "never");
    return !when || now.always || now.never || !strcmp(when, "auto");
}

void progress_begin(const char *what, size_t total)
{
    now.on = !now.never;
    if (!now.on)
        return;
    now.what   = what;
    now.total  = total;
    now.done   = 0;
    now.looked = false;
    now.began  = clock_now();
    now.due    = now.began + FIRST;
}

/* Whether a bar of blocks can be shown: the environment says what the terminal takes. */
static bool takes_unicode(void)
{
    static const char *const names[] = { "LC_ALL", "LC_CTYPE", "LANG" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        if (value && *value)
            return strcasestr(value, "utf-8") || strcasestr(value, "utf8");
    }
    return false;
}

static void put_bar(tiao_buf *b, size_t done, size_t total, size_t cells)
{
    static const char *const eighths[] = { "", "▏", "▎", "▍", "▌", "▋", "▊", "▉" };
    bool   unicode = takes_unicode();
    size_t filled  = (size_t)((double)(done < total ? done : total) / (double)total * (double)cells * 8), i = 0;
    put_str(b, unicode ? " ▕" : " [");
    for (; i < filled / 8; i++)
        put_str(b, unicode ? "█" : "#");
    if (i < cells && filled % 8) {
        put_str(b, unicode ? eighths[filled % 8] : "#");
        i++;
    }
    for (; i < cells; i++)
        put_str(b, unicode ? " " : ".");
    put_str(b, unicode ? "▏" : "]");
}

/* What stands behind the bar. */
static void put_figures(tiao_buf *b, double since)
{
    char   text[200];
    double rate = since > 0 ? (double)now.done / since : 0;
    if (now.total)
        snprintf(text, sizeof text, _(" %zu of %zu documents"), now.done, now.total);
    else
        snprintf(text, sizeof text, _(" %zu documents"), now.done);
    put_str(b, text);
    snprintf(text, sizeof text, rate < 10 ? _(", %.1f a second") : _(", %.0f a second"), rate);
    put_str(b, text);
    if (now.total && now.done && now.done <= now.total) {
        unsigned long left = (unsigned long)((double)(now.total - now.done) / rate + 0.5);
        snprintf(text, sizeof text, _(", %lu:%02lu left"), left / 60, left % 60);
        put_str(b, text);
    }
}

/* The bar takes what the figures leave of the width, up to a size. */
static void put_line(tiao_buf *b, double since, size_t width)
{
    tiao_buf figures = { 0 };
    put_figures(&figures, since);
    put_str(b, _(now.what));
    size_t used = tiao_width((tiao_str){ b->p, b->n }) + tiao_width((tiao_str){ figures.p, figures.n }) + 3;
    if (now.total && width > used + BAR_LEAST)
        put_bar(b, now.done, now.total, width - used < BAR_MOST ? width - used : BAR_MOST);
    put_bytes(b, figures.p, figures.n);
    tiao_buf_free(&figures);
}

static size_t terminal_width(void)
{
    struct winsize size;
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1 ? size.ws_col : 80;
}

void progress_to(size_t done)
{
    if (!now.on)
        return;
    now.done = done;
    double t = clock_now();
    if (t < now.due)
        return;
    if (!now.looked) {
        now.looked = true;
        now.on     = now.always || (isatty(STDERR_FILENO) && !output_is_paged());
        if (!now.on)
            return;
    }
    tiao_buf b = { 0 };
    size_t   width = terminal_width() - 1;
    put_line(&b, t - now.began, width);
    size_t size = b.failed ? 0 : tiao_fit((tiao_str){ b.p, b.n }, width);
    fprintf(stderr, "\r%.*s\033[K", (int)size, b.p ? b.p : "");
    fflush(stderr);
    tiao_buf_free(&b);
    now.drawn = true;
    now.due   = t + NEXT;
}

void progress_at(void *what, size_t k, size_t count)
{
    if (k == 0 && count > 1)
        progress_begin(what, count);
    progress_to(k);
}

void progress_hide(void)
{
    if (now.drawn)
        fputs("\r\033[K", stderr);
    now.drawn = false;
}

void progress_results(void)
{
    struct stat st;
    if (!now.on)
        return;
    progress_hide();
    now.on = now.always || (fstat(STDOUT_FILENO, &st) == 0 && S_ISREG(st.st_mode));
}

void progress_end(void)
{
    progress_hide();
    now.on = false;
}
