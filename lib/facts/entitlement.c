#include "facts/entitlement.h"
#include "base/utf8.h"
#include "facts/condition.h"
#include "facts/instrument.h"
#include "facts/sentence.h"

enum {
    CLAUSE_MAX  = 3000,               /* bytes of a clause that are read: nobody writes longer ones by hand */
    LEAD_MAX    = 3000,               /* of a lead-in */
    ADVERBS_MAX = 8,
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
    uint32_t     node;
    tiao_span    sentence;
    topic        topic;
    uint32_t     lead;                /* where the lead-in starts; TIAO_NONE: there is none */
    uint32_t     lead_end;
    bool         target;              /* it is opened by 对 */
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

/* The benefit's own words first, then the clause's sentence, then the heading above. */
static tiao_str instrument_for(const finder *f, tiao_str benefit)
{
    const ti_lexicon *cues = f->r.words->list[WORDS_INSTRUMENTS];
    const tiao_str    from[] = { benefit, ti_sub(f->r.text, f->sentence.start, f->sentence.end), heading_above(f->doc, f->node) };
    for (size_t i = 0; i < sizeof from / sizeof *from; i++) {
        tiao_str id = ti_instrument_of(cues, from[i], NULL);
        if (id.s)
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

static void emit_one(finder *f, const ti_party *p, uint32_t start, uint32_t end, tiao_modality modality)
{
    trim_benefit(f->r.text, &start, &end);
    for (int i = 0; i < p->who.parts && end > start; i++) {
        tiao_entitlement *e = TI_PUSH(f->facts->entitlements, f->facts->entitlements_count, f->facts->entitlements_room);
        if (!e) {
            f->failed = true;
            return;
        }
        e->node        = f->node;
        e->sentence    = f->sentence;
        e->who         = ti_str_trim(ti_sub(f->r.text, p->who.part[i].start, p->who.part[i].end));
        e->benefit     = ti_sub(f->r.text, start, end);
        e->modality    = (uint8_t)modality;
        e->instrument  = instrument_for(f, e->benefit);
        e->beneficiary = p->who.part[i].id;
        if (p->end > p->start)
            e->condition = ti_sub(f->r.text, p->start, p->end);
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

/* How far a benefit that ends with clause c goes on in the clauses behind it; *c moves along. */
static uint32_t go_on(const finder *f, size_t *c, bool unfinished)
{
    const ti_clause *v   = f->clauses.v;
    uint32_t         end = v[*c].end;
    while (*c + 1 < f->clauses.n && v[*c + 1].sentence == v[*c].sentence && v[*c + 1].end - v[*c + 1].start < CLAUSE_MAX) {
        const ti_clause *next = &v[*c + 1];
        opening          o    = open_clause(f, next->start, next->end);
        bool also = ti_stands_at(f->r.text, next->start, next->end, "并") && (!o.mark || !(ROLE(LICENSE) & 1u << o.mark->role)) && !o.explore;
        if (!unfinished && !also && !(o.mark && o.mark->role == MARK_ACTION && !o.explore))
            break;
        unfinished = is_circumstance(f->r.text, next->start, next->end);
        end        = next->end;
        ++*c;
    }
    return end;
}

/* ---- the kinds of clause ---- */

static bool is_role(const ti_mark *m, unsigned roles) { return m && roles >> m->role & 1; }

/* 允许 WHO WHAT. True when it was one. */
static bool read_license(finder *f, const opening *o, size_t *c)
{
    const ti_mark *verb = o->mark;
    size_t         k;
    uint32_t       at = verb->end, end = o->end;
    for (const ti_mark *m = mark_at(f, at, &k); m && is_role(m, ROLE(LICENSE) | ROLE(PRESS) | ROLE(ADVERB)) && m->end < end; m = mark_at(f, at, &k)) {
        if (verb->role == MARK_PRESS && m->role == MARK_LICENSE)
            verb = m;                                  /* 吸引支持跨国公司: supports */
        at = m->end;
    }
    tiao_modality modality = o->explore ? TIAO_EXPLORE : (tiao_modality)verb->modality;
    if (f->topic.parties && ti_stands_at(f->r.text, at, end, "其") && !ti_stands_at(f->r.text, at, end, "其他")) {
        uint32_t last = go_on(f, c, false);
        f->topic.party[0].start = f->topic.party[0].end;
        emit(f, at + 3, last, modality);
        return true;
    }
    const ti_mark *made = mark_at(f, at, &k);
    uint32_t       from = is_role(made, ROLE(MAKE)) ? made->end : at;
    ti_phrase      who, next;
    if (!ti_phrase_find(&who, &f->r, from, end, false))
        return false;
    if (who.start > from && !ti_stands_before(f->r.text, from, who.start, "的"))
        return false;
    /* 高校拥有科技成果的科研人员: the people, if nothing that they do comes between */
    if (ti_phrase_find(&next, &f->r, who.end, end, false) && next.start > who.end && next.start - who.end <= 36 &&
        ti_stands_before(f->r.text, who.end, next.start, "的") &&
        !find_role(f, who.end, next.start, ~(ROLE(NOUN) | ROLE(BODY) | ROLE(PLAIN) | ROLE(MODIFIER) | ROLE(ADVERB))))
        who = next;
    const ti_mark *in = find_role(f, from, who.start, ROLE(TOWARD) | ROLE(TARGET) | ROLE(MAKE));
    if (in && from == at)
        return false;                                  /* 面向中小企业的公共服务平台 */
    uint32_t rest = skip_space(f, who.end, end), start = rest;
    if (verb->role == MARK_PRESS) {
        const ti_mark *m = mark_at(f, rest, &k);
        if (!is_role(m, ROLE(ACTION) | ROLE(TARGET) | ROLE(TOWARD) | ROLE(MAKE) | ROLE(MODAL) | ROLE(ADVERB)))
            return false;
    }
    if (from != at)
        start = at;
    else if (end - rest <= 6)
        start = o->body;                               /* 扶持众创空间发展 */
    set_topic(f, &who, from, who.start, true);
    bool unfinished = is_circumstance(f->r.text, rest, end);
    emit(f, start, go_on(f, c, unfinished), modality);
    return true;
}

/* Whether the object [lo, hi) is something that one can be entitled to. */
static bool is_entitling(const finder *f, uint32_t lo, uint32_t hi)
{
    int weight = 0;
    ti_instrument_of(f->r.words->list[WORDS_INSTRUMENTS], ti_sub(f->r.text, lo, hi), &weight);
    return weight >= 2;
}

/* 放宽 … WHO …. */
static bool read_ease(finder *f, const opening *o, size_t c)
{
    bool          weak     = o->mark->role == MARK_WEAK;
    tiao_modality modality = o->explore ? TIAO_EXPLORE : (tiao_modality)o->mark->modality;
    ti_phrase     who;
    if (weak && !is_entitling(f, o->mark->end, o->end)) {
        if (!f->topic.named && ti_phrase_find(&who, &f->r, o->mark->end, o->end, false))
            set_topic(f, &who, 0, 0, false);
        return false;
    }
    if (f->topic.parties && f->target)
        ;
    else if (ti_phrase_find(&who, &f->r, o->mark->end, o->end, false))
        set_topic(f, &who, 0, 0, true);
    else if (!f->topic.parties && !weak && c + 1 < f->clauses.n && f->clauses.v[c + 1].sentence == f->clauses.v[c].sentence &&
             ti_phrase_find(&who, &f->r, f->clauses.v[c + 1].start, f->clauses.v[c + 1].end, false))
        set_topic(f, &who, 0, 0, true);                /* 取消不必要的办证规定，便利…企业有效经营 */
    if (!f->topic.parties)
        return false;
    emit(f, o->body, o->end, modality);
    return true;
}

/* 为 WHO 提供 WHAT, anywhere in the clause. */
static bool read_provision(finder *f, const opening *o)
{
    for (uint32_t at = o->start; at < o->end;) {
        const ti_mark *m = find_role(f, at, o->end, ROLE(TOWARD));
        ti_phrase      who;
        if (!m)
            return false;
        at = m->end;
        if (!ti_phrase_find(&who, &f->r, m->end, o->end, true))
            return false;
        if (who.start != m->end && !ti_stands_before(f->r.text, m->end, who.start, "的"))
            continue;
        const ti_mark *give = find_role(f, who.end, o->end, ROLE(GRANT) | ROLE(CARRY));
        if (!give || give->start - who.end > 60)
            continue;
        uint32_t a = m->end, b = who.start, x = who.end, y = give->start;
        ti_condition_trim(f->r.text, &a, &b);
        ti_condition_trim(f->r.text, &x, &y);
        set_topic(f, &who, b > a ? a : x, b > a ? b : y, true);
        emit(f, give->start, o->end, o->explore ? TIAO_EXPLORE : TIAO_GRANT);
        return true;
    }
    return false;
}

/* Takes the lead-in for the topic, with [.., hi) of the clause that ends it. */
static bool take_lead(finder *f, uint32_t hi)
{
    ti_party  party[TI_PARTIES_MAX];
    uint32_t  lo = f->lead;
    if (lo == TIAO_NONE || hi <= lo)
        return false;
    int n = ti_parties_find(party, &f->r, lo, hi - lo > LEAD_MAX ? lo + LEAD_MAX : hi);
    if (!n) {
        if (f->topic.parties) {                        /* …，创业孵化期内返回原单位的，工龄连续计算 */
            uint32_t a = lo, b = hi;
            ti_condition_trim(f->r.text, &a, &b);
            f->topic.party[0].start = a;
            f->topic.party[0].end   = b;
            f->topic.parties        = 1;
        }
        return false;
    }
    memcpy(f->topic.party, party, (size_t)n * sizeof *party);
    f->topic.parties = n;
    f->topic.named   = true;
    return true;
}

/* What gives or permits in [lo, hi): the first verb that does; empty verbs count where a lead-in waits for one. */
static const ti_mark *predicate(const finder *f, uint32_t lo, uint32_t hi)
{
    unsigned roles = ROLE(GRANT) | ROLE(EASE) | ROLE(MODAL);
    if (f->target)
        roles |= ROLE(CARRY) | ROLE(WEAK) | ROLE(LICENSE);
    return find_role(f, lo, hi, roles);
}

/* A grant, or a modal: who stands before it, behind it, or in the lead-in. */
static bool read_predicate(finder *f, const opening *o, size_t *c)
{
    const ti_mark *m = predicate(f, o->body, o->end);
    ti_phrase      who;
    if (!m)
        return false;
    uint32_t lo = f->lead != TIAO_NONE ? f->lead : o->start;
    bool     had = f->lead != TIAO_NONE;
    uint32_t start = m->start;
    if (m->role == MARK_EASE && !f->target && m->start != o->at && !f->topic.named)
        return false;
    f->lead = lo;
    bool body = f->marks.n > o->k && is_role(&f->marks.v[o->k], ROLE(BODY)) && f->marks.v[o->k].start - o->start < 30 &&
                f->marks.v[o->k].end <= m->start;
    uint32_t hi = m->start;
    if (body) {
        hi = f->lead_end > lo && had ? f->lead_end : o->start;
    }
    /* words between the lead-in and the verb that are about how, not who: 按照规定, 分别 */
    bool taken = take_lead(f, hi);
    if (!taken && ti_phrase_find(&who, &f->r, m->end, o->end, false) && who.start <= m->end && m->role == MARK_GRANT) {
        uint32_t a = had ? lo : 0, b = had ? o->start : 0;
        set_topic(f, &who, a, b, true);
        start = m->start;
        taken = true;
    }
    f->lead = TIAO_NONE;
    if (!f->topic.parties)
        return false;
    if (m->role == MARK_MODAL)
        start = m->end;
    tiao_modality modality = o->explore ? TIAO_EXPLORE : (tiao_modality)m->modality;
    emit(f, start, m->role == MARK_MODAL ? go_on(f, c, false) : o->end, modality);
    return true;
}

/* 探索 … WHO …: an intention about a beneficiary. */
static bool read_intention(finder *f, const opening *o)
{
    ti_phrase who;
    if (!is_entitling(f, o->at, o->end) || !ti_phrase_find(&who, &f->r, o->at, o->end, false))
        return false;
    set_topic(f, &who, 0, 0, true);
    emit(f, o->body, o->end, TIAO_EXPLORE);
    return true;
}

static void read_clause(finder *f, size_t *c)
{
    const ti_clause *v   = &f->clauses.v[*c];
    uint32_t         end = v->end - v->start > CLAUSE_MAX ? v->start + CLAUSE_MAX : v->end;
    opening          o   = open_clause(f, v->start, end);
    bool             done = false;
    if (is_role(o.mark, ROLE(TARGET))) {
        f->lead    = o.mark->end;
        f->target  = true;
        o.start    = o.at = o.body = o.mark->end;
        o.mark     = NULL;
        done       = read_predicate(f, &o, c);
    } else if (f->target && f->lead != TIAO_NONE)
        done = read_predicate(f, &o, c);
    else if (is_role(o.mark, ROLE(LICENSE) | ROLE(PRESS)))
        done = read_license(f, &o, c);
    else if (is_role(o.mark, ROLE(EASE) | ROLE(WEAK)))
        done = read_ease(f, &o, *c);
    if (!done && !is_role(o.mark, ROLE(LICENSE) | ROLE(PRESS) | ROLE(EASE) | ROLE(WEAK)))
        done = read_provision(f, &o) || read_predicate(f, &o, c) || (o.explore && read_intention(f, &o));
    if (done)
        f->lead = TIAO_NONE;
    else if (f->lead == TIAO_NONE)
        f->lead = v->start;
    f->lead_end = f->clauses.v[*c].end;
}

static void read_node(finder *f)
{
    uint32_t sentence = UINT32_MAX;
    f->topic = (topic){ 0 };
    for (size_t c = 0; c < f->clauses.n && !f->failed; c++) {
        if (f->clauses.v[c].sentence != sentence) {
            size_t last = c;
            sentence    = f->clauses.v[c].sentence;
            while (last + 1 < f->clauses.n && f->clauses.v[last + 1].sentence == sentence)
                last++;
            f->sentence = (tiao_span){ f->clauses.v[c].start, f->clauses.v[last].end };
            f->lead     = TIAO_NONE;
            f->target   = false;
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
        f.r.text = tiao_node_text(d, i);
        f.r.words = words;
        f.r.marks = &f.marks;
        size_t from = n->heading_end > n->text ? n->heading_end - n->text : 0;
        rc = ti_clauses_split(&f.clauses, f.r.text, from, err);
        if (rc == TIAO_OK)
            rc = ti_marks_find(&f.marks, f.r.text, from, words, err);
        if (rc == TIAO_OK)
            read_node(&f);
        if (f.failed)
            rc = ti_no_memory(err);
    }
    ti_clauses_free(&f.clauses);
    ti_marks_free(&f.marks);
    return rc;
}
