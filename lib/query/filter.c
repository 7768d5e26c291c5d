#include "base/nearest.h"
#include "query/filter.h"

#include <stdlib.h>

struct tiao_filter {
    size_t  *docs;
    size_t   docs_count, docs_room;
    struct under { size_t k; uint32_t from, to; } *under;
    size_t   under_count, under_room;
    uint32_t kinds;                   /* bits; 0: every kind but boilerplate and inline */
};

tiao_err tiao_filter_new(tiao_filter **out, tiao_error *err)
{
    *out = ti_calloc(1, sizeof **out);
    return *out ? TIAO_OK : ti_no_memory(err);
}

void tiao_filter_free(tiao_filter *f)
{
    if (!f)
        return;
    free(f->docs);
    free(f->under);
    free(f);
}

static tiao_err add_doc(tiao_filter *f, tiao_library *lib, tiao_str value, tiao_error *err)
{
    size_t   k  = 0;
    tiao_err rc = tiao_library_find_doc(&k, lib, value, err);
    if (rc != TIAO_OK)
        return rc;
    size_t *d = TI_PUSH(f->docs, f->docs_count, f->docs_room);
    if (!d)
        return ti_no_memory(err);
    *d = k;
    return TIAO_OK;
}

static tiao_err add_under(tiao_filter *f, tiao_library *lib, tiao_str value, tiao_error *err)
{
    size_t          k    = 0;
    uint32_t        node = 0;
    const tiao_doc *doc  = NULL;
    tiao_err        rc   = tiao_library_find_node(&k, &node, lib, value, err);
    if (rc == TIAO_OK)
        rc = tiao_library_doc(&doc, lib, k, err);
    if (rc != TIAO_OK)
        return rc;
    struct under *u = TI_PUSH(f->under, f->under_count, f->under_room);
    if (!u)
        return ti_no_memory(err);
    *u = (struct under){ k, node, doc->nodes[node].end };
    return TIAO_OK;
}

static tiao_err add_kind(tiao_filter *f, tiao_library *lib, tiao_str value, tiao_error *err)
{
    (void)lib;
    tiao_kind kind;
    if (tiao_kind_from_name(&kind, value)) {
        f->kinds |= 1u << kind;
        return TIAO_OK;
    }
    ti_nearest near = { .word = value };
    tiao_buf   b    = { 0 };
    for (int k = 0; k < TIAO_KIND_COUNT; k++)
        ti_nearest_offer(&near, ti_str(tiao_kind_name((tiao_kind)k)));
    ti_nearest_put(&near, &b);
    tiao_err rc = ti_fail(err, TIAO_EUSAGE, 0, "no kind '%.*s'%s", (int)value.n, value.s, b.n ? b.p : "");
    tiao_buf_free(&b);
    return rc;
}

static const struct {
    const char *name;
    tiao_err  (*add)(tiao_filter *, tiao_library *, tiao_str, tiao_error *);
} filters[] = { { "doc", add_doc }, { "under", add_under }, { "kind", add_kind } };

tiao_err tiao_filter_add(tiao_filter *f, tiao_library *lib, tiao_str name, tiao_str value, tiao_error *err)
{
    for (size_t i = 0; i < sizeof filters / sizeof *filters; i++)
        if (ti_str_is(name, ti_str(filters[i].name)))
            return filters[i].add(f, lib, value, err);
    return ti_fail(err, TIAO_EUSAGE, 0, "no filter '%.*s'", (int)name.n, name.s);
}

bool tiao_filter_doc(const tiao_filter *f, size_t k)
{
    if (!f)
        return true;
    bool ok = f->docs_count == 0;
    for (size_t i = 0; i < f->docs_count && !ok; i++)
        ok = f->docs[i] == k;
    if (!ok || f->under_count == 0)
        return ok;
    for (size_t i = 0; i < f->under_count; i++)
        if (f->under[i].k == k)
            return true;
    return false;
}

bool tiao_filter_node(const tiao_filter *f, size_t k, const tiao_doc *doc, uint32_t i)
{
    const uint32_t aside = 1u << TIAO_BOILERPLATE | 1u << TIAO_INLINE;
    uint32_t       kind  = 1u << doc->nodes[i].kind;
    if (!f || !f->kinds ? (kind & aside) != 0 : !(kind & f->kinds))
        return false;
    if (!f || f->under_count == 0)
        return true;
    for (size_t u = 0; u < f->under_count; u++)
        if (f->under[u].k == k && i >= f->under[u].from && i < f->under[u].to)
            return true;
    return false;
}
