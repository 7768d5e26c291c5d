/* The width at which a source was wrapped, and the lines that only the wrapping separates.

   Widths are in cells: an ideograph takes two. A source is wrapped if many of its lines end at one width, hardly any goes
   beyond it, and most of those full lines end where no sentence can, with ends of sentences on lines that follow them. So a
   list of names of one length is not taken for a wrapped paragraph, nor text whose paragraphs are lines. */
#include "tree/wrap.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "tree/lines.h"

#include <stdlib.h>

enum {
    WIDTH_MIN = 40, WIDTH_MAX = 200,                  /* of the lines of a wrapped source */
    RAGGED    = 4,                                    /* full lines differ by less: marks that must not open a line */
    INDENT    = 3,                                    /* cells that open a paragraph */
};

typedef struct {
    uint32_t width;                                   /* the indent included */
    uint32_t indent;
    uint32_t token;                                   /* what must stand on one line at its start: 3.5%, 和 */
} shape;

typedef struct {
    const ti_source *src;
    const ti_place  *places;
    shape           *at;
    size_t           n;
    uint32_t         width, base;                     /* of full lines; the least indent of the long ones */
    bool             indented;                        /* paragraphs are */
    bool             spaced;                          /* blank lines stand between them */
} wrap;

static tiao_str line(const wrap *w, size_t i) { return ti_line_str(w->src, &w->src->lines[i]); }

static uint32_t cells(uint32_t cp) { return cp == '\t' ? 4 : cp < 0x2000 ? 1 : cp >= 0x200B && cp <= 0x200F ? 0 : 2; }

static shape measure(const ti_source *src, const ti_line *l)
{
    shape       s     = { 0 };
    const char *p     = src->bytes.s + l->start, *end = src->bytes.s + l->to, *text = src->bytes.s + l->from;
    bool        latin = true;
    while (p < end && s.width <= WIDTH_MAX * 2) {
        bool     inside = p >= text;
        uint32_t cp     = ti_utf8_next(&p, end), k = cells(cp);
        s.width += k;
        if (!inside)
            s.indent += k;
        else if (latin) {
            latin = cp < 0x80 && !ti_is_space(cp);
            if (latin || s.token == 0)
                s.token += k;
        }
    }
    return s;
}

static bool is_full(const wrap *w, size_t i, size_t next)
{
    uint32_t width = w->at[i].width;
    return width <= w->width + RAGGED && width + RAGGED * 4 > w->width && width + w->at[next].token + RAGGED > w->width + 2;
}

static bool is_page(const wrap *w, size_t i) { return ti_line_is_page_number(line(w, i)); }

/* A number and nothing else: a page number where it stands between a full line and the rest of its sentence. */
static bool is_bare_number(tiao_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.s[i] < '0' || s.s[i] > '9')
            return false;
    return s.n >= 1 && s.n <= 3;
}

static bool is_numbered(const wrap *w, size_t i) { return w->places[i].marker.mark != MARK_NONE; }

/* The width that most lines reach; false where none stands out. */
static bool find_width(wrap *w)
{
    uint32_t lines_of[WIDTH_MAX + 1] = { 0 };
    size_t   longer = 0, all = 0, most = 0;
    for (size_t i = 0; i < w->n; i++)
        if (w->at[i].width >= WIDTH_MIN) {
            all++;
            if (w->at[i].width <= WIDTH_MAX)
                lines_of[w->at[i].width]++;
        }
    for (uint32_t width = WIDTH_MIN; width <= WIDTH_MAX; width++) {
        size_t full = 0;
        for (uint32_t k = 0; k < RAGGED && width >= WIDTH_MIN + k; k++)
            full += lines_of[width - k];
        if (full >= most && lines_of[width]) {
            most     = full;
            w->width = width;
        }
    }
    for (size_t i = 0; i < w->n; i++)
        longer += w->at[i].width > w->width + 2;
    return most >= 3 && most * 5 >= all * 2 && longer * 20 <= all;
}

/* Whether the lines behave as wrapped ones do, and how paragraphs open. */
static bool is_wrapped(wrap *w)
{
    size_t full = 0, open = 0, closed_later = 0, runs_on = 0, fresh = 0, fresh_indented = 0, fresh_spaced = 0;
    w->base = UINT32_MAX;
    for (size_t i = 0; i < w->n; i++)
        if (w->at[i].width >= WIDTH_MIN && w->at[i].indent < w->base)
            w->base = w->at[i].indent;
    for (size_t i = 0, next; i < w->n; i = next) {
        for (next = i + 1; next < w->n && (is_page(w, next) || is_bare_number(line(w, next)));)
            next++;
        if (next >= w->n)
            break;
        bool ends = ti_line_is_closed(line(w, i)), deep = w->at[next].indent >= w->base + INDENT;
        if (is_full(w, i, next)) {
            full++;
            open += !ends;
            if (!ends && !is_numbered(w, next)) {
                runs_on += !deep;
                closed_later += ti_line_is_closed(line(w, next));
            }
        } else if (ends && w->at[i].width + WIDTH_MIN / 4 < w->width) {
            fresh++;
            fresh_indented += deep;
            fresh_spaced += w->src->lines[next].number > w->src->lines[i].number + 1;
        }
    }
    w->indented = fresh_indented * 3 >= fresh * 2 && fresh_indented && runs_on * 3 >= open * 2;
    w->spaced   = fresh_spaced * 3 >= fresh * 2 && fresh_spaced;
    return full >= 3 && open * 10 >= full * 7 && closed_later && closed_later * 15 >= full;
}

/* Words after which a number at the start of the next line is a reference that was cut: 依照本条例第八条第 / （二）项. */
static bool refers(tiao_str s)
{
    static const char *const ends[] = { "第", "条", "款", "、", "，", "和", "或", "及", "至", "与", "照", "据" };
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (ti_str_ends(s, ti_str(ends[i])))
            return true;
    return false;
}

/* A title that fills its line by chance is not the start of the sentence below it. */
static bool is_title_above(tiao_str a, tiao_str b)
{
    static const char *const opens[] = { "为", "根据", "按照", "各", "依据", "现", "近年来" };
    if (!ti_line_ends_title(a) || ti_str_has(a, TI_STR("，")))
        return false;
    for (size_t i = 0; i < sizeof opens / sizeof *opens; i++)
        if (ti_str_starts(b, ti_str(opens[i])))
            return true;
    return ti_line_opens_history(b);
}

/* Whether line b goes on with the sentence of line a; `head`: nothing but titles and the like stands above. */
static bool goes_on(const wrap *w, size_t a, size_t b, bool head)
{
    tiao_str s      = line(w, a);
    bool     closed = ti_line_is_closed(s), spaced = w->src->lines[b].number > w->src->lines[a].number + 1 && b == a + 1;
    bool     deep   = w->at[b].indent >= w->base + INDENT;
    if (!is_full(w, a, b) || (deep && w->indented))
        return false;
    if (ti_line_is_date(s) || ti_line_is_docnumber(s) || ti_line_is_rule(s) || ti_line_is_docnumber(line(w, b)))
        return false;
    if (is_numbered(w, b) && is_numbered(w, a) && !ti_str_has(s, TI_STR("，")))
        return false;                                  /* headings, one below the other */
    if (is_numbered(w, b))
        return !closed && w->places[b].marker.mark != MARK_BULLET && (w->indented || refers(s));
    if ((!w->indented && ti_line_is_history(line(w, b))) || (head && ti_line_opens_history(line(w, b))) || (head && is_title_above(s, line(w, b))))
        return false;
    if (closed)
        return !spaced && (w->indented || w->spaced);
    return true;
}

tiao_err ti_wrap_find(uint8_t *out, ti_place *places, const ti_source *src, tiao_error *err)
{
    wrap w = { .src = src, .places = places, .n = src->count, .at = ti_calloc(src->count + 1, sizeof(shape)) };
    if (!w.at)
        return ti_no_memory(err);
    for (size_t i = 0; i < w.n; i++)
        w.at[i] = measure(src, &src->lines[i]);
    if (find_width(&w) && is_wrapped(&w)) {
        size_t before = SIZE_MAX;                      /* the last line but page numbers */
        bool   head   = true;
        for (size_t i = 0; i < w.n; i++) {
            if (is_page(&w, i))
                continue;
            if (before != SIZE_MAX && before + 1 == i && i + 1 < w.n && is_bare_number(line(&w, i)) &&
                !is_numbered(&w, i + 1) && goes_on(&w, before, i + 1, head) && !ti_line_is_closed(line(&w, before))) {
                places[i].role = ROLE_PAGE;
                continue;
            }
            if (before != SIZE_MAX && goes_on(&w, before, i, head))
                out[i] = WRAP_GOES_ON;
            else if (w.indented && w.at[i].indent >= w.base + INDENT)
                out[i] = WRAP_OPENS;
            before = i;
            head   = head && !is_numbered(&w, i) && !ti_line_is_prose(line(&w, i));
        }
    }
    free(w.at);
    return TIAO_OK;
}
