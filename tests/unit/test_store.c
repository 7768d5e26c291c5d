/* The library file: what is stored is what was parsed; what is no library is said so; a damaged one never crashes. */
#include "unit.h"

#include "base/mem.h"
#include "store/db.h"
#include "store/index.h"
#include "store/library.h"
#include "tree/folded.h"

#include <stdio.h>
#include <unistd.h>

static const char text[] = "关于促进就业的若干意见\n各区人民政府：\n为促进就业，提出如下意见。\n一、总体要求\n（一）加强组织领导。各部门要落实责任。\n"
                           "（二）完善政策。对符合条件的企业给予补贴。\n上海市人民政府\n2015年8月1日\n";
static char folder[] = "/tmp/tiao-store-XXXXXX";
static char path[64];

static void set_up(void)
{
    strcpy(folder, "/tmp/tiao-store-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/a.tiao", folder);
}

static void tear_down(void)
{
    char image[80];
    snprintf(image, sizeof image, "%s-image", path);
    unlink(image);
    unlink(path);
    rmdir(folder);
}

static tiao_doc *parse(const char *id, const char *s)
{
    tiao_doc *d    = NULL;
    tiao_meta meta = { .id = ti_str(id) };
    ck_assert_int_eq(tiao_doc_parse(&d, ti_str(s), &meta, NULL), TIAO_OK);
    return d;
}

static void put(const char *id, const char *s)
{
    tiao_library *lib = NULL;
    tiao_error    err = { 0 };
    tiao_doc     *d   = parse(id, s);
    ck_assert_msg(tiao_library_open_writable(&lib, path, &err) == TIAO_OK, "%s", err.msg);
    ck_assert_msg(tiao_library_put(lib, d, &err) == TIAO_OK, "%s", err.msg);
    tiao_library_close(lib);
    tiao_doc_free(d);
}

static void same(const tiao_doc *a, const tiao_doc *b)
{
    ck_assert_uint_eq(a->count, b->count);
    ck_assert(ti_str_is(a->text, b->text));
    for (uint32_t i = 0; i < a->count; i++)
        ck_assert_int_eq(memcmp(&a->nodes[i], &b->nodes[i], sizeof *a->nodes), 0);
    ck_assert(ti_str_is(a->meta.title, b->meta.title));
    ck_assert(ti_str_is(a->meta.issuer, b->meta.issuer));
}

static void check_stored(bool by_image)
{
    tiao_library   *lib = NULL;
    const tiao_doc *d;
    tiao_error      err = { 0 };
    tiao_doc       *p   = parse("a", text);
    ck_assert_msg(tiao_library_open(&lib, path, false, &err) == TIAO_OK, "%s", err.msg);
    ck_assert((lib->image != NULL) == by_image);
    ck_assert_uint_eq(tiao_library_count(lib), 1);
    ck_assert_int_eq(tiao_library_doc(&d, lib, 0, &err), TIAO_OK);
    same(p, d);
    ck_assert_int_eq(ti_doc_fold(p, &err), TIAO_OK);
    ck_assert_int_eq(ti_library_fold(&d, lib, 0, &err), TIAO_OK);
    ck_assert(ti_str_is(p->folded, d->folded));
    ck_assert_int_eq(tiao_library_source(lib, 0, &err), TIAO_OK);
    ck_assert_msg(tiao_doc_check(d, ti_str(text), &err), "%s", err.msg);
    tiao_library_close(lib);
    tiao_doc_free(p);
}

START_TEST(stores_what_was_parsed)
{
    put("a", text);
    check_stored(false);
    ck_assert_int_eq(tiao_library_refresh(path, NULL), TIAO_OK);
    check_stored(true);
    put("a", text);                    /* twice is once, and the image is stale */
    check_stored(false);
}
END_TEST

static tiao_err count_rows(void *ctx, const char *const *names, const tiao_sql_value *v, int n, tiao_error *err)
{
    (void)names, (void)n, (void)err;
    *(long *)ctx = strtol(v[0].value.s, NULL, 10);
    return TIAO_OK;
}

START_TEST(removes_everything_of_a_document)
{
    static const char *const tables[] = { "document", "content", "node", "quantity", "entitlement", "place", "topic", "citation",
                                          "clause WHERE clause MATCH '\"就业\"'" };
    tiao_library *lib = NULL;
    tiao_error    err = { 0 };
    put("a", text);
    ck_assert_int_eq(tiao_library_open_writable(&lib, path, &err), TIAO_OK);
    ck_assert_int_eq(tiao_library_remove(lib, TI_STR("b"), &err), TIAO_ENOTFOUND);
    err = (tiao_error){ 0 };
    ck_assert_msg(tiao_library_remove(lib, TI_STR("a"), &err) == TIAO_OK, "%s", err.msg);
    for (int i = 0; i < N(tables); i++) {
        char sql[200];
        long n = -1;
        snprintf(sql, sizeof sql, "SELECT count(*) FROM %s", tables[i]);
        ck_assert_msg(tiao_sql(lib, ti_str(sql), count_rows, &n, &err) == TIAO_OK, "%s", err.msg);
        ck_assert_msg(n == 0, "%ld rows left in %s", n, tables[i]);
    }
    tiao_library_close(lib);
}
END_TEST

static void write_bytes(const char *s, size_t n)
{
    FILE *f = fopen(path, "wb");
    ck_assert_ptr_nonnull(f);
    ck_assert_uint_eq(fwrite(s, 1, n, f), n);
    fclose(f);
}

static void open_stored(tiao_library **lib)
{
    tiao_error err = { 0 };
    ck_assert_msg(tiao_library_open(lib, path, false, &err) == TIAO_OK, "%s", err.msg);
}

/* A library whose text was folded when 著 was not: the same bytes with the other character. */
static void make_stale(const char *old_text)
{
    static const char was[] = "著", is[] = "着";
    tiao_library *lib = NULL;
    tiao_doc     *d   = parse("a", old_text);
    ck_assert_int_eq(ti_doc_fold(d, NULL), TIAO_OK);
    for (char *p = (char *)(uintptr_t)d->folded.s; (p = strstr(p, is)); p += sizeof is - 1)
        memcpy(p, was, sizeof was - 1);
    ck_assert_int_eq(tiao_library_open_writable(&lib, path, NULL), TIAO_OK);
    ck_assert_int_eq(tiao_library_put(lib, d, NULL), TIAO_OK);
    ck_assert_int_eq(sqlite3_exec(lib->db->handle, "DROP INDEX document_size; DROP INDEX document_origin; ALTER TABLE document DROP COLUMN origin;"
                                  "ALTER TABLE document DROP COLUMN derived; ALTER TABLE content DROP COLUMN aside; PRAGMA user_version = 16777217",
                                  NULL, NULL, NULL), SQLITE_OK);
    tiao_library_close(lib);
    tiao_doc_free(d);
}

static void check_folds(tiao_library *lib, const char *stored_text)
{
    const tiao_doc *d;
    tiao_doc       *p = parse("a", stored_text);
    ck_assert_int_eq(ti_doc_fold(p, NULL), TIAO_OK);
    ck_assert_int_eq(ti_library_fold(&d, lib, 0, NULL), TIAO_OK);
    ck_assert(ti_str_is(p->folded, d->folded));
    tiao_doc_free(p);
}

START_TEST(folds_an_older_library_afresh)
{
    static const char old_text[] = "意见\n一、著力创新。\n二、显着成效，著名商标。\n";
    tiao_library     *lib = NULL;
    bool              in[2] = { false, false };
    tiao_error        err = { 0 };
    uint64_t          most = ti_scan_max;
    ti_scan_max = 0;
    make_stale(old_text);
    open_stored(&lib);                                 /* to read: its texts are folded again, its index is not asked */
    check_folds(lib, old_text);
    ck_assert(!ti_index_serves(lib));
    tiao_library_close(lib);
    put("b", text);                                    /* to write: the file is made new */
    open_stored(&lib);
    check_folds(lib, old_text);
    ck_assert(ti_index_serves(lib) && lib->db->version >= TI_FOLD_VERSION);
    ck_assert_int_eq(ti_index_mark(in, lib, TI_STR("着力"), &err), TIAO_OK);
    ck_assert(in[0] && !in[1]);
    in[0] = false;
    ck_assert_int_eq(ti_index_mark(in, lib, TI_STR("著"), &err), TIAO_OK);
    ck_assert(!in[0] && !in[1]);
    tiao_library_close(lib);
    ti_scan_max = most;
}
END_TEST

START_TEST(says_what_is_no_library)
{
    tiao_library *lib = NULL;
    tiao_error    err = { 0 };
    ck_assert_int_eq(tiao_library_open(&lib, path, false, &err), TIAO_EIO);
    write_bytes("", 0);
    err = (tiao_error){ 0 };
    ck_assert_int_eq(tiao_library_open(&lib, path, false, &err), TIAO_ESTORE);
    write_bytes("一、总体要求", 18);
    err = (tiao_error){ 0 };
    ck_assert_int_eq(tiao_library_open(&lib, path, false, &err), TIAO_ESTORE);
    ck_assert_ptr_nonnull(strstr(err.msg, "not a tiao library"));
    err = (tiao_error){ 0 };
    ck_assert_int_eq(tiao_library_open(&lib, folder, false, &err), TIAO_EIO);
    unlink(path);
    sqlite3 *db;
    ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
    ck_assert_int_eq(sqlite3_exec(db, "CREATE TABLE t(a)", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    err = (tiao_error){ 0 };
    ck_assert_int_eq(tiao_library_open(&lib, path, false, &err), TIAO_ESTORE);
    unlink(path);
    put("a", text);
    ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
    ck_assert_int_eq(sqlite3_exec(db, "PRAGMA user_version = 1677721600", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    err = (tiao_error){ 0 };
    ck_assert_int_eq(tiao_library_open(&lib, path, false, &err), TIAO_ESTORE);
    ck_assert_ptr_nonnull(strstr(err.msg, "newer tiao"));
}
END_TEST

static tiao_err ignore(void *ctx, const tiao_hit *h, tiao_error *err)
{
    (void)ctx, (void)h, (void)err;
    return TIAO_OK;
}

/* Opens, loads, searches: any code may come back, a crash may not. */
static void use(void)
{
    tiao_library *lib = NULL;
    if (tiao_library_open(&lib, path, false, NULL) != TIAO_OK)
        return;
    tiao_search_result r;
    size_t             found;
    const tiao_doc    *d;
    tiao_search(lib, NULL, TI_STR("就业"), &(tiao_search_options){ 0 }, ignore, NULL, &r, NULL);
    tiao_grep(lib, NULL, &(tiao_grep_options){ .patterns = &TI_STR("就.*业"), .count = 1 }, ignore, NULL, &found, NULL);
    for (size_t k = 0; k < tiao_library_count(lib); k++) {
        tiao_library_facts(&d, lib, k, NULL, NULL);
        tiao_library_lines(lib, k, NULL);
    }
    tiao_library_close(lib);
}

static void damage(const char *victim)
{
    char  *bytes = malloc(1 << 22);
    FILE  *f     = fopen(victim, "rb");
    size_t n     = fread(bytes, 1, 1 << 22, f);
    fclose(f);
    uint32_t state = 7;
    for (int round = 0; round < 300; round++) {
        f = fopen(victim, "wb");
        size_t keep = n;
        if (round % 10 == 9)           /* cut short */
            keep = (state = state * 1664525u + 1013904223u) % n;
        char old[8];
        size_t at[8];
        for (int i = 0; i < 8; i++) {
            state        = state * 1664525u + 1013904223u;
            at[i]        = state % (round % 2 ? n : 4096 < n ? 4096 : n);
            old[i]       = bytes[at[i]];
            bytes[at[i]] = (char)(state >> 16);
        }
        ck_assert_uint_eq(fwrite(bytes, 1, keep, f), keep);
        fclose(f);
        use();
        for (int i = 8; i-- > 0;)
            bytes[at[i]] = old[i];
    }
    free(bytes);
}

START_TEST(survives_damage)
{
    put("a", text);
    damage(path);
}
END_TEST

START_TEST(survives_a_damaged_image)
{
    char image[80];
    put("a", text);
    ck_assert_int_eq(tiao_library_refresh(path, NULL), TIAO_OK);
    snprintf(image, sizeof image, "%s-image", path);
    damage(image);
}
END_TEST

/* A chain of empty nodes, each in the one before; the last has the text. */
static bool holds_deep(uint32_t n)
{
    static tiao_node nodes[UINT16_MAX];
    for (uint32_t i = 0; i < n; i++) {
        uint32_t to = i + 1 == n ? 1 : 0;
        nodes[i]    = (tiao_node){ .parent = i ? i - 1 : TIAO_NONE, .end = n, .depth = (uint16_t)(i + 1), .kind = TIAO_LEVEL1, .text_end = to };
    }
    return ti_doc_check_nodes(&(tiao_doc){ .nodes = nodes, .count = n, .text = TI_STR("a") }, NULL);
}

START_TEST(refuses_what_is_too_deep)
{
    ck_assert(holds_deep(1));
    ck_assert(holds_deep(64));
    ck_assert(!holds_deep(65));
    ck_assert(!holds_deep(UINT16_MAX));
}
END_TEST

static void fill(TCase *t)
{
    tcase_add_checked_fixture(t, set_up, tear_down);
    tcase_add_test(t, stores_what_was_parsed);
    tcase_add_test(t, removes_everything_of_a_document);
    tcase_add_test(t, folds_an_older_library_afresh);
    tcase_add_test(t, says_what_is_no_library);
    tcase_add_test(t, refuses_what_is_too_deep);
    tcase_add_test(t, survives_damage);
    tcase_add_test(t, survives_a_damaged_image);
}

int main(void) { return run_suite("store", fill); }
