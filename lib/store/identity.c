#include "store/identity.h"
#include "base/utf8.h"
#include "facts/facts.h"

/* ---- the checksum (FNV-1a) ---- */

static uint64_t mix(uint64_t h, const void *p, size_t n)
{
    for (const unsigned char *u = p, *end = u + n; u < end; u++)
        h = (h ^ *u) * 1099511628211u;
    return h;
}

static uint64_t mix_words(uint64_t h, const uint32_t *words, size_t n)
{
    unsigned char packed[4];
    for (size_t i = 0; i < n; i++) {
        ti_pack_words(packed, &words[i], 1);
        h = mix(h, packed, sizeof packed);
    }
    return h;
}

static uint64_t mix_texts(uint64_t h, const tiao_str *s, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint32_t n = s[i].s ? (uint32_t)s[i].n : UINT32_MAX;
        h = mix(mix_words(h, &n, 1), s[i].s ? s[i].s : "", s[i].n);
    }
    return h;
}

static uint64_t mix_mentions(uint64_t h, const tiao_mention *m, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        h = mix_words(h, (const uint32_t[]){ m[i].node, m[i].span.start, m[i].span.end }, 3);
        h = mix_texts(h, (const tiao_str[]){ m[i].id, m[i].words }, 2);
    }
    return h;
}

static uint64_t mix_facts(uint64_t h, const ti_facts *f)
{
    for (size_t i = 0; i < f->quantities_count; i++) {
        const tiao_quantity *q = &f->quantities[i];
        h = mix_words(h, (const uint32_t[]){ q->node, q->span.start, q->span.end, q->sentence.start, q->sentence.end, q->dimension, q->comparator, q->role }, 8);
        h = mix_texts(h, (const tiao_str[]){ q->low, q->high, q->unit, q->by, q->subject }, 5);
    }
    for (size_t i = 0; i < f->entitlements_count; i++) {
        const tiao_entitlement *e = &f->entitlements[i];
        h = mix_words(h, (const uint32_t[]){ e->node, e->sentence.start, e->sentence.end, e->modality }, 4);
        h = mix_texts(h, (const tiao_str[]){ e->who, e->condition, e->benefit, e->instrument, e->beneficiary }, 5);
    }
    h = mix_mentions(h, f->districts, f->districts_count);
    h = mix_mentions(h, f->topics, f->topics_count);
    for (size_t i = 0; i < f->citations_count; i++) {
        const tiao_citation *c = &f->citations[i];
        h = mix_words(h, (const uint32_t[]){ c->node, c->span.start, c->span.end }, 3);
        h = mix_texts(h, (const tiao_str[]){ c->text, c->title, c->number, c->target }, 4);
    }
    return h;
}

int64_t ti_derived(const tiao_doc *d)
{
    uint64_t      h = 14695981039346656037u;
    unsigned char packed[TI_NODE_WORDS * 4];
    for (uint32_t i = 0; i < d->count; i++) {
        ti_pack_node(packed, &d->nodes[i]);
        h = mix(h, packed, sizeof packed);
    }
    h = mix_texts(h, (const tiao_str[]){ d->folded, d->aside }, 2);
    return (int64_t)(d->facts ? mix_facts(h, d->facts) : h);
}

/* ---- what the library has ---- */

/* The id that the statement gives, into `id`; false where it gives none. */
static bool take_id(tiao_buf *id, ti_db *db, sqlite3_stmt *s, tiao_err *rc, tiao_error *err)
{
    if (!ti_db_next(db, s, rc, err))
        return false;
    ti_buf_clear(id);
    ti_buf_put(id, ti_db_column(s, 0));
    sqlite3_reset(s);
    return true;
}

static bool has_origin(tiao_buf *id, ti_db *db, tiao_str origin, tiao_err *rc, tiao_error *err)
{
    if (!origin.n || db->version < TI_SOURCE_VERSION)
        return false;
    sqlite3_stmt *s = ti_db_statement(db, SQL_FIND_ORIGIN, rc, err);
    ti_db_bind_str(db, s, 1, origin, rc, err);
    return take_id(id, db, s, rc, err);
}

static bool has_text(tiao_buf *id, ti_db *db, tiao_str text, tiao_err *rc, tiao_error *err)
{
    if (!text.n)
        return false;
    sqlite3_stmt *s = ti_db_statement(db, SQL_FIND_TEXT, rc, err);
    ti_db_bind_int(db, s, 1, (int64_t)text.n, rc, err);
    ti_db_bind_blob(db, s, 2, text, rc, err);
    return take_id(id, db, s, rc, err);
}

/* Whether a document whose text has come in again is to be taken for the one that came: it has no file yet, and the name fits, or
   an older tiao has put it in. */
static bool is_adopted(ti_db *db, tiao_str id, tiao_str wanted, tiao_err *rc, tiao_error *err)
{
    if (db->version < TI_SOURCE_VERSION)
        return true;
    sqlite3_stmt *s = ti_db_statement(db, SQL_KNOWN, rc, err);
    ti_db_bind_str(db, s, 1, id, rc, err);
    if (!ti_db_next(db, s, rc, err))
        return false;
    bool adopted = sqlite3_column_type(s, 1) == SQLITE_NULL || (sqlite3_column_type(s, 0) == SQLITE_NULL && ti_str_is(id, wanted));
    sqlite3_reset(s);
    return adopted;
}

/* Whether the id is another file's. */
static bool is_taken(ti_db *db, const tiao_doc *d, tiao_str id, tiao_str origin, bool *exists, tiao_err *rc, tiao_error *err)
{
    *exists = false;
    if (db->version < TI_SOURCE_VERSION) {
        sqlite3_stmt *s = ti_db_statement(db, SQL_FIND_DOCUMENT, rc, err);
        ti_db_bind_str(db, s, 1, id, rc, err);
        *exists = ti_db_next(db, s, rc, err);
        sqlite3_reset(s);
        return false;
    }
    sqlite3_stmt *s = ti_db_statement(db, SQL_KNOWN, rc, err);
    ti_db_bind_str(db, s, 1, id, rc, err);
    ti_db_bind_blob(db, s, 2, d->text, rc, err);
    if (!ti_db_next(db, s, rc, err))
        return false;
    *exists        = true;
    tiao_str other = ti_db_column(s, 0);
    bool     taken = other.n && origin.n && !ti_str_is(other, origin);
    sqlite3_reset(s);
    return taken;
}

/* Its id for what it is: citations of its own provisions have it in them. */
static tiao_err name(tiao_doc *d, tiao_str id, tiao_error *err)
{
    ti_facts *f   = d->facts;
    tiao_str  old = d->meta.id;
    tiao_buf  b   = { 0 };
    if (ti_str_is(id, old))
        return TIAO_OK;
    d->meta.id = ti_doc_keep(d, id);
    bool failed = !d->meta.id.s;
    for (size_t i = 0; f && i < f->citations_count; i++) {
        tiao_str *t = &f->citations[i].target;
        if (t->n <= old.n || !ti_str_starts(*t, old) || t->s[old.n] != ':')
            continue;
        ti_buf_clear(&b);
        ti_buf_put(&b, id);
        ti_buf_put(&b, ti_sub(*t, old.n, t->n));
        *t     = ti_doc_keep(d, ti_buf_str(&b));
        failed = failed || !t->s;
    }
    failed = failed || b.failed;
    tiao_buf_free(&b);
    return failed ? ti_no_memory(err) : TIAO_OK;
}

tiao_err ti_identify(tiao_outcome *out, ti_db *db, tiao_doc *d, const tiao_arrival *from, tiao_error *err)
{
    tiao_buf id     = { 0 };
    tiao_err rc     = TIAO_OK;
    bool     exists = false;
    *out            = TIAO_ADDED;
    if (!from->certain && has_origin(&id, db, from->origin, &rc, err))
        exists = true;
    else if (!from->certain && has_text(&id, db, d->text, &rc, err)) {
        exists = true;
        *out   = from->by_hand || is_adopted(db, ti_buf_str(&id), d->meta.id, &rc, err) ? TIAO_CHANGED : TIAO_SAME;
    } else if (rc == TIAO_OK) {
        ti_buf_put(&id, d->meta.id);
        for (unsigned n = 2; is_taken(db, d, ti_buf_str(&id), from->certain ? (tiao_str){ NULL, 0 } : from->origin, &exists, &rc, err) && rc == TIAO_OK; n++) {
            ti_buf_clear(&id);
            ti_buf_printf(&id, "%.*s-%u", (int)d->meta.id.n, d->meta.id.s, n);
        }
    }
    if (exists && *out == TIAO_ADDED)
        *out = TIAO_CHANGED;
    if (rc == TIAO_OK)
        rc = id.failed ? ti_no_memory(err) : name(d, ti_buf_str(&id), err);
    tiao_buf_free(&id);
    return rc;
}

tiao_err ti_is_unchanged(bool *out, ti_db *db, const tiao_doc *d, bool by_hand, tiao_error *err)
{
    tiao_err      rc = TIAO_OK;
    sqlite3_stmt *s  = ti_db_statement(db, SQL_KNOWN, &rc, err);
    ti_db_bind_str(db, s, 1, d->meta.id, &rc, err);
    ti_db_bind_blob(db, s, 2, d->text, &rc, err);
    *out = false;
    if (!ti_db_next(db, s, &rc, err))
        return rc;
    const tiao_meta *m     = &d->meta;
    const tiao_str   now[] = { m->title, m->number, m->issuer, m->date, m->level, m->type, m->language };
    *out = sqlite3_column_type(s, 1) != SQLITE_NULL && sqlite3_column_int64(s, 1) == ti_derived(d) && sqlite3_column_int(s, 2) == 1;
    for (int i = 0; i < 7 && by_hand; i++)
        *out = *out && ti_str_is(ti_db_column(s, 3 + i), now[i]);
    sqlite3_reset(s);
    return rc;
}
