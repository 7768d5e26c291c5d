#include "base/str.h"
#include "base/utf8.h"

#include <unilbrk.h>
#include <uniwidth.h>

static size_t columns_of(uint32_t cp)
{
    if (cp >= ' ' && cp < 0x7F)
        return 1;
    if (cp >= 0x4E00 && cp <= 0x9FFF)                  /* most of what is asked for */
        return 2;
    int w = uc_width((ucs4_t)cp, "UTF-8");
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

/* ---- lines ---- */

enum { LOOK = 4096 };                 /* bytes of one line that are looked at; a longer one may end anywhere */

static bool is_letter(char c) { return (unsigned char)c > ' ' && (unsigned char)c < 0x7F; }          /* of ASCII, and its marks */

/* Where a line may end, into breaks[n]. Unicode lets one end behind any hyphen, but an id or a date is no two words. */
static void find_breaks(tiao_str s, char *breaks)
{
    u8_possible_linebreaks((const uint8_t *)s.s, s.n, "UTF-8", breaks);
    for (size_t i = 1; i < s.n; i++)
        if (is_letter(s.s[i]) && is_letter(s.s[i - 1]))
            breaks[i] = UC_BREAK_PROHIBITED;
}

static tiao_str start_of(tiao_str s, size_t n)
{
    if (n >= s.n)
        return s;
    while (n > 0 && ((unsigned char)s.s[n] & 0xC0) == 0x80)
        n--;
    return ti_sub(s, 0, n);
}

static tiao_str without_blanks(tiao_str s)
{
    while (s.n && s.s[0] == ' ')
        s = ti_sub(s, 1, s.n);
    return s;
}

tiao_str tiao_wrap(tiao_str *rest, size_t columns)
{
    char     breaks[LOOK];
    tiao_str all = *rest;
    size_t   fit = tiao_fit(all, columns), end = fit;
    if (fit < all.n && all.s[0] == ' ') {
        all = without_blanks(all);
        fit = end = tiao_fit(all, columns);
    }
    while (end < all.n && all.s[end] == ' ')           /* blanks may hang over */
        end++;
    if (end < all.n) {
        tiao_str seen = start_of(all, end + 64);
        if (seen.n <= LOOK)
            find_breaks(seen, breaks);
        else
            end = 0;
        while (end > 0 && breaks[end] != UC_BREAK_POSSIBLE && breaks[end] != UC_BREAK_MANDATORY)
            end--;
        if (end == 0)                                  /* a word that is wider than the line */
            end = fit;
        if (end == 0) {                                /* a character that is */
            const char *p = all.s;
            ti_utf8_next(&p, all.s + all.n);
            end = (size_t)(p - all.s);
        }
    }
    tiao_str line = ti_sub(all, 0, end);
    *rest         = ti_sub(all, end, all.n);
    if (end > fit || rest->n)
        while (line.n && line.s[line.n - 1] == ' ')
            line.n--;
    *rest = without_blanks(*rest);
    return line;
}

size_t ti_width_of_words(tiao_str s)
{
    char   breaks[LOOK];
    size_t most = 0, from = 0;
    s = start_of(s, LOOK - 1);
    if (s.n == 0)
        return 0;
    find_breaks(s, breaks);
    for (size_t i = 1; i <= s.n; i++)
        if (i == s.n || breaks[i] == UC_BREAK_POSSIBLE || breaks[i] == UC_BREAK_MANDATORY) {
            tiao_str word = ti_sub(s, from, i);
            while (word.n && word.s[word.n - 1] == ' ')
                word.n--;
            size_t w = tiao_width(word);
            most     = w > most ? w : most;
            from     = i;
        }
    return most;
}
