#include "facts/entitlement.h"
#include "facts/finder.h"

/* 各区要支持企业…, 人民政府应当鼓励企业…: a public body's duty to help somebody is read as what it does. */
static uint32_t behind_duty(const ti_finder *f, uint32_t start, uint32_t end)
{
    const ti_clue *body = ti_find_role(f, start, end, ROLE(BODY)), *modal = NULL, *does;
    size_t         k;
    if (body && !ti_find_role(f, start, body->start, ~(ROLE(PLAIN) | ROLE(MODIFIER))) && body->start - start <= 12)
        modal = ti_clue_at(f, body->end, &k);
    if (!modal || !(modal->role == CLUE_MODAL || ti_str_is(modal->word->word, TI_STR("要"))) || modal->modality == TIAO_PROHIBIT)
        return start;
    does = ti_open_clause(f, modal->end, end).clue;
    return ti_is_role(does, ROLE(LICENSE) | ROLE(EASE) | ROLE(TOWARD)) ? modal->end : start;
}

/* 通过投资奖励等措施鼓励风险投资: where the licence stands behind the means, it opens the clause. */
static ti_opening open_behind_means(const ti_finder *f, uint32_t start, uint32_t end)
{
    static const char *const means[] = { "通过", "运用", "采取", "以" }, *const tails[] = { "等", "措施", "方式", "手段", "形式" };
    ti_opening     o = ti_open_clause(f, behind_duty(f, start, end), end);
    const ti_clue *m = ti_is_role(o.clue, ROLE(LICENSE)) ? NULL : ti_find_role(f, o.at, end, ROLE(LICENSE));
    bool           opens = false, closes = false;
    for (size_t i = 0; m && i < sizeof means / sizeof *means; i++)
        opens |= ti_stands_at(f->r.text, o.at, end, means[i]);
    for (size_t i = 0; m && i < sizeof tails / sizeof *tails; i++)
        if (ti_stands_at(f->r.text, m->end, end, tails[i]))      /* 通过奖项等激励方式 */
            m = NULL;
        else
            closes |= ti_stands_before(f->r.text, o.at, m->start, tails[i]);
    return m && opens && closes ? ti_open_clause(f, m->start, end) : o;
}

static bool next_speaks_of_it(const ti_finder *f, size_t c)
{
    const ti_clause *next = &f->clauses.v[c + 1];
    if (c + 1 >= f->clauses.n || next->sentence != next[-1].sentence)
        return false;
    ti_opening o = ti_open_clause(f, next->start, next->end);
    return ti_is_role(o.clue, ROLE(LICENSE)) && ti_stands_at(f->r.text, o.clue->end, next->end, "其") &&
           !ti_stands_at(f->r.text, o.clue->end, next->end, "其他");
}

static void read_clause(ti_finder *f, size_t *c)
{
    const ti_clause *v    = &f->clauses.v[*c];
    uint32_t         end  = v->end - v->start > TI_CLAUSE_MAX ? v->start + TI_CLAUSE_MAX : v->end;
    ti_opening       o = open_behind_means(f, v->start, end);
    bool             done = false;
    if (o.explore)
        f->mood = TIAO_EXPLORE;
    tiao_modality given = o.explore ? TIAO_EXPLORE : f->mood >= 0 ? (tiao_modality)f->mood : TIAO_GRANT;
    bool its = false;
    if (ti_is_role(o.clue, ROLE(TARGET)) && !o.carried) {
        /* 企业租用保税仓库的，对其租金给予补助: the lead-in has named them */
        if (f->lead != TIAO_NONE && ti_take_lead(f, f->lead, f->lead_end, true, false) && ti_stands_at(f->r.text, o.clue->end, end, "其"))
            its = true;
        f->lead   = its ? TIAO_NONE : o.clue->end;
        f->target = true;
        f->waits  = !its;
        o.start = o.at = o.body = o.clue->end;
        o.clue    = NULL;
        done      = ti_read_provision(f, &o, o.start, end, TIAO_GRANT) || ti_read_predicate(f, &o, c);
    } else if (f->target && f->lead != TIAO_NONE)
        done = ti_read_provision(f, &o, o.start, end, TIAO_GRANT) || ti_read_predicate(f, &o, c);
    else if (ti_is_role(o.clue, ROLE(LICENSE) | ROLE(PRESS)) || (ti_is_role(o.clue, ROLE(RESULT)) && o.clue->speaks && !f->topic.named))
        done = ti_read_license(f, &o, c) || ti_read_provision(f, &o, o.start, end, ti_modality_of(&o, o.clue));
    else if (ti_is_role(o.clue, ROLE(EASE) | ROLE(WEAK) | ROLE(FOUND) | ROLE(RAISE) | ROLE(REVIEW)) && !ti_is_circumstance(f, o.at, o.end) &&
             !ti_ends_as(&f->r, ENDING_WHEN, o.at, o.end))
        done = ti_deprives(f, o.clue, end) ? ti_read_predicate(f, &o, c) : ti_read_ease(f, &o, *c);
    if (ti_is_role(o.clue, ROLE(LICENSE)) && f->mood < 0)
        f->mood = (int)ti_modality_of(&o, o.clue);     /* 鼓励担保产品创新，为企业提供增信服务 */
    if (f->survey)
        done = true;
    bool trial = o.carried && ti_stands_before(f->r.text, o.at, o.end, "试点");
    const ti_clue *duty = ti_find_role(f, o.at, end, ROLE(MODAL) | ROLE(TOWARD));
    if (!done && ti_is_role(duty, ROLE(MODAL)) && ti_find_role(f, duty->end, end, ROLE(TOWARD)) && ti_read_predicate(f, &o, c)) {
        ti_topic first = f->topic;                     /* 见习单位应当向见习人员提供生活补贴: two are concerned */
        ti_read_provision(f, &o, duty->end, end, TIAO_GRANT);
        f->topic = first;
        done     = true;
    }
    if (!done && !ti_is_role(o.clue, ROLE(LICENSE) | ROLE(PRESS) | ROLE(EASE) | ROLE(REVIEW)))
        done = ti_read_provision(f, &o, o.start, end, given) || ti_read_duty(f, &o, c) || ti_read_predicate(f, &o, c) ||
               ti_read_service(f, &o, given) ||
               ((o.explore || trial) && ti_read_intention(f, &o));
    ti_phrase made;
    ti_party  whom[TI_PARTIES_MAX];
    if (!done && ti_is_role(o.clue, ROLE(MAKE)) && next_speaks_of_it(f, *c) && ti_phrase_find(&made, &f->r, o.clue->end, end, 0))
        ti_set_topic(f, &made, 0, 0, false);           /* 引进孵化器，支持其设立分支机构 */
    if (done)
        f->lead = TIAO_NONE;
    else if (f->waits && f->lead_end > f->lead && ti_parties_find(whom, &f->r, f->lead, f->lead_end, true) &&
             whom[0].who.end == f->lead_end)
        return;                                        /* 对骗取资金的单位，追回资金，并…: he has been named */
    else if (f->lead == TIAO_NONE) {
        f->lead  = v->start;
        f->waits = false;
    } else if (ti_is_circumstance(f, v->start, end) && ti_ends_as(&f->r, ENDING_WHEN, f->lead, f->lead_end))
        return;                                        /* …的，在市级奖励的基础上，再给予…: no part of the condition */
    f->lead_end = f->clauses.v[*c].end;
}

/* Sections of aims and principles: what they say of anybody is said again, as a measure, further down. */
static bool is_survey(const ti_finder *f)
{
    const tiao_node *all = f->doc->nodes;
    for (uint32_t i = f->node; i != TIAO_NONE; i = all[i].parent)
        if (all[i].kind != TIAO_TITLE && ti_ends_as(&f->r, ENDING_AIM, all[i].text, all[i].heading_end))
            return true;
    return false;
}

/* Whom the items of a lead-in are about (对认定的企业，按下列标准给予奖励：), and the items beside one that says 支持对象. */
static ti_topic inherited(const ti_finder *f)
{
    const tiao_node *n = &f->doc->nodes[f->node];
    uint32_t         p = n->parent;
    if (n->depth < TI_DEPTH_MAX && f->beside[n->depth].node == p && f->beside[n->depth].whom.parties)
        return f->beside[n->depth].whom;
    if (p != TIAO_NONE && n->depth < TI_DEPTH_MAX && f->above[n->depth - 1].node == p)
        return f->above[n->depth - 1].whom;
    return (ti_topic){ 0 };
}

/* Whether the item says who may apply: its heading, or its first words, end so. */
static bool is_about_whom(const ti_finder *f)
{
    const tiao_node *n     = &f->doc->nodes[f->node];
    uint32_t         start = n->text, end = n->heading_end;
    if (end <= start && f->clauses.n) {
        start = f->clauses.v[0].start;
        end   = f->clauses.v[0].end;
    }
    return end > start && end - start <= 36 && ti_ends_as(&f->r, ENDING_WHOM, start, end);
}

static void remember(ti_finder *f)
{
    const tiao_node *n = &f->doc->nodes[f->node];
    ti_party         party[TI_PARTIES_MAX];
    ti_topic         t = f->topic.parties ? f->topic : f->past;
    if (n->depth >= TI_DEPTH_MAX)
        return;
    if (is_about_whom(f)) {
        t.parties = 0;
        for (size_t c = 0; c < f->clauses.n && !t.parties; c++) {
            uint32_t lo = f->clauses.v[c].start, hi = f->clauses.v[c].end;
            t.parties   = ti_parties_find(party, &f->r, lo, hi - lo > TI_LEAD_MAX ? lo + TI_LEAD_MAX : hi, false);
        }
        memcpy(t.party, party, (size_t)t.parties * sizeof *party);
        f->beside[n->depth].node = n->parent;
        f->beside[n->depth].whom = t;
    }
    bool leads = f->clauses.n && (f->clauses.v[f->clauses.n - 1].colon || ti_str_ends(ti_str_trim(tiao_node_text(f->doc, f->node)), TI_STR("：")));
    f->above[n->depth].node = leads ? f->node : TIAO_NONE;
    f->above[n->depth].whom = t;
}

static void read_node(ti_finder *f)
{
    uint32_t sentence = UINT32_MAX;
    f->topic = (ti_topic){ 0 };
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
            f->topic    = (ti_topic){ 0 };
        }
        read_clause(f, &c);
    }
}

tiao_err ti_find_entitlements(tiao_doc *d, const tiao_words *words, tiao_error *err)
{
    ti_finder f  = { .doc = d, .facts = d->facts };
    tiao_err rc = ti_clues_check_words(words, err);
    for (uint32_t i = 0; i < d->count && rc == TIAO_OK; i++) {
        const tiao_node *n = &d->nodes[i];
        if (!ti_node_is_clause(n) || n->kind < TIAO_PARAGRAPH || n->kind > TIAO_ARTICLE)
            continue;
        f.node   = i;
        f.from   = n->text;
        f.r.text = ti_sub(d->text, 0, n->text_end);    /* so that what a lead-in said can be used in its items */
        f.r.words = words;
        f.r.clues = &f.clues;
        f.survey  = is_survey(&f);
        bool   whole = n->heading_end >= n->text_end && n->end == i + 1;       /* a provision that lacks its stop */
        size_t from  = n->heading_end > n->text && !whole ? n->heading_end : n->text;
        rc = ti_clauses_split(&f.clauses, f.r.text, from, err);
        if (rc == TIAO_OK)
            rc = ti_clues_find(&f.clues, f.r.text, from, words, err);
        if (rc == TIAO_OK)
            read_node(&f);
        if (rc == TIAO_OK)
            remember(&f);
        if (f.failed)
            rc = ti_no_memory(err);
    }
    ti_clauses_free(&f.clauses);
    ti_clues_free(&f.clues);
    return rc;
}
