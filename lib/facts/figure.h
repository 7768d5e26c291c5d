/* Figures: what the parts of the quantity extractor hand on to each other.

   figure.c finds numbers with their units, date.c dates, comparator.c what bounds them; then period.c, role.c and subject.c
   look at the words around. All work on one node's text, through a Passage: its text, its marks (punctuation and cue words,
   in order) and its figures. Every look around is bounded, so the whole is linear in the text. */
#ifndef TI_FACTS_FIGURE_H
#define TI_FACTS_FIGURE_H

#include "facts/number.h"
#include "facts/words.h"

/* Punctuation and cue words; the cue words stand in corpus/words/cues.txt under these names. */
typedef enum {
    CUE_STOP,            /* 。！？ and a line's end */
    CUE_SEMICOLON,
    CUE_COLON,
    CUE_COMMA,
    CUE_DUN,             /* 、 */
    CUE_OPEN, CUE_CLOSE,            /* （ ） */
    CUE_BENEFIT,         /* 奖励, 补贴, 给予: the beneficiary receives it */
    CUE_BUDGET,          /* 安排, 投入: public money put in */
    CUE_CONDITION,       /* 注册资本, 满足: the beneficiary must meet it */
    CUE_GOAL,            /* 力争, 达到, 新增: a goal */
    CUE_LIMIT,           /* 不得, 罚款, 公示: a cap or floor */
    CUE_BACKGROUND,      /* 截至, 已, 目前: as things stand */
    CUE_DUTY,            /* 之日起, 印发后: a term in which something must be done */
    CUE_PERIOD,          /* 每年, 当年, 第一年: what a figure counts for */
    CUE_COUNT
} ti_cue_kind;

typedef struct {
    uint32_t start, end;
    uint8_t  kind;
    tiao_str by;          /* of CUE_PERIOD: the list's word for it */
} ti_cue;

typedef struct {
    uint32_t   start, end;            /* with its comparator words */
    uint32_t   core, core_end;        /* number and unit alone */
    ti_decimal low, high;
    bool       has_low, has_high;
    uint8_t    dimension, comparator, role;
    bool       before, after;         /* words of comparison stand on this side */
    bool       exclusive;             /* the word behind is 内: a term */
    bool       based;                 /* what it is a share of stands inside it: 不超过总投入30% */
    bool       spec;                  /* its unit is one of technical specifications */
    bool       weak;                  /* a Chinese numeral with a mere classifier (三个): counts only when it is compared */
    bool       lone;                  /* a bare 百 千 万: 上百家 */
    bool       dropped;
    tiao_str   unit;
    char       date[2][12];           /* of a deadline */
    char       years[12];             /* of a deadline: what it is called as a period, 2020 or 2019-2020 */
    uint32_t   mark;                  /* the first mark behind it */
    tiao_str   by, subject;
} ti_figure;

typedef struct {
    const tiao_words *words;
    tiao_str   text;
    int        year;                  /* the document's, or 0 */
    ti_cue   *marks;
    size_t     marks_count, marks_room;
    ti_figure *figures;
    size_t     figures_count, figures_room;
    bool       is_law;                /* a statute, or measures that hand out no money */
    tiao_str   lead_by;               /* of the lead-in above the node */
    int        lead_role;             /* -1: it tells none */
    tiao_str   noun;                  /* the benefit that the heading or the lead-in names */
} ti_passage;

/* Appends to the passage; false when memory ran out. */
bool ti_passage_mark(ti_passage *p);
bool ti_figures_find(ti_passage *p);

/* A date with its prepositions at text offset *at: appended as a deadline figure where it sets a goal or a duty. *at moves
   behind it either way. False when no date stands there. */
bool ti_date_read(ti_passage *p, uint32_t *at, bool *failed);

void ti_compare(ti_passage *p);       /* comparator words, tiers, 以上…以下 */
void ti_find_years(ti_passage *p);    /* by, as far as dates and the lead-in set it */
void ti_find_roles(ti_passage *p);    /* years must stand */
void ti_find_periods(ti_passage *p);  /* by; roles must stand */
void ti_find_subjects(ti_passage *p);

/* ---- looking around ---- */

static inline const char *ti_at(const ti_passage *p, uint32_t at) { return p->text.s + at; }
static inline const char *ti_text_end(const ti_passage *p) { return p->text.s + p->text.n; }
static inline tiao_str    ti_between(const ti_passage *p, uint32_t from, uint32_t to) { return ti_sub(p->text, from, to); }

/* Whether the text behind (before) offset `at` starts (ends) with one of the words, given as "到 至 截至". The length in
   bytes of the longest one, or 0. */
uint32_t ti_word_behind(const ti_passage *p, uint32_t at, const char *words);
uint32_t ti_word_before(const ti_passage *p, uint32_t at, const char *words);

/* Where the clause of figure f starts and ends: at marks up to the given kind (CUE_DUN: any punctuation), brackets and
   the text's ends included; never further than CONTEXT_BYTES away. */
enum { CONTEXT_BYTES = 600, CONTEXT_MARKS = 40 };
uint32_t ti_clause_start(const ti_passage *p, const ti_figure *f, ti_cue_kind upto);
uint32_t ti_clause_end(const ti_passage *p, const ti_figure *f, ti_cue_kind upto);

/* The nearest mark of a kind inside [from, f->start), or [f->end, to); NULL where there is none. */
const ti_cue *ti_cue_before(const ti_passage *p, const ti_figure *f, ti_cue_kind kind, uint32_t from);
const ti_cue *ti_cue_behind(const ti_passage *p, const ti_figure *f, ti_cue_kind kind, uint32_t to);

#endif
