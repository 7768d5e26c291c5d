/* The nearest known word to one that is not known, for messages. */
#ifndef TI_BASE_NEAREST_H
#define TI_BASE_NEAREST_H

#include "base/str.h"

/* Edits (insert, delete, replace, swap of neighbours) that turn a into b, counted in bytes of ASCII and in whole characters
   otherwise; SIZE_MAX when either is longer than 64 characters. */
size_t ti_distance(tiao_str a, tiao_str b);

/* Keeps the nearest candidates seen so far. Starts as {.word = …}. */
typedef struct {
    tiao_str word;
    tiao_str best[3];
    size_t   distance[3];
    int      count;
} ti_nearest;

void ti_nearest_offer(ti_nearest *n, tiao_str candidate);
/* The same for an id such as xuhui-2015, of which a part may have been meant. */
void ti_nearest_offer_id(ti_nearest *n, tiao_str id);

/* Appends "; nearest: a, b", in the reader's language, or nothing. */
void ti_nearest_put(const ti_nearest *n, tiao_buf *out);

/* For a short list, name(ctx, 0 … count), of which some may repeat or be empty: appends "; nearest: a, b", or, where none is
   near, "; there are" and all of them. */
typedef tiao_str (*ti_name_fn)(const void *ctx, size_t i);
void ti_nearest_or_all(tiao_buf *out, tiao_str word, ti_name_fn name, const void *ctx, size_t count);

#endif
