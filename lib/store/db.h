/* The library file: the one place that talks to SQLite. */
#ifndef TI_STORE_DB_H
#define TI_STORE_DB_H

#include "store/library.h"

void     ti_db_close(ti_db *db);
/* Loads the document of an entry. */
tiao_err ti_db_load(tiao_doc **out, ti_db *db, const ti_entry *e, tiao_error *err);

#endif
