/* The printed numbers that open a node: 第三条, 一、, （一）, 1., （1）, ①, ——. */
#ifndef TI_TREE_MARKER_H
#define TI_TREE_MARKER_H

#include "base/str.h"

typedef enum {
    MARK_NONE,
    MARK_PART,             /* 第一编 */
    MARK_SUBPART,          /* 第一分编 */
    MARK_CHAPTER,          /* 第一章 */
    MARK_SECTION,          /* 第一节 */
    MARK_ARTICLE,          /* 第一条, 第十二条之一 */
    MARK_HAN,              /* 一、 */
    MARK_HAN_PAREN,        /* （一） */
    MARK_DIGIT,            /* 1. 1、 */
    MARK_DIGIT_PAREN,      /* （1） 1） */
    MARK_CIRCLED,          /* ① */
    MARK_BULLET,           /* —— ● */
    MARK_COUNT
} ti_mark;

typedef struct {
    ti_mark  mark;
    uint32_t ordinal;
    uint16_t sub;          /* 之一 */
    uint32_t size;         /* bytes of the marker, its punctuation included */
    uint32_t skip;         /* bytes up to the text behind it */
} ti_marker;

/* Reads the marker that opens a line; false (and MARK_NONE) where none does. A cross-reference that happens to open a line
   (第十条规定的…) and a number that goes on (1.5万元, 2015.8) are none. */
bool ti_marker_read(ti_marker *out, tiao_str line);

/* The kind of a node that such a marker opens, and the marker's rank: a lower one is the higher level. */
tiao_kind ti_mark_kind(ti_mark mark);
int       ti_mark_rank(ti_mark mark);

/* Whether the two are written with the same punctuation, so that one may be a slip for the other: （2） and （二）. */
bool ti_mark_alike(ti_mark a, ti_mark b);

#endif
