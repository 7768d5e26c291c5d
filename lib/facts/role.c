/* The role of a figure: what the words of its clause, and then of its sentence, say that it is for. */
#include "facts/figure.h"

/* Where the units of meaning around a figure start and end. */
typedef struct {
    uint32_t sentence, segment, clause, part;          /* starts: up to 。 ； ， 、 */
    uint32_t clause_end, segment_end, sentence_end;
} around;

static bool has_before(const ti_passage *p, const ti_figure *f, ti_cue_kind kind, uint32_t from)
{
    return ti_cue_before(p, f, kind, from) != NULL;
}
static bool has_behind(const ti_passage *p, const ti_figure *f, ti_cue_kind kind, uint32_t to)
{
    return ti_cue_behind(p, f, kind, to) != NULL;
}

static bool has_words(const ti_passage *p, uint32_t from, uint32_t to, const char *words)
{
    for (const char *w = words; *w && from < to;) {
        size_t n = strcspn(w, " ");
        if (memmem(ti_at(p, from), to - from, w, n))
            return true;
        w += n + (w[n] == ' ');
    }
    return false;
}

static bool is_case_here(const ti_passage *p, const ti_figure *f)
{
    if (ti_word_behind(p, f->end, "的， 的, 的） 的) 的按 的； 的; 的： 的: 的、"))
        return true;
    if (f->after && ti_word_behind(p, f->end, "的列入 的纳入 的予以 的给予 的奖励 的补助 的补贴 的资助 的一次性 的每 的再 的另 的可 的不 的由 的为 的部分 "
                                              "的提高 的上浮 的据实 的追加 的优先 的享受 的取消 的停止 的免"))
        return true;
    if (f->before && ti_word_behind(p, f->end, "的部分 的据实 的给予 的不予 的按"))
        return true;
    return (f->before || f->after) && ti_word_behind(p, f->end, "的企业 的单位 的团队 的个人 的人员 的机构 的项目 的组织 的家庭 的中介 的高校 的园区 的平台 "
                                                                "的载体 的职工 的劳动者 的用人单位 的小微企业 的纳税人 的公司");
}

/* Or in what follows: 年接待游客5万人次以上的旅行社，奖励…; 对投资10亿元以上或者具有重大带动作用的项目 */
static bool is_case_by_itself(const ti_passage *p, const ti_figure *f, const around *a)
{
    if (is_case_here(p, f))
        return true;
    if ((f->before || f->after) && !has_before(p, f, CUE_BENEFIT, a->clause) && !has_words(p, a->clause, f->start, "提供")) {
        bool is_of = ti_word_behind(p, f->end, "的") != 0;
        if (is_of && !has_behind(p, f, CUE_BENEFIT, a->clause_end) && has_behind(p, f, CUE_BENEFIT, a->segment_end))
            return true;
        if (has_words(p, a->clause, f->start, "对") && is_of && has_behind(p, f, CUE_BENEFIT, a->sentence_end))
            return true;
        if (ti_word_behind(p, a->clause, "对") && has_words(p, f->end, a->clause_end, "的"))
            return true;
    }
    return false;
}

/* A clause that ends in 的 names a case: 后续经营满1年的，给予…  So does a figure with 的企业 behind it. */
static bool is_case(const ti_passage *p, const ti_figure *f, const around *a)
{
    if (is_case_by_itself(p, f, a))
        return true;
    if (ti_word_behind(p, f->end, "或 和 且 并 及 、"))
        for (size_t i = (size_t)(f - p->figures) + 1, n = 0; i < p->figures_count && n < 3 && p->figures[i].start < a->clause_end; i++, n++)
            if (is_case_by_itself(p, &p->figures[i], a))
                return true;
    for (size_t k = f->mark; k < p->marks_count && k < f->mark + 16 && p->marks[k].start < a->segment_end; k++) {
        const ti_cue *m = &p->marks[k];
        if (m->start < f->end)
            continue;
        if (m->kind == CUE_BENEFIT || m->kind == CUE_LIMIT)
            return false;
        if ((m->kind == CUE_COMMA || m->kind == CUE_SEMICOLON || m->kind == CUE_COLON) && ti_word_before(p, m->start, "的"))
            return true;
    }
    return false;
}

/* 由7年缩短为2至5年: the first figure tells how things stood. */
static bool is_old_value(const ti_passage *p, const ti_figure *f, const around *a)
{
    uint32_t to = f->end + 36 < a->clause_end ? f->end + 36 : a->clause_end;
    if (!has_words(p, a->part, f->start, "由 从 将"))
        return false;
    return has_words(p, f->end, to, "缩短为 缩短到 缩短至 放宽至 放宽到 放宽为 提高到 提高至 提高为 增加到 增加至 扩展至 扩大到 扩大至 降至 降到 降低到 降低至 降为 调整为 "
                                    "延长至 延长到 延长为 上升到 压缩到 压缩至 压缩为 减少到 减少至 减为 减至 精简到 精简至 提升到 提升至");
}

static int role_of_term(const ti_passage *p, const ti_figure *f, const around *a)
{
    if (has_words(p, a->clause, f->start, "印发之日 发布之日 施行之日 实施之日 公布之日 印发后 发布后"))
        return TIAO_ROLE_DEADLINE;
    if (p->is_law && has_words(p, a->clause, f->start, "应当 之日起") && !is_case(p, f, a))
        return TIAO_ROLE_LIMIT;
    if (ti_word_before(p, f->core, "近") || (has_words(p, a->clause, f->start, "毕业 注册 成立 开业 登记 入驻 孵化期") &&
                                             !ti_word_behind(p, f->end, "不予 不得 不再 不能")))
        return TIAO_ROLE_CONDITION;
    if (ti_str_is(f->unit, TI_STR("工作日")) || ti_word_behind(p, f->end, "不予 不得 不再 不能"))
        return TIAO_ROLE_LIMIT;
    if (ti_word_before(p, f->core, "满"))
        return TIAO_ROLE_CONDITION;
    if (has_words(p, a->clause, f->start, "力争 争取"))
        return TIAO_ROLE_DEADLINE;
    if (!is_case(p, f, a) && has_words(p, f->end, a->clause_end, "拨付 提交 报送 审核 审批 公示 支付 办理 办结 申领 申报 兑付 兑现"))
        return TIAO_ROLE_LIMIT;
    if (ti_word_behind(p, f->end, "可 免 减 分期") || ti_word_before(p, f->start, "可在 可于 可"))
        return TIAO_ROLE_BENEFIT;
    if (is_case(p, f, a))
        return TIAO_ROLE_CONDITION;
    if (has_behind(p, f, CUE_BENEFIT, a->clause_end))
        return TIAO_ROLE_BENEFIT;
    if (has_words(p, a->clause, f->start, "之日起 收到 届满 期满 后") || p->is_law)
        return TIAO_ROLE_LIMIT;
    if (has_behind(p, f, CUE_BENEFIT, a->sentence_end))
        return TIAO_ROLE_CONDITION;
    return TIAO_ROLE_DEADLINE;
}

/* -1 where a duration is to be judged as other figures are. */
static int role_of_duration(const ti_passage *p, const ti_figure *f, const around *a)
{
    if (ti_str_is(f->unit, TI_STR("岁")) || ti_str_is(f->unit, TI_STR("周岁")))
        return has_words(p, a->clause, f->start, "寿命 平均") ? -1 : TIAO_ROLE_CONDITION;
    if (has_words(p, a->clause, f->start, "有效期 试行期")) {
        uint32_t back = a->sentence;
        if (has_words(p, back, f->start, "本办法 本意见 本措施 本规定 本细则 本政策 本方案 本通知 本实施 本条例 施行 实施 执行"))
            return TIAO_ROLE_DESCRIPTION;
        return has_words(p, a->clause, f->start, "延长 放宽") || has_words(p, f->end, a->clause_end, "许可 签证 居留 居住证") || has_before(p, f, CUE_BENEFIT, a->sentence) || has_behind(p, f, CUE_BENEFIT, a->sentence_end) ? TIAO_ROLE_BENEFIT : TIAO_ROLE_LIMIT;
    }
    if (ti_word_behind(p, f->end, "有效期"))
        return TIAO_ROLE_BENEFIT;
    if (has_words(p, a->clause, f->start, "平均") && has_words(p, a->clause, f->start, "控制在 缩短至 缩短到 压缩至 压缩到"))
        return TIAO_ROLE_TARGET;                       /* 平均通勤时间控制在40分钟以内 */
    if (ti_word_before(p, f->start, "用 未来 今后 经过 通过 利用") && (!f->after || f->comparator == TIAO_ABOUT) && ti_word_behind(p, f->end, "时间 左右时间 ， , 的时间 的努力"))
        return TIAO_ROLE_DEADLINE;
    if (f->exclusive)
        return role_of_term(p, f, a);
    if (f->before && ti_word_before(p, f->core, "满 未满 不满 不足"))
        return TIAO_ROLE_CONDITION;                    /* 注册登记满1年 */
    if ((ti_word_before(p, f->start, "逾期 超期 近 最近") || ti_word_before(p, f->core, "近 最近")) && !has_before(p, f, CUE_BUDGET, a->clause))
        return TIAO_ROLE_CONDITION;
    if (ti_word_before(p, f->start, "免收 减半收取 免除 减免 减收"))
        return TIAO_ROLE_BENEFIT;                      /* 免收三个月租金 */
    if (ti_word_before(p, f->start, "分") && has_before(p, f, CUE_BENEFIT, a->sentence))
        return TIAO_ROLE_BENEFIT;                      /* 给予最高30万元奖励，分两年拨付 */
    if (ti_word_behind(p, f->core, "每"))
        return TIAO_ROLE_LIMIT;
    if (is_case(p, f, a))
        return TIAO_ROLE_CONDITION;
    if (has_behind(p, f, CUE_CONDITION, a->clause_end) && f->after && !has_before(p, f, CUE_BENEFIT, a->clause))
        return TIAO_ROLE_CONDITION;                    /* 一年以上劳动合同 */
    if (has_behind(p, f, CUE_BENEFIT, a->clause_end) && !f->after && !ti_word_before(p, f->start, "近 连续") && f->comparator == TIAO_EQ)
        return TIAO_ROLE_BENEFIT;
    if (ti_str_is(f->unit, TI_STR("工作日")))
        return TIAO_ROLE_LIMIT;
    return -1;
}

/* A benefit word behind the figure rules it, unless the word's own figure follows: 50万-100万美元奖励10万元. */
static bool benefit_follows(const ti_passage *p, const ti_figure *f, const around *a)
{
    const ti_cue *m = ti_cue_behind(p, f, CUE_BENEFIT, a->clause_end);
    if (!m)
        return false;
    size_t i = (size_t)(f - p->figures);
    for (size_t k = i + 1; k < p->figures_count && k < i + 4 && p->figures[k].start < a->clause_end; k++)
        if (p->figures[k].start >= m->end && p->figures[k].dimension == f->dimension && p->figures[k].start <= m->end + 6)
            return false;
    return true;
}

/* 2021年，全市地区生产总值达2.5万亿元, in a document of 2022. */
static bool tells_of_past(const ti_passage *p, uint32_t from, uint32_t to)
{
    int digits = 0, year = 0;
    for (const char *q = ti_at(p, from), *end = ti_at(p, to); q < end;) {
        uint32_t cp = ti_utf8_next(&q, end);
        if (ti_is_digit(cp)) {
            year = digits++ < 4 ? year * 10 + (int)ti_digit(cp) : 0;
            continue;
        }
        if (digits == 4 && cp == 0x5E74 && p->year && year >= 1949 && year < p->year)
            return true;
        digits = year = 0;
    }
    return false;
}

static bool is_bracketed(const ti_passage *p, const around *a) { return ti_word_before(p, a->segment, "（ (") != 0; }

/* Whether the sentence around a bracketed figure has a mark of the kind. */
static bool sentence_has(const ti_passage *p, const ti_figure *f, ti_cue_kind kind)
{
    for (size_t k = f->mark, n = 0; k < p->marks_count && n < CONTEXT_MARKS && p->marks[k].kind != CUE_STOP; k++, n++)
        if (p->marks[k].kind == kind)
            return true;
    for (size_t k = f->mark, n = 0; k-- > 0 && n < CONTEXT_MARKS && p->marks[k].kind != CUE_STOP; n++)
        if (p->marks[k].kind == kind)
            return true;
    return false;
}

/* 每引进1家, 每增加1000万元税收: what a benefit is counted by, where its own figure follows. */
static bool is_counted_by(const ti_passage *p, const ti_figure *f, const around *a)
{
    size_t      i = (size_t)(f - p->figures);
    const char *q = ti_at(p, f->core);
    uint32_t    from = i && p->figures[i - 1].end > a->clause ? p->figures[i - 1].end : a->clause;
    if (f->before || f->after || i + 1 >= p->figures_count || p->figures[i + 1].start >= a->segment_end)
        return false;
    for (int k = 0; k < 12 && q > ti_at(p, from); k++) {
        uint32_t at = (uint32_t)(q - p->text.s);
        if (ti_word_before(p, at, "每") && ti_word_behind(p, at, "增 新 引 招 培 成 推 带 吸 孵 举 建 达 超 提 完 获 输 介 入 转 认 安 购 进 出 发 接 通"))
            return true;
        ti_utf8_back(&q, p->text.s);
    }
    return false;
}

/* 博士每人每月2000元 */
static bool is_per_head(const ti_passage *p, const ti_figure *f)
{
    return f->dimension == TIAO_DIM_MONEY && !p->is_law &&
           ti_word_before(p, f->start, "每人每月 每人每年 每人每天 每人每次 每月每人 每年每人 每生每年 每生每学年 每床每月 每户每年 每户每月 每人每学期 每人 每家 每户 "
                                       "每亩 每张 每台 每件 每项 每辆 每人补贴 每人补助 每人奖励 每亩补贴 每亩补助 每张床位补贴 每张床位 每家奖励 每件资助 每件奖励 每个 "
                                       "每亩每年 每平方米 每吨 每头 每只 每场 每次 每人发放");
}

/* 单个企业年度累计最高500万元: a cap on what one beneficiary receives. */
static bool is_cap_of_one(const ti_passage *p, const ti_figure *f, const around *a)
{
    if (p->is_law || (f->comparator != TIAO_LE && f->comparator != TIAO_LT))
        return false;
    if (has_before(p, f, CUE_BENEFIT, a->sentence) && ti_word_behind(p, f->start, "最高 最多 累计最高") && f->dimension == TIAO_DIM_MONEY)
        return true;
    if (f->start - a->clause <= 12 && has_before(p, f, CUE_BENEFIT, a->segment) && f->dimension == TIAO_DIM_MONEY)
        return true;                                   /* 给予补助，每年不超过30万元 */
    return has_words(p, a->clause, f->start, "单个 每家 同一 单户 每户 每个 每人 单家 每名 每项 单项 单次 单笔 补贴总额 补助总额 奖励总额 资助总额 补贴额 贴息额 奖励额 "
                                             "补助额 年度累计 年最高 全年最高 总额不") &&
           (p->noun.n || has_before(p, f, CUE_BENEFIT, a->sentence) || has_behind(p, f, CUE_BENEFIT, a->clause_end));
}

/* 设立5000万元风险补偿资金池 */
static bool is_fund(const ti_passage *p, const ti_figure *f, const around *a)
{
    return f->dimension == TIAO_DIM_MONEY && !p->is_law && has_words(p, a->clause, f->start, "设立 组建 总规模 首期 财政出资 发起") &&
           has_words(p, a->clause, a->clause_end, "基金 资金池 专项资金 风险补偿金");
}

/* 按照每平方米每天不超过4元的标准，给予…: how much, though the benefit comes in the next clause. */
static bool is_rate(const ti_passage *p, const ti_figure *f, const around *a)
{
    return ti_word_behind(p, a->clause, "按") && ti_word_before(p, a->clause_end, "的标准 标准 的比例 比例") &&
           has_behind(p, f, CUE_BENEFIT, a->segment_end);
}

static int role_of(const ti_passage *p, const ti_figure *f)
{
    if (f->dimension == TIAO_DIM_DEADLINE)
        return TIAO_ROLE_DEADLINE;
    around a = {
        .sentence = ti_clause_start(p, f, CUE_STOP),   .segment = ti_clause_start(p, f, CUE_SEMICOLON),
        .clause   = ti_clause_start(p, f, CUE_COMMA),  .part = ti_clause_start(p, f, CUE_DUN),
        .clause_end = ti_clause_end(p, f, CUE_COMMA),  .segment_end = ti_clause_end(p, f, CUE_SEMICOLON),
        .sentence_end = ti_clause_end(p, f, CUE_STOP),
    };
    bool is_amount = f->dimension == TIAO_DIM_MONEY || f->dimension == TIAO_DIM_RATIO || f->dimension == TIAO_DIM_MULTIPLE;
    bool is_count  = f->dimension == TIAO_DIM_COUNT;
    if ((f->spec && !((f->before || f->after) && is_case_here(p, f))) || is_old_value(p, f, &a))
        return TIAO_ROLE_DESCRIPTION;
    if (has_words(p, f->end, a.clause_end, "罚款 拘留 罚金 有期徒刑 停业 停止从业 停止执业") ||
        has_words(p, a.clause, f->start, "罚款 罚金 有期徒刑 拘留 停业 停止从业"))
        return TIAO_ROLE_LIMIT;
    if (has_words(p, a.sentence, f->start, "下列条件： 以下条件： 列条件: 下条件: 如下条件： 条件如下：") && !has_before(p, f, CUE_BENEFIT, a.clause))
        return TIAO_ROLE_CONDITION;
    if (p->lead_role == TIAO_ROLE_CONDITION && !has_before(p, f, CUE_BENEFIT, a.clause) && !has_words(p, a.sentence, f->start, "有效期"))
        return TIAO_ROLE_CONDITION;
    if (f->dimension == TIAO_DIM_DURATION) {
        int r = role_of_duration(p, f, &a);
        if (r >= 0)
            return r;
    }
    if (is_bracketed(p, &a) && sentence_has(p, f, CUE_BENEFIT))
        return TIAO_ROLE_CONDITION;                    /* 在我区投资（200万美元以上）的中介机构 */
    if (is_amount && !p->is_law && is_rate(p, f, &a))
        return TIAO_ROLE_BENEFIT;
    bool in_case = is_case(p, f, &a);
    if (!in_case && (is_amount || is_count) && (has_words(p, a.sentence, f->start, "力争 争取 努力实现") || has_words(p, a.clause, f->start, "全年")) && !has_before(p, f, CUE_BENEFIT, a.sentence))
        return TIAO_ROLE_TARGET;
    if ((is_amount || is_count) && is_counted_by(p, f, &a))
        return TIAO_ROLE_CONDITION;
    if (ti_str_is(f->unit, TI_STR("次")) && ti_word_before(p, f->start, "分"))
        return TIAO_ROLE_BENEFIT;
    if (ti_str_is(f->unit, TI_STR("次")))
        return in_case ? TIAO_ROLE_CONDITION : TIAO_ROLE_LIMIT;
    if (in_case && !has_before(p, f, CUE_BENEFIT, a.part))
        return TIAO_ROLE_CONDITION;
    if ((f->comparator == TIAO_LE || f->comparator == TIAO_LT) && !p->is_law && f->dimension != TIAO_DIM_MONEY && has_words(p, a.clause, f->start, "人数 家数 户数"))
        return TIAO_ROLE_LIMIT;
    if (f->dimension == TIAO_DIM_RATIO && f->comparator == TIAO_EQ && !p->is_law && has_words(p, a.clause, f->start, "按") &&
        has_behind(p, f, CUE_BENEFIT, a.segment_end))
        return TIAO_ROLE_BENEFIT;                      /* 按研发费用的40%，分别给予最高500万元资助 */
    if (is_amount && is_cap_of_one(p, f, &a))
        return TIAO_ROLE_BENEFIT;
    if (is_fund(p, f, &a))
        return TIAO_ROLE_BUDGET;
    const ti_cue *fund = ti_cue_before(p, f, CUE_BUDGET, a.clause);
    if (fund && is_count && ti_word_behind(p, fund->start, "筹集"))
        return TIAO_ROLE_TARGET;                       /* 每年筹集人才公寓2000套以上 */
    if (f->dimension == TIAO_DIM_AREA && has_words(p, a.clause, f->start, "提供") && !p->is_law && !in_case)
        return TIAO_ROLE_BENEFIT;
    if (fund && !(f->based && fund->start >= f->start))
        return TIAO_ROLE_BUDGET;
    if (is_per_head(p, f) && (p->noun.n || has_before(p, f, CUE_BENEFIT, a.sentence) || has_behind(p, f, CUE_BENEFIT, a.sentence_end)))
        return TIAO_ROLE_BENEFIT;
    const ti_cue *gift = ti_cue_before(p, f, CUE_BENEFIT, a.clause), *need = ti_cue_before(p, f, CUE_CONDITION, a.part);
    if (gift && need && need->start > gift->start)    /* 补贴申领条件放宽至参保1年以上 */
        return TIAO_ROLE_CONDITION;
    if (gift)
        return is_count && (f->comparator == TIAO_LE || f->comparator == TIAO_LT) ? TIAO_ROLE_LIMIT : TIAO_ROLE_BENEFIT;
    if (is_count && (f->comparator == TIAO_LE || f->comparator == TIAO_LT) &&
        (has_before(p, f, CUE_BENEFIT, a.sentence) || ti_word_before(p, f->core, "申报 推荐 申请")))
        return TIAO_ROLE_LIMIT;
    if (benefit_follows(p, f, &a) && (is_amount || !f->after))
        return TIAO_ROLE_BENEFIT;
    bool has_goal = has_before(p, f, CUE_GOAL, a.clause) && (p->lead_by.n || f->by.n);
    if (has_behind(p, f, CUE_BENEFIT, a.segment_end) && !has_goal)
        return TIAO_ROLE_CONDITION;
    if (has_before(p, f, CUE_CONDITION, a.clause) && !f->by.n)
        return TIAO_ROLE_CONDITION;
    if (has_before(p, f, CUE_BENEFIT, a.sentence) && (!has_before(p, f, CUE_GOAL, a.clause) || ti_word_before(p, f->start, "提高到 提高至 提升至 提升到")) && !p->is_law)
        return is_count ? TIAO_ROLE_LIMIT : TIAO_ROLE_BENEFIT;
    if (has_before(p, f, CUE_BENEFIT, a.sentence) && p->is_law && is_amount && !has_before(p, f, CUE_LIMIT, a.clause))
        return TIAO_ROLE_BENEFIT;
    if (has_before(p, f, CUE_BUDGET, a.sentence) && f->dimension == TIAO_DIM_MONEY)
        return TIAO_ROLE_BUDGET;
    if (f->dimension == TIAO_DIM_MONEY && !p->is_law && has_words(p, a.sentence, a.clause_end, "基金 专项资金 财政"))
        return TIAO_ROLE_BUDGET;                       /* 设立总规模50亿元的产业引导基金 */
    if (p->lead_role >= 0)
        return p->lead_role;
    if (!f->by.n && (has_before(p, f, CUE_BACKGROUND, a.segment) || tells_of_past(p, a.sentence, f->start)))
        return TIAO_ROLE_DESCRIPTION;
    if (f->by.n && !p->is_law)
        return TIAO_ROLE_TARGET;
    if (f->dimension == TIAO_DIM_DURATION && !has_words(p, a.clause, f->start, "寿命 平均"))
        return TIAO_ROLE_LIMIT;
    if (p->is_law)
        return TIAO_ROLE_LIMIT;
    if (has_words(p, a.clause, f->start, "原则上"))
        return TIAO_ROLE_LIMIT;
    if (has_words(p, a.clause, f->start, "控制在 稳定在 保持在 降至 降到 降低到 降低至 下降到 下降至"))
        return TIAO_ROLE_TARGET;
    if (has_words(p, a.clause, f->start, "不得 应当 必须 原则上") || f->comparator == TIAO_LE || f->comparator == TIAO_LT)
        return TIAO_ROLE_LIMIT;
    if (has_before(p, f, CUE_GOAL, a.sentence))
        return TIAO_ROLE_TARGET;
    if ((f->comparator == TIAO_GE || f->comparator == TIAO_GT) && ti_cue_before(p, f, CUE_BENEFIT, 0) &&
        !has_words(p, a.sentence, a.clause_end, "公示 专家 评审 监督 检查 工作人员 保存 部门"))
        return TIAO_ROLE_CONDITION;                    /* behind what is granted: 团队核心成员不少于3人。 */
    return (f->before || f->after) && f->comparator != TIAO_ABOUT ? TIAO_ROLE_LIMIT : TIAO_ROLE_DESCRIPTION;
}

/* 应当拥有至少2个直营店，并且经营时间超过1年 */
static bool shares_case(const ti_passage *p, size_t i)
{
    const ti_figure *f = &p->figures[i];
    if (!i || !(f->before || f->after) || p->figures[i - 1].role != TIAO_ROLE_CONDITION || f->dimension == TIAO_DIM_DEADLINE)
        return false;
    uint32_t clause = ti_clause_start(p, f, CUE_COMMA);
    return ti_word_behind(p, clause, "且 并且 同时") && p->figures[i - 1].start >= ti_clause_start(p, f, CUE_SEMICOLON) && p->figures[i - 1].end <= clause &&
           !has_before(p, f, CUE_BENEFIT, p->figures[i - 1].end) && !has_before(p, f, CUE_LIMIT, clause);
}

void ti_find_roles(ti_passage *p)
{
    for (size_t i = 0; i < p->figures_count; i++)
        p->figures[i].role = (uint8_t)(shares_case(p, i) ? TIAO_ROLE_CONDITION : role_of(p, &p->figures[i]));
}
