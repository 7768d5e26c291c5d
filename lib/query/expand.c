#include "query/expand.h"
#include "base/fold.h"
#include "base/utf8.h"
#include "facts/lexicon.h"

#include <stdio.h>

enum { TOKENS_MAX = 64, LONGEST = 5 };

typedef struct { char word[40]; uint32_t term; } token;

static bool is_english(tiao_str s)
{
    bool letters = false;
    for (size_t i = 0; i < s.n; i++) {
        if ((unsigned char)s.s[i] >= 0x80)
            return false;
        letters = letters || (s.s[i] >= 'a' && s.s[i] <= 'z');
    }
    return letters;
}

/* Lower case is given; the plural goes: centers, policies, but not business. */
static void singular(char *w)
{
    size_t n = strlen(w);
    if (n > 4 && !strcmp(w + n - 3, "ies"))
        strcpy(w + n - 3, "y");
    else if (n > 3 && w[n - 1] == 's' && w[n - 2] != 's' && w[n - 2] != 'u' && w[n - 2] != 'i')
        w[n - 1] = 0;
}

static size_t split(const ti_query *q, token *out)
{
    size_t n = 0;
    for (uint32_t t = 0; t < q->terms_count; t++) {
        tiao_str s = q->terms[t];
        for (size_t at = 0; q->wanted[t] && is_english(s) && at < s.n && n < TOKENS_MAX;) {
            size_t end = at;
            while (end < s.n && s.s[end] != ' ')
                end++;
            if (end > at && end - at < sizeof out->word) {
                memcpy(out[n].word, s.s + at, end - at);
                out[n].word[end - at] = 0;
                out[n++].term = t;
            }
            at = end + 1;
        }
    }
    return n;
}

static bool is_small(const char *w)
{
    static const char *const small[] = { "of", "the", "for", "in", "to", "a", "an", "on", "with", "by", "at", "from", "and", "is",
                                         "are", "what", "how", "who", "which", "can", "do", "doe", "there", "any", "i", "get" };
    for (size_t i = 0; i < sizeof small / sizeof *small; i++)
        if (!strcmp(w, small[i]))
            return true;
    return false;
}

static tiao_err add_alternatives(ti_query *q, uint32_t owner, const ti_word *w, tiao_error *err)
{
    for (int i = 0; i < w->fields && i < TI_WORD_FIELDS && q->terms_count < TI_TERMS_MAX; i++) {
        tiao_buf b = { 0 };
        ti_fold(&b, w->field[i], NULL);
        tiao_str s = ti_buf_str(&b);
        char    *p = s.n ? TI_NEW(&q->arena, char, s.n + 1) : NULL;
        if (b.failed || (s.n && !p)) {
            tiao_buf_free(&b);
            return ti_no_memory(err);
        }
        if (s.n) {
            uint32_t t = q->terms_count++;
            memcpy(p, s.s, s.n);
            q->terms[t]  = (tiao_str){ p, s.n };
            q->wanted[t] = true;
            q->owner[t]  = owner + 1;
        }
        tiao_buf_free(&b);
    }
    return TIAO_OK;
}

static tiao_err expand_english(ti_query *q, const ti_lexicon *terms, tiao_error *err)
{
    token    tokens[TOKENS_MAX];
    size_t   n  = split(q, tokens);
    tiao_err rc = TIAO_OK;
    for (size_t i = 0; i < n && rc == TIAO_OK;) {
        const ti_word *found  = NULL;
        size_t         length = n - i < LONGEST ? n - i : LONGEST;
        for (; length > 0 && !found; length--) {
            for (int plural = 1; plural >= 0 && !found; plural--) {      /* as it stands, then in the singular */
                char phrase[LONGEST * 41] = "", word[41];
                for (size_t k = i; k < i + length; k++) {
                    strcpy(word, tokens[k].word);
                    if (!plural)
                        singular(word);
                    strcat(phrase, k > i ? " " : "");
                    strcat(phrase, word);
                }
                found = ti_lexicon_find(terms, ti_str(phrase));
            }
        }
        length++;
        if (found) {
            rc = add_alternatives(q, tokens[i].term, found, err);
            for (size_t k = i + 1; k < i + length; k++)
                q->absorbed[tokens[k].term] = tokens[k].term != tokens[i].term;
            i += length;
        } else {
            if (is_small(tokens[i].word))
                q->absorbed[tokens[i].term] = true;
            i++;
        }
    }
    return rc;
}

static tiao_err expand_chinese(ti_query *q, const ti_lexicon *synonyms, uint32_t count, tiao_error *err)
{
    tiao_err rc = TIAO_OK;
    for (uint32_t t = 0; t < count && rc == TIAO_OK; t++) {
        const ti_word *w = q->wanted[t] ? ti_lexicon_find(synonyms, q->terms[t]) : NULL;
        if (w)
            rc = add_alternatives(q, t, w, err);
    }
    return rc;
}

static tiao_err read_list(ti_lexicon **out, const char *folder, const char *name, tiao_error *err)
{
    char path[4096];
    if (snprintf(path, sizeof path, "%s/%s.txt", folder, name) >= (int)sizeof path)
        return ti_fail(err, TIAO_EIO, 0, "%s: the name of the folder is too long", folder);
    return ti_lexicon_read(out, path, 1, TI_WORD_FIELDS, err);
}

tiao_err ti_query_expand(ti_query *q, const char *folder, tiao_error *err)
{
    ti_lexicon *terms = NULL, *synonyms = NULL;
    uint32_t    count = q->terms_count;
    tiao_err    rc    = read_list(&terms, folder, "terms", err);
    if (rc == TIAO_OK)
        rc = read_list(&synonyms, folder, "synonyms", err);
    if (rc == TIAO_OK)
        rc = expand_english(q, terms, err);
    if (rc == TIAO_OK)
        rc = expand_chinese(q, synonyms, count, err);
    q->expanded = q->terms_count > count;
    ti_lexicon_free(terms);
    ti_lexicon_free(synonyms);
    return rc;
}
