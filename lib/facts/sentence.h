/* Sentences and clauses of a node's text.

   A sentence ends at 。；！？ or a line feed, a clause at a comma or a colon as well. A comma inside brackets, quotation
   marks or a title does not end a clause: “大胆闯、大胆试，自主改” is one. What a sentence's end leaves open is closed there, so
   that one missing bracket does not swallow the paragraph. */
#ifndef TI_FACTS_SENTENCE_H
#define TI_FACTS_SENTENCE_H

#include "base/error.h"
#include "base/str.h"

typedef struct {
    uint32_t start, end;              /* bytes of the text, without the blanks and the mark at its end */
    uint32_t sentence;                /* counted from 0 */
    bool     colon;                   /* what ends it is a colon: it leads in */
} ti_clause;

typedef struct {
    ti_clause *v;
    size_t     n, room;
} ti_clauses;

/* Replaces what `out` holds by the clauses of text from byte `from` on. Empty ones are left out. */
tiao_err ti_clauses_split(ti_clauses *out, tiao_str text, size_t from, tiao_error *err);
void     ti_clauses_free(ti_clauses *c);

#endif
