/* Units that convert into one another (corpus/words/measures.txt). */
#ifndef TI_FACTS_MEASURE_H
#define TI_FACTS_MEASURE_H

#include "facts/number.h"
#include "facts/words.h"

/* -1, 0, 1: a in one unit against b in another, in *order. False: the two are not to be compared (元 with 美元). */
bool ti_measure_compare(int *order, const tiao_words *w, ti_decimal a, tiao_str unit_a, ti_decimal b, tiao_str unit_b);

/* Whether every line has a factor that can be read. Errors name the file and the line. */
tiao_err ti_measures_check(const tiao_words *w, tiao_error *err);

#endif
