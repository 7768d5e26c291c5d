/* Numbers with their units: the bare figures of a passage, and what looks like one but is a name. */
#include "facts/figure.h"
#include "base/mem.h"
#include "base/numeral.h"

static const ti_word *unit_at(const ti_passage *p, const char *q, const char **behind)
{
    const char    *s = ti_skip_blanks(q, ti_text_end(p));
    const ti_word *w = ti_lexicon_at(p->words->list[WORDS_UNITS], s, ti_text_end(p));
    if (!w || ti_str_is(w->field[0], TI_STR("-")))
        return NULL;
    uint32_t next = ti_utf8_peek(s + w->word.n, ti_text_end(p));
    if ((unsigned char)w->word.s[w->word.n - 1] < 0x80 && w->word.s[w->word.n - 1] != '%' && ti_is_latin(next))
        return NULL;                                  /* P of PMI */
    *behind = s + w->word.n;
    return w;
}

static int dimension_of(const ti_word *w)
{
    for (int d = 0; d < TIAO_DIM_COUNT_; d++)
        if (ti_str_is(w->field[0], ti_str(tiao_dimension_name((tiao_dimension)d))))
            return d;
    return TIAO_DIM_OTHER;
}

/* Moves *q behind a sign that joins the ends of a range. */
static bool joins(const char **q, const char *end)
{
    const char *r  = ti_skip_blanks(*q, end);
    uint32_t    cp = ti_utf8_next(&r, end);
    if (!ti_is_one_of(cp, "-－—–~～至到"))
        return false;
    if (ti_is_one_of(cp, "-－—–") && ti_is_one_of(ti_utf8_peek(r, end), "-－—–"))
        ti_utf8_next(&r, end);
    *q = ti_skip_blanks(r, end);
    return true;
}

/* （不含） between a number and its unit, or behind it. */
static const char *pass_exclusion(const ti_passage *p, const char *q)
{
    uint32_t n = ti_word_behind(p, (uint32_t)(q - p->text.s), "（不含） (不含) （含） (含)");
    return q + n;
}

/* 元/亩, 元/人/夜, 元/平方米·月: the rate is part of the unit. */
static const char *read_rate(const ti_passage *p, const char *q)
{
    const char *end = ti_text_end(p);
    for (int i = 0; i < 3; i++) {
        const char *r  = ti_skip_blanks(q, end), *behind;
        uint32_t    cp = ti_utf8_next(&r, end);
        if (cp != '/' && cp != 0xFF0F && !(i && cp == 0x00B7))
            break;
        r = ti_skip_blanks(r, end);
        if (unit_at(p, r, &behind))
            q = behind;
        else if (ti_is_han(cp = ti_utf8_next(&r, end)) && cp != 0x6216)
            q = r + ti_word_behind(p, (uint32_t)(r - p->text.s), "月 度 业 米 目");
        else
            break;
    }
    return q;
}

typedef struct {
    ti_number      a, b;
    bool           is_range;
    const ti_word *unit, *currency;     /* currency: that which stands before the number */
    const char    *start, *unit_start, *end;
} reading;

static bool has_flag(const ti_word *w, const char *flag) { return w && ti_str_is(w->field[2], ti_str(flag)); }

/* The currency that stands at q, before a number. */
static const ti_word *currency_at(const ti_passage *p, const char *q, const char **behind)
{
    const ti_word *w = ti_lexicon_at(p->words->list[WORDS_UNITS], q, ti_text_end(p));
    if (!has_flag(w, "before"))
        return NULL;
    *behind = ti_skip_blanks(q + w->word.n, ti_text_end(p));
    return ti_is_digit(ti_utf8_peek(*behind, ti_text_end(p))) ? w : NULL;
}

/* A number, or two joined, and the unit, or the currency before it. */
static bool read_figure(const ti_passage *p, const char *s, reading *r)
{
    const char *end = ti_text_end(p), *q, *behind;
    *r          = (reading){ .start = s };
    r->currency = currency_at(p, s, &s);
    if (!ti_number_read(&r->a, s, end))
        return false;
    r->end = r->a.end;
    q      = pass_exclusion(p, r->a.end);
    if (r->a.part) {
        r->unit_start = NULL;
    } else if ((r->unit = unit_at(p, q, &behind)) != NULL) {
        r->unit_start = ti_skip_blanks(q, end);
        r->end        = behind;
    }
    if (r->currency && (r->a.part || (r->unit && dimension_of(r->unit) != TIAO_DIM_MONEY)))
        return false;                                  /* $50% */
    q = pass_exclusion(p, r->end);
    ti_number   b;
    const char *t = q;
    bool joined = !r->a.vague && joins(&t, end);
    if (joined && r->currency)
        currency_at(p, t, &t);
    if (joined && ti_number_read(&b, t, end) && !b.vague && !(b.lone && !r->a.lone)) {
        const char    *after  = pass_exclusion(p, b.end);
        const ti_word *second = b.part ? NULL : unit_at(p, after, &behind);
        if (!second && r->currency && !r->unit) {      /* €5万-10万 */
            second = r->currency;
            behind = b.end;
        }
        bool           alike  = b.part ? b.part == r->a.part || (!r->a.part && !r->unit)
                                : second && !(second == r->unit && b.positional && r->a.positional) &&
                                     (!r->unit || ti_str_is(second->field[0], r->unit->field[0]));
        bool           year   = second && b.positional && dimension_of(second) == TIAO_DIM_DURATION && b.value.m >= 1900;
        if (alike && !year) {
            if (b.scaled && !r->a.scaled && !r->unit && ti_decimal_compare(r->a.value, (ti_decimal){ 10000, 0 }) < 0) {
                ti_decimal up = { r->a.value.m, r->a.value.e + b.scale };          /* 2-3万元 */
                if (ti_decimal_compare(up, b.value) < 0)
                    r->a.value = up;
            }
            if (ti_decimal_compare(r->a.value, b.value) < 0) {
                r->b        = b;
                r->is_range = true;
                r->unit     = second;
                r->a.part   = b.part;
                r->end      = b.part ? b.end : behind;
                r->unit_start = b.part ? NULL : ti_skip_blanks(after, end);
            }
        }
    }
    return true;
}

/* 三年行动计划, 五年规划, 实施三年百万青年见习计划: the name of a plan. */
static bool is_plan(const ti_passage *p, uint32_t start, uint32_t end)
{
    if (ti_word_behind(p, end, "行动 规划 计划 纲要 方案 滚动 攻坚"))
        return true;
    if (!ti_word_before(p, start, "实施 开展 启动 推进 推行 深化"))
        return false;
    const char *q = ti_at(p, end), *stop = ti_text_end(p);
    for (int i = 0; i < 14 && q < stop && ti_is_han(ti_utf8_peek(q, stop)); i++)
        ti_utf8_next(&q, stop);
    return ti_word_before(p, (uint32_t)(q - p->text.s), "计划 行动 工程 规划") != 0;
}

/* A count of things that are listed, not measured: 以下5个方面, 出台20条措施. */
static bool is_list_count(const ti_passage *p, uint32_t end)
{
    return ti_word_behind(p, end, "方面 领域 环节 步骤 部分 阶段 层次 维度 具体 问题 要点") != 0;
}

/* 15分钟社区生活圈, 一小时交通圈 */
static bool names_circle(const ti_passage *p, uint32_t end)
{
    const char *q = ti_at(p, end), *stop = ti_text_end(p);
    for (int i = 0; i < 8; i++) {
        uint32_t cp = ti_utf8_next(&q, stop);
        if (cp == 0x5708)
            return true;
        if (!ti_is_han(cp) || ti_is_one_of(cp, "内以的"))
            break;
    }
    return false;
}

static bool is_name(const ti_passage *p, const reading *r, uint32_t start, uint32_t end)
{
    int d = r->unit ? dimension_of(r->unit) : -1;
    if (d == TIAO_DIM_DURATION && (is_plan(p, start, end) || ti_word_behind(p, end, "制 代 级 版 度 来 以来")))
        return true;
    /* 未来五年是决胜阶段: a time that nothing is due in */
    if (d == TIAO_DIM_DURATION && ti_word_before(p, start, "未来 今后 过去 往后") && !ti_word_behind(p, end, "， , 内 左右 时间 之内 以内 、"))
        return true;
    if (d == TIAO_DIM_DURATION && r->a.positional && !r->is_range && r->a.value.m >= 1900 && r->a.value.m <= 2100 &&
        ti_str_is(r->unit->word, TI_STR("年")))
        return true;
    if (d == TIAO_DIM_DURATION && ti_str_is(r->unit->word, TI_STR("日")) && ti_word_before(p, start, "月"))
        return true;                                  /* 次月一日 */
    if (d == TIAO_DIM_DURATION && r->a.han && r->a.value.m == 1 && !r->a.value.e && ti_word_before(p, start, "最后 自下 的下 某 任何 任意"))
        return true;                                  /* 期间的最后一日 */
    if (d == TIAO_DIM_DURATION && (names_circle(p, end) || ti_word_behind(p, end, "后施行 后实施 后起施行 后起实施 后生效 后执行 之后施行")))
        return true;
    if (d == TIAO_DIM_COUNT && is_list_count(p, end))
        return true;
    /* 24小时服务 names a service, 7×24小时 likewise */
    return d == TIAO_DIM_DURATION && r->a.value.m == 24 && ti_word_behind(p, end, "服务 自助 不间断 全天 值守 在线 热线 营业");
}

static tiao_str unit_name(const ti_passage *p, const reading *r)
{
    if (r->currency)
        return r->currency->field[1];
    const char *s = p->text.s, *rate = r->unit_start + r->unit->word.n;
    if (r->end > rate)                                 /* 元/亩 as printed */
        return ti_sub(p->text, (size_t)(r->unit_start - s), (size_t)(r->end - s));
    return r->unit->field[1].n ? r->unit->field[1] : r->unit->word;
}

static ti_figure *push(ti_passage *p, const char *from, const char *to)
{
    ti_figure *f = TI_PUSH(p->figures, p->figures_count, p->figures_room);
    if (f) {
        f->start = f->core = (uint32_t)(from - p->text.s);
        f->end = f->core_end = (uint32_t)(to - p->text.s);
        f->comparator        = TIAO_EQ;
    }
    return f;
}

/* A figure of one value. False: no memory. */
static bool push_value(ti_passage *p, const char *from, const char *to, tiao_dimension dimension, ti_decimal value, tiao_str unit)
{
    ti_figure *f = push(p, from, to);
    if (!f)
        return false;
    f->dimension = (uint8_t)dimension;
    f->has_low   = true;
    f->low       = value;
    f->unit      = unit;
    return true;
}

/* 翻一番 is twice as much, 翻两番 four times. */
static bool read_doubling(ti_passage *p, const char **at, bool *failed)
{
    const char *end = ti_text_end(p), *q = *at;
    ti_number   n  = { .value = { 1, 0 } };
    if (ti_utf8_next(&q, end) != 0x7FFB)
        return false;
    if (ti_utf8_peek(q, end) == 0x4E86)               /* 了 */
        ti_utf8_next(&q, end);
    if (ti_utf8_peek(q, end) != 0x756A && (!ti_number_read(&n, q, end) || n.value.e || n.value.m > 6 || n.value.m < 1))
        return false;
    q = n.end ? n.end : q;
    if (ti_utf8_next(&q, end) != 0x756A)              /* 番 */
        return false;
    *failed = !push_value(p, *at, q, TIAO_DIM_MULTIPLE, (ti_decimal){ 1u << n.value.m, 0 }, TI_STR("倍"));
    *at     = q;
    return true;
}

/* 按1:1配套, 1∶3的比例: given as a quotient. */
static bool read_proportion(ti_passage *p, const char **at, bool *failed)
{
    const char *end = ti_text_end(p), *q = *at;
    ti_number   a, b;
    if (!ti_number_read(&a, q, end) || a.han || a.value.e || a.value.m > 1000 || !a.value.m)
        return false;
    q           = a.end;
    uint32_t cp = ti_utf8_next(&q, end);
    if ((cp != ':' && cp != 0xFF1A && cp != 0x2236) || !ti_number_read(&b, q, end) || b.han || b.value.e || !b.value.m || b.value.m > 10000)
        return false;
    uint32_t from = (uint32_t)(*at - p->text.s), to = (uint32_t)(b.end - p->text.s);
    if (ti_word_behind(p, to, ": ： ∶") && ti_number_read(&a, b.end + ti_word_behind(p, to, ": ： ∶"), end)) {
        *at = a.end;                                   /* 4:3:3 is no quotient */
        return true;
    }
    if (!ti_word_behind(p, to, "的比例 比例 配套 配比 的配套 给予 予以 的标准") && !ti_word_before(p, from, "比例为 比例达到 不低于 不超过 达到 按 按照 为"))
        return false;
    ti_decimal low = a.value.m % b.value.m ? (ti_decimal){ (a.value.m * 1000000 + b.value.m / 2) / b.value.m, -6 }
                                           : (ti_decimal){ a.value.m / b.value.m, 0 };
    *failed        = !push_value(p, *at, b.end, TIAO_DIM_RATIO, low, (tiao_str){ 0 });
    *at            = b.end;
    return true;
}

/* 2/3的费用, 1/3以上 */
static bool read_quotient(ti_passage *p, const char **at, bool *failed)
{
    enum { MOST = 12 };
    const char *end = ti_text_end(p), *q = *at, *before = *at;
    ti_number   a, b;
    uint32_t    last = ti_utf8_back(&before, p->text.s);
    if (ti_is_digit(last) || ti_is_latin(last) || ti_is_one_of(last, "/.第") || !ti_number_read(&a, q, end) || a.han || a.value.e || a.end[0] != '/')
        return false;
    q = a.end + 1;
    if (!ti_number_read(&b, q, end) || b.han || b.value.e || b.value.m > MOST || !a.value.m || a.value.m >= b.value.m)
        return false;
    uint32_t next = ti_utf8_peek(b.end, end);
    if (next && (!ti_is_han(next) || ti_is_one_of(next, "月日号期周")) && !ti_is_one_of(next, "，。；、）"))
        return false;
    *failed = !push_value(p, *at, b.end, TIAO_DIM_RATIO, ti_hundredths(a.value.m, b.value.m), TI_STR("%"));
    *at     = b.end;
    return true;
}

/* 半数以上, 过半数 */
static bool read_half(ti_passage *p, const char **at, bool *failed)
{
    uint32_t from = (uint32_t)(*at - p->text.s), n = ti_word_behind(p, from, "半数以上 过半数 过半 半数");
    if (n <= 6 || ti_word_before(p, from, "多"))
        return false;
    ti_figure *f = push(p, *at, *at + n);
    if (!f)
        *failed = true;
    else {
        f->dimension  = TIAO_DIM_RATIO;
        f->has_low    = true;
        f->low        = (ti_decimal){ 50, 0 };
        f->unit       = TI_STR("%");
        f->comparator = ti_word_behind(p, from, "过") ? TIAO_GT : TIAO_GE;
        f->before = f->after = true;
    }
    *at += n;
    return true;
}

/* Appends what was read where it is a quantity; NULL where it is none. */
static ti_figure *add(ti_passage *p, const char *from, reading *r, bool *failed)
{
    const char *end  = ti_text_end(p), *s = p->text.s;
    bool        rank = false, magnitude = false;
    tiao_str    unit = { 0 };
    int         dim  = TIAO_DIM_COUNT;
    const char *q    = ti_skip_blanks(r->end, end);
    if (r->a.part) {
        dim  = TIAO_DIM_RATIO;
        unit = ti_part_unit(r->a.part);
    } else if (r->currency) {
        dim  = TIAO_DIM_MONEY;
        unit = unit_name(p, r);
    } else if (r->unit) {
        dim = dimension_of(r->unit);
        if (dim == TIAO_DIM_MONEY || dim == TIAO_DIM_COUNT || dim == TIAO_DIM_OTHER)
            r->end = read_rate(p, r->end);
        unit = unit_name(p, r);
        if (dim == TIAO_DIM_MONEY && r->a.scaled && ti_utf8_peek(r->end, end) == 0x7EA7 && r->a.han) {
            magnitude = true;                          /* 千亿元级 */
            ti_utf8_next(&r->end, end);
        } else if ((q = ti_skip_blanks(r->end, end), ti_is_one_of(ti_utf8_peek(q, end), "多余")) && dim == TIAO_DIM_DURATION) {
            r->a.vague = true;                         /* 三年多 */
            ti_utf8_next(&q, end);
            r->end = q;
        }
        if (dim == TIAO_DIM_COUNT && r->a.lone && ti_utf8_peek(r->end, end) == 0x7EA7) {
            magnitude = true;                          /* 千万门级 */
            ti_utf8_next(&r->end, end);
        }
        if (dim == TIAO_DIM_DURATION && r->unit->word.n == 3 && ti_utf8_peek(r->end, end) == 0x534A && !r->is_range &&
            ti_decimal_add(&r->a.value, r->a.value, (ti_decimal){ 5, -1 }))
            ti_utf8_next(&r->end, end);                /* 一年半 */
    } else if (r->a.scaled && ti_utf8_peek(q, end) == 0x7EA7 && r->a.scale % 4 == 0 && r->a.scale >= 8) {
        ti_utf8_next(&q, end);                         /* 千亿级 */
        r->end    = q;
        magnitude = true;
        dim       = TIAO_DIM_MONEY;
        unit      = TI_STR("元");
    } else if (ti_utf8_peek(q, end) == 0x6210 && !r->a.scaled && r->a.han && ti_word_behind(p, (uint32_t)(q - s), "成以上 成左右 成以下 成以内")) {
        ti_utf8_next(&q, end);                         /* 九成以上 */
        r->end = q;
        r->a.value.e++;
        dim  = TIAO_DIM_RATIO;
        unit = TI_STR("%");
    } else {
        /* no unit: only what a comparison marks as a measure, at the end of its clause: 人才规模达到80万 */
        uint32_t at = (uint32_t)(q - s), next = ti_utf8_peek(q, end);
        rank = true;
        dim  = r->a.value.e < 0 ? TIAO_DIM_OTHER : TIAO_DIM_COUNT;     /* 容积率不低于2.0 */
        if (r->a.han || r->a.positional || r->is_range || r->a.vague ||
            !(next == 0 || ti_is_one_of(next, "，。；、,;\n）)") || ti_word_behind(p, at, "以上 左右 以内 以下 （含）以 (含)以")))
            return NULL;
    }
    uint32_t start = (uint32_t)(from - s), stop = (uint32_t)(r->end - s);
    if (is_name(p, r, start, stop))
        return NULL;
    ti_figure *f = push(p, from, r->end);
    if (!f) {
        *failed = true;
        return NULL;
    }
    f->dimension  = (uint8_t)dim;
    f->unit       = unit;
    f->has_low    = true;
    f->low        = r->a.value;
    f->spec       = has_flag(r->unit, "spec") && !(dim == TIAO_DIM_POWER && (r->a.scaled || ti_word_before(p, start, "装机 装机容量 容量 规模")));
    f->lone       = r->a.lone;
    bool is_lone  = r->a.lone || ti_decimal_compare(r->a.value, (ti_decimal){ 100, 0 }) >= 0;
    /* 万元 by itself is a unit of account */
    bool account  = r->a.lone && !magnitude && dim == TIAO_DIM_MONEY && r->a.end - from == 3;
    f->weak       = rank || account || has_flag(r->unit, "shy") || (has_flag(r->unit, "weak") && r->a.han && !r->a.vague && !r->is_range && !is_lone && !r->a.to.m);
    if (r->is_range || r->a.to.m) {
        f->comparator = TIAO_RANGE;
        f->has_high   = true;
        f->high       = r->is_range ? r->b.value : r->a.to;
    } else if (r->a.vague || magnitude)
        f->comparator = TIAO_ABOUT;
    return f;
}

/* Behind 《…》 or a short “…”, whose numerals are names; q itself where it opens none. */
static const char *pass_quote(const char *q, const char *end)
{
    const char *r = q;
    uint32_t    open = ti_utf8_next(&r, end), close = open == 0x300A ? 0x300B : open == 0x201C ? 0x201D : 0;
    int         most = open == 0x300A ? 100 : 18;
    if (!close)
        return q;
    for (int i = 0; i < most && r < end; i++) {
        uint32_t cp = ti_utf8_next(&r, end);
        if (cp == close)
            return r;
        if (cp == '\n' || cp == 0x3002)
            break;
    }
    return q;
}

static const char *pass_digits(const char *q, const char *end)
{
    while (q < end && (ti_is_digit(ti_utf8_peek(q, end)) || ti_is_one_of(ti_utf8_peek(q, end), ".+×*/")))
        ti_utf8_next(&q, end);
    return q;
}

/* Behind a run of Latin letters with the digits that hang on it: G60, PM2.5, ISO9001. */
static const char *pass_latin(const char *q, const char *end)
{
    while (q < end && (ti_is_latin(ti_utf8_peek(q, end)) || ti_is_one_of(ti_utf8_peek(q, end), ".-_+&/")))
        ti_utf8_next(&q, end);
    return q;
}

bool ti_figures_find(ti_passage *p)
{
    const char *s = p->text.s, *end = ti_text_end(p);
    bool        failed = false;
    p->figures_count   = 0;
    for (const char *q = s; q < end && !failed;) {
        const char    *r;
        reading        now;
        uint32_t       cp = ti_utf8_peek(q, end);
        bool           is_digit = ti_is_digit(cp);
        const ti_word *name = ti_lexicon_at(p->words->list[WORDS_NAMES], q, end);
        if (name) {
            q += name->word.n;
            continue;
        }
        if ((r = pass_quote(q, end)) != q) {
            q = r;
            continue;
        }
        bool priced = !is_digit && currency_at(p, q, &r);
        if (ti_is_latin(cp) && !is_digit && !priced) {
            q = pass_latin(q, end);
            continue;
        }
        if (cp == 0x7B2C || cp == 0x524D) {            /* 第三届, 前10名, 前两款: ordinals */
            r = q;
            ti_utf8_next(&r, end);
            r = ti_skip_blanks(r, end);
            ti_number n;
            if (ti_number_read(&n, r, end) && (cp == 0x7B2C || ti_word_behind(p, (uint32_t)(n.end - s), "名 位 款 项 条 强 列 家 个 批 类"))) {
                q = n.end;
                const char *t = q;
                if (cp == 0x7B2C && joins(&t, end) && ti_number_read(&n, t, end))
                    q = n.end;                         /* 第11至30名 */
                const ti_word *u = cp == 0x7B2C ? unit_at(p, q, &r) : NULL;
                q = u || cp == 0x524D ? (u ? r : q + 3) : q;
                continue;
            }
        } else if (cp == 0x6BCF) {                     /* 每万人, 每100平方米: a rate; 每两年: how often */
            r = q;
            ti_utf8_next(&r, end);
            r = ti_skip_blanks(r, end);
            if (read_figure(p, r, &now)) {
                if (now.unit && dimension_of(now.unit) == TIAO_DIM_DURATION && now.a.value.m != 1 && !ti_word_behind(p, (uint32_t)(now.end - s), "级")) {
                    ti_figure *f = add(p, q, &now, &failed);
                    if (f)
                        f->before = f->after = true;
                }
                q = now.end;
                continue;
            }
        }
        if (!is_digit && !priced && ti_han_digit(cp) < 0 && !ti_is_one_of(cp, "十百千万亿数几半过翻萬億")) {
            ti_utf8_next(&q, end);
            continue;
        }
        r = q;
        if (read_doubling(p, &r, &failed) || read_half(p, &r, &failed)) {
            q = r;
            continue;
        }
        uint32_t at = (uint32_t)(q - s);
        if (ti_date_read(p, &at, &failed)) {
            q = s + at;
            continue;
        }
        if (read_proportion(p, &r, &failed) || read_quotient(p, &r, &failed)) {
            q = r;
            continue;
        }
        if (cp != 0x7FFB && read_figure(p, q, &now)) {
            const char *before = q;
            uint32_t    last = ti_utf8_back(&before, s), next = ti_utf8_peek(now.end, end);
            bool        sum  = is_digit && (ti_is_one_of(last, "+×*/+_") || (!now.unit && !now.a.part && ti_is_one_of(next, "+×*/+")));
            size_t      had  = p->figures_count;
            if (!sum)
                add(p, q, &now, &failed);
            r = now.end > now.a.end && p->figures_count == had ? now.a.end : now.end;
            q = p->figures_count > had ? now.end : is_digit ? pass_digits(r, end) : r;
            continue;
        }
        if (is_digit)
            q = pass_digits(q, end);                   /* too long for a number */
        else
            ti_utf8_next(&q, end);
    }
    return !failed;
}
