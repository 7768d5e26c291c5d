#include "starve.h"

#include <errno.h>
#include <stddef.h>

/* What was malloc before: AddressSanitizer's, where that is linked, or the C library's. */
void *__interceptor_malloc(size_t n) __attribute__((weak));
void *__interceptor_calloc(size_t count, size_t size) __attribute__((weak));
void *__interceptor_realloc(void *p, size_t n) __attribute__((weak));
void *__libc_malloc(size_t n);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *p, size_t n);

static long fail_at, seen;
static bool counting, goes_on;

void starve(long n, bool on)
{
    fail_at  = n;
    goes_on  = on;
    seen     = 0;
    counting = true;
}

long starve_end(void)
{
    counting = false;
    return seen;
}

static bool refused(void)
{
    if (!counting)
        return false;
    seen++;
    if (!fail_at || (goes_on ? seen < fail_at : seen != fail_at))
        return false;
    errno = ENOMEM;
    return true;
}

__attribute__((visibility("default"))) void *malloc(size_t n)
{
    return refused() ? NULL : __interceptor_malloc ? __interceptor_malloc(n) : __libc_malloc(n);
}

__attribute__((visibility("default"))) void *calloc(size_t count, size_t size)
{
    return refused() ? NULL : __interceptor_calloc ? __interceptor_calloc(count, size) : __libc_calloc(count, size);
}

__attribute__((visibility("default"))) void *realloc(void *p, size_t n)
{
    return refused() ? NULL : __interceptor_realloc ? __interceptor_realloc(p, n) : __libc_realloc(p, n);
}
