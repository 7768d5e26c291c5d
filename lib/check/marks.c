/* Marks: brackets and quotation marks that lack their partner, and the widths of marks. */
#include "base/numeral.h"
#include "base/language.h"
#include "check/check.h"

#include <stdio.h>
#include <stdlib.h>

/* ---- pairs ---- */

enum { PAREN, SQUARE, TORTOISE, LENTICULAR, TITLE, TITLE2, QUOTE, QUOTE2, CORNER, CORNER2 };

static const struct { uint32_t open, close; uint8_t family; bool half; } pair[] = {
    { '(', ')', PAREN, true },              { 0xFF08, 0xFF09, PAREN, false },      /* （） */
    { '[', ']', SQUARE, true },             { 0xFF3B, 0xFF3D, SQUARE, false },     /* ［］ */
    { 0x3014, 0x3015, TORTOISE, false },    { 0x3010, 0x3011, LENTICULAR, false }, /* 〔〕 【】 */
    { 0x300A, 0x300B, TITLE, false },       { 0x3008, 0x3009, TITLE2, false },     /* 《》 〈〉 */
    { 0x201C, 0x201D, QUOTE, false },       { 0x2018, 0x2019, QUOTE2, false },     /* “” ‘’ */
    { 0x300C, 0x300D, CORNER, false },      { 0x300E, 0x300F, CORNER2, false },    /* 「」 『』 */
};
enum { PAIRS = sizeof pair / sizeof *pair };

typedef struct { uint32_t at, size, node; uint8_t pair; } mark;

/* Marks that are open: first those that earlier nodes left so (a quotation may run over paragraphs), then this node's. */
typedef struct {
    mark  *list;
    size_t count, room;
} opens;

static bool push(opens *o, mark m)
{
    mark *e = TI_PUSH(o->list, o->count, o->room);
    if (e)
        *e = m;
    return e;
}

static void lone(ti_checker *c, const mark *m, const char *fmt)
{
    tiao_str t    = c->doc->text;
    size_t   from = m->at, to = m->at + m->size;
    if (ti_is_damaged(c, m->at))
        return;
    const char *p = t.s + from, *q = t.s + to, *start = t.s + c->doc->nodes[m->node].text, *end = t.s + c->doc->nodes[m->node].text_end;
    for (int i = 0; i < 8 && p > start; i++)
        ti_utf8_back(&p, start);
    for (int i = 0; i < 8 && q < end; i++)
        ti_utf8_next(&q, end);
    ti_report(c, TIAO_BRACKET_UNPAIRED, m->node, from, to, fmt, (int)m->size, t.s + from, (int)(q - p), p);
}

/* 1） a） and ①）: a number that counts, with its one bracket. */
static bool is_counter(const char *at, const char *start)
{
    const char *p  = at;
    uint32_t    cp = 0;
    int         n  = 0;
    for (; p > start && n < 3; n++) {
        const char *q = p;
        cp = ti_utf8_back(&q, start);
        if (!(ti_is_digit(cp) || (n == 0 && ti_is_latin(cp)) || ti_han_digit(cp) > 0 || cp == 0x5341))
            break;
        p = q;
    }
    if (n == 0)
        return false;
    return p == start || ti_is_one_of(ti_utf8_back(&p, start), "；;。：:，,、 　\n");
}

static void check_pairs_of(ti_checker *c, uint32_t i, opens *o)
{
    const tiao_node *n = &c->doc->nodes[i];
    const char      *t = c->doc->text.s, *start = t + n->text, *p = start, *end = t + n->text_end;
    size_t           base = o->count;                  /* this node's marks stand from here */
    while (p < end) {
        const char *at = p;
        uint32_t    cp = ti_utf8_next(&p, end);
        int         k, is_close = 0;
        if (cp >= 0x4E00 && cp < 0xFF00)
            continue;
        for (k = 0; k < PAIRS && pair[k].open != cp && pair[k].close != cp; k++) {}
        if (k == PAIRS)
            continue;
        is_close = pair[k].close == cp;
        mark m   = { (uint32_t)(at - t), (uint32_t)(p - at), i, (uint8_t)k };
        if (!is_close) {
            c->failed = c->failed || !push(o, m);
            continue;
        }
        size_t j = o->count;
        while (j > base && pair[o->list[j - 1].pair].family != pair[k].family)
            j--;
        if (j > base) {                                /* those opened behind it stay alone */
            const mark *open = &o->list[j - 1];
            if (pair[open->pair].half != pair[k].half)
                ti_report(c, TIAO_BRACKET_MIXED, i, open->at, m.at + m.size, "%.*s is closed by %.*s", (int)open->size, t + open->at,
                          (int)m.size, t + m.at);
            bool again = pair[k].family == QUOTE && open->at == n->text;
            for (size_t x = j; x < o->count; x++)
                lone(c, &o->list[x], N_("%.*s is not closed: '%.*s'"));
            o->count = j - 1;
            if (again && base && o->list[base - 1].pair == k && o->list[base - 1].at == c->doc->nodes[o->list[base - 1].node].text) {
                memmove(o->list + base - 1, o->list + base, (o->count - base) * sizeof *o->list);
                base--;                                /* each paragraph of a quotation opens it, the last one closes it */
                o->count--;
            }
            continue;
        }
        for (j = base; j > 0 && (pair[o->list[j - 1].pair].family != pair[k].family || (pair[k].family == PAREN && p != end)); j--) {}
        if (j > 0) {                                   /* a quotation over several paragraphs, each of which may open it again */
            size_t left = 0;
            for (size_t x = 0; x < base; x++)
                if (pair[o->list[x].pair].family != pair[k].family)
                    o->list[left++] = o->list[x];
            memmove(o->list + left, o->list + base, (o->count - base) * sizeof *o->list);
            o->count -= base - left;
            base = left;
            continue;
        }
        if (cp == 0x2019 || (pair[k].family == PAREN && is_counter(at, start)))
            continue;                                  /* an apostrophe; 1） */
        lone(c, &m, N_("%.*s was not opened: '%.*s'"));
    }
    size_t left = base;
    for (size_t x = base; x < o->count; x++) {
        const mark *m = &o->list[x];
        if (pair[m->pair].family == QUOTE || (pair[m->pair].family == PAREN && m->at == n->text))
            o->list[left++] = *m;                      /* it may be closed in a paragraph that follows: “第三条…, （2010年…通过 */
        else
            lone(c, &o->list[x], N_("%.*s is not closed: '%.*s'"));
    }
    o->count = left;
}

/* Straight quotation marks, which open and close alike: an odd number of them in a paragraph. */
static void check_straight(ti_checker *c, uint32_t i)
{
    const tiao_node *n = &c->doc->nodes[i];
    const char      *t = c->doc->text.s;
    unsigned         many = 0;
    uint32_t         last = 0;
    for (uint32_t k = n->text; k < n->text_end; k++)
        if (t[k] == '"' && !(k > n->text && t[k - 1] >= '0' && t[k - 1] <= '9')) {     /* 12" */
            many++;
            last = k;
        }
    if (many % 2)
        lone(c, &(mark){ last, 1, i, 0 }, N_("%.*s has no partner: '%.*s'"));
}

static void check_pairs(ti_checker *c)
{
    opens o = { 0 };
    for (uint32_t i = 0; i < c->doc->count && !c->failed; i++)
        if (ti_is_written(&c->doc->nodes[i])) {
            check_pairs_of(c, i, &o);
            check_straight(c, i);
        }
    for (size_t x = 0; x < o.count; x++)
        lone(c, &o.list[x], N_("%.*s is not closed: '%.*s'"));
    free(o.list);
}

/* ---- widths ---- */

/* Marks that Chinese text prints in full width. */
static const struct { char half; uint32_t full; const char *name; } widths[] = {
    { ',', 0xFF0C, "，" }, { ';', 0xFF1B, "；" }, { ':', 0xFF1A, "：" }, { '(', 0xFF08, "（" }, { '?', 0xFF1F, "？" }, { '!', 0xFF01, "！" },
};
enum { MARKS = sizeof widths / sizeof *widths, ROWS_MOST = 20 };

/* Whether the mark at `at` stands in Chinese: next to a Han character or a Chinese closing mark, and not between digits or letters (3,000
   and R&D:A). The bracket of （PCT） counts by the character outside. */
static bool is_chinese(const char *at, size_t size, const char *start, const char *end)
{
    const char *p = at;
    uint32_t    before = p > start ? ti_utf8_back(&p, start) : 0, behind = ti_utf8_peek(at + size, end);
    bool        title = ti_is_one_of(before, "》）”〕】》");
    if (*at == '(')
        return ti_is_han(before) || title;
    return (ti_is_han(before) || title || before == ')' || before == '%') && (ti_is_han(behind) || behind == 0 || !ti_is_latin(behind) || ti_is_digit(behind));
}

/* Counts the marks by width; holders are the nodes that have some. With `minority`, reports that width of mark `row`, a row a node. */
static void each_mark(ti_checker *c, size_t count[MARKS][2], uint32_t first[MARKS][2], size_t holders[MARKS][2], const bool *minority, int row)
{
    for (uint32_t i = 0; i < c->doc->count; i++) {
        const tiao_node *n = &c->doc->nodes[i];
        if (!ti_is_written(n))
            continue;
        const char *t = c->doc->text.s, *start = t + n->text, *p = start, *end = t + n->text_end, *here = NULL;
        size_t      seen[MARKS][2] = { 0 };
        while (p < end) {
            const char *at = p;
            uint32_t    cp = ti_utf8_next(&p, end);
            if (cp > 0x40 && cp < 0xFF00)
                continue;
            for (int k = 0; k < MARKS; k++) {
                bool full = cp == widths[k].full;
                if (!full && (cp != (unsigned char)widths[k].half || !is_chinese(at, 1, start, end)))
                    continue;
                if (!count[k][full]++)
                    first[k][full] = (uint32_t)(at - t);
                if (!seen[k][full]++) {
                    holders[k][full]++;
                    if (k == row && minority[k] == full)
                        here = at;
                }
            }
        }
        if (here) {
            bool   full = minority[row];
            size_t size = full ? strlen(widths[row].name) : 1, many = seen[row][full];
            int         other_size = full ? 1 : (int)strlen(widths[row].name);
            const char *other      = full ? &widths[row].half : widths[row].name;
            if (many > 1)
                ti_report(c, TIAO_WIDTH_MIXED, i, (size_t)(here - t), (size_t)(here - t) + size,
                          N_("%.*s %zu times, where the document prints %.*s"), (int)size, here, many, other_size, other);
            else
                ti_report(c, TIAO_WIDTH_MIXED, i, (size_t)(here - t), (size_t)(here - t) + size,
                          N_("%.*s, where the document prints %.*s"), (int)size, here, other_size, other);
        }
    }
}

static void check_widths(ti_checker *c)
{
    size_t   count[MARKS][2] = { 0 }, holders[MARKS][2] = { 0 }, half = 0, full = 0;
    uint32_t first[MARKS][2] = { 0 };
    bool     minority[MARKS] = { 0 };
    each_mark(c, count, first, holders, NULL, -1);
    for (int k = 0; k < MARKS; k++) {
        half += count[k][0];
        full += count[k][1];
    }
    if (half > 20 && half > full * 4) {                /* xuhui-2015: 2020年,努力实现以下具体目标: */
        uint32_t at = UINT32_MAX;
        for (int k = 0; k < MARKS; k++)
            if (count[k][0] && first[k][0] < at)
                at = first[k][0];
        ti_report(c, TIAO_WIDTH_HALF, ti_doc_node_at(c->doc, at), at, at + 1,
                  "the document prints half-width marks (%zu, with %zu in full width) beside the full-width 。 and 、", half, full);
    }
    for (int k = 0; k < MARKS; k++) {
        if (!count[k][0] || !count[k][1])
            continue;
        bool m      = count[k][1] < count[k][0];       /* the rarer one */
        minority[k] = m;
        if (holders[k][m] > ROWS_MOST)
            ti_report(c, TIAO_WIDTH_MIXED, ti_doc_node_at(c->doc, first[k][m]), first[k][m], first[k][m] + 1,
                      "the document prints both %c (%zu times) and %s (%zu times)", widths[k].half, count[k][0], widths[k].name, count[k][1]);
        else {
            size_t   again[MARKS][2] = { 0 }, in[MARKS][2] = { 0 };
            uint32_t where[MARKS][2];
            each_mark(c, again, where, in, minority, k);
        }
    }
}

/* ---- doubled marks ---- */

static void check_doubled(ti_checker *c, uint32_t i)
{
    const tiao_node *n = &c->doc->nodes[i];
    const char      *t = c->doc->text.s, *p = t + n->text, *end = t + n->text_end, *last_at = p;
    uint32_t         last = 0;
    while (p < end) {
        const char *at = p;
        uint32_t    cp = ti_utf8_next(&p, end);
        bool        stop = ti_is_one_of(cp, "，。；：、,;:") && cp;
        if (stop && last && !(cp == 0x3002 && last == 0x3002 && ti_utf8_peek(p, end) == 0x3002))
            ti_report(c, TIAO_MARK_DOUBLED, i, (size_t)(last_at - t), (size_t)(p - t), "'%.*s': one mark is due", (int)(p - last_at), last_at);
        last    = stop ? cp : 0;
        last_at = at;
    }
}

void ti_check_marks(ti_checker *c)
{
    check_pairs(c);
    check_widths(c);
    for (uint32_t i = 0; i < c->doc->count && !c->failed; i++)
        if (ti_is_written(&c->doc->nodes[i]))
            check_doubled(c, i);
}
