/* Documents of many files, read by several threads and handed on in the order of the files. */
#ifndef CMD_JOBS_H
#define CMD_JOBS_H

#include "app.h"

typedef struct {
    const char *path;
    tiao_meta   given;                /* as for read_documents */
} job;

/* Takes what one of the files holds, in one thread at a time, which is the one that called read_jobs. A file that cannot be read
   gives a problem. */
typedef tiao_err (*job_fn)(void *ctx, size_t file, const reading *r, tiao_error *err);

/* Reads n files with `threads` threads, each document with its facts (a->words must be open). The result does not depend on the
   number of threads. Anything but TIAO_OK from fn ends it and comes back, and so does the wish for it (tiao_interrupt). */
tiao_err read_jobs(app *a, const job *files, size_t n, unsigned threads, job_fn fn, void *ctx, tiao_error *err);

#endif
