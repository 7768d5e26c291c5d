/* A file of the program's own is where the install put it, seen from the program, so that a prefix can be moved; else beside
   the program, as in the build folder; else, in a root without /proc, under the prefix that the program was built for. */
#include "installed.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const struct { const char *beside, *installed; } file[] = {
    [OWN_CORPUS]   = { "corpus.tiao", TIAO_DATADIR "/corpus.tiao" },
    [OWN_WORDS]    = { "words", TIAO_DATADIR "/words" },
    [OWN_READER]   = { "tiao-read", TIAO_LIBEXECDIR "/tiao-read" },
    [OWN_PROMPT]   = { "tiao-prompt", TIAO_LIBEXECDIR "/tiao-prompt" },
    [OWN_MESSAGES] = { "locale", TIAO_LOCALEDIR },
};
/* the programs that look for files, under the prefix */
static const char *const program[] = { "/" TIAO_BINDIR "/tiao", "/" TIAO_LIBEXECDIR "/tiao-prompt", "/" TIAO_LIBEXECDIR "/tiao-read" };

enum { LONGEST = 4096 };

/* Where the running program stands: its folder with a slash, and how much of that is the prefix; 0 where it is in none. */
typedef struct {
    bool   asked, known;
    char   folder[LONGEST];
    size_t prefix;
} position;

static void find_program(position *p)
{
    ssize_t n = readlink("/proc/self/exe", p->folder, LONGEST);
    p->asked  = true;
    if (n <= 0 || n >= LONGEST)
        return;
    p->folder[n] = 0;
    for (size_t i = 0; i < sizeof program / sizeof *program; i++) {
        size_t tail = strlen(program[i]);
        if ((size_t)n >= tail && strcmp(p->folder + (size_t)n - tail, program[i]) == 0)
            p->prefix = (size_t)n - tail;
    }
    strrchr(p->folder, '/')[1] = 0;
    p->known                   = true;
}

const char *own_file(installed what)
{
    static position here;
    static char     found[OWN_COUNT][LONGEST];
    char           *path = found[what];
    if (*path)
        return path;
    if (!here.asked)
        find_program(&here);
    if (here.prefix && snprintf(path, LONGEST, "%.*s/%s", (int)here.prefix, here.folder, file[what].installed) < LONGEST &&
        access(path, F_OK) == 0)
        return path;
    if (here.known && snprintf(path, LONGEST, "%s%s", here.folder, file[what].beside) < LONGEST && access(path, F_OK) == 0)
        return path;
    snprintf(path, LONGEST, "%s/%s", TIAO_PREFIX, file[what].installed);
    return path;
}
