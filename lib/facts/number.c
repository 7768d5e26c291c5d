#include "facts/number.h"
#include "base/numeral.h"

enum { DIGITS_MAX = 18 };

static bool times_ten(uint64_t *m, int n)
{
    for (; n > 0; n--) {
        if (*m > UINT64_MAX / 10 / 10)
            return false;
        *m *= 10;
    }
    return true;
}

static ti_decimal normal(ti_decimal d)
{
    while (d.m && d.m % 10 == 0) {
        d.m /= 10;
        d.e++;
    }
    if (!d.m)
        d.e = 0;
    return d;
}

bool ti_decimal_add(ti_decimal *sum, ti_decimal a, ti_decimal b)
{
    a = normal(a);
    b = normal(b);
    if (!a.m || !b.m) {
        *sum = a.m ? a : b;
        return true;
    }
    int e = a.e < b.e ? a.e : b.e;
    if (a.e - e > DIGITS_MAX || b.e - e > DIGITS_MAX || !times_ten(&a.m, a.e - e) || !times_ten(&b.m, b.e - e))
        return false;
    *sum = normal((ti_decimal){ a.m + b.m, e });
    return true;
}

ti_decimal ti_decimal_times(ti_decimal d, uint64_t by)
{
    ti_decimal f = normal((ti_decimal){ by, 0 });
    d            = normal(d);
    const uint64_t most = 1000000000000000000;         /* 18 digits */
    for (; f.m > most / 1000000000; f.e++)
        f.m /= 10;
    for (; f.m && d.m > most / f.m; d.e++)
        d.m /= 10;
    return normal((ti_decimal){ d.m * f.m, d.e + f.e });
}

static int digits_of(uint64_t m)
{
    int n = 0;
    for (; m; m /= 10)
        n++;
    return n;
}

int ti_decimal_compare(ti_decimal a, ti_decimal b)
{
    a = normal(a);
    b = normal(b);
    if (!a.m || !b.m)
        return (a.m != 0) - (b.m != 0);
    int x = digits_of(a.m) + a.e, y = digits_of(b.m) + b.e;
    if (x != y)
        return x < y ? -1 : 1;
    int e = a.e < b.e ? a.e : b.e;
    if (!times_ten(&a.m, a.e - e) || !times_ten(&b.m, b.e - e))      /* equal magnitudes: the longer one is larger */
        return a.e < b.e ? 1 : -1;
    return (a.m > b.m) - (a.m < b.m);
}

void ti_decimal_put(ti_decimal d, tiao_buf *out)
{
    char digits[24];
    d     = normal(d);
    int n = 0;
    for (uint64_t m = d.m; m || n == 0; m /= 10)
        digits[n++] = (char)('0' + m % 10);
    while (d.e < 0 && n <= -d.e && n < (int)sizeof digits)       /* 0.05 */
        digits[n++] = '0';
    for (int i = n - 1; i >= 0; i--) {
        ti_buf_char(out, digits[i]);
        if (i && i == -d.e)
            ti_buf_char(out, '.');
    }
    for (int i = 0; i < d.e; i++)
        ti_buf_char(out, '0');
}

bool ti_decimal_parse(ti_decimal *out, tiao_str plain)
{
    ti_number n;
    if (!plain.n || !ti_is_digit((unsigned char)plain.s[0]) || !ti_number_read(&n, plain.s, plain.s + plain.n) ||
        n.end != plain.s + plain.n)
        return false;
    *out = n.value;
    return true;
}

const char *ti_skip_blanks(const char *p, const char *end)
{
    for (int i = 0; i < 8 && p < end; i++) {
        const char *q = p;
        if (!ti_is_space(ti_utf8_next(&q, end)))
            break;
        p = q;
    }
    return p;
}

/* 十 百 千 万 亿 as a power of ten, or 0. */
static int scale_of(uint32_t cp)
{
    switch (cp) {
    case 0x5341: return 1;                            /* 十 */
    case 0x767E: return 2;                            /* 百 */
    case 0x5343: return 3;                            /* 千 */
    case 0x4E07: case 0x842C: return 4;               /* 万 萬 */
    case 0x4EBF: case 0x5104: return 8;               /* 亿 億 */
    default:     return 0;
    }
}

static bool is_point(const char *p, const char *end)
{
    return ti_utf8_next(&p, end) == 0x5206 && ti_utf8_peek(p, end) == 0x70B9;        /* 分点 */
}

/* Whether the 千 or 百 before p belongs to a unit: 10千瓦, 5千米, 3百分点. */
static bool opens_unit(uint32_t scale, const char *p, const char *end)
{
    uint32_t next = ti_utf8_peek(p, end);
    return (scale == 0x5343 && ti_is_one_of(next, "瓦米克伏安卡帕赫字升")) || (scale == 0x767E && is_point(p, end));
}

/* A multiplier of an arabic number or a closed numeral: 万, 千万, 万亿 … moves *p behind it and adds to *scale. */
static bool read_scales(const char **p, const char *end, int *scale)
{
    bool any = false;
    for (int i = 0; i < 4; i++) {
        const char *q  = ti_skip_blanks(*p, end);
        uint32_t    cp = ti_utf8_next(&q, end);
        int         s  = scale_of(cp);
        if (!s || (cp == 0x5343 && opens_unit(cp, q, end)) || (cp == 0x767E && opens_unit(cp, q, end)))
            break;
        *scale += s;
        *p  = q;
        any = true;
    }
    return any;
}

/* Digits with thousands marks and a decimal part. */
static bool read_digits(const char **p, const char *end, ti_decimal *out, bool *year)
{
    const char *q = *p;
    ti_decimal  d = { 0, 0 };
    int         n = 0, group = 0;
    bool        marked = false;
    for (;;) {
        uint32_t cp = ti_utf8_peek(q, end);
        if (ti_is_digit(cp)) {
            if (++n > DIGITS_MAX)
                return false;
            d.m = d.m * 10 + ti_digit(cp);
            group++;
            ti_utf8_next(&q, end);
            continue;
        }
        /* 1,300 and 20 000, but not 5,20 or 2015,100 */
        bool blank = cp == ' ' || cp == 0xA0 || cp == 0x2009 || cp == 0x202F;
        if ((cp == ',' || cp == 0xFF0C || (blank && d.m)) && group >= 1 && group <= 3 && (!marked || group == 3)) {
            const char *r = q;
            ti_utf8_next(&r, end);
            int      k = 0;
            bool     wide = cp == 0xFF0C;
            uint32_t c;
            while (k < 4 && (c = ti_utf8_peek(r, end), ti_is_digit(c)) && (c >= 0xFF10) == wide) {
                ti_utf8_next(&r, end);
                k++;
            }
            if (k == 3) {
                ti_utf8_next(&q, end);
                marked = true;
                group  = 0;
                continue;
            }
        }
        break;
    }
    if (!n)
        return false;
    *year = n == 4 && !marked;
    uint32_t cp = ti_utf8_peek(q, end);
    if (cp == '.' || cp == 0xFF0E) {
        const char *r = q;
        ti_utf8_next(&r, end);
        if (ti_is_digit(ti_utf8_peek(r, end))) {
            *year = false;
            while ((cp = ti_utf8_peek(r, end), ti_is_digit(cp))) {
                if (++n > DIGITS_MAX)
                    return false;
                d.m = d.m * 10 + ti_digit(cp);
                d.e--;
                ti_utf8_next(&r, end);
            }
            q = r;
        }
    }
    *p   = q;
    *out = d;
    return true;
}

/* A Chinese numeral: 一千二百, 二〇二〇, 两亿五千万. */
static bool read_han(const char **p, const char *end, ti_number *out)
{
    uint64_t    total = 0, section = 0, digit = 0;      /* 亿 and 万 closed, below 万, the digit that waits */
    bool        any = false, had_digit = false, positional = false, big = false;
    int         count = 0;
    uint32_t    first = 0, last = 0;
    const char *q = *p;
    for (;; ) {
        const char *r  = any ? ti_skip_blanks(q, end) : q;
        uint32_t    cp = ti_utf8_next(&r, end);
        int         d = ti_han_digit(cp), s = scale_of(cp);
        if (d >= 0) {
            if (had_digit && digit && !positional && count > 1)
                break;
            positional = positional || had_digit;
            digit      = had_digit ? digit * 10 + (uint64_t)d : (uint64_t)d;
            had_digit  = true;
        } else if (s && !(positional && s < 4)) {
            if ((s == 2 || s == 3) && opens_unit(cp, r, end))
                break;
            if (s >= 4) {
                uint64_t m   = s == 8 ? 100000000 : 10000;
                uint64_t all = s == 8 ? total + section + digit : section + digit;
                if (!any)
                    all = 1;
                if (all > UINT64_MAX / 10 / m)
                    return false;
                total   = s == 8 ? all * m : total + all * m;
                section = 0;
                big     = true;
            } else
                section += (had_digit ? digit : 1) * (s == 1 ? 10u : s == 2 ? 100u : 1000u);
            digit     = 0;
            had_digit = false;
        } else
            break;
        if (!first)
            first = cp;
        last  = cp;
        any   = true;
        q     = r;
        if (++count > 24 || total > UINT64_MAX / 100 || section > 100000000000u || digit > 100000000000u)
            return false;
    }
    if (!any)
        return false;
    out->value      = (ti_decimal){ total + section + digit, 0 };
    if (positional && !big && !section && count < 4) {      /* 两三年 is a range; 三五 is no number */
        uint64_t a = digit / 10, b = digit % 10;
        if (count != 2 || b != a + 1 || !a)
            return false;
        out->value = (ti_decimal){ a, 0 };
        out->to    = (ti_decimal){ b, 0 };
        positional = false;
    }
    out->scaled     = scale_of(last) >= 4;
    out->scale      = out->scaled ? scale_of(last) : 0;
    out->lone       = scale_of(first) >= 2;
    out->positional = positional && !big && section == 0 && total == 0 && count == 4;
    out->han        = true;
    *p              = q;
    return true;
}

ti_decimal ti_hundredths(uint64_t above, uint64_t below)
{
    return normal((ti_decimal){ (above * 1000000 + below / 2) / below, -4 });
}

/* 百分之三十, 千分之五, 三分之二 when *p stands behind the first number. */
static bool read_fraction(const char **p, const char *end, ti_number *out)
{
    static const char of[] = "分之";
    const char *q = ti_skip_blanks(*p, end);
    if ((size_t)(end - q) <= sizeof of || memcmp(q, of, sizeof of - 1) != 0)
        return false;
    q += sizeof of - 1;
    q = ti_skip_blanks(q, end);
    ti_number above = { 0 };
    bool      year;
    if (ti_is_digit(ti_utf8_peek(q, end))) {
        if (!read_digits(&q, end, &above.value, &year))
            return false;
    } else if (!read_han(&q, end, &above))
        return false;
    /* 百分之零点五 */
    if (above.han && ti_utf8_peek(q, end) == 0x70B9) {
        const char *r = q;
        ti_utf8_next(&r, end);
        int d;
        while ((d = ti_han_digit(ti_utf8_peek(r, end))) >= 0 && above.value.m < 100000000000000u) {
            above.value = (ti_decimal){ above.value.m * 10 + (uint64_t)d, above.value.e - 1 };
            ti_utf8_next(&r, end);
            q = r;
        }
    }
    ti_decimal below = normal(out->value);
    if (below.m == 1 && below.e == 2)
        out->part = '%';
    else if (below.m == 1 && below.e == 3)
        out->part = 'k';
    else if (below.m == 1 && below.e == 4)
        out->part = 'w';
    else {                                             /* as hundredths, to four places: 三分之二 is 66.6667% */
        uint64_t m = below.m;
        if (below.e < 0 || below.e > 3 || !times_ten(&m, below.e) || m < 2 || m > 1000 || above.value.e || above.value.m > m)
            return false;
        out->part   = '/';
        above.value = ti_hundredths(above.value.m, m);
    }
    out->value  = normal(above.value);
    out->scaled = out->lone = false;
    *p          = q;
    return true;
}

static const char *behind(const char *p, const char *end, const char *set)
{
    const char *q  = ti_skip_blanks(p, end);
    uint32_t    cp = ti_utf8_next(&q, end);
    return cp && ti_is_one_of(cp, set) ? q : NULL;
}

tiao_str ti_part_unit(char part)
{
    return part == 'k' ? TI_STR("‰") : part == 'w' ? TI_STR("‱") : TI_STR("%");
}

bool ti_number_read(ti_number *out, const char *p, const char *end)
{
    *out         = (ti_number){ 0 };
    const char *q = p, *r;
    uint32_t    cp = ti_utf8_peek(p, end);
    if (ti_is_digit(cp)) {
        if (!read_digits(&q, end, &out->value, &out->positional))
            return false;
        if ((r = behind(q, end, "多余几")) && scale_of(ti_utf8_peek(ti_skip_blanks(r, end), end))) {       /* 100多万 */
            out->vague = true;
            q          = r;
        }
        int scale = 0;
        if (read_scales(&q, end, &scale)) {
            out->value.e += scale;
            out->scaled     = scale >= 4;
            out->scale      = scale;
            out->positional = false;
            /* 3亿5000万: a smaller part follows */
            ti_decimal less;
            bool       year;
            const char *s2 = ti_skip_blanks(q, end);
            int        more = 0;
            if (scale >= 3 && ti_is_digit(ti_utf8_peek(s2, end)) && read_digits(&s2, end, &less, &year) &&
                read_scales(&s2, end, &more) && more < scale) {
                less.e += more;
                if (!ti_decimal_add(&out->value, out->value, less))
                    return false;
                q = s2;
            }
        }
        if (read_fraction(&q, end, out))
            scale = 0;
    } else if (cp == 0x534A) {                         /* 半 */
        ti_utf8_next(&q, end);
        out->value = (ti_decimal){ 5, -1 };
        out->han   = true;
        out->end   = q;
        return true;
    } else {
        bool few = cp == 0x6570 || cp == 0x51E0;       /* 数百, 几十 */
        if (few) {
            ti_utf8_next(&q, end);
            if (!scale_of(ti_utf8_peek(q, end)))
                return false;
            out->vague = true;
        }
        if (!read_han(&q, end, out))
            return false;
        out->vague = few;
        if (few)
            out->lone = false;
        if (!few && read_fraction(&q, end, out)) {
            out->end = q;
            return true;
        }
        if ((r = behind(q, end, "多余几")) != NULL) {
            int scale = 0;
            const char *s2 = r;
            if (read_scales(&s2, end, &scale)) {       /* 二十多万 */
                out->value.e += scale;
                out->scaled = scale >= 4;
                out->scale  = scale;
                q           = s2;
                out->vague  = true;
            }
        }
        if (out->value.m == 0)
            return false;
    }
    if ((r = behind(q, end, "多余几")) != NULL) {
        out->vague = true;
        q          = r;
    }
    out->end = q;
    return true;
}
