/* A file that is made beside its place and moved there when it is whole, so that nobody, and not a process that is killed meanwhile,
   leaves half a file there. What killed processes have left is removed when the next one is made: a file that is being made is
   locked (flock), one that is left is not. */
#ifndef TI_STORE_FRESH_H
#define TI_STORE_FRESH_H

#include "base/error.h"

typedef struct {
    char *path;                       /* PATH-new.PID.N */
    int   fd;
} ti_fresh;

/* For the file at `path`. */
tiao_err ti_fresh_open(ti_fresh *f, const char *path, tiao_error *err);
/* Moves it to `path`, in the place of a file there or, without `replace`, unless there is one. */
tiao_err ti_fresh_keep(ti_fresh *f, const char *path, bool replace, tiao_error *err);
/* Removes it, if it has not been moved. */
void     ti_fresh_close(ti_fresh *f);

#endif
