#include "store/db.h"

#include <assert.h>

static_assert(TIAO_KIND_COUNT < 256, "a kind fits a byte");

void ti_pack_words(unsigned char *out, const uint32_t *words, size_t n)
{
    for (size_t i = 0; i < n; i++, out += 4) {
        out[0] = (unsigned char)words[i];
        out[1] = (unsigned char)(words[i] >> 8);
        out[2] = (unsigned char)(words[i] >> 16);
        out[3] = (unsigned char)(words[i] >> 24);
    }
}

void ti_unpack_words(uint32_t *out, const unsigned char *in, size_t n)
{
    for (size_t i = 0; i < n; i++, in += 4)
        out[i] = (uint32_t)in[0] | (uint32_t)in[1] << 8 | (uint32_t)in[2] << 16 | (uint32_t)in[3] << 24;
}

void ti_pack_node(unsigned char *out, const tiao_node *n)
{
    const uint32_t w[TI_NODE_WORDS] = { n->own,    n->number_end, n->text, n->text_end, n->heading_end,
                                        n->parent, n->end,        n->ordinal, n->line,
                                        n->sub | (uint32_t)n->repeat << 16, n->depth, n->kind | (uint32_t)n->notes << 8 };
    ti_pack_words(out, w, TI_NODE_WORDS);
}

void ti_unpack_node(tiao_node *out, const unsigned char *in)
{
    uint32_t w[TI_NODE_WORDS];
    ti_unpack_words(w, in, TI_NODE_WORDS);
    *out = (tiao_node){ .own = w[0], .number_end = w[1], .text = w[2], .text_end = w[3], .heading_end = w[4],
                        .parent = w[5], .end = w[6], .ordinal = w[7], .line = w[8],
                        .sub = (uint16_t)w[9], .repeat = (uint16_t)(w[9] >> 16), .depth = (uint16_t)w[10],
                        .kind = (uint8_t)w[11], .notes = (uint8_t)(w[11] >> 8) };
}
