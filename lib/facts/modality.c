#include "facts/modality.h"

#include <assert.h>

static const char *const names[] = {
    [TIAO_GRANT] = "grant",         [TIAO_ALLOW] = "allow",     [TIAO_REQUIRE] = "require", [TIAO_PROHIBIT] = "prohibit",
    [TIAO_ENCOURAGE] = "encourage", [TIAO_SUPPORT] = "support", [TIAO_EXPLORE] = "explore",
};
static_assert(sizeof names / sizeof *names == TIAO_MODALITY_COUNT, "one name for each modality");

const char *tiao_modality_name(tiao_modality m) { return m < TIAO_MODALITY_COUNT ? names[m] : ""; }

bool ti_modality_from_name(tiao_modality *out, tiao_str name)
{
    for (int i = 0; i < TIAO_MODALITY_COUNT; i++)
        if (ti_str_is(ti_str(names[i]), name)) {
            *out = (tiao_modality)i;
            return true;
        }
    return false;
}
