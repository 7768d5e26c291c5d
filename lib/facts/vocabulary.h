/* Vocabularies: the ids that facts carry, and the names that people know them by. */
#ifndef TI_FACTS_VOCABULARY_H
#define TI_FACTS_VOCABULARY_H

#include "facts/words.h"
#include "tree/document.h"

/* The term with exactly this id, or SIZE_MAX. */
size_t ti_term_of_id(const tiao_words *w, tiao_vocabulary v, tiao_str id);
/* The term with this id, name or alias, or SIZE_MAX. */
size_t ti_term_of_name(const tiao_words *w, tiao_vocabulary v, tiao_str name);

/* Copies of all ids in the document's arena, in the order of the terms, so that facts outlive the word lists.
   NULL without memory. */
tiao_str *ti_term_ids(tiao_doc *d, const tiao_words *w, tiao_vocabulary v);

/* Whether the lists fit together: every place lies in a district that is listed (or in none, -), every word of evidence speaks
   of a topic that is listed, with a weight of 1 to 9. Errors name the file and the line. */
tiao_err ti_words_check(const tiao_words *w, tiao_error *err);

/* Takes the next name off a list separated by 、; false at its end. */
bool ti_list_next(tiao_str *list, tiao_str *name);

#endif
