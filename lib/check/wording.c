/* Words and sentences: likely misprints, sentences that a line break cuts, texts that end too early, references that lead nowhere. */
#include "check/check.h"

static void check_misprints(ti_checker *c, uint32_t i)
{
    const ti_lexicon *words = c->words->list[WORDS_MISPRINTS];
    const tiao_node  *n     = &c->doc->nodes[i];
    const char       *t     = c->doc->text.s, *p = t + n->text, *end = t + n->text_end;
    while (p < end) {
        const ti_word *w = (unsigned char)*p >= 0x80 ? ti_lexicon_at(words, p, end) : NULL;
        if (!w) {
            ti_utf8_next(&p, end);
            continue;
        }
        if (!ti_str_is(w->field[0], TI_STR("-")))
            ti_report(c, TIAO_MISPRINT, i, (size_t)(p - t), (size_t)(p - t) + w->word.n, "'%.*s': likely '%.*s'", (int)w->word.n, p,
                      (int)w->field[0].n, w->field[0].s);
        p += w->word.n;
    }
}

/* ---- breaks ---- */

enum { BREAKS_MOST = 40 };

static void report_break(ti_checker *c, uint32_t at)
{
    uint32_t         i = ti_doc_node_at(c->doc, at);
    const tiao_node *n = &c->doc->nodes[i];
    const char      *t = c->doc->text.s, *p = t + at, *q = t + at;
    for (int k = 0; k < 8 && p > t + n->own; k++)
        ti_utf8_back(&p, t + n->own);
    for (int k = 0; k < 8 && q < t + n->text_end; k++)
        ti_utf8_next(&q, t + n->text_end);
    ti_report(c, TIAO_BROKEN_LINE, i, at, at, "a break in mid-sentence: '%.*s / %.*s'", (int)(t + at - p), p, (int)(q - t - at), t + at);
}

/* A source that is wrapped at one width breaks everywhere, and that is one problem. */
static void check_breaks(ti_checker *c)
{
    const tiao_doc *d = c->doc;
    size_t          many = 0, first = SIZE_MAX;
    for (int pass = 0; pass < 2; pass++) {
        for (size_t k = 1; k < d->pieces_count; k++) {
            const ti_piece *p = &d->pieces[k];
            if (p->drop != DROP_BREAK || p->text == 0 || p->text >= d->text.n || d->pieces[k - 1].drop == DROP_BREAK)
                continue;
            uint32_t i = ti_doc_node_at(d, p->text);
            if (i == TIAO_NONE || !(d->nodes[i].notes & TIAO_NOTE_JOINED) || p->text <= d->nodes[i].own)
                continue;
            first = first == SIZE_MAX ? k : first;
            if (pass && many <= BREAKS_MOST)
                report_break(c, p->text);
            many += !pass;
        }
    }
    if (many > BREAKS_MOST) {
        uint32_t at = d->pieces[first].text;
        ti_report(c, TIAO_BROKEN_LINE, ti_doc_node_at(d, at), at, at, "%zu line ends stand in mid-sentence: the text is wrapped at a fixed width", many);
    }
}

static void check_end(ti_checker *c, uint32_t i)
{
    const tiao_node *n = &c->doc->nodes[i];
    tiao_str         s = ti_str_trim(tiao_node_text(c->doc, i));
    const char      *p = s.s + s.n;
    if (s.n < 60 || (n->kind != TIAO_PARAGRAPH && n->kind != TIAO_BULLET && (n->kind < TIAO_LEVEL1 || n->kind > TIAO_ARTICLE)) || n->end != i + 1)
        return;
    uint32_t cp = ti_utf8_back(&p, s.s);
    if (ti_is_one_of(cp, "，,、（(《“〔")) {
        const char *q = p;
        for (int k = 0; k < 8 && q > s.s; k++)
            ti_utf8_back(&q, s.s);
        ti_report(c, TIAO_CUT_SHORT, i, (size_t)(p - c->doc->text.s), n->text_end, "the text ends in mid-sentence: '%.*s'",
                  (int)(s.s + s.n - q), q);
    }
}

/* xuhui-2015, a saved web page, has its title twelve times over. */
static void check_repeated(ti_checker *c)
{
    enum { LEAST = 3 };
    const tiao_node *nodes = c->doc->nodes;
    for (uint32_t i = 0; i < c->doc->count; i++) {
        tiao_str s    = ti_str_trim(tiao_node_text(c->doc, i));
        uint32_t many = 1, k = i + 1;
        if (s.n < 24 || nodes[i].kind == TIAO_COVER || nodes[i].kind == TIAO_INLINE)
            continue;
        size_t lines = 1, at;                          /* furniture is one node of many lines */
        for (tiao_str rest = s; (at = ti_str_find(rest, TI_STR("\n"))) != SIZE_MAX; rest = ti_sub(rest, at + 1, rest.n), lines++) {}
        if (lines >= LEAST) {
            tiao_str rest = s, last = { NULL, 0 };
            uint32_t run  = 0;
            while (rest.n || last.n) {
                size_t   to   = ti_str_find(rest, TI_STR("\n"));
                tiao_str line = to == SIZE_MAX ? rest : ti_sub(rest, 0, to);
                bool     same = rest.n && line.n >= 24 && last.n && ti_str_is(line, last);
                if (!same && run + 1 >= LEAST)
                    ti_report(c, TIAO_LINE_REPEATED, i, (size_t)(last.s - c->doc->text.s), (size_t)(last.s - c->doc->text.s) + last.n,
                              "%u times one behind the other: '%.*s'", (unsigned)run + 1, (int)(last.n < 150 ? last.n : 150), last.s);
                run  = same ? run + 1 : 0;
                last = rest.n ? line : (tiao_str){ NULL, 0 };
                rest = to == SIZE_MAX ? (tiao_str){ rest.s + rest.n, 0 } : ti_sub(rest, to + 1, rest.n);
            }
            continue;
        }
        while (k < c->doc->count && ti_str_is(ti_str_trim(tiao_node_text(c->doc, k)), s)) {
            many++;
            k++;
        }
        if (many >= LEAST)
            ti_report(c, TIAO_LINE_REPEATED, i, nodes[i].text, nodes[i].text_end, "%u times one behind the other: '%.*s'", (unsigned)many,
                      (int)(s.n < 150 ? s.n : 150), s.s);
        i = k - 1;
    }
}

/* ---- references ---- */

/* Numbers are compared by their code, year and ordinal, whatever brackets stand around the year. */
static void number_key(tiao_buf *out, tiao_str number)
{
    for (const char *p = number.s, *end = p + number.n; p < end;) {
        uint32_t cp = ti_utf8_next(&p, end);
        if (ti_is_han(cp) || ti_is_digit(cp) || ti_is_latin(cp))
            ti_buf_cp(out, cp);
        else if (out->n && out->p[out->n - 1] != '-' && !ti_is_space(cp))
            ti_buf_char(out, '-');
    }
}

/* The characters of a title, without marks: 关于印发〈甲办法〉的通知 is cited with and without 〈〉. */
static void title_key(tiao_buf *out, tiao_str title)
{
    for (const char *p = title.s, *end = p + title.n; p < end;) {
        uint32_t cp = ti_utf8_next(&p, end);
        if (ti_is_han(cp) || ti_is_digit(cp) || ti_is_latin(cp))
            ti_buf_cp(out, cp);
    }
}

typedef struct { tiao_str number, title; } keys;

static tiao_str keep_key(ti_checker *c, tiao_str from, void (*key)(tiao_buf *, tiao_str))
{
    tiao_buf b = { 0 };
    key(&b, from);
    char *p   = b.failed ? NULL : TI_NEW(&c->arena, char, b.n + 1);
    c->failed = c->failed || !p;
    if (p && b.n)
        memcpy(p, b.p, b.n);
    tiao_str kept = { p, p ? b.n : 0 };
    tiao_buf_free(&b);
    return kept;
}

/* What two citations of one document say of a third: 《甲》（沪府〔2015〕7号） and 《乙》（沪府〔2015〕7号） cannot both be right.
   True once one is told. */
static bool check_pair(ti_checker *c, const tiao_citation *first, const tiao_citation *r, const keys *a, const keys *b)
{
    bool     number = ti_str_is(a->number, b->number), title = ti_str_is(a->title, b->title);
    uint32_t from = c->doc->nodes[r->node].text + r->span.start, to = c->doc->nodes[r->node].text + r->span.end;
    if (number == title || (number && (ti_str_has(a->title, b->title) || ti_str_has(b->title, a->title))) || ti_is_damaged(c, to - 1) ||
        (to > 4 && ti_is_damaged(c, to - 4)))
        return false;
    if (number)
        ti_report(c, TIAO_REFERENCE_WRONG, r->node, from, to, "%.*s is the number of '%.*s' here, of '%.*s' before", (int)r->number.n, r->number.s,
                  (int)(r->title.n < 120 ? r->title.n : 120), r->title.s, (int)(first->title.n < 120 ? first->title.n : 120), first->title.s);
    else
        ti_report(c, TIAO_REFERENCE_WRONG, r->node, from, to, "'%.*s' has the number %.*s here, %.*s before", (int)(r->title.n < 180 ? r->title.n : 180),
                  r->title.s, (int)r->number.n, r->number.s, (int)first->number.n, first->number.s);
    return true;
}

static void check_references(ti_checker *c)
{
    size_t               n;
    const tiao_citation *list = tiao_doc_citations(c->doc, &n);
    keys                *of   = n ? TI_NEW(&c->arena, keys, n) : NULL;
    c->failed                 = c->failed || (n && !of);
    for (size_t k = 0; k < n && !c->failed; k++) {
        const tiao_citation *r    = &list[k];
        uint32_t             from = c->doc->nodes[r->node].text + r->span.start, to = c->doc->nodes[r->node].text + r->span.end;
        if (!r->target.s && !r->title.n && !r->number.n)
            ti_report(c, TIAO_REFERENCE_DANGLING, r->node, from, to, "'%.*s' is not in the document", (int)(r->text.n < 120 ? r->text.n : 120),
                      r->text.s);
        if (!r->title.n || !r->number.n)
            continue;
        of[k] = (keys){ keep_key(c, r->number, number_key), keep_key(c, r->title, title_key) };
        for (size_t j = k > 300 ? k - 300 : 0; j < k; j++)
            if (of[j].number.n && check_pair(c, &list[j], r, &of[j], &of[k]))
                break;
    }
}

void ti_check_wording(ti_checker *c)
{
    for (uint32_t i = 0; i < c->doc->count && !c->failed; i++)
        if (ti_is_written(&c->doc->nodes[i])) {
            check_misprints(c, i);
            check_end(c, i);
        }
    check_breaks(c);
    check_repeated(c);
    check_references(c);
}
