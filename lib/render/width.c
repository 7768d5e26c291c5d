#include "base/mem.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <unilbrk.h>
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

size_t tiao_break(tiao_str s, size_t columns)
{
    char  *breaks = ti_realloc(NULL, s.n + 1);
    size_t i      = breaks ? 1 : tiao_fit(s, columns);
    if (breaks)
        u8_width_linebreaks((const uint8_t *)s.s, s.n, (int)columns, 0, 0, NULL, "UTF-8", breaks);
    while (breaks && i < s.n && breaks[i] != UC_BREAK_POSSIBLE && breaks[i] != UC_BREAK_MANDATORY)
        i++;
    free(breaks);
    return i;
}
