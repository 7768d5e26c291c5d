#include "facts/marks.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "facts/modality.h"

#include <stdlib.h>

/* The second field of corpus/words/entitlements.txt. */
static const char *const role_names[MARK_COUNT] = {
    [MARK_NOUN] = NULL,         [MARK_BODY] = NULL,         [MARK_LICENSE] = "license", [MARK_PRESS] = "press",
    [MARK_LICENSED] = NULL,     [MARK_REWARD] = "reward",   [MARK_PROVIDE] = "provide", [MARK_REVIEW] = "review",
    [MARK_RAISE] = "raise",     [MARK_FOUND] = "found",     [MARK_PREP] = "prep",
    [MARK_GRANT] = "grant",     [MARK_EASE] = "ease",       [MARK_WEAK] = "weak",       [MARK_MODAL] = "modal",
    [MARK_EXPLORE] = "explore", [MARK_CARRY] = "carry",     [MARK_MAKE] = "make",       [MARK_ACTION] = "action",
    [MARK_RESULT] = "result",   [MARK_TARGET] = "target",   [MARK_TOWARD] = "toward",   [MARK_ADVERB] = "adverb",
    [MARK_MODIFIER] = "modifier", [MARK_PLAIN] = "plain",
};

static bool role_of(ti_mark_role *out, tiao_str name)
{
    for (int i = 0; i < MARK_COUNT; i++)
        if (role_names[i] && ti_str_is(ti_str(role_names[i]), name)) {
            *out = (ti_mark_role)i;
            return true;
        }
    return false;
}

static ti_mark mark_of(const ti_word *w, ti_mark_role role, uint32_t at)
{
    if (role == MARK_NOUN && ti_str_is(w->field[0], TI_STR("plain")))
        return (ti_mark){ at, at + (uint32_t)w->word.n, MARK_PLAIN, TIAO_GRANT, false, w };
    if (role == MARK_NOUN && w->field[1].n)
        return (ti_mark){ at, at + (uint32_t)w->word.n, MARK_LICENSED, TIAO_GRANT, false, w };
    ti_mark       m = { at, at + (uint32_t)w->word.n, (uint8_t)role, TIAO_GRANT, false, w };
    tiao_modality modality;
    if (role == MARK_PLAIN && role_of(&role, w->field[0]))
        m.role = (uint8_t)role;
    if (m.role != MARK_NOUN && m.role != MARK_BODY && ti_modality_from_name(&modality, w->field[1])) {
        m.modality = (uint8_t)modality;
        m.speaks   = true;
    }
    return m;
}

tiao_err ti_marks_find(ti_marks *out, tiao_str text, size_t from, const tiao_words *words, tiao_error *err)
{
    static const struct { ti_words_id list; ti_mark_role role; } from_list[] = {
        { WORDS_BENEFICIARIES, MARK_NOUN }, { WORDS_BODIES, MARK_BODY }, { WORDS_ENTITLEMENTS, MARK_PLAIN },
    };
    const char *p = text.s + from, *end = text.s + text.n;
    out->n = 0;
    while (p < end) {
        const ti_word *best = NULL;
        ti_mark_role   role = MARK_PLAIN;
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
        ti_mark *m = TI_PUSH(out->v, out->n, out->room);
        if (!m)
            return ti_no_memory(err);
        *m = mark_of(best, role, (uint32_t)(p - text.s));
        p += best->word.n;
    }
    return TIAO_OK;
}

void ti_marks_free(ti_marks *m)
{
    free(m->v);
    *m = (ti_marks){ 0 };
}

tiao_err ti_marks_check_words(const tiao_words *words, tiao_error *err)
{
    const ti_lexicon *l = words->list[WORDS_ENTITLEMENTS];
    for (size_t i = 0; i < ti_lexicon_count(l); i++) {
        const ti_word *w = ti_lexicon_word(l, i);
        ti_mark_role   role;
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
