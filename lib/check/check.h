/* Checks: what is odd in a finished document. A check sees text, tree and facts and appends problems; it never edits. */
#ifndef TI_CHECK_CHECK_H
#define TI_CHECK_CHECK_H

#include "base/utf8.h"
#include "facts/facts.h"

typedef struct {
    const tiao_doc   *doc;
    const tiao_words *words;
    ti_arena          arena;          /* of the messages */
    tiao_problem     *list;
    size_t            count, room;
    tiao_span        *damaged;        /* document numbers that were reported as damaged, in order */
    size_t            damaged_count, damaged_room;
    bool              failed;         /* memory ran out */
} ti_checker;

/* Appends a problem at the bytes [at, to) of the document's text, which belong to `node`. The format is translated here: it
   is a literal or marked with N_(). */
#if defined __GNUC__
__attribute__((format(printf, 6, 7)))
#endif
void ti_report(ti_checker *c, tiao_problem_code code, uint32_t node, size_t at, size_t to, const char *fmt, ...);

/* Whether the byte `at` of the text is part of a damaged document number that was reported. */
bool ti_is_damaged(const ti_checker *c, size_t at);

/* Whether node i has text of its own that an author wrote: no cover, no item counted inside a paragraph, no furniture. */
bool ti_is_written(const tiao_node *n);

/* The checks, each linear in the length of the text. */
void ti_check_numbering(ti_checker *c);
void ti_check_forms(ti_checker *c);          /* document numbers and dates; before ti_check_marks */
void ti_check_marks(ti_checker *c);
void ti_check_wording(ti_checker *c);        /* misprints, breaks, what is cut short, references */
void ti_check_figures(ti_checker *c);

#endif
