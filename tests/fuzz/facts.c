/* What the extractors and the checks find in any text lies inside it, between two characters, and is the same twice. */
#include "fuzz.h"

#include "base/date.h"
#include "facts/number.h"
#include "tree/document.h"

static bool is_boundary(tiao_str s, uint32_t at) { return at <= s.n && (at == s.n || ((unsigned char)s.s[at] & 0xC0) != 0x80); }

static void check_span(tiao_str text, tiao_span s, const char *what)
{
    HOLDS(s.start <= s.end && is_boundary(text, s.start) && is_boundary(text, s.end), "%s: [%u, %u) of %zu bytes", what, s.start, s.end, text.n);
}

static tiao_str text_of(const tiao_doc *d, uint32_t node)
{
    HOLDS(node < tiao_doc_count(d), "node %u of %u", node, tiao_doc_count(d));
    return tiao_node_text(d, node);
}

/* 2020, 2020-06, 2020-06-30; without a year (每年9月30日前) 09-30 or 09. */
static bool is_date(tiao_str s)
{
    uint32_t part[3] = { 0 }, digits[3] = { 0 };
    int      n       = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.s[i] == '-' && ++n > 2)
            return false;
        if (s.s[i] == '-')
            continue;
        part[n] = part[n] * 10 + (uint32_t)(s.s[i] - '0');
        digits[n]++;
        if (s.s[i] < '0' || s.s[i] > '9')
            return false;
    }
    int year = digits[0] == 4;
    for (int i = year; i <= n; i++)
        if (digits[i] != 2 || part[i] < 1 || part[i] > (i == year ? 12 : ti_days_of(part[year], year ? part[0] : 0)))
            return false;
    return n - year < 2;
}

static void check_value(const tiao_quantity *q, tiao_str v)
{
    ti_decimal n;
    if (!v.s)
        return;
    fuzz_is_text(v, "a value");
    HOLDS(v.n, "an empty value");
    if (q->dimension == TIAO_DIM_DEADLINE)
        HOLDS(is_date(v), "'%.*s' is no date", (int)v.n, v.s);
    else
        HOLDS(ti_decimal_parse(&n, v), "'%.*s' is no decimal", (int)v.n, v.s);
}

static void check_facts(const tiao_doc *d)
{
    size_t               n;
    const tiao_quantity *q = tiao_doc_quantities(d, &n);
    for (size_t i = 0; i < n; i++) {
        tiao_str t = text_of(d, q[i].node);
        check_span(t, q[i].span, "a quantity");
        check_span(t, q[i].sentence, "its sentence");
        HOLDS(q[i].span.start < q[i].span.end, "a quantity of no bytes");
        HOLDS(q[i].sentence.start <= q[i].span.start && q[i].span.end <= q[i].sentence.end, "a quantity outside its sentence");
        HOLDS(q[i].dimension < TIAO_DIM_COUNT_ && q[i].comparator < TIAO_COMPARATOR_COUNT && q[i].role < TIAO_ROLE_COUNT, "an unknown name");
        HOLDS(q[i].low.s || q[i].high.s, "a quantity without a value");
        check_value(&q[i], q[i].low);
        check_value(&q[i], q[i].high);
        fuzz_is_text(q[i].unit, "a unit");
        fuzz_is_text(q[i].by, "a time");
        fuzz_is_text(q[i].subject, "a subject");
    }
    const tiao_entitlement *e = tiao_doc_entitlements(d, &n);
    for (size_t i = 0; i < n; i++) {
        check_span(text_of(d, e[i].node), e[i].sentence, "the sentence of an entitlement");
        fuzz_is_text(e[i].who, "who");
        fuzz_is_text(e[i].condition, "a condition");
        fuzz_is_text(e[i].benefit, "a benefit");
        HOLDS(e[i].modality < TIAO_MODALITY_COUNT && e[i].instrument.n && e[i].beneficiary.n, "an unknown name");
    }
    for (int k = 0; k < 2; k++) {
        const tiao_mention *m = k ? tiao_doc_topics(d, &n) : tiao_doc_districts(d, &n);
        for (size_t i = 0; i < n; i++) {
            check_span(text_of(d, m[i].node), m[i].span, "a mention");
            fuzz_is_text(m[i].words, "the words of a mention");
            HOLDS(m[i].id.n, "a mention of nothing");
        }
    }
    const tiao_citation *c = tiao_doc_citations(d, &n);
    for (size_t i = 0; i < n; i++) {
        check_span(text_of(d, c[i].node), c[i].span, "a citation");
        fuzz_is_text(c[i].text, "a citation");
        fuzz_is_text(c[i].title, "a cited title");
        fuzz_is_text(c[i].number, "a cited number");
    }
}

typedef struct { size_t count; uint32_t last; uint64_t sum; } problems;

static tiao_err check_problem(void *ctx, const tiao_doc *d, const tiao_problem *p, tiao_error *err)
{
    (void)err;
    problems *all = ctx;
    text_of(d, p->node);
    check_span(tiao_doc_text(d), p->span, "a problem");
    HOLDS(p->line >= 1 && p->code < TIAO_PROBLEM_COUNT && p->message.n, "a problem without a line or words");
    fuzz_is_text(p->message, "a message");
    HOLDS(p->span.start >= all->last, "%s stands behind a later one", tiao_problem_name((tiao_problem_code)p->code));
    all->last = p->span.start;
    all->sum  = all->sum * 31 + p->span.end * 7 + p->code;
    all->count++;
    return TIAO_OK;
}

static problems find(tiao_str text, size_t count[5])
{
    tiao_doc  *d     = NULL;
    tiao_error err   = { 0 };
    problems   seen  = { 0 };
    size_t     found = 0;
    HOLDS(tiao_doc_parse(&d, text, NULL, &err) == TIAO_OK, "%s", err.msg);
    HOLDS(tiao_doc_find_facts(d, fuzz_words(), &err) == TIAO_OK, "%s", err.msg);
    check_facts(d);
    HOLDS(tiao_doc_problems(d, fuzz_words(), check_problem, &seen, &found, &err) == TIAO_OK, "%s", err.msg);
    HOLDS(found == seen.count, "%zu problems found, %zu given", found, seen.count);
    tiao_doc_quantities(d, &count[0]);
    tiao_doc_entitlements(d, &count[1]);
    tiao_doc_districts(d, &count[2]);
    tiao_doc_topics(d, &count[3]);
    tiao_doc_citations(d, &count[4]);
    tiao_doc_free(d);
    return seen;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t   a[5], b[5];
    tiao_buf text = fuzz_text((tiao_str){ (const char *)data, size });
    problems one = find(ti_buf_str(&text), a), two = find(ti_buf_str(&text), b);
    HOLDS(!memcmp(a, b, sizeof a) && one.count == two.count && one.sum == two.sum, "other facts the second time");
    tiao_buf_free(&text);
    return 0;
}
