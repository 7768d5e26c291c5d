#include "people.h"

#include <stdlib.h>
#include <string.h>

void session_close_library(session *s)
{
    tiao_library_close(s->lib);
    free(s->path);
    s->lib  = NULL;
    s->path = NULL;
}

static void drop_words(words *w)
{
    for (size_t i = 0; i < w->n; i++)
        free((char *)(uintptr_t)w->v[i]);
    free(w->v);
    *w = (words){ 0 };
}

static void drop_origin(origin *from)
{
    free(from->library);
    drop_words(&from->files);
    *from = (origin){ 0 };
}

static void drop_results(session *s)
{
    for (size_t i = 0; i < s->results.n; i++)
        free(s->results.v[i].what);
    s->results.n  = 0;
    s->at         = 0;
    s->in_results = true;
    drop_origin(&s->listed);
}

void session_free(session *s)
{
    session_close_library(s);                          /* before the words that it refers to */
    tiao_words_close(s->words);
    drop_results(s);
    free(s->results.v);
    free(s->doc);
    free(s->under);
    free(s->topic);
    free(s->district);
    free(s->shown);
    drop_origin(&s->shown_in);
    *s = (session){ 0 };
}

/* What is not there is all zero. */
static void look_at_files(struct stat files[2], const char *path)
{
    char image[4200];
    bool fits = snprintf(image, sizeof image, "%s-image", path) < (int)sizeof image;
    if (stat(path, &files[0]) != 0)
        files[0] = (struct stat){ 0 };
    if (!fits || stat(image, &files[1]) != 0)
        files[1] = (struct stat){ 0 };
}

static bool is_same_file(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino && a->st_size == b->st_size && a->st_mtim.tv_sec == b->st_mtim.tv_sec &&
           a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

tiao_err session_library(app *a, const char *path, bool immutable, tiao_error *err)
{
    session    *s  = a->session;
    struct stat now[2];
    tiao_err    rc = TIAO_OK;
    look_at_files(now, path);
    if (!s->lib || strcmp(s->path, path) != 0 || !is_same_file(&now[0], &s->files[0]) || !is_same_file(&now[1], &s->files[1])) {
        session_close_library(s);
        s->path = strdup(path);
        memcpy(s->files, now, sizeof now);
        rc      = s->path ? tiao_library_open(&s->lib, path, immutable, err) : fail(err, TIAO_ENOMEM, "out of memory");
        if (rc != TIAO_OK)
            session_close_library(s);
    }
    a->lib = s->lib;
    return rc;
}

/* ---- where results are read from ---- */

static char *option(const char *name, const char *value)
{
    char *text;
    return asprintf(&text, "--%s=%s", name, value) < 0 ? NULL : text;
}

static bool add_owned(words *w, char *text)
{
    bool added = text && words_add(w, text);
    if (!added)
        free(text);
    return added;
}

/* Standard input cannot be read again. */
static bool is_read_once(const words *files)
{
    for (size_t i = 0; i < files->n; i++)
        if (strcmp(files->v[i], "-") == 0)
            return true;
    return false;
}

static void note_origin(origin *from, const request *ask)
{
    drop_origin(from);
    if (ask->library)
        from->library = option("library", ask->library);
    for (size_t i = 0; i < ask->files.n; i++)
        add_owned(&from->files, option("file", ask->files.v[i]));
    if (ask->encoding)
        add_owned(&from->files, option("encoding", ask->encoding));
    if (ask->kind_of_file)
        add_owned(&from->files, option("format", ask->kind_of_file));
}

void session_reads_file(app *a, const char *path)
{
    a->in_file = path;
    if (a->session && path && strcmp(path, "-") == 0)
        a->lists = false;
    else if (a->session && path)
        add_owned(&a->session->listed.files, option("file", path));
}

bool session_line(words *line, const char *name, const origin *from, bool in_file, const char *what)
{
    bool ok = add_owned(line, strdup(name)) && (!from->library || add_owned(line, strdup(from->library)));
    for (size_t i = 0; ok && in_file && i < from->files.n; i++)
        ok = add_owned(line, strdup(from->files.v[i]));
    ok = ok && add_owned(line, strdup(what)) && words_add(line, NULL);
    if (!ok)
        session_free_line(line);
    return ok;
}

void session_free_line(words *line) { drop_words(line); }

/* ---- the context ---- */

static bool has_doc(const char *address) { return strchr(address, ':') || strstr(address, "："); }

/* An address without its document means the one in use. */
static const char *complete_address(app *a, const char *steps)
{
    const char *doc = a->session->doc;
    if (!doc || has_doc(steps))
        return steps;
    size_t n = strlen(doc) + strlen(steps) + 2;
    char  *s = malloc(n);
    if (!s)
        return steps;
    snprintf(s, n, "%s:%s", doc, steps);
    if (words_add(&a->made, s))
        return s;
    free(s);
    return steps;
}

/* The line's own words stay as they are: they are its to free. */
static void complete_arguments(app *a)
{
    char **args = calloc((size_t)a->ask.count_args + 1, sizeof *args);
    if (!args || !words_add(&a->made, (const char *)args)) {
        free(args);
        return;
    }
    for (int i = 0; i < a->ask.count_args; i++)
        args[i] = (char *)(uintptr_t)complete_address(a, a->ask.args[i]);
    a->ask.args = args;
}

void apply_session(app *a, const verb *v)
{
    session *s    = a->session;
    request *ask  = &a->ask;
    bool     file = ask->files.n > 0, docs = strstr(v->args, "DOC") && ask->count_args;
    if (v->needs == NEEDS_NOTHING && (v->groups & GROUP_LIBRARY))
        session_close_library(s);                      /* it writes to the file */
    bool shows = strstr(v->args, "ADDRESS"), again = !is_read_once(&ask->files);
    a->lists   = (v->groups & GROUP_OUTPUT) && !shows && again && !ask->quiet;
    a->shows   = shows && again;
    a->in_file = file ? ask->files.v[0] : NULL;
    if (a->lists) {
        drop_results(s);
        note_origin(&s->listed, ask);
    }
    if (a->lists && a->width > 4 * RESULT_WIDTH)
        a->width -= RESULT_WIDTH;
    if (strstr(v->args, "ADDRESS") && !file)
        complete_arguments(a);
    if ((v->groups & GROUP_DOC) && s->doc && !docs && !file && !ask->doc.n)
        words_add(&ask->doc, s->doc);
    if (!(v->groups & GROUP_FILTER))
        return;
    for (size_t i = 0; i < ask->under.n && !file; i++)
        ask->under.v[i] = complete_address(a, ask->under.v[i]);
    bool place = ask->doc.n || ask->under.n || docs || file;
    if (s->doc && !place)
        words_add(&ask->doc, s->doc);
    if (s->under && !place)
        words_add(&ask->under, s->under);
    if (s->topic && !ask->topic.n)
        words_add(&ask->topic, s->topic);
    if (s->district && !ask->district.n)
        words_add(&ask->district, s->district);
}

/* ---- results ---- */

static bool is_last(const session *s, const char *what, size_t n, bool in_file)
{
    const result *last = s->results.n ? &s->results.v[s->results.n - 1] : NULL;
    return last && n && strlen(last->what) == n && memcmp(last->what, what, n) == 0 && last->in_file == in_file;
}

static void add_result(session *s, const char *what, size_t n, bool in_file)
{
    if (s->results.n == s->results.room) {
        size_t  room = s->results.room ? s->results.room * 2 : 64;
        result *v    = realloc(s->results.v, room * sizeof *v);
        if (!v)
            return;
        s->results.v    = v;
        s->results.room = room;
    }
    char *copy = strndup(what, n);
    if (copy)
        s->results.v[s->results.n++] = (result){ copy, in_file };
}

void note_address(const app *a, tiao_buf *b, const tiao_doc *d, uint32_t i)
{
    session *s       = a->session;
    tiao_buf address = { 0 };
    tiao_node_address(d, i, &address);
    if (address.p && a->lists) {
        char number[32];
        if (!is_last(s, address.p, address.n, a->in_file))       /* what stands twice in a row has one number */
            add_result(s, address.p, address.n, a->in_file);
        if (a->terminal) {
            snprintf(number, sizeof number, "%*zu  ", RESULT_WIDTH - 2, s->results.n);
            paint_on(a, b, PAINT_DIM);
            put_str(b, number);
            paint_off(a, b);
        }
    } else if (address.p && a->shows) {
        free(s->shown);
        s->shown = strndup(address.p, address.n);
        note_origin(&s->shown_in, &a->ask);
    }
    tiao_buf_free(&address);
}

/* ---- tables: a writer that passes everything on and looks at what goes by ---- */

typedef struct {
    tiao_writer  face;
    tiao_writer *table;
    app         *a;
    size_t       rows;
    tiao_buf     address, other;      /* what opens this row; a document or a filter where it has no address */
} numbered;

static numbered *of(tiao_writer *w) { return (numbered *)(void *)w; }

static void begin(tiao_writer *w, const char *record)
{
    numbered *n = of(w);
    char      number[32];
    n->address.n = n->other.n = 0;
    n->table->begin(n->table, record);
    n->rows++;
    int len = snprintf(number, sizeof number, "%zu", n->rows);
    if (n->a->terminal)
        n->table->number(n->table, "#", (tiao_str){ number, (size_t)len });
}

static void text(tiao_writer *w, const char *name, tiao_str value)
{
    numbered *n = of(w);
    if (name && strcmp(name, "address") == 0 && value.n)
        put_bytes(&n->address, value.s, value.n);
    else if (name && strcmp(name, "doc") == 0 && value.n && !n->other.n)
        put_bytes(&n->other, value.s, value.n);
    else if (name && (!strcmp(name, "topic") || !strcmp(name, "district")) && value.n && !n->other.n) {
        put_str(&n->other, "--");
        put_str(&n->other, name);
        put_str(&n->other, "=");
        put_bytes(&n->other, value.s, value.n);
    }
    n->table->text(n->table, name, value);
}

static void number(tiao_writer *w, const char *name, tiao_str decimal) { of(w)->table->number(of(w)->table, name, decimal); }
static void boolean(tiao_writer *w, const char *name, bool value) { of(w)->table->boolean(of(w)->table, name, value); }
static void list(tiao_writer *w, const char *name) { of(w)->table->list(of(w)->table, name); }
static void object(tiao_writer *w, const char *name) { of(w)->table->object(of(w)->table, name); }
static void pop(tiao_writer *w) { of(w)->table->pop(of(w)->table); }

static void end(tiao_writer *w)
{
    numbered       *n    = of(w);
    const tiao_buf *what = n->address.n ? &n->address : &n->other;
    n->table->end(n->table);
    add_result(n->a->session, what->p ? what->p : "", n->a->lists ? what->n : 0, n->a->in_file);
}

static int finish(tiao_writer *w) { return of(w)->table->finish(of(w)->table); }

static void release(tiao_writer *w)
{
    numbered *n = of(w);
    tiao_writer_free(n->table);
    tiao_buf_free(&n->address);
    tiao_buf_free(&n->other);
    free(n);
}

static tiao_writer *table_with(app *a, const char *(*heading_of)(const char *name))
{
    const tiao_table_options o = {
        .width = a->lists && a->width ? a->width + RESULT_WIDTH : a->width, .heading = heading_of,
        .mark = a->color || a->links ? mark_value : NULL, .mark_ctx = a,
    };
    tiao_writer *table = tiao_table_writer(write_out, NULL, &o);
    if (!a->lists || !table)
        return table;
    numbered *n = calloc(1, sizeof *n);
    if (!n) {
        tiao_writer_free(table);
        return NULL;
    }
    *n = (numbered){ .face = { begin, text, number, boolean, list, object, pop, end, finish, release }, .table = table, .a = a };
    return &n->face;
}

tiao_writer *table_for_people(app *a) { return table_with(a, heading); }
tiao_writer *table_of_names(app *a) { return table_with(a, NULL); }
