#include "base/utf8.h"

#include <endian.h>

/* Bytes of the well-formed character at p, 0 where there is none. */
static size_t sequence(const unsigned char *p, size_t left)
{
    size_t        n   = 0;
    unsigned char low = 0x80, high = 0xBF;             /* bounds of the second byte: no overlong forms, no surrogates */
    if (*p < 0x80)
        return 1;
    if (*p >= 0xC2 && *p <= 0xDF)
        n = 2;
    else if (*p >= 0xE0 && *p <= 0xEF) {
        n = 3;
        if (*p == 0xE0) low = 0xA0;
        if (*p == 0xED) high = 0x9F;
    } else if (*p >= 0xF0 && *p <= 0xF4) {
        n = 4;
        if (*p == 0xF0) low = 0x90;
        if (*p == 0xF4) high = 0x8F;
    }
    if (n == 0 || left < n || p[1] < low || p[1] > high)
        return 0;
    for (size_t i = 2; i < n; i++)
        if ((p[i] & 0xC0) != 0x80)
            return 0;
    return n;
}

/* Whether two characters from U+3000 on (no surrogates) of three bytes stand at p, where eight bytes can be read: Chinese, the common case, and every
   library text is checked. */
static inline bool is_chinese_pair(const unsigned char *p)
{
    uint64_t w;
    memcpy(&w, p, sizeof w);
    w = le64toh(w);
    return (w & 0xC0C0F0C0C0F0u) == 0x8080E08080E0u && p[0] >= 0xE3 && p[0] != 0xED && p[3] >= 0xE3 && p[3] != 0xED;
}

size_t ti_utf8_check(tiao_str s)
{
    const unsigned char *p = (const unsigned char *)s.s, *start = p, *end = p + s.n;
    while (p < end) {
        while (end - p >= 8 && is_chinese_pair(p))
            p += 6;
        size_t n = p < end ? sequence(p, (size_t)(end - p)) : 1;
        if (n == 0)
            return (size_t)(p - start);
        p += n;
    }
    return SIZE_MAX;
}

size_t ti_utf8_put(char out[4], uint32_t cp)
{
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    if (cp < 0x800) {
        out[0] = (char)(0xC0 | cp >> 6);
        out[1] = (char)(0x80 | (cp & 0x3F));
        return 2;
    }
    if (cp < 0x10000) {
        out[0] = (char)(0xE0 | cp >> 12);
        out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
        out[2] = (char)(0x80 | (cp & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | cp >> 18);
    out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
    out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
    out[3] = (char)(0x80 | (cp & 0x3F));
    return 4;
}

size_t ti_utf8_count(tiao_str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += ((unsigned char)s.s[i] & 0xC0) != 0x80;
    return n;
}

void ti_utf8_trim(char *s)
{
    size_t n = strlen(s);
    size_t at = n;
    while (at > 0 && ((unsigned char)s[at - 1] & 0xC0) == 0x80)
        at--;
    if (at > 0 && ti_utf8_check((tiao_str){ s + at - 1, n - at + 1 }) != SIZE_MAX)
        s[at - 1] = 0;
}

void ti_utf8_mend(char *s)
{
    for (size_t bad; (bad = ti_utf8_check((tiao_str){ s, strlen(s) })) != SIZE_MAX; s += bad + 1)
        s[bad] = '?';
}

bool ti_is_space(uint32_t cp)
{
    switch (cp) {
    case ' ': case '\t': case '\r': case '\v': case '\f':
    case 0x85: case 0xA0: case 0x1680: case 0x2028: case 0x2029: case 0x202F: case 0x205F: case 0x2060: case 0x3000:
    case 0xFEFF:
        return true;
    default:
        return cp >= 0x2000 && cp <= 0x200D;
    }
}

bool ti_is_latin(uint32_t cp)
{
    if (cp >= 0xFF01 && cp <= 0xFF5E)
        cp -= 0xFEE0;
    return (cp >= '0' && cp <= '9') || (cp >= 'A' && cp <= 'Z') || (cp >= 'a' && cp <= 'z') || (cp >= 0xC0 && cp <= 0x24F);
}

bool ti_is_one_of(uint32_t cp, const char *set)
{
    for (const char *p = set, *end = set + strlen(set); cp && p < end;)
        if (ti_utf8_next(&p, end) == cp)
            return true;
    return false;
}
