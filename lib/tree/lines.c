#include "tree/lines.h"
#include "base/date.h"
#include "base/numeral.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

static bool has_any(tiao_str s, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (ti_str_has(s, ti_str(words[i])))
            return true;
    return false;
}

static bool ends_any(tiao_str s, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (ti_str_ends(s, ti_str(words[i])))
            return true;
    return false;
}

static bool starts_any(tiao_str s, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (ti_str_starts(s, ti_str(words[i])))
            return true;
    return false;
}

static uint32_t last_cp(tiao_str s)
{
    const char *p = s.s + s.n;
    return ti_utf8_back(&p, s.s);
}

/* Passes over blanks and one of the characters of set. */
static bool take(const char **p, const char *end, const char *set)
{
    const char *q = *p;
    while (q < end && ti_is_space(ti_utf8_peek(q, end)))
        ti_utf8_next(&q, end);
    if (q >= end || !ti_is_one_of(ti_utf8_next(&q, end), set))
        return false;
    *p = q;
    return true;
}

static bool take_number(const char **p, const char *end, uint32_t *n)
{
    const char *q = *p;
    while (q < end && ti_is_space(ti_utf8_peek(q, end)))
        ti_utf8_next(&q, end);
    if (!ti_digit_number(&q, end, n) && !ti_han_number(&q, end, n))
        return false;
    *p = q;
    return true;
}

bool ti_line_is_rule(tiao_str line)
{
    size_t n = 0;
    for (const char *p = line.s, *end = p + line.n; p < end; n++) {
        uint32_t cp = ti_utf8_next(&p, end);
        if (!ti_is_one_of(cp, "_-=—－＿─━―*＊~～·.…") && !ti_is_space(cp))
            return false;
    }
    return n >= 3;
}

bool ti_line_is_page_number(tiao_str line)
{
    const char *p = line.s, *end = p + line.n;
    uint32_t    n;
    bool        dash = false, page = take(&p, end, "第");
    while (take(&p, end, "—-－–―"))
        dash = true;
    if (!take_number(&p, end, &n) || n > 9999)
        return false;
    if (page) {
        if (!take(&p, end, "页"))
            return false;
        if (p < end) {                                 /* 第3页 共20页 */
            take(&p, end, "，,/／");
            if (!take(&p, end, "共") || !take_number(&p, end, &n) || !take(&p, end, "页"))
                return false;
        }
        return p == end;
    }
    while (take(&p, end, "—-－–―"))
        dash = true;
    return dash && p == end;
}

/* 2015年7月31日, 二〇一五年七月三十一日, 2015-07-31, 2015年7月; moves behind it. The day is 0 where none is printed. */
static bool read_date(const char **p, const char *end, uint32_t *year, uint32_t *month, uint32_t *day)
{
    const char *q = *p;
    uint32_t    y, m, d = 0;
    if (!take_number(&q, end, &y) || y < 1900 || y > 2199)
        return false;
    if (take(&q, end, "年")) {
        if (!take_number(&q, end, &m) || !take(&q, end, "月"))
            return false;
        const char *r = q;
        if (take_number(&r, end, &d) && take(&r, end, "日号"))
            q = r;
        else
            d = 0;
    } else {
        if (!take(&q, end, "-./／．－") || !take_number(&q, end, &m) || !take(&q, end, "-./／．－") || !take_number(&q, end, &d))
            return false;
    }
    *p     = q;
    *year  = y;
    *month = m;
    *day   = d;
    return m >= 1 && m <= 12;
}

static bool take_date(const char **p, const char *end)
{
    uint32_t y, m, d;
    return read_date(p, end, &y, &m, &d);
}

bool ti_line_iso_date(tiao_str line, tiao_buf *out)
{
    const char *p = line.s, *end = p + line.n;
    uint32_t    y, m, d;
    take(&p, end, "（(");
    if (!read_date(&p, end, &y, &m, &d) || d > ti_days_of(m, y))
        return false;
    ti_buf_printf(out, d ? "%04u-%02u-%02u" : "%04u-%02u", (unsigned)y, (unsigned)m, (unsigned)d);
    return true;
}

bool ti_line_is_date(tiao_str line)
{
    const char *p = line.s, *end = p + line.n;
    bool        open = take(&p, end, "（(");
    uint32_t    n;
    const char *q = p;
    if (take_date(&p, end))
        return (!open || take(&p, end, "）)")) && p == end;
    /* xuhui-2015 prints 2015814: year, month and day with their signs lost */
    return !open && ti_digit_number(&q, end, &n) && q == end && line.n >= 6 && line.n <= 8 && line.s[0] != '0' &&
           (ti_str_starts(line, TI_STR("19")) || ti_str_starts(line, TI_STR("20")));
}

bool ti_line_is_docnumber(tiao_str line)
{
    const char *p = line.s, *end = p + line.n;
    if (ti_utf8_count(line) > 40)
        return false;
    bool wrapped = take(&p, end, "（(");
    int  letters = 0;
    while (p < end && ti_is_han(ti_utf8_peek(p, end)) && ti_han_digit(ti_utf8_peek(p, end)) != 0) {
        const char *q = p;
        uint32_t    y;
        if (ti_han_number(&q, end, &y) && y > 1900)
            break;
        ti_utf8_next(&p, end);
        letters++;
    }
    const char *q = p;
    uint32_t    year, number;
    bool        open = take(&q, end, "〔[［（(【");
    if (take_number(&q, end, &year) && year >= 1949 && year <= 2199) {
        bool close = take(&q, end, "〕]］）)】");
        take(&q, end, "第");
        if (!take_number(&q, end, &number))
            return false;
        bool hao = take(&q, end, "号");
        if (wrapped)
            take(&q, end, "）)");
        return letters > 0 && q == end && (open || close) && (hao || (open && close));
    }
    /* damaged: 〔20157号 */
    q = p;
    if (letters > 0 && take(&q, end, "〔[［") && ti_digit_number(&q, end, &number) && number > 19000 && take(&q, end, "号"))
        return q == end;
    /* 第120号, below the name of the order */
    q = line.s;
    if (take(&q, end, "第") && take_number(&q, end, &number))
        return take(&q, end, "号") && q == end;
    /* 国务院令第468号 */
    tiao_str rest = ti_sub(line, 0, (size_t)(p - line.s));
    q = p;
    if (ti_str_ends(rest, TI_STR("令第")) || ti_str_ends(rest, TI_STR("公告第")) || ti_str_ends(rest, TI_STR("令")))
        return take_number(&q, end, &number) && take(&q, end, "号") && q == end;
    return false;
}

bool ti_line_is_addressee(tiao_str line)
{
    static const char *const whom[] = { "各", "单位", "政府", "部门", "局", "委", "办", "公司", "企业", "院", "校", "中心", "厅", "会",
                                        "银行", "机构", "同志", "代表", "公民" };
    static const char *const lead[] = { "如下", "以下", "下列", "规定", "意见", "通知", "措施", "内容", "条件", "材料", "方案", "标准" };
    /* 某某市人民代表大会常务委员会决定对某某条例作如下修改：, 经研究，决定对以下单位予以表彰： */
    static const char *const speech[] = { "决定", "如下", "以下", "下列", "现将", "现就", "为了", "根据", "按照", "应当", "符合", "包括",
                                          "我们", "本着", "提出", "予以", "给予" };
    if (!ti_str_ends(line, TI_STR("：")) && !ti_str_ends(line, TI_STR(":")))
        return false;
    if (has_any(line, speech, COUNT(speech)))
        return false;
    tiao_str body = ti_sub(line, 0, line.n - (line.s[line.n - 1] == ':' ? 1 : 3));
    return body.n && ti_utf8_count(body) <= 200 && !ti_str_has(body, TI_STR("。")) && !ti_str_has(body, TI_STR("；")) &&
           has_any(body, whom, COUNT(whom)) && !ends_any(body, lead, COUNT(lead));
}

bool ti_line_leads_in(tiao_str line)
{
    return (ti_str_ends(line, TI_STR("：")) || ti_str_ends(line, TI_STR(":"))) && ti_utf8_count(line) >= 8 &&
           !ti_line_is_addressee(line) && !ti_line_is_furniture(line) && !ti_line_is_attachment(line) &&
           !ti_line_opens_imprint(line);
}

bool ti_line_is_attachment(tiao_str line)
{
    static const char *const words[] = { "附件", "附 件", "附　件", "附录", "附表" };
    for (size_t i = 0; i < COUNT(words); i++) {
        tiao_str w = ti_str(words[i]);
        if (!ti_str_starts(line, w))
            continue;
        const char *p = line.s + w.n, *end = line.s + line.n;
        uint32_t    n;
        take_number(&p, end, &n);
        take(&p, end, "：:");
        return p == end;
    }
    return false;
}

bool ti_line_is_titled_attachment(tiao_str line)
{
    const char *p = line.s, *end = p + line.n;
    uint32_t    n;
    if (!ti_str_starts(line, TI_STR("附件")) || ti_utf8_count(line) > 50 || ti_line_is_prose(line))
        return false;
    p += strlen("附件");
    return take_number(&p, end, &n) && take(&p, end, "：:") && p < end;
}

bool ti_line_is_furniture(tiao_str line)
{
    static const char *const menu[] = { "首页", "政策原文", "当前位置", "您的位置", "您现在的位置", "网站地图", "无障碍", "打印本页", "关闭窗口",
                                        "【打印", "【关闭", "[打印", "[关闭", "字号：", "字体：", "分享到", "扫一扫", "浏览次数", "点击次数",
                                        "访问量", "责任编辑", "信息来源", "文章来源", "发布时间", "发布日期", "发布机构", "索引号", "索 引 号",
                                        "主题分类", "上一篇", "下一篇", "上一条", "下一条", "相关链接", "相关阅读", "返回顶部", "版权所有",
                                        "网站标识码", "ICP备", "公网安备", "收藏本站", "一网通查", "扫码", "微信公众号", "本文有删减" };
    /* the table above a text: 文号：沪科〔2015〕12号 */
    static const char *const label[] = { "文号：", "发文字号：", "成文日期：", "公开日期：", "生成日期：", "有效性：", "公文种类：",
                                         "体裁分类：", "组配分类：", "服务对象：", "效力状态：", "文章来源：" };
    size_t n = ti_utf8_count(line);
    if (n <= 60 && !ti_line_is_prose(line) && (has_any(line, menu, COUNT(menu)) || starts_any(line, label, COUNT(label))))
        return true;
    return (ti_str_starts(line, TI_STR("来源：")) || ti_str_starts(line, TI_STR("来源:"))) && n <= 40;
}

bool ti_line_opens_imprint(tiao_str line)
{
    static const char *const open[] = { "公开方式", "公开属性", "抄送", "抄报", "主题词", "（此件", "(此件", "信息公开选项", "信息公开属性" };
    if (starts_any(line, open, COUNT(open)) && ti_utf8_count(line) <= 200)
        return true;
    const char *p = line.s, *end = p + line.n;         /* 2023年8月9日印发 */
    while (p < end && !ti_is_digit(ti_utf8_peek(p, end)) && ti_han_digit(ti_utf8_peek(p, end)) < 0)
        ti_utf8_next(&p, end);
    return ti_utf8_count(line) <= 60 && take_date(&p, end) && ti_str_is((tiao_str){ p, (size_t)(end - p) }, TI_STR("印发"));
}

bool ti_line_ends_history(tiao_str line)
{
    static const char *const act[] = { "通过", "公布", "施行", "修订", "修正", "批准", "发布", "实施", "）", ")" };
    return ends_any(line, act, COUNT(act));
}

/* 2015年8月1日 某某会议通过, （2015年8月1日通过）, （2015年8月1日通过 over several lines, 根据2018年5月1日《…决定》修正 */
bool ti_line_is_history(tiao_str line)
{
    static const char *const act[] = { "通过", "公布", "施行", "修订", "修正", "批准", "发布", "修改", "废止", "印发", "会议", "起实施" };
    const char *p = line.s, *end = p + line.n;
    bool        open = take(&p, end, "（("), basis = ti_str_starts((tiao_str){ p, (size_t)(end - p) }, TI_STR("根据"));
    if (basis)
        p += strlen("根据");
    if (!take_date(&p, end) || p == end)
        return false;
    if (open || basis)
        return ti_line_ends_history(line);
    return (ti_is_space(ti_utf8_peek(p, end)) && has_any(line, act, COUNT(act))) ||
           (ti_utf8_count(line) <= 200 && ti_line_ends_history(line) && !ti_str_has(line, TI_STR("。")));
}

bool ti_line_opens_history(tiao_str line)
{
    const char *p = line.s, *end = p + line.n;
    bool        open = take(&p, end, "（(");
    return take_date(&p, end) && p < end && (open || ti_is_space(ti_utf8_peek(p, end)));
}

bool ti_line_ends_open(tiao_str line) { return ti_is_one_of(last_cp(line), "（(《〔【“"); }

bool ti_line_is_prose(tiao_str line)
{
    if (ti_str_has(line, TI_STR("。")))
        return true;
    if (ti_line_is_addressee(line) || ti_utf8_count(line) <= 40)
        return false;
    return ti_str_has(line, TI_STR("，")) || ti_str_has(line, TI_STR(",")) || ti_str_has(line, TI_STR("；"));
}

/* Without a closing bracket that qualifies a title: （试行）, (2015-2020年). */
static tiao_str without_note(tiao_str line)
{
    uint32_t cp = last_cp(line);
    if (cp != ')' && cp != 0xFF09)
        return line;
    for (const char *p = line.s + line.n; p > line.s;) {
        cp = ti_utf8_back(&p, line.s);
        if (cp == '(' || cp == 0xFF08)
            return ti_str_trim(ti_sub(line, 0, (size_t)(p - line.s)));
    }
    return line;
}

bool ti_line_ends_title(tiao_str line)
{
    static const char *const noun[] = { "意见", "办法", "规定", "条例", "通知", "规划", "计划", "方案", "措施", "细则", "决定", "纲要", "政策",
                                        "公告", "通告", "通报", "批复", "函", "报告", "章程", "规则", "准则", "标准", "指南", "目录", "法",
                                        "法典", "解释", "决议", "答复", "要点", "清单", "实施意见", "指引", "制度", "规范", "举措", "条", "行动",
                                        "工程", "申报通知", "说明", "解读", "令", "建议", "预案", "纪要", "公报", "议案", "请示",
                                        "宣言", "公约", "协定", "白皮书", "声明", "名单", "须知", "大纲", "战略", "导则", "规程", "修正案",
                                        "安排", "问答", "手册", "宪章" };
    return ends_any(without_note(line), noun, COUNT(noun));
}

bool ti_line_is_organ(tiao_str line)
{
    static const char *const organ[] = { "政府", "委员会", "国务院", "局", "厅", "部", "委", "办公室", "办公厅", "办", "院", "处", "署", "会",
                                         "中心", "公司", "集团", "大学", "学院", "银行", "协会", "区委", "市委", "省委", "中央", "海关", "工委",
                                         "管委会", "法院", "检察院", "学会", "联合会", "总局", "分局", "所", "社", "馆", "党组", "组", "站" };
    return !ti_line_is_prose(line) && ends_any(without_note(line), organ, COUNT(organ));
}

bool ti_line_is_signed_date(tiao_str line)
{
    if (ti_utf8_count(line) > 60 || ti_line_is_prose(line))
        return false;
    for (const char *p = line.s, *end = p + line.n; p < end;) {
        const char *at = p, *q = p;
        if (ti_is_space(ti_utf8_next(&p, end)) && take_date(&q, end) && q == end)
            return ti_line_is_organ(ti_str_trim(ti_sub(line, 0, (size_t)(at - line.s))));
    }
    return false;
}

/* Where the bracket that ends the line was opened; NULL where it does not end with one. */
static const char *opening_of(tiao_str line)
{
    const char *p    = line.s + line.n;
    int         deep = 0;
    while (p > line.s) {
        uint32_t cp = ti_utf8_back(&p, line.s);
        if (cp == ')' || cp == 0xFF09)
            deep++;
        else if (cp == '(' || cp == 0xFF08)
            deep--;
        if (deep <= 0)
            return deep == 0 && (cp == '(' || cp == 0xFF08) ? p : NULL;
    }
    return NULL;
}

bool ti_line_is_closed(tiao_str line)
{
    static const char ends[] = "。！？!?…：:；;";
    const char       *p      = line.s + line.n;
    uint32_t          cp     = ti_utf8_back(&p, line.s);
    if (cp == '.')                                     /* of half-width text */
        return true;
    while (cp && ti_is_one_of(cp, "”’』」\"'"))
        cp = ti_utf8_back(&p, line.s);
    if (cp == 0 || ti_is_one_of(cp, ends))
        return true;
    const char *open = opening_of(line);               /* a sentence, and a remark on it in brackets: （财政部负责） */
    return open && ti_is_one_of(ti_utf8_back(&open, line.s), ends);
}
