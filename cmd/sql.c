/* tiao sql: read-only SQL over the views of the library. */
#include "app.h"

#include <string.h>

typedef struct {
    tiao_writer *w;
    size_t       rows;
} printing;

static tiao_err on_row(void *ctx, const char *const *names, const tiao_sql_value *values, int count, tiao_error *err)
{
    printing *p = ctx;
    (void)err;
    p->rows++;
    p->w->begin(p->w, "row");
    for (int i = 0; i < count; i++)
        if (values[i].number)
            p->w->number(p->w, names[i], values[i].value);
        else
            p->w->text(p->w, names[i], values[i].value);
    p->w->end(p->w);
    return TIAO_OK;
}

int run_sql(app *a, tiao_error *err)
{
    if (a->ask.count_args != 1) {
        fail(err, TIAO_EUSAGE, "sql wants one query in quotes, as in: tiao sql 'SELECT doc, title FROM documents'");
        return EXIT_ERROR;
    }
    const char *query = a->ask.args[0];
    printing    p     = { .w = a->writer ? a->writer : table_of_names(a) };
    if (!p.w) {
        fail(err, TIAO_ENOMEM, "out of memory");
        return EXIT_ERROR;
    }
    tiao_sql(a->lib, (tiao_str){ query, strlen(query) }, on_row, &p, err);
    tiao_err rc = finish_table(a, p.w, err);
    return rc != TIAO_OK ? EXIT_ERROR : p.rows ? EXIT_FOUND : EXIT_NONE;
}
