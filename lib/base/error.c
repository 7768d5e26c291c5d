#include "base/error.h"
#include "base/language.h"
#include "base/utf8.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

tiao_err ti_fail(tiao_error *err, tiao_err code, size_t at, const char *fmt, ...)
{
    if (err && err->code == TIAO_OK) {
        va_list ap;
        va_start(ap, fmt);
        vsnprintf(err->msg, sizeof err->msg, ti_said(fmt), ap);
        va_end(ap);
        ti_utf8_trim(err->msg);
        ti_utf8_mend(err->msg);                        /* names and values are quoted as they came */
        err->code = code;
        err->at   = at;
    }
    return code;
}

tiao_err ti_fail_file(tiao_error *err, const char *path)
{
    return errno == ENOMEM ? ti_no_memory(err) : ti_fail(err, TIAO_EIO, 0, "%s: %s", path, tiao_reason(errno));
}

tiao_err ti_want_utf8(tiao_str typed, tiao_error *err)
{
    size_t bad = ti_utf8_check(typed);
    return bad == SIZE_MAX ? TIAO_OK : ti_fail(err, TIAO_EUSAGE, bad, "'%.*s' is not UTF-8 at byte %zu", (int)typed.n, typed.s, bad);
}
