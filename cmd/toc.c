/* tiao toc, tiao parse: the outline. */
#include "people.h"

#include <string.h>

static bool is_outline(const tiao_node *n) { return n->kind == TIAO_TITLE || (n->kind >= TIAO_LEVEL1 && n->kind <= TIAO_ARTICLE); }

enum { ADDRESS_WIDTH = 24, NARROW = 60 };

/* For people: address, then the number and the heading, or the start of the text, indented by depth. A title or heading that is too
   long for the terminal goes on below itself. */
static void print_node(app *a, const tiao_doc *d, uint32_t i)
{
    const tiao_node *n       = tiao_doc_node(d, i);
    tiao_str         heading = tiao_node_heading(d, i);
    tiao_buf         line    = { 0 }, number = { 0 }, safe = { 0 };
    put_address_of(a, &line, d, i);
    size_t used = 0;
    if (a->terminal) {
        used = address_width(d, i);
        for (; used < ADDRESS_WIDTH && (!a->width || a->width >= NARROW); used++)
            put_str(&line, " ");
        put_str(&line, "  ");
        used += 2;
    } else
        put_str(&line, "\t");
    for (unsigned k = 1; k < n->depth; k++, used += 2)
        put_str(&line, "  ");
    put_number_of(&(app){ 0 }, &number, d, i);
    paint_on(a, &line, PAINT_NUMBER);
    put_bytes(&line, number.p, number.n);
    paint_off(a, &line);
    tiao_put_safe(&safe, heading.n ? heading : tiao_node_text(d, i));
    tiao_str rest  = { safe.p, safe.n };
    size_t   first = used + tiao_width((tiao_str){ number.p, number.n });
    if (!a->width || first + tiao_width(rest) <= a->width)
        put_bytes(&line, rest.s, rest.n);
    else if (!heading.n && n->kind != TIAO_TITLE) {
        put_bytes(&line, rest.s, tiao_fit(rest, a->width > first + 1 ? a->width - first - 1 : 1));
        put_str(&line, "…");
    } else {
        tiao_str part = tiao_wrap(&rest, a->width > first + 8 ? a->width - first : 8);
        put_bytes(&line, part.s, part.n);
        while (rest.n) {
            part = tiao_wrap(&rest, a->width > used + 8 ? a->width - used : 8);
            put_str(&line, "\n");
            for (size_t k = 0; k < used + (a->lists ? RESULT_WIDTH : 0); k++)
                put_str(&line, " ");
            put_bytes(&line, part.s, part.n);
        }
    }
    put_str(&line, "\n");
    write_out(NULL, (tiao_str){ line.p, line.n });
    drop(&line);
    drop(&number);
    drop(&safe);
}

/* A filter lists every clause that passes, not the headings alone. */
static bool is_narrowed(const app *a) { return a->ask.kind.n || a->ask.under.n || a->ask.topic.n || a->ask.district.n; }

static int list(app *a, bool all, tiao_error *err)
{
    size_t found = 0;
    for (size_t k = 0; k < tiao_library_count(a->lib); k++) {
        const tiao_doc *d;
        if (!tiao_filter_doc(a->filter, k))
            continue;
        if (tiao_library_doc(&d, a->lib, k, err) != TIAO_OK)
            return EXIT_ERROR;
        for (uint32_t i = 0; i < tiao_doc_count(d); i++) {
            const tiao_node *n = tiao_doc_node(d, i);
            bool wanted = is_narrowed(a) ? tiao_filter_node(a->filter, k, d, i) : all || is_outline(n);
            if (!wanted || (a->ask.depth && n->depth > a->ask.depth) || !within_limit(a, &found))
                continue;
            if (a->writer)
                put_node(a->writer, d, i);
            else
                print_node(a, d, i);
        }
    }
    return listed(a, found);
}

int run_toc(app *a, tiao_error *err)
{
    for (int i = 0; i < a->ask.count_args; i++) {
        const char *name = a->ask.args[i];
        if (tiao_filter_add(a->filter, a->lib, (tiao_str){ "doc", 3 }, (tiao_str){ name, strlen(name) }, err) != TIAO_OK)
            return EXIT_ERROR;
    }
    return list(a, a->ask.all, err);
}

int run_parse(app *a, tiao_error *err)
{
    if (tiao_library_new(&a->lib, err) != TIAO_OK)
        return EXIT_ERROR;
    if (a->ask.count_args == 0) {
        fail(err, TIAO_EUSAGE, "parse wants a file; - is standard input");
        return EXIT_ERROR;
    }
    for (int i = 0; i < a->ask.count_args; i++) {
        session_reads_file(a, a->ask.args[i]);
        if (hold_file(a, a->ask.args[i], err) != TIAO_OK)
            return EXIT_ERROR;
    }
    return list(a, true, err);
}
