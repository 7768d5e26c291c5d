/* Figures that cannot all be right, where the text itself decides: shares that must make a whole, a range that runs backwards, a part
   above its total, and a count of things that are then listed. What the text leaves open is passed over. */
#include "base/numeral.h"
#include "check/check.h"

enum { LIST_MOST = 12 };

static bool take(const char **p, const char *end, const char *word)
{
    tiao_str w = ti_str(word);
    if (!ti_str_starts((tiao_str){ *p, (size_t)(end - *p) }, w))
        return false;
    *p += w.n;
    return true;
}

/* A plain decimal in thousandths; false where none stands or it is too large. */
static bool decimal(const char **p, const char *end, uint64_t *out)
{
    const char *q = *p;
    uint64_t    v = 0, unit = 1000;
    int         n = 0;
    while (q < end && ti_is_digit(ti_utf8_peek(q, end)) && n < 12) {
        v = v * 10 + ti_digit(ti_utf8_next(&q, end));
        n++;
    }
    if (n == 0 || n == 12)
        return false;
    v *= 1000;
    if (q + 1 < end && *q == '.' && ti_is_digit((unsigned char)q[1])) {
        q++;
        while (q < end && *q >= '0' && *q <= '9') {
            unit /= 10;
            v += unit * (uint64_t)(*q++ - '0');
        }
    }
    *out = v;
    *p   = q;
    return true;
}

/* 按40%、30%、30%（的）比例: what is paid out by such a list makes a whole. */
static void check_shares(ti_checker *c, uint32_t i)
{
    const tiao_node *n = &c->doc->nodes[i];
    const char      *t = c->doc->text.s, *p = t + n->text, *end = t + n->text_end;
    while (p < end) {
        const char *at = p, *q;
        uint64_t    sum = 0, v;
        int         many = 0;
        if (!take(&p, end, "按")) {
            ti_utf8_next(&p, end);
            continue;
        }
        if (!take(&p, end, "照"))
            take(&p, end, "年度");
        q = p;
        while (many < LIST_MOST && decimal(&q, end, &v) && (take(&q, end, "%") || take(&q, end, "％"))) {
            sum += v;
            many++;
            p = q;
            if (!take(&q, end, "、") && !take(&q, end, "和") && !take(&q, end, "："))
                break;
        }
        q = p;
        take(&q, end, "的");
        if (many < 2 || !take(&q, end, "比例") || sum == 100000)
            continue;
        tiao_str before = { t + n->text, (size_t)(at - t - n->text) };
        if (ti_str_has(before, TI_STR("分期")) || ti_str_has(before, TI_STR("年")) || ti_str_has(before, TI_STR("分")))
            ti_report(c, TIAO_FIGURES_CONFLICT, i, (size_t)(at - t), (size_t)(q - t), "'%.*s' makes %g%%, not 100%%", (int)(q - at), at,
                      (double)sum / 1000);
    }
}

/* 5-3个, 2020-2015年. */
static void check_ranges(ti_checker *c, uint32_t i)
{
    static const char *const units[] = { "%", "％", "年", "个", "家", "名", "人", "万元", "亿元", "万人", "元", "项", "件", "倍" };
    const tiao_node *n = &c->doc->nodes[i];
    const char      *t = c->doc->text.s, *start = t + n->text, *p = start, *end = t + n->text_end;
    while (p < end) {
        const char *at = p, *q, *b = p;
        uint64_t    low, high;
        if (!decimal(&p, end, &low)) {
            ti_utf8_next(&p, end);
            continue;
        }
        q = p;
        uint32_t before = at > start ? ti_utf8_back(&b, start) : 0;
        if (ti_is_latin(before) || ti_is_one_of(before, "-－—~～./:*") || (before == ' ' && ti_is_latin(ti_utf8_back(&b, start))))
            continue;                                  /* a part of a code or of a date */
        if (!take(&q, end, "-") && !take(&q, end, "－") && !take(&q, end, "~") && !take(&q, end, "～") && !take(&q, end, "至") &&
            !take(&q, end, "—"))
            continue;
        if (!decimal(&q, end, &high) || high >= low)
            continue;
        for (size_t k = 0; k < sizeof units / sizeof *units; k++) {
            const char *to = q;
            if (!take(&to, end, units[k]))
                continue;
            bool year = k == 2;
            if (year && !(low >= 1900000 && low < 2200000 && high >= 1900000))
                break;                                 /* 2015-20年 is short for 2020 */
            ti_report(c, TIAO_FIGURES_CONFLICT, i, (size_t)(at - t), (size_t)(to - t), "'%.*s' runs backwards", (int)(to - at), at);
            break;
        }
        p = q;
    }
}

/* 共120家，其中外资130家: a part with its total's unit, in the same sentence and the clause behind it. */
static void check_parts(ti_checker *c, uint32_t i)
{
    static const char *const units[] = { "万元", "亿元", "元", "家", "个", "名", "人", "项", "件", "所" };
    const tiao_node *n = &c->doc->nodes[i];
    tiao_str         s = tiao_node_text(c->doc, i);
    const char      *t = c->doc->text.s, *start = t + n->text, *end = t + n->text_end;
    for (size_t from = 0; from < s.n;) {
        size_t at = ti_str_find(ti_sub(s, from, s.n), TI_STR("，其中"));
        if (at == SIZE_MAX)
            return;
        const char *p = s.s + from + at, *q = p, *digit;
        from += at + sizeof "，其中" - 1;
        uint64_t total, part;
        size_t   k;
        for (k = 0; k < sizeof units / sizeof *units; k++)
            if (ti_str_ends((tiao_str){ start, (size_t)(p - start) }, ti_str(units[k])))
                break;
        if (k == sizeof units / sizeof *units)
            continue;
        q = digit = p - strlen(units[k]);
        while (digit > start && ((digit[-1] >= '0' && digit[-1] <= '9') || digit[-1] == '.'))
            digit--;
        const char *d = digit;
        if (digit == q || !decimal(&d, q, &total) || d != q)
            continue;
        /* the first figure of the clause behind it, if it has that unit */
        const char *r = s.s + from;
        while (r < end && !ti_is_digit(ti_utf8_peek(r, end)) && !ti_is_one_of(ti_utf8_peek(r, end), "，,。；;"))
            ti_utf8_next(&r, end);
        const char *figure = r;
        if (!decimal(&r, end, &part) || !take(&r, end, units[k]) || part <= total)
            continue;
        if (ti_str_has((tiao_str){ s.s + from, (size_t)(figure - s.s) - from }, TI_STR("年")))
            continue;
        ti_report(c, TIAO_FIGURES_CONFLICT, i, (size_t)(digit - t), (size_t)(r - t), "a part is above its total: '%.*s'", (int)(r - digit), digit);
    }
}

/* ---- counts ---- */

/* The count announced by the words before the colon or the full stop that ends [start, p): 六项服务, 四个新的突破, 下列三个条件. It must be
   the last in its sentence, and of a thing that lists have as items. */
static uint32_t announced(const char *start, const char *p, const char **at)
{
    static const char *const units[] = { "项", "个", "条", "种", "方面", "大", "点", "类" };
    uint32_t found = 0;
    const char *s = p;
    for (int k = 0; k < 24 && s > start; k++) {
        const char *q = s;
        if (ti_is_one_of(ti_utf8_back(&q, start), "。；;：:，,"))
            break;
        s = q;
    }
    while (s < p) {
        const char *q = s;
        uint32_t    v;
        bool        ordinal = s > start && ti_str_ends((tiao_str){ start, (size_t)(s - start) }, TI_STR("第"));
        if (!ti_han_number(&q, p, &v) && !ti_digit_number(&q, p, &v)) {
            ti_utf8_next(&s, p);
            continue;
        }
        for (size_t k = 0; k < sizeof units / sizeof *units && !ordinal; k++)
            if (take(&q, p, units[k])) {
                found = v >= 2 && v <= 30 ? v : 0;
                *at   = s;
                break;
            }
        s = q > s ? q : s + 1;
    }
    return found;
}

static bool is_item_of(const tiao_node *n, uint32_t parent, uint8_t kind) { return n->parent == parent && n->kind == kind; }

/* Whether the words name what follows: 以下六项, 下列三个条件, 四个新的突破。一是…: only where the list is complete by its own words. */
static void check_count(ti_checker *c, uint32_t i, uint32_t first, uint32_t listed, uint32_t last_ordinal)
{
    const tiao_node *n = &c->doc->nodes[i], *f = &c->doc->nodes[first];
    const char      *t = c->doc->text.s, *start = t + n->text, *p, *at = NULL;
    bool             inside = f->kind == TIAO_INLINE;
    p = inside ? t + f->own : t + n->text_end;
    const char *q = p;
    while (q > start && ti_is_space(ti_utf8_back(&q, start)))
        p = q;
    q = p;
    if (q == start || !ti_is_one_of(ti_utf8_back(&q, start), "：:。"))
        return;
    uint32_t want = announced(start, q, &at);
    if (!want || want == listed || listed != last_ordinal)
        return;                                        /* a gap in the list is another problem */
    tiao_str words = { at, (size_t)(q - at) };
    tiao_str lead  = { start, (size_t)(at - start) };
    bool follows = ti_str_ends(lead, TI_STR("以下")) || ti_str_ends(lead, TI_STR("下列")) || ti_str_ends(lead, TI_STR("如下")) ||
                   inside;
    if (!follows || words.n > 60 || ti_str_has(words, TI_STR("之一")) || ti_str_has(words, TI_STR("以上")))
        return;
    ti_report(c, TIAO_COUNT_MISMATCH, i, (size_t)(at - t), (size_t)(q - t), "'%.*s' are announced, %u follow", (int)words.n, words.s,
              (unsigned)listed);
}

static void check_counts(ti_checker *c, uint32_t i)
{
    const tiao_node *nodes = c->doc->nodes;
    uint32_t         first = TIAO_NONE, listed = 0, last = 0, k;
    for (k = i + 1; k < nodes[i].end; k++)             /* items counted inside the paragraph: one run from 一是 */
        if (is_item_of(&nodes[k], i, TIAO_INLINE)) {
            if (listed && nodes[k].ordinal <= last)
                break;
            first = first == TIAO_NONE ? k : first;
            last  = nodes[k].ordinal;
            listed++;
        }
    if (listed) {
        check_count(c, i, first, listed, last);
        return;
    }
    uint32_t parent = i + 1 < nodes[i].end ? i : nodes[i].parent;
    k = i + 1;
    if (k >= c->doc->count || nodes[k].kind < TIAO_LEVEL1 || nodes[k].kind > TIAO_LEVEL4 || nodes[k].ordinal != 1 || nodes[k].parent != parent)
        return;
    uint8_t kind = nodes[k].kind;
    for (first = k; k < c->doc->count && is_item_of(&nodes[k], parent, kind) && nodes[k].ordinal == last + 1; k = nodes[k].end) {
        last = nodes[k].ordinal;
        listed++;
    }
    check_count(c, i, first, listed, last);
}

void ti_check_figures(ti_checker *c)
{
    for (uint32_t i = 0; i < c->doc->count && !c->failed; i++)
        if (ti_is_written(&c->doc->nodes[i])) {
            check_shares(c, i);
            check_ranges(c, i);
            check_parts(c, i);
            check_counts(c, i);
        }
}
