/* What the pages share: a document's own, and the list of those in a folder. */
#ifndef TI_RENDER_PAGE_H
#define TI_RENDER_PAGE_H

#include "render/export.h"

/* The head up to <body>: nothing is loaded, and no style or script runs but our own, by its sum. */
void ti_page_head(ti_export *x, tiao_str title);
void ti_page_script(ti_export *x);

/* A cell under the column that is called `label`, which stands before it where columns do not fit. */
void ti_page_cell(ti_export *x, const char *label, tiao_str s);

#endif
