#include "facts/words.h"
#include "base/mem.h"
#include "facts/measure.h"
#include "facts/vocabulary.h"

#include <stdio.h>
#include <stdlib.h>

/* The lists: the file's name without its ending, and how many fields stand behind each word. */
static const struct { const char *name; int least, most; } lists[WORDS_COUNT + 1] = {
    [WORDS_DISTRICTS]      = { "districts", 1, 2 },
    [WORDS_PLACES]         = { "places", 1, 2 },
    [WORDS_TOPICS]         = { "topics", 1, 3 },
    [WORDS_TOPIC_EVIDENCE] = { "topic-evidence", 2, 6 },
    [WORDS_UNITS]          = { "units", 1, 3 },
    [WORDS_MEASURES]       = { "measures", 2, 2 },
    [WORDS_COMPARATORS]    = { "comparators", 1, 3 },
    [WORDS_NAMES]          = { "names", 0, 0 },
    [WORDS_CUES]           = { "cues", 1, 2 },
    [WORDS_SUBJECTS]       = { "subjects", 1, 1 },
    [WORDS_BENEFICIARIES]  = { "beneficiaries", 1, 2 },
    [WORDS_BODIES]         = { "bodies", 0, 0 },
    [WORDS_ENDINGS]        = { "endings", 1, 4 },
    [WORDS_ENTITLEMENTS]   = { "entitlements", 1, 2 },
    [WORDS_INSTRUMENTS]    = { "instruments", 1, 2 },
    [WORDS_MODIFIERS]      = { "modifiers", 2, 2 },
    [WORDS_MISPRINTS]      = { "misprints", 1, 1 },
    [WORDS_COUNT]          = { NULL, 0, 0 },
};

tiao_err tiao_words_open(tiao_words **out, const char *folder, tiao_error *err)
{
    tiao_words *w  = ti_calloc(1, sizeof *w);
    tiao_err    rc = w ? TIAO_OK : ti_no_memory(err);
    for (int i = 0; i < WORDS_COUNT && rc == TIAO_OK; i++) {
        char path[4096];
        if (snprintf(path, sizeof path, "%s/%s.txt", folder, lists[i].name) >= (int)sizeof path)
            rc = ti_fail(err, TIAO_EIO, 0, "%s: the name of the folder is too long", folder);
        else
            rc = ti_lexicon_read(&w->list[i], path, lists[i].least, lists[i].most, err);
    }
    if (rc == TIAO_OK)
        rc = ti_words_check(w, err);
    if (rc == TIAO_OK)
        rc = ti_measures_check(w, err);
    if (rc == TIAO_OK)
        *out = w;
    else
        tiao_words_close(w);
    return rc;
}

void tiao_words_close(tiao_words *w)
{
    if (!w)
        return;
    for (int i = 0; i < WORDS_COUNT; i++)
        ti_lexicon_free(w->list[i]);
    free(w);
}
