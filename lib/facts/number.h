/* Numbers as Chinese documents print them, read into exact decimals.

   Digits of either width with thousands marks and decimals, Chinese numerals (一千二百, 二〇二〇, 两, 半), mixtures (3.5亿,
   1千万, 20万亿, 3亿5000万), fractions (三分之二, 百分之三十), orders of magnitude (数百, 十几, 100多). Blanks inside are
   passed over. What is too long for 18 digits is no number here: a figure is exact or it is not given. */
#ifndef TI_FACTS_NUMBER_H
#define TI_FACTS_NUMBER_H

#include "base/utf8.h"

/* m * 10^e */
typedef struct {
    uint64_t m;
    int      e;
} ti_decimal;

bool ti_decimal_add(ti_decimal *sum, ti_decimal a, ti_decimal b);        /* false: longer than 18 digits */
/* Exact up to 18 digits, cut behind them. */
ti_decimal ti_decimal_times(ti_decimal d, uint64_t by);
int  ti_decimal_compare(ti_decimal a, ti_decimal b);
void ti_decimal_put(ti_decimal d, tiao_buf *out);                        /* plain: 0.5, 2200, without closing zeros */
bool ti_decimal_parse(ti_decimal *out, tiao_str plain);                  /* the reverse */

typedef struct {
    const char *end;
    ti_decimal  value, to;    /* to: of 两三 the larger one, else 0 */
    bool        han;          /* written in Chinese numerals from its first character */
    bool        scaled;       /* ends in 万 or 亿, which a range shares: 2-3万元 */
    bool        lone;         /* a bare 百 千 万 亿: 百名, 千亿级 */
    bool        vague;        /* 数百, 十几, 100多, 20余 */
    bool        positional;   /* four digits written one by one: 2020, 二〇二〇 */
    int         scale;        /* the power of ten of what it ends in */
    char        part;         /* '%' 百分之, 'k' 千分之, 'w' 万分之, '/' another fraction, as hundredths, else 0 */
} ti_number;

/* The number that starts at p, which is no blank. False where none stands. */
bool ti_number_read(ti_number *out, const char *p, const char *end);

/* Behind the blanks at p, a line feed not among them; at most 8 of them. */
const char *ti_skip_blanks(const char *p, const char *end);

/* 2 of 3 in hundredths, to four places: 66.6667. */
ti_decimal ti_hundredths(uint64_t above, uint64_t below);

/* The unit that a fraction's `part` stands for: % ‰ ‱. */
tiao_str ti_part_unit(char part);

#endif
