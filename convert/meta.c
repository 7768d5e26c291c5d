/* Labels under which government sites print what they know of a document: the table above its text, lines below its title. */
#include "base/numeral.h"
#include "base/utf8.h"
#include "convert.h"
#include "tree/lines.h"

enum { META_OTHER = META_COUNT };      /* known, but nothing that is kept */

/* Blanks inside a label (索 引 号) do not count. */
static const struct { const char *label; int key; } labels[] = {
    { "索引号", META_INDEX },         { "索取号", META_INDEX },        { "信息索引号", META_INDEX },
    { "发文字号", META_NUMBER },      { "文号", META_NUMBER },         { "文件编号", META_NUMBER },    { "公文字号", META_NUMBER },
    { "发文文号", META_NUMBER },      { "文件字号", META_NUMBER },
    { "成文日期", META_DATE },        { "发文日期", META_DATE },       { "生成日期", META_DATE },      { "印发日期", META_DATE },
    { "制发日期", META_DATE },        { "成文时间", META_DATE },       { "签发日期", META_DATE },      { "印发时间", META_DATE },
    { "发布日期", META_PUBLISHED },   { "发布时间", META_PUBLISHED },  { "公开日期", META_PUBLISHED }, { "公布日期", META_PUBLISHED },
    { "公开时间", META_PUBLISHED },   { "日期", META_PUBLISHED },      { "时间", META_PUBLISHED },
    { "发文机关", META_ISSUER },      { "发布机构", META_ISSUER },     { "制发机关", META_ISSUER },    { "发文单位", META_ISSUER },
    { "发布单位", META_ISSUER },      { "发布机关", META_ISSUER },     { "公开主体", META_ISSUER },    { "制定机关", META_ISSUER },
    { "发文机构", META_ISSUER },      { "制发单位", META_ISSUER },     { "公开机构", META_ISSUER },
    { "标题", META_TITLE },           { "名称", META_TITLE },          { "信息名称", META_TITLE },     { "文件名称", META_TITLE },
    { "主题分类", META_OTHER },       { "体裁分类", META_OTHER },      { "公文种类", META_OTHER },     { "有效性", META_OTHER },
    { "效力状态", META_OTHER },       { "主题词", META_OTHER },        { "关键词", META_OTHER },       { "组配分类", META_OTHER },
    { "服务对象", META_OTHER },       { "公开方式", META_OTHER },      { "公开范围", META_OTHER },     { "公开形式", META_OTHER },
    { "公开属性", META_OTHER },       { "公开类别", META_OTHER },      { "来源", META_OTHER },         { "信息来源", META_OTHER },
    { "文章来源", META_OTHER },       { "稿件来源", META_OTHER },      { "生效日期", META_OTHER },     { "实施日期", META_OTHER },
    { "施行日期", META_OTHER },       { "废止日期", META_OTHER },      { "失效日期", META_OTHER },     { "统一登记号", META_OTHER },
    { "规范性文件编号", META_OTHER }, { "浏览次数", META_OTHER },      { "浏览量", META_OTHER },       { "点击数", META_OTHER },
    { "点击次数", META_OTHER },       { "访问量", META_OTHER },        { "阅读次数", META_OTHER },     { "阅读量", META_OTHER },
    { "责任编辑", META_OTHER },       { "编辑", META_OTHER },         { "文章录入", META_OTHER },     { "信息录入", META_OTHER },
    { "审核", META_OTHER },           { "更新时间", META_PUBLISHED },          { "作者", META_OTHER },         { "字号", META_OTHER },
    { "字体", META_OTHER },           { "分类", META_OTHER },          { "所属分类", META_OTHER },     { "信息分类", META_OTHER },
    { "文件类型", META_OTHER },       { "是否有效", META_OTHER },      { "时效性", META_OTHER },       { "信息类别", META_OTHER },
};

static bool is_blank(uint32_t cp) { return ti_is_space(cp) || cp == '\t' || cp == '\n'; }

/* The label at *p, which moves behind it and its colon; `colon` tells whether there is one. -1 for none. */
static int take_label(const char **p, const char *end, bool *colon)
{
    int         found = -1;
    const char *best  = *p;
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        const char *q = *p, *w = labels[i].label, *w_end = w + strlen(w);
        while (w < w_end) {
            while (q < end && is_blank(ti_utf8_peek(q, end)))
                ti_utf8_next(&q, end);
            if (q >= end || ti_utf8_next(&q, end) != ti_utf8_next(&w, w_end))
                break;
            if (w == w_end && q > best) {
                best  = q;
                found = labels[i].key;
            }
        }
    }
    if (found < 0)
        return -1;
    const char *q = best;
    while (q < end && is_blank(ti_utf8_peek(q, end)))
        ti_utf8_next(&q, end);
    *colon = q < end && ti_is_one_of(ti_utf8_peek(q, end), ":：]】");
    while (*colon && q < end && ti_is_one_of(ti_utf8_peek(q, end), ":：]】"))
        ti_utf8_next(&q, end);
    *p = *colon ? q : best;
    return found;
}

/* A label at the start of s, with a colon or alone there. */
static int opens_label(tiao_str s, bool *colon, size_t *size)
{
    s = ti_str_trim(s);
    const char *p = s.s, *end = p + s.n;
    if (p < end && ti_is_one_of(ti_utf8_peek(p, end), "[【（("))
        ti_utf8_next(&p, end);
    int key = take_label(&p, end, colon);
    if (key < 0 || (!*colon && p < end))
        return -1;
    *size = (size_t)(p - s.s);
    return key;
}

bool meta_is_label(tiao_str s)
{
    const char *p = s.s, *end = p + s.n;
    bool        colon;
    return s.n && s.n < 60 && take_label(&p, end, &colon) >= 0 && p == end;
}

static bool has_digit(tiao_str s)
{
    for (const char *p = s.s, *end = p + s.n; p < end;) {
        uint32_t cp = ti_utf8_next(&p, end);
        if (ti_is_digit(cp) || ti_han_digit(cp) > 0)
            return true;
    }
    return false;
}

void meta_set(output *out, meta_key key, tiao_str value)
{
    value = ti_str_trim(value);
    if (key == META_DATE || key == META_PUBLISHED) {
        tiao_buf date = { 0 };
        if (!out->meta[key].n && ti_line_iso_date(value, &date) && date.n == 10)       /* known to the day */
            ti_buf_put(&out->meta[key], ti_buf_str(&date));
        out->text.failed = out->text.failed || date.failed || out->meta[key].failed;
        tiao_buf_free(&date);
        return;
    }
    if (!value.n || value.n > 900 || out->meta[key].n || (key == META_NUMBER && (!has_digit(value) || ti_utf8_count(value) > 60)) ||
        (key == META_ISSUER && ti_utf8_count(value) < 2))
        return;
    ti_buf_put(&out->meta[key], value);
}

/* Where the next label with a colon stands behind a blank, as in 发布时间：2015-05-26 10:30　来源：市政府; the end if none. */
static const char *next_label(const char *p, const char *end)
{
    bool gap = false;
    while (p < end) {
        const char *q = p;
        bool        colon = false;
        if (gap && ti_is_one_of(ti_utf8_peek(q, end), "（("))
            ti_utf8_next(&q, end);
        if (gap && take_label(&q, end, &colon) >= 0 && colon)
            return p;
        gap = is_blank(ti_utf8_next(&p, end));
    }
    return end;
}

bool meta_read_line(output *out, tiao_str line, tiao_str next, bool *used_next)
{
    const char *p = line.s, *end = p + line.n;
    bool        all = true, any = false;
    *used_next = false;
    if (line.n > 2000)                                 /* a paragraph */
        return false;
    while (p < end) {
        const char *tab = memchr(p, '\t', (size_t)(end - p));
        if (!tab)
            tab = end;
        tiao_str cell = ti_str_trim((tiao_str){ p, (size_t)(tab - p) });
        bool     colon = false;
        size_t   size  = 0;
        int      key   = cell.n ? opens_label(cell, &colon, &size) : -1;
        p = tab < end ? tab + 1 : end;
        if (!cell.n)
            continue;
        if (key < 0) {
            all = false;
            continue;
        }
        any = true;
        const char *v = cell.s + size, *v_end = next_label(v, cell.s + cell.n);
        tiao_str    value = ti_str_trim((tiao_str){ v, (size_t)(v_end - v) });
        if (v_end < cell.s + cell.n) {                 /* further ones in the same cell */
            bool used;
            all = meta_read_line(out, (tiao_str){ v_end, (size_t)(cell.s + cell.n - v_end) }, (tiao_str){ "", 0 }, &used) && all;
        } else if (!value.n && tab < end) {            /* in the next cell */
            const char *to = memchr(p, '\t', (size_t)(end - p));
            bool        c;
            size_t      z;
            value = ti_str_trim((tiao_str){ p, (size_t)((to ? to : end) - p) });
            if (opens_label(value, &c, &z) >= 0)
                value.n = 0;
            else
                p = to ? to + 1 : end;
        } else if (!value.n && next.n && tab == end && cell.s == ti_str_trim(line).s) {      /* on the next line */
            bool   c;
            size_t z;
            value = ti_str_trim(next);
            if (opens_label(value, &c, &z) >= 0 || ti_line_is_prose(value) || ti_utf8_count(value) > 60)
                value.n = 0;
            else
                *used_next = true;
        }
        if (key != META_OTHER)
            meta_set(out, (meta_key)key, value);
    }
    return all && any;
}
