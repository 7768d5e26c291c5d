/* The tokenizer of the full-text index: overlapping pairs of characters, as Lucene's CJK analyzer gives for Chinese.

   It is fed folded text. Each character opens a token with the one behind it; the last stands alone. So a phrase of pairs is
   an exact substring, whatever it is made of, and one character is a prefix query. */
#include "base/utf8.h"
#include "store/db.h"

static int create(void *context, const char **args, int count, Fts5Tokenizer **out)
{
    (void)context, (void)args, (void)count;
    static char stateless;
    *out = (Fts5Tokenizer *)(void *)&stateless;
    return SQLITE_OK;
}

static void delete(Fts5Tokenizer *t) { (void)t; }

static int tokenize(Fts5Tokenizer *t, void *ctx, int flags, const char *text, int size,
                    int (*token)(void *, int, const char *, int, int, int))
{
    (void)t;
    const char *p = text, *end = text + size;
    bool        first = true;
    while (p < end) {
        const char *q = p;
        ti_utf8_next(&q, end);
        const char *r = q;
        if (q < end)
            ti_utf8_next(&r, end);
        if (q == end && !first && (flags & FTS5_TOKENIZE_QUERY))
            break;                                     /* the last character is in the pair before it */
        int rc = token(ctx, 0, p, (int)(r - p), (int)(p - text), (int)(r - text));
        if (rc != SQLITE_OK)
            return rc;
        first = false;
        p     = q;
    }
    return SQLITE_OK;
}

int ti_tokenizer_register(sqlite3 *handle)
{
    static fts5_tokenizer tokenizer = { create, delete, tokenize };
    fts5_api             *api       = NULL;
    sqlite3_stmt         *s         = NULL;
    int                   rc        = sqlite3_prepare_v2(handle, "SELECT fts5(?1)", -1, &s, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_bind_pointer(s, 1, (void *)&api, "fts5_api_ptr", NULL);
    if (rc == SQLITE_OK) {
        sqlite3_step(s);
        rc = api ? api->xCreateTokenizer(api, "tiao", NULL, &tokenizer, NULL) : SQLITE_ERROR;
    }
    sqlite3_finalize(s);
    return rc;
}
