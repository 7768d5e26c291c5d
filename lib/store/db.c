#include "store/db.h"

/* TEMPORARY until the store is written. */
void ti_db_close(ti_db *db) { (void)db; }
tiao_err ti_db_load(tiao_doc **o, ti_db *db, const ti_entry *e, tiao_error *err)
{
    (void)o, (void)db, (void)e;
    return ti_fail(err, TIAO_ESTORE, 0, "no library file yet; use --file");
}
tiao_err tiao_library_open(tiao_library **out, const char *path, bool immutable, tiao_error *err)
{
    (void)out, (void)immutable;
    return ti_fail(err, TIAO_ESTORE, 0, "%s: no library file yet; use --file", path);
}
