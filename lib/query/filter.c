#include "base/date.h"
#include "base/nearest.h"
#include "facts/vocabulary.h"
#include "query/filter.h"

#include <stdlib.h>

struct tiao_filter {
    size_t  *docs;
    size_t   docs_count, docs_room;
    struct under { size_t k; uint32_t from, to; } *under;
    size_t   under_count, under_room;
    uint32_t kinds;                   /* bits; 0: every kind but boilerplate and inline */
    const tiao_words *words;
    tiao_str *topics, *districts;     /* ids; sub-topics stand beside their topic */
    size_t    topics_count, topics_room, districts_count, districts_room;
    bool     *home;                   /* of each document: a district that is asked for issued it */
    bool      mentions_only;
    bool     *outside;                /* of each document: its date is none that is asked for, or not known */
};

tiao_err tiao_filter_new(tiao_filter **out, tiao_error *err)
{
    *out = ti_calloc(1, sizeof **out);
    return *out ? TIAO_OK : ti_no_memory(err);
}

void tiao_filter_free(tiao_filter *f)
{
    if (!f)
        return;
    free(f->docs);
    free(f->outside);
    free(f->under);
    free(f->topics);
    free(f->districts);
    free(f->home);
    free(f);
}

static tiao_err add_doc(tiao_filter *f, tiao_library *lib, tiao_str value, tiao_error *err)
{
    size_t   k  = 0;
    tiao_err rc = tiao_library_find_doc(&k, lib, value, err);
    if (rc != TIAO_OK)
        return rc;
    size_t *d = TI_PUSH(f->docs, f->docs_count, f->docs_room);
    if (!d)
        return ti_no_memory(err);
    *d = k;
    return TIAO_OK;
}

static tiao_err add_under(tiao_filter *f, tiao_library *lib, tiao_str value, tiao_error *err)
{
    struct under in = { 0 };
    tiao_err     rc = tiao_library_find_range(&in.k, &in.from, &in.to, lib, value, err);
    if (rc != TIAO_OK)
        return rc;
    struct under *u = TI_PUSH(f->under, f->under_count, f->under_room);
    if (!u)
        return ti_no_memory(err);
    *u = in;
    return TIAO_OK;
}

static tiao_str kind_name(const void *ctx, size_t i) { return (void)ctx, ti_str(tiao_kind_name((tiao_kind)i)); }

static tiao_err add_kind(tiao_filter *f, tiao_library *lib, tiao_str value, tiao_error *err)
{
    (void)lib;
    tiao_kind kind;
    if (tiao_kind_from_name(&kind, value)) {
        f->kinds |= 1u << kind;
        return TIAO_OK;
    }
    tiao_buf b = { 0 };
    ti_nearest_or_all(&b, value, kind_name, NULL, TIAO_KIND_COUNT);
    tiao_err rc = ti_fail(err, TIAO_EUSAGE, 0, "no kind '%.*s'%s", (int)value.n, value.s, b.n ? b.p : "");
    tiao_buf_free(&b);
    return rc;
}

void tiao_filter_words(tiao_filter *f, const tiao_words *words) { f->words = words; }
void tiao_filter_mentions_only(tiao_filter *f) { f->mentions_only = true; }

static tiao_err find_term(tiao_term *out, tiao_filter *f, tiao_library *lib, tiao_vocabulary v, tiao_str value, tiao_error *err)
{
    if (!f->words)
        return ti_fail(err, TIAO_EUSAGE, 0, "the filter has no word lists; give them with tiao_filter_words");
    ti_library_want_facts(lib, f->words);
    return tiao_words_find(out, f->words, v, value, err);
}

static tiao_err add_topic(tiao_filter *f, tiao_library *lib, tiao_str value, tiao_error *err)
{
    tiao_term t;
    tiao_err  rc = find_term(&t, f, lib, TIAO_TOPICS, value, err);
    for (size_t i = 0; rc == TIAO_OK && i < tiao_words_count(f->words, TIAO_TOPICS); i++) {
        tiao_term other = tiao_words_term(f->words, TIAO_TOPICS, i);
        if (!ti_str_is(other.id, t.id) && !ti_str_is(other.parent, t.id))
            continue;
        tiao_str *id = TI_PUSH(f->topics, f->topics_count, f->topics_room);
        if (!id)
            return ti_no_memory(err);
        *id = other.id;
    }
    return rc;
}

static tiao_err add_district(tiao_filter *f, tiao_library *lib, tiao_str value, tiao_error *err)
{
    tiao_term t;
    tiao_err  rc = find_term(&t, f, lib, TIAO_DISTRICTS, value, err);
    if (rc != TIAO_OK)
        return rc;
    tiao_str *id = TI_PUSH(f->districts, f->districts_count, f->districts_room);
    if (!f->home)
        f->home = ti_calloc(lib->count + 1, sizeof *f->home);
    if (!id || !f->home)
        return ti_no_memory(err);
    *id = t.id;
    for (size_t k = 0; k < lib->count; k++)
        f->home[k] = f->home[k] || ti_str_is(tiao_words_home(f->words, &lib->entries[k].meta), t.id);
    return TIAO_OK;
}

bool tiao_is_date(tiao_str s)
{
    if (s.n != 4 && s.n != 7 && s.n != 10)
        return false;
    for (size_t i = 0; i < s.n; i++)
        if (i == 4 || i == 7 ? s.s[i] != '-' : s.s[i] < '0' || s.s[i] > '9')
            return false;
    uint32_t part[3] = { 0, 1, 1 };                    /* year, month, day */
    for (size_t i = 0; i < s.n; i += i ? 3 : 5) {
        part[i / 4] = 0;
        for (size_t k = i; k < s.n && s.s[k] != '-'; k++)
            part[i / 4] = part[i / 4] * 10 + (uint32_t)(s.s[k] - '0');
    }
    return part[2] >= 1 && part[2] <= ti_days_of(part[1], part[0]);
}

/* A date known by its year alone lies neither before nor behind any day of that year. */
static tiao_err add_date(tiao_filter *f, tiao_library *lib, tiao_str value, bool since, tiao_error *err)
{
    if (!tiao_is_date(value))
        return ti_fail(err, TIAO_EUSAGE, 0, "'%.*s' is no date; one reads 2015, 2015-08 or 2015-08-14", (int)value.n, value.s);
    if (!f->outside)
        f->outside = ti_calloc(tiao_library_count(lib) + 1, sizeof *f->outside);
    if (!f->outside)
        return ti_no_memory(err);
    for (size_t k = 0; k < tiao_library_count(lib); k++) {
        tiao_str date = tiao_library_meta(lib, k)->date;
        size_t   n    = date.n < value.n ? date.n : value.n;
        int      c    = n ? memcmp(date.s, value.s, n) : 0;
        f->outside[k] = f->outside[k] || !tiao_is_date(date) || (since ? c < 0 : c > 0);
    }
    return TIAO_OK;
}

static tiao_err add_since(tiao_filter *f, tiao_library *lib, tiao_str value, tiao_error *err) { return add_date(f, lib, value, true, err); }
static tiao_err add_until(tiao_filter *f, tiao_library *lib, tiao_str value, tiao_error *err) { return add_date(f, lib, value, false, err); }

static const struct {
    const char *name;
    tiao_err  (*add)(tiao_filter *, tiao_library *, tiao_str, tiao_error *);
} filters[] = { { "doc", add_doc }, { "under", add_under }, { "kind", add_kind }, { "topic", add_topic }, { "district", add_district },
              { "since", add_since }, { "until", add_until } };

tiao_err tiao_filter_add(tiao_filter *f, tiao_library *lib, tiao_str name, tiao_str value, tiao_error *err)
{
    if (ti_want_utf8(value, err) != TIAO_OK)
        return TIAO_EUSAGE;
    for (size_t i = 0; i < sizeof filters / sizeof *filters; i++)
        if (ti_str_is(name, ti_str(filters[i].name)))
            return filters[i].add(f, lib, value, err);
    return ti_fail(err, TIAO_EUSAGE, 0, "no filter '%.*s'", (int)name.n, name.s);
}

bool tiao_filter_doc(const tiao_filter *f, size_t k)
{
    if (!f)
        return true;
    bool ok = f->docs_count == 0;
    if (f->outside && f->outside[k])
        return false;
    for (size_t i = 0; i < f->docs_count && !ok; i++)
        ok = f->docs[i] == k;
    if (!ok || f->under_count == 0)
        return ok;
    for (size_t i = 0; i < f->under_count; i++)
        if (f->under[i].k == k)
            return true;
    return false;
}

static bool holds(const tiao_str *ids, size_t count, tiao_str id)
{
    for (size_t i = 0; i < count; i++)
        if (ti_str_is(ids[i], id))
            return true;
    return false;
}

/* Whether a mention of node i has one of the ids; *any tells whether it has mentions at all. They are sorted by node. */
static bool mentions(const tiao_mention *m, size_t count, uint32_t i, const tiao_str *ids, size_t ids_count, bool *any)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (m[mid].node < i)
            low = mid + 1;
        else
            high = mid;
    }
    *any = low < count && m[low].node == i;
    for (; low < count && m[low].node == i; low++)
        if (holds(ids, ids_count, m[low].id))
            return true;
    return false;
}

/* The clause has one of the topics, or the nearest heading above that has any does. */
static bool has_topic(const tiao_filter *f, const tiao_doc *doc, uint32_t i)
{
    size_t              n;
    const tiao_mention *m = tiao_doc_topics(doc, &n);
    bool                any;
    if (mentions(m, n, i, f->topics, f->topics_count, &any))
        return true;
    for (uint32_t up = doc->nodes[i].parent; up != TIAO_NONE; up = doc->nodes[up].parent) {
        if (mentions(m, n, up, f->topics, f->topics_count, &any))
            return true;
        if (any)
            return false;
    }
    return false;
}

static bool has_district(const tiao_filter *f, size_t k, const tiao_doc *doc, uint32_t i)
{
    size_t              n;
    bool                any;
    const tiao_mention *m = tiao_doc_districts(doc, &n);
    return (f->home[k] && !f->mentions_only) || mentions(m, n, i, f->districts, f->districts_count, &any);
}

static bool is_under(const tiao_filter *f, size_t k, uint32_t i)
{
    for (size_t u = 0; u < f->under_count; u++)
        if (f->under[u].k == k && i >= f->under[u].from && i < f->under[u].to)
            return true;
    return f->under_count == 0;
}

bool tiao_filter_node(const tiao_filter *f, size_t k, const tiao_doc *doc, uint32_t i)
{
    const uint32_t aside = 1u << TIAO_BOILERPLATE | 1u << TIAO_INLINE;
    uint32_t       kind  = 1u << doc->nodes[i].kind;
    if (!f || !f->kinds ? (kind & aside) != 0 : !(kind & f->kinds))
        return false;
    return !f || (is_under(f, k, i) && (f->topics_count == 0 || has_topic(f, doc, i)) &&
                  (f->districts_count == 0 || has_district(f, k, doc, i)));
}
