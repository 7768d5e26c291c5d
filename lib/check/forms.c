/* Document numbers and dates, as GB/T 9704 writes them: 沪委发〔2015〕7号, 2015年8月14日. */
#include "base/date.h"
#include "base/language.h"
#include "base/numeral.h"
#include "check/check.h"

static bool is_open(uint32_t cp) { return ti_is_one_of(cp, "〔[［【(（"); }
static bool is_close(uint32_t cp) { return ti_is_one_of(cp, "〕]］】)）"); }

/* The digits at *p, all of them; how many. */
static int digits(const char **p, const char *end, uint32_t *value, char *text, size_t size)
{
    int n  = 0;
    *value = 0;
    while (*p < end && ti_is_digit(ti_utf8_peek(*p, end))) {
        unsigned d = ti_digit(ti_utf8_next(p, end));
        if (n < 8)
            *value = *value * 10 + d;
        if ((size_t)n + 1 < size)
            text[n] = (char)('0' + d);
        n++;
    }
    text[(size_t)n < size ? (size_t)n : size - 1] = 0;
    return n;
}

static void skip_spaces(const char **p, const char *end)
{
    const char *q = *p;
    while (q < end && ti_is_space(ti_utf8_next(&q, end)))
        *p = q;
}

static bool take(const char **p, const char *end, const char *word)
{
    tiao_str w = ti_str(word);
    if (!ti_str_starts((tiao_str){ *p, (size_t)(end - *p) }, w))
        return false;
    *p += w.n;
    return true;
}

static bool is_year(const char *text) { return (text[0] == '1' && text[1] == '9') || (text[0] == '2' && text[1] == '0'); }

/* The issuer's code in front of the bracket, for messages: at most eight characters. */
static const char *code_start(const char *bracket, const char *start)
{
    const char *p = bracket, *at = bracket;
    for (int i = 0; i < 8 && p > start; i++) {
        uint32_t cp = ti_utf8_back(&p, start);
        if (!ti_is_han(cp) || ti_is_one_of(cp, "和及与据照按"))
            break;
        at = p;
    }
    return at;
}

static void damaged(ti_checker *c, uint32_t i, const char *from, const char *to, const char *code, const char *bracket, const char *year,
                    const char *number)
{
    const char *t = c->doc->text.s;
    ti_report(c, TIAO_DOCNUMBER_DAMAGED, i, (size_t)(from - t), (size_t)(to - t), "'%.*s' is damaged; likely %.*s〔%.4s〕%s号",
              (int)(to - code), code, (int)(bracket - code), code, year, number);
}

/* What opens at `bracket` with a year; returns how far it was read. */
static const char *check_number(ti_checker *c, uint32_t i, const char *start, const char *bracket, const char *end)
{
    const char *p = bracket, *t = c->doc->text.s, *code = code_start(bracket, start);
    char        year[12], number[12];
    uint32_t    n, open = ti_utf8_next(&p, end), close = 0;
    bool        own = c->doc->nodes[i].kind == TIAO_DOCNUMBER;
    skip_spaces(&p, end);
    int size = digits(&p, end, &n, year, sizeof year);
    if (code == bracket || size < 4 || !is_year(year))
        return p;
    if (size > 4) {                                    /* 〔20157号: the second bracket is lost */
        const char *q = p;
        skip_spaces(&q, end);
        if (size <= 8 && take(&q, end, "号") && ti_is_one_of(open, "〔[［【"))
            damaged(c, i, bracket, q, code, bracket, year, year + 4);
        return p;
    }
    skip_spaces(&p, end);
    const char *behind = p;
    if (is_close(ti_utf8_peek(p, end)))
        close = ti_utf8_next(&p, end);
    skip_spaces(&p, end);
    bool ordinal = take(&p, end, "第");
    skip_spaces(&p, end);
    size = digits(&p, end, &n, number, sizeof number);
    if (size == 0 || size > 5)
        return behind;
    const char *q = p;
    skip_spaces(&q, end);
    bool hao = take(&q, end, "号");
    if (!close || (!hao && (own || ti_is_one_of(open, "〔[［【")))) {
        if (close || hao)
            damaged(c, i, code, hao ? q : p, code, bracket, year, number);
        return p;
    }
    if (!hao)
        return behind;
    const char *wrong = open != 0x3014 || close != 0x3015 ? N_("'%.*s': 〔 〕 are due around the year")
                        : ordinal ? N_("'%.*s': no 第 is due before the number") : number[0] == '0' ? N_("'%.*s': no 0 is due before the number") : NULL;
    if (wrong)
        ti_report(c, TIAO_DOCNUMBER_FORM, i, (size_t)(bracket - t), (size_t)(q - t), wrong, (int)(q - code), code);
    return q;
}

/* 2015〕7号: the first bracket is lost. */
static void check_unopened(ti_checker *c, uint32_t i, const char *start, const char *close, const char *end)
{
    const char *p = close, *year = NULL, *q;
    int         n = 0;
    for (; n < 5 && p > start; n++) {
        q = p;
        if (!ti_is_digit(ti_utf8_back(&q, start)))
            break;
        p = year = q;
    }
    if (n != 4 || p == start)
        return;
    q = p;
    const char *code = code_start(p, start);
    char        number[12], years[12];
    uint32_t    v;
    if (code == p)
        return;
    digits(&q, end, &v, years, sizeof years);
    ti_utf8_next(&q, end);
    skip_spaces(&q, end);
    int size = digits(&q, end, &v, number, sizeof number);
    if (is_year(years) && size && size <= 5 && take(&q, end, "号"))
        damaged(c, i, year, q, code, p, years, number);
}

static void check_numbers(ti_checker *c, uint32_t i)
{
    const tiao_node *n   = &c->doc->nodes[i];
    const char      *start = c->doc->text.s + n->text, *p = start, *end = c->doc->text.s + n->text_end;
    while (p < end) {
        const char *at = p;
        uint32_t    cp = ti_utf8_next(&p, end);
        if (cp < 0x80 && cp != '[' && cp != '(' && cp != ']')
            continue;
        if (is_open(cp)) {
            const char *to = check_number(c, i, start, at, end);
            p = to > p ? to : p;
        } else if (ti_is_one_of(cp, "〕]］"))
            check_unopened(c, i, start, at, end);
    }
    if (n->kind == TIAO_DOCNUMBER && !ti_str_has(tiao_node_text(c->doc, i), TI_STR("号")) &&
        !ti_is_damaged(c, n->text) && n->text_end > n->text)
        ti_report(c, TIAO_DOCNUMBER_DAMAGED, i, n->text, n->text_end, "'%.*s' lacks 号", (int)(end - start < 120 ? end - start : 120), start);
}

/* ---- dates ---- */

static bool number_at(const char **p, const char *end, uint32_t *v)
{
    return ti_digit_number(p, end, v) || ti_han_number(p, end, v);
}

/* 2015年13月, 2月30日 anywhere. */
static void check_calendar(ti_checker *c, uint32_t i)
{
    const tiao_node *n = &c->doc->nodes[i];
    const char      *t = c->doc->text.s, *p = t + n->text, *end = t + n->text_end;
    while (p < end) {
        const char *at = p, *q;
        uint32_t    v, month, day, year = 0;
        if (!number_at(&p, end, &v)) {
            ti_utf8_next(&p, end);
            continue;
        }
        q = p;
        skip_spaces(&q, end);
        if (v >= 1000 && v < 3000 && take(&q, end, "年")) {
            year = v;
            skip_spaces(&q, end);
            if (!number_at(&q, end, &month))
                continue;
            skip_spaces(&q, end);
        } else
            month = v;
        if (!take(&q, end, "月"))
            continue;
        const char *to = q;
        skip_spaces(&q, end);
        bool dated = number_at(&q, end, &day);
        skip_spaces(&q, end);
        dated = dated && take(&q, end, "日");
        if (dated)
            to = q;
        if ((!year && !dated) || (dated && ti_str_starts((tiao_str){ q, (size_t)(end - q) }, TI_STR("龄"))))
            continue;
        if (month == 0 || month > 12 || (dated && (day == 0 || day > ti_days_of(month, year))))
            ti_report(c, TIAO_DATE_DAMAGED, i, (size_t)(at - t), (size_t)(to - t), "'%.*s' is in no calendar", (int)(to - at), at);
        p = to;
    }
}

/* A run of digits as a date: 2015814 → 2015, 8, 14. */
static bool split(const char *d, int n, uint32_t *year, uint32_t *month, uint32_t *day)
{
    int  found = 0;
    *year = (uint32_t)((d[0] - '0') * 1000 + (d[1] - '0') * 100 + (d[2] - '0') * 10 + (d[3] - '0'));
    for (int m = 1; m <= 2; m++) {
        int      k  = n - 4 - m;
        uint32_t mm = 0, dd = 0;
        if (k < 1 || k > 2)
            continue;
        for (int j = 0; j < m; j++)
            mm = mm * 10 + (uint32_t)(d[4 + j] - '0');
        for (int j = 0; j < k; j++)
            dd = dd * 10 + (uint32_t)(d[4 + m + j] - '0');
        if (mm >= 1 && mm <= 12 && dd >= 1 && dd <= ti_days_of(mm, *year)) {
            *month = mm;
            *day   = dd;
            found++;
        }
    }
    return found == 1;
}

static void check_date(ti_checker *c, uint32_t i)
{
    const tiao_node *n = &c->doc->nodes[i];
    tiao_str         s = ti_str_trim(tiao_node_text(c->doc, i));
    const char      *t = c->doc->text.s, *p = s.s, *end = s.s + s.n, *at = s.s;
    char             text[12];
    uint32_t         year, month, day, v;
    while (at < end && !ti_is_digit(ti_utf8_peek(at, end)) && ti_han_digit(ti_utf8_peek(at, end)) < 0)
        ti_utf8_next(&at, end);                        /* 上海市财政局　2015年8月14日 */
    p = at;
    int size = digits(&p, end, &v, text, sizeof text);
    if (size == 0)
        return;                                        /* 二〇一五年八月十四日 was the rule before 2012 */
    if (size >= 6 && size <= 8 && p == end && is_year(text)) {
        if (split(text, size, &year, &month, &day))
            ti_report(c, TIAO_DATE_DAMAGED, i, (size_t)(at - t), n->text_end, "'%.*s' is damaged; likely %u年%u月%u日", (int)(end - at),
                      at, (unsigned)year, (unsigned)month, (unsigned)day);
        else
            ti_report(c, TIAO_DATE_DAMAGED, i, (size_t)(at - t), n->text_end, "'%.*s' is damaged", (int)(end - at), at);
        return;
    }
    skip_spaces(&p, end);
    if (!is_year(text) || size != 4)
        return;
    if (!take(&p, end, "年")) {
        if (ti_is_one_of(ti_utf8_peek(p, end), "-./．－"))
            ti_report(c, TIAO_DATE_FORM, i, (size_t)(at - t), n->text_end, "'%.*s': 2015年8月14日 is the form due", (int)(end - at), at);
        return;
    }
    skip_spaces(&p, end);
    bool zero = p < end && ti_utf8_peek(p, end) == '0';
    if (!digits(&p, end, &v, text, sizeof text))
        return;
    skip_spaces(&p, end);
    take(&p, end, "月");
    skip_spaces(&p, end);
    if (zero || (p < end && ti_utf8_peek(p, end) == '0'))
        ti_report(c, TIAO_DATE_FORM, i, (size_t)(at - t), n->text_end, "'%.*s': no 0 is due before the month or the day", (int)(end - at), at);
}

void ti_check_forms(ti_checker *c)
{
    for (uint32_t i = 0; i < c->doc->count && !c->failed; i++) {
        if (!ti_is_written(&c->doc->nodes[i]))
            continue;
        check_numbers(c, i);
        check_calendar(c, i);
        if (c->doc->nodes[i].kind == TIAO_DATE)
            check_date(c, i);
    }
}
