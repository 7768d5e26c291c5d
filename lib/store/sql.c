/* Read-only SQL for people, over the views. */
#include "store/sql.h"
#include "base/interrupt.h"
#include "base/utf8.h"
#include "store/db.h"

#include <math.h>
#include <stdlib.h>

enum { STEPS_BETWEEN_LOOKS = 10000 };

static int is_unwanted(void *ctx)
{
    (void)ctx;
    return tiao_interrupted();
}

/* Reading is all that is allowed: no writing, no ATTACH, no extension, and no PRAGMA that sets anything. */
static int authorize(void *ctx, int action, const char *a, const char *b, const char *database, const char *trigger)
{
    (void)ctx, (void)database, (void)trigger;
    switch (action) {
    case SQLITE_SELECT: case SQLITE_READ: case SQLITE_RECURSIVE: return SQLITE_OK;
    case SQLITE_FUNCTION:                              /* the second one takes and gives addresses of code */
        return b && (sqlite3_stricmp(b, "load_extension") == 0 || sqlite3_stricmp(b, "fts3_tokenizer") == 0) ? SQLITE_DENY : SQLITE_OK;
    case SQLITE_PRAGMA:
        return a && (sqlite3_stricmp(a, "table_info") == 0 || sqlite3_stricmp(a, "table_list") == 0 ||
                     (sqlite3_stricmp(a, "data_version") == 0 && !b))
                   ? SQLITE_OK
                   : SQLITE_DENY;
    default: return SQLITE_DENY;
    }
}

/* JSON has no number for it. */
static bool is_infinite(sqlite3_stmt *s, int i)
{
    return sqlite3_column_type(s, i) == SQLITE_FLOAT && isinf(sqlite3_column_double(s, i));
}

/* Bytes that are no text as hexadecimal digits. */
static bool in_hex(tiao_str *s, ti_arena *made)
{
    static const char digits[] = "0123456789abcdef";
    char             *p        = TI_NEW(made, char, s->n * 2);
    for (size_t i = 0; p && i < s->n; i++) {
        unsigned char c = (unsigned char)s->s[i];
        p[2 * i]        = digits[c >> 4];
        p[2 * i + 1]    = digits[c & 15];
    }
    *s = (tiao_str){ p, s->n * 2 };
    return p != NULL;
}

static tiao_err give_row(sqlite3_stmt *s, int count, tiao_sql_fn fn, void *ctx, tiao_error *err)
{
    const char    *names[TI_COLUMNS_MAX];
    tiao_sql_value values[TI_COLUMNS_MAX];
    ti_arena       made = { 0 };
    tiao_err       rc   = TIAO_OK;
    for (int i = 0; i < count && rc == TIAO_OK; i++) {
        int type         = sqlite3_column_type(s, i);
        names[i]         = sqlite3_column_name(s, i);
        values[i].number = type == SQLITE_INTEGER || type == SQLITE_FLOAT;
        const char *p    = type == SQLITE_NULL || is_infinite(s, i) ? NULL : (const char *)sqlite3_column_text(s, i);
        values[i].value  = (tiao_str){ p, p ? (size_t)sqlite3_column_bytes(s, i) : 0 };
        if (ti_utf8_check(values[i].value) != SIZE_MAX && !in_hex(&values[i].value, &made))
            rc = ti_fail(err, TIAO_ENOMEM, 0, "out of memory");
    }
    if (rc == TIAO_OK)
        rc = fn(ctx, names, values, count, err);
    ti_arena_free(&made);
    return rc;
}

tiao_err tiao_sql(tiao_library *lib, tiao_str query, tiao_sql_fn fn, void *ctx, tiao_error *err)
{
    sqlite3_stmt *s    = NULL;
    const char   *tail = NULL;
    tiao_err      rc   = TIAO_OK;
    ti_db        *db   = NULL;
    if ((rc = ti_want_utf8(query, err)) != TIAO_OK || (rc = ti_library_db(&db, lib, err)) != TIAO_OK)
        return rc;
    sqlite3 *h = db->handle;
    if (ti_tokenizer_register(h) != SQLITE_OK)         /* for the full-text table, if the query names it */
        return ti_db_fail(db, err);
    sqlite3_set_authorizer(h, authorize, NULL);        /* for the steps too: VACUUM INTO attaches a file as it runs */
    int code = sqlite3_prepare_v2(h, query.s, (int)query.n, &s, &tail);
    if (code == SQLITE_AUTH)
        rc = ti_fail(err, TIAO_EUSAGE, 0, "sql: only reading is allowed (%s)", sqlite3_errmsg(h));
    else if (code == SQLITE_NOMEM)
        rc = ti_no_memory(err);
    else if (code != SQLITE_OK)
        rc = ti_fail(err, TIAO_EUSAGE, 0, "sql: %s", sqlite3_errmsg(h));
    else if (!s)
        rc = ti_fail(err, TIAO_EUSAGE, 0, "sql: the query is empty");
    else if (ti_str_trim((tiao_str){ tail, (size_t)(query.s + query.n - tail) }).n)
        rc = ti_fail(err, TIAO_EUSAGE, 0, "sql: one statement at a time");
    else if (sqlite3_column_count(s) > TI_COLUMNS_MAX)
        rc = ti_fail(err, TIAO_ELIMIT, 0, "sql: more than %d columns", TI_COLUMNS_MAX);
    sqlite3_progress_handler(h, STEPS_BETWEEN_LOOKS, is_unwanted, NULL);
    while (rc == TIAO_OK && (code = sqlite3_step(s)) == SQLITE_ROW)
        rc = give_row(s, sqlite3_column_count(s), fn, ctx, err);
    if (rc == TIAO_OK && code == SQLITE_AUTH)
        rc = ti_fail(err, TIAO_EUSAGE, 0, "sql: only reading is allowed (%s)", sqlite3_errmsg(h));
    else if (rc == TIAO_OK && code != SQLITE_DONE)
        rc = ti_db_fail(db, err);
    sqlite3_progress_handler(h, 0, NULL, NULL);
    sqlite3_finalize(s);
    sqlite3_set_authorizer(h, NULL, NULL);
    return rc;
}
