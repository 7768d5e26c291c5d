#include "child.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static int spawn(child *c, char *const argv[], int in, int out)
{
    posix_spawn_file_actions_t fa;
    int failed = posix_spawn_file_actions_init(&fa);
    if (failed)
        return failed;
    posix_spawn_file_actions_adddup2(&fa, in, 0);
    posix_spawn_file_actions_adddup2(&fa, out, 1);
    posix_spawn_file_actions_adddup2(&fa, fileno(c->said), 2);
    failed = posix_spawnp(&c->pid, argv[0], &fa, NULL, argv, environ);
    posix_spawn_file_actions_destroy(&fa);
    return failed;
}

int child_start(child *c, char *const argv[], int in)
{
    int to[2] = { -1, -1 }, failed = 0;
    *c = (child){ .pid = -1, .said = tmpfile() };
    if (!c->said || lseek(in, 0, SEEK_SET) < 0 || pipe2(to, O_CLOEXEC) != 0)
        failed = errno;
    if (!failed)
        failed = spawn(c, argv, in, to[1]);
    if (to[1] >= 0)
        close(to[1]);
    if (!failed && !(c->out = fdopen(to[0], "rb")))
        failed = errno;
    if (failed && to[0] >= 0)
        close(to[0]);                                  /* a program that writes ends by it */
    if (failed && c->pid > 0)
        child_wait(c);
    if (failed)
        child_free(c);
    return failed;
}

int child_wait(child *c)
{
    int status = 0;
    if (c->out)
        fclose(c->out);
    c->out = NULL;
    while (waitpid(c->pid, &status, 0) < 0 && errno == EINTR)
        ;
    return status;
}

bool child_said(child *c, const char *what, char *line, size_t size)
{
    rewind(c->said);
    while (fgets(line, (int)size, c->said))
        if (strstr(line, what)) {
            line[strcspn(line, "\n")] = 0;
            return true;
        }
    return false;
}

void child_free(child *c)
{
    if (c->said)
        fclose(c->said);
    c->said = NULL;
}
