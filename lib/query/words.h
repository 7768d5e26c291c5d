/* The language of search queries: words (all of them), "phrases", -without, OR, parentheses, field:value.

   A word is a stretch without blanks; it is found wherever its characters stand one behind the other, width, case and inner
   blanks folded. */
#ifndef TI_QUERY_WORDS_H
#define TI_QUERY_WORDS_H

#include "store/library.h"

typedef enum { WORDS_TERM, WORDS_FIELD, WORDS_AMOUNT, WORDS_AND, WORDS_OR, WORDS_NOT } ti_words_op;

/* A query is a small tree in one array, children before parents. */
typedef struct {
    ti_words_op  op;
    uint32_t     term;                /* WORDS_TERM: index into terms */
    tiao_filter *field;               /* WORDS_FIELD: doc, under, kind, topic, district */
    tiao_amount_filter *amount;       /* WORDS_AMOUNT: has, value */
    uint32_t     left, right;         /* WORDS_NOT: left alone */
} ti_words_node;

enum { TI_TERMS_MAX = 64 };

typedef struct {
    ti_words_node *nodes;
    size_t         count, room;
    uint32_t       root;
    tiao_str       terms[TI_TERMS_MAX];        /* folded, in the arena; each once */
    bool           wanted[TI_TERMS_MAX];       /* it stands somewhere not under a NOT */
    bool           loose[TI_TERMS_MAX];        /* other characters may stand between its own: 创新券 in 创新服务券 */
    uint32_t       owner[TI_TERMS_MAX];        /* of an alternative: the term that it stands for, plus one; else 0 */
    bool           absorbed[TI_TERMS_MAX];     /* its word is part of a longer one, or says nothing: any clause holds it */
    bool           expanded;                   /* there are alternatives */
    uint32_t       terms_count, pieces_from;   /* in a relaxed query the terms from there on are pieces of those before */
    ti_arena       arena;
} ti_query;

/* TIAO_EUSAGE, with the query, a caret and the nearest name, for what is not understood. The fields that ask for facts
   (topic, district, has, value) need the vocabularies; documents then come with their facts. */
tiao_err ti_query_parse(ti_query *q, tiao_library *lib, const tiao_words *words, tiao_str text, tiao_error *err);
void     ti_query_free(ti_query *q);

/* For a query that too few clauses hold as it is written: adds the pairs of characters, the words and the numbers that its
   wanted terms are made of, and the short terms once more as loose ones. */
tiao_err ti_query_relax(ti_query *q, tiao_error *err);

#endif
