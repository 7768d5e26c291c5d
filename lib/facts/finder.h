/* What the files that find entitlements share: the reading of a document, clause by clause.

   entitlement.c walks the nodes and tells what kind each clause is; license.c, grant.c and ease.c read the kinds; opening.c
   knows how a clause begins and how far it goes on; emit.c makes the rows. */
#ifndef TI_FACTS_FINDER_H
#define TI_FACTS_FINDER_H

#include "facts/condition.h"
#include "facts/ending.h"
#include "facts/facts.h"
#include "facts/sentence.h"

enum {
    TI_CLAUSE_MAX = 3000,             /* bytes of a clause that are read: nobody writes longer ones by hand */
    TI_LEAD_MAX   = 3000,             /* of a lead-in */
    TI_DEPTH_MAX  = 12,
};

/* Whom the sentence speaks of. */
typedef struct {
    ti_party party[TI_PARTIES_MAX];
    int      parties;
    bool     named;                   /* by a lead-in or an entitlement; else only in passing */
} ti_topic;

/* How one clause begins: after counters and adverbs, with an intention and empty verbs taken off. */
typedef struct {
    uint32_t       start, end;        /* of the clause */
    uint32_t       body;              /* where the benefit's words start: behind adverbs */
    uint32_t       at;                /* what decides, behind intention and empty verbs */
    const ti_clue *clue;              /* the clue there, or NULL */
    size_t         k;                 /* its index, or that of the first clue behind */
    bool           explore, carried;
} ti_opening;

/* The reading of one document. */
typedef struct {
    tiao_doc    *doc;
    ti_facts    *facts;
    ti_reading   r;
    ti_clauses   clauses;
    ti_clues     clues;
    uint32_t     node, from;          /* its text starts at byte `from` of the document's */
    tiao_span    sentence;
    ti_topic     topic, past;         /* of this sentence, and of the last one that had one */
    uint32_t     lead;                /* where the lead-in starts; TIAO_NONE: there is none */
    uint32_t     lead_end;
    bool         target;              /* 对 has said whom the sentence is about */
    bool         waits;               /* the lead-in is opened by 对 */
    int          mood;                /* modality of a licence or an intention earlier in the sentence, or -1 */
    struct { uint32_t node; ti_topic whom; } above[TI_DEPTH_MAX], beside[TI_DEPTH_MAX];      /* what lead-ins and 支持对象 items said */
    uint32_t     caps;                /* where the caps of the benefit start that is being given; 0: it has none */
    bool         survey;              /* the node states aims: only a licence gives anything there */
    bool         failed;
} ti_finder;

/* ---- opening.c ---- */

#define ROLE(r)  (1u << CLUE_##r)
#define NOMINAL  (ROLE(NOUN) | ROLE(LICENSED) | ROLE(BODY) | ROLE(PLAIN) | ROLE(MODIFIER) | ROLE(ADVERB))

static inline bool ti_is_role(const ti_clue *m, unsigned roles) { return m && roles >> m->role & 1; }
static inline tiao_modality ti_modality_of(const ti_opening *o, const ti_clue *m)
{
    return o->explore ? TIAO_EXPLORE : (tiao_modality)m->modality;
}

/* The clue that starts at `at`, or NULL; *k is its index, or that of the first one behind. */
const ti_clue *ti_clue_at(const ti_finder *f, uint32_t at, size_t *k);
/* The first clue of one of the roles inside [lo, hi), or NULL. */
const ti_clue *ti_find_role(const ti_finder *f, uint32_t lo, uint32_t hi, unsigned roles);
uint32_t       ti_skip_space(const ti_finder *f, uint32_t at, uint32_t end);
ti_opening     ti_open_clause(const ti_finder *f, uint32_t start, uint32_t end);
/* Whether [lo, hi) begins with a preposition and ends so that its clause is not finished: 在履行所聘岗位职责前提下. */
bool           ti_is_circumstance(const ti_finder *f, uint32_t lo, uint32_t hi);
/* Whether [lo, hi) only says how: nothing, or adverbs, or a few characters. */
bool           ti_is_manner(const ti_finder *f, uint32_t lo, uint32_t hi);
/* How far a benefit that ends with clause *c goes on in the clauses behind it; *c moves along. */
uint32_t       ti_go_on(const ti_finder *f, size_t *c, bool unfinished);

/* ---- emit.c ---- */

/* Makes `who` the topic, on the condition [start, end). */
void     ti_set_topic(ti_finder *f, const ti_phrase *who, uint32_t start, uint32_t end, bool named);
/* A row for each party of the topic, with the benefit [start, end). */
void     ti_emit(ti_finder *f, uint32_t start, uint32_t end, tiao_modality modality);
/* Emits [start, end of clause *c) and what it goes on with; then, as rows of their own, the clauses behind it that say what
   else they do: 支持外资研发机构参与…，承接…，与…共建…. Returns where all that ends. */
uint32_t ti_emit_chain(ti_finder *f, size_t *c, uint32_t start, bool unfinished, tiao_modality modality);

/* ---- the kinds of clause; true when it was one ---- */

/* license.c: 允许 WHO WHAT. */
bool ti_read_license(ti_finder *f, const ti_opening *o, size_t *c);
/* grant.c: 为 WHO 提供 WHAT, 向 WHO 开放, 开展针对 WHO 的服务, inside [lo, hi). */
bool ti_read_provision(ti_finder *f, const ti_opening *o, uint32_t lo, uint32_t hi, tiao_modality modality);
/* A grant or a modal: who stands before it, behind it, or in the lead-in. */
bool ti_read_predicate(ti_finder *f, const ti_opening *o, size_t *c);
/* 取消其申报资格: no obstacle goes. */
bool ti_deprives(const ti_finder *f, const ti_clue *m, uint32_t end);
/* 各园区要建设…: 要 is a demand only right behind whom it is made of. */
bool ti_read_duty(ti_finder *f, const ti_opening *o, size_t *c);
/* 开展技能人才专项培训: for whom it is done stands first. */
bool ti_read_service(ti_finder *f, const ti_opening *o, tiao_modality modality);
/* Takes [lo, hi) for the topic, if it names parties. `strict`: only where they are its subject; `anyone`: nouns that are
   beneficiaries only behind a licence count too. */
bool ti_take_lead(ti_finder *f, uint32_t lo, uint32_t hi, bool strict, bool anyone);
/* ease.c: 放宽 … WHO …. */
bool ti_read_ease(ti_finder *f, const ti_opening *o, size_t c);
/* 探索 … WHO …. */
bool ti_read_intention(ti_finder *f, const ti_opening *o);

#endif
