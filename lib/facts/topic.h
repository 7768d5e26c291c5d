/* Topics: what a clause makes provision for, judged by evidence words (corpus/words/topic-evidence.txt). */
#ifndef TI_FACTS_TOPIC_H
#define TI_FACTS_TOPIC_H

#include "facts/facts.h"

/* An extractor: up to three topics for each heading and each clause of the body. */
tiao_err ti_find_topics(tiao_doc *d, const tiao_words *words, tiao_error *err);

#endif
