/* Markdown as plain text: the marks go, the words stay, a paragraph becomes a line. */
#include "base/utf8.h"
#include "convert.h"
#include "tree/lines.h"
#include "tree/marker.h"

#include <ctype.h>

static tiao_str first_line(tiao_str s)
{
    const char *end = s.n ? memchr(s.s, '\n', s.n) : NULL;
    tiao_str    l   = { s.s, end ? (size_t)(end - s.s) : s.n };
    if (l.n && l.s[l.n - 1] == '\r')
        l.n--;
    return l;
}

static tiao_str behind_line(tiao_str s)
{
    const char *end = s.n ? memchr(s.s, '\n', s.n) : NULL;
    return end ? ti_sub(s, (size_t)(end - s.s) + 1, s.n) : ti_sub(s, s.n, s.n);
}

/* --- / key: value / --- above the text */
static tiao_str read_front_matter(output *out, tiao_str s)
{
    static const struct { const char *name; meta_key key; } keys[] = {
        { "id", META_ID },         { "title", META_TITLE },   { "number", META_NUMBER }, { "date", META_DATE },
        { "issuer", META_ISSUER }, { "author", META_ISSUER }, { "标题", META_TITLE },    { "发文字号", META_NUMBER },
        { "日期", META_DATE },     { "发文机关", META_ISSUER },
    };
    if (!ti_str_is(first_line(s), TI_STR("---")))
        return s;
    tiao_str end = behind_line(s);
    while (end.n && !ti_str_is(first_line(end), TI_STR("---")) && !ti_str_is(first_line(end), TI_STR("...")))
        end = behind_line(end);
    if (!end.n)
        return s;                                      /* a rule, and nothing that it closes */
    for (tiao_str at = behind_line(s); at.s < end.s; at = behind_line(at)) {
        tiao_str l = first_line(at);
        size_t   colon = ti_str_find(l, TI_STR(":"));
        if (colon == SIZE_MAX)
            continue;
        tiao_str value = ti_str_trim(ti_sub(l, colon + 1, l.n));
        if (value.n >= 2 && (value.s[0] == '"' || value.s[0] == '\'') && value.s[value.n - 1] == value.s[0])
            value = ti_sub(value, 1, value.n - 1);
        for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
            if (ti_str_is(ti_str_trim(ti_sub(l, 0, colon)), ti_str(keys[i].name)))
                meta_set(out, keys[i].key, value);
    }
    return behind_line(end);
}

static bool is_punct(char c) { return c && strchr("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", c); }

enum { LINK_MAX = 2048 };

/* One past the bracket that closes the one at i, or 0; no link is longer than LINK_MAX. */
static size_t closing(tiao_str s, size_t i, char open, char close)
{
    int depth = 0;
    if (!memchr(s.s + i, close, s.n - i < LINK_MAX ? s.n - i : LINK_MAX))
        return 0;
    for (size_t k = i; k < s.n && k < i + LINK_MAX; k++) {
        if (s.s[k] == '\\')
            k++;
        else if (s.s[k] == open)
            depth++;
        else if (s.s[k] == close && --depth == 0)
            return k + 1;
    }
    return 0;
}

static bool is_word(tiao_str s, size_t i) { return i < s.n && isalnum((unsigned char)s.s[i]); }

/* Appends a line without its inline marks. */
static void put_inline(tiao_buf *b, tiao_str s, int depth)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.s[i];
        if (c == '\\' && i + 1 < s.n && is_punct(s.s[i + 1])) {
            ti_buf_char(b, s.s[++i]);
            continue;
        }
        if (c == '!' && i + 1 < s.n && s.s[i + 1] == '[') {                /* an image */
            size_t mid = closing(s, i + 1, '[', ']'), end = mid && mid < s.n && s.s[mid] == '(' ? closing(s, mid, '(', ')') : 0;
            if (end) {
                i = end - 1;
                continue;
            }
        }
        if (c == '[' && depth < 8) {
            size_t mid = closing(s, i, '[', ']');
            char   o   = mid && mid < s.n ? s.s[mid] : 0;
            size_t end = o == '(' ? closing(s, mid, '(', ')') : o == '[' ? closing(s, mid, '[', ']') : 0;
            if (mid && i + 1 < s.n && s.s[i + 1] == '^')                   /* a footnote's mark */
                end = 0;
            if (end) {
                put_inline(b, ti_sub(s, i + 1, mid - 1), depth + 1);
                i = end - 1;
                continue;
            }
        }
        if (c == '<' && i + 1 < s.n && (is_word(s, i + 1) || s.s[i + 1] == '/' || s.s[i + 1] == '!')) {
            size_t end = closing(s, i, '<', '>');
            if (end) {                                                     /* a tag, or a link as it is */
                tiao_str in = ti_sub(s, i + 1, end - 1);
                if (ti_str_starts(in, TI_STR("br")))
                    ti_buf_char(b, '\n');
                else if (ti_str_has(in, TI_STR("://")) && !ti_str_has(in, TI_STR(" ")))
                    ti_buf_put(b, in);
                i = end - 1;
                continue;
            }
        }
        if (c == '`' || (c == '~' && i + 1 < s.n && s.s[i + 1] == '~')) {
            i += c == '~';
            continue;
        }
        if (c == '*' || (c == '_' && !(i && is_word(s, i - 1) && is_word(s, i + 1)))) {
            bool   blank_after = i + 1 >= s.n || s.s[i + 1] == ' ', blank_before = i == 0 || s.s[i - 1] == ' ';
            size_t run = 1;
            while (i + run < s.n && s.s[i + run] == c)
                run++;
            if ((run <= 3 && !(blank_after && blank_before) && !(c == '_' && run > 2)) || run == 2) {
                i += run - 1;
                continue;
            }
            for (; run; run--, i++)                                        /* a rule, or blanks to be filled in: ____ */
                ti_buf_char(b, c);
            i--;
            continue;
        }
        ti_buf_char(b, c);
    }
}

typedef struct {
    output *out;
    bool    open;                     /* the last line is a paragraph that may go on */
} writing;

static void end_paragraph(writing *w)
{
    tiao_buf *b = &w->out->text;
    if (b->n && b->p[b->n - 1] != '\n')
        ti_buf_char(b, '\n');
    w->open = false;
}

static tiao_str last_line(const tiao_buf *b)
{
    size_t from = b->n;
    while (from && b->p[from - 1] != '\n')
        from--;
    return (tiao_str){ b->p + from, b->n - from };
}

/* Whether a line of the file goes on with the paragraph above it. Texts that were pasted have a paragraph a line, so a line
   that is a sentence of its own is left alone. */
static bool goes_on(const writing *w, tiao_str s)
{
    ti_marker m;
    if (!w->open || !w->out->text.n)
        return false;
    tiao_str above = last_line(&w->out->text);
    return above.n && above.n < 20000 && !ti_line_is_closed(above) && !ti_marker_read(&m, s) && ti_utf8_count(above) >= 15 && !ti_line_ends_title(above);
}

static void put_row(tiao_buf *b, tiao_str s)
{
    s = ti_str_trim(s);
    if (s.n && s.s[0] == '|')
        s = ti_sub(s, 1, s.n);
    if (s.n && s.s[s.n - 1] == '|')
        s = ti_sub(s, 0, s.n - 1);
    for (size_t from = 0, i = 0; i <= s.n; i++) {
        if (i < s.n && (s.s[i] != '|' || (i && s.s[i - 1] == '\\')))
            continue;
        if (from)
            ti_buf_char(b, '\t');
        put_inline(b, ti_str_trim(ti_sub(s, from, i)), 0);
        from = i + 1;
    }
}

static bool is_only(tiao_str s, const char *set, size_t least)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (!strchr(set, s.s[i]))
            return false;
        n += s.s[i] != ' ';
    }
    return n >= least;
}

static void put_line(writing *w, tiao_str l)
{
    tiao_buf *b = &w->out->text;
    tiao_str  s = ti_str_trim(l);
    while (s.n && s.s[0] == '>')                       /* a quotation */
        s = ti_str_trim(ti_sub(s, 1, s.n));
    size_t hashes = 0;
    while (hashes < s.n && s.s[hashes] == '#')
        hashes++;
    if (hashes && hashes <= 6 && (hashes == s.n || s.s[hashes] == ' ')) {
        s = ti_str_trim(ti_sub(s, hashes, s.n));
        size_t end = s.n;
        while (end && s.s[end - 1] == '#')
            end--;
        if (end < s.n && (!end || s.s[end - 1] == ' '))
            s = ti_str_trim(ti_sub(s, 0, end));
        end_paragraph(w);
        put_inline(b, s, 0);
        end_paragraph(w);
        return;
    }
    if (!s.n || is_only(s, "=", 2) || is_only(s, "- ", 2) || is_only(s, "* ", 3) || is_only(s, "_ ", 3)) {      /* blank, rule, underline */
        end_paragraph(w);
        return;
    }
    if (s.s[0] == '|' || (ti_str_has(s, TI_STR(" | ")) && !ti_line_is_prose(s))) {
        end_paragraph(w);
        if (!is_only(s, "|-: ", 3))
            put_row(b, s);
        end_paragraph(w);
        return;
    }
    bool bullet = s.n > 1 && strchr("-*+", s.s[0]) && s.s[1] == ' ';
    bool hard   = l.n > 2 && (l.s[l.n - 1] == '\\' || (l.s[l.n - 1] == ' ' && l.s[l.n - 2] == ' '));
    if (l.n > 2 && l.s[l.n - 1] == '\\')
        s = ti_sub(s, 0, s.n - 1);
    if (bullet) {
        s = ti_str_trim(ti_sub(s, 2, s.n));
        end_paragraph(w);
        ti_marker m;
        if (!ti_marker_read(&m, s))                    /* - 1. is a number inside a list's item */
            ti_buf_put(b, TI_STR("- "));
    } else if (!goes_on(w, s))
        end_paragraph(w);
    else {
        unsigned char before = (unsigned char)b->p[b->n - 1];
        if (before < 0x80 && (unsigned char)s.s[0] < 0x80)
            ti_buf_char(b, ' ');
    }
    put_inline(b, s, 0);
    w->open = true;
    if (hard)
        end_paragraph(w);
}

/* Comments go, whatever lines they span. */
static void drop_comments(tiao_buf *b)
{
    size_t to   = 0;
    bool   open = false;                               /* one that nothing closes: none behind it is closed either */
    for (size_t i = 0; i < b->n;) {
        bool  is_comment = !open && b->n - i >= 4 && !memcmp(b->p + i, "<!--", 4);
        char *end        = is_comment ? memmem(b->p + i, b->n - i, "-->", 3) : NULL;
        open             = open || (is_comment && !end);
        if (end)
            i = (size_t)(end - b->p) + 3;
        else
            b->p[to++] = b->p[i++];
    }
    b->n = to;
}

tiao_err read_markdown(output *out, const input *in, tiao_error *err)
{
    tiao_buf text = { 0 };
    writing  w    = { .out = out };
    tiao_err rc   = to_utf8(&text, out->encoding, in->bytes, in->encoding, NULL, err);
    bool     code = false;
    drop_comments(&text);
    tiao_str s = read_front_matter(out, ti_buf_str(&text));
    for (; s.n; s = behind_line(s)) {
        tiao_str l = first_line(s), t = ti_str_trim(l);
        if (ti_str_starts(t, TI_STR("```")) || ti_str_starts(t, TI_STR("~~~"))) {
            code = !code;
            end_paragraph(&w);
        } else if (code) {
            ti_buf_put(&out->text, l);
            ti_buf_char(&out->text, '\n');
        } else
            put_line(&w, l);
    }
    end_paragraph(&w);
    tiao_buf_free(&text);
    return rc;
}
