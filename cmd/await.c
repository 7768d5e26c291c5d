/* The program that we wait for: a pager, or what a line of the prompt runs. A signal that ends us ends it too. */
#include "app.h"

#include <errno.h>
#include <signal.h>
#include <sys/wait.h>

static volatile sig_atomic_t child, ending;

void end_awaited(int sig)
{
    ending = sig;                                      /* for one that is not waited for yet */
    if (child > 0)
        kill(child, sig);
}

int await_child(pid_t pid)
{
    int status = 0;
    child      = pid;
    if (ending)
        kill(pid, ending);
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    child = 0;
    return status;
}
