/* What a phrase is, told by how it ends: the head of a Chinese phrase stands at its end. corpus/words/endings.txt. */
#ifndef TI_FACTS_ENDING_H
#define TI_FACTS_ENDING_H

#include "facts/beneficiary.h"

typedef enum {
    ENDING_AMOUNT, ENDING_MORE, ENDING_COST, ENDING_RULE, ENDING_THING, ENDING_VAGUE, ENDING_WHEN, ENDING_TERM, ENDING_CIRCUMSTANCE,
    ENDING_WHOM, ENDING_AIM, ENDING_SERVICE, ENDING_COUNT
} ti_ending;

/* Whether [lo, hi) of the text ends as that kind does. The longest ending in the list decides. */
bool ti_ends_as(const ti_reading *r, ti_ending kind, uint32_t lo, uint32_t hi);

#endif
