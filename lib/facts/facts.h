/* The facts of a document: arrays of spans with typed fields, one an extractor. An extractor sees the text and the tree and
   appends facts; it never edits text. Each is one function, linear in the length of the text. */
#ifndef TI_FACTS_FACTS_H
#define TI_FACTS_FACTS_H

#include "facts/words.h"
#include "tree/document.h"

/* Arrays are grown with TI_PUSH and freed with the document (ti_facts_free). */
typedef struct ti_facts {
    tiao_quantity    *quantities;
    size_t            quantities_count, quantities_room;
    tiao_entitlement *entitlements;
    size_t            entitlements_count, entitlements_room;
    tiao_mention     *districts;
    size_t            districts_count, districts_room;
    tiao_mention     *topics;
    size_t            topics_count, topics_room;
    tiao_citation    *citations;
    size_t            citations_count, citations_room;
} ti_facts;

/* An extractor appends to d->facts. What it finds in one run may be used by those that come after it. */
typedef tiao_err (*ti_extractor)(tiao_doc *d, const tiao_words *words, tiao_error *err);

tiao_err ti_find_quantities(tiao_doc *d, const tiao_words *words, tiao_error *err);        /* quantity.c */

void ti_facts_free(ti_facts *f);

#endif
