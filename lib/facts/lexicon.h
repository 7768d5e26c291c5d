/* Word lists: the vocabularies in corpus/words/, which a researcher can extend without touching C.

   A list is UTF-8 text. A line is a word and its fields, separated by tabs; lines that are empty or start with # say
   nothing. Where several words fit one place the longest wins (万亿 over 万). */
#ifndef TI_FACTS_LEXICON_H
#define TI_FACTS_LEXICON_H

#include "base/error.h"
#include "base/str.h"

enum { TI_WORD_FIELDS = 6 };

typedef struct {
    tiao_str word;
    tiao_str field[TI_WORD_FIELDS];   /* empty ones past those on the line */
    int      fields;
    uint32_t line;                    /* of the list, for messages */
} ti_word;

typedef struct ti_lexicon ti_lexicon;

/* Reads a list with `least` to `most` fields a line behind the word. Errors name the file and the line. */
tiao_err ti_lexicon_read(ti_lexicon **out, const char *path, int least, int most, tiao_error *err);
/* The same from text in memory; `name` stands for the file in messages. */
tiao_err ti_lexicon_parse(ti_lexicon **out, tiao_str text, const char *name, int least, int most, tiao_error *err);
void     ti_lexicon_free(ti_lexicon *l);

size_t         ti_lexicon_count(const ti_lexicon *l);
const ti_word *ti_lexicon_word(const ti_lexicon *l, size_t i);        /* in the order of the list */
const char    *ti_lexicon_name(const ti_lexicon *l);

/* The longest word that starts at p, or NULL. Words with the same letters: the first in the list. */
const ti_word *ti_lexicon_at(const ti_lexicon *l, const char *p, const char *end);
/* The longest word that ends at p (not going before start), or NULL. */
const ti_word *ti_lexicon_before(const ti_lexicon *l, const char *p, const char *start);
/* The word itself, or NULL. */
const ti_word *ti_lexicon_find(const ti_lexicon *l, tiao_str word);

#endif
