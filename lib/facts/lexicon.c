#include "facts/lexicon.h"
#include "base/language.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>

enum { WORD_BYTES_MAX = 191, CHARACTERS = 2048 };

/* For each first (and last) character: which lengths of words there are, so that a look-up tries only those. */
typedef struct { uint64_t bits[3]; } lengths;

struct ti_lexicon {
    ti_arena arena;
    char    *name;
    ti_word *words;
    size_t   count, room;
    uint32_t *slots;                  /* index + 1 into words; open addressing */
    size_t   size;
    lengths  first[CHARACTERS], last[CHARACTERS];        /* by character_of */
};

static size_t slot_of(const ti_lexicon *l, tiao_str w)
{
    uint64_t h = 14695981039346656037u;
    for (size_t i = 0; i < w.n; i++)
        h = (h ^ (unsigned char)w.s[i]) * 1099511628211u;
    size_t k = (size_t)(h ^ h >> 32) & (l->size - 1);
    while (l->slots[k] && !ti_str_is(l->words[l->slots[k] - 1].word, w))
        k = (k + 1) & (l->size - 1);
    return k;
}

const ti_word *ti_lexicon_find(const ti_lexicon *l, tiao_str word)
{
    uint32_t i = l->count && word.n ? l->slots[slot_of(l, word)] : 0;
    return i ? &l->words[i - 1] : NULL;
}

/* A number for a character; others may share it, which costs look-ups and changes nothing. */
static size_t character_of(uint32_t cp) { return (cp ^ cp >> 11) & (CHARACTERS - 1); }

static size_t first_of(const char *p, const char *end) { return character_of(ti_utf8_peek(p, end)); }
static size_t last_of(const char *p, const char *start) { return character_of(ti_utf8_back(&p, start)); }

static const ti_word *look(const ti_lexicon *l, const lengths *have, const char *p, size_t room, bool back)
{
    for (int block = 2; block >= 0; block--)
        for (uint64_t bits = have->bits[block]; bits;) {
            int    high = 63 - __builtin_clzll(bits);
            size_t n    = (size_t)block * 64 + (size_t)high;
            bits &= ~(1ull << high);
            const ti_word *w = n <= room ? ti_lexicon_find(l, (tiao_str){ back ? p - n : p, n }) : NULL;
            if (w)
                return w;
        }
    return NULL;
}

const ti_word *ti_lexicon_at(const ti_lexicon *l, const char *p, const char *end)
{
    return p < end ? look(l, &l->first[first_of(p, end)], p, (size_t)(end - p), false) : NULL;
}

const ti_word *ti_lexicon_before(const ti_lexicon *l, const char *p, const char *start)
{
    return p > start ? look(l, &l->last[last_of(p, start)], p, (size_t)(p - start), true) : NULL;
}

size_t         ti_lexicon_count(const ti_lexicon *l) { return l->count; }
const ti_word *ti_lexicon_word(const ti_lexicon *l, size_t i) { return &l->words[i]; }
const char    *ti_lexicon_name(const ti_lexicon *l) { return l->name; }

static tiao_err add_line(ti_lexicon *l, tiao_str line, uint32_t number, int least, int most, tiao_error *err)
{
    ti_word *w = TI_PUSH(l->words, l->count, l->room);
    if (!w)
        return ti_no_memory(err);
    w->line   = number;
    w->fields = -1;
    for (size_t at = 0; at <= line.n;) {
        size_t end = at;
        while (end < line.n && line.s[end] != '\t')
            end++;
        tiao_str part = ti_str_trim(ti_sub(line, at, end));
        if (w->fields < 0)
            w->word = part;
        else if (w->fields < TI_WORD_FIELDS)
            w->field[w->fields] = part;
        w->fields++;
        at = end + 1;
    }
    if (w->word.n == 0 || w->word.n > WORD_BYTES_MAX)
        return ti_fail(err, TIAO_EUSAGE, number, w->word.n ? N_("%s:%u: the word is too long") : N_("%s:%u: the word is missing"), l->name, number);
    if (w->fields < least || w->fields > most || w->fields > TI_WORD_FIELDS)
        return ti_fail(err, TIAO_EUSAGE, number, "%s:%u: '%.*s' has %d fields, not %d to %d", l->name, number, (int)w->word.n,
                       w->word.s, w->fields, least, most);
    return TIAO_OK;
}

static tiao_err index_words(ti_lexicon *l, tiao_error *err)
{
    for (l->size = 16; l->size < l->count * 2;)
        l->size *= 2;
    l->slots = TI_NEW(&l->arena, uint32_t, l->size);
    if (!l->slots)
        return ti_no_memory(err);
    for (size_t i = 0; i < l->count; i++) {
        tiao_str w = l->words[i].word;
        size_t   k = slot_of(l, w);
        if (l->slots[k])
            continue;
        l->slots[k] = (uint32_t)i + 1;
        l->first[first_of(w.s, w.s + w.n)].bits[w.n / 64] |= 1ull << w.n % 64;
        l->last[last_of(w.s + w.n, w.s)].bits[w.n / 64] |= 1ull << w.n % 64;
    }
    return TIAO_OK;
}

tiao_err ti_lexicon_parse(ti_lexicon **out, tiao_str text, const char *name, int least, int most, tiao_error *err)
{
    ti_lexicon *l  = ti_calloc(1, sizeof *l);
    tiao_err    rc = l ? TIAO_OK : ti_no_memory(err);
    char       *copy = l ? TI_NEW(&l->arena, char, text.n + 1) : NULL;
    size_t      bad  = ti_utf8_check(text);
    if (l && (!copy || !(l->name = TI_NEW(&l->arena, char, strlen(name) + 1))))
        rc = ti_no_memory(err);
    if (rc == TIAO_OK && bad != SIZE_MAX)
        rc = ti_fail(err, TIAO_EENCODING, bad, "%s: not UTF-8 text at offset %zu", name, bad);
    if (rc == TIAO_OK) {
        memcpy(l->name, name, strlen(name));
        if (text.n)
            memcpy(copy, text.s, text.n);
        uint32_t number = 1;
        for (size_t at = 0; at < text.n && rc == TIAO_OK; number++) {
            size_t end = at;
            while (end < text.n && copy[end] != '\n')
                end++;
            tiao_str line = { copy + at, end - at };
            if (ti_str_trim(line).n && copy[at] != '#')
                rc = add_line(l, line, number, least, most, err);
            at = end + 1;
        }
    }
    if (rc == TIAO_OK)
        rc = index_words(l, err);
    if (rc == TIAO_OK)
        *out = l;
    else
        ti_lexicon_free(l);
    return rc;
}

tiao_err ti_lexicon_read(ti_lexicon **out, const char *path, int least, int most, tiao_error *err)
{
    FILE    *f    = fopen(path, "rb");
    tiao_buf text = { 0 };
    char     block[4096];
    size_t   got;
    if (!f)
        return ti_fail_file(err, path);
    while ((got = fread(block, 1, sizeof block, f)) > 0)
        ti_buf_put(&text, (tiao_str){ block, got });
    tiao_err rc = ferror(f)       ? ti_fail_file(err, path)
                  : text.failed ? ti_no_memory(err)
                                : ti_lexicon_parse(out, ti_buf_str(&text), path, least, most, err);
    fclose(f);
    tiao_buf_free(&text);
    return rc;
}

void ti_lexicon_free(ti_lexicon *l)
{
    if (!l)
        return;
    free(l->words);
    ti_arena_free(&l->arena);
    free(l);
}
