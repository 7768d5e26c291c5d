#include "facts/entitlement.h"
#include "base/utf8.h"
#include "facts/condition.h"
#include "facts/instrument.h"
#include "facts/sentence.h"

enum {
    CLAUSE_MAX  = 3000,               /* bytes of a clause that are read: nobody writes longer ones by hand */
    LEAD_MAX    = 3000,               /* of a lead-in */
    ADVERBS_MAX = 8,
    BENEFIT_MIN = 6,
    SENTENCE_MAX = 6000,              /* of a longer one, a table run together, only the benefit is given */
    PARTY_MAX   = 600,                /* bytes behind 为 in which somebody must be named */
    DEPTH_MAX   = 12,
};

/* Whom the sentence speaks of. */
typedef struct {
    ti_party party[TI_PARTIES_MAX];
    int      parties;
    bool     named;                   /* by a lead-in or an entitlement; else only in passing */
} topic;

/* How one clause begins: after counters and adverbs, with an intention and empty verbs taken off. */
typedef struct {
    uint32_t       start, end;        /* of the clause */
    uint32_t       body;              /* where the benefit's words start: behind adverbs */
    uint32_t       at;                /* what decides, behind intention and empty verbs */
    const ti_mark *mark;              /* the mark there, or NULL */
    size_t         k;                 /* its index, or that of the first mark behind */
    bool           explore, carried;
} opening;

typedef struct {
    tiao_doc    *doc;
    ti_facts    *facts;
    ti_reading   r;
    ti_clauses   clauses;
    ti_marks     marks;
    uint32_t     node, from;          /* its text starts at byte `from` of the document's */
    tiao_span    sentence;
    topic        topic, past;         /* of this sentence, and of the last one that had one */
    uint32_t     lead;                /* where the lead-in starts; TIAO_NONE: there is none */
    uint32_t     lead_end;
    bool         target;              /* 对 has said whom the sentence is about */
    bool         waits;               /* the lead-in is opened by 对 */
    int          mood;                /* modality of a licence or an intention earlier in the sentence, or -1 */
    struct { uint32_t node; topic whom; } above[DEPTH_MAX], beside[DEPTH_MAX];      /* what lead-ins and 支持对象 items said */
    bool         survey;              /* the node states aims: only a licence gives anything there */
    bool         failed;
} finder;

/* ---- emitting ---- */

static tiao_str heading_above(const tiao_doc *d, uint32_t node)
{
    for (uint32_t i = node; i != TIAO_NONE; i = d->nodes[i].parent)
        if (d->nodes[i].heading_end > d->nodes[i].text)
            return ti_sub(d->text, d->nodes[i].text, d->nodes[i].heading_end);
    return (tiao_str){ NULL, 0 };
}

/* The benefit's own words first, but for the beneficiary's name, which may sound like one; then its sentence, unless that
   licenses several things; then the heading above. */
static tiao_str instrument_for(const finder *f, tiao_str benefit, tiao_str who)
{
    const ti_lexicon *cues = f->r.words->list[WORDS_INSTRUMENTS];
    const tiao_str    from[] = { benefit, ti_sub(f->r.text, f->sentence.start, f->sentence.end), heading_above(f->doc, f->node) };
    tiao_str own = ti_instrument_of(cues, benefit, who, NULL);
    if (own.s && !ti_str_is(own, TI_STR("other")))
        return own;
    for (size_t i = 0; i < sizeof from / sizeof *from; i++) {
        if (i == 1 && f->mood >= 0)
            continue;
        tiao_str id = ti_instrument_of(cues, from[i], TI_STR(""), NULL);
        if (id.s && !ti_str_is(id, TI_STR("other")))
            return id;
    }
    return TI_STR("other");
}

static void trim_benefit(tiao_str text, uint32_t *start, uint32_t *end)
{
    tiao_str s = ti_str_trim(ti_sub(text, *start, *end));
    while (ti_str_ends(s, TI_STR("，")) || ti_str_ends(s, TI_STR("、")))
        s.n -= 3;
    while (ti_str_starts(s, TI_STR("，")) || ti_str_starts(s, TI_STR("、"))) {
        s.s += 3;
        s.n -= 3;
    }
    *start = (uint32_t)(s.s - text.s);
    *end   = *start + (uint32_t)s.n;
}

/* 本市中小型科技企业: where they have to be is a condition. Returns where the name starts behind it. */
static uint32_t place_before(tiao_str text, uint32_t start, uint32_t end)
{
    static const char *const places[] = { "本市", "本区", "本省", "本县", "我市", "我区", "我省", "我县", "全市", "全区", "区内", "市内" };
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (ti_stands_at(text, start, end, places[i]) && end - start > 9)
            return start + (uint32_t)strlen(places[i]);
    return start;
}

static void emit_one(finder *f, const ti_party *p, uint32_t start, uint32_t end, tiao_modality modality)
{
    trim_benefit(f->r.text, &start, &end);
    for (int i = 0; i < p->who.parts && end >= start + BENEFIT_MIN; i++) {
        tiao_entitlement *e = TI_PUSH(f->facts->entitlements, f->facts->entitlements_count, f->facts->entitlements_room);
        if (!e) {
            f->failed = true;
            return;
        }
        e->node        = f->node;
        bool whole     = f->sentence.end - f->sentence.start <= SENTENCE_MAX;
        e->sentence    = (tiao_span){ (whole ? f->sentence.start : start) - f->from, (whole ? f->sentence.end : end) - f->from };
        uint32_t place = place_before(f->r.text, p->who.part[i].start, p->who.part[i].end);
        e->who         = ti_str_trim(ti_sub(f->r.text, place, p->who.part[i].end));
        e->benefit     = ti_sub(f->r.text, start, end);
        e->modality    = (uint8_t)modality;
        e->instrument  = instrument_for(f, e->benefit, e->who);
        e->beneficiary = p->who.part[i].id;
        if (p->end > p->start)
            e->condition = ti_sub(f->r.text, p->start, p->end);
        else if (place > p->who.part[i].start)
            e->condition = ti_sub(f->r.text, p->who.part[i].start, place);
    }
}

static void emit(finder *f, uint32_t start, uint32_t end, tiao_modality modality)
{
    for (int i = 0; i < f->topic.parties; i++)
        emit_one(f, &f->topic.party[i], start, end, modality);
    f->topic.named = f->topic.parties > 0;
}

static void set_topic(finder *f, const ti_phrase *who, uint32_t start, uint32_t end, bool named)
{
    f->topic.parties        = 1;
    f->topic.named          = named;
    f->topic.party[0].who   = *who;
    ti_condition_trim(f->r.text, &start, &end);
    f->topic.party[0].start = start;
    f->topic.party[0].end   = end;
}

/* ---- reading ---- */

static const ti_mark *mark_at(const finder *f, uint32_t at, size_t *k)
{
    *k = ti_mark_from(&f->marks, at);
    return *k < f->marks.n && f->marks.v[*k].start == at ? &f->marks.v[*k] : NULL;
}

static uint32_t skip_space(const finder *f, uint32_t at, uint32_t end)
{
    const char *p = f->r.text.s + at, *e = f->r.text.s + end;
    while (p < e && ti_is_space(ti_utf8_peek(p, e)))
        ti_utf8_next(&p, e);
    return (uint32_t)(p - f->r.text.s);
}

static bool is_licence_at(const finder *f, uint32_t at)
{
    size_t         k;
    const ti_mark *m = mark_at(f, at, &k);
    return m && m->role == MARK_LICENSE;
}

static opening open_clause(const finder *f, uint32_t start, uint32_t end)
{
    opening  o  = { .start = start, .end = end };
    uint32_t at = start;
    bool     body_set = false;
    for (int n = 0; n < ADVERBS_MAX; n++) {
        at     = skip_space(f, at, end);
        o.mark = mark_at(f, at, &o.k);
        if (!o.mark || o.mark->end > end)
            break;
        if (o.mark->role == MARK_EXPLORE || o.mark->role == MARK_CARRY) {
            o.explore |= o.mark->role == MARK_EXPLORE;
            o.carried |= o.mark->role == MARK_CARRY;
            if (!body_set)
                o.body = at;
            body_set = true;
        } else if (o.mark->role == MARK_REVIEW && is_licence_at(f, o.mark->end)) {
            o.body   = body_set ? o.body : at;         /* 完善鼓励外资研发中心发展的相关政策 */
            body_set = true;
        } else if (o.mark->role != MARK_ADVERB)
            break;
        at = o.mark->end;
    }
    o.at = at;
    if (!body_set)
        o.body = at;
    if (o.mark && (o.mark->start != at || o.mark->end > end))
        o.mark = NULL;
    return o;
}

/* The first mark of a role inside [lo, hi), or NULL. */
static const ti_mark *find_role(const finder *f, uint32_t lo, uint32_t hi, unsigned roles)
{
    for (size_t k = ti_mark_from(&f->marks, lo); k < f->marks.n && f->marks.v[k].end <= hi; k++)
        if (f->marks.v[k].start >= lo && roles >> f->marks.v[k].role & 1)
            return &f->marks.v[k];
    return NULL;
}
#define ROLE(r) (1u << MARK_##r)

/* What follows a beneficiary so that its clause is not finished: 在履行所聘岗位职责前提下，到…兼职. */
static bool is_circumstance(tiao_str text, uint32_t lo, uint32_t hi)
{
    static const char *const heads[] = { "在", "依据", "按照", "根据", "围绕", "针对", "面向", "结合", "依托", "利用", "以", "通过", "聚焦" };
    static const char *const tails[] = { "前提下", "基础上", "领域", "方面", "范围内", "方式", "条件下", "政策", "规定", "要求", "情况下", "需求",
                                         "时", "后", "期间", "过程中", "问题", "产业", "环节" };
    bool opens = false;
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        opens |= ti_stands_at(text, lo, hi, heads[i]);
    for (size_t i = 0; opens && i < sizeof tails / sizeof *tails; i++)
        if (ti_stands_before(text, lo, hi, tails[i]))
            return true;
    return false;
}

static bool is_condition(tiao_str text, uint32_t lo, uint32_t hi)
{
    static const char *const tails[] = { "前提下", "情况下", "条件下", "时" };
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
        if (ti_stands_before(text, lo, hi, tails[i]))
            return true;
    return false;
}

/* How far a benefit that ends with clause c goes on in the clauses behind it; *c moves along. */
static uint32_t go_on(const finder *f, size_t *c, bool unfinished)
{
    const ti_clause *v   = f->clauses.v;
    uint32_t         end = v[*c].end;
    while (*c + 1 < f->clauses.n && v[*c + 1].sentence == v[*c].sentence && v[*c + 1].end - v[*c + 1].start < CLAUSE_MAX) {
        const ti_clause *next = &v[*c + 1];
        opening          o    = open_clause(f, next->start, next->end);
        bool also = ti_stands_at(f->r.text, next->start, next->end, "并") && (!o.mark || !(ROLE(LICENSE) & 1u << o.mark->role)) && !o.explore;
        ti_phrase who;
        bool acts = o.mark && !o.explore &&
                    (o.mark->role == MARK_PROVIDE ||
                     (o.mark->role == MARK_TOWARD && !ti_phrase_find(&who, &f->r, o.mark->end, next->end, 0)));
        if (!unfinished && !also && !acts)
            break;
        unfinished = is_circumstance(f->r.text, next->start, next->end);
        end        = next->end;
        ++*c;
    }
    return end;
}

/* Emits [start, end) and what its clause goes on with; then, as rows of their own, the clauses behind it that say what else
   they do: 支持外资研发机构参与…，承接…，与…共建…. Returns where all that ends. */
static uint32_t emit_chain(finder *f, size_t *c, uint32_t start, bool unfinished, tiao_modality modality)
{
    uint32_t end = go_on(f, c, unfinished);
    emit(f, start, end, modality);
    while (*c + 1 < f->clauses.n && f->clauses.v[*c + 1].sentence == f->clauses.v[*c].sentence) {
        const ti_clause *next = &f->clauses.v[*c + 1];
        uint32_t         stop = next->end - next->start > CLAUSE_MAX ? next->start + CLAUSE_MAX : next->end;
        opening          o    = open_clause(f, next->start, stop);
        if (!o.mark || o.mark->role != MARK_ACTION || o.explore || find_role(f, o.at, stop, ROLE(RESULT)))
            break;
        ++*c;
        end = go_on(f, c, is_circumstance(f->r.text, next->start, stop));
        emit(f, o.at, end, modality);
    }
    return end;
}

/* ---- the kinds of clause ---- */

static bool is_role(const ti_mark *m, unsigned roles) { return m && roles >> m->role & 1; }

static tiao_modality modality_of(const opening *o, const ti_mark *m) { return o->explore ? TIAO_EXPLORE : (tiao_modality)m->modality; }

/* Whether the object [lo, hi) is something that one can be entitled to. */
static bool is_entitling(const finder *f, uint32_t lo, uint32_t hi)
{
    int weight = 0;
    ti_instrument_of(f->r.words->list[WORDS_INSTRUMENTS], ti_sub(f->r.text, lo, hi), TI_STR(""), &weight);
    return weight >= 2;
}

/* 为…提供强大合力: nothing that anybody could ask for. */
static bool is_vague(tiao_str text, uint32_t lo, uint32_t hi)
{
    static const char *const tails[] = { "支撑", "动力", "合力", "基础", "条件", "机会", "经验", "示范", "力量", "引擎", "源泉", "良好环境" };
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
        if (ti_stands_before(text, lo, hi, tails[i]))
            return true;
    return false;
}

/* 为 WHO 提供 WHAT, 向 WHO 开放, 开展针对 WHO 的服务: inside [lo, hi). */
static bool read_provision(finder *f, const opening *o, uint32_t lo, uint32_t hi, tiao_modality modality)
{
    for (uint32_t at = lo; at < hi;) {
        const ti_mark *m = find_role(f, at, hi, ROLE(TOWARD) | ROLE(TARGET));
        ti_phrase      who;
        if (!m)
            return false;
        at = m->end;
        if (!ti_phrase_find(&who, &f->r, m->end, hi - m->end > PARTY_MAX ? m->end + PARTY_MAX : hi, PHRASE_WITH))
            continue;
        if (who.start != m->end && !ti_stands_before(f->r.text, m->end, who.start, "的"))
            continue;
        const ti_mark *give   = find_role(f, who.end, hi, ROLE(PROVIDE) | ROLE(GRANT) | (o->mark ? 0 : ROLE(CARRY)));
        bool           serves = o->carried && ti_stands_at(f->r.text, who.end, hi, "的") && ti_stands_before(f->r.text, who.end, hi, "服务");
        if (!serves && (!give || give->start - who.end > 60))
            continue;
        if (is_role(give, ROLE(PROVIDE)) && is_vague(f->r.text, give->end, hi))
            return false;
        uint32_t a = m->end, b = who.start, x = who.end, y = serves ? x : give->start;
        ti_condition_trim(f->r.text, &a, &b);
        ti_condition_trim(f->r.text, &x, &y);
        if (b <= a && (ti_stands_before(f->r.text, who.end, y, "时") || is_role(open_clause(f, x, y).mark, ROLE(ACTION)))) {
            a = x;                                     /* 为企业“走出去”提供… */
            b = y;
        }
        set_topic(f, &who, a, b, true);
        emit(f, serves || is_role(m, ROLE(TARGET)) || give->end == hi ? o->body : give->start, hi,
             modality);
        return true;
    }
    return false;
}

/* Where the beneficiary of a licence may start: 支持以企业为主导组建研究院 has it behind 以. */
static uint32_t skip_by(const finder *f, uint32_t at, uint32_t end)
{
    ti_phrase who;
    if (ti_stands_at(f->r.text, at, end, "以") && ti_phrase_find(&who, &f->r, at + 3, end, 0) && who.start == at + 3 &&
        ti_stands_at(f->r.text, who.end, end, "为"))
        return at + 3;
    return at;
}

/* 引导和支持…, 吸引支持跨国公司: the verbs of one licence; *verb becomes the one that decides. */
static uint32_t skip_verbs(const finder *f, const ti_mark **verb, uint32_t end)
{
    static const char *const joins[] = { "和", "、", "并", "与" };
    uint32_t at = (*verb)->end;
    for (int n = 0; n < ADVERBS_MAX; n++) {
        size_t         k;
        uint32_t       next = at;
        for (size_t i = 0; i < sizeof joins / sizeof *joins && next == at; i++)
            next += ti_stands_at(f->r.text, at, end, joins[i]) ? (uint32_t)strlen(joins[i]) : 0;
        const ti_mark *m = mark_at(f, next, &k);
        if (next > at && is_role(m, ROLE(MAKE)))
            return next;                               /* 扶持和引进… */
        if (!is_role(m, ROLE(LICENSE) | ROLE(PRESS) | (next == at ? ROLE(ADVERB) : 0u)) || m->end > end)
            return at;
        if (m->role == MARK_LICENSE && ((*verb)->role == MARK_PRESS || next > at))
            *verb = m;
        at = m->end;
    }
    return at;
}

#define NOMINAL (ROLE(NOUN) | ROLE(LICENSED) | ROLE(BODY) | ROLE(PLAIN) | ROLE(MODIFIER) | ROLE(ADVERB))

/* 允许 WHO WHAT. */
static bool read_license(finder *f, const opening *o, size_t *c)
{
    const ti_mark *verb = o->mark;
    size_t         k;
    uint32_t       end = o->end, at = skip_space(f, skip_verbs(f, &verb, end), end);
    tiao_modality  modality = modality_of(o, verb);
    if (f->topic.parties && ti_stands_at(f->r.text, at, end, "其") && !ti_stands_at(f->r.text, at, end, "其他")) {
        f->topic.party[0].start = f->topic.party[0].end;
        emit_chain(f, c, at + 3, false, modality);
        return true;
    }
    uint32_t by = at;
    at          = skip_by(f, at, end);
    by          = at - by;                             /* 以企业为主体组建…: what they do comes behind 为主体 */
    const ti_mark *made = mark_at(f, at, &k);
    uint32_t       from = is_role(made, ROLE(MAKE)) ? made->end : at;
    ti_phrase      who, next;
    if (!ti_phrase_find(&who, &f->r, from, end, PHRASE_LICENSED))
        return false;
    if (who.start > from && ti_stands_before(f->r.text, from, who.start, "、") &&
        who.end > who.part[who.parts - 1].end && !find_role(f, from, who.start, ~NOMINAL))
        who.start = who.part[0].start = from;          /* 支持人才服务分中心、人力资源公司等机构 */
    if (who.start > from && !ti_stands_before(f->r.text, from, who.start, "的"))
        return false;
    /* 高校拥有科技成果的科研人员: the people, if nothing that they do comes between */
    bool two = false;
    if (ti_phrase_find(&next, &f->r, who.end, end, 0) && next.start > who.end && next.start - who.end <= 36 &&
        ti_stands_before(f->r.text, who.end, next.start, "的") &&
        !find_role(f, who.end, next.start, ~NOMINAL)) {
        two = ti_stands_at(f->r.text, who.end, end, "和") || ti_stands_at(f->r.text, who.end, end, "、");
        if (!two)
            who = next;                                /* two: 职业院校和符合条件的企业 */
    }
    if (from == at && find_role(f, from, who.start, ROLE(TOWARD) | ROLE(TARGET) | ROLE(MAKE)))
        return false;                                  /* 面向中小企业的公共服务平台 */
    uint32_t rest = skip_space(f, two ? next.end : who.end, end), start = rest;
    if (ti_stands_at(f->r.text, rest, end, "等"))
        start = rest = rest + 3;
    if (verb->role == MARK_PRESS &&
        !is_role(mark_at(f, rest, &k), ROLE(ACTION) | ROLE(TARGET) | ROLE(TOWARD) | ROLE(MAKE) | ROLE(MODAL) | ROLE(ADVERB) | ROLE(EASE) | ROLE(CARRY) | ROLE(PREP))) {
        if (who.start == from)
            set_topic(f, &who, 0, 0, false);
        return false;
    }
    f->mood = (int)modality;
    uint32_t cond = from, cond_end = who.start;
    if (is_condition(f->r.text, rest, end) && from == at && *c + 1 < f->clauses.n &&
        f->clauses.v[*c + 1].sentence == f->clauses.v[*c].sentence) {
        cond     = rest;                               /* 在履行所聘岗位职责前提下，到…企业兼职 */
        cond_end = end;
        rest     = start = end;
    }
    bool unfinished = is_circumstance(f->r.text, rest, end) ||
                      (rest == end && from == at && *c + 1 < f->clauses.n && f->clauses.v[*c + 1].sentence == f->clauses.v[*c].sentence);
    size_t   ahead = *c;
    uint32_t last  = go_on(f, &ahead, unfinished);
    const ti_mark *act = by ? find_role(f, rest, end, ROLE(ACTION) | ROLE(MAKE) | ROLE(CARRY)) : NULL;
    if (act)
        start = act->start;
    else if (from != at)
        start = at == skip_space(f, verb->end, end) ? at : o->body;
    else if (last - rest <= 6)
        start = o->body;                               /* 扶持众创空间发展 */
    set_topic(f, &who, cond, cond_end, true);
    if (two) {
        f->topic.parties  = 2;
        f->topic.party[1] = (ti_party){ next, who.end + 3, next.start };
        ti_condition_trim(f->r.text, &f->topic.party[1].start, &f->topic.party[1].end);
    }
    topic licensed = f->topic;
    last = emit_chain(f, c, start, unfinished, modality);
    opening inner = { .start = start, .end = last, .body = start, .at = start };
    if (!read_provision(f, &inner, start, last, modality))      /* 鼓励孵化器为中小企业提供…服务 helps these too */
        for (const ti_mark *m = find_role(f, rest, last, ROLE(EASE) | ROLE(WEAK)); m; m = NULL)
            if (ti_phrase_find(&next, &f->r, m->end, last, 0)) {
                set_topic(f, &next, 0, 0, true);       /* 引导银行降低中小企业融资成本 */
                emit(f, m->start, last, modality);
            }
    f->topic = licensed;
    return true;
}

/* 建设公共服务平台: a thing is made, nobody is given anything yet. */
static bool is_thing(tiao_str text, uint32_t lo, uint32_t hi)
{
    static const char *const tails[] = { "平台", "中心", "基地", "窗口", "数据库", "联盟", "网络", "园区", "集群", "专板", "基金", "机构", "模式", "系统", "方案", "银行" };
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
        if (ti_stands_before(text, lo, hi, tails[i]))
            return true;
    return false;
}

/* What can be raised for somebody: 经费比例, 岗位职数. */
static bool is_amount(tiao_str text, uint32_t lo, uint32_t hi)
{
    static const char *const tails[] = { "比例", "标准", "额度", "待遇", "职数", "名额", "权重", "补贴", "补助", "年限", "限额", "力度", "薪酬", "范围", "支持", "扶持", "投入" };
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
        if (ti_stands_before(text, lo, hi, tails[i]))
            return true;
    return false;
}

/* More of something, and no obstacle less: 扩大采购比例, 优化医疗环境. */
static bool is_more(tiao_str text, uint32_t lo, uint32_t hi)
{
    return (is_amount(text, lo, hi) && !ti_stands_before(text, lo, hi, "范围")) || ti_stands_before(text, lo, hi, "覆盖面") || ti_stands_before(text, lo, hi, "环境") ||
           ti_stands_before(text, lo, hi, "规模");
}

/* What can be founded for somebody. */
static bool is_rule(tiao_str text, uint32_t lo, uint32_t hi)
{
    static const char *const tails[] = { "制度", "机制", "通道", "政策", "特区" };
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
        if (ti_stands_before(text, lo, hi, tails[i]))
            return true;
    return false;
}

/* 放宽 … WHO …. */
static bool read_ease(finder *f, const opening *o, size_t c)
{
    bool      weak = o->mark->role != MARK_EASE, entitles = is_entitling(f, o->mark->end, o->end), same;
    bool      amount = is_amount(f->r.text, o->mark->end, o->end), review = o->mark->role == MARK_REVIEW;
    tiao_modality modality = modality_of(o, o->mark);
    ti_phrase who;
    bool      own = ti_phrase_find(&who, &f->r, o->mark->end, o->end, 0);
    bool      at_them = own && ti_stands_at(f->r.text, o->mark->end, o->end, "对") && who.start == o->mark->end + 3;
    entitles |= at_them && amount;
    if (o->mark->role == MARK_FOUND && !is_rule(f->r.text, o->mark->end, o->end) && !f->target)
        return false;
    same = c + 1 < f->clauses.n && f->clauses.v[c + 1].sentence == f->clauses.v[c].sentence;
    if ((review && !(o->explore && f->topic.named && entitles)) || (o->mark->role == MARK_RAISE && !amount) ||
        (weak && !review && (!entitles || is_thing(f->r.text, o->mark->end, o->end) || (!own && !f->target && !amount && !o->explore)))) {
        if (!f->topic.named && own)
            set_topic(f, &who, 0, 0, false);
        return false;
    }
    if (f->topic.parties && f->target)
        ;
    else if (own) {
        bool narrowed = ti_stands_before(f->r.text, o->mark->end, who.start, "的");
        set_topic(f, &who, narrowed ? o->mark->end : 0, narrowed ? who.start : 0, true);
    } else if (!f->topic.parties && !weak && same && ti_stands_at(f->r.text, f->clauses.v[c + 1].start, f->clauses.v[c + 1].end, "便利") &&
             ti_phrase_find(&who, &f->r, f->clauses.v[c + 1].start, f->clauses.v[c + 1].end, 0))
        set_topic(f, &who, 0, 0, true);                /* 取消不必要的办证规定，便利…企业有效经营 */
    else if (!entitles && !f->topic.named)
        return false;
    if (!f->topic.parties)
        return false;
    if (weak && !own && f->mood >= 0)
        modality = (tiao_modality)f->mood;             /* 鼓励金融机构创新产品，加大信贷投放力度 */
    if (modality == TIAO_ALLOW && weak && is_more(f->r.text, o->mark->end, o->end))
        modality = TIAO_SUPPORT;
    if (o->mark->role == MARK_EASE && ti_stands_before(f->r.text, o->at, o->end, "资格"))
        return false;                                  /* 取消资格 eases nothing */
    emit(f, o->body, o->end, modality);
    return true;
}

/* A lead-in that ends so is a condition, whoever it names: …的，…时，. */
static bool is_conditional(tiao_str text, uint32_t lo, uint32_t hi)
{
    static const char *const tails[] = { "的", "时", "后", "所得", "期间", "之日起", "部分" };
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
        if (ti_stands_before(text, lo, hi, tails[i]))
            return true;
    return false;
}

/* Whether the words of [lo, hi) only say how: nothing, or adverbs, or a few characters. */
static bool is_manner(const finder *f, uint32_t lo, uint32_t hi)
{
    opening o = open_clause(f, lo, hi);
    return o.at + 9 >= hi;
}

/* Takes [lo, hi) for the topic, if it names parties in a way that makes them its subject. */
static bool take_lead(finder *f, uint32_t lo, uint32_t hi, bool strict, bool anyone)
{
    ti_party party[TI_PARTIES_MAX];
    if (hi <= lo)
        return false;
    anyone |= is_conditional(f->r.text, lo, hi);
    hi    = ti_before_brackets(f->r.text, lo, hi);
    hi    = hi - lo > LEAD_MAX ? lo + LEAD_MAX : hi;
    int n = ti_parties_find(party, &f->r, lo, hi, anyone);
    if (!n || (strict && f->lead == lo && !is_conditional(f->r.text, lo, hi) && !is_manner(f, party[n - 1].who.end, hi) &&
               !ti_stands_at(f->r.text, party[0].who.end, hi, "，") && !ti_stands_at(f->r.text, party[0].who.end, hi, "（") && !ti_stands_at(f->r.text, party[0].who.end, hi, ",")))
        return false;                                  /* 统计分析园区建设情况，… */
    if (!n || (strict && party[0].who.start > lo && !is_manner(f, lo, party[0].who.start) && !is_conditional(f->r.text, lo, hi) &&
               !is_manner(f, party[n - 1].who.end, hi)))
        return false;
    if (strict && n == 1 && party[0].start >= party[0].who.end && !is_conditional(f->r.text, lo, hi))
        party[0].end = party[0].start;
    if (strict && f->lead != lo && ti_str_has(ti_sub(f->r.text, party[n - 1].who.end, hi), TI_STR("（")))
        return false;                                  /* 评估内容包括基地…留用率（须签订劳动合同）: far from its verb */
    tiao_str before = f->topic.parties ? ti_sub(f->r.text, f->topic.party[0].who.start, f->topic.party[0].who.end) : TI_STR("");
    if (n == 1 && party[0].end <= party[0].start && before.n &&
        ti_str_is(before, ti_sub(f->r.text, party[0].who.start, party[0].who.end)))
        return true;                                   /* 由高校和科研院所自主实施: those of whom the sentence speaks */
    if (strict && n == 1 && is_manner(f, party[0].who.end, hi) && !ti_stands_before(f->r.text, lo, party[0].who.start, "的") &&
        !is_conditional(f->r.text, lo, hi))
        party[0].end = party[0].start;
    memcpy(f->topic.party, party, (size_t)n * sizeof *party);
    f->topic.parties = n;
    f->topic.named   = true;
    return true;
}

static void set_condition(finder *f, uint32_t lo, uint32_t hi)
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
static bool is_given(const finder *f, const ti_mark *m, uint32_t end)
{
    if (ti_stands_at(f->r.text, m->end, end, "的"))
        return false;                                  /* 主管部门赋予的职能 */
    static const char *const after[] = { "最高", "不少于", "不超过", "不低于", "其", "一次性", "人民币", "至" };
    ti_phrase who;
    if (m->role != MARK_REWARD)
        return true;
    for (size_t i = 0; i < sizeof after / sizeof *after; i++)
        if (ti_stands_at(f->r.text, m->end, end, after[i]))
            return true;
    return has_figure(f->r.text, m->end, m->end + 4 > end ? end : m->end + 4) ||
           (ti_phrase_find(&who, &f->r, m->end, end, 0) && who.start == m->end);
}

/* What gives or permits in [lo, hi): the first verb that does; empty verbs count where 对 waits for one. */
static const ti_mark *predicate(const finder *f, uint32_t lo, uint32_t hi)
{
    unsigned roles = ROLE(GRANT) | ROLE(REWARD) | ROLE(EASE) | ROLE(MODAL);
    if (f->target)
        roles |= ROLE(CARRY) | ROLE(WEAK) | ROLE(FOUND) | ROLE(LICENSE) | ROLE(RAISE);
    if (f->target || f->topic.named)
        roles |= ROLE(PROVIDE);
    for (const ti_mark *m = find_role(f, lo, hi, roles); m; m = find_role(f, m->end, hi, roles))
        if (is_given(f, m, hi) && (m->role != MARK_CARRY || m->speaks) && (m->role != MARK_RAISE || is_amount(f->r.text, m->end, hi)))
            return m;
    return NULL;
}

/* A grant, or a modal: who stands before it, behind it, or in the lead-in. */
static bool read_predicate(finder *f, const opening *o, size_t *c)
{
    const ti_mark *m = is_circumstance(f->r.text, o->body, o->end) ? NULL : predicate(f, o->body, o->end);
    ti_phrase      who;
    bool           had = f->lead != TIAO_NONE && f->lead < o->start, gives = is_role(m, ROLE(GRANT) | ROLE(REWARD));
    if (!m)
        return false;
    bool public = find_role(f, o->start, m->start, ROLE(BODY)) && !find_role(f, o->start, m->start, ROLE(NOUN));
    if (is_role(m, ROLE(EASE)) && !f->target && !(f->topic.named && (m->start == o->at || public)))
        return false;
    if (public && !f->topic.named && !had)
        return false;                                  /* 工商管理部门应…: its duty */
    uint32_t start = m->role == MARK_MODAL ? m->end : m->start;
    bool     told  = gives && !f->target && ti_phrase_find(&who, &f->r, m->end, o->end, 0) && who.start == m->end;
    bool     own   = m->role == MARK_MODAL && !public && take_lead(f, o->start, m->start, true, true);
    bool     lead  = own || (had && !told && take_lead(f, f->lead, f->lead_end, !f->target, true)), whole = lead && !own;
    bool self = false, part = ti_stands_before(f->r.text, o->body, m->start, "部分");
    self = own;
    bool its = ti_stands_at(f->r.text, o->start, o->end, "其") && f->topic.named && f->target;
    if (!lead && !told && !public && !its && !(part && f->topic.named))
        lead = self = take_lead(f, f->target && f->lead != TIAO_NONE ? f->lead : o->start, m->start, !f->target, f->target);
    if (!lead && gives && ti_phrase_find(&who, &f->r, m->end, o->end, 0) && who.start - m->end < 40 &&
        (who.start == m->end || ti_stands_before(f->r.text, m->end, who.start, "的")) && !has_figure(f->r.text, m->end, who.start)) {
        set_topic(f, &who, had ? f->lead : 0, had ? f->lead_end : 0, true);
        lead = true;
    } else if (!lead && !f->topic.parties && gives && (m->start == o->at || f->target || has_figure(f->r.text, o->start, o->end)))
        f->topic = f->past;                            /* 按照规定给予…: those of the sentence before */
    if (!f->topic.parties || (m->role == MARK_MODAL && !lead && !f->topic.named))
        return false;
    if ((!lead || self) && had && ((f->waits && !lead) || is_conditional(f->r.text, f->lead, f->lead_end)))
        set_condition(f, f->lead, f->lead_end);
    else if (!lead && m->start > o->body && is_conditional(f->r.text, o->body, m->start))
        set_condition(f, o->body, m->start);
    else if (!lead && m->start > o->body)
        whole = true;
    if (whole && m->role != MARK_MODAL && m->start > o->body)
        start = o->body;                               /* 居住证转办户口年限由7年缩短为2至5年 */
    tiao_modality modality = modality_of(o, m);
    if (m->role == MARK_CARRY && ti_stands_at(f->r.text, o->body, m->start, "由"))
        modality = TIAO_ALLOW;                         /* 由高校和科研院所自主实施转移转化 */
    if (m->role == MARK_PROVIDE && f->mood >= 0)
        modality = (tiao_modality)f->mood;             /* 鼓励…参与，提供开放的创新创业载体 */
    if (m->role == MARK_MODAL)
        emit_chain(f, c, start, false, modality);
    else
        emit(f, start, o->end, modality);
    return true;
}

/* 探索 … WHO …: an intention about a beneficiary. */
static bool read_intention(finder *f, const opening *o)
{
    ti_phrase who;
    bool      own = ti_phrase_find(&who, &f->r, o->at, o->end, PHRASE_WITH);
    if (!is_entitling(f, o->at, o->end) || (is_role(o->mark, ROLE(MAKE) | ROLE(FOUND)) && is_thing(f->r.text, o->at, o->end)) || (!own && !f->topic.named))
        return false;
    if (own)
        set_topic(f, &who, 0, 0, true);
    emit(f, o->body, o->end, TIAO_EXPLORE);
    return true;
}

static void read_clause(finder *f, size_t *c)
{
    const ti_clause *v    = &f->clauses.v[*c];
    uint32_t         end  = v->end - v->start > CLAUSE_MAX ? v->start + CLAUSE_MAX : v->end;
    opening          o    = open_clause(f, v->start, end);
    bool             done = false;
    if (o.explore)
        f->mood = TIAO_EXPLORE;
    tiao_modality given = o.explore ? TIAO_EXPLORE : f->mood >= 0 ? (tiao_modality)f->mood : TIAO_GRANT;
    bool its = false;
    if (is_role(o.mark, ROLE(TARGET)) && !o.carried) {
        /* 企业租用保税仓库的，对其租金给予补助: the lead-in has named them */
        if (f->lead != TIAO_NONE && take_lead(f, f->lead, f->lead_end, true, false) && ti_stands_at(f->r.text, o.mark->end, end, "其"))
            its = true;
        f->lead   = its ? TIAO_NONE : o.mark->end;
        f->target = true;
        f->waits  = !its;
        o.start = o.at = o.body = o.mark->end;
        o.mark    = NULL;
        done      = read_provision(f, &o, o.start, end, TIAO_GRANT) || read_predicate(f, &o, c);
    } else if (f->target && f->lead != TIAO_NONE)
        done = read_provision(f, &o, o.start, end, TIAO_GRANT) || read_predicate(f, &o, c);
    else if (is_role(o.mark, ROLE(LICENSE) | ROLE(PRESS)))
        done = read_license(f, &o, c) || read_provision(f, &o, o.start, end, modality_of(&o, o.mark));
    else if (is_role(o.mark, ROLE(EASE) | ROLE(WEAK) | ROLE(FOUND) | ROLE(RAISE) | ROLE(REVIEW)) && !is_circumstance(f->r.text, o.at, o.end) &&
             !is_conditional(f->r.text, o.at, o.end))
        done = read_ease(f, &o, *c);
    if (f->survey)
        done = true;
    bool trial = o.carried && ti_stands_before(f->r.text, o.at, o.end, "试点");
    if (!done && !is_role(o.mark, ROLE(LICENSE) | ROLE(PRESS) | ROLE(EASE) | ROLE(REVIEW)))
        done = read_provision(f, &o, o.start, end, given) || read_predicate(f, &o, c) ||
               ((o.explore || trial) && read_intention(f, &o));
    if (done)
        f->lead = TIAO_NONE;
    else if (f->lead == TIAO_NONE) {
        f->lead  = v->start;
        f->waits = false;
    } else if (is_circumstance(f->r.text, v->start, end) && is_conditional(f->r.text, f->lead, f->lead_end))
        return;                                        /* …的，在市级奖励的基础上，再给予…: no part of the condition */
    f->lead_end = f->clauses.v[*c].end;
}

/* Sections of aims and principles: what they say of anybody is said again, as a measure, further down. */
static bool is_survey(const tiao_doc *d, uint32_t node)
{
    static const char *const words[] = { "总体要求", "指导思想", "基本原则", "工作原则", "目标", "形势", "主要任务和目标", "发展基础" };
    for (uint32_t i = node; i != TIAO_NONE; i = d->nodes[i].parent) {
        const tiao_node *n = &d->nodes[i];
        tiao_str         h = n->heading_end > n->text ? ti_sub(d->text, n->text, n->heading_end) : TI_STR("");
        for (size_t k = 0; h.n && n->kind != TIAO_TITLE && k < sizeof words / sizeof *words; k++)
            if (ti_str_has(h, ti_str(words[k])))
                return true;
    }
    return false;
}

/* Whom the items of a lead-in are about (对认定的企业，按下列标准给予奖励：), and the items beside one that says 支持对象. */
static topic inherited(const finder *f)
{
    const tiao_node *n = &f->doc->nodes[f->node];
    uint32_t         p = n->parent;
    if (n->depth < DEPTH_MAX && f->beside[n->depth].node == p && f->beside[n->depth].whom.parties)
        return f->beside[n->depth].whom;
    if (p != TIAO_NONE && n->depth < DEPTH_MAX && f->above[n->depth - 1].node == p)
        return f->above[n->depth - 1].whom;
    return (topic){ 0 };
}

/* Whether the item says who may apply: its heading, or its first words, end so. */
static bool is_about_whom(const finder *f)
{
    static const char *const tails[] = { "对象", "申报条件", "申请条件", "认定条件", "申报主体", "适用范围", "支持条件", "扶持条件", "奖励条件" };
    tiao_str s = tiao_node_heading(f->doc, f->node);
    if (!s.n && f->clauses.n)
        s = ti_sub(f->r.text, f->clauses.v[0].start, f->clauses.v[0].end);
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
        if (s.n <= 36 && ti_str_ends(s, ti_str(tails[i])))
            return true;
    return false;
}

static void remember(finder *f)
{
    const tiao_node *n = &f->doc->nodes[f->node];
    ti_party         party[TI_PARTIES_MAX];
    topic            t = f->topic.parties ? f->topic : f->past;
    if (n->depth >= DEPTH_MAX)
        return;
    if (is_about_whom(f)) {
        t.parties = 0;
        for (size_t c = 0; c < f->clauses.n && !t.parties; c++) {
            uint32_t lo = f->clauses.v[c].start, hi = f->clauses.v[c].end;
            t.parties   = ti_parties_find(party, &f->r, lo, hi - lo > LEAD_MAX ? lo + LEAD_MAX : hi, false);
        }
        memcpy(t.party, party, (size_t)t.parties * sizeof *party);
        f->beside[n->depth].node = n->parent;
        f->beside[n->depth].whom = t;
    }
    bool leads = f->clauses.n && (f->clauses.v[f->clauses.n - 1].colon || ti_str_ends(ti_str_trim(tiao_node_text(f->doc, f->node)), TI_STR("：")));
    f->above[n->depth].node = leads ? f->node : TIAO_NONE;
    f->above[n->depth].whom = t;
}

static void read_node(finder *f)
{
    uint32_t sentence = UINT32_MAX;
    f->topic = (topic){ 0 };
    f->past  = inherited(f);
    for (size_t c = 0; c < f->clauses.n && !f->failed; c++) {
        if (f->clauses.v[c].sentence != sentence) {
            size_t last = c;
            sentence    = f->clauses.v[c].sentence;
            while (last + 1 < f->clauses.n && f->clauses.v[last + 1].sentence == sentence)
                last++;
            f->sentence = (tiao_span){ f->clauses.v[c].start, f->clauses.v[last].end };
            f->lead     = TIAO_NONE;
            f->target   = f->waits = false;
            f->mood     = -1;
            f->past     = f->topic.parties ? f->topic : f->past;
            f->topic    = (topic){ 0 };
        }
        read_clause(f, &c);
    }
}

tiao_err ti_find_entitlements(tiao_doc *d, const tiao_words *words, tiao_error *err)
{
    finder   f  = { .doc = d, .facts = d->facts };
    tiao_err rc = ti_marks_check_words(words, err);
    for (uint32_t i = 0; i < d->count && rc == TIAO_OK; i++) {
        const tiao_node *n = &d->nodes[i];
        if (!ti_node_is_clause(n) || n->kind < TIAO_PARAGRAPH || n->kind > TIAO_ARTICLE)
            continue;
        f.node   = i;
        f.survey = is_survey(d, i);
        f.from   = n->text;
        f.r.text = ti_sub(d->text, 0, n->text_end);    /* so that what a lead-in said can be used in its items */
        f.r.words = words;
        f.r.marks = &f.marks;
        size_t from = n->heading_end > n->text ? n->heading_end : n->text;
        rc = ti_clauses_split(&f.clauses, f.r.text, from, err);
        if (rc == TIAO_OK)
            rc = ti_marks_find(&f.marks, f.r.text, from, words, err);
        if (rc == TIAO_OK)
            read_node(&f);
        if (rc == TIAO_OK)
            remember(&f);
        if (f.failed)
            rc = ti_no_memory(err);
    }
    ti_clauses_free(&f.clauses);
    ti_marks_free(&f.marks);
    return rc;
}
