/* A line as the shell reads it: blanks part words, '…' and "…" and \ quote, | and > lead the output elsewhere. Nothing is
   expanded but a ~ that opens a word. */
#ifndef CMD_SHELLWORDS_H
#define CMD_SHELLWORDS_H

#include "tiao.h"

typedef struct {
    char **v;                         /* followed by NULL; owned */
    int    n, room;
    enum { TO_OUTPUT, TO_COMMAND, TO_FILE, TO_END_OF_FILE } to;
    char  *target;                    /* the command behind |, the file behind > or >>; owned */
    bool   open;                      /* the line ends inside a word, or in a quote that is not closed */
} shell_line;

/* False, with a message, for a quote that is not closed and a | or > without what it needs. */
bool shell_split(shell_line *out, const char *line, tiao_error *err);
/* The same of a line that is still being written: nothing is wrong with it, and its last word, perhaps empty, is the one at
   the cursor. */
bool shell_split_part(shell_line *out, const char *line);
void shell_free(shell_line *l);

#endif
