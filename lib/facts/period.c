/* The year or period that governs a figure: named in its clause, earlier in its sentence, or in the lead-in. */
#include "facts/figure.h"

enum { FIGURES_BACK = 24 };

/* Durations that set a period for what follows them in their clause: 近3年, 3年内, 每两年, 三年奖励累计. */
static bool sets_period(const ti_passage *p, const ti_figure *d)
{
    if (d->dimension != TIAO_DIM_DURATION || ti_str_is(d->unit, TI_STR("工作日")) || ti_str_is(d->unit, TI_STR("岁")) ||
        ti_str_is(d->unit, TI_STR("周岁")) || d->comparator == TIAO_GE || d->comparator == TIAO_GT || d->comparator == TIAO_LT)
        return false;
    if (d->comparator == TIAO_LE && !d->exclusive)
        return false;
    return !ti_word_behind(p, d->end, "的 以 前 后");
}

/* Its name: the number and its unit (5年), 每 included. */
static tiao_str period_name(const ti_passage *p, const ti_figure *d) { return ti_between(p, d->core, d->core_end); }

static bool is_first_in_clause(const ti_passage *p, const ti_figure *d)
{
    uint32_t start = ti_clause_start(p, d, CUE_COMMA);
    return d->start - start <= 48;                     /* 从注册（迁入）当年起3年内 */
}

static bool is_of_one_year(tiao_str by) { return ti_str_is(by, TI_STR("当年")) || ti_str_starts(by, TI_STR("上")) || ti_str_is(by, TI_STR("本年度")); }
static bool is_ordinal(tiao_str by) { return ti_str_starts(by, TI_STR("第")) || ti_str_is(by, TI_STR("首年")) || ti_str_is(by, TI_STR("次年")); }

static const ti_cue *period_mark(const ti_passage *p, const ti_figure *f, uint32_t from, uint32_t to)
{
    int looked = 0;
    for (size_t k = f->mark; k-- > 0 && p->marks[k].start >= from && looked++ < CONTEXT_MARKS;)
        if (p->marks[k].kind == CUE_PERIOD && p->marks[k].end <= to)
            return &p->marks[k];
    return NULL;
}

/* 当年出口额300万美元以上，且增长10%以上: 当年 reaches the next clause where that is joined to it or counts the same. */
static bool shares_year(const ti_passage *p, size_t i, uint32_t clause, const ti_cue *m)
{
    if (ti_word_behind(p, clause, "且 并且 同时"))
        return true;
    for (size_t k = i, n = 0; k-- > 0 && n < FIGURES_BACK && p->figures[k].start > m->start; n++)
        if (p->figures[k].dimension == p->figures[i].dimension && p->figures[k].role == TIAO_ROLE_CONDITION && p->figures[k].by.n)
            return true;
    return false;
}

/* 离校2年内未就业 qualifies a noun; 3年内，… and a goal's 三年内 set the time for what follows. */
static bool reaches_on(const ti_passage *p, const ti_figure *d)
{
    return d->role == TIAO_ROLE_TARGET || d->role == TIAO_ROLE_DEADLINE || d->role == TIAO_ROLE_BUDGET || ti_word_behind(p, d->end, "， ,");
}

/* 2024年度营业收入在2000万元以上: the digits of the year named last in the clause. */
static tiao_str year_of_clause(const ti_passage *p, uint32_t from, uint32_t to)
{
    tiao_str year = { 0 };
    for (uint32_t at = from; at + 7 <= to; at++) {
        const char *s = ti_at(p, at);
        bool        ok = (s[0] == '1' || s[0] == '2') && memcmp(s + 4, "年", 3) == 0 && (at == 0 || !ti_is_digit((unsigned char)s[-1]));
        for (int k = 1; k < 4; k++)
            ok = ok && s[k] >= '0' && s[k] <= '9';
        const char *behind = ti_skip_blanks(s + 7, ti_at(p, to));
        if (ok && !ti_is_digit(ti_utf8_peek(behind, ti_text_end(p))) && !ti_word_behind(p, at + 7, "以来 以后 起 后 前 底前"))
            year = ti_between(p, at, at + 4);
    }
    return year;
}

/* 单个机构年度奖励总额不超过100万元 */
static bool is_yearly(const ti_passage *p, uint32_t from, uint32_t to)
{
    for (uint32_t at = from; at + 6 < to; at++)
        if (ti_word_behind(p, at, "年度奖励 年度补助 年度补贴 年度资助 年度扶持 年度享受 年度获得 年度支持 年度奖补 年度最高 年度总额") && !ti_word_before(p, at, "上 本 会计 财务 1 2 3 4 5 6 7 8 9 0"))
            return true;
    return false;
}

static tiao_str by_of(ti_passage *p, size_t i)
{
    ti_figure *f        = &p->figures[i];
    uint32_t   sentence = ti_clause_start(p, f, CUE_STOP), segment = ti_clause_start(p, f, CUE_SEMICOLON);
    uint32_t   clause   = ti_clause_start(p, f, CUE_COMMA), part = ti_clause_start(p, f, CUE_DUN);
    bool       is_time  = f->dimension == TIAO_DIM_DURATION, is_condition = f->role == TIAO_ROLE_CONDITION;
    if (f->dimension == TIAO_DIM_DEADLINE || f->role == TIAO_ROLE_DEADLINE || f->spec)
        return (tiao_str){ 0 };

    /* the figure's own clause: the nearest of 每年, 当年, 第一年 and 近3年, 3年内, 三年 */
    const ti_cue *m = period_mark(p, f, is_time ? part : clause, f->core);
    bool is_cap = m && f->role == TIAO_ROLE_BENEFIT && f->comparator == TIAO_LE && ti_word_behind(p, m->end, "累计 获得 享受 最高 总");
    if (m && ((is_of_one_year(m->by) && !is_condition && !is_cap && f->role != TIAO_ROLE_TARGET) || (is_time && (is_of_one_year(m->by) || is_ordinal(m->by)))))
        m = NULL;
    if (!is_time)
        for (size_t k = i, n = 0; k-- > 0 && n < FIGURES_BACK && p->figures[k].start >= clause && (!m || p->figures[k].start > m->start); n++)
            if (sets_period(p, &p->figures[k]))
                return period_name(p, &p->figures[k]);
    if (m)
        return m->by;
    tiao_str year = is_condition && !is_time ? year_of_clause(p, clause, f->core) : (tiao_str){ 0 };
    if (year.n)
        return year;
    if (f->role == TIAO_ROLE_BENEFIT && f->comparator == TIAO_LE && !is_time && is_yearly(p, clause, f->core))
        return TI_STR("年度");
    if (is_time)
        return f->role == TIAO_ROLE_DESCRIPTION || f->role == TIAO_ROLE_LIMIT ? (tiao_str){ 0 } : f->by;

    /* what was said earlier in the sentence */
    m = period_mark(p, f, segment, clause);
    for (size_t k = i, n = 0; k-- > 0 && n < FIGURES_BACK && p->figures[k].start >= sentence && (!m || p->figures[k].start > m->start); n++)
        if (p->figures[k].exclusive && sets_period(p, &p->figures[k]) && is_first_in_clause(p, &p->figures[k]) &&
            p->figures[k].role != TIAO_ROLE_LIMIT && p->figures[k].role != TIAO_ROLE_BENEFIT && reaches_on(p, &p->figures[k]))
            return period_name(p, &p->figures[k]);
    if (m && f->role == TIAO_ROLE_TARGET && ti_str_is(m->by, TI_STR("全年")))
        return m->by;                                  /* 全年新增就业6500人以上，失业率控制在4.5%以内 */
    if (m && ((is_ordinal(m->by) && f->dimension != TIAO_DIM_AREA) || (is_of_one_year(m->by) && is_condition && shares_year(p, i, clause, m)) ||
              (is_condition && f->dimension == TIAO_DIM_COUNT && ti_str_is(m->by, TI_STR("每年")))))
        return m->by;
    return f->by;
}

void ti_find_periods(ti_passage *p)
{
    for (size_t i = 0; i < p->figures_count; i++)
        p->figures[i].by = by_of(p, i);
}

void ti_find_years(ti_passage *p)
{
    for (size_t i = 0; i < p->figures_count; i++) {
        ti_figure *f = &p->figures[i];
        if (f->dimension == TIAO_DIM_DEADLINE || f->spec)
            continue;
        uint32_t sentence = ti_clause_start(p, f, CUE_STOP);
        f->by             = p->lead_by;
        for (size_t k = i, n = 0; k-- > 0 && n < FIGURES_BACK && p->figures[k].start >= sentence; n++)
            if (p->figures[k].dimension == TIAO_DIM_DEADLINE && p->figures[k].years[0]) {
                f->by = ti_str(p->figures[k].years);
                break;
            }
    }
}
