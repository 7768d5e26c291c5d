/* Plain text in any encoding (the first byte names one, or none), and what its lines say of the document. Text in UTF-8 is
   left as it is. */
#include "reader.h"

static const char *const encodings[] = { "gb2312", "big5", "UTF-16LE", "UTF-16BE", "GB18030", "hz-gb-2312", "utf8", "EUC-TW", "ISO-2022-CN",
                                         "UTF-32LE", "nowhere", "cp950" };

static void check_labels(tiao_str text)
{
    output out  = { 0 };
    bool   used = false;
    for (size_t at = 0; at < text.n;) {
        size_t end = at + strcspn(text.s + at, "\n"), next = end < text.n ? end + 1 : end, then = next + strcspn(text.s + next, "\n");
        meta_read_line(&out, ti_sub(text, at, end), ti_sub(text, next, then), &used);
        at = end + 1;
    }
    check_output(&out, TIAO_OK, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!size)
        return 0;
    const size_t count = sizeof encodings / sizeof *encodings;
    tiao_str     bytes = { (const char *)data + 1, size - 1 };
    check_reader(read_text, bytes, *data < count ? encodings[*data] : NULL);
    output      out = { 0 };
    const input in  = { .bytes = bytes, .name = "-" };
    tiao_error  err = { 0 };
    bool        utf8 = ti_utf8_check(bytes) == SIZE_MAX && !(bytes.n && memchr(bytes.s, 0, bytes.n));
    tiao_err    rc   = read_text(&out, &in, &err);
    if (utf8 && !ti_str_starts(bytes, TI_STR("\xEF\xBB\xBF")))
        HOLDS(rc == TIAO_OK && ti_str_is(bytes, ti_buf_str(&out.text)), "UTF-8 was changed (%s)", err.msg);
    check_output(&out, rc, &err);
    tiao_buf text = fuzz_text(bytes);
    if (text.n)
        check_labels(ti_buf_str(&text));
    tiao_buf_free(&text);
    return 0;
}
