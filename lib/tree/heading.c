/* Headings that run on into text: 1、加快建设张江科技城。根据…  */
#include "base/utf8.h"
#include "tree/outline.h"

enum { TITLE_LIKE_MAX = 30, LINE_MAX_CHARS = 80 };

/* 5年内, 30亿元, 12%: digits with a unit behind them set a figure; G60 and 3D do not. */
static bool sets_figure(tiao_str s)
{
    for (const char *p = s.s, *end = p + s.n; p < end;) {
        if (!ti_is_digit(ti_utf8_next(&p, end)))
            continue;
        while (p < end && (ti_is_digit(ti_utf8_peek(p, end)) || ti_is_space(ti_utf8_peek(p, end)) || *p == '.'))
            ti_utf8_next(&p, end);
        if (p < end && ti_is_one_of(ti_utf8_peek(p, end), "%％‰万亿千百元家个名人年月日件项倍亩米次岁"))
            return true;
    }
    return false;
}

bool ti_is_title_like(tiao_str s)
{
    if (s.n == 0 || ti_utf8_count(s) > TITLE_LIKE_MAX || sets_figure(s))
        return false;
    for (const char *p = s.s, *end = p + s.n; p < end;)
        if (ti_is_one_of(ti_utf8_next(&p, end), "，,；;：:"))
            return false;
    return true;
}

size_t ti_heading(tiao_str s)
{
    size_t stop = ti_str_find(s, TI_STR("。"));
    if (stop != SIZE_MAX)
        return stop + 3 < s.n && ti_is_title_like(ti_sub(s, 0, stop)) ? stop : 0;
    const char *p    = s.s + s.n;
    uint32_t    last = ti_utf8_back(&p, s.s);
    if (ti_is_one_of(last, "：:"))                      /* （一）申报条件： */
        return ti_is_title_like(ti_sub(s, 0, (size_t)(p - s.s))) ? (size_t)(p - s.s) : 0;
    return ti_is_one_of(last, "；;，,、！？.") || ti_utf8_count(s) > LINE_MAX_CHARS ? 0 : s.n;
}
