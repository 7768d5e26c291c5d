/* Districts and the places inside them, found by a gazetteer (corpus/words/places.txt). */
#ifndef TI_FACTS_PLACE_H
#define TI_FACTS_PLACE_H

#include "facts/facts.h"

/* An extractor: each mention of a district or of a place in one, in the deepest node that is no inline item. */
tiao_err ti_find_places(tiao_doc *d, const tiao_words *words, tiao_error *err);

#endif
