/* Dates that set a goal or a duty: 到2020年, 2015年9月30日前, 2019年1月1日至12月31日. Others (what took effect, what was
   issued, what was reached) are passed over. */
#include "base/date.h"
#include "base/mem.h"
#include "facts/figure.h"

#include <stdio.h>

typedef struct { int year, month, day; } date;

static bool read_part(const char **q, const char *end, const char *unit, int least, int most, int *out)
{
    ti_number   n;
    const char *p = ti_skip_blanks(*q, end);
    if (!ti_number_read(&n, p, end) || n.part || n.vague || n.scaled || n.lone || n.value.e || n.to.m || n.value.m > (uint64_t)most ||
        n.value.m < (uint64_t)least)
        return false;
    p        = ti_skip_blanks(n.end, end);
    size_t k = strlen(unit);
    if ((size_t)(end - p) < k || memcmp(p, unit, k) != 0)
        return false;
    *q   = p + k;
    *out = (int)n.value.m;
    return true;
}

/* 2019年1月1日, 2019年6月, 2019年; month and day alone where `year` is given from before. */
static bool read_date(const char **q, const char *end, date *d, bool needs_year)
{
    const char *p = *q;
    ti_number   n;
    *d = (date){ 0, 0, 0 };
    if (ti_number_read(&n, ti_skip_blanks(p, end), end) && n.positional && n.value.m >= 1900 && n.value.m <= 2100) {
        if (!read_part(&p, end, "年", 1900, 2100, &d->year))
            return false;
    } else if (needs_year)
        return false;
    if (read_part(&p, end, "月", 1, 12, &d->month))
        read_part(&p, end, "日", 1, 31, &d->day);
    else if (!d->year)
        return false;
    *q = p;
    return true;
}

/* A day that the month does not have (2月30日, which check lists) is left out of the value. */
static void put_date(char out[12], date d)
{
    char *s = out;
    if (d.day > (int)ti_days_of((uint32_t)d.month, (uint32_t)d.year))
        d.day = 0;
    if (d.year)
        s += snprintf(s, 6, "%04d%s", d.year % 10000, d.month ? "-" : "");
    if (d.month)
        s += snprintf(s, 4, "%02d%s", d.month % 100, d.day ? "-" : "");
    if (d.day)
        snprintf(s, 4, "%02d", d.day % 100);
}

/* 2015-2020年: the first year has no 年 of its own. */
static bool read_years(const char **q, const char *end, date *from, date *to)
{
    ti_number   a;
    const char *p = *q;
    if (!ti_number_read(&a, p, end) || !a.positional || a.value.m < 1900 || a.value.m > 2100)
        return false;
    p = ti_skip_blanks(a.end, end);
    uint32_t cp = ti_utf8_next(&p, end);
    if (!ti_is_one_of(cp, "-－—–~～至到"))
        return false;
    if (ti_is_one_of(ti_utf8_peek(p, end), "-－—–"))
        ti_utf8_next(&p, end);
    *from = (date){ (int)a.value.m, 0, 0 };
    if (!read_date(&p, end, to, true) || to->month)
        return false;
    *q = p;
    return true;
}

/* Whether a date that nothing marks as a goal opens a clause of its own in a sentence that looks ahead. */
static bool opens_clause(const ti_passage *p, uint32_t start, uint32_t end)
{
    const char *q  = ti_at(p, start);
    uint32_t    cp = ti_utf8_back(&q, p->text.s);
    bool        first = cp == 0 || ti_is_one_of(cp, "。；;，,：:\n（(") || ti_word_before(p, start, "力争 确保 计划 争取 于 在 并 以及");
    return first && (ti_word_behind(p, end, "， , 期间 力争 实现 争取 努力 全面 基本 建成 完成 计划 、 的目标 目标") || end == p->text.n);
}

/* 2025年5月31日（星期六）17:00前 */
static uint32_t pass_hour(const ti_passage *p, uint32_t at)
{
    const char *s = p->text.s, *end = ti_text_end(p), *q = ti_skip_blanks(s + at, end);
    ti_number   n;
    uint32_t    w = ti_word_behind(p, (uint32_t)(q - s), "（星期 （周 (星期 (周");
    if (w) {
        q += w;
        ti_utf8_next(&q, end);
        if (!ti_is_one_of(ti_utf8_next(&q, end), "）)"))
            return at;
    }
    q = ti_skip_blanks(q, end);
    q += ti_word_behind(p, (uint32_t)(q - s), "上午 下午 中午 晚上 晚");
    const char *day = q;
    q = ti_skip_blanks(q, end);
    if (ti_number_read(&n, q, end) && !n.value.e && n.value.m <= 24 && !n.part && !n.scaled) {
        q             = n.end;
        uint32_t cp   = ti_utf8_next(&q, end);
        bool     past = (cp == ':' || cp == 0xFF1A) && ti_number_read(&n, q, end) && n.value.m < 60;
        q             = past ? n.end : q;
        if (past || ti_is_one_of(cp, "时点"))
            day = q;
    }
    return ti_word_behind(p, (uint32_t)(day - s), "前 以前 之前") ? (uint32_t)(day - s) : at;
}

/* In a document whose own date is not known, what follows must speak of a goal. */
static bool looks_ahead(const ti_passage *p, uint32_t end)
{
    uint32_t n = ti_word_behind(p, end, "， ,");
    return ti_word_behind(p, end + n, "力争 努力 争取 确保 实现 全面 基本 建成 形成 完成 承接 培育") != 0;
}

static bool in_quotes(const ti_passage *p, uint32_t start, uint32_t end)
{
    return ti_word_before(p, start, "《 （ ( “ 〈") && ti_word_behind(p, end, "》 ） ) ” 〉");
}

bool ti_date_read(ti_passage *p, uint32_t *at, bool *failed)
{
    const char *s = p->text.s, *end = ti_text_end(p), *q = s + *at;
    date        from, to = { 0, 0, 0 };
    bool        is_range = false;
    if (read_years(&q, end, &from, &to))
        is_range = true;
    else {
        if (!read_date(&q, end, &from, false))
            return false;
        if (!from.year && !from.day && !ti_word_behind(p, (uint32_t)(q - s), "底 末 前"))
            return false;                              /* 3月: a month's name, or no date at all */
        const char *r  = ti_skip_blanks(q, end);
        bool        since = ti_word_behind(p, (uint32_t)(r - s), "起至 起到") != 0;      /* 自2021年1月1日起至2023年12月31日 */
        r += since ? sizeof "起" - 1 : 0;
        uint32_t cp = ti_utf8_next(&r, end);
        if (ti_is_one_of(cp, "-－—–~～至到")) {
            if (ti_is_one_of(ti_utf8_peek(r, end), "-－—–"))
                ti_utf8_next(&r, end);
            r = ti_skip_blanks(r, end);
            if (read_date(&r, end, &to, false) && (to.year || to.day || !from.day)) {
                is_range = true;
                if (!to.year)
                    to.year = from.year;
                q = r;
            }
        }
    }
    uint32_t start = *at, stop = (uint32_t)(q - s), n;
    *at = stop;
    bool is_before = false, is_to = false;
    if ((n = ti_word_behind(p, stop, "年底 年末 底 末")) != 0)
        stop += n;
    if ((is_range ? to.day : from.day) != 0)
        stop = pass_hour(p, stop);
    if ((n = ti_word_behind(p, stop, "前 以前 之前")) != 0 && !ti_word_behind(p, stop, "前期 前后 前沿 前列 前三 前述 前款")) {
        stop += n;
        is_before = true;
    }
    date last = is_range ? to : from;
    if (ti_word_behind(p, stop, "起 以来 以后 后 度 版 第 － - 发布 印发 施行 实施 修订 公布 通过 批准 上半年 下半年 年度 届 级 生效 签订 出台") && !is_before)
        return true;
    bool spans = is_range && last.day && ti_word_before(p, start, "自 从 对");
    bool is_close = from.day && !is_range && ti_word_before(p, start, "截止时间为 截止日期为 截止时间： 截止日期： 截止时间是 截止日期是 时间截止到 时间截止至 "
                                                                      "日期截止到 申报截止到 申请截止到 报名截止到");
    if (!spans && !is_close && ti_word_before(p, start, "自 从 比 较 与 以 由 截至 截止 截止到 截至到 按 按照 原 自从 同 了 对"))
        return true;
    if (in_quotes(p, start, stop))
        return true;
    if ((n = ti_word_before(p, start, "到 至 直到 直至")) != 0) {
        start -= n;
        is_to = true;
    }
    /* a call of 2025 may ask for what was done from 1 January to 31 December 2024 */
    int  since = p->year && is_range && last.day && from.day ? p->year - 1 : p->year;
    bool ahead = last.year ? (p->year ? last.year >= since : last.year >= 2000)
                           : is_before || (is_range && last.day && ti_word_before(p, start, "每年 每年的"));
    if (!ahead || (!is_before && !is_to && !is_close && !(is_range && last.day) &&
                   !(opens_clause(p, start, stop) && last.year && (is_range || !last.day) && (p->year || is_range || looks_ahead(p, stop)))))
        return true;
    if (!is_before && !is_to && !is_close && !is_range && p->year && last.year == p->year && !ti_word_behind(p, stop, "底 ， ,"))
        return true;
    ti_figure *f = TI_PUSH(p->figures, p->figures_count, p->figures_room);
    if (!f) {
        *failed = true;
        return true;
    }
    *at = stop;
    *f  = (ti_figure){ .start = start, .end = stop, .core = start, .core_end = stop, .dimension = TIAO_DIM_DEADLINE,
                       .comparator = is_range ? TIAO_RANGE : is_before ? TIAO_LE : TIAO_EQ, .has_low = true, .has_high = is_range,
                       .unit = TI_STR("date"), .role = TIAO_ROLE_DEADLINE };
    put_date(f->date[0], from);
    if (from.year && is_range && to.year != from.year)
        snprintf(f->years, sizeof f->years, "%04d-%04d", from.year % 10000, to.year % 10000);
    else if (from.year)
        snprintf(f->years, sizeof f->years, "%04d", from.year % 10000);
    if (is_range)
        put_date(f->date[1], to);
    return true;
}
