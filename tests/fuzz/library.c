/* A damaged library file: a valid one with changes, then every kind of question. An answer or a reason, and no crash.

   The input is a list of changes, of eight bytes and what follows: how (a byte: of the file, of the image, of a stored value through
   SQL, or an end put to the file), three bytes of place, a byte of size, then the bytes that are put there. */
#include "fuzz.h"

#include <sqlite3.h>
#include <unistd.h>

enum { FILE_BYTES, IMAGE_BYTES, STORED, CUT_FILE, CUT_IMAGE, HOWS };

static tiao_buf whole, whole_image;

static void read_file(tiao_buf *out, const char *path)
{
    char  block[16 * 1024];
    FILE *f = fopen(path, "rb");
    HOLDS(f, "%s: not there", path);
    for (size_t n; (n = fread(block, 1, sizeof block, f)) > 0;)
        ti_buf_put(out, (tiao_str){ block, n });
    fclose(f);
}

static void write_file(const char *path, const tiao_buf *b, size_t n)
{
    FILE *f = fopen(path, "wb");
    HOLDS(f && fwrite(b->p, 1, n, f) == n && fclose(f) == 0, "%s: cannot be written", path);
}

/* Values that a stored one may be damaged to: the column by the place, its bytes or a number by what follows. */
static void damage_value(const char *path, uint32_t place, tiao_str bytes)
{
    static const char *const columns[][2] = {
        { "document", "id" }, { "document", "nodes" }, { "document", "first" }, { "document", "title" }, { "document", "date" },
        { "content", "tree" }, { "content", "text" }, { "content", "folded" }, { "content", "folded_at" }, { "content", "map" },
        { "node", "id" }, { "node", "document" }, { "node", "address" }, { "node", "kind" },
        { "quantity", "node" }, { "quantity", "dimension" }, { "quantity", "start" }, { "quantity", "end" }, { "quantity", "low" },
        { "entitlement", "modality" }, { "entitlement", "who" }, { "entitlement", "sentence_end" },
        { "place", "start" }, { "topic", "id" }, { "citation", "node" }, { "citation", "target" },
    };
    const size_t  n = sizeof columns / sizeof *columns;
    sqlite3      *db = NULL;
    sqlite3_stmt *s  = NULL;
    char          sql[300];
    const char   *table = columns[place % n][0], *column = columns[place % n][1];
    place /= (uint32_t)n;
    if (sqlite3_open(path, &db) == SQLITE_OK) {
        if (place & 1)                                 /* a part of it */
            snprintf(sql, sizeof sql, "UPDATE %s SET \"%s\" = CAST(substr(CAST(\"%s\" AS BLOB), 1, %u) || ?1 || substr(CAST(\"%s\" AS BLOB), %u) AS BLOB) WHERE rowid %% 2 = %u",
                     table, column, column, place >> 2 & 0x3FF, column, (unsigned)((place >> 2 & 0x3FF) + bytes.n + 1), place >> 1 & 1);
        else
            snprintf(sql, sizeof sql, "UPDATE %s SET \"%s\" = ?1 WHERE rowid %% 2 = %u", table, column, place >> 1 & 1);
        if (sqlite3_prepare_v2(db, sql, -1, &s, NULL) == SQLITE_OK) {
            if (bytes.n == 4) {                        /* a number */
                uint32_t v;
                memcpy(&v, bytes.s, 4);
                sqlite3_bind_int64(s, 1, (int32_t)v);
            } else
                sqlite3_bind_blob64(s, 1, bytes.s, bytes.n, SQLITE_STATIC);
            sqlite3_step(s);
        }
        sqlite3_finalize(s);
    }
    sqlite3_close(db);
}

/* ---- the questions ---- */

static void count_line(void *ctx, uint32_t line, tiao_str text)
{
    *(size_t *)ctx += line + text.n;
    HOLDS(ti_utf8_check(text) == SIZE_MAX, "a line is not UTF-8");
}

static tiao_err take_hit(void *ctx, const tiao_hit *h, tiao_error *err)
{
    (void)ctx, (void)err;
    tiao_str t = tiao_node_text(h->doc, h->node);
    for (size_t i = 0; i < h->count; i++)
        HOLDS(h->spans[i].start <= h->spans[i].end && h->spans[i].end <= t.n, "a span outside of its clause");
    return TIAO_OK;
}

static tiao_err take_row(void *ctx, const char *const *names, const tiao_sql_value *v, int n, tiao_error *err)
{
    (void)ctx, (void)names, (void)v, (void)n, (void)err;
    return TIAO_OK;
}

static tiao_err take_citation(void *ctx, size_t k, const tiao_doc *doc, const tiao_citation *c, tiao_error *err)
{
    (void)ctx, (void)k, (void)err;
    HOLDS(c->node < tiao_doc_count(doc), "a citation nowhere");
    return TIAO_OK;
}

static tiao_err take_problem(void *ctx, const tiao_doc *doc, const tiao_problem *p, tiao_error *err)
{
    (void)ctx, (void)err;
    HOLDS(p->node < tiao_doc_count(doc), "a problem nowhere");
    return TIAO_OK;
}

static bool take_bytes(void *ctx, tiao_str bytes)
{
    *(size_t *)ctx += bytes.n;
    return true;
}

static void check_facts(const tiao_doc *d)
{
    size_t                  n;
    const tiao_quantity    *q = tiao_doc_quantities(d, &n);
    for (size_t i = 0; i < n; i++)
        HOLDS(q[i].node < tiao_doc_count(d) && q[i].span.end <= tiao_node_text(d, q[i].node).n, "a quantity nowhere");
    const tiao_entitlement *e = tiao_doc_entitlements(d, &n);
    for (size_t i = 0; i < n; i++)
        HOLDS(e[i].node < tiao_doc_count(d) && e[i].sentence.end <= tiao_node_text(d, e[i].node).n, "an entitlement nowhere");
}

static void ask_documents(tiao_library *lib)
{
    for (size_t k = 0; k < tiao_library_count(lib); k++) {
        const tiao_doc *d   = NULL;
        tiao_error      err = { 0 };
        size_t          sum = 0, found;
        tiao_err        rc  = tiao_library_lines(lib, k, &err);
        fuzz_answered(rc, &err);
        err = (tiao_error){ 0 };
        rc  = tiao_library_doc(&d, lib, k, &err);
        fuzz_answered(rc, &err);
        if (rc != TIAO_OK)
            continue;
        HOLDS(ti_utf8_check(tiao_doc_text(d)) == SIZE_MAX, "the text is not UTF-8");
        for (uint32_t i = 0; i < tiao_doc_count(d); i++) {
            tiao_buf address = { 0 };
            tiao_node_address(d, i, &address);
            tiao_node_number(d, i, &address);
            tiao_node_lines(d, i, count_line, &sum);
            tiao_buf_free(&address);
        }
        rc = tiao_library_facts(&d, lib, k, fuzz_words(), &err);
        fuzz_answered(rc, &err);
        if (rc != TIAO_OK)
            continue;
        check_facts(d);
        fuzz_answered(tiao_doc_problems(d, fuzz_words(), take_problem, NULL, &found, &err), &err);
        HOLDS(tiao_export_akn(d, take_bytes, &sum, NULL) == TIAO_OK && tiao_export_html(d, take_bytes, &sum, NULL) == TIAO_OK &&
                  tiao_export_markdown(d, take_bytes, &sum, NULL) == TIAO_OK, "no export");
    }
}

static void ask_all(const char *path)
{
    static const char *const patterns[] = { "企业", "[一二]是" };
    static const char *const queries[]  = { "SELECT count(*), max(text) FROM nodes", "SELECT * FROM quantities JOIN entitlements USING (address)",
                                            "SELECT doc FROM documents JOIN citations USING (doc)" };
    tiao_library *lib = NULL;
    tiao_error    err = { 0 };
    size_t        k, found;
    uint32_t      node;
    tiao_err      rc = tiao_library_open(&lib, path, false, &err);
    fuzz_answered(rc, &err);
    if (rc != TIAO_OK)
        return;
    ask_documents(lib);
    for (int i = 0; i < 2; i++) {
        const tiao_str          p     = ti_str(patterns[i]);
        const tiao_grep_options opt   = { .patterns = &p, .count = 1, .literal = i == 0 };
        err = (tiao_error){ 0 };
        fuzz_answered(tiao_grep(lib, NULL, &opt, take_hit, NULL, &found, &err), &err);
        const tiao_search_options how = { .limit = 3, .want = 3, .words = fuzz_words() };
        tiao_search_result        result;
        err = (tiao_error){ 0 };
        fuzz_answered(tiao_search(lib, NULL, i ? TI_STR("人才 OR topic:talent") : p, &how, take_hit, NULL, &result, &err), &err);
    }
    err = (tiao_error){ 0 };
    fuzz_answered(tiao_library_find_node(&k, &node, lib, TI_STR("city:1.2"), &err), &err);
    err = (tiao_error){ 0 };
    fuzz_answered(tiao_cites(lib, NULL, fuzz_words(), take_citation, NULL, &found, &err), &err);
    for (int i = 0; i < 3; i++) {
        err = (tiao_error){ 0 };
        fuzz_answered(tiao_sql(lib, ti_str(queries[i]), take_row, NULL, &err), &err);
    }
    tiao_library_close(lib);
}

/* Writing to what is damaged, too. */
static void change_all(const char *path)
{
    tiao_library *lib = NULL;
    tiao_error    err = { 0 };
    tiao_err      rc  = tiao_library_open_writable(&lib, path, &err);
    fuzz_answered(rc, &err);
    if (rc == TIAO_OK) {
        tiao_doc *d = fuzz_document(0);
        fuzz_answered(tiao_library_put(lib, d, &err), &err);
        tiao_doc_free(d);
        err = (tiao_error){ 0 };
        fuzz_answered(tiao_library_remove(lib, TI_STR("xuhui-2016"), &err), &err);
    }
    tiao_library_close(lib);
    err = (tiao_error){ 0 };
    fuzz_answered(tiao_library_refresh(path, &err), &err);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[200], image[220];
    if (!whole.n) {
        const char *valid = fuzz_library_file();
        snprintf(image, sizeof image, "%s-image", valid);
        read_file(&whole, valid);
        read_file(&whole_image, image);
    }
    snprintf(path, sizeof path, "%s/damaged.tiao", fuzz_folder());
    snprintf(image, sizeof image, "%s-image", path);
    size_t   n = whole.n, image_n = whole_image.n;
    tiao_buf bytes = { 0 }, image_bytes = { 0 };
    ti_buf_put(&bytes, ti_buf_str(&whole));
    ti_buf_put(&image_bytes, ti_buf_str(&whole_image));
    write_file(path, &bytes, n);
    bool with_image = size && *data & 1;
    for (size_t at = 1; at + 5 <= size;) {
        uint32_t place = (uint32_t)data[at + 1] | (uint32_t)data[at + 2] << 8 | (uint32_t)data[at + 3] << 16;
        size_t   want = data[at + 4] % 32, left = size - at - 5, count = want < left ? want : left;
        const void *from = data + at + 5;
        switch (data[at] % HOWS) {
        case FILE_BYTES:
            memcpy(bytes.p + place % (whole.n - 32), from, count);
            break;
        case IMAGE_BYTES:
            memcpy(image_bytes.p + place % (whole_image.n - 32), from, count);
            break;
        case STORED:
            damage_value(path, place, (tiao_str){ from, count });
            tiao_buf_free(&bytes);
            read_file(&bytes, path);
            n = bytes.n;
            break;
        case CUT_FILE: n = place % (n + 1); break;
        case CUT_IMAGE: image_n = place % (image_n + 1); break;
        }
        at += 5 + count;
    }
    write_file(path, &bytes, n < bytes.n ? n : bytes.n);
    if (with_image && bytes.n >= 100 && image_bytes.n >= 48) {
        /* the stamp, so that the image is believed */
        memcpy(image_bytes.p + 16, bytes.p + 24, 8);
        memcpy(image_bytes.p + 24, bytes.p + 60, 4);
        memcpy(image_bytes.p + 28, bytes.p + 92, 4);
        write_file(image, &image_bytes, image_n);
    } else
        unlink(image);
    tiao_buf_free(&bytes);
    tiao_buf_free(&image_bytes);
    ask_all(path);
    if (size && *data & 2)
        change_all(path);
    return 0;
}
