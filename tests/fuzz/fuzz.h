/* What every fuzz target starts with.

   A target is one function over some bytes that aborts when a property fails. Built with the preset `fuzz` it is driven by
   libFuzzer; in every other build by replay.c, which runs it over files: the seeds and all that was ever found. */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include "base/str.h"
#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The rest tells what fails, as printf does. */
#define HOLDS(condition, ...) ((condition) ? (void)0 : (fprintf(stderr, __VA_ARGS__), fputc('\n', stderr), abort()))

/* An operation gave an honest answer: success, or a failure with a code and a message that is text. */
void fuzz_answered(tiao_err rc, const tiao_error *err);
void fuzz_is_text(tiao_str s, const char *what);      /* UTF-8 without NUL */

/* The bytes less those that are no UTF-8 and NULs, so that no input is lost on a parser of text. Free with tiao_buf_free. */
tiao_buf fuzz_text(tiao_str bytes);

/* Takes the bytes up to a line `====`, or all, off the front of `rest`. */
tiao_str fuzz_part(tiao_str *rest);

/* What a reader gives can be parsed, and the tree holds. */
void fuzz_parses(tiao_str text);

/* The vocabularies of corpus/words, opened once. */
const tiao_words *fuzz_words(void);

/* Two documents with their facts, in memory; opened once. */
extern const char *const fuzz_documents[2];
tiao_doc     *fuzz_document(int i);
tiao_library *fuzz_library(void);

/* A folder of this process, which goes with it. */
const char *fuzz_folder(void);
/* A library file in it that holds the documents, with its image, and the path of it. */
const char *fuzz_library_file(void);

#endif
