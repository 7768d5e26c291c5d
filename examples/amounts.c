/* amounts WORDS LIBRARY < TEXT: the amounts of 100 million yuan (1亿元) or more in the documents of a library, then in a text.
   WORDS is the folder of word lists. */
#include <tiao.h>

#include <stdio.h>
#include <stdlib.h>

/* All that the document gives is borrowed from it; the buffer is ours. */
static void print_amounts(const tiao_doc *doc, const tiao_amount_filter *filter)
{
    size_t               count;
    const tiao_quantity *q = tiao_doc_quantities(doc, &count);
    for (size_t i = 0; i < count; i++) {
        if (!tiao_amount_filter_passes(filter, &q[i]))
            continue;
        tiao_str text    = tiao_node_text(doc, q[i].node);
        tiao_buf address = { 0 };
        tiao_node_address(doc, q[i].node, &address);
        if (!address.failed)
            printf("%s\t%.*s\n", address.p, (int)(q[i].span.end - q[i].span.start), text.s + q[i].span.start);
        tiao_buf_free(&address);
    }
}

int main(int argc, char **argv)
{
    tiao_error          err     = { 0 };                  /* keeps the first failure */
    tiao_words         *words   = NULL;
    tiao_amount_filter *filter  = NULL;
    tiao_library       *library = NULL;
    tiao_doc           *parsed  = NULL;
    tiao_str            name = { "min", 3 }, least = { "1亿元", sizeof "1亿元" - 1 };
    if (argc != 3) {
        fprintf(stderr, "usage: amounts WORDS LIBRARY < TEXT\n");
        return 2;
    }
    tiao_err rc = tiao_words_open(&words, argv[1], &err);
    if (rc == TIAO_OK)
        rc = tiao_amount_filter_new(&filter, words, &err);
    if (rc == TIAO_OK)
        rc = tiao_amount_filter_add(filter, name, least, &err);
    if (rc == TIAO_OK)
        rc = tiao_library_open(&library, argv[2], false, &err);
    for (size_t k = 0; rc == TIAO_OK && k < tiao_library_count(library); k++) {
        const tiao_doc *doc;                              /* the library frees it */
        rc = tiao_library_facts(&doc, library, k, words, &err);
        if (rc == TIAO_OK)
            print_amounts(doc, filter);
    }
    if (rc == TIAO_OK) {
        char   *bytes = NULL;
        size_t  room  = 0;
        ssize_t n     = getdelim(&bytes, &room, 0, stdin);
        rc = tiao_doc_parse(&parsed, (tiao_str){ bytes, n > 0 ? (size_t)n : 0 }, NULL, &err);
        free(bytes);                                      /* the document has its own copy */
    }
    if (rc == TIAO_OK)
        rc = tiao_doc_find_facts(parsed, words, &err);
    if (rc == TIAO_OK)
        print_amounts(parsed, filter);
    else
        fprintf(stderr, "amounts: %s\n", err.msg);
    tiao_doc_free(parsed);                                /* NULL is fine */
    tiao_library_close(library);
    tiao_amount_filter_free(filter);
    tiao_words_close(words);
    return rc == TIAO_OK ? 0 : 2;
}
