/* The folded text of a document: its clauses, folded, one a line. */
#ifndef TI_TREE_FOLDED_H
#define TI_TREE_FOLDED_H

#include "tree/document.h"

/* Fills d->folded and d->folded_at (node i's clause is [folded_at[i], folded_at[i + 1] - 1), empty for a node that is no
   clause) unless they are there. */
tiao_err ti_doc_fold(tiao_doc *d, tiao_error *err);

/* The folded clause of node i. */
static inline tiao_str ti_node_folded(const tiao_doc *d, uint32_t i)
{
    uint32_t from = d->folded_at[i], to = d->folded_at[i + 1];
    return (tiao_str){ d->folded.s + from, to > from ? to - from - 1 : 0 };
}

#endif
