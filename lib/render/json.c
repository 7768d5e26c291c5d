/* JSON Lines (RFC 8259, one object a line). Numbers are written as the decimals they are given as: values such as
   100000000000.01 would not survive a double. */
#include "render/writer.h"

#include <stdlib.h>

typedef struct {
    tiao_writer w;
    ti_sink     out;
    bool        first;                /* no comma is due */
    char        close[256];           /* what closes each open list or object */
    int         deep;
} json;

static void put_string(tiao_buf *b, tiao_str s)
{
    static const char hex[] = "0123456789abcdef";
    ti_buf_char(b, '"');
    size_t from = 0;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.s[i];
        if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7F)
            continue;
        ti_buf_put(b, ti_sub(s, from, i));
        from = i + 1;
        ti_buf_char(b, '\\');
        switch (c) {
        case '"': case '\\': ti_buf_char(b, (char)c); break;
        case '\n': ti_buf_char(b, 'n'); break;
        case '\r': ti_buf_char(b, 'r'); break;
        case '\t': ti_buf_char(b, 't'); break;
        default:
            ti_buf_put(b, TI_STR("u00"));
            ti_buf_char(b, hex[c >> 4]);
            ti_buf_char(b, hex[c & 15]);
        }
    }
    ti_buf_put(b, ti_sub(s, from, s.n));
    ti_buf_char(b, '"');
}

static void put_name(json *j, const char *name)
{
    if (!j->first)
        ti_buf_char(&j->out.buf, ',');
    j->first = false;
    if (name) {
        put_string(&j->out.buf, ti_str(name));
        ti_buf_char(&j->out.buf, ':');
    }
}

static void open_with(json *j, char open, char close)
{
    ti_buf_char(&j->out.buf, open);
    if (j->deep < (int)sizeof j->close)
        j->close[j->deep++] = close;
    j->first = true;
}

static void json_begin(tiao_writer *w, const char *record)
{
    (void)record;
    json *j = (json *)w;
    j->deep = 0;
    open_with(j, '{', '}');
}

static void json_text(tiao_writer *w, const char *name, tiao_str value)
{
    json *j = (json *)w;
    put_name(j, name);
    if (value.s)
        put_string(&j->out.buf, value);
    else
        ti_buf_put(&j->out.buf, TI_STR("null"));
}

static void json_number(tiao_writer *w, const char *name, tiao_str decimal)
{
    json *j = (json *)w;
    put_name(j, name);
    ti_buf_put(&j->out.buf, decimal.s ? decimal : TI_STR("null"));
}

static void json_boolean(tiao_writer *w, const char *name, bool value)
{
    json *j = (json *)w;
    put_name(j, name);
    ti_buf_put(&j->out.buf, value ? TI_STR("true") : TI_STR("false"));
}

static void json_list(tiao_writer *w, const char *name)
{
    put_name((json *)w, name);
    open_with((json *)w, '[', ']');
}

static void json_object(tiao_writer *w, const char *name)
{
    put_name((json *)w, name);
    open_with((json *)w, '{', '}');
}

static void json_pop(tiao_writer *w)
{
    json *j = (json *)w;
    if (j->deep)
        ti_buf_char(&j->out.buf, j->close[--j->deep]);
    j->first = false;
}

static void json_end(tiao_writer *w)
{
    json_pop(w);
    ti_buf_char(&((json *)w)->out.buf, '\n');
    ti_sink_maybe_flush(&((json *)w)->out);
}

static int json_finish(tiao_writer *w)
{
    ti_sink_flush(&((json *)w)->out);
    return ((json *)w)->out.failed ? -1 : 0;
}

static void json_release(tiao_writer *w)
{
    tiao_buf_free(&((json *)w)->out.buf);
    free(w);
}

tiao_writer *tiao_json_writer(tiao_write_fn write, void *ctx)
{
    json *j = ti_calloc(1, sizeof *j);
    if (!j)
        return NULL;
    j->w   = (tiao_writer){ json_begin, json_text, json_number, json_boolean, json_list, json_object,
                            json_pop,   json_end,  json_finish, json_release };
    j->out = (ti_sink){ .write = write, .ctx = ctx };
    return &j->w;
}
