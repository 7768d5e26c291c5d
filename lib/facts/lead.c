#include "facts/lead.h"
#include "facts/facts.h"

static size_t count_of(tiao_str text, const char *words)
{
    size_t found = 0;
    for (const char *w = words; *w;) {
        size_t n = strcspn(w, " ");
        for (const char *q = text.s, *end = q + text.n; (q = memmem(q, (size_t)(end - q), w, n)) != NULL; q += n)
            found++;
        w += n + (w[n] == ' ');
    }
    return found;
}

bool ti_is_statute(const tiao_doc *d)
{
    enum { DENSITY = 600, LEAST = 6, FINES = 3 };      /* bytes of text for each word of money handed out */
    bool has_articles = false;
    for (uint32_t i = 0; i < d->count && !has_articles; i++)
        has_articles = d->nodes[i].kind == TIAO_ARTICLE;
    if (!has_articles)
        return false;
    size_t grants = count_of(d->text, "奖励 补贴 补助 资助 贴息 扶持 万元"), fines = count_of(d->text, "罚款 处罚 罚金");
    return grants < LEAST || grants < fines * FINES || grants * DENSITY < d->text.n;
}

static const char *noun_end(tiao_str s)
{
    static const char *const nouns[] = { "奖励", "补贴", "补助", "资助", "津贴", "贴息", "奖补", "安家费", "补助金", "奖励金", "奖金", "补贴资金" };
    for (size_t i = 0; i < sizeof nouns / sizeof *nouns; i++)
        if (ti_str_ends(s, ti_str(nouns[i])))
            return nouns[i];
    return NULL;
}

/* 租房补贴标准为, 购房补贴按照以下标准发放, 首次认定奖励: the noun of the benefit. */
static tiao_str noun_of(tiao_str s)
{
    enum { MOST = 36 };
    static const char *const tails[] = { "标准", "支持", "对象", "额度", "申领", "条件", "政策", "办法", "为", "如下", "方式", "发放" };
    for (int again = 0; again < 3; again++)
        for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
            if (!noun_end(s) && s.n > strlen(tails[i]) && ti_str_ends(s, ti_str(tails[i])))
                s.n -= strlen(tails[i]);
    if (!noun_end(s))
        return (tiao_str){ NULL, 0 };
    return s.n <= MOST && !ti_str_has(s, TI_STR("，")) ? s : ti_str(noun_end(s));
}

/* The words before the verb of 购房补贴按照以下标准发放 */
static tiao_str before_verb(tiao_str s)
{
    static const char *const verbs[] = { "按照", "按", "标准", "分为", "分别", "包括" };
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        size_t at = ti_str_find(s, ti_str(verbs[i]));
        if (at != SIZE_MAX && at > 0)
            s = ti_sub(s, 0, at);
    }
    return s;
}

static tiao_str last_sentence(tiao_str s)
{
    for (size_t at = s.n; at >= 3; at--)
        if (memcmp(s.s + at - 3, "。", 3) == 0 || memcmp(s.s + at - 3, "；", 3) == 0)
            return ti_sub(s, at, s.n);
    return s;
}

void ti_lead_read(ti_lead *out, const ti_passage *p, tiao_doc *d)
{
    static const struct { const char *word; int role; } words[] = {
        { "通知如下", -1 },                { "措施如下", -1 },                  { "意见如下", -1 },                { "提出以下", -1 },
        { "事项如下", -1 },                { "公告如下", -1 },                  { "制定以下", -1 },                { "制定如下", -1 },
        { "提出如下", -1 },
        { "情形之一的", TIAO_ROLE_CONDITION }, { "不得有", TIAO_ROLE_LIMIT },   { "罚款", TIAO_ROLE_LIMIT },
        { "下列条件", TIAO_ROLE_CONDITION }, { "以下条件", TIAO_ROLE_CONDITION }, { "如下条件", TIAO_ROLE_CONDITION }, { "条件如下", TIAO_ROLE_CONDITION },
        { "条件之一", TIAO_ROLE_CONDITION }, { "应当具备", TIAO_ROLE_CONDITION }, { "应具备", TIAO_ROLE_CONDITION },   { "应当符合", TIAO_ROLE_CONDITION },
        { "应符合", TIAO_ROLE_CONDITION },   { "须符合", TIAO_ROLE_CONDITION },   { "须具备", TIAO_ROLE_CONDITION },   { "同时符合", TIAO_ROLE_CONDITION },
        { "同时具备", TIAO_ROLE_CONDITION }, { "同时满足", TIAO_ROLE_CONDITION }, { "条件为", TIAO_ROLE_CONDITION },   { "需满足", TIAO_ROLE_CONDITION },
        { "是指", TIAO_ROLE_CONDITION },     { "目标", TIAO_ROLE_TARGET },        { "程序", TIAO_ROLE_LIMIT },         { "流程", TIAO_ROLE_LIMIT },
        { "奖励", TIAO_ROLE_BENEFIT },       { "补贴", TIAO_ROLE_BENEFIT },       { "补助", TIAO_ROLE_BENEFIT },       { "资助", TIAO_ROLE_BENEFIT },
        { "具备", TIAO_ROLE_CONDITION },     { "符合", TIAO_ROLE_CONDITION },     { "条件", TIAO_ROLE_CONDITION },
    };
    tiao_str tail = p->text;
    if (tail.n > CONTEXT_BYTES)
        tail = ti_sub(tail, tail.n - CONTEXT_BYTES, tail.n);
    *out = (ti_lead){ .role = -1, .holds = true, .noun = out->noun };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (ti_str_has(tail, ti_str(words[i].word))) {
            out->role = words[i].role;
            break;
        }
    tiao_str noun = noun_of(ti_str_trim(before_verb(last_sentence(ti_sub(tail, 0, tail.n - (ti_str_ends(tail, TI_STR(":")) ? 1 : 3))))));
    if (noun.n)
        out->noun = noun;
    if (p->figures_count && p->figures[p->figures_count - 1].years[0])
        out->by = ti_doc_keep(d, ti_str(p->figures[p->figures_count - 1].years));
}

void ti_lead_of_heading(ti_lead *out, tiao_str heading, bool is_whole)
{
    static const char *const conditions[] = { "申报条件", "申请条件", "认定条件", "支持条件", "奖励条件", "补贴条件", "补助条件", "享受条件", "资助条件",
                                              "基本条件", "准入条件", "资格条件", "申领条件", "扶持条件", "入驻条件", "评选条件", "入选条件", "申报资格",
                                              "申请资格", "申报要求", "申请要求", "申报主体", "适用范围", "支持范围", "支持对象", "补贴对象", "奖励对象", "适用对象", "扶持对象", "资助对象", "申报对象",
                                              "补助对象", "申请对象", "申请人条件", "对象和条件", "对象及条件", "范围和条件", "范围及条件" };
    static const char *const procedures[] = { "程序", "流程", "申报时间", "申请时间", "程序及时间", "时间及程序", "时间和程序", "时间安排" };
    heading = ti_str_trim(heading);
    for (size_t i = 0; i < sizeof conditions / sizeof *conditions; i++)
        if (ti_str_ends(heading, ti_str(conditions[i]))) {
            out->role  = TIAO_ROLE_CONDITION;
            out->holds = true;
        }
    for (size_t i = 0; is_whole && i < sizeof procedures / sizeof *procedures; i++)
        if (ti_str_ends(heading, ti_str(procedures[i]))) {
            out->role  = TIAO_ROLE_LIMIT;
            out->holds = true;
        }
    tiao_str noun = noun_of(heading);
    if (noun.n)
        out->noun = noun;
}
