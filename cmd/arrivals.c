#include "arrivals.h"
#include "kind.h"

#include <errno.h>
#include <fts.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

arrival *arrivals_new(arrivals *in, const char *path)
{
    if (in->n == in->room) {
        size_t   room = in->room ? in->room * 2 : 16;
        arrival *v    = realloc(in->v, room * sizeof *v);
        if (!v)
            return NULL;
        in->v    = v;
        in->room = room;
    }
    arrival *new = &in->v[in->n];
    *new         = (arrival){ .path = strdup(path) };
    in->n += new->path != NULL;
    return new->path ? new : NULL;
}

bool arrivals_keep(arrivals *in, tiao_str *out, tiao_str s)
{
    char *copy = s.n ? strndup(s.s, s.n) : NULL;
    if (copy && !words_add(&in->kept, copy)) {
        free(copy);
        copy = NULL;
    }
    *out = copy ? (tiao_str){ copy, s.n } : (tiao_str){ NULL, 0 };
    return copy || !s.n;
}

void arrivals_free(arrivals *in)
{
    for (size_t i = 0; i < in->n; i++) {
        free(in->v[i].path);
        free(in->v[i].origin);
    }
    for (size_t i = 0; i < in->kept.n; i++)
        free((char *)(uintptr_t)in->kept.v[i]);
    free(in->kept.v);
    free(in->v);
    *in = (arrivals){ 0 };
}

/* ---- folders ---- */

/* Browsers save a page's pictures and scripts in a folder beside it. */
static bool is_saved_parts(const char *name)
{
    size_t n = strlen(name);
    return (n > 6 && !strcmp(name + n - 6, "_files")) || (n > 6 && !strcmp(name + n - 6, ".files"));
}

static int by_name(const FTSENT **a, const FTSENT **b) { return strcmp((*a)->fts_name, (*b)->fts_name); }

/* A file below a folder: its id is its path there, without the ending. */
static bool add_below(arrivals *in, const char *path, const char *below)
{
    arrival *new = arrivals_new(in, path);
    tiao_str id  = { below, (size_t)(strrchr(below, '.') - below) };
    if (!new || !arrivals_keep(in, &new->given.id, id))
        return false;
    for (char *p = (char *)(uintptr_t)new->given.id.s; *p; p++)
        if (*p == '/')
            *p = '-';
    new->origin       = realpath(path, NULL);
    new->given.source = str(new->origin);              /* the name that leads back to it from anywhere */
    return true;
}

static tiao_err add_folder(arrivals *in, const char *folder, tiao_error *err)
{
    char *const roots[] = { (char *)(uintptr_t)folder, NULL };
    FTS        *walk    = fts_open(roots, FTS_PHYSICAL | FTS_COMFOLLOW | FTS_NOCHDIR, by_name);
    FTSENT     *e;
    tiao_err    rc = TIAO_OK;
    if (!walk)
        return fail(err, TIAO_EIO, "%s: %s", folder, tiao_reason(errno));
    while (rc == TIAO_OK && !tiao_interrupted() && (e = fts_read(walk))) {
        bool is_hidden = e->fts_level > 0 && *e->fts_name == '.';
        if (e->fts_info == FTS_D && e->fts_level > 0 && (is_hidden || is_saved_parts(e->fts_name)))
            fts_set(walk, e, FTS_SKIP);
        else if (e->fts_info == FTS_DNR || e->fts_info == FTS_ERR || e->fts_info == FTS_NS) {
            warn("%s: %s", e->fts_path, tiao_reason(e->fts_errno));
            in->failed++;
        } else if (e->fts_info == FTS_F || e->fts_info == FTS_SL) {
            struct stat st;
            const char *below = e->fts_path + strlen(folder);
            while (*below == '/')
                below++;
            if (is_hidden || stat(e->fts_accpath, &st) != 0 || !S_ISREG(st.st_mode) || !kind_has_ending(e->fts_name))
                in->others += !is_hidden;
            else if (!add_below(in, e->fts_path, below))
                rc = fail(err, TIAO_ENOMEM, "out of memory");
        }
    }
    fts_close(walk);
    return rc;
}

tiao_err arrivals_add(arrivals *in, const app *a, const char *path, tiao_error *err)
{
    const request *ask = &a->ask;
    bool           is_stdin = !strcmp(path, "-");
    struct stat    st;
    bool           folder = !is_stdin && stat(path, &st) == 0 && S_ISDIR(st.st_mode);
    if (folder && ask->recursive)
        return add_folder(in, path, err);
    if (folder) {
        warn("%s: is a directory; name its files, or add --recursive", path);
        in->failed++;
        return TIAO_OK;
    }
    if (is_stdin && !ask->id) {
        warn("standard input wants an --id");
        in->failed++;
        return TIAO_OK;
    }
    arrival *new = arrivals_new(in, path);
    if (!new)
        return fail(err, TIAO_ENOMEM, "out of memory");
    new->given   = (tiao_meta){ .id = str(ask->id), .title = str(ask->title), .number = str(ask->number), .issuer = str(ask->issuer), .date = str(ask->date) };
    new->origin  = is_stdin ? NULL : realpath(path, NULL);
    new->given.source = str(new->origin);
    new->certain = ask->id != NULL;
    new->by_hand = ask->title || ask->number || ask->issuer || ask->date;
    return TIAO_OK;
}
