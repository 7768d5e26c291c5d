/* The library file: the one place that talks to SQLite.

   SQL texts stand in one array by id (schema.c) and are prepared on first use. Helpers take a sticky rc and do nothing once
   it is set, so a row of binds reads straight down and is checked once. */
#ifndef TI_STORE_DB_H
#define TI_STORE_DB_H

#include "store/library.h"

#include <sqlite3.h>

#define TI_APPLICATION_ID 0x7469616F                  /* "tiao" */
/* 2: 著 and its like are folded (corpus/words/traditional.txt); the tables are those of 1.
   3: the source is kept whole, and documents know where they come from. */
#define TI_SCHEMA_VERSION 3
/* Before these, folded texts and the index are of no use to queries; documents have no source and no origin. */
#define TI_FOLD_VERSION 2
#define TI_SOURCE_VERSION 3
/* The file's user version is the schema's version above these bits; in them is a stamp that every write changes. */
#define TI_STAMP_BITS 24

typedef enum {
    SQL_DOCUMENTS,
    SQL_CONTENT,
    SQL_FOLDED,
    SQL_MAP,
    SQL_ASIDE,
    SQL_FIND_DOCUMENT,
    SQL_FIND_ORIGIN,
    SQL_FIND_TEXT,
    SQL_KNOWN,
    SQL_SET_ORIGIN,
    SQL_ADD_ORIGIN,
    SQL_NEXT_NODE,
    SQL_PUT_DOCUMENT,
    SQL_PUT_CONTENT,
    SQL_PUT_NODE,
    SQL_PUT_CLAUSE,
    SQL_DROP_CLAUSE,
    SQL_DROP_NODES,
    SQL_DROP_CONTENT,
    SQL_PUT_FOLDED,
    SQL_DROP_DOCUMENT,
    SQL_PUT_QUANTITY,
    SQL_PUT_ENTITLEMENT,
    SQL_PUT_PLACE,
    SQL_PUT_TOPIC,
    SQL_PUT_CITATION,
    SQL_QUANTITIES,
    SQL_ENTITLEMENTS,
    SQL_PLACES,
    SQL_TOPICS,
    SQL_CITATIONS,
    SQL_OPEN_CITATIONS,
    SQL_CLOSE_CITATION,
    SQL_DROP_QUANTITIES,
    SQL_DROP_ENTITLEMENTS,
    SQL_DROP_PLACES,
    SQL_DROP_TOPICS,
    SQL_DROP_CITATIONS,
    SQL_MATCH,
    SQL_STAMP,
    SQL_BEGIN,
    SQL_COMMIT,
    SQL_ROLLBACK,
    SQL_SAVE,
    SQL_RELEASE,
    SQL_UNDO,
    SQL_COUNT
} ti_sql;

extern const char *const ti_sql_text[SQL_COUNT];
extern const char        ti_schema[];
/* What tables of an older one lack. */
extern const char        ti_schema_upgrade[];

struct ti_db {
    sqlite3      *handle;
    sqlite3_stmt *statements[SQL_COUNT];
    char         *path;
    int           version;            /* of the schema */
};

void ti_db_close(ti_db *db);

/* The statement, reset and without bindings; NULL with *rc set when it cannot be prepared. */
sqlite3_stmt *ti_db_statement(ti_db *db, ti_sql id, tiao_err *rc, tiao_error *err);
/* Puts what SQLite says into err, with the file's name and the way out. */
tiao_err ti_db_fail(const ti_db *db, tiao_error *err);
void     ti_db_bind_str(ti_db *db, sqlite3_stmt *s, int i, tiao_str v, tiao_err *rc, tiao_error *err);
void     ti_db_bind_blob(ti_db *db, sqlite3_stmt *s, int i, tiao_str v, tiao_err *rc, tiao_error *err);
void     ti_db_bind_int(ti_db *db, sqlite3_stmt *s, int i, int64_t v, tiao_err *rc, tiao_error *err);
/* save.c: makes a file of an older schema one of this, in one transaction. */
tiao_err ti_db_upgrade(tiao_library *lib, tiao_error *err);
/* Runs a statement that gives no rows. */
void     ti_db_run(ti_db *db, sqlite3_stmt *s, tiao_err *rc, tiao_error *err);
/* Moves to the next row; false at the end or on failure (see *rc). */
bool     ti_db_next(ti_db *db, sqlite3_stmt *s, tiao_err *rc, tiao_error *err);
tiao_str ti_db_column(sqlite3_stmt *s, int i);         /* borrowed until the next step */

/* load.c: the document of an entry, its folded text, its source map, what the source has beyond the text, its facts. */
tiao_err ti_db_load(tiao_doc **out, ti_db *db, const ti_entry *e, tiao_error *err);
tiao_err ti_db_load_folded(tiao_doc *d, ti_db *db, const ti_entry *e, tiao_error *err);
tiao_err ti_db_load_map(tiao_doc *d, ti_db *db, const ti_entry *e, tiao_error *err);
tiao_err ti_db_load_aside(tiao_doc *d, ti_db *db, const ti_entry *e, tiao_error *err);
tiao_err ti_db_load_facts(tiao_doc *d, ti_db *db, const ti_entry *e, tiao_error *err);

/* The two-character tokenizer of the full-text index, registered with a connection. */
int ti_tokenizer_register(sqlite3 *handle);

/* How nodes and pieces lie in the file: 32-bit words, the lowest byte first. */
enum { TI_NODE_WORDS = 12, TI_PIECE_WORDS = 5 };
void ti_pack_node(unsigned char *out, const tiao_node *n);
void ti_unpack_node(tiao_node *out, const unsigned char *in);
void ti_pack_words(unsigned char *out, const uint32_t *words, size_t n);
void ti_unpack_words(uint32_t *out, const unsigned char *in, size_t n);

#endif
