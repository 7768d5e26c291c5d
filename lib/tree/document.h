/* The document: one text, its nodes, and the map back to the source. */
#ifndef TI_TREE_DOCUMENT_H
#define TI_TREE_DOCUMENT_H

#include "base/error.h"
#include "base/mem.h"
#include "base/str.h"

/* Why bytes of the source are not in the text. */
typedef enum {
    DROP_NONE,             /* they are in it */
    DROP_BOM,              /* byte order mark */
    DROP_BLANK,            /* blank lines, indents, blanks at the end of a line */
    DROP_BREAK,            /* a line end in mid-sentence or inside a title, with the blanks around it */
    DROP_PAGE,             /* a page number on a line of its own */
} ti_drop;

/* A stretch of the source, kept or dropped. The pieces stand in order and tile the source. A kept piece has as many bytes
   in the text, the same ones, but for a line end, which is one line feed there. What the text does not have of the source, the
   bytes of dropped pieces and of line ends, stands in the document's `aside`, so that the source can be told again. */
typedef struct {
    uint32_t source, size;
    uint32_t text;         /* where it stands in the text; for a dropped one, where it would */
    uint32_t line;         /* 1-based */
    uint32_t drop;         /* ti_drop */
} ti_piece;

/* How deep nodes stand in one another at most; the outline gives up well before it. */
enum { TI_TREE_DEPTH_MAX = 64 };

struct tiao_doc {
    ti_arena   arena;
    tiao_meta  meta;
    tiao_str   text;
    tiao_node *nodes;
    uint32_t   count;
    tiao_str   folded;     /* see tree/folded.h; NULL until it is needed */
    uint32_t  *folded_at;
    ti_piece  *pieces;
    size_t     pieces_count;
    tiao_str   aside;      /* s is NULL where it was not kept or is not loaded */
    struct ti_facts *facts;    /* NULL until they are found */
    void     (*free_facts)(struct ti_facts *);
    bool       mapped;     /* nodes and texts are a library image's */
    void      *owned[4];   /* malloc'ed blocks that go with the document */
};

static inline tiao_str ti_node_own(const tiao_doc *d, uint32_t i)
{
    const tiao_node *n = &d->nodes[i];
    return ti_sub(d->text, n->own, n->text_end);
}

/* A copy of s in the document's arena; {NULL, 0} when memory ran out or s is empty. */
tiao_str ti_doc_keep(tiao_doc *d, tiao_str s);

/* Hands on the source piece by piece; false where it was not kept. The pieces must be loaded. */
typedef void (*ti_source_fn)(void *ctx, tiao_str bytes);
bool ti_doc_source(const tiao_doc *d, ti_source_fn fn, void *ctx);

/* What the document's text says of it: title, number, issuer, and the date, for which `date` has the bytes. */
void ti_doc_says(const tiao_doc *d, tiao_meta *out, tiao_buf *date);

/* The source line on which the byte `at` of the text stands; 1 where the pieces are not loaded. */
uint32_t ti_doc_line(const tiao_doc *d, uint32_t at);

/* The node that owns the byte `at` of the text, inline items not counted. */
uint32_t ti_doc_node_at(const tiao_doc *d, uint32_t at);

/* Whether the spans and the places of the nodes hold; a message in err where not. */
bool ti_doc_check_nodes(const tiao_doc *d, tiao_error *err);

/* Whether the node can be a clause that grep and search answer with: it has text and is no inline item. */
bool ti_node_is_clause(const tiao_node *n);
/* An article with text of its own: that is its first 款, and the paragraphs behind it count from two. */
bool ti_node_is_first_paragraph(const tiao_node *n);

#endif
