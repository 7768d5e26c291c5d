/* What search shares with its tests. */
#ifndef TI_QUERY_SEARCH_H
#define TI_QUERY_SEARCH_H

#include <stdint.h>

/* Libraries with up to this many bytes of text are scanned without asking the index. */
extern uint64_t ti_search_scan_max;

#endif
