/* What a listing is narrowed to. */
#ifndef TI_QUERY_FILTER_H
#define TI_QUERY_FILTER_H

#include "store/library.h"

#endif
