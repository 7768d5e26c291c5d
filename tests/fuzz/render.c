/* Any document in every form: XML is well formed, HTML without an error, JSON is JSON, rows have all their fields, no cell of a
   safe CSV is a formula, a table and a plot keep their width. */
#include "fuzz.h"

#include <jansson.h>
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>

static bool gather(void *ctx, tiao_str bytes)
{
    ti_buf_put(ctx, bytes);
    return true;
}

static void ignore(void *ctx, const char *msg, ...)
{
    (void)ctx;
    (void)msg;
}

static void check_xml(tiao_str s)
{
    xmlDoc *doc = xmlReadMemory(s.s, (int)s.n, NULL, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    HOLDS(doc, "the XML is not well formed: %s", xmlGetLastError() ? xmlGetLastError()->message : "");
    xmlFreeDoc(doc);
}

/* libxml2 knows the elements of HTML 4 alone. */
static void note_error(void *ctx, xmlError *e)
{
    if (e->code != XML_HTML_UNKNOWN_TAG && !*(char *)ctx)
        snprintf(ctx, 200, "line %d: %s", e->line, e->message);
}

static void check_html(tiao_str s)
{
    char             why[200] = "";
    htmlParserCtxtPtr ctx     = htmlNewParserCtxt();
    HOLDS(ctx, "no memory");
    xmlSetStructuredErrorFunc(why, note_error);
    xmlDoc *doc = htmlCtxtReadMemory(ctx, s.s, (int)s.n, NULL, "UTF-8", HTML_PARSE_NONET);
    xmlSetStructuredErrorFunc(NULL, NULL);
    HOLDS(doc && !*why, "HTML: %s", why);
    xmlFreeDoc(doc);
    htmlFreeParserCtxt(ctx);
}

static void check_json_lines(tiao_str s, size_t count)
{
    size_t lines = 0;
    for (size_t at = 0; at < s.n; lines++) {
        const char  *end = memchr(s.s + at, '\n', s.n - at);
        json_error_t why;
        HOLDS(end, "a line without an end");
        size_t  n = (size_t)(end - s.s) - at;
        json_t *o = json_loadb(s.s + at, n, JSON_REJECT_DUPLICATES, &why);
        HOLDS(o, "not JSON: %s: %.*s", why.text, (int)n, s.s + at);
        json_decref(o);
        at += n + 1;
    }
    HOLDS(lines == count, "%zu lines of %zu", lines, count);
}

enum { WIDTH = 60 };

static void check_table(tiao_str s)
{
    for (size_t at = 0; at < s.n;) {
        const char *end = memchr(s.s + at, '\n', s.n - at);
        size_t      n   = (size_t)((end ? end : s.s + s.n) - s.s) - at;
        tiao_str    l   = ti_sub(s, at, at + n);
        bool        address = !memchr(l.s, ' ', l.n);  /* which is whole, however long */
        HOLDS(tiao_width(l) <= WIDTH || address, "a line of %zu columns: %.*s", tiao_width(l), (int)n, l.s);
        at += n + 1;
    }
}

/* Fields of a CSV file, quoted ones with what they hold: all rows have as many. */
static void check_csv(tiao_str s, bool safe)
{
    size_t fields = 1, first = 0;
    bool   quoted = false, starts = true;
    for (size_t i = 0; i < s.n; i++) {
        HOLDS(!safe || !starts || !memchr("=+-@\t\r", s.s[i], 6), "a cell starts with %d", s.s[i]);
        starts = s.s[i] == '"' ? starts : !quoted && (s.s[i] == ',' || s.s[i] == '\n');
        if (s.s[i] == '"')
            quoted = !quoted;
        else if (s.s[i] == ',' && !quoted)
            fields++;
        else if (s.s[i] == '\n' && !quoted) {
            HOLDS(!first || fields == first, "a row of %zu fields, the first has %zu", fields, first);
            first  = fields;
            fields = 1;
        }
    }
    HOLDS(!quoted, "an open quote");
}

static void write_records(tiao_writer *w, const tiao_doc *d)
{
    HOLDS(w, "no memory");
    for (uint32_t i = 0; i < tiao_doc_count(d); i++) {
        tiao_buf address = { 0 }, number = { 0 };
        tiao_node_address(d, i, &address);
        tiao_node_number(d, i, &number);
        w->begin(w, "node");
        w->text(w, "address", ti_buf_str(&address));
        w->text(w, "number", ti_buf_str(&number));
        w->text(w, "heading", tiao_node_heading(d, i));
        w->text(w, "none", (tiao_str){ NULL, 0 });
        w->text(w, "text", tiao_node_text(d, i));
        w->number(w, "line", TI_STR("1"));
        w->boolean(w, "yes", i % 2);
        w->list(w, "parts");
        w->text(w, NULL, tiao_node_text(d, i));
        w->object(w, NULL);
        w->text(w, "own", ti_buf_str(&number));
        w->pop(w);
        w->pop(w);
        w->end(w);
        tiao_buf_free(&address);
        tiao_buf_free(&number);
    }
    HOLDS(w->finish(w) == 0, "not all was written");
    tiao_writer_free(w);
}

static void write_quantities(tiao_writer *w, const tiao_doc *d)
{
    size_t               n;
    const tiao_quantity *q = tiao_doc_quantities(d, &n);
    HOLDS(w, "no memory");
    for (size_t i = 0; i < n; i++) {
        tiao_buf address = { 0 };
        tiao_str text    = tiao_node_text(d, q[i].node);
        tiao_node_address(d, q[i].node, &address);
        w->begin(w, "quantity");
        w->text(w, "address", ti_buf_str(&address));
        w->text(w, "text", ti_sub(text, q[i].span.start, q[i].span.end));
        w->text(w, "dimension", ti_str(tiao_dimension_name((tiao_dimension)q[i].dimension)));
        w->text(w, "comparator", ti_str(tiao_comparator_name((tiao_comparator)q[i].comparator)));
        w->text(w, "low", q[i].low);
        w->text(w, "high", q[i].high);
        w->text(w, "unit", q[i].unit);
        w->text(w, "by", q[i].by);
        w->text(w, "subject", q[i].subject);
        w->end(w);
        tiao_buf_free(&address);
    }
    HOLDS(w->finish(w) == 0, "not all was written");
    tiao_writer_free(w);
}

static void export_all(const tiao_doc *d)
{
    static const tiao_export_fn exports[] = { tiao_export_akn, tiao_export_html, tiao_export_markdown };
    tiao_error err = { 0 };
    tiao_buf   out = { 0 };
    for (int i = 0; i < 3; i++) {
        ti_buf_clear(&out);
        HOLDS(exports[i](d, gather, &out, &err) == TIAO_OK, "%s", err.msg);
        fuzz_is_text(ti_buf_str(&out), "an export");
        if (i == 0)
            check_xml(ti_buf_str(&out));
        else if (i == 1)
            check_html(ti_buf_str(&out));
    }
    tiao_buf_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    tiao_doc  *d    = NULL;
    tiao_error err  = { 0 };
    tiao_buf   text = fuzz_text((tiao_str){ (const char *)data, size }), out = { 0 };
    /* the first line as metadata too: a file's name or a person gives them */
    size_t     line = strcspn(text.p ? text.p : "", "\n");
    tiao_meta  meta = { .title = ti_sub(ti_buf_str(&text), 0, line), .number = meta.title, .issuer = meta.title, .source = meta.title };
    xmlSetGenericErrorFunc(NULL, ignore);
    HOLDS(tiao_doc_parse(&d, ti_buf_str(&text), size % 2 ? &meta : NULL, &err) == TIAO_OK, "%s", err.msg);
    export_all(d);
    HOLDS(tiao_doc_find_facts(d, fuzz_words(), &err) == TIAO_OK, "%s", err.msg);
    export_all(d);
    write_records(tiao_json_writer(gather, &out), d);
    check_json_lines(ti_buf_str(&out), tiao_doc_count(d));
    ti_buf_clear(&out);
    write_records(tiao_table_writer(gather, &out, &(tiao_table_options){ .width = WIDTH }), d);
    check_table(ti_buf_str(&out));
    ti_buf_clear(&out);
    write_quantities(tiao_plot_writer(gather, &out, &(tiao_plot_options){ .table.width = WIDTH, .by_year = size % 2, .ascii = size % 3 == 0 }), d);
    check_table(ti_buf_str(&out));
    for (int safe = 0; safe < 2; safe++) {
        ti_buf_clear(&out);
        write_records(tiao_delimited_writer(gather, &out, ',', safe), d);
        check_csv(ti_buf_str(&out), safe);
    }
    tiao_doc_free(d);
    tiao_buf_free(&out);
    tiao_buf_free(&text);
    return 0;
}
