/* All vocabularies together, each by its name. */
#ifndef TI_FACTS_WORDS_H
#define TI_FACTS_WORDS_H

#include "facts/lexicon.h"

/* One for each file of corpus/words. */
typedef enum {
    WORDS_DISTRICTS,
    WORDS_PLACES,
    WORDS_TOPICS,
    WORDS_TOPIC_EVIDENCE,
    WORDS_UNITS,
    WORDS_MEASURES,
    WORDS_COMPARATORS,
    WORDS_NAMES,
    WORDS_CUES,
    WORDS_SUBJECTS,
    WORDS_BENEFICIARIES,
    WORDS_BODIES,
    WORDS_ENDINGS,
    WORDS_ENTITLEMENTS,
    WORDS_INSTRUMENTS,
    WORDS_MODIFIERS,
    WORDS_MISPRINTS,
    WORDS_COUNT
} ti_words_id;

struct tiao_words {
    ti_lexicon *list[WORDS_COUNT + 1];
};

#endif
