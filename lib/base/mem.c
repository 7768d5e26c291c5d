#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

struct ti_chunk {
    ti_chunk *before;
    size_t    used, size;
    max_align_t data[];
};

enum { CHUNK = 64 * 1024 };

long ti_alloc_fail_at;

static int refused(void)
{
    return ti_alloc_fail_at > 0 && (ti_alloc_fail_at == 1 || --ti_alloc_fail_at == 0);
}

void *ti_realloc(void *p, size_t n) { return refused() ? NULL : realloc(p, n); }
void *ti_calloc(size_t count, size_t size) { return refused() ? NULL : calloc(count, size); }

void *ti_arena_alloc(ti_arena *a, size_t count, size_t size)
{
    const size_t align = sizeof(max_align_t);
    if (size && count > SIZE_MAX / 2 / size)
        return NULL;
    size_t want = (count * size + align - 1) / align * align;
    if (!a->last || a->last->size - a->last->used < want) {
        size_t    room = want > CHUNK / 4 ? want : CHUNK;
        ti_chunk *c    = ti_calloc(1, sizeof *c + room);
        if (!c)
            return NULL;
        c->size   = room;
        c->before = a->last;
        a->last   = c;
    }
    char *p = (char *)a->last->data + a->last->used;
    a->last->used += want;
    return p;
}

void ti_arena_free(ti_arena *a)
{
    while (a->last) {
        ti_chunk *c = a->last;
        a->last     = c->before;
        free(c);
    }
}

int ti_grow_to(void **array, size_t count, size_t *room, size_t size)
{
    if (count < *room)
        return 1;
    size_t more = *room ? *room * 2 : 16;
    if (more > SIZE_MAX / 2 / size)
        return 0;
    void *p = ti_realloc(*array, more * size);
    if (!p)
        return 0;
    *array = p;
    *room  = more;
    return 1;
}
