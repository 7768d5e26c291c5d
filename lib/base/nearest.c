#include "base/nearest.h"
#include "base/language.h"
#include "base/utf8.h"

enum { LONGEST = 64 };

static size_t decode(tiao_str s, uint32_t *out)
{
    size_t n = 0;
    for (const char *p = s.s, *end = p + s.n; p < end; n++) {
        if (n == LONGEST)
            return SIZE_MAX;
        out[n] = ti_utf8_next(&p, end);
        if (out[n] >= 'A' && out[n] <= 'Z')
            out[n] += 32;
    }
    return n;
}

size_t ti_distance(tiao_str a, tiao_str b)
{
    uint32_t x[LONGEST], y[LONGEST];
    size_t   n = decode(a, x), m = decode(b, y);
    size_t   rows[3][LONGEST + 1];
    if (n == SIZE_MAX || m == SIZE_MAX)
        return SIZE_MAX;
    for (size_t j = 0; j <= m; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= n; i++) {
        size_t *now = rows[i % 3], *before = rows[(i + 2) % 3], *earlier = rows[(i + 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= m; j++) {
            size_t best = before[j - 1] + (x[i - 1] != y[j - 1]);
            if (before[j] + 1 < best)
                best = before[j] + 1;
            if (now[j - 1] + 1 < best)
                best = now[j - 1] + 1;
            if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1] && earlier[j - 2] + 1 < best)
                best = earlier[j - 2] + 1;
            now[j] = best;
        }
    }
    return rows[n % 3][m];
}

static void offer(ti_nearest *n, tiao_str candidate, size_t d)
{
    size_t limit = ti_utf8_count(n->word) / 2 + 1;
    if (d > limit)
        return;
    int i = n->count < 3 ? n->count : 2;
    if (n->count == 3 && d >= n->distance[2])
        return;
    for (int k = 0; k < n->count; k++)
        if (ti_str_is(n->best[k], candidate))
            return;
    for (; i > 0 && n->distance[i - 1] > d; i--) {
        n->best[i]     = n->best[i - 1];
        n->distance[i] = n->distance[i - 1];
    }
    n->best[i]     = candidate;
    n->distance[i] = d;
    n->count += n->count < 3;
}

void ti_nearest_offer(ti_nearest *n, tiao_str candidate) { offer(n, candidate, ti_distance(n->word, candidate)); }

void ti_nearest_offer_id(ti_nearest *n, tiao_str id)
{
    size_t best = ti_distance(n->word, id);
    for (size_t at = 0, end = 0; at < id.n; at = end + 1) {
        for (end = at; end < id.n && id.s[end] != '-'; end++)
            ;
        size_t d = ti_distance(n->word, ti_sub(id, at, end));
        best     = d < best ? d : best;
    }
    offer(n, id, best);
}

void ti_nearest_put(const ti_nearest *n, tiao_buf *out)
{
    for (int i = 0; i < n->count; i++) {
        ti_buf_put(out, ti_str(i ? ti_said(", ") : ti_said("; nearest: ")));
        ti_buf_put(out, n->best[i]);
    }
}

static bool is_new(ti_name_fn name, const void *ctx, size_t i)
{
    tiao_str s = name(ctx, i);
    for (size_t k = 0; k < i; k++)
        if (ti_str_is(name(ctx, k), s))
            return false;
    return s.n != 0;
}

void ti_nearest_or_all(tiao_buf *out, tiao_str word, ti_name_fn name, const void *ctx, size_t count)
{
    ti_nearest near = { .word = word };
    bool       any  = false;
    for (size_t i = 0; i < count; i++)
        if (is_new(name, ctx, i))
            ti_nearest_offer(&near, name(ctx, i));
    ti_nearest_put(&near, out);
    for (size_t i = 0; i < count && !near.count; i++)
        if (is_new(name, ctx, i)) {
            ti_buf_put(out, ti_str(any ? ti_said(", ") : ti_said("; there are ")));
            ti_buf_put(out, name(ctx, i));
            any = true;
        }
}
