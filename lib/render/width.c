#include "base/utf8.h"

#include <uniwidth.h>

static size_t columns_of(uint32_t cp)
{
    int w = uc_width(cp, "UTF-8");
    return w > 0 ? (size_t)w : 0;
}

size_t tiao_width(tiao_str s)
{
    size_t n = 0;
    for (const char *p = s.s, *end = p + s.n; p < end;)
        n += columns_of(ti_utf8_next(&p, end));
    return n;
}

size_t tiao_fit(tiao_str s, size_t columns)
{
    const char *p = s.s, *end = p + s.n;
    while (p < end) {
        const char *q = p;
        size_t      w = columns_of(ti_utf8_next(&q, end));
        if (w > columns)
            break;
        columns -= w;
        p = q;
    }
    return (size_t)(p - s.s);
}
