#include "render/writer.h"

void ti_sink_flush(ti_sink *s)
{
    if (s->buf.failed || (s->buf.n && !s->failed && !s->write(s->ctx, ti_buf_str(&s->buf))))
        s->failed = true;
    ti_buf_clear(&s->buf);
}

void ti_sink_maybe_flush(ti_sink *s)
{
    if (s->buf.n >= 32 * 1024)
        ti_sink_flush(s);
}

void tiao_writer_free(tiao_writer *w)
{
    if (w)
        w->release(w);
}
