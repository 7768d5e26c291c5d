/* JSON Lines: a record or a reason for each line that is not blank. */
#include "reader.h"

static size_t records;

static tiao_err check_record(output *out, const char *problem, tiao_error *err)
{
    (void)err;
    records++;
    HOLDS(out->meta[META_ID].n, "a record without an id");
    if (problem)
        fuzz_is_text(ti_str(problem), "a reason");
    fuzz_is_text(ti_buf_str(&out->text), "a text");
    if (!problem)
        fuzz_parses(ti_buf_str(&out->text));
    for (int i = 0; i < META_COUNT; i++)
        fuzz_is_text(ti_buf_str(&out->meta[i]), "what is known of the document");
    return TIAO_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char        encoding[32] = "";
    const input in  = { .bytes = { (const char *)data, size }, .name = "file.jsonl" };
    tiao_error  err = { 0 };
    records         = 0;
    tiao_err rc     = read_json_lines(check_record, encoding, &in, &err);
    fuzz_answered(rc, &err);
    HOLDS(rc != TIAO_OK || records || !size || !memchr(data, '{', size), "nothing read and nothing said");
    return 0;
}
