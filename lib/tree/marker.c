#include "tree/marker.h"
#include "base/numeral.h"

#include <assert.h>

static const struct {
    uint8_t kind, rank, shape;
} mark[] = {
    [MARK_NONE]        = { TIAO_PARAGRAPH, 99, 0 },
    [MARK_PART]        = { TIAO_PART, 1, 0 },
    [MARK_SUBPART]     = { TIAO_PART, 2, 0 },
    [MARK_CHAPTER]     = { TIAO_CHAPTER, 3, 0 },
    [MARK_SECTION]     = { TIAO_SECTION, 4, 0 },
    [MARK_ARTICLE]     = { TIAO_ARTICLE, 5, 0 },
    [MARK_HAN]         = { TIAO_LEVEL1, 5, 1 },        /* beside 条: whichever of the two opens first holds the other */
    [MARK_HAN_PAREN]   = { TIAO_LEVEL2, 6, 2 },
    [MARK_DIGIT]       = { TIAO_LEVEL3, 7, 1 },
    [MARK_DIGIT_PAREN] = { TIAO_LEVEL4, 8, 2 },
    [MARK_CIRCLED]     = { TIAO_LEVEL4, 9, 0 },
    [MARK_BULLET]      = { TIAO_BULLET, 98, 0 },
};
static_assert(sizeof mark / sizeof *mark == MARK_COUNT, "one row for each marker");

tiao_kind ti_mark_kind(ti_mark m) { return mark[m].kind; }
int       ti_mark_rank(ti_mark m) { return mark[m].rank; }
bool      ti_mark_alike(ti_mark a, ti_mark b) { return a != b && mark[a].shape && mark[a].shape == mark[b].shape; }

static void skip_spaces(const char **p, const char *end)
{
    while (*p < end) {
        const char *q = *p;
        if (!ti_is_space(ti_utf8_next(&q, end)))
            return;
        *p = q;
    }
}

static bool take(const char **p, const char *end, const char *set)
{
    const char *q = *p;
    if (q >= end || !ti_is_one_of(ti_utf8_next(&q, end), set))
        return false;
    *p = q;
    return true;
}

/* Words that carry a reference on, so that 第十条 before them opens no article: 第十条规定的…, 第三条第二款, 第十、十一条. A word
   that may open a sentence counts with what makes it a reference only: 第三条中小企业可以申请 is an article. */
static bool goes_on(const char *p, const char *end)
{
    static const char *const words[] = { "规定", "第", "、", "的", "，", ",", "。", "）", ")", "》", "”", "；", "—", "-", "~",
                                         "以外", "以下", "以上", "之规定", "所称", "所列", "所规定", "所述", "所指", "所定",
                                         "中的", "中所", "中规定", "中，", "及其", "或者第", "和本", "与本", "和《" };
    static const char *const links[] = { "和", "至", "或", "及", "与", "到" };
    tiao_str rest = { p, (size_t)(end - p) };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (ti_str_starts(rest, ti_str(words[i])))
            return true;
    for (size_t i = 0; i < sizeof links / sizeof *links; i++)
        if (ti_str_starts(rest, ti_str(links[i]))) {
            const char *q = p + strlen(links[i]);
            uint32_t    n;
            return take(&q, end, "第") || ti_han_number(&q, end, &n);
        }
    return false;
}

static bool read_statute(ti_marker *m, const char *p, const char *end)
{
    static const struct { const char *unit; ti_mark mark; } units[] = {
        { "条", MARK_ARTICLE }, { "章", MARK_CHAPTER }, { "节", MARK_SECTION }, { "分编", MARK_SUBPART }, { "编", MARK_PART },
        { "篇", MARK_PART },    { "部分", MARK_PART },                         /* of plans: 第一篇　发展基础 */
    };
    const char *start = p;
    if (!take(&p, end, "第"))
        return false;
    skip_spaces(&p, end);
    if (!ti_han_number(&p, end, &m->ordinal) && !ti_digit_number(&p, end, &m->ordinal))
        return false;
    skip_spaces(&p, end);
    for (size_t i = 0; i < sizeof units / sizeof *units && m->mark == MARK_NONE; i++)
        if (ti_str_starts((tiao_str){ p, (size_t)(end - p) }, ti_str(units[i].unit))) {
            m->mark = units[i].mark;
            p += strlen(units[i].unit);
        }
    if (m->mark == MARK_NONE)
        return false;
    bool loose = m->mark == MARK_PART && !ti_str_ends((tiao_str){ start, (size_t)(p - start) }, TI_STR("编"));
    const char *q = p;
    uint32_t    sub;
    if (take(&q, end, "之") && (ti_han_number(&q, end, &sub) || ti_digit_number(&q, end, &sub)) && sub < UINT16_MAX) {
        m->sub = (uint16_t)sub;
        p      = q;
    }
    const char *close = p;
    skip_spaces(&p, end);
    tiao_str rest = { p, (size_t)(end - p) };
    if (close == p && loose && p < end)                /* 第一部分内容 */
        return false;
    if (close == p) {                                  /* no blank behind it */
        if (take(&p, end, "：:　"))
            close = p;
        else if (goes_on(p, end))
            return false;
        else if (m->mark != MARK_ARTICLE && (rest.n > 160 || ti_utf8_count(rest) > 40 || ti_str_has(rest, TI_STR("。"))))
            return false;
        skip_spaces(&p, end);
    } else {
        const char *r = p;
        uint32_t    n;
        if (take(&r, end, "第") && ti_han_number(&r, end, &n) && take(&r, end, "款项"))
            return false;
    }
    m->size = (uint32_t)(close - start);
    m->skip = (uint32_t)(p - start);
    return true;
}

/* （一） （1） with either bracket of either width; one of the two may have been lost. */
static bool read_paren(ti_marker *m, const char *p, const char *end)
{
    const char *start = p;
    bool        open  = take(&p, end, "（(〔");
    skip_spaces(&p, end);
    if (ti_han_number(&p, end, &m->ordinal))
        m->mark = MARK_HAN_PAREN;
    else if (ti_digit_number(&p, end, &m->ordinal) && m->ordinal < 1000)
        m->mark = MARK_DIGIT_PAREN;
    else
        return false;
    skip_spaces(&p, end);
    if (!take(&p, end, open ? "）)〕" : "）)"))
        return false;
    take(&p, end, "、．");                             /* （一）、指导思想 */
    tiao_str rest = { p, (size_t)(end - p) };
    if (ti_str_starts(rest, TI_STR("项")) && !ti_str_starts(rest, TI_STR("项目")))
        return false;                                  /* 第三条第 / （二）项规定的情形 */
    m->size = (uint32_t)(p - start);
    skip_spaces(&p, end);
    m->skip = (uint32_t)(p - start);
    return true;
}

/* 一、 1. 1、: the number must not go on (1.5, 2015.8), nor be the first of a list of numbers (一、二、三产业). */
static bool read_plain(ti_marker *m, const char *p, const char *end)
{
    const char *start = p;
    if (ti_han_number(&p, end, &m->ordinal)) {
        m->mark = MARK_HAN;
        skip_spaces(&p, end);
        if (!take(&p, end, "、．.,，"))
            return false;
        if (p[-1] == ',' || ti_str_ends((tiao_str){ start, (size_t)(p - start) }, TI_STR("，")))
            return false;
        const char *q = p;
        uint32_t    n;
        if (ti_han_number(&q, end, &n) && take(&q, end, "、"))
            return false;
    } else if (ti_digit_number(&p, end, &m->ordinal) && m->ordinal < 1000) {
        m->mark = MARK_DIGIT;
        skip_spaces(&p, end);
        if (!take(&p, end, "、．."))
            return false;
        if (p < end && ti_is_digit(ti_utf8_peek(p, end)))
            return false;
    } else
        return false;
    m->size = (uint32_t)(p - start);
    skip_spaces(&p, end);
    m->skip = (uint32_t)(p - start);
    return true;
}

/* Numbers that Unicode gives as one character. */
static bool read_enclosed(ti_marker *m, const char *p, const char *end)
{
    static const struct { uint32_t from, to; ti_mark mark; } range[] = {
        { 0x2460, 0x2473, MARK_CIRCLED },              /* ① to ⑳ */
        { 0x2474, 0x2487, MARK_DIGIT_PAREN },          /* ⑴ */
        { 0x2488, 0x249B, MARK_DIGIT },                /* ⒈ */
        { 0x3220, 0x3229, MARK_HAN_PAREN },            /* ㈠ */
    };
    const char *start = p;
    uint32_t    cp    = ti_utf8_next(&p, end);
    for (size_t i = 0; i < sizeof range / sizeof *range; i++)
        if (cp >= range[i].from && cp <= range[i].to) {
            m->mark    = range[i].mark;
            m->ordinal = cp - range[i].from + 1;
            m->size    = (uint32_t)(p - start);
            skip_spaces(&p, end);
            m->skip = (uint32_t)(p - start);
            return true;
        }
    return false;
}

/* —— and the marks that word processors print, those of their symbol fonts included. The dash is part of the paragraph: a bullet has no number. */
static bool read_bullet(ti_marker *m, const char *p, const char *end)
{
    const char *q    = p;
    uint32_t    cp   = ti_utf8_next(&q, end);
    bool        dash = ti_is_one_of(cp, "—―─－");
    if (!dash && !ti_is_one_of(cp, "●•◆■▪◇□○·★▲△►▶➢➤\uF0B7\uF06C\uF0D8\uF0A7") && !(ti_is_one_of(cp, "-*") && q < end && ti_is_space(ti_utf8_peek(q, end))))
        return false;
    m->mark = MARK_BULLET;
    return true;
}

bool ti_marker_read(ti_marker *out, tiao_str line)
{
    static bool (*const readers[])(ti_marker *, const char *, const char *) = {
        read_statute, read_paren, read_plain, read_enclosed, read_bullet,
    };
    for (size_t i = 0; i < sizeof readers / sizeof *readers; i++) {
        *out = (ti_marker){ 0 };
        if (line.n && readers[i](out, line.s, line.s + line.n) && (out->ordinal || out->mark == MARK_BULLET))
            return true;
    }
    *out = (ti_marker){ 0 };
    return false;
}
