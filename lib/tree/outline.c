/* The outline, inferred from context: a stack of the levels that are open, the style of the marker, and the ordinal that is
   due next. Real documents break every fixed table: zhangjiang-2015 goes from 一、 straight to 1、, municipal-2015 numbers
   its third level on through the first, zhangjiang-2023 prints （2） where （二） is due, and in some policies 第一条 stands
   under 一、. */
#include "base/numeral.h"
#include "tree/outline.h"

#include <stdlib.h>

enum { STACK_MAX = 32 };

typedef struct {
    uint32_t node;
    ti_mark  mark;                    /* the level it stands on; MARK_NONE for a paragraph that may lead in a list */
    uint32_t ordinal;
    uint32_t first;                   /* the first of its siblings */
} open_node;

typedef struct {
    tiao_doc *doc;
    size_t    room;
    open_node stack[STACK_MAX];
    int       top;                    /* open nodes */
    uint32_t  base;                   /* the cover or attachment that holds what follows, or TIAO_NONE */
    uint32_t  run[MARK_COUNT];        /* the last ordinal printed in each style */
    uint8_t   holder[MARK_COUNT];     /* the style (ti_mark) under which each was opened last */
    bool      begun;                  /* a numbered node stands outside any cover */
} outline;

static tiao_node *push_node(outline *o, tiao_kind kind, uint32_t parent, const ti_block *b)
{
    size_t     count = o->doc->count;
    tiao_node *n     = TI_PUSH(o->doc->nodes, count, o->room);
    if (!n)
        return NULL;
    o->doc->count  = (uint32_t)count;
    n->kind        = (uint8_t)kind;
    n->parent      = parent;
    n->own         = b->from;
    n->number_end  = b->from + b->place.marker.size;
    n->text        = b->from + b->place.marker.skip;
    n->text_end    = b->to;
    n->heading_end = n->text;
    n->line        = b->line;
    n->ordinal     = b->place.marker.ordinal;
    n->sub         = b->place.marker.sub;
    n->notes       = b->joined ? TIAO_NOTE_JOINED : 0;
    return n;
}

/* What follows is a document of its own. */
static void forget(outline *o)
{
    memset(o->run, 0, sizeof o->run);
    memset(o->holder, 0, sizeof o->holder);
}

static uint32_t top_node(const outline *o) { return o->top ? o->stack[o->top - 1].node : o->base; }

static int find_open(const outline *o, ti_mark m)
{
    for (int i = o->top - 1; i >= 0; i--)
        if (o->stack[i].mark == m)
            return i;
    return -1;
}

/* The open level for which the marker is a slip: written alike, due next there, and not the next of its own style. */
static int find_meant(const outline *o, const ti_marker *m)
{
    if (m->ordinal < 2 || o->run[m->mark] + 1 == m->ordinal)
        return -1;
    for (int i = o->top - 1; i >= 0; i--)
        if (ti_mark_alike(o->stack[i].mark, m->mark) && o->stack[i].ordinal + 1 == m->ordinal)
            return i;
    return -1;
}

static bool is_higher(ti_mark a, ti_mark b)          /* a opens a higher level than b */
{
    int x = ti_mark_rank(a), y = ti_mark_rank(b);
    return x < y || (x == y && a != b);              /* 条 and 一、 hold one another, whichever opens first */
}

/* Whether the document has its levels the other way round, so that the marker opens a list under one of a lower style:
   1、申报条件 / （一）在本市注册. It counts from one, and has never stood anywhere else. */
static bool is_inverted(const outline *o, const ti_marker *m)
{
    if (m->ordinal != 1 || m->mark < MARK_HAN_PAREN || o->top == 0)
        return false;
    ti_mark above = o->stack[o->top - 1].mark;
    return above > m->mark && above <= MARK_CIRCLED && (o->run[m->mark] == 0 || o->holder[m->mark] == above);
}

static tiao_err add_numbered(outline *o, const ti_block *b, tiao_error *err)
{
    const ti_marker *m    = &b->place.marker;
    ti_mark          mark = m->mark;
    uint8_t          notes = 0;
    uint32_t         last  = o->doc->count ? o->doc->count - 1 : TIAO_NONE;
    uint32_t         first = o->doc->count;
    int              at    = find_open(o, mark);
    if (at < 0 && (at = find_meant(o, m)) >= 0) {
        mark  = o->stack[at].mark;
        notes = TIAO_NOTE_STYLE;
    }
    if (at >= 0) {
        const open_node *sibling = &o->stack[at];
        if (m->ordinal <= sibling->ordinal && m->ordinal == 1 && last != TIAO_NONE &&
            o->doc->nodes[last].kind == TIAO_PARAGRAPH && ti_str_ends(ti_node_own(o->doc, last), TI_STR("："))) {
            /* a second list under one heading belongs to the paragraph that leads it in, and that paragraph stands beside
               the first list, not in its last item: 2.信用良好。 / 申报人应当符合下列条件： / 1.具有博士学位 */
            if (at > 0 && o->stack[at - 1].mark == MARK_NONE)
                sibling = &o->stack[--at];             /* the first list has a lead-in of its own */
            o->doc->nodes[last].parent = o->doc->nodes[sibling->node].parent;
            o->top                     = at;
            o->stack[o->top++]         = (open_node){ last, MARK_NONE, 0, last };
        } else {
            if (m->ordinal != sibling->ordinal + 1 && m->ordinal != 1 && !m->sub && m->ordinal != o->run[m->mark] + 1)
                notes |= TIAO_NOTE_GAP;
            first  = sibling->first;
            o->top = at;
        }
    } else if (!is_inverted(o, m)) {
        while (o->top && o->stack[o->top - 1].mark != MARK_NONE && !is_higher(o->stack[o->top - 1].mark, mark))
            o->top--;
        while (o->top && o->stack[o->top - 1].mark == MARK_NONE && ti_mark_rank(mark) < ti_mark_rank(MARK_HAN_PAREN))
            o->top--;                                  /* a paragraph holds lists, not articles */
        while (o->top && o->stack[o->top - 1].mark != MARK_NONE && !is_higher(o->stack[o->top - 1].mark, mark))
            o->top--;
        if (m->ordinal != 1 && o->run[mark] + 1 != m->ordinal && !m->sub)
            notes |= TIAO_NOTE_GAP;
    }
    if (o->top == STACK_MAX)
        return ti_fail(err, TIAO_ELIMIT, b->from, "more than %d levels are open", STACK_MAX);
    tiao_node *n = push_node(o, ti_mark_kind(mark), top_node(o), b);
    if (!n)
        return ti_no_memory(err);
    n->notes |= notes;
    if (at < 0)
        o->holder[mark] = o->top ? (uint8_t)o->stack[o->top - 1].mark : MARK_NONE;
    o->stack[o->top++] = (open_node){ o->doc->count - 1, mark, m->ordinal, first };
    o->run[mark]       = m->ordinal;
    o->begun           = o->begun || o->base == TIAO_NONE;
    return TIAO_OK;
}

/* An unnumbered paragraph belongs to the nearest open node, but in an article it is the next 款: lists close before it, and
   it may lead in one of its own. */
static tiao_err add_paragraph(outline *o, const ti_block *b, tiao_kind kind, tiao_error *err)
{
    int article = find_open(o, MARK_ARTICLE);
    if (article >= 0)
        o->top = article + 1;
    else
        while (o->top && o->stack[o->top - 1].mark == MARK_NONE)
            o->top--;
    if (!push_node(o, kind, top_node(o), b))
        return ti_no_memory(err);
    if (article >= 0 && kind == TIAO_PARAGRAPH && o->top < STACK_MAX)
        o->stack[o->top++] = (open_node){ o->doc->count - 1, MARK_NONE, 0, o->doc->count - 1 };
    return TIAO_OK;
}

static const uint8_t kind_of_role[] = {
    [ROLE_TITLE]       = TIAO_TITLE,       [ROLE_DOCNUMBER]   = TIAO_DOCNUMBER,  [ROLE_ADDRESSEE]   = TIAO_ADDRESSEE,
    [ROLE_SIGNATURE]   = TIAO_SIGNATURE,   [ROLE_DATE]        = TIAO_DATE,       [ROLE_ATTACHMENT]  = TIAO_ATTACHMENT,
    [ROLE_BOILERPLATE] = TIAO_BOILERPLATE,
};

/* A part of the layout stands at the top, but for furniture in the middle of the body, which does not end what it
   interrupts. An attachment behind a numbered body holds what follows it. */
static tiao_err add_layout(outline *o, const ti_block *b, bool body_follows, tiao_error *err)
{
    ti_role  role   = (ti_role)b->place.role;
    bool     inside = role == ROLE_BOILERPLATE && body_follows && o->top;
    if (role == ROLE_ATTACHMENT && o->base != TIAO_NONE && !b->place.cover)
        o->base = TIAO_NONE;
    if (!inside)
        o->top = 0;
    if (!push_node(o, (tiao_kind)kind_of_role[role], top_node(o), b))
        return ti_no_memory(err);
    if (role == ROLE_ATTACHMENT && o->begun) {
        o->base = o->doc->count - 1;
        forget(o);
    }
    return TIAO_OK;
}

static tiao_err add_block(outline *o, const ti_block *b, bool body_follows, tiao_error *err)
{
    if (b->place.role != ROLE_BODY)
        return add_layout(o, b, body_follows, err);
    if (b->place.marker.mark == MARK_NONE)
        return add_paragraph(o, b, TIAO_PARAGRAPH, err);
    if (b->place.marker.mark == MARK_BULLET)
        return add_paragraph(o, b, TIAO_BULLET, err);
    return add_numbered(o, b, err);
}

static tiao_err open_cover(outline *o, const ti_block *b, tiao_error *err)
{
    ti_block empty = { .from = b->from, .to = b->from, .next = b->from, .line = b->line };
    if (!push_node(o, TIAO_COVER, TIAO_NONE, &empty))
        return ti_no_memory(err);
    o->base = o->doc->count - 1;
    return TIAO_OK;
}

/* ---- what is read off the finished nodes ---- */

static bool in_article(const tiao_doc *d, uint32_t i)
{
    for (; i != TIAO_NONE; i = d->nodes[i].parent)
        if (d->nodes[i].kind == TIAO_ARTICLE)
            return true;
    return false;
}

/* （四）信用承诺书。 closes a list whose items end in ； */
static bool closes_list(const tiao_doc *d, uint32_t i)
{
    uint32_t before = i ? i - 1 : TIAO_NONE;
    while (before != TIAO_NONE && d->nodes[before].parent != d->nodes[i].parent)
        before = d->nodes[before].parent;
    return before != TIAO_NONE && d->nodes[before].kind == d->nodes[i].kind && ti_str_ends(ti_node_own(d, before), TI_STR("；"));
}

/* The bytes of what may be an article's heading, in brackets before its first 款, as local regulations print it: 第一条
   （目的和依据）. A number is none, nor is a bracket that the sentence goes on from. */
static size_t article_heading(tiao_str s)
{
    static const char *const brackets[][2] = { { "（", "）" }, { "(", ")" }, { "【", "】" }, { "[", "]" } };
    for (size_t i = 0; i < sizeof brackets / sizeof *brackets; i++) {
        size_t   open = strlen(brackets[i][0]), close = ti_str_starts(s, ti_str(brackets[i][0])) ? ti_str_find(s, ti_str(brackets[i][1])) : SIZE_MAX;
        uint32_t number;
        if (close == SIZE_MAX)
            continue;
        tiao_str    inside = ti_sub(s, open, close);
        const char *p = inside.s, *end = inside.s + inside.n;
        if (!ti_is_title_like(inside) || ti_utf8_count(inside) < 2 || ti_han_number(&p, end, &number) || ti_digit_number(&p, end, &number))
            return 0;
        close += strlen(brackets[i][1]);
        return close < s.n && ti_is_one_of(ti_utf8_peek(s.s + close, s.s + s.n), "，、；。的") ? 0 : close;
    }
    return 0;
}

/* Articles have headings where one stands on a line of its own above the text, or where most begin so. */
static void set_article_headings(tiao_doc *d)
{
    uint32_t articles = 0, headed = 0;
    for (uint32_t i = 0; i < d->count; i++)
        if (d->nodes[i].kind == TIAO_ARTICLE) {
            articles++;
            headed += article_heading(ti_sub(d->text, d->nodes[i].text, d->nodes[i].text_end)) != 0;
        }
    for (uint32_t i = 0; i < d->count && headed; i++) {
        tiao_node *n    = &d->nodes[i];
        uint32_t   size = n->kind == TIAO_ARTICLE ? (uint32_t)article_heading(ti_sub(d->text, n->text, n->text_end)) : 0;
        bool       holds = i + 1 < d->count && d->nodes[i + 1].parent == i;
        if (size && (n->text + size == n->text_end ? holds : headed * 2 > articles))
            n->heading_end = n->text + size;
    }
}

static void set_headings(tiao_doc *d)
{
    for (uint32_t i = 0; i < d->count; i++) {
        tiao_node *n = &d->nodes[i];
        tiao_str   s = ti_sub(d->text, n->text, n->text_end);
        if (n->kind == TIAO_PART || n->kind == TIAO_CHAPTER || n->kind == TIAO_SECTION)
            n->heading_end = n->text_end;
        else if (n->kind >= TIAO_LEVEL1 && n->kind <= TIAO_LEVEL4 && !in_article(d, i)) {
            n->heading_end = n->text + (uint32_t)ti_heading(s);
            bool holds     = i + 1 < d->count && d->nodes[i + 1].parent == i;
            if (n->heading_end == n->text && holds && ti_str_ends(s, TI_STR("。")) && !closes_list(d, i) &&
                ti_is_title_like(ti_sub(s, 0, s.n - 3)))
                n->heading_end = n->text_end - 3;      /* （一）加强组织领导。 above its paragraphs */
            if (n->heading_end == n->text && holds && ti_str_ends(s, TI_STR("？")) && ti_is_title_like(s))
                n->heading_end = n->text_end;          /* 一、申报条件是什么？ above its answer */
        }
    }
}

static void set_ends(tiao_doc *d)
{
    for (uint32_t i = 0; i < d->count; i++)
        d->nodes[i].end = i + 1;
    for (uint32_t i = d->count; i-- > 0;) {
        uint32_t p = d->nodes[i].parent;
        if (p != TIAO_NONE && d->nodes[p].end < d->nodes[i].end)
            d->nodes[p].end = d->nodes[i].end;
    }
}

typedef struct {
    outline *o;
    uint32_t parent;
} items_of;

static tiao_err add_item(void *ctx, uint32_t ordinal, uint32_t from, uint32_t to, tiao_error *err)
{
    items_of       *in = ctx;
    const tiao_node p  = in->o->doc->nodes[in->parent];
    ti_block        b  = { .from = p.text + from, .to = p.text + to, .line = p.line };
    tiao_node      *n  = push_node(in->o, TIAO_INLINE, in->parent, &b);
    if (!n)
        return ti_no_memory(err);
    n->ordinal = ordinal;
    n->line    = 0;                                    /* found from the pieces, by the caller */
    return TIAO_OK;
}

/* Inline items follow their paragraph in the array, so they are added while it is the last node. */
static tiao_err add_items(outline *o, tiao_error *err)
{
    uint32_t         i = o->doc->count - 1;
    const tiao_node *n = &o->doc->nodes[i];
    if (n->kind == TIAO_TITLE || n->kind >= TIAO_SIGNATURE || n->kind == TIAO_COVER)
        return TIAO_OK;
    return ti_items(ti_sub(o->doc->text, n->text, n->text_end), add_item, &(items_of){ o, i }, err);
}

tiao_err ti_outline(tiao_doc *doc, const ti_block *blocks, size_t count, tiao_error *err)
{
    outline  o         = { .doc = doc, .base = TIAO_NONE };
    size_t   last_body = 0;
    tiao_err rc        = TIAO_OK;
    bool     in_cover  = false;
    for (size_t i = 0; i < count; i++)
        if (blocks[i].place.role == ROLE_BODY)
            last_body = i;
    for (size_t i = 0; i < count && rc == TIAO_OK; i++) {
        const ti_block *b = &blocks[i];
        if (b->place.cover && !in_cover)
            rc = open_cover(&o, b, err);
        else if (!b->place.cover && in_cover) {
            o.base = TIAO_NONE;
            o.top  = 0;
            forget(&o);
        }
        in_cover = b->place.cover;
        if (rc == TIAO_OK)
            rc = add_block(&o, b, i < last_body, err);
        if (rc == TIAO_OK)
            rc = add_items(&o, err);
    }
    set_ends(doc);
    set_headings(doc);
    set_article_headings(doc);
    return rc == TIAO_OK ? ti_number_nodes(doc, err) : rc;
}
