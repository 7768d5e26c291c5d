#include "history.h"

#include <fcntl.h>
#include <search.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { HISTORY_BYTES = 1 << 20 };

typedef struct {
    char  *bytes;                     /* what the lines point into */
    char  *v[HISTORY_LINES];          /* the newest first */
    size_t n;
    bool   whole;                     /* nothing of the file was left out */
} lines;

/* The end of the file; NULL where there is none to be had. */
static char *read_end(const char *path, size_t *n, bool *whole)
{
    struct stat st;
    int         fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    char       *p  = NULL;
    *n             = 0;
    if (fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode)) {
        *whole  = st.st_size <= HISTORY_BYTES;
        size_t size = *whole ? (size_t)st.st_size : HISTORY_BYTES;
        p           = malloc(size + 1);
        ssize_t got = p ? pread(fd, p, size, st.st_size - (off_t)size) : -1;
        *n          = got > 0 ? (size_t)got : 0;
    }
    if (fd >= 0)
        close(fd);
    return p;
}

/* A line that somebody typed: text, and nothing that moves a cursor. */
static bool is_sound(const char *line, size_t n)
{
    if (n == 0 || strlen(line) != n)
        return false;
    for (size_t i = 0; i < n; i++)
        if (((unsigned char)line[i] < 0x20 && line[i] != '\t') || line[i] == 0x7F)
            return false;
    return mbstowcs(NULL, line, 0) != (size_t)-1;
}

static int by_text(const void *a, const void *b) { return strcmp(a, b); }
static void keep(void *text) { (void)text; }

static lines *read_lines(const char *path)
{
    lines *l    = calloc(1, sizeof *l);
    void  *seen = NULL;
    size_t end;
    if (!l)
        return NULL;
    l->bytes = read_end(path, &end, &l->whole);
    if (l->bytes)
        l->bytes[end] = 0;
    while (l->bytes && end > 0 && l->n < HISTORY_LINES) {
        size_t start = end;
        while (start > 0 && l->bytes[start - 1] != '\n')
            start--;
        char *line = l->bytes + start;
        l->bytes[end] = 0;
        if ((start > 0 || l->whole) && is_sound(line, end - start)) {
            char **there = tsearch(line, &seen, by_text);
            if (there && *there == line)
                l->v[l->n++] = line;
        }
        end = start ? start - 1 : 0;
    }
    tdestroy(seen, keep);
    return l;
}

static void free_lines(lines *l)
{
    if (l)
        free(l->bytes);
    free(l);
}

void history_load(const char *path, void (*take)(const char *line))
{
    lines *l = read_lines(path);
    for (size_t i = l ? l->n : 0; i-- > 0;)
        take(l->v[i]);
    free_lines(l);
}

/* The lock is the folder's: the file itself is replaced. -1: not to be had. */
static int lock_folder(const char *path, int how)
{
    char  folder[4096];
    char *slash = memccpy(folder, path, 0, sizeof folder) ? strrchr(folder, '/') : NULL;
    if (!slash)
        return -1;
    slash[1] = 0;
    int fd   = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0 && flock(fd, how) != 0) {
        close(fd);
        fd = -1;
    }
    return fd;
}

void history_append(const char *path, const char *line)
{
    size_t n    = strlen(line);
    char  *copy = malloc(n + 1);
    int    lock = lock_folder(path, LOCK_SH), fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK, 0600);
    if (fd >= 0 && copy) {
        memcpy(copy, line, n);
        copy[n] = '\n';
        ssize_t put = write(fd, copy, n + 1);          /* where the disk is full it is known until the prompt ends */
        (void)put;
    }
    if (fd >= 0)
        close(fd);
    if (lock >= 0)
        close(lock);
    free(copy);
}

static bool write_lines(const lines *l, int fd)
{
    FILE *f = fdopen(fd, "w");
    if (!f) {
        close(fd);
        return false;
    }
    for (size_t i = l->n; i-- > 0;)
        fprintf(f, "%s\n", l->v[i]);
    bool ok = fflush(f) == 0 && !ferror(f);
    return fclose(f) == 0 && ok;
}

void history_tidy(const char *path)
{
    char       *real = realpath(path, NULL);           /* a link to it stays one */
    size_t      n    = real ? strlen(real) + 32 : 0;
    char       *new  = real ? malloc(n) : NULL;
    int         lock = new ? lock_folder(path, LOCK_EX | LOCK_NB) : -1;
    struct stat st;
    if (lock >= 0 && stat(real, &st) == 0 && S_ISREG(st.st_mode)) {
        lines *l = read_lines(real);
        snprintf(new, n, "%s.%ld", real, (long)getpid());
        int fd = l ? open(new, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600) : -1;
        if (fd >= 0 && (!write_lines(l, fd) || rename(new, real) != 0))
            unlink(new);
        free_lines(l);
    }
    if (lock >= 0)
        close(lock);
    free(new);
    free(real);
}
