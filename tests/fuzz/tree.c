/* Any text as a tree: tests/properties.h. Bytes that are no text are refused at the first of them. */
#include "fuzz.h"

#include "../properties.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char       why[600];
    tiao_str   bytes = { (const char *)data, size };
    tiao_doc  *d     = NULL;
    tiao_error err   = { 0 };
    tiao_err   rc    = tiao_doc_parse(&d, bytes, NULL, &err);
    tiao_buf   text  = fuzz_text(bytes);
    fuzz_answered(rc, &err);
    if (rc != TIAO_OK)
        HOLDS(rc == TIAO_EENCODING && !d && (err.at == ti_utf8_check(bytes) || (err.at < size && data[err.at] == 0)),
              "refused at %zu: %s", err.at, err.msg);
    else
        HOLDS(text.n == size, "text that is none was accepted");
    tiao_doc_free(d);
    HOLDS(tree_holds(ti_buf_str(&text), 1, why), "%s", why);
    tiao_buf_free(&text);
    return 0;
}
