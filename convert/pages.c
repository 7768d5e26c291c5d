/* Pages as pdftotext prints them, less their running heads, feet and numbers. */
#include "base/mem.h"
#include "base/numeral.h"
#include "base/utf8.h"
#include "convert.h"
#include "tree/lines.h"

#include <stdlib.h>

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

tiao_err put_pages(tiao_buf *out, tiao_str s, tiao_error *err)
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
        ti_buf_put(out, (tiao_str){ from, (size_t)(l[i].text.s + l[i].text.n - from) });
        ti_buf_char(out, '\n');
    }
    free(l);
    return TIAO_OK;
}
