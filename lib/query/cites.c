/* Citations of a library, resolved against its documents. */
#include "facts/citation.h"
#include "store/library.h"

#include <stdlib.h>

static tiao_err list_doc(tiao_library *lib, size_t k, const tiao_filter *f, const tiao_words *words, const ti_targets *targets,
                         tiao_citation_fn fn, void *ctx, size_t *found, tiao_error *err)
{
    const tiao_doc *d  = NULL;
    tiao_err        rc = tiao_library_facts(&d, lib, k, words, err);
    if (rc != TIAO_OK)
        return rc;
    size_t               n;
    const tiao_citation *c = tiao_doc_citations(d, &n);
    for (size_t i = 0; i < n && rc == TIAO_OK; i++) {
        tiao_citation one = c[i];
        size_t        doc = SIZE_MAX;
        if (!tiao_filter_node(f, k, d, one.node))
            continue;
        if (!one.target.s)
            rc = ti_citation_resolve(&doc, targets, &one, err);
        if (doc != SIZE_MAX)
            one.target = tiao_library_meta(lib, doc)->id;
        if (rc == TIAO_OK)
            rc = fn(ctx, k, d, &one, err);
        ++*found;
    }
    return rc;
}

tiao_err tiao_cites(tiao_library *lib, const tiao_filter *f, const tiao_words *words, tiao_citation_fn fn, void *ctx, size_t *found,
                    tiao_error *err)
{
    size_t            n       = tiao_library_count(lib);
    const tiao_meta **metas   = ti_calloc(n + 1, sizeof *metas);
    ti_targets       *targets = NULL;
    *found                    = 0;
    if (!metas)
        return ti_no_memory(err);
    for (size_t k = 0; k < n; k++)
        metas[k] = tiao_library_meta(lib, k);
    tiao_err rc = ti_targets_new(&targets, metas, n, err);
    for (size_t k = 0; k < n && rc == TIAO_OK; k++)
        if (tiao_filter_doc(f, k))
            rc = list_doc(lib, k, f, words, targets, fn, ctx, found, err);
    ti_targets_free(targets);
    free(metas);
    return rc;
}
