/* By which means a policy helps: the instrument that the words of an entitlement point to. */
#ifndef TI_FACTS_INSTRUMENT_H
#define TI_FACTS_INSTRUMENT_H

#include "facts/words.h"

/* The instrument that the cue words in `text` speak for with the greatest weight, {NULL, 0} where there is no cue; the
   weight goes to *weight where it is asked for. Words inside `except`, a part of text, do not count. The last cue counts
   for more: 设立科技成果转化岗位 is about posts, for the head of a Chinese phrase stands at its end. Reads no more than a few hundred characters. */
tiao_str ti_instrument_of(const ti_lexicon *cues, tiao_str text, tiao_str except, int *weight);

#endif
