#include "tree/layout.h"
#include "base/mem.h"
#include "base/numeral.h"
#include "tree/lines.h"
#include "tree/wrap.h"

#include <stdlib.h>

typedef struct {
    const ti_source *src;
    ti_place        *at;              /* one a line */
    uint8_t         *is_repeated;     /* the line stands three times or more */
    uint8_t         *wrap;            /* ti_wrap, one a line */
    size_t           n;
} layout;

static tiao_str line(const layout *l, size_t i) { return ti_line_str(l->src, &l->src->lines[i]); }

/* Whether only a hard line end parts it from the line before. */
static bool goes_on(const layout *l, size_t i) { return l->wrap[i] == WRAP_GOES_ON; }

static void mark_all(layout *l, size_t from, size_t to, ti_role role)
{
    for (size_t i = from; i < to; i++)
        l->at[i].role = (uint8_t)role;
}

static bool is_same(tiao_str a, tiao_str b)
{
    const char *p = a.s, *p_end = p + a.n, *q = b.s, *q_end = q + b.n;
    for (;;) {
        while (p < p_end && ti_is_space(ti_utf8_peek(p, p_end)))
            ti_utf8_next(&p, p_end);
        while (q < q_end && ti_is_space(ti_utf8_peek(q, q_end)))
            ti_utf8_next(&q, q_end);
        if (p >= p_end || q >= q_end)
            return p >= p_end && q >= q_end;
        if (ti_utf8_next(&p, p_end) != ti_utf8_next(&q, q_end))
            return false;
    }
}

/* ---- repeated lines: xuhui-2015 has its title twelve times, as the page's carousel printed it ---- */

static uint32_t hash_of(tiao_str s)
{
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < s.n; i++)
        h = (h ^ (unsigned char)s.s[i]) * 16777619u;
    return h;
}

static tiao_err find_repeated(layout *l, tiao_error *err)
{
    size_t slots = 16;
    while (slots < l->n * 2)
        slots *= 2;
    struct slot { uint32_t first, count; } *table = ti_calloc(slots, sizeof *table);
    uint32_t *slot_of = ti_calloc(l->n + 1, sizeof *slot_of);
    l->is_repeated    = ti_calloc(l->n + 1, 1);
    if (!table || !slot_of || !l->is_repeated) {
        free(table);
        free(slot_of);
        return ti_no_memory(err);
    }
    for (size_t i = 0; i < l->n; i++) {
        size_t k = hash_of(line(l, i)) & (slots - 1);
        while (table[k].count && !ti_str_is(line(l, table[k].first), line(l, i)))
            k = (k + 1) & (slots - 1);
        if (!table[k].count++)
            table[k].first = (uint32_t)i;
        slot_of[i] = (uint32_t)k;
    }
    for (size_t i = 0; i < l->n; i++)
        l->is_repeated[i] = table[slot_of[i]].count >= 3 && ti_utf8_count(line(l, i)) >= 6;
    free(table);
    free(slot_of);
    return TIAO_OK;
}

/* ---- the head: everything above the first sentence or number of the body ---- */

static bool is_numbered(const layout *l, size_t i) { return l->at[i].marker.mark != MARK_NONE && l->at[i].marker.mark != MARK_BULLET; }

/* Whether the line opens a sentence that was wrapped: no line of it needs to look like one. */
static bool is_wrapped_prose(const layout *l, size_t i)
{
    if (goes_on(l, i) || i + 1 >= l->n || !goes_on(l, i + 1))
        return false;
    size_t chars = ti_utf8_count(line(l, i)), last = i;
    bool   comma = ti_str_has(line(l, i), TI_STR("，"));
    while (last + 1 < l->n && goes_on(l, last + 1)) {
        tiao_str s = line(l, ++last);
        chars += ti_utf8_count(s);
        comma = comma || ti_str_has(s, TI_STR("，")) || ti_str_has(s, TI_STR("；"));
        if (ti_str_has(s, TI_STR("。")))
            return true;
    }
    if (ti_str_starts(line(l, i), TI_STR("各")) && ti_str_ends(line(l, last), TI_STR("：")))
        return false;
    return (comma && chars > 40) || ti_line_opens_history(line(l, i));
}

/* 前言, 序言: a heading without a number, and a paragraph of the body. */
static bool is_preface(tiao_str s)
{
    static const char *const words[] = { "前言", "序言", "引言", "序", "导言", "编者按" };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (is_same(s, ti_str(words[i])))
            return true;
    return false;
}

enum { TITLE_MAX = 120 };                              /* characters: no title, menu or imprint is as long as that */

static bool opens_body(const layout *l, size_t i)
{
    tiao_str s = line(l, i);
    if (l->at[i].role == ROLE_BOILERPLATE)
        return false;
    return (is_numbered(l, i) && !ti_line_is_docnumber(s)) || ti_line_is_prose(s) ||
           (ti_line_is_history(s) && !ti_line_is_date(s)) || is_preface(s) ||
           ti_line_leads_in(s) || is_wrapped_prose(l, i) ||
           (!l->is_repeated[i] && !ti_line_is_rule(s) && !ti_line_is_addressee(s) && ti_utf8_count(s) > TITLE_MAX);
}

/* A line that may belong to a title: short, no sentence, nothing else that has a name. */
static bool is_candidate(const layout *l, size_t i)
{
    tiao_str s = line(l, i);
    return l->at[i].role != ROLE_BOILERPLATE && !ti_line_is_rule(s) && !ti_line_is_page_number(s) && !ti_line_is_furniture(s) && !ti_line_is_docnumber(s) &&
           !ti_line_is_addressee(s) && !ti_line_is_date(s) && !ti_line_is_attachment(s) && !l->is_repeated[i] &&
           !ti_line_opens_imprint(s) && ti_utf8_count(s) <= TITLE_MAX;
}

/* In the run of candidates [from, to) the title is the last lines that make one phrase: a line above belongs to it unless
   both it and what follows are titles on their own. */
static size_t title_start(const layout *l, size_t from, size_t to)
{
    size_t i = to - 1;
    while (i > from) {
        tiao_str above = line(l, i - 1), here = line(l, i);
        if (is_same(above, here))                      /* the title twice */
            break;
        if (ti_line_ends_title(above) && ti_line_ends_title(line(l, to - 1)) && !ti_str_starts(here, TI_STR("关于")) &&
            !ti_str_ends(above, TI_STR("的")))
            break;
        i--;
    }
    return i;
}

static bool opens_note(tiao_str s) { return ti_is_one_of(ti_utf8_peek(s.s, s.s + s.n), "（(—"); }

/* One past the last line of the title in [from, to): what follows …的通知 on several lines is the start of a body that
   has no sentence to show where it begins. */
static size_t title_end(const layout *l, size_t from, size_t to)
{
    size_t end = to;
    while (end > from && !ti_line_ends_title(line(l, end - 1)))
        end--;
    while (end > from && end < to && opens_note(line(l, end)))
        end++;
    return end > from && end + 2 <= to ? end : to;
}

/* Also the last line of one that was wrapped: 各省、自治区、直辖市人民政府，国务院各部委、各直属机 / 构： */
static bool ends_addressee(const layout *l, size_t i)
{
    tiao_str s = line(l, i);
    if (ti_line_is_addressee(s) || !goes_on(l, i) || !ti_str_ends(s, TI_STR("：")) || ti_str_has(s, TI_STR("。")))
        return ti_line_is_addressee(s);
    for (int k = 0; k < 6 && i > 0 && goes_on(l, i); k++)
        i--;
    return ti_str_starts(line(l, i), TI_STR("各")) && !opens_body(l, i);
}

/* 各区、县人民政府，市政府各委、办、局， / 各有关单位： */
static bool above_addressee(const layout *l, size_t i)
{
    tiao_str above = line(l, i - 1);
    return l->at[i - 1].role == ROLE_BODY && !is_numbered(l, i - 1) &&
           (goes_on(l, i) || ti_str_ends(above, TI_STR("，")) || ti_str_ends(above, TI_STR("、")) ||
            (ti_str_starts(above, TI_STR("各")) && !ti_line_ends_title(above)));
}

/* 附件：1.申报书 / 2.汇总表: a list of names, no clauses. */
static void find_attachment_lists(layout *l)
{
    for (size_t i = 0; i + 1 < l->n; i++) {
        tiao_str  s = line(l, i);
        ti_marker first;
        size_t    colon = ti_str_find(s, TI_STR("："));
        if (!ti_str_starts(s, TI_STR("附件")) || colon > 12 ||
            !ti_marker_read(&first, ti_str_trim(ti_sub(s, colon + 3, s.n))) || first.ordinal != 1)
            continue;
        for (uint32_t next = 2; i + 1 < l->n; next++, i++) {
            const ti_marker *m = &l->at[i + 1].marker;
            if (m->mark != first.mark || m->ordinal != next)
                break;
            l->at[i + 1].marker = (ti_marker){ 0 };
        }
    }
}

/* …若干问题的解释 / （一）: the number of the document itself, not of a clause. */
static void find_title_numbers(layout *l)
{
    for (size_t i = 1; i < l->n && i < 10; i++) {
        const ti_marker *m = &l->at[i].marker;
        tiao_str         s = line(l, i);
        if (m->mark == MARK_HAN_PAREN && m->skip == s.n && ti_line_ends_title(line(l, i - 1)) && !is_numbered(l, i - 1)) {
            l->at[i].marker = (ti_marker){ 0 };
            return;
        }
        if (is_numbered(l, i) || ti_line_is_prose(s))
            return;
    }
}

/* Gives the lines from `from` up to the body their roles, and returns where the body starts, at `to` at the latest. */
static size_t read_head(layout *l, size_t from, size_t to)
{
    size_t body = from;
    while (body < to && !opens_body(l, body))
        body++;
    size_t addressee = body, run_from = body, run_to = body;
    for (size_t i = from; i < body; i++)
        if (addressee == body && ends_addressee(l, i))
            addressee = i;
    size_t addressed = addressee;                      /* the last line of the addressee */
    while (addressee > from && addressee < body && above_addressee(l, addressee))
        addressee--;
    if (addressed < body)
        body = addressed + 1;
    for (size_t i = from; i < addressee; i++) {        /* the last run of candidates above the addressee */
        if (!is_candidate(l, i))
            continue;
        if (run_to != i)
            run_from = i;
        run_to = i + 1;
    }
    if (run_to > run_from && run_to == body)
        body = addressee = run_to = title_end(l, run_from, run_to);
    if (run_to > run_from && run_from < body)
        run_from = title_start(l, run_from, run_to);
    for (size_t i = from; i < body; i++) {
        tiao_str s = line(l, i);
        ti_role  r = ROLE_BOILERPLATE;
        if (l->at[i].role == ROLE_BOILERPLATE)         /* a table of contents */
            continue;
        if (i >= run_from && i < run_to)
            r = ROLE_TITLE;
        else if (ti_line_is_page_number(s))
            r = ROLE_PAGE;
        else if (ti_line_is_docnumber(s))
            r = ROLE_DOCNUMBER;
        else if (i >= addressee && i <= addressed)
            r = ROLE_ADDRESSEE;
        else if (ti_line_is_date(s))
            r = ROLE_DATE;
        else if (ti_line_is_attachment(s))
            r = ROLE_ATTACHMENT;
        l->at[i].role = (uint8_t)r;
    }
    /* the title once more, below the notes on how a statute came to be */
    if (run_to > run_from)
        for (size_t i = body; i < to && !is_numbered(l, i); i++)
            if (run_to - run_from == 1 && is_same(line(l, i), line(l, run_from)))
                l->at[i].role = ROLE_BOILERPLATE;
    return body;
}

/* ---- signature and date ---- */

static bool can_sign(const layout *l, size_t i)
{
    tiao_str s = line(l, i);
    return l->at[i].role == ROLE_BODY && l->at[i].marker.mark == MARK_NONE && !goes_on(l, i) && !ti_line_is_closed(s) && !ti_line_is_prose(s) &&
           ti_utf8_count(s) <= 60 && !ti_line_ends_title(s) && !ti_str_starts(s, TI_STR("附件")) &&
           !ti_str_has(s, TI_STR("：")) && !ti_is_digit(ti_utf8_peek(s.s, s.s + s.n));
}

static bool announces_list(tiao_str s) { return ti_str_ends(s, TI_STR("：")) || ti_str_ends(s, TI_STR(":")); }

/* A line that holds a date only, below at least one sentence, is the date of the document; the short lines right above it
   are the signature. */
static void find_dates(layout *l, size_t from)
{
    for (size_t i = from; i < l->n; i++) {
        if (l->at[i].role == ROLE_BODY && l->at[i].marker.mark == MARK_NONE && ti_line_is_signed_date(line(l, i)))
            l->at[i].role = ROLE_SIGNATURE;
        if (l->at[i].role != ROLE_BODY || !ti_line_is_date(line(l, i)))
            continue;
        l->at[i].role = ROLE_DATE;
        size_t k = i;
        while (k > from && i - k < 8 && (can_sign(l, k - 1) || l->at[k - 1].role == ROLE_PAGE))
            k--;
        if (i - k > 1 && k > from && announces_list(line(l, k - 1)))
            k = i - 1;                                 /* 现将名单公布如下：, the names, and one that signs */
        for (; k < i; k++)
            if (l->at[k].role == ROLE_BODY)
                l->at[k].role = ROLE_SIGNATURE;
    }
}

/* ---- the notice that forwards a document ---- */

/* Where a document starts whose name the notice above it gives in book marks: 现将《某某计划》印发给你们 … / 某某计划. */
static size_t named_document(const layout *l, size_t body)
{
    for (size_t i = body; i < l->n && i < body + 30 && !is_numbered(l, i); i++) {
        tiao_str s = line(l, i);
        if (l->at[i].role != ROLE_BODY || !ti_line_ends_title(s) || ti_line_is_prose(s) || s.n > 300)
            continue;
        char name[320] = "《";
        memcpy(name + 3, s.s, s.n);
        memcpy(name + 3 + s.n, "》", 3);
        for (size_t k = 0; k < i; k++)
            if (ti_str_has(line(l, k), (tiao_str){ name, s.n + 6 }))
                return i;
    }
    return SIZE_MAX;
}

/* Where the document itself starts if what stands from `from` is a notice that forwards it: behind the notice's date, when
   no outline has begun before it and a title or an outline follows. SIZE_MAX where it is no such notice. */
static size_t end_of_cover(const layout *l, size_t body)
{
    bool spoken = false;                               /* the notice has said something: not the date below a title */
    for (size_t i = body; i < l->n && i < body + 60; i++) {
        if (l->at[i].role == ROLE_BODY && is_numbered(l, i) && l->at[i].marker.mark <= MARK_HAN)
            return SIZE_MAX;
        spoken = spoken || l->at[i].role == ROLE_BODY;
        if (l->at[i].role != ROLE_DATE || !spoken)
            continue;
        bool imprint = false, titled = false, any = false;
        for (size_t k = i + 1; k < l->n; k++) {
            tiao_str s = line(l, k);
            if (ti_line_opens_imprint(s)) {            /* （此件公开发布） stands between the notice and what it forwards */
                imprint = true;
                continue;
            }
            if (is_numbered(l, k))
                return !imprint || titled || l->at[k].marker.ordinal == 1 ? i + 1 : SIZE_MAX;
            if (ti_line_is_prose(s))
                return any && (!imprint || titled) ? i + 1 : SIZE_MAX;
            any    = true;
            titled = titled || ti_line_ends_title(s);
        }
        return SIZE_MAX;
    }
    return SIZE_MAX;
}

/* ---- the tail, tables of contents, page numbers ---- */

static void find_tail(layout *l, size_t body)
{
    size_t last = l->n;                                /* one past the last line of the outline or of a sentence */
    while (last > body && !(l->at[last - 1].role == ROLE_BODY && opens_body(l, last - 1) && !ti_line_opens_imprint(line(l, last - 1))))
        last--;
    bool in_imprint = false;
    for (size_t i = last; i < l->n; i++) {
        in_imprint = in_imprint || ti_line_opens_imprint(line(l, i)) || ti_line_is_furniture(line(l, i));
        if (l->at[i].role != ROLE_PAGE && (in_imprint || ti_line_is_rule(line(l, i))))
            l->at[i].role = ROLE_BOILERPLATE;
    }
    size_t k = l->n;                                   /* a signature without a date */
    while (k > last && l->at[k - 1].role == ROLE_BOILERPLATE)
        k--;
    for (; k > last && can_sign(l, k - 1) && ti_line_is_organ(line(l, k - 1)); k--)
        l->at[k - 1].role = ROLE_SIGNATURE;
}

/* An entry of a table of contents without the page at its end: 一、总体要求……3 */
static tiao_str without_page(tiao_str s)
{
    for (const char *p = s.s + s.n; p > s.s;) {
        uint32_t cp = ti_utf8_back(&p, s.s);
        if (!ti_is_digit(cp) && !ti_is_space(cp) && !ti_is_one_of(cp, "….·-—－（）()"))
            break;
        s.n = (size_t)(p - s.s);
    }
    return s;
}

static bool is_entry_of(const layout *l, size_t entry, size_t k)
{
    const ti_marker *a = &l->at[entry].marker, *b = &l->at[k].marker;
    if (is_numbered(l, entry))
        return a->mark == b->mark && a->ordinal == b->ordinal;
    tiao_str s = without_page(line(l, entry));
    return s.n && is_same(s, line(l, k));
}

enum { CONTENTS_MAX = 3000 };

/* 目录, and the headings under it until one of the first of them comes again. */
static void find_contents(layout *l)
{
    for (size_t i = 0; i + 2 < l->n; i++) {
        if (!is_same(line(l, i), TI_STR("目录")) && !is_same(line(l, i), TI_STR("目次")))
            continue;
        size_t k = i + 2;
        for (; k < l->n && k < i + CONTENTS_MAX && !ti_str_has(line(l, k), TI_STR("。")); k++) {
            size_t entry = i + 1;
            while (entry < k && entry < i + 4 && !is_entry_of(l, entry, k))
                entry++;
            if (entry < k && entry < i + 4) {
                mark_all(l, i, k, ROLE_BOILERPLATE);
                return;
            }
        }
        i = k - 1;                                     /* there is none: a second 目录 above k finds none either */
    }
}

/* 一　总体要求: numbers without their mark, where the document has no others of the kind and they count from one. */
static void find_bare_numbers(layout *l)
{
    uint32_t next = 1;
    for (int pass = 0; pass < 2 && (pass == 0 || next > 2); pass++) {
        next = 1;
        for (size_t i = 0; i < l->n; i++) {
            tiao_str    s = line(l, i);
            const char *p = s.s, *end = s.s + s.n;
            uint32_t    n;
            if (l->at[i].marker.mark == MARK_HAN && pass == 0)
                return;
            if (is_numbered(l, i) || ti_utf8_count(s) > 40 || !ti_han_number(&p, end, &n) || n != next)
                continue;
            uint32_t size = (uint32_t)(p - s.s);
            while (p < end && ti_is_space(ti_utf8_peek(p, end)))
                ti_utf8_next(&p, end);
            if (p == s.s + size || !ti_is_han(ti_utf8_peek(p, end)) || ti_line_is_prose(s))
                continue;
            if (pass == 1)
                l->at[i].marker = (ti_marker){ .mark = MARK_HAN, .ordinal = n, .size = size, .skip = (uint32_t)(p - s.s) };
            next++;
        }
    }
}

/* 附件1：申报书 opens the attachment where what follows is its content; above a signature, a date or the next of its kind it
   only lists it. */
static bool opens_attachment(const layout *l, size_t i)
{
    tiao_str s = line(l, i);
    if (ti_line_is_attachment(s))
        return true;
    if (!ti_line_is_titled_attachment(s) || i + 1 >= l->n)
        return false;
    tiao_str t = line(l, i + 1);
    return !ti_line_is_titled_attachment(t) && !ti_line_is_date(t) && !ti_line_is_signed_date(t) &&
           (is_numbered(l, i + 1) ? l->at[i + 1].marker.ordinal == 1 : ti_line_is_prose(t));
}

static void find_furniture(layout *l, size_t body)
{
    bool begun = false;
    for (size_t i = body; i < l->n; i++) {
        if (l->at[i].role != ROLE_BODY)
            continue;
        tiao_str s = line(l, i);
        begun = begun || is_numbered(l, i);
        if (ti_line_is_page_number(s))
            l->at[i].role = ROLE_PAGE;
        else if (ti_line_is_rule(s))
            l->at[i].role = ROLE_BOILERPLATE;
        else if (!begun && ti_line_is_docnumber(s))    /* 法释〔2015〕1号, below the note on the adoption */
            l->at[i].role = ROLE_DOCNUMBER;
        else if (opens_attachment(l, i)) {             /* it has a head of its own */
            l->at[i].role = ROLE_ATTACHMENT;
            size_t next   = i + 1;
            while (next < l->n && !ti_line_is_attachment(line(l, next)))
                next++;
            read_head(l, i + 1, next);
        }
    }
}

/* ---- lines that belong together ---- */

enum { HEADING_MAX = 45, SUBHEADING_MAX = 30 };

static bool has_comma(tiao_str s)
{
    return ti_str_has(s, TI_STR("，")) || ti_str_has(s, TI_STR(",")) || ti_str_has(s, TI_STR("。"));
}

/* 联系电话：…, 附件：1.申报表: a line of its own below a sentence, whatever that ends in. */
static bool opens_label(tiao_str s)
{
    static const char *const labels[] = { "附件", "附：", "联系人", "联系电话", "联系方式", "联系地址", "联系邮箱", "咨询电话", "咨询地址", "咨询方式", "受理地址",
                                          "受理地点", "受理时间", "受理窗口", "办理地点", "办公地址", "通讯地址", "电子邮箱", "电子邮件", "邮箱", "邮编", "地址",
                                          "电话", "传真", "监督电话", "举报电话", "技术支持" };
    enum { LABEL_MAX = 36 };
    size_t colon = ti_str_find(s, TI_STR("："));
    colon        = colon == SIZE_MAX ? ti_str_find(s, TI_STR(":")) : colon;
    for (size_t i = 0; colon <= LABEL_MAX && i < sizeof labels / sizeof *labels; i++)
        if (ti_str_starts(s, ti_str(labels[i])))
            return true;
    return false;
}

/* Whether the sentence that the line `a` leaves open goes on in line b. */
static bool is_cut(const layout *l, size_t first, size_t a, size_t b, bool in_list, bool has_sentence)
{
    tiao_str s = line(l, a), t = line(l, b);
    if (is_numbered(l, b) || l->at[b].marker.mark == MARK_BULLET)
        return false;
    if (ti_is_one_of(ti_utf8_peek(t.s, t.s + t.n), "，,。；;、）)》”：！？"))
        return true;
    if (opens_label(t) || (first == a && opens_label(s) && !ti_str_starts(s, TI_STR("附件")) && !ti_str_ends(s, TI_STR("，")) && !ti_str_ends(s, TI_STR("、")) &&
                           ti_utf8_count(s) <= SUBHEADING_MAX))
        return false;
    if (ti_line_is_history(line(l, first)) || (ti_line_opens_history(line(l, first)) && ti_line_ends_history(s)))
        return false;
    if (l->wrap[b] == WRAP_OPENS && is_numbered(l, first) && first != a && !has_sentence)
        return false;                                  /* below a heading that was wrapped */
    if (is_numbered(l, first) && first == a && l->at[a].marker.skip == s.n)      /* the number stands alone */
        return true;
    const char *p    = s.s + s.n;
    uint32_t    last = ti_utf8_back(&p, s.s);
    if (ti_is_one_of(last, "；;"))                      /* mid-sentence, but for the lines of an unnumbered list */
        return !in_list && !is_numbered(l, first) && has_comma(s);
    if (ti_line_is_closed(s))
        return false;
    if (ti_is_one_of(last, "，,、（(《“"))
        return true;
    size_t chars = ti_utf8_count(s);
    bool   prose = first != a || has_comma(s);
    if (is_numbered(l, first))                          /* a heading stays whole: 20、实施一批重大战略项目，布局一批重大基础工程 */
        return first != a || ti_str_has(s, TI_STR("。")) || chars > HEADING_MAX;
    return prose || chars > SUBHEADING_MAX;
}

static void glue_lines(layout *l)
{
    size_t first = SIZE_MAX, before = SIZE_MAX;         /* the line that opened the node, and the last one on it */
    bool   in_list = false, announces = false;          /* lines of an unnumbered list, each closed by ； */
    bool   has_sentence = false;                        /* the node has the end of one */
    for (size_t i = 0; i < l->n; i++) {
        ti_place *p = &l->at[i];
        p->glue     = GLUE_NEW;
        if (p->role == ROLE_PAGE)                       /* dropped: what stands around it may be one sentence */
            continue;
        if (before != SIZE_MAX && l->at[first].role == p->role && l->at[first].cover == p->cover) {
            if (p->role == ROLE_TITLE || p->role == ROLE_ADDRESSEE || (p->role == ROLE_BODY && goes_on(l, i)))
                p->glue = GLUE_JOIN;
            else if (p->role == ROLE_SIGNATURE || p->role == ROLE_BOILERPLATE)
                p->glue = GLUE_KEEP;
            else if (p->role == ROLE_BODY && is_cut(l, first, before, i, in_list, has_sentence))
                p->glue = GLUE_JOIN;
        }
        if (p->glue == GLUE_NEW) {
            first   = i;
            in_list = announces;
            has_sentence = false;
        }
        before       = i;
        tiao_str s   = line(l, i);
        has_sentence = has_sentence || ti_str_has(s, TI_STR("。"));
        announces  = ti_str_ends(s, TI_STR("：")) || ti_str_ends(s, TI_STR(":")) ||
                    (in_list && (ti_str_ends(s, TI_STR("；")) || ti_str_ends(s, TI_STR(";"))));
    }
}

tiao_err ti_layout(ti_place *places, const ti_source *src, tiao_error *err)
{
    layout l = { .src = src, .at = places, .n = src->count };
    for (size_t i = 0; i < l.n; i++) {
        places[i] = (ti_place){ .role = ROLE_BODY };
        if (i == 0 || !ti_line_ends_open(line(&l, i - 1)))                 /* …的解释（ / 三） */
            ti_marker_read(&places[i].marker, line(&l, i));
    }
    tiao_err rc = find_repeated(&l, err);
    l.wrap = ti_calloc(l.n + 1, 1);
    if (rc == TIAO_OK && !l.wrap)
        rc = ti_no_memory(err);
    if (rc == TIAO_OK)
        rc = ti_wrap_find(l.wrap, places, src, err);
    if (rc == TIAO_OK) {
        for (size_t i = 0; i < l.n; i++)
            if (goes_on(&l, i))
                places[i].marker = (ti_marker){ 0 };
        find_bare_numbers(&l);
        find_title_numbers(&l);
        find_attachment_lists(&l);
        find_contents(&l);
        size_t body = read_head(&l, 0, l.n);
        find_furniture(&l, body);
        find_dates(&l, body);
        size_t start = end_of_cover(&l, body);
        if (start == SIZE_MAX && (start = named_document(&l, body)) != SIZE_MAX)
            for (size_t k = start; k > body && can_sign(&l, k - 1) && ti_line_is_organ(line(&l, k - 1)); k--)
                places[k - 1].role = ROLE_SIGNATURE;
        for (size_t k = start == SIZE_MAX ? body : start; k > body && ti_line_opens_imprint(line(&l, k - 1)); k--)
            places[k - 1].role = ROLE_BOILERPLATE;
        if (start != SIZE_MAX) {
            for (size_t i = 0; i < start; i++)
                places[i].cover = places[i].role != ROLE_BOILERPLATE;
            body = read_head(&l, start, l.n);
        }
        find_tail(&l, body);
        for (size_t i = 0; i < l.n; i++)
            if (places[i].role != ROLE_BODY)
                places[i].marker = (ti_marker){ 0 };
        glue_lines(&l);
    }
    free(l.is_repeated);
    free(l.wrap);
    return rc;
}
