/* PDF by way of pdftotext: its lines as they stand on the page, less what pages.c takes off. Joining lines that only the page's
   width parts is the tree's work. */
#include "base/utf8.h"
#include "convert.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static bool says(FILE *f, const char *what)
{
    char line[300];
    rewind(f);
    while (fgets(line, sizeof line, f))
        if (strstr(line, what))
            return true;
    return false;
}

static tiao_err run_pdftotext(tiao_buf *out, tiao_str bytes, tiao_error *err)
{
    char *const argv[] = { (char[]){ "pdftotext" }, (char[]){ "-layout" }, (char[]){ "-enc" }, (char[]){ "UTF-8" }, (char[]){ "-" }, (char[]){ "-" }, NULL };
    FILE       *in = tmpfile(), *said = tmpfile();
    int         to[2] = { -1, -1 }, status = 0;
    pid_t       pid;
    tiao_err    rc = TIAO_OK;
    if (!in || !said || fwrite(bytes.s, 1, bytes.n, in) != bytes.n || fflush(in) != 0 || fseek(in, 0, SEEK_SET) != 0 || pipe2(to, O_CLOEXEC) != 0)
        rc = ti_fail(err, TIAO_EIO, 0, "no room for a temporary file: %s", strerror(errno));
    if (rc == TIAO_OK) {
        posix_spawn_file_actions_t fa;
        posix_spawn_file_actions_init(&fa);
        posix_spawn_file_actions_adddup2(&fa, fileno(in), 0);
        posix_spawn_file_actions_adddup2(&fa, to[1], 1);
        posix_spawn_file_actions_adddup2(&fa, fileno(said), 2);
        int failed = posix_spawnp(&pid, "pdftotext", &fa, NULL, argv, environ);
        posix_spawn_file_actions_destroy(&fa);
        if (failed == ENOENT)
            rc = ti_fail(err, TIAO_EIO, 0, "pdftotext is missing, which reads PDF; Debian has it in the package poppler-utils");
        else if (failed)
            rc = ti_fail(err, TIAO_EIO, 0, "pdftotext could not be run: %s", strerror(failed));
    }
    if (to[1] >= 0)
        close(to[1]);
    if (rc == TIAO_OK) {
        char    block[64 * 1024];
        ssize_t got;
        while ((got = read(to[0], block, sizeof block)) > 0 || (got < 0 && errno == EINTR)) {
            if (got > 0)
                ti_buf_put(out, (tiao_str){ block, (size_t)got });
            if (out->n > CONVERT_MAX)
                break;
        }
        close(to[0]);
        to[0] = -1;
        waitpid(pid, &status, 0);
        if (out->n > CONVERT_MAX)
            rc = ti_fail(err, TIAO_ELIMIT, 0, "its text is larger than the limit of %zu MiB", CONVERT_MAX >> 20);
        else if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
            char line[200] = "";
            rewind(said);
            while (fgets(line, sizeof line, said) && !strstr(line, "rror"))
                ;
            line[strcspn(line, "\n")] = 0;
            for (char *p = line; *p; p++)
                if ((unsigned char)*p < 0x20 || (unsigned char)*p >= 0x7F)
                    *p = '?';
            rc = ti_fail(err, TIAO_EIO, 0, "pdftotext cannot read it: %s", *line ? line : "no reason given");
        } else if (says(said, "Missing language pack"))                /* whole lines would be lost in silence */
            rc = ti_fail(err, TIAO_EIO, 0, "its fonts refer to tables of Chinese characters that pdftotext does not have here; Debian has them "
                                           "in the package poppler-data");
    }
    if (to[0] >= 0)
        close(to[0]);
    if (in)
        fclose(in);
    if (said)
        fclose(said);
    return rc;
}

tiao_err read_pdf(output *out, const input *in, tiao_error *err)
{
    tiao_buf text = { 0 };
    tiao_err rc   = run_pdftotext(&text, in->bytes, err);
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] == 0)
            text.p[i] = ' ';
    if (rc == TIAO_OK && ti_utf8_check(ti_buf_str(&text)) != SIZE_MAX)
        rc = ti_fail(err, TIAO_EENCODING, 0, "pdftotext gave no UTF-8 text");
    if (rc == TIAO_OK)
        rc = put_pages(&out->text, ti_buf_str(&text), err);
    if (rc == TIAO_OK && !out->text.n)
        rc = ti_fail(err, TIAO_EIO, 0, "there is no text in it: pages that were scanned want text recognition first");
    tiao_buf_free(&text);
    return rc;
}
