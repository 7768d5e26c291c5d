#include "facts/finder.h"

enum { VERBS_MAX = 8, NARROWED_MAX = 75, HOW_MAX = 15 };      /* bytes before the noun; of 专业化 before 转型 */

/* Where the beneficiary of a licence may start: 支持以企业为主导组建研究院 has it behind 以. */
static uint32_t skip_by(const ti_finder *f, uint32_t at, uint32_t end)
{
    ti_phrase who;
    if (ti_stands_at(f->r.text, at, end, "以") && ti_phrase_find(&who, &f->r, at + 3, end, 0) && who.start == at + 3 &&
        ti_stands_at(f->r.text, who.end, end, "为"))
        return at + 3;
    return at;
}

/* 引导和支持…, 吸引支持跨国公司: the verbs of one licence; *verb becomes the one that decides. */
static uint32_t skip_verbs(const ti_finder *f, const ti_clue **verb, uint32_t end)
{
    static const char *const joins[] = { "和", "、", "并", "与" };
    uint32_t at = (*verb)->end;
    for (int n = 0; n < VERBS_MAX; n++) {
        size_t         k;
        uint32_t       next = at;
        for (size_t i = 0; i < sizeof joins / sizeof *joins && next == at; i++)
            next += ti_stands_at(f->r.text, at, end, joins[i]) ? (uint32_t)strlen(joins[i]) : 0;
        const ti_clue *m = ti_clue_at(f, next, &k);
        if (next > at && ti_is_role(m, ROLE(MAKE)))
            return next;                               /* 扶持和引进… */
        if (next > at && ti_is_role(m, ROLE(RESULT)) && m->speaks && m->end <= end) {
            at = m->end;                               /* 吸引和带动社会资本… */
            continue;
        }
        if (!ti_is_role(m, ROLE(LICENSE) | ROLE(PRESS) | (next == at ? ROLE(ADVERB) : 0u)) || m->end > end)
            return at;
        if (m->role == CLUE_LICENSE && ((*verb)->role != CLUE_LICENSE || (next > at && m->modality == TIAO_SUPPORT)))
            *verb = m;
        at = m->end;
    }
    return at;
}

/* 推动上下游企业融通创新, 推动孵化器专业化转型: whether what stands behind the noun says what they do. */
static bool is_predicate(const ti_finder *f, uint32_t rest, uint32_t end)
{
    const unsigned heads = ROLE(ACTION) | ROLE(TARGET) | ROLE(TOWARD) | ROLE(MAKE) | ROLE(MODAL) | ROLE(ADVERB) | ROLE(EASE) | ROLE(CARRY) | ROLE(PREP);
    size_t         k;
    const ti_clue *m = ti_clue_at(f, rest, &k);
    if (ti_is_role(m, heads))
        return !(m->role == CLUE_MAKE && (m->end >= end || ti_stands_at(f->r.text, m->end, end, "试点")));      /* 平台建设试点 is a thing */
    if (ti_stands_at(f->r.text, rest, end, "“") && ti_stands_before(f->r.text, rest, end, "”"))
        return true;                                   /* 推动高新技术企业“小升规、规转强” */
    for (; k < f->clues.n && f->clues.v[k].end <= end; k++)
        if (f->clues.v[k].end == end && f->clues.v[k].role == CLUE_ACTION)
            return f->clues.v[k].start <= rest + HOW_MAX && ti_stands_before(f->r.text, rest, f->clues.v[k].start, "化");
    return false;
}

/* 负责园区管理运营的国有企业: the noun behind 的, where one inside what narrows it comes first. */
static bool find_narrowed(const ti_finder *f, ti_phrase *who, uint32_t lo, uint32_t hi)
{
    ti_phrase next = *who;
    while (next.start - lo < NARROWED_MAX && ti_phrase_find(&next, &f->r, next.end, hi, 0))
        if (ti_stands_before(f->r.text, lo, next.start, "的")) {
            if (ti_find_role(f, lo, next.start, ROLE(LICENSE) | ROLE(PRESS) | ROLE(PROVIDE) | ROLE(GRANT) | ROLE(EASE) | ROLE(TOWARD)))
                return false;
            *who = next;
            return true;
        }
    return false;
}

bool ti_read_license(ti_finder *f, const ti_opening *o, size_t *c)
{
    const ti_clue *verb = o->clue;
    size_t         k;
    uint32_t       end = o->end, at = ti_skip_space(f, skip_verbs(f, &verb, end), end);
    tiao_modality  modality = ti_modality_of(o, verb);
    if (f->topic.parties && ti_stands_at(f->r.text, at, end, "其") && !ti_stands_at(f->r.text, at, end, "其他")) {
        f->topic.party[0].start = f->topic.party[0].end;
        ti_emit_chain(f, c, at + 3, false, modality);
        return true;
    }
    uint32_t by = at;
    at          = skip_by(f, at, end);
    by          = at - by;                             /* 以企业为主体组建…: what they do comes behind 为主体 */
    const ti_clue *made = ti_clue_at(f, at, &k);
    uint32_t       from = ti_is_role(made, ROLE(MAKE)) ? made->end : at;
    ti_phrase      who, next;
    if (!ti_phrase_find(&who, &f->r, from, end, PHRASE_LICENSED))
        return false;
    if (who.start > from && ti_stands_before(f->r.text, from, who.start, "、") &&
        (who.end > who.part[who.parts - 1].end || ti_stands_at(f->r.text, from, end, "跨")) && !ti_find_role(f, from, who.start, ~NOMINAL))
        who.start = who.part[0].start = from;          /* 支持人才服务分中心、人力资源公司等机构, 组织跨单位、跨领域科研人员 */
    if (who.start > from && !ti_stands_before(f->r.text, from, who.start, "的") &&
        !(from == at && ti_is_role(ti_clue_at(f, at, &k), ROLE(MODAL) | ROLE(ACTION)) && find_narrowed(f, &who, at, end)))
        return false;
    /* 高校拥有科技成果的科研人员: the people, if nothing that they do comes between */
    bool two = false;
    if (ti_phrase_find(&next, &f->r, who.end, end, 0) && next.start > who.end && next.start - who.end <= 36 &&
        ti_stands_before(f->r.text, who.end, next.start, "的") &&
        !ti_find_role(f, who.end, next.start, ~NOMINAL)) {
        two = ti_stands_at(f->r.text, who.end, end, "和") || ti_stands_at(f->r.text, who.end, end, "、");
        if (!two)
            who = next;                                /* two: 职业院校和符合条件的企业 */
    }
    if (from == at && ti_find_role(f, from, who.start, ROLE(TOWARD) | ROLE(TARGET) | ROLE(MAKE)))
        return false;                                  /* 面向中小企业的公共服务平台 */
    uint32_t rest = ti_skip_space(f, two ? next.end : who.end, end), start = rest;
    if (ti_stands_at(f->r.text, rest, end, "等"))
        start = rest = rest + 3;
    if (verb->role != CLUE_LICENSE && !is_predicate(f, rest, end)) {
        if (who.start == from)
            ti_set_topic(f, &who, 0, 0, false);
        return false;
    }
    f->mood = (int)modality;
    uint32_t cond = from, cond_end = who.start;
    if (ti_ends_as(&f->r, ENDING_TERM, rest, end) && from == at && *c + 1 < f->clauses.n &&
        f->clauses.v[*c + 1].sentence == f->clauses.v[*c].sentence) {
        cond     = rest;                               /* 在履行所聘岗位职责前提下，到…企业兼职 */
        cond_end = end;
        rest     = start = end;
    }
    bool unfinished = ti_is_circumstance(f, rest, end) ||
                      ((rest == end || ti_str_is(ti_sub(f->r.text, rest, end), TI_STR("参与"))) && from == at && *c + 1 < f->clauses.n && f->clauses.v[*c + 1].sentence == f->clauses.v[*c].sentence);
    size_t   ahead = *c;
    uint32_t last  = ti_go_on(f, &ahead, unfinished);
    const ti_clue *act = by ? ti_find_role(f, rest, end, ROLE(ACTION) | ROLE(MAKE) | ROLE(CARRY)) : NULL;
    if (act)
        start = act->start;
    else if (from != at)
        start = at == ti_skip_space(f, verb->end, end) ? at : o->body;
    else if (last - rest <= 6 || (o->body < o->clue->start && ti_clue_at(f, o->body, &k) && f->clues.v[k].role != CLUE_EXPLORE &&
                                  f->clues.v[k].role != CLUE_CARRY))
        start = o->body;                               /* 扶持众创空间发展 */
    ti_set_topic(f, &who, cond, cond_end, true);
    if (two) {
        f->topic.parties  = 2;
        f->topic.party[1] = (ti_party){ next, who.end + 3, next.start };
        ti_condition_trim(f->r.text, &f->topic.party[1].start, &f->topic.party[1].end);
    }
    ti_topic       licensed = f->topic;
    const ti_clue *goes     = ti_find_role(f, rest, end, ROLE(PROVIDE));
    if (goes && ti_stands_at(f->r.text, goes->start, end, "归属") && ti_phrase_find(&next, &f->r, goes->end, end, 0) && next.start == goes->end) {
        ti_set_topic(f, &next, at, goes->start, true); /* 允许成果转化收益归属研发团队: the team gets it */
        ti_emit(f, goes->start, last, modality);
        *c       = ahead;
        f->topic = licensed;
        return true;
    }
    last = ti_emit_chain(f, c, start, unfinished, modality);
    ti_opening inner = { .start = start, .end = last, .body = start, .at = start };
    if (!ti_read_provision(f, &inner, start, last, modality))      /* 鼓励孵化器为中小企业提供…服务 helps these too */
        for (const ti_clue *m = ti_find_role(f, rest, last, ROLE(EASE) | ROLE(WEAK)); m; m = NULL)
            if (ti_phrase_find(&next, &f->r, m->end, last, 0)) {
                ti_set_topic(f, &next, 0, 0, true);       /* 引导银行降低中小企业融资成本 */
                ti_emit(f, m->start, last, modality);
            }
    f->topic = licensed;
    return true;
}
