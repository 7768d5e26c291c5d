#include "app.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* CHOICE: one of the words of `value`; without one it is "", which means the first. */
enum { FLAG, TEXT, NUMBER, LIST, CHOICE };
#define FIELD(f) offsetof(request, f)

const option_row option_rows[] = {
    { "doc", 0, N_("DOC"), GROUP_FILTER | GROUP_DOC, LIST, FIELD(doc), N_("only this document (id or a part of its id or title); repeatable") },
    { "under", 0, N_("ADDRESS"), GROUP_FILTER, LIST, FIELD(under), N_("only this provision and what it holds; repeatable") },
    { "kind", 0, N_("KIND"), GROUP_FILTER, LIST, FIELD(kind), N_("only nodes of this kind (level1, article, paragraph …); repeatable") },
    { "topic", 0, N_("TOPIC"), GROUP_FILTER, LIST, FIELD(topic), N_("only clauses on this topic (id, Chinese name or alias); repeatable") },
    { "district", 0, N_("NAME"), GROUP_FILTER, LIST, FIELD(district), N_("only clauses of or on this district; repeatable") },
    { "mentions-only", 0, NULL, GROUP_FILTER, FLAG, FIELD(mentions_only), N_("with --district: only clauses that name a place in it") },
    { "since", 0, N_("DATE"), GROUP_FILTER | GROUP_DOC, TEXT, FIELD(since), N_("only documents of this date (2015, 2015-08, 2015-08-14) or later") },
    { "until", 0, N_("DATE"), GROUP_FILTER | GROUP_DOC, TEXT, FIELD(until), N_("only documents of this date or earlier") },
    { "limit", 0, N_("N"), GROUP_LIMIT, NUMBER, FIELD(limit), N_("at most N results") },
    { "file", 0, N_("FILE"), GROUP_FILE, LIST, FIELD(files), N_("ask this file instead of the library (- is standard input); repeatable") },
    { "library", 0, N_("PATH"), GROUP_LIBRARY, TEXT, FIELD(library), N_("use this library file") },

    { "all", 0, NULL, GROUP_TOC, FLAG, FIELD(all), N_("every node, layout and inline items included") },
    { "depth", 0, N_("N"), GROUP_TOC, NUMBER, FIELD(depth), N_("no deeper than N levels") },
    { "context", 0, NULL, GROUP_SHOW, FLAG, FIELD(context), N_("with the neighbouring provisions") },
    { "source", 0, NULL, GROUP_SHOW, FLAG, FIELD(source), N_("by lines of the source, with their numbers") },
    { "cites", 0, NULL, GROUP_SHOW, FLAG, FIELD(cites), N_("with what cites the provision; the title's address stands for the document") },
    { "notes", 0, NULL, GROUP_SHOW, FLAG, FIELD(notes), N_("with what the tree believes against what is printed") },

    { "problems", 0, NULL, GROUP_DOCS, FLAG, FIELD(problems), N_("with the number of problems that check finds in each, by code") },
    { "mentions", 0, NULL, GROUP_MENTION, FLAG, FIELD(mentions), N_("each mention, not the counts") },
    { "dot", 0, NULL, GROUP_CITES, FLAG, FIELD(dot), N_("the documents and their citations as a graph for Graphviz") },

    { "ignore-case", 'i', NULL, GROUP_GREP, FLAG, FIELD(ignore_case), N_("upper and lower case are the same") },
    { "invert-match", 'v', NULL, GROUP_GREP, FLAG, FIELD(invert), N_("clauses that do not match") },
    { "word-regexp", 'w', NULL, GROUP_GREP, FLAG, FIELD(word), N_("match whole words only") },
    { "line-regexp", 'x', NULL, GROUP_GREP, FLAG, FIELD(whole), N_("match whole clauses only") },
    { "fixed-strings", 'F', NULL, GROUP_GREP, FLAG, FIELD(literal), N_("the pattern is a plain string") },
    { "fold", 0, NULL, GROUP_GREP, FLAG, FIELD(fold), N_("ignore character width, case and inner spaces") },
    { "regexp", 'e', N_("PATTERN"), GROUP_GREP, LIST, FIELD(patterns), N_("a pattern; repeats mean OR") },
    { "pattern-file", 'f', N_("FILE"), GROUP_GREP, LIST, FIELD(pattern_files), N_("patterns from a file, one a line") },
    { "and", 0, N_("PATTERN"), GROUP_GREP, LIST, FIELD(also), N_("the clause must match this too; repeatable") },
    { "not", 0, N_("PATTERN"), GROUP_GREP, LIST, FIELD(never), N_("the clause must not match this; repeatable") },
    { "count", 'c', NULL, GROUP_GREP, FLAG, FIELD(count), N_("how many clauses match, by document") },
    { "files-with-matches", 'l', NULL, GROUP_GREP, FLAG, FIELD(with_docs), N_("documents with a match") },
    { "files-without-match", 'L', NULL, GROUP_GREP, FLAG, FIELD(without_docs), N_("documents without a match") },
    { "only-matching", 'o', NULL, GROUP_GREP, FLAG, FIELD(only), N_("only what matched") },
    { "line-number", 'n', NULL, GROUP_GREP, FLAG, FIELD(line_number), N_("with the source line before the text") },
    { "heading", 0, NULL, GROUP_GREP, FLAG, FIELD(heading), N_("under titles and headings, as on a terminal") },
    { "no-heading", 0, NULL, GROUP_GREP, FLAG, FIELD(no_heading), N_("an address and a text a line, on a terminal too") },
    { "quiet", 'q', NULL, GROUP_GREP, FLAG, FIELD(quiet), N_("print nothing, the exit status tells") },
    { "max-count", 'm', N_("N"), GROUP_GREP, NUMBER, FIELD(max_count), N_("at most N clauses of each document") },
    { "after-context", 'A', N_("N"), GROUP_GREP, NUMBER, FIELD(after), N_("N clauses after each match") },
    { "before-context", 'B', N_("N"), GROUP_GREP, NUMBER, FIELD(before), N_("N clauses before each match") },
    { "context", 'C', N_("N"), GROUP_GREP, NUMBER, FIELD(around), N_("N clauses around each match") },

    { "no-expand", 0, NULL, GROUP_SEARCH, FLAG, FIELD(no_expand), N_("do not widen the query by the word lists") },

    { "dimension", 0, N_("NAME"), GROUP_AMOUNT, LIST, FIELD(dimension), N_("only money, ratio, count, duration, area, length, power, multiple, deadline, other; repeatable") },
    { "role", 0, N_("NAME"), GROUP_AMOUNT, LIST, FIELD(role), N_("only target, budget, benefit, condition, limit, deadline, description; repeatable") },
    { "unit", 0, N_("UNIT"), GROUP_AMOUNT, LIST, FIELD(unit), N_("only figures in this unit (元, %, 家 …); repeatable") },
    { "min", 0, N_("AMOUNT"), GROUP_AMOUNT, TEXT, FIELD(min), N_("at least this much: 1亿元, 50%, 100") },
    { "max", 0, N_("AMOUNT"), GROUP_AMOUNT, TEXT, FIELD(max), N_("at most this much") },
    { "by", 0, N_("PERIOD"), GROUP_AMOUNT, LIST, FIELD(by), N_("only for this year or period (2020, 每年); repeatable") },

    { "plot", 0, "subject|year", GROUP_AMOUNT, CHOICE, FIELD(plot), N_("bars in the terminal, by subject and size or by year") },

    { "who", 0, N_("TEXT"), GROUP_ELIGIBILITY, LIST, FIELD(who), N_("beneficiaries whose name has TEXT in it; repeatable") },
    { "class", 0, N_("CLASS"), GROUP_ELIGIBILITY, LIST, FIELD(class), N_("beneficiaries of this class (talent, enterprise, startup …); repeatable") },
    { "modality", 0, N_("M"), GROUP_ELIGIBILITY, LIST, FIELD(modality), N_("grant, allow, require, prohibit, encourage, support, explore; repeatable") },
    { "instrument", 0, N_("I"), GROUP_ELIGIBILITY, LIST, FIELD(instrument), N_("by this means (tax, visa, funding, space …); repeatable") },

    { "id", 0, N_("ID"), GROUP_META, TEXT, FIELD(id), N_("the document's id (the file's name is the default)") },
    { "title", 0, N_("TITLE"), GROUP_META, TEXT, FIELD(title), N_("its title, in place of the one found") },
    { "number", 0, N_("NUMBER"), GROUP_META, TEXT, FIELD(number), N_("its document number") },
    { "date", 0, N_("DATE"), GROUP_META, TEXT, FIELD(date), N_("its date") },
    { "issuer", 0, N_("NAME"), GROUP_META, TEXT, FIELD(issuer), N_("who issued it") },
    { "encoding", 0, N_("NAME"), GROUP_READ, TEXT, FIELD(encoding), N_("the encoding of files, in place of the one found (GB18030, BIG5 …)") },
    { "format", 0, N_("KIND"), GROUP_READ, TEXT, FIELD(kind_of_file), N_("the kind of files, in place of the one found: txt html docx pdf md jsonl akn") },
    { "recursive", 'r', NULL, GROUP_IMPORT, FLAG, FIELD(recursive), N_("import the documents in folders and in the folders in them") },
    { "dry-run", 0, NULL, GROUP_IMPORT, FLAG, FIELD(dry_run), N_("read the files and list their documents, without writing") },
    { "jobs", 'j', N_("N"), GROUP_IMPORT, NUMBER, FIELD(jobs), N_("read with N threads (as many as there are cores is the default)") },
    { "catalogue", 0, N_("FILE"), GROUP_IMPORT, TEXT, FIELD(catalogue), N_("import the documents that FILE describes") },

    { "codes", 0, NULL, GROUP_CHECK, FLAG, FIELD(codes), N_("the catalogue of problems, with an example of each") },

    { "format", 0, N_("FORMAT"), GROUP_EXPORT, TEXT, FIELD(format), N_("txt, akn, html, md, json, jsonl or csv") },
    { "output", 0, N_("FILE"), GROUP_EXPORT, TEXT, FIELD(output), N_("write to FILE, or into FOLDER/, a file a document") },
    { "strict", 0, NULL, GROUP_REPL, FLAG, FIELD(strict), N_("stop with the first error's status") },
    { "private", 0, NULL, GROUP_REPL, FLAG, FIELD(no_history), N_("neither read nor write the history") },
    { "line", 0, N_("LINE"), GROUP_COMPLETE, TEXT, FIELD(line), N_("the line up to the cursor, in place of its words") },

    { "json", 0, NULL, GROUP_OUTPUT, FLAG, FIELD(json), N_("JSON Lines") },
    { "csv", 0, NULL, GROUP_OUTPUT, FLAG, FIELD(csv), N_("comma-separated values") },
    { "csv-safe", 0, NULL, GROUP_OUTPUT | GROUP_EXPORT, FLAG, FIELD(csv_safe), N_("CSV in which no cell is a formula to a spreadsheet") },
    { "tsv", 0, NULL, GROUP_OUTPUT, FLAG, FIELD(tsv), N_("tab-separated values") },
    { "null", '0', NULL, GROUP_NAMES, FLAG, FIELD(names0), N_("names end in a NUL instead of a line end") },
    { "color", 0, N_("WHEN"), GROUP_OUTPUT | GROUP_REPL, TEXT, FIELD(color), N_("auto, always or never") },
    { "hyperlink", 0, "auto|always|never", GROUP_OUTPUT | GROUP_REPL, CHOICE, FIELD(hyperlink), N_("addresses link to the source files") },
    { "progress", 0, N_("WHEN"), GROUP_OUTPUT | GROUP_IMPORT | GROUP_EXPORT, TEXT, FIELD(progress), N_("show how far long work has come: auto, always or never") },
    { "format-version", 0, N_("N"), GROUP_OUTPUT, TEXT, FIELD(format_version), N_("the version of the JSON fields that is asked for") },
    { "help", 'h', NULL, ~0u, FLAG, FIELD(help), N_("this text") },
};
const size_t option_rows_count = sizeof option_rows / sizeof *option_rows;

bool words_add(words *w, const char *s)
{
    if (w->n == w->room) {
        size_t       room = w->room ? w->room * 2 : 8;
        const char **v    = realloc(w->v, room * sizeof *v);
        if (!v)
            return false;
        w->v    = v;
        w->room = room;
    }
    w->v[w->n++] = s;
    return true;
}

/* What is wrong with the line; false. */
#define refused(err, ...) (*(err) = (tiao_error){ 0 }, fail((err), TIAO_EUSAGE, __VA_ARGS__), false)

bool option_is_choice(const option_row *o) { return o->type == CHOICE; }

static bool choose(const char **field, const option_row *o, const char *value, tiao_error *err)
{
    *field = value ? value : "";
    for (const char *word = o->value; *word; word += strcspn(word, "|"), word += *word == '|')
        if (!value || (strlen(value) == strcspn(word, "|") && strncmp(word, value, strlen(value)) == 0))
            return true;
    return refused(err, "option '--%s' is one of %s, not '%s'", o->name, o->value, value);
}

static bool set(request *r, const option_row *o, const char *value, tiao_error *err)
{
    char *field = (char *)r + o->field;
    switch (o->type) {
    case FLAG: *(bool *)(void *)field = true; return true;
    case TEXT: *(const char **)(void *)field = value; return true;
    case CHOICE: return choose((const char **)(void *)field, o, value, err);
    case LIST: return words_add((words *)(void *)field, value) || refused(err, "out of memory");
    default: {
        char *end;
        errno   = 0;
        long long n = strtoll(value, &end, 10);
        if (errno || *end || end == value || n < 0 || n > 1000000000)
            return refused(err, "option '--%s' wants a whole number, not '%s'", o->name, value);
        *(uint32_t *)(void *)field = (uint32_t)n;
        r->has_max_count = r->has_max_count || o->field == FIELD(max_count);
        r->has_limit     = r->has_limit || o->field == FIELD(limit);
        return true;
    }
    }
}

/* The name of an option that is no option of this verb, with the reason. */
static bool refuse(const char *word, unsigned groups, tiao_error *err)
{
    size_t      n    = 0;
    const char *name = word;
    while (*name == '-')
        name++;
    n = strcspn(name, "=");
    for (size_t i = 0; i < option_rows_count; i++)
        if (!(option_rows[i].groups & groups) && ((n == 1 && option_rows[i].letter == *name) ||
                                                  (strlen(option_rows[i].name) == n && !strncmp(option_rows[i].name, name, n))))
            return refused(err, "option '%s' is not for this verb; see --help", word);
    return refused(err, "no option '%s'; see --help", word);
}

/* Options of which one would silently win. */
static bool exclude(const request *r, tiao_error *err)
{
    const struct { bool given; const char *name; } records[] = { { r->json, "--json" }, { r->csv, "--csv" }, { r->tsv, "--tsv" } },
        lines[] = { { r->names0, "-0" }, { r->dot, "--dot" }, { r->source, "--source" }, { r->plot, "--plot" }, { r->after, "-A" }, { r->before, "-B" }, { r->around, "-C" } };
    if (r->json + r->csv + r->tsv > 1)
        return refused(err, "--json, --csv and --tsv exclude one another");
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        for (size_t k = 0; k < sizeof records / sizeof *records; k++)
            if (lines[i].given && records[k].given)
                return refused(err, "%s gives lines and %s records; leave one of them out", lines[i].name, records[k].name);
    if (r->with_docs && r->without_docs)
        return refused(err, "-l and -L exclude one another");
    if (r->dot && r->limit)
        return refused(err, "--dot gives the whole graph; leave --limit out");
    return true;
}

static int has_argument(const option_row *o) { return !o->value ? no_argument : o->type == CHOICE ? optional_argument : required_argument; }

bool request_read(request *out, unsigned groups, int argc, char **argv, tiao_error *err)
{
    enum { MOST = 80 };
    struct option long_options[MOST + 1];
    const option_row *row_of[MOST];
    char   letters[3 * MOST + 2] = ":";
    size_t n = 0, k = 1;
    *out     = (request){ 0 };
    for (size_t i = 0; i < option_rows_count && n < MOST; i++) {
        const option_row *o = &option_rows[i];
        if (!(o->groups & groups))
            continue;
        row_of[n]       = o;
        long_options[n] = (struct option){ o->name, has_argument(o), NULL, 256 + (int)n };
        n++;
        if (o->letter) {
            letters[k++] = o->letter;
            if (o->value)
                letters[k++] = ':';
        }
    }
    long_options[n] = (struct option){ 0 };
    letters[k]      = 0;
    optind          = 0;              /* glibc: start afresh, for the prompt runs many lines */
    opterr          = 0;
    for (;;) {
        int c = getopt_long(argc, argv, letters, long_options, NULL);
        if (c == -1)
            break;
        if (c == ':')
            return refused(err, "option '%s' wants a value", argv[optind - 1]);
        if (c == '?' && optopt >= 256 && optopt < 256 + (int)n)          /* a flag with = and more */
            return refused(err, "option '--%s' takes no value", row_of[optopt - 256]->name);
        if (c == '?') {
            char        letter[3] = { '-', (char)optopt, 0 };
            if (optopt < 0 || (optopt > 127 && optopt < 256))            /* a byte of -人才, not yet read to its end */
                return refused(err, "no option '%s'; -- goes before words that start with a dash", argv[optind]);
            return refuse(optopt > 0 && optopt < 256 ? letter : argv[optind - 1], groups, err);
        }
        const option_row *o = NULL;
        if (c >= 256)
            o = row_of[c - 256];
        for (size_t i = 0; !o && i < n; i++)
            if (row_of[i]->letter == c)
                o = row_of[i];
        if (!o || !set(out, o, optarg, err))
            return false;
    }
    out->args       = argv + optind;
    out->count_args = argc - optind;
    out->csv        = out->csv || (out->csv_safe && (groups & GROUP_OUTPUT));
    if (!exclude(out, err))
        return false;
    if (out->color && strcmp(out->color, "auto") && strcmp(out->color, "always") && strcmp(out->color, "never"))
        return refused(err, "--color is auto, always or never, not '%s'", out->color);
    if (out->format_version && strcmp(out->format_version, "1"))
        return refused(err, "format version '%s' is not known; this program writes 1", out->format_version);
    return true;
}

void request_free(request *r)
{
    words *lists[] = { &r->files, &r->doc,   &r->under,     &r->kind, &r->topic, &r->district, &r->patterns, &r->pattern_files, &r->also,
                       &r->never, &r->dimension, &r->role,  &r->unit, &r->by,    &r->who,      &r->class,    &r->modality,      &r->instrument };
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        free(lists[i]->v);
}
