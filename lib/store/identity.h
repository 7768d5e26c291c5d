/* Which document of a library one is that comes in, and whether it brings anything new.

   A document is known again by the file that it came from, else by its text, whatever the file is called and whatever a web page
   has around it; else it goes by its id. Two files that have a name in common and differ are two documents. */
#ifndef TI_STORE_IDENTITY_H
#define TI_STORE_IDENTITY_H

#include "store/db.h"

/* Gives d the id under which the library has it, or is to have it. TIAO_SAME in `out` ends the matter; otherwise it is TIAO_ADDED,
   or TIAO_CHANGED where the library has a document of that id. */
tiao_err ti_identify(tiao_outcome *out, ti_db *db, tiao_doc *d, const tiao_arrival *from, tiao_error *err);

/* Whether the library's document of the same id has the same text, and the same was made of it; with `by_hand` its metadata count
   too. */
tiao_err ti_is_unchanged(bool *out, ti_db *db, const tiao_doc *d, bool by_hand, tiao_error *err);

/* A checksum of what was made of a document's text: tree, folded text, facts. */
int64_t ti_derived(const tiao_doc *d);

#endif
