/* UTF-8 text that has been checked once, and what a character is. */
#ifndef TI_BASE_UTF8_H
#define TI_BASE_UTF8_H

#include "base/str.h"

/* The offset of the first byte that does not belong to well-formed UTF-8 (Unicode 15, table 3-7), or SIZE_MAX. */
size_t ti_utf8_check(tiao_str s);

/* The code point at *p, which moves behind it. Text must be well formed; past the end it is 0. */
static inline uint32_t ti_utf8_next(const char **p, const char *end)
{
    if (*p >= end)
        return 0;
    const unsigned char *u = (const unsigned char *)*p;
    if (u[0] < 0x80) {
        *p += 1;
        return u[0];
    }
    if (u[0] < 0xE0) {
        *p += 2;
        return (uint32_t)(u[0] & 0x1F) << 6 | (u[1] & 0x3F);
    }
    if (u[0] < 0xF0) {
        *p += 3;
        return (uint32_t)(u[0] & 0x0F) << 12 | (uint32_t)(u[1] & 0x3F) << 6 | (u[2] & 0x3F);
    }
    *p += 4;
    return (uint32_t)(u[0] & 0x07) << 18 | (uint32_t)(u[1] & 0x3F) << 12 | (uint32_t)(u[2] & 0x3F) << 6 | (u[3] & 0x3F);
}

/* The code point that ends at *p, which moves before it; 0 at the start. */
static inline uint32_t ti_utf8_back(const char **p, const char *start)
{
    if (*p <= start)
        return 0;
    do
        --*p;
    while (*p > start && ((unsigned char)**p & 0xC0) == 0x80);
    const char *q = *p;
    return ti_utf8_next(&q, q + 4);
}

static inline uint32_t ti_utf8_peek(const char *p, const char *end) { return ti_utf8_next(&p, end); }

size_t ti_utf8_put(char out[4], uint32_t cp);         /* bytes written */
size_t ti_utf8_count(tiao_str s);                     /* code points */
void   ti_utf8_trim(char *s);                         /* cuts off a character that a size limit split at the end */
void   ti_utf8_mend(char *s);                         /* puts ? for what is not UTF-8 */

/* White space of any width, zero-width space and byte order mark included; not the line feed. */
bool ti_is_space(uint32_t cp);

static inline bool ti_is_digit(uint32_t cp) { return (cp >= '0' && cp <= '9') || (cp >= 0xFF10 && cp <= 0xFF19); }
static inline unsigned ti_digit(uint32_t cp) { return cp < 0x80 ? cp - '0' : cp - 0xFF10; }

/* An ideograph: CJK Unified Ideographs with extensions A to I, compatibility ideographs, 々 and 〇. */
static inline bool ti_is_han(uint32_t cp)
{
    return (cp >= 0x4E00 && cp <= 0x9FFF) || (cp >= 0x3400 && cp <= 0x4DBF) || (cp >= 0xF900 && cp <= 0xFAFF) ||
           (cp >= 0x20000 && cp <= 0x3FFFF) || cp == 0x3007 || cp == 0x3005;
}

/* Letters and digits of the Latin kind, half or full width. */
bool ti_is_latin(uint32_t cp);

/* Whether cp is one of the characters of a literal. */
bool ti_is_one_of(uint32_t cp, const char *set);

#endif
