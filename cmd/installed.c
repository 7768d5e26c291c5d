/* Where the files are that belong to the program: beside it, as in the build folder; else where the install put them, seen
   from the program, so that a prefix can be moved; else, in a root without /proc, under the prefix it was built for. */
#include "app.h"

#include <unistd.h>

static const struct { const char *beside, *folder; } file[] = {
    [OWN_CORPUS] = { "corpus.tiao", TIAO_DATADIR },
    [OWN_WORDS]  = { "words", TIAO_DATADIR },
    [OWN_READER] = { "tiao-read", TIAO_LIBEXECDIR },
    [OWN_PROMPT] = { "tiao-prompt", TIAO_LIBEXECDIR },
};
/* the programs that look for files, under the prefix */
static const char *const program[] = { "/" TIAO_BINDIR "/tiao", "/" TIAO_LIBEXECDIR "/tiao-prompt" };

enum { LONGEST = 4096 };

/* The folder of the running program with its slash, and the length of the prefix in it: 0 where it stands in none. */
static bool find_program(char *folder, size_t *prefix)
{
    ssize_t n = readlink("/proc/self/exe", folder, LONGEST);
    if (n <= 0 || n >= LONGEST)
        return false;
    folder[n] = 0;
    *prefix   = 0;
    for (size_t i = 0; i < sizeof program / sizeof *program; i++) {
        size_t tail = strlen(program[i]);
        if ((size_t)n >= tail && strcmp(folder + (size_t)n - tail, program[i]) == 0)
            *prefix = (size_t)n - tail;
    }
    strrchr(folder, '/')[1] = 0;
    return true;
}

const char *own_file(own what)
{
    static char found[OWN_COUNT][LONGEST];
    char        folder[LONGEST], *path = found[what];
    size_t      prefix = 0;
    if (*path)
        return path;
    bool known = find_program(folder, &prefix);
    if (known && snprintf(path, LONGEST, "%s%s", folder, file[what].beside) < LONGEST && access(path, F_OK) == 0)
        return path;
    if (!prefix || snprintf(path, LONGEST, "%.*s/%s/%s", (int)prefix, folder, file[what].folder, file[what].beside) >= LONGEST)
        snprintf(path, LONGEST, "%s/%s/%s", TIAO_PREFIX, file[what].folder, file[what].beside);
    return path;
}
