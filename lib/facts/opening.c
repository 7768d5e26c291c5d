#include "facts/finder.h"
#include "base/utf8.h"

enum { ADVERBS_MAX = 8 };

const ti_clue *ti_clue_at(const ti_finder *f, uint32_t at, size_t *k)
{
    *k = ti_clue_from(&f->clues, at);
    return *k < f->clues.n && f->clues.v[*k].start == at ? &f->clues.v[*k] : NULL;
}

const ti_clue *ti_find_role(const ti_finder *f, uint32_t lo, uint32_t hi, unsigned roles)
{
    for (size_t k = ti_clue_from(&f->clues, lo); k < f->clues.n && f->clues.v[k].end <= hi; k++)
        if (f->clues.v[k].start >= lo && roles >> f->clues.v[k].role & 1)
            return &f->clues.v[k];
    return NULL;
}

uint32_t ti_skip_space(const ti_finder *f, uint32_t at, uint32_t end)
{
    const char *p = f->r.text.s + at, *e = f->r.text.s + end;
    while (p < e && ti_is_space(ti_utf8_peek(p, e)))
        ti_utf8_next(&p, e);
    return (uint32_t)(p - f->r.text.s);
}

static bool is_licence_at(const ti_finder *f, uint32_t at)
{
    size_t         k;
    const ti_clue *m = ti_clue_at(f, at, &k);
    return m && m->role == CLUE_LICENSE;
}

ti_opening ti_open_clause(const ti_finder *f, uint32_t start, uint32_t end)
{
    ti_opening o = { .start = start, .end = end };
    uint32_t at = start;
    bool     body_set = false;
    for (int n = 0; n < ADVERBS_MAX; n++) {
        at     = ti_skip_space(f, at, end);
        o.clue = ti_clue_at(f, at, &o.k);
        if (!o.clue || o.clue->end > end)
            break;
        if (o.clue->role == CLUE_EXPLORE || o.clue->role == CLUE_CARRY) {
            o.explore |= o.clue->role == CLUE_EXPLORE;
            o.carried |= o.clue->role == CLUE_CARRY;
            if (!body_set)
                o.body = at;
            body_set = true;
        } else if ((o.clue->role == CLUE_REVIEW || (o.clue->role == CLUE_FOUND && !ti_ends_as(&f->r, ENDING_THING, at, end))) &&
                   is_licence_at(f, o.clue->end)) {
            o.body   = body_set ? o.body : at;         /* 完善鼓励外资研发中心发展的相关政策, 构建支持园区发展的政策体系 */
            body_set = true;
        } else if (o.clue->role != CLUE_ADVERB)
            break;
        at = o.clue->end;
    }
    o.at = at;
    if (!body_set)
        o.body = at;
    if (o.clue && (o.clue->start != at || o.clue->end > end))
        o.clue = NULL;
    return o;
}

/* 结合自身特点，…; 围绕科技定位，…: nothing is done yet in a clause that names only what goes with it. */
static bool is_mere_manner(const ti_finder *f, uint32_t lo, uint32_t hi)
{
    static const char *const heads[] = { "围绕", "结合", "根据", "立足", "瞄准" };
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        if (ti_stands_at(f->r.text, lo, hi, heads[i]))
            return !ti_find_role(f, lo + (uint32_t)strlen(heads[i]), hi, ROLE(CARRY) | ROLE(ACTION) | ROLE(GRANT) | ROLE(PROVIDE) | ROLE(EASE) | ROLE(RESULT));
    return false;
}

bool ti_is_circumstance(const ti_finder *f, uint32_t lo, uint32_t hi)
{
    static const char *const heads[] = { "在", "依据", "按照", "根据", "围绕", "针对", "面向", "结合", "依托", "利用", "以", "通过", "聚焦" };
    bool opens = false;
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        opens |= ti_stands_at(f->r.text, lo, hi, heads[i]);
    return (opens && ti_ends_as(&f->r, ENDING_CIRCUMSTANCE, lo, hi)) || is_mere_manner(f, lo, hi);
}

bool ti_is_manner(const ti_finder *f, uint32_t lo, uint32_t hi)
{
    ti_opening o = ti_open_clause(f, lo, hi);
    return o.at + 9 >= hi;
}

uint32_t ti_go_on(const ti_finder *f, size_t *c, bool unfinished)
{
    const ti_clause *v   = f->clauses.v;
    uint32_t         end = v[*c].end;
    while (*c + 1 < f->clauses.n && v[*c + 1].sentence == v[*c].sentence && v[*c + 1].end - v[*c + 1].start < TI_CLAUSE_MAX) {
        const ti_clause *next = &v[*c + 1];
        ti_opening o = ti_open_clause(f, next->start, next->end);
        bool also = ti_stands_at(f->r.text, next->start, next->end, "并") && (!o.clue || !(ROLE(LICENSE) & 1u << o.clue->role)) && !o.explore;
        ti_phrase who;
        bool acts = o.clue && !o.explore &&
                    (o.clue->role == CLUE_PROVIDE ||
                     (o.clue->role == CLUE_TOWARD && !ti_phrase_find(&who, &f->r, o.clue->end, next->end, 0)));
        if (!unfinished && !also && !acts)
            break;
        unfinished = ti_is_circumstance(f, next->start, next->end);
        end        = next->end;
        ++*c;
    }
    return end;
}
