/* Each allocation of each operation fails in turn: alone, and with all after it; those of SQLite, PCRE2, libxml2, libzip, jansson and
   the C library too. What says that it succeeded gave the whole answer; what fails says that memory ran out; a library file is as
   it was or as it was to be; nothing is left behind (the sanitizers look). TIAO_STARVE=grep tries that operation alone. */
#include "unit.h"

#include "../starve.h"
#include "convert.h"
#include "store/library.h"
#include "tree/document.h"

#include <sqlite3.h>
#include <stdio.h>
#include <unistd.h>
#include <zip.h>

/* libzip loses some of what it has when it is refused more; that nothing is lost otherwise, tests/fuzz sees. */
const char *__lsan_default_suppressions(void);
__attribute__((visibility("default"))) const char *__lsan_default_suppressions(void) { return "leak:libzip.so\n"; }

/* ---- the answer of an operation, in memory of its own ---- */

static char   answer[1 << 20];
static size_t answer_size;

static void say_bytes(tiao_str s)
{
    size_t n = s.n < sizeof answer - answer_size ? s.n : sizeof answer - answer_size;
    if (n)
        memcpy(answer + answer_size, s.s, n);
    answer_size += n;
}

static void say(const char *s) { say_bytes(ti_str(s)); }

static void say_number(size_t n)
{
    char digits[24];
    snprintf(digits, sizeof digits, " %zu", n);
    say(digits);
}

static bool write_answer(void *ctx, tiao_str bytes)
{
    (void)ctx;
    say_bytes(bytes);
    return true;
}

/* ---- what the operations work on, made before memory runs out ---- */

static const char *const texts[] = {
    "关于支持创业的若干措施\n沪府发〔2015〕26号\n各区人民政府：\n为支持创业，制定本措施。\n一、资金支持\n"
    "（一）对毕业5年内的大学生创办的企业，给予最高50万元资助。徐汇区按不低于70%的比例配套。\n（三）建设众创空间，到2020年达到50家以上。一是放权；二是松绑。\n"
    "二、人才\n1.引进海外高层次人才，减按 15%的税率（试行。\n依据《上海市促进科技创新条例》第三条和本措施第一条第（二）项。\n上海市人民政府\n2015年8月14日\n",
    "关于促进就业的若干意见\n第一条　为了促进就业，制定本办法。\n第二条　本市企业可以申请贷款，贷款额度不超过200万元。\n",
};
static const char *const ids[] = { "city-2015", "jobs-2016" };

static tiao_words   *words;
static tiao_library *held;
static char          folder[] = "/tmp/tiao-starved-XXXXXX";
static char          whole[64], work[64], work_image[80];

static tiao_doc *parsed(int i)
{
    tiao_doc  *d    = NULL;
    tiao_meta  meta = { .id = ti_str(ids[i]) };
    tiao_error err  = { 0 };
    ck_assert_msg(tiao_doc_parse(&d, ti_str(texts[i]), &meta, &err) == TIAO_OK && tiao_doc_find_facts(d, words, &err) == TIAO_OK, "%s", err.msg);
    return d;
}

static void copy_file(const char *from, const char *to)
{
    char  block[16 * 1024];
    FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
    ck_assert(in && out);
    for (size_t n; (n = fread(block, 1, sizeof block, in)) > 0;)
        ck_assert_uint_eq(fwrite(block, 1, n, out), n);
    fclose(in);
    ck_assert_int_eq(fclose(out), 0);
}

static void set_up(void)
{
    tiao_error    err = { 0 };
    tiao_library *lib = NULL;
    sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0);     /* every allocation by itself */
    ck_assert_msg(tiao_words_open(&words, WORDS, &err) == TIAO_OK, "%s", err.msg);
    ck_assert_int_eq(tiao_library_new(&held, NULL), TIAO_OK);
    strcpy(folder, access("/dev/shm", W_OK) == 0 ? "/dev/shm/starved-XXXXXX" : "/tmp/tiao-starved-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(whole, sizeof whole, "%s/whole.tiao", folder);
    snprintf(work, sizeof work, "%s/work.tiao", folder);
    snprintf(work_image, sizeof work_image, "%s-image", work);
    ck_assert_msg(tiao_library_open_writable(&lib, whole, &err) == TIAO_OK, "%s", err.msg);
    for (int i = 0; i < N(texts); i++) {
        tiao_doc *d = parsed(i);
        ck_assert_msg(tiao_library_put(lib, d, &err) == TIAO_OK, "%s", err.msg);
        ck_assert_int_eq(tiao_library_hold(held, d, NULL), TIAO_OK);
    }
    tiao_library_close(lib);
}

static void tear_down(void)
{
    unlink(whole);
    unlink(work);
    unlink(work_image);
    rmdir(folder);
    tiao_library_close(held);
    tiao_words_close(words);
}

/* The working library as it is before an operation. */
static void fresh_library(bool with_image)
{
    copy_file(whole, work);
    unlink(work_image);
    if (with_image)
        ck_assert_int_eq(tiao_library_refresh(work, NULL), TIAO_OK);
}

/* ---- operations on documents ---- */

static void say_tree(const tiao_doc *d)
{
    for (uint32_t i = 0; i < tiao_doc_count(d); i++) {
        const tiao_node *n = tiao_doc_node(d, i);
        say(tiao_kind_name((tiao_kind)n->kind));
        say_number(n->own);
        say_number(n->ordinal);
        say_number(n->end);
        say_bytes(tiao_node_text(d, i));
    }
}

static void say_facts(const tiao_doc *d)
{
    size_t                  n;
    const tiao_quantity    *q = tiao_doc_quantities(d, &n);
    for (size_t i = 0; i < n; i++) {
        say_number(q[i].node);
        say_number(q[i].span.start);
        say_bytes(q[i].low);
        say_bytes(q[i].high);
        say_bytes(q[i].unit);
        say_bytes(q[i].by);
        say_bytes(q[i].subject);
    }
    const tiao_entitlement *e = tiao_doc_entitlements(d, &n);
    for (size_t i = 0; i < n; i++) {
        say_bytes(e[i].who);
        say_bytes(e[i].condition);
        say_bytes(e[i].benefit);
        say_bytes(e[i].instrument);
        say_bytes(e[i].beneficiary);
    }
    for (int k = 0; k < 2; k++) {
        const tiao_mention *m = k ? tiao_doc_topics(d, &n) : tiao_doc_districts(d, &n);
        for (size_t i = 0; i < n; i++) {
            say_number(m[i].node);
            say_bytes(m[i].id);
            say_bytes(m[i].words);
        }
    }
    const tiao_citation *c = tiao_doc_citations(d, &n);
    for (size_t i = 0; i < n; i++) {
        say_bytes(c[i].text);
        say_bytes(c[i].title);
        say_bytes(c[i].number);
    }
}

static tiao_err say_problem(void *ctx, const tiao_doc *d, const tiao_problem *p, tiao_error *err)
{
    (void)ctx, (void)d, (void)err;
    say(tiao_problem_name((tiao_problem_code)p->code));
    say_number(p->span.start);
    say_bytes(p->message);
    return TIAO_OK;
}

static tiao_err parse(tiao_error *err)
{
    tiao_doc *d  = NULL;
    tiao_err  rc = tiao_doc_parse(&d, ti_str(texts[0]), NULL, err);
    if (rc == TIAO_OK)
        say_tree(d);
    tiao_doc_free(d);
    return rc;
}

static tiao_err facts(tiao_error *err)
{
    tiao_doc *d     = NULL;
    size_t    found = 0;
    tiao_err  rc    = tiao_doc_parse(&d, ti_str(texts[0]), NULL, err);
    if (rc == TIAO_OK)
        rc = tiao_doc_find_facts(d, words, err);
    if (rc == TIAO_OK) {
        say_facts(d);
        rc = tiao_doc_problems(d, words, say_problem, NULL, &found, err);
    }
    tiao_doc_free(d);
    return rc;
}

static tiao_err open_words(tiao_error *err)
{
    tiao_words *w  = NULL;
    tiao_err    rc = tiao_words_open(&w, WORDS, err);
    for (int v = 0; v < 2 && rc == TIAO_OK; v++)
        for (size_t i = 0; i < tiao_words_count(w, (tiao_vocabulary)v); i++) {
            say_bytes(tiao_words_term(w, (tiao_vocabulary)v, i).id);
            say_bytes(tiao_words_term(w, (tiao_vocabulary)v, i).parent);
        }
    tiao_words_close(w);
    return rc;
}

static tiao_err find_term(tiao_error *err)
{
    tiao_term t;
    return tiao_words_find(&t, words, TIAO_DISTRICTS, TI_STR("xuhi"), err);
}

static tiao_err check_term(tiao_error *err) { return tiao_words_check(words, TI_STR("instrument"), TI_STR("taxx"), err); }

static const tiao_doc *first(void)
{
    const tiao_doc *d = NULL;
    tiao_library_doc(&d, held, 0, NULL);
    return d;
}

static tiao_err export_akn(tiao_error *err) { return tiao_export_akn(first(), write_answer, NULL, err); }
static tiao_err export_html(tiao_error *err) { return tiao_export_html(first(), write_answer, NULL, err); }
static tiao_err export_markdown(tiao_error *err) { return tiao_export_markdown(first(), write_answer, NULL, err); }

/* Writers have no code: NULL, and -1 of finish, are lack of memory. */
static tiao_err write_records(tiao_writer *w, tiao_error *err)
{
    for (int i = 0; w && i < 20; i++) {
        w->begin(w, "node");
        w->text(w, "address", TI_STR("city-2015:1.1"));
        w->text(w, "text", ti_str(texts[0]));
        w->number(w, "line", TI_STR("12"));
        w->boolean(w, "is", true);
        w->list(w, "spans");
        w->number(w, NULL, TI_STR("1"));
        w->object(w, NULL);
        w->text(w, "from", TI_STR("甲"));
        w->pop(w);
        w->pop(w);
        w->end(w);
    }
    tiao_err rc = w && w->finish(w) == 0 ? TIAO_OK : ti_no_memory(err);
    tiao_writer_free(w);
    return rc;
}

static tiao_err write_json(tiao_error *err) { return write_records(tiao_json_writer(write_answer, NULL), err); }
static tiao_err write_csv(tiao_error *err) { return write_records(tiao_delimited_writer(write_answer, NULL, ',', true), err); }
static tiao_err write_table(tiao_error *err) { return write_records(tiao_table_writer(write_answer, NULL, &(tiao_table_options){ .width = 60 }), err); }
static tiao_err write_plot(tiao_error *err) { return write_records(tiao_plot_writer(write_answer, NULL, NULL), err); }

/* ---- questions to a library ---- */

static tiao_err say_hit(void *ctx, const tiao_hit *h, tiao_error *err)
{
    (void)ctx, (void)err;
    say_number(h->k);
    say_number(h->node);
    for (size_t i = 0; i < h->count; i++)
        say_number(h->spans[i].start);
    for (size_t i = 0; i < h->expanded_count; i++)
        say_bytes(h->expanded[i]);
    return TIAO_OK;
}

static tiao_err say_row(void *ctx, const char *const *names, const tiao_sql_value *v, int n, tiao_error *err)
{
    (void)ctx, (void)err;
    for (int i = 0; i < n; i++) {
        say(names[i]);
        say_bytes(v[i].value);
    }
    return TIAO_OK;
}

static tiao_err say_citation(void *ctx, size_t k, const tiao_doc *d, const tiao_citation *c, tiao_error *err)
{
    (void)ctx, (void)d, (void)err;
    say_number(k);
    say_bytes(c->text);
    say_bytes(c->target);
    return TIAO_OK;
}

static tiao_err grep(tiao_library *lib, const tiao_grep_options *opt, tiao_error *err)
{
    size_t   found = 0;
    tiao_err rc    = tiao_grep(lib, NULL, opt, say_hit, NULL, &found, err);
    say_number(found);
    return rc;
}

static tiao_err grep_pattern(tiao_error *err)
{
    const tiao_str p[] = { TI_STR("第[一二]条|企业"), TI_STR("\\d+万元") }, also = TI_STR("大学生"), never = TI_STR("农业");
    return grep(held, &(tiao_grep_options){ .patterns = p, .count = 2, .also = &also, .also_count = 1, .never = &never, .never_count = 1,
                                            .ignore_case = true, .before = 2, .after = 1 }, err);
}

static tiao_err grep_folded(tiao_error *err)
{
    const tiao_str p = TI_STR("减按15%的税率");
    return grep(held, &(tiao_grep_options){ .patterns = &p, .count = 1, .fold = true, .literal = true, .word = true }, err);
}

static tiao_err grep_wrong(tiao_error *err)
{
    const tiao_str p = TI_STR("(企业");
    return grep(held, &(tiao_grep_options){ .patterns = &p, .count = 1 }, err);
}

static tiao_err search(tiao_library *lib, tiao_str query, size_t limit, tiao_error *err)
{
    const tiao_search_options opt = { .limit = limit, .want = limit, .words = words, .words_folder = WORDS };
    tiao_search_result        r   = { 0 };
    tiao_err                  rc  = tiao_search(lib, NULL, query, &opt, say_hit, NULL, &r, err);
    say_number(r.found);
    say_number(r.expanded);
    say_number(r.partial);
    return rc;
}

static tiao_err search_words(tiao_error *err) { return search(held, TI_STR("企业 OR (人才 -农业) \"大学生\""), 0, err); }
static tiao_err search_widened(tiao_error *err) { return search(held, TI_STR("talent 大学生创业有什么政策"), 5, err); }
static tiao_err search_fields(tiao_error *err) { return search(held, TI_STR("topic:人才 district:徐汇 has:money value:>10万元 doc:city under:city-2015:1"), 0, err); }
static tiao_err search_wrong(tiao_error *err) { return search(held, TI_STR("topc:人才"), 0, err); }

static tiao_err filters(tiao_error *err)
{
    static const char *const given[][2] = { { "doc", "city" }, { "under", "city-2015:1" }, { "kind", "level2" }, { "topic", "人才" }, { "district", "徐汇" },
                                            { "since", "2015" }, { "until", "2016-01-01" } };
    tiao_filter *f  = NULL;
    tiao_err     rc = tiao_filter_new(&f, err);
    if (rc == TIAO_OK)
        tiao_filter_words(f, words);
    for (int i = 0; i < N(given) && rc == TIAO_OK; i++)
        rc = tiao_filter_add(f, held, ti_str(given[i][0]), ti_str(given[i][1]), err);
    for (uint32_t i = 0; i < tiao_doc_count(first()) && rc == TIAO_OK; i++)
        say_number(tiao_filter_node(f, 0, first(), i));
    tiao_filter_free(f);
    return rc;
}

static tiao_err amounts(tiao_error *err)
{
    static const char *const given[][2] = { { "dimension", "money" }, { "role", "benefit" }, { "unit", "元" }, { "min", "1万元" }, { "max", "1亿元" } };
    tiao_amount_filter *f  = NULL;
    tiao_err            rc = tiao_amount_filter_new(&f, words, err);
    size_t              n;
    for (int i = 0; i < N(given) && rc == TIAO_OK; i++)
        rc = tiao_amount_filter_add(f, ti_str(given[i][0]), ti_str(given[i][1]), err);
    const tiao_quantity *q = tiao_doc_quantities(first(), &n);
    for (size_t i = 0; i < n && rc == TIAO_OK; i++)
        say_number(tiao_amount_filter_passes(f, &q[i]));
    tiao_amount_filter_free(f);
    return rc;
}

static tiao_err wrong_unit(tiao_error *err)
{
    tiao_amount_filter *f  = NULL;
    tiao_err            rc = tiao_amount_filter_new(&f, words, err);
    if (rc == TIAO_OK)
        rc = tiao_amount_filter_add(f, TI_STR("unit"), TI_STR("元元"), err);
    tiao_amount_filter_free(f);
    return rc;
}

static tiao_err cites(tiao_error *err)
{
    size_t   found = 0;
    tiao_err rc    = tiao_cites(held, NULL, words, say_citation, NULL, &found, err);
    say_number(found);
    return rc;
}

static tiao_err find(tiao_str address, tiao_error *err)
{
    size_t   k    = 0;
    uint32_t node = 0;
    tiao_err rc   = tiao_library_find_node(&k, &node, held, address, err);
    say_number(k);
    say_number(node);
    return rc;
}

static tiao_err find_address(tiao_error *err) { return find(TI_STR("支持创业:一.（一）"), err); }
static tiao_err find_ambiguous(tiao_error *err) { return find(TI_STR("20:1"), err); }
static tiao_err find_none(tiao_error *err) { return find(TI_STR("city-2016:1"), err); }

static tiao_err sql(tiao_library *lib, tiao_error *err)
{
    return tiao_sql(lib, TI_STR("SELECT nodes.address, nodes.text, x'ff' FROM nodes JOIN quantities USING (address) ORDER BY 2"), say_row, NULL, err);
}

/* Everything that a library file can be asked. */
static tiao_err ask(bool immutable, tiao_error *err)
{
    tiao_library   *lib = NULL;
    const tiao_doc *d;
    tiao_err        rc = tiao_library_open(&lib, work, immutable, err);
    for (size_t k = 0; rc == TIAO_OK && k < tiao_library_count(lib); k++) {
        rc = tiao_library_facts(&d, lib, k, words, err);
        if (rc == TIAO_OK)
            rc = tiao_library_lines(lib, k, err);
        if (rc != TIAO_OK)
            break;
        say_bytes(tiao_library_meta(lib, k)->id);
        say_tree(d);
        say_facts(d);
    }
    if (rc == TIAO_OK)
        rc = search(lib, TI_STR("大学生"), 3, err);
    if (rc == TIAO_OK)
        rc = sql(lib, err);
    tiao_library_close(lib);
    return rc;
}

static tiao_err ask_image(tiao_error *err) { return ask(false, err); }
static tiao_err ask_file(tiao_error *err) { return ask(true, err); }

/* ---- writing ---- */

static tiao_err put(tiao_error *err)
{
    tiao_library *lib = NULL;
    tiao_doc     *d   = NULL;
    tiao_meta     meta = { .id = TI_STR("city-2015"), .title = TI_STR("另一个") };
    tiao_err      rc  = tiao_library_open_writable(&lib, work, err);
    if (rc == TIAO_OK)
        rc = tiao_doc_parse(&d, ti_str(texts[1]), &meta, err);
    if (rc == TIAO_OK)
        rc = tiao_doc_find_facts(d, words, err);
    if (rc == TIAO_OK)
        rc = tiao_library_put(lib, d, err);
    tiao_doc_free(d);
    tiao_library_close(lib);
    return rc;
}

static tiao_err take_out(tiao_error *err)
{
    tiao_library *lib = NULL;
    tiao_err      rc  = tiao_library_open_writable(&lib, work, err);
    if (rc == TIAO_OK)
        rc = tiao_library_remove(lib, TI_STR("city-2015"), err);
    tiao_library_close(lib);
    return rc;
}

static tiao_err refresh(tiao_error *err) { return tiao_library_refresh(work, err); }

static tiao_err make(tiao_error *err)
{
    tiao_library *lib = NULL;
    tiao_err      rc  = tiao_library_open_writable(&lib, work, err);
    tiao_library_close(lib);
    return rc;
}

/* ---- readers; libxml2 does not always end when it reads HTML without memory, so tests/starved.py tries that ---- */

static const char markdown_text[] = "---\ntitle: 某某意见\n---\n# 一、总体\n\n- 甲\n  - 乙\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n";
static const char json_text[] = "{\"id\":\"a\",\"text\":\"一、甲\\n二、乙\"}\n{\"x\":1}\nnot json\n{\"id\":2,\"date\":\"2015\",\"text\":\"第一条\"}\n";
static const char akn_text[] = "<akomaNtoso xmlns=\"http://docs.oasis-open.org/legaldocml/ns/akn/3.0\"><doc name=\"x\"><meta><identification source=\"#a\"><FRBRWork>"
                               "<FRBRdate date=\"2015-08-14\" name=\"g\"/></FRBRWork></identification></meta><mainBody><hcontainer name=\"x\"><num>一、</num>"
                               "<heading>总体</heading><content><p>甲<eol/>乙</p></content></hcontainer></mainBody></doc></akomaNtoso>";
static const char gb_text[] = "\xd2\xbb\xa1\xa2\xd7\xdc\xcc\xe5\xd2\xaa\xc7\xf3\n";                     /* 一、总体要求 */
static const char pages_text[] = "公报第1期\n甲\n乙\n丙\n丁\n戊\n— 1 —\n\f公报第2期\n甲\n乙\n丙\n丁\n戊\n— 2 —\n\f公报第3期\n己\n庚\n辛\n— 3 —\n";
#define W "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
static const char *const docx_parts[][2] = {
    { "word/document.xml", "<w:document " W "><w:body><w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>总体要求</w:t>"
                           "<w:footnoteReference w:id=\"2\"/></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>乙</w:t></w:r>"
                           "</w:p></w:tc></w:tr></w:tbl><w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"
                           "</w:body></w:document>" },
    { "word/numbering.xml", "<w:numbering " W "><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCounting\"/>"
                            "<w:lvlText w:val=\"%1、\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>" },
    { "word/footnotes.xml", "<w:footnotes " W "><w:footnote w:id=\"2\"><w:p><w:r><w:t>注</w:t></w:r></w:p></w:footnote></w:footnotes>" },
};

static tiao_str docx_bytes(void)
{
    static char   bytes[8000];
    static size_t size;
    char          path[100];
    if (size)
        return (tiao_str){ bytes, size };
    snprintf(path, sizeof path, "%s/a.docx", folder);
    zip_t *z = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, NULL);
    for (int i = 0; i < N(docx_parts); i++)
        ck_assert_int_ge(zip_file_add(z, docx_parts[i][0], zip_source_buffer(z, docx_parts[i][1], strlen(docx_parts[i][1]), 0), 0), 0);
    ck_assert_int_eq(zip_close(z), 0);
    FILE *f = fopen(path, "rb");
    size    = fread(bytes, 1, sizeof bytes, f);
    fclose(f);
    unlink(path);
    return (tiao_str){ bytes, size };
}

static tiao_err read_with(reader *r, tiao_str bytes, const char *encoding, tiao_error *err)
{
    output      out = { 0 };
    const input in  = { .bytes = bytes, .name = "file", .encoding = encoding };
    tiao_err    rc  = r(&out, &in, err);
    if (rc == TIAO_OK && output_failed(&out))          /* as tiao-read does */
        rc = ti_no_memory(err);
    say_bytes(ti_buf_str(&out.text));
    for (int i = 0; i < META_COUNT; i++)
        say_bytes(ti_buf_str(&out.meta[i]));
    output_free(&out);
    return rc;
}

static tiao_err convert_text(tiao_error *err) { return read_with(read_text, ti_str(gb_text), "gb18030", err); }
static tiao_err convert_markdown(tiao_error *err) { return read_with(read_markdown, ti_str(markdown_text), NULL, err); }
static tiao_err convert_docx(tiao_error *err) { return read_with(read_docx, docx_bytes(), NULL, err); }

static tiao_err convert_akn(tiao_error *err) { return read_with(read_akn, ti_str(akn_text), NULL, err); }

static tiao_err convert_pages(tiao_error *err)
{
    tiao_buf out = { 0 };
    tiao_err rc  = put_pages(&out, ti_str(pages_text), err);
    if (rc == TIAO_OK && out.failed)
        rc = ti_no_memory(err);
    say_bytes(ti_buf_str(&out));
    tiao_buf_free(&out);
    return rc;
}

static tiao_err say_record(output *out, const char *problem, tiao_error *err)
{
    for (int i = 0; i < META_COUNT; i++)
        say_bytes(ti_buf_str(&out->meta[i]));
    say_bytes(ti_buf_str(&out->text));
    say(problem ? problem : "");
    return output_failed(out) ? ti_no_memory(err) : TIAO_OK;
}

static tiao_err convert_json(tiao_error *err)
{
    const input in           = { .bytes = ti_str(json_text), .name = "a.jsonl" };
    char        encoding[32] = "";
    return read_json_lines(say_record, encoding, &in, err);
}

/* ---- the trial ---- */

enum { NOTHING, FILE_ALONE, FILE_AND_IMAGE, NO_FILE, WRITES = 4 };

static const struct {
    const char *name;
    tiao_err  (*run)(tiao_error *err);
    int         how;                  /* what must be there before, and whether the library changes */
} operation[] = {
    { "parse", parse, NOTHING },
    { "facts", facts, NOTHING },
    { "words", open_words, NOTHING },
    { "a term that is not known", find_term, NOTHING },
    { "a class that is not known", check_term, NOTHING },
    { "export akn", export_akn, NOTHING },
    { "export html", export_html, NOTHING },
    { "export md", export_markdown, NOTHING },
    { "json", write_json, NOTHING },
    { "csv", write_csv, NOTHING },
    { "table", write_table, NOTHING },
    { "plot", write_plot, NOTHING },
    { "grep", grep_pattern, NOTHING },
    { "grep --fold", grep_folded, NOTHING },
    { "grep with a wrong pattern", grep_wrong, NOTHING },
    { "search", search_words, NOTHING },
    { "search widened", search_widened, NOTHING },
    { "search by fields", search_fields, NOTHING },
    { "search with a wrong field", search_wrong, NOTHING },
    { "filters", filters, NOTHING },
    { "amounts", amounts, NOTHING },
    { "a unit that is not known", wrong_unit, NOTHING },
    { "cites", cites, NOTHING },
    { "address", find_address, NOTHING },
    { "ambiguous address", find_ambiguous, NOTHING },
    { "no such address", find_none, NOTHING },
    { "a library file", ask_file, FILE_ALONE },
    { "a library with its image", ask_image, FILE_AND_IMAGE },
    { "put", put, FILE_ALONE | WRITES },
    { "remove", take_out, FILE_ALONE | WRITES },
    { "refresh", refresh, FILE_ALONE | WRITES },
    { "make a library", make, NO_FILE },
    { "text", convert_text, NOTHING },
    { "md", convert_markdown, NOTHING },
    { "docx", convert_docx, NOTHING },
    { "akn", convert_akn, NOTHING },
    { "jsonl", convert_json, NOTHING },
    { "pages", convert_pages, NOTHING },
};

/* What is in the working library, and whether SQLite finds it whole. */
static void say_library(void)
{
    sqlite3      *db = NULL;
    sqlite3_stmt *s  = NULL;
    tiao_error    err = { 0 };
    ck_assert_int_eq(sqlite3_open_v2(work, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    ck_assert_int_eq(sqlite3_prepare_v2(db, "SELECT * FROM pragma_quick_check", -1, &s, NULL), SQLITE_OK);
    ck_assert_int_eq(sqlite3_step(s), SQLITE_ROW);
    ck_assert_str_eq((const char *)sqlite3_column_text(s, 0), "ok");
    sqlite3_finalize(s);
    sqlite3_close(db);
    ck_assert_msg(ask(false, &err) == TIAO_OK, "%s", err.msg);
}

static void prepare(int how)
{
    if ((how & 3) == FILE_ALONE || (how & 3) == FILE_AND_IMAGE)
        fresh_library((how & 3) == FILE_AND_IMAGE);
    else if ((how & 3) == NO_FILE) {
        unlink(work);
        unlink(work_image);
    }
}

static char   wanted[sizeof answer], before[sizeof answer], after[sizeof answer];
static size_t wanted_size, before_size, after_size;

static void keep(char *to, size_t *size)
{
    memcpy(to, answer, answer_size);
    *size = answer_size;
}

static bool is_answer(const char *kept, size_t size) { return answer_size == size && !memcmp(answer, kept, size); }

START_TEST(survives_every_failure)
{
    const int  how   = operation[_i].how;
    const char *name = operation[_i].name, *only = getenv("TIAO_STARVE");
    if (only && strcmp(only, name) != 0)
        return;
    tiao_error why  = { 0 };
    long       all  = 0;
    tiao_err   want = TIAO_OK;
    if (how & WRITES) {
        prepare(how);
        answer_size = 0;
        say_library();
        keep(before, &before_size);
    }
    for (int warm = 0; warm < 2; warm++) {             /* the first run makes what stays for good */
        prepare(how);
        answer_size = 0;
        why         = (tiao_error){ 0 };
        starve(0, false);
        want = operation[_i].run(&why);
        all  = starve_end();
    }
    keep(wanted, &wanted_size);
    if (how & WRITES) {
        answer_size = 0;
        say_library();
        keep(after, &after_size);
    }
    ck_assert_int_gt(all, 0);
    for (int on = 0; on < 2; on++)
        for (long n = 1; n <= all; n++) {
            tiao_error err = { 0 };
            prepare(how);
            answer_size = 0;
            starve(n, on);
            tiao_err rc = operation[_i].run(&err);
            starve_end();
            if (rc == TIAO_OK)
                ck_assert_msg(want == TIAO_OK && is_answer(wanted, wanted_size), "%s: allocation %ld of %ld failed%s: another answer, and no error", name, n,
                              all, on ? ", and all after it" : "");
            else
                ck_assert_msg((rc == TIAO_ENOMEM || (rc == want && strncmp(err.msg, why.msg, 12) == 0)) && err.code == rc && *err.msg, "%s: allocation %ld of %ld failed%s: %d, %s", name, n, all,
                              on ? ", and all after it" : "", (int)rc, err.msg);
            if (how & WRITES && (n % 16 == 0 || rc == TIAO_OK)) {
                answer_size = 0;
                say_library();
                ck_assert_msg(is_answer(after, after_size) || (rc != TIAO_OK && is_answer(before, before_size)), "%s: allocation %ld failed: the library is neither", name, n);
            }
        }
    printf("%s: %ld allocations\n", name, all);
}
END_TEST

static void fill(TCase *t)
{
    tcase_add_checked_fixture(t, set_up, tear_down);
    tcase_add_loop_test(t, survives_every_failure, 0, N(operation));
}

int main(void) { return run_suite("starved", fill); }
