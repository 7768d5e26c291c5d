#include "store/db.h"
#include "store/fresh.h"
#include "base/language.h"
#include "base/utf8.h"
#include "store/image.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

void ti_db_close(ti_db *db)
{
    if (!db)
        return;
    for (int i = 0; i < SQL_COUNT; i++)
        sqlite3_finalize(db->statements[i]);
    sqlite3_close(db->handle);
    free(db->path);
    free(db);
}

tiao_err ti_db_fail(const ti_db *db, tiao_error *err)
{
    int code = sqlite3_errcode(db->handle);
    if (code == SQLITE_NOMEM || code == SQLITE_OK)     /* OK: a function of FTS5, whose failures the connection does not note */
        return ti_no_memory(err);
    if (code == SQLITE_INTERRUPT)
        return ti_fail(err, TIAO_EINTERRUPTED, 0, "interrupted");
    if (code == SQLITE_NOTADB)
        return ti_fail(err, TIAO_ESTORE, 0, "%s: not a tiao library", db->path);
    if (code == SQLITE_CORRUPT)
        return ti_fail(err, TIAO_ESTORE, 0, "%s: the library is damaged (%s); import its documents again", db->path,
                       ti_said(sqlite3_errmsg(db->handle)));
    if (code == SQLITE_FULL)
        return ti_fail(err, TIAO_EIO, 0, "%s: the disk is full; nothing was changed", db->path);
    return ti_fail(err, TIAO_ESTORE, 0, "%s: %s", db->path, ti_said(sqlite3_errmsg(db->handle)));
}

sqlite3_stmt *ti_db_statement(ti_db *db, ti_sql id, tiao_err *rc, tiao_error *err)
{
    if (*rc != TIAO_OK)
        return NULL;
    if (!db->statements[id] &&
        sqlite3_prepare_v3(db->handle, ti_sql_text[id], -1, SQLITE_PREPARE_PERSISTENT, &db->statements[id], NULL) != SQLITE_OK) {
        *rc = ti_db_fail(db, err);
        return NULL;
    }
    sqlite3_reset(db->statements[id]);
    sqlite3_clear_bindings(db->statements[id]);
    return db->statements[id];
}

void ti_db_bind_str(ti_db *db, sqlite3_stmt *s, int i, tiao_str v, tiao_err *rc, tiao_error *err)
{
    if (*rc == TIAO_OK && v.s && sqlite3_bind_text64(s, i, v.s, v.n, SQLITE_STATIC, SQLITE_UTF8) != SQLITE_OK)
        *rc = ti_db_fail(db, err);
}

void ti_db_bind_blob(ti_db *db, sqlite3_stmt *s, int i, tiao_str v, tiao_err *rc, tiao_error *err)
{
    if (*rc == TIAO_OK && sqlite3_bind_blob64(s, i, v.s ? v.s : "", v.n, SQLITE_STATIC) != SQLITE_OK)
        *rc = ti_db_fail(db, err);
}

void ti_db_bind_int(ti_db *db, sqlite3_stmt *s, int i, int64_t v, tiao_err *rc, tiao_error *err)
{
    if (*rc == TIAO_OK && sqlite3_bind_int64(s, i, v) != SQLITE_OK)
        *rc = ti_db_fail(db, err);
}

void ti_db_run(ti_db *db, sqlite3_stmt *s, tiao_err *rc, tiao_error *err)
{
    if (*rc != TIAO_OK)
        return;
    if (sqlite3_step(s) != SQLITE_DONE)
        *rc = ti_db_fail(db, err);
    sqlite3_reset(s);
}

bool ti_db_next(ti_db *db, sqlite3_stmt *s, tiao_err *rc, tiao_error *err)
{
    if (*rc != TIAO_OK)
        return false;
    switch (sqlite3_step(s)) {
    case SQLITE_ROW: return true;
    case SQLITE_DONE: sqlite3_reset(s); return false;
    default: *rc = ti_db_fail(db, err); sqlite3_reset(s); return false;
    }
}

tiao_str ti_db_column(sqlite3_stmt *s, int i)
{
    const void *p = sqlite3_column_blob(s, i);
    return (tiao_str){ p, p ? (size_t)sqlite3_column_bytes(s, i) : 0 };
}

/* ---- opening ---- */

static tiao_err pragma(ti_db *db, const char *sql, int64_t *value, tiao_error *err)
{
    sqlite3_stmt *s  = NULL;
    tiao_err      rc = TIAO_OK;
    if (sqlite3_prepare_v2(db->handle, sql, -1, &s, NULL) != SQLITE_OK || sqlite3_step(s) != SQLITE_ROW)
        rc = ti_db_fail(db, err);
    else
        *value = sqlite3_column_int64(s, 0);
    sqlite3_finalize(s);
    return rc;
}

static tiao_err check_header(ti_db *db, tiao_error *err)
{
    int64_t  application = 0, version = 0;
    tiao_err rc = pragma(db, "PRAGMA application_id", &application, err);
    if (rc == TIAO_OK)
        rc = pragma(db, "PRAGMA user_version", &version, err);
    if (rc == TIAO_OK && application != TI_APPLICATION_ID)
        rc = ti_fail(err, TIAO_ESTORE, 0, "%s: a database, but not a tiao library", db->path);
    version >>= TI_STAMP_BITS;
    db->version = (int)version;
    if (rc == TIAO_OK && version > TI_SCHEMA_VERSION)
        rc = ti_fail(err, TIAO_ESTORE, 0, "%s: written by a newer tiao (schema %lld, this one knows %d)", db->path,
                     (long long)version, TI_SCHEMA_VERSION);
    return rc;
}

static tiao_err read_entries(tiao_library *lib, tiao_error *err)
{
    tiao_err      rc = TIAO_OK;
    sqlite3_stmt *s  = ti_db_statement(lib->db, SQL_DOCUMENTS, &rc, err);
    while (ti_db_next(lib->db, s, &rc, err)) {
        tiao_str  f[9];
        for (int i = 0; i < 9; i++)
            f[i] = ti_db_column(s, 4 + i);
        tiao_meta m = { f[0], f[1], f[2], f[3], f[4], f[5], f[6], f[7], f[8] };
        for (int i = 0; i < 9 && rc == TIAO_OK; i++)
            if (ti_utf8_check(f[i]) != SIZE_MAX)
                rc = ti_fail(err, TIAO_ESTORE, 0, "%s: the library is damaged (the list of documents); import them again", lib->path);
        ti_entry *e = rc == TIAO_OK ? ti_library_add(lib, &m) : NULL;
        if (!e)
            return rc == TIAO_OK ? ti_no_memory(err) : rc;
        e->row   = sqlite3_column_int64(s, 0);
        e->nodes = (uint32_t)sqlite3_column_int64(s, 1);
        e->first = (uint64_t)sqlite3_column_int64(s, 2);
        lib->bytes += (uint64_t)sqlite3_column_int64(s, 3);
    }
    return rc;
}

static tiao_err connect(ti_db **out, const char *path, int flags, bool immutable, tiao_error *err)
{
    ti_db   *db  = ti_calloc(1, sizeof *db);
    tiao_buf uri = { 0 };
    if (!db)
        return ti_no_memory(err);
    *out = db;
    ti_buf_put(&uri, TI_STR("file:"));
    for (const char *p = path; *p; p++)                /* what a URI would take for its own */
        if (strchr("%?#", *p))
            ti_buf_printf(&uri, "%%%02X", (unsigned)(unsigned char)*p);
        else
            ti_buf_char(&uri, *p);
    if (immutable)
        ti_buf_put(&uri, TI_STR("?immutable=1"));
    db->path = ti_calloc(strlen(path) + 1, 1);
    if (!db->path || uri.failed) {
        tiao_buf_free(&uri);
        return ti_no_memory(err);
    }
    memcpy(db->path, path, strlen(path));
    int code = sqlite3_open_v2(uri.p, &db->handle, flags | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL);
    tiao_buf_free(&uri);
    if (code == SQLITE_NOMEM)
        return ti_no_memory(err);
    if (code != SQLITE_OK)
        return ti_fail(err, TIAO_EIO, 0, "%s: %s", path, ti_said(sqlite3_errmsg(db->handle)));
    /* a library may come from anywhere: its schema runs nothing, and no statement opens another file */
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0, NULL);
    sqlite3_limit(db->handle, SQLITE_LIMIT_ATTACHED, 0);
    return TIAO_OK;
}

/* Whether nothing has been written to the file: it is empty, or the first writing was cut off and has been undone. */
static bool is_blank(ti_db *db, tiao_err *rc, tiao_error *err)
{
    int64_t    tables = 1, application = 1;
    tiao_error why    = { 0 };
    if (*rc != TIAO_OK)
        return false;
    bool blank = pragma(db, "SELECT count(*) FROM sqlite_schema", &tables, &why) == TIAO_OK && !tables &&
                 pragma(db, "PRAGMA application_id", &application, &why) == TIAO_OK && !application;
    if (why.code == TIAO_ENOMEM)                       /* any other failure is told by whoever reads the file next */
        *rc = ti_no_memory(err);
    return blank;
}

static tiao_err run_steps(ti_db *db, const char *const *steps, size_t n, tiao_error *err)
{
    for (size_t i = 0; i < n; i++)
        if (sqlite3_exec(db->handle, steps[i], NULL, NULL, NULL) != SQLITE_OK)
            return ti_db_fail(db, err);
    return TIAO_OK;
}

/* The schema, unless another process has come first. */
static tiao_err make_schema(ti_db *db, tiao_error *err)
{
    /* large pages: a document's text is read in a few steps */
    static const char *const first[] = { "PRAGMA page_size = 32768", "BEGIN IMMEDIATE" }, *const rest[] = { ti_schema, "COMMIT" };
    if (ti_tokenizer_register(db->handle) != SQLITE_OK)
        return ti_db_fail(db, err);
    tiao_err rc = run_steps(db, first, 2, err);
    bool     blank = is_blank(db, &rc, err);
    return rc != TIAO_OK ? rc : blank ? run_steps(db, rest, 2, err) : run_steps(db, rest + 1, 1, err);
}

/* A library without documents at `path`, where there is no file. Another process's, if it came first, stays. */
static tiao_err make_file(const char *path, tiao_error *err)
{
    ti_fresh fresh;
    ti_db   *db = NULL;
    tiao_err rc = ti_fresh_open(&fresh, path, err);
    if (rc == TIAO_OK)
        rc = connect(&db, fresh.path, SQLITE_OPEN_READWRITE, false, err);
    if (rc == TIAO_OK)
        rc = make_schema(db, err);
    ti_db_close(db);
    if (rc == TIAO_OK)
        rc = ti_fresh_keep(&fresh, path, false, err);
    ti_fresh_close(&fresh);
    return rc;
}

tiao_err tiao_library_copy(const char *path, const char *from, tiao_error *err)
{
    ti_fresh fresh = { .fd = -1 };
    char     block[64 * 1024];
    FILE    *in = fopen(from, "rb"), *out = NULL;
    tiao_err rc = in ? ti_fresh_open(&fresh, path, err) : ti_fail_file(err, from);
    if (rc == TIAO_OK) {
        out     = fopen(fresh.path, "wb");
        bool ok = out != NULL;
        for (size_t got; ok && (got = fread(block, 1, sizeof block, in)) > 0;)
            ok = fwrite(block, 1, got, out) == got;
        ok = (!out || fclose(out) == 0) && ok && !ferror(in);
        rc = ok ? ti_fresh_keep(&fresh, path, false, err) : ti_fail_file(err, path);
    }
    if (in)
        fclose(in);
    ti_fresh_close(&fresh);
    return rc;
}

/* Looks at the file before SQLite does: what it is not is said plainly. */
static tiao_err look_at(const char *path, bool writable, tiao_error *err)
{
    struct stat st;
    if (stat(path, &st) != 0)
        return writable && errno == ENOENT ? make_file(path, err) : ti_fail_file(err, path);
    if (S_ISDIR(st.st_mode))
        return ti_fail(err, TIAO_EIO, 0, "%s: is a directory, not a library", path);
    if (st.st_size == 0 && !writable)
        return ti_fail(err, TIAO_ESTORE, 0, "%s: an empty file, not a library", path);
    return TIAO_OK;
}

static tiao_err open_db(tiao_library *lib, bool writable, tiao_error *err)
{
    int      flags = writable ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
    tiao_err rc    = connect(&lib->db, lib->path, flags, lib->immutable, err);
    if (rc == TIAO_OK && !lib->immutable)
        sqlite3_busy_timeout(lib->db->handle, 60000);
    if (writable && is_blank(lib->db, &rc, err))
        rc = make_schema(lib->db, err);
    if (rc == TIAO_OK)
        rc = check_header(lib->db, err);
    if (rc == TIAO_OK && writable && lib->db->version < TI_SCHEMA_VERSION)
        rc = ti_db_upgrade(lib, err);
    if (rc != TIAO_OK) {
        ti_db_close(lib->db);
        lib->db = NULL;
    }
    return rc;
}

tiao_err ti_library_db(ti_db **out, tiao_library *lib, tiao_error *err)
{
    tiao_err rc = TIAO_OK;
    if (!lib->path)
        return ti_fail(err, TIAO_ESTORE, 0, "--file makes no library file; import the files first");
    if (!lib->db)
        rc = open_db(lib, false, err);
    *out = lib->db;
    return rc;
}

static tiao_err open_library(tiao_library **out, const char *path, bool writable, bool immutable, tiao_error *err)
{
    tiao_library *lib = NULL;
    tiao_err      rc  = look_at(path, writable, err);
    if (rc == TIAO_OK)
        rc = tiao_library_new(&lib, err);
    if (rc != TIAO_OK)
        return rc;
    lib->immutable = immutable;
    lib->path      = ti_realloc(NULL, strlen(path) + 1);
    if (!lib->path)
        rc = ti_no_memory(err);
    else {
        memcpy(lib->path, path, strlen(path) + 1);
        if (writable || !ti_image_open(lib, path)) {
            rc = open_db(lib, writable, err);
            if (rc == TIAO_OK)
                rc = read_entries(lib, err);
        }
    }
    if (rc == TIAO_OK)
        *out = lib;
    else
        tiao_library_close(lib);
    return rc;
}

tiao_err tiao_library_open(tiao_library **out, const char *path, bool immutable, tiao_error *err)
{
    return open_library(out, path, false, immutable, err);
}

tiao_err tiao_library_open_writable(tiao_library **out, const char *path, tiao_error *err)
{
    return open_library(out, path, true, false, err);
}
