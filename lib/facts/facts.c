#include "facts/facts.h"
#include "facts/citation.h"
#include "facts/place.h"
#include "facts/topic.h"

#include <stdlib.h>

/* In the order in which they build on each other. */
static const ti_extractor extractors[] = { ti_find_quantities, ti_find_places, ti_find_topics, ti_find_citations };

tiao_err tiao_doc_find_facts(tiao_doc *d, const tiao_words *words, tiao_error *err)
{
    tiao_err rc = TIAO_OK;
    d->facts    = ti_calloc(1, sizeof *d->facts);
    if (!d->facts)
        return ti_no_memory(err);
    d->free_facts = ti_facts_free;
    for (size_t i = 0; i < sizeof extractors / sizeof *extractors && rc == TIAO_OK; i++)
        rc = extractors[i](d, words, err);
    return rc;
}

void ti_facts_free(ti_facts *f)
{
    if (!f)
        return;
    free(f->quantities);
    free(f->entitlements);
    free(f->districts);
    free(f->topics);
    free(f->citations);
    free(f);
}

#define GETTER(T, name)                                                                                                \
    const T *tiao_doc_##name(const tiao_doc *d, size_t *count)                                                         \
    {                                                                                                                  \
        *count = d->facts ? d->facts->name##_count : 0;                                                                \
        return d->facts ? d->facts->name : NULL;                                                                       \
    }
GETTER(tiao_quantity, quantities)
GETTER(tiao_entitlement, entitlements)
GETTER(tiao_mention, districts)
GETTER(tiao_mention, topics)
GETTER(tiao_citation, citations)
