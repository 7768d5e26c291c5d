#include "app.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FLAG, TEXT, NUMBER, LIST };
#define FIELD(f) offsetof(request, f)

const option_row option_rows[] = {
    { "doc", 0, "DOC", GROUP_FILTER | GROUP_DOC, LIST, FIELD(doc), "only this document (id or a part of its id or title); repeatable" },
    { "under", 0, "ADDRESS", GROUP_FILTER, LIST, FIELD(under), "only this provision and what it holds; repeatable" },
    { "kind", 0, "KIND", GROUP_FILTER, LIST, FIELD(kind), "only nodes of this kind (level1, article, paragraph …); repeatable" },
    { "topic", 0, "TOPIC", GROUP_FILTER, LIST, FIELD(topic), "only clauses on this topic (id, Chinese name or alias); repeatable" },
    { "district", 0, "NAME", GROUP_FILTER, LIST, FIELD(district), "only clauses of or on this district; repeatable" },
    { "mentions-only", 0, NULL, GROUP_FILTER, FLAG, FIELD(mentions_only), "with --district: only clauses that name a place in it" },
    { "since", 0, "DATE", GROUP_FILTER | GROUP_DOC, TEXT, FIELD(since), "only documents of this date (2015, 2015-08, 2015-08-14) or later" },
    { "until", 0, "DATE", GROUP_FILTER | GROUP_DOC, TEXT, FIELD(until), "only documents of this date or earlier" },
    { "limit", 0, "N", GROUP_LIMIT, NUMBER, FIELD(limit), "at most N results" },
    { "file", 0, "FILE", GROUP_FILE, LIST, FIELD(files), "ask this file instead of the library (- is standard input); repeatable" },
    { "library", 0, "PATH", GROUP_LIBRARY, TEXT, FIELD(library), "use this library file" },

    { "all", 0, NULL, GROUP_TOC, FLAG, FIELD(all), "every node, layout and inline items included" },
    { "depth", 0, "N", GROUP_TOC, NUMBER, FIELD(depth), "no deeper than N levels" },
    { "context", 0, NULL, GROUP_SHOW, FLAG, FIELD(context), "with the neighbouring provisions" },
    { "source", 0, NULL, GROUP_SHOW, FLAG, FIELD(source), "by lines of the source, with their numbers" },
    { "cites", 0, NULL, GROUP_SHOW, FLAG, FIELD(cites), "with what cites the provision; the title's address stands for the document" },
    { "notes", 0, NULL, GROUP_SHOW, FLAG, FIELD(notes), "with what the tree believes against what is printed" },

    { "mentions", 0, NULL, GROUP_MENTION, FLAG, FIELD(mentions), "each mention, not the counts" },
    { "dot", 0, NULL, GROUP_CITES, FLAG, FIELD(dot), "the documents and their citations as a graph for Graphviz" },

    { "ignore-case", 'i', NULL, GROUP_GREP, FLAG, FIELD(ignore_case), "upper and lower case are the same" },
    { "invert-match", 'v', NULL, GROUP_GREP, FLAG, FIELD(invert), "clauses that do not match" },
    { "word-regexp", 'w', NULL, GROUP_GREP, FLAG, FIELD(word), "match whole words only" },
    { "line-regexp", 'x', NULL, GROUP_GREP, FLAG, FIELD(whole), "match whole clauses only" },
    { "fixed-strings", 'F', NULL, GROUP_GREP, FLAG, FIELD(literal), "the pattern is a plain string" },
    { "fold", 0, NULL, GROUP_GREP, FLAG, FIELD(fold), "ignore character width, case and inner spaces" },
    { "regexp", 'e', "PATTERN", GROUP_GREP, LIST, FIELD(patterns), "a pattern; repeats mean OR" },
    { "pattern-file", 'f', "FILE", GROUP_GREP, LIST, FIELD(pattern_files), "patterns from a file, one a line" },
    { "and", 0, "PATTERN", GROUP_GREP, LIST, FIELD(also), "the clause must match this too; repeatable" },
    { "not", 0, "PATTERN", GROUP_GREP, LIST, FIELD(never), "the clause must not match this; repeatable" },
    { "count", 'c', NULL, GROUP_GREP, FLAG, FIELD(count), "how many clauses match, by document" },
    { "files-with-matches", 'l', NULL, GROUP_GREP, FLAG, FIELD(with_docs), "documents with a match" },
    { "files-without-match", 'L', NULL, GROUP_GREP, FLAG, FIELD(without_docs), "documents without a match" },
    { "only-matching", 'o', NULL, GROUP_GREP, FLAG, FIELD(only), "only what matched" },
    { "line-number", 'n', NULL, GROUP_GREP, FLAG, FIELD(line_number), "with the source line before the text" },
    { "quiet", 'q', NULL, GROUP_GREP, FLAG, FIELD(quiet), "print nothing, the exit status tells" },
    { "max-count", 'm', "N", GROUP_GREP, NUMBER, FIELD(max_count), "at most N clauses of each document" },
    { "after-context", 'A', "N", GROUP_GREP, NUMBER, FIELD(after), "N clauses after each match" },
    { "before-context", 'B', "N", GROUP_GREP, NUMBER, FIELD(before), "N clauses before each match" },
    { "context", 'C', "N", GROUP_GREP, NUMBER, FIELD(around), "N clauses around each match" },

    { "no-expand", 0, NULL, GROUP_SEARCH, FLAG, FIELD(no_expand), "do not widen the query by the word lists" },

    { "dimension", 0, "NAME", GROUP_AMOUNT, LIST, FIELD(dimension), "only money, ratio, count, duration, area, length, power, multiple, deadline, other; repeatable" },
    { "role", 0, "NAME", GROUP_AMOUNT, LIST, FIELD(role), "only target, budget, benefit, condition, limit, deadline, description; repeatable" },
    { "unit", 0, "UNIT", GROUP_AMOUNT, LIST, FIELD(unit), "only figures in this unit (元, %, 家 …); repeatable" },
    { "min", 0, "AMOUNT", GROUP_AMOUNT, TEXT, FIELD(min), "at least this much: 1亿元, 50%, 100" },
    { "max", 0, "AMOUNT", GROUP_AMOUNT, TEXT, FIELD(max), "at most this much" },
    { "by", 0, "PERIOD", GROUP_AMOUNT, LIST, FIELD(by), "only for this year or period (2020, 每年); repeatable" },

    { "who", 0, "TEXT", GROUP_ELIGIBILITY, LIST, FIELD(who), "beneficiaries whose name has TEXT in it; repeatable" },
    { "class", 0, "CLASS", GROUP_ELIGIBILITY, LIST, FIELD(class), "beneficiaries of this class (talent, enterprise, startup …); repeatable" },
    { "modality", 0, "M", GROUP_ELIGIBILITY, LIST, FIELD(modality), "grant, allow, require, prohibit, encourage, support, explore; repeatable" },
    { "instrument", 0, "I", GROUP_ELIGIBILITY, LIST, FIELD(instrument), "by this means (tax, visa, funding, space …); repeatable" },

    { "id", 0, "ID", GROUP_META, TEXT, FIELD(id), "the document's id (the file's name is the default)" },
    { "title", 0, "TITLE", GROUP_META, TEXT, FIELD(title), "its title, in place of the one found" },
    { "number", 0, "NUMBER", GROUP_META, TEXT, FIELD(number), "its document number" },
    { "date", 0, "DATE", GROUP_META, TEXT, FIELD(date), "its date" },
    { "issuer", 0, "NAME", GROUP_META, TEXT, FIELD(issuer), "who issued it" },
    { "encoding", 0, "NAME", GROUP_READ, TEXT, FIELD(encoding), "the encoding of files, in place of the one found (GB18030, BIG5 …)" },
    { "format", 0, "KIND", GROUP_READ, TEXT, FIELD(kind_of_file), "the kind of files, in place of the one found: txt html docx pdf md jsonl" },
    { "recursive", 'r', NULL, GROUP_IMPORT, FLAG, FIELD(recursive), "import the documents in folders and in the folders in them" },
    { "dry-run", 0, NULL, GROUP_IMPORT, FLAG, FIELD(dry_run), "read the files and list their documents, without writing" },
    { "catalogue", 0, "FILE", GROUP_IMPORT, TEXT, FIELD(catalogue), "import the documents that FILE describes" },

    { "codes", 0, NULL, GROUP_CHECK, FLAG, FIELD(codes), "the catalogue of problems, with an example of each" },

    { "format", 0, "FORMAT", GROUP_EXPORT, TEXT, FIELD(format), "akn, html, md, json, jsonl or csv" },
    { "output", 0, "FILE", GROUP_EXPORT, TEXT, FIELD(output), "write to FILE, or into FOLDER/, a file a document" },
    { "strict", 0, NULL, GROUP_REPL, FLAG, FIELD(strict), "stop with the first error's status" },
    { "line", 0, "LINE", GROUP_COMPLETE, TEXT, FIELD(line), "the line up to the cursor, in place of its words" },

    { "json", 0, NULL, GROUP_OUTPUT, FLAG, FIELD(json), "JSON Lines" },
    { "csv", 0, NULL, GROUP_OUTPUT, FLAG, FIELD(csv), "comma-separated values" },
    { "tsv", 0, NULL, GROUP_OUTPUT, FLAG, FIELD(tsv), "tab-separated values" },
    { "null", '0', NULL, GROUP_OUTPUT, FLAG, FIELD(names0), "names end in a NUL instead of a line end" },
    { "color", 0, "WHEN", GROUP_OUTPUT | GROUP_REPL, TEXT, FIELD(color), "auto, always or never" },
    { "format-version", 0, "N", GROUP_OUTPUT, TEXT, FIELD(format_version), "the version of the JSON fields that is asked for" },
    { "help", 'h', NULL, ~0u, FLAG, FIELD(help), "this text" },
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

static bool refused(tiao_error *err, const char *fmt, const char *a, const char *b)
{
    *err = (tiao_error){ 0 };
    fail(err, TIAO_EUSAGE, fmt, a, b);
    return false;
}

static bool set(request *r, const option_row *o, const char *value, tiao_error *err)
{
    char *field = (char *)r + o->field;
    switch (o->type) {
    case FLAG: *(bool *)(void *)field = true; return true;
    case TEXT: *(const char **)(void *)field = value; return true;
    case LIST: return words_add((words *)(void *)field, value) || refused(err, "out of memory%s%s", "", "");
    default: {
        char *end;
        errno   = 0;
        long long n = strtoll(value, &end, 10);
        if (errno || *end || end == value || n < 0 || n > 1000000000)
            return refused(err, "option '--%s' wants a whole number, not '%s'", o->name, value);
        *(uint32_t *)(void *)field = (uint32_t)n;
        if (o->field == FIELD(max_count))
            r->has_max_count = true;
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
        if (!(option_rows[i].groups & groups) && strlen(option_rows[i].name) == n && !strncmp(option_rows[i].name, name, n))
            return refused(err, "option '%s' is not for this verb%s", word, "; see --help");
    return refused(err, "no option '%s'%s", word, "; see --help");
}

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
        long_options[n] = (struct option){ o->name, o->value ? required_argument : no_argument, NULL, 256 + (int)n };
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
            return refused(err, "option '%s' wants a value%s", argv[optind - 1], "");
        if (c == '?' && optopt >= 256 && optopt < 256 + (int)n)          /* a flag with = and more */
            return refused(err, "option '--%s' takes no value%s", row_of[optopt - 256]->name, "");
        if (c == '?') {
            char        letter[3] = { '-', (char)optopt, 0 };
            if (optopt < 0 || (optopt > 127 && optopt < 256))            /* a byte of -人才, not yet read to its end */
                return refused(err, "no option '%s'%s", argv[optind], "; -- goes before words that start with a dash");
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
    if (out->json + out->csv + out->tsv > 1)
        return refused(err, "--json, --csv and --tsv exclude one another%s%s", "", "");
    if (out->color && strcmp(out->color, "auto") && strcmp(out->color, "always") && strcmp(out->color, "never"))
        return refused(err, "--color is auto, always or never, not '%s'%s", out->color, "");
    if (out->format_version && strcmp(out->format_version, "1"))
        return refused(err, "format version '%s' is not known; this program writes 1%s", out->format_version, "");
    return true;
}

void request_free(request *r)
{
    words *lists[] = { &r->files, &r->doc,   &r->under,     &r->kind, &r->topic, &r->district, &r->patterns, &r->pattern_files, &r->also,
                       &r->never, &r->dimension, &r->role,  &r->unit, &r->by,    &r->who,      &r->class,    &r->modality,      &r->instrument };
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        free(lists[i]->v);
}
