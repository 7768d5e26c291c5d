/* libtiao: Chinese policy documents as clause trees, and questions about them.

   The library does the work and never prints. A document (tiao_doc) is one clean UTF-8 text with nodes, spans over that
   text; a library (tiao_library) is one SQLite file of documents. Who owns what stands in the signature: what comes back
   through `**out` is the caller's to free, every other pointer and tiao_str is borrowed. Functions that can fail return
   TIAO_OK or a code, and tell the person through the tiao_error that the caller owns and may leave NULL.

   A program keeps running with later libraries of the same major version, which is the number in the soname (libtiao.so.0):
   within it functions, and values at the end of an enum, are added, while structs keep their layout and nothing is taken out.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TIAO_H
#define TIAO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TIAO_VERSION        "0.1.0"
#define TIAO_FORMAT_VERSION 1        /* of the JSON records; fields are added within one, never renamed */

#if defined __GNUC__
#define TIAO_API __attribute__((visibility("default")))
#else
#define TIAO_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* Borrowed bytes of UTF-8, without a terminator. */
typedef struct {
    const char *s;
    size_t      n;
} tiao_str;

/* Bytes that the holder owns. Starts as {0}; a failed append is remembered in `failed`, so a run of appends has one check
   at its end. The bytes are followed by a NUL when anything was appended. */
typedef struct {
    char  *p;
    size_t n, room;
    bool   failed;
} tiao_buf;
TIAO_API void tiao_buf_free(tiao_buf *b);

typedef enum {
    TIAO_OK = 0,
    TIAO_ENOMEM,
    TIAO_EIO,              /* a file could not be read or written */
    TIAO_EENCODING,        /* not text in UTF-8 */
    TIAO_ELIMIT,           /* larger than a documented limit */
    TIAO_EUSAGE,           /* a word, filter or query that is not understood */
    TIAO_ENOTFOUND,        /* no such document or address */
    TIAO_EAMBIGUOUS,       /* several fit */
    TIAO_EPATTERN,         /* not a valid PCRE2 pattern, or one that hit a match limit */
    TIAO_ESTORE,           /* the library file: damaged, foreign, newer, locked */
    TIAO_EINTERRUPTED,
} tiao_err;

typedef struct {
    tiao_err code;
    size_t   at;           /* a byte: of the input, the pattern or the query; 0 where none is meant */
    char     msg[600];     /* lower case, no full stop, ends with the way out */
} tiao_error;

/* Makes the queries that run now, and those that begin later, end with TIAO_EINTERRUPTED, until it is cleared. A signal
   handler may call it. Reading goes on undisturbed after that; a write in progress is completed or undone. */
TIAO_API void tiao_interrupt(void);
TIAO_API void tiao_interrupt_clear(void);
TIAO_API bool tiao_interrupted(void);

/* Makes messages (tiao_error, and what else is said to people) Chinese where LANGUAGE, LC_ALL, LC_MESSAGES or LANG ask for
   it; without it, and in the C locale, they are English. Records are the same in every language. For the start of a program:
   it sets LC_MESSAGES and LANGUAGE, and gettext's domain to "tiao", whose catalogues are in the folder (NULL: the one that they
   are installed in). */
TIAO_API void tiao_use_language(const char *folder);
/* What an errno means, in that language. */
TIAO_API const char *tiao_reason(int error);

/* ---- documents ---- */

typedef enum {
    TIAO_TITLE,            /* 标题 */
    TIAO_COVER,            /* a notice (通知) that forwards the document */
    TIAO_DOCNUMBER,        /* 发文字号 */
    TIAO_ADDRESSEE,        /* 主送机关 */
    TIAO_PARAGRAPH,        /* an unnumbered paragraph; in an article 款 */
    TIAO_BULLET,           /* a paragraph opened by —— */
    TIAO_INLINE,           /* an item counted inside a paragraph: 一是…二是… */
    TIAO_LEVEL1,           /* 一、 */
    TIAO_LEVEL2,           /* （一）; in an article 项 */
    TIAO_LEVEL3,           /* 1. ; in an article 目 */
    TIAO_LEVEL4,           /* （1） */
    TIAO_PART,             /* 编, 分编 */
    TIAO_CHAPTER,          /* 章 */
    TIAO_SECTION,          /* 节 */
    TIAO_ARTICLE,          /* 条 */
    TIAO_SIGNATURE,        /* 发文机关署名 */
    TIAO_DATE,             /* 成文日期 */
    TIAO_ATTACHMENT,       /* 附件 */
    TIAO_BOILERPLATE,      /* web-page furniture, rules, a table of contents */
    TIAO_KIND_COUNT
} tiao_kind;

/* What the tree believes about a node against what is printed; bits of tiao_node.notes. */
enum {
    TIAO_NOTE_STYLE  = 1 << 0,      /* the marker is of another style than its siblings: （2） after （一） */
    TIAO_NOTE_GAP    = 1 << 1,      /* the number skips */
    TIAO_NOTE_REPEAT = 1 << 2,      /* the number stands twice among its siblings */
    TIAO_NOTE_JOINED = 1 << 3,      /* a break in mid-sentence was mended */
};

#define TIAO_NONE UINT32_MAX

/* A node of the clause tree. Nodes are one array in document order, so a subtree is the slice [i, node[i].end).
   Offsets are bytes of the document's text. Every byte of the text belongs to one node's own span
   [own, own of the next node), inline items apart: they lie inside the span of the paragraph that counts them. */
typedef struct {
    uint32_t own;                   /* where it starts: its printed number, or its text */
    uint32_t number_end;            /* the number is [own, number_end); empty where there is none */
    uint32_t text, text_end;        /* its own text after the number, heading included, children excluded */
    uint32_t heading_end;           /* the heading is [text, heading_end); empty where there is none */
    uint32_t parent;                /* index, or TIAO_NONE */
    uint32_t end;                   /* one past the last descendant */
    uint32_t ordinal;               /* the printed number, or the count among siblings of its kind, 1-based */
    uint32_t line;                  /* 1-based line of the source where it starts */
    uint16_t sub;                   /* 第十二条之一: 1 */
    uint16_t repeat;                /* how many earlier siblings have the same step */
    uint16_t depth;                 /* 1 at the top */
    uint8_t  kind;                  /* tiao_kind */
    uint8_t  notes;
} tiao_node;

typedef struct tiao_doc tiao_doc;

/* What is known of a document as a whole; empty where nothing is known. Borrowed strings. */
typedef struct {
    tiao_str id, title, number, issuer, date, level, type, language, source;
} tiao_meta;

/* The largest text of a document, in bytes; what is larger is refused with TIAO_ELIMIT. */
#define TIAO_TEXT_MAX ((size_t)256 << 20)

/* Reads plain UTF-8 text into a document with the given metadata (NULL: all found in the text, id "doc"). Content never
   fails: whatever the text says, there is a document. TIAO_EENCODING, TIAO_ELIMIT and TIAO_ENOMEM can come back. */
TIAO_API tiao_err tiao_doc_parse(tiao_doc **out, tiao_str bytes, const tiao_meta *meta, tiao_error *err);
TIAO_API void     tiao_doc_free(tiao_doc *doc);

TIAO_API const tiao_meta *tiao_doc_meta(const tiao_doc *doc);
TIAO_API tiao_str         tiao_doc_text(const tiao_doc *doc);
TIAO_API uint32_t         tiao_doc_count(const tiao_doc *doc);        /* nodes */
TIAO_API const tiao_node *tiao_doc_node(const tiao_doc *doc, uint32_t i);

TIAO_API const char *tiao_kind_name(tiao_kind kind);
TIAO_API bool        tiao_kind_from_name(tiao_kind *out, tiao_str name);
TIAO_API tiao_str    tiao_node_text(const tiao_doc *doc, uint32_t i);
/* The heading; for a cover, which has no text of its own, the first line of the notice. */
TIAO_API tiao_str    tiao_node_heading(const tiao_doc *doc, uint32_t i);
/* Appends the marker as printed without its spaces, and the address `DOC:STEPS`. */
TIAO_API void        tiao_node_number(const tiao_doc *doc, uint32_t i, tiao_buf *out);
TIAO_API void        tiao_node_address(const tiao_doc *doc, uint32_t i, tiao_buf *out);

/* Runs fn over the lines of the source that node i's own span stands on, with the part of its text on each. A document from
   a library file needs tiao_library_lines first. */
typedef void (*tiao_line_fn)(void *ctx, uint32_t line, tiao_str text);
TIAO_API void tiao_node_lines(const tiao_doc *doc, uint32_t i, tiao_line_fn fn, void *ctx);

/* The invariants of a finished document against the bytes it was read from: every byte of the source in one node or one
   dropped span, in order; spans inside the text; children inside parents. On failure err says which one broke, and where.
   Debug builds run it on every parse. */
TIAO_API bool tiao_doc_check(const tiao_doc *doc, tiao_str source, tiao_error *err);

/* ---- facts: what extractors find in a document ---- */

typedef struct { uint32_t start, end; } tiao_span;    /* bytes of a node's text (tiao_node_text) */

typedef enum {
    TIAO_DIM_MONEY, TIAO_DIM_RATIO, TIAO_DIM_COUNT, TIAO_DIM_DURATION, TIAO_DIM_AREA, TIAO_DIM_LENGTH, TIAO_DIM_POWER,
    TIAO_DIM_MULTIPLE, TIAO_DIM_DEADLINE, TIAO_DIM_OTHER, TIAO_DIM_COUNT_
} tiao_dimension;
typedef enum { TIAO_GE, TIAO_GT, TIAO_LE, TIAO_LT, TIAO_EQ, TIAO_ABOUT, TIAO_RANGE, TIAO_COMPARATOR_COUNT } tiao_comparator;
typedef enum {
    TIAO_ROLE_TARGET,                 /* a goal set for the place */
    TIAO_ROLE_BUDGET,                 /* public money put in */
    TIAO_ROLE_BENEFIT,                /* what the beneficiary receives */
    TIAO_ROLE_CONDITION,              /* what the beneficiary must meet */
    TIAO_ROLE_LIMIT,                  /* a cap or floor on an institution or a procedure */
    TIAO_ROLE_DEADLINE,
    TIAO_ROLE_DESCRIPTION,
    TIAO_ROLE_COUNT
} tiao_role;
TIAO_API const char *tiao_dimension_name(tiao_dimension d);
TIAO_API const char *tiao_comparator_name(tiao_comparator c);          /* ">=" … "range" */
TIAO_API const char *tiao_role_name(tiao_role r);

/* A figure. Strings live as long as the document. */
typedef struct {
    uint32_t  node;                   /* the deepest node that is no inline item */
    tiao_span span, sentence;
    uint8_t   dimension, comparator, role;
    tiao_str  low, high;              /* exact decimals in `unit`, or ISO dates of a deadline; s is NULL where there is none */
    tiao_str  unit, by, subject;
} tiao_quantity;

typedef enum {
    TIAO_GRANT, TIAO_ALLOW, TIAO_REQUIRE, TIAO_PROHIBIT, TIAO_ENCOURAGE, TIAO_SUPPORT, TIAO_EXPLORE, TIAO_MODALITY_COUNT
} tiao_modality;
TIAO_API const char *tiao_modality_name(tiao_modality m);

/* Who gets what on which condition; the texts are the document's own words. */
typedef struct {
    uint32_t  node;
    tiao_span sentence;
    tiao_str  who, condition, benefit;       /* condition: s is NULL where none is stated */
    uint8_t   modality;
    tiao_str  instrument, beneficiary;       /* ids of the word lists; `beneficiary` is the record's `class` */
} tiao_entitlement;

/* A district or a topic that a node speaks of. */
typedef struct {
    uint32_t  node;
    tiao_span span;                   /* of the mention, or of the evidence */
    tiao_str  id;                     /* xuhui, talent */
    tiao_str  words;                  /* as printed; for a topic the evidence words */
} tiao_mention;

/* A document or provision that a node cites. */
typedef struct {
    uint32_t  node;
    tiao_span span;
    tiao_str  text, title, number;    /* as printed; s is NULL where not given */
    tiao_str  target;                 /* what it was resolved to: a document id or an address; s is NULL where nothing fits */
} tiao_citation;

/* The vocabularies, read from a folder of word lists (corpus/words). Errors name the file and the line. */
typedef struct tiao_words tiao_words;
TIAO_API tiao_err tiao_words_open(tiao_words **out, const char *folder, tiao_error *err);
TIAO_API void     tiao_words_close(tiao_words *w);
/* Whether `id` is a known class, modality or instrument of entitlements (`what` says which); TIAO_EUSAGE with the nearest. */
TIAO_API tiao_err tiao_words_check(const tiao_words *w, tiao_str what, tiao_str id, tiao_error *err);
/* The ids of the classes or instruments of entitlements, each once; s is NULL behind the last. */
TIAO_API tiao_str tiao_words_id(const tiao_words *w, tiao_str what, size_t i);

/* The terms of a vocabulary: what filters take and mentions give as id. `parent` is empty, or the topic that a sub-topic
   is part of. Borrowed from the words. */
typedef enum { TIAO_TOPICS, TIAO_DISTRICTS } tiao_vocabulary;
typedef struct { tiao_str id, name, parent; } tiao_term;
TIAO_API size_t    tiao_words_count(const tiao_words *w, tiao_vocabulary v);
TIAO_API tiao_term tiao_words_term(const tiao_words *w, tiao_vocabulary v, size_t i);
/* The term that a person means by its id, its name or an alias; for a district, a place inside it will do as well (漕河泾).
   TIAO_EUSAGE names the nearest. */
TIAO_API tiao_err  tiao_words_find(tiao_term *out, const tiao_words *w, tiao_vocabulary v, tiao_str name, tiao_error *err);
/* The district that issued a document, which belongs to it as a whole; empty where none did. */
TIAO_API tiao_str  tiao_words_home(const tiao_words *w, const tiao_meta *meta);

/* Runs every extractor over a document that has no facts yet. */
TIAO_API tiao_err tiao_doc_find_facts(tiao_doc *doc, const tiao_words *words, tiao_error *err);
TIAO_API const tiao_quantity    *tiao_doc_quantities(const tiao_doc *doc, size_t *count);
TIAO_API const tiao_entitlement *tiao_doc_entitlements(const tiao_doc *doc, size_t *count);
TIAO_API const tiao_mention     *tiao_doc_districts(const tiao_doc *doc, size_t *count);
TIAO_API const tiao_mention     *tiao_doc_topics(const tiao_doc *doc, size_t *count);
TIAO_API const tiao_citation    *tiao_doc_citations(const tiao_doc *doc, size_t *count);

/* ---- problems: what is odd in a document ---- */

typedef enum {
    TIAO_NUMBER_GAP, TIAO_NUMBER_BACK, TIAO_NUMBER_REPEAT, TIAO_NUMBER_RUNS_ON, TIAO_LEVEL_SKIPPED, TIAO_MARKER_STYLE,
    TIAO_MARKER_FORM, TIAO_EMPTY_HEADING,
    TIAO_BRACKET_UNPAIRED, TIAO_BRACKET_MIXED, TIAO_WIDTH_MIXED, TIAO_WIDTH_HALF, TIAO_MARK_DOUBLED,
    TIAO_DOCNUMBER_DAMAGED, TIAO_DOCNUMBER_FORM, TIAO_DATE_DAMAGED, TIAO_DATE_FORM,
    TIAO_REFERENCE_DANGLING, TIAO_REFERENCE_WRONG, TIAO_MISPRINT, TIAO_BROKEN_LINE, TIAO_CUT_SHORT, TIAO_LINE_REPEATED,
    TIAO_COUNT_MISMATCH, TIAO_FIGURES_CONFLICT,
    TIAO_PROBLEM_COUNT
} tiao_problem_code;
TIAO_API const char *tiao_problem_name(tiao_problem_code code);         /* "number-gap" … */
TIAO_API const char *tiao_problem_summary(tiao_problem_code code);      /* one line, in English */
TIAO_API const char *tiao_problem_example(tiao_problem_code code);      /* a passage that has it, told in English */

typedef struct {
    uint32_t  node, line;             /* the line of the source on which it stands */
    tiao_span span;                   /* bytes of the document's text (tiao_doc_text) */
    uint8_t   code;
    tiao_str  message;                /* what is wrong and, where it can be told, what is due: in English, for records, */
    tiao_str  said;                   /* and in the reader's language */
} tiao_problem;
/* Anything but TIAO_OK ends the listing and comes back from tiao_doc_problems; the problem is borrowed for the time of the call. */
typedef tiao_err (*tiao_problem_fn)(void *ctx, const tiao_doc *doc, const tiao_problem *p, tiao_error *err);

/* The problems of a document that has its facts, in the order of the text. A document from a library file needs
   tiao_library_lines for their lines. */
TIAO_API tiao_err tiao_doc_problems(const tiao_doc *doc, const tiao_words *words, tiao_problem_fn fn, void *ctx, size_t *found,
                                    tiao_error *err);

/* ---- libraries ---- */

typedef struct tiao_library tiao_library;

/* Opens the library file at `path` for reading (`immutable`: nobody writes to it while it is open, as with the built-in
   one). TIAO_ESTORE for a file that is damaged, foreign or of a newer schema; TIAO_EIO where there is none. */
TIAO_API tiao_err tiao_library_open(tiao_library **out, const char *path, bool immutable, tiao_error *err);
/* Makes a library that is a copy of the one at `from`; one that is there already stays as it is. */
TIAO_API tiao_err tiao_library_copy(const char *path, const char *from, tiao_error *err);
/* Opens it for writing, and makes it where there is none. */
TIAO_API tiao_err tiao_library_open_writable(tiao_library **out, const char *path, tiao_error *err);
/* A library in memory that holds the documents given to tiao_library_hold and no file. */
TIAO_API tiao_err tiao_library_new(tiao_library **out, tiao_error *err);
TIAO_API void     tiao_library_close(tiao_library *lib);

/* Gives a document to a library in memory, which frees it. */
TIAO_API tiao_err tiao_library_hold(tiao_library *lib, tiao_doc *doc, tiao_error *err);
/* Writes a document with the facts it has into the file, in the place of one with the same id: all or nothing. The library's
   list of documents is read when it is opened, so open it again to see it there. */
TIAO_API tiao_err tiao_library_put(tiao_library *lib, tiao_doc *doc, tiao_error *err);

/* What an import knows of a document beside what is in it. */
typedef struct {
    tiao_str origin;                  /* the file it came from, by a name that stays; empty: none */
    bool     certain;                 /* its id is meant: it was given, or stands in the file */
    bool     by_hand;                 /* its metadata are meant: they were given, or stand in the file as such */
} tiao_arrival;
typedef enum {
    TIAO_ADDED,
    TIAO_CHANGED,                     /* it took the place of what it was before */
    TIAO_UNCHANGED,                   /* the library has it so already */
    TIAO_SAME,                        /* the library has its text, from another file */
} tiao_outcome;

/* The same as tiao_library_put for a document that may be known already: by its origin, then, unless its id is certain, by its
   text, else by its id. One that is known keeps the id that it has in the library; where the id is that of another file, it gets
   one of its own (notice-2). Either is its id afterwards. Nothing is written for one that brings nothing new. */
TIAO_API tiao_err tiao_library_import(tiao_library *lib, tiao_doc *doc, const tiao_arrival *from, tiao_outcome *out, tiao_error *err);
/* What it would come to, without writing: the library may be open for reading. */
TIAO_API tiao_err tiao_library_foresee(tiao_library *lib, tiao_doc *doc, const tiao_arrival *from, tiao_outcome *out, tiao_error *err);
/* Finds the facts of a document and makes all else of it that a library stores, which putting it in would do otherwise. */
TIAO_API tiao_err tiao_doc_prepare(tiao_doc *doc, const tiao_words *words, tiao_error *err);

/* From now on, what is put in is made safe a few documents at a time, which is faster: another process may wait for it, and a
   crash may take the last ones, each of them wholly. tiao_library_settle makes safe what is not yet; without it closing the
   library undoes that. */
TIAO_API void     tiao_library_gather(tiao_library *lib);
TIAO_API tiao_err tiao_library_settle(tiao_library *lib, tiao_error *err);
/* How many of those that were put in are not there after all, for the disk did not take them. */
TIAO_API size_t   tiao_library_lost(const tiao_library *lib);
/* TIAO_ENOTFOUND where no document has the id. */
TIAO_API tiao_err tiao_library_remove(tiao_library *lib, tiao_str id, tiao_error *err);

/* Calls fn each time that a document is asked for by its place k of `count`, as listings do with one after the other. */
typedef void (*tiao_watch_fn)(void *ctx, size_t k, size_t count);
TIAO_API void tiao_library_watch(tiao_library *lib, tiao_watch_fn fn, void *ctx);
TIAO_API size_t tiao_library_count(const tiao_library *lib);          /* documents */
/* Document k in the library's order, loaded on first use; the library owns it. */
TIAO_API tiao_err tiao_library_doc(const tiao_doc **out, tiao_library *lib, size_t k, tiao_error *err);
/* The same with its facts: stored ones, or found now with the given vocabularies. */
TIAO_API tiao_err tiao_library_facts(const tiao_doc **out, tiao_library *lib, size_t k, const tiao_words *words, tiao_error *err);
/* Makes tiao_node_lines work for document k. */
TIAO_API tiao_err tiao_library_lines(tiao_library *lib, size_t k, tiao_error *err);
/* Makes tiao_export_text work for document k. */
TIAO_API tiao_err tiao_library_source(tiao_library *lib, size_t k, tiao_error *err);
TIAO_API const tiao_meta *tiao_library_meta(const tiao_library *lib, size_t k);
TIAO_API uint32_t         tiao_library_nodes(const tiao_library *lib, size_t k);

/* Which document a person means: its id, or any part of its id or title that only one has.
   TIAO_ENOTFOUND names the nearest ids, TIAO_EAMBIGUOUS lists those that fit. */
TIAO_API tiao_err tiao_library_find_doc(size_t *k, tiao_library *lib, tiao_str name, tiao_error *err);

/* Which node an address (DOC:STEPS) means; TIAO_ENOTFOUND and TIAO_EAMBIGUOUS as above. */
TIAO_API tiao_err tiao_library_find_node(size_t *k, uint32_t *node, tiao_library *lib, tiao_str address, tiao_error *err);

/* The same, with the nodes that are meant: from *from to before *to. That is a node with all it holds; but the first 款 of an
   article, which has no node of its own, is the article's text with its items, without the paragraphs behind. */
TIAO_API tiao_err tiao_library_find_range(size_t *k, uint32_t *from, uint32_t *to, tiao_library *lib, tiao_str address,
                                          tiao_error *err);

/* After documents were put in or taken out: notes which documents of the library the others cite (for the view `citations`)
   and makes the reading image of the file afresh. Without it everything is answered too, a little later. */
TIAO_API tiao_err tiao_library_refresh(const char *path, tiao_error *err);

/* ---- filters ---- */

/* What a listing is narrowed to: repeats of one filter mean OR, different filters AND. */
typedef struct tiao_filter tiao_filter;
TIAO_API tiao_err tiao_filter_new(tiao_filter **out, tiao_error *err);
TIAO_API void     tiao_filter_free(tiao_filter *f);
/* The vocabularies that topic and district look their values up in; to be given before the first of them is added, and to
   outlive the filter and the library. */
TIAO_API void     tiao_filter_words(tiao_filter *f, const tiao_words *words);
/* Narrows district to clauses that name a place in it; without this the documents that a district issued pass as a whole. */
TIAO_API void     tiao_filter_mentions_only(tiao_filter *f);
/* A date of the calendar as the program writes them, as far as it is known: 2015, 2015-08, 2015-08-14. */
TIAO_API bool     tiao_is_date(tiao_str s);
/* `name` is doc, under, kind, topic or district (an id, a name or an alias), since or until (a date: 2015, 2015-08,
   2015-08-14); the value is looked up in the library. TIAO_EUSAGE for a name or value that is not known. */
TIAO_API tiao_err tiao_filter_add(tiao_filter *f, tiao_library *lib, tiao_str name, tiao_str value, tiao_error *err);
/* Whether document k can have clauses that pass, and whether its node i passes. A NULL filter lets everything pass. */
TIAO_API bool     tiao_filter_doc(const tiao_filter *f, size_t k);
TIAO_API bool     tiao_filter_node(const tiao_filter *f, size_t k, const tiao_doc *doc, uint32_t i);

/* What a listing of quantities is narrowed to. `name` is dimension, role, unit, by (repeats mean OR), min or max; the value of
   the last two is an amount (1亿元, 50%, 100) whose unit, where it has one, must be the figure's or convert into it (60个月 and
   5年, not 元 and 美元); with the dimension deadline they may be dates (2020, 2020-06-30). A five-year plan (十三五) stands for
   what is set for it and for its last year. A figure passes when one of the values that it allows lies within the bounds:
   its low end, or its high end where it has no low one, or for a range what lies between.
   TIAO_EUSAGE for a name or value that is not known, with the nearest. */
typedef struct tiao_amount_filter tiao_amount_filter;
TIAO_API tiao_err tiao_amount_filter_new(tiao_amount_filter **out, const tiao_words *words, tiao_error *err);
TIAO_API void     tiao_amount_filter_free(tiao_amount_filter *f);
TIAO_API tiao_err tiao_amount_filter_add(tiao_amount_filter *f, tiao_str name, tiao_str value, tiao_error *err);
/* Whether every period asked for is a year, a plan, or one that figures of the library have; else TIAO_EUSAGE with those. */
TIAO_API tiao_err tiao_amount_filter_check(const tiao_amount_filter *f, tiao_library *lib, tiao_error *err);
TIAO_API bool     tiao_amount_filter_passes(const tiao_amount_filter *f, const tiao_quantity *q);

/* ---- grep and search ---- */

/* A clause that answers. Borrowed, for the time of the call. */
typedef struct {
    size_t           k;               /* the document's place in the library */
    const tiao_doc  *doc;
    uint32_t         node;
    const tiao_span *spans;           /* what matched in tiao_node_text, in order, not overlapping */
    size_t           count;
    double           score;           /* of search; higher is better */
    bool             context;         /* grep -A -B -C: given for its neighbour's sake */
    bool             relaxed;         /* of search: it holds parts of the query only */
    const tiao_str  *expanded;        /* of search: the words in it that stand for words of the query */
    size_t           expanded_count;
} tiao_hit;
/* Anything but TIAO_OK ends the listing and comes back from it. */
typedef tiao_err (*tiao_hit_fn)(void *ctx, const tiao_hit *hit, tiao_error *err);

typedef struct {
    const tiao_str *patterns;         /* any may match */
    size_t          count;
    const tiao_str *also, *never;     /* --and: each must match too; --not: none may */
    size_t          also_count, never_count;
    bool literal, ignore_case, invert, word, whole, fold;      /* -F -i -v -w -x --fold */
    uint32_t before, after;           /* clauses of context */
    size_t   limit, max_count;        /* clauses in all, and of each document; 0: no limit */
} tiao_grep_options;

/* A pattern with an error is TIAO_EPATTERN, with err->at the byte of the pattern and err->msg ending in a line that shows
   it with a caret below; so is one that hits a match limit, with the clause named. *found counts all matching clauses. */
TIAO_API tiao_err tiao_grep(tiao_library *lib, const tiao_filter *f, const tiao_grep_options *opt, tiao_hit_fn fn, void *ctx,
                            size_t *found, tiao_error *err);

typedef struct {
    size_t      limit;                /* clauses at most; 0: all that hold the query, and a few where none does */
    size_t      want;                 /* fewer that hold the query as written are followed by those of a widened query */
    const tiao_words *words;          /* for the fields topic, district, has and value; they are refused without */
    const char *words_folder;         /* with terms.txt and synonyms.txt, to widen queries by; NULL: they stay as they are */
} tiao_search_options;

typedef struct {
    size_t found;                     /* clauses that hold the query as written, before the limit */
    size_t expanded;                  /* further ones that hold words which stand for it, where those were looked for */
    size_t partial;                   /* further ones that hold parts of it, where those were looked for */
} tiao_search_result;

/* Ranked clauses, best first. First come those that hold the query as written; where none does, or fewer than the limit asked
   for, those that hold words which stand for its words (`expanded`), then those that hold parts of it (`relaxed`). */
TIAO_API tiao_err tiao_search(tiao_library *lib, const tiao_filter *f, tiao_str query, const tiao_search_options *opt,
                              tiao_hit_fn fn, void *ctx, tiao_search_result *result, tiao_error *err);

/* The fields that a query knows (`doc:`), by number; NULL behind the last. */
TIAO_API const char *tiao_search_field(size_t i);

/* ---- SQL ---- */

/* One value of a row: `s` is NULL for NULL; a number is given as its decimal. */
typedef struct { tiao_str value; bool number; } tiao_sql_value;
typedef tiao_err (*tiao_sql_fn)(void *ctx, const char *const *names, const tiao_sql_value *values, int count, tiao_error *err);

/* Runs one read-only statement over the library's views (tiao-schema(5)); whatever writes, attaches or loads is refused.
   TIAO_EUSAGE for a statement that is not understood, TIAO_ESTORE for a library in memory. */
TIAO_API tiao_err tiao_sql(tiao_library *lib, tiao_str query, tiao_sql_fn fn, void *ctx, tiao_error *err);

/* ---- citations ---- */

typedef tiao_err (*tiao_citation_fn)(void *ctx, size_t k, const tiao_doc *doc, const tiao_citation *c, tiao_error *err);

/* The citations of the documents that pass the filter, in order, resolved against all documents of the library: `target` is
   a document's id, the address of a provision of the same document, or NULL where nothing fits. Anything but TIAO_OK from
   fn ends the listing and comes back from it. */
TIAO_API tiao_err tiao_cites(tiao_library *lib, const tiao_filter *f, const tiao_words *words, tiao_citation_fn fn, void *ctx,
                             size_t *found, tiao_error *err);

/* ---- records ---- */

/* Takes records and gives them a form. A record is begin, then fields, then end; a list is list, then unnamed (NULL)
   fields or objects, then pop. A text or number without bytes to point at (s NULL) is null. Free with tiao_writer_free. */
typedef struct tiao_writer tiao_writer;
struct tiao_writer {
    void (*begin)(tiao_writer *w, const char *record);          /* "node", "match", "quantity" … */
    void (*text)(tiao_writer *w, const char *name, tiao_str value);
    void (*number)(tiao_writer *w, const char *name, tiao_str decimal);
    void (*boolean)(tiao_writer *w, const char *name, bool value);
    void (*list)(tiao_writer *w, const char *name);
    void (*object)(tiao_writer *w, const char *name);
    void (*pop)(tiao_writer *w);
    void (*end)(tiao_writer *w);
    int  (*finish)(tiao_writer *w);                              /* -1: not all could be written */
    void (*release)(tiao_writer *w);
};
/* False: the bytes could not be written, and no more should be. */
typedef bool (*tiao_write_fn)(void *ctx, tiao_str bytes);

TIAO_API tiao_writer *tiao_json_writer(tiao_write_fn write, void *ctx);                    /* JSON Lines */
/* ',' RFC 4180, or '\t'. `safe`, of ',': a cell that a spreadsheet would take as a formula starts with an apostrophe. */
TIAO_API tiao_writer *tiao_delimited_writer(tiao_write_fn write, void *ctx, char delimiter, bool safe);
/* Appends what stands before a value for people (`open`) or behind it: a colour, a link. It takes no room on the line.
   `field` is the value's name, or NULL where the value is itself the name of a field or a title. */
typedef void (*tiao_mark_fn)(void *ctx, const char *field, tiao_str value, bool open, tiao_buf *out);
typedef struct {
    size_t       width;               /* of the terminal, which no line goes beyond but one whose address does; 0: no limit */
    const char *(*heading)(const char *name);       /* of the column of that name; NULL: the name itself */
    tiao_mark_fn mark;                /* NULL: nothing */
    void        *mark_ctx;
} tiao_table_options;
/* Columns aligned by display width, or where the terminal is too narrow for them a field a line. Nothing is cut, and values are shown as
   tiao_put_safe has them. */
TIAO_API tiao_writer *tiao_table_writer(tiao_write_fn write, void *ctx, const tiao_table_options *o);

typedef struct {
    tiao_table_options table;         /* a width of 0 is one of 80 */
    bool               by_year;       /* ordered by the year or period of each figure, else by size, subject by subject */
    bool               ascii;         /* bars of #, for terminals without the block elements of Unicode */
} tiao_plot_options;
/* Bars, of records with the fields address text dimension comparator low high unit by subject. */
TIAO_API tiao_writer *tiao_plot_writer(tiao_write_fn write, void *ctx, const tiao_plot_options *o);

/* Appends a figure as people read it, a range where both ends are given: 2200亿元, 2–5年. In 万 and 亿 where that is exact and
   short. */
TIAO_API void tiao_put_figure(tiao_buf *out, tiao_str low, tiao_str high, tiao_str unit);
TIAO_API void         tiao_writer_free(tiao_writer *w);

/* A whole document in one of the forms that leave the program, written as it is made. TIAO_EIO where `write` gave up. */
typedef tiao_err (*tiao_export_fn)(const tiao_doc *doc, tiao_write_fn write, void *ctx, tiao_error *err);
TIAO_API tiao_err tiao_export_akn(const tiao_doc *doc, tiao_write_fn write, void *ctx, tiao_error *err);       /* Akoma Ntoso 3.0 */
/* The source, byte for byte in UTF-8; of a file that is no plain text, what its reader made of it. A document from a library file
   needs tiao_library_source first; TIAO_ENOTFOUND for one that was put in before sources were kept. */
TIAO_API tiao_err tiao_export_text(const tiao_doc *doc, tiao_write_fn write, void *ctx, tiao_error *err);
TIAO_API tiao_err tiao_export_markdown(const tiao_doc *doc, tiao_write_fn write, void *ctx, tiao_error *err);
/* One page that needs nothing else; with tables of the quantities and entitlements where the document has its facts. */
TIAO_API tiao_err tiao_export_html(const tiao_doc *doc, tiao_write_fn write, void *ctx, tiao_error *err);
/* The page that leads to such pages, each in the file ID.html beside it. */
TIAO_API tiao_err tiao_export_html_index(const tiao_meta *const *docs, size_t n, tiao_write_fn write, void *ctx, tiao_error *err);

/* Appends text for people: control characters are shown as their pictures (U+2400…), line feeds and tabs as blanks. */
TIAO_API void tiao_put_safe(tiao_buf *out, tiao_str s);
/* Columns that text takes in a terminal (East Asian Width, combining marks), and the bytes of it that fit `columns`. */
TIAO_API size_t tiao_width(tiao_str s);
TIAO_API size_t tiao_fit(tiao_str s, size_t columns);
/* Takes the next line of at most so many columns off *rest: it ends where a line may (Unicode's rules, and never inside an id),
   within a word only where that alone is wider. Blanks at its end are left out. */
TIAO_API tiao_str tiao_wrap(tiao_str *rest, size_t columns);

#ifdef __cplusplus
}
#endif
#endif
