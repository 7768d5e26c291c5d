/* ECMA-376 part 1, 17.9: a paragraph names a number definition (w:num) and a level, by itself or by its style; the definition
   refers to an abstract one that has for each level a start, a format and a template (（%1）). Definitions of one abstract
   definition count on together, unless they say where they start anew. */
#include "numbering.h"

#include "base/mem.h"
#include "base/str.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LEVELS = 9, DEPTH = 20 };

typedef struct {
    int         start, restart;       /* restart: the level whose numbers start this one anew, 1-based; 0: never; -1: any above */
    bool        legal, given;
    char        format[32], suffix[12];
    const char *text;
} level;

typedef struct {
    int         id;
    const char *link;                 /* the numbering style that has the levels */
    level       levels[LEVELS];
    int         count[LEVELS];
    bool        begun[LEVELS];
} abstract;

typedef struct {
    int    id, abstract_id;
    int    starts[LEVELS];            /* -1: as the abstract one */
    bool   used[LEVELS];
    level *own;                       /* LEVELS of them, those that are `given` take the place of the abstract ones; or NULL */
} number;

typedef struct {
    const char *name, *based_on;
    int         number, level;        /* -1: not said */
    bool        is_default;
} style;

struct numbering {
    ti_arena  arena;                  /* names and texts */
    abstract *abstracts;
    number   *numbers;
    style    *styles;
    size_t    abstracts_count, abstracts_room, numbers_count, numbers_room, styles_count, styles_room;
};

/* ---- WordprocessingML ---- */

bool w_is(const xmlNode *n, const char *name)
{
    return n && n->type == XML_ELEMENT_NODE && n->ns && n->ns->href && strstr((const char *)n->ns->href, "wordprocessingml") &&
           !strcmp((const char *)n->name, name);
}

const xmlNode *w_child(const xmlNode *n, const char *name)
{
    for (n = n ? n->children : NULL; n; n = n->next)
        if (w_is(n, name))
            return n;
    return NULL;
}

const char *w_value(const xmlNode *n, const char *attribute)
{
    for (const xmlAttr *a = n && n->type == XML_ELEMENT_NODE ? n->properties : NULL; a; a = a->next)
        if (!strcmp((const char *)a->name, attribute) && a->children && a->children->content)
            return (const char *)a->children->content;
    return NULL;
}

bool w_get(char *out, size_t size, const xmlNode *n, const char *attribute)
{
    const char *value = w_value(n, attribute);
    snprintf(out, size, "%s", value ? value : "");
    return value != NULL;
}

int w_int(const xmlNode *n, const char *attribute, int other)
{
    char text[24];
    if (!w_get(text, sizeof text, n, attribute))
        return other;
    char *end;
    long  v = strtol(text, &end, 10);
    return end == text || v < -1 || v > 1000000 ? other : (int)v;
}

bool w_on(const xmlNode *properties, const char *name)
{
    char           v[8];
    const xmlNode *p = w_child(properties, name);
    return p && (!w_get(v, sizeof v, p, "val") || (strcmp(v, "0") && strcmp(v, "false") && strcmp(v, "off")));
}

/* ---- formats ---- */

static const char *const han[] = { "〇", "一", "二", "三", "四", "五", "六", "七", "八", "九" };

static void put_str(tiao_buf *b, const char *s) { ti_buf_put(b, ti_str(s)); }

static void put_digits(tiao_buf *b, unsigned n, const char *const digit[10])
{
    char d[16];
    snprintf(d, sizeof d, "%u", n);
    for (char *p = d; *p; p++)
        put_str(b, digit[*p - '0']);
}

/* 一百零三, and 十二 for 12 */
static void put_counting(tiao_buf *b, unsigned n, const char *const digit[10], const char *zero, const char *const unit[4])
{
    if (n == 0 || n > 9999) {
        put_digits(b, n, digit);
        return;
    }
    bool gap = false, any = false;
    for (int k = 3; k >= 0; k--) {
        static const unsigned power[] = { 1, 10, 100, 1000 };
        unsigned              d       = n / power[k] % 10;
        if (d == 0) {
            gap = any;
            continue;
        }
        if (gap)
            put_str(b, zero);
        gap = false;
        if (!(d == 1 && k == 1 && !any && unit[1][0] == "十"[0] && !strcmp(unit[1], "十")))
            put_str(b, digit[d]);
        put_str(b, unit[k]);
        any = true;
    }
}

static void put_roman(tiao_buf *b, unsigned n, bool small)
{
    static const struct { unsigned value; const char *upper, *lower; } part[] = {
        { 1000, "M", "m" }, { 900, "CM", "cm" }, { 500, "D", "d" }, { 400, "CD", "cd" }, { 100, "C", "c" }, { 90, "XC", "xc" }, { 50, "L", "l" },
        { 40, "XL", "xl" }, { 10, "X", "x" },    { 9, "IX", "ix" }, { 5, "V", "v" },     { 4, "IV", "iv" }, { 1, "I", "i" },
    };
    if (n > 5000) {
        ti_buf_uint(b, n);
        return;
    }
    for (size_t i = 0; i < sizeof part / sizeof *part; i++)
        for (; n >= part[i].value; n -= part[i].value)
            put_str(b, small ? part[i].lower : part[i].upper);
}

/* a … z, aa, bb … */
static void put_letter(tiao_buf *b, unsigned n, char first)
{
    for (unsigned k = 0; n && k <= (n - 1) / 26 && k < 10; k++)
        ti_buf_char(b, (char)(first + (int)((n - 1) % 26)));
}

static bool put_one_of(tiao_buf *b, unsigned n, uint32_t first, unsigned count)
{
    if (n < 1 || n > count)
        return false;
    ti_buf_cp(b, first + n - 1);
    return true;
}

void number_put(tiao_buf *b, const char *format, unsigned n)
{
    static const char *const unit[]    = { "", "十", "百", "千" };
    static const char *const legal[]   = { "零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖" };
    static const char *const units[]   = { "", "拾", "佰", "仟" };
    static const char *const stems[]   = { "甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸" };
    static const char *const branch[]  = { "子", "丑", "寅", "卯", "辰", "巳", "午", "未", "申", "酉", "戌", "亥" };
    static const char *const wide[]    = { "０", "１", "２", "３", "４", "５", "６", "７", "８", "９" };
    struct { const char *name; int how; } const how[] = {
        { "chineseCounting", 'c' },      { "chineseCountingThousand", 't' }, { "japaneseCounting", 't' }, { "taiwaneseCounting", 'c' },
        { "taiwaneseCountingThousand", 't' }, { "koreanCounting", 't' },     { "ideographDigital", 'd' }, { "japaneseDigitalTenThousand", 'd' },
        { "taiwaneseDigital", 'd' },     { "koreanDigital2", 'd' },          { "chineseLegalSimplified", 'l' }, { "ideographLegalTraditional", 'l' },
        { "japaneseLegal", 'l' },        { "ideographTraditional", 's' },    { "ideographZodiac", 'b' },  { "decimalFullWidth", 'w' },
        { "decimalFullWidth2", 'w' },    { "upperRoman", 'R' },              { "lowerRoman", 'r' },       { "upperLetter", 'A' },
        { "lowerLetter", 'a' },          { "decimalZero", '0' },             { "decimalEnclosedCircle", 'o' }, { "decimalEnclosedCircleChinese", 'o' },
        { "decimalEnclosedParen", 'p' }, { "decimalEnclosedFullstop", '.' }, { "ideographEnclosedCircle", 'i' }, { "none", 'n' },
    };
    int k = 0;
    for (size_t i = 0; i < sizeof how / sizeof *how && !k; i++)
        if (!strcmp(how[i].name, format))
            k = how[i].how;
    switch (k) {
    case 'c':                                          /* 一百零三 has no hundreds here: 一〇三 */
        if (n < 100)
            put_counting(b, n, han, "零", unit);
        else
            put_digits(b, n, han);
        return;
    case 't': put_counting(b, n, han, "零", unit); return;
    case 'd': put_digits(b, n, han); return;
    case 'l': put_counting(b, n, legal, "零", units); return;
    case 's': put_str(b, n ? stems[(n - 1) % 10] : "0"); return;
    case 'b': put_str(b, n ? branch[(n - 1) % 12] : "0"); return;
    case 'w': put_digits(b, n, wide); return;
    case 'R': put_roman(b, n, false); return;
    case 'r': put_roman(b, n, true); return;
    case 'A': put_letter(b, n, 'A'); return;
    case 'a': put_letter(b, n, 'a'); return;
    case '0': ti_buf_printf(b, "%02u", n); return;
    case 'n': return;
    case 'o':
        if (put_one_of(b, n, 0x2460, 20))
            return;
        break;
    case 'p':
        if (put_one_of(b, n, 0x2474, 20))
            return;
        break;
    case '.':
        if (put_one_of(b, n, 0x2488, 20))
            return;
        break;
    case 'i':
        if (put_one_of(b, n, 0x3280, 10))
            return;
        break;
    }
    ti_buf_uint(b, n);
}

/* ---- definitions ---- */

/* The attribute's value for as long as the numbering lives, "" where there is none; NULL when memory ran out. */
static const char *keep(numbering *n, const xmlNode *of, const char *attribute)
{
    const char *value = w_value(of, attribute);
    size_t      size  = value ? strlen(value) + 1 : 0;
    char       *copy  = size ? TI_NEW(&n->arena, char, size) : NULL;
    if (copy)
        memcpy(copy, value, size);
    return size ? copy : "";
}

static bool read_level(numbering *n, level *l, const xmlNode *lvl)
{
    char v[8];
    *l = (level){ .start = w_int(w_child(lvl, "start"), "val", 0), .restart = w_int(w_child(lvl, "lvlRestart"), "val", -1), .given = true };
    l->legal = w_on(lvl, "isLgl");
    if (!w_get(l->format, sizeof l->format, w_child(lvl, "numFmt"), "val"))
        strcpy(l->format, "decimal");
    l->text = keep(n, w_child(lvl, "lvlText"), "val");
    if (!w_get(l->suffix, sizeof l->suffix, w_child(lvl, "suff"), "val"))
        strcpy(l->suffix, "tab");
    if (w_get(v, sizeof v, w_child(lvl, "lvlText"), "null") && (!strcmp(v, "1") || !strcmp(v, "true")))
        l->text = "";
    return l->text != NULL;
}

static bool read_abstract(numbering *n, const xmlNode *e)
{
    abstract *a = TI_PUSH(n->abstracts, n->abstracts_count, n->abstracts_room);
    if (!a)
        return false;
    a->id = w_int(e, "abstractNumId", -1);
    if (!(a->link = keep(n, w_child(e, "numStyleLink"), "val")))
        return false;
    for (const xmlNode *c = e->children; c; c = c->next) {
        int k = w_is(c, "lvl") ? w_int(c, "ilvl", -1) : -1;
        if (k >= 0 && k < LEVELS && !read_level(n, &a->levels[k], c))
            return false;
    }
    return true;
}

static bool read_number(numbering *n, const xmlNode *e)
{
    number *m = TI_PUSH(n->numbers, n->numbers_count, n->numbers_room);
    if (!m)
        return false;
    m->id          = w_int(e, "numId", -1);
    m->abstract_id = w_int(w_child(e, "abstractNumId"), "val", -1);
    for (int k = 0; k < LEVELS; k++)
        m->starts[k] = -1;
    for (const xmlNode *c = e->children; c; c = c->next) {
        int k = w_is(c, "lvlOverride") ? w_int(c, "ilvl", -1) : -1;
        if (k < 0 || k >= LEVELS)
            continue;
        m->starts[k]       = w_int(w_child(c, "startOverride"), "val", -1);
        const xmlNode *lvl = w_child(c, "lvl");
        if (!lvl)
            continue;
        if (!m->own && !(m->own = ti_calloc(LEVELS, sizeof *m->own)))
            return false;
        if (!read_level(n, &m->own[k], lvl))
            return false;
    }
    return true;
}

static bool read_style(numbering *n, const xmlNode *e)
{
    char           type[16], is_default[8];
    const xmlNode *num = w_child(w_child(e, "pPr"), "numPr");
    style         *s   = TI_PUSH(n->styles, n->styles_count, n->styles_room);
    if (!s)
        return false;
    s->name     = keep(n, e, "styleId");
    s->based_on = keep(n, w_child(e, "basedOn"), "val");
    w_get(type, sizeof type, e, "type");
    w_get(is_default, sizeof is_default, e, "default");
    s->is_default = !strcmp(type, "paragraph") && (!strcmp(is_default, "1") || !strcmp(is_default, "true"));
    s->number     = w_int(w_child(num, "numId"), "val", -1);
    s->level      = w_int(w_child(num, "ilvl"), "val", -1);
    return s->name && s->based_on;
}

tiao_err numbering_new(numbering **out, xmlDoc *numbers, xmlDoc *styles, tiao_error *err)
{
    numbering *n  = ti_calloc(1, sizeof *n);
    bool       ok = n != NULL;
    xmlNode   *of = numbers ? xmlDocGetRootElement(numbers) : NULL;
    for (const xmlNode *e = of ? of->children : NULL; e && ok; e = e->next)
        ok = w_is(e, "abstractNum") ? read_abstract(n, e) : w_is(e, "num") ? read_number(n, e) : true;
    of = styles ? xmlDocGetRootElement(styles) : NULL;
    for (const xmlNode *e = of ? of->children : NULL; e && ok; e = e->next)
        ok = !w_is(e, "style") || read_style(n, e);
    if (!ok) {
        numbering_free(n);
        return ti_no_memory(err);
    }
    *out = n;
    return TIAO_OK;
}

void numbering_free(numbering *n)
{
    if (!n)
        return;
    for (size_t i = 0; i < n->numbers_count; i++)
        free(n->numbers[i].own);
    free(n->abstracts);
    free(n->numbers);
    free(n->styles);
    ti_arena_free(&n->arena);
    free(n);
}

/* ---- looking up ---- */

static number *find_number(numbering *n, int id)
{
    for (size_t i = 0; i < n->numbers_count; i++)
        if (n->numbers[i].id == id)
            return &n->numbers[i];
    return NULL;
}

static style *find_style(numbering *n, const char *name)
{
    for (size_t i = 0; i < n->styles_count; i++)
        if (*name ? !strcmp(n->styles[i].name, name) : n->styles[i].is_default)
            return &n->styles[i];
    return NULL;
}

/* Follows a link to a numbering style, which has the levels elsewhere. */
static abstract *find_abstract(numbering *n, int id)
{
    for (int hops = 0; hops < DEPTH; hops++) {
        abstract *a = NULL;
        for (size_t i = 0; i < n->abstracts_count && !a; i++)
            if (n->abstracts[i].id == id)
                a = &n->abstracts[i];
        if (!a || !*a->link)
            return a;
        const style  *s = find_style(n, a->link);
        const number *m = s ? find_number(n, s->number) : NULL;
        if (!m || m->abstract_id == id)
            return a;
        id = m->abstract_id;
    }
    return NULL;
}

/* What the paragraph, its style or a style that it is based on says. */
static number *number_of(numbering *n, const xmlNode *paragraph, int *ilvl)
{
    const xmlNode *props = w_child(paragraph, "pPr"), *num = w_child(props, "numPr");
    int            id    = w_int(w_child(num, "numId"), "val", -1);
    *ilvl = w_int(w_child(num, "ilvl"), "val", -1);
    const char  *name = w_value(w_child(props, "pStyle"), "val");
    const style *s    = find_style(n, name ? name : "");
    for (int hops = 0; s && hops < DEPTH && (id < 0 || *ilvl < 0); hops++) {
        if (id < 0)
            id = s->number;
        if (*ilvl < 0)
            *ilvl = s->level;
        s = *s->based_on ? find_style(n, s->based_on) : NULL;
    }
    if (*ilvl < 0)
        *ilvl = 0;
    return id > 0 && *ilvl < LEVELS ? find_number(n, id) : NULL;       /* numId 0 takes a number away */
}

static const level *level_of(const number *m, const abstract *a, int k)
{
    return m->own && m->own[k].given ? &m->own[k] : &a->levels[k];
}

static void count_up(number *m, abstract *a, int k)
{
    for (int i = 0; i < k; i++)                        /* a level above that was left out counts as its first */
        if (!a->begun[i]) {
            a->count[i] = m->starts[i] >= 0 ? m->starts[i] : level_of(m, a, i)->start;
            a->begun[i] = true;
        }
    if (!m->used[k] && m->starts[k] >= 0) {
        a->count[k] = m->starts[k];
        a->begun[k] = true;
    } else if (a->begun[k])
        a->count[k]++;
    else {
        a->count[k] = level_of(m, a, k)->start;
        a->begun[k] = true;
    }
    m->used[k] = true;
    for (int i = k + 1; i < LEVELS; i++) {
        int restart = level_of(m, a, i)->restart;
        if (restart < 0 || (restart > 0 && k < restart))
            a->begun[i] = false;
    }
}

static bool ends_with_mark(tiao_str s)
{
    static const char *const marks[] = { "、", "）", "．", "：", "　", ")", " " };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (ti_str_ends(s, ti_str(marks[i])))
            return true;
    return false;
}

void numbering_put(numbering *n, const xmlNode *paragraph, tiao_buf *out)
{
    int       k;
    number   *m = number_of(n, paragraph, &k);
    abstract *a = m ? find_abstract(n, m->abstract_id) : NULL;
    if (!a || !level_of(m, a, k)->given)
        return;
    const level *l = level_of(m, a, k);
    count_up(m, a, k);
    size_t from = out->n;
    if (!strcmp(l->format, "bullet")) {
        put_str(out, "● ");
        return;
    }
    for (const char *p = l->text; *p; p++) {
        int i = p[0] == '%' && p[1] >= '1' && p[1] <= '9' ? p[1] - '1' : -1;
        if (i < 0) {
            ti_buf_char(out, *p);
            continue;
        }
        const level *of = level_of(m, a, i);
        number_put(out, l->legal || !of->given ? "decimal" : of->format, (unsigned)(a->count[i] < 0 ? 0 : a->count[i]));
        p++;
    }
    tiao_str put = { out->p + from, out->n - from };
    if (put.n && strcmp(l->suffix, "nothing") && !ends_with_mark(put))
        ti_buf_char(out, ' ');
}
