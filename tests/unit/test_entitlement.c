#include "unit.h"

#include "base/mem.h"
#include "facts/facts.h"
#include "facts/sentence.h"

#include <stdio.h>

static tiao_words *words;

/* A document of one text, with its facts. */
static tiao_doc *read_text(const char *text)
{
    tiao_doc  *d    = NULL;
    tiao_error err  = { 0 };
    tiao_meta  meta = { .id = TI_STR("doc") };
    ck_assert_msg(tiao_doc_parse(&d, ti_str(text), &meta, &err) == TIAO_OK, "%s", err.msg);
    ck_assert_msg(tiao_doc_find_facts(d, words, &err) == TIAO_OK, "%s", err.msg);
    return d;
}

static void show_one(tiao_buf *b, const tiao_entitlement *e)
{
    const tiao_str field[] = { e->who, e->condition, e->benefit, ti_str(tiao_modality_name((tiao_modality)e->modality)), e->instrument,
                               e->beneficiary };
    for (size_t i = 0; i < sizeof field / sizeof *field; i++) {
        ti_buf_put(b, i ? TI_STR(" | ") : b->n ? TI_STR("\n") : TI_STR(""));
        ti_buf_put(b, field[i].s ? field[i] : TI_STR(""));
    }
}

static void show_all(const char *text, tiao_buf *b)
{
    tiao_doc               *d = read_text(text);
    size_t                  n;
    const tiao_entitlement *e = tiao_doc_entitlements(d, &n);
    for (size_t i = 0; i < n; i++)
        show_one(b, &e[i]);
    tiao_doc_free(d);
}

/* who | condition | benefit | modality | instrument | class, a line for each */
static const struct { const char *in, *found; } policy[] = {
    { "对首次认定的高新技术企业，给予20万元一次性奖励。",
      "高新技术企业 | 首次认定 | 给予20万元一次性奖励 | grant | subsidy | enterprise" },
    { "对符合条件的科技型中小企业，按实际投入的30%给予补贴，最高不超过50万元。",
      "科技型中小企业 | 符合条件 | 按实际投入的30%给予补贴，最高不超过50万元 | grant | subsidy | enterprise" },
    { "对新引进的总部企业，按其实缴注册资本的2%给予落户奖励。",
      "总部企业 | 新引进 | 按其实缴注册资本的2%给予落户奖励 | grant | subsidy | enterprise" },
    { "对入驻孵化器的初创企业，给予最长3年、每年最高10万元的房租补贴。",
      "初创企业 | 入驻孵化器 | 给予最长3年、每年最高10万元的房租补贴 | grant | subsidy | startup" },
    { "对获得国家科学技术奖的单位和个人，分别给予100万元、50万元奖励。",
      "单位 | 获得国家科学技术奖 | 给予100万元、50万元奖励 | grant | subsidy | enterprise\n"
      "个人 | 获得国家科学技术奖 | 给予100万元、50万元奖励 | grant | subsidy | talent" },
    { "对新建企业一次性给予20万元开办补贴。",
      "新建企业 |  | 给予20万元开办补贴 | grant | subsidy | enterprise" },
    { "对企业给予50%补贴，每年不超过100万元，最高300万元。",
      "企业 |  | 给予50%补贴，每年不超过100万元，最高300万元 | grant | subsidy | enterprise" },
    { "对首次获评国家级专精特新“小巨人”企业的，一次性给予50万元奖励。",
      "企业 | 首次获评国家级专精特新“小巨人”企业 | 给予50万元奖励 | grant | subsidy | enterprise" },
    { "对新认定高新技术企业，给予20万元奖励，单个企业年度最高100万元。",
      "高新技术企业 | 新认定 | 给予20万元奖励，单个企业年度最高100万元 | grant | subsidy | enterprise" },
    { "对领军人才，给予最高100万元购房补贴，分5年等额发放。",
      "领军人才 |  | 给予最高100万元购房补贴，分5年等额发放 | grant | housing | talent" },
    { "对企业给予最高50万元补贴，获得补贴的企业应当接受检查。",
      "企业 |  | 给予最高50万元补贴 | grant | subsidy | enterprise\n"
      "企业 | 获得补贴 | 接受检查 | require | subsidy | enterprise" },
    { "享受租房补贴的人才不得同时申请公共租赁住房。",
      "人才 | 享受租房补贴 | 同时申请公共租赁住房 | prohibit | housing | talent" },
    { "企业骗取资金的，取消其申报资格。",
      "企业 | 骗取资金 | 取消其申报资格 | prohibit | funding | enterprise" },
    { "对骗取创新券的单位，追回全部资金，并取消其五年内申报资格。",
      "单位 | 骗取创新券 | 取消其五年内申报资格 | prohibit | funding | enterprise" },
    { "企业牵头承担国家重点研发计划项目的，按国拨经费的10%给予配套资助，单个项目最高500万元。",
      "企业 | 牵头承担国家重点研发计划项目 | 按国拨经费的10%给予配套资助，单个项目最高500万元 | grant | funding | enterprise" },
    { "企业获得资助后5年内不得将注册地迁出本区，违反规定的应当全额退还资助资金。",
      "企业 | 获得资助后5年内 | 将注册地迁出本区 | prohibit | licensing | enterprise\n"
      "企业 | 违反规定 | 全额退还资助资金 | require | funding | enterprise" },
    { "企业实缴资本达标的，按实缴金额的1%奖励。",
      "企业 | 实缴资本达标 | 按实缴金额的1%奖励 | grant | subsidy | enterprise" },
    { "科研人员取得的职务科技成果转化现金奖励，减按50%计入当月工资薪金所得。",
      "科研人员 | 取得的职务科技成果转化现金奖励 | 减按50%计入当月工资薪金所得 | grant | tax | talent" },
    { "孵化器考核结果为优秀的，给予资助80万元；连续两年不合格的取消其资格。",
      "孵化器 | 考核结果为优秀 | 给予资助80万元 | grant | funding | intermediary\n"
      "孵化器 | 连续两年不合格 | 取消其资格 | prohibit | other | intermediary" },
    { "国家鼓励的生产企业，第一年至第十年免征企业所得税。",
      "生产企业 | 国家鼓励 | 第一年至第十年免征企业所得税 | grant | tax | enterprise" },
    { "子基金不得从事担保、抵押、房地产投资等业务。",
      "子基金 |  | 从事担保、抵押、房地产投资等业务 | prohibit | finance | investor" },
    { "对中试基地按固定资产投资的30%给予资助，最高2000万元。",
      "中试基地 |  | 按固定资产投资的30%给予资助，最高2000万元 | grant | funding | institution" },
    { "符合条件的外资研发中心进口科研设备，免征进口关税。",
      "外资研发中心 | 符合条件 | 免征进口关税 | grant | tax | institution" },
    { "首次获得国家级绿色工厂、绿色供应链称号的企业，分别给予50万元、30万元奖励。",
      "企业 | 首次获得国家级绿色工厂、绿色供应链称号 | 给予50万元、30万元奖励 | grant | subsidy | enterprise" },
    { "金融机构发放绿色贷款增速不低于平均增速的，给予0.1%的奖励。",
      "金融机构 | 发放绿色贷款增速不低于平均增速 | 给予0.1%的奖励 | grant | subsidy | financial" },
    { "大学生创业企业入驻众创空间的，第一年租金全免，第二年减半收取。",
      "大学生创业企业 | 入驻众创空间 | 第一年租金全免 | grant | space | startup\n"
      "大学生创业企业 | 入驻众创空间 | 第二年减半收取 | grant | space | startup" },
    { "对取得证书的学员，给予每人1500元补贴，每人只能享受一次。",
      "学员 | 取得证书 | 给予每人1500元补贴，每人只能享受一次 | grant | subsidy | student" },
    { "市科技部门每三年对孵化器开展一次评估。", "" },
    { "对营业收入突破10亿元的企业，分别给予企业核心团队200万元奖励。",
      "企业核心团队 | 营业收入突破10亿元的企业 | 给予企业核心团队200万元奖励 | grant | subsidy | talent" },
    { "企业发生的研发费用，未形成无形资产计入当期损益的，在据实扣除的基础上，再按照实际发生额的100%加计扣除。",
      "企业 | 发生的研发费用，未形成无形资产计入当期损益 | 按照实际发生额的100%加计扣除 | grant | tax | enterprise" },
    { "建设具有国际影响的概念验证中心、功能型平台。", "" },
    { "申请人或者申请单位应当提交材料。",
      "申请人 |  | 提交材料 | require | other | talent\n"
      "申请单位 |  | 提交材料 | require | other | enterprise" },
    { "鼓励孵化器引进企业，每引进一家高新技术企业奖励10万元。",
      "孵化器 |  | 引进企业 | encourage | other | intermediary\n"
      "孵化器 |  | 每引进一家高新技术企业奖励10万元 | grant | subsidy | intermediary" },
    { "对新引进人才，按实际贡献的80%予以奖励，连续奖励3年。",
      "人才 | 新引进 | 按实际贡献的80%予以奖励，连续奖励3年 | grant | subsidy | talent" },
    { "毕业生到中小微企业就业满6个月的，给予2000元就业补贴，每人限享受1次。",
      "毕业生 | 到中小微企业就业满6个月 | 给予2000元就业补贴，每人限享受1次 | grant | subsidy | student" },
    { "对新获批的国家级、市级重点实验室，分别给予300万元和100万元资助。",
      "国家级、市级重点实验室 | 新获批 | 给予300万元和100万元资助 | grant | funding | institution" },
    { "银行对科技企业发放信用贷款形成的损失，由财政按50%给予风险补偿。",
      "银行 | 科技企业发放信用贷款形成的损失 | 由财政按50%给予风险补偿 | grant | finance | financial" },
    { "支持服务机构在园区集聚，对租用办公用房的按照每平方米每天1元给予补贴。",
      "服务机构 |  | 在园区集聚 | support | other | intermediary\n"
      "服务机构 | 租用办公用房 | 按照每平方米每天1元给予补贴 | grant | subsidy | intermediary" },
    { "对区级经济贡献首次达到1000万元的总部企业，奖励其管理团队100万元。",
      "管理团队 | 区级经济贡献首次达到1000万元的总部企业 | 奖励其管理团队100万元 | grant | subsidy | talent" },
    { "鼓励企业改造楼宇，改造投入超过500万元的，按投入的10%给予补助。",
      "企业 |  | 改造楼宇 | encourage | space | enterprise\n"
      "企业 | 改造投入超过500万元 | 按投入的10%给予补助 | grant | subsidy | enterprise" },
    { "保险公司开发新产品的，给予20万元资助，企业投保的给予50%补贴。",
      "保险公司 | 开发新产品 | 给予20万元资助 | grant | funding | financial\n"
      "企业 | 投保 | 给予50%补贴 | grant | subsidy | enterprise" },
    { "人才公寓优先向青年人才配租。",
      "青年人才 |  | 人才公寓优先向青年人才配租 | grant | housing | talent" },
    { "支持企业建设院士工作站，按规定给予最高100万元资助。",
      "企业 |  | 建设院士工作站 | support | facility | enterprise\n"
      "企业 |  | 给予最高100万元资助 | grant | funding | enterprise" },
    { "支持高校、科研院所与企业共建联合实验室。",
      "高校 |  | 与企业共建联合实验室 | support | facility | university\n"
      "科研院所 |  | 与企业共建联合实验室 | support | facility | institution" },
    { "鼓励社会资本设立天使投资基金。",
      "社会资本 |  | 设立天使投资基金 | encourage | finance | investor" },
    { "鼓励金融机构创新科技金融产品，加大信贷投放力度。",
      "金融机构 |  | 创新科技金融产品 | encourage | finance | financial\n"
      "金融机构 |  | 加大信贷投放力度 | encourage | finance | financial" },
    { "允许科研人员在完成本职工作的前提下，到企业兼职并取得合法报酬。",
      "科研人员 | 在完成本职工作的前提下 | 到企业兼职并取得合法报酬 | allow | employment | talent" },
    { "允许符合条件的企业将研发费用按照150%加计扣除。",
      "企业 | 符合条件 | 将研发费用按照150%加计扣除 | allow | tax | enterprise" },
    { "引导银行扩大贷款规模。",
      "银行 |  | 扩大贷款规模 | encourage | finance | financial" },
    { "高校毕业生可申请最高20万元的创业担保贷款。",
      "高校毕业生 |  | 申请最高20万元的创业担保贷款 | grant | finance | student" },
    { "外籍高层次人才可以凭工作许可办理5年有效期居留许可。",
      "外籍高层次人才 |  | 凭工作许可办理5年有效期居留许可 | allow | residence | talent" },
    { "科研项目承担单位不得截留、挪用项目经费。",
      "科研项目承担单位 |  | 截留、挪用项目经费 | prohibit | funding | enterprise" },
    { "申报单位应当具有独立法人资格。",
      "申报单位 |  | 具有独立法人资格 | require | other | enterprise" },
    { "企业必须按照规定报送统计资料。",
      "企业 |  | 按照规定报送统计资料 | require | other | enterprise" },
    { "任何单位和个人不得侵占科研经费。",
      "任何单位 |  | 侵占科研经费 | prohibit | research-management | enterprise\n"
      "个人 |  | 侵占科研经费 | prohibit | research-management | talent" },
    { "符合条件的高层次人才，其子女可在全市范围内选择学校就读。",
      "高层次人才 | 符合条件 | 在全市范围内选择学校就读 | grant | health-education | talent" },
    { "符合申领条件的人员自主创业的，可享受3年税收减免。",
      "人员 | 符合申领条件 | 享受3年税收减免 | grant | tax | talent" },
    { "连续两年盈利的企业享受所得税减半优惠。",
      "企业 | 连续两年盈利 | 享受所得税减半优惠 | grant | tax | enterprise" },
    { "为初创企业提供办公场所和创业辅导。",
      "初创企业 |  | 提供办公场所和创业辅导 | grant | space | startup" },
    { "为外籍人才提供签证便利。",
      "外籍人才 |  | 提供签证便利 | grant | visa | talent" },
    { "向中小企业开放大型科学仪器设备。",
      "中小企业 |  | 开放大型科学仪器设备 | grant | facility | enterprise" },
    { "放宽外资企业市场准入限制。",
      "外资企业 |  | 放宽外资企业市场准入限制 | allow | market-access | enterprise" },
    { "取消企业投资项目备案前置审批。",
      "企业 |  | 取消企业投资项目备案前置审批 | allow | licensing | enterprise" },
    { "简化外国人才来华工作许可办理流程。",
      "外国人 |  | 简化外国人才来华工作许可办理流程 | allow | visa | talent" },
    { "缩短海外高层次人才永久居留证申办周期。",
      "海外高层次人才 |  | 缩短海外高层次人才永久居留证申办周期 | allow | residence | talent" },
    { "下放高校和科研院所科技成果处置权。",
      "高校 |  | 下放高校和科研院所科技成果处置权 | grant | transfer-rights | university\n"
      "科研院所 |  | 下放高校和科研院所科技成果处置权 | grant | transfer-rights | institution" },
    { "降低中小企业参与政府采购的门槛。",
      "中小企业 |  | 降低中小企业参与政府采购的门槛 | allow | procurement | enterprise" },
    { "扩大科研院所选人用人自主权。",
      "科研院所 |  | 扩大科研院所选人用人自主权 | allow | research-management | institution" },
    { "加大对青年科技人才的资助力度。",
      "青年科技人才 |  | 加大对青年科技人才的资助力度 | support | funding | talent" },
    { "赋予高校和科研院所更大的科研项目经费管理自主权。",
      "高校 |  | 赋予高校和科研院所更大的科研项目经费管理自主权 | grant | research-management | university\n"
      "科研院所 |  | 赋予高校和科研院所更大的科研项目经费管理自主权 | grant | research-management | institution" },
    { "探索国有企业员工持股制度。",
      "国有企业员工 |  | 探索国有企业员工持股制度 | explore | equity | talent" },
    { "探索建立科研人员离岗创业保留身份制度。",
      "科研人员 |  | 探索建立科研人员离岗创业保留身份制度 | explore | employment | talent" },
    { "试点开展外籍人才来沪工作便利化服务。",
      "外籍人才 |  | 试点开展外籍人才来沪工作便利化服务 | explore | service | talent" },
    { "推动科技型企业上市。",
      "科技型企业 |  | 推动科技型企业上市 | support | finance | enterprise" },
    { "吸引跨国公司设立地区总部。",
      "跨国公司 |  | 设立地区总部 | encourage | other | enterprise" },
    { "鼓励有条件的园区开展先行先试。",
      "园区 | 有条件 | 开展先行先试 | encourage | other | park" },
    { "支持有实力的民营企业牵头组建创新联合体，承担国家重大科技项目。",
      "民营企业 | 有实力 | 牵头组建创新联合体 | support | research-management | enterprise\n"
      "民营企业 | 有实力 | 承担国家重大科技项目 | support | other | enterprise" },
    { "扶持众创空间发展。",
      "众创空间 |  | 扶持众创空间发展 | support | space | intermediary" },
    { "支持大学生休学创业，创业时间计入实践教育学分。",
      "大学生 |  | 休学创业 | support | health-education | student\n"
      "大学生 |  | 创业时间计入实践教育学分 | grant | health-education | student" },
    { "对企业在境外设立研发中心的，给予最高200万元补助。",
      "企业 | 在境外设立研发中心 | 给予最高200万元补助 | grant | subsidy | enterprise" },
    { "对在本市连续缴纳社保满1年的在职职工，给予技能提升补贴。",
      "在职职工 | 在本市连续缴纳社保满1年 | 给予技能提升补贴 | grant | subsidy | talent" },
    { "对取得重大突破的创新团队，开辟职称评审绿色通道。",
      "创新团队 | 取得重大突破 | 开辟职称评审绿色通道 | grant | appraisal | talent" },
    { "企业租用公共仓库的，对其租金给予50%的补助，每家企业最高补助20万元。",
      "企业 | 租用公共仓库 | 其租金给予50%的补助，每家企业最高补助20万元 | grant | subsidy | enterprise" },
    { "新获国家级荣誉的，给予企业10万元奖励。",
      "企业 | 新获国家级荣誉 | 给予企业10万元奖励 | grant | subsidy | enterprise" },
    { "被认定为国家级孵化器的，给予运营机构100万元奖励。",
      "运营机构 | 被认定为国家级孵化器 | 给予运营机构100万元奖励 | grant | subsidy | intermediary" },
    { "首次上规模的工业企业给予一次性奖励10万元。",
      "工业企业 | 首次上规模 | 给予一次性奖励10万元 | grant | subsidy | enterprise" },
    { "同一企业每年只能享受一次补贴。",
      "同一企业 |  | 享受一次补贴 | grant | subsidy | enterprise" },
    { "港澳青年企业按规定享受租金补贴，补贴期限最长不超过3年。",
      "港澳青年企业 |  | 享受租金补贴，补贴期限最长不超过3年 | grant | subsidy | enterprise" },
    { "支持以企业为主体组建产业技术研究院。",
      "企业 |  | 组建产业技术研究院 | support | facility | enterprise" },
    { "鼓励企业、高校和科研院所等各类创新主体共同参与标准制定。",
      "企业 |  | 共同参与标准制定 | encourage | other | enterprise\n"
      "高校 |  | 共同参与标准制定 | encourage | other | university\n"
      "科研院所 |  | 共同参与标准制定 | encourage | other | institution" },
    { "为企业“走出去”提供维权援助服务。",
      "企业 | “走出去” | 提供维权援助服务 | grant | ip-rights | enterprise" },
    { "对本区中小微企业，减免三个月房租。",
      "中小微企业 | 本区 | 减免三个月房租 | grant | space | enterprise" },
    { "鼓励支持具备条件的医院加强与保险公司合作。",
      "医院 | 具备条件 | 加强与保险公司合作 | encourage | finance | institution" },
    { "优先为小微企业提供低费率担保支持。",
      "小微企业 |  | 提供低费率担保支持 | grant | finance | enterprise" },
    { "推动上市公司并购重组，鼓励其设立研发中心。",
      "上市公司 |  | 设立研发中心 | encourage | facility | enterprise" },
    { "职工取得职业资格证书的，可申请技能提升补贴。",
      "职工 | 取得职业资格证书 | 申请技能提升补贴 | grant | subsidy | talent" },
    { "用人单位招用就业困难人员的，给予社会保险补贴。",
      "用人单位 | 招用就业困难人员 | 给予社会保险补贴 | grant | subsidy | enterprise" },
    { "个人转让科技成果所得，免征增值税。",
      "个人 | 转让科技成果所得 | 免征增值税 | grant | tax | talent" },
    { "鼓励科研院所建立成果转化机构，对成果完成人给予奖励。",
      "科研院所 |  | 建立成果转化机构 | encourage | transfer-rights | institution\n"
      "成果完成人 |  | 给予奖励 | grant | subsidy | talent" },
    { "研发机构进口科研设备免征关税。",
      "研发机构 |  | 免征关税 | grant | customs | institution" },
    { "妥善解决引进人才住房、医疗、子女入学等问题。",
      "人才 |  | 妥善解决引进人才住房、医疗、子女入学等问题 | support | health-education | talent" },
    { "扩大科研院所管理自主权和个人科研课题选择权。",
      "科研院所 |  | 扩大科研院所管理自主权和个人科研课题选择权 | allow | research-management | institution\n"
      "个人 |  | 个人科研课题选择权 | allow | research-management | talent" },
    { "试点将企业任职经历作为高校工程类教师晋升专业技术职务的重要条件。",
      "高校工程类教师 |  | 试点将企业任职经历作为高校工程类教师晋升专业技术职务的重要条件 | explore | appraisal | talent" },
    { "试点国有企业对重要科技人员实施股权激励。",
      "国有企业 |  | 试点国有企业对重要科技人员实施股权激励 | explore | equity | enterprise\n"
      "重要科技人员 |  | 国有企业对重要科技人员实施股权激励 | explore | equity | talent" },
    { "支持职业院校（含技工院校）、培训机构和符合条件的企业承担职业技能培训。",
      "职业院校 |  | 承担职业技能培训 | support | service | university\n"
      "培训机构 |  | 承担职业技能培训 | support | service | intermediary\n"
      "企业 | 符合条件 | 承担职业技能培训 | support | service | enterprise" },
    { "引进境外资金的中介机构、中介人（不含公职人员），按引进项目实到外资的4‰给予奖励。",
      "中介机构 | 引进境外资金 | 按引进项目实到外资的4‰给予奖励 | grant | subsidy | intermediary\n"
      "中介人 | 引进境外资金 | 按引进项目实到外资的4‰给予奖励 | grant | subsidy | talent" },
    { "在本区实际运营满一年的创业企业，对其场地租金的50%予以补贴。",
      "创业企业 | 在本区实际运营满一年 | 其场地租金的50%予以补贴 | grant | space | startup" },
    { "对符合一定条件的创业人才、创业投资管理运营人才，给予奖励。",
      "创业人才、创业投资管理运营人才 | 符合一定条件 | 给予奖励 | grant | subsidy | talent" },
    { "对通过市场主体评价的创业人才、企业科技和技能人才，直接赋予居住证积分。",
      "创业人才、企业科技和技能人才 | 通过市场主体评价 | 直接赋予居住证积分 | grant | residence | talent" },
    { "新引进世界500强企业投资项目，当年实到外资达到1000万美元的，在市级奖励的基础上，再给予一次性奖励100万元。",
      "世界500强企业 | 新引进世界500强企业投资项目，当年实到外资达到1000万美元 | 给予一次性奖励100万元 | grant | subsidy | enterprise" },
    { "对失业人员，免费提供经营场地。",
      "失业人员 |  | 免费提供经营场地 | grant | space | talent" },
    { "被取消资格的单位，两年内不予认定。",
      "单位 | 被取消资格 | 两年内不予认定 | prohibit | recognition | enterprise" },
    { "各园区应成立专门的管理机构。",
      "各园区 |  | 成立专门的管理机构 | require | other | park" },
    { "新注册的外贸企业（含区外迁入企业），从注册当年起3年内，年进出口额增量达300万美元以上，奖励3万元。",
      "外贸企业 | 新注册 | 奖励3万元 | grant | subsidy | enterprise" },
    { "用人单位应当向见习人员提供生活补贴。",
      "用人单位 |  | 向见习人员提供生活补贴 | require | subsidy | enterprise\n"
      "见习人员 |  | 提供生活补贴 | grant | subsidy | talent" },
    { "推动上下游企业融通创新。", "上下游企业 |  | 融通创新 | support | other | enterprise" },
    { "推动现有孵化器专业化转型。", "现有孵化器 |  | 专业化转型 | support | other | intermediary" },
    { "促进金融机构与科技企业有效对接。", "金融机构 |  | 与科技企业有效对接 | support | finance | financial" },
    { "吸引和带动社会资本参与设立基金。", "社会资本 |  | 参与设立基金 | encourage | finance | investor" },
    { "各园区要建设高质量孵化器。", "各园区 |  | 建设高质量孵化器 | require | space | park" },
    { "组织开展高技能人才、职业经理人等专项培训。",
      "高技能人才、职业经理人 |  | 组织开展高技能人才、职业经理人等专项培训 | grant | service | talent" },
    { "实施园区管理人才海外培训计划。", "园区管理人才 |  | 实施园区管理人才海外培训计划 | grant | service | talent" },
    { "加强对中小企业的指导和支持。", "中小企业 |  | 加强对中小企业的指导和支持 | support | other | enterprise" },
    { "落实天使投资的税收优惠政策。", "天使投资 |  | 落实天使投资的税收优惠政策 | grant | tax | investor" },
    { "通过规划、政策等引导园区聚焦主导产业。", "园区 |  | 聚焦主导产业 | encourage | other | park" },
    { "构建支持园区改革创新的政策体系。", "园区 |  | 构建支持园区改革创新的政策体系 | support | other | park" },
    { "支持负责园区运营的国有企业在境外设立基金。", "国有企业 | 负责园区运营 | 在境外设立基金 | support | finance | enterprise" },
    { "支持社会资本和重点企业设立创业引导基金。",
      "社会资本 |  | 设立创业引导基金 | support | finance | investor\n"
      "重点企业 |  | 设立创业引导基金 | support | finance | enterprise" },
    { "优先向符合条件的企业供应用地。", "企业 | 符合条件 | 优先向符合条件的企业供应用地 | grant | space | enterprise" },
    { "完善政务服务，赋予园区运营主体管理权。", "园区运营主体 |  | 赋予园区运营主体管理权 | grant | service | enterprise" },
    { "鼓励担保产品创新，为小微企业提供增信服务。", "小微企业 |  | 提供增信服务 | encourage | finance | enterprise" },
    { "推动高新技术企业“小升规、规转强”。", "高新技术企业 |  | “小升规、规转强” | support | other | enterprise" },
    { "入驻青年之家、创业孵化基地等场所的第三方服务机构每成功推荐1个企业在基地登记注册，且该企业后续经营满1年的，给予1万元奖励。",
      "第三方服务机构 | 入驻青年之家、创业孵化基地等场所 | 给予1万元奖励 | grant | subsidy | intermediary" },
    { "对其中就业困难人员在培训期间再给予生活费补贴。",
      "就业困难人员 | 在培训期间 | 给予生活费补贴 | grant | subsidy | talent" },
    { "对符合最低生活保障条件的家庭，及时纳入最低生活保障范围。",
      "家庭 | 符合最低生活保障条件 | 纳入最低生活保障范围 | grant | other | resident" },
    { "参展企业达到6家以上，给予商会3万元补助。", "商会 | 参展企业达到6家以上 | 给予商会3万元补助 | grant | subsidy | other" },
    { "对不裁员的参保企业，返还其上年度失业保险费的50%。",
      "参保企业 | 不裁员 | 返还其上年度失业保险费的50% | grant | employment | enterprise" },
    { "支持园区结合自身特点，实施空间调整。", "园区 |  | 结合自身特点，实施空间调整 | support | other | park" },
    { "鼓励企业围绕“智慧”定位，以深化应用为主线，发展新业态。",
      "企业 |  | 围绕“智慧”定位，以深化应用为主线，发展新业态 | encourage | other | enterprise" },
    { "组织跨单位、跨领域科研人员开展合作。", "跨单位、跨领域科研人员 |  | 开展合作 | support | other | talent" },
    { "鼓励社会资金参与，构建第三方服务平台。", "社会资金 |  | 参与，构建第三方服务平台 | encourage | service | investor" },
    { "推动企业科技人才双向流动。", "企业科技人才 |  | 双向流动 | support | employment | talent" },
    { "集中开展紧缺急需和骨干专业技术人员专项培训。",
      "紧缺急需和骨干专业技术人员 |  | 集中开展紧缺急需和骨干专业技术人员专项培训 | grant | service | talent" },
    { "各级人民政府应当支持企业建设实验室。", "企业 |  | 建设实验室 | support | facility | enterprise" },
    { "各区要为企业提供政务服务。", "企业 |  | 提供政务服务 | grant | service | enterprise" },
    { "争取外籍人才居留制度试点、高层次人才职称评审试点。",
      "外籍人才 |  | 争取外籍人才居留制度试点 | explore | residence | talent\n"
      "高层次人才 |  | 高层次人才职称评审试点 | explore | appraisal | talent" },
    { "加强对小微企业的帮扶。", "小微企业 |  | 加强对小微企业的帮扶 | support | other | enterprise" },
    { "促进大中小企业融通发展。", "大中小企业 |  | 融通发展 | support | other | enterprise" },
    { "推荐优秀企业参评科技奖励。", "优秀企业 |  | 参评科技奖励 | support | subsidy | enterprise" },
    { "畅通科研人员离岗创业渠道。", "科研人员 |  | 畅通科研人员离岗创业渠道 | allow | employment | talent" },
    { "引导创业投资机构加大对种子期企业的投入。",
      "创业投资机构 |  | 加大对种子期企业的投入 | encourage | finance | investor\n"
      "种子期企业 |  | 加大对种子期企业的投入 | encourage | other | startup" },
    { "引进知名孵化器，支持其设立分支机构。", "知名孵化器 |  | 设立分支机构 | support | space | intermediary" },
    { "对园区内符合条件的高端人才给予住房补贴。", "高端人才 | 园区内符合条件 | 给予住房补贴 | grant | housing | talent" },
    { "支持园区开发公司转型为运营商。", "园区开发公司 |  | 转型为运营商 | support | other | enterprise" },
    { "提高科研人员转化收益比例，最高可达70%以上。",
      "科研人员 |  | 提高科研人员转化收益比例 | grant | transfer-rights | talent" },
    { "将试点政策向各园区复制推广。", "各园区 |  | 将试点政策向各园区复制推广 | grant | other | park" },
};
START_TEST(finds_entitlements)
{
    tiao_buf got = { 0 };
    show_all(policy[_i].in, &got);
    ck_assert_str_eq(got.p ? got.p : "", policy[_i].found);
    tiao_buf_free(&got);
}
END_TEST

/* Nobody in particular, a public body's own duty, a state of affairs, or a word that only looks like a verb. */
static const char *const nothing[] = {
    "加强组织领导，明确责任分工。",
    "各部门要高度重视，形成工作合力。",
    "市科委应当会同市财政局制定实施细则。",
    "2020年，高新技术企业达到1万家。",
    "企业是技术创新的主体。",
    "建设具有全球影响力的科技创新中心。",
    "鼓励大胆创新、宽容失败。",
    "支持人工智能产业发展。",
    "充分发挥企业家的重要作用。",
    "本措施自发布之日起施行，有效期3年。",
    "推动产业转型升级。",
    "坚持以企业为主体、市场为导向。",
    "应用场景进一步拓展，许可事项逐步减少。",
    "探索设立国有科技银行。",
    "建设公共服务平台，为产业发展提供支撑。",
    "有关部门不得要求重复提交材料。",
    "落实国家有关政策，加快建设现代产业体系。",
    "企业所得税收入增长10%。",
    "对政府投资项目实行集中管理。",
    "人才队伍不断壮大，创新能力持续提升。",
    "第一年实到外资达到标准的，按标准给予奖励。",
    "完善项目管理办法，提高资金使用效益。",
    "园区管委会应当建立考核制度。",
    "为市民享受到优质服务提供支撑。",
    "引导科技企业数据库与银行对接。",
    "推进公共服务平台建设试点。",
    "推动园区开发管理模式转型。",
    "各区政府要建设高质量孵化器。",
    "为园区合作提供新的空间。",
    "构建支持创新的服务平台。",
    "作为区政府的派出机构，负责提供政务服务。",
    "评估内容包括孵化基地建设情况、留用率（须签订劳动合同）。",
};
START_TEST(finds_nothing)
{
    tiao_buf got = { 0 };
    show_all(nothing[_i], &got);
    ck_assert_str_eq(got.p ? got.p : "", "");
    tiao_buf_free(&got);
}
END_TEST

/* What a lead-in says holds for its items, what 支持对象 says for the items beside it; aims give nothing. */
static const struct { const char *in, *found; } outline[] = {
    { "第一条 对经认定的研发机构，按以下标准给予奖励：\n（一）国家级的，一次性奖励200万元；\n（二）市级的，一次性奖励50万元。\n",
      "研发机构 | 经认定 | 按以下标准给予奖励 | grant | subsidy | institution\n"
      "研发机构 | 国家级 | 一次性奖励200万元 | grant | subsidy | institution\n"
      "研发机构 | 市级 | 一次性奖励50万元 | grant | subsidy | institution" },
    { "第一条 支持对象。在本区依法注册的科技型中小企业。\n第二条 支持标准。按照实际投入的30%给予补贴。\n",
      "科技型中小企业 | 在本区依法注册 | 按照实际投入的30%给予补贴 | grant | subsidy | enterprise" },
    { "一、基本原则\n完善服务体系，为企业提供全方位服务。\n二、主要措施\n为企业提供全方位服务。\n",
      "企业 |  | 提供全方位服务 | grant | service | enterprise" },
};
START_TEST(reads_outlines)
{
    tiao_buf got = { 0 };
    show_all(outline[_i].in, &got);
    ck_assert_str_eq(got.p ? got.p : "", outline[_i].found);
    tiao_buf_free(&got);
}
END_TEST

static bool is_inside(tiao_str part, tiao_str whole)
{
    return part.s >= whole.s && part.s + part.n <= whole.s + whole.n;
}

/* The words are the document's own, they are not empty, and the sentence lies in the node's text. */
static void check_words(const tiao_doc *d)
{
    size_t                  n;
    const tiao_entitlement *e    = tiao_doc_entitlements(d, &n);
    tiao_str                text = tiao_doc_text(d);
    for (size_t i = 0; i < n; i++) {
        ck_assert_uint_gt(e[i].who.n, 0);
        ck_assert_uint_gt(e[i].benefit.n, 0);
        ck_assert(is_inside(e[i].who, text));
        ck_assert(is_inside(e[i].benefit, tiao_node_text(d, e[i].node)));
        ck_assert(!e[i].condition.s || (e[i].condition.n > 0 && is_inside(e[i].condition, text)));
        ck_assert_uint_le(e[i].sentence.start, e[i].sentence.end);
        ck_assert_uint_le(e[i].sentence.end, tiao_node_text(d, e[i].node).n);
        ck_assert(tiao_words_check(words, TI_STR("class"), e[i].beneficiary, NULL) == TIAO_OK);
        ck_assert(tiao_words_check(words, TI_STR("instrument"), e[i].instrument, NULL) == TIAO_OK);
        ck_assert(i == 0 || e[i].node >= e[i - 1].node);
    }
}

START_TEST(quotes_the_document)
{
    for (int i = 0; i < N(policy); i++) {
        tiao_doc *d = read_text(policy[i].in);
        check_words(d);
        tiao_doc_free(d);
    }
}
END_TEST

/* Texts that nobody writes, long enough that anything but proportional time would not end here. */
static const struct { const char *head, *again, *tail; } endless[] = {
    { "", "对", "" },                 { "", "企业", "" },            { "", "对企业给予", "" },       { "", "企业的，", "" },
    { "", "的企业、", "" },           { "对企业，", "建设，", "给予奖励。" }, { "支持企业", "，参与合作", "。" }, { "", "（", "企业" },
    { "", "“企业给予", "" },          { "", "向企业", "" },          { "", "企业和", "" },           { "", "支持", "" },
    { "支持企业", "，向参与", "。" }, { "", "符合条件的", "企业，给予奖励" }, { "", "创业投资管理", "人才" },  { "", "企业一线和青年", "" },
    { "", "支持企业，为企业提供", "" }, { "", "企业可，", "" },       { "", "等", "企业给予" },       { "", "企业（", "可以" },
};
START_TEST(ends)
{
    tiao_buf b = { 0 };
    ti_buf_put(&b, ti_str(endless[_i].head));
    while (b.n < 300000)
        ti_buf_put(&b, ti_str(endless[_i].again));
    ti_buf_put(&b, ti_str(endless[_i].tail));
    tiao_doc *d = read_text(b.p);
    check_words(d);
    tiao_doc_free(d);
    tiao_buf_free(&b);
}
END_TEST

/* Words of the lists shuffled: whatever comes out, it quotes the document. */
START_TEST(survives_shuffled_words)
{
    static const char *const part[] = { "，", "。", "的", "、", "和", "等", "（", "）", "“", "”", "对", "为", "向", "企业", "人才", "给予", "可",
                                        "不得", "支持", "鼓励", "放宽", "完善", "探索", "试点", "其", "20万元", "奖励", "提供", "服务", "部门",
                                        "在", "：", "\n", "由", "以", "创业投资", "初创", "本市", "时", " ", "一是" };
    uint64_t seed = 1;
    for (int round = 0; round < 400; round++) {
        tiao_buf b = { 0 };
        for (int k = 0; k < 60; k++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            ti_buf_put(&b, ti_str(part[(seed >> 33) % (uint64_t)N(part)]));
        }
        ti_buf_char(&b, 'x');
        tiao_doc *d = read_text(b.p);
        check_words(d);
        tiao_doc_free(d);
        tiao_buf_free(&b);
    }
}
END_TEST

static const struct { const char *in, *clauses; } split[] = {
    { "对企业，给予奖励；支持人才。", "0对企业 0给予奖励 1支持人才" },
    { "鼓励“大胆闯，大胆试”，探索改革。", "0鼓励“大胆闯，大胆试” 0探索改革" },
    { "标准如下：（一）甲，乙", "0标准如下 0（一）甲 0乙" },
    { "（未完，企业。支持，人才", "0（未完，企业 1支持 1人才" },
    { "", "" },
    { "，。；", "" },
};
START_TEST(splits_clauses)
{
    ti_clauses c = { 0 };
    tiao_buf   b = { 0 };
    ck_assert(ti_clauses_split(&c, ti_str(split[_i].in), 0, NULL) == TIAO_OK);
    for (size_t i = 0; i < c.n; i++) {
        ti_buf_put(&b, i ? TI_STR(" ") : TI_STR(""));
        ti_buf_uint(&b, c.v[i].sentence);
        ti_buf_put(&b, ti_sub(ti_str(split[_i].in), c.v[i].start, c.v[i].end));
    }
    ck_assert_str_eq(b.p ? b.p : "", split[_i].clauses);
    tiao_buf_free(&b);
    ti_clauses_free(&c);
}
END_TEST

static const struct { const char *what, *id, *message; } known[] = {
    { "class", "startup", "" },
    { "class", "other", "" },
    { "class", "plain", "no class 'plain'" },
    { "class", "enterprize", "no class 'enterprize'; nearest: enterprise" },
    { "modality", "grant", "" },
    { "modality", "grnat", "no modality 'grnat'; nearest: grant" },
    { "instrument", "visa", "" },
    { "instrument", "subsidies", "no instrument 'subsidies'; nearest: subsidy" },
};
START_TEST(knows_its_ids)
{
    tiao_error err = { 0 };
    tiao_err   rc  = tiao_words_check(words, ti_str(known[_i].what), ti_str(known[_i].id), &err);
    ck_assert_int_eq(rc, *known[_i].message ? TIAO_EUSAGE : TIAO_OK);
    ck_assert_msg(strncmp(err.msg, known[_i].message, strlen(known[_i].message)) == 0, "%s", err.msg);
}
END_TEST

/* Every allocation fails once: no crash, and the code says so. */
START_TEST(bears_lack_of_memory)
{
    static const char text[] = "对经认定的企业，给予奖励：\n（一）国家级的，奖励200万元；支持人才创业。\n";
    for (long at = 1; at < 400; at++) {
        tiao_doc  *d    = NULL;
        tiao_meta  meta = { .id = TI_STR("doc") };
        ck_assert(tiao_doc_parse(&d, ti_str(text), &meta, NULL) == TIAO_OK);
        ti_alloc_fail_at = at;
        tiao_err rc      = tiao_doc_find_facts(d, words, NULL);
        ti_alloc_fail_at = 0;
        ck_assert(rc == TIAO_OK || rc == TIAO_ENOMEM);
        tiao_doc_free(d);
        if (rc == TIAO_OK)
            return;
    }
    ck_abort_msg("never enough memory");
}
END_TEST

static void fill(TCase *t)
{
    tcase_add_loop_test(t, finds_entitlements, 0, N(policy));
    tcase_add_loop_test(t, finds_nothing, 0, N(nothing));
    tcase_add_loop_test(t, reads_outlines, 0, N(outline));
    tcase_add_test(t, quotes_the_document);
    tcase_add_loop_test(t, ends, 0, N(endless));
    tcase_add_test(t, survives_shuffled_words);
    tcase_add_loop_test(t, splits_clauses, 0, N(split));
    tcase_add_loop_test(t, knows_its_ids, 0, N(known));
    tcase_add_test(t, bears_lack_of_memory);
}

int main(void)
{
    tiao_error err = { 0 };
    if (tiao_words_open(&words, WORDS, &err) != TIAO_OK) {
        fprintf(stderr, "%s\n", err.msg);
        return EXIT_FAILURE;
    }
    int status = run_suite("entitlement", fill);
    tiao_words_close(words);
    return status;
}
