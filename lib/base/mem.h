/* Memory: an arena that a document owns, and arrays that grow.

   Memory from the arena comes zeroed and is given back all at once. Sizes are checked before they are multiplied.
   ti_alloc_fail_at makes the n-th allocation of the process fail, for the tests that walk through every failure. */
#ifndef TI_BASE_MEM_H
#define TI_BASE_MEM_H

#include <stddef.h>
#include <stdint.h>

typedef struct ti_chunk ti_chunk;
typedef struct { ti_chunk *last; } ti_arena;

void *ti_arena_alloc(ti_arena *a, size_t count, size_t size);
void  ti_arena_free(ti_arena *a);
#define TI_NEW(a, T, n) ((T *)ti_arena_alloc((a), (n), sizeof(T)))

/* realloc and calloc through one door, so that a test can close it. */
void *ti_realloc(void *p, size_t n);
void *ti_calloc(size_t count, size_t size);
extern long ti_alloc_fail_at;        /* 0: never; n: the n-th call from now fails, and all after it */


/* Appends to an array described by three lvalues; yields a pointer to the new, zeroed element or NULL. */
#define TI_PUSH(array, count, room)                                                                                    \
    ((count) < (room) || ti_grow_to((void **)&(array), (count), &(room), sizeof *(array))                              \
         ? (memset(&(array)[count], 0, sizeof *(array)), &(array)[(count)++])                                          \
         : NULL)
int ti_grow_to(void **array, size_t count, size_t *room, size_t size);

#endif
