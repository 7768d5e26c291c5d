/* Queries widened by the word lists: English terms to their Chinese forms, words of the field to those that stand for them. */
#ifndef TI_QUERY_EXPAND_H
#define TI_QUERY_EXPAND_H

#include "query/words.h"

/* Reads terms.txt and synonyms.txt in `folder` and adds alternatives to the wanted terms of the query. In English the
   longest term wins over several words, which then count as one; small words (of, the) count for nothing. */
tiao_err ti_query_expand(ti_query *q, const char *folder, tiao_error *err);

#endif
