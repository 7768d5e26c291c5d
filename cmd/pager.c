/* Where standard output goes: the terminal, a pager as git uses one, a shell command, a file. */
#include "app.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio_ext.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The state of file descriptors, of which there is one in a process. */
static struct {
    bool             on, is_pipe, is_pager, left;
    int              out, err;        /* what 1 and 2 were; -1: untouched */
    pid_t            reader;
    struct sigaction on_int, on_pipe;
} to = { .out = -1, .err = -1 };

static void on_interrupt(int sig)
{
    (void)sig;
    tiao_interrupt();
}

static void catch(int sig, void (*handler)(int), struct sigaction *before)
{
    struct sigaction act = { .sa_handler = handler, .sa_flags = SA_RESTART };     /* no write is cut short */
    sigemptyset(&act.sa_mask);
    sigaction(sig, &act, before);
}

/* Puts fd in the place of descriptor `which`, which is kept in *old. */
static bool redirect(int fd, int which, int *old)
{
    *old = fcntl(which, F_DUPFD_CLOEXEC, 10);
    return *old >= 0 && dup2(fd, which) >= 0;
}

static void copy_through(void)
{
    char    block[8192];
    ssize_t n;
    while ((n = read(STDIN_FILENO, block, sizeof block)) > 0)
        for (ssize_t at = 0, put; at < n; at += put)
            if ((put = write(STDOUT_FILENO, block + at, (size_t)(n - at))) <= 0)
                _exit(1);
}

/* command NULL: less, and where that is missing nothing but the text */
static _Noreturn void be_reader(const char *command, bool is_pager)
{
    signal(SIGPIPE, SIG_DFL);
    if (is_pager) {
        setenv("LESS", "FRX", 0);
        setenv("LESSCHARSET", "utf-8", 0);
        setenv("LV", "-c", 0);
    }
    if (command)
        execl("/bin/sh", "sh", "-c", command, (char *)NULL);
    else
        execlp("less", "less", "-FRX", (char *)NULL);
    copy_through();
    _exit(0);
}

static bool start_reader(const char *command, bool is_pager)
{
    int ends[2];
    fflush(stdout);
    if (pipe2(ends, O_CLOEXEC) != 0)
        return false;
    to.reader = fork();
    if (to.reader == 0) {
        dup2(ends[0], STDIN_FILENO);
        be_reader(command, is_pager);
    }
    close(ends[0]);
    bool ok = to.reader > 0 && redirect(ends[1], STDOUT_FILENO, &to.out);
    if (ok && is_pager && isatty(STDERR_FILENO))
        redirect(ends[1], STDERR_FILENO, &to.err);     /* remarks stand with what they remark on */
    close(ends[1]);
    if (!ok)
        return false;
    to.on       = true;
    to.is_pipe  = true;
    to.is_pager = is_pager;
    to.left     = false;
    catch(SIGPIPE, SIG_IGN, &to.on_pipe);
    catch(SIGINT, on_interrupt, &to.on_int);           /* the query ends, the reader has what it got */
    return true;
}

void output_to_pager(void)
{
    const char *pager = getenv("TIAO_PAGER"), *term = getenv("TERM");
    if (!pager)
        pager = getenv("PAGER");
    if (to.on || !term || !strcmp(term, "dumb") || (pager && (!*pager || !strcmp(pager, "cat"))))
        return;
    start_reader(pager, true);
}

tiao_err output_to_command(const char *command, tiao_error *err)
{
    return start_reader(command, false) ? TIAO_OK : fail(err, TIAO_EIO, "%s: %s", command, tiao_reason(errno));
}

tiao_err output_to_file(const char *path, bool append, tiao_error *err)
{
    fflush(stdout);
    int  fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | (append ? O_APPEND : O_TRUNC), 0666);
    bool ok = fd >= 0 && redirect(fd, STDOUT_FILENO, &to.out);
    if (!ok)
        fail(err, TIAO_EIO, "%s: %s", path, tiao_reason(errno));
    if (fd >= 0)
        close(fd);
    to.on      = ok;
    to.is_pipe = to.is_pager = to.left = false;
    return ok ? TIAO_OK : TIAO_EIO;
}

bool output_refused(void)
{
    if (!to.on || !to.is_pipe)
        return false;
    if (!to.left)
        tiao_interrupt();
    return to.left = true;
}

bool output_is_left(void) { return to.left; }
bool output_is_paged(void) { return to.on && to.is_pager; }

static void restore(int which, int *old)
{
    if (*old >= 0) {
        dup2(*old, which);
        close(*old);
    }
    *old = -1;
}

void output_back(tiao_error *err)
{
    if (!to.on)
        return;
    bool lost = ferror(stdout);
    if (fflush(stdout) != 0) {
        __fpurge(stdout);                              /* what nobody read is not for the terminal */
        lost = true;
    }
    clearerr(stdout);
    restore(STDOUT_FILENO, &to.out);
    restore(STDERR_FILENO, &to.err);
    if (lost && !to.is_pipe)
        fail_unwritten(err);
    if (to.is_pipe) {
        await_child(to.reader);
        sigaction(SIGPIPE, &to.on_pipe, NULL);
        sigaction(SIGINT, &to.on_int, NULL);
    }
    to.on = to.left = false;
}
