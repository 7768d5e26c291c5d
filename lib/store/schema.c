/* The schema and every SQL text of the store.

   The views are the stable interface (tiao-schema(5)); the tables behind them may change with the schema's version.
   `content` holds a document's text as one blob, with what is derived from it for speed: the tree as the program reads it
   (the rows of `node` packed), the map back to the source with what the text does not have of it, and the folded text that
   search scans. `origin` names the file that a document came from, `derived` is a checksum of all that was made of its text: by
   them an import knows a document again (identity.c). */
#include "store/db.h"

#include <assert.h>

static_assert(TI_SCHEMA_VERSION << TI_STAMP_BITS == 50331648, "the user version in the schema");

/* A part of the text of node n, which is bytes of its document's blob; and the tables around a fact. */
#define PART(from, to) "CAST(substr(c.text, n.start + 1 + " from ", " to " - " from ") AS TEXT)"
#define OF(fact)                                                                                                       \
    " JOIN node n ON n.id = " fact ".node JOIN document d ON d.row = n.document JOIN content c ON c.row = n.document ORDER BY "  \
    fact ".rowid;"

#define INDICES                                                                                                        \
    "CREATE INDEX document_size ON document(size);"                                                                    \
    "CREATE INDEX document_origin ON document(origin);"

const char ti_schema[] =
    "PRAGMA application_id = 0x7469616F;"
    "PRAGMA user_version = 50331648;"                  /* TI_SCHEMA_VERSION << TI_STAMP_BITS */
    "CREATE TABLE document(row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT, number TEXT, issuer TEXT, date TEXT,"
    " level TEXT, type TEXT, language TEXT, source TEXT, nodes INTEGER NOT NULL, first INTEGER NOT NULL, size INTEGER NOT NULL,"
    " origin TEXT, derived INTEGER);"
    INDICES
    "CREATE TABLE content(row INTEGER PRIMARY KEY, tree BLOB NOT NULL, text BLOB NOT NULL, folded_at BLOB NOT NULL,"
    " folded BLOB NOT NULL, map BLOB NOT NULL, aside BLOB);"
    "CREATE TABLE node(id INTEGER PRIMARY KEY, document INTEGER NOT NULL, parent INTEGER, address TEXT NOT NULL,"
    " kind TEXT NOT NULL, number TEXT NOT NULL, heading TEXT NOT NULL, start INTEGER NOT NULL, size INTEGER NOT NULL,"
    " depth INTEGER NOT NULL, line INTEGER NOT NULL);"
    "CREATE VIRTUAL TABLE clause USING fts5(text, content='', tokenize='tiao', columnsize=0);"
    "CREATE TABLE quantity(node INTEGER NOT NULL, start INTEGER, end INTEGER, sentence_start INTEGER, sentence_end INTEGER,"
    " dimension TEXT, comparator TEXT, role TEXT, low TEXT, high TEXT, unit TEXT, by TEXT, subject TEXT);"
    "CREATE INDEX quantity_node ON quantity(node);"
    "CREATE TABLE entitlement(node INTEGER NOT NULL, sentence_start INTEGER, sentence_end INTEGER, who TEXT, condition TEXT,"
    " benefit TEXT, modality TEXT, instrument TEXT, class TEXT);"
    "CREATE INDEX entitlement_node ON entitlement(node);"
    "CREATE TABLE place(node INTEGER NOT NULL, start INTEGER, end INTEGER, id TEXT, words TEXT);"
    "CREATE INDEX place_node ON place(node);"
    "CREATE TABLE topic(node INTEGER NOT NULL, start INTEGER, end INTEGER, id TEXT, words TEXT);"
    "CREATE INDEX topic_node ON topic(node);"
    "CREATE TABLE citation(node INTEGER NOT NULL, start INTEGER, end INTEGER, text TEXT, title TEXT, number TEXT, target TEXT,"
    " document TEXT);"
    "CREATE INDEX citation_node ON citation(node);"
    "CREATE VIEW documents AS SELECT id AS doc, title, number, issuer, date, level, type, language, source, nodes FROM document;"
    "CREATE VIEW nodes AS SELECT n.address, d.id AS doc, n.kind, n.number, n.heading,"
    " CAST(substr(c.text, n.start + 1, n.size) AS TEXT) AS text, n.depth, p.address AS parent, n.line"
    " FROM node n JOIN document d ON d.row = n.document JOIN content c ON c.row = n.document LEFT JOIN node p ON p.id = n.parent"
    " ORDER BY n.id;"
    /* figures as numbers, so that they can be compared; the dates of deadlines stay text */
    "CREATE VIEW quantities AS SELECT n.address, d.id AS doc, " PART("q.start", "q.end") " AS text, q.dimension, q.comparator,"
    " iif(q.dimension = 'deadline', q.low, CAST(q.low AS NUMERIC)) AS low,"
    " iif(q.dimension = 'deadline', q.high, CAST(q.high AS NUMERIC)) AS high, q.unit, q.role, q.by, q.subject,"
    " " PART("q.sentence_start", "q.sentence_end") " AS sentence, n.line FROM quantity q" OF("q")
    "CREATE VIEW entitlements AS SELECT n.address, d.id AS doc, q.who, q.condition, q.benefit, q.modality, q.instrument, q.class,"
    " " PART("q.sentence_start", "q.sentence_end") " AS sentence, n.line FROM entitlement q" OF("q")
    "CREATE VIEW places AS SELECT n.address, d.id AS doc, q.id AS district, q.words AS mention, n.line FROM place q" OF("q")
    "CREATE VIEW topics AS SELECT n.address, d.id AS doc, q.id AS topic, q.words AS evidence, n.line FROM topic q" OF("q")
    "CREATE VIEW citations AS SELECT n.address, d.id AS doc, q.text, q.title, q.number, coalesce(q.target, q.document) AS target, n.line"
    " FROM citation q" OF("q");

const char ti_schema_upgrade[] =
    "ALTER TABLE document ADD COLUMN origin TEXT;"
    "ALTER TABLE document ADD COLUMN derived INTEGER;"
    "ALTER TABLE content ADD COLUMN aside BLOB;"
    INDICES;

#define DOCUMENT_FIELDS "id, title, number, issuer, date, level, type, language, source"
#define IN_DOCUMENT     " WHERE node >= ?1 AND node < ?2"

const char *const ti_sql_text[SQL_COUNT] = {
    [SQL_DOCUMENTS]     = "SELECT row, nodes, first, size, " DOCUMENT_FIELDS " FROM document ORDER BY first",
    [SQL_CONTENT]       = "SELECT tree, text FROM content WHERE row = ?1",
    [SQL_FOLDED]        = "SELECT folded_at, folded FROM content WHERE row = ?1",
    [SQL_MAP]           = "SELECT map FROM content WHERE row = ?1",
    [SQL_ASIDE]         = "SELECT aside FROM content WHERE row = ?1",
    [SQL_FIND_ORIGIN]   = "SELECT id FROM document WHERE origin = ?1",
    [SQL_FIND_TEXT]     = "SELECT d.id FROM document d JOIN content c ON c.row = d.row WHERE d.size = ?1 AND c.text = ?2 ORDER BY d.row LIMIT 1",
    [SQL_KNOWN]         = "SELECT d.origin, d.derived, c.text = ?2, d.title, d.number, d.issuer, d.date, d.level, d.type, d.language"
                          " FROM document d JOIN content c ON c.row = d.row WHERE d.id = ?1",
    [SQL_SET_ORIGIN]    = "UPDATE document SET origin = ?2 WHERE id = ?1 AND origin IS NOT ?2",
    [SQL_ADD_ORIGIN]    = "UPDATE document SET origin = ?2 WHERE id = ?1 AND origin IS NULL",
    [SQL_FIND_DOCUMENT] = "SELECT row, nodes, first FROM document WHERE id = ?1",
    [SQL_NEXT_NODE]     = "SELECT coalesce(max(first + nodes), 1) FROM document",
    [SQL_PUT_DOCUMENT]  = "INSERT INTO document(" DOCUMENT_FIELDS ", nodes, first, size, origin, derived)"
                          " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
    [SQL_PUT_CONTENT]   = "INSERT INTO content(row, tree, text, folded_at, folded, map, aside) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    [SQL_PUT_FOLDED]    = "UPDATE content SET folded_at = ?2, folded = ?3 WHERE row = ?1",
    [SQL_PUT_NODE]      = "INSERT INTO node VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    [SQL_PUT_CLAUSE]    = "INSERT INTO clause(rowid, text) VALUES(?1, ?2)",
    [SQL_DROP_CLAUSE]   = "INSERT INTO clause(clause, rowid, text) VALUES('delete', ?1, ?2)",
    [SQL_DROP_NODES]    = "DELETE FROM node WHERE id >= ?1 AND id < ?2",
    [SQL_DROP_CONTENT]  = "DELETE FROM content WHERE row = ?1",
    [SQL_DROP_DOCUMENT] = "DELETE FROM document WHERE row = ?1",
    [SQL_PUT_QUANTITY]  = "INSERT INTO quantity VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
    [SQL_PUT_ENTITLEMENT] = "INSERT INTO entitlement VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    [SQL_PUT_PLACE]     = "INSERT INTO place VALUES(?1, ?2, ?3, ?4, ?5)",
    [SQL_PUT_TOPIC]     = "INSERT INTO topic VALUES(?1, ?2, ?3, ?4, ?5)",
    [SQL_PUT_CITATION]  = "INSERT INTO citation VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, NULL)",
    [SQL_QUANTITIES]    = "SELECT * FROM quantity" IN_DOCUMENT " ORDER BY rowid",
    [SQL_ENTITLEMENTS]  = "SELECT * FROM entitlement" IN_DOCUMENT " ORDER BY rowid",
    [SQL_PLACES]        = "SELECT * FROM place" IN_DOCUMENT " ORDER BY rowid",
    [SQL_TOPICS]        = "SELECT * FROM topic" IN_DOCUMENT " ORDER BY rowid",
    [SQL_CITATIONS]     = "SELECT * FROM citation" IN_DOCUMENT " ORDER BY rowid",
    [SQL_OPEN_CITATIONS]    = "SELECT rowid, text, title, number FROM citation WHERE target IS NULL",
    [SQL_CLOSE_CITATION]    = "UPDATE citation SET document = ?2 WHERE rowid = ?1 AND document IS NOT ?2",
    [SQL_DROP_QUANTITIES]   = "DELETE FROM quantity" IN_DOCUMENT,
    [SQL_DROP_ENTITLEMENTS] = "DELETE FROM entitlement" IN_DOCUMENT,
    [SQL_DROP_PLACES]       = "DELETE FROM place" IN_DOCUMENT,
    [SQL_DROP_TOPICS]       = "DELETE FROM topic" IN_DOCUMENT,
    [SQL_DROP_CITATIONS]    = "DELETE FROM citation" IN_DOCUMENT,
    [SQL_MATCH]    = "SELECT rowid FROM clause WHERE clause MATCH ?1 ORDER BY rowid",
    [SQL_STAMP]    = "PRAGMA user_version",
    [SQL_BEGIN]    = "BEGIN IMMEDIATE",
    [SQL_COMMIT]   = "COMMIT",
    [SQL_ROLLBACK] = "ROLLBACK",
    [SQL_SAVE]     = "SAVEPOINT document",
    [SQL_RELEASE]  = "RELEASE document",
    [SQL_UNDO]     = "ROLLBACK TO document",
};
