/* Folding: what search takes for the same.

   Full width and half width, upper and lower case, traditional and simplified characters, and the spaces that stand beside Han characters or digits are folded
   away, so that `2至5年` finds `２ 至 5 年`. Between two Latin words a run of spaces is one space. Zero-width characters
   go. Every byte of a fold has an offset into the text that it came from. */
#ifndef TI_BASE_FOLD_H
#define TI_BASE_FOLD_H

#include "base/str.h"

/* One code point as search sees it: half width, lower case, one form of each punctuation mark. */
uint32_t ti_fold_cp(uint32_t cp);

/* Appends the fold of `text` to out. With `from`, it is given one offset into text for each byte appended
   (it must hold text.n entries: a fold is never longer than its text). Returns the bytes appended. */
size_t ti_fold(tiao_buf *out, tiao_str text, uint32_t *from);

#endif
