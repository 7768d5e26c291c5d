/* Tables for people. Rows are gathered first. With room for all, columns are aligned by display width, numbers to the right.
   In a terminal that is narrower nothing is cut, for what is cut off is what one looks for, and an address is there to be
   copied: the widest texts go on in further lines below themselves; where that would make rows of many lines, each record
   stands by itself, under its address, a field a line. */
#include "render/rows.h"
#include "render/width.h"

#include <stdlib.h>

typedef struct {
    ti_rows   rows;
    tiao_table_options o;
    tiao_str *cells;                  /* all rows, `columns` each, header first */
    size_t    count, room;
    int       columns;
    const char *names[TI_COLUMNS_MAX];
    bool      right[TI_COLUMNS_MAX];
    tiao_buf  safe;                   /* the value that is copied */
    ti_arena  arena;
} table;

enum {
    GAP      = 2,
    TEXT_MIN = 8,                     /* columns of a text that is wrapped: four characters */
    LINES    = 2,                     /* of a row, on average, in a table that is still read as one */
};

static tiao_str copy(table *t, tiao_str s)
{
    ti_buf_clear(&t->safe);
    tiao_put_safe(&t->safe, s);
    char *p = t->safe.failed ? NULL : TI_NEW(&t->arena, char, t->safe.n + 1);
    if (!p) {
        t->rows.out.failed = true;
        return TI_STR("");
    }
    if (t->safe.n)
        memcpy(p, t->safe.p, t->safe.n);
    return (tiao_str){ p, t->safe.n };
}

static void keep(table *t, tiao_str s)
{
    tiao_str *cell = TI_PUSH(t->cells, t->count, t->room);
    if (cell)
        *cell = copy(t, s);
    else
        t->rows.out.failed = true;
}

static void keep_row(ti_rows *r)
{
    table *t = (table *)r;
    if (!r->header_done) {
        t->columns = r->columns;
        for (int i = 0; i < r->columns; i++) {
            t->right[i] = r->is_number[i];
            t->names[i] = copy(t, ti_str(r->names[i])).s;
            keep(t, ti_str(t->o.heading ? t->o.heading(r->names[i]) : r->names[i]));
        }
    }
    for (int i = 0; i < t->columns; i++)
        keep(t, i < r->columns ? ti_buf_str(&r->cells[i]) : TI_STR(""));
}

static size_t row_count(const table *t) { return t->columns ? t->count / (size_t)t->columns : 0; }
static tiao_str cell_at(const table *t, size_t row, int c) { return t->cells[row * (size_t)t->columns + (size_t)c]; }

/* ---- how wide ---- */

/* What people copy from one command to the next, and figures. */
static bool is_whole(const table *t, int c)
{
    static const char *const names[] = { "address", "doc", "target", "parent", "topic", "district", "code", "value", "by", "#" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(t->names[c], names[i]) == 0)
            return true;
    return false;
}

static size_t widest(const table *t, int c)
{
    size_t most = 0;
    for (size_t i = 0; i < row_count(t); i++) {
        size_t w = tiao_width(cell_at(t, i, c));
        most     = w > most ? w : most;
    }
    return most;
}

/* The least that a column can have: of a text the widest of its words, but some characters a line. */
static size_t least(const table *t, int c, size_t most)
{
    size_t words = most < TEXT_MIN ? most : TEXT_MIN;
    if (t->right[c] || is_whole(t, c))
        return most;
    for (size_t i = 0; i < row_count(t); i++) {
        size_t w = ti_width_of_words(cell_at(t, i, c));
        words    = w > words ? w : words;
    }
    return words;
}

static bool is_empty(const table *t, int c)
{
    for (size_t i = 1; i < row_count(t); i++)
        if (cell_at(t, i, c).n)
            return false;
    return row_count(t) > 1;
}

/* Column widths (0: left out, for nothing stands in it) that fit the terminal; false where there are none. */
static bool fit(const table *t, size_t *widths)
{
    size_t floor[TI_COLUMNS_MAX], total = 0;
    int    shown = 0;
    for (int c = 0; c < t->columns; c++) {
        widths[c] = widest(t, c);
        total += widths[c] + GAP;
    }
    total -= t->columns ? GAP : 0;
    if (!t->o.width || total <= t->o.width)
        return true;
    total = 0;
    for (int c = 0; c < t->columns; c++) {
        if (is_empty(t, c))
            widths[c] = 0;
        floor[c] = widths[c] ? least(t, c, widths[c]) : 0;
        total += widths[c] ? widths[c] + (shown++ ? GAP : 0) : 0;
    }
    while (total > t->o.width) {                       /* the widest gives way, down to the next widest */
        int    give = -1;
        size_t next = 0;
        for (int c = 0; c < t->columns; c++)
            if (widths[c] > floor[c] && (give < 0 || widths[c] > widths[give]))
                give = c;
        if (give < 0)
            return false;
        for (int c = 0; c < t->columns; c++)
            if (widths[c] > floor[c] && widths[c] < widths[give] && widths[c] > next)
                next = widths[c];
        next        = next > floor[give] ? next : floor[give];
        size_t over = total - t->o.width, most = widths[give] - next;
        size_t cut  = over < most ? over : most;
        widths[give] -= cut;
        total -= cut;
    }
    return true;
}

static size_t lines_of(tiao_str s, size_t columns)
{
    size_t n = 0;
    do
        tiao_wrap(&s, columns), n++;
    while (s.n);
    return n;
}

/* Whether rows stay short enough for a table. */
static bool is_flat(const table *t, const size_t *widths)
{
    size_t lines = 0;
    for (size_t i = 0; i < row_count(t); i++) {
        size_t most = 1;
        for (int c = 0; c < t->columns; c++) {
            size_t n = widths[c] ? lines_of(cell_at(t, i, c), widths[c]) : 1;
            most     = n > most ? n : most;
        }
        lines += most;
    }
    return lines <= LINES * row_count(t);
}

/* ---- what is printed ---- */

static void put_spaces(tiao_buf *b, size_t n)
{
    while (n--)
        ti_buf_char(b, ' ');
}

/* A value, or the part of it that stands on one line; name NULL: the value is the name of a column. */
static void put_marked(const table *t, tiao_buf *b, const char *name, tiao_str value, tiao_str part)
{
    if (t->o.mark && part.n)
        t->o.mark(t->o.mark_ctx, name, value, true, b);
    ti_buf_put(b, part);
    if (t->o.mark && part.n)
        t->o.mark(t->o.mark_ctx, name, value, false, b);
}

static void print_row(table *t, size_t row, const size_t *widths)
{
    tiao_buf *b = &t->rows.out.buf;
    tiao_str  rest[TI_COLUMNS_MAX];
    bool      more = true;
    for (int c = 0; c < t->columns; c++)
        rest[c] = cell_at(t, row, c);
    while (more) {
        size_t due = 0;                                /* blanks, if something follows */
        bool   any = false;
        more       = false;
        for (int c = 0; c < t->columns; c++) {
            if (!widths[c])
                continue;
            tiao_str part = tiao_wrap(&rest[c], widths[c]);
            size_t   pad  = widths[c] - tiao_width(part);
            due += (any ? GAP : 0) + (t->right[c] ? pad : 0);
            any  = true;
            more = more || rest[c].n;
            if (part.n) {
                put_spaces(b, due);
                put_marked(t, b, row ? t->names[c] : NULL, cell_at(t, row, c), part);
                due = 0;
            }
            due += t->right[c] ? 0 : pad;
        }
        ti_buf_char(b, '\n');
    }
}

/* Under its address, what a record has, a field a line. */
static void print_record(table *t, size_t row)
{
    tiao_buf *b     = &t->rows.out.buf;
    size_t    label = 0;
    int       head  = 0;
    while (head < t->columns && is_whole(t, head) && (head == 0 || strcmp(t->names[head - 1], "#") == 0))
        head++;
    for (int c = head; c < t->columns; c++) {
        size_t w = is_empty(t, c) ? 0 : tiao_width(cell_at(t, 0, c));
        label    = w > label ? w : label;
    }
    size_t indent = (head ? GAP : 0) + label + GAP;
    if (row > 1)
        ti_buf_char(b, '\n');
    for (int c = 0; c < head; c++) {
        put_spaces(b, c ? GAP : 0);
        put_marked(t, b, t->names[c], cell_at(t, row, c), cell_at(t, row, c));
    }
    if (head)
        ti_buf_char(b, '\n');
    for (int c = head; c < t->columns; c++) {
        tiao_str value = cell_at(t, row, c), rest = value, name = cell_at(t, 0, c);
        if (!value.n)
            continue;
        put_spaces(b, head ? GAP : 0);
        put_marked(t, b, NULL, name, name);
        put_spaces(b, indent - (head ? GAP : 0) - tiao_width(name));
        size_t room = t->o.width > indent + TEXT_MIN ? t->o.width - indent : TEXT_MIN;
        for (bool first = true; rest.n; first = false) {
            put_spaces(b, first ? 0 : indent);
            put_marked(t, b, t->names[c], value, is_whole(t, c) ? rest : tiao_wrap(&rest, room));
            ti_buf_char(b, '\n');
            if (is_whole(t, c))
                break;
        }
    }
}

static int finish(tiao_writer *w)
{
    table *t = (table *)w;
    size_t widths[TI_COLUMNS_MAX];
    bool   is_table = fit(t, widths) && (!t->o.width || is_flat(t, widths));
    for (size_t i = is_table ? 0 : 1; i < row_count(t); i++) {
        if (is_table)
            print_row(t, i, widths);
        else
            print_record(t, i);
        ti_sink_maybe_flush(&t->rows.out);
    }
    ti_sink_flush(&t->rows.out);
    return t->rows.out.failed ? -1 : 0;
}
static void release(tiao_writer *w)
{
    table *t = (table *)w;
    ti_rows_free(&t->rows);
    ti_arena_free(&t->arena);
    tiao_buf_free(&t->safe);
    free(t->cells);
    free(t);
}

tiao_writer *tiao_table_writer(tiao_write_fn write, void *ctx, const tiao_table_options *o)
{
    table *t = ti_calloc(1, sizeof *t);
    if (!t)
        return NULL;
    ti_rows_init(&t->rows, write, ctx, keep_row);
    t->rows.w.finish  = finish;
    t->rows.w.release = release;
    if (o)
        t->o = *o;
    return &t->rows.w;
}
