/* The source of a document, byte for byte: what was imported, or what a reader made of it. */
#include "render/export.h"
#include "tree/document.h"

static void put(void *ctx, tiao_str bytes)
{
    ti_export *x = ctx;
    ti_buf_put(&x->out.buf, bytes);
    ti_sink_maybe_flush(&x->out);
}

tiao_err tiao_export_text(const tiao_doc *doc, tiao_write_fn write, void *ctx, tiao_error *err)
{
    ti_export x = { .out = { .write = write, .ctx = ctx }, .doc = doc };
    if (!doc->aside.s)
        return ti_fail(err, TIAO_ENOTFOUND, 0, "%.*s: its source was not kept, for an older tiao imported it; import it again", (int)doc->meta.id.n,
                       doc->meta.id.s);
    bool     told = ti_doc_source(doc, put, &x);
    tiao_err rc   = ti_export_end(&x, err);
    if (rc == TIAO_OK && !told)
        rc = ti_fail(err, TIAO_ESTORE, 0, "%.*s: its source is damaged; import it again", (int)doc->meta.id.n, doc->meta.id.s);
    return rc;
}
