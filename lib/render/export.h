/* What the renderers of whole documents share. */
#ifndef TI_RENDER_EXPORT_H
#define TI_RENDER_EXPORT_H

#include "base/error.h"
#include "base/utf8.h"
#include "render/writer.h"
#include "tree/address.h"

typedef struct {
    ti_sink         out;
    const tiao_doc *doc;
} ti_export;

static inline void ti_emit(ti_export *x, const char *s) { ti_buf_put(&x->out.buf, ti_str(s)); }

/* Text as XML and HTML hold it: markup characters as entities; control characters, which neither can hold, as their pictures
   (U+2400…), so that nothing is lost and nothing is run. */
void ti_put_xml(tiao_buf *b, tiao_str s);

/* Where the heading of a node ends for readers: with the mark that closes it, so that 1.空间布局。以… is not torn before the 。 */
uint32_t ti_heading_to(const tiao_doc *d, uint32_t i);

/* Hands on what is left and tells how it went. */
tiao_err ti_export_end(ti_export *x, tiao_error *err);

#endif
