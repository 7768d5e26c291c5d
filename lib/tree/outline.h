/* From blocks of text to a tree of nodes. */
#ifndef TI_TREE_OUTLINE_H
#define TI_TREE_OUTLINE_H

#include "tree/document.h"
#include "tree/layout.h"

/* What one node will be made of: a stretch of the text with the place of its first line. */
typedef struct {
    uint32_t from, to, next;          /* in the text: its characters, and where the next block starts */
    uint32_t line;
    ti_place place;
    bool     joined;
} ti_block;

/* Fills doc->nodes from the blocks, in document order. */
tiao_err ti_outline(tiao_doc *doc, const ti_block *blocks, size_t count, tiao_error *err);

/* The end of a numbered node's heading in its text (GUIDE: a title-like first sentence with more behind it, or the whole
   line where it holds nothing else); s's start where there is none. An offset into s. */
size_t ti_heading(tiao_str s);

/* Whether a sentence reads like a title: short, no comma or semicolon, no figure set. */
bool ti_is_title_like(tiao_str s);

/* Items counted inside a paragraph (一是…二是…): calls fn for each with offsets into s. */
typedef tiao_err (*ti_item_fn)(void *ctx, uint32_t ordinal, uint32_t from, uint32_t to, tiao_error *err);
tiao_err ti_items(tiao_str s, ti_item_fn fn, void *ctx, tiao_error *err);

/* Numbers the nodes: ordinals of the unnumbered, repeats, depths. */
tiao_err ti_number_nodes(tiao_doc *doc, tiao_error *err);

#endif
