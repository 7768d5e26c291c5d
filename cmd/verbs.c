/* The verbs, and how one is run: by the program once, by the prompt line after line. */
#include "people.h"
#include "progress.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define GROUPS_ASK (GROUP_FILTER | GROUP_FILE | GROUP_LIBRARY | GROUP_LIMIT | GROUP_OUTPUT | GROUP_READ)

const verb verbs[] = {
    { "docs", GROUPS_ASK | GROUP_NAMES | GROUP_DOCS, NEEDS_LIBRARY, run_docs, "", N_("the library's documents") },
    { "toc", GROUPS_ASK | GROUP_TOC, NEEDS_LIBRARY, run_toc, N_("[DOC...]"), N_("the outline of a document") },
    { "show", GROUP_FILE | GROUP_LIBRARY | GROUP_OUTPUT | GROUP_SHOW | GROUP_READ, NEEDS_LIBRARY, run_show, N_("ADDRESS..."),
      N_("provisions in full, with the headings above them") },
    { "grep", GROUPS_ASK | GROUP_GREP | GROUP_NAMES, NEEDS_LIBRARY, run_grep, N_("PATTERN"), N_("clauses that match a pattern") },
    { "search", GROUPS_ASK | GROUP_SEARCH, NEEDS_LIBRARY, run_search, N_("QUERY"), N_("clauses about something, ranked") },
    { "import", GROUP_LIBRARY | GROUP_META | GROUP_IMPORT | GROUP_READ, NEEDS_NOTHING, run_import, N_("FILE..."), N_("adds documents to the library") },
    { "remove", GROUP_LIBRARY, NEEDS_NOTHING, run_remove, N_("DOC..."), N_("takes documents out of the library") },
    { "topics", GROUPS_ASK | GROUP_MENTION, NEEDS_FACTS, run_topics, "", N_("the topics and how many clauses provide for each") },
    { "districts", GROUPS_ASK | GROUP_MENTION, NEEDS_FACTS, run_districts, "", N_("the districts and how many clauses are theirs or name them") },
    { "cites", GROUPS_ASK | GROUP_CITES, NEEDS_FACTS, run_cites, N_("[DOC...]"), N_("documents and provisions cited and citing") },
    { "thresholds", GROUPS_ASK | GROUP_AMOUNT, NEEDS_FACTS, run_thresholds, "", N_("amounts, ratios, counts, durations, deadlines") },
    { "eligibility", GROUPS_ASK | GROUP_ELIGIBILITY, NEEDS_FACTS, run_eligibility, "", N_("who gets what on which condition") },
    { "parse", GROUP_TOC | GROUP_OUTPUT | GROUP_LIMIT | GROUP_READ, NEEDS_NOTHING, run_parse, N_("FILE..."), N_("the tree of a file, without adding it") },
    { "check", GROUPS_ASK | GROUP_CHECK, NEEDS_FACTS, run_check, N_("[FILE|DOC...]"), N_("numbering, brackets, numbers, dates and words that look wrong") },
    { "export", GROUP_DOC | GROUP_FILE | GROUP_LIBRARY | GROUP_EXPORT, NEEDS_LIBRARY, run_export, N_("[DOC...]"), N_("whole documents as they came, as Akoma Ntoso, HTML, Markdown, JSON or CSV") },
    { "repl", GROUP_LIBRARY | GROUP_REPL, NEEDS_NOTHING, run_repl, "", N_("the prompt; lines from standard input where that is no terminal") },
    { "complete-words", GROUP_COMPLETE, NEEDS_NOTHING, run_complete, N_("[--] WORD..."), NULL },
    { "sql", GROUP_LIBRARY | GROUP_OUTPUT, NEEDS_LIBRARY, run_sql, N_("QUERY"), N_("read-only SQL over the library's views") },
};
const size_t verbs_count = sizeof verbs / sizeof *verbs;

const verb *find_verb(const char *name)
{
    for (size_t i = 0; i < verbs_count; i++)
        if (strcmp(verbs[i].name, name) == 0)
            return &verbs[i];
    return NULL;
}

static size_t terminal_width(void)
{
    const char    *columns = getenv("COLUMNS");
    struct winsize size;
    if (!isatty(STDOUT_FILENO))
        return 0;
    if (columns && atoi(columns) > 0)
        return (size_t)atoi(columns);
    return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

void print_row(const char *what, size_t width, const char *explanation)
{
    enum { LEAST = 24, BELOW = 10 };                   /* columns for an explanation beside what it explains; else it goes below */
    size_t   columns = terminal_width(), used = tiao_width(str(what));
    bool     below   = columns && columns < 2 + width + LEAST;
    size_t   indent  = below ? BELOW : 2 + width, room = columns > indent ? columns - indent : 0;
    tiao_str rest    = str(explanation);
    if (below)
        printf("  %s\n%*s", what, (int)indent, "");
    else
        printf("  %s%*s", what, used < width ? (int)(width - used) : 1, "");
    do {
        tiao_str line = tiao_wrap(&rest, room ? room : SIZE_MAX);
        printf("%.*s\n%*s", (int)line.n, line.s, rest.n ? (int)indent : 0, "");
    } while (rest.n);
}

static void print_help(void)
{
    puts(_("usage: tiao VERB [OPTION...] [ARGUMENT...]\n\n"
           "Reads Chinese policy documents and answers questions about their provisions.\n"));
    for (size_t i = 0; i < verbs_count; i++)
        if (verbs[i].summary)
            print_row(verbs[i].name, VERB_WIDTH, _(verbs[i].summary));
    puts(_("\n'tiao VERB --help' tells a verb's options; tiao(1) is the manual."));
}

static void print_verb_help(const verb *v)
{
    printf(_("usage: tiao %s [OPTION...] %s\n\n%s\n\n"), v->name, *v->args ? _(v->args) : "",
           v->summary ? _(v->summary) : _("candidates for completion"));
    for (size_t i = 0; i < option_rows_count; i++) {
        const option_row *o = &option_rows[i];
        if (!(o->groups & v->groups))
            continue;
        char names[80];
        bool choice = option_is_choice(o);
        snprintf(names, sizeof names, "%c%c%s --%s%s%s%s", o->letter ? '-' : ' ', o->letter ? o->letter : ' ', o->letter ? "," : " ",
                 o->name, choice ? "[=" : o->value ? "=" : "", !o->value ? "" : choice ? o->value : _(o->value), choice ? "]" : "");
        print_row(names, OPTION_WIDTH, _(o->help));
    }
    if (v->summary)
        printf(_("\ntiao-%s(1) is the manual.\n"), v->name);
}

static void look_at_terminal(app *a)
{
    const char *when = a->ask.color, *term = getenv("TERM"), *no = getenv("NO_COLOR");
    a->terminal = isatty(STDOUT_FILENO);
    a->color    = when && strcmp(when, "auto") ? strcmp(when, "always") == 0
                                               : a->terminal && !(no && *no) && term && strcmp(term, "dumb");
    a->width    = terminal_width();
}

static tiao_err fill_filter(app *a, tiao_error *err)
{
    const words since = { &a->ask.since, a->ask.since != NULL, 0 }, until = { &a->ask.until, a->ask.until != NULL, 0 };
    const struct { const char *name; const words *values; } from[] = {
        { "doc", &a->ask.doc },     { "under", &a->ask.under },       { "kind", &a->ask.kind },
        { "topic", &a->ask.topic }, { "district", &a->ask.district }, { "since", &since },      { "until", &until },
    };
    tiao_err rc = tiao_filter_new(&a->filter, err);
    if (rc == TIAO_OK && (a->ask.topic.n || a->ask.district.n))
        rc = open_words(a, err);
    if (rc == TIAO_OK && a->words)
        tiao_filter_words(a->filter, a->words);
    if (rc == TIAO_OK && a->ask.mentions_only)
        tiao_filter_mentions_only(a->filter);
    for (size_t i = 0; i < sizeof from / sizeof *from; i++)
        for (size_t k = 0; k < from[i].values->n && rc == TIAO_OK; k++) {
            const char *v = from[i].values->v[k];
            rc            = tiao_filter_add(a->filter, a->lib, (tiao_str){ from[i].name, strlen(from[i].name) },
                                            (tiao_str){ v, strlen(v) }, err);
        }
    return rc;
}

static int run_verb(app *a, const verb *v, int argc, char **argv, tiao_error *err)
{
    if (!request_read(&a->ask, v->groups, argc, argv, err))
        return EXIT_ERROR;
    if (a->ask.help) {
        print_verb_help(v);
        return EXIT_FOUND;
    }
    if (!*v->args && a->ask.count_args && (v->groups & GROUP_FILTER)) {
        fail(err, TIAO_EUSAGE, "%s takes no argument, and here is '%s'; --doc names a document", v->name, a->ask.args[0]);
        return EXIT_ERROR;
    }
    if (!progress_when(a->ask.progress)) {
        fail(err, TIAO_EUSAGE, "--progress is auto, always or never, not '%s'", a->ask.progress);
        return EXIT_ERROR;
    }
    if (a->session && !a->ask.color)
        a->ask.color = a->session->color;
    if (a->session && !a->ask.hyperlink)
        a->ask.hyperlink = a->session->hyperlink;
    look_at_terminal(a);
    if (!(a->ask.json || a->ask.csv || a->ask.tsv))
        open_links(a);
    if (a->session)
        apply_session(a, v);
    if (a->ask.json)
        a->writer = tiao_json_writer(write_out, NULL);
    else if (a->ask.csv || a->ask.tsv)
        a->writer = tiao_delimited_writer(write_out, NULL, a->ask.csv ? ',' : '\t', a->ask.csv_safe);
    if (a->ask.mentions_only && !a->ask.district.n && v->run != run_districts) {
        fail(err, TIAO_EUSAGE, "--mentions-only narrows a --district; name one");
        return EXIT_ERROR;
    }
    if (v->needs >= NEEDS_LIBRARY && (open_library(a, err) != TIAO_OK || fill_filter(a, err) != TIAO_OK))
        return EXIT_ERROR;
    if (v->needs == NEEDS_FACTS && open_words(a, err) != TIAO_OK)
        return EXIT_ERROR;
    if (a->terminal && (v->groups & GROUP_OUTPUT) && !a->ask.quiet && !(a->session && !a->session->interactive))
        output_to_pager();
    return v->run(a, err);
}

/* Drops what the run made; what the prompt keeps stays. */
static void release(app *a)
{
    progress_end();
    const session *s = a->session;
    tiao_writer_free(a->writer);
    tiao_filter_free(a->filter);
    if (!s || a->lib != s->lib)
        tiao_library_close(a->lib);
    if (!s || a->words != s->words)
        tiao_words_close(a->words);
    request_free(&a->ask);
    free_links(a->links);
    for (size_t i = 0; i < a->made.n; i++)
        free((char *)(uintptr_t)a->made.v[i]);
    free(a->made.v);
    *a = (app){ .session = a->session };
}

static int help(const app *a, const char *name)
{
    const verb *v = name ? find_verb(name) : NULL;
    if (name && !v) {
        warn("no verb '%s'; '%s' lists them", name, a->session ? "help" : "tiao --help");
        return EXIT_ERROR;
    }
    if (v)
        print_verb_help(v);
    else
        print_help();
    return EXIT_FOUND;
}

int run_command(app *a, int argc, char **argv)
{
    bool asks_help = argc > 0 && (!strcmp(argv[0], "--help") || !strcmp(argv[0], "-h") || !strcmp(argv[0], "help"));
    tiao_error err       = { 0 };
    bool       asks_version = argc > 0 && !strcmp(argv[0], "--version");
    if (argc < 1 || asks_help || asks_version) {
        int status = EXIT_FOUND;
        if (asks_version)
            printf("tiao %s\nformat version %d\n", TIAO_VERSION, TIAO_FORMAT_VERSION);
        else
            status = help(a, argc > 1 && *argv[1] != '-' ? argv[1] : NULL);
        status = finish_output(a, argc < 1 ? EXIT_ERROR : status, &err);
        if (err.code != TIAO_OK)
            warn("%s", err.msg);
        return status;
    }
    const verb *v = find_verb(argv[0]);
    if (!v) {
        warn("no verb '%s'; '%s' lists them", argv[0], a->session ? "help" : "tiao --help");
        return EXIT_ERROR;
    }
    int status = run_verb(a, v, argc, argv, &err);
    status     = finish_output(a, status, &err);
    if (err.code != TIAO_OK)
        warn("%s", err.msg);
    release(a);
    return status;
}
