#include "render/rows.h"

static tiao_buf *cell(ti_rows *r, const char *name)
{
    if (r->deep) {                                     /* a part of a list or object */
        tiao_buf *b = &r->cells[r->columns - 1];
        if (r->inside++)
            ti_buf_char(b, r->deep > 1 ? ':' : ';');
        return b;
    }
    if (r->columns < TI_COLUMNS_MAX) {
        r->names[r->columns]     = name;
        r->is_number[r->columns] = false;
        ti_buf_clear(&r->cells[r->columns++]);
    }
    return &r->cells[r->columns - 1];
}

static void rows_begin(tiao_writer *w, const char *record)
{
    (void)record;
    ((ti_rows *)w)->columns = 0;
    ((ti_rows *)w)->deep    = 0;
}

static void rows_text(tiao_writer *w, const char *name, tiao_str value) { ti_buf_put(cell((ti_rows *)w, name), value); }

static void rows_number(tiao_writer *w, const char *name, tiao_str decimal)
{
    ti_rows *r = (ti_rows *)w;
    ti_buf_put(cell(r, name), decimal);
    if (!r->deep)
        r->is_number[r->columns - 1] = true;
}

static void rows_boolean(tiao_writer *w, const char *name, bool value)
{
    ti_buf_put(cell((ti_rows *)w, name), value ? TI_STR("true") : TI_STR("false"));
}

static void rows_list(tiao_writer *w, const char *name)
{
    ti_rows *r = (ti_rows *)w;
    if (!r->deep) {
        cell(r, name);
        r->inside = 0;
    } else if (r->inside) {
        ti_buf_char(&r->cells[r->columns - 1], ';');
        r->inside = 0;
    }
    r->deep++;
}

static void rows_pop(tiao_writer *w)
{
    ti_rows *r = (ti_rows *)w;
    r->deep--;
    r->inside = 1;
}

static void rows_end(tiao_writer *w)
{
    ti_rows *r = (ti_rows *)w;
    r->row(r);
    r->header_done = true;
    for (int i = 0; i < r->columns; i++)
        r->out.failed = r->out.failed || r->cells[i].failed;
    ti_sink_maybe_flush(&r->out);
}

static int rows_finish(tiao_writer *w)
{
    ti_sink_flush(&((ti_rows *)w)->out);
    return ((ti_rows *)w)->out.failed ? -1 : 0;
}

void ti_rows_init(ti_rows *r, tiao_write_fn write, void *ctx, void (*row)(ti_rows *))
{
    r->w   = (tiao_writer){ rows_begin, rows_text, rows_number, rows_boolean, rows_list, rows_list,
                            rows_pop,   rows_end,  rows_finish, NULL };
    r->out = (ti_sink){ .write = write, .ctx = ctx };
    r->row = row;
}

void ti_rows_free(ti_rows *r)
{
    for (int i = 0; i < TI_COLUMNS_MAX; i++)
        tiao_buf_free(&r->cells[i]);
    tiao_buf_free(&r->out.buf);
}
