/* A document as one page that needs nothing else: outline, provisions with permanent links by address, search in the page,
   tables of facts, a style for print. Nothing of the document is ever taken for markup or script. */
#include "facts/facts.h"
#include "render/page.h"

#include <assert.h>

static void put_steps(ti_export *x, uint32_t i)
{
    tiao_buf steps = { 0 };
    ti_node_steps(x->doc, i, &steps);
    ti_put_xml(&x->out.buf, ti_buf_str(&steps));
    x->out.buf.failed = x->out.buf.failed || steps.failed;
    tiao_buf_free(&steps);
}

static tiao_str number_of(const ti_export *x, uint32_t i)
{
    const tiao_node *n = &x->doc->nodes[i];
    return ti_str_trim(ti_sub(x->doc->text, n->own, n->number_end));
}

static bool is_statute(const tiao_node *n) { return n->kind >= TIAO_PART && n->kind <= TIAO_ARTICLE; }

/* ---- the outline ---- */

static bool has_entry(const tiao_doc *d, uint32_t i)
{
    const tiao_node *n = &d->nodes[i];
    return n->kind == TIAO_ATTACHMENT || (n->kind >= TIAO_LEVEL1 && n->kind <= TIAO_ARTICLE &&
                                          (n->heading_end > n->text || n->kind == TIAO_ARTICLE));
}

static void put_entry(ti_export *x, uint32_t i)
{
    const tiao_doc  *d = x->doc;
    const tiao_node *n = &d->nodes[i];
    ti_emit(x, "<a href=\"#");
    put_steps(x, i);
    ti_emit(x, "\">");
    ti_put_xml(&x->out.buf, number_of(x, i));
    ti_emit(x, n->kind >= TIAO_PART && n->kind < TIAO_ARTICLE ? "　" : "");
    ti_put_xml(&x->out.buf, n->kind == TIAO_ATTACHMENT ? tiao_node_text(d, i) : ti_sub(d->text, n->text, n->heading_end));
    ti_emit(x, "</a>");
}

static void put_outline(ti_export *x)
{
    enum { DEEPEST = 64 };
    const tiao_doc *d = x->doc;
    uint16_t        open[DEEPEST];
    int             deep = 0;
    size_t          quantities, entitlements;
    tiao_doc_quantities(d, &quantities);
    tiao_doc_entitlements(d, &entitlements);
    for (uint32_t i = 0; i < d->count; i++) {
        const tiao_node *n = &d->nodes[i];
        if (!has_entry(d, i))
            continue;
        while (deep > 1 && open[deep - 1] > n->depth && open[deep - 2] >= n->depth) {
            ti_emit(x, "</li></ol>");
            deep--;
        }
        if (deep && open[deep - 1] >= n->depth)
            ti_emit(x, "</li>\n<li>");
        else if (deep < DEEPEST) {
            ti_emit(x, "<ol><li>");
            open[deep++] = n->depth;
        } else
            continue;
        open[deep - 1] = n->depth;
        put_entry(x, i);
    }
    while (deep--)
        ti_emit(x, "</li></ol>\n");
    ti_emit(x, quantities || entitlements ? "<ol>" : "");
    if (quantities)
        ti_buf_printf(&x->out.buf, "<li><a href=\"#thresholds\">指标与数额（%zu）</a></li>", quantities);
    if (entitlements)
        ti_buf_printf(&x->out.buf, "<li><a href=\"#eligibility\">对象与待遇（%zu）</a></li>", entitlements);
    ti_emit(x, quantities || entitlements ? "</ol>\n" : "");
}

/* ---- the text ---- */

/* Bytes [from, to) of the document, which are node i's; items counted inside it have their addresses. */
static void put_text(ti_export *x, uint32_t i, uint32_t from, uint32_t to)
{
    const tiao_doc *d = x->doc;
    for (uint32_t k = i + 1; k < d->nodes[i].end && d->nodes[k].kind == TIAO_INLINE; k++) {
        const tiao_node *n = &d->nodes[k];
        if (n->parent != i || n->own < from || n->text_end > to)
            continue;
        ti_put_xml(&x->out.buf, ti_sub(d->text, from, n->own));
        ti_emit(x, "<span id=\"");
        put_steps(x, k);
        ti_emit(x, "\" class=\"inline\">");
        ti_put_xml(&x->out.buf, ti_sub(d->text, n->own, n->text_end));
        ti_emit(x, "</span>");
        from = n->text_end;
    }
    ti_put_xml(&x->out.buf, ti_sub(d->text, from, to));
}

/* A node that is a heading and no more is one; a heading that text follows stands in bold before it. */
static void put_node(ti_export *x, uint32_t i, bool *titled)
{
    const tiao_doc  *d = x->doc;
    const tiao_node *n = &d->nodes[i];
    tiao_str         number = number_of(x, i);
    uint32_t         heading_to = ti_heading_to(d, i);
    bool             heads = n->heading_end > n->text, alone = n->kind == TIAO_TITLE || (heads && heading_to >= n->text_end);
    unsigned         level = n->kind == TIAO_TITLE ? (*titled ? 2 : 1) : n->depth + 1u < 6 ? n->depth + 1u : 6;
    char             tag[3] = "p";
    if (n->kind == TIAO_INLINE || (n->own == n->text_end && n->kind != TIAO_COVER))
        return;
    if (alone)
        tag[0] = 'h', tag[1] = (char)('0' + level);
    *titled = *titled || n->kind == TIAO_TITLE;
    ti_buf_printf(&x->out.buf, "<%s id=\"", tag);
    put_steps(x, i);
    ti_buf_printf(&x->out.buf, "\" class=\"n %s\">", tiao_kind_name((tiao_kind)n->kind));
    if (n->kind != TIAO_COVER) {                       /* the text of a cover is its children's */
        ti_emit(x, number.n ? "<span class=\"number\">" : "");
        ti_put_xml(&x->out.buf, number);
        ti_emit(x, !number.n ? "" : is_statute(n) ? "　</span>" : "</span>");
        if (heads && !alone) {
            ti_buf_printf(&x->out.buf, "<strong role=\"heading\" aria-level=\"%u\">", level);
            put_text(x, i, n->text, heading_to);
            ti_emit(x, "</strong>");
        }
        put_text(x, i, heads && !alone ? heading_to : n->text, n->text_end);
        ti_emit(x, "<a class=\"link\" href=\"#");
        put_steps(x, i);
        ti_emit(x, "\">");
        put_steps(x, i);
        ti_emit(x, "</a>");
    }
    ti_buf_printf(&x->out.buf, "</%s>\n", tag);
    ti_sink_maybe_flush(&x->out);
}

/* ---- facts ---- */

static const char *const dimensions[] = {
    [TIAO_DIM_MONEY] = "金额",  [TIAO_DIM_RATIO] = "比例", [TIAO_DIM_COUNT] = "数量",    [TIAO_DIM_DURATION] = "时长", [TIAO_DIM_AREA] = "面积",
    [TIAO_DIM_LENGTH] = "长度", [TIAO_DIM_POWER] = "功率", [TIAO_DIM_MULTIPLE] = "倍数", [TIAO_DIM_DEADLINE] = "期限", [TIAO_DIM_OTHER] = "其他",
};
static const char *const roles[] = {
    [TIAO_ROLE_TARGET] = "目标", [TIAO_ROLE_BUDGET] = "投入",   [TIAO_ROLE_BENEFIT] = "待遇",     [TIAO_ROLE_CONDITION] = "条件",
    [TIAO_ROLE_LIMIT] = "限度",  [TIAO_ROLE_DEADLINE] = "期限", [TIAO_ROLE_DESCRIPTION] = "说明",
};
static const char *const comparators[] = {
    [TIAO_GE] = "≥ ", [TIAO_GT] = "> ", [TIAO_LE] = "≤ ", [TIAO_LT] = "< ", [TIAO_EQ] = "", [TIAO_ABOUT] = "≈ ", [TIAO_RANGE] = "",
};
static const char *const modalities[] = {
    [TIAO_GRANT] = "给予",     [TIAO_ALLOW] = "允许",   [TIAO_REQUIRE] = "要求", [TIAO_PROHIBIT] = "禁止",
    [TIAO_ENCOURAGE] = "鼓励", [TIAO_SUPPORT] = "支持", [TIAO_EXPLORE] = "探索",
};
static_assert(sizeof dimensions / sizeof *dimensions == TIAO_DIM_COUNT_ && sizeof roles / sizeof *roles == TIAO_ROLE_COUNT &&
                  sizeof comparators / sizeof *comparators == TIAO_COMPARATOR_COUNT && sizeof modalities / sizeof *modalities == TIAO_MODALITY_COUNT,
              "a name for each");

/* Ids of the word lists; one that a user has added is shown as it is. */
static const struct { const char *id, *name; } named[] = {
    { "tax", "税收" },              { "residence", "落户居留" },       { "visa", "签证" },          { "funding", "资助" },
    { "subsidy", "补贴" },          { "equity", "股权激励" },          { "finance", "融资" },       { "procurement", "采购" },
    { "space", "空间载体" },        { "facility", "设施平台" },        { "licensing", "审批准入" }, { "appraisal", "评价职称" },
    { "employment", "用人兼职" },   { "research-management", "科研管理" }, { "ip-rights", "知识产权" }, { "transfer-rights", "成果转化" },
    { "market-access", "市场准入" }, { "customs", "通关" },            { "service", "服务" },       { "housing", "住房" },
    { "health-education", "医疗教育" }, { "recognition", "表彰认定" },  { "other", "其他" },         { "talent", "人才" },
    { "enterprise", "企业" },       { "startup", "创业企业" },         { "institution", "机构" },   { "university", "高校" },
    { "investor", "投资机构" },     { "financial", "金融机构" },       { "intermediary", "中介" },  { "student", "学生" },
    { "resident", "居民" },         { "park", "园区载体" },
};

static tiao_str name_of(tiao_str id)
{
    for (size_t k = 0; k < sizeof named / sizeof *named; k++)
        if (ti_str_is(id, ti_str(named[k].id)))
            return ti_str(named[k].name);
    return id;
}

static void put_place(ti_export *x, uint32_t node)
{
    ti_emit(x, "<tr><td data-label=\"条\"><a href=\"#");
    put_steps(x, node);
    ti_emit(x, "\">");
    put_steps(x, node);
    ti_emit(x, "</a></td>");
}

/* 1200000.5 is 1,200,000.5. */
static void put_grouped(tiao_buf *b, tiao_str decimal)
{
    size_t whole = 0;
    while (whole < decimal.n && ti_is_digit((unsigned char)decimal.s[whole]))
        whole++;
    for (size_t i = 0; i < decimal.n; i++) {
        if (i && i < whole && (whole - i) % 3 == 0)
            ti_buf_char(b, ',');
        ti_buf_char(b, decimal.s[i]);
    }
}

static void put_value(ti_export *x, const tiao_quantity *q)
{
    tiao_buf value = { 0 };
    bool     dated = q->dimension == TIAO_DIM_DEADLINE;
    ti_buf_put(&value, ti_str(comparators[q->comparator]));
    for (int k = 0; k < 2; k++) {
        tiao_str v = k ? q->high : q->low;
        ti_buf_put(&value, k && v.n && q->low.n ? TI_STR("–") : TI_STR(""));
        if (dated)
            ti_buf_put(&value, v);
        else
            put_grouped(&value, v);
    }
    if (!dated && q->unit.n) {
        ti_buf_char(&value, ' ');
        ti_buf_put(&value, q->unit);
    }
    ti_page_cell(x, "数值", ti_buf_str(&value));
    x->out.buf.failed = x->out.buf.failed || value.failed;
    tiao_buf_free(&value);
}

static void put_quantities(ti_export *x)
{
    size_t               n;
    const tiao_quantity *q = tiao_doc_quantities(x->doc, &n);
    ti_emit(x, n ? "<section id=\"thresholds\" aria-labelledby=\"thresholds-title\">\n<h2 id=\"thresholds-title\">指标与数额</h2>\n<table>\n"
                   "<thead><tr><th>条</th><th>对象</th><th>原文</th><th>数值</th><th data-filter>类别</th><th data-filter>作用</th><th data-filter>时限</th>"
                   "</tr></thead>\n<tbody>\n"
                 : "");
    for (size_t i = 0; i < n; i++) {
        put_place(x, q[i].node);
        ti_page_cell(x, "对象", q[i].subject);
        ti_page_cell(x, "原文", ti_sub(tiao_node_text(x->doc, q[i].node), q[i].span.start, q[i].span.end));
        put_value(x, &q[i]);
        ti_page_cell(x, "类别", ti_str(dimensions[q[i].dimension]));
        ti_page_cell(x, "作用", ti_str(roles[q[i].role]));
        ti_page_cell(x, "时限", q[i].by);
        ti_emit(x, "</tr>\n");
        ti_sink_maybe_flush(&x->out);
    }
    ti_emit(x, n ? "</tbody>\n</table>\n</section>\n" : "");
}

static void put_entitlements(ti_export *x)
{
    size_t                  n;
    const tiao_entitlement *e = tiao_doc_entitlements(x->doc, &n);
    ti_emit(x, n ? "<section id=\"eligibility\" aria-labelledby=\"eligibility-title\">\n<h2 id=\"eligibility-title\">对象与待遇</h2>\n<table>\n"
                   "<thead><tr><th>条</th><th>对象</th><th>条件</th><th>待遇</th><th data-filter>约束力</th><th data-filter>政策工具</th><th data-filter>群体</th>"
                   "</tr></thead>\n<tbody>\n"
                 : "");
    for (size_t i = 0; i < n; i++) {
        put_place(x, e[i].node);
        ti_page_cell(x, "对象", e[i].who);
        ti_page_cell(x, "条件", e[i].condition);
        ti_page_cell(x, "待遇", e[i].benefit);
        ti_page_cell(x, "约束力", ti_str(modalities[e[i].modality]));
        ti_page_cell(x, "政策工具", name_of(e[i].instrument));
        ti_page_cell(x, "群体", name_of(e[i].beneficiary));
        ti_emit(x, "</tr>\n");
        ti_sink_maybe_flush(&x->out);
    }
    ti_emit(x, n ? "</tbody>\n</table>\n</section>\n" : "");
}

/* ---- the page ---- */

static void put_field(ti_export *x, const char *name, tiao_str value)
{
    if (!value.n)
        return;
    ti_buf_printf(&x->out.buf, "<div><dt>%s</dt><dd>", name);
    ti_put_xml(&x->out.buf, value);
    ti_emit(x, "</dd></div>");
}

static const char search_form[] =
    "<form id=\"find\" class=\"find\" role=\"search\" hidden>\n"
    "<input id=\"q\" type=\"search\" placeholder=\"在本文中查找\" aria-label=\"在本文中查找\" autocomplete=\"off\" enterkeyhint=\"search\">\n"
    "<output id=\"hits\" for=\"q\"></output>\n"
    "<button id=\"prev\" type=\"button\" aria-label=\"上一处\" disabled>↑</button><button id=\"next\" type=\"button\" aria-label=\"下一处\" disabled>↓</button>\n"
    "<label><input id=\"only\" type=\"checkbox\"> 只看命中的条</label>\n"
    "</form>\n";

tiao_err tiao_export_html(const tiao_doc *doc, tiao_write_fn write, void *ctx, tiao_error *err)
{
    ti_export        x = { .out = { .write = write, .ctx = ctx }, .doc = doc };
    const tiao_meta *m = &doc->meta;
    tiao_str         title = m->title.n ? m->title : m->id;
    bool             titled = true;
    for (uint32_t i = 0; i < doc->count; i++)
        titled = titled && doc->nodes[i].kind != TIAO_TITLE;
    ti_page_head(&x, title);
    ti_emit(&x, "<body>\n<a class=\"skip\" href=\"#text\">跳到正文</a>\n<header class=\"bar\" id=\"bar\">\n<a class=\"name\" href=\"#top\">");
    ti_put_xml(&x.out.buf, title);
    ti_emit(&x, "</a>\n");
    ti_emit(&x, search_form);
    ti_emit(&x, "</header>\n<div class=\"page\" id=\"top\">\n<nav class=\"outline\" aria-label=\"目录\"><details id=\"outline\" open><summary>目录</summary>\n");
    put_outline(&x);
    ti_emit(&x, "</details></nav>\n<div class=\"body\">\n<dl class=\"about\">");
    put_field(&x, "文号", m->number);
    put_field(&x, "发文机关", m->issuer);
    put_field(&x, "日期", m->date);
    put_field(&x, "编号", m->id);
    ti_emit(&x, "</dl>\n");
    if (titled) {
        ti_emit(&x, "<h1>");
        ti_put_xml(&x.out.buf, title);
        ti_emit(&x, "</h1>\n");
    }
    ti_emit(&x, "<main id=\"text\">\n");
    for (uint32_t i = 0; i < doc->count; i++)
        put_node(&x, i, &titled);
    put_quantities(&x);
    put_entitlements(&x);
    ti_emit(&x, "</main>\n</div>\n</div>\n<div id=\"said\" role=\"status\"></div>\n");
    ti_page_script(&x);
    ti_emit(&x, "</body>\n</html>\n");
    return ti_export_end(&x, err);
}
