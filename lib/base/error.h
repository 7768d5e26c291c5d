/* Failures: a code for the caller, a sentence for the person. */
#ifndef TI_BASE_ERROR_H
#define TI_BASE_ERROR_H

#include "tiao.h"

/* Fills err (which may be NULL) unless it already tells of a failure: the first one explains the later ones.
   The format is translated here: it is a literal or marked with N_(). Returns code, so that `return ti_fail(…)` reads as it does. */
#if defined __GNUC__
__attribute__((format(printf, 4, 5)))
#endif
tiao_err ti_fail(tiao_error *err, tiao_err code, size_t at, const char *fmt, ...);

/* The file could not be read or written, for the reason in errno: TIAO_EIO, or TIAO_ENOMEM. */
tiao_err ti_fail_file(tiao_error *err, const char *path);

/* TIAO_EUSAGE where what a person typed is no text. */
tiao_err ti_want_utf8(tiao_str typed, tiao_error *err);

static inline tiao_err ti_no_memory(tiao_error *err) { return ti_fail(err, TIAO_ENOMEM, 0, "out of memory"); }

#endif
