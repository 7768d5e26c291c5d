/* tiao: one verb, one answer. Without a verb, on a terminal, it becomes the prompt. */
#include "app.h"

#include <unistd.h>

int main(int argc, char **argv)
{
    static char *repl[] = { "repl", NULL };
    app          a      = { 0 };
    tiao_use_language(own_file(OWN_MESSAGES));
    if (argc < 2 && isatty(STDIN_FILENO) && isatty(STDOUT_FILENO))
        return run_command(&a, 1, repl);
    return run_command(&a, argc - 1, argv + 1);
}
