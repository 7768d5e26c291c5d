/* What bounds a figure: the words of comparison on its sides, one comparator for a list of tiers, 以上…以下 as a range. */
#include "facts/figure.h"

enum { FAR_CHARS = 24 };

static ti_decimal *bound(ti_figure *f) { return f->has_low ? &f->low : &f->high; }

static void set(ti_figure *f, int comparator)
{
    if (f->comparator == TIAO_RANGE)
        return;
    ti_decimal v  = *bound(f);
    bool       up = comparator == TIAO_LE || comparator == TIAO_LT;
    f->comparator = (uint8_t)comparator;
    f->has_low    = !up;
    f->has_high   = up;
    f->low = f->high = v;
}

static int comparator_of(const ti_word *w)
{
    for (int c = 0; c < TIAO_COMPARATOR_COUNT; c++)
        if (ti_str_is(w->field[1], ti_str(tiao_comparator_name((tiao_comparator)c))))
            return c;
    return TIAO_EQ;
}

static const ti_word *word_before(const ti_passage *p, uint32_t *at, uint32_t floor, const char *place)
{
    const char *q = ti_at(p, *at);
    for (int i = 0; i < 4; i++) {
        const char *r = q;
        uint32_t    cp = ti_utf8_back(&r, p->text.s);
        if (cp == '\n' || !ti_is_space(cp))
            break;
        q = r;
    }
    const ti_word *w = ti_lexicon_before(p->words->list[WORDS_COMPARATORS], q, ti_at(p, floor));
    if (!w || !ti_str_is(w->field[0], ti_str(place)))
        return NULL;
    *at = (uint32_t)(q - p->text.s) - (uint32_t)w->word.n;
    return w;
}

static bool is_far(const ti_word *w) { return ti_str_is(w->field[2], TI_STR("far")); }

/* Words that end like a comparison and are none: 圆满, 上海. */
static bool is_misread(const ti_passage *p, const ti_word *w, uint32_t at, const ti_figure *f)
{
    if (ti_str_is(w->word, TI_STR("满")))
        return ti_word_before(p, at, "圆 充 丰 饱 不 届 期 美") != 0;
    if (ti_str_is(w->word, TI_STR("上")))
        return !f->lone || ti_word_before(p, at, "以 网 线 会 身 加 马 晚 早");
    if (ti_str_is(w->word, TI_STR("近")))
        return ti_word_before(p, at, "靠 附 临 邻") != 0;
    if (ti_str_is(w->word, TI_STR("达")))
        return ti_word_before(p, at, "发 到 传 表 下 抵 直") != 0;
    if (ti_str_is(w->word, TI_STR("约")))
        return ti_word_before(p, at, "节 合 集 契 签 履 违 预 特 条 公 制") != 0;
    if (ti_str_is(w->word, TI_STR("超")))
        return ti_word_before(p, at, "赶") != 0;
    /* 突破10项关键核心技术 is an achievement, 突破1100亿元 a bound */
    return ti_str_is(w->word, TI_STR("突破")) && f->dimension == TIAO_DIM_COUNT &&
           (f->weak || ti_word_behind(p, f->end, "关键 核心 重大 重点 前沿 卡 技术 共性 颠覆 “"));
}

/* A far word that other words part from the figure: 最高补助30万元. */
static const ti_word *far_word(const ti_passage *p, uint32_t *at, uint32_t floor)
{
    uint32_t q = *at;
    for (int i = 0; i < 3; i++) {
        const ti_word *w = word_before(p, &q, floor, "gap");
        if (!w)
            return NULL;
        uint32_t       r = q;
        const ti_word *c = word_before(p, &r, floor, "before");
        if (c && is_far(c)) {
            *at = r;
            return c;
        }
    }
    return NULL;
}

/* What a share is a share of stands between: 不超过总投入30%, 超过本单位在职职工总人数的30%. */
static const ti_word *word_before_base(const ti_passage *p, uint32_t *at, uint32_t floor)
{
    const char *q = ti_at(p, *at);
    for (int i = 0; i < FAR_CHARS && q > ti_at(p, floor); i++) {
        const char *r  = q;
        uint32_t    cp = ti_utf8_back(&r, p->text.s);
        if (!ti_is_han(cp) && !(ti_is_latin(cp) && !ti_is_digit(cp)) && cp != ' ')
            return NULL;
        q = r;
        uint32_t       here = (uint32_t)(q - p->text.s);
        const ti_word *w    = word_before(p, &here, floor, "before");
        /* 最低工资标准, 最高人民法院 compare nothing */
        if (w && is_far(w) && !ti_word_behind(p, (uint32_t)(q - p->text.s), "工资 生活 限价 学历 等级 人民 法院 标准 层次")) {
            *at = here;
            return w;
        }
    }
    return NULL;
}

static void look_before(const ti_passage *p, ti_figure *f, uint32_t floor)
{
    uint32_t at = f->start;
    for (int i = 0; i < 4; i++) {
        uint32_t       q = at;
        const ti_word *w = word_before(p, &q, floor, "before");
        bool           near = w != NULL;
        if (w && is_misread(p, w, q, f))
            break;
        if (!w && (w = far_word(p, &q, floor)) == NULL && !f->before && (f->dimension == TIAO_DIM_RATIO || f->dimension == TIAO_DIM_MULTIPLE)) {
            w        = word_before_base(p, &q, floor);
            f->based = w != NULL;
        }
        if (!w)
            break;
        int c = comparator_of(w);
        /* 近3年 is a time, no estimate */
        if (f->comparator == TIAO_RANGE && c == TIAO_EQ)
            break;
        if (!(f->dimension == TIAO_DIM_DURATION && near && ti_str_is(w->word, TI_STR("近"))) &&
            (!f->before || f->comparator == TIAO_EQ || f->comparator == TIAO_ABOUT) && !(f->before && c == TIAO_EQ))
            if (!(f->comparator == TIAO_ABOUT && c == TIAO_EQ))
                set(f, c);
        if (!(f->dimension == TIAO_DIM_DURATION && near && ti_str_is(w->word, TI_STR("近"))))
            f->before = true;
        f->start = at = q;
    }
    if (f->dimension == TIAO_DIM_DURATION && ti_word_before(p, f->start, "最"))
        f->start -= ti_word_before(p, f->start, "最");
}

/* 超过50人（含50人） is >=. */
static void look_inclusive(const ti_passage *p, ti_figure *f)
{
    uint32_t n = ti_word_behind(p, f->end, "（含 (含");
    if (!n || (f->comparator != TIAO_GT && f->comparator != TIAO_LT))
        return;
    const char *q = ti_at(p, f->end + n), *end = ti_text_end(p);
    for (int i = 0; i < 16 && q < end; i++) {
        uint32_t cp = ti_utf8_next(&q, end);
        if (cp == ')' || cp == 0xFF09) {
            set(f, f->comparator == TIAO_GT ? TIAO_GE : TIAO_LE);
            f->end = (uint32_t)(q - p->text.s);
            return;
        }
        if (cp == '\n' || ti_is_one_of(cp, "，。、；"))
            return;
    }
}

/* 6家单位以上: the counted noun between unit and 以上. */
static const char *pass_noun(const ti_passage *p, const ti_figure *f, const char *q)
{
    const char *end = ti_text_end(p);
    if (f->dimension != TIAO_DIM_COUNT)
        return NULL;
    for (int i = 0; i < 5; i++) {
        if (!ti_is_han(ti_utf8_next(&q, end)))
            return NULL;
        uint32_t at = (uint32_t)(q - p->text.s);
        if (ti_word_behind(p, at, "以上 以下 以内 （含）以上 及以上"))
            return q;
        if (ti_word_behind(p, at, "达 超 为 的 在 和 或 与 至 每 人以 名以 个以 年以"))
            return NULL;
    }
    return NULL;
}

static void look_after(const ti_passage *p, ti_figure *f, uint32_t roof)
{
    const char    *end = ti_at(p, roof), *q = ti_skip_blanks(ti_at(p, f->end), end), *noun;
    const ti_word *w   = ti_lexicon_at(p->words->list[WORDS_COMPARATORS], q, end);
    if ((!w || !ti_str_is(w->field[0], TI_STR("after"))) && (noun = pass_noun(p, f, q)) != NULL && noun < end) {
        q = noun;
        w = ti_lexicon_at(p->words->list[WORDS_COMPARATORS], q, end);
    }
    if (!w || !ti_str_is(w->field[0], TI_STR("after")))
        return;
    uint32_t stop = (uint32_t)(q - p->text.s + (ptrdiff_t)w->word.n);
    bool     inner = ti_str_is(w->word, TI_STR("内"));
    if (inner && ti_word_behind(p, stop, "部 容 涵 外 地 陆 资 需 蒙 在 置 控 阁 科 环"))
        return;
    if (ti_str_is(w->word, TI_STR("许")) && ti_word_behind(p, stop, "可 多"))
        return;
    int c = comparator_of(w);
    f->exclusive = c == TIAO_LE && !ti_str_is(w->word, TI_STR("以下"));
    f->end   = stop;
    f->after = true;
    if (f->comparator == TIAO_RANGE)
        return;
    if (c == TIAO_GE && f->based && (f->comparator == TIAO_GT || f->comparator == TIAO_LT)) {
        set(f, c);                                     /* 高于全市平均增幅5个百分点以上: so much above it */
        return;
    }
    if (c == TIAO_GE && f->before && f->comparator == TIAO_GT)
        c = TIAO_GT;
    if (f->before && (f->comparator == TIAO_LE || f->comparator == TIAO_LT) && c == TIAO_GE)
        return;
    if (f->before && c == TIAO_ABOUT && f->comparator != TIAO_EQ)
        return;
    set(f, c);
}

static bool same_unit(const ti_figure *a, const ti_figure *b) { return a->dimension == b->dimension && ti_str_is(a->unit, b->unit); }

/* The bytes between two figures hold nothing but one of the words. */
static bool only_between(const ti_passage *p, uint32_t from, uint32_t to, const char *words)
{
    if (from >= to)
        return from == to;
    const char *q = ti_skip_blanks(ti_at(p, from), ti_at(p, to));
    uint32_t    at = (uint32_t)(q - p->text.s);
    if (at == to)
        return true;
    at += ti_word_behind(p, at, words);
    return (uint32_t)(ti_skip_blanks(ti_at(p, at), ti_at(p, to)) - p->text.s) == to && at > from;
}

/* 六个月以上一年以下 is counted in months. */
static bool in_months(ti_figure *a, ti_figure *b)
{
    if (!ti_str_is(a->unit, TI_STR("月")) || !ti_str_is(b->unit, TI_STR("年")) || b->high.m > 1000000)
        return false;
    b->high.m *= 12;
    b->unit = a->unit;
    return true;
}

/* 五万元以上二十万元以下 is one range; so is 六个月以上不满一年. */
static void join_bounds(ti_passage *p)
{
    for (size_t i = 0; i + 1 < p->figures_count; i++) {
        ti_figure *a = &p->figures[i], *b = &p->figures[i + 1];
        bool       low  = a->comparator == TIAO_GE || a->comparator == TIAO_GT;
        bool       high = b->comparator == TIAO_LE || b->comparator == TIAO_LT;
        if (a->dropped || !low || !high || !a->after || !only_between(p, a->end, b->start, "、 ， , 至 到 — - 且 并 但") ||
            (!same_unit(a, b) && !in_months(a, b)) || ti_decimal_compare(a->low, b->high) > 0)
            continue;
        b->start     = a->start;
        b->core      = a->core;
        b->low       = a->low;
        b->has_low   = true;
        b->comparator = TIAO_RANGE;
        b->before = b->after = true;
        b->weak    = false;
        a->dropped = true;
    }
}

/* 300万美元、500万美元、1亿美元以上: one comparator for the list; 最高100万元、50万元. */
static void spread_over_tiers(ti_passage *p)
{
    enum { MOST = 24 };
    for (size_t i = 0; i + 1 < p->figures_count;) {
        size_t k = i;
        while (k + 1 < p->figures_count && k - i < MOST && !p->figures[k].dropped && !p->figures[k + 1].dropped &&
               same_unit(&p->figures[k], &p->figures[k + 1]) &&
               (only_between(p, p->figures[k].end, p->figures[k + 1].start, "、 和 或 或者 及 以及 与 ， ,")))
            k++;
        ti_figure *first = &p->figures[i], *last = &p->figures[k];
        if (k > i && last->after && !last->before && last->comparator != TIAO_RANGE && last->dimension != TIAO_DIM_DEADLINE) {
            for (size_t j = i; j < k; j++)
                if (!p->figures[j].after && (!p->figures[j].before || p->figures[j].comparator == TIAO_EQ) &&
                    p->figures[j].comparator == TIAO_EQ) {
                    set(&p->figures[j], last->comparator);
                    p->figures[j].start = p->figures[j].core;
                    p->figures[j].weak  = false;
                }
        } else if (k > i && first->before && !first->after && first->comparator != TIAO_RANGE && first->comparator != TIAO_EQ)
            for (size_t j = i + 1; j <= k; j++)
                if (!p->figures[j].after && !p->figures[j].before && p->figures[j].comparator == TIAO_EQ) {
                    set(&p->figures[j], first->comparator);
                    p->figures[j].weak = false;
                }
        i = k + 1;
    }
}

/* 每人只享受一次, 每年开展一次: a count of times that something bounds. */
static bool is_bounded_times(const ti_passage *p, const ti_figure *f, uint32_t floor)
{
    if (!ti_str_is(f->unit, TI_STR("次")) || ti_word_behind(p, f->end, "性 又 次 一次 函"))
        return false;
    for (const char *q = ti_at(p, f->start); q > ti_at(p, floor);) {
        ti_utf8_back(&q, p->text.s);
        if (ti_word_behind(p, (uint32_t)(q - p->text.s), "只 仅 限 每年 每半年 每季度 每月 每两年 每三年 每五年 每周 每天"))
            return true;
    }
    return false;
}

/* 每引进一家, 每招用一人: what a benefit is counted by. */
static bool is_counted_by(const ti_passage *p, const ti_figure *f, uint32_t floor)
{
    if (f->low.m != 1 || f->low.e)
        return false;
    const char *q = ti_at(p, f->start);
    for (int i = 0; i < 6 && q > ti_at(p, floor); i++) {
        if (!ti_is_han(ti_utf8_back(&q, p->text.s)))
            return false;
        if (i && ti_word_behind(p, (uint32_t)(q - p->text.s), "每"))
            return true;
    }
    return false;
}

/* 分三次拨付 */
static bool is_instalments(const ti_passage *p, const ti_figure *f)
{
    return (ti_str_is(f->unit, TI_STR("次")) || ti_str_is(f->unit, TI_STR("批"))) && ti_word_before(p, f->start, "分") &&
           ti_word_behind(p, f->end, "拨付 发放 兑现 支付 给予 予以 拨款 到位 补助 补贴 奖励 等额");
}

void ti_compare(ti_passage *p)
{
    for (size_t i = 0; i < p->figures_count; i++) {
        ti_figure *f     = &p->figures[i];
        uint32_t   floor = i ? p->figures[i - 1].end : 0;
        uint32_t   roof  = i + 1 < p->figures_count ? p->figures[i + 1].core : (uint32_t)p->text.n;
        if (ti_word_before(p, f->core, "（含 (含 （包含 (包含")) {       /* said again: 超过50人（含50人） */
            f->dropped = true;
            continue;
        }
        if (f->dimension == TIAO_DIM_DEADLINE || (f->before && f->after))
            continue;
        look_before(p, f, floor);
        look_after(p, f, roof);
        look_inclusive(p, f);
        /* 期限届满三十日前: at least so long before */
        uint32_t n = f->dimension == TIAO_DIM_DURATION && !f->before && !f->after ? ti_word_behind(p, f->end, "前 以前 之前") : 0;
        if (n && !ti_word_behind(p, f->end, "前后 前沿 前期 前述")) {
            f->end += n;
            set(f, TIAO_GE);
            f->after = true;
        }
    }
    join_bounds(p);
    spread_over_tiers(p);
    for (size_t i = 0; i < p->figures_count; i++) {
        ti_figure *f = &p->figures[i];
        if (f->weak && !f->dropped && !f->before && !f->after && f->comparator != TIAO_RANGE &&
            !is_bounded_times(p, f, ti_clause_start(p, f, CUE_COMMA)) && !is_counted_by(p, f, ti_clause_start(p, f, CUE_DUN)) &&
            !is_instalments(p, f))
            f->dropped = true;
    }
    size_t kept = 0;
    for (size_t i = 0; i < p->figures_count; i++)
        if (!p->figures[i].dropped)
            p->figures[kept++] = p->figures[i];
    p->figures_count = kept;
}
