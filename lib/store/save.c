/* From documents to the file: one document, one transaction. */
#include "facts/citation.h"
#include "facts/facts.h"
#include "store/db.h"
#include "store/identity.h"
#include "store/image.h"
#include "tree/folded.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static const double GATHER = 0.1;     /* seconds that others wait at most for what is gathered */

typedef struct {
    tiao_library   *lib;
    ti_db          *db;
    const tiao_doc *d;
    int64_t         row, first;       /* of the document, of its first node */
    tiao_str        origin;
    tiao_err        rc;
    tiao_error     *err;
} saving;

static sqlite3_stmt *use(saving *s, ti_sql id) { return ti_db_statement(s->db, id, &s->rc, s->err); }
static void str(saving *s, sqlite3_stmt *q, int i, tiao_str v) { ti_db_bind_str(s->db, q, i, v, &s->rc, s->err); }
static void blob(saving *s, sqlite3_stmt *q, int i, tiao_str v) { ti_db_bind_blob(s->db, q, i, v, &s->rc, s->err); }
static void num(saving *s, sqlite3_stmt *q, int i, int64_t v) { ti_db_bind_int(s->db, q, i, v, &s->rc, s->err); }
static void run(saving *s, sqlite3_stmt *q) { ti_db_run(s->db, q, &s->rc, s->err); }

static void run_simple(saving *s, ti_sql id)
{
    sqlite3_stmt *q = use(s, id);
    run(s, q);
}

/* ---- taking out ---- */

/* The index holds no text of its own, so each clause is taken out with the text that was put in. */
static void drop_clauses(saving *s, const ti_entry *e)
{
    tiao_doc *old = NULL;
    if (s->rc == TIAO_OK)
        s->rc = ti_db_load(&old, s->db, e, s->err);
    if (s->rc == TIAO_OK)
        s->rc = ti_db_load_folded(old, s->db, e, s->err);
    for (uint32_t i = 0; s->rc == TIAO_OK && i < old->count; i++) {
        tiao_str f = ti_node_folded(old, i);
        if (!f.n)
            continue;
        sqlite3_stmt *q = use(s, SQL_DROP_CLAUSE);
        num(s, q, 1, (int64_t)e->first + i);
        str(s, q, 2, f);
        run(s, q);
    }
    tiao_doc_free(old);
}

static void drop(saving *s, const ti_entry *e)
{
    static const ti_sql by_node[] = { SQL_DROP_NODES,  SQL_DROP_QUANTITIES, SQL_DROP_ENTITLEMENTS,
                                      SQL_DROP_PLACES, SQL_DROP_TOPICS,     SQL_DROP_CITATIONS };
    static const ti_sql by_row[]  = { SQL_DROP_CONTENT, SQL_DROP_DOCUMENT };
    drop_clauses(s, e);
    for (size_t i = 0; i < sizeof by_node / sizeof *by_node; i++) {
        sqlite3_stmt *q = use(s, by_node[i]);
        num(s, q, 1, (int64_t)e->first);
        num(s, q, 2, (int64_t)(e->first + e->nodes));
        run(s, q);
    }
    for (size_t i = 0; i < sizeof by_row / sizeof *by_row; i++) {
        sqlite3_stmt *q = use(s, by_row[i]);
        num(s, q, 1, e->row);
        run(s, q);
    }
}

/* The entry of an id as the file has it now: another process may have written since it was opened. */
static bool find(saving *s, tiao_str id, ti_entry *e)
{
    sqlite3_stmt *q = use(s, SQL_FIND_DOCUMENT);
    str(s, q, 1, id);
    if (!ti_db_next(s->db, q, &s->rc, s->err))
        return false;
    *e = (ti_entry){ .row = sqlite3_column_int64(q, 0), .nodes = (uint32_t)sqlite3_column_int64(q, 1),
                     .first = (uint64_t)sqlite3_column_int64(q, 2), .meta.id = id };
    sqlite3_reset(q);
    return true;
}

/* ---- putting in ---- */

static void put_document(saving *s)
{
    const tiao_meta *m        = &s->d->meta;
    const tiao_str   fields[] = { m->id, m->title, m->number, m->issuer, m->date, m->level, m->type, m->language, m->source };
    sqlite3_stmt    *q        = use(s, SQL_NEXT_NODE);
    if (ti_db_next(s->db, q, &s->rc, s->err)) {
        s->first = sqlite3_column_int64(q, 0);
        sqlite3_reset(q);
    }
    q = use(s, SQL_PUT_DOCUMENT);
    for (int i = 0; i < 9; i++)
        str(s, q, i + 1, fields[i]);
    num(s, q, 10, s->d->count);
    num(s, q, 11, s->first);
    num(s, q, 12, (int64_t)s->d->text.n);
    str(s, q, 13, s->origin);
    num(s, q, 14, ti_derived(s->d));
    run(s, q);
    s->row = sqlite3_last_insert_rowid(s->db->handle);
}

static void put_content(saving *s)
{
    const tiao_doc *d      = s->d;
    unsigned char  *tree   = ti_calloc((size_t)d->count + 1, TI_NODE_WORDS * 4);
    unsigned char  *map    = ti_calloc(d->pieces_count + 1, TI_PIECE_WORDS * 4);
    unsigned char  *folded = ti_calloc((size_t)d->count + 1, 4);
    if (!tree || !map || !folded)
        s->rc = ti_no_memory(s->err);
    else {
        for (uint32_t i = 0; i < d->count; i++)
            ti_pack_node(tree + (size_t)i * TI_NODE_WORDS * 4, &d->nodes[i]);
        for (size_t i = 0; i < d->pieces_count; i++) {
            const ti_piece *p = &d->pieces[i];
            ti_pack_words(map + i * TI_PIECE_WORDS * 4, (const uint32_t[]){ p->source, p->size, p->text, p->line, p->drop },
                          TI_PIECE_WORDS);
        }
        ti_pack_words(folded, d->folded_at, (size_t)d->count + 1);
    }
    sqlite3_stmt *q = use(s, SQL_PUT_CONTENT);
    num(s, q, 1, s->row);
    blob(s, q, 2, (tiao_str){ (char *)tree, (size_t)d->count * TI_NODE_WORDS * 4 });
    blob(s, q, 3, d->text);
    blob(s, q, 4, (tiao_str){ (char *)folded, ((size_t)d->count + 1) * 4 });
    blob(s, q, 5, d->folded);
    blob(s, q, 6, (tiao_str){ (char *)map, d->pieces_count * TI_PIECE_WORDS * 4 });
    blob(s, q, 7, d->aside);
    run(s, q);
    free(tree);
    free(map);
    free(folded);
}

static void put_nodes(saving *s)
{
    const tiao_doc *d = s->d;
    tiao_buf        address = { 0 }, number = { 0 };
    for (uint32_t i = 0; i < d->count && s->rc == TIAO_OK; i++) {
        const tiao_node *n = &d->nodes[i];
        ti_buf_clear(&address);
        ti_buf_clear(&number);
        tiao_node_address(d, i, &address);
        tiao_node_number(d, i, &number);
        if (address.failed || number.failed)
            s->rc = ti_no_memory(s->err);
        const char   *kind = tiao_kind_name((tiao_kind)n->kind);
        sqlite3_stmt *q    = use(s, SQL_PUT_NODE);
        num(s, q, 1, s->first + i);
        num(s, q, 2, s->row);
        if (n->parent != TIAO_NONE)
            num(s, q, 3, s->first + n->parent);
        str(s, q, 4, ti_buf_str(&address));
        str(s, q, 5, ti_str(kind));
        str(s, q, 6, ti_buf_str(&number));
        str(s, q, 7, tiao_node_heading(d, i));
        num(s, q, 8, n->text);
        num(s, q, 9, n->text_end - n->text);
        num(s, q, 10, n->depth);
        num(s, q, 11, n->line);
        run(s, q);
    }
    tiao_buf_free(&address);
    tiao_buf_free(&number);
}

static void put_clauses(saving *s)
{
    for (uint32_t i = 0; i < s->d->count && s->rc == TIAO_OK; i++) {
        tiao_str f = ti_node_folded(s->d, i);
        if (!f.n)
            continue;
        sqlite3_stmt *q = use(s, SQL_PUT_CLAUSE);
        num(s, q, 1, s->first + i);
        str(s, q, 2, f);
        run(s, q);
    }
}

static void put_mentions(saving *s, ti_sql id, const tiao_mention *m, size_t count)
{
    for (size_t i = 0; i < count && s->rc == TIAO_OK; i++) {
        sqlite3_stmt *q = use(s, id);
        num(s, q, 1, s->first + m[i].node);
        num(s, q, 2, m[i].span.start);
        num(s, q, 3, m[i].span.end);
        str(s, q, 4, m[i].id);
        str(s, q, 5, m[i].words);
        run(s, q);
    }
}

static void put_facts(saving *s)
{
    const ti_facts *f = s->d->facts;
    for (size_t i = 0; f && i < f->quantities_count && s->rc == TIAO_OK; i++) {
        const tiao_quantity *x = &f->quantities[i];
        sqlite3_stmt        *q = use(s, SQL_PUT_QUANTITY);
        const int64_t  ints[]  = { s->first + x->node, x->span.start, x->span.end, x->sentence.start, x->sentence.end };
        const tiao_str texts[] = { ti_str(tiao_dimension_name((tiao_dimension)x->dimension)),
                                   ti_str(tiao_comparator_name((tiao_comparator)x->comparator)),
                                   ti_str(tiao_role_name((tiao_role)x->role)), x->low, x->high, x->unit, x->by, x->subject };
        for (int k = 0; k < 5; k++)
            num(s, q, k + 1, ints[k]);
        for (int k = 0; k < 8; k++)
            str(s, q, k + 6, texts[k]);
        run(s, q);
    }
    for (size_t i = 0; f && i < f->entitlements_count && s->rc == TIAO_OK; i++) {
        const tiao_entitlement *x = &f->entitlements[i];
        sqlite3_stmt           *q = use(s, SQL_PUT_ENTITLEMENT);
        num(s, q, 1, s->first + x->node);
        num(s, q, 2, x->sentence.start);
        num(s, q, 3, x->sentence.end);
        str(s, q, 4, x->who);
        str(s, q, 5, x->condition);
        str(s, q, 6, x->benefit);
        str(s, q, 7, ti_str(tiao_modality_name((tiao_modality)x->modality)));
        str(s, q, 8, x->instrument);
        str(s, q, 9, x->beneficiary);
        run(s, q);
    }
    if (f) {
        put_mentions(s, SQL_PUT_PLACE, f->districts, f->districts_count);
        put_mentions(s, SQL_PUT_TOPIC, f->topics, f->topics_count);
    }
    for (size_t i = 0; f && i < f->citations_count && s->rc == TIAO_OK; i++) {
        const tiao_citation *x = &f->citations[i];
        sqlite3_stmt        *q = use(s, SQL_PUT_CITATION);
        num(s, q, 1, s->first + x->node);
        num(s, q, 2, x->span.start);
        num(s, q, 3, x->span.end);
        const tiao_str texts[] = { x->text, x->title, x->number, x->target };
        for (int k = 0; k < 4; k++)
            str(s, q, k + 4, texts[k]);
        run(s, q);
    }
}

/* A new stamp in the file's header: made of the one before and of what is written, so that the same writes give the same
   file. */
static void change_stamp(saving *s, tiao_str id, tiao_str text)
{
    sqlite3_stmt *q       = use(s, SQL_STAMP);
    int64_t       version = 0;
    if (ti_db_next(s->db, q, &s->rc, s->err)) {
        version = sqlite3_column_int64(q, 0);
        sqlite3_reset(q);
    }
    uint64_t h = 14695981039346656037u ^ (uint64_t)version;
    for (size_t i = 0; i < id.n + text.n; i++)
        h = (h ^ (unsigned char)(i < id.n ? id.s[i] : text.s[i - id.n])) * 1099511628211u;
    char sql[64];
    snprintf(sql, sizeof sql, "PRAGMA user_version = %d", TI_SCHEMA_VERSION << TI_STAMP_BITS | (int)(h >> 40));
    if (s->rc == TIAO_OK && sqlite3_exec(s->db->handle, sql, NULL, NULL, NULL) != SQLITE_OK)
        s->rc = ti_db_fail(s->db, s->err);
}

static void undo(saving *s, ti_sql id)
{
    tiao_err   ignored = TIAO_OK;
    tiao_error quiet   = { 0 };
    if (!sqlite3_get_autocommit(s->db->handle))
        ti_db_run(s->db, ti_db_statement(s->db, id, &ignored, &quiet), &ignored, &quiet);
}

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* All of one document or nothing of it. What is put in one behind the other is made safe on the disk together, for that takes
   longer than to put it in. */
static tiao_err finish(saving *s)
{
    if (!s->db)
        return s->rc;
    if (s->rc == TIAO_OK)
        run_simple(s, SQL_RELEASE);
    else {
        undo(s, SQL_UNDO);
        undo(s, SQL_RELEASE);
    }
    s->lib->gathered += s->rc == TIAO_OK;
    if (s->rc != TIAO_OK && sqlite3_get_autocommit(s->db->handle)) {           /* a disk that is full takes all back */
        s->lib->lost += s->lib->gathered;
        s->lib->gathered = 0;
    }
    bool due = !s->lib->gathers || seconds() - s->lib->begun > GATHER;
    if (!sqlite3_get_autocommit(s->db->handle) && due) {
        tiao_err rc = tiao_library_settle(s->lib, s->rc == TIAO_OK ? s->err : NULL);
        s->rc       = s->rc == TIAO_OK ? rc : s->rc;
    }
    return s->rc;
}

tiao_err tiao_library_settle(tiao_library *lib, tiao_error *err)
{
    saving s = { .lib = lib, .db = lib->db, .err = err };
    if (!s.db || sqlite3_get_autocommit(s.db->handle))
        return TIAO_OK;
    run_simple(&s, SQL_COMMIT);
    if (s.rc != TIAO_OK) {
        undo(&s, SQL_ROLLBACK);
        lib->lost += lib->gathered;
    }
    lib->gathered = 0;
    return s.rc;
}

size_t tiao_library_lost(const tiao_library *lib) { return lib->lost; }

void tiao_library_gather(tiao_library *lib) { lib->gathers = true; }

static tiao_err prepare(saving *s)
{
    if (!s->db)
        return ti_fail(s->err, TIAO_ESTORE, 0, "a library in memory takes no writing");
    if (ti_tokenizer_register(s->db->handle) != SQLITE_OK)
        return ti_db_fail(s->db, s->err);
    if (sqlite3_get_autocommit(s->db->handle)) {
        run_simple(s, SQL_BEGIN);
        s->lib->begun = seconds();
    }
    run_simple(s, SQL_SAVE);
    return s->rc;
}

/* Puts the document's clauses into the index as they are folded now. */
static void refold_document(saving *s, const ti_entry *e)
{
    tiao_doc *d = NULL;
    drop_clauses(s, e);
    if (s->rc == TIAO_OK)
        s->rc = ti_db_load(&d, s->db, e, s->err);
    if (s->rc == TIAO_OK)
        s->rc = ti_doc_fold(d, s->err);
    unsigned char *at = s->rc == TIAO_OK ? ti_calloc((size_t)d->count + 1, 4) : NULL;
    if (s->rc == TIAO_OK && !at)
        s->rc = ti_no_memory(s->err);
    if (s->rc == TIAO_OK) {
        ti_pack_words(at, d->folded_at, (size_t)d->count + 1);
        sqlite3_stmt *q = use(s, SQL_PUT_FOLDED);
        num(s, q, 1, e->row);
        blob(s, q, 2, (tiao_str){ (char *)at, ((size_t)d->count + 1) * 4 });
        blob(s, q, 3, d->folded);
        run(s, q);
        s->d     = d;
        s->first = (int64_t)e->first;
        put_clauses(s);
    }
    free(at);
    tiao_doc_free(d);
    s->d = NULL;
}

tiao_err ti_db_upgrade(tiao_library *lib, tiao_error *err)
{
    saving s       = { .lib = lib, .db = lib->db, .err = err };
    int64_t version = 0;
    prepare(&s);
    sqlite3_stmt *q = use(&s, SQL_STAMP);
    if (ti_db_next(s.db, q, &s.rc, err)) {
        version = sqlite3_column_int64(q, 0) >> TI_STAMP_BITS;
        sqlite3_reset(q);
    }
    if (s.rc == TIAO_OK && version < TI_SOURCE_VERSION && sqlite3_exec(s.db->handle, ti_schema_upgrade, NULL, NULL, NULL) != SQLITE_OK)
        s.rc = ti_db_fail(s.db, err);
    if (s.rc == TIAO_OK && version < TI_FOLD_VERSION) {
        q = use(&s, SQL_DOCUMENTS);
        while (ti_db_next(s.db, q, &s.rc, err)) {
            const ti_entry e = { .row = sqlite3_column_int64(q, 0), .nodes = (uint32_t)sqlite3_column_int64(q, 1),
                                 .first = (uint64_t)sqlite3_column_int64(q, 2), .meta.id = ti_db_column(q, 4) };
            refold_document(&s, &e);
        }
    }
    if (s.rc == TIAO_OK && version < TI_SCHEMA_VERSION)          /* else another process has come first */
        change_stamp(&s, TI_STR(""), TI_STR(""));
    if (finish(&s) == TIAO_OK)
        lib->db->version = TI_SCHEMA_VERSION;
    return s.rc;
}

tiao_err tiao_doc_prepare(tiao_doc *d, const tiao_words *words, tiao_error *err)
{
    tiao_err rc = d->facts ? TIAO_OK : tiao_doc_find_facts(d, words, err);
    return rc == TIAO_OK ? ti_doc_fold(d, err) : rc;
}

/* The document in the place of the one with its id, if there is one. */
static void replace(saving *s)
{
    ti_entry old;
    if (s->rc == TIAO_OK && find(s, s->d->meta.id, &old))
        drop(s, &old);
    if (s->rc != TIAO_OK)
        return;
    put_document(s);
    put_content(s);
    put_nodes(s);
    put_clauses(s);
    put_facts(s);
    change_stamp(s, s->d->meta.id, s->d->text);
}

tiao_err tiao_library_put(tiao_library *lib, tiao_doc *d, tiao_error *err)
{
    saving s = { .lib = lib, .db = lib->db, .d = d, .err = err };
    s.rc = ti_doc_fold(d, err);
    if (s.rc == TIAO_OK)
        s.rc = prepare(&s);
    replace(&s);
    return finish(&s);
}

/* For one that has no file yet, or is meant to have this one. */
static void note_origin(saving *s, const tiao_arrival *from)
{
    if (!from->origin.n)
        return;
    sqlite3_stmt *q = use(s, from->certain ? SQL_SET_ORIGIN : SQL_ADD_ORIGIN);
    str(s, q, 1, s->d->meta.id);
    str(s, q, 2, from->origin);
    run(s, q);
}

static tiao_err settle(tiao_outcome *out, ti_db *db, tiao_doc *d, const tiao_arrival *from, tiao_error *err)
{
    bool     same = false;
    tiao_err rc   = ti_identify(out, db, d, from, err);
    if (rc == TIAO_OK && *out == TIAO_CHANGED && db->version >= TI_SOURCE_VERSION)
        rc = ti_is_unchanged(&same, db, d, from->by_hand, err);
    if (same)
        *out = TIAO_UNCHANGED;
    return rc;
}

tiao_err tiao_library_import(tiao_library *lib, tiao_doc *d, const tiao_arrival *from, tiao_outcome *out, tiao_error *err)
{
    saving s = { .lib = lib, .db = lib->db, .d = d, .origin = from->origin, .err = err };
    s.rc = ti_doc_fold(d, err);
    if (s.rc == TIAO_OK)
        s.rc = prepare(&s);
    if (s.rc == TIAO_OK)
        s.rc = settle(out, s.db, d, from, err);
    if (s.rc == TIAO_OK && (*out == TIAO_ADDED || *out == TIAO_CHANGED))
        replace(&s);
    else if (s.rc == TIAO_OK && *out == TIAO_UNCHANGED)
        note_origin(&s, from);
    return finish(&s);
}

tiao_err tiao_library_foresee(tiao_library *lib, tiao_doc *d, const tiao_arrival *from, tiao_outcome *out, tiao_error *err)
{
    ti_db   *db = NULL;
    tiao_err rc = ti_doc_fold(d, err);
    if (rc == TIAO_OK)
        rc = ti_library_db(&db, lib, err);
    return rc == TIAO_OK ? settle(out, db, d, from, err) : rc;
}

tiao_err tiao_library_remove(tiao_library *lib, tiao_str id, tiao_error *err)
{
    saving   s = { .lib = lib, .db = lib->db, .err = err };
    ti_entry old;
    s.rc = prepare(&s);
    if (s.rc == TIAO_OK && !find(&s, id, &old) && s.rc == TIAO_OK)
        s.rc = ti_fail(err, TIAO_ENOTFOUND, 0, "no document '%.*s'", (int)id.n, id.s);
    if (s.rc == TIAO_OK) {
        drop(&s, &old);
        change_stamp(&s, id, TI_STR(""));
    }
    return finish(&s);
}

/* ---- what is known only when all documents are there ---- */

/* Notes for each citation of a document which one of the library it is. */
static void close_citations(saving *s, const ti_targets *targets)
{
    sqlite3_stmt *q = use(s, SQL_OPEN_CITATIONS);
    while (ti_db_next(s->db, q, &s->rc, s->err)) {
        tiao_citation c   = { .text = ti_db_column(q, 1), .title = ti_db_column(q, 2), .number = ti_db_column(q, 3) };
        size_t        doc = SIZE_MAX;
        int64_t       row = sqlite3_column_int64(q, 0);
        s->rc             = ti_citation_resolve(&doc, targets, &c, s->err);
        sqlite3_stmt *to  = use(s, SQL_CLOSE_CITATION);
        num(s, to, 1, row);
        if (doc != SIZE_MAX)
            str(s, to, 2, s->lib->entries[doc].meta.id);
        run(s, to);
    }
}

static tiao_err resolve_citations(tiao_library *lib, tiao_error *err)
{
    saving            s       = { .lib = lib, .db = lib->db, .err = err };
    const tiao_meta **metas   = ti_calloc(lib->count + 1, sizeof *metas);
    ti_targets       *targets = NULL;
    s.rc                      = metas ? TIAO_OK : ti_no_memory(err);
    for (size_t k = 0; k < lib->count && metas; k++)
        metas[k] = &lib->entries[k].meta;
    if (s.rc == TIAO_OK)
        s.rc = ti_targets_new(&targets, metas, lib->count, err);
    if (s.rc == TIAO_OK)
        s.rc = prepare(&s);
    if (s.rc == TIAO_OK)
        close_citations(&s, targets);
    finish(&s);
    ti_targets_free(targets);
    free(metas);
    return s.rc;
}

tiao_err tiao_library_refresh(const char *path, tiao_error *err)
{
    tiao_library *lib = NULL;
    if (ti_image_is_current(path))                     /* nothing was written since */
        return TIAO_OK;
    tiao_err rc = tiao_library_open_writable(&lib, path, err);
    if (rc == TIAO_OK)
        rc = resolve_citations(lib, err);
    tiao_library_close(lib);
    return rc == TIAO_OK ? ti_image_write(path, err) : rc;
}
