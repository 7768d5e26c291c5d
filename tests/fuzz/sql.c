/* SQL of anybody: one answer or one reason; nothing is written, to the library or beside it. */
#include "fuzz.h"

#include "base/error.h"

#include <dirent.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <signal.h>

static tiao_err check_row(void *ctx, const char *const *names, const tiao_sql_value *v, int n, tiao_error *err)
{
    for (int i = 0; i < n; i++) {
        HOLDS(names[i], "a column without a name");
        HOLDS(ti_utf8_check(v[i].value) == SIZE_MAX, "a value that is not UTF-8");
    }
    return ++*(size_t *)ctx > 1000 ? ti_fail(err, TIAO_ELIMIT, 0, "enough") : TIAO_OK;
}

static void stop(int sig)
{
    (void)sig;
    tiao_interrupt();
}

/* The files of a folder, their sizes and times. */
static uint64_t state_of(const char *folder)
{
    uint64_t       sum = 0;
    DIR           *dir = opendir(folder);
    struct dirent *e;
    HOLDS(dir, "%s is gone", folder);
    while ((e = readdir(dir))) {
        struct stat st;
        HOLDS(fstatat(dirfd(dir), e->d_name, &st, 0) == 0, "%s is gone", e->d_name);
        if (S_ISREG(st.st_mode))
            sum += (uint64_t)st.st_ino * 31 + (uint64_t)st.st_size * 7 + (uint64_t)st.st_mtim.tv_sec * 1000000007 + (uint64_t)st.st_mtim.tv_nsec;
    }
    closedir(dir);
    return sum;
}

/* Of the library's folder, and of the one where a relative name would lead. */
static uint64_t state(void) { return state_of(fuzz_folder()) + state_of("."); }

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static tiao_library *lib;
    size_t               rows = 0;
    tiao_error           err  = { 0 };
    if (!lib)
        HOLDS(tiao_library_open(&lib, fuzz_library_file(), false, &err) == TIAO_OK, "%s", err.msg);
    uint64_t before = state();
    signal(SIGALRM, stop);
    const struct itimerval second = { .it_value = { .tv_sec = 1 } }, none = { 0 };
    setitimer(ITIMER_REAL, &second, NULL);
    tiao_err rc = tiao_sql(lib, (tiao_str){ (const char *)data, size }, check_row, &rows, &err);
    setitimer(ITIMER_REAL, &none, NULL);
    tiao_interrupt_clear();
    fuzz_answered(rc, &err);
    HOLDS(rc != TIAO_ESTORE || !strstr(err.msg, "damaged"), "%s", err.msg);
    HOLDS(state() == before, "a file was written");
    return 0;
}
