/* Text in the columns of a terminal, beside what tiao.h has of it. */
#ifndef TI_RENDER_WIDTH_H
#define TI_RENDER_WIDTH_H

#include "base/str.h"

/* The columns of the widest part of a text that a line cannot end in. */
size_t ti_width_of_words(tiao_str s);

#endif
