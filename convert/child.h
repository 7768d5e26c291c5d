/* A program that is run on a file: the file is its standard input, what it writes is read as it comes. Shared by tiao, which runs
   tiao-read, and tiao-read, which runs pdftotext. */
#ifndef CONVERT_CHILD_H
#define CONVERT_CHILD_H

#include <stdbool.h>
#include <stdio.h>
#include <sys/types.h>

typedef struct {
    pid_t pid;
    FILE *out;                        /* what it writes to standard output */
    FILE *said;                       /* what it wrote to standard error */
} child;

/* Starts argv[0], which is looked for on the PATH where it has no slash, on the file `in`, from its start. 0, or an errno with
   nothing left open; ENOENT means that there is no such program. */
int  child_start(child *c, char *const argv[], int in);
/* Closes what it writes and waits for its end; a status as waitpid gives it. */
int  child_wait(child *c);
/* The first line of its standard error with `what` in it, without the line's end. */
bool child_said(child *c, const char *what, char *line, size_t size);
/* After child_wait. */
void child_free(child *c);

#endif
