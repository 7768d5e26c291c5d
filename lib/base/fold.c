#include "base/fold.h"
#include "base/utf8.h"

#include "simplified.inc"             /* made from corpus/words/traditional.txt */

uint32_t ti_fold_cp(uint32_t cp)
{
    if (cp < 0x80)
        return cp >= 'A' && cp <= 'Z' ? cp + 32 : cp;
    if (cp >= SIMPLIFIED_FIRST && cp <= SIMPLIFIED_LAST)
        return simplified[cp - SIMPLIFIED_FIRST] ? simplified[cp - SIMPLIFIED_FIRST] : cp;
    if (cp >= 0xFF01 && cp <= 0xFF5E)                 /* full-width forms of ASCII */
        return ti_fold_cp(cp - 0xFEE0);
    switch (cp) {
    case 0x3001: return ',';                          /* 、 */
    case 0x3002: case 0xFF61: return '.';             /* 。 ｡ */
    case 0x201C: case 0x201D: case 0x300C: case 0x300D: case 0x300E: case 0x300F: return '"';
    case 0x2018: case 0x2019: return '\'';
    case 0x3008: case 0x300A: return '<';             /* 〈 《 */
    case 0x3009: case 0x300B: return '>';
    case 0x3010: case 0x3014: return '[';             /* 【 〔 */
    case 0x3011: case 0x3015: return ']';
    case 0x2013: case 0x2014: case 0x2015: case 0x2212: return '-';
    case 0x223C: case 0x301C: return '~';
    case 0x2236: return ':';
    case 0xFFE5: return 0xA5;
    default: break;
    }
    if ((cp >= 0xC0 && cp <= 0xDE && cp != 0xD7) || (cp >= 0x391 && cp <= 0x3A9) || (cp >= 0x410 && cp <= 0x42F))
        return cp + 32;
    if (cp >= 0x2160 && cp <= 0x216F)                 /* Ⅰ to ⅰ */
        return cp + 16;
    return cp;
}

/* Spaces matter between two Latin words only. */
static bool is_word_letter(uint32_t cp) { return ti_is_latin(cp) && !ti_is_digit(cp); }

size_t ti_fold(tiao_buf *out, tiao_str text, uint32_t *from)
{
    const char *p = text.s, *end = text.s + text.n;
    uint32_t    before = 0, gap_at = 0;                /* the last code point kept; where the blanks behind it start */
    bool        gap    = false;
    if (!ti_buf_reserve(out, text.n))
        return 0;
    char *start = out->p + out->n, *to = start;        /* a fold is never longer than its text */
    while (p < end) {
        const char *at = p;
        uint32_t    cp = ti_utf8_next(&p, end);
        if (ti_is_space(cp)) {
            if (!gap)
                gap_at = (uint32_t)(at - text.s);
            gap = gap || cp < 0x200B || cp > 0x200D;
            continue;
        }
        if (gap && is_word_letter(before) && is_word_letter(cp)) {
            if (from)
                from[to - start] = gap_at;
            *to++ = ' ';
        }
        gap      = false;
        before   = cp;
        size_t k = ti_utf8_put(to, ti_fold_cp(cp));
        for (size_t i = 0; from && i < k; i++)
            from[to - start + (ptrdiff_t)i] = (uint32_t)(at - text.s);
        to += k;
    }
    *to = 0;
    out->n += (size_t)(to - start);
    return (size_t)(to - start);
}
