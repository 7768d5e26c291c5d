#include "facts/finder.h"
#include "facts/instrument.h"

/* Whether the object [lo, hi) is something that one can be entitled to. */
static bool is_entitling(const ti_finder *f, uint32_t lo, uint32_t hi)
{
    int weight = 0;
    ti_instrument_of(f->r.words->list[WORDS_INSTRUMENTS], ti_sub(f->r.text, lo, hi), TI_STR(""), &weight);
    return weight >= 2;
}

/* Whether the object of the clause's verb is one that gives somebody something. A word such as 放宽 says so itself; 扩大 needs an
   object that one can be entitled to, 提高 an amount, 建立 a rule, and 完善 only names whom it concerns. */
static bool is_given(const ti_finder *f, const ti_opening *o, bool entitles, bool own, bool at_them)
{
    uint32_t lo     = o->clue->end, hi = o->end;
    bool     amount = ti_ends_as(&f->r, ENDING_AMOUNT, lo, hi);
    switch (o->clue->role) {
    case CLUE_EASE:   return !ti_stands_before(f->r.text, lo, hi, "资格");      /* 取消资格 eases nothing */
    case CLUE_REVIEW: return (o->explore && f->topic.named && entitles) || at_them;
    case CLUE_RAISE:  if (!amount) return false; break;
    case CLUE_FOUND:  if (!ti_ends_as(&f->r, ENDING_RULE, lo, hi) && !f->target) return false; break;
    default: break;
    }
    return entitles && !ti_ends_as(&f->r, ENDING_THING, lo, hi) && (own || f->target || amount || o->explore);
}

/* 取消不必要的办证规定，便利创新创业和企业有效经营: who stands in the next clause. */
static bool is_for_next(const ti_finder *f, size_t c, ti_phrase *who)
{
    const ti_clause *next = &f->clauses.v[c + 1];
    return c + 1 < f->clauses.n && next->sentence == next[-1].sentence && ti_stands_at(f->r.text, next->start, next->end, "便利") &&
           ti_phrase_find(who, &f->r, next->start, next->end, 0);
}

/* 扩大科研院所管理自主权和个人科研课题选择权: a second object with a beneficiary of its own. */
static void read_second(ti_finder *f, uint32_t lo, uint32_t hi, tiao_modality modality)
{
    ti_phrase who;
    ti_topic  first = f->topic;
    if (!ti_phrase_find(&who, &f->r, lo, hi, 0) || !ti_stands_before(f->r.text, lo, who.start, "和") || who.start == lo + strlen("和") ||
        !is_entitling(f, who.end, hi))
        return;
    ti_set_topic(f, &who, 0, 0, true);
    ti_emit(f, who.start, hi, modality);
    f->topic = first;
}

bool ti_read_ease(ti_finder *f, const ti_opening *o, size_t c)
{
    ti_phrase     who;
    uint32_t      lo       = o->clue->end, hi = o->end;
    bool          ease     = o->clue->role == CLUE_EASE, own = ti_phrase_find(&who, &f->r, lo, hi, 0);
    bool          at_them  = own && ti_stands_at(f->r.text, lo, hi, "对") && who.start == lo + strlen("对") &&
                             (ti_ends_as(&f->r, ENDING_AMOUNT, lo, hi) || ti_ends_as(&f->r, ENDING_SERVICE, lo, hi));
    bool          entitles = is_entitling(f, lo, hi) || at_them;
    tiao_modality modality = at_them && o->clue->role == CLUE_REVIEW ? TIAO_SUPPORT : ti_modality_of(o, o->clue);      /* 加强对企业的指导和支持 */
    if (!own && o->clue->role == CLUE_WEAK && o->clue->modality == TIAO_GRANT && ti_phrase_find(&who, &f->r, lo, hi, PHRASE_LICENSED) && ti_stands_at(f->r.text, who.end, hi, "的"))
        own = true;                                    /* 落实天使投资的税收优惠政策 */
    if (!is_given(f, o, entitles, own, at_them)) {
        if (!f->topic.named && own)
            ti_set_topic(f, &who, 0, 0, false);
        return false;
    }
    if (own && !(f->topic.parties && f->target)) {
        bool narrowed = ti_stands_before(f->r.text, lo, who.start, "的");
        ti_set_topic(f, &who, narrowed ? lo : 0, narrowed ? who.start : 0, true);
    } else if (!f->topic.parties && ease && is_for_next(f, c, &who))
        ti_set_topic(f, &who, 0, 0, true);
    else if (!entitles && !f->topic.named)
        return false;
    if (!f->topic.parties)
        return false;
    if (!ease && !own && f->mood >= 0)
        modality = (tiao_modality)f->mood;             /* 鼓励金融机构创新产品，加大信贷投放力度 */
    if (modality == TIAO_ALLOW && ((!ease && ti_ends_as(&f->r, ENDING_MORE, lo, hi)) || ti_ends_as(&f->r, ENDING_COST, lo, hi)))
        modality = TIAO_SUPPORT;                       /* 扩大采购比例, 降低融资成本 */
    ti_emit(f, o->body, hi, modality);
    if (own)
        read_second(f, who.end, hi, modality);
    return true;
}

/* 争取外籍人才居留试点、高层次人才资质认证试点: each trial in the list has its own beneficiary. */
static void read_trials(ti_finder *f, uint32_t lo, uint32_t hi)
{
    ti_topic first = f->topic;
    while (lo < hi) {
        size_t    n    = ti_str_find(ti_sub(f->r.text, lo, hi), TI_STR("、"));
        uint32_t  next = n == SIZE_MAX ? hi : lo + (uint32_t)n;
        ti_phrase who;
        if (ti_phrase_find(&who, &f->r, lo, next, 0) && who.start == lo && ti_stands_before(f->r.text, who.end, next, "试点") &&
            is_entitling(f, who.end, next)) {
            ti_set_topic(f, &who, 0, 0, true);
            ti_emit(f, lo, next, TIAO_EXPLORE);
        }
        lo = next + (n == SIZE_MAX ? 0 : (uint32_t)strlen("、"));
    }
    f->topic = first;
}

bool ti_read_intention(ti_finder *f, const ti_opening *o)
{
    ti_phrase who;
    size_t    as  = ti_stands_at(f->r.text, o->at, o->end, "将") ? ti_str_find(ti_sub(f->r.text, o->at, o->end), TI_STR("作为")) : SIZE_MAX;
    uint32_t  lo  = as == SIZE_MAX ? o->at : o->at + (uint32_t)(as + strlen("作为"));      /* 将企业任职经历作为高校教师晋升的条件: the teachers */
    bool      own = ti_phrase_find(&who, &f->r, lo, o->end, PHRASE_WITH);
    if (!is_entitling(f, o->at, o->end) || (!own && !f->topic.named))
        return false;
    if (ti_is_role(o->clue, ROLE(MAKE) | ROLE(FOUND)) && ti_ends_as(&f->r, ENDING_THING, o->at, o->end))
        return false;                                  /* 探索设立科技银行 */
    if (own)
        ti_set_topic(f, &who, 0, 0, true);
    size_t comma = ti_str_find(ti_sub(f->r.text, o->at, o->end), TI_STR("、"));
    bool   list  = comma != SIZE_MAX && own && ti_stands_before(f->r.text, o->at, o->at + (uint32_t)comma, "试点");
    ti_emit(f, o->body, list ? o->at + (uint32_t)comma : o->end, TIAO_EXPLORE);
    if (list)
        read_trials(f, o->at + (uint32_t)(comma + strlen("、")), o->end);
    ti_topic   first = f->topic;
    ti_opening rest  = { .start = o->at, .end = o->end, .body = o->at, .at = o->at };
    ti_read_provision(f, &rest, own ? who.end : o->at, o->end, TIAO_EXPLORE);      /* 企业对科技人员实施股权激励: these too */
    f->topic = first;
    return true;
}
