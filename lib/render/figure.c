#include "facts/number.h"

enum { DECIMALS = 2 };                /* 1.5万, but 12345 */

static void put_number(tiao_buf *out, tiao_str plain)
{
    static const struct { int power; const char *name; } scales[] = { { 12, "万亿" }, { 8, "亿" }, { 4, "万" } };
    ti_decimal d;
    if (!ti_decimal_parse(&d, plain)) {
        ti_buf_put(out, plain);
        return;
    }
    while (d.m && d.m % 10 == 0) {
        d.m /= 10;
        d.e++;
    }
    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++) {
        ti_decimal scaled = { d.m, d.e - scales[i].power };
        if (ti_decimal_compare(scaled, (ti_decimal){ 1, 0 }) >= 0 && scaled.e >= -DECIMALS) {
            ti_decimal_put(scaled, out);
            ti_buf_put(out, ti_str(scales[i].name));
            return;
        }
    }
    ti_decimal_put(d, out);
}

void tiao_put_figure(tiao_buf *out, tiao_str low, tiao_str high, tiao_str unit)
{
    put_number(out, low);
    if (high.n) {
        ti_buf_put(out, TI_STR("–"));
        put_number(out, high);
    }
    ti_buf_put(out, unit);
}
