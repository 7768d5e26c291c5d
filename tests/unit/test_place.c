#include "facts.h"

static void show_all(const char *in, tiao_buf *got)
{
    tiao_doc *d = read_passage(in);
    size_t    n;
    const tiao_mention *m = tiao_doc_districts(d, &n);
    for (size_t i = 0; i < n; i++) {
        tiao_str text = tiao_node_text(d, m[i].node);
        ck_assert_uint_le(m[i].span.end, text.n);
        ck_assert(ti_str_is(ti_sub(text, m[i].span.start, m[i].span.end), m[i].words));
        ti_buf_printf(got, "%s%.*s: %.*s", i ? "; " : "", (int)m[i].words.n, m[i].words.s, (int)m[i].id.n, m[i].id.s);
    }
    tiao_doc_free(d);
}

static const struct { const char *in, *found; } mention[] = {
    { "聚焦张江核心区和紫竹、杨浦、漕河泾、嘉定、临港等重点区域，打造上海科技创新中心重要承载区。",
      "张江核心区: pudong; 紫竹: minhang; 杨浦: yangpu; 漕河泾: xuhui; 嘉定: jiading; 临港: pudong" },
    { "完善徐汇区与漕开发总公司、仪电集团等主体的联动机制。", "徐汇区: xuhui; 漕开发: xuhui" },       /* bodies named for a place */
    { "以徐汇滨江新兴产业区、徐汇中城、南徐汇华泾产业园为功能区。",
      "徐汇滨江: xuhui; 徐汇中城: xuhui; 南徐汇: xuhui; 华泾: xuhui" },                                   /* the longest name wins */
    { "加快建设张江综合性国家科学中心和张江科技城。", "张江综合性国家科学中心: pudong; 张江科技城: pudong" },
    { "支持张江嘉定园、张江杨浦园湾谷科技园建设，上海各分园参与。", "张江嘉定园: jiading; 张江杨浦园: yangpu; 湾谷科技园: yangpu" },
    { "支持上海闸北区、崇明县和北外滩发展。", "闸北区: zhabei; 崇明县: chongming; 北外滩: hongkou" },
    { "一、支持普陀\n上海普陀区和桃浦智创城建设。", "普陀: putuo; 普陀区: putuo; 桃浦智创城: putuo" },      /* headings count */
    /* what must find nothing */
    { "发挥中国（上海）自由贸易试验区和张江国家自主创新示范区政策叠加优势，探索设立民营张江科技银行。", "" },
    { "张江示范区、张江高新区和上海市张江高新技术产业开发区管理委员会的张江专项资金。", "" },
    { "支持企业在上海证券交易所上市，浦东发展银行提供贷款，办好浦江创新论坛。", "" },
    { "上海坚持绿水青山就是金山银山，黄浦江两岸环境安静安全，引进旧金山的机构。", "" },
    { "舟山市普陀区、四川长宁县、浙江省金山镇和湖南宝山镇。", "" },                                       /* another city's */
    { "广州市天河区建设枫林小镇，发展临港产业，松江河水质达标。", "" },
};
START_TEST(finds_places)
{
    tiao_buf got = { 0 };
    show_all(mention[_i].in, &got);
    ck_assert_str_eq(got.p ? got.p : "", mention[_i].found);
    tiao_buf_free(&got);
}
END_TEST

static const struct { const char *issuer, *title, *home; } home[] = {
    { "中共上海市徐汇区委员会 上海市徐汇区人民政府", "", "xuhui" },
    { "", "上海市浦东新区人民政府关于促进人才发展的意见", "pudong" },
    { "", "徐汇区促进优秀创新创业人才发展的实施意见", "xuhui" },
    { "", "上海市人民政府关于支持浦东新区改革的意见", "" },
    { "上海市人民政府办公厅", "徐汇区若干事项的通知", "" },
    { "上海市张江高新技术产业开发区管理委员会", "", "" },
    { "徐汇区人民政府 闵行区人民政府", "", "" },
    { "", "", "" },
};
START_TEST(knows_who_issued)
{
    tiao_meta m = { .issuer = ti_str(home[_i].issuer), .title = ti_str(home[_i].title) };
    tiao_str  s = tiao_words_home(words, &m);
    ck_assert_msg(ti_str_is(s, ti_str(home[_i].home)), "%.*s, not %s", (int)s.n, s.s, home[_i].home);
}
END_TEST

static const struct { tiao_vocabulary v; const char *name, *id, *message; } term[] = {
    { TIAO_DISTRICTS, "xuhui", "xuhui", "" },    { TIAO_DISTRICTS, "徐汇", "xuhui", "" }, { TIAO_DISTRICTS, "徐汇区", "xuhui", "" },
    { TIAO_DISTRICTS, "漕河泾", "xuhui", "" },   { TIAO_DISTRICTS, "卢湾", "huangpu", "" }, { TIAO_TOPICS, "人才", "talent", "" },
    { TIAO_TOPICS, "风险投资", "venture", "" },
    { TIAO_DISTRICTS, "xuhi", "", "no district 'xuhi'; nearest: xuhui 徐汇区" },
    { TIAO_DISTRICTS, "张江示范区", "", "no district '张江示范区'" },          /* city-wide */
    { TIAO_TOPICS, "talnet", "", "no topic 'talnet'; nearest: talent 人才" },
};
START_TEST(looks_terms_up)
{
    tiao_term  t   = { 0 };
    tiao_error err = { 0 };
    tiao_err   rc  = tiao_words_find(&t, words, term[_i].v, ti_str(term[_i].name), &err);
    ck_assert_int_eq(rc, *term[_i].id ? TIAO_OK : TIAO_EUSAGE);
    ck_assert(ti_str_is(t.id, ti_str(term[_i].id)));
    ck_assert_int_eq(strncmp(err.msg, term[_i].message, strlen(term[_i].message)), 0);
}
END_TEST

static size_t count_passing(tiao_library *lib, const tiao_filter *f)
{
    size_t n = 0;
    for (size_t k = 0; k < tiao_library_count(lib); k++) {
        const tiao_doc *d = NULL;
        ck_assert_int_eq(tiao_library_doc(&d, lib, k, NULL), TIAO_OK);
        for (uint32_t i = 0; i < tiao_doc_count(d); i++)
            n += tiao_filter_doc(f, k) && tiao_filter_node(f, k, d, i);
    }
    return n;
}

/* Two documents: one of Xuhui's, with three clauses, and one of the city's, with four of which one names 漕河泾. */
static const struct { const char *name, *value; bool mentions_only; size_t passing; } filters[] = {
    { "district", "xuhui", false, 4 },  { "district", "漕河泾", false, 4 }, { "district", "xuhui", true, 1 },
    { "district", "minhang", false, 1 }, { "district", "qingpu", false, 0 }, { "topic", "talent", false, 3 },
    { "topic", "农业", false, 2 },       { "topic", "industry", false, 2 },  { "topic", "tax", false, 0 },
};
START_TEST(filters_clauses)
{
    static const char *const text[] = { "一、引进人才\n完善人才落户政策。\n加强工作。\n",
                                        "一、发展都市农业\n培育种业。\n二、优化布局\n上海漕河泾和紫竹联动发展。\n" };
    static const char *const issuer[] = { "徐汇区人民政府", "上海市人民政府" };
    tiao_library *lib = NULL;
    tiao_filter  *f   = NULL;
    tiao_error    err = { 0 };
    ck_assert_int_eq(tiao_library_new(&lib, &err), TIAO_OK);
    for (size_t i = 0; i < 2; i++) {
        tiao_doc *d    = NULL;
        tiao_meta meta = { .id = ti_str(i ? "b" : "a"), .title = TI_STR("题"), .issuer = ti_str(issuer[i]) };
        ck_assert_int_eq(tiao_doc_parse(&d, ti_str(text[i]), &meta, &err), TIAO_OK);
        ck_assert_int_eq(tiao_library_hold(lib, d, &err), TIAO_OK);
    }
    ck_assert_int_eq(tiao_filter_new(&f, &err), TIAO_OK);
    tiao_filter_words(f, words);
    if (filters[_i].mentions_only)
        tiao_filter_mentions_only(f);
    ck_assert_msg(tiao_filter_add(f, lib, ti_str(filters[_i].name), ti_str(filters[_i].value), &err) == TIAO_OK, "%s", err.msg);
    ck_assert_uint_eq(count_passing(lib, f), filters[_i].passing);
    tiao_filter_free(f);
    tiao_library_close(lib);
}
END_TEST

static void fill(TCase *t)
{
    tcase_add_checked_fixture(t, open_words, close_words);
    tcase_add_loop_test(t, finds_places, 0, N(mention));
    tcase_add_loop_test(t, knows_who_issued, 0, N(home));
    tcase_add_loop_test(t, looks_terms_up, 0, N(term));
    tcase_add_loop_test(t, filters_clauses, 0, N(filters));
}

int main(void) { return run_suite("place", fill); }
