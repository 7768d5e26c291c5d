#include "shellwords.h"
#include "app.h"

#include <stdlib.h>
#include <string.h>

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/* Reads the word at *p, which is no blank; false when a quote in it is not closed. */
static bool take_word(tiao_buf *out, const char **p)
{
    const char *q     = *p;
    char        quote = 0;
    if (*q == '~' && (q[1] == '/' || !q[1] || is_blank(q[1])) && getenv("HOME")) {
        put_str(out, getenv("HOME"));
        q++;
    }
    for (; *q && (quote || (!is_blank(*q) && *q != '|' && *q != '>')); q++)
        if (quote == '\'' && *q != '\'')
            put_bytes(out, q, 1);
        else if (*q == quote)
            quote = 0;
        else if (!quote && (*q == '\'' || *q == '"'))
            quote = *q;
        else if (*q == '\\' && q[1] && (!quote || q[1] == '"' || q[1] == '\\'))
            put_bytes(out, ++q, 1);
        else
            put_bytes(out, q, 1);
    *p = q;
    put_bytes(out, "", 0);                             /* an empty word is a word */
    return !quote;
}

static bool add(shell_line *l, char *word)
{
    if (l->n + 2 > l->room) {
        int    room = l->room ? l->room * 2 : 16;
        char **v    = realloc(l->v, (size_t)room * sizeof *v);
        if (!v)
            return false;
        l->v    = v;
        l->room = room;
    }
    l->v[l->n++] = word;
    l->v[l->n]   = NULL;
    return true;
}

static char *text_of(tiao_buf *b)
{
    char *s = b->failed || !b->p ? NULL : b->p;
    if (s)
        s[b->n] = 0;
    else
        tiao_buf_free(b);
    *b = (tiao_buf){ 0 };
    return s;
}

static bool split(shell_line *out, const char *line, bool part, tiao_error *err)
{
    const char *p = line;
    *out          = (shell_line){ 0 };
    for (;;) {
        tiao_buf b = { 0 };
        while (is_blank(*p))
            p++;
        if (!*p || *p == '|' || *p == '>')
            break;
        bool closed = take_word(&b, &p);
        out->open   = !*p;
        if (!closed && !part) {
            tiao_buf_free(&b);
            fail(err, TIAO_EUSAGE, "a quote is not closed");
            return false;
        }
        char *word = text_of(&b);
        if (!word || !add(out, word)) {
            free(word);
            fail(err, TIAO_ENOMEM, "out of memory");
            return false;
        }
    }
    if (!*p)
        return true;
    out->open = false;
    out->to   = *p == '|' ? TO_COMMAND : p[1] == '>' ? TO_END_OF_FILE : TO_FILE;
    p += out->to == TO_END_OF_FILE ? 2 : 1;
    while (is_blank(*p))
        p++;
    if (part)
        return true;
    tiao_buf b      = { 0 };
    bool     closed = true;
    if (out->to == TO_COMMAND)
        put_str(&b, p);                                /* the shell reads it */
    else if (*p) {
        closed = take_word(&b, &p);
        while (is_blank(*p))
            p++;
    }
    out->target = text_of(&b);
    if (!closed)
        fail(err, TIAO_EUSAGE, "a quote is not closed");
    else if (!out->target || !*out->target || out->n == 0)
        fail(err, TIAO_EUSAGE, out->to == TO_COMMAND ? N_("| wants a verb before it and a command behind it")
                                                     : N_("> wants a verb before it and a file behind it"));
    else if (out->to != TO_COMMAND && *p)
        fail(err, TIAO_EUSAGE, "nothing can follow the file behind >: '%s'", p);
    return err->code == TIAO_OK;
}

bool shell_split(shell_line *out, const char *line, tiao_error *err) { return split(out, line, false, err); }

bool shell_split_part(shell_line *out, const char *line)
{
    tiao_error err = { 0 };
    if (!split(out, line, true, &err))
        return false;
    if (!out->open) {
        char *empty = strdup("");
        if (!empty || !add(out, empty)) {
            free(empty);
            return false;
        }
    }
    return true;
}

void shell_free(shell_line *l)
{
    for (int i = 0; i < l->n; i++)
        free(l->v[i]);
    free(l->v);
    free(l->target);
    *l = (shell_line){ 0 };
}
