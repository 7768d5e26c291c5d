#include "store/image.h"
#include "base/utf8.h"
#include "store/db.h"
#include "store/fresh.h"
#include "tree/folded.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* Bytes of the header of an SQLite file: change counter and size in pages; user version; version valid for. */
enum { STAMP_SIZE = 16, HEADER_READ = 100, STRINGS = 9 };

typedef struct {
    char     magic[8];
    uint32_t order, node_size;        /* 0x01020304 and sizeof(tiao_node) where it was written */
    unsigned char stamp[STAMP_SIZE];
    uint64_t size, bytes;             /* of the image; of all texts */
    uint64_t documents;
} image_header;

/* All offsets are from the start of the image; strings are pairs of offset and size. */
typedef struct {
    uint64_t row, first, nodes;
    uint64_t tree, text, text_size, folded_at, folded, folded_size;
    uint32_t strings[STRINGS][2];
} image_entry;

struct ti_image {
    const char *base;
    size_t      size;
    char       *path;
};

static const char magic[8] = "tiaoim2";                /* whose folded texts are those of TI_SCHEMA_VERSION 2 */

/* ---- reading ---- */

static bool read_stamp(unsigned char *stamp, const char *path)
{
    unsigned char header[HEADER_READ];
    int           fd  = open(path, O_RDONLY | O_CLOEXEC);
    bool          got = fd >= 0 && read(fd, header, sizeof header) == (ssize_t)sizeof header;
    if (fd >= 0)
        close(fd);
    if (!got || memcmp(header, "SQLite format 3", 16) != 0)
        return false;
    memcpy(stamp, header + 24, 8);
    memcpy(stamp + 8, header + 60, 4);
    memcpy(stamp + 12, header + 92, 4);
    return true;
}

static char *image_path(const char *path, const char *ending)
{
    size_t n = strlen(path) + strlen(ending) + 1;
    char  *p = ti_realloc(NULL, n);
    if (p)
        snprintf(p, n, "%s%s", path, ending);
    return p;
}

static bool lies_inside(uint64_t at, uint64_t size, uint64_t end) { return at <= end && size <= end - at; }

static bool check_entry(const image_entry *e, uint64_t end)
{
    bool ok = e->nodes < UINT32_MAX && e->text_size < UINT32_MAX && e->folded_size < UINT32_MAX &&
              lies_inside(e->tree, e->nodes * sizeof(tiao_node), end) && e->tree % 4 == 0 &&
              lies_inside(e->text, e->text_size, end) && lies_inside(e->folded_at, (e->nodes + 1) * 4, end) &&
              e->folded_at % 4 == 0 && lies_inside(e->folded, e->folded_size, end);
    for (int i = 0; i < STRINGS && ok; i++)
        ok = lies_inside(e->strings[i][0], e->strings[i][1], end);
    return ok;
}

static const image_entry *entry_at(const ti_image *im, size_t k)
{
    return (const image_entry *)(const void *)(im->base + sizeof(image_header)) + k;
}

static bool take_entries(tiao_library *lib, const ti_image *im, const image_header *h)
{
    for (size_t k = 0; k < h->documents; k++) {
        const image_entry *e = entry_at(im, k);
        if (!check_entry(e, h->size))
            return false;
        tiao_str s[STRINGS];
        for (int i = 0; i < STRINGS; i++)
            s[i] = (tiao_str){ e->strings[i][1] ? im->base + e->strings[i][0] : NULL, e->strings[i][1] };
        for (int i = 0; i < STRINGS; i++)
            if (ti_utf8_check(s[i]) != SIZE_MAX)
                return false;
        ti_entry *to = TI_PUSH(lib->entries, lib->count, lib->room);
        if (!to)
            return false;
        *to = (ti_entry){ .meta = { s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7], s[8] },
                          .row = (int64_t)e->row, .first = e->first, .nodes = (uint32_t)e->nodes };
    }
    lib->bytes = h->bytes;
    return true;
}

bool ti_image_open(tiao_library *lib, const char *path)
{
    unsigned char stamp[STAMP_SIZE];
    char         *beside = read_stamp(stamp, path) ? image_path(path, "-image") : NULL;
    int           fd     = beside ? open(beside, O_RDONLY | O_CLOEXEC) : -1;
    struct stat   st;
    ti_image     *im  = NULL;
    bool          ok  = fd >= 0 && fstat(fd, &st) == 0 && (size_t)st.st_size >= sizeof(image_header);
    void         *map = ok ? mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0) : MAP_FAILED;
    ok                = map != MAP_FAILED && (im = ti_calloc(1, sizeof *im)) != NULL;
    if (fd >= 0)
        close(fd);
    if (ok) {
        const image_header *h = map;
        *im = (ti_image){ map, (size_t)st.st_size, beside };
        ok  = memcmp(h->magic, magic, sizeof magic) == 0 && h->order == 0x01020304 && h->node_size == sizeof(tiao_node) &&
             memcmp(h->stamp, stamp, STAMP_SIZE) == 0 && h->size + 8 == im->size && h->documents < UINT32_MAX &&
             lies_inside(sizeof *h, h->documents * sizeof(image_entry), h->size) && take_entries(lib, im, h);
    }
    if (!ok) {
        lib->count = 0;
        if (map != MAP_FAILED)
            munmap(map, (size_t)st.st_size);
        free(im);
        free(beside);
        return false;
    }
    lib->image = im;
    return true;
}

bool ti_image_is_current(const char *path)
{
    unsigned char stamp[STAMP_SIZE];
    image_header  h;
    char         *beside = read_stamp(stamp, path) ? image_path(path, "-image") : NULL;
    int           fd     = beside ? open(beside, O_RDONLY | O_CLOEXEC) : -1;
    bool          is     = fd >= 0 && read(fd, &h, sizeof h) == (ssize_t)sizeof h && !memcmp(h.magic, magic, sizeof magic) &&
              !memcmp(h.stamp, stamp, sizeof stamp) && h.node_size == sizeof(tiao_node);
    if (fd >= 0)
        close(fd);
    free(beside);
    return is;
}

void ti_image_close(ti_image *im)
{
    if (!im)
        return;
    munmap((void *)(uintptr_t)im->base, im->size);
    free(im->path);
    free(im);
}

static tiao_err damaged(const ti_image *im, tiao_error *err)
{
    return ti_fail(err, TIAO_ESTORE, 0, "%s: the image is damaged; remove it, and the library is read without", im->path);
}

tiao_err ti_image_load(tiao_doc **out, const ti_image *im, const ti_entry *entry, tiao_error *err)
{
    const image_entry *e = NULL;
    for (size_t k = 0; !e; k++)                        /* entries stand in the library's order */
        if (entry_at(im, k)->row == (uint64_t)entry->row)
            e = entry_at(im, k);
    tiao_doc *d = ti_calloc(1, sizeof *d);
    if (!d)
        return ti_no_memory(err);
    d->mapped    = true;                               /* nodes and text are the image's: read, never written or freed */
    d->meta      = entry->meta;
    d->nodes     = (tiao_node *)(uintptr_t)(im->base + e->tree);
    d->count     = (uint32_t)e->nodes;
    d->text      = (tiao_str){ im->base + e->text, e->text_size };
    d->folded    = (tiao_str){ im->base + e->folded, e->folded_size };
    d->folded_at = (uint32_t *)(uintptr_t)(im->base + e->folded_at);
    bool ok      = ti_doc_check_nodes(d, NULL) && ti_utf8_check(d->text) == SIZE_MAX && d->folded_at[d->count] == d->folded.n;
    for (uint32_t i = 0; i < d->count && ok; i++)
        ok = d->folded_at[i] <= d->folded_at[i + 1];
    if (!ok) {
        tiao_doc_free(d);
        return damaged(im, err);
    }
    *out = d;
    return TIAO_OK;
}

/* ---- writing ---- */

static uint64_t put(tiao_buf *b, const void *p, size_t n)
{
    while (b->n % 8 && !b->failed)
        ti_buf_char(b, 0);
    uint64_t at = b->n;
    ti_buf_put(b, (tiao_str){ p, n });
    return at;
}

static tiao_err put_document(tiao_buf *b, tiao_library *lib, size_t k, image_entry *e, tiao_error *err)
{
    const tiao_doc *d  = NULL;
    tiao_err        rc = ti_library_fold(&d, lib, k, err);
    if (rc != TIAO_OK)
        return rc;
    const ti_entry  *entry = &lib->entries[k];
    const tiao_meta *m     = &entry->meta;
    const tiao_str   s[STRINGS] = { m->id, m->title, m->number, m->issuer, m->date, m->level, m->type, m->language, m->source };
    *e = (image_entry){ .row = (uint64_t)entry->row, .first = entry->first, .nodes = d->count,
                        .text_size = d->text.n, .folded_size = d->folded.n };
    for (int i = 0; i < STRINGS; i++) {
        e->strings[i][0] = (uint32_t)put(b, s[i].s, s[i].n);
        e->strings[i][1] = (uint32_t)s[i].n;
    }
    e->tree      = put(b, d->nodes, d->count * sizeof *d->nodes);
    e->folded_at = put(b, d->folded_at, ((size_t)d->count + 1) * 4);
    e->text      = put(b, d->text.s, d->text.n);
    e->folded    = put(b, d->folded.s, d->folded.n);
    return TIAO_OK;
}

static tiao_err write_file(const char *path, const tiao_buf *b, tiao_error *err)
{
    char    *beside = image_path(path, "-image");
    ti_fresh fresh  = { .fd = -1 };
    tiao_err rc     = beside ? ti_fresh_open(&fresh, beside, err) : ti_no_memory(err);
    if (rc == TIAO_OK) {
        FILE *f  = fopen(fresh.path, "wb");
        bool  ok = f && fwrite(b->p, 1, b->n, f) == b->n;
        ok       = (!f || fclose(f) == 0) && ok;
        rc       = ok ? ti_fresh_keep(&fresh, beside, true, err) : ti_fail_file(err, beside);
    }
    ti_fresh_close(&fresh);
    free(beside);
    return rc;
}

tiao_err ti_image_write(const char *path, tiao_error *err)
{
    image_header  h   = { .order = 0x01020304, .node_size = sizeof(tiao_node) };
    tiao_library *lib = NULL;
    char         *old = image_path(path, "-image");
    tiao_buf      b   = { 0 };
    if (old)
        unlink(old);                                   /* it belongs to the file as it was */
    free(old);
    memcpy(h.magic, magic, sizeof magic);
    bool     stamped = read_stamp(h.stamp, path);
    tiao_err rc      = tiao_library_open(&lib, path, false, err);
    if (rc == TIAO_OK && stamped && lib->bytes <= TI_IMAGE_MAX) {
        image_entry *entries = ti_calloc(lib->count + 1, sizeof *entries);
        h.documents = lib->count;
        h.bytes     = lib->bytes;
        put(&b, &h, sizeof h);
        if (entries)
            put(&b, entries, lib->count * sizeof *entries);    /* the place is kept, and filled below */
        for (size_t k = 0; k < lib->count && rc == TIAO_OK && entries; k++)
            rc = put_document(&b, lib, k, &entries[k], err);
        while (b.n % 8 && !b.failed)
            ti_buf_char(&b, 0);
        h.size = b.n;
        put(&b, "\0\0\0\0\0\0\0", 8);                  /* a decoder may look at what follows the last character */
        if (!entries || b.failed)
            rc = ti_no_memory(err);
        else {
            memcpy(b.p, &h, sizeof h);
            memcpy(b.p + sizeof h, entries, lib->count * sizeof *entries);
        }
        free(entries);
        if (rc == TIAO_OK)
            rc = write_file(path, &b, err);
    }
    tiao_buf_free(&b);
    tiao_library_close(lib);
    return rc;
}
