#include "facts/vocabulary.h"
#include "base/language.h"
#include "base/nearest.h"

static const ti_lexicon *list_of(const tiao_words *w, tiao_vocabulary v)
{
    return w->list[v == TIAO_TOPICS ? WORDS_TOPICS : WORDS_DISTRICTS];
}

size_t tiao_words_count(const tiao_words *w, tiao_vocabulary v) { return ti_lexicon_count(list_of(w, v)); }

tiao_term tiao_words_term(const tiao_words *w, tiao_vocabulary v, size_t i)
{
    const ti_word *t = ti_lexicon_word(list_of(w, v), i);
    return (tiao_term){ t->word, t->field[0], t->field[2] };
}

bool ti_list_next(tiao_str *list, tiao_str *name)
{
    if (!list->n)
        return false;
    size_t end = ti_str_find(*list, TI_STR("、"));
    if (end == SIZE_MAX) {
        *name = ti_str_trim(*list);
        *list = (tiao_str){ list->s + list->n, 0 };
    } else {
        *name = ti_str_trim(ti_sub(*list, 0, end));
        *list = ti_sub(*list, end + sizeof "、" - 1, list->n);
    }
    return true;
}

size_t ti_term_of_id(const tiao_words *w, tiao_vocabulary v, tiao_str id)
{
    const ti_lexicon *l = list_of(w, v);
    const ti_word    *t = ti_lexicon_find(l, id);
    return t ? (size_t)(t - ti_lexicon_word(l, 0)) : SIZE_MAX;
}

size_t ti_term_of_name(const tiao_words *w, tiao_vocabulary v, tiao_str name)
{
    const ti_lexicon *l = list_of(w, v);
    size_t            i = ti_term_of_id(w, v, name);
    for (size_t k = 0; k < ti_lexicon_count(l) && i == SIZE_MAX; k++) {
        tiao_str names = ti_lexicon_word(l, k)->field[1], one;
        if (ti_str_is(ti_lexicon_word(l, k)->field[0], name))
            i = k;
        while (i == SIZE_MAX && ti_list_next(&names, &one))
            if (ti_str_is(one, name))
                i = k;
    }
    return i;
}

tiao_str *ti_term_ids(tiao_doc *d, const tiao_words *w, tiao_vocabulary v)
{
    size_t    n   = tiao_words_count(w, v);
    tiao_str *ids = TI_NEW(&d->arena, tiao_str, n + 1);
    for (size_t i = 0; i < n && ids; i++) {
        ids[i] = ti_doc_keep(d, tiao_words_term(w, v, i).id);
        if (!ids[i].s)
            return NULL;
    }
    return ids;
}

tiao_err tiao_words_find(tiao_term *out, const tiao_words *w, tiao_vocabulary v, tiao_str name, tiao_error *err)
{
    if (ti_want_utf8(name, err) != TIAO_OK)
        return TIAO_EUSAGE;
    const ti_lexicon *l = list_of(w, v);
    size_t            i = ti_term_of_name(w, v, name);
    if (i == SIZE_MAX && v == TIAO_DISTRICTS) {
        const ti_word *place = ti_lexicon_find(w->list[WORDS_PLACES], name);
        if (place)
            i = ti_term_of_id(w, v, place->field[0]);
    }
    if (i != SIZE_MAX) {
        *out = tiao_words_term(w, v, i);
        return TIAO_OK;
    }
    ti_nearest near = { .word = name };
    tiao_buf   b    = { 0 };
    for (size_t k = 0; k < ti_lexicon_count(l); k++) {
        const ti_word *t     = ti_lexicon_word(l, k);
        tiao_str       names = t->field[1], one;
        ti_nearest_offer(&near, t->word);
        ti_nearest_offer(&near, t->field[0]);
        while (ti_list_next(&names, &one))
            ti_nearest_offer(&near, one);
    }
    for (int k = 0; k < near.count; k++) {             /* an id without its name says little */
        tiao_term t = tiao_words_term(w, v, ti_term_of_name(w, v, near.best[k]));
        ti_buf_put(&b, ti_str(k ? ti_said(", ") : ti_said("; nearest: ")));
        ti_buf_put(&b, t.id);
        ti_buf_char(&b, ' ');
        ti_buf_put(&b, ti_str_is(near.best[k], t.id) ? t.name : near.best[k]);
    }
    const bool topic = v == TIAO_TOPICS;
    tiao_err   rc    = b.failed ? ti_no_memory(err)
                       : b.n    ? ti_fail(err, TIAO_EUSAGE, 0, topic ? N_("no topic '%.*s'%s") : N_("no district '%.*s'%s"), (int)name.n, name.s, b.p)
                                : ti_fail(err, TIAO_EUSAGE, 0, topic ? N_("no topic '%.*s'; 'tiao topics' lists them")
                                                                     : N_("no district '%.*s'; 'tiao districts' lists them"), (int)name.n, name.s);
    tiao_buf_free(&b);
    return rc;
}

static tiao_err unlisted(const ti_lexicon *l, const ti_word *word, const char *no_such, tiao_str id, tiao_error *err)
{
    return ti_fail(err, TIAO_EUSAGE, word->line, no_such, ti_lexicon_name(l), word->line, (int)id.n, id.s);
}

tiao_err ti_words_check(const tiao_words *w, tiao_error *err)
{
    const ti_lexicon *places = w->list[WORDS_PLACES], *evidence = w->list[WORDS_TOPIC_EVIDENCE];
    for (size_t i = 0; i < ti_lexicon_count(places); i++) {
        const ti_word *p = ti_lexicon_word(places, i);
        if (!ti_str_is(p->field[0], TI_STR("-")) && ti_term_of_id(w, TIAO_DISTRICTS, p->field[0]) == SIZE_MAX)
            return unlisted(places, p, N_("%s:%u: no district '%.*s'; add it to its list or write -"), p->field[0], err);
    }
    for (size_t i = 0; i < ti_lexicon_count(evidence); i++) {
        const ti_word *e = ti_lexicon_word(evidence, i);
        for (int f = 0; f < e->fields; f += 2) {
            tiao_str topic = e->field[f], weight = f + 1 < e->fields ? e->field[f + 1] : (tiao_str){ "", 0 };
            if (ti_str_is(topic, TI_STR("-")))
                continue;
            if (ti_term_of_id(w, TIAO_TOPICS, topic) == SIZE_MAX)
                return unlisted(evidence, e, N_("%s:%u: no topic '%.*s'; add it to its list or write -"), topic, err);
            if (weight.n != 1 || weight.s[0] < '1' || weight.s[0] > '9')
                return ti_fail(err, TIAO_EUSAGE, e->line, "%s:%u: the weight of '%.*s' is '%.*s', not 1 to 9",
                               ti_lexicon_name(evidence), e->line, (int)e->word.n, e->word.s, (int)weight.n, weight.s);
        }
    }
    return TIAO_OK;
}
