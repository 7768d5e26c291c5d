/* Items counted inside a paragraph: 一是…二是…, 一要…二要…, 第一，…第二，…, （1）…（2）…, ①…②…

   A series starts at one, goes on without a gap, and has two items at least; each opens where a clause can open. The last
   item is one sentence where all the others are, else it reaches to the end of the paragraph. */
#include "base/numeral.h"
#include "tree/marker.h"
#include "tree/outline.h"

typedef enum { ITEM_NONE, ITEM_IS, ITEM_MUST, ITEM_NTH, ITEM_MARKER } item_style;

typedef struct {
    item_style style;
    ti_mark    mark;                  /* of ITEM_MARKER */
    uint32_t   ordinal;
    uint32_t   from;
} item;

/* Whether an item can open behind this character; 0 stands for the start. */
static bool can_open(uint32_t before) { return before == 0 || ti_is_one_of(before, "。；：，;:,！？“（("); }

/* Reads the item that opens at p; *past is where its marker ends. */
static bool read_item(item *it, const char *p, const char *start, const char *end, const char **past)
{
    const char *q = p;
    ti_marker   m;
    *past = p;
    *it = (item){ .from = (uint32_t)(p - start) };
    if (ti_han_number(&q, end, &it->ordinal)) {
        uint32_t cp = ti_utf8_peek(q, end);
        it->style   = cp == 0x662F ? ITEM_IS : cp == 0x8981 ? ITEM_MUST : ITEM_NONE;      /* 是 要 */
        return it->style != ITEM_NONE && it->ordinal < 30;
    }
    if (ti_utf8_next(&q, end) == 0x7B2C && ti_han_number(&q, end, &it->ordinal) &&         /* 第一，… */
        ti_is_one_of(ti_utf8_peek(q, end), "，,、")) {
        it->style = ITEM_NTH;
        return true;
    }
    if (p > start && ti_marker_read(&m, (tiao_str){ p, (size_t)(end - p) }) && m.mark >= MARK_HAN_PAREN && m.mark < MARK_BULLET) {
        it->style   = ITEM_MARKER;
        it->mark    = m.mark;
        it->ordinal = m.ordinal;
        *past       = p + m.size;                      /* the 1） of （1） is no item of its own */
        return true;
    }
    return false;
}

/* Most paragraphs count nothing: a quick look for anything that a series could start with. */
static bool may_count(tiao_str s)
{
    static const char *const first[] = { "一是", "一要", "第一", "一）", "1）", "一)", "1)", "①", "1.", "1、", "1．", "⑴" };
    for (size_t i = 0; i < sizeof first / sizeof *first; i++)
        if (ti_str_has(s, ti_str(first[i])))
            return true;
    return false;
}

enum { SERIES_MAX = 64 };

static tiao_err give(const item *series, size_t n, tiao_str s, ti_item_fn fn, void *ctx, tiao_error *err)
{
    bool     sentences = true;
    tiao_err rc        = TIAO_OK;
    for (size_t i = 0; i + 1 < n; i++) {
        size_t stop = ti_str_find(ti_sub(s, series[i].from, series[i + 1].from), TI_STR("。"));
        sentences   = sentences && (stop == SIZE_MAX || series[i].from + stop + 3 == series[i + 1].from);
    }
    for (size_t i = 0; i < n && rc == TIAO_OK; i++) {
        size_t to = i + 1 < n ? series[i + 1].from : s.n;
        if (i + 1 == n && sentences) {
            size_t stop = ti_str_find(ti_sub(s, series[i].from, s.n), TI_STR("。"));
            to          = stop == SIZE_MAX ? s.n : series[i].from + stop + 3;
        }
        rc = fn(ctx, series[i].ordinal, series[i].from, (uint32_t)to, err);
    }
    return rc;
}

tiao_err ti_items(tiao_str s, ti_item_fn fn, void *ctx, tiao_error *err)
{
    if (!may_count(s))
        return TIAO_OK;
    item        series[SERIES_MAX], it;
    size_t      n   = 0;
    tiao_err    rc  = TIAO_OK;
    const char *end = s.s + s.n, *past = s.s;
    uint32_t    before = 0;                           /* the last character but blanks */
    for (const char *p = s.s; p < end && rc == TIAO_OK;) {
        const char *at  = p;
        uint32_t    cp  = ti_utf8_next(&p, end);
        bool        may = at >= past && can_open(before);
        if (ti_is_space(cp))
            continue;
        before = cp;
        if (!may || !read_item(&it, at, s.s, end, &past))
            continue;
        bool next = n && n < SERIES_MAX && it.style == series[0].style && it.mark == series[0].mark &&
                    it.ordinal == series[n - 1].ordinal + 1;
        if (next)
            series[n++] = it;
        else if (it.ordinal == 1 && (n == 0 || it.style == series[0].style)) {
            if (n >= 2)
                rc = give(series, n, ti_sub(s, 0, it.from), fn, ctx, err);
            series[0] = it;
            n         = 1;
        }
    }
    if (rc == TIAO_OK && n >= 2)
        rc = give(series, n, s, fn, ctx, err);
    return rc;
}
