#include "tree/address.h"
#include "base/numeral.h"
#include "tree/marker.h"

enum { DEPTH_MAX = 64 };

static void put_step(const tiao_node *n, tiao_buf *out)
{
    switch ((tiao_kind)n->kind) {
    case TIAO_PARAGRAPH: ti_buf_char(out, 'p'); break;
    case TIAO_BULLET:    ti_buf_char(out, 'b'); break;
    case TIAO_INLINE:    ti_buf_char(out, 'i'); break;
    case TIAO_LEVEL1: case TIAO_LEVEL2: case TIAO_LEVEL3: case TIAO_LEVEL4:
    case TIAO_PART: case TIAO_CHAPTER: case TIAO_SECTION: case TIAO_ARTICLE: break;
    default:
        ti_buf_put(out, ti_str(tiao_kind_name((tiao_kind)n->kind)));
        if (n->ordinal > 1)
            ti_buf_uint(out, n->ordinal);
        return;
    }
    ti_buf_uint(out, n->ordinal);
    if (n->sub) {
        ti_buf_char(out, '-');
        ti_buf_uint(out, n->sub);
    }
    if (n->repeat) {                                   /* the same number printed twice: 3~2 is the second 3 */
        ti_buf_char(out, '~');
        ti_buf_uint(out, n->repeat + 1u);
    }
}

void ti_node_steps(const tiao_doc *d, uint32_t i, tiao_buf *out)
{
    uint32_t chain[DEPTH_MAX];
    int      n = 0;
    for (; i != TIAO_NONE && n < DEPTH_MAX; i = d->nodes[i].parent)
        chain[n++] = i;
    while (n-- > 0) {
        put_step(&d->nodes[chain[n]], out);
        if (n)
            ti_buf_char(out, '.');
    }
}

void tiao_node_address(const tiao_doc *d, uint32_t i, tiao_buf *out)
{
    ti_buf_put(out, d->meta.id);
    ti_buf_char(out, ':');
    ti_node_steps(d, i, out);
}

/* ---- reading them ---- */

typedef struct {
    bool     numbered;                /* any numbered kind, or the one that kind names */
    int      kind;                    /* tiao_kind, or -1 */
    uint32_t ordinal;
    uint32_t sub, repeat;
    bool     bracketed;               /* printed so: （一） is not 一、 */
} step;

static bool take(const char **p, const char *end, const char *word)
{
    tiao_str w = ti_str(word);
    if (!ti_str_starts((tiao_str){ *p, (size_t)(end - *p) }, w))
        return false;
    *p += w.n;
    return true;
}

static bool take_number(const char **p, const char *end, uint32_t *n)
{
    return ti_digit_number(p, end, n) || ti_han_number(p, end, n);
}

/* 第七条, 第三款, 第（二）项, 第一章 */
static bool read_statute_step(step *s, const char **p, const char *end)
{
    static const struct { const char *unit; int kind; } units[] = {
        { "条", TIAO_ARTICLE }, { "款", TIAO_PARAGRAPH }, { "项", TIAO_LEVEL2 }, { "目", TIAO_LEVEL3 },
        { "章", TIAO_CHAPTER }, { "节", TIAO_SECTION }, { "分编", TIAO_PART }, { "编", TIAO_PART },
    };
    const char *q = *p;
    if (!take(&q, end, "第"))
        return false;
    bool open = take(&q, end, "（") || take(&q, end, "(");
    if (!take_number(&q, end, &s->ordinal) || (open && !take(&q, end, "）") && !take(&q, end, ")")))
        return false;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (take(&q, end, units[i].unit)) {
            s->kind     = units[i].kind;
            s->numbered = s->kind != TIAO_PARAGRAPH;
            if (take(&q, end, "之"))
                take_number(&q, end, &s->sub);
            *p = q;
            return true;
        }
    return false;
}

static bool read_step(step *s, const char **p, const char *end)
{
    *s = (step){ .kind = -1 };
    if (read_statute_step(s, p, end))
        return true;
    const char *q = *p;
    for (int k = 0; k < TIAO_KIND_COUNT; k++)          /* title, boilerplate2 */
        if (take(&q, end, tiao_kind_name((tiao_kind)k)) && k != TIAO_PARAGRAPH && k != TIAO_BULLET && k != TIAO_INLINE) {
            s->kind    = k;
            s->ordinal = 1;
            ti_digit_number(&q, end, &s->ordinal);
            *p = q;
            return true;
        } else
            q = *p;
    static const struct { const char *letter; int kind; } unnumbered[] = {
        { "p", TIAO_PARAGRAPH }, { "b", TIAO_BULLET }, { "i", TIAO_INLINE },
    };
    for (size_t i = 0; i < 3; i++)
        if (take(&q, end, unnumbered[i].letter)) {
            s->kind = unnumbered[i].kind;
            if (!ti_digit_number(&q, end, &s->ordinal))
                return false;
            if (take(&q, end, "~"))
                ti_digit_number(&q, end, &s->repeat);
            *p = q;
            return true;
        }
    s->numbered = true;
    bool open   = take(&q, end, "（") || take(&q, end, "(");
    if (!take_number(&q, end, &s->ordinal))
        return false;
    s->bracketed = open;
    if (open)
        (void)(take(&q, end, "）") || take(&q, end, ")"));
    else if (!take(&q, end, "、") && take(&q, end, "-"))
        ti_digit_number(&q, end, &s->sub);
    if (take(&q, end, "~"))
        ti_digit_number(&q, end, &s->repeat);
    *p = q;
    return true;
}

static bool is_numbered(uint8_t kind) { return kind >= TIAO_LEVEL1 && kind <= TIAO_ARTICLE; }

static bool fits(const tiao_doc *d, uint32_t i, const step *s)
{
    const tiao_node *n = &d->nodes[i];
    if (n->ordinal != s->ordinal || n->sub != s->sub || (s->repeat ? n->repeat + 1u != s->repeat : n->repeat != 0))
        return false;
    if (s->bracketed) {
        tiao_str printed = { d->text.s + n->own, n->number_end - n->own };
        if (!ti_str_starts(printed, TI_STR("（")) && !ti_str_starts(printed, TI_STR("(")))
            return false;
    }
    return s->kind >= 0 ? n->kind == s->kind : s->numbered && is_numbered(n->kind);
}

/* Articles count through a statute, whatever stands between: 第二章第七条, where the chapter has sections. */
static bool may_skip(const tiao_node *n, const step *below)
{
    return below->kind == TIAO_ARTICLE && n->kind >= TIAO_PART && n->kind <= TIAO_SECTION;
}

/* Whether the steps lead to node i. An article's own text is its first 款, which has no node: 第七条第一款 leads to the
   article, of which *own then tells that the text and its items are meant, and 第七条第一款第二项 to an item of it. */
static bool leads_to(const tiao_doc *d, uint32_t i, const step *want, int n, bool *own, bool *whole)
{
    uint32_t at = i;
    int      k  = n;
    *own        = false;
    while (k > 0 && at != TIAO_NONE) {
        const step *s = &want[k - 1];
        if (fits(d, at, s))
            at = d->nodes[at].parent;
        else if (k > 1 && s->kind == TIAO_PARAGRAPH && s->ordinal == 1 && !s->repeat && ti_node_is_first_paragraph(&d->nodes[at]) &&
                 fits(d, at, s - 1))
            *own = *own || at == i;
        else if (k < n && may_skip(&d->nodes[at], s + 1)) {
            at = d->nodes[at].parent;
            continue;
        } else
            return false;
        k--;
    }
    *whole = at == TIAO_NONE;
    return k == 0;
}

static ti_range range_of(const tiao_doc *d, uint32_t i, bool own)
{
    ti_range r = { i, d->nodes[i].end };
    for (uint32_t k = i + 1; own && k < r.to; k = d->nodes[k].end)
        if (d->nodes[k].kind == TIAO_PARAGRAPH)
            r.to = k;
    return r;
}

static bool take_blanks(const char **p, const char *end)
{
    const char *from = *p;
    while (*p < end && ti_is_space(ti_utf8_peek(*p, end)))
        ti_utf8_next(p, end);
    return *p > from;
}

/* Whether two steps are told apart without a dot: 三、8, 第七条第二款, 一（二）3 */
static bool is_apart(tiao_str before, tiao_str behind)
{
    static const char *const ends[] = { "、", "）", ")" }, *const starts[] = { "第", "（", "(" };
    for (size_t i = 0; i < 3; i++)
        if (ti_str_ends(before, ti_str(ends[i])) || ti_str_starts(behind, ti_str(starts[i])))
            return true;
    return false;
}

size_t ti_address_find(const tiao_doc *d, tiao_str steps, ti_range *out, size_t most)
{
    step        want[DEPTH_MAX];
    int         n = 0;
    const char *p, *end;
    steps = ti_str_trim(steps);
    for (p = steps.s, end = steps.s + steps.n; p < end;) {
        if (n == DEPTH_MAX || !read_step(&want[n++], &p, end))
            return 0;
        bool blank = take_blanks(&p, end), apart = take(&p, end, ".") || blank || p == end;
        if (!apart && !is_apart((tiao_str){ steps.s, (size_t)(p - steps.s) }, (tiao_str){ p, (size_t)(end - p) }))
            return 0;
        take_blanks(&p, end);
    }
    if (n == 0)
        return 0;
    size_t found = 0;
    for (uint32_t i = 0; i < d->count; i++) {
        bool own, whole;
        if (!leads_to(d, i, want, n, &own, &whole))
            continue;
        if (whole) {
            out[0] = range_of(d, i, own);
            return 1;
        }
        if (found < most)
            out[found] = range_of(d, i, own);
        found++;
    }
    return found;
}
