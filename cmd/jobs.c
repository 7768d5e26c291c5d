#include "jobs.h"

#include <pthread.h>
#include <stdlib.h>

/* How many documents of one file may wait, and how many files beyond the one that is handed on may be read: memory is bounded by
   it. */
enum { WAITING_MAX = 8, AHEAD = 8 };

typedef struct waiting {
    struct waiting *next;
    reading         what;
    char           *problem;          /* owned */
} waiting;

typedef struct {
    waiting *first, *last;
    size_t   count;
    bool     done;                    /* nothing more comes */
} shelf;

typedef struct {
    app        *a;
    const job  *files;
    size_t      n, next, current;     /* the file to be read next; the one that is handed on */
    shelf      *shelves;              /* one a file */
    bool        stop;
    pthread_mutex_t       lock;
    pthread_cond_t       changed;
} pool;

typedef struct {
    pool  *p;
    size_t file;
} reader;

static tiao_err prepare(app *a, const reading *r, tiao_error *err)
{
    return r->doc ? tiao_doc_prepare(r->doc, a->words, err) : TIAO_OK;
}

/* Puts a document on its file's shelf, when there is room. */
static tiao_err shelve(void *ctx, const reading *r, tiao_error *err)
{
    reader  *me   = ctx;
    pool    *p    = me->p;
    shelf   *s    = &p->shelves[me->file];
    waiting *w    = calloc(1, sizeof *w);
    tiao_err rc   = w ? prepare(p->a, r, err) : fail(err, TIAO_ENOMEM, "out of memory");
    if (rc == TIAO_OK && r->problem && !(w->problem = strdup(r->problem)))
        rc = fail(err, TIAO_ENOMEM, "out of memory");
    if (rc != TIAO_OK) {
        tiao_doc_free(r->doc);
        free(w);
        return rc;
    }
    w->what         = *r;
    w->what.problem = w->problem;
    pthread_mutex_lock(&p->lock);
    while (!p->stop && s->count >= WAITING_MAX)
        pthread_cond_wait(&p->changed, &p->lock);
    if (s->last)
        s->last->next = w;
    else
        s->first = w;
    s->last = w;
    s->count++;
    rc = p->stop ? TIAO_EINTERRUPTED : TIAO_OK;        /* what waits is freed with the pool */
    pthread_cond_broadcast(&p->changed);
    pthread_mutex_unlock(&p->lock);
    return rc;
}

static void read_one(pool *p, size_t file)
{
    tiao_error why = { 0 };
    reader     me  = { p, file };
    if (read_documents(p->a, p->files[file].path, &p->files[file].given, shelve, &me, &why) != TIAO_OK && why.code)
        shelve(&me, &(reading){ .problem = why.msg }, &why);
    pthread_mutex_lock(&p->lock);
    p->shelves[file].done = true;
    pthread_cond_broadcast(&p->changed);
    pthread_mutex_unlock(&p->lock);
}

static void *work(void *ctx)
{
    pool *p = ctx;
    pthread_mutex_lock(&p->lock);
    for (;;) {
        while (!p->stop && p->next < p->n && p->next > p->current + AHEAD)
            pthread_cond_wait(&p->changed, &p->lock);
        if (p->stop || p->next == p->n)
            break;
        size_t file = p->next++;
        pthread_mutex_unlock(&p->lock);
        read_one(p, file);
        pthread_mutex_lock(&p->lock);
    }
    pthread_mutex_unlock(&p->lock);
    return NULL;
}

/* The next document of the file that is handed on; NULL where it has no more. */
static waiting *take(pool *p)
{
    shelf *s = &p->shelves[p->current];
    pthread_mutex_lock(&p->lock);
    while (!s->first && !s->done)
        pthread_cond_wait(&p->changed, &p->lock);
    waiting *w = s->first;
    if (w) {
        s->first = w->next;
        s->last  = s->first ? s->last : NULL;
        s->count--;
    } else
        p->current++;
    pthread_cond_broadcast(&p->changed);
    pthread_mutex_unlock(&p->lock);
    return w;
}

static void free_waiting(waiting *w)
{
    free(w->problem);
    free(w);
}

static tiao_err run_pool(pool *p, unsigned threads, job_fn fn, void *ctx, tiao_error *err)
{
    pthread_t *thread = calloc(threads, sizeof *thread);
    unsigned   started = 0;
    tiao_err   rc     = thread ? TIAO_OK : fail(err, TIAO_ENOMEM, "out of memory");
    while (rc == TIAO_OK && started < threads && pthread_create(&thread[started], NULL, work, p) == 0)
        started++;
    if (rc == TIAO_OK && !started)
        rc = fail(err, TIAO_ENOMEM, "no thread can be started; --jobs 1 needs none");
    while (rc == TIAO_OK && p->current < p->n && !tiao_interrupted()) {
        size_t   file = p->current;
        waiting *w    = take(p);
        if (!w)
            continue;
        rc = fn(ctx, file, &w->what, err);
        free_waiting(w);
    }
    pthread_mutex_lock(&p->lock);
    p->stop = true;
    pthread_cond_broadcast(&p->changed);
    pthread_mutex_unlock(&p->lock);
    while (started)
        pthread_join(thread[--started], NULL);
    free(thread);
    for (size_t i = 0; i < p->n; i++)
        for (waiting *w = p->shelves[i].first, *next; w; w = next) {
            next = w->next;
            tiao_doc_free(w->what.doc);
            free_waiting(w);
        }
    return rc;
}

/* ---- without threads ---- */

typedef struct {
    app       *a;
    size_t     file;
    job_fn     fn;
    void      *ctx;
    tiao_error refused;               /* by fn */
} direct;

static tiao_err hand_on(void *ctx, const reading *r, tiao_error *err)
{
    direct  *d  = ctx;
    tiao_err rc = prepare(d->a, r, err);
    if (rc == TIAO_OK)
        return d->fn(d->ctx, d->file, r, &d->refused);
    tiao_doc_free(r->doc);
    return rc;
}

static tiao_err read_directly(app *a, const job *files, size_t n, job_fn fn, void *ctx, tiao_error *err)
{
    tiao_err rc = TIAO_OK;
    for (size_t i = 0; i < n && rc == TIAO_OK && !tiao_interrupted(); i++) {
        direct     d   = { a, i, fn, ctx, { 0 } };
        tiao_error why = { 0 };
        rc = read_documents(a, files[i].path, &files[i].given, hand_on, &d, &why);
        if (rc != TIAO_OK && d.refused.code)
            fail(err, rc, "%s", d.refused.msg);
        else if (rc != TIAO_OK)
            rc = fn(ctx, i, &(reading){ .problem = why.msg }, err);
    }
    return rc;
}

tiao_err read_jobs(app *a, const job *files, size_t n, unsigned threads, job_fn fn, void *ctx, tiao_error *err)
{
    if (threads > n)
        threads = (unsigned)n;
    if (threads < 2)
        return read_directly(a, files, n, fn, ctx, err);
    own_file(OWN_READER);                              /* looked for once, before there are threads */
    pool     p  = { .a = a, .files = files, .n = n, .shelves = calloc(n, sizeof *p.shelves) };
    tiao_err rc = TIAO_OK;
    if (!p.shelves || pthread_mutex_init(&p.lock, NULL) != 0 || pthread_cond_init(&p.changed, NULL) != 0)
        rc = fail(err, TIAO_ENOMEM, "out of memory");
    else {
        rc = run_pool(&p, threads, fn, ctx, err);
        pthread_mutex_destroy(&p.lock);
        pthread_cond_destroy(&p.changed);
    }
    free(p.shelves);
    return rc;
}
