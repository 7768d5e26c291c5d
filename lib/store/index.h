/* The full-text index: which documents hold a string. */
#ifndef TI_STORE_INDEX_H
#define TI_STORE_INDEX_H

#include "store/library.h"

/* Libraries with up to this many bytes of text are scanned without asking the index: below some megabytes that is faster. */
extern uint64_t ti_scan_max;

/* Whether asking is worth while: the library is a file, and larger than that. */
bool ti_index_serves(const tiao_library *lib);

/* Sets in[k] for each document with a clause that holds `folded`, a string of folded characters. */
tiao_err ti_index_mark(bool *in, tiao_library *lib, tiao_str folded, tiao_error *err);

#endif
