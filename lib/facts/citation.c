/* Citations.

   What is read: 《title》 with the number in brackets behind it; document numbers on their own, damaged ones too
   (徐委[2015]15, 沪委发〔20157号); and references to provisions in their lists and shorthand (第十、十八、二十六条,
   第三条第二款第（五）项, 前款第（五）项, 本条, 本意见). A reference that follows a law's name belongs to that law
   (刑法第三十条); any other is resolved in the document itself. Every look ahead and back is bounded. */
#include "facts/citation.h"
#include "base/numeral.h"
#include "tree/address.h"

#include <stdlib.h>

enum {
    TITLE_BYTES  = 600,               /* no title is longer */
    ALIAS_BYTES  = 300,               /* （以下简称…） */
    NAME_CHARS   = 24,                /* of a law's name or an issuer's code, read backwards */
    LIST_MOST    = 40,                /* 第十、十八、二十六条 */
    BEFORE_MOST  = 5,                 /* 前五款 */
    PARAGRAPHS   = 30,                /* of an article, looked through for an item */
};

/* Where nodes with a number stand, for look-ups: sorted by parent, kind, ordinal. Articles, chapters and parts are counted
   through the whole document, so their parent is TIAO_NONE. */
typedef struct { uint32_t parent, kind, ordinal, sub, node; } place;

/* A reference to a provision; 0 where a part is not given. */
typedef struct { uint32_t part, chapter, section, article, sub, paragraph, item, subitem; } reference;

typedef struct {
    tiao_doc   *doc;
    place      *places;
    size_t      count;
    uint32_t   *articles;             /* in the order of the document */
    size_t      articles_count;
    bool        indexed;
    /* the node that is being read */
    uint32_t    node;
    tiao_str    text;
    const char *end;
    const char *done;                 /* what stands before is cited already */
    reference   last;                 /* to which 、第二款 may add */
    tiao_str    last_title;           /* 同法 */
    bool        last_is_outside;
    tiao_error *err;
    tiao_err    rc;
} reader;

/* ---- the places of the document ---- */

static int compare_places(const void *a, const void *b)
{
    const place *x = a, *y = b;
#define BY(f) if (x->f != y->f) return x->f < y->f ? -1 : 1
    BY(parent);
    BY(kind);
    BY(ordinal);
    BY(sub);
    BY(node);
#undef BY
    return 0;
}

static bool is_counted_through(uint32_t kind) { return kind == TIAO_ARTICLE || kind == TIAO_CHAPTER || kind == TIAO_PART; }

static void index_places(reader *r)
{
    const tiao_doc *d = r->doc;
    r->indexed        = true;
    r->places         = ti_calloc((size_t)d->count + 1, sizeof *r->places);
    r->articles       = ti_calloc((size_t)d->count + 1, sizeof *r->articles);
    if (!r->places || !r->articles) {
        r->rc = ti_no_memory(r->err);
        return;
    }
    for (uint32_t i = 0; i < d->count; i++) {
        const tiao_node *n = &d->nodes[i];
        if (n->repeat || n->kind == TIAO_INLINE || n->kind == TIAO_BOILERPLATE)
            continue;
        r->places[r->count++] = (place){ is_counted_through(n->kind) ? TIAO_NONE : n->parent, n->kind, n->ordinal, n->sub, i };
        if (n->kind == TIAO_ARTICLE)
            r->articles[r->articles_count++] = i;
    }
    qsort(r->places, r->count, sizeof *r->places, compare_places);
}

static uint32_t find_place(reader *r, uint32_t parent, uint32_t kind, uint32_t ordinal, uint32_t sub)
{
    if (!r->indexed)
        index_places(r);
    place  want = { parent, kind, ordinal, sub, 0 };
    size_t low = 0, high = r->count;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (compare_places(&r->places[mid], &want) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    if (low == r->count)
        return TIAO_NONE;
    const place *p = &r->places[low];
    return p->parent == parent && p->kind == kind && p->ordinal == ordinal && p->sub == sub ? p->node : TIAO_NONE;
}

static uint32_t above(const tiao_doc *d, uint32_t i, tiao_kind kind)
{
    while (i != TIAO_NONE && d->nodes[i].kind != kind)
        i = d->nodes[i].parent;
    return i;
}

/* The 款 that the node is or stands in: its own node, which is the article itself for the first one. */
static uint32_t paragraph_of(const tiao_doc *d, uint32_t i)
{
    while (i != TIAO_NONE && d->nodes[i].kind != TIAO_ARTICLE &&
           !(d->nodes[i].kind == TIAO_PARAGRAPH && d->nodes[i].parent != TIAO_NONE &&
             d->nodes[d->nodes[i].parent].kind == TIAO_ARTICLE))
        i = d->nodes[i].parent;
    return i;
}

static uint32_t paragraph_number(const tiao_doc *d, uint32_t i) { return d->nodes[i].kind == TIAO_ARTICLE ? 1 : d->nodes[i].ordinal; }

static uint32_t find_paragraph(reader *r, uint32_t article, uint32_t number)
{
    if (article == TIAO_NONE || number == 0)
        return TIAO_NONE;
    if (number == 1 && ti_node_is_first_paragraph(&r->doc->nodes[article]))
        return article;
    return find_place(r, article, TIAO_PARAGRAPH, number, 0);
}

/* The item of a 款, or of the article where no 款 is given: then it may stand below any of them. */
static uint32_t find_item(reader *r, uint32_t in, uint32_t number, bool any_paragraph)
{
    uint32_t found = find_place(r, in, TIAO_LEVEL2, number, 0);
    for (uint32_t k = 2; found == TIAO_NONE && any_paragraph && k < PARAGRAPHS; k++) {
        uint32_t p = find_place(r, in, TIAO_PARAGRAPH, k, 0);
        if (p == TIAO_NONE)
            break;
        found = find_place(r, p, TIAO_LEVEL2, number, 0);
    }
    return found;
}

static uint32_t resolve(reader *r, const reference *f)
{
    uint32_t at = TIAO_NONE;
    if (f->article)
        at = find_place(r, TIAO_NONE, TIAO_ARTICLE, f->article, f->sub);
    else if (f->paragraph || f->item)
        at = above(r->doc, r->node, TIAO_ARTICLE);
    else if (f->chapter || f->section || f->part) {
        if (f->part)
            at = find_place(r, TIAO_NONE, TIAO_PART, f->part, 0);
        if (f->chapter)
            at = find_place(r, TIAO_NONE, TIAO_CHAPTER, f->chapter, 0);
        if (f->section) {
            uint32_t in = f->chapter ? at : above(r->doc, r->node, TIAO_CHAPTER);
            at          = in == TIAO_NONE ? in : find_place(r, in, TIAO_SECTION, f->section, 0);
        }
        return at;
    }
    if (at != TIAO_NONE && f->paragraph)
        at = find_paragraph(r, at, f->paragraph);
    if (at != TIAO_NONE && f->item)
        at = find_item(r, at, f->item, !f->paragraph);
    if (at != TIAO_NONE && f->subitem)
        at = find_place(r, at, TIAO_LEVEL3, f->subitem, 0);
    return at;
}

/* ---- giving them ---- */

static tiao_citation *give(reader *r, const char *from, const char *to)
{
    ti_facts      *f = r->doc->facts;
    tiao_citation *c = TI_PUSH(f->citations, f->citations_count, f->citations_room);
    if (!c) {
        r->rc = ti_no_memory(r->err);
        return NULL;
    }
    c->node = r->node;
    c->span = (tiao_span){ (uint32_t)(from - r->text.s), (uint32_t)(to - r->text.s) };
    c->text = (tiao_str){ from, (size_t)(to - from) };
    r->done = to;
    return c;
}

static void give_place(reader *r, const char *from, const char *to, uint32_t target)
{
    tiao_citation *c = give(r, from, to);
    if (!c || target == TIAO_NONE)
        return;
    tiao_buf b = { 0 };
    tiao_node_address(r->doc, target, &b);
    c->target = ti_doc_keep(r->doc, ti_buf_str(&b));
    if (b.failed || !c->target.s)
        r->rc = ti_no_memory(r->err);
    tiao_buf_free(&b);
}

static void give_document(reader *r, const char *from, const char *to, tiao_str title, tiao_str number)
{
    tiao_citation *c = give(r, from, to);
    if (!c)
        return;
    if (title.n) {
        c->title           = title;
        r->last_title      = title;
        r->last_is_outside = true;
    }
    if (number.n)
        c->number = number;
}

static void give_itself(reader *r, const char *from, const char *to)
{
    tiao_citation *c = give(r, from, to);
    if (c)
        c->target = r->doc->meta.id;
    r->last_is_outside = false;
}

/* ---- reading words ---- */

static bool take(const char **p, const char *end, const char *word)
{
    size_t n = strlen(word);
    if ((size_t)(end - *p) < n || memcmp(*p, word, n) != 0)
        return false;
    *p += n;
    return true;
}

static void pass_blanks(const char **p, const char *end)
{
    const char *q = *p;
    while (q < end && ti_is_space(ti_utf8_next(&q, end)))
        *p = q;
}

static bool stands_before(const char *p, const char *start, const char *word)
{
    size_t n = strlen(word);
    return (size_t)(p - start) >= n && memcmp(p - n, word, n) == 0;
}

/* Where the name that ends at p begins, read backwards over Han characters, without the words that lead into it. */
static const char *name_start(const reader *r, const char *p)
{
    /* no 和: 国家发展和改革委员会令; no 经, 对: 对外贸易经济合作部令 */
    static const char *const leads[] = { "根据", "按照", "依据", "依照", "遵照", "参照", "贯彻", "落实", "执行", "违反", "符合",
                                         "适用", "见", "以", "即", "按", "的", "日", "原", "将", "触犯", "为", "因", "属于", "构成" };
    static const char *const joined[] = { "和", "与", "以及", "及", "或者", "或" };
    const char *start = p, *low = r->done ? r->done : r->text.s;
    for (int n = 0; n < NAME_CHARS && start > low; n++) {
        const char *q = start;
        if (!ti_is_han(ti_utf8_back(&q, low)))
            break;
        bool lead = false;
        for (size_t i = 0; i < sizeof leads / sizeof *leads && !lead; i++)
            lead = stands_before(start, low, leads[i]);
        if (lead)
            break;
        start = q;
    }
    if (start == r->done) {                            /* …〔2015〕1号和沪府发〔2015〕2号 */
        tiao_str s = { start, (size_t)(p - start) };
        for (size_t i = 0; i < sizeof joined / sizeof *joined; i++)
            if (ti_str_starts(s, ti_str(joined[i])))
                return start + strlen(joined[i]);
    }
    return start;
}

/* ---- document numbers ---- */

static bool take_one_of(const char **p, const char *end, const char *const *words)
{
    for (; *words; words++)
        if (take(p, end, *words))
            return true;
    return false;
}

/* Digits of either width; how many, 0 where none stand. */
static int take_digits(const char **p, const char *end, int most, uint32_t *value)
{
    int n = 0;
    for (*value = 0; n < most; n++) {
        const char *q = *p;
        if (q >= end || !ti_is_digit(ti_utf8_peek(q, end)))
            break;
        *value = *value * 10 + ti_digit(ti_utf8_next(&q, end));
        *p     = q;
    }
    return n;
}

/* 〔2015〕7号, [2015]15, 〔20157号: from the opening bracket. */
static bool take_year_and_number(const char **p, const char *end)
{
    static const char *const open[]  = { "〔", "[", "［", "【", "﹝", "〈", "（", "(", NULL };
    static const char *const close[] = { "〕", "]", "］", "】", "﹞", "〉", "）", ")", NULL };
    const char *q = *p;
    bool        round = take(&q, end, "（") || take(&q, end, "(");
    uint32_t    year, number;
    if (!round && !take_one_of(&q, end, open))
        return false;
    pass_blanks(&q, end);
    if (take_digits(&q, end, 4, &year) != 4 || year < 1949 || year > 2099)
        return false;
    take(&q, end, "年");
    pass_blanks(&q, end);
    bool closed = take_one_of(&q, end, close);
    pass_blanks(&q, end);
    take(&q, end, "第");
    pass_blanks(&q, end);
    if (take_digits(&q, end, 6, &number) == 0)
        return false;
    const char *behind = q;
    pass_blanks(&behind, end);
    if (take(&behind, end, "号"))
        q = behind;
    else if (!closed || round)                         /* (2015)15 may be anything */
        return false;
    *p = q;
    return true;
}

/* 令第400号, 令2015年第12号: from 令. */
static bool take_order(const char **p, const char *end)
{
    const char *q = *p;
    uint32_t    n;
    if (!take(&q, end, "令"))
        return false;
    pass_blanks(&q, end);
    const char *year = q;
    if (take_digits(&year, end, 4, &n) == 4 && take(&year, end, "年"))
        q = year;
    if (!take(&q, end, "第"))
        return false;
    pass_blanks(&q, end);
    if (take_digits(&q, end, 6, &n) == 0 && !ti_han_number(&q, end, &n))
        return false;
    pass_blanks(&q, end);
    if (!take(&q, end, "号"))
        return false;
    *p = q;
    return true;
}

/* A whole number with the issuer's code in front, within brackets: 沪委发〔2015〕7号. */
static bool take_number(const char **p, const char *end)
{
    const char *q = *p;
    for (int n = 0; n < NAME_CHARS && q < end; n++) {
        const char *at = q;
        if (n && (take_year_and_number(&at, end) || take_order(&at, end))) {
            *p = at;
            return true;
        }
        if (!ti_is_han(ti_utf8_next(&q, end)))
            return false;
    }
    return false;
}

static bool read_number(reader *r, const char **p)
{
    const char *q = *p;
    if (!take_year_and_number(&q, r->end) && !take_order(&q, r->end))
        return false;
    const char *from = name_start(r, *p);
    if (from == *p)
        return false;
    give_document(r, from, q, (tiao_str){ NULL, 0 }, (tiao_str){ from, (size_t)(q - from) });
    *p = q;
    return true;
}

/* ---- provisions ---- */

typedef struct { const char *unit, *never; size_t field; } unit_row;      /* never: characters that make it another word */
#define F(f) offsetof(reference, f)
static const unit_row units[] = {
    { "条", "线路船件", F(article) }, { "款", "项", F(paragraph) }, { "项", "目", F(item) },      { "目", "标的", F(subitem) },
    { "分编", "", F(part) },          { "编", "制号", F(part) },    { "章", "程", F(chapter) },   { "节", "目课能", F(section) },
};
#undef F

static const unit_row *take_unit(const char **p, const char *end)
{
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        const char *q = *p;
        if (take(&q, end, units[i].unit) && !(q < end && ti_is_one_of(ti_utf8_peek(q, end), units[i].never))) {
            *p = q;
            return &units[i];
        }
    }
    return NULL;
}

/* 五, （五）, 5 */
static bool take_ordinal(const char **p, const char *end, uint32_t *n)
{
    const char *q    = *p;
    bool        open = take(&q, end, "（") || take(&q, end, "(");
    if (!ti_han_number(&q, end, n) && !ti_digit_number(&q, end, n))
        return false;
    if (open && !take(&q, end, "）") && !take(&q, end, ")"))
        return false;
    *p = q;
    return *n > 0;
}

static const char *const joints[] = { "、", "，第", "和", "及", "与", "或者", "或", "至", "到", "以及", NULL };

static bool take_joint(const char **p, const char *end)
{
    const char *q = *p;
    if (take(&q, end, "以及") || take(&q, end, "或者") || take_one_of(&q, end, joints)) {
        if (stands_before(q, *p, "第"))
            q -= sizeof "第" - 1;
        *p = q;
        return true;
    }
    return false;
}

/* What stands behind an article: 第二款第（五）项第3目, 之一. */
static void take_rest(const char **p, const char *end, reference *f, size_t field)
{
    for (;;) {
        const char *q = *p;
        uint32_t    n;
        if (field == offsetof(reference, article) && take(&q, end, "之") && ti_han_number(&q, end, &n)) {
            f->sub = n;
            *p     = q;
            field  = offsetof(reference, sub);
            continue;
        }
        pass_blanks(&q, end);
        if (!take(&q, end, "第") || !take_ordinal(&q, end, &n))
            return;
        const unit_row *u = take_unit(&q, end);
        if (!u || u->field <= field)
            return;
        memcpy((char *)f + u->field, &n, sizeof n);
        field = u->field;
        *p    = q;
    }
}

/* 第…条 in one breath: the ordinals that share a unit, each with its place in the text. */
typedef struct { uint32_t n; const char *from, *to; } member;

static size_t take_members(const char **p, const char *end, member *m, const unit_row **unit)
{
    const char *q = *p;
    size_t      n = 0;
    if (!take(&q, end, "第"))
        return 0;
    m[0].from = *p;
    for (;;) {
        if (!take_ordinal(&q, end, &m[n].n))
            return 0;
        m[n].to = q;
        n++;
        const char *u = q;
        *unit         = take_unit(&u, end);
        if (*unit) {
            m[n - 1].to = u;
            *p          = u;
            return n;
        }
        if (n == LIST_MOST || !take_joint(&q, end))
            return 0;
        pass_blanks(&q, end);
        m[n].from = q;
        take(&q, end, "第");
    }
}

/* What the document calls itself. */
static const char *const kinds_of_document[] = {
    "法", "法典", "条例", "办法", "实施办法", "规定", "若干规定", "实施细则", "细则", "实施意见", "若干意见", "意见", "若干措施", "措施", "规划",
    "纲要", "通知", "决定", "实施方案", "方案", "行动计划", "计划", "政策", "若干政策", "解释", "指南", "规则", "准则", "章程", "公告",
    NULL,
};

/* Whether a law's name ends at p, so that what follows is a provision of it. */
static bool ends_a_name(const reader *r, const char *p)
{
    const char *low = r->done ? r->done : r->text.s;
    for (size_t i = 0; kinds_of_document[i]; i++)
        if (stands_before(p, low, kinds_of_document[i]))
            return true;
    return false;
}

/* Gives the provisions of a list; each in the article that the list before it left open (第三条第一款、第二款). */
static void give_members(reader *r, const member *m, size_t n, const unit_row *unit, const char *from, const char *to,
                         const reference *base)
{
    for (size_t i = 0; i < n && r->rc == TIAO_OK; i++) {
        reference f = *base;
        memcpy((char *)&f + unit->field, &m[i].n, sizeof m[i].n);
        const char *end = m[i].to;
        if (i + 1 == n) {
            take_rest(&end, r->end, &f, unit->field);
            end = end > to ? end : to;
        }
        uint32_t target = resolve(r, &f);
        if (target == TIAO_NONE && !f.article && r->last.article) {      /* 第（二）项, of the article named before */
            reference g = r->last;
            memcpy((char *)&g + unit->field, (char *)&f + unit->field, sizeof g - unit->field);
            target = resolve(r, &g);
            f      = target == TIAO_NONE ? f : g;
        }
        give_place(r, i ? m[i].from : from, end, target);
        r->last = f;
    }
    r->last_is_outside = false;
}

/* Skips a list of provisions of another document, which is cited as a whole. */
static bool pass_provisions(const char **p, const char *end)
{
    bool any = false;
    for (int k = 0; k < LIST_MOST; k++) {
        const char     *q = *p;
        member          m[LIST_MOST + 1];
        const unit_row *unit;
        reference       f = { 0 };
        pass_blanks(&q, end);
        if (any)
            take_joint(&q, end);
        if (take_members(&q, end, m, &unit) == 0)
            return any;
        take_rest(&q, end, &f, unit->field);
        *p  = q;
        any = true;
    }
    return any;
}

static bool is_plausible(reader *r, const unit_row *unit, const reference *base)
{
    if (unit->field == offsetof(reference, article) || base->article)
        return true;
    if (!r->indexed)
        index_places(r);
    return r->articles_count > 0;                      /* 第三项 outside a statute counts things */
}

/* 第三条…; from 第. */
static bool read_provision(reader *r, const char **p)
{
    member          m[LIST_MOST + 1];
    const unit_row *unit;
    const char     *q = *p;
    size_t          n = take_members(&q, r->end, m, &unit);
    if (n == 0)
        return false;
    reference   base = { 0 };
    const char *from = *p, *joint = r->done;
    bool        follows = joint && (joint == *p || (joint < *p && take_joint(&joint, r->end) && joint == *p));
    if (follows && r->last_is_outside)
        return false;
    if (follows) {                                     /* what is counted more widely than this one stays */
        memcpy(&base, &r->last, unit->field);
        if (unit->field <= offsetof(reference, article))
            base = (reference){ 0 };
    } else if (ends_a_name(r, *p)) {
        from                 = name_start(r, *p);
        const char *all_ends = *p;
        if (from < *p && pass_provisions(&all_ends, r->end)) {
            give_document(r, from, all_ends, (tiao_str){ from, (size_t)(*p - from) }, (tiao_str){ NULL, 0 });
            *p = all_ends;
            return true;
        }
        from = *p;
    }
    if (!is_plausible(r, unit, &base))
        return false;
    give_members(r, m, n, unit, from, q, &base);
    *p = r->done;
    return true;
}

/* 前款, 前两款, 前条, 前款第（五）项; from 前. */
static bool read_before(reader *r, const char **p)
{
    const char *q = *p, *start = r->text.s;
    uint32_t    many = 1;
    const char *back = *p;
    if (!take(&q, r->end, "前") || (back > start && ti_is_one_of(ti_utf8_back(&back, start), "目此以之当提从先年月天日")))
        return false;
    const char *number = q;
    if (ti_han_number(&number, r->end, &many))
        q = number;
    else
        many = 1;
    const unit_row *u = take_unit(&q, r->end);
    if (!u || many == 0 || many > BEFORE_MOST)
        return false;
    if (!r->indexed)
        index_places(r);
    if (r->rc != TIAO_OK || r->articles_count == 0)
        return false;
    const tiao_doc *d       = r->doc;
    uint32_t        article = above(d, r->node, TIAO_ARTICLE), own = paragraph_of(d, r->node);
    for (uint32_t k = many; k > 0 && r->rc == TIAO_OK; k--) {
        uint32_t  target = TIAO_NONE;
        reference f      = { 0 };
        if (u->field == offsetof(reference, article) && article != TIAO_NONE) {
            size_t low = 0, high = r->articles_count;
            while (low < high) {
                size_t mid = low + (high - low) / 2;
                if (r->articles[mid] < article)
                    low = mid + 1;
                else
                    high = mid;
            }
            target = low >= k ? r->articles[low - k] : TIAO_NONE;
        } else if (u->field == offsetof(reference, paragraph) && own != TIAO_NONE && paragraph_number(d, own) > k)
            target = find_paragraph(r, article, paragraph_number(d, own) - k);
        else if (u->field == offsetof(reference, item)) {
            uint32_t item = above(d, r->node, TIAO_LEVEL2);
            if (item != TIAO_NONE && d->nodes[item].ordinal > k)
                target = find_place(r, d->nodes[item].parent, TIAO_LEVEL2, d->nodes[item].ordinal - k, 0);
        } else if (u->field != offsetof(reference, article) && u->field != offsetof(reference, paragraph))
            return false;
        if (target != TIAO_NONE && many == 1) {        /* 前款第（五）项 */
            take_rest(&q, r->end, &f, u->field);
            uint32_t in = above(d, target, TIAO_ARTICLE);
            if (f.paragraph)
                target = find_paragraph(r, in, f.paragraph);
            if (f.item && target != TIAO_NONE)
                target = find_item(r, target, f.item, u->field == offsetof(reference, article) && !f.paragraph);
            if (f.subitem && target != TIAO_NONE)
                target = find_place(r, target, TIAO_LEVEL3, f.subitem, 0);
        }
        if (target != TIAO_NONE) {
            const tiao_node *n = &d->nodes[above(d, target, TIAO_ARTICLE)];
            r->last            = (reference){ .article = n->ordinal, .sub = n->sub };
            uint32_t own_of    = paragraph_of(d, target);
            r->last.paragraph  = own_of == TIAO_NONE ? 0 : paragraph_number(d, own_of);
        }
        give_place(r, *p, q, target);
        r->last_is_outside = false;
    }
    *p = q;
    return true;
}

/* 本条第二款, 本法第三条, 本意见; from 本. */
static bool read_this(reader *r, const char **p)
{
    static const struct { const char *unit; tiao_kind kind; const char *never; } here[] = {
        { "条", TIAO_ARTICLE, "件约款例" }, { "款", TIAO_PARAGRAPH, "项" }, { "项", TIAO_LEVEL2, "目" },
        { "章", TIAO_CHAPTER, "程" },       { "节", TIAO_SECTION, "目课" }, { "编", TIAO_PART, "制" },
    };
    const char *q = *p, *back = *p, *best = NULL;
    if (!take(&q, r->end, "本") || (back > r->text.s && ti_is_one_of(ti_utf8_back(&back, r->text.s), "基根成日资文版样剧课标范")))
        return false;
    for (size_t i = 0; i < sizeof here / sizeof *here; i++) {
        const char *u = q;
        if (!take(&u, r->end, here[i].unit) || (u < r->end && ti_is_one_of(ti_utf8_peek(u, r->end), here[i].never)))
            continue;
        const tiao_doc *d      = r->doc;
        uint32_t        target = here[i].kind == TIAO_PARAGRAPH ? paragraph_of(d, r->node) : above(d, r->node, here[i].kind);
        if (target == TIAO_NONE)
            return false;
        reference f = { 0 };
        take_rest(&u, r->end, &f, here[i].kind == TIAO_ARTICLE     ? offsetof(reference, article)
                                  : here[i].kind == TIAO_PARAGRAPH ? offsetof(reference, paragraph)
                                                                   : offsetof(reference, subitem));
        uint32_t article = above(d, r->node, TIAO_ARTICLE);
        if (f.paragraph)
            target = find_paragraph(r, article, f.paragraph);
        if (f.item && target != TIAO_NONE)
            target = find_item(r, target, f.item, here[i].kind == TIAO_ARTICLE && !f.paragraph);
        give_place(r, *p, u, target);
        r->last = (reference){ 0 };
        if (article != TIAO_NONE)
            r->last = (reference){ .article = d->nodes[article].ordinal, .sub = d->nodes[article].sub, .paragraph = f.paragraph };
        r->last_is_outside = false;
        *p                 = u;
        return true;
    }
    for (size_t i = 0; kinds_of_document[i]; i++) {
        const char *u = q;
        if (take(&u, r->end, kinds_of_document[i]) && (!best || u > best))
            best = u;
    }
    if (!best || (stands_before(best, q, "法") && best == q + 3 && best < r->end && ti_is_one_of(ti_utf8_peek(best, r->end), "院人定官")))
        return false;
    member          m[LIST_MOST + 1];
    const unit_row *unit;
    const char     *next = best;
    size_t          n    = take_members(&next, r->end, m, &unit);
    reference       none = { 0 };
    if (n)
        give_members(r, m, n, unit, *p, next, &none);
    else
        give_itself(r, *p, best);
    *p = r->done;
    return true;
}

/* 同法第三条: the document that was cited last. */
static bool read_same(reader *r, const char **p)
{
    const char *q = *p;
    if (!r->last_title.n || !(take(&q, r->end, "同法") || take(&q, r->end, "该法") || take(&q, r->end, "该条例")) ||
        !pass_provisions(&q, r->end))
        return false;
    give_document(r, *p, q, r->last_title, (tiao_str){ NULL, 0 });
    *p = q;
    return true;
}

/* ---- titles ---- */

/* （以下简称《规划》） is the name of what was just cited. */
static void pass_alias(const char **p, const char *end)
{
    const char *q = *p;
    pass_blanks(&q, end);
    if (!take(&q, end, "（") && !take(&q, end, "("))
        return;
    if (!take(&q, end, "以下简称") && !take(&q, end, "以下统称") && !take(&q, end, "简称"))
        return;
    for (const char *from = q; q < end && q - from < ALIAS_BYTES;)
        if (take(&q, end, "）") || take(&q, end, ")")) {
            *p = q;
            return;
        } else
            ti_utf8_next(&q, end);
}

/* 《不动产权证书》, 《调解协议书》: papers that the procedure uses, no documents that can be looked up. */
static bool is_form(tiao_str title)
{
    static const char *const ends[] = { "证", "证书", "申请书", "协议书", "决定书", "通知书", "裁决书", "承诺书", "责任书", "委托书",
                                        "登记表", "申请表", "审批表", "申报表", "汇总表", "登记簿", "执照" };
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (ti_str_ends(title, ti_str(ends[i])))
            return true;
    return false;
}

static bool read_title(reader *r, const char **p)
{
    const char *q = *p, *from = *p;
    int         deep = 0;
    if (!take(&q, r->end, "《"))
        return false;
    const char *title = q, *close = NULL;
    while (q < r->end && q - title < TITLE_BYTES && !close) {
        const char *at = q;
        uint32_t    cp = ti_utf8_next(&q, r->end);
        if (cp == 0x300A)
            deep++;
        else if (cp == 0x300B && deep-- == 0)
            close = at;
        else if (cp == 0x3002 || cp == '\n')           /* 。 */
            break;
    }
    if (!close || close == title)
        return false;
    tiao_str    name = { title, (size_t)(close - title) }, number = { NULL, 0 };
    const char *end = q;
    if (is_form(name)) {
        *p = end;
        return true;
    }
    pass_blanks(&q, r->end);
    if (take(&q, r->end, "（") || take(&q, r->end, "(")) {
        const char *digits = q;
        pass_blanks(&digits, r->end);
        const char *start = digits;
        if (take_number(&digits, r->end)) {
            number = (tiao_str){ start, (size_t)(digits - start) };
            end    = digits;
            pass_blanks(&digits, r->end);
            if (take(&digits, r->end, "）") || take(&digits, r->end, ")"))
                end = digits;
        }
    }
    const char *provisions = end;
    if (pass_provisions(&provisions, r->end))
        end = provisions;
    give_document(r, from, end, name, number);
    pass_alias(&end, r->end);
    r->done = end;
    *p      = end;
    return true;
}

/* ---- the walk ---- */

static bool may_cite(const tiao_node *n)
{
    return n->kind != TIAO_INLINE && n->kind != TIAO_BOILERPLATE && n->kind != TIAO_DOCNUMBER && n->kind != TIAO_DATE &&
           n->kind != TIAO_SIGNATURE;
}

static void read_node(reader *r, uint32_t i)
{
    static const struct { const char *first; bool (*read)(reader *, const char **); } readers[] = {
        { "《", read_title },  { "第", read_provision }, { "前", read_before }, { "本", read_this }, { "同", read_same },
        { "该", read_same },   { "令", read_number },    { "〔", read_number }, { "[", read_number }, { "［", read_number },
        { "【", read_number }, { "﹝", read_number },    { "（", read_number }, { "(", read_number },
    };
    r->node            = i;
    r->text            = tiao_node_text(r->doc, i);
    r->end             = r->text.s + r->text.n;
    r->done            = NULL;
    r->last            = (reference){ 0 };
    r->last_is_outside = false;
    for (const char *p = r->text.s; p < r->end && r->rc == TIAO_OK;) {
        bool read = false;
        for (size_t k = 0; k < sizeof readers / sizeof *readers && !read; k++) {
            const char *q = p;
            read          = take(&q, r->end, readers[k].first) && readers[k].read(r, &p);
        }
        if (!read)
            ti_utf8_next(&p, r->end);
    }
}

tiao_err ti_find_citations(tiao_doc *d, const tiao_words *words, tiao_error *err)
{
    (void)words;
    reader r = { .doc = d, .err = err };
    for (uint32_t i = 0; i < d->count && r.rc == TIAO_OK; i++)
        if (may_cite(&d->nodes[i]))
            read_node(&r, i);
    free(r.places);
    free(r.articles);
    return r.rc;
}
