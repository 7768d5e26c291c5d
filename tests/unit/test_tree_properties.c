/* What holds for every text, whatever it says: source = nodes + dropped spans; address → node → address; the same bytes
   give the same tree, and so do other line ends, indents, blank lines and page numbers. Tried on the corpus, on the annotated documents where they are at hand (../shared beside the
   repository, or TIAO_SHARED), and on some hundreds of mutations of them: lines shuffled, cut, doubled, joined, numbers
   changed, lines wrapped at one width, blank lines and page numbers put in, other line ends, stray bytes. The seed is fixed; TIAO_SEED gives another. */
#include "unit.h"

#include "../properties.h"
#include "base/utf8.h"
#include "read/source.h"

#include <dirent.h>
#include <stdio.h>

typedef struct {
    char     name[300];
    tiao_buf bytes;
} sample;

static sample *samples;
static int     samples_count;

static void read_folder(const char *folder)
{
    DIR           *dir = opendir(folder);
    struct dirent *e;
    if (!dir)
        printf("%s: not there, left out\n", folder);
    while (dir && (e = readdir(dir))) {
        char path[1400], block[16 * 1024];
        if (!ti_str_ends(ti_str(e->d_name), TI_STR(".txt")))
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
        FILE *f = fopen(path, "rb");
        if (!f)
            continue;
        samples   = realloc(samples, (size_t)(samples_count + 1) * sizeof *samples);
        sample *s = &samples[samples_count++];
        *s        = (sample){ 0 };
        snprintf(s->name, sizeof s->name, "%s", e->d_name);
        for (size_t n; (n = fread(block, 1, sizeof block, f)) > 0;)
            ti_buf_put(&s->bytes, (tiao_str){ block, n });
        fclose(f);
    }
    if (dir)
        closedir(dir);
}

static int by_name(const void *a, const void *b) { return strcmp(((const sample *)a)->name, ((const sample *)b)->name); }

/* ---- the properties ---- */

static void check_all(tiao_str bytes, const char *name, uint32_t step)
{
    char why[600];
    ck_assert_msg(tree_holds(bytes, step, why), "%s: %s", name, why);
}

START_TEST(holds_for_documents) { check_all(ti_buf_str(&samples[_i].bytes), samples[_i].name, 1); }
END_TEST

/* ---- changes that mean nothing ---- */

enum { CRLF, SPACED, UNSPACED, INDENTED, TRAILING, PAGED, HARMLESS };
static const char *const harmless_name[HARMLESS] = {
    [CRLF] = "CR LF",           [SPACED] = "two blank lines after each line", [UNSPACED] = "no blank lines",
    [INDENTED] = "indented",    [TRAILING] = "blanks at the ends of lines",   [PAGED] = "page numbers",
};

static void dress(tiao_buf *out, tiao_str bytes, int how)
{
    ti_source s;
    ck_assert_int_eq(ti_read_plain(&s, bytes, NULL), TIAO_OK);
    ti_buf_put(out, ti_sub(bytes, 0, s.bom));
    for (size_t i = 0; i < s.count; i++) {
        const ti_line *l    = &s.lines[i];
        tiao_str       end  = how == CRLF ? TI_STR("\r\n") : how == SPACED ? TI_STR("\n\n　\n") : TI_STR("\n");
        uint32_t       gap  = how == UNSPACED ? 0 : l->number - (i ? s.lines[i - 1].number : 0);
        for (; gap > 1; gap--)
            ti_buf_put(out, end);
        ti_buf_put(out, how == INDENTED ? TI_STR("　　") : TI_STR(""));
        ti_buf_put(out, ti_line_str(&s, l));
        ti_buf_put(out, how == TRAILING ? TI_STR(" \t　") : TI_STR(""));
        ti_buf_put(out, end);
        if (how == PAGED && i % 15 == 14)
            ti_buf_printf(out, "- %zu -\n", i / 15);
    }
    ti_source_free(&s);
}

START_TEST(harmless_changes_change_nothing)
{
    const sample *s = &samples[_i];
    tiao_doc     *d = NULL;
    tiao_buf      plain = { 0 };
    dress(&plain, ti_buf_str(&s->bytes), HARMLESS);
    ck_assert_int_eq(tiao_doc_parse(&d, ti_buf_str(&plain), NULL, NULL), TIAO_OK);
    for (int how = 0; how < HARMLESS; how++) {
        tiao_buf  out   = { 0 };
        tiao_doc *other = NULL;
        dress(&out, ti_buf_str(&s->bytes), how);
        ck_assert_int_eq(tiao_doc_parse(&other, ti_buf_str(&out), NULL, NULL), TIAO_OK);
        ck_assert_msg(same_nodes(d, other, false), "%s, %s: another tree", s->name, harmless_name[how]);
        tiao_doc_free(other);
        tiao_buf_free(&out);
    }
    tiao_doc_free(d);
    tiao_buf_free(&plain);
}
END_TEST

/* ---- mutations ---- */

static uint64_t seed;

static void set_seed(uint64_t n)
{
    const char *other = getenv("TIAO_SEED");
    seed              = n + (other ? strtoull(other, NULL, 10) * 1000003 : 0);
}

static uint32_t chance(uint32_t n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return n ? (uint32_t)(seed >> 33) % n : 0;
}

static const char *const spliced[] = {
    "一、", "二、", "（一）", "（2）", "1.", "3、", "第一条　", "第十条规定的", "第二章", "第一编", "——", "①", "附件", "附件1", "目录",
    "— 3 —", "第3页 共9页", "各有关单位：", "2015年8月14日", "二〇一五年八月十四日", "沪府发〔2015〕40号", "上海市人民政府",
    "抄送：市委办公厅。", "关于印发《某某计划》的通知", "某某计划", "：", "；", "。", "（", "）", "“", "\t", "　　", " ", "\xEF\xBB\xBF",
    "\xE2\x80\x8B", "\xF0\x9F\x98\x80", "\x0C", "\x01", "一是", "二是", "（1）", "（2）", "第一，", "十二条之一", "第十二条之二　",
    "999999999", "第九千九百九十九万条", "12", "前言", "（试行）",
};

static tiao_str any_line(const ti_source *s)
{
    return s->count ? ti_line_str(s, &s->lines[chance((uint32_t)s->count)]) : TI_STR("");
}

static void put_end(tiao_buf *out, uint32_t style)
{
    static const char *const ends[] = { "\n", "\r\n", "\r", "\n\n" };
    ti_buf_put(out, ti_str(ends[style == 4 ? chance(4) : style]));
}

/* A slice of the document's lines with what a careless hand does to them. */
static void mutate(tiao_buf *out, tiao_str bytes)
{
    ti_source s;
    ck_assert_int_eq(ti_read_plain(&s, bytes, NULL), TIAO_OK);
    uint32_t n = (uint32_t)s.count, from = chance(n), most = 20 + chance(200), ends = chance(5), rate = 2 + chance(20);
    bool     shuffled = chance(3) == 0;
    for (uint32_t i = 0; i < most && n; i++) {
        const ti_line *l = &s.lines[shuffled ? chance(n) : (from + i) % n];
        tiao_str       t = chance(2) ? ti_line_str(&s, l) : ti_sub(bytes, l->start, l->to);       /* with its indent */
        if (chance(rate)) {
            ti_buf_put(out, t);
            put_end(out, ends);
            continue;
        }
        const char *cut = t.s;                         /* between two characters */
        for (uint32_t k = chance(40); k && cut < t.s + t.n; k--)
            ti_utf8_next(&cut, t.s + t.n);
        tiao_str head = { t.s, (size_t)(cut - t.s) }, tail = { cut, t.n - head.n };
        tiao_str word = ti_str(spliced[chance(N(spliced))]);
        switch (chance(9)) {
        case 0: break;                                                                       /* lost */
        case 1: ti_buf_put(out, t); put_end(out, ends); ti_buf_put(out, t); break;            /* doubled */
        case 2: ti_buf_put(out, head); put_end(out, ends); ti_buf_put(out, tail); break;      /* cut in two */
        case 3: ti_buf_put(out, t); ti_buf_put(out, any_line(&s)); break;                     /* joined */
        case 4: ti_buf_put(out, word); ti_buf_put(out, t); break;                             /* another number */
        case 5: ti_buf_put(out, head); ti_buf_put(out, word); ti_buf_put(out, tail); break;
        case 6: ti_buf_put(out, tail); break;                                                 /* its start lost */
        case 7: ti_buf_put(out, word); put_end(out, ends); ti_buf_put(out, t); break;         /* a line put in */
        default: ti_buf_put(out, head); ti_buf_cp(out, 1 + chance(0xD7FE)); ti_buf_put(out, tail); break;
        }
        put_end(out, ends);
    }
    ti_source_free(&s);
}

/* The lines cut at one width, as converters do, with or without indents. */
static void wrap_lines(tiao_buf *out, tiao_str bytes)
{
    uint32_t width = 15 + chance(40), at = 0;
    bool     indented = chance(2);
    for (const char *p = bytes.s, *end = p + bytes.n; p < end;) {
        const char *from = p;
        uint32_t    cp   = ti_utf8_next(&p, end);
        if (cp != '\n' && cp != '\r' && at >= width) {
            ti_buf_char(out, '\n');
            at = 0;
        }
        at = cp == '\n' || cp == '\r' ? 0 : at + 1;
        ti_buf_put(out, (tiao_str){ from, (size_t)(p - from) });
        if (at == 0 && indented)
            ti_buf_put(out, TI_STR("　　"));
    }
}

enum { ROUNDS = 8, EACH = 100 };

START_TEST(holds_for_mutations)
{
    set_seed(20150814u + (uint64_t)_i * 7919);
    for (int k = 0; k < EACH; k++) {
        char     name[400];
        sample  *s   = &samples[chance((uint32_t)samples_count)];
        tiao_buf out = { 0 };
        mutate(&out, ti_buf_str(&s->bytes));
        if (chance(4) == 0 && out.n) {                 /* twice over */
            tiao_buf twice = { 0 };
            mutate(&twice, ti_buf_str(&out));
            tiao_buf_free(&out);
            out = twice;
        }
        if (chance(3) == 0) {
            tiao_buf cut = { 0 };
            wrap_lines(&cut, ti_buf_str(&out));
            tiao_buf_free(&out);
            out = cut;
        }
        snprintf(name, sizeof name, "%s, mutation %d.%d", s->name, _i, k);
        check_all(ti_buf_str(&out), name, 1);
        tiao_buf_free(&out);
    }
}
END_TEST

/* Characters at random, those that mean something more often than others. */
START_TEST(holds_for_noise)
{
    set_seed(4711u + (uint64_t)_i);
    for (int k = 0; k < EACH; k++) {
        tiao_buf out = { 0 };
        char     name[60];
        for (uint32_t n = chance(400); n; n--)
            if (chance(3))
                ti_buf_put(&out, ti_str(spliced[chance(N(spliced))]));
            else if (chance(3))
                ti_buf_char(&out, '\n');
            else
                ti_buf_cp(&out, 1 + chance(0xD7FE));
        snprintf(name, sizeof name, "noise %d.%d", _i, k);
        check_all(ti_buf_str(&out), name, 1);
        tiao_buf_free(&out);
    }
}
END_TEST

static const struct { const char *bytes; } edge[] = {
    { "" },     { "\n" },        { "\r\n\r\n" }, { "\xEF\xBB\xBF" }, { "\xEF\xBB\xBF\n一、甲" }, { "一" },        { "一、" },
    { "　" },   { "第一条" },    { "附件" },     { "2015年8月14日" }, { "— 3 —" },               { "（\n）" },    { "：" },
    { "目录" }, { "目录\n目录" }, { "一、\n二、" }, { "\r" },          { "a\rb\r\nc\n" },         { "——" },        { "第一条\n第一条\n第一条" },
};
START_TEST(holds_for_edges) { check_all(ti_str(edge[_i].bytes), edge[_i].bytes, 1); }
END_TEST

static void fill(TCase *t)
{
    tcase_add_loop_test(t, holds_for_edges, 0, N(edge));
    tcase_add_loop_test(t, holds_for_documents, 0, samples_count);
    tcase_add_loop_test(t, harmless_changes_change_nothing, 0, samples_count);
    if (samples_count)
        tcase_add_loop_test(t, holds_for_mutations, 0, ROUNDS);
    tcase_add_loop_test(t, holds_for_noise, 0, ROUNDS);
}

int main(void)
{
    static const char *const folders[] = { "gold/more", "gold/laws/txt", "corpus" };
    const char              *shared    = getenv("TIAO_SHARED");
    read_folder(TESTS "/../corpus");
    for (int i = 0; i < N(folders); i++) {
        char path[1000];
        snprintf(path, sizeof path, "%s/%s", shared ? shared : TESTS "/../../shared", folders[i]);
        read_folder(path);
    }
    if (samples)
        qsort(samples, (size_t)samples_count, sizeof *samples, by_name);
    int failed = run_suite("tree properties", fill);
    for (int i = 0; i < samples_count; i++)
        tiao_buf_free(&samples[i].bytes);
    free(samples);
    return failed;
}
