/* Any document in every form: XML is well formed, HTML without an error, JSON is JSON, rows have all their fields, a table keeps
   its width. */
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
        HOLDS(tiao_width(l) <= WIDTH, "a line of %zu columns: %.*s", tiao_width(l), (int)n, l.s);
        at += n + 1;
    }
}

/* Fields of a CSV file, quoted ones with what they hold: all rows have as many. */
static void check_csv(tiao_str s)
{
    size_t fields = 1, first = 0;
    bool   quoted = false;
    for (size_t i = 0; i < s.n; i++) {
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
    write_records(tiao_table_writer(gather, &out, WIDTH, NULL), d);
    check_table(ti_buf_str(&out));
    ti_buf_clear(&out);
    write_records(tiao_delimited_writer(gather, &out, ','), d);
    check_csv(ti_buf_str(&out));
    tiao_doc_free(d);
    tiao_buf_free(&out);
    tiao_buf_free(&text);
    return 0;
}
