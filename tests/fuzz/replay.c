/* replay PATH...: runs the target over the files, and over all files of the folders, without libFuzzer. */
#include "fuzz.h"

#include <dirent.h>

static size_t files;

static int replay_file(const char *path)
{
    tiao_buf bytes = { 0 };
    char     block[16 * 1024];
    FILE    *f = fopen(path, "rb");
    if (!f) {
        fprintf(stderr, "%s: cannot be read\n", path);
        return 2;
    }
    for (size_t n; (n = fread(block, 1, sizeof block, f)) > 0;)
        ti_buf_put(&bytes, (tiao_str){ block, n });
    fclose(f);
    printf("%s\n", path);
    fflush(stdout);                                    /* the last one named is the one that failed */
    /* in a block of its exact size, so that a byte read past its end is seen */
    uint8_t *exact = malloc(bytes.n ? bytes.n : 1);
    if (exact && bytes.n)
        memcpy(exact, bytes.p, bytes.n);
    if (exact)
        LLVMFuzzerTestOneInput(exact, bytes.n);
    files++;
    free(exact);
    tiao_buf_free(&bytes);
    return exact ? 0 : 2;
}

static int replay(const char *path)
{
    DIR           *dir = opendir(path);
    struct dirent *e;
    int            status = 0;
    if (!dir)
        return replay_file(path);
    while ((e = readdir(dir)) && !status) {
        tiao_buf below = { 0 };
        ti_buf_printf(&below, "%s/%s", path, e->d_name);
        if (e->d_name[0] != '.')
            status = below.failed ? 2 : replay_file(below.p);
        tiao_buf_free(&below);
    }
    closedir(dir);
    return status;
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (replay(argv[i]))
            return 2;
    if (!files)
        fprintf(stderr, "no files\n");
    return files ? 0 : 2;
}
