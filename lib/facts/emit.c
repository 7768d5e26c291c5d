#include "facts/finder.h"
#include "base/mem.h"
#include "facts/instrument.h"

enum {
    BENEFIT_MIN  = 6,
    SENTENCE_MAX = 6000,              /* of a longer one, a table run together, only the benefit is given */
};

static tiao_str heading_above(const tiao_doc *d, uint32_t node)
{
    for (uint32_t i = node; i != TIAO_NONE; i = d->nodes[i].parent)
        if (d->nodes[i].heading_end > d->nodes[i].text && !(i == node && d->nodes[i].heading_end >= d->nodes[i].text_end))
            return ti_sub(d->text, d->nodes[i].text, d->nodes[i].heading_end);
    return (tiao_str){ NULL, 0 };
}

/* The benefit's own words first, but for the beneficiary's name, which may sound like one; then its sentence, unless that
   licenses several things; then the heading above. */
static tiao_str instrument_for(const ti_finder *f, tiao_str benefit, tiao_str who)
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
    static const char *const marks[] = { "，", "、", "," };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        tiao_str mark = ti_str(marks[i]);
        while (ti_str_ends(s, mark))
            s.n -= mark.n;
        while (ti_str_starts(s, mark))
            s = ti_sub(s, mark.n, s.n);
    }
    s = ti_str_trim(s);
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

static bool is_funder(tiao_str id) { return ti_str_is(id, TI_STR("investor")) || ti_str_is(id, TI_STR("financial")); }

static void emit_one(ti_finder *f, const ti_party *p, uint32_t start, uint32_t end, tiao_modality modality)
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
        e->beneficiary = p->who.part[i].id;
        e->instrument  = instrument_for(f, ti_sub(f->r.text, start, f->caps > start && f->caps < end ? f->caps : end), e->who);
        if (ti_str_is(e->instrument, TI_STR("other")) && is_funder(e->beneficiary))
            e->instrument = TI_STR("finance");         /* 引导创业投资机构加大投入: what else would they give? */
        if (p->end > p->start)
            e->condition = ti_sub(f->r.text, p->start, p->end);
        else if (place > p->who.part[i].start)
            e->condition = ti_sub(f->r.text, p->who.part[i].start, place);
    }
}

void ti_emit(ti_finder *f, uint32_t start, uint32_t end, tiao_modality modality)
{
    for (int i = 0; i < f->topic.parties; i++)
        emit_one(f, &f->topic.party[i], start, end, modality);
    f->topic.named = f->topic.parties > 0;
}

uint32_t ti_emit_chain(ti_finder *f, size_t *c, uint32_t start, bool unfinished, tiao_modality modality)
{
    uint32_t end = ti_go_on(f, c, unfinished);
    ti_emit(f, start, end, modality);
    while (*c + 1 < f->clauses.n && f->clauses.v[*c + 1].sentence == f->clauses.v[*c].sentence) {
        const ti_clause *next = &f->clauses.v[*c + 1];
        uint32_t         stop = next->end - next->start > TI_CLAUSE_MAX ? next->start + TI_CLAUSE_MAX : next->end;
        ti_opening o = ti_open_clause(f, next->start, stop);
        if (!o.clue || o.clue->role != CLUE_ACTION || o.explore || ti_find_role(f, o.at, stop, ROLE(RESULT)))
            break;
        ++*c;
        end = ti_go_on(f, c, ti_is_circumstance(f, next->start, stop));
        ti_emit(f, o.at, end, modality);
    }
    return end;
}

void ti_set_topic(ti_finder *f, const ti_phrase *who, uint32_t start, uint32_t end, bool named)
{
    f->topic.parties        = 1;
    f->topic.named          = named;
    f->topic.party[0].who   = *who;
    ti_condition_trim(f->r.text, &start, &end);
    f->topic.party[0].start = start;
    f->topic.party[0].end   = end;
}
