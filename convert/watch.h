/* Libraries and memory: where libxml2 and jansson find none they may go on without a part of the document, or fail for no reason
   that they tell; libxml2 may even never end. So their allocations are watched. */
#ifndef CONVERT_WATCH_H
#define CONVERT_WATCH_H

#include <stdbool.h>

/* Watches from now on, and keeps libxml2's messages from standard error; to be called before each document. */
void watch_begin(void);
/* Whether memory was refused, so that what was parsed cannot be believed. */
bool watch_was_starved(void);

/* Called at once when memory is refused, where it is not NULL: a program can end there. */
extern void (*watch_refused)(void);

#endif
