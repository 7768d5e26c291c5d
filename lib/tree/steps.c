/* Steps: what tells a node from its siblings, and so makes its address. */
#include "tree/outline.h"

#include <stdlib.h>

/* Siblings of one step counted: key is parent, kind (0 for all the numbered, whose ordinals are one series) and ordinal. */
typedef struct { uint32_t parent, kind, ordinal, sub, count; } counter;
typedef struct { counter *slots; size_t size; } counters;

static uint32_t *count_of(counters *c, uint32_t parent, uint32_t kind, uint32_t ordinal, uint32_t sub)
{
    uint64_t h = ((uint64_t)parent << 32 | (uint64_t)kind << 24 | sub << 16) ^ (uint64_t)ordinal * 0x9E3779B97F4A7C15u;
    h ^= h >> 29;
    h *= 0xBF58476D1CE4E5B9u;
    size_t k = (size_t)(h >> 20) & (c->size - 1);
    while (c->slots[k].count && !(c->slots[k].parent == parent && c->slots[k].kind == kind && c->slots[k].ordinal == ordinal &&
                                  c->slots[k].sub == sub))
        k = (k + 1) & (c->size - 1);
    if (!c->slots[k].count)
        c->slots[k] = (counter){ parent, kind, ordinal, sub, 1 };      /* one more than were seen */
    return &c->slots[k].count;
}

static bool is_numbered(tiao_kind k) { return k >= TIAO_LEVEL1 && k <= TIAO_ARTICLE; }

tiao_err ti_number_nodes(tiao_doc *d, tiao_error *err)
{
    counters c = { .size = 16 };
    while (c.size < (size_t)d->count * 2)
        c.size *= 2;
    c.slots = ti_calloc(c.size, sizeof *c.slots);
    if (!c.slots)
        return ti_no_memory(err);
    for (uint32_t i = 0; i < d->count; i++) {
        tiao_node *n = &d->nodes[i];
        n->depth     = n->parent == TIAO_NONE ? 1 : (uint16_t)(d->nodes[n->parent].depth + 1);
        if (!is_numbered((tiao_kind)n->kind) && n->kind != TIAO_INLINE) {
            uint32_t *seen = count_of(&c, n->parent, n->kind + 1u, 0, 0);
            n->ordinal     = (*seen)++;
            if (n->kind == TIAO_PARAGRAPH && n->parent != TIAO_NONE && ti_node_is_first_paragraph(&d->nodes[n->parent]))
                n->ordinal++;
            continue;
        }
        uint32_t *seen = count_of(&c, n->parent, n->kind == TIAO_INLINE ? 255u : 0, n->ordinal, n->sub);
        n->repeat      = (uint16_t)(*seen - 1 < UINT16_MAX ? *seen - 1 : UINT16_MAX);
        (*seen)++;
        if (n->repeat && n->kind != TIAO_INLINE)
            n->notes |= TIAO_NOTE_REPEAT;
    }
    free(c.slots);
    return TIAO_OK;
}
