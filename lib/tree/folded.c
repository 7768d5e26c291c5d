#include "tree/folded.h"
#include "base/fold.h"

#include <stdlib.h>

tiao_err ti_doc_fold(tiao_doc *d, tiao_error *err)
{
    if (d->folded_at)
        return TIAO_OK;
    uint32_t *at = ti_calloc((size_t)d->count + 1, sizeof *at);
    tiao_buf  b  = { 0 };
    for (uint32_t i = 0; at && i < d->count; i++) {
        at[i] = (uint32_t)b.n;
        if (!ti_node_is_clause(&d->nodes[i]))
            continue;
        ti_fold(&b, tiao_node_text(d, i), NULL);
        ti_buf_char(&b, '\n');
    }
    if (!at || b.failed) {
        free(at);
        tiao_buf_free(&b);
        return ti_no_memory(err);
    }
    at[d->count] = (uint32_t)b.n;
    d->folded    = ti_buf_str(&b);
    d->folded_at = at;
    d->owned[1]  = b.p;
    d->owned[2]  = at;
    return TIAO_OK;
}
