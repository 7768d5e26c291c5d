/* Pages of pdftotext: what is given are the lines of the pages, in order, and each line that is left out stands at the edge of
   its page. */
#include "reader.h"

static bool is_end(char c) { return c == '\n' || c == '\f'; }

/* The line at `at` without the blanks behind it. */
static tiao_str line_at(tiao_str s, size_t at)
{
    size_t end = at;
    while (end < s.n && !is_end(s.s[end]))
        end++;
    tiao_str line = ti_sub(s, at, end), t = ti_str_trim(line);
    return t.n ? (tiao_str){ line.s, (size_t)(t.s + t.n - line.s) } : t;
}

/* Lines with something on them before this one on its page, or behind it. */
static unsigned neighbours(tiao_str s, size_t at, bool behind)
{
    unsigned n = 0;
    size_t   from = at;
    while (from > 0 && s.s[from - 1] != '\f')
        from--;
    for (size_t i = behind ? at : from; i < s.n && (behind || i < at);) {
        n += i != at && line_at(s, i).n;
        while (i < s.n && !is_end(s.s[i]))
            i++;
        if (i < s.n && s.s[i] == '\f')
            break;
        i++;
    }
    return n;
}

/* Whether the lines of `few`, a line each, all stand among those of the pages in the same order; with `inner` the other way round,
   for the lines of the pages that are not at an edge. */
static bool stand_in(tiao_str pages, tiao_str few, bool inner)
{
    for (size_t at = 0; at <= pages.n; at++) {
        tiao_str line = line_at(pages, at);
        size_t   end  = few.n ? (size_t)((const char *)memchr(few.s, '\n', few.n) - few.s) : 0;
        if (inner && line.n && neighbours(pages, at, false) >= 2 && neighbours(pages, at, true) >= 2) {
            while (few.n && !ti_str_is(line, ti_sub(few, 0, end))) {
                few = ti_sub(few, end + 1, few.n);
                end = few.n ? (size_t)((const char *)memchr(few.s, '\n', few.n) - few.s) : 0;
            }
            if (!few.n)
                return false;
            few = ti_sub(few, end + 1, few.n);
        } else if (!inner && line.n && few.n && ti_str_is(line, ti_sub(few, 0, end)))
            few = ti_sub(few, end + 1, few.n);
        while (at < pages.n && !is_end(pages.s[at]))
            at++;
    }
    return inner || !few.n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    tiao_buf   text = fuzz_text((tiao_str){ (const char *)data, size }), out = { 0 };
    tiao_error err  = { 0 };
    HOLDS(put_pages(&out, ti_buf_str(&text), &err) == TIAO_OK, "%s", err.msg);
    HOLDS(stand_in(ti_buf_str(&text), ti_buf_str(&out), false), "a line that is not in the pages, or in another order");
    HOLDS(stand_in(ti_buf_str(&text), ti_buf_str(&out), true), "a line from the middle of a page is lost");
    tiao_buf_free(&out);
    tiao_buf_free(&text);
    return 0;
}
