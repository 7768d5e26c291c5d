#include "query/words.h"
#include "base/fold.h"
#include "base/language.h"
#include "base/nearest.h"
#include "base/utf8.h"

#include <stdlib.h>

typedef struct {
    ti_query     *q;
    tiao_library *lib;
    const tiao_words *words;
    tiao_str      text;
    const char   *p, *end;
    int           deep;
    bool          negative;           /* under an odd number of minus signs */
    tiao_error   *err;
} parser;

enum { DEEPEST = 50 };

/* What may stand before a colon, and whether it asks for facts. */
static const struct { const char *name; bool facts; } fields[] = {
    { "doc", false }, { "kind", false }, { "under", false }, { "topic", true }, { "district", true }, { "has", true }, { "value", true },
};

const char *tiao_search_field(size_t i) { return i < sizeof fields / sizeof *fields ? fields[i].name : NULL; }

/* A message with the query and a caret below the place. */
static tiao_err refuse(const parser *in, const char *at, const char *what)
{
    size_t offset = (size_t)(at - in->text.s);
    size_t pad    = tiao_width(ti_sub(in->text, 0, offset));
    return ti_fail(in->err, TIAO_EUSAGE, offset, "query: %s\n  %.*s\n  %*s^", what, (int)in->text.n, in->text.s, (int)pad, "");
}

static tiao_err add(parser *in, ti_words_node n, uint32_t *at)
{
    ti_words_node *x = TI_PUSH(in->q->nodes, in->q->count, in->q->room);
    if (!x)
        return ti_no_memory(in->err);
    *x  = n;
    *at = (uint32_t)in->q->count - 1;
    return TIAO_OK;
}

/* The index of a folded term, added if it is new; TI_TERMS_MAX without room. */
static uint32_t term_of(ti_query *q, tiao_str folded)
{
    for (uint32_t i = q->pieces_from; i < q->terms_count; i++)
        if (ti_str_is(q->terms[i], folded) && !q->loose[i])
            return i;
    char *copy = q->terms_count < TI_TERMS_MAX ? TI_NEW(&q->arena, char, folded.n + 1) : NULL;
    if (!copy)
        return TI_TERMS_MAX;
    memcpy(copy, folded.s, folded.n);
    q->terms[q->terms_count] = (tiao_str){ copy, folded.n };
    return q->terms_count++;
}

static tiao_err add_term(parser *in, tiao_str words, const char *start, uint32_t *at)
{
    tiao_buf b = { 0 };
    ti_fold(&b, words, NULL);
    tiao_err rc = TIAO_OK;
    if (b.failed)
        rc = ti_no_memory(in->err);
    else if (b.n == 0)
        rc = refuse(in, start, ti_said("there is nothing to find here"));
    else {
        uint32_t t = term_of(in->q, ti_buf_str(&b));
        if (t == TI_TERMS_MAX && in->q->terms_count < TI_TERMS_MAX)
            rc = ti_no_memory(in->err);
        else if (t == TI_TERMS_MAX)
            rc = ti_fail(in->err, TIAO_ELIMIT, 0, "query: more than %d words", TI_TERMS_MAX);
        else {
            in->q->wanted[t] = in->q->wanted[t] || !in->negative;
            rc               = add(in, (ti_words_node){ .op = WORDS_TERM, .term = t }, at);
        }
    }
    tiao_buf_free(&b);
    return rc;
}

static void skip_spaces(parser *in)
{
    while (in->p < in->end && ti_is_space(ti_utf8_peek(in->p, in->end)))
        ti_utf8_next(&in->p, in->end);
}

static bool at_or(const parser *in)
{
    tiao_str rest = { in->p, (size_t)(in->end - in->p) };
    return ti_str_starts(rest, TI_STR("OR")) &&
           (rest.n == 2 || rest.s[2] == '(' || ti_is_space(ti_utf8_peek(rest.s + 2, in->end)));
}

static const uint32_t QUOTES_LEFT = 0x201C, QUOTES_RIGHT = 0x201D;      /* “ ”, which Chinese keyboards give for " */

static bool is_quote(uint32_t cp) { return cp == '"' || cp == QUOTES_LEFT; }

/* The word at the cursor: up to a blank, a quote, or a closing parenthesis that it has not opened. */
static tiao_str take_word(parser *in)
{
    const char *start = in->p;
    int         open  = 0;
    while (in->p < in->end) {
        uint32_t cp = ti_utf8_peek(in->p, in->end);
        if (ti_is_space(cp) || is_quote(cp) || (cp == ')' && open == 0))
            break;
        open += cp == '(' ? 1 : cp == ')' ? -1 : 0;
        ti_utf8_next(&in->p, in->end);
    }
    return (tiao_str){ start, (size_t)(in->p - start) };
}

/* The word without the marks of the sentence that it stood in: 有什么补贴？ Marks alone are looked for as they are. */
static tiao_str without_marks(tiao_str s)
{
    static const char marks[] = ",.;:!?，。、；：！？．…";
    const char       *p = s.s, *end = s.s + s.n;
    while (p < end && ti_is_one_of(ti_utf8_peek(p, end), marks))
        ti_utf8_next(&p, end);
    while (p < end) {
        const char *last = end;
        if (!ti_is_one_of(ti_utf8_back(&last, p), marks))
            break;
        end = last;
    }
    return p < end ? (tiao_str){ p, (size_t)(end - p) } : s;
}

/* The name before a colon, where it is made of letters only; 1:1 and 3：2 are words. */
static size_t field_name(tiao_str word)
{
    size_t n = 0;
    while (n < word.n && ((word.s[n] >= 'a' && word.s[n] <= 'z') || (word.s[n] >= 'A' && word.s[n] <= 'Z') || word.s[n] == '-'))
        n++;
    return n && n < word.n && word.s[n] == ':' ? n : 0;
}

static tiao_err parse_quoted(parser *in, tiao_str *out)
{
    const char *start = in->p;
    uint32_t    close = ti_utf8_next(&in->p, in->end) == '"' ? '"' : QUOTES_RIGHT;
    *out              = (tiao_str){ in->p, 0 };
    while (in->p < in->end)
        if (ti_utf8_next(&in->p, in->end) == close)
            return TIAO_OK;
        else
            out->n = (size_t)(in->p - out->s);
    return refuse(in, start, ti_said("this quote is not closed"));
}

/* The index of the field, or a refusal with the nearest names. */
static tiao_err find_field(const parser *in, tiao_str name, const char *start, size_t *index)
{
    ti_nearest near = { .word = name };
    tiao_buf   b    = { 0 };
    for (*index = 0; *index < sizeof fields / sizeof *fields; ++*index) {
        if (ti_str_is(name, ti_str(fields[*index].name)))
            return TIAO_OK;
        ti_nearest_offer(&near, ti_str(fields[*index].name));
    }
    ti_buf_printf(&b, ti_said("no field '%.*s:'"), (int)name.n, name.s);
    ti_nearest_put(&near, &b);
    ti_buf_put(&b, ti_str(ti_said("; quote it to find it as it is")));
    tiao_err rc = b.failed ? ti_no_memory(in->err) : refuse(in, start, b.p);
    tiao_buf_free(&b);
    return rc;
}

/* value:>=1亿元, value:<=50%, value:2020 */
static tiao_err add_bounds(tiao_amount_filter *f, tiao_str value, tiao_error *why)
{
    bool     least = value.s[0] != '<', most = value.s[0] != '>';
    size_t   skip  = 0;
    tiao_err rc    = TIAO_OK;
    while (skip < value.n && strchr("<>=", value.s[skip]))
        skip++;
    value = ti_sub(value, skip, value.n);
    if (least)
        rc = tiao_amount_filter_add(f, TI_STR("min"), value, why);
    if (rc == TIAO_OK && most)
        rc = tiao_amount_filter_add(f, TI_STR("max"), value, why);
    return rc;
}

static tiao_err make_field(const parser *in, tiao_str name, tiao_str value, ti_words_node *n, tiao_error *why)
{
    bool     has = ti_str_is(name, TI_STR("has"));
    tiao_err rc;
    if (has || ti_str_is(name, TI_STR("value"))) {
        n->op = WORDS_AMOUNT;
        rc    = tiao_amount_filter_new(&n->amount, in->words, why);
        if (rc == TIAO_OK)
            rc = has ? tiao_amount_filter_add(n->amount, TI_STR("dimension"), value, why) : add_bounds(n->amount, value, why);
        return rc;
    }
    n->op = WORDS_FIELD;
    rc    = tiao_filter_new(&n->field, why);
    if (rc == TIAO_OK && in->words)
        tiao_filter_words(n->field, in->words);
    return rc == TIAO_OK ? tiao_filter_add(n->field, in->lib, name, value, why) : rc;
}

static tiao_err parse_field(parser *in, tiao_str name, const char *start, uint32_t *at)
{
    tiao_str value;
    size_t   index;
    tiao_err rc = find_field(in, name, start, &index);
    if (rc != TIAO_OK)
        return rc;
    in->p = start + name.n + 1;
    if (in->p < in->end && is_quote(ti_utf8_peek(in->p, in->end)))
        rc = parse_quoted(in, &value);
    else
        value = take_word(in);
    if (rc == TIAO_OK && value.n == 0)
        rc = refuse(in, in->p, ti_said("a value is missing after the colon"));
    if (rc == TIAO_OK && fields[index].facts && !in->words)
        rc = refuse(in, start, ti_said("this field needs the word lists"));
    if (rc != TIAO_OK)
        return rc;
    if (fields[index].facts)
        ti_library_want_facts(in->lib, in->words);
    ti_words_node n   = { 0 };
    tiao_error    why = { 0 };
    rc                = make_field(in, name, value, &n, &why);
    if (rc != TIAO_OK)
        rc = rc == TIAO_ENOMEM ? ti_no_memory(in->err) : refuse(in, value.s, why.msg);
    else
        rc = add(in, n, at);
    if (rc != TIAO_OK) {
        tiao_filter_free(n.field);
        tiao_amount_filter_free(n.amount);
    }
    return rc;
}

static tiao_err parse_or(parser *in, uint32_t *at);

static tiao_err parse_one(parser *in, uint32_t *at)
{
    const char *start = in->p;
    tiao_err    rc    = TIAO_OK;
    tiao_str    words;
    if (*in->p == '-' && in->p + 1 < in->end && !ti_is_space(ti_utf8_peek(in->p + 1, in->end))) {
        in->p++;
        in->negative = !in->negative;
        if (++in->deep > DEEPEST)
            return refuse(in, start, ti_said("too many levels"));
        rc           = parse_one(in, at);
        in->deep--;
        in->negative = !in->negative;
        return rc == TIAO_OK ? add(in, (ti_words_node){ .op = WORDS_NOT, .left = *at }, at) : rc;
    }
    if (*in->p == '(') {
        in->p++;
        if (++in->deep > DEEPEST)
            return refuse(in, start, ti_said("too many levels"));
        rc = parse_or(in, at);
        if (rc == TIAO_OK && (in->p >= in->end || *in->p != ')'))
            rc = refuse(in, start, ti_said("this parenthesis is not closed"));
        in->deep--;
        in->p += rc == TIAO_OK;                        /* where it failed it may stand before any character */
        return rc;
    }
    if (*in->p == ')')
        return refuse(in, start, ti_said("this parenthesis was not opened; quote it to find it as it is"));
    if (is_quote(ti_utf8_peek(in->p, in->end))) {
        rc = parse_quoted(in, &words);
        return rc == TIAO_OK ? add_term(in, words, start, at) : rc;
    }
    words    = take_word(in);
    size_t n = field_name(words);
    if (n)
        return parse_field(in, ti_sub(words, 0, n), start, at);
    return add_term(in, without_marks(words), start, at);
}

static tiao_err parse_and(parser *in, uint32_t *at)
{
    bool     first = true;
    tiao_err rc    = TIAO_OK;
    for (skip_spaces(in); rc == TIAO_OK && in->p < in->end && !(in->deep && *in->p == ')') && !at_or(in); skip_spaces(in)) {
        uint32_t right;
        rc = parse_one(in, &right);
        if (rc == TIAO_OK && first)
            *at = right;
        else if (rc == TIAO_OK)
            rc = add(in, (ti_words_node){ .op = WORDS_AND, .left = *at, .right = right }, at);
        first = false;
    }
    return rc == TIAO_OK && first ? refuse(in, in->p, ti_said("a word is missing here")) : rc;
}

static tiao_err parse_or(parser *in, uint32_t *at)
{
    tiao_err rc = parse_and(in, at);
    while (rc == TIAO_OK && in->p < in->end && at_or(in)) {
        uint32_t right;
        in->p += 2;
        rc = parse_and(in, &right);
        if (rc == TIAO_OK)
            rc = add(in, (ti_words_node){ .op = WORDS_OR, .left = *at, .right = right }, at);
    }
    return rc;
}

tiao_err ti_query_parse(ti_query *q, tiao_library *lib, const tiao_words *words, tiao_str text, tiao_error *err)
{
    if (ti_utf8_check(text) != SIZE_MAX)
        return ti_fail(err, TIAO_EUSAGE, ti_utf8_check(text), "query: not UTF-8 at byte %zu", ti_utf8_check(text));
    parser   in = { .q = q, .lib = lib, .words = words, .text = text, .p = text.s, .end = text.s + text.n, .err = err };
    tiao_err rc = parse_or(&in, &q->root);
    if (rc == TIAO_OK && in.p < in.end)
        rc = refuse(&in, in.p, ti_said("this parenthesis was not opened; quote it to find it as it is"));
    return rc;
}

void ti_query_free(ti_query *q)
{
    for (size_t i = 0; i < q->count; i++) {
        tiao_filter_free(q->nodes[i].field);
        tiao_amount_filter_free(q->nodes[i].amount);
    }
    free(q->nodes);
    ti_arena_free(&q->arena);
}

/* ---- relaxing ---- */

/* Words that only ask: what stands in them says nothing of the subject. */
static bool is_asking(tiao_str s, size_t *skip)
{
    static const char *const asking[] = { "什么样", "有什么", "是什么", "什么", "有哪些", "哪些", "哪个", "哪里", "怎么样", "怎么", "怎样",
                                          "如何", "有没有", "能不能", "可不可以", "是不是", "是否", "有多少", "是多少", "多少", "几个", "为什么",
                                          "吗", "呢", "可以", "请问", "我", "想", "要", "的", "了", "是", "有", "和", "与", "及", "？", "?" };
    for (size_t i = 0; i < sizeof asking / sizeof *asking; i++)
        if (ti_str_starts(s, ti_str(asking[i]))) {
            *skip = strlen(asking[i]);
            return true;
        }
    return false;
}

/* Pairs of Han characters inside a run of them; other letters and digits as whole words. `s` is folded. */
static tiao_err relax_term(ti_query *q, tiao_str s, tiao_error *err)
{
    const char *p = s.s, *end = s.s + s.n, *before = NULL;
    while (p < end && q->terms_count < TI_TERMS_MAX) {
        const char *start = p;
        size_t      skip;
        uint32_t    cp    = ti_utf8_peek(p, end);
        tiao_str    piece = { NULL, 0 };
        if (is_asking((tiao_str){ p, (size_t)(end - p) }, &skip)) {
            p += skip;
            before = NULL;
            continue;
        }
        ti_utf8_next(&p, end);
        if (ti_is_han(cp)) {
            if (before)
                piece = (tiao_str){ before, (size_t)(p - before) };
            before = start;
        } else {
            before = NULL;
            if (!ti_is_latin(cp))
                continue;
            while (p < end && (ti_is_latin(ti_utf8_peek(p, end)) || strchr("&+.%", *p)))
                ti_utf8_next(&p, end);
            piece = (tiao_str){ start, (size_t)(p - start) };
        }
        if (!piece.n)
            continue;
        uint32_t t = term_of(q, piece);
        if (t == TI_TERMS_MAX)
            return q->terms_count < TI_TERMS_MAX ? ti_no_memory(err) : TIAO_OK;
        q->wanted[t] = true;
    }
    return TIAO_OK;
}

/* Three to eight Han characters: shorter ones would be found anywhere, longer ones are no short form of anything. */
static bool can_be_loose(tiao_str s)
{
    size_t n = 0;
    for (const char *p = s.s, *end = p + s.n; p < end; n++)
        if (!ti_is_han(ti_utf8_next(&p, end)))
            return false;
    return n >= 3 && n <= 8;
}

/* A widened term becomes a piece of its own, with what stands for it. */
static void add_widened(ti_query *q, uint32_t t)
{
    bool any = false;
    for (uint32_t a = 0; a < q->pieces_from; a++)
        any = any || q->owner[a] == t + 1;
    if (!any || q->terms_count == TI_TERMS_MAX)
        return;
    q->terms[q->terms_count]  = q->terms[t];
    q->wanted[q->terms_count] = true;
    for (uint32_t a = 0; a < q->pieces_from; a++)
        if (q->owner[a] == t + 1)
            q->owner[a] = q->terms_count + 1;
    q->terms_count++;
}

tiao_err ti_query_relax(ti_query *q, tiao_error *err)
{
    tiao_err rc    = TIAO_OK;
    q->pieces_from = q->terms_count;
    for (uint32_t t = 0; t < q->pieces_from && rc == TIAO_OK; t++) {
        if (!q->wanted[t] || q->owner[t] || q->absorbed[t])
            continue;
        add_widened(q, t);
        rc = relax_term(q, q->terms[t], err);
        if (rc == TIAO_OK && q->terms_count < TI_TERMS_MAX && can_be_loose(q->terms[t])) {
            q->terms[q->terms_count]    = q->terms[t];
            q->loose[q->terms_count]    = true;
            q->wanted[q->terms_count++] = true;
        }
    }
    return rc;
}
