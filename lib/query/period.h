/* The periods that figures are asked for by: a year, a five-year plan, or a period as it is printed (每年, 3年). */
#ifndef TI_QUERY_PERIOD_H
#define TI_QUERY_PERIOD_H

#include "store/library.h"

typedef struct {
    tiao_str name;                    /* as figures have it; borrowed from what was read */
    uint32_t plan;                    /* of a five-year plan: which one (十三五: 13); else 0 */
} ti_period;

ti_period ti_period_read(tiao_str s);
/* Whether a figure governed by `by` is one of the period's. */
bool      ti_period_has(ti_period p, tiao_str by);

/* A period that is no year and no plan, and that no figure of the library has, was meant otherwise: TIAO_EUSAGE with the
   periods that there are. */
tiao_err  ti_period_check(ti_period p, tiao_library *lib, const tiao_words *words, tiao_error *err);

#endif
