/* CSV (RFC 4180, but with a lone line feed at the end of a row) and TSV (tab, line feed and backslash escaped).

   A spreadsheet takes a cell that starts with one of some marks as a formula, which can run commands or send cells elsewhere,
   and a document may come from anywhere. Of a safe CSV such cells start with an apostrophe: they read as text there, but are
   not the document's own words any more, which is why that has to be asked for. */
#include "base/utf8.h"
#include "render/rows.h"

#include <stdlib.h>

typedef struct {
    ti_rows rows;
    char    delimiter;
    bool    safe;
} delimited;

/* Excel and LibreOffice start a formula with these, the full-width ones of Chinese input too, and pass over blanks and
   controls before them. */
static bool is_formula(tiao_str s)
{
    const char *p = s.s, *end = s.s + s.n;
    uint32_t    first = s.n ? ti_utf8_peek(p, end) : 0;
    if (first == '\t' || first == '\r' || first == '\n')
        return true;
    while (p < end) {
        uint32_t cp = ti_utf8_next(&p, end);
        if (cp == '=' || cp == '+' || cp == '-' || cp == '@' || cp == 0xFF1D || cp == 0xFF0B || cp == 0xFF0D || cp == 0xFF20)
            return true;
        if (!ti_is_space(cp) && cp >= ' ' && cp != 0x7F && cp != 0xFEFF)
            return false;
    }
    return false;
}

static void put_cell(tiao_buf *b, tiao_str s, char delimiter, bool safe)
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
    bool quote = false, defuse = safe && is_formula(s);
    for (size_t i = 0; i < s.n && !quote; i++)
        quote = s.s[i] == delimiter || s.s[i] == '"' || s.s[i] == '\n' || s.s[i] == '\r';
    if (quote)
        ti_buf_char(b, '"');
    if (defuse)
        ti_buf_char(b, '\'');
    if (!quote) {
        ti_buf_put(b, s);
        return;
    }
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
            put_cell(&r->out.buf, header ? ti_str(r->names[i]) : ti_buf_str(&r->cells[i]), d->delimiter,
                     d->safe && (header || !r->is_number[i]));
            ti_buf_char(&r->out.buf, i + 1 < r->columns ? d->delimiter : '\n');
        }
}

static void release(tiao_writer *w)
{
    ti_rows_free((ti_rows *)w);
    free(w);
}

tiao_writer *tiao_delimited_writer(tiao_write_fn write, void *ctx, char delimiter, bool safe)
{
    delimited *d = ti_calloc(1, sizeof *d);
    if (!d)
        return NULL;
    ti_rows_init(&d->rows, write, ctx, put_row);
    d->rows.w.release = release;
    d->delimiter      = delimiter;
    d->safe           = safe && delimiter == ',';
    return &d->rows.w;
}
