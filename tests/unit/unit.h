/* What every unit test starts with. */
#ifndef TESTS_UNIT_H
#define TESTS_UNIT_H

#include "base/str.h"

#include <check.h>
#include <stdlib.h>

#define N(a) ((int)(sizeof(a) / sizeof *(a)))

/* Runs one suite of one file; the tests are added by fill. */
static inline int run_suite(const char *name, void (*fill)(TCase *))
{
    Suite   *s = suite_create(name);
    TCase   *t = tcase_create(name);
    SRunner *r = srunner_create(s);
    tcase_set_timeout(t, 0);
    fill(t);
    suite_add_tcase(s, t);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

#endif
