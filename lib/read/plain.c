/* The reader of plain text. */
#include "base/mem.h"
#include "base/utf8.h"
#include "read/source.h"

#include <stdlib.h>

static tiao_err check_encoding(tiao_str bytes, tiao_error *err)
{
    const unsigned char *u = (const unsigned char *)bytes.s;
    if (bytes.n >= 2 && ((u[0] == 0xFF && u[1] == 0xFE) || (u[0] == 0xFE && u[1] == 0xFF)))
        return ti_fail(err, TIAO_EENCODING, 0, "UTF-16 text (byte order mark at offset 0); convert it to UTF-8 with iconv");
    const char *nul = bytes.n ? memchr(bytes.s, 0, bytes.n) : NULL;
    size_t      bad = ti_utf8_check(bytes);
    if (nul && (bad == SIZE_MAX || (size_t)(nul - bytes.s) < bad))
        return ti_fail(err, TIAO_EENCODING, (size_t)(nul - bytes.s), "binary data: a NUL byte at offset %zu",
                       (size_t)(nul - bytes.s));
    if (bad != SIZE_MAX)
        return ti_fail(err, TIAO_EENCODING, bad,
                       "not UTF-8 text: byte 0x%02X at offset %zu; convert it with iconv (GB18030 is likely)", u[bad], bad);
    return TIAO_OK;
}

tiao_err ti_read_plain(ti_source *out, tiao_str bytes, tiao_error *err)
{
    *out = (ti_source){ .bytes = bytes };
    if (bytes.n > TIAO_TEXT_MAX)
        return ti_fail(err, TIAO_ELIMIT, 0, "%zu bytes of text are more than the limit of %zu MiB", bytes.n, TIAO_TEXT_MAX >> 20);
    tiao_err rc = check_encoding(bytes, err);
    if (rc != TIAO_OK)
        return rc;
    out->bom = ti_str_starts(bytes, TI_STR("\xEF\xBB\xBF")) ? 3 : 0;
    uint32_t number = 1;
    for (size_t at = out->bom; at < bytes.n; number++) {
        size_t end = at;
        while (end < bytes.n && bytes.s[end] != '\n' && bytes.s[end] != '\r')
            end++;
        size_t next = end + (end < bytes.n);
        if (end + 1 < bytes.n && bytes.s[end] == '\r' && bytes.s[end + 1] == '\n')
            next++;
        tiao_str in = ti_str_trim(ti_sub(bytes, at, end));
        if (in.n) {
            ti_line *l = TI_PUSH(out->lines, out->count, out->room);
            if (!l) {
                ti_source_free(out);
                return ti_no_memory(err);
            }
            l->start  = (uint32_t)at;
            l->from   = (uint32_t)(in.s - bytes.s);
            l->to     = l->from + (uint32_t)in.n;
            l->next   = (uint32_t)next;
            l->number = number;
        }
        at = next;
    }
    return TIAO_OK;
}

void ti_source_free(ti_source *s)
{
    free(s->lines);
    *s = (ti_source){ 0 };
}
