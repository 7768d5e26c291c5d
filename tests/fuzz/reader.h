/* The readers of tiao-read as targets: whatever the bytes, text that can be parsed, or a failure with its reason. */
#ifndef TESTS_FUZZ_READER_H
#define TESTS_FUZZ_READER_H

#include "convert.h"
#include "fuzz.h"

/* Looks at what was read, and frees it. */
static inline void check_output(output *out, tiao_err rc, const tiao_error *err)
{
    fuzz_answered(rc, err);
    HOLDS(!out->text.failed, "memory ran out unnoticed");
    if (rc == TIAO_OK) {
        fuzz_is_text(ti_buf_str(&out->text), "the text");
        fuzz_parses(ti_buf_str(&out->text));
    }
    for (int i = 0; i < META_COUNT; i++)
        fuzz_is_text(ti_buf_str(&out->meta[i]), "what is known of the document");
    output_free(out);
}

static inline void check_reader(reader *read, tiao_str bytes, const char *encoding)
{
    output      out = { 0 };
    const input in  = { .bytes = bytes, .name = "file", .encoding = encoding };
    tiao_error  err = { 0 };
    tiao_err    rc  = read(&out, &in, &err);
    check_output(&out, rc, &err);
}

#endif
