#include "store/fresh.h"
#include "base/mem.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static char *joined(const char *format, const char *a, const char *b)
{
    size_t n = strlen(format) + strlen(a) + strlen(b) + 1;
    char  *s = ti_realloc(NULL, n);
    if (s)
        snprintf(s, n, format, a, b);
    return s;
}

/* Removes a file that nobody is making, and what SQLite has written beside it. */
static void remove_left(const char *path)
{
    struct stat st, now;
    int         fd = open(path, O_RDWR | O_CLOEXEC);
    if (fd < 0)
        return;
    if (flock(fd, LOCK_EX | LOCK_NB) == 0 && fstat(fd, &st) == 0 && stat(path, &now) == 0 && st.st_dev == now.st_dev && st.st_ino == now.st_ino) {
        char *journal = joined("%s%s", path, "-journal");
        if (journal)
            unlink(journal);
        free(journal);
        unlink(path);
    }
    close(fd);
}

static void remove_all_left(const char *path)
{
    const char *slash  = strrchr(path, '/'), *base = slash ? slash + 1 : path;
    char       *folder = slash ? ti_realloc(NULL, (size_t)(slash - path) + 2) : NULL;
    char       *prefix = joined("%s%s", base, "-new.");
    if (slash && folder)
        snprintf(folder, (size_t)(slash - path) + 2, "%.*s", (int)(slash - path) + 1, path);
    DIR *d = prefix && (folder || !slash) ? opendir(slash ? folder : ".") : NULL;
    for (struct dirent *e; d && (e = readdir(d));) {
        const char *rest = e->d_name + strlen(prefix);
        if (strncmp(e->d_name, prefix, strlen(prefix)) != 0 || !*rest || rest[strspn(rest, "0123456789.")])
            continue;
        char *left = joined("%s%s", slash ? folder : "", e->d_name);
        if (left)
            remove_left(left);
        free(left);
    }
    if (d)
        closedir(d);
    free(folder);
    free(prefix);
}

tiao_err ti_fresh_open(ti_fresh *f, const char *path, tiao_error *err)
{
    struct stat st;
    *f = (ti_fresh){ .fd = -1 };
    remove_all_left(path);
    for (unsigned n = 0; n < 100 && f->fd < 0; n++) {
        char ending[64];
        snprintf(ending, sizeof ending, "-new.%ld.%u", (long)getpid(), n);
        free(f->path);
        f->path = joined("%s%s", path, ending);
        if (!f->path)
            return ti_no_memory(err);
        f->fd = open(f->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (f->fd < 0 && errno != EEXIST)
            break;
        /* between the two, another process may have taken it for one that was left */
        if (f->fd >= 0 && (flock(f->fd, LOCK_EX | LOCK_NB) != 0 || fstat(f->fd, &st) != 0 || st.st_nlink == 0)) {
            close(f->fd);
            f->fd = -1;
        }
    }
    if (f->fd >= 0)
        return TIAO_OK;
    tiao_err rc = ti_fail_file(err, path);
    free(f->path);
    f->path = NULL;
    return rc;
}

tiao_err ti_fresh_keep(ti_fresh *f, const char *path, bool replace, tiao_error *err)
{
    bool kept = replace ? rename(f->path, path) == 0
                        : link(f->path, path) == 0 || errno == EEXIST ||
                              (access(path, F_OK) != 0 && rename(f->path, path) == 0);         /* a file system without links */
    return kept ? TIAO_OK : ti_fail_file(err, path);
}

void ti_fresh_close(ti_fresh *f)
{
    if (f->path)
        unlink(f->path);
    if (f->fd >= 0)
        close(f->fd);
    free(f->path);
    *f = (ti_fresh){ .fd = -1 };
}
