#include "store/index.h"
#include "base/utf8.h"
#include "store/db.h"

uint64_t ti_scan_max = (uint64_t)4 << 20;

bool ti_index_serves(const tiao_library *lib) { return lib->path && lib->bytes > ti_scan_max && !(lib->db && lib->db->version < TI_FOLD_VERSION); }

/* Tokens are pairs of characters, so a phrase of them is a substring and one character a prefix. */
tiao_err ti_index_mark(bool *in, tiao_library *lib, tiao_str folded, tiao_error *err)
{
    ti_db   *db = NULL;
    tiao_buf b  = { 0 };
    tiao_err rc = ti_library_db(&db, lib, err);
    if (rc == TIAO_OK && ti_tokenizer_register(db->handle) != SQLITE_OK)
        rc = ti_db_fail(db, err);
    ti_buf_char(&b, '"');
    for (size_t i = 0; i < folded.n; i++) {
        if (folded.s[i] == '"')
            ti_buf_char(&b, '"');
        ti_buf_char(&b, folded.s[i]);
    }
    ti_buf_put(&b, ti_utf8_count(folded) == 1 ? TI_STR("\"*") : TI_STR("\""));
    if (b.failed)
        rc = ti_no_memory(err);
    sqlite3_stmt *q = rc == TIAO_OK ? ti_db_statement(db, SQL_MATCH, &rc, err) : NULL;
    if (rc == TIAO_OK)
        ti_db_bind_str(db, q, 1, ti_buf_str(&b), &rc, err);
    while (rc == TIAO_OK && ti_db_next(db, q, &rc, err)) {
        size_t k = ti_library_entry_of(lib, (uint64_t)sqlite3_column_int64(q, 0));
        if (k != SIZE_MAX)
            in[k] = true;
    }
    tiao_buf_free(&b);
    return rc;
}
