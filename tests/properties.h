/* What holds for the tree of every text, whatever it says: the invariants of tiao_doc_check; the same bytes give the same tree;
   address → node → address; the lines of a node hold its own span. */
#ifndef TESTS_PROPERTIES_H
#define TESTS_PROPERTIES_H

#include "base/str.h"

/* The first property that fails for bytes of UTF-8 text is told in `why`. With `step` 1 every node is tried, else every step-th. */
bool tree_holds(tiao_str bytes, uint32_t step, char why[static 600]);

bool same_nodes(const tiao_doc *a, const tiao_doc *b, bool lines_too);

#endif
