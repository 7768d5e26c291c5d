/* tiao docs: the library's documents. */
#include "app.h"

/* Whether the document has a node of the kinds, on the topics and districts that are asked for; -1 on failure. */
static int has_node(app *a, size_t k, tiao_error *err)
{
    const tiao_doc *d;
    if (!a->ask.kind.n && !a->ask.topic.n && !a->ask.district.n)
        return 1;
    if (tiao_library_doc(&d, a->lib, k, err) != TIAO_OK)
        return -1;
    for (uint32_t i = 0; i < tiao_doc_count(d); i++)
        if (tiao_filter_node(a->filter, k, d, i))
            return 1;
    return 0;
}

int run_docs(app *a, tiao_error *err)
{
    tiao_writer *w     = a->writer ? a->writer : table_for_people(a);
    size_t       found = 0;
    if (!w) {
        fail(err, TIAO_ENOMEM, "out of memory");
        return EXIT_ERROR;
    }
    for (size_t k = 0; k < tiao_library_count(a->lib); k++) {
        const tiao_meta *m = tiao_library_meta(a->lib, k);
        if (!tiao_filter_doc(a->filter, k))
            continue;
        int has = has_node(a, k, err);
        if (has < 0)
            break;
        if (!has || !within_limit(a, &found))
            continue;
        if (a->ask.names0) {
            fwrite(m->id.s, 1, m->id.n, stdout);
            putchar(0);
        } else
            put_document(w, m, tiao_library_nodes(a->lib, k), !a->writer);
    }
    return finish_table(a, w, err) != TIAO_OK ? EXIT_ERROR : listed(a, found);
}
