/* The numbers that Word prints before paragraphs and does not store with them. */
#ifndef CONVERT_NUMBERING_H
#define CONVERT_NUMBERING_H

#include "base/error.h"

#include <libxml/tree.h>

typedef struct numbering numbering;

/* From word/numbering.xml and word/styles.xml, either of which may be NULL. */
tiao_err numbering_new(numbering **out, xmlDoc *numbers, xmlDoc *styles, tiao_error *err);
void     numbering_free(numbering *n);

/* Counts a paragraph (w:p) and appends its number, with the blank that parts it from the text, if it has one. */
void numbering_put(numbering *n, const xmlNode *paragraph, tiao_buf *out);

/* ---- WordprocessingML: elements and attributes by their local names, all of them in its own namespace ---- */

bool           w_is(const xmlNode *n, const char *name);
const xmlNode *w_child(const xmlNode *n, const char *name);           /* the first such element; NULL of NULL */
const char    *w_value(const xmlNode *n, const char *attribute);      /* NULL where there is none */
bool           w_get(char *out, size_t size, const xmlNode *n, const char *attribute);
int            w_int(const xmlNode *n, const char *attribute, int other);
/* A property that is on when it is there and does not say otherwise: <w:vanish/>, <w:b w:val="0"/>. */
bool           w_on(const xmlNode *properties, const char *name);

/* One number in one of Word's formats (decimal, chineseCounting …), appended. */
void number_put(tiao_buf *out, const char *format, unsigned n);

#endif
