/* What the writers share. */
#ifndef TI_RENDER_WRITER_H
#define TI_RENDER_WRITER_H

#include "base/mem.h"
#include "base/str.h"

/* A writer's output: gathered, and handed on a block at a time. */
typedef struct {
    tiao_write_fn write;
    void         *ctx;
    tiao_buf      buf;
    bool          failed;
} ti_sink;

void ti_sink_flush(ti_sink *s);
void ti_sink_maybe_flush(ti_sink *s);                 /* when there is a block */

#endif
