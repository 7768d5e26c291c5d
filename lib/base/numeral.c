#include "base/numeral.h"

int ti_han_digit(uint32_t cp)
{
    switch (cp) {
    case 0x3007: case 0x96F6: case 0x25CB: return 0;  /* 〇 零, and ○ as many type it: 二○一五年 */
    case 0x4E00: return 1;
    case 0x4E8C: case 0x4E24: return 2;               /* 二 两 */
    case 0x4E09: return 3;
    case 0x56DB: return 4;
    case 0x4E94: return 5;
    case 0x516D: return 6;
    case 0x4E03: return 7;
    case 0x516B: return 8;
    case 0x4E5D: return 9;
    default:     return -1;
    }
}

static uint32_t multiplier(uint32_t cp)
{
    switch (cp) {
    case 0x5341: return 10;                           /* 十 */
    case 0x767E: return 100;                          /* 百 */
    case 0x5343: return 1000;                         /* 千 */
    case 0x4E07: return 10000;                        /* 万 */
    default:     return 0;
    }
}

bool ti_han_number(const char **p, const char *end, uint32_t *out)
{
    uint64_t    total = 0, group = 0, digit = 0;
    bool        any = false, positional = false, had_digit = false;
    const char *last = *p;
    for (const char *q = *p; q < end;) {
        uint32_t cp = ti_utf8_next(&q, end);
        uint32_t m  = multiplier(cp);
        int      d  = ti_han_digit(cp);
        if (d >= 0) {
            digit      = had_digit ? digit * 10 + (unsigned)d : (unsigned)d;       /* 二〇二〇 is read digit by digit */
            positional = positional || had_digit;
            had_digit  = true;
        } else if (m && !positional) {
            if (m == 10000) {
                total = (total + group + digit) * m;
                group = 0;
            } else
                group += (had_digit ? digit : 1) * m;
            digit     = 0;
            had_digit = false;
        } else if (!(any && ti_is_space(cp)))
            break;
        else
            continue;
        any  = true;
        last = q;
        if (total + group + digit >= 100000000)
            return false;
    }
    if (!any)
        return false;
    *p   = last;
    *out = (uint32_t)(total + group + digit);
    return true;
}

bool ti_digit_number(const char **p, const char *end, uint32_t *out)
{
    uint32_t    v = 0;
    int         n = 0;
    const char *q = *p;
    while (q < end && ti_is_digit(ti_utf8_peek(q, end)) && n < 10) {
        v = v * 10 + ti_digit(ti_utf8_next(&q, end));
        n++;
    }
    if (n == 0 || n > 9)
        return false;
    *p   = q;
    *out = v;
    return true;
}
