#include "facts/ending.h"

#include <assert.h>

static const char *const names[] = {
    [ENDING_AMOUNT] = "amount", [ENDING_MORE] = "more", [ENDING_RULE] = "rule", [ENDING_THING] = "thing", [ENDING_VAGUE] = "vague",
    [ENDING_WHEN] = "when",     [ENDING_TERM] = "term", [ENDING_WHOM] = "whom", [ENDING_AIM] = "aim",
    [ENDING_COST] = "cost", [ENDING_SERVICE] = "service",
    [ENDING_CIRCUMSTANCE] = "circumstance",
};
static_assert(sizeof names / sizeof *names == ENDING_COUNT, "one name for each ending");

bool ti_ends_as(const ti_reading *r, ti_ending kind, uint32_t lo, uint32_t hi)
{
    const ti_word *w = hi > lo ? ti_lexicon_before(r->words->list[WORDS_ENDINGS], r->text.s + hi, r->text.s + lo) : NULL;
    for (int i = 0; w && i < w->fields; i++)
        if (ti_str_is(w->field[i], ti_str(names[kind])))
            return true;
    return false;
}
