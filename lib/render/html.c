/* One self-contained page: outline, provisions with permanent links by address, search in the page, tables of facts, a style
   for print. Nothing is loaded, and nothing of the document is ever taken for markup or script. */
#include "facts/facts.h"
#include "render/export.h"

static const char style[] =
    ":root{color-scheme:light dark;--line:#8884;--dim:#767676}\n"
    "*{box-sizing:border-box}\n"
    "body{margin:0;font:16px/1.75 system-ui,'Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif}\n"
    "header,main,aside{padding:0 1.5rem}\n"
    "header{padding-top:1.5rem}\n"
    "h1{font-size:1.6rem;line-height:1.4}\n"
    "h2,h3,h4,h5,h6{margin:1.6em 0 .4em;font-size:1.05rem}h2{font-size:1.25rem}\n"
    "dl{display:grid;grid-template-columns:max-content 1fr;gap:0 1rem;margin:0}dt{color:var(--dim)}dd{margin:0}\n"
    "#page{display:grid;grid-template-columns:minmax(14rem,22rem) minmax(0,46rem)}\n"
    "nav{position:sticky;top:0;align-self:start;max-height:100vh;overflow:auto;padding:1rem 1.5rem;font-size:.9rem}\n"
    "nav ol{list-style:none;margin:0;padding-left:1em}nav>ol{padding:0}\n"
    "a{color:inherit}nav a{text-decoration:none}nav a:hover,nav a:focus{text-decoration:underline}\n"
    ".n{scroll-margin-top:1rem;margin:.5em 0;overflow-wrap:anywhere}\n"
    ".n:target{background:#fd46;outline:.3em solid #fd46}\n"
    ".link{margin-left:.5em;font-size:.75rem;color:var(--dim);text-decoration:none;opacity:0}\n"
    ".n:hover>.link,.link:focus,.n:target>.link{opacity:1}\n"
    ".docnumber,.date,.signature{text-align:right}.boilerplate{color:var(--dim);font-size:.8rem;white-space:pre-line}\n"
    "input{font:inherit;width:100%;padding:.3em .5em}\n"
    "table{border-collapse:collapse;font-size:.9rem;width:100%}th,td{border:1px solid var(--line);padding:.2em .5em;text-align:left;vertical-align:top}\n"
    ".miss{display:none}mark{background:#fd4;color:#000}\n"
    "@media(max-width:50rem){#page{display:block}nav{position:static;max-height:none}}\n"
    "@media print{nav,.link,#find{display:none}#page{display:block}body{font-size:11pt}.n{break-inside:avoid-page}h2,h3,h4{break-after:avoid}}\n";

/* Marks what is looked for. Text nodes only: what is found is never read as markup. */
static const char script[] =
    "(function(){var box=document.getElementById('q'),out=document.getElementById('hits'),all=document.querySelectorAll('#text .n');\n"
    "function clear(e){e.querySelectorAll('mark').forEach(function(m){var p=m.parentNode;p.replaceChild(document.createTextNode(m.textContent),m);p.normalize()})}\n"
    "function show(e,w){var t=document.createTreeWalker(e,4),list=[],x;while((x=t.nextNode()))if(!x.parentNode.closest('.link'))list.push(x);\n"
    "list.forEach(function(x){var i,low;while((low=x.data.toLowerCase(),i=low.indexOf(w))>=0){var m=x.splitText(i);x=m.splitText(w.length);\n"
    "var k=document.createElement('mark');m.parentNode.replaceChild(k,m);k.appendChild(m)}})}\n"
    "box.addEventListener('input',function(){var w=box.value.trim().toLowerCase().split(/\\s+/).filter(Boolean),n=0;\n"
    "all.forEach(function(e){clear(e);var s=e.textContent.toLowerCase(),ok=w.every(function(v){return s.indexOf(v)>=0});\n"
    "e.classList.toggle('miss',w.length>0&&!ok);if(w.length&&ok){n++;w.forEach(function(v){show(e,v)})}});\n"
    "out.textContent=w.length?n+' 条':''})})();\n";

static void put_steps(ti_export *x, uint32_t i)
{
    tiao_buf steps = { 0 };
    ti_node_steps(x->doc, i, &steps);
    ti_put_xml(&x->out.buf, ti_buf_str(&steps));
    x->out.buf.failed = x->out.buf.failed || steps.failed;
    tiao_buf_free(&steps);
}

static void put_field(ti_export *x, const char *name, tiao_str value)
{
    if (!value.n)
        return;
    ti_buf_printf(&x->out.buf, "<dt>%s</dt><dd>", name);
    ti_put_xml(&x->out.buf, value);
    ti_emit(x, "</dd>");
}

static void put_words(ti_export *x, uint32_t i)
{
    const tiao_node *n = &x->doc->nodes[i];
    tiao_str         number = ti_str_trim(ti_sub(x->doc->text, n->own, n->number_end)), heading = ti_sub(x->doc->text, n->text, ti_heading_to(x->doc, i));
    ti_put_xml(&x->out.buf, number);
    if (number.n && n->kind >= TIAO_PART && n->kind <= TIAO_ARTICLE)
        ti_emit(x, "　");
    ti_put_xml(&x->out.buf, heading.n ? heading : ti_sub(x->doc->text, n->text, n->text_end));
}

/* ---- the outline ---- */

static bool has_entry(const tiao_doc *d, uint32_t i)
{
    const tiao_node *n = &d->nodes[i];
    return n->kind == TIAO_ATTACHMENT || (n->kind >= TIAO_LEVEL1 && n->kind <= TIAO_ARTICLE &&
                                          (n->heading_end > n->text || n->kind == TIAO_ARTICLE));
}

static void put_outline(ti_export *x)
{
    const tiao_doc *d = x->doc;
    uint16_t        open[64];
    int             deep = 0;
    for (uint32_t i = 0; i < d->count; i++) {
        const tiao_node *n = &d->nodes[i];
        if (!has_entry(d, i))
            continue;
        while (deep > 1 && open[deep - 1] > n->depth && open[deep - 2] >= n->depth) {
            ti_emit(x, "</li></ol>");
            deep--;
        }
        if (deep && open[deep - 1] >= n->depth)
            ti_emit(x, "</li><li>");
        else if (deep < 64) {
            ti_emit(x, "<ol><li>");
            open[deep++] = n->depth;
        } else
            continue;
        open[deep - 1] = n->depth;
        ti_emit(x, "<a href=\"#");
        put_steps(x, i);
        ti_emit(x, "\">");
        ti_put_xml(&x->out.buf, ti_str_trim(ti_sub(d->text, n->own, n->number_end)));
        ti_emit(x, n->kind >= TIAO_PART && n->kind < TIAO_ARTICLE ? "　" : "");
        ti_put_xml(&x->out.buf, n->kind == TIAO_ATTACHMENT ? tiao_node_text(d, i) : ti_sub(d->text, n->text, n->heading_end));
        ti_emit(x, "</a>");
    }
    while (deep--)
        ti_emit(x, "</li></ol>\n");
}

/* ---- the text ---- */

static void put_node(ti_export *x, uint32_t i)
{
    const tiao_doc  *d = x->doc;
    const tiao_node *n = &d->nodes[i];
    tiao_str         rest = ti_sub(d->text, ti_heading_to(d, i), n->text_end);
    unsigned         level = n->kind == TIAO_TITLE ? 2 : n->depth + 1u < 6 ? n->depth + 1u : 6;
    bool             heads = n->kind == TIAO_TITLE || n->heading_end > n->text;
    if (n->kind == TIAO_INLINE || (n->own == n->text_end && n->kind != TIAO_COVER))
        return;
    ti_emit(x, "<div id=\"");
    put_steps(x, i);
    ti_buf_printf(&x->out.buf, "\" class=\"n %s\">", tiao_kind_name((tiao_kind)n->kind));
    if (n->kind != TIAO_COVER) {
        if (heads)
            ti_buf_printf(&x->out.buf, "<h%u>", level);
        put_words(x, i);
        if (heads)
            ti_buf_printf(&x->out.buf, "</h%u>", level);
        if (n->kind != TIAO_TITLE && n->heading_end > n->text)
            ti_put_xml(&x->out.buf, rest);
    }
    ti_emit(x, "<a class=\"link\" href=\"#");
    put_steps(x, i);
    ti_emit(x, "\">");
    put_steps(x, i);
    ti_emit(x, "</a></div>\n");
    ti_sink_maybe_flush(&x->out);
}

/* ---- facts ---- */

static void put_cell(ti_export *x, tiao_str s)
{
    ti_emit(x, "<td>");
    ti_put_xml(&x->out.buf, s);
    ti_emit(x, "</td>");
}

static void put_place(ti_export *x, uint32_t node)
{
    ti_emit(x, "<tr><td><a href=\"#");
    put_steps(x, node);
    ti_emit(x, "\">");
    put_steps(x, node);
    ti_emit(x, "</a></td>");
}

static void put_facts(ti_export *x)
{
    size_t                  n;
    const tiao_quantity    *q = tiao_doc_quantities(x->doc, &n);
    for (size_t i = 0; i < n; i++) {
        if (i == 0)
            ti_emit(x, "<section id=\"thresholds\"><h2>指标与数额</h2><table><thead><tr><th>条</th><th>对象</th><th>原文</th><th>期限</th><th>作用</th>"
                       "</tr></thead><tbody>\n");
        put_place(x, q[i].node);
        put_cell(x, q[i].subject);
        put_cell(x, ti_sub(tiao_node_text(x->doc, q[i].node), q[i].span.start, q[i].span.end));
        put_cell(x, q[i].by);
        put_cell(x, ti_str(tiao_role_name((tiao_role)q[i].role)));
        ti_emit(x, "</tr>\n");
    }
    if (n)
        ti_emit(x, "</tbody></table></section>\n");
    const tiao_entitlement *e = tiao_doc_entitlements(x->doc, &n);
    for (size_t i = 0; i < n; i++) {
        if (i == 0)
            ti_emit(x, "<section id=\"eligibility\"><h2>对象与待遇</h2><table><thead><tr><th>条</th><th>对象</th><th>条件</th><th>待遇</th>"
                       "<th>方式</th><th>手段</th></tr></thead><tbody>\n");
        put_place(x, e[i].node);
        put_cell(x, e[i].who);
        put_cell(x, e[i].condition);
        put_cell(x, e[i].benefit);
        put_cell(x, ti_str(tiao_modality_name((tiao_modality)e[i].modality)));
        put_cell(x, e[i].instrument);
        ti_emit(x, "</tr>\n");
    }
    if (n)
        ti_emit(x, "</tbody></table></section>\n");
}

tiao_err tiao_export_html(const tiao_doc *doc, tiao_write_fn write, void *ctx, tiao_error *err)
{
    ti_export        x = { .out = { .write = write, .ctx = ctx }, .doc = doc };
    const tiao_meta *m = &doc->meta;
    tiao_str         title = m->title.n ? m->title : m->id;
    ti_emit(&x, "<!DOCTYPE html>\n<html lang=\"zh-Hans\">\n<head>\n<meta charset=\"utf-8\">\n"
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n"
                "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"generator\" content=\"tiao " TIAO_VERSION
                "\">\n<title>");
    ti_put_xml(&x.out.buf, title);
    ti_emit(&x, "</title>\n<style>\n");
    ti_emit(&x, style);
    ti_emit(&x, "</style>\n</head>\n<body>\n<header>\n<h1>");
    ti_put_xml(&x.out.buf, title);
    ti_emit(&x, "</h1>\n<dl>");
    put_field(&x, "文号", m->number);
    put_field(&x, "发文机关", m->issuer);
    put_field(&x, "日期", m->date);
    put_field(&x, "编号", m->id);
    ti_emit(&x, "</dl>\n</header>\n<div id=\"page\">\n<nav aria-label=\"目录\">\n<p id=\"find\"><input id=\"q\" type=\"search\" placeholder=\"在本文中查找\" "
                "aria-label=\"在本文中查找\"><span id=\"hits\" role=\"status\"></span></p>\n");
    put_outline(&x);
    ti_emit(&x, "</nav>\n<main id=\"text\">\n");
    for (uint32_t i = 0; i < doc->count; i++)
        put_node(&x, i);
    put_facts(&x);
    ti_emit(&x, "</main>\n</div>\n<script>\n");
    ti_emit(&x, script);
    ti_emit(&x, "</script>\n</body>\n</html>\n");
    return ti_export_end(&x, err);
}
