/* Strings: tiao_str borrows bytes, tiao_buf owns and grows. */
#ifndef TI_BASE_STR_H
#define TI_BASE_STR_H

#include "tiao.h"

#include <stdbool.h>
#include <string.h>

/* A literal as a tiao_str. */
#define TI_STR(lit) ((tiao_str){ "" lit, sizeof(lit) - 1 })

static inline tiao_str ti_str(const char *s) { return (tiao_str){ s, s ? strlen(s) : 0 }; }
static inline tiao_str ti_sub(tiao_str s, size_t from, size_t to) { return (tiao_str){ s.s + from, to - from }; }

static inline bool ti_str_is(tiao_str a, tiao_str b) { return a.n == b.n && (a.n == 0 || memcmp(a.s, b.s, a.n) == 0); }
static inline bool ti_str_starts(tiao_str s, tiao_str with)
{
    return s.n >= with.n && (with.n == 0 || memcmp(s.s, with.s, with.n) == 0);
}
static inline bool ti_str_ends(tiao_str s, tiao_str with)
{
    return s.n >= with.n && (with.n == 0 || memcmp(s.s + s.n - with.n, with.s, with.n) == 0);
}

/* Where `what` first stands in s, or SIZE_MAX. An empty `what` stands at 0. */
size_t ti_str_find(tiao_str s, tiao_str what);
static inline bool ti_str_has(tiao_str s, tiao_str what) { return ti_str_find(s, what) != SIZE_MAX; }

/* Without the spaces at its ends: ASCII blanks, no-break, ideographic and zero-width spaces. */
tiao_str ti_str_trim(tiao_str s);

/* Room for `more` bytes and a NUL behind the ones there; false when there is none. */
bool ti_buf_reserve(tiao_buf *b, size_t more);
void ti_buf_put(tiao_buf *b, tiao_str s);
void ti_buf_char(tiao_buf *b, char c);
void ti_buf_cp(tiao_buf *b, uint32_t cp);            /* one code point as UTF-8 */
void ti_buf_uint(tiao_buf *b, uint64_t v);           /* in decimal */
void ti_buf_squeezed(tiao_buf *b, tiao_str s);       /* s without any white space */
#if defined __GNUC__
__attribute__((format(printf, 2, 3)))
#endif
void ti_buf_printf(tiao_buf *b, const char *fmt, ...);
void ti_buf_clear(tiao_buf *b);                       /* empties, keeps the memory */
static inline tiao_str ti_buf_str(const tiao_buf *b) { return (tiao_str){ b->p ? b->p : "", b->n }; }

#endif
