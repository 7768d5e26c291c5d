/* A test's own malloc, which refuses when it is told to: for the program, and for all libraries that it uses. */
#ifndef TESTS_STARVE_H
#define TESTS_STARVE_H

#include <stdbool.h>

/* The n-th allocation from now fails; with `on` all after it too. 0: none. */
void starve(long n, bool on);
/* How many allocations there were since then; none fails any more. */
long starve_end(void);

#endif
