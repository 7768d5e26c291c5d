/* The catalogue of problems, and the run of all checks over a document. */
#include "check/check.h"
#include "base/language.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static const struct { const char *name, *summary, *example; } catalogue[] = {
    [TIAO_NUMBER_GAP]         = { "number-gap", N_("a number skips"), N_("（四） after （二）") },
    [TIAO_NUMBER_BACK]        = { "number-back", N_("a number is lower than the one before it"), N_("（二） after （四）") },
    [TIAO_NUMBER_REPEAT]      = { "number-repeat", N_("a number stands twice in one list"), N_("（二） after （二）") },
    [TIAO_NUMBER_RUNS_ON]     = { "number-runs-on", N_("a level's numbers go on where they should start again"), N_("二、 with 3. after 一、 with 1. 2.") },
    [TIAO_LEVEL_SKIPPED]      = { "level-skipped", N_("a level left out in one part and used in another"), N_("1. straight under 二、, （一） under 一、") },
    [TIAO_MARKER_STYLE]       = { "marker-style", N_("a marker of another style than its siblings"), N_("（2） after （一）") },
    [TIAO_MARKER_FORM]        = { "marker-form", N_("a number with another mark than GB/T 9704 gives it"), N_("（一）、 and 1、") },
    [TIAO_EMPTY_HEADING]      = { "empty-heading", N_("a heading with no provision under it"), N_("2.云计算 among headings with text") },
    [TIAO_BRACKET_UNPAIRED]   = { "bracket-unpaired", N_("a bracket or quotation mark without its partner"), N_("（试行") },
    [TIAO_BRACKET_MIXED]      = { "bracket-mixed", N_("a pair of brackets of two kinds or widths"), N_("(试行）") },
    [TIAO_WIDTH_MIXED]        = { "width-mixed", N_("half- and full-width forms of one mark in one document"), N_("人才,资金，项目") },
    [TIAO_WIDTH_HALF]         = { "width-half", N_("half-width marks all through a Chinese text"), N_("人才,资金,项目。") },
    [TIAO_MARK_DOUBLED]       = { "mark-doubled", N_("two marks where one is due"), N_("。。") },
    [TIAO_DOCNUMBER_DAMAGED]  = { "docnumber-damaged", N_("a document number that lost a part"), N_("沪委发〔20157号") },
    [TIAO_DOCNUMBER_FORM]     = { "docnumber-form", N_("a document number not as GB/T 9704 writes it"), N_("沪委发[2015]7号") },
    [TIAO_DATE_DAMAGED]       = { "date-damaged", N_("a date that lost a part, or that no calendar has"), N_("2015814") },
    [TIAO_DATE_FORM]          = { "date-form", N_("a signing date not as GB/T 9704 writes it"), N_("2015年08月14日") },
    [TIAO_REFERENCE_DANGLING] = { "reference-dangling", N_("a reference to a provision that is not there"), N_("第九十条 in a text of ten") },
    [TIAO_REFERENCE_WRONG]    = { "reference-wrong", N_("one number cited for two titles, or one title with two numbers"), N_("《甲》（沪府〔2015〕7号）, 《乙》（沪府〔2015〕7号）") },
    [TIAO_MISPRINT]           = { "misprint", N_("a likely misprint"), N_("加快假设 for 加快建设") },
    [TIAO_BROKEN_LINE]        = { "broken-line", N_("a line or page break in mid-sentence"), N_("科 / 技要素") },
    [TIAO_CUT_SHORT]          = { "cut-short", N_("a text that ends in mid-sentence"), N_("支持企业，") },
    [TIAO_LINE_REPEATED]      = { "line-repeated", N_("the same line again and again, as saved web pages have it"), N_("a title twelve times") },
    [TIAO_COUNT_MISMATCH]     = { "count-mismatch", N_("a count that its list does not bear out"), N_("三项：一是…二是…") },
    [TIAO_FIGURES_CONFLICT]   = { "figures-conflict", N_("figures that cannot all be right"), N_("按40%、30%、20%比例") },
};
static_assert(sizeof catalogue / sizeof *catalogue == TIAO_PROBLEM_COUNT, "one row for each code");

const char *tiao_problem_name(tiao_problem_code code) { return catalogue[code].name; }
const char *tiao_problem_summary(tiao_problem_code code) { return catalogue[code].summary; }
const char *tiao_problem_example(tiao_problem_code code) { return catalogue[code].example; }

/* The message, kept by the checker; s is NULL without memory. */
static tiao_str keep(ti_checker *c, const char *fmt, va_list ap)
{
    tiao_buf b = { 0 };
    char     line[400];
    vsnprintf(line, sizeof line, fmt, ap);
    for (tiao_str s = ti_str(line); s.n;) {            /* what was cut short may end inside a character */
        size_t good = ti_utf8_check(s);
        ti_buf_put(&b, good == SIZE_MAX ? s : ti_sub(s, 0, good));
        s = good == SIZE_MAX ? (tiao_str){ s.s, 0 } : ti_sub(s, good + 1, s.n);
    }
    char    *p    = b.failed ? NULL : TI_NEW(&c->arena, char, b.n + 1);
    tiao_str kept = { p, b.n };
    if (p && b.n)
        memcpy(p, b.p, b.n);
    tiao_buf_free(&b);
    return kept;
}

void ti_report(ti_checker *c, tiao_problem_code code, uint32_t node, size_t at, size_t to, const char *fmt, ...)
{
    const char   *local = ti_said(fmt);
    tiao_str      message, said;
    va_list       ap;
    va_start(ap, fmt);
    message = said = keep(c, fmt, ap);
    va_end(ap);
    if (local != fmt) {
        va_start(ap, fmt);
        said = keep(c, local, ap);
        va_end(ap);
    }
    tiao_problem *p = message.s && said.s ? TI_PUSH(c->list, c->count, c->room) : NULL;
    if (p) {
        const tiao_node *n = &c->doc->nodes[node];
        *p = (tiao_problem){ .node = node, .line = ti_doc_line(c->doc, (uint32_t)at), .code = (uint8_t)code,
                             .span = { (uint32_t)at, (uint32_t)to }, .message = message, .said = said };
        if (!c->doc->pieces_count)
            p->line = n->line;
        tiao_span *d = code == TIAO_DOCNUMBER_DAMAGED ? TI_PUSH(c->damaged, c->damaged_count, c->damaged_room) : NULL;
        if (d)
            *d = p->span;
        c->failed = c->failed || (!d && code == TIAO_DOCNUMBER_DAMAGED);
    } else
        c->failed = true;
}

bool ti_is_damaged(const ti_checker *c, size_t at)
{
    size_t low = 0, high = c->damaged_count;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (c->damaged[mid].end <= at)
            low = mid + 1;
        else
            high = mid;
    }
    return low < c->damaged_count && c->damaged[low].start <= at;
}

bool ti_is_written(const tiao_node *n)
{
    return n->kind != TIAO_INLINE && n->kind != TIAO_COVER && n->kind != TIAO_BOILERPLATE;
}

static int compare(const void *a, const void *b)
{
    const tiao_problem *x = a, *y = b;
    if (x->span.start != y->span.start)
        return x->span.start < y->span.start ? -1 : 1;
    return x->code < y->code ? -1 : x->code > y->code;
}

tiao_err tiao_doc_problems(const tiao_doc *doc, const tiao_words *words, tiao_problem_fn fn, void *ctx, size_t *found,
                           tiao_error *err)
{
    static void (*const checks[])(ti_checker *) = {
        ti_check_numbering, ti_check_forms, ti_check_marks, ti_check_wording, ti_check_figures,
    };
    ti_checker c  = { .doc = doc, .words = words };
    tiao_err   rc = TIAO_OK;
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++)
        checks[i](&c);
    if (c.failed)
        rc = ti_no_memory(err);
    else if (c.count)
        qsort(c.list, c.count, sizeof *c.list, compare);
    *found = c.failed ? 0 : c.count;
    for (size_t i = 0; i < c.count && rc == TIAO_OK; i++)
        rc = fn(ctx, doc, &c.list[i], err);
    free(c.list);
    free(c.damaged);
    ti_arena_free(&c.arena);
    return rc;
}
