#include "complete.h"
#include "kind.h"
#include "shellwords.h"

#include <stdlib.h>
#include <string.h>

enum { NOTE_WIDTH = 200 };             /* of a note, at most; whoever lists it cuts it to the terminal */

typedef struct {
    candidates *out;
    app        *a;
    const char *head;                 /* stands before every candidate: --kind= of --kind=lev */
} completing;

static bool starts(const char *s, const char *prefix) { return strncmp(s, prefix, strlen(prefix)) == 0; }

static void offer(completing *c, tiao_str word, const char *tail, tiao_str note)
{
    candidates *o    = c->out;
    tiao_buf    w    = { 0 }, safe = { 0 };
    put_str(&w, c->head);
    put_bytes(&w, word.s, word.n);
    put_str(&w, tail);
    tiao_put_safe(&safe, note);
    if (o->n == o->room) {
        size_t     room = o->room ? o->room * 2 : 32;
        candidate *v    = realloc(o->v, room * sizeof *v);
        if (v) {
            o->v    = v;
            o->room = room;
        }
    }
    tiao_str s    = { safe.p ? safe.p : "", safe.n };
    char    *text = strndup(s.s, tiao_fit(s, NOTE_WIDTH));
    if (w.failed || !w.p || !text || o->n == o->room) {
        tiao_buf_free(&w);
        free(text);
    } else {
        w.p[w.n]      = 0;
        o->v[o->n++] = (candidate){ w.p, text };
    }
    tiao_buf_free(&safe);
}

static void     offer_word(completing *c, const char *word, const char *note) { offer(c, str(word), "", str(note)); }

/* ---- what the library has ---- */

static bool has_library(completing *c)
{
    tiao_error err = { 0 };
    return c->a->lib || open_library(c->a, &err) == TIAO_OK;
}

static bool holds(tiao_str s, const char *part) { return memmem(s.s ? s.s : "", s.n, part, strlen(part)) != NULL; }

/* Ids that begin with the word; where none does, those whose title holds it. */
static void offer_docs(completing *c, const char *word, const char *tail)
{
    size_t before = c->out->n;
    if (!has_library(c))
        return;
    for (int by_title = 0; by_title < 2 && c->out->n == before; by_title++)
        for (size_t k = 0; k < tiao_library_count(c->a->lib); k++) {
            const tiao_meta *m = tiao_library_meta(c->a->lib, k);
            bool fits = by_title ? *word && holds(m->title, word) : m->id.n >= strlen(word) && !memcmp(m->id.s, word, strlen(word));
            if (fits)
                offer(c, m->id, tail, m->title);
        }
    if (*tail)
        c->out->open = true;
}

static void docs(completing *c, const char *word) { offer_docs(c, word, ""); }

/* A node's number and heading, or the beginning of its text. */
static void put_opening(tiao_buf *b, const tiao_doc *d, uint32_t i)
{
    tiao_str heading = tiao_node_heading(d, i);
    tiao_node_number(d, i, b);
    if (!heading.n)
        heading = tiao_node_text(d, i);
    put_bytes(b, heading.s, heading.n < 400 ? heading.n : 400);
}

/* The nodes of document k one step deeper than the steps in `word` go; `shown` of the address is left out at its front. */
static bool offer_steps(completing *c, size_t k, const char *word, size_t leave_out)
{
    const tiao_doc *d;
    tiao_error      err   = { 0 };
    bool            deeper = false;
    size_t          n      = strlen(word);
    if (tiao_library_doc(&d, c->a->lib, k, &err) != TIAO_OK)
        return false;
    size_t id = tiao_doc_meta(d)->id.n + 1;
    for (uint32_t i = 0; i < tiao_doc_count(d); i++) {
        const tiao_node *node    = tiao_doc_node(d, i);
        tiao_buf         address = { 0 }, note = { 0 };
        if (node->kind == TIAO_INLINE || node->kind == TIAO_BOILERPLATE)
            continue;
        tiao_node_address(d, i, &address);
        const char *steps = address.p ? address.p + id : "";
        if (address.p && strncmp(steps, word, n) == 0 && !strchr(steps + n, '.')) {
            put_opening(&note, d, i);
            offer(c, (tiao_str){ steps + leave_out, address.n - id - leave_out }, "", (tiao_str){ note.p ? note.p : "", note.n });
            deeper = node->end > i + 1;
        }
        tiao_buf_free(&address);
        tiao_buf_free(&note);
    }
    return deeper;
}

static void offer_below(completing *c, size_t k, const char *word)
{
    size_t before = c->out->n;
    bool   deeper = offer_steps(c, k, word, 0);
    if (c->out->n != before + 1 || !deeper)
        return;
    c->out->open = true;
    char *only   = c->out->v[before].word + strlen(c->head);
    if (strcmp(only, word) == 0) {                     /* the step is there: on to the next */
        char *next = malloc(strlen(word) + 2);
        if (next) {
            sprintf(next, "%s.", word);
            offer_steps(c, k, next, 0);
            free(next);
        }
    }
}

/* The address of what is meant by Chinese steps, or without the leading ones. */
static void offer_meant(completing *c, const char *word)
{
    tiao_error      err     = { 0 };
    tiao_buf        address = { 0 }, note = { 0 };
    const tiao_doc *d;
    size_t          k;
    uint32_t        node;
    if (tiao_library_find_node(&k, &node, c->a->lib, str(word), &err) != TIAO_OK || tiao_library_doc(&d, c->a->lib, k, &err) != TIAO_OK)
        return;
    tiao_node_address(d, node, &address);
    put_opening(&note, d, node);
    offer(c, (tiao_str){ address.p, address.n }, "", (tiao_str){ note.p, note.n });
    c->out->open = tiao_doc_node(d, node)->end > node + 1;
    tiao_buf_free(&address);
    tiao_buf_free(&note);
}

static void addresses(completing *c, const char *word)
{
    const char *colon = strchr(word, ':'), *wide = strstr(word, "：");
    session    *s     = c->a->session;
    tiao_error  err   = { 0 };
    size_t      k;
    if (!has_library(c))
        return;
    const char *steps = colon ? colon + 1 : wide ? wide + 3 : NULL;
    if (!steps) {
        if (s && s->doc && tiao_library_find_doc(&k, c->a->lib, str(s->doc), &err) == TIAO_OK)
            offer_below(c, k, word);
        offer_docs(c, word, ":");
        return;
    }
    tiao_buf    head = { 0 };
    const char *old  = c->head;
    if (tiao_library_find_doc(&k, c->a->lib, (tiao_str){ word, (size_t)(steps - word) - (colon ? 1 : 3) }, &err) != TIAO_OK)
        return;
    put_str(&head, old);
    put_bytes(&head, word, (size_t)(steps - word));
    c->head = head.p ? head.p : old;
    size_t before = c->out->n;
    offer_below(c, k, steps);
    c->head = old;
    tiao_buf_free(&head);
    if (c->out->n == before)
        offer_meant(c, word);
}

/* ---- vocabularies ---- */

/* Ids, or names where the word is no id's beginning. */
static void offer_terms(completing *c, tiao_vocabulary v, const char *word)
{
    tiao_error err    = { 0 };
    size_t     before = c->out->n;
    if (open_words(c->a, &err) != TIAO_OK)
        return;
    for (int by_name = 0; by_name < 2 && c->out->n == before; by_name++)
        for (size_t i = 0; i < tiao_words_count(c->a->words, v); i++) {
            tiao_term t = tiao_words_term(c->a->words, v, i);
            tiao_str  s = by_name ? t.name : t.id;
            if (s.n >= strlen(word) && memcmp(s.s, word, strlen(word)) == 0)
                offer(c, s, "", by_name ? t.id : t.name);
        }
}

static void topics(completing *c, const char *word) { offer_terms(c, TIAO_TOPICS, word); }
static void districts(completing *c, const char *word) { offer_terms(c, TIAO_DISTRICTS, word); }

static void offer_names(completing *c, const char *word, const char *(*name)(int), int n)
{
    for (int i = 0; i < n; i++)
        if (starts(name(i), word))
            offer_word(c, name(i), "");
}

static void offer_ids(completing *c, const char *word, const char *what)
{
    tiao_error err = { 0 };
    tiao_str   id;
    if (open_words(c->a, &err) == TIAO_OK)
        for (size_t i = 0; (id = tiao_words_id(c->a->words, str(what), i)).s; i++)
            if (id.n >= strlen(word) && memcmp(id.s, word, strlen(word)) == 0)
                offer(c, id, "", (tiao_str){ "", 0 });
}

static void classes(completing *c, const char *word) { offer_ids(c, word, "class"); }
static void instruments(completing *c, const char *word) { offer_ids(c, word, "instrument"); }

static const char *node_kind(int i) { return tiao_kind_name((tiao_kind)i); }
static const char *dimension_name(int i) { return tiao_dimension_name((tiao_dimension)i); }
static const char *role_name(int i) { return tiao_role_name((tiao_role)i); }
static const char *modality_name(int i) { return tiao_modality_name((tiao_modality)i); }
static const char *when_name(int i) { return (const char *const[]){ "auto", "always", "never" }[i]; }

static void kinds(completing *c, const char *word) { offer_names(c, word, node_kind, TIAO_KIND_COUNT); }
static void dimensions(completing *c, const char *word) { offer_names(c, word, dimension_name, TIAO_DIM_COUNT_); }
static void roles(completing *c, const char *word) { offer_names(c, word, role_name, TIAO_ROLE_COUNT); }
static void modalities(completing *c, const char *word) { offer_names(c, word, modality_name, TIAO_MODALITY_COUNT); }
static const char *file_kind_name(int i) { return kind_name((file_kind)i); }
static const char *format_name(int i) { return export_format((size_t)i); }

static void file_kinds(completing *c, const char *word) { offer_names(c, word, file_kind_name, KIND_JSON_LINES + 1); }

static void formats(completing *c, const char *word)
{
    int n = 0;
    while (export_format((size_t)n))
        n++;
    offer_names(c, word, format_name, n);
}

static void whens(completing *c, const char *word) { offer_names(c, word, when_name, 3); }

static void files(completing *c, const char *word)
{
    (void)word;
    c->out->files = true;
}

/* ---- where they stand ---- */

/* By the names of options and of a query's fields; one name may mean two things to two groups of verbs. */
static const struct { const char *option; unsigned groups; void (*offer)(completing *, const char *); } values[] = {
    { "doc", ~0u, docs },           { "under", ~0u, addresses },  { "kind", ~0u, kinds },           { "topic", ~0u, topics },
    { "district", ~0u, districts }, { "color", ~0u, whens },      { "dimension", ~0u, dimensions }, { "role", ~0u, roles },
    { "modality", ~0u, modalities }, { "class", ~0u, classes },   { "instrument", ~0u, instruments }, { "has", ~0u, dimensions },
    { "file", ~0u, files },         { "library", ~0u, files },    { "catalogue", ~0u, files },      { "pattern-file", ~0u, files },
    { "output", ~0u, files },       { "format", GROUP_EXPORT, formats }, { "format", GROUP_READ, file_kinds },
};

static void complete_value(completing *c, const char *name, unsigned groups, const char *word)
{
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        if (strcmp(values[i].option, name) == 0 && (values[i].groups & groups))
            values[i].offer(c, word);
}

static void choices(completing *c, const option_row *o, const char *word)
{
    for (const char *p = o->value; *p; p += strcspn(p, "|"), p += *p == '|') {
        tiao_str choice = { p, strcspn(p, "|") };
        char     name[40];
        snprintf(name, sizeof name, "%.*s", (int)choice.n, choice.s);
        if (starts(name, word))
            offer_word(c, name, "");
    }
}

/* The last word of a query, whose quotes are read already: a field's name, or its value. */
static void query(completing *c, const char *word)
{
    const char *from = strrchr(word, ' ');
    from             = from ? from + 1 : word;
    while (*from == '-' || *from == '(')
        from++;
    const char *colon = strchr(from, ':');
    tiao_buf    head  = { 0 };
    const char *field, *old = c->head;
    put_str(&head, old);
    put_bytes(&head, word, (size_t)(from - word));
    if (colon)
        put_bytes(&head, from, (size_t)(colon + 1 - from));
    if (head.p)
        c->head = head.p;
    for (size_t i = 0; (field = tiao_search_field(i)); i++)
        if (colon && strlen(field) == (size_t)(colon - from) && starts(from, field))
            complete_value(c, field, ~0u, colon + 1);
        else if (!colon && *from && starts(field, from)) {
            offer(c, str(field), ":", (tiao_str){ "", 0 });
            c->out->open = true;
        }
    c->head = old;
    tiao_buf_free(&head);
}

static const option_row *find_option(const char *word, size_t n, unsigned groups)
{
    for (size_t i = 0; i < option_rows_count; i++) {
        const option_row *o = &option_rows[i];
        if (!(o->groups & groups))
            continue;
        if (n > 2 && starts(word, "--") && strlen(o->name) == n - 2 && strncmp(o->name, word + 2, n - 2) == 0)
            return o;
        if (n == 2 && word[0] == '-' && o->letter && o->letter == word[1])
            return o;
    }
    return NULL;
}

static void complete_option(completing *c, const verb *v, const char *word)
{
    const char       *equals = strchr(word, '=');
    const option_row *o      = equals ? find_option(word, (size_t)(equals - word), v->groups) : NULL;
    if (o && o->value) {
        char *head = strndup(word, (size_t)(equals + 1 - word));
        c->head    = head ? head : "";
        if (option_is_choice(o))
            choices(c, o, equals + 1);
        else
            complete_value(c, o->name, o->groups, equals + 1);
        c->head = "";
        free(head);
    }
    for (size_t i = 0; i < option_rows_count && !equals; i++) {
        char name[80];
        o = &option_rows[i];
        snprintf(name, sizeof name, "--%s", o->name);
        if ((o->groups & v->groups) && starts(name, word)) {
            bool open = o->value && !option_is_choice(o);
            offer(c, str(name), open ? "=" : "", str(_(o->help)));
            c->out->open = open;
        }
    }
}

static void verb_names(completing *c, const char *word)
{
    session *s = c->a->session;
    for (size_t i = 0; i < verbs_count; i++)
        if (verbs[i].summary && starts(verbs[i].name, word))
            offer_word(c, verbs[i].name, _(verbs[i].summary));
    for (size_t i = 0; s && i < s->commands_count; i++)
        if (s->commands[i].summary && starts(s->commands[i].name, word))
            offer_word(c, s->commands[i].name, _(s->commands[i].summary));
}

/* What stands in small letters in the arguments of a command is to be typed as it stands: [use|under|topic|district...] */
static void alternatives(completing *c, const char *args, const char *word)
{
    static const char small[] = "abcdefghijklmnopqrstuvwxyz";
    while (*(args += strcspn(args, small))) {
        size_t n = strspn(args, small);
        if (n >= strlen(word) && strncmp(args, word, strlen(word)) == 0)
            offer(c, (tiao_str){ args, n }, "", (tiao_str){ "", 0 });
        args += n;
    }
}

static void complete_argument(completing *c, const char *args, const char *word)
{
    if (strstr(args, "QUERY"))
        query(c, word);
    if (strstr(args, "DOC"))
        docs(c, word);
    if (strstr(args, "ADDRESS"))
        addresses(c, word);
    if (strstr(args, "TOPIC"))
        topics(c, word);
    if (strstr(args, "DISTRICT"))
        districts(c, word);
    if (strstr(args, "FILE"))
        files(c, word);
    if (strstr(args, "VERB"))
        verb_names(c, word);
    alternatives(c, args, word);
}

static void complete_verb(completing *c, const char *word)
{
    session *s = c->a->session;
    verb_names(c, word);
    if (!s && starts("help", word))
        offer_word(c, "help", _("what a verb does"));
    if (!s && starts("--help", word) && *word)
        offer_word(c, "--help", _("the verbs"));
    if (!s && starts("--version", word) && *word)
        offer_word(c, "--version", _("which program, which version of its records"));
}

/* The option of this verb whose value the last word is; its value stands in a word of its own. */
static const option_row *awaits_value(const verb *v, char **line, int n)
{
    const option_row *o = n > 2 ? find_option(line[n - 2], strlen(line[n - 2]), v->groups) : NULL;
    return o && o->value && !option_is_choice(o) ? o : NULL;
}

void complete_words(candidates *out, app *a, char **line, int n)
{
    completing c = { .out = out, .a = a, .head = "" };
    *out         = (candidates){ 0 };
    if (n < 1)
        return;
    const char *word = line[n - 1];
    if (n == 1) {
        complete_verb(&c, word);
        return;
    }
    const verb *v = find_verb(line[0]);
    session    *s = a->session;
    for (size_t i = 0; s && i < s->commands_count; i++)
        if (strcmp(s->commands[i].name, line[0]) == 0) {
            complete_argument(&c, s->commands[i].args, word);
            return;
        }
    if (!v) {
        if (strcmp(line[0], "help") == 0)
            complete_argument(&c, "VERB", word);
        return;
    }
    bool options = true;
    for (int i = 1; i < n - 1; i++)
        options = options && strcmp(line[i], "--") != 0;
    for (int i = 1; i + 1 < n - 1 && !a->ask.library; i++)       /* the library that the line itself names */
        if (strcmp(line[i], "--library") == 0)
            a->ask.library = line[i + 1];
    for (int i = 1; i < n - 1 && !a->ask.library; i++)
        if (starts(line[i], "--library="))
            a->ask.library = line[i] + strlen("--library=");
    const option_row *awaiting = options ? awaits_value(v, line, n) : NULL;
    if (awaiting)
        complete_value(&c, awaiting->name, awaiting->groups, word);
    else if (options && *word == '-')
        complete_option(&c, v, word);
    else
        complete_argument(&c, v->args, word);
}

void candidates_free(candidates *c)
{
    for (size_t i = 0; i < c->n; i++) {
        free(c->v[i].word);
        free(c->v[i].note);
    }
    free(c->v);
    *c = (candidates){ 0 };
}

/* tiao complete-words: a candidate a line, with its note behind a tab; ":files" where a file's name may stand. The shells'
   completion scripts read it. */
int run_complete(app *a, tiao_error *err)
{
    candidates c;
    shell_line l = { 0 };
    (void)err;
    if (a->ask.line && shell_split_part(&l, a->ask.line))
        complete_words(&c, a, l.v + 1, l.n - 1);       /* the first word is the program */
    else
        complete_words(&c, a, a->ask.args, a->ask.count_args);
    if (c.files)
        puts(":files");
    for (size_t i = 0; i < c.n; i++)
        printf("%s%s%s\n", c.v[i].word, *c.v[i].note ? "\t" : "", c.v[i].note);
    size_t n = c.n + c.files;
    candidates_free(&c);
    shell_free(&l);
    return n ? EXIT_FOUND : EXIT_NONE;
}
