/* The line editor, four functions. GNU readline where a person types, plain reading where lines come from elsewhere. */
#ifndef CMD_EDITOR_H
#define CMD_EDITOR_H

#include "complete.h"

typedef enum { EDITOR_LINE, EDITOR_END, EDITOR_INTERRUPTED, EDITOR_FAILED } editor_result;

/* What may stand at the end of a line that is being written. */
typedef void (*editor_complete)(void *ctx, const char *line, candidates *out);

/* `history` names a file that is read, and made on the first line to remember; "" for none. */
bool editor_start(bool interactive, const char *history, editor_complete complete, void *ctx);
/* *line is the caller's to free. `plain` is the prompt, `dim` the part of it that says what it is narrowed to. */
editor_result editor_read(char **line, const char *plain, const char *dim, bool color);
void editor_remember(const char *line);
void editor_stop(void);

#endif
