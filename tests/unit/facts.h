/* A passage with its facts, for the tests of extractors. */
#ifndef TESTS_FACTS_H
#define TESTS_FACTS_H

#include "unit.h"

#include "facts/facts.h"

static tiao_words *words;

static inline void open_words(void)
{
    tiao_error err = { 0 };
    ck_assert_msg(tiao_words_open(&words, WORDS, &err) == TIAO_OK, "%s", err.msg);
}
static inline void close_words(void)
{
    tiao_words_close(words);
    words = NULL;
}

/* The document that the passage makes, under the id "d"; the caller frees it. */
static inline tiao_doc *read_passage(const char *passage)
{
    tiao_doc  *d    = NULL;
    tiao_error err  = { 0 };
    tiao_meta  meta = { .id = TI_STR("d") };
    ck_assert_msg(tiao_doc_parse(&d, ti_str(passage), &meta, &err) == TIAO_OK, "%s", err.msg);
    ck_assert_msg(tiao_doc_find_facts(d, words, &err) == TIAO_OK, "%s", err.msg);
    return d;
}

#endif
