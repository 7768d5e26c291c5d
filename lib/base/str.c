#include "base/str.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

size_t ti_str_find(tiao_str s, tiao_str what)
{
    if (what.n == 0)
        return 0;
    const char *p = s.n ? memmem(s.s, s.n, what.s, what.n) : NULL;
    return p ? (size_t)(p - s.s) : SIZE_MAX;
}

tiao_str ti_str_trim(tiao_str s)
{
    const char *p = s.s, *end = s.s + s.n;
    while (p < end) {
        const char *q = p;
        if (!ti_is_space(ti_utf8_next(&q, end)))
            break;
        p = q;
    }
    while (end > p) {
        const char *q = end;
        if (!ti_is_space(ti_utf8_back(&q, p)))
            break;
        end = q;
    }
    return (tiao_str){ p, (size_t)(end - p) };
}

/* What there is stays, up to the last character that is whole: a buffer may be looked at before its failure is. */
static bool refuse(tiao_buf *b)
{
    size_t at = b->n;
    while (!b->failed && at > 0 && b->n - at < 3 && ((unsigned char)b->p[at - 1] & 0xC0) == 0x80)
        at--;
    if (!b->failed && at > 0 && ti_utf8_check(ti_sub(ti_buf_str(b), at - 1, b->n)) != SIZE_MAX)
        b->p[b->n = at - 1] = 0;
    b->failed = true;
    return false;
}

bool ti_buf_reserve(tiao_buf *b, size_t more)
{
    if (b->failed || more > SIZE_MAX / 4 - b->n)
        return refuse(b);
    if (b->n + more + 1 <= b->room)
        return true;
    size_t room = b->room ? b->room : 64;
    while (room < b->n + more + 1)
        room *= 2;
    char *p = ti_realloc(b->p, room);
    if (!p)
        return refuse(b);
    b->p    = p;
    b->room = room;
    return true;
}

void ti_buf_put(tiao_buf *b, tiao_str s)
{
    if (!ti_buf_reserve(b, s.n))
        return;
    if (s.n)
        memcpy(b->p + b->n, s.s, s.n);
    b->n += s.n;
    b->p[b->n] = 0;
}

void ti_buf_char(tiao_buf *b, char c) { ti_buf_put(b, (tiao_str){ &c, 1 }); }

void ti_buf_cp(tiao_buf *b, uint32_t cp)
{
    char u[4];
    ti_buf_put(b, (tiao_str){ u, ti_utf8_put(u, cp) });
}

void ti_buf_uint(tiao_buf *b, uint64_t v)
{
    char  d[20];
    char *p = d + sizeof d;
    do
        *--p = (char)('0' + v % 10);
    while (v /= 10);
    ti_buf_put(b, (tiao_str){ p, (size_t)(d + sizeof d - p) });
}

void ti_buf_squeezed(tiao_buf *b, tiao_str s)
{
    for (const char *p = s.s, *end = s.s + s.n; p < end;) {
        const char *from = p;
        if (!ti_is_space(ti_utf8_next(&p, end)))
            ti_buf_put(b, (tiao_str){ from, (size_t)(p - from) });
    }
}

void ti_buf_printf(tiao_buf *b, const char *fmt, ...)
{
    va_list ap, again;
    va_start(ap, fmt);
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    if (n < 0)
        b->failed = true;
    else if (ti_buf_reserve(b, (size_t)n)) {
        vsnprintf(b->p + b->n, (size_t)n + 1, fmt, again);
        b->n += (size_t)n;
    }
    va_end(again);
}

void ti_buf_clear(tiao_buf *b)
{
    b->n      = 0;
    b->failed = false;
}

void tiao_buf_free(tiao_buf *b)
{
    free(b->p);
    *b = (tiao_buf){ 0 };
}
