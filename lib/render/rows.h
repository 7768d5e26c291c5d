/* Rows of cells: the records of one listing as a table has them. A list in a record is one cell, its parts between
   semicolons; an object's parts stand between colons. */
#ifndef TI_RENDER_ROWS_H
#define TI_RENDER_ROWS_H

#include "render/writer.h"
#include "store/sql.h"

/* The part of a writer that gathers a row; a writer has it as its first member. */
typedef struct ti_rows ti_rows;
struct ti_rows {
    tiao_writer w;
    ti_sink     out;
    const char *names[TI_COLUMNS_MAX];
    tiao_buf    cells[TI_COLUMNS_MAX];
    bool        is_number[TI_COLUMNS_MAX];
    int         columns, deep, inside;        /* inside: parts already in the cell of a list */
    bool        header_done;
    void      (*row)(ti_rows *r);             /* called at the end of each record */
};

void ti_rows_init(ti_rows *r, tiao_write_fn write, void *ctx, void (*row)(ti_rows *));
void ti_rows_free(ti_rows *r);

#endif
