/* One PCRE2 pattern with grep's options; the one place that talks to PCRE2. */
#ifndef TI_QUERY_PATTERN_H
#define TI_QUERY_PATTERN_H

#include "base/error.h"
#include "base/str.h"

typedef struct ti_pattern ti_pattern;

typedef struct { bool literal, ignore_case, word, whole, fold; } ti_pattern_options;

/* TIAO_EPATTERN with the pattern and a caret in the message where it is not valid. */
tiao_err ti_pattern_new(ti_pattern **out, tiao_str source, const ti_pattern_options *opt, tiao_error *err);
void     ti_pattern_free(ti_pattern *p);

/* The first match in s at or behind `from`. Returns 1 with the span, 0 where none is, -1 when a match or depth limit was
   hit, so that it is not known; -2 without memory. */
int ti_pattern_match(ti_pattern *p, tiao_str s, size_t from, tiao_span *out);

#endif
