/* The literal that every match of a pattern must hold: looked for first, since a plain search is far quicker. */
#ifndef TI_QUERY_LITERAL_H
#define TI_QUERY_LITERAL_H

#include "base/str.h"

/* Appends the longest run of characters that stands in whatever the PCRE2 pattern matches; nothing where none is certain.
   With ignore_case only characters without case count. */
void ti_required_literal(tiao_buf *out, tiao_str pattern, bool ignore_case);

#endif
