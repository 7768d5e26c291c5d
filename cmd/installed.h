/* Where the files are that belong to the programs (tiao, tiao-prompt, tiao-read). */
#ifndef CMD_INSTALLED_H
#define CMD_INSTALLED_H

typedef enum { OWN_CORPUS, OWN_WORDS, OWN_READER, OWN_PROMPT, OWN_MESSAGES, OWN_COUNT } installed;

/* The path of one of them, whether or not it is there. It lives as long as the program. */
const char *own_file(installed what);

#endif
