/* Document layout: what each line of a source is, before the outline is inferred.

   The parts are those of GB/T 9704 (发文字号, 标题, 主送机关, 正文, 附件, 发文机关署名, 成文日期), with what saved web pages add
   to them (menus, repeated titles, rules) and what forwarding notices wrap around them. */
#ifndef TI_TREE_LAYOUT_H
#define TI_TREE_LAYOUT_H

#include "read/source.h"
#include "tree/marker.h"

typedef enum {
    ROLE_BODY,
    ROLE_TITLE,
    ROLE_DOCNUMBER,
    ROLE_ADDRESSEE,
    ROLE_SIGNATURE,
    ROLE_DATE,
    ROLE_ATTACHMENT,
    ROLE_BOILERPLATE,
    ROLE_PAGE,             /* a page number: dropped */
} ti_role;

/* How a line follows the one before it. */
typedef enum {
    GLUE_NEW,              /* it opens a node */
    GLUE_KEEP,             /* another line of the same node */
    GLUE_JOIN,             /* the line before was cut in two: no line end stands between them in the text */
} ti_glue;

typedef struct {
    uint8_t   role, glue;
    bool      cover;       /* in the notice that forwards the document */
    ti_marker marker;      /* of a line of the body */
} ti_place;

/* Fills places[0 … src->count). TIAO_ENOMEM can come back. */
tiao_err ti_layout(ti_place *places, const ti_source *src, tiao_error *err);

#endif
