/* What a line looks like, taken alone: one row a line, with the names of all that it is. */
#include "unit.h"

#include "tree/lines.h"

static const struct { const char *name; bool (*is)(tiao_str); } shape[] = {
    { "rule", ti_line_is_rule },           { "page", ti_line_is_page_number },   { "date", ti_line_is_date },
    { "number", ti_line_is_docnumber },    { "addressee", ti_line_is_addressee }, { "lead-in", ti_line_leads_in },
    { "attachment", ti_line_is_attachment }, { "furniture", ti_line_is_furniture }, { "imprint", ti_line_opens_imprint },
    { "history", ti_line_is_history },     { "prose", ti_line_is_prose },        { "title", ti_line_ends_title },
    { "organ", ti_line_is_organ },         { "signed", ti_line_is_signed_date }, { "closed", ti_line_is_closed },
};

static const struct { const char *in, *is; } row[] = {
    { "__________", "rule" },
    { "———", "rule" },
    { "……", "closed" },
    { "--", "" },

    { "— 3 —", "page" },
    { "- 12 -", "page" },
    { "—4—", "page" },
    { "第3页", "page" },
    { "第 3 页 共 20 页", "page" },
    { "第3页，共20页", "page" },
    { "－5－", "page" },
    { "3", "" },
    { "第三条", "title" },
    { "— 三方合作 —", "" },

    { "2015年8月14日", "date" },
    { "2015 年 8 月 14 日", "date" },
    { "二〇一五年八月十四日", "date" },
    { "二○一五年八月十四日", "date" },
    { "二零一五年八月十四日", "date" },
    { "2015-08-14", "date" },
    { "2015.8.14", "date" },
    { "2015/8/14", "date" },
    { "2015年8月", "date" },
    { "（2015年8月14日）", "date history" },
    { "2015814", "date" },
    { "20150814", "date" },
    { "2015年13月1日", "" },
    { "15年8月14日", "" },
    { "2015年8月14日前", "" },
    { "自2015年8月14日", "" },
    { "12345678", "" },

    { "沪府发〔2015〕40号", "number" },
    { "沪府办规〔2025〕15号", "number" },
    { "沪府发[2015]40号", "number" },
    { "沪府发（2015）40号", "number" },
    { "徐委[2015]15", "number" },
    { "徐委〔20157号", "number" },
    { "国务院令第468号", "number" },
    { "上海市人民政府令第30号", "number" },
    { "第120号", "number" },
    { "第四十五号", "number" },
    { "（沪府发〔2015〕40号）", "number" },
    { "法释〔2015〕1号", "number" },
    { "根据沪府发〔2015〕40号文件", "" },
    { "第120号文件", "" },
    { "2015年第40号", "" },

    { "各区、县人民政府，市政府各委、办、局：", "addressee closed" },
    { "各有关单位：", "addressee closed" },
    { "区各处级单位、企业集团:", "addressee closed" },
    { "上海市科委：", "addressee closed" },
    { "现将有关事项通知如下：", "lead-in closed" },
    { "经研究，决定对以下单位予以表彰：", "lead-in closed" },
    { "某某市人民代表大会常务委员会决定对某某条例作如下修改：", "lead-in closed" },
    { "申报单位应当提交以下材料：", "lead-in closed" },
    { "申报条件：", "closed" },

    { "附件", "attachment" },
    { "附件1", "attachment" },
    { "附件一", "attachment" },
    { "附 件", "attachment" },
    { "附件：", "attachment closed" },
    { "附件1：", "attachment closed" },
    { "附件：申报书", "" },
    { "附件材料", "" },

    { "首页 > 政策", "furniture title" },
    { "当前位置：首页", "furniture" },
    { "发布时间：2015-08-14", "furniture" },
    { "来源：上海市科委", "furniture organ" },
    { "版权所有 上海市科委", "furniture organ" },
    { "建设政务服务首页，优化栏目设置。", "prose closed" },

    { "（此件公开发布）", "imprint" },
    { "抄送：市委办公厅。", "imprint prose closed" },
    { "2023年8月9日印发", "imprint" },
    { "上海市人民政府办公厅 2015年8月15日印发", "imprint" },
    { "公开方式：主动公开", "imprint" },

    { "2015年8月1日 某某市人民代表大会常务委员会通过", "history" },
    { "（2015年8月1日通过）", "history" },
    { "（2015年8月1日通过", "history" },
    { "2015年8月1日起，企业可以申报。", "prose closed" },

    { "各部门要落实责任。", "prose closed" },
    { "充分发挥市场在资源配置中的决定性作用和更好发挥政府作用，坚持企业主体地位，坚持市场导向，坚持人才优先", "prose" },
    { "坚持企业主体地位，坚持市场导向", "" },

    { "关于促进创新的若干意见", "title" },
    { "某某管理办法（试行）", "title" },
    { "某某规划(2015-2020年)", "title" },
    { "上海市人民政府", "organ" },
    { "中共上海市徐汇区委员会", "organ" },
    { "上海市财政局　上海市税务局", "organ" },
    { "市长 某某", "" },

    { "上海市财政局　2015年8月14日", "signed" },
    { "上海市财政局2015年8月14日", "" },
    { "截至 2015年8月14日", "" },

    { "推进改革！", "closed" },
    { "推进改革；", "closed" },
    { "推进改革。”", "prose closed" },
    { "推进改革。（市科委负责）", "prose closed" },
    { "推进改革（市科委负责）", "" },
    { "推进改革，", "" },
    { "reform.", "closed" },
    { "", "closed" },
};
START_TEST(knows_lines)
{
    tiao_buf got = { 0 };
    for (int k = 0; k < N(shape); k++)
        if (shape[k].is(ti_str(row[_i].in)))
            ti_buf_printf(&got, "%s%s", got.n ? " " : "", shape[k].name);
    ck_assert_msg(ti_str_is(ti_buf_str(&got), ti_str(row[_i].is)), "%s: wanted '%s', got '%s'", row[_i].in, row[_i].is,
                  got.p ? got.p : "");
    tiao_buf_free(&got);
}
END_TEST

static void fill(TCase *t) { tcase_add_loop_test(t, knows_lines, 0, N(row)); }

int main(void) { return run_suite("lines", fill); }
