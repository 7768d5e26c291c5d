/* A library: documents from one SQLite file, or held in memory. */
#ifndef TI_STORE_LIBRARY_H
#define TI_STORE_LIBRARY_H

#include "tree/document.h"

typedef struct ti_db ti_db;

typedef struct {
    tiao_meta meta;
    tiao_doc *doc;         /* loaded, or NULL */
    int64_t   row;         /* in the file; 0 for a document held in memory */
    uint32_t  nodes;
    uint64_t  first;       /* the number of its first node in the file */
} ti_entry;

struct tiao_library {
    ti_arena  arena;       /* strings of the entries */
    ti_entry *entries;
    size_t    count, room;
    uint64_t  bytes;       /* of all documents' texts */
    char     *path;        /* of the file; NULL in memory */
    bool      immutable;
    ti_db    *db;          /* ask ti_library_db for it: while the image serves it is not opened */
    struct ti_image *image;
    const tiao_words *words;       /* not NULL: documents come with their facts */
    bool      gathers;     /* what is put in is made safe a few documents at a time */
    size_t    gathered, lost;      /* not safe yet; that could not be made safe */
    double    begun;       /* the transaction that is open, in seconds of the clock that only goes on */
    tiao_watch_fn watch;           /* or NULL */
    void         *watch_ctx;
};

/* The open file of a library; TIAO_ESTORE for one in memory. */
tiao_err ti_library_db(ti_db **out, tiao_library *lib, tiao_error *err);

/* Adds an entry with a copy of the metadata; NULL without memory. */
ti_entry *ti_library_add(tiao_library *lib, const tiao_meta *meta);

/* Makes document k's folded text ready (tree/folded.h). */
tiao_err ti_library_fold(const tiao_doc **out, tiao_library *lib, size_t k, tiao_error *err);
/* From now on tiao_library_doc gives documents with their facts, as a filter by topic or district needs them. */
void ti_library_want_facts(tiao_library *lib, const tiao_words *words);

/* The entry that holds node number `id` of the file, or SIZE_MAX. */
size_t ti_library_entry_of(const tiao_library *lib, uint64_t id);

#endif
