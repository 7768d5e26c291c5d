#include "kind.h"

#include <string.h>
#include <strings.h>

static const char *const names[KIND_COUNT] = {
    [KIND_TEXT] = "txt",       [KIND_HTML] = "html",  [KIND_DOCX] = "docx",    [KIND_PDF] = "pdf",
    [KIND_MARKDOWN] = "md",    [KIND_JSON_LINES] = "jsonl", [KIND_AKN] = "akn",
    [KIND_OLD_WORD] = "doc",   [KIND_RTF] = "rtf",    [KIND_MHTML] = "mhtml",
};

const char *kind_name(file_kind kind) { return names[kind]; }

bool kind_from_name(file_kind *out, const char *name)
{
    for (int k = 0; k < KIND_OLD_WORD; k++)
        if (!strcmp(names[k], name)) {
            *out = (file_kind)k;
            return true;
        }
    return false;
}

size_t kind_limit(file_kind kind)
{
    bool holds_more = kind == KIND_DOCX || kind == KIND_PDF;           /* pictures */
    return holds_more ? (size_t)1 << 30 : TIAO_TEXT_MAX;
}

static bool starts(tiao_str s, const char *with)
{
    size_t n = strlen(with);
    return s.n >= n && strncasecmp(s.s, with, n) == 0;
}

static bool has(tiao_str s, const char *what) { return s.n && memmem(s.s, s.n, what, strlen(what)) != NULL; }

/* The first bytes in one byte a character, whatever the width they have in UTF-16, without the mark and blanks before them. */
static tiao_str head_of(char room[static 2048], tiao_str bytes)
{
    const unsigned char *u = (const unsigned char *)bytes.s;
    bool   wide = bytes.n >= 2 && ((u[0] == 0xFF && u[1] == 0xFE) || (u[0] == 0xFE && u[1] == 0xFF));
    size_t n    = 0, i = wide ? 2 : bytes.n >= 3 && !memcmp(u, "\xEF\xBB\xBF", 3) ? 3 : 0;
    for (; i < bytes.n && n < 2048; i++)
        if (!(wide && u[i] == 0) && !(n == 0 && (u[i] == ' ' || u[i] == '\t' || u[i] == '\r' || u[i] == '\n')))
            room[n++] = bytes.s[i];
    return (tiao_str){ room, n };
}

/* A page opens with a tag that only pages open with, declarations and comments above it aside. */
static bool is_html(tiao_str head)
{
    static const char *const tags[] = { "<!doctype html", "<html", "<head", "<body", "<meta", "<title", "<div", "<p>", "<p ",
                                        "<table", "<span", "<h1", "<script", "<style", "<link", "<center", "<font" };
    for (;;) {
        for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
            if (starts(head, tags[i]))
                return true;
        const char *end = starts(head, "<!--") ? "-->" : starts(head, "<?xml") ? "?>" : NULL;
        const char *at  = end ? memmem(head.s, head.n, end, strlen(end)) : NULL;
        if (!at)
            return false;
        at += strlen(end);
        head = (tiao_str){ at, head.n - (size_t)(at - head.s) };
        while (head.n && strchr(" \t\r\n", *head.s))
            head = (tiao_str){ head.s + 1, head.n - 1 };
    }
}

/* The first element: declarations and comments above it aside. */
static bool is_akn(tiao_str head)
{
    const char *open = memmem(head.s, head.n, "akomaNtoso", 10), *at = open;
    while (at && at > head.s && at[-1] != '<' && at[-1] != ' ' && at[-1] != '>')
        at--;                                          /* a prefix */
    return at && at > head.s && at[-1] == '<' && (starts(head, "<?xml") || starts(head, "<!--") || at == head.s + 1);
}

static bool is_json_line(tiao_str head)
{
    return head.n > 1 && head.s[0] == '{' && (has(head, "\"text\"") || has(head, "\"id\"") || has(head, "\"title\""));
}

static const struct { const char *ending; file_kind kind; } endings[] = {
    { "txt", KIND_TEXT },      { "text", KIND_TEXT },         { "html", KIND_HTML },        { "htm", KIND_HTML },
    { "shtml", KIND_HTML },    { "xhtml", KIND_HTML },        { "docx", KIND_DOCX },        { "pdf", KIND_PDF },
    { "md", KIND_MARKDOWN },   { "markdown", KIND_MARKDOWN }, { "jsonl", KIND_JSON_LINES }, { "ndjson", KIND_JSON_LINES },
    { "akn", KIND_AKN },       { "xml", KIND_AKN },
};

/* The kind that the ending of a name speaks for; false where it speaks for none. */
static bool kind_from_ending(file_kind *out, const char *name)
{
    const char *dot = strrchr(name, '.');
    for (size_t i = 0; dot && dot > name && i < sizeof endings / sizeof *endings; i++)
        if (!strcasecmp(dot + 1, endings[i].ending)) {
            *out = endings[i].kind;
            return true;
        }
    return false;
}

bool kind_has_ending(const char *name)
{
    file_kind kind;
    return kind_from_ending(&kind, name);
}

file_kind kind_of(tiao_str bytes, const char *name)
{
    char     room[2048];
    tiao_str head = head_of(room, bytes), first = { bytes.s, bytes.n < 1024 ? bytes.n : 1024 };
    if (has(first, "%PDF-"))
        return KIND_PDF;
    if (starts(first, "PK\3\4") || starts(first, "PK\5\6") || starts(first, "PK\7\x8"))
        return KIND_DOCX;
    if (starts(first, "\xD0\xCF\x11\xE0"))
        return KIND_OLD_WORD;
    if (starts(first, "{\\rtf"))
        return KIND_RTF;
    if (is_akn(head))
        return KIND_AKN;
    if (is_html(head))
        return KIND_HTML;
    if (has(first, "MIME-Version: 1.0") && has(first, "multipart/related"))
        return KIND_MHTML;
    if (is_json_line(head))
        return KIND_JSON_LINES;
    /* for all else bytes say more than a name */
    file_kind kind;
    return kind_from_ending(&kind, name) && (kind == KIND_JSON_LINES || kind == KIND_MARKDOWN || (kind == KIND_AKN && starts(head, "<"))) ? kind : KIND_TEXT;
}
