/* Districts, found by a gazetteer.

   The longest name that fits wins, and every name that fits counts, inside the names of bodies and documents too: gold has
   漕开发 in 漕开发总公司 and 徐汇区 in 《徐汇区促进优秀创新创业人才发展的实施意见》. What is no place in a district is a row of the
   list with the district `-`: 张江国家自主创新示范区 is city-wide, 静安全 is no 静安. */
#include "facts/place.h"
#include "base/utf8.h"
#include "facts/vocabulary.h"

#include <stdlib.h>

/* What names need the document to contain, asked of the text once for each. */
typedef struct { tiao_str needs; bool met; } condition;

typedef struct {
    tiao_str    text;                 /* of the whole document */
    condition  *seen;
    size_t      count, room;
    tiao_error *err;
    tiao_err    rc;
} conditions;

static bool is_met(conditions *c, tiao_str needs)
{
    for (size_t i = 0; i < c->count; i++)
        if (ti_str_is(c->seen[i].needs, needs))
            return c->seen[i].met;
    condition *n = TI_PUSH(c->seen, c->count, c->room);
    if (!n) {
        c->rc = ti_no_memory(c->err);
        return false;
    }
    n->needs      = needs;
    tiao_str list = needs, one;
    while (!n->met && ti_list_next(&list, &one))
        n->met = ti_str_has(c->text, one);
    return n->met;
}

/* Layout that repeats or wraps the text mentions nothing of its own. */
static bool is_scanned(const tiao_node *n) { return n->kind != TIAO_INLINE && n->kind != TIAO_BOILERPLATE; }

tiao_err ti_find_places(tiao_doc *d, const tiao_words *words, tiao_error *err)
{
    const ti_lexicon *places = words->list[WORDS_PLACES];
    tiao_str         *ids    = ti_term_ids(d, words, TIAO_DISTRICTS);
    conditions        c      = { .text = d->text, .err = err };
    if (!ids)
        return ti_no_memory(err);
    for (uint32_t i = 0; i < d->count && c.rc == TIAO_OK; i++) {
        tiao_str    text = tiao_node_text(d, i);
        const char *p = text.s, *end = p + text.n;
        if (!is_scanned(&d->nodes[i]))
            continue;
        while (p < end && c.rc == TIAO_OK) {
            const ti_word *w = ti_lexicon_at(places, p, end);
            if (!w) {
                ti_utf8_next(&p, end);
                continue;
            }
            size_t term = ti_term_of_id(words, TIAO_DISTRICTS, w->field[0]);
            if (term != SIZE_MAX && (!w->field[1].n || is_met(&c, w->field[1]))) {
                tiao_mention *m = TI_PUSH(d->facts->districts, d->facts->districts_count, d->facts->districts_room);
                if (!m) {
                    c.rc = ti_no_memory(err);
                    break;
                }
                uint32_t from = (uint32_t)(p - text.s);
                *m = (tiao_mention){ i, { from, from + (uint32_t)w->word.n }, ids[term], { p, w->word.n } };
            }
            p += w->word.n;
        }
    }
    free(c.seen);
    return c.rc;
}

/* The one district that `s` names by its own name; *several is set where there is another. */
static size_t named_in(const tiao_words *words, tiao_str s, bool *several)
{
    size_t      found = SIZE_MAX;
    const char *p = s.s, *end = p + s.n;
    while (p < end) {
        const ti_word *w    = ti_lexicon_at(words->list[WORDS_PLACES], p, end);
        size_t         term = w ? ti_term_of_name(words, TIAO_DISTRICTS, w->word) : SIZE_MAX;
        if (term != SIZE_MAX && found != SIZE_MAX && term != found)
            *several = true;
        if (term != SIZE_MAX && found == SIZE_MAX)
            found = term;
        if (w)
            p += w->word.n;
        else
            ti_utf8_next(&p, end);
    }
    return found;
}

/* The part of a title that names who issued it: what stands before 关于, or at its very start where there is none
   (徐汇区促进…办法). 上海市人民政府关于支持浦东新区…的意见 is the city's. */
static tiao_str issuer_in_title(tiao_str title)
{
    size_t about = ti_str_find(title, TI_STR("关于"));
    if (about != SIZE_MAX)
        return ti_sub(title, 0, about);
    enum { START = 30 };                               /* bytes: 上海市浦东新区… */
    size_t n = title.n < START ? title.n : START;
    while (n < title.n && ((unsigned char)title.s[n] & 0xC0) == 0x80)
        n--;
    return ti_sub(title, 0, n);
}

tiao_str tiao_words_home(const tiao_words *words, const tiao_meta *meta)
{
    bool   several = false;
    size_t term    = named_in(words, meta->issuer, &several);
    if (term == SIZE_MAX && !meta->issuer.n)
        term = named_in(words, issuer_in_title(meta->title), &several);
    return term == SIZE_MAX || several ? (tiao_str){ "", 0 } : tiao_words_term(words, TIAO_DISTRICTS, term).id;
}
