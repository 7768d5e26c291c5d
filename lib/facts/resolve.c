/* Which document a citation means: titles and numbers, brought to one form and looked up in sorted lists. */
#include "base/fold.h"
#include "base/numeral.h"
#include "facts/citation.h"

#include <stdlib.h>

typedef struct {
    tiao_str key;                     /* folded, without blanks */
    tiao_str issuer;                  /* what stands before 关于 */
    size_t   doc;
} entry;

struct ti_targets {
    ti_arena arena;
    entry   *titles, *numbers;
    size_t   titles_count, titles_room, numbers_count, numbers_room;
};

static int compare(const void *a, const void *b)
{
    const entry *x = a, *y = b;
    size_t       n = x->key.n < y->key.n ? x->key.n : y->key.n;
    int          c = n ? memcmp(x->key.s, y->key.s, n) : 0;
    if (c)
        return c;
    if (x->key.n != y->key.n)
        return x->key.n < y->key.n ? -1 : 1;
    return x->doc < y->doc ? -1 : x->doc > y->doc;
}

/* ---- one form ---- */

static bool ends_in_year_note(tiao_str s, size_t *cut)
{
    if (!s.n || s.s[s.n - 1] != ')')
        return false;
    for (size_t i = s.n - 1; i-- > 0 && s.n - i < 120;)
        if (s.s[i] == '(') {
            tiao_str in = ti_sub(s, i + 1, s.n - 1);
            *cut        = i;
            return ti_str_has(in, TI_STR("修正")) || ti_str_has(in, TI_STR("修订")) || ti_str_has(in, TI_STR("修改")) ||
                   (in.n >= 7 && in.s[0] >= '1' && in.s[0] <= '2' && ti_str_has(in, TI_STR("年")));
        }
    return false;
}

/* Folds a title into `buf`: 《》 around it, blanks, 中华人民共和国 in front and a note of its version behind go. `issuer` is what
   stands before 关于 and is no part of the key. */
static void title_key(tiao_buf *buf, tiao_str title, tiao_str *key, tiao_str *issuer)
{
    tiao_buf squeezed = { 0 };
    ti_buf_squeezed(&squeezed, title);
    ti_fold(buf, ti_buf_str(&squeezed), NULL);
    buf->failed = buf->failed || squeezed.failed;
    tiao_buf_free(&squeezed);
    tiao_str s = ti_buf_str(buf);
    size_t   cut, about = ti_str_find(s, TI_STR("关于"));
    if (ti_str_starts(s, TI_STR("中华人民共和国")))
        s = ti_sub(s, sizeof "中华人民共和国" - 1, s.n);
    if (ends_in_year_note(s, &cut))
        s.n = cut;
    *issuer = (tiao_str){ s.s, 0 };
    about   = ti_str_find(s, TI_STR("关于"));
    if (about != SIZE_MAX) {
        *issuer = ti_sub(s, 0, about);
        s       = ti_sub(s, about, s.n);
    }
    *key = s;
}

/* 沪委发〔2015〕7号, 沪委发[20157号, 沪委发〔2015〕第7号 → 沪委发2015-7 */
static void number_key(tiao_buf *out, tiao_str number)
{
    const char *p = number.s, *end = p + number.n;
    int         digits = 0;
    bool        year   = false;
    while (p < end) {
        uint32_t cp = ti_utf8_next(&p, end);
        if (ti_is_digit(cp)) {
            ti_buf_char(out, (char)('0' + ti_digit(cp)));
            if (++digits == 4 && !year) {
                year = true;
                ti_buf_char(out, '-');
            }
        } else if (digits == 0 && cp != 0x7B2C && (ti_is_han(cp) || ti_is_latin(cp)))      /* 第 */
            ti_buf_cp(out, cp);
    }
}

/* Whether two names can be of one body: one is the other with characters left out (上海市委市政府, 中共上海市委上海市人民政府). */
static bool same_issuer(tiao_str a, tiao_str b)
{
    tiao_str    few = a.n < b.n ? a : b, many = a.n < b.n ? b : a;
    const char *p = few.s, *end = few.s + few.n, *q = many.s, *q_end = many.s + many.n;
    while (p < end) {
        uint32_t cp = ti_utf8_next(&p, end);
        if (!ti_is_han(cp))
            continue;
        while (q < q_end && ti_utf8_peek(q, q_end) != cp)
            ti_utf8_next(&q, q_end);
        if (q == q_end)
            return false;
        ti_utf8_next(&q, q_end);
    }
    return true;
}

/* ---- the lists ---- */

static tiao_str keep(ti_arena *a, tiao_str s)
{
    char *p = TI_NEW(a, char, s.n + 1);
    if (p && s.n)
        memcpy(p, s.s, s.n);
    return (tiao_str){ p, s.n };
}

static bool add_target(ti_targets *t, const tiao_meta *m, size_t doc)
{
    tiao_buf b = { 0 };
    tiao_str key, issuer;
    bool     ok = true;
    title_key(&b, m->title, &key, &issuer);
    if (key.n) {
        entry *e = TI_PUSH(t->titles, t->titles_count, t->titles_room);
        if (e)
            *e = (entry){ keep(&t->arena, key), keep(&t->arena, issuer), doc };
        ok = e && e->key.s && e->issuer.s;
    }
    ok = ok && !b.failed;
    ti_buf_clear(&b);
    number_key(&b, m->number);
    if (b.n && ok) {
        entry *e = TI_PUSH(t->numbers, t->numbers_count, t->numbers_room);
        if (e)
            *e = (entry){ keep(&t->arena, ti_buf_str(&b)), { "", 0 }, doc };
        ok = e && e->key.s;
    }
    ok = ok && !b.failed;
    tiao_buf_free(&b);
    return ok;
}

tiao_err ti_targets_new(ti_targets **out, const tiao_meta *const *metas, size_t count, tiao_error *err)
{
    ti_targets *t  = ti_calloc(1, sizeof *t);
    bool        ok = t;
    for (size_t i = 0; i < count && ok; i++)
        ok = add_target(t, metas[i], i);
    if (!ok) {
        ti_targets_free(t);
        return ti_no_memory(err);
    }
    if (t->titles_count)
        qsort(t->titles, t->titles_count, sizeof *t->titles, compare);
    if (t->numbers_count)
        qsort(t->numbers, t->numbers_count, sizeof *t->numbers, compare);
    *out = t;
    return TIAO_OK;
}

void ti_targets_free(ti_targets *t)
{
    if (!t)
        return;
    free(t->titles);
    free(t->numbers);
    ti_arena_free(&t->arena);
    free(t);
}

/* The first entry that is not below the key. */
static size_t first_of(const entry *list, size_t count, tiao_str key)
{
    entry  want = { .key = key };
    size_t low = 0, high = count;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (compare(&list[mid], &want) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

/* The one entry with this key whose issuer fits, or SIZE_MAX. */
static size_t only_one(const entry *list, size_t count, tiao_str key, tiao_str issuer)
{
    size_t found = SIZE_MAX;
    for (size_t i = first_of(list, count, key); i < count && ti_str_is(list[i].key, key); i++) {
        if (!same_issuer(list[i].issuer, issuer))
            continue;
        if (found != SIZE_MAX && found != list[i].doc)
            return SIZE_MAX;
        found = list[i].doc;
    }
    return found;
}

tiao_err ti_citation_resolve(size_t *doc, const ti_targets *t, const tiao_citation *c, tiao_error *err)
{
    tiao_buf b = { 0 };
    *doc       = SIZE_MAX;
    if (c->number.n) {
        number_key(&b, c->number);
        if (b.n)
            *doc = only_one(t->numbers, t->numbers_count, ti_buf_str(&b), (tiao_str){ "", 0 });
        ti_buf_clear(&b);
    }
    if (*doc == SIZE_MAX && c->title.n) {
        tiao_str key, issuer;
        title_key(&b, c->title, &key, &issuer);
        if (key.n)
            *doc = only_one(t->titles, t->titles_count, key, issuer);
    }
    tiao_err rc = b.failed ? ti_no_memory(err) : TIAO_OK;
    tiao_buf_free(&b);
    return rc;
}
