/* The marks of a passage, and looking around a figure. */
#include "base/mem.h"
#include "facts/figure.h"

static const struct { const char *name; ti_cue_kind kind; } cues[] = {
    { "benefit", CUE_BENEFIT },       { "budget", CUE_BUDGET }, { "condition", CUE_CONDITION }, { "goal", CUE_GOAL }, { "limit", CUE_LIMIT },
    { "background", CUE_BACKGROUND }, { "duty", CUE_DUTY },     { "period", CUE_PERIOD },
};

static int punctuation(uint32_t cp)
{
    switch (cp) {
    case 0x3002: case 0xFF01: case 0xFF1F: case '!': case '?': case '\n': return CUE_STOP;
    case 0xFF1B: case ';': return CUE_SEMICOLON;
    case 0xFF1A: case ':': return CUE_COLON;
    case 0xFF0C: case ',': return CUE_COMMA;
    case 0x3001: return CUE_DUN;
    case 0xFF08: case '(': return CUE_OPEN;
    case 0xFF09: case ')': return CUE_CLOSE;
    default: return -1;
    }
}

/* A comma between digits groups them: 1,300. */
static bool is_thousands(const char *s, const char *at, const char *behind, const char *end)
{
    const char *q = at;
    return ti_is_digit(ti_utf8_back(&q, s)) && ti_is_digit(ti_utf8_peek(behind, end));
}

bool ti_passage_mark(ti_passage *p)
{
    const char *s = p->text.s, *end = ti_text_end(p);
    p->marks_count = 0;
    for (const char *q = s; q < end;) {
        const char    *from = q;
        uint32_t       cp   = ti_utf8_peek(q, end);
        int            kind = punctuation(cp);
        const ti_word *w    = kind < 0 ? ti_lexicon_at(p->words->list[WORDS_CUES], q, end) : NULL;
        for (size_t i = 0; w && i < sizeof cues / sizeof *cues; i++)
            if (ti_str_is(w->field[0], ti_str(cues[i].name)))
                kind = (int)cues[i].kind;
        ti_utf8_next(&q, end);
        if (kind < 0) {
            if (w)                                     /* a word that only keeps others from being seen: 支持性 */
                q = from + w->word.n;
            continue;
        }
        if (w)
            q = from + w->word.n;
        else if (cp == ',' && is_thousands(s, from, q, end))
            continue;
        ti_cue *m = TI_PUSH(p->marks, p->marks_count, p->marks_room);
        if (!m)
            return false;
        *m = (ti_cue){ (uint32_t)(from - s), (uint32_t)(q - s), (uint8_t)kind, w ? w->field[1] : (tiao_str){ 0 } };
        if (w && !m->by.n)
            m->by = w->word;
    }
    return true;
}

static uint32_t fits(const ti_passage *p, uint32_t at, const char *words, bool back)
{
    uint32_t best = 0;
    for (const char *w = words; *w;) {
        size_t n = strcspn(w, " ");
        bool   ok = back ? n <= at && memcmp(ti_at(p, at) - n, w, n) == 0 : n <= p->text.n - at && memcmp(ti_at(p, at), w, n) == 0;
        if (ok && n > best)
            best = (uint32_t)n;
        w += n + (w[n] == ' ');
    }
    return best;
}

uint32_t ti_word_behind(const ti_passage *p, uint32_t at, const char *words) { return fits(p, at, words, false); }
uint32_t ti_word_before(const ti_passage *p, uint32_t at, const char *words) { return fits(p, at, words, true); }

uint32_t ti_clause_start(const ti_passage *p, const ti_figure *f, ti_cue_kind upto)
{
    uint32_t floor = f->start > CONTEXT_BYTES ? f->start - CONTEXT_BYTES : 0;
    int      depth = 0, looked = 0;
    for (size_t k = f->mark; k-- > 0 && looked++ < CONTEXT_MARKS;) {
        const ti_cue *m = &p->marks[k];
        if (m->start >= f->start)
            continue;
        if (m->end < floor)
            break;
        if (m->kind == CUE_CLOSE)
            depth++;
        else if (m->kind == CUE_OPEN && depth-- == 0)
            return m->end;
        else if (m->kind <= upto && m->kind <= CUE_DUN && (depth <= 0 || m->kind == CUE_STOP))
            return m->end;
    }
    while (floor && ((unsigned char)p->text.s[floor] & 0xC0) == 0x80)
        floor++;
    return floor;
}

uint32_t ti_clause_end(const ti_passage *p, const ti_figure *f, ti_cue_kind upto)
{
    uint32_t roof  = p->text.n - f->end > CONTEXT_BYTES ? f->end + CONTEXT_BYTES : (uint32_t)p->text.n;
    int      depth = 0;
    for (size_t k = f->mark; k < p->marks_count && k < f->mark + CONTEXT_MARKS && p->marks[k].start < roof; k++) {
        const ti_cue *m = &p->marks[k];
        if (m->start < f->end)
            continue;
        if (m->kind == CUE_OPEN)
            depth++;
        else if (m->kind == CUE_CLOSE && depth-- == 0)
            return m->start;
        else if (m->kind <= upto && m->kind <= CUE_DUN && (depth <= 0 || m->kind == CUE_STOP))
            return m->start;
    }
    while (roof < p->text.n && ((unsigned char)p->text.s[roof] & 0xC0) == 0x80)
        roof--;
    return roof;
}

const ti_cue *ti_cue_before(const ti_passage *p, const ti_figure *f, ti_cue_kind kind, uint32_t from)
{
    int looked = 0;
    for (size_t k = f->mark; k-- > 0 && p->marks[k].start >= from && looked++ < CONTEXT_MARKS;)
        if (p->marks[k].kind == kind && p->marks[k].start < f->core)
            return &p->marks[k];
    return NULL;
}

const ti_cue *ti_cue_behind(const ti_passage *p, const ti_figure *f, ti_cue_kind kind, uint32_t to)
{
    for (size_t k = f->mark; k < p->marks_count && p->marks[k].end <= to && k < f->mark + CONTEXT_MARKS; k++)
        if (p->marks[k].kind == kind && p->marks[k].start >= f->core_end)
            return &p->marks[k];
    return NULL;
}
