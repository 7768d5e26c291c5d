/* The lines that prompts were given, in a file: a line each, the last of those that are alike. Several prompts share it. */
#ifndef CMD_HISTORY_H
#define CMD_HISTORY_H

enum { HISTORY_LINES = 2000 };        /* as many are kept, of the last HISTORY_BYTES of the file */

/* Hands out the lines, the oldest first. A file that is missing, damaged or no file at all has those that can be read. */
void history_load(const char *path, void (*take)(const char *line));
/* Adds a line at once, for a prompt may end at any time. */
void history_append(const char *path, const char *line);
/* Writes the file anew, without duplicates and old lines; whoever reads it meanwhile sees the old one or the new. */
void history_tidy(const char *path);

#endif
