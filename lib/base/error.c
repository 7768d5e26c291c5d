#include "base/error.h"
#include "base/language.h"
#include "base/utf8.h"

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
        err->code = code;
        err->at   = at;
    }
    return code;
}
