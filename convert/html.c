/* Saved web pages of government sites: the article as lines, without the page around it, and what the page says of it.

   The article is the element that the content systems of these sites mark as such (TRS_Editor, UCAP-CONTENT, zoom …), else the
   smallest one that holds nearly all text which is no link. Rows of tables become lines with tabs; a table that only lays out
   the page is taken apart. */
#include "base/mem.h"
#include "base/utf8.h"
#include "convert.h"
#include "tree/lines.h"
#include "tree/marker.h"
#include "watch.h"

#include <libxml/HTMLparser.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

enum { DEPTH_MAX = 20000, SIZE_MAX_HTML = 128 << 20 };

/* What is known of an element; its _private points here. */
typedef struct {
    size_t chars, linked;             /* characters in it, and those of them in links */
    bool   dropped, data, linking;    /* data: a table of data, not of layout */
    int    number;                    /* of the next item of a list */
} info;

typedef struct {
    ti_arena arena;
    xmlNode *body;
    bool     failed;
} page;

static info *of(const xmlNode *n) { return n->_private; }
static bool  is_element(const xmlNode *n) { return n && n->type == XML_ELEMENT_NODE; }
static bool  is(const xmlNode *n, const char *name) { return is_element(n) && !strcasecmp((const char *)n->name, name); }

static bool is_any(const xmlNode *n, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (is(n, names[i]))
            return true;
    return false;
}
#define IS_ANY(n, names) is_any((n), (names), sizeof(names) / sizeof *(names))

static const char *get(const xmlNode *n, const char *name)
{
    for (const xmlAttr *a = is_element(n) ? n->properties : NULL; a; a = a->next)
        if (!strcasecmp((const char *)a->name, name))
            return a->children && a->children->content ? (const char *)a->children->content : "";
    return NULL;
}

/* The node behind n in the order of the page, inside top; `leave` is called for each element that ends on the way. */
static xmlNode *go_on(xmlNode *n, const xmlNode *top, bool inside, void (*leave)(void *, xmlNode *), void *ctx)
{
    if (inside && is_element(n) && n->children)
        return n->children;
    for (;; n = n->parent) {
        if (leave && is_element(n))
            leave(ctx, n);
        if (n == top)
            return NULL;
        if (n->next)
            return n->next;
    }
}

/* ---- what is no part of an article ---- */

static bool squeezed_has(const char *style, const char *what)
{
    size_t n = strlen(what);
    for (const char *p = style; *p; p++) {
        const char *q = p;
        size_t      k = 0;
        while (*q && k < n) {
            if (*q == ' ') {
                q++;
                continue;
            }
            if ((*q | 32) != (what[k] | 32))
                break;
            q++;
            k++;
        }
        if (k == n)
            return true;
    }
    return false;
}

static bool is_hidden(const xmlNode *n)
{
    const char *style = get(n, "style"), *aria = get(n, "aria-hidden");
    return get(n, "hidden") || (aria && !strcasecmp(aria, "true")) ||
           (style && (squeezed_has(style, "display:none") || squeezed_has(style, "visibility:hidden")));
}

/* Whether one of the words of a class or id is one of the list. Words end at blanks, hyphens and underscores. */
static bool has_word(const char *value, const char *const *words, size_t count)
{
    for (const char *p = value; p && *p;) {
        size_t n = strcspn(p, " -_\t\n");
        for (size_t i = 0; i < count; i++)
            if (strlen(words[i]) == n && !strncasecmp(p, words[i], n))
                return true;
        p += n + (p[n] != 0);
    }
    return false;
}

static bool has_part(const char *value, const char *const *parts, size_t count)
{
    for (size_t i = 0; value && i < count; i++)
        if (strcasestr(value, parts[i]))
            return true;
    return false;
}

static bool is_named_junk(const xmlNode *n)
{
    static const char *const words[] = { "nav", "menu", "share", "social", "print", "dayin", "dy", "crumb", "crumbs", "position", "location", "dqwz",
                                         "weizhi", "wz", "foot", "header", "sidebar", "related", "relate", "xgwj", "xgxw", "xgyd", "xgjd", "xglj",
                                         "recommend", "ewm", "erweima", "comment", "copyright", "login", "search", "toolbar", "tools", "tool",
                                         "fontsize", "close", "page", "pager", "prev", "next", "hot", "ad", "banner", "aside" };
    static const char *const parts[] = { "bdshare", "share", "breadcrumb", "qrcode", "pagination", "footer", "xiangguan", "weixin", "toolbar",
                                         "sidebar", "backtop", "gotop" };
    const char *id = get(n, "id"), *class = get(n, "class");
    const size_t count = sizeof words / sizeof *words, more = sizeof parts / sizeof *parts;
    return has_word(id, words, count) || has_word(class, words, count) || has_part(id, parts, more) || has_part(class, parts, more);
}

static bool is_junk(const xmlNode *n)
{
    static const char *const tags[] = { "script", "style", "noscript", "iframe", "button", "input", "select", "textarea", "svg", "nav", "object", "embed",
                                        "footer", "aside", "head", "template", "canvas", "audio", "video", "map", "link", "meta", "title", "dialog" };
    return IS_ANY(n, tags);
}

/* The same name, whether it is written con_text, con-text or conText. */
static bool is_same_name(const char *a, size_t n, const char *b)
{
    for (const char *end = a + n;;) {
        while (a < end && (*a == '-' || *a == '_'))
            a++;
        while (*b == '-' || *b == '_')
            b++;
        if (a == end || !*b)
            return a == end && !*b;
        if ((*a++ | 32) != (*b++ | 32))
            return false;
    }
}

static bool is_known_container(const xmlNode *n)
{
    static const char *const names[] = { "TRS_Editor", "TRS_UEDITOR", "trs_editor_view", "TRS_PreAppend", "UCAP-CONTENT", "zoom", "zoomcon",
                                         "article-content", "article-con", "pages_content", "main-text", "bt_content",
                                         "ivs_content", "xxgk_content", "news_content", "detail-content",
                                         "wz_content", "text-content", "con_text", "content_text", "b12c", "view-content", "info-content",
                                         "xl_content", "zw_content", "zwcontent", "nr_content", "arti_content", "wp_articlecontent", "vsb_content",
                                         "myArticle", "artibody", "artContent", "contentText", "conTxt", "gsj_content", "Custom_UnionStyle", "doc-content", "js_content" };
    const char *attr[] = { get(n, "id"), get(n, "class") };
    for (int k = 0; k < 2; k++)
        for (const char *p = attr[k]; p && *p;) {
            size_t len = strcspn(p, " \t\n");
            for (size_t i = 0; i < sizeof names / sizeof *names; i++)
                if (is_same_name(p, len, names[i]))
                    return true;
            p += len + (p[len] != 0);
        }
    return false;
}

/* ---- counting ---- */

static size_t count_chars(const xmlNode *text)
{
    size_t n = 0;
    for (const char *p = (const char *)text->content, *end = p + strlen(p); p < end;) {
        uint32_t cp = ti_utf8_next(&p, end);
        n += !ti_is_space(cp) && cp != '\n' && cp != '\r';
    }
    return n;
}

static void add_to_parent(void *ctx, xmlNode *n)
{
    info *i = of(n), *up = is_element(n->parent) ? of(n->parent) : NULL;
    (void)ctx;
    if (i && up && !i->dropped) {
        up->chars += i->chars;
        up->linked += i->linking ? i->chars : i->linked;
    }
}

static bool is_link(const xmlNode *n)
{
    const char *href = is(n, "a") ? get(n, "href") : NULL;
    return href && *href && *href != '#';
}

/* Counts characters, elements that are dropped left out. With `hidden` set, hidden elements are dropped too. */
static void count(page *pg, bool hidden)
{
    for (xmlNode *n = pg->body; n;) {
        bool inside = true;
        if (is_element(n)) {
            if (!n->_private && !(n->_private = TI_NEW(&pg->arena, info, 1))) {
                pg->failed = true;
                return;
            }
            info *i = of(n);
            i->chars = i->linked = 0;
            i->linking = is_link(n);
            i->dropped = i->dropped || is_junk(n) || (hidden && n != pg->body && is_hidden(n) && !is_known_container(n));
            inside     = !i->dropped;
        } else if (n->type == XML_TEXT_NODE && n->content && is_element(n->parent))
            of(n->parent)->chars += count_chars(n);
        n = go_on(n, pg->body, inside, add_to_parent, NULL);
    }
}

static size_t prose(const xmlNode *n)
{
    const info *i = of(n);
    return !i || i->dropped ? 0 : i->linking ? 0 : i->chars - i->linked;
}

static bool has_sentence(xmlNode *top)
{
    for (xmlNode *n = top; n; n = go_on(n, top, !is_element(n) || !of(n) || !of(n)->dropped, NULL, NULL))
        if (n->type == XML_TEXT_NODE && n->content && (strstr((const char *)n->content, "。") || strstr((const char *)n->content, "；")))
            return true;
    return false;
}

/* An element with a name like `share` is dropped when it is a small part of the page and says nothing: names mislead. */
static void drop_junk(page *pg)
{
    size_t all = prose(pg->body);
    for (xmlNode *n = pg->body; n;) {
        bool inside = true;
        if (is_element(n) && of(n)) {
            if (n != pg->body && !of(n)->dropped && is_named_junk(n) && prose(n) * 5 < all && !has_sentence(n))
                of(n)->dropped = true;
            inside = !of(n)->dropped;
        } else if (is_element(n))
            inside = false;
        n = go_on(n, pg->body, inside, NULL, NULL);
    }
}

/* ---- where the article is ---- */

/* The known container below `top` with the most text, and how much all outermost ones have together. */
static xmlNode *best_known(xmlNode *top, size_t *sum)
{
    xmlNode *best = NULL;
    *sum          = 0;
    for (xmlNode *n = top; n;) {
        bool inside = is_element(n) && of(n) && !of(n)->dropped;
        if (inside && n != top && is_known_container(n)) {
            *sum += prose(n);
            if (!best || prose(n) > prose(best))
                best = n;
            inside = false;
        }
        n = go_on(n, top, inside, NULL, NULL);
    }
    return best;
}

/* Whether an element has a sentence or a title in it that leads nowhere. */
static bool says_something(xmlNode *top)
{
    for (xmlNode *n = top; n;) {
        bool     inside = !is_element(n) || (of(n) && !of(n)->dropped && !of(n)->linking);
        tiao_str s      = n->type == XML_TEXT_NODE && n->content ? ti_str_trim(ti_str((const char *)n->content)) : TI_STR("");
        if (ti_str_has(s, TI_STR("。")) || ti_str_has(s, TI_STR("；")) || (ti_utf8_count(s) >= 6 && ti_line_ends_title(s)))
            return true;
        n = go_on(n, top, inside, NULL, NULL);
    }
    return false;
}

/* Whether the article is in `best`, for nothing else of n says anything: on a page of tables the text can be a small part of it. */
static bool is_alone(xmlNode *n, const xmlNode *best)
{
    for (xmlNode *c = n->children; c; c = c->next)
        if (c != best && (c->type != XML_ELEMENT_NODE || of(c)) && says_something(c))
            return false;
    return prose(best) * 2 > prose(n) && has_sentence((xmlNode *)(uintptr_t)best);
}

static xmlNode *find_article(page *pg)
{
    static const char *const leaves[] = { "p", "li", "h1", "h2", "h3", "span", "font", "b", "strong", "a", "em", "i", "u", "tr" };
    size_t   sum, all = prose(pg->body);
    xmlNode *n = best_known(pg->body, &sum);
    if (n && (sum * 10 >= all * 3 || sum >= 400) && sum > 0) {
        while (n != pg->body && prose(n) * 5 < sum * 4)                /* an article in several parts */
            n = n->parent;
        for (;;) {                                     /* the innermost that has nearly all of it */
            size_t   inner_sum;
            xmlNode *inner = best_known(n, &inner_sum);
            if (!inner || prose(inner) * 20 < prose(n) * 17)
                return n;
            n = inner;
        }
    }
    for (n = pg->body;;) {
        xmlNode *best = NULL;
        for (xmlNode *c = n->children; c; c = c->next)
            if (is_element(c) && of(c) && (!best || prose(c) > prose(best)))
                best = c;
        if (!best || (prose(best) * 20 < prose(n) * 17 && !is_alone(n, best)) || (IS_ANY(best, leaves) && !is(best, "tr")))
            return n;
        n = best;
    }
}

/* ---- lines ---- */

typedef struct { size_t from, to, chars, linked; } html_line;

typedef struct {
    tiao_buf   text;
    html_line *line;
    size_t     count, room;
    tiao_buf   now;
    size_t     now_chars, now_linked;
    bool       blank, broken;         /* white space is due; it had a line end */
    unsigned   cells, links;          /* open cells of data tables, links */
    bool       failed;
} lines;

static bool joins_without_blank(uint32_t cp) { return cp >= 0x2E80 || ti_is_one_of(cp, "“”‘’—…·"); }

static void put_text(lines *l, tiao_str s)
{
    for (const char *p = s.s, *end = p + s.n; p < end;) {
        uint32_t cp = ti_utf8_next(&p, end);
        if (cp == 0x200B || cp == 0xFEFF || cp == 0xAD || cp == 0x200C || cp == 0x200D || (cp < 0x20 && !ti_is_one_of(cp, " \t\n\r\f")))
            continue;
        if (cp == ' ' || cp == '\t' || cp == '\n' || cp == '\r' || cp == '\f') {
            l->blank  = true;
            l->broken = l->broken || cp == '\n';
            continue;
        }
        const char *back = l->now.p + l->now.n;
        uint32_t    last = l->now.n ? ti_utf8_back(&back, l->now.p) : 0;
        if (l->blank && l->now.n && last != '\t' && last != ' ' && cp != 0xA0 && !(l->broken && joins_without_blank(last) && joins_without_blank(cp)))
            ti_buf_char(&l->now, ' ');
        l->blank = l->broken = false;
        ti_buf_cp(&l->now, cp == 0xA0 ? ' ' : cp);
        if (!ti_is_space(cp)) {
            l->now_chars++;
            l->now_linked += l->links > 0;
        }
    }
}

static void end_line(lines *l)
{
    l->blank = l->broken = false;
    if (l->cells) {                                    /* inside a cell: the row goes on */
        if (l->now.n && l->now.p[l->now.n - 1] != '\t')
            l->blank = true;
        return;
    }
    size_t end = l->now.n;
    while (end && (l->now.p[end - 1] == ' ' || l->now.p[end - 1] == '\t'))
        end--;
    if (ti_str_trim((tiao_str){ l->now.p ? l->now.p : "", end }).n) {
        html_line *new = TI_PUSH(l->line, l->count, l->room);
        if (!new) {
            l->failed = true;
            return;
        }
        *new = (html_line){ l->text.n, l->text.n + end, l->now_chars, l->now_linked };
        ti_buf_put(&l->text, (tiao_str){ l->now.p, end });
        ti_buf_char(&l->text, '\n');
    }
    l->failed    = l->failed || l->now.failed || l->text.failed;
    l->now_chars = l->now_linked = 0;
    ti_buf_clear(&l->now);
}

static bool is_block(const xmlNode *n)
{
    static const char *const tags[] = { "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "table", "tr", "td", "th", "dl", "dt", "dd",
                                        "center", "blockquote", "section", "article", "header", "main", "form", "fieldset", "caption", "pre", "hr",
                                        "tbody", "thead", "tfoot", "address", "body", "figure", "figcaption", "legend" };
    return IS_ANY(n, tags);
}

/* A table of data has rows of several cells and nothing in them that needs lines of its own. */
static bool is_data_table(xmlNode *table)
{
    unsigned most = 0, cells = 0;
    for (xmlNode *n = table; n;) {
        bool inside = is_element(n);
        if (n != table && is(n, "table"))
            return false;
        if (is(n, "tr"))
            cells = 0;
        if (is(n, "td") || is(n, "th")) {
            unsigned blocks = 0;
            if (++cells > most)
                most = cells;
            for (xmlNode *c = n->children; c; c = c->next)
                blocks += is(c, "p") || is(c, "div") || is(c, "br");
            if (blocks > 4 && of(n) && of(n)->chars > 400)
                return false;
        }
        n = go_on(n, table, inside, NULL, NULL);
    }
    return most > 1;
}

static bool in_data_table(const xmlNode *n)
{
    const xmlNode *t = n->parent;
    while (is_element(t) && !is(t, "table"))
        t = t->parent;
    return is_element(t) && of(t) && of(t)->data;
}

/* Whether the text of an item opens with a number that somebody typed; sites hide the list's own then. */
static bool has_typed_number(xmlNode *li)
{
    ti_marker m;
    for (xmlNode *n = li; n; n = go_on(n, li, true, NULL, NULL))
        if (n->type == XML_TEXT_NODE && n->content && count_chars(n))
            return ti_marker_read(&m, ti_str_trim(ti_str((const char *)n->content)));
    return false;
}

/* The number of a list's item: the browser shows it, the page does not have it. */
static void put_item_number(lines *l, xmlNode *li)
{
    static const char *const none[] = { "none", "disc", "circle", "square" };
    xmlNode    *list  = li->parent;
    const char *style = get(list, "style"), *type = get(list, "type"), *value = get(li, "value"), *start = get(list, "start");
    char        put[32];
    if (!is(list, "ol") || !of(list))
        return;
    info *i = of(list);
    if (!i->number)
        i->number = start && atoi(start) > 0 && atoi(start) < 100000 ? atoi(start) : 1;
    if (value && atoi(value) > 0 && atoi(value) < 100000)
        i->number = atoi(value);
    int         n   = i->number++;
    const char *css = style ? strcasestr(style, "list-style") : NULL;
    if (has_part(css, none, sizeof none / sizeof *none) || has_typed_number(li))
        return;
    if (css && (strcasestr(css, "cjk-ideographic") || strcasestr(css, "simp-chinese") || strcasestr(css, "trad-chinese"))) {
        static const char *const han[] = { "", "一", "二", "三", "四", "五", "六", "七", "八", "九" };
        if (n < 100)
            snprintf(put, sizeof put, "%s%s%s、", n >= 20 ? han[n / 10] : "", n >= 10 ? "十" : "", han[n % 10]);
        else
            snprintf(put, sizeof put, "%d、", n);
    } else if (type && (*type == 'a' || *type == 'A') && n <= 26)
        snprintf(put, sizeof put, "%c. ", *type + n - 1);
    else
        snprintf(put, sizeof put, "%d. ", n);
    put_text(l, ti_str(put));
    if (l->now.n && l->now.p[l->now.n - 1] == '.')
        ti_buf_char(&l->now, ' ');
}

static void enter(lines *l, xmlNode *n)
{
    if (is(n, "br") || is(n, "hr"))
        end_line(l);
    else if ((is(n, "td") || is(n, "th")) && in_data_table(n)) {
        bool first = true;
        for (const xmlNode *c = n->prev; c && first; c = c->prev)
            first = !is_element(c);
        l->blank = false;
        if (!first)
            ti_buf_char(&l->now, '\t');
        l->cells++;
    } else if (is_block(n)) {
        end_line(l);
        if (is(n, "table"))
            of(n)->data = is_data_table(n);
        if (is(n, "li"))
            put_item_number(l, n);
    }
    l->links += of(n)->linking;
}

static void leave(void *ctx, xmlNode *n)
{
    lines *l = ctx;
    if (!of(n) || of(n)->dropped)
        return;
    l->links -= of(n)->linking;
    if ((is(n, "td") || is(n, "th")) && in_data_table(n)) {
        l->cells -= l->cells > 0;
        l->blank = false;
    } else if (is_block(n))
        end_line(l);
    else if (is_element(n->next) && !is_block(n->next) && l->now.n && meta_is_label(ti_str_trim(ti_buf_str(&l->now))))
        ti_buf_char(&l->now, '\t');                    /* <li><b>发布机构</b><span>某某局</span></li> */
}

/* The lines of an element. */
static void read_lines(lines *l, xmlNode *top)
{
    for (xmlNode *n = top; n;) {
        bool inside = true;
        if (is_element(n)) {
            inside = of(n) && !of(n)->dropped;
            if (inside)
                enter(l, n);
        } else if (n->type == XML_TEXT_NODE && n->content) {
            if (!is(n->parent, "pre"))
                put_text(l, ti_str((const char *)n->content));
            else
                for (const char *p = (const char *)n->content; *p;) {          /* preformatted: its line ends count */
                    size_t len = strcspn(p, "\n");
                    put_text(l, (tiao_str){ p, len });
                    p += len + (p[len] != 0);
                    end_line(l);
                }
        }
        n = go_on(n, top, inside, leave, l);
    }
    l->cells = 0;
    end_line(l);
}

static void lines_free(lines *l)
{
    tiao_buf_free(&l->text);
    tiao_buf_free(&l->now);
    free(l->line);
}

static tiao_str line_str(const lines *l, size_t i)
{
    return i < l->count ? (tiao_str){ l->text.p + l->line[i].from, l->line[i].to - l->line[i].from } : (tiao_str){ "", 0 };
}

/* ---- title and what else the page says ---- */

static void read_meta_tags(output *out, xmlNode *root, tiao_buf *page_title)
{
    static const struct { const char *name; meta_key key; } names[] = {
        { "ArticleTitle", META_TITLE }, { "PubDate", META_PUBLISHED }, { "publishdate", META_PUBLISHED },
    };
    for (xmlNode *n = root; n;) {
        const char *name = is(n, "meta") ? get(n, "name") : NULL, *content = name ? get(n, "content") : NULL;
        for (size_t i = 0; content && i < sizeof names / sizeof *names; i++)
            if (!strcasecmp(name, names[i].name))
                meta_set(out, names[i].key, ti_str(content));
        const char *id = get(n, "id");
        if (id && !strcmp(id, "publish_time") && n->children && n->children->type == XML_TEXT_NODE)
            meta_set(out, META_PUBLISHED, ti_str((const char *)n->children->content));
        if (is(n, "title") && !page_title->n && n->children && n->children->content)
            ti_buf_put(page_title, ti_str_trim(ti_str((const char *)n->children->content)));
        n = go_on(n, root, true, NULL, NULL);
    }
}

/* The text of a small element on one line. */
static void put_element(tiao_buf *b, xmlNode *top)
{
    lines l = { 0 };
    read_lines(&l, top);
    for (size_t i = 0; i < l.count; i++)
        ti_buf_put(b, ti_str_trim(line_str(&l, i)));
    lines_free(&l);
}

static bool is_title_element(const xmlNode *n)
{
    static const char *const words[] = { "title", "bt", "tit", "articletitle", "biaoti", "xxgktitle" };
    static const char *const inner[] = { "h2", "h3", "div", "p", "td", "span", "strong" };
    return is(n, "h1") || (IS_ANY(n, inner) && (has_word(get(n, "class"), words, 6) || has_word(get(n, "id"), words, 6)));
}

/* The title that the page prints above the article: an element for titles with words that the page's own title has too. */
static void find_title(output *out, page *pg, tiao_str page_title)
{
    for (xmlNode *n = pg->body; n && !out->meta[META_TITLE].n;) {
        bool inside = is_element(n) && of(n) && !of(n)->dropped;
        if (inside && is_title_element(n) && of(n)->chars >= 5 && of(n)->chars <= 120) {
            tiao_buf b = { 0 }, squeezed = { 0 }, all = { 0 };
            put_element(&b, n);
            ti_buf_squeezed(&squeezed, ti_buf_str(&b));
            ti_buf_squeezed(&all, page_title);
            if (ti_line_ends_title(ti_buf_str(&b)) || (squeezed.n && ti_str_has(ti_buf_str(&all), ti_buf_str(&squeezed))))
                meta_set(out, META_TITLE, ti_buf_str(&b));
            tiao_buf_free(&b);
            tiao_buf_free(&squeezed);
            tiao_buf_free(&all);
        }
        n = go_on(n, pg->body, inside, NULL, NULL);
    }
    for (size_t end = page_title.n, i = 0; !out->meta[META_TITLE].n && i <= page_title.n; i++)      /* 某某办法_某某市人民政府 */
        if (i == end || strchr("_|-", page_title.s[i])) {
            tiao_str first = ti_str_trim(ti_sub(page_title, 0, i));
            if (ti_line_ends_title(first) && ti_utf8_count(first) >= 5)
                meta_set(out, META_TITLE, first);
        }
}

/* Whether the first lines of the article are its title, blanks and line ends aside. */
static bool opens_with_title(const lines *l, size_t from, tiao_str title)
{
    tiao_buf head = { 0 }, want = { 0 };
    for (size_t i = from; i < l->count && i < from + 12 && head.n < 4000; i++)
        ti_buf_squeezed(&head, line_str(l, i));
    ti_buf_squeezed(&want, title);
    bool has = want.n && ti_str_has(ti_buf_str(&head), ti_buf_str(&want));
    tiao_buf_free(&head);
    tiao_buf_free(&want);
    return has;
}

/* Whether one of the first lines is a title that the page's own has been made of: 重磅！某某区发布支持大模型发展的若干措施 over
   关于支持大模型发展的若干措施. */
static bool opens_with_own_title(const lines *l, size_t from, tiao_str title)
{
    enum { SHARED = 8 * 3 };           /* bytes at the end of both */
    bool     has  = false;
    tiao_buf want = { 0 };
    ti_buf_squeezed(&want, title);
    for (size_t i = from; i < l->count && i < from + 6 && !has; i++) {
        tiao_buf line = { 0 };
        ti_buf_squeezed(&line, line_str(l, i));
        has = ti_line_ends_title(ti_buf_str(&line)) && line.n >= SHARED && want.n >= SHARED &&
              memcmp(line.p + line.n - SHARED, want.p + want.n - SHARED, SHARED) == 0;
        tiao_buf_free(&line);
    }
    tiao_buf_free(&want);
    return has;
}

/* ---- the article's lines without what the page puts around them ---- */

static bool opens_related(tiao_str s)
{
    static const char *const words[] = { "相关链接", "相关阅读", "相关文件", "相关文档", "相关政策", "相关解读", "相关新闻", "相关稿件", "相关信息",
                                         "相关内容", "延伸阅读", "推荐阅读", "政策解读", "上一篇", "下一篇", "上一条", "下一条", "扫一扫", "分享到",
                                         "打印本页", "关闭窗口", "往期推荐", "往期回顾", "往期精彩", "阅读原文", "发表评论" };
    s = ti_str_trim(s);
    for (const char *p = s.s, *end = p + s.n; p < end && ti_is_one_of(ti_utf8_peek(p, end), "【[［（(·•");) {
        ti_utf8_next(&p, end);
        s = (tiao_str){ p, (size_t)(end - p) };
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (ti_str_starts(s, ti_str(words[i])))
            return ti_utf8_count(s) <= 60 && !ti_line_is_prose(s);
    return false;
}

/* What accounts call their readers to, before and behind their articles. */
static bool calls_readers(tiao_str s)
{
    static const char *const words[] = { "点击上方", "点击蓝字", "点击下方", "关注我们", "点个", "长按", "扫码", "识别二维码", "戳这里", "END", "- END -" };
    s = ti_str_trim(s);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (ti_str_starts(s, ti_str(words[i])))
            return ti_utf8_count(s) <= 30 && !ti_line_is_prose(s);
    return false;
}

static bool is_linked(const lines *l, size_t i) { return l->line[i].linked * 10 >= l->line[i].chars * 7; }

/* Where the article ends: above links to other pages, print buttons and the like, if nothing else follows them. */
static size_t find_end(const lines *l, size_t from)
{
    size_t end   = l->count;
    output known = { 0 };                              /* what is told here counts for nothing */
    for (size_t i = l->count; i-- > from;) {
        bool     used_next;
        tiao_str s = line_str(l, i);
        if (opens_related(s) || calls_readers(s) || meta_read_line(&known, s, TI_STR(""), &used_next) ||
            (ti_line_is_furniture(s) && !ti_str_starts(ti_str_trim(s), TI_STR("附件")))) {
            end = i;
            continue;
        }
        if (!is_linked(l, i) || ti_str_starts(ti_str_trim(s), TI_STR("附件")))
            break;
    }
    output_free(&known);
    return end;
}

static tiao_err put_article(output *out, const lines *l, tiao_error *err)
{
    size_t from = 0, end;
    bool  *gone = ti_calloc(l->count + 2, sizeof *gone);
    if (!gone)
        return ti_no_memory(err);
    for (size_t i = 0; i < l->count && i < 60; i++) {  /* what is known of the document, above its text */
        ti_marker m;
        bool      used_next;
        tiao_str  s = line_str(l, i), next = line_str(l, i + 1);
        if (ti_line_is_prose(s) || (ti_marker_read(&m, s) && m.mark != MARK_BULLET))
            break;
        if (meta_read_line(out, s, next, &used_next)) {
            gone[i] = true;
            if (used_next)
                gone[++i] = true;
        } else if (calls_readers(s) || (ti_line_is_furniture(s) && !ti_line_is_docnumber(s)))
            gone[i] = true;
    }
    while (from < l->count && gone[from])
        from++;
    end            = find_end(l, from);
    tiao_str title = ti_buf_str(&out->meta[META_TITLE]);
    if (title.n && !opens_with_title(l, from, title) && !opens_with_own_title(l, from, title)) {
        ti_buf_put(&out->text, title);
        ti_buf_char(&out->text, '\n');
    }
    for (size_t i = from; i < end; i++)
        if (!gone[i]) {
            ti_buf_put(&out->text, line_str(l, i));
            ti_buf_char(&out->text, '\n');
        }
    free(gone);
    return TIAO_OK;
}

static tiao_err read_page(output *out, htmlDocPtr doc, tiao_error *err)
{
    page     pg    = { 0 };
    lines    all   = { 0 }, article = { 0 };
    tiao_buf title = { 0 };
    xmlNode *root  = xmlDocGetRootElement(doc);
    pg.body        = root;
    for (xmlNode *c = root ? root->children : NULL; c; c = c->next)
        if (is(c, "body"))
            pg.body = c;
    if (!pg.body)
        return ti_fail(err, TIAO_EIO, 0, "there is no text in it");
    count(&pg, false);
    size_t whole = pg.failed ? 0 : of(pg.body)->chars;
    if (!pg.failed) {
        count(&pg, true);
        if (of(pg.body)->chars * 3 < whole) {          /* a page that a script would show */
            for (xmlNode *n = pg.body; n; n = go_on(n, pg.body, true, NULL, NULL))
                if (is_element(n) && of(n))
                    of(n)->dropped = false;
            count(&pg, false);
        }
        read_lines(&all, pg.body);                     /* with menus and all: what they say is looked for in it */
        drop_junk(&pg);
        count(&pg, false);
    }
    if (!pg.failed) {
        read_meta_tags(out, root, &title);
        for (size_t i = 0; i < all.count; i++) {
            bool used_next;
            if (!ti_line_is_prose(line_str(&all, i)))
                meta_read_line(out, line_str(&all, i), line_str(&all, i + 1), &used_next);
        }
        find_title(out, &pg, ti_buf_str(&title));
        for (xmlNode *n = pg.body; n; n = go_on(n, pg.body, true, NULL, NULL))
            if (is(n, "ol") && of(n))
                of(n)->number = 0;                     /* counted afresh */
        read_lines(&article, find_article(&pg));
    }
    tiao_err rc = pg.failed || all.failed || article.failed ? ti_no_memory(err) : put_article(out, &article, err);
    lines_free(&all);
    lines_free(&article);
    tiao_buf_free(&title);
    ti_arena_free(&pg.arena);
    return rc;
}

/* ---- the file ---- */

/* The charset that the first bytes declare: <meta charset="gb2312">, charset=gb2312, encoding="gb2312". */
static void declared_charset(char out[static 32], tiao_str bytes)
{
    static const char *const keys[] = { "charset", "encoding" };
    *out = 0;
    for (int k = 0; k < 2; k++)
        for (size_t i = 0, n = strlen(keys[k]); i + n + 2 < bytes.n && i < 4096; i++) {
            if (strncasecmp(bytes.s + i, keys[k], n))
                continue;
            size_t at = i + n, len = 0;
            while (at < bytes.n && bytes.s[at] == ' ')
                at++;
            if (at >= bytes.n || bytes.s[at++] != '=')
                continue;
            while (at < bytes.n && (bytes.s[at] == ' ' || bytes.s[at] == '"' || bytes.s[at] == '\''))
                at++;
            while (at < bytes.n && len < 31 && (strchr("-_.:", bytes.s[at]) || ((bytes.s[at] | 32) >= 'a' && (bytes.s[at] | 32) <= 'z') || (bytes.s[at] >= '0' && bytes.s[at] <= '9')) && bytes.s[at])
                out[len++] = bytes.s[at++];
            out[len] = 0;
            if (len)
                return;
        }
}

/* Elements nested deeper than any page needs make libxml2 slow. */
static bool is_too_deep(const xmlNode *root)
{
    size_t depth = 0;
    for (const xmlNode *n = root; n;) {
        if (n->type == XML_ELEMENT_NODE && n->children) {
            if (++depth > DEPTH_MAX)
                return true;
            n = n->children;
            continue;
        }
        while (n != root && !n->next) {
            n = n->parent;
            depth -= depth > 0;
        }
        n = n == root ? NULL : n->next;
    }
    return false;
}

tiao_err read_html(output *out, const input *in, tiao_error *err)
{
    char     declared[32];
    tiao_buf text = { 0 };
    declared_charset(declared, in->bytes);
    tiao_err rc = to_utf8(&text, out->encoding, in->bytes, in->encoding, declared, err);
    if (rc == TIAO_OK && text.n > SIZE_MAX_HTML)
        rc = ti_fail(err, TIAO_ELIMIT, 0, "a page of more than %d MiB", SIZE_MAX_HTML >> 20);
    if (rc == TIAO_OK) {
        watch_begin();
        htmlParserCtxtPtr ctx = htmlNewParserCtxt();
        htmlDocPtr        doc = NULL;
        if (ctx) {
            /* without a limit of depth, which would cut a page of unclosed <font>s off in silence */
            ctx->options |= XML_PARSE_HUGE;
            doc = htmlCtxtReadMemory(ctx, text.p, (int)text.n, NULL, "UTF-8",
                                     HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_COMPACT | XML_PARSE_HUGE);
        }
        if (watch_was_starved())
            rc = ti_no_memory(err);
        else if (!doc)
            rc = ti_fail(err, TIAO_EIO, 0, "there is no text in it");
        else if (is_too_deep(xmlDocGetRootElement(doc)))
            rc = ti_fail(err, TIAO_ELIMIT, 0, "elements nested more than %d deep", DEPTH_MAX);
        else
            rc = read_page(out, doc, err);
        if (doc)
            xmlFreeDoc(doc);
        htmlFreeParserCtxt(ctx);
        xmlCleanupParser();
    }
    tiao_buf_free(&text);
    return rc;
}
