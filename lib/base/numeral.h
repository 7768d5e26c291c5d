/* Whole numbers in Chinese numerals and in digits of either width. */
#ifndef TI_BASE_NUMERAL_H
#define TI_BASE_NUMERAL_H

#include "base/utf8.h"

/* The value 0 to 9 of a Chinese digit (〇零一二两三…九), or -1. */
int ti_han_digit(uint32_t cp);

/* Reads a numeral (十二, 一百零三, 二〇二〇) below 10^8 at *p and moves behind it; blanks inside are passed over.
   False, with *p unmoved, where none stands. */
bool ti_han_number(const char **p, const char *end, uint32_t *out);

/* The same for digits, at most nine. */
bool ti_digit_number(const char **p, const char *end, uint32_t *out);

#endif
