/* Numbers: gaps, repeats, steps back, markers of the wrong style or form, and headings that hold nothing. What the outline
   noted is told in words here; that a number is odd was decided there, with all the context. */
#include "check/check.h"

#include <stdio.h>

static void number_of(ti_checker *c, uint32_t i, char out[64])
{
    tiao_buf b = { 0 };
    tiao_node_number(c->doc, i, &b);
    snprintf(out, 64, "%s", b.p ? b.p : "");
    c->failed = c->failed || b.failed;
    tiao_buf_free(&b);
}

static bool is_numbered(const tiao_node *n) { return n->kind >= TIAO_LEVEL1 && n->kind <= TIAO_ARTICLE; }

/* 1 to 99, as 条 and 一、 count. */
static void han(uint32_t n, char out[32])
{
    static const char *const digit[] = { "", "一", "二", "三", "四", "五", "六", "七", "八", "九" };
    if (n == 0 || n > 99)
        snprintf(out, 32, "%u", (unsigned)n);
    else
        snprintf(out, 32, "%s%s%s", n >= 20 ? digit[n / 10] : "", n >= 10 ? "十" : "", digit[n % 10]);
}

/* The numbered node before i: among its siblings, or, where it is the first of them, of its kind in the document. */
static uint32_t before(const ti_checker *c, uint32_t i, bool *sibling)
{
    const tiao_node *nodes = c->doc->nodes;
    uint32_t         run   = TIAO_NONE;
    for (uint32_t k = i; k-- > 0;) {
        if (!is_numbered(&nodes[k]) || nodes[k].kind != nodes[i].kind)
            continue;
        if (nodes[k].parent == nodes[i].parent) {
            *sibling = true;
            return k;
        }
        run = run == TIAO_NONE ? k : run;
        if (nodes[i].parent != TIAO_NONE && k < nodes[i].parent)
            break;
    }
    *sibling = false;
    return run;
}

static void check_gap(ti_checker *c, uint32_t i)
{
    const tiao_node *n = &c->doc->nodes[i];
    char             own[64], last[64] = "";
    bool             sibling;
    uint32_t         k = before(c, i, &sibling);
    number_of(c, i, own);
    if (k != TIAO_NONE)
        number_of(c, k, last);
    if (k != TIAO_NONE && sibling && n->ordinal < c->doc->nodes[k].ordinal)
        ti_report(c, TIAO_NUMBER_BACK, i, n->own, n->number_end, "%s stands after %s", own, last);
    else if (k != TIAO_NONE && n->ordinal > c->doc->nodes[k].ordinal + 1 && (sibling || c->doc->nodes[k].ordinal > 1)) {
        uint32_t from = c->doc->nodes[k].ordinal + 1, to = n->ordinal - 1;
        if (from == to)
            ti_report(c, TIAO_NUMBER_GAP, i, n->own, n->number_end, "%s follows %s: %u is missing", own, last, (unsigned)from);
        else
            ti_report(c, TIAO_NUMBER_GAP, i, n->own, n->number_end, "%s follows %s: %u to %u are missing", own, last,
                      (unsigned)from, (unsigned)to);
    } else
        ti_report(c, TIAO_NUMBER_GAP, i, n->own, n->number_end, "a list opens with %s", own);
}

static uint32_t next_sibling(const ti_checker *c, uint32_t i)
{
    const tiao_node *nodes = c->doc->nodes;
    for (uint32_t k = nodes[i].end; k < c->doc->count && (nodes[i].parent == TIAO_NONE || k < nodes[nodes[i].parent].end);
         k = nodes[k].end)
        if (nodes[k].kind == nodes[i].kind)
            return k;
    return TIAO_NONE;
}

static void check_repeat(ti_checker *c, uint32_t i)
{
    const tiao_node *nodes = c->doc->nodes, *n = &nodes[i];
    bool             sibling;
    uint32_t         last = before(c, i, &sibling), next = next_sibling(c, i);
    if (sibling && (nodes[last].notes & TIAO_NOTE_REPEAT) && nodes[last].ordinal + 1 == n->ordinal)
        return;                                        /* told at the first of them */
    if (n->ordinal == 1 && (next == TIAO_NONE || nodes[next].ordinal == 2))
        return;                                        /* a second list under one heading, not a slip */
    char     own[64];
    uint32_t first = i;
    for (uint32_t k = i; k-- > 0 && (n->parent == TIAO_NONE || k > n->parent);)
        if (nodes[k].parent == n->parent && is_numbered(&nodes[k]) && nodes[k].ordinal == n->ordinal && nodes[k].sub == n->sub) {
            first = k;
            break;
        }
    number_of(c, i, own);
    ti_report(c, TIAO_NUMBER_REPEAT, i, n->own, n->number_end, "%s stands twice, first on line %u", own, (unsigned)nodes[first].line);
}

static void check_style(ti_checker *c, uint32_t i)
{
    static const char *const form[][2] = { { "", "、" }, { "（", "）" }, { "", "." }, { "（", "）" } };
    const tiao_node *n = &c->doc->nodes[i];
    char             own[64], due[32];
    int              k = n->kind - TIAO_LEVEL1;
    number_of(c, i, own);
    if (n->kind < TIAO_LEVEL1 || n->kind > TIAO_LEVEL4)
        return;
    if (n->kind == TIAO_LEVEL1 || n->kind == TIAO_LEVEL2)
        han(n->ordinal, due);
    else
        snprintf(due, sizeof due, "%u", (unsigned)n->ordinal);
    ti_report(c, TIAO_MARKER_STYLE, i, n->own, n->number_end, "%s stands where %s%s%s is due", own, form[k][0], due, form[k][1]);
}

/* （一）、 and 一. : GB/T 9704 has 一、 （一） 1. （1）. */
static void check_form(ti_checker *c, uint32_t i)
{
    const tiao_node *n = &c->doc->nodes[i];
    char             own[64];
    number_of(c, i, own);
    tiao_str s = ti_str(own);
    if (n->kind == TIAO_LEVEL2 || n->kind == TIAO_LEVEL4) {
        if (ti_str_ends(s, TI_STR("）、")) || ti_str_ends(s, TI_STR(")、")) || ti_str_ends(s, TI_STR("）．")))
            ti_report(c, TIAO_MARKER_FORM, i, n->own, n->number_end, "%s: no mark is due behind the bracket", own);
    } else if (n->kind == TIAO_LEVEL1 && !(n->notes & TIAO_NOTE_STYLE) && (ti_str_ends(s, TI_STR(".")) || ti_str_ends(s, TI_STR("．"))))
        ti_report(c, TIAO_MARKER_FORM, i, n->own, n->number_end, "%s: 、 is due behind a Chinese number", own);
}

/* What a document does throughout is told once: 1、 for 1. (zhangjiang-2015), numbers that run on through the parts
   (municipal-2015; points counted （一） to （三十） through all parts are the custom), 1. straight under 一、 where other parts have （一） between them (zhangjiang-2023). */
static void check_habits(ti_checker *c)
{
    const tiao_node *nodes = c->doc->nodes;
    bool             comma = false, runs[TIAO_KIND_COUNT] = { 0 }, between = false;
    char             own[64];
    for (uint32_t i = 0; i < c->doc->count; i++)
        between = between || (nodes[i].kind == TIAO_LEVEL2 && nodes[i].parent != TIAO_NONE && nodes[nodes[i].parent].kind == TIAO_LEVEL1);
    for (uint32_t i = 0; i < c->doc->count; i++) {
        const tiao_node *n = &nodes[i];
        if (n->kind < TIAO_LEVEL1 || n->kind > TIAO_LEVEL4)
            continue;
        number_of(c, i, own);
        bool     sibling = false, opens = i > 0 && (n->parent == i - 1 || nodes[i - 1].parent == n->parent || nodes[i - 1].depth >= n->depth);
        uint32_t last    = n->ordinal > 1 && opens && !(n->notes & (TIAO_NOTE_GAP | TIAO_NOTE_REPEAT)) ? before(c, i, &sibling) : TIAO_NONE;
        if (n->kind == TIAO_LEVEL3 && !comma && !(n->notes & TIAO_NOTE_STYLE) && ti_str_ends(ti_str(own), TI_STR("、"))) {
            comma = true;
            ti_report(c, TIAO_MARKER_FORM, i, n->own, n->number_end, "%s, here and below: %u. is the form due", own, (unsigned)n->ordinal);
        }
        if (n->kind >= TIAO_LEVEL3 && last != TIAO_NONE && !sibling && nodes[last].ordinal + 1 == n->ordinal && !runs[n->kind]) {
            char of[64];
            number_of(c, last, of);
            runs[n->kind] = true;
            ti_report(c, TIAO_NUMBER_RUNS_ON, i, n->own, n->number_end, "%s goes on from %s of another part: numbers run on, here and below", own, of);
        }
        if (n->kind == TIAO_LEVEL3 && between && n->parent != TIAO_NONE && nodes[n->parent].kind == TIAO_LEVEL1) {
            uint32_t k = i;                            /* the first of its siblings? */
            while (--k > n->parent && !(nodes[k].parent == n->parent && is_numbered(&nodes[k]))) {}
            if (k == n->parent)
                ti_report(c, TIAO_LEVEL_SKIPPED, i, n->own, n->number_end, "%s stands straight under a 一、 level, where other parts have （一）", own);
        }
    }
}

/* A heading: has words, none of a sentence's marks. */
static bool is_bare(const ti_checker *c, uint32_t i)
{
    const tiao_node *n = &c->doc->nodes[i];
    tiao_str         s = tiao_node_text(c->doc, i);
    return n->kind >= TIAO_LEVEL1 && n->kind <= TIAO_SECTION && n->end == i + 1 && s.n &&
           (n->heading_end == n->text_end) && n->heading_end > n->text;
}

typedef struct { uint32_t parent; uint8_t kind; bool known; unsigned full, bare; } tally;

static bool is_full(const tiao_node *n, uint32_t i) { return n->end > i + 1 || n->heading_end < n->text_end; }

/* How many of the siblings of i hold provisions, and how many are bare; counted once a list. */
static void count_siblings(const ti_checker *c, uint32_t i, tally *list)
{
    const tiao_node *nodes = c->doc->nodes;
    uint32_t         parent = nodes[i].parent;
    if (list->known && list->parent == parent && list->kind == nodes[i].kind)
        return;
    *list      = (tally){ .parent = parent, .kind = nodes[i].kind, .known = true };
    uint32_t k = parent == TIAO_NONE ? 0 : parent + 1, end = parent == TIAO_NONE ? c->doc->count : nodes[parent].end;
    for (; k < end; k = nodes[k].end)
        if (nodes[k].kind == nodes[i].kind && nodes[k].parent == parent) {
            list->full += is_full(&nodes[k], k);
            list->bare += is_bare(c, k);
        }
}

/* A heading that holds nothing, among siblings that do. In a list of bare phrases (1.申请表 2.营业执照) none is a heading; so
   at least two siblings must hold provisions, or one of a higher level, and not be outnumbered by far. */
static void check_empty(ti_checker *c, uint32_t i, tally *list)
{
    const tiao_node *nodes = c->doc->nodes;
    if (!is_bare(c, i))
        return;
    count_siblings(c, i, list);
    if (list->full < (nodes[i].kind == TIAO_LEVEL3 || nodes[i].kind == TIAO_LEVEL4 ? 2 : 1) || list->full * 2 < list->bare)
        return;
    tiao_str s = tiao_node_text(c->doc, i);
    ti_report(c, TIAO_EMPTY_HEADING, i, nodes[i].own, nodes[i].text_end, "nothing stands under '%.*s'", (int)(s.n < 120 ? s.n : 120), s.s);
}

void ti_check_numbering(ti_checker *c)
{
    tally list = { 0 };
    for (uint32_t i = 0; i < c->doc->count && !c->failed; i++) {
        const tiao_node *n = &c->doc->nodes[i];
        if (!is_numbered(n))
            continue;
        if (n->notes & TIAO_NOTE_REPEAT)
            check_repeat(c, i);
        else if (n->notes & TIAO_NOTE_GAP)
            check_gap(c, i);
        if (n->notes & TIAO_NOTE_STYLE)
            check_style(c, i);
        check_form(c, i);
        check_empty(c, i, &list);
    }
    check_habits(c);
}
