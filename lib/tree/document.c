#include "tree/document.h"
#include "base/utf8.h"
#include "tree/layout.h"
#include "tree/lines.h"
#include "tree/outline.h"

#include <assert.h>
#include <stdlib.h>

static const char *const kind_names[] = {
    [TIAO_TITLE] = "title",         [TIAO_COVER] = "cover",         [TIAO_DOCNUMBER] = "docnumber",
    [TIAO_ADDRESSEE] = "addressee", [TIAO_PARAGRAPH] = "paragraph", [TIAO_BULLET] = "bullet",
    [TIAO_INLINE] = "inline",       [TIAO_LEVEL1] = "level1",       [TIAO_LEVEL2] = "level2",
    [TIAO_LEVEL3] = "level3",       [TIAO_LEVEL4] = "level4",       [TIAO_PART] = "part",
    [TIAO_CHAPTER] = "chapter",     [TIAO_SECTION] = "section",     [TIAO_ARTICLE] = "article",
    [TIAO_SIGNATURE] = "signature", [TIAO_DATE] = "date",           [TIAO_ATTACHMENT] = "attachment",
    [TIAO_BOILERPLATE] = "boilerplate",
};
static_assert(sizeof kind_names / sizeof *kind_names == TIAO_KIND_COUNT, "a name for each kind");

const char *tiao_kind_name(tiao_kind kind) { return kind_names[kind]; }

bool tiao_kind_from_name(tiao_kind *out, tiao_str name)
{
    for (int k = 0; k < TIAO_KIND_COUNT; k++)
        if (ti_str_is(name, ti_str(kind_names[k]))) {
            *out = (tiao_kind)k;
            return true;
        }
    return false;
}

/* ---- the text, assembled from lines ---- */

typedef struct {
    tiao_doc        *doc;
    const ti_source *src;
    size_t           pieces_room, blocks_count, blocks_room;
    ti_block        *blocks;
    char            *text;
    uint32_t         used;            /* of text */
    tiao_buf         aside;
    bool             failed;
} assembly;

static void add_piece(assembly *a, uint32_t source, uint32_t to, uint32_t line, ti_drop drop)
{
    if (source == to)
        return;
    ti_piece *p = TI_PUSH(a->doc->pieces, a->doc->pieces_count, a->pieces_room);
    if (!p) {
        a->failed = true;
        return;
    }
    *p = (ti_piece){ source, to - source, a->used, line, (uint32_t)drop };
    if (drop == DROP_NONE) {
        memcpy(a->text + a->used, a->src->bytes.s + source, to - source);
        a->used += to - source;
    } else
        ti_buf_put(&a->aside, ti_sub(a->src->bytes, source, to));
}

/* The end of a line that stays one: a line feed in the text, whatever the source ends its lines with. */
static void keep_line_end(assembly *a, const ti_line *l)
{
    uint32_t at = l->to;
    while (at < l->next && a->src->bytes.s[at] != '\n' && a->src->bytes.s[at] != '\r')
        at++;
    add_piece(a, l->to, at, l->number, DROP_BLANK);
    if (at == l->next)
        return;                                        /* the last line of a file without one */
    ti_piece *p = TI_PUSH(a->doc->pieces, a->doc->pieces_count, a->pieces_room);
    if (!p) {
        a->failed = true;
        return;
    }
    *p                 = (ti_piece){ at, l->next - at, a->used, l->number, DROP_NONE };
    a->text[a->used++] = '\n';
    ti_buf_put(&a->aside, ti_sub(a->src->bytes, at, l->next));
}

static tiao_err assemble(assembly *a, const ti_place *places, tiao_error *err)
{
    const ti_source *src  = a->src;
    const ti_line   *last = NULL;                      /* the last line kept */
    uint32_t         at   = src->bom;                  /* the source is accounted for up to here */
    add_piece(a, 0, src->bom, 1, DROP_BOM);
    for (size_t i = 0; i < src->count && !a->failed; i++) {
        const ti_line  *l = &src->lines[i];
        const ti_place *p = &places[i];
        if (p->role == ROLE_PAGE)
            continue;
        bool join = last && p->glue == GLUE_JOIN;
        if (last && !join) {
            keep_line_end(a, last);
            at = last->next;
        } else if (last)
            at = last->to;
        if (p->glue == GLUE_NEW && a->blocks_count)
            a->blocks[a->blocks_count - 1].next = a->used;
        for (size_t k = last ? (size_t)(last - src->lines) + 1 : 0; k < i; k++) {      /* page numbers in between */
            add_piece(a, at, src->lines[k].from, src->lines[k].number, join ? DROP_BREAK : DROP_BLANK);
            add_piece(a, src->lines[k].from, src->lines[k].to, src->lines[k].number, DROP_PAGE);
            at = src->lines[k].to;
        }
        add_piece(a, at, l->from, l->number, join ? DROP_BREAK : DROP_BLANK);
        uint32_t from = a->used;
        add_piece(a, l->from, l->to, l->number, DROP_NONE);
        if (p->glue == GLUE_NEW) {
            ti_block *b = TI_PUSH(a->blocks, a->blocks_count, a->blocks_room);
            if (!b) {
                a->failed = true;
                break;
            }
            b->from  = from;
            b->line  = l->number;
            b->place = *p;
        }
        ti_block *b = &a->blocks[a->blocks_count - 1];
        b->to       = a->used;
        b->joined   = b->joined || (join && p->role == ROLE_BODY);
        at          = l->to;
        last        = l;
    }
    if (last && !a->failed) {
        keep_line_end(a, last);
        at = last->next;
    }
    if (a->blocks_count)
        a->blocks[a->blocks_count - 1].next = a->used;
    for (size_t k = last ? (size_t)(last - src->lines) + 1 : 0; k < src->count && !a->failed; k++) {
        add_piece(a, at, src->lines[k].from, src->lines[k].number, DROP_BLANK);
        add_piece(a, src->lines[k].from, src->lines[k].to, src->lines[k].number, DROP_PAGE);
        at = src->lines[k].to;
    }
    add_piece(a, at, (uint32_t)src->bytes.n, last ? last->number : 1, DROP_BLANK);
    return a->failed || a->aside.failed ? ti_no_memory(err) : TIAO_OK;
}

/* ---- what the parts of the layout say of the document ---- */

tiao_str ti_doc_keep(tiao_doc *d, tiao_str s)
{
    char *p = s.n ? TI_NEW(&d->arena, char, s.n + 1) : NULL;
    if (!p)
        return (tiao_str){ NULL, 0 };
    memcpy(p, s.s, s.n);
    return (tiao_str){ p, s.n };
}

static tiao_str first_of(const tiao_doc *d, tiao_kind kind)
{
    tiao_str in_cover = { NULL, 0 };
    for (uint32_t i = 0; i < d->count; i++) {
        if (d->nodes[i].kind != kind)
            continue;
        if (d->nodes[i].parent == TIAO_NONE)
            return tiao_node_text(d, i);
        if (!in_cover.n && d->nodes[d->nodes[i].parent].kind == TIAO_COVER)
            in_cover = tiao_node_text(d, i);
    }
    return in_cover;
}

void ti_doc_says(const tiao_doc *d, tiao_meta *out, tiao_buf *date)
{
    *out = (tiao_meta){ .title = first_of(d, TIAO_TITLE), .number = first_of(d, TIAO_DOCNUMBER), .issuer = first_of(d, TIAO_SIGNATURE) };
    if (ti_line_iso_date(first_of(d, TIAO_DATE), date))                   /* a damaged one stays in the text */
        out->date = ti_buf_str(date);
}

static tiao_err fill_meta(tiao_doc *d, const tiao_meta *given, tiao_error *err)
{
    tiao_meta m = given ? *given : (tiao_meta){ .id = TI_STR("doc") }, says;
    tiao_buf  iso = { 0 };
    ti_doc_says(d, &says, &iso);
    m.title  = m.title.n ? m.title : says.title;
    m.number = m.number.n ? m.number : says.number;
    m.issuer = m.issuer.n ? m.issuer : says.issuer;
    m.date   = m.date.n ? m.date : says.date;
    tiao_str *const to[]   = { &d->meta.id,   &d->meta.title, &d->meta.number,   &d->meta.issuer, &d->meta.date,
                               &d->meta.level, &d->meta.type,  &d->meta.language, &d->meta.source };
    const tiao_str  from[] = { m.id, m.title, m.number, m.issuer, m.date, m.level, m.type, m.language, m.source };
    for (size_t i = 0; i < sizeof from / sizeof *from; i++) {
        *to[i] = ti_doc_keep(d, from[i]);
        if (from[i].n && !to[i]->s) {
            tiao_buf_free(&iso);
            return ti_no_memory(err);
        }
    }
    tiao_buf_free(&iso);
    return TIAO_OK;
}

/* The last piece that starts at the byte `at` of the text or before it. */
static size_t piece_at(const tiao_doc *d, uint32_t at)
{
    size_t low = 0, high = d->pieces_count;
    while (high - low > 1) {
        size_t mid = low + (high - low) / 2;
        if (d->pieces[mid].text <= at)
            low = mid;
        else
            high = mid;
    }
    return low;
}

uint32_t ti_doc_line(const tiao_doc *d, uint32_t at) { return d->pieces_count ? d->pieces[piece_at(d, at)].line : 1; }

tiao_err tiao_doc_parse(tiao_doc **out, tiao_str bytes, const tiao_meta *meta, tiao_error *err)
{
    ti_source src;
    tiao_err  rc = ti_read_plain(&src, bytes, err);
    if (rc != TIAO_OK)
        return rc;
    tiao_doc *d      = ti_calloc(1, sizeof *d);
    ti_place *places = ti_calloc(src.count + 1, sizeof *places);
    char     *text   = ti_calloc(bytes.n + 1, 1);
    assembly  a      = { .doc = d, .src = &src, .text = text };
    if (!d || !places || !text)
        rc = ti_no_memory(err);
    if (rc == TIAO_OK)
        rc = ti_layout(places, &src, err);
    if (rc == TIAO_OK)
        rc = assemble(&a, places, err);
    if (rc == TIAO_OK) {
        d->text     = (tiao_str){ text, a.used };
        d->owned[0] = text;
        d->aside    = ti_buf_str(&a.aside);
        d->owned[3] = a.aside.p;
        a.aside     = (tiao_buf){ 0 };
        text        = NULL;
        rc          = ti_outline(d, a.blocks, a.blocks_count, err);
    }
    if (rc == TIAO_OK) {
        for (uint32_t i = 0; i < d->count; i++)
            if (d->nodes[i].kind == TIAO_INLINE)
                d->nodes[i].line = ti_doc_line(d, d->nodes[i].own);
        rc = fill_meta(d, meta, err);
        assert(tiao_doc_check(d, bytes, NULL));
    }
    free(text);
    free(places);
    free(a.blocks);
    tiao_buf_free(&a.aside);
    ti_source_free(&src);
    if (rc == TIAO_OK)
        *out = d;
    else
        tiao_doc_free(d);
    return rc;
}

void tiao_doc_free(tiao_doc *d)
{
    if (!d)
        return;
    if (d->free_facts)
        d->free_facts(d->facts);
    for (size_t i = 0; i < sizeof d->owned / sizeof *d->owned; i++)
        free(d->owned[i]);
    if (!d->mapped)
        free(d->nodes);
    free(d->pieces);
    ti_arena_free(&d->arena);
    free(d);
}

/* ---- asking ---- */

const tiao_meta *tiao_doc_meta(const tiao_doc *d) { return &d->meta; }
tiao_str         tiao_doc_text(const tiao_doc *d) { return d->text; }
uint32_t         tiao_doc_count(const tiao_doc *d) { return d->count; }
const tiao_node *tiao_doc_node(const tiao_doc *d, uint32_t i) { return &d->nodes[i]; }

tiao_str tiao_node_text(const tiao_doc *d, uint32_t i) { return ti_sub(d->text, d->nodes[i].text, d->nodes[i].text_end); }

tiao_str tiao_node_heading(const tiao_doc *d, uint32_t i)
{
    const tiao_node *n = &d->nodes[i];
    if (n->kind == TIAO_COVER && n->end > i + 1)
        return tiao_node_text(d, i + 1);
    return ti_sub(d->text, n->text, n->heading_end);
}

void tiao_node_number(const tiao_doc *d, uint32_t i, tiao_buf *out)
{
    ti_buf_squeezed(out, ti_sub(d->text, d->nodes[i].own, d->nodes[i].number_end));
}

uint32_t ti_doc_node_at(const tiao_doc *d, uint32_t at)
{
    uint32_t low = 0, high = d->count;
    while (high - low > 1) {
        uint32_t mid = low + (high - low) / 2;
        if (d->nodes[mid].own <= at)
            low = mid;
        else
            high = mid;
    }
    while (low < d->count && d->nodes[low].kind == TIAO_INLINE)
        low = d->nodes[low].parent;
    return low < d->count ? low : TIAO_NONE;
}

bool ti_node_is_first_paragraph(const tiao_node *n) { return n->kind == TIAO_ARTICLE && n->heading_end < n->text_end; }

bool ti_node_is_clause(const tiao_node *n) { return n->text < n->text_end && n->kind != TIAO_INLINE; }

void tiao_node_lines(const tiao_doc *d, uint32_t i, tiao_line_fn fn, void *ctx)
{
    uint32_t from = d->nodes[i].own, to = d->nodes[i].text_end;
    for (size_t k = piece_at(d, from); k < d->pieces_count && d->pieces[k].text < to; k++) {
        const ti_piece *p   = &d->pieces[k];
        uint32_t        end = k + 1 < d->pieces_count ? d->pieces[k + 1].text : (uint32_t)d->text.n;
        if (p->drop || end <= from || p->text == end)
            continue;
        tiao_str s = ti_sub(d->text, p->text > from ? p->text : from, end < to ? end : to);
        if (s.n && !(s.n == 1 && s.s[0] == '\n'))
            fn(ctx, p->line, s);
    }
}

bool ti_doc_source(const tiao_doc *d, ti_source_fn fn, void *ctx)
{
    size_t aside = 0;
    for (size_t i = 0; i < d->pieces_count; i++) {
        const ti_piece *p    = &d->pieces[i];
        size_t          end  = i + 1 < d->pieces_count ? d->pieces[i + 1].text : d->text.n;
        tiao_str        kept = ti_sub(d->text, p->text, end);
        if (!p->drop && !ti_str_is(kept, TI_STR("\n")))
            fn(ctx, kept);
        else if (p->size <= d->aside.n - aside) {
            fn(ctx, ti_sub(d->aside, aside, aside + p->size));
            aside += p->size;
        } else
            return false;
    }
    return aside == d->aside.n;
}

/* ---- the invariants ---- */

static void compare(void *ctx, tiao_str bytes)
{
    tiao_str *left = ctx;
    if (ti_str_starts(*left, bytes))
        *left = ti_sub(*left, bytes.n, left->n);
}

static bool check_pieces(const tiao_doc *d, tiao_str source, tiao_error *err)
{
    size_t at = 0, text = 0;
    for (size_t i = 0; i < d->pieces_count; i++) {
        const ti_piece *p   = &d->pieces[i];
        size_t          end = i + 1 < d->pieces_count ? d->pieces[i + 1].text : d->text.n;
        if (p->source != at || p->text != text || p->size > source.n - at)
            return ti_fail(err, TIAO_ESTORE, at, "source byte %zu: piece %zu does not follow the one before", at, i) == TIAO_OK;
        size_t kept = end - text;
        bool   same = kept == p->size && memcmp(d->text.s + text, source.s + at, kept) == 0;
        bool   feed = kept == 1 && d->text.s[text] == '\n' && (source.s[at] == '\r' || source.s[at] == '\n');
        if (p->drop ? kept != 0 : !same && !feed)
            return ti_fail(err, TIAO_ESTORE, at, "source byte %zu: the text differs from the source", at) == TIAO_OK;
        if (p->drop)
            for (const char *q = source.s + at, *q_end = q + p->size; q < q_end && p->drop != DROP_PAGE;) {
                uint32_t cp = ti_utf8_next(&q, q_end);
                if (!ti_is_space(cp) && cp != '\n')
                    return ti_fail(err, TIAO_ESTORE, at, "source byte %zu: U+%04X was dropped", at, (unsigned)cp) == TIAO_OK;
            }
        at += p->size;
        text = end;
    }
    if (at != source.n || text != d->text.n)
        return ti_fail(err, TIAO_ESTORE, at, "the pieces end at source byte %zu of %zu", at, source.n) == TIAO_OK;
    if (!ti_doc_source(d, compare, &source) || source.n)
        return ti_fail(err, TIAO_ESTORE, 0, "the source cannot be told again from the text") == TIAO_OK;
    return true;
}

bool ti_doc_check_nodes(const tiao_doc *d, tiao_error *err)
{
    uint32_t at = 0;
    for (uint32_t i = 0; i < d->count; i++) {
        const tiao_node *n = &d->nodes[i];
        const tiao_node *p = n->parent == TIAO_NONE ? NULL : &d->nodes[n->parent];
        bool ok = n->own <= n->number_end && n->number_end <= n->text && n->text <= n->heading_end &&
                  n->heading_end <= n->text_end && n->text_end <= d->text.n && n->end > i && n->end <= d->count &&
                  n->kind < TIAO_KIND_COUNT && (!p || (n->parent < i && n->end <= p->end)) &&
                  n->depth == (p ? p->depth + 1 : 1) && n->depth <= TI_TREE_DEPTH_MAX;
        if (ok && n->kind == TIAO_INLINE)
            ok = p && n->own >= p->text && n->text_end <= p->text_end;
        else if (ok) {
            ok = n->own == at;
            at = n->text_end;
            if (n->text_end > n->own && at < d->text.n && d->text.s[at] == '\n')
                at++;
        }
        if (!ok)
            return ti_fail(err, TIAO_ESTORE, n->own, "node %u (text byte %u): its spans or its place are wrong", i, n->own) == TIAO_OK;
    }
    if (at != d->text.n)
        return ti_fail(err, TIAO_ESTORE, at, "text byte %u belongs to no node", at) == TIAO_OK;
    return true;
}

bool tiao_doc_check(const tiao_doc *d, tiao_str source, tiao_error *err)
{
    return check_pieces(d, source, err) && ti_doc_check_nodes(d, err);
}
