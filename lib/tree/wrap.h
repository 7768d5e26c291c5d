/* Hard-wrapped text: what PDF and word converters leave, each line cut where the page ended. */
#ifndef TI_TREE_WRAP_H
#define TI_TREE_WRAP_H

#include "read/source.h"
#include "tree/layout.h"

typedef enum {
    WRAP_UNKNOWN,          /* as for every line of a source that is not wrapped at one width */
    WRAP_GOES_ON,          /* with the line before it, because that one was full */
    WRAP_OPENS,            /* indented as the first line of a paragraph */
} ti_wrap;

/* Sets wrap[i] (ti_wrap) for each line. `places` holds the markers; a page number between two lines of a sentence gets its
   role. */
tiao_err ti_wrap_find(uint8_t *wrap, ti_place *places, const ti_source *src, tiao_error *err);

#endif
