/* Noun phrases that name a beneficiary: 外籍高层次人才, 高校和科研院所科研人员, 大型企事业单位和产业园区. */
#ifndef TI_FACTS_BENEFICIARY_H
#define TI_FACTS_BENEFICIARY_H

#include "facts/clues.h"

/* The text and its clues, with the vocabularies. */
typedef struct {
    tiao_str          text;
    const ti_clues   *clues;
    const tiao_words *words;
} ti_reading;

typedef struct {
    uint32_t start, end;
    tiao_str id;                      /* its class */
} ti_part;

enum { TI_PARTS_MAX = 6 };

/* A phrase, in one part for each class of beneficiary that it coordinates. */
typedef struct {
    uint32_t start, end;
    uint32_t first, last;             /* clues: its first noun, and the last one */
    ti_part  part[TI_PARTS_MAX];
    int      parts;
} ti_phrase;

/* The index of the first clue that ends behind byte `at`. */
size_t ti_clue_from(const ti_clues *m, uint32_t at);

enum {
    PHRASE_WITH     = 1 << 0,         /* 与 coordinates too */
    PHRASE_LICENSED = 1 << 1,         /* nouns that are beneficiaries only behind a licence count */
};

/* The first phrase with its nouns inside [lo, hi); false where there is none. It takes in the words before its noun that
   belong to it, and nouns coordinated with it. */
bool ti_phrase_find(ti_phrase *out, const ti_reading *r, uint32_t lo, uint32_t hi, unsigned how);

/* What stands before `at`, or at it, in [lo, hi). */
bool ti_stands_before(tiao_str text, uint32_t lo, uint32_t at, const char *what);
bool ti_stands_at(tiao_str text, uint32_t at, uint32_t hi, const char *what);

#endif
