/* What a figure measures: the noun phrase before it (高新技术产业规模翻一番), or behind it (50名青年创业人才), or the one that the
   figure before it had. */
#include "facts/figure.h"

enum { CHARS_MAX = 30, PHRASE_MAX = 22, SHORT_MAX = 8, BYTES_MAX = 240 };

/* A noun phrase that is looked for before `to` starts no earlier than this. */
static uint32_t not_before(const ti_passage *p, uint32_t from, uint32_t to)
{
    if (to - from <= BYTES_MAX)
        return from;
    from = to - BYTES_MAX;
    while (from < to && ((unsigned char)p->text.s[from] & 0xC0) == 0x80)
        from++;
    return from;
}

static uint32_t not_behind(const ti_passage *p, uint32_t from, uint32_t to)
{
    if (to - from <= BYTES_MAX)
        return to;
    to = from + BYTES_MAX;
    while (to > from && ((unsigned char)p->text.s[to] & 0xC0) == 0x80)
        to--;
    return to;
}

static bool does(const ti_word *w, tiao_str what) { return w && ti_str_has(w->field[0], what); }

static bool opens_badly(uint32_t cp, tiao_str s)
{
    if (cp == 0x201C || cp == 0xFF08 || cp == '(')      /* kept where its other half is there too */
        return !ti_str_has(s, cp == 0x201C ? TI_STR("”") : cp == '(' ? TI_STR(")") : TI_STR("）"));
    return ti_is_one_of(cp, "，。；：、,;:”）)《》\n—－-.·");
}

static bool ends_badly(uint32_t cp, tiao_str s)
{
    if (cp == 0x201D || cp == 0xFF09 || cp == ')')
        return !ti_str_has(s, cp == 0x201D ? TI_STR("“") : cp == ')' ? TI_STR("(") : TI_STR("（"));
    return ti_is_one_of(cp, "，。；：、,;:（(“\n—－-·");
}

static tiao_str trim_punctuation(tiao_str s)
{
    for (;;) {
        s                = ti_str_trim(s);
        const char *from = s.s, *to = s.s + s.n;
        if (s.n && opens_badly(ti_utf8_next(&from, to), s)) {
            s = (tiao_str){ from, (size_t)(to - from) };
            continue;
        }
        from = to;
        if (s.n && ends_badly(ti_utf8_back(&from, s.s), s)) {
            s.n = (size_t)(from - s.s);
            continue;
        }
        return s;
    }
}

/* Takes off the words that open or close no noun phrase. */
static tiao_str strip(const ti_passage *p, tiao_str s, bool heads, bool tails)
{
    const ti_lexicon *l = p->words->list[WORDS_SUBJECTS];
    for (int i = 0; i < 16; i++) {
        s                   = trim_punctuation(s);
        const ti_word *head = s.n && heads ? ti_lexicon_at(l, s.s, s.s + s.n) : NULL;
        const ti_word *tail = s.n && tails ? ti_lexicon_before(l, s.s + s.n, s.s) : NULL;
        if (does(head, TI_STR("head"))) {
            bool is_each = ti_str_is(head->word, TI_STR("每"));
            s            = ti_sub(s, head->word.n, s.n);
            while (is_each && s.n && (ti_is_digit(ti_utf8_peek(s.s, s.s + s.n)) || ti_is_one_of(ti_utf8_peek(s.s, s.s + s.n), "十百千万"))) {
                const char *q = s.s;                   /* 每千平方米平均在孵企业 */
                ti_utf8_next(&q, s.s + s.n);
                s = ti_sub(s, (size_t)(q - s.s), s.n);
            }
            const ti_word *unit = is_each && s.n ? ti_lexicon_at(p->words->list[WORDS_UNITS], s.s, s.s + s.n) : NULL;
            if (unit && !ti_str_is(unit->field[0], TI_STR("-")))       /* 每件资助 */
                s = ti_sub(s, unit->word.n, s.n);
        }
        else if (does(tail, TI_STR("tail")))
            s.n -= tail->word.n;
        else
            break;
    }
    return s;
}

/* Behind the last word that a noun phrase cannot hold, and then, where it is longer than `most` characters, behind its
   last 的 if enough is left. */
static tiao_str last_phrase(const ti_passage *p, tiao_str s, size_t most)
{
    const char *end = s.s + s.n, *from = s.s;
    for (const char *q = s.s; q < end;) {
        const ti_word *w = ti_lexicon_at(p->words->list[WORDS_SUBJECTS], q, end);
        if (does(w, TI_STR("cut")) && q + w->word.n < end && q > s.s)
            from = q += w->word.n;
        else if (does(w, TI_STR("keep")))
            q += w->word.n;
        else
            ti_utf8_next(&q, end);
    }
    s = (tiao_str){ from, (size_t)(end - from) };
    for (size_t at = s.n; at >= 3 && ti_utf8_count(s) > most; at--)
        if (memcmp(s.s + at - 3, "的", 3) == 0 && s.n - at >= 9) {
            s = ti_sub(s, at, s.n);
            break;
        }
    return s;
}

/* Up to the first word that ends a noun phrase. */
static tiao_str first_phrase(const ti_passage *p, tiao_str s)
{
    const char *end = s.s + s.n;
    int         n   = 0;
    for (const char *q = s.s; q < end; n++) {
        const ti_word *w = ti_lexicon_at(p->words->list[WORDS_SUBJECTS], q, end);
        if (n >= CHARS_MAX || (q > s.s && does(w, TI_STR("stop"))) || ti_is_one_of(ti_utf8_peek(q, end), "（(，。；、"))
            return (tiao_str){ s.s, (size_t)(q - s.s) };
        if (does(w, TI_STR("keep")))
            q += w->word.n;
        else
            ti_utf8_next(&q, end);
    }
    return s;
}

/* A year is no noun: 是2015年的5倍. */
static bool is_phrase(tiao_str s)
{
    bool is_year = s.n && ti_is_digit(ti_utf8_peek(s.s, s.s + s.n)) && ti_str_ends(s, TI_STR("年"));
    return s.n >= 6 && !is_year && !ti_str_is(s, TI_STR("一次性")) && !ti_str_ends(s, TI_STR("后")) && !ti_str_ends(s, TI_STR("基础上")) && ti_utf8_count(s) <= CHARS_MAX + 10;
}

static tiao_str nothing(void) { return (tiao_str){ NULL, 0 }; }

/* 入驻企业连续就业满1年: what is done, without who does it. */
static tiao_str behind_actor(tiao_str s)
{
    static const char *const actors[] = { "企业", "单位", "机构", "人员", "人才", "青年", "个人", "毕业生", "学生", "员工", "职工" };
    size_t best = 0;
    for (size_t i = 0; i < sizeof actors / sizeof *actors; i++)
        for (size_t at = 0, n = strlen(actors[i]); at + n + 6 <= s.n; at++)
            if (memcmp(s.s + at, actors[i], n) == 0 && at + n > best)
                best = at + n;
    return best ? ti_sub(s, best, s.n) : s;
}

/* 2024年度营业收入 */
static tiao_str without_year(tiao_str s)
{
    if (s.n < 13 || (s.s[0] != '1' && s.s[0] != '2') || memcmp(s.s + 4, "年", 3) != 0)
        return s;
    tiao_str rest = ti_sub(s, 7, s.n);
    return ti_str_starts(rest, TI_STR("度")) || ti_str_starts(rest, TI_STR("末")) || ti_str_starts(rest, TI_STR("底")) ? ti_sub(rest, 3, rest.n) : rest;
}

/* What stands before the figure in its part of the clause. */
static tiao_str phrase_before(const ti_passage *p, size_t i, ti_cue_kind upto)
{
    const ti_figure *f    = &p->figures[i];
    uint32_t         from = ti_clause_start(p, f, upto);
    if (i && p->figures[i - 1].end > from && p->figures[i - 1].end <= f->start)
        from = p->figures[i - 1].end;
    if (from >= f->start)
        return nothing();
    tiao_str s = strip(p, ti_between(p, not_before(p, from, f->start), f->start), true, true);
    s          = strip(p, last_phrase(p, s, f->role == TIAO_ROLE_TARGET ? PHRASE_MAX : SHORT_MAX), true, true);
    if (ti_utf8_count(s) > SHORT_MAX) {                /* 奖励资金在认定投产后分三年 */
        size_t in = ti_str_find(s, TI_STR("在"));
        if (in != SIZE_MAX && in >= 12)
            s = strip(p, ti_sub(s, 0, in), true, true);
    }
    s = without_year(s);
    if (f->role == TIAO_ROLE_CONDITION && f->dimension == TIAO_DIM_DURATION)
        s = behind_actor(s);
    for (size_t at = s.n; f->role == TIAO_ROLE_CONDITION && at >= 3 && ti_utf8_count(s) > SHORT_MAX; at--)       /* 参保企业未裁员或裁员率 */
        if (memcmp(s.s + at - 3, "或", 3) == 0 && s.n - at >= 9) {
            size_t behind = memcmp(s.s + at, "者", 3) == 0 ? at + 3 : at;
            s             = s.n - behind >= 9 ? ti_sub(s, behind, s.n) : s;
        }
    return is_phrase(s) ? s : nothing();
}

/* What stands behind it, as far as the next punctuation or figure. */
static tiao_str phrase_behind(const ti_passage *p, size_t i)
{
    const ti_figure *f  = &p->figures[i];
    uint32_t         to = ti_clause_end(p, f, CUE_DUN);
    if (i + 1 < p->figures_count && p->figures[i + 1].start < to && p->figures[i + 1].start > f->end)
        to = p->figures[i + 1].start;                  /* 20家百亿级企业: the next one is part of the noun */
    if (to <= f->end)
        return nothing();
    tiao_str s = strip(p, ti_between(p, f->end, not_behind(p, f->end, to)), true, false);
    s          = strip(p, first_phrase(p, s), false, true);
    return is_phrase(s) ? s : nothing();
}

static bool is_noun_of_benefit(tiao_str w)
{
    static const char *const verbs[] = { "给予", "享受", "发放", "拨付", "核拨", "兑现", "照顾", "可申请", "可领取", "可享受", "可获得",
                                         "减按", "赋予", "留归", "缩短为", "归属", "转让", "抵扣", "扣除", "免费", "优惠" };
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (ti_str_is(w, ti_str(verbs[i])))
            return false;
    return true;
}

/* The noun of the benefit with what qualifies it: 的一次性奖励, 留用补贴. */
static tiao_str benefit_of(const ti_passage *p, size_t i, const ti_cue *m, uint32_t floor)
{
    uint32_t from = floor;
    for (size_t k = i, n = 0; k < p->figures_count && n < 12 && p->figures[k].end <= m->start; k++, n++)
        from = p->figures[k].end > from ? p->figures[k].end : from;
    tiao_str s = ti_between(p, not_before(p, from, m->end), m->end);
    if (ti_utf8_count(s) <= 12)                        /* 一次性配套建设支持 */
        return strip(p, s, true, false);
    /* 创业担保贷款: a cue may stand inside its noun */
    s = strip(p, last_phrase(p, s, SHORT_MAX), true, false);
    return s.n >= 6 ? s : ti_between(p, m->start, m->end);
}

static tiao_str benefit_behind(const ti_passage *p, size_t i)
{
    const ti_figure *f  = &p->figures[i];
    uint32_t         to = ti_clause_end(p, f, CUE_COMMA);
    if (ti_word_before(p, to, "标准 比例"))            /* 按照最高50%的标准，给予房租补贴 */
        to = ti_clause_end(p, f, CUE_SEMICOLON);
    for (size_t k = f->mark, n = 0; k < p->marks_count && n < CONTEXT_MARKS && p->marks[k].end <= to; k++, n++)
        if (p->marks[k].kind == CUE_BENEFIT && p->marks[k].start >= f->end && is_noun_of_benefit(ti_between(p, p->marks[k].start, p->marks[k].end)))
            return benefit_of(p, i, &p->marks[k], f->end);
    return nothing();
}

static tiao_str benefit_before(const ti_passage *p, size_t i)
{
    const ti_figure *f    = &p->figures[i];
    uint32_t         from = ti_clause_start(p, f, CUE_STOP);
    for (size_t k = f->mark, n = 0; k-- > 0 && n < CONTEXT_MARKS && p->marks[k].start >= from; n++)
        if (p->marks[k].kind == CUE_BENEFIT && p->marks[k].end <= f->core && is_noun_of_benefit(ti_between(p, p->marks[k].start, p->marks[k].end))) {
            ti_figure at  = { .start = p->marks[k].start, .end = p->marks[k].end, .mark = (uint32_t)k };
            uint32_t  start = ti_clause_start(p, &at, CUE_DUN);
            for (size_t b = i, m = 0; b-- > 0 && m < 8 && p->figures[b].end > start; m++)
                if (p->figures[b].end <= at.start) {       /* 三年奖励累计不超过300万元 */
                    start = p->figures[b].end;
                    break;
                }
            tiao_str s = ti_between(p, not_before(p, start, p->marks[k].end), p->marks[k].end);
            s             = strip(p, last_phrase(p, s, SHORT_MAX), true, false);
            return is_phrase(s) && ti_utf8_count(s) <= 12 ? s : ti_between(p, p->marks[k].start, p->marks[k].end);
        }
    return nothing();
}

/* The last noun phrase of the clause before. */
static tiao_str phrase_of_clause_before(const ti_passage *p, const ti_figure *f)
{
    uint32_t end = ti_clause_start(p, f, CUE_COMMA);
    if (!end || ti_clause_start(p, f, CUE_STOP) == end)
        return nothing();
    ti_figure at = { .start = end - 1, .end = end - 1, .mark = f->mark };
    while (at.start && ((unsigned char)p->text.s[at.start] & 0xC0) == 0x80)
        at.start--;
    uint32_t from = ti_clause_start(p, &at, CUE_COMMA);
    if (from >= at.start)
        return nothing();
    for (size_t k = (size_t)(f - p->figures), n = 0; k-- > 0 && n < 8 && p->figures[k].start >= from; n++)
        if (p->figures[k].dimension == TIAO_DIM_DEADLINE)
            return nothing();                          /* 到2025年，年均增长12% */
    tiao_str s = strip(p, ti_between(p, not_before(p, from, at.start), at.start), true, true);
    s          = strip(p, last_phrase(p, s, SHORT_MAX), true, true);
    return is_phrase(s) ? s : nothing();
}

static tiao_str subject_of_earlier(const ti_passage *p, size_t i)
{
    uint32_t from = ti_clause_start(p, &p->figures[i], CUE_STOP);
    for (size_t k = i, n = 0; k-- > 0 && n < 8 && p->figures[k].start >= from; n++)
        if (p->figures[k].subject.n && p->figures[k].dimension != TIAO_DIM_DEADLINE && p->figures[k].role == p->figures[i].role)
            return p->figures[k].subject;
    return nothing();
}

/* 按实际投资额的2%给予奖励；…的，按3%给予奖励: of the same base. */
static tiao_str base_of_earlier(const ti_passage *p, size_t i)
{
    uint32_t from = ti_clause_start(p, &p->figures[i], CUE_STOP);
    for (size_t k = i, n = 0; k-- > 0 && n < 8 && p->figures[k].start >= from; n++)
        if (p->figures[k].dimension == TIAO_DIM_RATIO && p->figures[k].role == TIAO_ROLE_BENEFIT && !p->figures[k].based &&
            ti_word_before(p, p->figures[k].start, "的"))
            return p->figures[k].subject;
    return nothing();
}

static tiao_str or(tiao_str a, tiao_str b) { return a.n ? a : b; }

/* 每人仅可申请一次: who it is that may do so, or what is done. */
static tiao_str subject_of_times(const ti_passage *p, size_t i)
{
    const ti_figure *f    = &p->figures[i];
    uint32_t         from = ti_clause_start(p, f, CUE_COMMA), to = from;
    while (to < f->start && !ti_word_behind(p, to, "只 仅 限 最多 至少 不 享受 可"))
        to++;
    tiao_str s = trim_punctuation(ti_between(p, from, to));
    return to < f->start && s.n >= 6 && s.n <= 45 ? s : nothing();
}

static bool is_bracketed(const ti_passage *p, const ti_figure *f) { return ti_word_before(p, ti_clause_start(p, f, CUE_SEMICOLON), "（ (") != 0; }

static tiao_str phrase_before_bracket(const ti_passage *p, const ti_figure *f)
{
    uint32_t end = ti_clause_start(p, f, CUE_SEMICOLON);
    end -= ti_word_before(p, end, "（ (");
    ti_figure at = { .start = end, .end = end, .core = end, .mark = f->mark };
    tiao_str  s  = strip(p, ti_between(p, ti_clause_start(p, &at, CUE_DUN), end), true, true);
    s            = strip(p, last_phrase(p, s, SHORT_MAX), true, true);
    return is_phrase(s) ? s : nothing();
}

static tiao_str subject_of_duration(const ti_passage *p, size_t i)
{
    const ti_figure *f  = &p->figures[i];
    uint32_t         to = ti_clause_end(p, f, CUE_COMMA);
    if (ti_word_behind(p, f->core, "每")) {            /* 每两年对见习基地进行评估 */
        tiao_str s = strip(p, ti_between(p, f->end, not_behind(p, f->end, to)), true, true);
        return ti_utf8_count(s) <= CHARS_MAX ? strip(p, last_phrase(p, s, SHORT_MAX), true, true) : nothing();
    }
    if (f->role == TIAO_ROLE_CONDITION &&
        ti_word_behind(p, f->end, "劳动合同 的劳动合同 聘用合同 租赁合同 工作经验 从业经验 从业经历 工作经历 服务协议 聘用协议 服务期 及以上劳动合同 期限劳动合同"))
        return phrase_behind(p, i);
    uint32_t shown = f->role == TIAO_ROLE_LIMIT ? ti_word_before(p, f->start, "公示 公告") : 0;
    if (shown)                                         /* 在区政府网站公示5个工作日 */
        return ti_between(p, f->start - shown, f->start);
    if (ti_word_before(p, f->start, "免收 减半收取 免除 减免 减收"))
        return phrase_behind(p, i);
    if (f->role == TIAO_ROLE_BENEFIT && ti_word_before(p, f->start, "分"))
        return or(benefit_before(p, i), p->noun);      /* 奖励分两年拨付 */
    if (is_bracketed(p, f) && !phrase_before(p, i, CUE_DUN).n && phrase_before_bracket(p, f).n && f->role == TIAO_ROLE_CONDITION && ti_word_behind(p, f->end, "） )"))
        return phrase_before_bracket(p, f);            /* 港澳青年（18—45周岁） */
    if (ti_str_is(f->unit, TI_STR("岁")) || ti_str_is(f->unit, TI_STR("周岁")) || ti_word_behind(p, f->end, "有效期的"))
        return ti_word_behind(p, f->end, "有效期的") ? first_phrase(p, ti_between(p, f->end, to)) : phrase_behind(p, i);
    if (f->exclusive && ti_word_before(p, f->start, "之日起 日起 起 后 可在 在 之日前 日前"))
        return phrase_behind(p, i);
    if (f->exclusive && !phrase_before(p, i, CUE_DUN).n)
        return phrase_behind(p, i);                    /* 3个月内开工、24个月内建成运营 */
    if (f->role == TIAO_ROLE_BENEFIT && f->before && ti_word_behind(p, f->end, "的"))
        return phrase_behind(p, i);                    /* 不低于10年的长期使用权 */
    const ti_cue *m = f->role == TIAO_ROLE_BENEFIT ? ti_cue_behind(p, f, CUE_BENEFIT, to) : NULL;
    if (m && m->start <= f->end + 3 && is_noun_of_benefit(ti_between(p, m->start, m->end)))                   /* 三年奖励累计 */
        return ti_between(p, m->start, m->end);
    return nothing();
}

/* 40%、30%、30%: the figures of a list measure one thing. */
static bool is_listed(const ti_passage *p, size_t i)
{
    if (!i || p->figures[i].dimension == TIAO_DIM_COUNT)
        return false;
    const ti_figure *f = &p->figures[i], *before = &p->figures[i - 1];
    if (before->dimension != f->dimension || before->role != f->role || !before->subject.n || f->start - before->end > 6)
        return false;
    tiao_str s = ti_between(p, before->end, f->start);
    return ti_str_is(s, TI_STR("、")) || ti_str_is(s, TI_STR("和")) || ti_str_is(s, TI_STR("或")) || ti_str_is(s, TI_STR("或者")) ||
           ti_str_is(s, TI_STR("及")) || ti_str_is(s, TI_STR("以及"));
}

/* 奖励运营主体10万元: the benefit, not who gets it. */
static tiao_str without_receiver(const ti_passage *p, const ti_figure *f, tiao_str s)
{
    const ti_cue *m = ti_cue_before(p, f, CUE_BENEFIT, ti_clause_start(p, f, CUE_DUN));
    if (s.n > 15 && m && ti_at(p, m->start) == s.s && is_noun_of_benefit(ti_between(p, m->start, m->end)))
        return ti_between(p, m->start, m->end);
    return s;
}

/* 处五万元以上二十万元以下罚款 */
static tiao_str fine_of(const ti_passage *p, const ti_figure *f)
{
    uint32_t n = ti_word_behind(p, f->end, "的罚款 罚款 的罚金 罚金 的拘留 拘留 的有期徒刑 有期徒刑");
    n          = n && ti_word_behind(p, f->end, "的") ? n - 3 : n;
    uint32_t at = f->end + ti_word_behind(p, f->end, "的");
    return n ? ti_between(p, at, at + n) : nothing();
}

/* 钢架大棚每平方米补贴30元: the benefit behind 每 and its unit. */
static tiao_str behind_each(const ti_passage *p, tiao_str s)
{
    for (size_t at = s.n; at >= 3; at--) {
        if (memcmp(s.s + at - 3, "每", 3) != 0)
            continue;
        const ti_word *unit = at < s.n ? ti_lexicon_at(p->words->list[WORDS_UNITS], s.s + at, s.s + s.n) : NULL;
        tiao_str       rest = unit ? strip(p, ti_sub(s, at + unit->word.n, s.n), true, false) : nothing();
        return rest.n >= 6 ? rest : s;
    }
    return s;
}

/* 单个主体最高补助100万元: of the beneficiary that is named. */
static bool is_of_one(const ti_passage *p, const ti_figure *f)
{
    for (uint32_t at = ti_clause_start(p, f, CUE_COMMA); at < f->start; at++)
        if (ti_word_behind(p, at, "单个 单户 单家 每个 每家"))
            return true;
    return false;
}

/* Whether a noun names money that somebody receives. */
static bool names_benefit(tiao_str s)
{
    static const char *const words[] = { "奖", "补", "资助", "津贴", "贴息", "额", "金", "费", "款", "标准", "价格", "支持", "每" };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (ti_str_has(s, ti_str(words[i])))
            return true;
    return false;
}

/* Whether a phrase ends in who receives something: it is not what a share is taken of. */
static bool names_receiver(tiao_str s)
{
    static const char *const nouns[] = { "企业", "单位", "机构", "人员", "人才", "个人", "团队", "高校", "院所", "项目" };
    for (size_t i = 0; i < sizeof nouns / sizeof *nouns; i++)
        if (ti_str_ends(s, ti_str(nouns[i])))
            return true;
    return false;
}

/* 不超过实际支出的70%: the base that stands between the comparison and the share. */
static tiao_str base_inside(const ti_passage *p, const ti_figure *f)
{
    uint32_t to = ti_word_before(p, f->core, "的") ? f->core - 3 : 0, from = f->start;
    from += ti_word_behind(p, from, "最高不超过 不得超过 不超过 不得高于 不高于 不得低于 不低于 不少于 不得少于 最高 最多 最低 至少 达到 达 超过 高于 低于");
    return f->based && to > from && from > f->start ? trim_punctuation(ti_between(p, from, to)) : nothing();
}

static tiao_str subject_of(const ti_passage *p, size_t i)
{
    const ti_figure *f = &p->figures[i];
    tiao_str         s = nothing();
    if (is_listed(p, i))
        return p->figures[i - 1].subject;
    if (f->dimension == TIAO_DIM_RATIO && f->role == TIAO_ROLE_BENEFIT && is_phrase(base_inside(p, f)))
        return base_inside(p, f);
    if (f->role == TIAO_ROLE_BENEFIT && (f->dimension == TIAO_DIM_MONEY || f->dimension == TIAO_DIM_RATIO)) {
        if (f->dimension == TIAO_DIM_RATIO && !f->based)
            s = or(phrase_before(p, i, CUE_COMMA), base_of_earlier(p, i));
        if (names_receiver(s))                         /* 对通过贯标的企业给予50%补贴 */
            s = or(or(benefit_behind(p, i), phrase_behind(p, i)), s);
        s = or(s, benefit_behind(p, i));
        s = or(s, f->dimension == TIAO_DIM_RATIO ? phrase_behind(p, i) : nothing());
        const ti_cue *noun = ti_cue_before(p, f, CUE_BENEFIT, ti_clause_start(p, f, CUE_DUN));
        if (!s.n && noun && f->before && noun->end == f->start && f->dimension == TIAO_DIM_MONEY && is_noun_of_benefit(ti_between(p, noun->start, noun->end)))
            s = ti_between(p, noun->start, noun->end); /* 年度累计获得补助不超过500万元 */
        if (noun)
            s = or(s, without_receiver(p, f, phrase_before(p, i, CUE_DUN)));
        s = or(s, benefit_before(p, i));
        for (size_t k = 0; k < 4; k++) {               /* 每引进一家高新技术企业奖励10万元 */
            static const char *const gifts[] = { "奖励", "补贴", "补助", "资助" };
            if (ti_str_ends(s, ti_str(gifts[k])) && names_receiver(ti_sub(s, 0, s.n - strlen(gifts[k]))))
                s = ti_sub(s, s.n - strlen(gifts[k]), s.n);
        }
        if (f->dimension == TIAO_DIM_MONEY)
            s = behind_each(p, s);
        if (f->dimension == TIAO_DIM_MONEY && p->noun.n && !is_of_one(p, f) && !names_benefit(s))
            s = p->noun;                               /* under 租房补贴：博士每人每月2000元 */
    } else if (f->role == TIAO_ROLE_BUDGET) {
        s = phrase_before(p, i, CUE_DUN);
        if (ti_str_ends(s, TI_STR("财政")))            /* 区财政每年安排5000万元设立专项资金 */
            s = or(phrase_behind(p, i), s);
        s = or(s, phrase_behind(p, i));
    } else if (f->role == TIAO_ROLE_LIMIT && (f->dimension == TIAO_DIM_MONEY || f->dimension == TIAO_DIM_DURATION) && fine_of(p, f).n) {
        s = fine_of(p, f);
    } else if (f->spec || (f->comparator == TIAO_ABOUT && f->dimension == TIAO_DIM_MONEY && ti_word_before(p, f->end, "级"))) {
        s = phrase_behind(p, i);
    } else if (f->dimension == TIAO_DIM_COUNT && f->after && !ti_word_behind(p, f->end, "的") &&
               (ti_str_is(f->unit, TI_STR("名")) || ti_str_is(f->unit, TI_STR("位")) || ti_word_before(p, f->start, "拥有 设有 建有 聘用"))) {
        s = phrase_behind(p, i);                       /* 组织5名以上专家, 拥有3家以上分支机构 */
    } else if (f->dimension == TIAO_DIM_COUNT && !f->after) {
        s = ti_str_is(f->unit, TI_STR("次")) ? subject_of_times(p, i) : phrase_behind(p, i);
    } else if (f->dimension == TIAO_DIM_DURATION)
        s = subject_of_duration(p, i);
    s = or(s, phrase_before(p, i, CUE_DUN));
    if (!s.n && i && p->figures[i - 1].end >= ti_clause_start(p, f, CUE_COMMA) && p->figures[i - 1].dimension == f->dimension)
        s = p->figures[i - 1].subject;                 /* 由7年缩短为2至5年 */
    if (f->role == TIAO_ROLE_CONDITION && f->dimension != TIAO_DIM_DURATION)
        s = or(s, is_bracketed(p, f) ? phrase_before_bracket(p, f) : subject_of_earlier(p, i));
    s = or(s, f->after && f->dimension == TIAO_DIM_MONEY ? nothing() : phrase_behind(p, i));
    if (!s.n && f->unit.n >= 6 && f->dimension == TIAO_DIM_COUNT)
        s = f->unit;
    s = or(s, subject_of_earlier(p, i));
    return or(s, phrase_of_clause_before(p, f));
}

/* What is to be done by a date or in a term: what the next figure measures, or the noun that the next clause ends in. */
static tiao_str subject_of_term(const ti_passage *p, size_t i)
{
    const ti_figure *f  = &p->figures[i];
    uint32_t         to = ti_clause_end(p, f, CUE_COMMA), from = f->end;
    if (f->role == TIAO_ROLE_DEADLINE && f->dimension == TIAO_DIM_DEADLINE && ti_word_before(p, f->start, "有效期 期限"))
        return phrase_before(p, i, CUE_DUN);
    if (f->dimension == TIAO_DIM_DEADLINE && ti_word_before(p, f->start, "时间为 日期为 时间： 日期： 时间是 日期是"))
        return phrase_before(p, i, ti_word_before(p, f->start, "：") ? CUE_STOP : CUE_DUN);      /* 申报截止时间为 */
    if (strip(p, ti_between(p, from, to), true, true).n < 6 && to < p->text.n) {       /* 到2020年，… */
        ti_figure next = { .start = to, .end = to + (uint32_t)(ti_utf8_peek(ti_at(p, to), ti_text_end(p)) < 0x80 ? 1 : 3), .mark = f->mark };
        if (next.end > p->text.n)
            next.end = (uint32_t)p->text.n;
        from = next.end;
        to   = ti_clause_end(p, &next, CUE_COMMA);
    }
    if (i + 1 < p->figures_count && p->figures[i + 1].start < to && p->figures[i + 1].subject.n)
        return p->figures[i + 1].subject;
    if (from >= to)
        return nothing();
    tiao_str s = strip(p, ti_between(p, from, not_behind(p, from, to)), true, true);
    s          = ti_utf8_count(s) > 12 ? strip(p, last_phrase(p, s, SHORT_MAX), true, true) : s;
    return s.n >= 6 ? s : nothing();
}

void ti_find_subjects(ti_passage *p)
{
    for (size_t i = 0; i < p->figures_count; i++)
        if (p->figures[i].role != TIAO_ROLE_DEADLINE)
            p->figures[i].subject = subject_of(p, i);
    for (size_t i = p->figures_count; i-- > 0;)
        if (p->figures[i].role == TIAO_ROLE_DEADLINE)
            p->figures[i].subject = subject_of_term(p, i);
}
