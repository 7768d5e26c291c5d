/* Outlines as text files: every file in tests/outline is a list of cases.

     == name of the case
     the passage, as it stands
     --
     STEPS kind text

   The expected tree has one line a node. `text` is the node's own text; a heading stands in brackets before the rest
   ([加强领导]。各区要…), a line end inside the node is shown as ⏎, and … at the end stands for any rest. What the tree
   notes about a marker follows the kind: level2!style, !gap, !repeat. Blank lines and lines that begin with # above the
   first case of a file, or behind a tree, mean nothing.

   With a file's name as its argument the program prints the file with the trees as they are now. */
#include "unit.h"

#include "tree/address.h"

#include <dirent.h>
#include <stdio.h>

typedef struct {
    char name[200], file[100];
    tiao_buf passage, tree;
} outline_case;

static outline_case *cases;
static int           cases_count;

static void show_note(const tiao_node *n, tiao_buf *out)
{
    if (n->notes & TIAO_NOTE_STYLE)
        ti_buf_put(out, TI_STR("!style"));
    if (n->notes & TIAO_NOTE_GAP)
        ti_buf_put(out, TI_STR("!gap"));
    if (n->notes & TIAO_NOTE_REPEAT)
        ti_buf_put(out, TI_STR("!repeat"));
}

static void show_text(tiao_str s, tiao_buf *out)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.s[i] == '\n')
            ti_buf_put(out, TI_STR("⏎"));
        else
            ti_buf_char(out, s.s[i]);
}

static void show_node(const tiao_doc *d, uint32_t i, tiao_buf *out)
{
    const tiao_node *n = tiao_doc_node(d, i);
    tiao_str         t = tiao_node_text(d, i);
    ti_node_steps(d, i, out);
    ti_buf_char(out, ' ');
    ti_buf_put(out, ti_str(tiao_kind_name((tiao_kind)n->kind)));
    show_note(n, out);
    ti_buf_char(out, ' ');
    size_t heading = n->heading_end - n->text;
    if (heading) {
        ti_buf_char(out, '[');
        show_text(ti_sub(t, 0, heading), out);
        ti_buf_char(out, ']');
    }
    show_text(ti_sub(t, heading, t.n), out);
}

/* ---- reading the files ---- */

static void read_cases(const char *file)
{
    enum { BETWEEN, PASSAGE, TREE } in = BETWEEN;
    char          path[600], text[8000];
    outline_case *c = NULL;
    snprintf(path, sizeof path, "%s/outline/%s", TESTS, file);
    FILE *f = fopen(path, "rb");
    if (!f) {
        perror(path);
        exit(2);
    }
    while (fgets(text, sizeof text, f)) {
        tiao_str s = ti_str(text);
        if (ti_str_starts(s, TI_STR("== "))) {
            cases = realloc(cases, (size_t)(cases_count + 1) * sizeof *cases);
            c     = &cases[cases_count++];
            *c    = (outline_case){ 0 };
            snprintf(c->file, sizeof c->file, "%s", file);
            snprintf(c->name, sizeof c->name, "%.*s", (int)strcspn(text + 3, "\r\n"), text + 3);
            in = PASSAGE;
        } else if (in == PASSAGE && ti_str_is(s, TI_STR("--\n")))
            in = TREE;
        else if (in == PASSAGE)
            ti_buf_put(&c->passage, s);
        else if (in == TREE && s.n > 1 && *text != '#')
            ti_buf_put(&c->tree, s);
    }
    fclose(f);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const outline_case *)a)->file, ((const outline_case *)b)->file);
}

static void read_all(void)
{
    DIR           *dir = opendir(TESTS "/outline");
    struct dirent *e;
    while (dir && (e = readdir(dir)))
        if (ti_str_ends(ti_str(e->d_name), TI_STR(".txt")))
            read_cases(e->d_name);
    if (dir)
        closedir(dir);
    if (cases)
        qsort(cases, (size_t)cases_count, sizeof *cases, by_name);
}

/* ---- comparing ---- */

/* NULL, with a message in err, where the passage breaks an invariant. */
static tiao_doc *parse(const outline_case *c, tiao_error *err)
{
    tiao_doc *d = NULL;
    if (tiao_doc_parse(&d, ti_buf_str(&c->passage), NULL, err) == TIAO_OK && tiao_doc_check(d, ti_buf_str(&c->passage), err))
        return d;
    tiao_doc_free(d);
    return NULL;
}

static tiao_str cut_line(tiao_str *s)
{
    size_t   n    = ti_str_find(*s, TI_STR("\n"));
    tiao_str line = ti_sub(*s, 0, n == SIZE_MAX ? s->n : n);
    *s            = ti_sub(*s, n == SIZE_MAX ? s->n : n + 1, s->n);
    return line;
}

static bool fits(tiao_str got, tiao_str want)
{
    if (ti_str_ends(want, TI_STR("…")))
        return ti_str_starts(got, ti_sub(want, 0, want.n - 3));
    return ti_str_is(got, want);
}

START_TEST(reads_outline)
{
    const outline_case *c     = &cases[_i];
    tiao_error          err   = { 0 };
    tiao_doc           *d     = parse(c, &err);
    tiao_str            tree  = ti_buf_str(&c->tree);
    tiao_buf            all   = { 0 };
    bool                right = true;
    ck_assert_msg(d != NULL, "%s: %s: %s", c->file, c->name, err.msg);
    for (uint32_t i = 0; i < tiao_doc_count(d); i++) {
        tiao_buf got = { 0 };
        show_node(d, i, &got);
        right = fits(ti_buf_str(&got), cut_line(&tree)) && right;
        ti_buf_printf(&all, "    %s\n", got.p);
        tiao_buf_free(&got);
    }
    ck_assert_msg(right && tree.n == 0, "%s: %s\nwanted:\n%sgot:\n%s", c->file, c->name, c->tree.p ? c->tree.p : "", all.p);
    tiao_buf_free(&all);
    tiao_doc_free(d);
}
END_TEST

static int print_file(const char *file)
{
    read_cases(file);
    for (int k = 0; k < cases_count; k++) {
        tiao_error err = { 0 };
        tiao_doc  *d   = parse(&cases[k], &err);
        printf("== %s\n%s--\n%s", cases[k].name, cases[k].passage.p, err.msg);
        for (uint32_t i = 0; d && i < tiao_doc_count(d); i++) {
            tiao_buf got = { 0 };
            show_node(d, i, &got);
            puts(got.p);
            tiao_buf_free(&got);
        }
        puts("");
        tiao_doc_free(d);
    }
    return 0;
}

static void fill(TCase *t) { tcase_add_loop_test(t, reads_outline, 0, cases_count); }

int main(int argc, char **argv)
{
    if (argc > 1)
        return print_file(argv[1]);
    read_all();
    int failed = run_suite("outline", fill);
    for (int k = 0; k < cases_count; k++) {
        tiao_buf_free(&cases[k].passage);
        tiao_buf_free(&cases[k].tree);
    }
    free(cases);
    return cases_count ? failed : 2;
}
