/* How strongly a provision speaks: from a definite grant down to an intention. */
#ifndef TI_FACTS_MODALITY_H
#define TI_FACTS_MODALITY_H

#include "base/str.h"

bool ti_modality_from_name(tiao_modality *out, tiao_str name);

#endif
