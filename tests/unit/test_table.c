/* Lines and tables of a terminal's width. */
#include "unit.h"

#include "base/utf8.h"

/* The lines of a text, each followed by |. */
static const struct { size_t columns; const char *in, *lines; } wrapped[] = {
    { 8, "", "" },
    { 8, "试点方案", "试点方案|" },
    { 8, "试点方案。", "试点方|案。|" },                             /* no mark at the start of a line */
    { 8, "（试点）方案", "（试点）|方案|" },
    { 8, "试点《办法》", "试点《办|法》|" },
    { 7, "试点方案", "试点方|案|" },                                 /* no half of a character */
    { 9, "see municipal-2015:3.8", "see|municipal|-2015:3.8|" },   /* an address that is wider alone is broken */
    { 19, "see municipal-2015:3.8", "see|municipal-2015:3.8|" },   /* else it is not, not behind its hyphen either */
    { 10, "in 2015-08 and", "in 2015-08|and|" },
    { 12, "a 上海 market-access", "a 上海|market-acces|s|" },
    { 4, "    试点", "试点|" },
    { 1, "试点", "试|点|" },                                         /* wider than the line, but it goes on */
    { 5, "e\xCC\x81""e\xCC\x81""e\xCC\x81 ab", "e\xCC\x81""e\xCC\x81""e\xCC\x81|ab|" },
};

START_TEST(breaks_lines)
{
    tiao_str rest = ti_str(wrapped[_i].in);
    tiao_buf got  = { 0 };
    while (rest.n) {
        ti_buf_put(&got, tiao_wrap(&rest, wrapped[_i].columns));
        ti_buf_char(&got, '|');
    }
    ck_assert_str_eq(got.p ? got.p : "", wrapped[_i].lines);
    tiao_buf_free(&got);
}
END_TEST

/* Random texts: lines fit, none is empty, and but for blanks at their ends they are the text. */
START_TEST(loses_nothing)
{
    static const char *const parts[] = { "试", "点", "。", "（", "）", "“", "”", " ", "a", "2015-08", "xuhui:1.3", "—", "，", "\xCC\x81", "%", "  " };
    srand((unsigned)_i);
    tiao_buf text = { 0 }, in = { 0 }, out = { 0 };
    for (int n = rand() % 60; n >= 0; n--)
        ti_buf_put(&text, ti_str(parts[rand() % N(parts)]));
    size_t   columns = 2 + (size_t)rand() % 30;
    tiao_str rest    = { text.p, text.n };
    ti_buf_squeezed(&in, rest);
    while (rest.n) {
        tiao_str line = tiao_wrap(&rest, columns);
        ck_assert_uint_le(tiao_width(line), columns);
        ti_buf_squeezed(&out, line);
    }
    ck_assert_str_eq(out.p ? out.p : "", in.p ? in.p : "");
    tiao_buf_free(&text);
    tiao_buf_free(&in);
    tiao_buf_free(&out);
}
END_TEST

static bool append(void *ctx, tiao_str bytes)
{
    ti_buf_put(ctx, bytes);
    return true;
}

static void mark(void *ctx, const char *field, tiao_str value, bool open, tiao_buf *out)
{
    (void)ctx, (void)value;
    if (!field || strcmp(field, "address") == 0)
        ti_buf_put(out, open ? TI_STR("\033[1m") : TI_STR("\033[0m"));
}

static const char *in_chinese(const char *name) { return strcmp(name, "who") ? name : "对象"; }

static const char *const row[][3] = { { "xuhui-2015:1.3.5", "高层次人才", "" }, { "a:1", "企业", "2015-08-14" } };

static void table_of(tiao_buf *out, const tiao_table_options *o)
{
    tiao_writer *w = tiao_table_writer(append, out, o);
    ck_assert_ptr_nonnull(w);
    for (size_t i = 0; i < 2; i++) {
        w->begin(w, "entitlement");
        w->text(w, "address", ti_str(row[i][0]));
        w->text(w, "who", ti_str(row[i][1]));
        w->text(w, "date", ti_str(row[i][2]));
        w->number(w, "line", i ? TI_STR("100") : TI_STR("9"));
        w->end(w);
    }
    ck_assert_int_eq(w->finish(w), 0);
    tiao_writer_free(w);
}

static const struct { size_t width; const char *table; } tables[] = {
    { 0, "address           who         date        line\n"
         "xuhui-2015:1.3.5  高层次人才                 9\n"
         "a:1               企业        2015-08-14   100\n" },
    { 47, "address           who         date        line\n"
          "xuhui-2015:1.3.5  高层次人才                 9\n"
          "a:1               企业        2015-08-14   100\n" },
    { 44, "address           who       date        line\n"
          "xuhui-2015:1.3.5  高层次人                 9\n"
          "                  才\n"
          "a:1               企业      2015-08-14   100\n" },
    { 43, "xuhui-2015:1.3.5\n"
          "  who   高层次人才\n"
          "  line  9\n"
          "\n"
          "a:1\n"
          "  who   企业\n"
          "  date  2015-08-14\n"
          "  line  100\n" },
    { 10, "xuhui-2015:1.3.5\n"                          /* wider than the terminal, and whole */
          "  who   高层次人\n"
          "        才\n"
          "  line  9\n"
          "\n"
          "a:1\n"
          "  who   企业\n"
          "  date  2015-08-\n"
          "        14\n"
          "  line  100\n" },
};

START_TEST(fits_the_terminal)
{
    tiao_buf out = { 0 };
    table_of(&out, &(tiao_table_options){ .width = tables[_i].width });
    ck_assert_str_eq(out.p, tables[_i].table);
    tiao_buf_free(&out);
}
END_TEST

START_TEST(marks_take_no_room)
{
    tiao_buf out = { 0 };
    table_of(&out, &(tiao_table_options){ .width = 47, .mark = mark, .heading = in_chinese });
    ck_assert_str_eq(out.p, "\033[1maddress\033[0m           \033[1m对象\033[0m        \033[1mdate\033[0m        \033[1mline\033[0m\n"
                            "\033[1mxuhui-2015:1.3.5\033[0m  高层次人才                 9\n"
                            "\033[1ma:1\033[0m               企业        2015-08-14   100\n");
    tiao_buf_free(&out);
}
END_TEST

static const struct { const char *low, *high, *unit, *shown; } figures[] = {
    { "220000000000", "", "元", "2200亿元" }, { "1000000000000", "", "元", "1万亿元" }, { "15000", "", "元", "1.5万元" },
    { "12345", "", "元", "12345元" },         { "9999", "", "家", "9999家" },           { "10000", "", "家", "1万家" },
    { "0.5", "", "%", "0.5%" },               { "2", "5", "年", "2–5年" },              { "20000", "30000", "元", "2万–3万元" },
    { "0", "", "元", "0元" },                 { "2015-08", "", "", "2015-08" },
};

START_TEST(shortens_figures)
{
    tiao_buf out = { 0 };
    tiao_put_figure(&out, ti_str(figures[_i].low), ti_str(figures[_i].high), ti_str(figures[_i].unit));
    ck_assert_str_eq(out.p, figures[_i].shown);
    tiao_buf_free(&out);
}
END_TEST

static void fill(TCase *t)
{
    tcase_add_loop_test(t, breaks_lines, 0, N(wrapped));
    tcase_add_loop_test(t, loses_nothing, 0, 300);
    tcase_add_loop_test(t, fits_the_terminal, 0, N(tables));
    tcase_add_test(t, marks_take_no_room);
    tcase_add_loop_test(t, shortens_figures, 0, N(figures));
}

int main(void) { return run_suite("table", fill); }
