/* Catalogues: stanzas of `Key: value`, one a document, files named relative to the catalogue. */
#include "arrivals.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

static tiao_err add_stanza(arrivals *in, const char *catalogue, const char *file, const tiao_meta *m, tiao_error *err)
{
    char        path[4096];
    const char *slash = strrchr(catalogue, '/');
    if (!m->id.n)
        return fail(err, TIAO_EUSAGE, "%s: a document has no Id", catalogue);
    if ((size_t)snprintf(path, sizeof path, "%.*s%s", slash ? (int)(slash - catalogue + 1) : 0, catalogue, file) >= sizeof path)
        return fail(err, TIAO_EIO, "%s: the name is too long", file);
    arrival        *new    = arrivals_new(in, path);
    const tiao_str  from[] = { m->id, m->title, m->number, m->issuer, m->date, m->level, m->type, m->language, str(file) };
    bool            ok     = new != NULL;
    tiao_str *const to[]   = { &new->given.id,    &new->given.title, &new->given.number,   &new->given.issuer, &new->given.date,
                               &new->given.level, &new->given.type,  &new->given.language, &new->given.source };
    for (size_t i = 0; i < sizeof from / sizeof *from && ok; i++)
        ok = arrivals_keep(in, to[i], from[i]);
    if (!ok)
        return fail(err, TIAO_ENOMEM, "out of memory");
    new->certain = new->by_hand = true;
    return TIAO_OK;
}

tiao_err arrivals_add_catalogue(arrivals *in, const char *catalogue, tiao_error *err)
{
    const struct { const char *key; size_t field; } keys[] = {
        { "Id", offsetof(tiao_meta, id) },         { "Title", offsetof(tiao_meta, title) }, { "Number", offsetof(tiao_meta, number) },
        { "Issuer", offsetof(tiao_meta, issuer) }, { "Date", offsetof(tiao_meta, date) },   { "Level", offsetof(tiao_meta, level) },
        { "Type", offsetof(tiao_meta, type) },     { "Language", offsetof(tiao_meta, language) },
    };
    const char *file = NULL;
    tiao_buf    text = { 0 };
    tiao_meta   m    = { 0 };
    tiao_err    rc   = read_file(&text, catalogue, err);
    if (rc == TIAO_OK)
        put_str(&text, "\n\n");
    unsigned number = 0;
    if (rc == TIAO_OK && !text.failed && memchr(text.p, 0, text.n))
        rc = fail(err, TIAO_EENCODING, "%s: a NUL byte; a catalogue is text", catalogue);
    for (char *line = text.p, *end; rc == TIAO_OK && *line && (end = strchr(line, '\n')); line = end + 1) {
        *end = 0;
        number++;
        char *value = strstr(line, ": ");
        if (*line == 0 && file) {
            rc   = add_stanza(in, catalogue, file, &m, err);
            file = NULL;
            m    = (tiao_meta){ 0 };
        }
        if (*line == 0 || *line == '#')
            continue;
        bool known = false;
        if (value) {
            *value = 0;
            value += 2;
            known = !strcmp(line, "Inferred") || !strcmp(line, "Sha256");
            if (!strcmp(line, "File")) {
                file  = value;
                known = true;
            }
            for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
                if (!strcmp(line, keys[i].key)) {
                    *(tiao_str *)(void *)((char *)&m + keys[i].field) = str(value);
                    known = true;
                }
        }
        if (!known)
            rc = fail(err, TIAO_EUSAGE, "%s:%u: not a known 'Key: value'", catalogue, number);
    }
    tiao_buf_free(&text);
    return rc;
}
