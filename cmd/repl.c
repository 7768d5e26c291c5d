/* tiao repl: becomes the prompt, a program of its own, so that a single question does not carry the line editor. */
#include "app.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

int run_repl(app *a, tiao_error *err)
{
    const char *argv[9] = { "tiao-prompt" };
    int         n       = 1;
    if (a->session || a->ask.count_args) {
        fail(err, TIAO_EUSAGE, a->session ? N_("this is the prompt already") : N_("repl takes lines from standard input, no arguments"));
        return EXIT_ERROR;
    }
    if (a->ask.strict)
        argv[n++] = "--strict";
    if (a->ask.no_history)
        argv[n++] = "--private";
    if (a->ask.library) {
        argv[n++] = "--library";
        argv[n++] = a->ask.library;
    }
    if (a->ask.color) {
        argv[n++] = "--color";
        argv[n++] = a->ask.color;
    }
    if (a->ask.hyperlink)
        argv[n++] = !strcmp(a->ask.hyperlink, "always") ? "--hyperlink=always" : !strcmp(a->ask.hyperlink, "never") ? "--hyperlink=never"
                                                                                                                   : "--hyperlink";
    const char *program = own_file(OWN_PROMPT);
    execv(program, (char *const *)(void *)argv);
    fail(err, TIAO_EIO, "the prompt cannot be started (%s: %s); every verb works without it", program, tiao_reason(errno));
    return EXIT_ERROR;
}
