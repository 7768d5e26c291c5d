/* What stands above a node and tells what its figures are for: the kind of document, lead-ins (应当符合下列条件：), headings
   (申报条件, 租房补贴). */
#ifndef TI_FACTS_LEAD_H
#define TI_FACTS_LEAD_H

#include "facts/figure.h"

typedef struct {
    tiao_str by;                      /* the year or period that it sets */
    tiao_str noun;                    /* the benefit that it names */
    int      role;                    /* -1: it tells none */
    bool     holds, items;            /* items: the numbered ones have begun */
} ti_lead;

/* Statutes and measures are made of articles; those that hand out money are no statutes. */
bool ti_is_statute(const tiao_doc *d);

/* Of a passage that ends in a colon, for the items below it. */
void ti_lead_read(ti_lead *out, const ti_passage *p, tiao_doc *d);
/* Of a heading, for what stands below it; leaves what it does not tell. */
void ti_lead_of_heading(ti_lead *out, tiao_str heading, bool is_whole);

#endif
