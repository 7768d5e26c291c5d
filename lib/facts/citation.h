/* Citations: documents by title and number, provisions by their place (第三条第二款, 前款, 本条). */
#ifndef TI_FACTS_CITATION_H
#define TI_FACTS_CITATION_H

#include "facts/facts.h"

/* An extractor. References inside the document come with the address that they mean as target, 本意见 with the document's
   id; other documents are left to ti_citation_resolve. */
tiao_err ti_find_citations(tiao_doc *d, const tiao_words *words, tiao_error *err);

/* Documents that citations may mean, by their titles and numbers. */
typedef struct ti_targets ti_targets;
tiao_err ti_targets_new(ti_targets **out, const tiao_meta *const *metas, size_t count, tiao_error *err);
void     ti_targets_free(ti_targets *t);

/* Which of them a citation by title or number means; SIZE_MAX where none does, or several may. A number decides before a
   title. Titles are compared without the issuer in front of 关于, who must then be the same as far as both are named. */
tiao_err ti_citation_resolve(size_t *doc, const ti_targets *t, const tiao_citation *c, tiao_error *err);

#endif
