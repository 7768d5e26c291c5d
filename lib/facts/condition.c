#include "facts/condition.h"
#include "base/utf8.h"

enum { CONDITION_MIN = 9, NARROWED_MAX = 300 };      /* bytes behind the noun: 自主 narrows nobody; before 的 */

/* What a condition is printed without. */
void ti_condition_trim(tiao_str text, uint32_t *start, uint32_t *end)
{
    static const char *const head[] = { "，", "、", ",", " ", "\xE3\x80\x80", "对于", "对", "其中", "凡", "且", "或", "一批", "各类", "更多", "的" };
    static const char *const tail[] = { "，", "、", ",", " ", "\xE3\x80\x80", "的", "等", "，且", "再", "还", "均",
                                        "一次性", "分别", "每年", "每月", "直接", "一律", "另" };
    for (bool more = true; more && *start < *end;) {
        more = false;
        for (size_t i = 0; i < sizeof head / sizeof *head; i++)
            if (ti_stands_at(text, *start, *end, head[i])) {
                *start += (uint32_t)strlen(head[i]);
                more = true;
            }
        for (size_t i = 0; i < sizeof tail / sizeof *tail; i++)
            if (*end > *start && ti_stands_before(text, *start, *end, tail[i])) {
                *end -= (uint32_t)strlen(tail[i]);
                more = true;
            }
    }
    if (*end < *start)
        *end = *start;
}

/* Whether a party ends at `at`: the lead-in does, or the next party is joined on. */
static uint32_t separator(tiao_str text, uint32_t at, uint32_t hi)
{
    static const char *const words[] = { "以及", "、", "和", "及", "或", "，", "," };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (ti_stands_at(text, at, hi, words[i]))
            return (uint32_t)strlen(words[i]);
    return 0;
}

/* 创业人才及其核心团队: the second noun leans on the first, and the phrase finder has joined them. */
static int listed(ti_party *out, const ti_reading *r, uint32_t lo, uint32_t hi, unsigned how)
{
    int       n    = 0;
    uint32_t  from = lo, seek = lo;
    ti_phrase f;
    while (n < TI_PARTIES_MAX && ti_phrase_find(&f, r, seek, hi, how)) {
        uint32_t next = separator(r->text, f.end, hi);
        seek          = f.end;
        if (f.end < hi && !next)
            continue;
        bool headed = f.start == from || ti_stands_before(r->text, from, f.start, "的");
        if (!headed && f.end < hi)
            continue;
        out[n].who   = f;
        out[n].start = from;
        out[n].end   = f.start;
        ti_condition_trim(r->text, &out[n].start, &out[n].end);
        n++;
        from = seek = f.end + next;
        if (f.end >= hi)
            return n;
    }
    return 0;                                          /* the lead-in does not end with a party: no list */
}

uint32_t ti_before_brackets(tiao_str text, uint32_t lo, uint32_t at)
{
    if (!ti_stands_before(text, lo, at, "）"))
        return at;
    for (uint32_t i = at; i > lo && at - i < 120; i--)
        if (ti_stands_at(text, i - 1, at, "（"))
            return i - 1;
    return at;
}

/* Where the verb ends that says how somebody came to be something, behind 首次 and its like; 0 where none opens the stretch. */
static uint32_t behind_gain(tiao_str text, uint32_t at, uint32_t end, bool *since)
{
    static const char *const whens[] = { "首次", "首批", "首家", "新", "当年", "年度", "本年度" };
    static const char *const verbs[] = { "获评为", "获评", "获得", "获批", "获", "认定为", "认定", "评为", "评定为", "入选", "列入", "升级为", "引进" };
    *since = false;
    for (size_t i = 0; i < sizeof whens / sizeof *whens && !*since; i++)
        if (ti_stands_at(text, at, end, whens[i])) {
            at += (uint32_t)strlen(whens[i]);
            *since = true;
        }
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (ti_stands_at(text, at, end, verbs[i]))
            return at + (uint32_t)strlen(verbs[i]);
    return 0;
}

/* 首次获评国家级“小巨人”企业的: who comes to be something is the bare noun; 新认定高新技术企业: how is a condition. */
static void part_from_verb(const ti_reading *r, ti_party *p, uint32_t lo, uint32_t end)
{
    bool     since;
    uint32_t verb = behind_gain(r->text, p->who.start, p->who.end, &since), noun = r->clues->v[p->who.first].start;
    if (!verb || p->who.parts != 1 || verb > noun)
        return;
    if (ti_stands_at(r->text, p->who.end, end, "的") && p->who.end + 3 == end) {
        p->start     = lo;
        p->end       = p->who.end;
        p->who.start = noun;
        ti_condition_trim(r->text, &p->start, &p->end);
    } else if (since && p->end <= p->start) {
        p->start     = p->who.start;
        p->end       = p->who.start = verb;
    } else
        return;
    p->who.part[0].start = p->who.start;
}

static int find_parties(ti_party out[TI_PARTIES_MAX], const ti_reading *r, uint32_t lo, uint32_t hi, bool anyone)
{
    ti_phrase f, next;
    uint32_t  end = hi;
    while (end > lo && (ti_stands_before(r->text, lo, end, "，") || ti_stands_before(r->text, lo, end, " ")))
        end -= ti_stands_before(r->text, lo, end, " ") ? 1 : 3;
    end   = ti_before_brackets(r->text, lo, end);
    int n = listed(out, r, lo, end, PHRASE_WITH);
    if (!n && anyone)
        n = listed(out, r, lo, end, PHRASE_WITH | PHRASE_LICENSED);
    if (n)
        return n;
    if (!(anyone && ti_phrase_find(&f, r, lo, end, PHRASE_WITH | PHRASE_LICENSED) && f.start == lo) && !ti_phrase_find(&f, r, lo, end, PHRASE_WITH))
        return 0;
    /* 符合条件的人员自主创业的: what stands before 的 narrows the noun behind it, unless a noun comes first */
    for (uint32_t seek = f.end; !ti_stands_before(r->text, lo, f.start, "的") && ti_phrase_find(&next, r, seek, end, PHRASE_WITH); seek = next.end)
        if (ti_stands_before(r->text, seek, next.start, "的") && next.start - lo < NARROWED_MAX && !ti_stands_before(r->text, lo, f.start, "的") &&
            f.start > lo + 6) {
            f = next;
            break;
        }
    out[0].who   = f;
    out[0].start = lo;
    out[0].end   = f.start;
    ti_condition_trim(r->text, &out[0].start, &out[0].end);
    if (out[0].end > out[0].start && ti_stands_before(r->text, lo, end, "的") && !ti_stands_before(r->text, lo, f.start, "的")) {
        out[0].end = end;                              /* 首获国家级重点企业或重点项目的 */
        ti_condition_trim(r->text, &out[0].start, &out[0].end);
        return 1;
    }
    if (out[0].end <= out[0].start || !ti_stands_before(r->text, lo, f.start, "的")) {
        uint32_t a = f.end, b = end;
        ti_condition_trim(r->text, &a, &b);
        if (b >= a + (ti_stands_before(r->text, lo, end, "的") ? CONDITION_MIN - 3 : CONDITION_MIN) && !ti_stands_at(r->text, a, b, "按")) {         /* 对中试基地按投资的30%给予…: how much */
            out[0].start = a;
            out[0].end   = b;
        } else if (out[0].end > out[0].start && !ti_stands_before(r->text, lo, f.start, "的"))
            out[0].end = out[0].start;
    }
    return 1;
}

int ti_parties_find(ti_party out[TI_PARTIES_MAX], const ti_reading *r, uint32_t lo, uint32_t hi, bool anyone)
{
    int  n = find_parties(out, r, lo, hi, anyone);
    bool since;
    if (n == 1)
        part_from_verb(r, &out[0], lo, hi);
    else if (n > 1 && ti_stands_before(r->text, lo, out[n - 1].who.start, "的") && behind_gain(r->text, out[0].who.start, out[0].who.end, &since)) {
        out[0].end   = out[n - 1].who.start;           /* 首次获得绿色工厂、绿色供应链称号的企业 */
        out[0].who   = out[n - 1].who;
        out[0].start = lo;
        ti_condition_trim(r->text, &out[0].start, &out[0].end);
        return 1;
    }
    return n;
}
