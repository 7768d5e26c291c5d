#include "facts/finder.h"
#include "base/utf8.h"

enum { PARTY_MAX = 600, GAIN_MAX = 150 };      /* bytes behind 为 in which somebody must be named; in which a gain is */

/* 取得的现金奖励: what somebody has got, with whom a clause goes on. */
static bool is_gain(const ti_finder *f, uint32_t lo, uint32_t hi)
{
    static const char *const verbs[] = { "取得的", "获得的", "持有的", "发生的", "缴纳的", "形成的", "产生的", "发放的" };
    tiao_str s = ti_sub(f->r.text, lo, hi > lo + GAIN_MAX ? lo + GAIN_MAX : hi);
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (ti_str_has(s, ti_str(verbs[i])))
            return true;
    return false;
}

bool ti_read_provision(ti_finder *f, const ti_opening *o, uint32_t lo, uint32_t hi, tiao_modality modality)
{
    for (uint32_t at = lo; at < hi;) {
        const ti_clue *m = ti_find_role(f, at, hi, ROLE(TOWARD) | ROLE(TARGET));
        ti_phrase      who;
        if (!m)
            return false;
        at = m->end;
        if (!ti_phrase_find(&who, &f->r, m->end, hi - m->end > PARTY_MAX ? m->end + PARTY_MAX : hi, PHRASE_WITH))
            continue;
        if (who.start != m->end && !ti_stands_before(f->r.text, m->end, who.start, "的"))
            continue;
        if (is_gain(f, who.end, hi))
            continue;                                  /* 银行对企业发放贷款形成的损失 */
        const ti_clue *give   = ti_find_role(f, who.end, hi, ROLE(PROVIDE) | ROLE(GRANT) | (o->clue ? 0 : ROLE(CARRY)));
        bool           serves = o->carried && ti_stands_at(f->r.text, who.end, hi, "的") && ti_stands_before(f->r.text, who.end, hi, "服务");
        if (!serves && (!give || give->start - who.end > 60))
            continue;
        if (ti_ends_as(&f->r, ENDING_VAGUE, who.end, hi))
            return false;
        uint32_t a = m->end, b = who.start, x = who.end, y = serves ? x : give->start;
        ti_condition_trim(f->r.text, &a, &b);
        ti_condition_trim(f->r.text, &x, &y);
        if (b <= a && (ti_stands_before(f->r.text, who.end, y, "时") || ti_is_role(ti_open_clause(f, x, y).clue, ROLE(ACTION)))) {
            a = x;                                     /* 为企业“走出去”提供… */
            b = y;
        }
        ti_set_topic(f, &who, a, b, true);
        ti_emit(f, serves || ti_is_role(m, ROLE(TARGET)) || give->end == hi ? o->body : give->start, hi,
             modality);
        return true;
    }
    return false;
}

/* 每引进一家高新技术企业奖励10万元: who is counted gets nothing. */
static bool is_counted(const ti_finder *f, uint32_t lo, uint32_t hi)
{
    static const char *const counts[] = { "一家", "1家", "一个", "1个", "一名", "1名", "一人", "1人", "一户", "1户", "一项", "1项", "一件", "1件" };
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        if (ti_str_has(ti_sub(f->r.text, lo, hi), ti_str(counts[i])))
            return true;
    return false;
}

/* Whether the parties of [lo, hi) are its subject: it is a condition, or they stand first, or right before what comes next. */
static bool is_subject(const ti_finder *f, const ti_party *first, const ti_party *last, uint32_t lo, uint32_t hi)
{
    static const char *const behind[] = { "，", ",", "（" };
    bool before_next = ti_is_manner(f, last->who.end, hi), earlier = f->lead == lo, pause = before_next;
    if (ti_ends_as(&f->r, ENDING_WHEN, lo, hi))
        return earlier || !ti_str_has(ti_sub(f->r.text, last->who.end, hi), TI_STR("（"));
    for (size_t i = 0; i < sizeof behind / sizeof *behind; i++)
        pause |= ti_stands_at(f->r.text, first->who.end, hi, behind[i]);
    if (earlier && first->who.start == lo && is_gain(f, first->who.end, hi))
        return true;                                   /* 科研人员取得的现金奖励，减按50%计入… */
    if (earlier && !pause)
        return false;                                  /* 统计分析园区建设情况，… */
    if (!earlier && ti_str_has(ti_sub(f->r.text, last->who.end, hi), TI_STR("（")))
        return false;                                  /* 评估内容包括基地…留用率（须签订劳动合同）: far from its verb */
    if (pause && ti_stands_before(f->r.text, lo, first->who.start, "的"))
        return true;                                   /* 新注册的外贸企业（含迁入企业），年进出口额达到…，奖励… */
    return before_next || first->who.start == lo || ti_is_manner(f, lo, first->who.start);
}

bool ti_take_lead(ti_finder *f, uint32_t lo, uint32_t hi, bool strict, bool anyone)
{
    ti_party party[TI_PARTIES_MAX];
    if (hi <= lo || ti_stands_at(f->r.text, lo, hi, "作为"))      /* 作为区政府的派出机构，…: says it of somebody else */
        return false;
    bool when = ti_ends_as(&f->r, ENDING_WHEN, lo, hi);
    hi        = ti_before_brackets(f->r.text, lo, hi);
    hi        = hi - lo > TI_LEAD_MAX ? lo + TI_LEAD_MAX : hi;
    int n     = ti_parties_find(party, &f->r, lo, hi, anyone || when);
    if (!n || (strict && !is_subject(f, &party[0], &party[n - 1], lo, hi)))
        return false;
    const ti_phrase *who = &party[0].who;
    if (strict && !when && n == 1 && !is_gain(f, who->end, hi) && !ti_ends_as(&f->r, ENDING_TERM, who->end, hi) &&
        (party[0].start >= who->end || (ti_is_manner(f, who->end, hi) && !ti_stands_before(f->r.text, lo, who->start, "的"))))
        party[0].end = party[0].start;                 /* what stands beside them is about something else */
    const ti_phrase *before = &f->topic.party[0].who;
    if (n == 1 && party[0].end <= party[0].start && f->topic.parties &&
        ti_str_is(ti_sub(f->doc->text, before->start, before->end), ti_sub(f->r.text, who->start, who->end)))
        return true;                                   /* 由高校和科研院所自主实施: those of whom the sentence speaks */
    memcpy(f->topic.party, party, (size_t)n * sizeof *party);
    f->topic.parties = n;
    f->topic.named   = true;
    return true;
}

static void set_condition(ti_finder *f, uint32_t lo, uint32_t hi)
{
    ti_condition_trim(f->r.text, &lo, &hi);
    for (int i = 0; i < f->topic.parties && hi > lo; i++) {
        f->topic.party[i].start = lo;
        f->topic.party[i].end   = hi;
    }
}

static bool has_figure(tiao_str text, uint32_t lo, uint32_t hi)
{
    for (uint32_t i = lo; i < hi; i++)
        if (text.s[i] >= '0' && text.s[i] <= '9')
            return true;
    return false;
}

/* 奖励 is a verb where a figure, a limit or a beneficiary stands right behind it. */
static bool is_given(const ti_finder *f, const ti_clue *m, uint32_t start, uint32_t end)
{
    if (ti_stands_at(f->r.text, m->end, end, "的"))
        return false;                                  /* 主管部门赋予的职能 */
    static const char *const after[] = { "最高", "不少于", "不超过", "不低于", "其", "一次性", "人民币", "至" };
    ti_phrase who;
    static const char *const had[] = { "获得", "领取", "取得", "获", "申请", "骗取" };
    if (m->role != CLUE_REWARD)
        return true;
    for (size_t i = 0; i < sizeof had / sizeof *had; i++)
        if (ti_stands_before(f->r.text, 0, m->start, had[i]))
            return false;                              /* 获得资助后5年内 */
    if (m->end == end && start < m->start && ti_stands_at(f->r.text, start, end, "按") && has_figure(f->r.text, start, m->start))
        return true;                                   /* 按实缴金额的1%奖励 */
    for (size_t i = 0; i < sizeof after / sizeof *after; i++)
        if (ti_stands_at(f->r.text, m->end, end, after[i]))
            return true;
    return has_figure(f->r.text, m->end, m->end + 4 > end ? end : m->end + 4) ||
           (ti_phrase_find(&who, &f->r, m->end, end, 0) && who.start == m->end);
}

/* 享受租房补贴的人才不得申请…: what is granted only tells who they are. */
static bool tells_who(const ti_finder *f, const ti_clue *m, uint32_t hi)
{
    const ti_clue *modal = ti_find_role(f, m->end, hi, ROLE(MODAL));
    ti_phrase      who;
    return modal && ti_phrase_find(&who, &f->r, m->end, modal->start, PHRASE_LICENSED) && ti_stands_before(f->r.text, m->end, who.start, "的") &&
           ti_is_manner(f, who.end, modal->start);
}

bool ti_deprives(const ti_finder *f, const ti_clue *m, uint32_t end)
{
    static const char *const tails[] = { "资格", "称号", "荣誉", "待遇", "认定" };
    bool taken = ti_stands_at(f->r.text, m->end, end, "其");
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
        taken |= ti_stands_before(f->r.text, m->end, end, tails[i]);
    return taken && ti_str_is(m->word->word, TI_STR("取消"));
}

/* What gives or permits in [lo, hi): the first verb that does; empty verbs count where 对 waits for one. */
static const ti_clue *predicate(const ti_finder *f, uint32_t lo, uint32_t hi)
{
    unsigned roles = ROLE(GRANT) | ROLE(REWARD) | ROLE(EASE) | ROLE(MODAL);
    if (f->target)
        roles |= ROLE(CARRY) | ROLE(WEAK) | ROLE(FOUND) | ROLE(LICENSE) | ROLE(RAISE);
    if (f->target || f->topic.named)
        roles |= ROLE(PROVIDE);
    for (const ti_clue *m = ti_find_role(f, lo, hi, roles); m; m = ti_find_role(f, m->end, hi, roles))
        if (is_given(f, m, lo, hi) && !(m->role == CLUE_GRANT && (tells_who(f, m, hi) || is_gain(f, m->end, hi))) && !(m->role == CLUE_FOUND && ti_ends_as(&f->r, ENDING_THING, m->end, hi)) && (m->role != CLUE_CARRY || m->speaks) && (m->role != CLUE_RAISE || ti_ends_as(&f->r, ENDING_AMOUNT, m->end, hi)))
            return m;
    return NULL;
}

/* How far a gift that ends with clause *c goes on in clauses that only say how much of it, and when: 给予50%补贴，每年不超过100万元，分三年拨付. */
static uint32_t with_caps(const ti_finder *f, size_t *c)
{
    enum { LONGEST = 75, MOST = 12 };                  /* bytes of a cap; caps */
    static const char *const most[] = { "最高", "不超过", "不高于", "最多", "最长", "累计", "为限", "封顶" }, *const paid[] = { "发放", "拨付", "兑现", "支付", "兑付", "到位" };
    const ti_clause *v = f->clauses.v;
    uint32_t         end = v[*c].end;
    for (int n = 0; n < MOST && *c + 1 < f->clauses.n && v[*c + 1].sentence == v[*c].sentence && v[*c + 1].end - v[*c + 1].start <= LONGEST; n++) {
        tiao_str s    = ti_sub(f->r.text, v[*c + 1].start, v[*c + 1].end);
        bool     caps = false, pays = false;
        for (size_t i = 0; i < sizeof most / sizeof *most; i++)
            caps |= ti_str_has(s, ti_str(most[i]));
        for (size_t i = 0; i < sizeof paid / sizeof *paid; i++)
            pays |= ti_str_starts(s, TI_STR("分")) && ti_str_ends(s, ti_str(paid[i]));
        pays |= (ti_str_starts(s, TI_STR("发放")) || ti_str_starts(s, TI_STR("一次性发放"))) && s.n <= 30 && (ti_str_ends(s, TI_STR("月")) || ti_str_ends(s, TI_STR("年")));
        pays |= (ti_str_ends(s, TI_STR("次")) && (ti_str_has(s, TI_STR("享受")) || ti_str_has(s, TI_STR("申领")))) ||
                (ti_str_starts(s, TI_STR("连续")) && ti_str_ends(s, TI_STR("年")) && s.n <= 30);
        if (!(caps && !ti_str_ends(s, TI_STR("的")) &&
              !ti_find_role(f, v[*c + 1].start, v[*c + 1].end, ROLE(GRANT) | ROLE(LICENSE) | ROLE(MODAL) | ROLE(TARGET) | ROLE(EXPLORE))) && !pays)
            break;
        end = v[++*c].end;
    }
    return end;
}

static void give(ti_finder *f, size_t *c, uint32_t start, uint32_t end, bool capped, tiao_modality modality)
{
    f->caps = capped ? end : 0;
    ti_emit(f, start, capped ? with_caps(f, c) : end, modality);
    f->caps = 0;
}

/* 完善服务，赋予…: what stands before the gift is a measure of its own, no condition. */
static bool says_measure(const ti_finder *f, uint32_t lo, uint32_t hi)
{
    ti_opening o = ti_open_clause(f, lo, hi);
    return (ti_stands_at(f->r.text, o.at, hi, "指导") || ti_is_role(o.clue, ROLE(REVIEW) | ROLE(FOUND) | ROLE(MAKE) | ROLE(WEAK) | ROLE(LICENSE) | ROLE(PRESS) | ROLE(EASE))) &&
           !ti_ends_as(&f->r, ENDING_WHEN, lo, hi);
}

/* 金融机构发放贷款增速不低于…的，给予…: what they grant is the case in which they are granted something. */
static bool is_case(const ti_finder *f, const ti_clue *m, const ti_opening *o)
{
    return m && m->role == CLUE_GRANT && !f->target && o->end < f->sentence.end && ti_stands_before(f->r.text, m->end, o->end, "的") &&
           ti_ends_as(&f->r, ENDING_WHEN, m->end, o->end) && ti_find_role(f, o->end, f->sentence.end, ROLE(GRANT) | ROLE(REWARD));
}

/* 外资研发中心进口科研设备，免征进口关税: what they do is the case, without 的, where a duty or a fee goes. */
static bool is_relief(const ti_clue *m)
{
    static const char *const words[] = { "免征", "减征", "免收", "免缴", "免予", "减按", "减半收取" };
    for (size_t i = 0; m && i < sizeof words / sizeof *words; i++)
        if (ti_str_is(m->word->word, ti_str(words[i])))
            return true;
    return false;
}

bool ti_read_predicate(ti_finder *f, const ti_opening *o, size_t *c)
{
    const ti_clue *m = ti_is_circumstance(f, o->body, o->end) ? NULL : predicate(f, o->body, o->end);
    ti_phrase      who;
    bool           takes = ti_is_role(m, ROLE(EASE)) && ti_deprives(f, m, o->end);
    bool           had = f->lead != TIAO_NONE && f->lead < o->start, gives = ti_is_role(m, ROLE(GRANT) | ROLE(REWARD));
    if (is_case(f, m, o))
        return false;
    if (!m || (ti_is_role(o->clue, ROLE(TOWARD)) && ti_ends_as(&f->r, ENDING_VAGUE, o->at, o->end)))
        return false;                                  /* 为市民享受到优质服务提供支撑 */
    bool public = ti_find_role(f, o->start, m->start, ROLE(BODY)) && !ti_find_role(f, o->start, m->start, ROLE(NOUN));
    if (ti_is_role(m, ROLE(EASE)) && !takes && !f->target && !(f->topic.named && (m->start == o->at || public)))
        return false;
    if (public && !f->topic.named && !had)
        return false;                                  /* 工商管理部门应…: its duty */
    uint32_t start = m->role == CLUE_MODAL ? m->end : m->start;
    bool     told  = gives && ti_phrase_find(&who, &f->r, m->end, o->end, 0) &&
                 (who.start == m->end || (who.start == m->end + 3 && ti_stands_at(f->r.text, m->end, who.start, "其"))) &&
                 (!f->target || has_figure(f->r.text, who.end, who.end < o->end ? who.end + 1 : who.end));
    bool     own   = m->role == CLUE_MODAL && !public && ti_take_lead(f, o->start, m->start, true, true);
    bool     loose = f->target || (is_relief(m) && had && ti_phrase_find(&who, &f->r, f->lead, f->lead_end, 0) &&
                               (who.start == f->lead || ti_stands_before(f->r.text, f->lead, who.start, "的")));
    bool     lead  = own || (had && !told && ti_take_lead(f, f->lead, f->lead_end, !loose, true)), whole = lead && !own;
    bool     self  = own, part = ti_stands_before(f->r.text, o->body, m->start, "部分");
    bool     its   = ti_stands_at(f->r.text, o->start, o->end, "其") && f->topic.named && f->target;
    bool     each  = gives && ti_stands_at(f->r.text, o->body, m->start, "每") && is_counted(f, o->body, m->start);
    if (!lead && !told && !public && !its && !each && !(part && f->topic.named))
        lead = self = ti_take_lead(f, f->target && f->lead != TIAO_NONE ? f->lead : o->start, m->start, !f->target, f->target);
    if (!lead && gives && ti_phrase_find(&who, &f->r, m->end, o->end, 0) && who.start - m->end < 40 &&
        (told || who.start == m->end || ti_stands_before(f->r.text, m->end, who.start, "的")) && !has_figure(f->r.text, m->end, who.start)) {
        bool told_when = had && (f->waits || !says_measure(f, f->lead, f->lead_end));
        const ti_clue *to = ti_find_role(f, m->end, who.start, ROLE(TOWARD) | ROLE(TARGET));
        if (to && to->start == m->end && who.start > to->end && !f->waits)
            ti_set_topic(f, &who, to->end, who.start, true);       /* 优先向符合条件的企业供应 */
        else
            ti_set_topic(f, &who, told_when ? f->lead : 0, told_when ? f->lead_end : 0, true);
        lead = true;
    } else if (!lead && !f->topic.parties && (gives || takes) && (takes || m->start == o->at || f->target || has_figure(f->r.text, o->start, o->end)))
        f->topic = f->past;                            /* 按照规定给予…: those of the sentence before */
    if (!f->topic.parties || (m->role == CLUE_MODAL && !lead && !f->topic.named))
        return false;
    if ((!lead || self) && had && ((f->waits && !lead) || ti_ends_as(&f->r, ENDING_WHEN, f->lead, f->lead_end)))
        set_condition(f, f->lead, f->lead_end);
    else if (!lead && m->start > o->body && ti_ends_as(&f->r, ENDING_WHEN, o->body, m->start))
        set_condition(f, o->body, m->start);
    else if (!lead && m->start > o->body)
        whole = true;
    if (whole && m->role != CLUE_MODAL && m->start > o->body)
        start = o->body;                               /* 居住证转办户口年限由7年缩短为2至5年 */
    if (self && m->role != CLUE_MODAL && f->topic.parties == 1 && f->topic.party[0].who.end < start && ti_stands_at(f->r.text, f->topic.party[0].who.end, start, "按") &&
        !ti_stands_at(f->r.text, f->topic.party[0].who.end, start, "按规定") && !ti_stands_at(f->r.text, f->topic.party[0].who.end, start, "按照规定"))
        start = f->topic.party[0].who.end;             /* 对中试基地按投资的30%给予… */
    if (gives && start > o->body && ti_stands_at(f->r.text, o->body, start, "按") && !ti_stands_at(f->r.text, o->body, start, "按规定") &&
        !ti_stands_at(f->r.text, o->body, start, "按照规定"))
        start = o->body;                               /* 改造投入超过500万元的，按投入的10%给予补助 */
    size_t cut = gives && !lead ? ti_str_find(ti_sub(f->r.text, o->body, m->start), TI_STR("的按")) : SIZE_MAX;
    if (cut != SIZE_MAX) {                             /* 对租用办公用房的按照每平方米1元给予… */
        set_condition(f, o->body, o->body + (uint32_t)cut);
        start = o->body + (uint32_t)cut + 3;
    }
    tiao_modality modality = ti_modality_of(o, m);
    if (takes)
        modality = TIAO_PROHIBIT;
    if (m->role == CLUE_CARRY && ti_stands_at(f->r.text, o->body, m->start, "由"))
        modality = TIAO_ALLOW;                         /* 由高校和科研院所自主实施转移转化 */
    if (m->role == CLUE_PROVIDE && f->mood >= 0)
        modality = (tiao_modality)f->mood;             /* 鼓励…参与，提供开放的创新创业载体 */
    if (m->role == CLUE_MODAL)
        ti_emit_chain(f, c, start, false, modality);
    else
        give(f, c, start, o->end, gives, modality);
    return true;
}

bool ti_read_duty(ti_finder *f, const ti_opening *o, size_t *c)
{
    ti_phrase      who;
    size_t         k;
    const ti_clue *m = NULL;
    if (!o->explore && !o->carried && ti_phrase_find(&who, &f->r, o->at, o->end, 0) && who.start == o->at)
        m = ti_clue_at(f, who.end, &k);
    if (!m || m->end >= o->end || !ti_str_is(m->word->word, TI_STR("要")) || ti_find_role(f, o->at, m->start, ROLE(BODY)))
        return false;
    ti_set_topic(f, &who, 0, 0, true);
    ti_emit_chain(f, c, m->end, false, TIAO_REQUIRE);
    return true;
}

bool ti_read_service(ti_finder *f, const ti_opening *o, tiao_modality modality)
{
    ti_phrase who;
    if (!o->carried || !ti_ends_as(&f->r, ENDING_SERVICE, o->at, o->end) || !ti_phrase_find(&who, &f->r, o->at, o->end, 0) || who.start != o->at ||
        ti_stands_at(f->r.text, who.end, o->end, "的"))
        return false;
    ti_set_topic(f, &who, 0, 0, true);
    ti_emit(f, o->body, o->end, modality);
    return true;
}
