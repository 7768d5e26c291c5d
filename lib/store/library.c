#include "store/library.h"
#include "base/fold.h"
#include "base/interrupt.h"
#include "base/language.h"
#include "base/nearest.h"
#include "store/db.h"
#include "store/image.h"
#include "tree/address.h"
#include "tree/folded.h"

#include <stdlib.h>

tiao_err tiao_library_new(tiao_library **out, tiao_error *err)
{
    *out = ti_calloc(1, sizeof **out);
    return *out ? TIAO_OK : ti_no_memory(err);
}

void tiao_library_close(tiao_library *lib)
{
    if (!lib)
        return;
    for (size_t i = 0; i < lib->count; i++)
        tiao_doc_free(lib->entries[i].doc);
    free(lib->entries);
    ti_db_close(lib->db);
    ti_image_close(lib->image);
    free(lib->path);
    ti_arena_free(&lib->arena);
    free(lib);
}

static tiao_str keep(ti_arena *a, tiao_str s, bool *failed)
{
    char *p = s.n ? TI_NEW(a, char, s.n + 1) : NULL;
    if (!p) {
        *failed = *failed || s.n;
        return (tiao_str){ NULL, 0 };
    }
    memcpy(p, s.s, s.n);
    return (tiao_str){ p, s.n };
}

ti_entry *ti_library_add(tiao_library *lib, const tiao_meta *m)
{
    ti_entry *e = TI_PUSH(lib->entries, lib->count, lib->room);
    if (!e)
        return NULL;
    ti_arena *a = &lib->arena;
    bool      failed = false;
    const tiao_str *from[] = { &m->id, &m->title, &m->number, &m->issuer, &m->date, &m->level, &m->type, &m->language, &m->source };
    tiao_str *to[] = { &e->meta.id, &e->meta.title, &e->meta.number, &e->meta.issuer, &e->meta.date, &e->meta.level, &e->meta.type, &e->meta.language,
                       &e->meta.source };
    for (size_t i = 0; i < sizeof from / sizeof *from; i++)
        *to[i] = keep(a, *from[i], &failed);
    lib->count -= failed;                              /* nothing was added */
    return failed ? NULL : e;
}

tiao_err tiao_library_hold(tiao_library *lib, tiao_doc *doc, tiao_error *err)
{
    ti_entry *e = ti_library_add(lib, &doc->meta);
    if (!e) {
        tiao_doc_free(doc);
        return ti_no_memory(err);
    }
    e->doc   = doc;
    e->nodes = doc->count;
    lib->bytes += doc->text.n;
    return TIAO_OK;
}

void tiao_library_watch(tiao_library *lib, tiao_watch_fn fn, void *ctx)
{
    lib->watch     = fn;
    lib->watch_ctx = ctx;
}

size_t           tiao_library_count(const tiao_library *lib) { return lib->count; }
const tiao_meta *tiao_library_meta(const tiao_library *lib, size_t k) { return &lib->entries[k].meta; }
uint32_t         tiao_library_nodes(const tiao_library *lib, size_t k) { return lib->entries[k].nodes; }

static tiao_err load(const tiao_doc **out, tiao_library *lib, size_t k, tiao_error *err)
{
    ti_entry *e  = &lib->entries[k];
    ti_db    *db = NULL;
    tiao_err  rc = ti_interrupted(err);                /* every listing comes by here, document by document */
    *out         = NULL;
    if (rc != TIAO_OK)
        return rc;
    if (lib->watch)
        lib->watch(lib->watch_ctx, k, lib->count);
    if (!e->doc && lib->image)
        rc = ti_image_load(&e->doc, lib->image, e, err);
    else if (!e->doc && (rc = ti_library_db(&db, lib, err)) == TIAO_OK)
        rc = ti_db_load(&e->doc, db, e, err);
    *out = e->doc;
    return rc;
}

tiao_err tiao_library_facts(const tiao_doc **out, tiao_library *lib, size_t k, const tiao_words *words, tiao_error *err)
{
    tiao_err  rc = load(out, lib, k, err);
    ti_entry *e  = &lib->entries[k];
    ti_db    *db = NULL;
    if (rc != TIAO_OK || e->doc->facts)
        return rc;
    if (!lib->path)
        return tiao_doc_find_facts(e->doc, words, err);
    rc = ti_library_db(&db, lib, err);
    return rc == TIAO_OK ? ti_db_load_facts(e->doc, db, e, err) : rc;
}

tiao_err ti_library_fold(const tiao_doc **out, tiao_library *lib, size_t k, tiao_error *err)
{
    tiao_err  rc = tiao_library_doc(out, lib, k, err);
    ti_entry *e  = &lib->entries[k];
    ti_db    *db = NULL;
    if (rc != TIAO_OK || e->doc->folded_at)
        return rc;
    if (!lib->path)
        return ti_doc_fold(e->doc, err);
    rc = ti_library_db(&db, lib, err);
    return rc != TIAO_OK ? rc : db->version < TI_FOLD_VERSION ? ti_doc_fold(e->doc, err) : ti_db_load_folded(e->doc, db, e, err);
}

tiao_err tiao_library_lines(tiao_library *lib, size_t k, tiao_error *err)
{
    const tiao_doc *d;
    tiao_err        rc = tiao_library_doc(&d, lib, k, err);
    ti_db          *db = NULL;
    if (rc != TIAO_OK || !lib->path || d->pieces)
        return rc;
    rc = ti_library_db(&db, lib, err);
    return rc == TIAO_OK ? ti_db_load_map(lib->entries[k].doc, db, &lib->entries[k], err) : rc;
}

tiao_err tiao_library_source(tiao_library *lib, size_t k, tiao_error *err)
{
    tiao_err  rc = tiao_library_lines(lib, k, err);
    ti_entry *e  = &lib->entries[k];
    ti_db    *db = NULL;
    if (rc != TIAO_OK || !lib->path || e->doc->aside.s)
        return rc;
    rc = ti_library_db(&db, lib, err);
    return rc == TIAO_OK ? ti_db_load_aside(e->doc, db, e, err) : rc;
}

tiao_err tiao_library_doc(const tiao_doc **out, tiao_library *lib, size_t k, tiao_error *err)
{
    return lib->words ? tiao_library_facts(out, lib, k, lib->words, err) : load(out, lib, k, err);
}

void ti_library_want_facts(tiao_library *lib, const tiao_words *words) { lib->words = words; }

size_t ti_library_entry_of(const tiao_library *lib, uint64_t id)
{
    size_t low = 0, high = lib->count;
    while (high - low > 1) {
        size_t mid = low + (high - low) / 2;
        if (lib->entries[mid].first <= id)
            low = mid;
        else
            high = mid;
    }
    return low < lib->count && id >= lib->entries[low].first && id < lib->entries[low].first + lib->entries[low].nodes
               ? low
               : SIZE_MAX;
}

static bool holds_folded(tiao_str s, tiao_str folded_part, bool *failed)
{
    tiao_buf b = { 0 };
    ti_fold(&b, s, NULL);
    *failed  = *failed || b.failed;
    bool has = !b.failed && ti_str_has(ti_buf_str(&b), folded_part);
    tiao_buf_free(&b);
    return has;
}

tiao_err tiao_library_find_doc(size_t *k, tiao_library *lib, tiao_str name, tiao_error *err)
{
    size_t   found = 0;
    tiao_buf part = { 0 }, list = { 0 };
    if (ti_want_utf8(name, err) != TIAO_OK)
        return TIAO_EUSAGE;
    for (size_t i = 0; i < lib->count; i++)
        if (ti_str_is(lib->entries[i].meta.id, name)) {
            *k = i;
            return TIAO_OK;
        }
    ti_fold(&part, name, NULL);
    for (size_t i = 0; i < lib->count && part.n; i++) {
        const tiao_meta *m = &lib->entries[i].meta;
        if (!holds_folded(m->id, ti_buf_str(&part), &part.failed) && !holds_folded(m->title, ti_buf_str(&part), &part.failed))
            continue;
        if (found++ == 0)
            *k = i;
        if (found <= 8) {
            ti_buf_put(&list, found > 1 ? ti_str(ti_said(", ")) : TI_STR(""));
            ti_buf_put(&list, m->id);
        }
    }
    tiao_err rc = TIAO_OK;
    if (part.failed || list.failed)
        rc = ti_no_memory(err);
    else if (found > 1)
        rc = ti_fail(err, TIAO_EAMBIGUOUS, 0, "'%.*s' fits %zu documents: %s%s", (int)name.n, name.s, found, list.p,
                     found > 8 ? ti_said(", …") : "");
    else if (found == 0) {
        ti_nearest near = { .word = name };
        for (size_t i = 0; i < lib->count; i++)
            ti_nearest_offer_id(&near, lib->entries[i].meta.id);
        ti_buf_clear(&list);
        ti_nearest_put(&near, &list);
        rc = ti_fail(err, TIAO_ENOTFOUND, 0, "no document '%.*s'%s; 'tiao docs' lists them", (int)name.n, name.s,
                     list.n ? list.p : "");
    }
    tiao_buf_free(&part);
    tiao_buf_free(&list);
    return rc;
}

enum { SHOWN = 6 };

static tiao_err cannot_choose(const tiao_doc *d, const ti_range *nodes, size_t found, tiao_str address, tiao_error *err)
{
    tiao_buf list = { 0 };
    for (size_t i = 0; i < found && i < SHOWN; i++) {
        ti_buf_put(&list, i ? ti_str(ti_said(", ")) : TI_STR(""));
        tiao_node_address(d, nodes[i].from, &list);
    }
    tiao_err rc = ti_fail(err, TIAO_EAMBIGUOUS, 0, "'%.*s' fits %zu nodes: %s%s", (int)address.n, address.s, found,
                          list.p ? list.p : "", found > SHOWN ? ti_said(", …") : "");
    tiao_buf_free(&list);
    return rc;
}

tiao_err tiao_library_find_range(size_t *k, uint32_t *from, uint32_t *to, tiao_library *lib, tiao_str address, tiao_error *err)
{
    size_t          colon = ti_str_find(address, TI_STR(":")), skip = 1;
    const tiao_doc *d     = NULL;
    if (ti_want_utf8(address, err) != TIAO_OK)
        return TIAO_EUSAGE;
    if (colon == SIZE_MAX) {
        colon = ti_str_find(address, TI_STR("："));
        skip  = 3;
    }
    if (colon == SIZE_MAX && lib->count != 1)
        return ti_fail(err, TIAO_EUSAGE, 0, "'%.*s' is no address; one reads DOC:STEPS, as in municipal-2015:2.3",
                       (int)address.n, address.s);
    tiao_str steps = address;
    tiao_err rc    = TIAO_OK;
    *k             = 0;
    if (colon != SIZE_MAX) {
        steps = ti_sub(address, colon + skip, address.n);
        rc    = tiao_library_find_doc(k, lib, ti_sub(address, 0, colon), err);
    }
    if (rc == TIAO_OK)
        rc = tiao_library_doc(&d, lib, *k, err);
    if (rc != TIAO_OK)
        return rc;
    ti_range found[SHOWN];
    size_t   n = ti_address_find(d, steps, found, SHOWN);
    if (n > 1)
        return cannot_choose(d, found, n, address, err);
    if (n == 0)
        return ti_fail(err, TIAO_ENOTFOUND, 0, "no node '%.*s' in %.*s; 'tiao toc %.*s' lists them", (int)steps.n, steps.s,
                       (int)d->meta.id.n, d->meta.id.s, (int)d->meta.id.n, d->meta.id.s);
    *from = found[0].from;
    *to   = found[0].to;
    return TIAO_OK;
}

tiao_err tiao_library_find_node(size_t *k, uint32_t *node, tiao_library *lib, tiao_str address, tiao_error *err)
{
    uint32_t to;
    return tiao_library_find_range(k, node, &to, lib, address, err);
}
