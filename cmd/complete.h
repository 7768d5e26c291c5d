/* What may stand at the cursor: verbs, options, their values, documents, addresses step by step, topics, districts, the
   fields of a query. All of it is read from the tables and the library. */
#ifndef CMD_COMPLETE_H
#define CMD_COMPLETE_H

#include "app.h"

typedef struct { char *word, *note; } candidate;       /* note: a heading, a title, an option's help; "" for none */

typedef struct {
    candidate *v;
    size_t     n, room;
    bool       open;                  /* what there is goes on: no blank behind it */
    bool       files;                 /* the name of a file may stand here */
} candidates;

/* Of the words of a line without the program's name; the last is the one at the cursor. */
void complete_words(candidates *out, app *a, char **line, int n);
void candidates_free(candidates *c);

#endif
