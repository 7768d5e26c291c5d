/* Linked into a program beside starve.c: STARVE=N refuses its N-th allocation (N+ that and all after it); STARVE_COUNT=FILE writes how
   many there were. */
#include "starve.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

__attribute__((constructor)) static void begin(void)
{
    const char *at = getenv("STARVE");
    char       *end;
    if (at) {
        long n = strtol(at, &end, 10);
        starve(n, *end == '+');
    }
}

__attribute__((destructor)) static void end(void)
{
    const char *path = getenv("STARVE_COUNT");
    long        n    = starve_end();
    char        digits[24];
    size_t      at = sizeof digits;
    int         fd = path ? open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600) : -1;
    if (fd < 0)
        return;
    do
        digits[--at] = (char)('0' + n % 10);
    while (n /= 10);
    if (write(fd, digits + at, sizeof digits - at) < 0)
        abort();
    close(fd);
}
