#include "facts/clues.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "facts/modality.h"

#include <stdlib.h>

/* The second field of corpus/words/entitlements.txt. */
static const char *const role_names[CLUE_COUNT] = {
    [CLUE_NOUN] = NULL,         [CLUE_BODY] = NULL,         [CLUE_LICENSE] = "license", [CLUE_PRESS] = "press",
    [CLUE_LICENSED] = NULL,     [CLUE_REWARD] = "reward",   [CLUE_PROVIDE] = "provide", [CLUE_REVIEW] = "review",
    [CLUE_RAISE] = "raise",     [CLUE_FOUND] = "found",     [CLUE_PREP] = "prep",
    [CLUE_GRANT] = "grant",     [CLUE_EASE] = "ease",       [CLUE_WEAK] = "weak",       [CLUE_MODAL] = "modal",
    [CLUE_EXPLORE] = "explore", [CLUE_CARRY] = "carry",     [CLUE_MAKE] = "make",       [CLUE_ACTION] = "action",
    [CLUE_RESULT] = "result",   [CLUE_TARGET] = "target",   [CLUE_TOWARD] = "toward",   [CLUE_ADVERB] = "adverb",
    [CLUE_MODIFIER] = "modifier", [CLUE_PLAIN] = "plain",
};

static bool role_of(ti_clue_role *out, tiao_str name)
{
    for (int i = 0; i < CLUE_COUNT; i++)
        if (role_names[i] && ti_str_is(ti_str(role_names[i]), name)) {
            *out = (ti_clue_role)i;
            return true;
        }
    return false;
}

static ti_clue clue_of(const ti_word *w, ti_clue_role role, uint32_t at)
{
    if (role == CLUE_NOUN && ti_str_is(w->field[0], TI_STR("plain")))
        return (ti_clue){ at, at + (uint32_t)w->word.n, CLUE_PLAIN, TIAO_GRANT, false, w };
    if (role == CLUE_NOUN && w->field[1].n)
        return (ti_clue){ at, at + (uint32_t)w->word.n, CLUE_LICENSED, TIAO_GRANT, false, w };
    ti_clue       m = { at, at + (uint32_t)w->word.n, (uint8_t)role, TIAO_GRANT, false, w };
    tiao_modality modality;
    if (role == CLUE_PLAIN && role_of(&role, w->field[0]))
        m.role = (uint8_t)role;
    if (m.role != CLUE_NOUN && m.role != CLUE_BODY && ti_modality_from_name(&modality, w->field[1])) {
        m.modality = (uint8_t)modality;
        m.speaks   = true;
    }
    return m;
}

tiao_err ti_clues_find(ti_clues *out, tiao_str text, size_t from, const tiao_words *words, tiao_error *err)
{
    static const struct { ti_words_id list; ti_clue_role role; } from_list[] = {
        { WORDS_BENEFICIARIES, CLUE_NOUN }, { WORDS_BODIES, CLUE_BODY }, { WORDS_ENTITLEMENTS, CLUE_PLAIN },
    };
    const char *p = text.s + from, *end = text.s + text.n;
    out->n = 0;
    while (p < end) {
        const ti_word *best = NULL;
        ti_clue_role   role = CLUE_PLAIN;
        for (size_t i = 0; (unsigned char)*p >= 0x80 && i < sizeof from_list / sizeof *from_list; i++) {
            const ti_word *w = ti_lexicon_at(words->list[from_list[i].list], p, end);
            if (w && (!best || w->word.n > best->word.n)) {
                best = w;
                role = from_list[i].role;
            }
        }
        if (!best) {
            ti_utf8_next(&p, end);
            continue;
        }
        ti_clue *m = TI_PUSH(out->v, out->n, out->room);
        if (!m)
            return ti_no_memory(err);
        *m = clue_of(best, role, (uint32_t)(p - text.s));
        p += best->word.n;
        if (m->role == CLUE_LICENSE && ti_utf8_peek(p, end) == 0x7684 /* 的 */)
            m->role = CLUE_PLAIN;                      /* 国家鼓励的企业 */
    }
    return TIAO_OK;
}

void ti_clues_free(ti_clues *m)
{
    free(m->v);
    *m = (ti_clues){ 0 };
}

tiao_err ti_clues_check_words(const tiao_words *words, tiao_error *err)
{
    const ti_lexicon *l = words->list[WORDS_ENTITLEMENTS];
    for (size_t i = 0; i < ti_lexicon_count(l); i++) {
        const ti_word *w = ti_lexicon_word(l, i);
        ti_clue_role   role;
        tiao_modality  modality;
        if (!role_of(&role, w->field[0]))
            return ti_fail(err, TIAO_EUSAGE, w->line, "%s:%u: no role '%.*s'; the list's head names them", ti_lexicon_name(l), w->line,
                           (int)w->field[0].n, w->field[0].s);
        if (w->field[1].n && !ti_modality_from_name(&modality, w->field[1]))
            return ti_fail(err, TIAO_EUSAGE, w->line, "%s:%u: no modality '%.*s'; grant, allow, require, prohibit, encourage, "
                           "support and explore are", ti_lexicon_name(l), w->line, (int)w->field[1].n, w->field[1].s);
    }
    return TIAO_OK;
}
