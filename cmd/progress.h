/* How far long work has come: a line on standard error, from half a second on, gone again when the work is done.

   It shows where standard error is a terminal (--progress=auto) and leaves what is written alone: it goes before a message, and
   for good before results that go to a terminal or a pipe, behind which there may be a pager. */
#ifndef CMD_PROGRESS_H
#define CMD_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

/* `when` is NULL or auto, always, never; false for anything else. */
bool progress_when(const char *when);
/* Work on `total` documents (0: it is not known how many) begins; `what` names it ("importing"). */
void progress_begin(const char *what, size_t total);
/* So many are done. */
void progress_to(size_t done);
/* For a loop over a library's documents, in order: begins and goes on by itself (tiao_library_watch). */
void progress_at(void *what, size_t k, size_t count);
/* Takes the line away; the next step puts it there again. */
void progress_hide(void);
/* Results are written from now on. */
void progress_results(void);
void progress_end(void);

#endif
