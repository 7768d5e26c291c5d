#include "facts/beneficiary.h"
#include "base/utf8.h"

enum { MODIFIER_MAX = 24, JOIN_MAX = 14, GAP_MAX = 18 };      /* characters before a noun; between coordinated nouns; bytes inside a name */

/* Where words that modify a noun end, seen from the noun: particles and prepositions. */
static const char stops[] = "的对为向将把由从使让在于给按以与和及或并到被可等了其是且但，、；。：！？,;:!?（）()“”《》";

bool ti_stands_before(tiao_str text, uint32_t lo, uint32_t at, const char *what)
{
    size_t n = strlen(what);
    return at >= lo + n && memcmp(text.s + at - n, what, n) == 0;
}

bool ti_stands_at(tiao_str text, uint32_t at, uint32_t hi, const char *what)
{
    size_t n = strlen(what);
    return at + n <= hi && memcmp(text.s + at, what, n) == 0;
}

size_t ti_clue_from(const ti_clues *m, uint32_t at)
{
    size_t lo = 0, hi = m->n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (m->v[mid].end > at)
            hi = mid;
        else
            lo = mid + 1;
    }
    return lo;
}

static bool is_verb(const ti_clue *m)
{
    return m->role != CLUE_NOUN && m->role != CLUE_LICENSED && m->role != CLUE_BODY && m->role != CLUE_MODIFIER && m->role != CLUE_PLAIN;
}

static bool is_noun(tiao_str text, const ti_clues *all, size_t i, unsigned how)
{
    const ti_clue *m = &all->v[i];
    if (i + 1 < all->n && m[1].role == CLUE_BODY && m[1].start == m->end)
        return false;                                  /* 园区管委会, 毕业生公共就业服务机构 */
    static const char *const things[] = { "之家", "数据库", "名录", "名单" };
    for (size_t n = 0; n < sizeof things / sizeof *things; n++)
        if (ti_stands_at(text, m->end, (uint32_t)text.n, things[n]))
            return false;                              /* 青年之家 is a place, 科技企业数据库 a thing */
    if (ti_str_is(m->word->field[0], TI_STR("park")) && ti_stands_at(text, m->end, (uint32_t)text.n, "内"))
        return false;                                  /* 园区内符合条件的人才: where, not who */
    return m->role == CLUE_NOUN || (m->role == CLUE_LICENSED && how & PHRASE_LICENSED);
}

/* “四新”企业: a name in quotation marks before the noun belongs to it. */
static uint32_t before_quotes(tiao_str text, uint32_t lo, uint32_t at)
{
    const char *p = text.s + at, *start = text.s + lo;
    if (ti_utf8_back(&p, start) != 0x201D)
        return at;
    for (int n = 0; n < MODIFIER_MAX && p > start; n++)
        if (ti_utf8_back(&p, start) == 0x201C)
            return (uint32_t)(p - text.s);
    return at;
}

/* 对前沿和共性技术类科研院所: what stands before 和 is one more modifier, if it opens the stretch and names nobody. */
static bool is_opening(const ti_reading *r, uint32_t lo, const char *at)
{
    size_t k = ti_clue_from(r->clues, lo), n = (size_t)(at - (r->text.s + lo));
    while (k < r->clues->n && r->clues->v[k].role == CLUE_PLAIN && r->clues->v[k].end <= lo + n)
        k++;                                           /* 紧缺急需和骨干技术人员 */
    return n > 0 && n <= 12 && !(k < r->clues->n && r->clues->v[k].start < lo + n) && !ti_is_one_of(ti_utf8_peek(at - 3, at), stops);
}

/* Goes back from a noun over what modifies it. */
static uint32_t modified_from(const ti_reading *r, uint32_t lo, size_t noun)
{
    const char *start = r->text.s + lo, *p = r->text.s + r->clues->v[noun].start;
    size_t      k = noun;
    bool        rank = false;
    bool        such = false;                          /* 金融、医疗保健、教育培训等企业: the list belongs to the noun */
    for (int n = 0; n < MODIFIER_MAX && p > start; n++) {
        uint32_t at = (uint32_t)(p - r->text.s);
        if (k > 0 && r->clues->v[k - 1].end == at && r->clues->v[k - 1].start >= lo) {
            const ti_clue *m = &r->clues->v[k - 1];
            if (is_verb(m) || m->role == CLUE_BODY || (m->role == CLUE_LICENSED && r->clues->v[noun].start > m->end + GAP_MAX))
                break;
            p = r->text.s + m->start;
            k--;
            continue;
        }
        uint32_t quoted = before_quotes(r->text, lo, at);
        if (quoted < at) {
            p = r->text.s + quoted;
            while (k > 0 && r->clues->v[k - 1].start >= quoted)
                k--;
            continue;
        }
        const char *q  = p;
        uint32_t    cp = ti_utf8_back(&q, start);
        such |= cp == 0x7B49 /* 等 */ && q > start;
        rank = ti_stands_at(r->text, at, at + 3, "强") || (rank && ti_is_digit(ti_utf8_peek(p, p + 4)));
        if (cp == 0x8005 /* 者 */ && ti_stands_before(r->text, lo, (uint32_t)(q - r->text.s), "或"))
            break;                                     /* 或者申请单位 */
        if (ti_is_digit(cp) && !rank)                  /* 20万元 ends what stands before; 世界500强企业 is a name */
            break;
        if (cp == 0x3001 /* 、 */ && ti_stands_before(r->text, lo, (uint32_t)(q - r->text.s), "级")) {
            p = q;                                     /* 国家级、市级重点实验室 */
            continue;
        }
        if (ti_is_one_of(cp, stops) && !(such && ti_is_one_of(cp, "等、和")) && !(cp == 0x548C /* 和 */ && is_opening(r, lo, q)))
            break;
        p = q;
    }
    while (p < r->text.s + r->clues->v[noun].start && ti_is_space(ti_utf8_peek(p, r->text.s + r->text.n)))
        ti_utf8_next(&p, r->text.s + r->text.n);
    return (uint32_t)(p - r->text.s);
}

static bool is_person(tiao_str id) { return ti_str_is(id, TI_STR("talent")) || ti_str_is(id, TI_STR("student")); }

/* The bytes of the coordinator at `at`: 、 和 以及; 0 where none stands. */
static uint32_t joiner(const ti_reading *r, uint32_t at, uint32_t hi, bool with)
{
    static const char *const words[] = { "以及", "及其", "或者", "、", "和", "及", "或", "与" };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (ti_stands_at(r->text, at, hi, words[i]) && (with || i + 1 < sizeof words / sizeof *words))
            return (uint32_t)strlen(words[i]);
    return 0;
}

/* Whether [from, to) holds nothing but modifiers: no particle, no verb, not too long. */
static bool is_plain(const ti_reading *r, uint32_t from, uint32_t to)
{
    const char *p = r->text.s + from, *end = r->text.s + to;
    for (int n = 0; p < end; n++)
        if (n >= JOIN_MAX || ti_is_one_of(ti_utf8_next(&p, end), stops))
            return false;
    return true;
}

/* A noun's class, with the words before it taken into account: 初创 makes an enterprise a startup. */
static tiao_str class_of(const ti_reading *r, uint32_t start, const ti_clue *noun)
{
    const ti_lexicon *l = r->words->list[WORDS_MODIFIERS];
    tiao_str          id = noun->word->field[0];
    for (const char *p = r->text.s + start, *end = r->text.s + noun->end; p < end;) {
        const ti_word *w = ti_lexicon_at(l, p, end);
        if (w && ti_str_is(w->field[1], id))
            return w->field[0];
        if (w)
            p += w->word.n;
        else
            ti_utf8_next(&p, end);
    }
    return id;
}

/* 高校和科研院所科研人员: a noun right behind another one is what both name; the earlier parts of an organisation's kind are
   then where the people are, and belong to it. */
static void extend(ti_phrase *f, const ti_reading *r, const ti_clue *noun)
{
    ti_part *last = &f->part[f->parts - 1];
    tiao_str id   = class_of(r, last->start, noun);
    while (f->parts > 1 && is_person(id) && !is_person(f->part[f->parts - 2].id) && !is_person(last->id)) {
        f->parts--;
        last[-1].end = last->end;
        last--;
    }
    last->end = noun->end;
    last->id  = id;
}

/* Whether the last character of [from, to) is one of a set. */
static bool ends_in(tiao_str text, uint32_t from, uint32_t to, const char *set)
{
    const char *p = text.s + to;
    return ti_is_one_of(ti_utf8_back(&p, text.s + from), set);
}

/* 单位和个人: a noun that is none by itself is one beside one that is. */
static bool is_paired(const ti_reading *r, size_t i, uint32_t hi)
{
    const ti_clue *m = &r->clues->v[i];
    uint32_t       join;
    if (m->role != CLUE_LICENSED || i + 1 >= r->clues->n || m[1].end > hi)
        return false;
    join = joiner(r, m->end, m[1].start, false);
    return join && m->end + join == m[1].start && m[1].role == CLUE_NOUN && !ti_stands_at(r->text, m->end, hi, "、");
}

/* 企业科技和技能人才: two modifiers joined by 和 between two nouns, where the second noun ends the phrase. */
static bool is_inner(const ti_reading *r, uint32_t from, uint32_t noun, uint32_t noun_end, uint32_t hi)
{
    uint32_t at = from;
    size_t   k  = ti_clue_from(r->clues, noun);
    if (noun > from && noun - from <= 6 && k > 0 && is_person(r->clues->v[k].word->field[0]) && is_plain(r, from, noun) &&
        r->clues->v[k - 1].end == from && is_person(r->clues->v[k - 1].word->field[0]))
        return true;                                   /* 青年科技人才 */
    if (noun > from && noun - from <= GAP_MAX && ends_in(r->text, from, noun, "类型级") && is_plain(r, from, noun))
        return true;                                   /* 高校工程类教师 */
    if (noun - from <= 9 && ends_in(r->text, from, noun, "和") && k < r->clues->n && is_person(r->clues->v[k].word->field[0]) &&
        is_plain(r, from, noun - 3) && noun - 3 > from && (noun_end >= hi || ti_is_one_of(ti_utf8_peek(r->text.s + noun_end, r->text.s + hi), "、，,")))
        return true;                                   /* 企业科技和技能人才 */
    if (noun - from < 9 || noun - from > 36 || (noun_end < hi && !ti_is_one_of(ti_utf8_peek(r->text.s + noun_end, r->text.s + hi), "、，,；及和或")))
        return false;
    while (at < noun && !ti_stands_at(r->text, at, noun, "和"))
        at++;
    return at > from && at + 6 <= noun && is_plain(r, from, at) && is_plain(r, at + 3, noun);
}

/* 职业院校（含技工院校）、普通高等学校: behind a remark in brackets that starts at `at`. */
static uint32_t after_brackets(tiao_str text, uint32_t at, uint32_t hi)
{
    if (!ti_stands_at(text, at, hi, "（"))
        return at;
    for (uint32_t i = at; i + 3 <= hi && i - at < 120; i++)
        if (ti_stands_at(text, i, hi, "）"))
            return i + 3;
    return at;
}

/* 创业投资管理运营人才: what is a beneficiary behind a licence only is a modifier where a noun follows at a little distance. */
static bool modifies_next(const ti_reading *r, size_t i, uint32_t hi, unsigned how)
{
    const ti_clues *m = r->clues;
    return i + 1 < m->n && m->v[i].role == CLUE_LICENSED && is_noun(r->text, m, i + 1, how) && m->v[i + 1].end <= hi &&
           m->v[i].end < m->v[i + 1].start && m->v[i + 1].start - m->v[i].end <= GAP_MAX &&
           (is_plain(r, m->v[i].end, m->v[i + 1].start) || ti_stands_before(r->text, m->v[i].end, m->v[i + 1].start, "各"));
}

bool ti_phrase_find(ti_phrase *out, const ti_reading *r, uint32_t lo, uint32_t hi, unsigned how)
{
    const ti_clues *m = r->clues;
    size_t          i = ti_clue_from(m, lo);
    while (i < m->n && m->v[i].end <= hi && (!(is_noun(r->text, m, i, how) || is_paired(r, i, hi)) || m->v[i].start < lo))
        i++;
    if (i >= m->n || m->v[i].end > hi)
        return false;
    while (modifies_next(r, i, hi, how))
        i++;
    *out         = (ti_phrase){ .first = (uint32_t)i, .last = (uint32_t)i, .parts = 1 };
    out->start   = modified_from(r, lo, i);
    uint32_t tail = 0;
    out->part[0] = (ti_part){ out->start, m->v[i].end, class_of(r, out->start, &m->v[i]) };
    for (size_t k = i + 1; k < m->n && m->v[k].end <= hi; k++) {
        uint32_t end = out->part[out->parts - 1].end, from = end;
        if (m->v[k].role == CLUE_MODIFIER || m->v[k].role == CLUE_PLAIN || m->v[k].role == CLUE_ACTION || joiner(r, m->v[k].start, m->v[k].end, how & PHRASE_WITH))
            continue;
        if (m->v[k].role == CLUE_ADVERB && k + 1 < m->n && m->v[k + 1].start == m->v[k].end)
            continue;                                  /* 社会资本和重点企业 */
        from = after_brackets(r->text, end, hi);
        if (from > m->v[k].start || (joiner(r, from, m->v[k].start, how & PHRASE_WITH) && modifies_next(r, k, hi, how)))
            continue;
        if (!is_noun(r->text, m, k, how | PHRASE_LICENSED))
            break;
        uint32_t join = joiner(r, from, m->v[k].start, how & PHRASE_WITH);
        bool     such = !join && ti_stands_at(r->text, from, m->v[k].start, "等");      /* 金融、教育培训等企业 */
        from += join ? join : such ? (uint32_t)strlen("等") : 0;
        if (from != m->v[k].start && !is_inner(r, end, m->v[k].start, m->v[k].end, hi) && !((join || such) && is_plain(r, from, m->v[k].start)))
            break;
        tiao_str umbrella = such ? class_of(r, from, &m->v[k]) : (tiao_str){ NULL, 0 };
        if (such && ti_str_is(umbrella, TI_STR("other"))) {
            out->last = (uint32_t)k;                   /* 高校院所等社会力量: the instances say more */
            tail      = m->v[k].end;
            break;
        }
        if (!join && !such && from != end && !is_inner(r, end, m->v[k].start, m->v[k].end, hi))
            break;
        if (!join && !such)
            extend(out, r, &m->v[k]);
        else if (such) {                                    /* one kind, of which the ones before are instances */
            out->part[0].end = m->v[k].end;
            out->part[0].id  = umbrella;
            out->parts       = 1;
        } else {
            tiao_str id   = class_of(r, from, &m->v[k]);
            if (out->parts == TI_PARTS_MAX)
                break;
            out->part[out->parts++] = (ti_part){ from, m->v[k].end, id };
        }
        out->last = (uint32_t)k;
    }
    int n = 0;
    for (int k = 1; k < out->parts; k++)               /* one row for each class */
        if (ti_str_is(out->part[k].id, out->part[n].id))
            out->part[n].end = out->part[k].end;
        else
            out->part[++n] = out->part[k];
    out->parts = n + 1;
    out->end   = tail ? tail : out->part[n].end;
    return true;
}
