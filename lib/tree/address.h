/* Addresses: DOC:STEPS, as people quote them. */
#ifndef TI_TREE_ADDRESS_H
#define TI_TREE_ADDRESS_H

#include "tree/document.h"

/* The nodes from … to - 1: a provision and what it holds, or the first 款 of an article alone. */
typedef struct { uint32_t from, to; } ti_range;

/* Finds the nodes that `steps` (the part behind the colon) may mean and gives the first `most` of them. Leading steps may
   be left out; steps are arabic (2.3, p1, 12-1), Chinese (二.3, （二）, 第七条, 第三款) or mixed. An exact address wins over
   those that only end alike. Returns how many fit; 0 for steps that are not understood as well. */
size_t ti_address_find(const tiao_doc *d, tiao_str steps, ti_range *out, size_t most);

/* Appends the steps of node i alone. */
void ti_node_steps(const tiao_doc *d, uint32_t i, tiao_buf *out);

#endif
