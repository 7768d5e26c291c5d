/* Topics of clauses.

   A clause has a topic when it makes provision for it, not when it names it in passing. Every evidence word gives its
   weight to its topics, comma by comma and sentence by sentence: the strongest word counts in full and the others add
   little, so a list of ten industries is not ten provisions; words in a list (、) count less than the object of a verb; a
   topic that is not among the strongest of its sentence loses most of its score; a word that stands in clause after clause
   of the document counts less. The first sentence, which says what a clause is
   about, counts more, and a heading reaches what stands under it, the nearest first. What comes near the strongest topic
   of the clause is given, three at most. */
#include "facts/topic.h"
#include "base/utf8.h"
#include "facts/vocabulary.h"

#include <stdlib.h>

enum { MOST = 3, DEEP = 32, KEPT = 4, INDUSTRIES = 3, FEW = 12 };
static const double LISTED  = 0.60;     /* of the weight of a word in a list */
static const double MORE    = 0.30;     /* of the weight of each further word … */
static const double SCENE   = 0.50;     /* of the weight of a word that sets the scene */
static const double CAP     = 2.20;     /* … up to this many times the strongest */
static const double NEAR    = 0.60;     /* of the strongest topic of a part of a sentence: what counts in full … */
static const double PASSING = 0.25;     /* … and what is left of the rest */
static const double NEARS   = 0.50;     /* the same for the whole sentence … */
static const double ASIDE   = 0.30;     /* … and what is left of the rest */
static const double FIRST   = 1.20;     /* times, for the first sentence */
static const double HEADING = 1.20;     /* times, for the clause's own heading */
static const double ABOVE   = 0.75;     /* of the heading above, for a clause of one sentence */
static const double GROW    = 0.10;     /* more of it for each further sentence */
static const double FURTHER = 0.50;     /* of the headings above that one */
static const double TITLE   = 0.80;     /* of the title, as a heading above all */
static const double COMMON  = 0.12;     /* of the clauses: a word in more of them counts less … */
static const double STEEP   = 2.00;     /* … by this many times the rest … */
static const double LEFT    = 0.30;     /* … down to this much */
static const double LEADING = 0.35;     /* of the industries that a clause names: one with more is what it is about */
static const double LEAST   = 4.00;     /* no topic below this score */
static const double SHARE   = 1.80;     /* nor below this many times the square root of the strongest */

/* What speaks for one topic. */
typedef struct {
    double    score;
    double    strongest, all;         /* of the part of a sentence that is being read */
    double    most, sum;              /* of the parts before in the sentence */
    double    best;                   /* the heaviest word so far */
    tiao_span span;                   /* where it stands */
    tiao_str  words[KEPT];
    int       count;
} tally;

typedef struct {
    tiao_doc         *doc;
    const tiao_words *words;
    size_t            topics;
    tiao_str         *ids;
    size_t           *parents;        /* of sub-topics; SIZE_MAX */
    size_t           *part, *sentence;        /* topics that the part and the sentence being read speak of */
    size_t            part_count, sentence_count;
    uint32_t         *clauses;        /* that each evidence word stands in, by its place in the list … */
    uint32_t         *seen;           /* … and the last of them, 1-based */
    uint32_t          body;           /* clauses in all */
    tally            *now;            /* of the clause */
    tally            *above[DEEP + 1];        /* of the headings, by depth */
} judge;

static bool ends_sentence(uint32_t cp) { return ti_is_one_of(cp, "。；;！？!?\n"); }

static bool ends_part(uint32_t cp) { return cp == 0xFF0C || cp == ',' || ends_sentence(cp); }

/* 、 on either side, or 等 behind. */
static bool is_listed(const char *p, const char *after, const char *start, const char *end)
{
    const char *q = p;
    return (p > start && ti_utf8_back(&q, start) == 0x3001) || ti_utf8_peek(after, end) == 0x3001 ||
           ti_utf8_peek(after, end) == 0x7B49;
}

/* 在信息技术、生物医药等领域，建设…: what a part of a sentence sets the scene with, before the verb comes. */
static bool sets_scene(const char *p, const char *end)
{
    static const char *const openings[] = { "在", "鉴于", "随着" };
    tiao_str rest = { p, (size_t)(end - p) };
    for (size_t i = 0; i < sizeof openings / sizeof *openings; i++)
        if (ti_str_starts(rest, ti_str(openings[i])))
            return true;
    return false;
}

/* Two 、 or more before the part ends: 企业股权转让所得税试点、专利快速审查绿色通道、产业用地弹性规划等 is a list, words inside its
   members included. */
static bool enumerates(const char *p, const char *end)
{
    int n = 0;
    while (p < end && n < 2) {
        uint32_t cp = ti_utf8_next(&p, end);
        if (ends_part(cp))
            return false;
        n += cp == 0x3001;
    }
    return n == 2;
}

static void note_word(tally *t, tiao_str word, double weight, uint32_t at)
{
    if (weight > t->best) {
        t->best = weight;
        t->span = (tiao_span){ at, at + (uint32_t)word.n };
    }
    for (int i = 0; i < t->count; i++)
        if (ti_str_is(t->words[i], word))
            return;
    if (t->count < KEPT)
        t->words[t->count++] = word;
}

/* A word that stands in clause after clause is what the document as a whole is about (园区 in the plan of a park), and
   tells little about any one of them. */
static double commonness(const judge *j, const ti_word *w)
{
    size_t i     = (size_t)(w - ti_lexicon_word(j->words->list[WORDS_TOPIC_EVIDENCE], 0));
    double share = j->body ? (double)j->clauses[i] / j->body : 0;
    if (j->body < FEW || share <= COMMON)
        return 1;
    double left = 1 - STEEP * (share - COMMON);
    return left > LEFT ? left : LEFT;
}

static void add_word(judge *j, const ti_word *w, tiao_str word, double factor, uint32_t at)
{
    factor *= commonness(j, w);
    for (int f = 0; f + 1 < w->fields && f + 1 < TI_WORD_FIELDS; f += 2) {
        size_t t = ti_term_of_id(j->words, TIAO_TOPICS, w->field[f]);
        if (t == SIZE_MAX || !w->field[f + 1].n)
            continue;
        double weight = (w->field[f + 1].s[0] - '0') * factor;
        note_word(&j->now[t], word, weight, at);
        if (j->now[t].all == 0)
            j->part[j->part_count++] = t;
        j->now[t].all += weight;
        if (weight > j->now[t].strongest)
            j->now[t].strongest = weight;
    }
}

static double add_up(double strongest, double all)
{
    double sum = strongest + MORE * (all - strongest);
    return sum < CAP * strongest ? sum : CAP * strongest;
}

/* Adds what a part of a sentence says: up to a comma, behind which a new verb takes a new object. */
static void close_part(judge *j)
{
    double top = 0;
    for (size_t i = 0; i < j->part_count; i++) {
        tally *n = &j->now[j->part[i]];
        n->all   = add_up(n->strongest, n->all);
        top      = n->all > top ? n->all : top;
    }
    for (size_t i = 0; i < j->part_count; i++) {
        tally *n    = &j->now[j->part[i]];
        double said = n->all * (n->all >= NEAR * top ? 1 : PASSING);
        if (n->sum == 0)
            j->sentence[j->sentence_count++] = j->part[i];
        n->sum += said;
        n->most = said > n->most ? said : n->most;
        n->all = n->strongest = 0;
    }
    j->part_count = 0;
}

/* Adds what a sentence says to the scores; true if it said anything. */
static bool close_sentence(judge *j, double factor)
{
    double top = 0;
    close_part(j);
    for (size_t i = 0; i < j->sentence_count; i++) {
        tally *n = &j->now[j->sentence[i]];
        n->sum   = add_up(n->most, n->sum);
        top      = n->sum > top ? n->sum : top;
    }
    for (size_t i = 0; i < j->sentence_count; i++) {
        tally *n = &j->now[j->sentence[i]];
        n->score += n->sum * factor * (n->sum >= NEARS * top ? 1 : ASIDE);
        n->sum = n->most = 0;
    }
    j->sentence_count = 0;
    return top > 0;
}

/* Scores a text; returns the sentences that had evidence. */
static unsigned read_text(judge *j, tiao_str text, size_t heading)
{
    const ti_lexicon *evidence = j->words->list[WORDS_TOPIC_EVIDENCE];
    const char       *p = text.s, *end = p + text.n;
    unsigned          sentences = 0;
    bool              first = true, scene = sets_scene(p, end), list = enumerates(p, end);
    memset(j->now, 0, j->topics * sizeof *j->now);
    while (p < end) {
        const ti_word *w = ti_lexicon_at(evidence, p, end);
        if (w) {
            double factor = (list || is_listed(p, p + w->word.n, text.s, end) ? LISTED : 1) * (scene ? SCENE : 1);
            add_word(j, w, (tiao_str){ p, w->word.n }, factor, (uint32_t)(p - text.s));
            p += w->word.n;
            continue;
        }
        bool     in_heading = (size_t)(p - text.s) < heading;
        uint32_t cp         = ti_utf8_next(&p, end);
        if (ends_part(cp)) {
            close_part(j);
            scene = sets_scene(p, end);
            list  = enumerates(p, end);
        }
        if (ends_sentence(cp) || (in_heading && (size_t)(p - text.s) >= heading)) {
            sentences += close_sentence(j, in_heading ? HEADING : first ? FIRST : 1);
            first = in_heading;
        }
    }
    return sentences + close_sentence(j, first ? FIRST : 1);
}

/* Where the place of a node in the tree says that it provides for nothing: layout, and the preamble. */
static bool is_body(const tiao_doc *d, uint32_t i)
{
    const tiao_node *n = &d->nodes[i];
    if (n->kind == TIAO_PARAGRAPH || n->kind == TIAO_BULLET)
        return n->parent != TIAO_NONE && d->nodes[n->parent].kind != TIAO_COVER;
    return n->kind >= TIAO_LEVEL1 && n->kind <= TIAO_ARTICLE;
}

/* What a section under such a heading says first, or altogether, is no provision. */
static const struct { const char *heading; enum { OPENING, DIRECTLY, ALL_BELOW } reach; } general[] = {
    { "指导思想", OPENING },   { "总体要求", OPENING },   { "总体目标", DIRECTLY },  { "发展目标", DIRECTLY },
    { "奋斗目标", DIRECTLY },  { "工作目标", DIRECTLY },  { "主要目标", DIRECTLY },  { "目标", DIRECTLY },
    { "形势", ALL_BELOW },     { "现状", ALL_BELOW },     { "使命", ALL_BELOW },     { "背景", ALL_BELOW },
    { "重要意义", ALL_BELOW }, { "面临的挑战", ALL_BELOW },
};

/* Unnumbered paragraphs only: the items 1. 空间布局承载功能 … under (二)总体目标 do provide. */
static bool is_general(const tiao_doc *d, uint32_t i)
{
    const tiao_node *n    = &d->nodes[i];
    int              near = 1;
    if (n->kind != TIAO_PARAGRAPH)
        return false;
    for (uint32_t up = n->parent, steps = 0; up != TIAO_NONE && steps < DEEP; up = d->nodes[up].parent, steps++, near = 0) {
        tiao_str heading = tiao_node_heading(d, up);
        for (size_t g = 0; g < sizeof general / sizeof *general; g++)
            if (ti_str_ends(heading, ti_str(general[g].heading)) &&
                (general[g].reach == ALL_BELOW || (near && (general[g].reach == DIRECTLY || n->ordinal == 1))))
                return true;
    }
    return false;
}

/* More industries than three named beside each other are industry as such. */
static void gather_industries(judge *j)
{
    for (size_t t = 0; t < j->topics; t++) {
        double sum = 0, most = 0;
        int    n   = 0;
        for (size_t s = 0; s < j->topics; s++)
            if (j->parents[s] == t && j->now[s].score >= LEAST) {
                sum += j->now[s].score;
                most = j->now[s].score > most ? j->now[s].score : most;
                n++;
            }
        if (n <= INDUSTRIES || most > sum * LEADING)
            continue;
        j->now[t].score += most;
        for (size_t s = 0; s < j->topics; s++)
            if (j->parents[s] == t) {
                for (int k = 0; k < j->now[s].count && j->now[t].count < KEPT; k++)
                    note_word(&j->now[t], j->now[s].words[k], 0, 0);
                j->now[s].score = 0;
            }
    }
}

static tiao_err give(judge *j, uint32_t node, size_t topic, tiao_error *err)
{
    tiao_doc     *d    = j->doc;
    const tally  *t    = &j->now[topic];
    tiao_buf      list = { 0 };
    tiao_mention *m    = TI_PUSH(d->facts->topics, d->facts->topics_count, d->facts->topics_room);
    for (int i = 0; i < t->count; i++) {
        ti_buf_put(&list, i ? TI_STR("、") : TI_STR(""));
        ti_buf_put(&list, t->words[i]);
    }
    tiao_str kept = ti_doc_keep(d, ti_buf_str(&list));
    tiao_err rc   = !m || list.failed || (list.n && !kept.s) ? ti_no_memory(err) : TIAO_OK;
    if (rc == TIAO_OK)
        *m = (tiao_mention){ node, t->span, j->ids[topic], kept };
    tiao_buf_free(&list);
    return rc;
}

/* Whether a score comes near the strongest of the clause. The square root: a long clause says much on its main topic, and
   one sentence on another is a provision all the same. */
static bool is_near(double score, double top) { return score >= LEAST && score * score >= SHARE * SHARE * top; }

/* A sub-topic stands alone: 以信息产业…打造产业集群 is ict, not industry. */
static void let_subtopics_stand(judge *j)
{
    double top = 0;
    for (size_t t = 0; t < j->topics; t++)
        top = j->now[t].score > top ? j->now[t].score : top;
    for (size_t s = 0; s < j->topics; s++) {
        size_t parent = j->parents[s];
        if (parent != SIZE_MAX && is_near(j->now[s].score, top))
            j->now[parent].score = 0;
    }
}

static tiao_err give_strongest(judge *j, uint32_t node, tiao_error *err)
{
    tiao_err rc  = TIAO_OK;
    double   top = 0;
    for (int k = 0; k < MOST && rc == TIAO_OK; k++) {
        size_t best = SIZE_MAX;
        for (size_t t = 0; t < j->topics; t++)
            if (j->now[t].score >= LEAST && (best == SIZE_MAX || j->now[t].score > j->now[best].score))
                best = t;
        if (best == SIZE_MAX || !is_near(j->now[best].score, top))
            break;
        top = top > 0 ? top : j->now[best].score;
        rc  = give(j, node, best, err);
        j->now[best].score = 0;
    }
    return rc;
}

/* What the headings above say, whose words speak for topics that the clause itself has none for. */
static void inherit(judge *j, const tally *above, double factor)
{
    for (size_t t = 0; t < j->topics; t++) {
        tally *n = &j->now[t];
        n->score += factor * above[t].score;
        if (n->count == 0 && above[t].count) {
            n->count = above[t].count;
            memcpy(n->words, above[t].words, sizeof n->words);
        }
    }
}

/* How many clauses each evidence word stands in. */
static void count_words(judge *j)
{
    const ti_lexicon *evidence = j->words->list[WORDS_TOPIC_EVIDENCE];
    for (uint32_t i = 0; i < j->doc->count; i++) {
        tiao_str    text = tiao_node_text(j->doc, i);
        const char *p = text.s, *end = p + text.n;
        if (!is_body(j->doc, i))
            continue;
        j->body++;
        while (p < end) {
            const ti_word *w = ti_lexicon_at(evidence, p, end);
            if (!w) {
                ti_utf8_next(&p, end);
                continue;
            }
            size_t k = (size_t)(w - ti_lexicon_word(evidence, 0));
            if (j->seen[k] != i + 1) {
                j->seen[k] = i + 1;
                j->clauses[k]++;
            }
            p += w->word.n;
        }
    }
}

/* The title is a heading above all others: a document on knowledge property speaks of it in every clause. */
static void read_title(judge *j)
{
    read_text(j, j->doc->meta.title, 0);
    for (size_t t = 0; t < j->topics; t++)
        j->now[t].score *= TITLE;
    memcpy(j->above[0], j->now, j->topics * sizeof(tally));
}

static tiao_err judge_node(judge *j, uint32_t i, tiao_error *err)
{
    tiao_doc        *d    = j->doc;
    const tiao_node *n    = &d->nodes[i];
    tiao_str         text = tiao_node_text(d, i), heading = tiao_node_heading(d, i);
    unsigned         deep  = n->depth < DEEP ? n->depth : DEEP;
    const tally     *above = j->above[deep - 1];
    bool             heads = n->end > i + 1;
    if (!text.n || !is_body(d, i)) {
        memset(j->above[deep], 0, j->topics * sizeof(tally));
        return TIAO_OK;
    }
    if (heads) {                                       /* what it says to those under it */
        read_text(j, heading.n ? heading : text, 0);
        inherit(j, above, FURTHER);
        memcpy(j->above[deep], j->now, j->topics * sizeof(tally));
    }
    if (is_general(d, i))
        return TIAO_OK;
    unsigned sentences = read_text(j, text, heading.n < text.n ? heading.n : 0);
    inherit(j, above, heads ? ABOVE * FURTHER : ABOVE * (1 + GROW * (sentences > 1 ? sentences - 1 : 0)));
    gather_industries(j);
    let_subtopics_stand(j);
    return give_strongest(j, i, err);
}

tiao_err ti_find_topics(tiao_doc *d, const tiao_words *words, tiao_error *err)
{
    judge    j  = { .doc = d, .words = words, .topics = tiao_words_count(words, TIAO_TOPICS) };
    tally   *all = ti_calloc(j.topics * (DEEP + 2) + 1, sizeof *all);
    tiao_err rc = TIAO_OK;
    size_t   n  = ti_lexicon_count(words->list[WORDS_TOPIC_EVIDENCE]);
    j.ids       = ti_term_ids(d, words, TIAO_TOPICS);
    j.clauses   = ti_calloc(n * 2 + 1, sizeof *j.clauses);
    j.parents   = ti_calloc(j.topics * 3 + 1, sizeof *j.parents);
    if (!all || !j.ids || !j.clauses || !j.parents)
        rc = ti_no_memory(err);
    if (rc == TIAO_OK) {
        j.seen     = j.clauses + n;
        j.part     = j.parents + j.topics;
        j.sentence = j.part + j.topics;
        for (size_t t = 0; t < j.topics; t++)
            j.parents[t] = ti_term_of_id(words, TIAO_TOPICS, tiao_words_term(words, TIAO_TOPICS, t).parent);
        j.now  = all;
        for (size_t k = 0; k <= DEEP; k++)
            j.above[k] = all + (k + 1) * j.topics;
    }
    if (rc == TIAO_OK) {
        count_words(&j);
        read_title(&j);
    }
    for (uint32_t i = 0; i < d->count && rc == TIAO_OK; i++)
        rc = judge_node(&j, i, err);
    free(all);
    free(j.clauses);
    free(j.parents);
    return rc;
}
