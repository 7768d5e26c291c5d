#include "facts/facts.h"
#include "base/language.h"
#include "base/nearest.h"
#include "facts/citation.h"
#include "facts/entitlement.h"
#include "facts/modality.h"
#include "facts/place.h"
#include "facts/topic.h"

#include <stdlib.h>

/* In the order in which they build on each other. */
static const ti_extractor extractors[] = { ti_find_quantities, ti_find_entitlements, ti_find_places, ti_find_topics,
                                           ti_find_citations };

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

/* NULL: modalities, which are no list */
static const ti_lexicon *list_of(const tiao_words *w, tiao_str what)
{
    return ti_str_is(what, TI_STR("class"))        ? w->list[WORDS_BENEFICIARIES]
           : ti_str_is(what, TI_STR("instrument")) ? w->list[WORDS_INSTRUMENTS]
                                                   : NULL;
}

/* Whether one of the first n words has this id. */
static bool is_id(const ti_lexicon *l, size_t n, tiao_str id)
{
    for (size_t i = 0; i < n; i++)
        if (ti_str_is(ti_lexicon_word(l, i)->field[0], id))
            return true;
    return false;
}

/* The ids of a list; `plain` is for the extractors only. */
static tiao_str id_name(const void *ctx, size_t i)
{
    tiao_str id = i < ti_lexicon_count(ctx) ? ti_lexicon_word(ctx, i)->field[0] : TI_STR("other");
    return ti_str_is(id, TI_STR("plain")) ? (tiao_str){ NULL, 0 } : id;
}

static tiao_str modality_name(const void *ctx, size_t i) { return (void)ctx, ti_str(tiao_modality_name((tiao_modality)i)); }

tiao_str tiao_words_id(const tiao_words *w, tiao_str what, size_t i)
{
    const ti_lexicon *l = list_of(w, what);
    for (size_t k = 0; l && k < ti_lexicon_count(l); k++) {
        tiao_str id = ti_lexicon_word(l, k)->field[0];
        if (!ti_str_is(id, TI_STR("plain")) && !ti_str_is(id, TI_STR("other")) && !is_id(l, k, id) && i-- == 0)
            return id;
    }
    return l && i == 0 ? TI_STR("other") : (tiao_str){ NULL, 0 };
}

tiao_err tiao_words_check(const tiao_words *w, tiao_str what, tiao_str id, tiao_error *err)
{
    const ti_lexicon *l = list_of(w, what);
    tiao_modality     modality;
    tiao_buf          list = { 0 };
    if (ti_want_utf8(id, err) != TIAO_OK)
        return TIAO_EUSAGE;
    if (l ? ti_str_is(id, TI_STR("other")) || (is_id(l, ti_lexicon_count(l), id) && !ti_str_is(id, TI_STR("plain"))) : ti_modality_from_name(&modality, id))
        return TIAO_OK;
    ti_nearest_or_all(&list, id, l ? id_name : modality_name, l, l ? ti_lexicon_count(l) + 1 : TIAO_MODALITY_COUNT);
    const char *no_such = !l ? N_("no modality '%.*s'%s") : ti_str_is(what, TI_STR("class")) ? N_("no class '%.*s'%s") : N_("no instrument '%.*s'%s");
    tiao_err    rc      = ti_fail(err, TIAO_EUSAGE, 0, no_such, (int)id.n, id.s, list.n ? list.p : "");
    tiao_buf_free(&list);
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
