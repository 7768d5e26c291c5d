/* From the file to documents. What a damaged file could break is checked before it is believed. */
#include "base/utf8.h"
#include "base/language.h"
#include "facts/facts.h"
#include "store/db.h"
#include "tree/folded.h"

#include <stdlib.h>

static tiao_err damaged(const ti_db *db, const ti_entry *e, const char *what, tiao_error *err)
{
    return ti_fail(err, TIAO_ESTORE, 0, "%s: the library is damaged (%s of %.*s); import the document again", db->path, ti_said(what),
                   (int)e->meta.id.n, e->meta.id.s);
}

static char *copy(tiao_str s)
{
    char *p = ti_realloc(NULL, s.n + 1);
    if (p) {
        if (s.n)
            memcpy(p, s.s, s.n);
        p[s.n] = 0;
    }
    return p;
}

static tiao_err take_tree(tiao_doc *d, const ti_db *db, const ti_entry *e, tiao_str packed, tiao_error *err)
{
    const size_t size = TI_NODE_WORDS * 4;
    if (packed.n != e->nodes * size)
        return damaged(db, e, N_("the tree"), err);
    d->count = e->nodes;
    d->nodes = ti_calloc((size_t)d->count + 1, sizeof *d->nodes);
    if (!d->nodes)
        return ti_no_memory(err);
    for (uint32_t i = 0; i < d->count; i++)
        ti_unpack_node(&d->nodes[i], (const unsigned char *)packed.s + i * size);
    return TIAO_OK;
}

tiao_err ti_db_load(tiao_doc **out, ti_db *db, const ti_entry *e, tiao_error *err)
{
    tiao_err      rc = TIAO_OK;
    sqlite3_stmt *s  = ti_db_statement(db, SQL_CONTENT, &rc, err);
    tiao_doc     *d  = ti_calloc(1, sizeof *d);
    if (rc == TIAO_OK && !d)
        rc = ti_no_memory(err);
    ti_db_bind_int(db, s, 1, e->row, &rc, err);
    if (ti_db_next(db, s, &rc, err)) {
        tiao_str text = ti_db_column(s, 1);
        d->owned[0]   = copy(text);
        d->text       = (tiao_str){ d->owned[0], text.n };
        d->meta       = e->meta;                       /* the library outlives its documents */
        rc            = d->owned[0] ? take_tree(d, db, e, ti_db_column(s, 0), err) : ti_no_memory(err);
        if (rc == TIAO_OK && (!ti_doc_check_nodes(d, NULL) || ti_utf8_check(d->text) != SIZE_MAX))
            rc = damaged(db, e, N_("the tree"), err);
        sqlite3_reset(s);
    } else if (rc == TIAO_OK)
        rc = damaged(db, e, N_("the content"), err);
    if (rc == TIAO_OK)
        *out = d;
    else
        tiao_doc_free(d);
    return rc;
}

tiao_err ti_db_load_folded(tiao_doc *d, ti_db *db, const ti_entry *e, tiao_error *err)
{
    tiao_err      rc = TIAO_OK;
    sqlite3_stmt *s  = ti_db_statement(db, SQL_FOLDED, &rc, err);
    ti_db_bind_int(db, s, 1, e->row, &rc, err);
    if (!ti_db_next(db, s, &rc, err))
        return rc == TIAO_OK ? damaged(db, e, N_("the folded text"), err) : rc;
    tiao_str at = ti_db_column(s, 0), folded = ti_db_column(s, 1);
    if (at.n != ((size_t)d->count + 1) * 4) {
        sqlite3_reset(s);
        return damaged(db, e, N_("the folded text"), err);
    }
    uint32_t *folded_at = ti_calloc((size_t)d->count + 1, sizeof *folded_at);
    char     *p         = copy(folded);
    if (!folded_at || !p) {
        free(folded_at);
        free(p);
        sqlite3_reset(s);
        return ti_no_memory(err);
    }
    ti_unpack_words(folded_at, (const unsigned char *)at.s, (size_t)d->count + 1);
    for (uint32_t i = 0; i < d->count; i++)
        if (folded_at[i] > folded_at[i + 1])
            rc = damaged(db, e, N_("the folded text"), err);
    if (rc == TIAO_OK && (folded_at[d->count] != folded.n || ti_utf8_check((tiao_str){ p, folded.n }) != SIZE_MAX))
        rc = damaged(db, e, N_("the folded text"), err);
    if (rc == TIAO_OK) {
        d->owned[1]  = p;
        d->owned[2]  = folded_at;
        d->folded    = (tiao_str){ p, folded.n };
        d->folded_at = folded_at;
    } else {
        free(folded_at);
        free(p);
    }
    sqlite3_reset(s);
    return rc;
}

static bool starts_character(tiao_str s, uint32_t at) { return at == s.n || ((unsigned char)s.s[at] & 0xC0) != 0x80; }

tiao_err ti_db_load_map(tiao_doc *d, ti_db *db, const ti_entry *e, tiao_error *err)
{
    tiao_err      rc = TIAO_OK;
    sqlite3_stmt *s  = ti_db_statement(db, SQL_MAP, &rc, err);
    ti_db_bind_int(db, s, 1, e->row, &rc, err);
    if (!ti_db_next(db, s, &rc, err))
        return rc == TIAO_OK ? damaged(db, e, N_("the source map"), err) : rc;
    tiao_str     packed = ti_db_column(s, 0);
    const size_t size   = TI_PIECE_WORDS * 4, n = packed.n / size;
    ti_piece    *pieces = ti_calloc(n + 1, sizeof *pieces);
    if (!pieces) {
        sqlite3_reset(s);
        return ti_no_memory(err);
    }
    for (size_t i = 0; i < n; i++) {
        uint32_t w[TI_PIECE_WORDS];
        ti_unpack_words(w, (const unsigned char *)packed.s + i * size, TI_PIECE_WORDS);
        pieces[i] = (ti_piece){ w[0], w[1], w[2], w[3], w[4] };
        if (pieces[i].text > d->text.n || (i && pieces[i].text < pieces[i - 1].text) || !starts_character(d->text, pieces[i].text))
            rc = damaged(db, e, N_("the source map"), err);
    }
    if (rc == TIAO_OK) {
        d->pieces       = pieces;
        d->pieces_count = n;
    } else
        free(pieces);
    sqlite3_reset(s);
    return rc;
}

tiao_err ti_db_load_aside(tiao_doc *d, ti_db *db, const ti_entry *e, tiao_error *err)
{
    tiao_err rc = TIAO_OK;
    if (db->version < TI_SOURCE_VERSION)                               /* it has none */
        return TIAO_OK;
    sqlite3_stmt *s = ti_db_statement(db, SQL_ASIDE, &rc, err);
    ti_db_bind_int(db, s, 1, e->row, &rc, err);
    if (!ti_db_next(db, s, &rc, err))
        return rc == TIAO_OK ? damaged(db, e, "the source", err) : rc;
    tiao_str aside = ti_db_column(s, 0);
    if (sqlite3_column_type(s, 0) != SQLITE_NULL) {
        d->owned[3] = copy(aside);
        d->aside    = (tiao_str){ d->owned[3], aside.n };
        rc          = d->owned[3] ? TIAO_OK : ti_no_memory(err);
    }
    sqlite3_reset(s);
    return rc;
}

/* ---- facts ---- */

typedef struct {
    tiao_doc       *d;
    ti_db          *db;
    const ti_entry *e;
    sqlite3_stmt   *s;
    tiao_err        rc;
    tiao_error     *err;
} reading;

static void start(reading *r, ti_sql id)
{
    sqlite3_reset(r->s);                               /* the one before, if a failure left it open */
    r->s = ti_db_statement(r->db, id, &r->rc, r->err);
    ti_db_bind_int(r->db, r->s, 1, (int64_t)r->e->first, &r->rc, r->err);
    ti_db_bind_int(r->db, r->s, 2, (int64_t)(r->e->first + r->e->nodes), &r->rc, r->err);
}

static bool next(reading *r) { return ti_db_next(r->db, r->s, &r->rc, r->err); }

static uint32_t node(const reading *r) { return (uint32_t)((uint64_t)sqlite3_column_int64(r->s, 0) - r->e->first); }

static tiao_span span(reading *r, int column, uint32_t i)
{
    const tiao_node *n = &r->d->nodes[i];
    tiao_span        x = { (uint32_t)sqlite3_column_int64(r->s, column), (uint32_t)sqlite3_column_int64(r->s, column + 1) };
    tiao_str         t = ti_sub(r->d->text, n->text, n->text_end);
    if ((x.start > x.end || x.end > t.n || !starts_character(t, x.start) || !starts_character(t, x.end)) && r->rc == TIAO_OK)
        r->rc = damaged(r->db, r->e, N_("a fact"), r->err);
    return x;
}

static const char *dimension_name(int i) { return tiao_dimension_name((tiao_dimension)i); }
static const char *comparator_name(int i) { return tiao_comparator_name((tiao_comparator)i); }
static const char *role_name(int i) { return tiao_role_name((tiao_role)i); }
static const char *modality_name(int i) { return tiao_modality_name((tiao_modality)i); }

/* The value of an enumeration whose name stands in the column. */
static uint8_t code(reading *r, int column, int count, const char *(*name)(int))
{
    tiao_str s = ti_db_column(r->s, column);
    for (int i = 0; i < count; i++)
        if (ti_str_is(s, ti_str(name(i))))
            return (uint8_t)i;
    if (r->rc == TIAO_OK)
        r->rc = damaged(r->db, r->e, N_("a fact"), r->err);
    return 0;
}

static tiao_str text(reading *r, int column)
{
    if (sqlite3_column_type(r->s, column) == SQLITE_NULL)
        return (tiao_str){ NULL, 0 };
    tiao_str cell = ti_db_column(r->s, column), s = ti_doc_keep(r->d, cell);
    if (cell.n && !s.n && r->rc == TIAO_OK)
        r->rc = ti_no_memory(r->err);
    else if (ti_utf8_check(s) != SIZE_MAX && r->rc == TIAO_OK)
        r->rc = damaged(r->db, r->e, N_("a fact"), r->err);
    return s.s ? s : TI_STR("");
}

/* Room for one more fact, or NULL with the failure noted. */
#define ADD(r, f, name)                                                                                                \
    ((r)->rc != TIAO_OK ? NULL                                                                                         \
     : TI_PUSH((f)->name, (f)->name##_count, (f)->name##_room)                                                         \
         ? &(f)->name[(f)->name##_count - 1]                                                                           \
         : ((r)->rc = ti_no_memory((r)->err), NULL))

static void read_mentions(reading *r, tiao_mention **list, size_t *count, size_t *room)
{
    while (next(r)) {
        tiao_mention *m = TI_PUSH(*list, *count, *room);
        if (!m) {
            r->rc = ti_no_memory(r->err);
            return;
        }
        m->node  = node(r);
        m->span  = span(r, 1, m->node);
        m->id    = text(r, 3);
        m->words = text(r, 4);
    }
}

tiao_err ti_db_load_facts(tiao_doc *d, ti_db *db, const ti_entry *e, tiao_error *err)
{
    reading   r = { d, db, e, NULL, TIAO_OK, err };
    ti_facts *f = ti_calloc(1, sizeof *f);
    if (!f)
        return ti_no_memory(err);
    start(&r, SQL_QUANTITIES);
    for (tiao_quantity *q; next(&r) && (q = ADD(&r, f, quantities));) {
        q->node       = node(&r);
        q->span       = span(&r, 1, q->node);
        q->sentence   = span(&r, 3, q->node);
        q->dimension  = code(&r, 5, TIAO_DIM_COUNT_, dimension_name);
        q->comparator = code(&r, 6, TIAO_COMPARATOR_COUNT, comparator_name);
        q->role       = code(&r, 7, TIAO_ROLE_COUNT, role_name);
        q->low        = text(&r, 8);
        q->high       = text(&r, 9);
        q->unit       = text(&r, 10);
        q->by         = text(&r, 11);
        q->subject    = text(&r, 12);
    }
    start(&r, SQL_ENTITLEMENTS);
    for (tiao_entitlement *t; next(&r) && (t = ADD(&r, f, entitlements));) {
        t->node        = node(&r);
        t->sentence    = span(&r, 1, t->node);
        t->who         = text(&r, 3);
        t->condition   = text(&r, 4);
        t->benefit     = text(&r, 5);
        t->modality    = code(&r, 6, TIAO_MODALITY_COUNT, modality_name);
        t->instrument  = text(&r, 7);
        t->beneficiary = text(&r, 8);
    }
    start(&r, SQL_PLACES);
    read_mentions(&r, &f->districts, &f->districts_count, &f->districts_room);
    start(&r, SQL_TOPICS);
    read_mentions(&r, &f->topics, &f->topics_count, &f->topics_room);
    start(&r, SQL_CITATIONS);
    for (tiao_citation *c; next(&r) && (c = ADD(&r, f, citations));) {
        c->node   = node(&r);
        c->span   = span(&r, 1, c->node);
        c->text   = text(&r, 3);
        c->title  = text(&r, 4);
        c->number = text(&r, 5);
        c->target = text(&r, 6);
    }
    if (r.rc == TIAO_OK) {
        d->facts      = f;
        d->free_facts = ti_facts_free;
    } else {
        sqlite3_reset(r.s);
        ti_facts_free(f);
    }
    return r.rc;
}
