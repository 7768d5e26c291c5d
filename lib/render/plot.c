/* Quantities as bars in a terminal. Only figures of one dimension and unit share a scale, so each such group is a plot of its
   own, from zero to its largest figure; where the largest is a thousand times the smallest the scale is logarithmic, and says
   so. Deadlines are a time line. A range is a span. */
#include "base/language.h"
#include "facts/number.h"
#include "render/rows.h"

#include <math.h>
#include <stdlib.h>

typedef struct {
    tiao_str address, label, by, dimension, unit, comparator, low, high, figure;
    double   from, to;                /* what the bar spans; of a deadline in years */
    double   first;                   /* the largest figure on the same subject */
    size_t   plot, at;                /* in the order they came in */
} bar;

typedef struct {
    ti_rows  rows;
    tiao_plot_options o;
    bar     *bars;
    size_t   count, room;
    struct kind { tiao_str dimension, unit; } *kinds;      /* of the plots */
    size_t   kinds_count, kinds_room;
    tiao_buf safe;                    /* the value that is kept */
    ti_arena arena;
} plot;

typedef struct { size_t width, label, by, bar, figure, address; bool stacked; } layout;

enum { GAP = 2, WIDTH = 80, BAR_MIN = 12, BAR_GOOD = 24, LABEL_MIN = 16, LOGARITHMIC = 1000 };

/* ---- what comes in ---- */

static tiao_str keep(plot *p, tiao_str s)
{
    ti_buf_clear(&p->safe);
    tiao_put_safe(&p->safe, s);
    char *copy = p->safe.failed ? NULL : TI_NEW(&p->arena, char, p->safe.n + 1);
    if (!copy) {
        p->rows.out.failed = true;
        return TI_STR("");
    }
    if (p->safe.n)
        memcpy(copy, p->safe.p, p->safe.n);
    return (tiao_str){ copy, p->safe.n };
}

static tiao_str field(plot *p, const char *name)
{
    for (int i = 0; i < p->rows.columns; i++)
        if (strcmp(p->rows.names[i], name) == 0)
            return keep(p, ti_buf_str(&p->rows.cells[i]));
    return TI_STR("");
}

static double value_of(tiao_str decimal)
{
    ti_decimal d;
    return ti_decimal_parse(&d, decimal) ? (double)d.m * pow(10, d.e) : 0;
}

/* 2020-06-30 as years; `ends`: the end of what it names. */
static double year_of(tiao_str date, bool ends)
{
    double part[3] = { 0, 1, 1 };
    size_t k       = 0;
    for (size_t i = 0; i < date.n && k < 3; k++) {
        part[k] = 0;
        for (; i < date.n && date.s[i] != '-'; i++)
            part[k] = part[k] * 10 + (date.s[i] - '0');
        i += i < date.n;
    }
    const double day = 1.0 / 366, span = k == 1 ? 1 : k == 2 ? 31 * day : day;
    return part[0] + (part[1] - 1) / 12 + (part[2] - 1) * day + (ends ? span : 0);
}

static bool is_deadline(const bar *b) { return ti_str_is(b->dimension, TI_STR("deadline")); }
static bool is_range(const bar *b) { return ti_str_is(b->comparator, TI_STR("range")); }
static tiao_str end_of(const bar *b) { return b->high.n ? b->high : b->low; }

static tiao_str sign_of(const plot *p, tiao_str comparator)
{
    static const struct { const char *name, *sign; } signs[] = { { ">=", "≥" }, { "<=", "≤" } };
    for (size_t i = 0; i < sizeof signs / sizeof *signs && !p->o.ascii; i++)
        if (ti_str_is(comparator, ti_str(signs[i].name)))
            return ti_str(signs[i].sign);
    return comparator;
}

static tiao_str figure_of(plot *p, const bar *b)
{
    tiao_buf out = { 0 };
    if (!is_range(b)) {
        ti_buf_put(&out, sign_of(p, b->comparator));
        ti_buf_char(&out, ' ');
    }
    if (is_deadline(b)) {
        ti_buf_put(&out, b->low.n ? b->low : b->high);
        if (is_range(b) && b->high.n) {
            ti_buf_put(&out, p->o.ascii ? TI_STR("-") : TI_STR("–"));
            ti_buf_put(&out, b->high);
        }
    } else
        tiao_put_figure(&out, is_range(b) ? b->low : end_of(b), is_range(b) ? b->high : (tiao_str){ 0 }, b->unit);
    tiao_str s         = keep(p, ti_buf_str(&out));
    p->rows.out.failed = p->rows.out.failed || out.failed;
    tiao_buf_free(&out);
    return s;
}

/* Which plot the bar belongs to. */
static size_t plot_of(plot *p, const bar *b)
{
    for (size_t i = 0; i < p->kinds_count; i++)
        if (ti_str_is(p->kinds[i].dimension, b->dimension) && ti_str_is(p->kinds[i].unit, b->unit))
            return i;
    struct kind *k = TI_PUSH(p->kinds, p->kinds_count, p->kinds_room);
    if (!k) {
        p->rows.out.failed = true;
        return 0;
    }
    *k = (struct kind){ b->dimension, b->unit };
    return p->kinds_count - 1;
}

static void take(ti_rows *r)
{
    plot *p = (plot *)r;
    bar  *b = TI_PUSH(p->bars, p->count, p->room);
    if (!b) {
        r->out.failed = true;
        return;
    }
    *b = (bar){ .address = field(p, "address"), .label = field(p, "subject"), .by = field(p, "by"), .dimension = field(p, "dimension"),
                .unit = field(p, "unit"), .comparator = field(p, "comparator"), .low = field(p, "low"), .high = field(p, "high"),
                .at = p->count };
    if (!b->label.n)
        b->label = field(p, "text");
    b->plot   = plot_of(p, b);
    b->figure = figure_of(p, b);
    if (is_deadline(b)) {
        b->from = year_of(b->low.n ? b->low : b->high, false);
        b->to   = year_of(end_of(b), true);
    } else {
        b->from = is_range(b) ? value_of(b->low) : 0;
        b->to   = value_of(end_of(b));
    }
}

/* ---- in which order ---- */

static int by_text(tiao_str a, tiao_str b)
{
    int c = memcmp(a.s, b.s, a.n < b.n ? a.n : b.n);
    return c ? c : (a.n > b.n) - (a.n < b.n);
}

/* Years in their order, then other periods, then none. */
static int by_period(tiao_str a, tiao_str b)
{
    int x = !a.n ? 2 : a.s[0] < '0' || a.s[0] > '9', y = !b.n ? 2 : b.s[0] < '0' || b.s[0] > '9';
    return x != y ? x - y : by_text(a, b);
}

static int by_number(size_t a, size_t b) { return (a > b) - (a < b); }
static int by_size(double a, double b) { return (a < b) - (a > b); }

static int by_label(const void *x, const void *y)
{
    const bar *a = x, *b = y;
    int        c = by_number(a->plot, b->plot);
    return c ? c : by_text(a->label, b->label);
}

static int within_plot(const bar *a, const bar *b)
{
    int c = is_deadline(a) ? by_size(b->from, a->from) : 0;
    c     = c ? c : by_size(a->first, b->first);
    c     = c ? c : by_text(a->label, b->label);
    c     = c ? c : by_size(a->to, b->to);
    return c ? c : by_number(a->at, b->at);
}

static int by_subject(const void *x, const void *y)
{
    const bar *a = x, *b = y;
    int        c = by_number(a->plot, b->plot);
    return c ? c : within_plot(a, b);
}

static int by_year(const void *x, const void *y)
{
    const bar *a = x, *b = y;
    int        c = by_number(a->plot, b->plot);
    c            = c ? c : by_period(a->by, b->by);
    return c ? c : within_plot(a, b);
}

/* Brings the bars of each plot together, in the order in which the plots begin, and sorts them. */
static void sort(plot *p)
{
    if (!p->count)
        return;
    qsort(p->bars, p->count, sizeof *p->bars, by_label);
    for (size_t i = 0, end; i < p->count; i = end) {
        double top = 0;
        for (end = i; end < p->count && by_label(&p->bars[i], &p->bars[end]) == 0; end++)
            top = fmax(top, p->bars[end].to);
        for (size_t k = i; k < end; k++)
            p->bars[k].first = top;
    }
    qsort(p->bars, p->count, sizeof *p->bars, p->o.by_year ? by_year : by_subject);
}

/* ---- how it is laid out ---- */

static size_t most(size_t a, size_t b) { return a > b ? a : b; }

static layout lay_out(const plot *p)
{
    size_t width = p->o.table.width ? p->o.table.width : WIDTH;
    layout l     = { .width = width };
    for (size_t i = 0; i < p->count; i++) {
        const bar *b = &p->bars[i];
        l.label      = most(l.label, tiao_width(b->label));
        l.by         = most(l.by, tiao_width(b->by));
        l.figure     = most(l.figure, tiao_width(b->figure));
        l.address    = most(l.address, tiao_width(b->address));
    }
    size_t fixed = l.figure + GAP + l.address + GAP + (l.by ? l.by + GAP : 0) + GAP;
    size_t label = l.label;
    if (fixed + label + BAR_GOOD > width)
        label = fixed + BAR_GOOD + LABEL_MIN < width ? width - fixed - BAR_GOOD : LABEL_MIN;
    if (label > l.label)
        label = l.label;
    l.stacked = fixed + label + BAR_MIN > width;
    if (l.stacked) {
        l.bar   = width > l.figure + GAP + BAR_MIN ? width - l.figure - GAP : width;      /* a long figure goes below */
    } else {
        l.bar   = width - fixed - label;
        l.label = label;
    }
    return l;
}

typedef struct { double from, to; bool logarithmic; } scale;

static scale scale_of(const bar *b, size_t n)
{
    scale  s     = { 0, 0, false };
    double small = 0;
    if (is_deadline(b)) {
        s = (scale){ floor(b->from), ceil(b->to), false };
        for (size_t i = 1; i < n; i++)
            s = (scale){ fmin(s.from, floor(b[i].from)), fmax(s.to, ceil(b[i].to)), false };
        return s;
    }
    for (size_t i = 0; i < n; i++) {
        s.to = fmax(s.to, b[i].to);
        if (b[i].to > 0 && (small == 0 || b[i].to < small))
            small = b[i].to;
    }
    if (small > 0 && s.to / small >= LOGARITHMIC) {
        s.logarithmic = true;
        s.from        = pow(10, ceil(log10(small)) - 1);
    }
    return s;
}

/* Eighths of a column from the left end. */
static size_t place(const scale *s, double v, size_t columns)
{
    double part = 0;
    if (s->logarithmic)
        part = v > s->from ? log10(v / s->from) / log10(s->to / s->from) : 0;
    else if (s->to > s->from)
        part = (v - s->from) / (s->to - s->from);
    part = fmin(fmax(part, 0), 1);
    return (size_t)(part * (double)columns * 8 + 0.5);
}

/* ---- what is printed ---- */

static void put_spaces(tiao_buf *b, size_t n)
{
    while (n--)
        ti_buf_char(b, ' ');
}

static void put_marked(plot *p, const char *name, tiao_str s)
{
    tiao_buf *b = &p->rows.out.buf;
    if (p->o.table.mark && s.n)
        p->o.table.mark(p->o.table.mark_ctx, name, s, true, b);
    ti_buf_put(b, s);
    if (p->o.table.mark && s.n)
        p->o.table.mark(p->o.table.mark_ctx, name, s, false, b);
}

static void put_padded(plot *p, const char *name, tiao_str s, size_t width)
{
    put_marked(p, name, s);
    put_spaces(&p->rows.out.buf, width > tiao_width(s) ? width - tiao_width(s) : 0);
}

static void put_bar(plot *p, const scale *s, const bar *b, size_t columns)
{
    static const char *const eighths[] = { "", "▏", "▎", "▍", "▌", "▋", "▊", "▉" };
    tiao_buf *out  = &p->rows.out.buf;
    size_t    from = place(s, b->from, columns), to = place(s, b->to, columns), blank = from / 8, used = blank;
    bool      any  = is_deadline(b) || b->to > 0;
    if (blank >= columns)
        blank = used = columns - 1;
    put_spaces(out, blank);
    if (p->o.ascii) {
        size_t end = any ? most((to + 4) / 8, blank + 1) : blank;
        for (; used < end; used++)
            ti_buf_char(out, '#');
    } else {
        if (any && to < blank * 8 + 1)
            to = blank * 8 + 1;
        for (; used < to / 8; used++)
            ti_buf_put(out, TI_STR("█"));
        if (any && to % 8 && used < columns) {
            ti_buf_put(out, ti_str(eighths[to % 8]));
            used++;
        }
    }
    put_spaces(out, columns - used);
}

static void put_scale_end(tiao_buf *b, double v)
{
    tiao_buf   figure = { 0 };
    ti_decimal d      = { (uint64_t)(v < 1 ? 1 : v + 0.5), v < 1 ? (int)floor(log10(v) + 0.5) : 0 };
    ti_decimal_put(d, &figure);
    tiao_put_figure(b, ti_buf_str(&figure), (tiao_str){ 0 }, (tiao_str){ 0 });
    tiao_buf_free(&figure);
}

/* Words in lines of the terminal, from column `used` on; gives the column behind them. */
static size_t print_words(plot *p, const layout *l, const char *name, tiao_str s, size_t used)
{
    while (s.n) {
        tiao_str line = tiao_wrap(&s, used < l->width ? l->width - used : l->width);
        put_marked(p, name, line);
        used += tiao_width(line);
        if (s.n) {
            ti_buf_char(&p->rows.out.buf, '\n');
            used = 0;
        }
    }
    return used;
}

/* money 元, 0 – 2200亿 */
static void print_title(plot *p, const layout *l, const scale *s, const bar *b, size_t n)
{
    tiao_buf  title = { 0 };
    const bar *top   = b;
    const char *dash  = p->o.ascii ? "-" : "–";
    for (size_t i = 1; i < n; i++)
        if (b[i].to > top->to)
            top = &b[i];
    ti_buf_put(&title, b->dimension);
    if (is_deadline(b)) {
        ti_buf_printf(&title, "  %.0f", s->from);
        if (s->to - 1 > s->from)
            ti_buf_printf(&title, "%s%.0f", dash, s->to - 1);
    } else {
        if (b->unit.n)
            ti_buf_char(&title, ' ');
        ti_buf_put(&title, b->unit);
        ti_buf_put(&title, TI_STR("  "));
        if (s->logarithmic)
            put_scale_end(&title, s->from);
        else
            ti_buf_char(&title, '0');
        if (s->to > 0) {
            ti_buf_put(&title, ti_str(dash));
            tiao_put_figure(&title, end_of(top), (tiao_str){ 0 }, (tiao_str){ 0 });
        }
        if (s->logarithmic)
            ti_buf_put(&title, ti_str(ti_said(N_(", logarithmic"))));
    }
    print_words(p, l, NULL, ti_buf_str(&title), 0);
    ti_buf_char(&p->rows.out.buf, '\n');
    p->rows.out.failed = p->rows.out.failed || title.failed;
    tiao_buf_free(&title);
}

/* subject  bar  figure  by  address; by years the year comes first. A long subject goes on below. */
static void print_line(plot *p, const layout *l, const scale *s, const bar *b)
{
    tiao_buf *out  = &p->rows.out.buf;
    tiao_str  rest = b->label;
    size_t    lead = p->o.by_year && l->by ? l->by + GAP : 0;
    if (lead)
        put_padded(p, "by", b->by, lead);
    put_padded(p, "subject", tiao_wrap(&rest, l->label), l->label + GAP);
    put_bar(p, s, b, l->bar);
    put_spaces(out, GAP);
    put_padded(p, "value", b->figure, l->figure + GAP);
    if (!p->o.by_year && l->by)
        put_padded(p, "by", b->by, l->by + GAP);
    put_marked(p, "address", b->address);
    ti_buf_char(out, '\n');
    while (rest.n) {
        put_spaces(out, lead);
        put_marked(p, "subject", tiao_wrap(&rest, l->label));
        ti_buf_char(out, '\n');
    }
}

/* The same with the words above the bar. */
static void print_stacked(plot *p, const layout *l, const scale *s, const bar *b)
{
    tiao_buf *out  = &p->rows.out.buf;
    size_t    used = print_words(p, l, "by", b->by, 0);
    if (used && used + GAP + LABEL_MIN <= l->width) {
        put_spaces(out, GAP);
        used += GAP;
    } else if (used) {
        ti_buf_char(out, '\n');
        used = 0;
    }
    used = print_words(p, l, "subject", b->label, used);
    if (used && used + GAP + tiao_width(b->address) <= l->width)
        put_spaces(out, GAP);
    else if (used)
        ti_buf_char(out, '\n');
    put_marked(p, "address", b->address);
    ti_buf_char(out, '\n');
    put_bar(p, s, b, l->bar);
    if (l->bar == l->width)
        ti_buf_char(out, '\n');
    else
        put_spaces(out, GAP);
    print_words(p, l, "value", b->figure, l->bar == l->width ? 0 : l->bar + GAP);
    ti_buf_char(out, '\n');
}

static int finish(tiao_writer *w)
{
    plot *p = (plot *)w;
    sort(p);
    layout l = lay_out(p);
    for (size_t i = 0, end; i < p->count; i = end) {
        for (end = i + 1; end < p->count && p->bars[end].plot == p->bars[i].plot;)
            end++;
        scale s = scale_of(&p->bars[i], end - i);
        if (i)
            ti_buf_char(&p->rows.out.buf, '\n');
        print_title(p, &l, &s, &p->bars[i], end - i);
        for (size_t k = i; k < end; k++) {
            (l.stacked ? print_stacked : print_line)(p, &l, &s, &p->bars[k]);
            ti_sink_maybe_flush(&p->rows.out);
        }
    }
    ti_sink_flush(&p->rows.out);
    return p->rows.out.failed ? -1 : 0;
}

static void release(tiao_writer *w)
{
    plot *p = (plot *)w;
    ti_rows_free(&p->rows);
    ti_arena_free(&p->arena);
    tiao_buf_free(&p->safe);
    free(p->bars);
    free(p->kinds);
    free(p);
}

tiao_writer *tiao_plot_writer(tiao_write_fn write, void *ctx, const tiao_plot_options *o)
{
    plot *p = ti_calloc(1, sizeof *p);
    if (!p)
        return NULL;
    ti_rows_init(&p->rows, write, ctx, take);
    p->rows.w.finish  = finish;
    p->rows.w.release = release;
    if (o)
        p->o = *o;
    return &p->rows.w;
}
