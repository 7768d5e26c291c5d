/* CSV (RFC 4180, but with a lone line feed at the end of a row) and TSV (tab, line feed and backslash escaped). */
#include "render/rows.h"

#include <stdlib.h>

typedef struct {
    ti_rows rows;
    char    delimiter;
} delimited;

static void put_cell(tiao_buf *b, tiao_str s, char delimiter)
{
    if (delimiter == '\t') {
        for (size_t i = 0; i < s.n; i++)
            switch (s.s[i]) {
            case '\t': ti_buf_put(b, TI_STR("\\t")); break;
            case '\n': ti_buf_put(b, TI_STR("\\n")); break;
            case '\r': ti_buf_put(b, TI_STR("\\r")); break;
            case '\\': ti_buf_put(b, TI_STR("\\\\")); break;
            default:   ti_buf_char(b, s.s[i]);
            }
        return;
    }
    bool quote = false;
    for (size_t i = 0; i < s.n && !quote; i++)
        quote = s.s[i] == delimiter || s.s[i] == '"' || s.s[i] == '\n' || s.s[i] == '\r';
    if (!quote) {
        ti_buf_put(b, s);
        return;
    }
    ti_buf_char(b, '"');
    for (size_t i = 0; i < s.n; i++) {
        if (s.s[i] == '"')
            ti_buf_char(b, '"');
        ti_buf_char(b, s.s[i]);
    }
    ti_buf_char(b, '"');
}

static void put_row(ti_rows *r)
{
    delimited *d = (delimited *)r;
    for (int header = r->header_done ? 0 : 1; header >= 0; header--)
        for (int i = 0; i < r->columns; i++) {
            put_cell(&r->out.buf, header ? ti_str(r->names[i]) : ti_buf_str(&r->cells[i]), d->delimiter);
            ti_buf_char(&r->out.buf, i + 1 < r->columns ? d->delimiter : '\n');
        }
}

static void release(tiao_writer *w)
{
    ti_rows_free((ti_rows *)w);
    free(w);
}

tiao_writer *tiao_delimited_writer(tiao_write_fn write, void *ctx, char delimiter)
{
    delimited *d = ti_calloc(1, sizeof *d);
    if (!d)
        return NULL;
    ti_rows_init(&d->rows, write, ctx, put_row);
    d->rows.w.release = release;
    d->delimiter      = delimiter;
    return &d->rows.w;
}
