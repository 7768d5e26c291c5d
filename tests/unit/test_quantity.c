#include "unit.h"

#include "base/error.h"
#include "base/mem.h"
#include "facts/facts.h"
#include "facts/number.h"

static tiao_words *words;

static tiao_doc *read(const char *before, const char *text)
{
    tiao_doc  *d   = NULL;
    tiao_error err = { 0 };
    tiao_buf   b   = { 0 };
    ti_buf_printf(&b, "%s%s\n", before, text);
    if (!words)
        ck_assert_msg(tiao_words_open(&words, WORDS, &err) == TIAO_OK, "%s", err.msg);
    ck_assert_msg(tiao_doc_parse(&d, ti_buf_str(&b), NULL, &err) == TIAO_OK, "%s", err.msg);
    ck_assert_msg(tiao_doc_find_facts(d, words, &err) == TIAO_OK, "%s", err.msg);
    tiao_buf_free(&b);
    return d;
}

static const char *const HEADING = "一、总则\n";

static void put_value(tiao_buf *b, const tiao_quantity *q)
{
    ti_buf_put(b, q->low);
    if (q->low.n && q->high.n)
        ti_buf_put(b, TI_STR(".."));
    ti_buf_put(b, q->high);
}

/* "不低于70%: ratio >= 70 %; …" */
static void show_all(const char *in, tiao_buf *b)
{
    size_t               n;
    tiao_doc            *d = read(HEADING, in);
    const tiao_quantity *q = tiao_doc_quantities(d, &n);
    ti_buf_put(b, TI_STR(""));
    for (size_t i = 0; i < n; i++) {
        ti_buf_put(b, i ? TI_STR("; ") : TI_STR(""));
        ti_buf_put(b, ti_sub(tiao_node_text(d, q[i].node), q[i].span.start, q[i].span.end));
        ti_buf_printf(b, ": %s", tiao_dimension_name((tiao_dimension)q[i].dimension));
        ti_buf_printf(b, " %s ", tiao_comparator_name((tiao_comparator)q[i].comparator));
        put_value(b, &q[i]);
        if (q[i].unit.n && q[i].dimension != TIAO_DIM_DEADLINE) {
            ti_buf_char(b, ' ');
            ti_buf_put(b, q[i].unit);
        }
    }
    tiao_doc_free(d);
}

static const struct { const char *in, *found; } amount[] = {
    /* numbers */
    { "比例不低于70%。", "不低于70%: ratio >= 70 %" },
    { "给予３０％的补贴。", "３０％: ratio = 30 %" },
    { "资助1,300万元。", "1,300万元: money = 13000000 元" },
    { "投入12,345,678元。", "12,345,678元: money = 12345678 元" },
    { "给予0.8万元补助。", "0.8万元: money = 8000 元" },
    { "给予3.5亿元资金。", "3.5亿元: money = 350000000 元" },
    { "奖励1千万元。", "1千万元: money = 10000000 元" },
    { "规模达20万亿元。", "达20万亿元: money = 20000000000000 元" },
    { "投资3亿5000万元。", "3亿5000万元: money = 350000000 元" },
    { "奖励100 万 元。", "100 万 元: money = 1000000 元" },
    { "奖励五十万元。", "五十万元: money = 500000 元" },
    { "奖励一千二百元。", "一千二百元: money = 1200 元" },
    { "奖励两万三千元。", "两万三千元: money = 23000 元" },
    { "投资一亿二千万元。", "一亿二千万元: money = 120000000 元" },
    { "税率为百分之三十。", "百分之三十: ratio = 30 %" },
    { "按千分之五收取。", "千分之五: ratio = 5 ‰" },
    { "按日加收万分之五的滞纳金。", "万分之五: ratio = 5 ‱" },
    { "按万分之0.5收取。", "万分之0.5: ratio = 0.5 ‱" },
    { "费率不超过0.5‱。", "不超过0.5‱: ratio <= 0.5 ‱" },
    { "收取万分之一至万分之五的费用。", "万分之一至万分之五: ratio range 1..5 ‱" },
    { "补助2/3的费用。", "2/3: ratio = 66.6667 %" },
    { "应当有2/3以上成员出席。", "2/3以上: ratio >= 66.6667 %" },
    { "按1/3给予补贴，2015/8/14起执行，24/7服务，热线12345/6。", "1/3: ratio = 33.3333 %" },
    { "奖励€5万。", "€5万: money = 50000 欧元" },
    { "奖励US$100万。", "US$100万: money = 1000000 美元" },
    { "实缴资本达到US$1000万以上的。", "达到US$1000万以上: money >= 10000000 美元" },
    { "不超过HK$100万元。", "不超过HK$100万元: money <= 1000000 港元" },
    { "最高USD 50万。", "最高USD 50万: money <= 500000 美元" },
    { "最高RMB500万元。", "最高RMB500万元: money <= 5000000 元" },
    { "奖励￥100万元。", "￥100万元: money = 1000000 元" },
    { "奖励$20,000。", "$20,000: money = 20000 美元" },
    { "补助港币50万元。", "港币50万元: money = 500000 港元" },
    { "奖励人民币100万元。", "100万元: money = 1000000 元" },
    { "奖励100万元人民币。", "100万元人民币: money = 1000000 元" },
    { "奖励100万美元、5万欧元。", "100万美元: money = 1000000 美元; 5万欧元: money = 50000 欧元" },
    { "投资US$50万至US$100万。", "US$50万至US$100万: money range 500000..1000000 美元" },
    { "投资€5万-10万。", "€5万-10万: money range 50000..100000 欧元" },
    { "按8‰奖励。", "8‰: ratio = 8 ‰" },
    { "超过百分之零点五的。", "超过百分之零点五: ratio > 0.5 %" },
    { "应当有三分之二以上成员出席。", "三分之二以上: ratio >= 66.6667 %" },
    { "占二分之一以上。", "二分之一以上: ratio >= 50 %" },
    { "经过半数同意。", "过半数: ratio > 50 %" },
    { "半数以上成员同意。", "半数以上: ratio >= 50 %" },
    { "期限为半年。", "半年: duration = 0.5 年" },
    { "期限为一年半。", "一年半: duration = 1.5 年" },
    { "近九成以上的企业。", "近九成以上: ratio >= 90 %" },
    { "培养数百名工程师。", "数百名: count ~ 100 名" },
    { "引进100多家机构。", "100多家: count ~ 100 家" },
    { "建成20余个平台。", "20余个: count ~ 20 个" },
    { "投资三百多亿元。", "三百多亿元: money ~ 30000000000 元" },
    { "形成千亿级产业集群。", "千亿级: money ~ 100000000000 元" },
    { "打造百亿元级企业。", "百亿元级: money ~ 10000000000 元" },
    { "重点培养百名青年人才。", "百名: count = 100 名" },
    { "规模翻一番。", "翻一番: multiple = 2 倍" },
    { "规模翻了两番。", "翻了两番: multiple = 4 倍" },
    { "收入实现翻番。", "翻番: multiple = 2 倍" },
    { "提高到3倍。", "3倍: multiple = 3 倍" },
    { "年均增长12%左右。", "12%左右: ratio ~ 12 %" },
    { "提高5个百分点。", "5个百分点: ratio = 5 百分点" },
    { "按4:3:3的比例拨付。", "" },
    { "合计不超过每月3000元。", "不超过每月3000元: money <= 3000 元" },
    { "排名第11至30名的企业。", "" },
    { "按1:1比例配套。", "1:1: ratio = 1" },
    { "按照1∶2的比例配套。", "1∶2: ratio = 0.5" },
    { "人才规模达到80万，位居前列。", "达到80万: count = 800000" },
    { "每人10.50元。", "10.50元: money = 10.5 元" },
    { "最高30万人民币。", "最高30万人民币: money <= 300000 元" },

    /* words of comparison */
    { "不少于6亿元。", "不少于6亿元: money >= 600000000 元" },
    { "至少2名工作人员。", "至少2名: count >= 2 名" },
    { "50家以上。", "50家以上: count >= 50 家" },
    { "超过3000个工位。", "超过3000个工位: count > 3000 工位" },
    { "突破1100亿元。", "突破1100亿元: money > 110000000000 元" },
    { "不超过50%。", "不超过50%: ratio <= 50 %" },
    { "最高不超过15万元。", "最高不超过15万元: money <= 150000 元" },
    { "最长不超过3年。", "最长不超过3年: duration <= 3 年" },
    { "最长为2年。", "最长为2年: duration <= 2 年" },
    { "最高补助30万元。", "最高补助30万元: money <= 300000 元" },
    { "最多申报5人。", "最多申报5人: count <= 5 人" },
    { "最高可达500万元。", "最高可达500万元: money <= 5000000 元" },
    { "最高给予200万元奖励。", "最高给予200万元: money <= 2000000 元" },
    { "最高到 10 年。", "最高到 10 年: duration <= 10 年" },
    { "不超过总投入30%。", "不超过总投入30%: ratio <= 30 %" },
    { "不得超过本单位职工总数的30%。", "不得超过本单位职工总数的30%: ratio <= 30 %" },
    { "不低于本市最低工资标准80%。", "不低于本市最低工资标准80%: ratio >= 80 %" },
    { "按最低工资标准的50%核拨。", "50%: ratio = 50 %" },
    { "低于20%的。", "低于20%: ratio < 20 %" },
    { "不足三万元的。", "不足三万元: money < 30000 元" },
    { "不满1个月的。", "不满1个月: duration < 1 月" },
    { "满一年的企业。", "满一年: duration >= 1 年" },
    { "年满18周岁。", "年满18周岁: duration >= 18 周岁" },
    { "45周岁以下青年。", "45周岁以下: duration <= 45 周岁" },
    { "3公里以内。", "3公里以内: length <= 3 公里" },
    { "面积约475平方公里。", "约475平方公里: area ~ 475 平方公里" },
    { "将近20亿元。", "将近20亿元: money ~ 2000000000 元" },
    { "达到60%以上。", "达到60%以上: ratio >= 60 %" },
    { "超过50人（含50人）。", "超过50人（含50人）: count >= 50 人" },
    { "100万元（含）以上。", "100万元（含）以上: money >= 1000000 元" },
    { "团组6家单位以上。", "6家单位以上: count >= 6 家" },
    { "不高于5%。", "不高于5%: ratio <= 5 %" },
    { "≥90%。", "≥90%: ratio >= 90 %" },
    { "上百家企业。", "上百家: count ~ 100 家" },
    { "逾30亿元。", "逾30亿元: money > 3000000000 元" },
    { "近3年无违法记录。", "近3年: duration = 3 年" },
    { "未超过1年。", "未超过1年: duration <= 1 年" },
    { "每年至少组织一次演练。", "至少组织一次: count >= 1 次" },
    { "期限届满三十日前提出。", "三十日前: duration >= 30 日" },

    /* ranges and tiers */
    { "2至5年。", "2至5年: duration range 2..5 年" },
    { "办理 2 至 5 年有效期。", "2 至 5 年: duration range 2..5 年" },
    { "承接3-5个项目。", "3-5个: count range 3..5 个" },
    { "占比2～3%。", "2～3%: ratio range 2..3 %" },
    { "占比10%—15%。", "10%—15%: ratio range 10..15 %" },
    { "奖励2-3万元。", "2-3万元: money range 20000..30000 元" },
    { "奖励20万-50万元。", "20万-50万元: money range 200000..500000 元" },
    { "200万-500万（不含）美元。", "200万-500万（不含）美元: money range 2000000..5000000 美元" },
    { "3个月至6个月。", "3个月至6个月: duration range 3..6 月" },
    { "16—24岁失业青年。", "16—24岁: duration range 16..24 岁" },
    { "处五万元以上二十万元以下罚款。", "五万元以上二十万元以下: money range 50000..200000 元" },
    { "处十日以上十五日以下拘留。", "十日以上十五日以下: duration range 10..15 日" },
    { "一万元以上不足三万元的。", "一万元以上不足三万元: money range 10000..30000 元" },
    { "处百分之五以上百分之十以下的罚款。", "百分之五以上百分之十以下: ratio range 5..10 %" },
    { "处违法所得一倍以上五倍以下罚款。", "一倍以上五倍以下: multiple range 1..5 倍" },
    { "停业六个月以上一年以下。", "六个月以上一年以下: duration range 6..12 月" },
    { "数十项成果，二十多个平台。", "数十项: count ~ 10 项; 二十多个: count ~ 20 个" },
    { "注册资金500万（含）以上。", "500万（含）以上: count >= 5000000" },
    { "两三年。", "两三年: duration range 2..3 年" },
    { "代表三至五人。", "三至五人: count range 3..5 人" },
    { "出口额300万美元、500万美元、1亿美元以上。",
      "300万美元: money >= 3000000 美元; 500万美元: money >= 5000000 美元; 1亿美元以上: money >= 100000000 美元" },
    { "增量达300万美元、500万美元以上。", "300万美元: money >= 3000000 美元; 500万美元以上: money >= 5000000 美元" },
    { "分别给予最高100万元、50万元、30万元奖励。",
      "最高100万元: money <= 1000000 元; 50万元: money <= 500000 元; 30万元: money <= 300000 元" },
    { "分别奖励10万元、20万元和50万元。", "10万元: money = 100000 元; 20万元: money = 200000 元; 50万元: money = 500000 元" },
    { "由7年缩短为2至5年。", "7年: duration = 7 年; 2至5年: duration range 2..5 年" },
    { "从10%提高到15%。", "10%: ratio = 10 %; 15%: ratio = 15 %" },

    /* units */
    { "补助100元/亩。", "100元/亩: money = 100 元/亩" },
    { "补助5元/人/夜。", "5元/人/夜: money = 5 元/人/夜" },
    { "每人每月3000元。", "3000元: money = 3000 元" },
    { "达到75人年。", "达到75人年: count = 75 人年" },
    { "10兆瓦固态燃料。", "10兆瓦: power = 10 兆瓦" },
    { "装机100万千瓦。", "100万千瓦: power = 1000000 千瓦" },
    { "10纳米先导工艺。", "10纳米: length = 10 纳米" },
    { "8英寸传感器。", "8英寸: length = 8 英寸" },
    { "120米以上的建筑。", "120米以上: length >= 120 米" },
    { "5个工作日内办结。", "5个工作日内: duration <= 5 工作日" },
    { "30日内制定办法。", "30日内: duration <= 30 日" },
    { "自发布之日起三个月内。", "三个月内: duration <= 3 月" },
    { "48小时内报告。", "48小时内: duration <= 48 小时" },
    { "建筑面积2000平方米以上。", "2000平方米以上: area >= 2000 平方米" },
    { "建成10万亩高标准农田。", "10万亩: area = 100000 亩" },
    { "减排5000吨。", "5000吨: other = 5000 吨" },
    { "提供1万个岗位。", "1万个岗位: count = 10000 岗位" },
    { "服务300人次。", "300人次: count = 300 人次" },
    { "注册资本500万港元。", "500万港元: money = 5000000 港元" },
    { "变压器容量1000千伏安以上。", "1000千伏安以上: power >= 1000 千伏安" },
    { "全年发运超过500标箱。", "超过500标箱: count > 500 标箱" },
    { "每引进一家总部企业，奖励20万元。", "一家: count = 1 家; 20万元: money = 200000 元" },
    { "分三次拨付。", "三次: count = 3 次" },
    { "投资额不低于实缴出资额的1.5倍。", "不低于实缴出资额的1.5倍: multiple >= 1.5 倍" },
    { "增幅高于全市平均水平5个百分点以上。", "高于全市平均水平5个百分点以上: ratio >= 5 百分点" },
    { "每两年评估。", "每两年: duration = 2 年" },
    { "住宿2晚及以上。", "2晚及以上: duration >= 2 晚" },
    { "自印发之日起30日后施行。", "" },
    { "开展临床试验的1类新药。", "" },
    { "期间的最后一日为节假日的，以次日为最后一日。", "" },
    { "每人只享受一次。", "一次: count = 1 次" },
    { "两个以上的申请人。", "两个以上: count >= 2 个" },
    { "三名以上评估师。", "三名以上: count >= 3 名" },
    { "推荐1个企业。", "1个: count = 1 个" },
    { "用三年时间建成。", "三年: duration = 3 年" },

    /* dates */
    { "到2020年，建成体系。", "到2020年: deadline = 2020" },
    { "到二〇二〇年，建成体系。", "到二〇二〇年: deadline = 2020" },
    { "2030年前碳达峰。", "2030年前: deadline <= 2030" },
    { "于2015年9月30日前报送。", "2015年9月30日前: deadline <= 2015-09-30" },
    { "到2025年底，建成5个。", "到2025年底: deadline = 2025; 5个: count = 5 个" },
    { "2025年6月底前完成。", "2025年6月底前: deadline <= 2025-06" },
    { "有效期至2030年12月31日。", "至2030年12月31日: deadline = 2030-12-31" },
    { "2019年1月1日至12月31日，返还50%。", "2019年1月1日至12月31日: deadline range 2019-01-01..2019-12-31; 50%: ratio = 50 %" },
    { "2019年1月1日至2020年12月31日，给予补贴。", "2019年1月1日至2020年12月31日: deadline range 2019-01-01..2020-12-31" },
    { "自2021年1月1日起至2023年12月31日，免征增值税。", "2021年1月1日起至2023年12月31日: deadline range 2021-01-01..2023-12-31" },
    { "每年3月31日前报送。", "3月31日前: deadline <= 03-31" },
    { "每年3月1日至4月30日受理申请。", "3月1日至4月30日: deadline range 03-01..04-30" },
    { "对2024年10月1日至2025年9月30日期间的贷款贴息。", "2024年10月1日至2025年9月30日: deadline range 2024-10-01..2025-09-30" },
    { "申报截止时间为2025年3月31日。", "2025年3月31日: deadline = 2025-03-31" },
    { "请于2025年5月31日17:00前提交。", "2025年5月31日17:00前: deadline <= 2025-05-31" },
    { "请于2025年5月31日（星期六）下午5时前提交。", "2025年5月31日（星期六）下午5时前: deadline <= 2025-05-31" },

    { "对投资20 000元以上的企业。", "20 000元以上: money >= 20000 元" },
    { "给予1 500 000元资助。", "1 500 000元: money = 1500000 元" },
    { "2015年 100家企业。", "100家: count = 100 家" },

    /* no quantities */
    { "世界500强、“四新”经济。", "" },
    { "“十三五”期间，贯彻党的十八大精神。", "" },
    { "落实一带一路、一网通办、一照多址。", "" },
    { "发展5G、3D打印和G60科创走廊。", "" },
    { "实施2011计划。", "" },
    { "举办“321中国创业节”。", "" },
    { "第三方机构和第一责任人。", "" },
    { "根据国发〔2018〕39号文件。", "" },
    { "依照第十二条第二款规定。", "" },
    { "建设五大功能区，形成一批成果。", "" },
    { "突破一批核心技术。", "" },
    { "突破10项关键核心技术。", "10项: count = 10 项" },
    { "给予一次性奖励。", "" },
    { "自2019年1月1日起施行。", "" },
    { "比2015年有所增长。", "" },
    { "《规划纲要（2013-2020年）》。", "" },
    { "总体行动计划(2015-2020年)。", "" },
    { "实施三年行动计划。", "" },
    { "第十三个五年规划。", "" },
    { "构建“2+1+2”产业格局和2+（3+6）布局。", "" },
    { "每万人发明专利拥有量。", "" },
    { "提供7×24小时服务。", "" },
    { "提供24小时服务。", "" },
    { "一门式受理窗口，最后一公里。", "" },
    { "实施“千人计划”、万人计划。", "" },
    { "三个代表、四个全面、两个维护。", "" },
    { "PM2.5浓度，ISO9001认证。", "" },
    { "第20次会议，第3批名单。", "" },
    { "20世纪90年代以来。", "" },
    { "排名前10位的企业。", "" },
    { "未来五年是决胜阶段。", "" },
    { "咨询电话12345，邮编200030。", "" },
    { "同一宗争议，一家企业，一个中心。", "" },
    { "实施十项行动，明确五个方面。", "" },
    { "以下5个方面。", "" },
    { "半导体产业，节约资源，圆满完成。", "" },
    { "一、二级市场。", "" },
    { "千方百计，千家万户，万众创新。", "" },
    { "12345678901234567890123元。", "" },
    { "单位：万元。", "" },
    { "上半年工作，三年来成效显著。", "" },
    { "打造15分钟社区生活圈。", "" },
    { "3A级企业，双11，T+1，70后，纪念70周年。", "" },
    { "四上企业，三级联动，五个一工程，一、二、三产业。", "" },
    { "", "" },
};
START_TEST(finds_amounts)
{
    tiao_buf b = { 0 };
    show_all(amount[_i].in, &b);
    ck_assert_str_eq(b.p ? b.p : "", amount[_i].found);
    tiao_buf_free(&b);
}
END_TEST

/* role | by | subject of the last figure */
static const struct { const char *before, *in, *told; } sense[] = {
    { "", "到2020年，产业规模突破1100亿元。", "target | 2020 | 产业规模" },
    { "", "2020年，承接3-5个国家重大科技计划专项。", "target | 2020 | 国家重大科技计划专项" },
    { "", "到2025年，高质量孵化器数量达到20家。", "target | 2025 | 高质量孵化器数量" },
    { "", "到2025年，年均增长12%左右。", "target | 2025 | " },
    { "", "到2030年，建成100个特色园区。", "target | 2030 | 特色园区" },
    { "", "新增跨国公司研发中心20家以上。", "target |  | 跨国公司研发中心" },
    { "", "每年安排资金不少于6亿元。", "budget | 每年 | 资金" },
    { "", "每年安排最高100万元经费支持平台建设。", "budget | 每年 | 经费" },
    { "", "按照规定给予不超过总投入30%、最高3000万元的经费支持。", "benefit |  | 经费支持" },
    { "", "给予每家30万元一次性配套建设支持。", "benefit |  | 一次性配套建设支持" },
    { "", "对其租金给予50%的补助。", "benefit |  | 租金" },
    { "", "给予每人每月3000元实习补贴。", "benefit | 每月 | 实习补贴" },
    { "", "减按15%的税率征收企业所得税。", "benefit |  | 企业所得税" },
    { "", "对实际发生的场地租金总额的50%予以租金补贴。", "benefit |  | 场地租金总额" },
    { "", "每个项目三年奖励累计不超过300万元。", "benefit | 三年 | 奖励" },
    { "", "可申请最高不超过15万元的创业担保贷款。", "benefit |  | 创业担保贷款" },
    { "", "给予租房补贴，补贴期限不超过6个月。", "benefit |  | 补贴期限" },
    { "", "给予就业补贴，每人仅可申请一次。", "limit |  | 每人" },
    { "", "5年内可原值转让。", "benefit |  | 原值转让" },
    { "", "连续就业满1年的青年，给予奖励。", "condition |  | 连续就业" },
    { "", "在我区投资（200万美元以上）的中介机构，给予奖励。", "condition |  | 我区投资" },
    { "", "工龄合并计算，创业孵化期3至5年内返回原单位的，保留职务。", "condition |  | 创业孵化期" },
    { "", "处五万元以上二十万元以下罚款。", "limit |  | 罚款" },
    { "", "并处违法所得一倍以上五倍以下罚款。", "limit |  | 违法所得" },
    { "", "自收到申请之日起5个工作日内出具受理通知书。", "limit |  | 受理通知书" },
    { "", "在本意见印发之日起30日内，制定实施办法。", "deadline |  | 制定实施办法" },
    { "", "3年内重点培养百名青年创业人才。", "target | 3年 | 青年创业人才" },
    { "", "加大科技创新直接投入力度，5年内共计不低于30亿元。", "budget | 5年 | 科技创新直接投入力度" },
    { "", "开展10纳米先导工艺研发。", "description |  | 先导工艺研发" },
    { "", "本办法自印发之日起施行，有效期5年。", "description |  | 有效期" },
    { "", "年龄在16-24岁的失业青年。", "condition |  | 失业青年" },
    { "", "港澳青年（18—45周岁）创业的，给予资助。", "condition |  | 港澳青年" },
    { "", "打造1000个智能工厂。", "target |  | 智能工厂" },
    { "", "用5年左右时间，建成国际科技创新中心。", "deadline |  | 国际科技创新中心" },
    { "", "设立总规模50亿元的产业引导基金。", "budget |  | 总规模" },
    { "根据某发〔2022〕8号文件，制定本措施。\n一、现状\n", "2021年，全市地区生产总值达2.5万亿元。", "description |  | 地区生产总值" },
    { "", "申请人应当具备以下条件：近三年主持过2项以上项目。", "condition | 三年 | 主持过" },
    { "", "对年销售收入首次突破1亿元、5亿元的企业，分别给予50万元、100万元奖励。", "benefit |  | 奖励" },
    { "", "城镇调查失业率控制在5.5%以内。", "target |  | 城镇调查失业率" },
    { "", "给予每家最高30万元奖励，分两年拨付。", "benefit |  | 奖励" },
    { "", "给予30%补助，每年不超过30万元。", "benefit | 每年 | 补助" },
    { "", "单个企业年度累计获得补助不超过500万元。", "benefit | 年度 | 补助" },
    { "", "每增加1000万元税收的，奖励10万元。", "benefit |  | 奖励" },
    { "", "评价结果90分以上的列入名单。", "condition |  | 评价结果" },
    { "", "装机容量达到1兆瓦以上的，给予奖励，营业收入低于600万元的不予奖励。", "condition |  | 营业收入" },
    { "", "设立5000万元外贸风险补偿资金池。", "budget |  | 外贸风险补偿资金池" },
    { "", "对2024年度营业收入在2000万元以上的企业。", "condition | 2024 | 营业收入" },
    { "", "离校2年内未就业的毕业生，按每人1000元标准发放补贴。", "benefit |  | 补贴" },
    { "", "获得授权的发明专利，每件资助5000元。", "benefit |  | 资助" },
    { "", "企业签订1年以上劳动合同的，给予补贴；租用房屋（租期5年以上）的。", "condition |  | 租期" },
    { "", "由市科技局组织5名以上专家评审。", "limit |  | 专家评审" },
    { "", "对投资10亿元以上或者带动作用显著的项目，一事一议。", "condition |  | 投资" },
    { "", "全年接待游客5万人次以上的旅行社，再奖励4万元。", "benefit |  | 奖励" },
    { "", "区财政每年安排5000万元设立绿色发展专项资金。", "budget | 每年 | 绿色发展专项资金" },
    { "", "到2026年，新增光伏装机20万千瓦。", "target | 2026 | 光伏装机" },
    { "", "每年筹集人才公寓2000套以上，给予补贴。", "target | 每年 | 人才公寓" },
    { "", "投资1亿元以上的，按投资额的2%给予奖励；3亿元以上的，按4%给予奖励。", "benefit |  | 投资额" },
    { "", "单个机构年度奖励总额不超过100万元。", "benefit | 年度 | 机构年度奖励总额" },
    { "", "给予创业团队资助。团队核心成员不少于3人。", "condition |  | 团队核心成员" },
    { "", "年游客1万人次、5万人次以上的旅行社，给予奖励。", "condition |  | 年游客" },
    { "", "注册资本不低于100万元，并且经营时间超过1年。", "condition |  | 经营时间" },
    { "", "智能温室每平方米补贴100元。", "benefit |  | 补贴" },
    { "", "租用国有房屋的，免收三个月租金。", "benefit |  | 租金" },
    { "", "给予补贴，补贴人数不超过职工总数的50%。", "limit |  | 补贴人数" },
    { "", "按研发费用的40%，分别给予资助。", "benefit |  | 研发费用" },
    { "", "担保机构对单户担保金额500万元以下的小微主体，给予补助。", "condition |  | 单户担保金额" },
    { "一、申报要求\n", "（一）自筹资金比例不低于50%；", "condition |  | 自筹资金比例" },
    { "", "在区政府网站公示5个工作日。", "limit |  | 公示" },
    { "", "给予奖励，同一企业当年累计获得奖补资金不超过300万元。", "benefit | 当年 | 奖补资金" },
    { "", "全年新增就业6500人以上，登记失业率控制在4.5%以内。", "target | 全年 | 登记失业率" },
    { "一、设施补贴\n", "（一）单个主体最高补助100万元。", "benefit |  | 主体" },
    { "", "参保企业上年度未裁员或裁员率不高于5.5%的，返还保险费。", "condition | 上年度 | 裁员率" },
    { "第一条 应当同时符合以下条件：\n", "（一）上一会计年度纳税不少于3000万元。", "condition | 上一会计年度 | 纳税" },
    { "第一条 应当同时符合以下条件：\n", "（一）在全国拥有3家以上分支机构。", "condition |  | 分支机构" },
    { "", "力争在孵企业达到50家。", "target |  | 在孵企业" },
    { "", "建筑面积原则上控制在90平方米以内。", "limit |  | 建筑面积" },
    { "关于申报奖励资金的通知\n现将奖励有关事项通知如下：\n一、申报条件\n", "（一）研发人员不少于8人。", "condition |  | 研发人员" },
    { "一、租房补贴\n", "（一）博士研究生每人每月2000元。", "benefit | 每月 | 租房补贴" },
    { "第一条 奖励、补贴、资助按照下列规定执行。\n第二条 给予补助1万元、奖励2万元、贴息3万元、资助4万元。\n", "第三条 力争达到80家。", "target |  | " },
    { "", "按每人每月2000元标准发放生活补贴，一次性发放12个月。", "benefit |  | 生活补贴" },
    { "", "对通过贯标的企业给予50%补贴。", "benefit |  | 补贴" },
    { "", "给予算力需求企业最高30%的算力券支持。", "benefit |  | 算力券" },
    { "", "对展位费按不超过实际支出的70%予以补助。", "benefit |  | 实际支出" },
    { "", "基础研究经费支出占全社会研发经费支出比重提高至12%。", "target |  | 基础研究经费支出占全社会研发经费支出比重" },
    { "", "单位产值能耗降至0.3以下。", "target |  | 单位产值能耗" },
    { "", "赋予科研人员职务科技成果所有权或不低于10年的长期使用权。", "benefit |  | 长期使用权" },
    { "", "公民具备科学素质的比例达到25%以上。", "target |  | 公民具备科学素质的比例" },
    { "", "创新创业团队每年使用额度不超过10万元。", "benefit | 每年 | 使用额度" },
    { "", "服务机构应具备独立法人资格，且近三年无不良信用记录。", "condition |  | 无不良信用记录" },
    { "第一条 应当同时符合以下条件：\n", "（一）每千平方米平均在孵企业不少于2家。", "condition |  | 平均在孵企业" },
    { "", "项目验收后三分之二以上结余资金留归单位使用。", "benefit |  | 结余资金" },
    { "", "中心城区平均通勤时间控制在40分钟以内。", "target |  | 中心城区平均通勤时间" },
    { "", "外籍人才可以申请办理有效期最长5年的工作许可。", "benefit |  | 工作许可" },
    { "", "违者依法追回并处以一倍罚款。", "limit |  | 罚款" },
    { "", "租用办公用房的，按照每平方米每天不超过4元的标准，给予房租补贴。", "benefit | 每天 | 房租补贴" },
    { "", "租用办公用房的，按照最高50%的标准，给予房租补贴。", "benefit |  | 房租补贴" },
    { "", "企业年产值首次突破1亿元的企业。", "condition |  | 企业年产值" },
    { "", "每引进一家高新技术企业奖励10万元。", "benefit |  | 奖励" },
    { "", "在国家补贴基础上再给予20%的累加补贴。", "benefit |  | 累加补贴" },
    { "", "到2028年，科技型企业贷款余额突破2000亿元。", "target | 2028 | 科技型企业贷款余额" },
    { "", "对骗取资金的单位，取消其五年内申报资格。", "limit |  | 申报资格" },
    { "", "居住证转办户口年限由7年缩短为2至5年。", "benefit |  | 居住证转办户口年限" },
    { "第一条 申请认定基地，应当符合下列条件：\n", "（一）每年接收见习人员20人以上；", "condition | 每年 | 见习人员" },
    { "第一条 见习单位不得有下列行为：\n", "（一）当期接收人员超过职工总数的30%。", "limit |  | 当期接收人员" },
    { "一、目标\n2020年,努力实现以下具体目标:\n", "1.高新技术产业规模翻一番。", "target | 2020 | 高新技术产业规模" },
};
START_TEST(tells_their_sense)
{
    size_t               n;
    tiao_buf             b = { 0 };
    tiao_doc            *d = read(*sense[_i].before ? sense[_i].before : HEADING, sense[_i].in);
    const tiao_quantity *q = tiao_doc_quantities(d, &n);
    ck_assert_msg(n > 0, "%s: no figure", sense[_i].in);
    q += n - 1;
    ti_buf_printf(&b, "%s | ", tiao_role_name((tiao_role)q->role));
    ti_buf_put(&b, q->by);
    ti_buf_put(&b, TI_STR(" | "));
    ti_buf_put(&b, q->subject);
    ck_assert_str_eq(b.p, sense[_i].told);
    tiao_buf_free(&b);
    tiao_doc_free(d);
}
END_TEST

static const struct { const char *in, *value; } number[] = {
    { "0", "0" },           { "007", "7" },          { "1.50", "1.5" },          { "０．５", "0.5" },      { "1,234,567", "1234567" },
    { "1,23", "1" },        { "2千万", "20000000" }, { "3.5亿", "350000000" },   { "十", "10" },           { "一百零三", "103" },
    { "二〇二〇", "2020" }, { "两千五百亿", "250000000000" }, { "万", "10000" }, { "百分之十五", "15" },   { "999999999999999999", "999999999999999999" },
};
START_TEST(reads_numbers)
{
    ti_number n;
    tiao_buf  b = { 0 };
    ck_assert(ti_number_read(&n, number[_i].in, number[_i].in + strlen(number[_i].in)));
    ti_decimal_put(n.value, &b);
    ck_assert_str_eq(b.p, number[_i].value);
    tiao_buf_free(&b);
}
END_TEST

/* A printed decimal read back is the same one. */
START_TEST(prints_what_it_reads)
{
    uint64_t seed = 20200101;
    for (int i = 0; i < 20000; i++) {
        seed          = seed * 6364136223846793005u + 1442695040888963407u;
        ti_decimal d  = { (seed >> 20) % 100000000, (int)(seed % 14) - 6 }, back;
        tiao_buf   b  = { 0 };
        ti_decimal_put(d, &b);
        ck_assert_msg(ti_decimal_parse(&back, ti_buf_str(&b)), "%s", b.p);
        ck_assert_msg(ti_decimal_compare(d, back) == 0, "%s", b.p);
        tiao_buf_free(&b);
    }
}
END_TEST

START_TEST(compares_decimals)
{
    ti_decimal third = { 333, -3 }, half = { 5, -1 }, one = { 10, -1 }, also = { 1, 0 }, large = { 999999999999999999u, 0 }, larger = { 1, 18 };
    ck_assert_int_lt(ti_decimal_compare(third, half), 0);
    ck_assert_int_gt(ti_decimal_compare(one, half), 0);
    ck_assert_int_eq(ti_decimal_compare(one, also), 0);
    ck_assert_int_lt(ti_decimal_compare(large, larger), 0);
}
END_TEST

/* Spans lie inside their sentences, sentences inside their nodes, on whole characters; no two figures overlap. */
static void check_spans(const tiao_doc *d)
{
    size_t               n;
    const tiao_quantity *q = tiao_doc_quantities(d, &n);
    for (size_t i = 0; i < n; i++) {
        tiao_str text = tiao_node_text(d, q[i].node);
        ck_assert_uint_lt(q[i].span.start, q[i].span.end);
        ck_assert_uint_le(q[i].sentence.start, q[i].span.start);
        ck_assert_uint_le(q[i].span.end, q[i].sentence.end);
        ck_assert_uint_le(q[i].sentence.end, text.n);
        ck_assert_uint_eq(ti_utf8_check(ti_sub(text, q[i].span.start, q[i].span.end)), SIZE_MAX);
        ck_assert_uint_eq(ti_utf8_check(ti_sub(text, q[i].sentence.start, q[i].sentence.end)), SIZE_MAX);
        ck_assert_uint_eq(ti_utf8_check(q[i].subject), SIZE_MAX);
        ck_assert(q[i].low.n || q[i].high.n);
        if (i && q[i - 1].node == q[i].node)
            ck_assert_uint_le(q[i - 1].span.end, q[i].span.start);
    }
}

static const char *const bits[] = {
    "不超过", "最高", "达到", "12", "3.5", "万", "亿", "元", "%", "以上", "以下", "，", "。", "、", "（", "）", "年", "2020", "月", "日", "前", "到", "至", "-",
    "每", "个", "家", "三", "百", "分之", "第", "翻", "番", "“", "”", "《", "》", " ", "企业", "给予", "奖励", "的", "内", "左右", "：", "；", "半", "数", "多", "（含",
    "满", "级", "/", ":", "１", ",", ".", "之日起", "A", "km", "次", "千", "罚款", "由", "\n",
};
START_TEST(keeps_spans_in_order)
{
    uint64_t seed = 7;
    for (int round = 0; round < 150; round++) {
        tiao_buf b = { 0 };
        for (int i = 0; i < 120; i++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            ti_buf_put(&b, ti_str(bits[(seed >> 33) % (unsigned)N(bits)]));
        }
        tiao_doc *d = read(HEADING, b.p);
        check_spans(d);
        tiao_doc_free(d);
        tiao_buf_free(&b);
    }
}
END_TEST

/* Long lines without punctuation, of digits, of figures, of open brackets: it ends, and in time that its length sets. */
static const char *const dull[] = { "发展", "1", "一", "万", "5万元", "不超过", "到2020年", "（", "3、", "每", "奖励5万元", "2020年1月", "百分之", "第", "最高给予", "“", "满1年的" };
START_TEST(ends_on_long_lines)
{
    tiao_buf b = { 0 };
    while (b.n < 200000)
        ti_buf_put(&b, ti_str(dull[_i]));
    tiao_doc *d = read(HEADING, b.p);
    check_spans(d);
    tiao_doc_free(d);
    tiao_buf_free(&b);
}
END_TEST

static const struct { const char *name, *value, *passing; } filter[] = {
    { "min", "1亿元", "6亿元 30亿元 " },   { "max", "100万元", "5万元 " },    { "min", "50%", "70% " },          { "unit", "家", "50家以上 " },
    { "dimension", "money", "5万元 6亿元 30亿元 " }, { "min", "70", "70% 5万元 6亿元 30亿元 " }, { "role", "deadline", "" },
};
START_TEST(filters)
{
    size_t               n;
    tiao_error           err = { 0 };
    tiao_doc            *d   = read(HEADING, "比例70%。集聚50家以上。奖励5万元。投入6亿元。规模30亿元。");
    tiao_amount_filter  *f   = NULL;
    tiao_buf             b   = { 0 };
    const tiao_quantity *q   = tiao_doc_quantities(d, &n);
    ck_assert_int_eq(tiao_amount_filter_new(&f, words, &err), TIAO_OK);
    ck_assert_int_eq(tiao_amount_filter_add(f, ti_str(filter[_i].name), ti_str(filter[_i].value), &err), TIAO_OK);
    ti_buf_put(&b, TI_STR(""));
    for (size_t i = 0; i < n; i++)
        if (tiao_amount_filter_passes(f, &q[i])) {
            ti_buf_put(&b, ti_sub(tiao_node_text(d, q[i].node), q[i].span.start, q[i].span.end));
            ti_buf_char(&b, ' ');
        }
    ck_assert_str_eq(b.p ? b.p : "", filter[_i].passing);
    tiao_buf_free(&b);
    tiao_amount_filter_free(f);
    tiao_doc_free(d);
}
END_TEST

static const struct { const char *name, *value, *message; } refused[] = {
    { "dimension", "mony", "no dimension 'mony'; nearest: money" },
    { "role", "budgt", "no role 'budgt'; nearest: budget" },
    { "unit", "亩地", "no unit '亩地'" },
    { "min", "lots", "'lots' is no amount" },
};
START_TEST(refuses_what_it_does_not_know)
{
    tiao_error          err = { 0 };
    tiao_amount_filter *f   = NULL;
    tiao_doc_free(read(HEADING, "。"));
    ck_assert_int_eq(tiao_amount_filter_new(&f, words, &err), TIAO_OK);
    ck_assert_int_eq(tiao_amount_filter_add(f, ti_str(refused[_i].name), ti_str(refused[_i].value), &err), TIAO_EUSAGE);
    ck_assert_msg(strncmp(err.msg, refused[_i].message, strlen(refused[_i].message)) == 0, "%s", err.msg);
    tiao_amount_filter_free(f);
}
END_TEST

/* Lack of memory is a code like any other, wherever it strikes. */
START_TEST(survives_lack_of_memory)
{
    static const char text[] = "一、目标\n到2020年，规模达到2200亿元，给予最高100万元、50万元奖励。\n";
    tiao_doc_free(read(HEADING, "。"));
    for (long at = 1; at < 2000; at++) {
        tiao_doc  *d   = NULL;
        tiao_error err = { 0 };
        ck_assert_int_eq(tiao_doc_parse(&d, ti_str(text), NULL, &err), TIAO_OK);
        ti_alloc_fail_at = at;
        tiao_err rc      = tiao_doc_find_facts(d, words, &err);
        ti_alloc_fail_at = 0;
        tiao_doc_free(d);
        if (rc == TIAO_OK)
            return;
        ck_assert_int_eq(rc, TIAO_ENOMEM);
    }
    ck_abort_msg("never enough memory");
}
END_TEST

static void fill(TCase *t)
{
    tcase_add_loop_test(t, finds_amounts, 0, N(amount));
    tcase_add_loop_test(t, tells_their_sense, 0, N(sense));
    tcase_add_loop_test(t, reads_numbers, 0, N(number));
    tcase_add_test(t, prints_what_it_reads);
    tcase_add_test(t, compares_decimals);
    tcase_add_test(t, keeps_spans_in_order);
    tcase_add_loop_test(t, ends_on_long_lines, 0, N(dull));
    tcase_add_loop_test(t, filters, 0, N(filter));
    tcase_add_loop_test(t, refuses_what_it_does_not_know, 0, N(refused));
    tcase_add_test(t, survives_lack_of_memory);
}

int main(void) { return run_suite("quantity", fill); }
