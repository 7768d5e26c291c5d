/* What the values of a fact are called in records. */
#include "tiao.h"

#include <assert.h>

static const char *const dimensions[] = {
    [TIAO_DIM_MONEY] = "money",   [TIAO_DIM_RATIO] = "ratio", [TIAO_DIM_COUNT] = "count",       [TIAO_DIM_DURATION] = "duration", [TIAO_DIM_AREA] = "area",
    [TIAO_DIM_LENGTH] = "length", [TIAO_DIM_POWER] = "power", [TIAO_DIM_MULTIPLE] = "multiple", [TIAO_DIM_DEADLINE] = "deadline", [TIAO_DIM_OTHER] = "other",
};
static const char *const comparators[] = {
    [TIAO_GE] = ">=", [TIAO_GT] = ">", [TIAO_LE] = "<=", [TIAO_LT] = "<", [TIAO_EQ] = "=", [TIAO_ABOUT] = "~", [TIAO_RANGE] = "range",
};
static const char *const roles[] = {
    [TIAO_ROLE_TARGET] = "target", [TIAO_ROLE_BUDGET] = "budget",     [TIAO_ROLE_BENEFIT] = "benefit",         [TIAO_ROLE_CONDITION] = "condition",
    [TIAO_ROLE_LIMIT] = "limit",   [TIAO_ROLE_DEADLINE] = "deadline", [TIAO_ROLE_DESCRIPTION] = "description",
};
static_assert(sizeof dimensions / sizeof *dimensions == TIAO_DIM_COUNT_, "one name for each dimension");
static_assert(sizeof comparators / sizeof *comparators == TIAO_COMPARATOR_COUNT, "one name for each comparator");
static_assert(sizeof roles / sizeof *roles == TIAO_ROLE_COUNT, "one name for each role");

const char *tiao_dimension_name(tiao_dimension d) { return d < TIAO_DIM_COUNT_ ? dimensions[d] : ""; }
const char *tiao_comparator_name(tiao_comparator c) { return c < TIAO_COMPARATOR_COUNT ? comparators[c] : ""; }
const char *tiao_role_name(tiao_role r) { return r < TIAO_ROLE_COUNT ? roles[r] : ""; }
