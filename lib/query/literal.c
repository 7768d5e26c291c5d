#include "query/literal.h"
#include "base/utf8.h"

typedef struct {
    const char *p, *end;
    bool        ignore_case;
    tiao_buf   *best;
    tiao_buf    run;                  /* the characters that must follow one another */
    size_t      last;                 /* bytes of the last one of them */
} walk;

static void end_run(walk *w)
{
    if (w->run.n > w->best->n) {
        ti_buf_clear(w->best);
        ti_buf_put(w->best, ti_buf_str(&w->run));
    }
    ti_buf_clear(&w->run);
    w->last = 0;
}

static void add(walk *w, const char *from, const char *to)
{
    uint32_t cp = ti_utf8_peek(from, to);
    if (w->ignore_case && !ti_is_digit(cp) && !ti_is_han(cp)) {
        end_run(w);
        return;
    }
    ti_buf_put(&w->run, (tiao_str){ from, (size_t)(to - from) });
    w->last = (size_t)(to - from);
}

/* Behind the closing bracket of a class that opens at p, or NULL. */
static const char *skip_class(const char *p, const char *end)
{
    p++;
    if (p < end && *p == '^')
        p++;
    if (p < end && *p == ']')
        p++;
    for (; p < end; p++) {
        if (*p == '\\')
            p++;
        else if (*p == '[' && p + 1 < end && (p[1] == ':' || p[1] == '.' || p[1] == '='))
            return NULL;                               /* [:alpha:]: not worth knowing */
        else if (*p == ']')
            return p + 1;
    }
    return NULL;
}

/* Behind the group that opens at p, or NULL for one that may change how the rest is read. */
static const char *skip_group(const char *p, const char *end)
{
    int deep = 0;
    while (p < end) {
        if (*p == '\\') {
            if (p + 1 < end && p[1] == 'Q')
                return NULL;
            p += 2;
        } else if (*p == '[') {
            p = skip_class(p, end);
            if (!p)
                return NULL;
        } else if (*p == '(') {
            if (p + 1 < end && (p[1] == '*' || (p[1] == '?' && (p + 2 >= end || p[2] != ':'))))
                return NULL;
            deep++;
            p++;
        } else if (*p == ')') {
            p++;
            if (--deep == 0)
                return p;
        } else
            p++;
    }
    return NULL;
}

/* A quantifier behind an element: how it changes the run, and the cursor behind it. */
static bool take_quantifier(walk *w)
{
    if (w->p >= w->end || !strchr("?*+{", *w->p))
        return false;
    if (*w->p != '+') {                                /* the last character need not be there */
        w->run.n -= w->last;
    }
    if (*w->p == '{') {
        const char *close = memchr(w->p, '}', (size_t)(w->end - w->p));
        w->p              = close ? close : w->p;
    }
    w->p++;
    if (w->p < w->end && (*w->p == '?' || *w->p == '+'))
        w->p++;
    end_run(w);
    return true;
}

/* One element of the pattern; false where the rest cannot be trusted. */
static bool take_element(walk *w)
{
    const char *p = w->p;
    switch (*p) {
    case '|': case ')': return false;
    case '(':
        end_run(w);
        return (w->p = skip_group(p, w->end)) != NULL;
    case '[':
        end_run(w);
        return (w->p = skip_class(p, w->end)) != NULL;
    case '.': case '^': case '$':
        end_run(w);
        w->p++;
        return true;
    case '\\':
        if (p + 1 >= w->end)
            return false;
        if ((unsigned char)p[1] < 0x80 && !ti_is_latin((unsigned char)p[1])) {
            w->p += 2;
            add(w, p + 1, p + 2);
            return true;
        }
        if (!strchr("dDwWsSbBhHvVRX", p[1]))           /* \Q, \x, \p, \1 …: not worth knowing */
            return false;
        end_run(w);
        w->p += 2;
        return true;
    default:
        ti_utf8_next(&w->p, w->end);
        add(w, p, w->p);
        return true;
    }
}

void ti_required_literal(tiao_buf *out, tiao_str pattern, bool ignore_case)
{
    walk w  = { .p = pattern.s, .end = pattern.s + pattern.n, .ignore_case = ignore_case, .best = out };
    bool ok = true;
    while (ok && w.p < w.end)
        ok = (w.last || w.p > pattern.s) && take_quantifier(&w) ? true : take_element(&w);
    end_run(&w);
    if (!ok)
        ti_buf_clear(out);
    tiao_buf_free(&w.run);
}
