/* Tables for people: columns aligned by display width, numbers to the right. Rows are gathered first; a column that makes
   the table wider than the terminal is cut, the widest first, and a cut cell ends in …. */
#include "render/rows.h"

#include <stdlib.h>

typedef struct {
    ti_rows   rows;
    size_t    width;
    const char *(*heading)(const char *name);
    tiao_str *cells;                  /* all rows, `columns` each, header first */
    size_t    count, room;
    int       columns;
    bool      right[TI_COLUMNS_MAX];
    ti_arena  arena;
} table;

enum { GAP = 2, COLUMN_MIN = 6 };

static void keep(table *t, tiao_str s)
{
    tiao_str *cell = TI_PUSH(t->cells, t->count, t->room);
    char     *p    = TI_NEW(&t->arena, char, s.n + 1);
    if (!cell || !p) {
        t->rows.out.failed = true;
        return;
    }
    for (size_t i = 0; i < s.n; i++)                   /* one line a row */
        p[i] = s.s[i] == '\n' || s.s[i] == '\t' || s.s[i] == '\r' ? ' ' : s.s[i];
    *cell = (tiao_str){ p, s.n };
}

static void keep_row(ti_rows *r)
{
    table *t = (table *)r;
    if (!r->header_done) {
        t->columns = r->columns;
        for (int i = 0; i < r->columns; i++) {
            t->right[i] = r->is_number[i];
            keep(t, ti_str(t->heading ? t->heading(r->names[i]) : r->names[i]));
        }
    }
    for (int i = 0; i < t->columns; i++)
        keep(t, i < r->columns ? ti_buf_str(&r->cells[i]) : TI_STR(""));
}

static void measure(const table *t, size_t *widths)
{
    size_t total = 0;
    for (int c = 0; c < t->columns; c++) {
        widths[c] = 0;
        for (size_t i = (size_t)c; i < t->count; i += (size_t)t->columns) {
            size_t w  = tiao_width(t->cells[i]);
            widths[c] = w > widths[c] ? w : widths[c];
        }
        total += widths[c] + (c ? GAP : 0);
    }
    while (t->width && total > t->width) {             /* the widest column gives way, down to the next widest */
        int widest = t->columns > 1 ? 1 : 0;
        for (int c = 2; c < t->columns; c++)
            widest = widths[c] > widths[widest] ? c : widest;
        if (widths[widest] <= COLUMN_MIN)              /* the first, which people quote, comes last */
            widest = 0;
        if (widths[widest] <= COLUMN_MIN)
            return;
        size_t second = COLUMN_MIN;
        for (int c = 1; c < t->columns; c++)
            if (c != widest && widths[c] > second && widths[c] < widths[widest])
                second = widths[c];
        size_t over = total - t->width, most = widths[widest] - second;
        size_t cut  = over < most ? over : most ? most : 1;
        widths[widest] -= cut;
        total -= cut;
    }
}

static void put_spaces(tiao_buf *b, size_t n)
{
    while (n--)
        ti_buf_char(b, ' ');
}

static int finish(tiao_writer *w)
{
    table    *t = (table *)w;
    size_t    widths[TI_COLUMNS_MAX];
    tiao_buf *b = &t->rows.out.buf;
    if (t->columns)
        measure(t, widths);
    for (size_t i = 0; t->columns && i + (size_t)t->columns <= t->count; i += (size_t)t->columns) {
        for (int c = 0; c < t->columns; c++) {
            tiao_str s     = t->cells[i + (size_t)c];
            bool     cut   = tiao_width(s) > widths[c];
            tiao_str shown = cut ? ti_sub(s, 0, tiao_fit(s, widths[c] - 1)) : s;
            size_t   used  = tiao_width(shown) + cut;
            if (t->right[c])
                put_spaces(b, widths[c] - used);
            ti_buf_put(b, shown);
            if (cut)
                ti_buf_put(b, TI_STR("…"));
            if (c + 1 < t->columns)
                put_spaces(b, (t->right[c] ? 0 : widths[c] - used) + GAP);
        }
        ti_buf_char(b, '\n');
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
    free(t->cells);
    free(t);
}

tiao_writer *tiao_table_writer(tiao_write_fn write, void *ctx, size_t width, const char *(*heading)(const char *name))
{
    table *t = ti_calloc(1, sizeof *t);
    if (!t)
        return NULL;
    ti_rows_init(&t->rows, write, ctx, keep_row);
    t->rows.w.finish  = finish;
    t->rows.w.release = release;
    t->width          = width;
    t->heading        = heading;
    return &t->rows.w;
}
