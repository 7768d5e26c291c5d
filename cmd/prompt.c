/* tiao-prompt: the verbs line after line, with an open library, a context, and the results of the last listing at hand.
   Where standard input is no terminal, its lines are run in silence. */
#include "editor.h"
#include "people.h"
#include "shellwords.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static bool leaving;

static int run_line_of(session *s, int argc, char **argv)
{
    app a = { .session = s };
    return run_command(&a, argc, argv);
}

static void set(char **field, tiao_str value)
{
    free(*field);
    *field = value.s ? strndup(value.s, value.n) : NULL;
}

static const tiao_str nothing = { NULL, 0 };

/* ---- the context ---- */

/* Whether the command has its one word; else `what` says what it wants. */
static bool wants_one(int argc, char **argv, const char *what, tiao_error *err)
{
    if (argc != 2)
        fail(err, TIAO_EUSAGE, what, argv[0]);
    return argc == 2;
}

static int run_use(session *s, int argc, char **argv, tiao_error *err)
{
    app    a = { .session = s };
    size_t k;
    if (!wants_one(argc, argv, N_("%s wants a document; 'clear' ends it"), err) || open_library(&a, err) != TIAO_OK ||
        tiao_library_find_doc(&k, a.lib, str(argv[1]), err) != TIAO_OK)
        return EXIT_ERROR;
    set(&s->doc, tiao_library_meta(a.lib, k)->id);
    set(&s->under, nothing);
    return EXIT_FOUND;
}

static int run_under(session *s, int argc, char **argv, tiao_error *err)
{
    app             a       = { .session = s };
    tiao_buf        address = { 0 };
    const tiao_doc *d;
    size_t          k;
    uint32_t        node, to;
    if (!wants_one(argc, argv, N_("%s wants an address; 'clear' ends it"), err) || open_library(&a, err) != TIAO_OK)
        return EXIT_ERROR;
    if (s->doc && !strchr(argv[1], ':') && !strstr(argv[1], "：")) {
        put_str(&address, s->doc);
        put_str(&address, ":");
    }
    put_str(&address, argv[1]);
    tiao_err rc = tiao_library_find_range(&k, &node, &to, a.lib, (tiao_str){ address.p, address.n }, err);
    if (rc == TIAO_OK)
        rc = tiao_library_doc(&d, a.lib, k, err);
    if (rc == TIAO_OK) {
        address.n = 0;
        tiao_node_address(d, node, &address);
        put_first_paragraph(&address, d, node, to);
        set(&s->under, (tiao_str){ address.p, address.n });
        if (s->doc)
            set(&s->doc, tiao_doc_meta(d)->id);
    }
    tiao_buf_free(&address);
    return rc == TIAO_OK ? EXIT_FOUND : EXIT_ERROR;
}

static int set_term(session *s, char **field, tiao_vocabulary v, int argc, char **argv, tiao_error *err)
{
    app       a = { .session = s };
    tiao_term t;
    if (!wants_one(argc, argv, v == TIAO_TOPICS ? N_("%s wants a topic; 'clear' ends it") : N_("%s wants a district; 'clear' ends it"), err) || open_words(&a, err) != TIAO_OK ||
        tiao_words_find(&t, a.words, v, str(argv[1]), err) != TIAO_OK)
        return EXIT_ERROR;
    set(field, t.id);
    return EXIT_FOUND;
}

static int run_topic(session *s, int argc, char **argv, tiao_error *err) { return set_term(s, &s->topic, TIAO_TOPICS, argc, argv, err); }

static int run_district(session *s, int argc, char **argv, tiao_error *err)
{
    return set_term(s, &s->district, TIAO_DISTRICTS, argc, argv, err);
}

static int run_clear(session *s, int argc, char **argv, tiao_error *err)
{
    const struct { const char *name; char **field; } parts[] = {
        { "use", &s->doc }, { "under", &s->under }, { "topic", &s->topic }, { "district", &s->district },
    };
    for (int i = 1; i < argc; i++) {
        bool known = false;
        for (size_t k = 0; k < sizeof parts / sizeof *parts; k++)
            known = known || strcmp(argv[i], parts[k].name) == 0;
        if (!known) {
            fail(err, TIAO_EUSAGE, "clear takes use, under, topic or district, or nothing for all of them, not '%s'", argv[i]);
            return EXIT_ERROR;
        }
    }
    for (size_t k = 0; k < sizeof parts / sizeof *parts; k++) {
        bool named = argc == 1;
        for (int i = 1; i < argc; i++)
            named = named || strcmp(argv[i], parts[k].name) == 0;
        if (named)
            set(parts[k].field, nothing);
    }
    return EXIT_FOUND;
}

/* What the prompt shows of the context: the document, the steps below it, the terms by their names. */
static void describe(const session *s, tiao_buf *b)
{
    const struct { const char *id; tiao_vocabulary v; } terms[] = { { s->topic, TIAO_TOPICS }, { s->district, TIAO_DISTRICTS } };
    if (s->doc)
        tiao_put_safe(b, str(s->doc));
    if (s->under) {
        size_t skip = s->doc ? strlen(s->doc) + 1 : 0;
        put_str(b, b->n ? " " : "");
        tiao_put_safe(b, str(strlen(s->under) > skip ? s->under + skip : s->under));
    }
    for (size_t i = 0; i < sizeof terms / sizeof *terms; i++)
        for (size_t k = 0; terms[i].id && k < tiao_words_count(s->words, terms[i].v); k++) {
            tiao_term t = tiao_words_term(s->words, terms[i].v, k);
            if (t.id.n == strlen(terms[i].id) && memcmp(t.id.s, terms[i].id, t.id.n) == 0) {
                put_str(b, b->n ? " " : "");
                tiao_put_safe(b, t.name);
            }
        }
    put_bytes(b, "", 1);
}

/* ---- results ---- */

/* Runs a verb on what stands in the library or the files that it was read from. */
static int run_on(session *s, const char *name, const origin *from, bool in_file, const char *what, tiao_error *err)
{
    words line   = { 0 };
    int   status = EXIT_ERROR;
    if (!session_line(&line, name, from, in_file, what))
        fail(err, TIAO_ENOMEM, "out of memory");
    else
        status = run_line_of(s, (int)line.n - 1, (char **)(uintptr_t)line.v);
    session_free_line(&line);
    return status;
}

static int open_result(session *s, size_t n, tiao_error *err)
{
    if (n < 1 || n > s->results.n) {
        fail(err, TIAO_EUSAGE, s->results.n ? N_("no result %zu; the last listing has %zu") : N_("no result %zu; nothing was listed"), n,
             s->results.n);
        return EXIT_ERROR;
    }
    const result *r = &s->results.v[n - 1];
    if (!*r->what) {
        fail(err, TIAO_EUSAGE, "row %zu has no address to open", n);
        return EXIT_ERROR;
    }
    if (!strchr(r->what, ':') || *r->what == '-')      /* a document, or the clauses of a topic or district: another listing */
        return run_on(s, "toc", &s->listed, r->in_file, r->what, err);
    int status    = run_on(s, "show", &s->listed, r->in_file, r->what, err);
    s->at         = n;
    s->in_results = true;
    return status;
}

/* The provision that was shown last, where it was read. */
typedef struct {
    app             a;
    words           line;
    bool            own;              /* the library is not the session's */
    const tiao_doc *d;
    uint32_t        node;
} place;

static bool find_shown(place *p, session *s, tiao_error *err)
{
    size_t k;
    *p = (place){ .a = { .session = s } };
    if (!s->shown)
        fail(err, TIAO_EUSAGE, "nothing was shown yet");
    else if (!session_line(&p->line, "show", &s->shown_in, true, s->shown))
        fail(err, TIAO_ENOMEM, "out of memory");
    if (!p->line.n || !request_read(&p->a.ask, find_verb("show")->groups, (int)p->line.n - 1, (char **)(uintptr_t)p->line.v, err))
        return false;
    tiao_err rc = open_library(&p->a, err);
    p->own      = p->a.lib != s->lib;
    return rc == TIAO_OK && tiao_library_find_node(&k, &p->node, p->a.lib, str(s->shown), err) == TIAO_OK &&
           tiao_library_doc(&p->d, p->a.lib, k, err) == TIAO_OK;
}

static void leave_place(place *p)
{
    if (p->own)
        tiao_library_close(p->a.lib);
    request_free(&p->a.ask);
    session_free_line(&p->line);
}

static int show_node(place *p, uint32_t node, tiao_error *err)
{
    session *s       = p->a.session;
    tiao_buf address = { 0 };
    int      status  = EXIT_ERROR;
    tiao_node_address(p->d, node, &address);
    if (address.p)
        status = run_on(s, "show", &s->shown_in, true, address.p, err);
    s->in_results = false;
    tiao_buf_free(&address);
    return status;
}

static int run_up(session *s, int argc, char **argv, tiao_error *err)
{
    place p;
    int   status = EXIT_ERROR;
    (void)argc, (void)argv;
    if (find_shown(&p, s, err)) {
        uint32_t parent = tiao_doc_node(p.d, p.node)->parent;
        if (parent == TIAO_NONE)
            fail(err, TIAO_ENOTFOUND, "'%s' stands at the top of its document", s->shown);
        else
            status = show_node(&p, parent, err);
    }
    leave_place(&p);
    return status;
}

/* The provision behind all that was shown; the sibling before it, or the parent of the first. TIAO_NONE: there is none. */
static uint32_t beside(const tiao_doc *d, uint32_t node, int by)
{
    const tiao_node *n  = tiao_doc_node(d, node);
    uint32_t         to = TIAO_NONE;
    if (by > 0 && n->end < tiao_doc_count(d))
        to = n->end;
    for (uint32_t i = 0; by < 0 && i < node; i++)
        if (tiao_doc_node(d, i)->parent == n->parent || i == n->parent)
            to = i;
    return to;
}

/* The next result, or after `show` and `up` the next provision of the document. */
static int run_step(session *s, int by, tiao_error *err)
{
    place p;
    int   status = EXIT_ERROR;
    if (s->in_results && s->results.n) {
        if ((by < 0 && s->at < 2) || (by > 0 && s->at == s->results.n)) {
            fail(err, TIAO_ENOTFOUND, by < 0 ? N_("there is no result before this one") : N_("that was the last result"));
            return EXIT_ERROR;
        }
        return open_result(s, by < 0 ? s->at - 1 : s->at + 1, err);
    }
    if (find_shown(&p, s, err)) {
        uint32_t to = beside(p.d, p.node, by);
        if (to == TIAO_NONE)
            fail(err, TIAO_ENOTFOUND, by < 0 ? N_("'%s' is the first of its document") : N_("'%s' is the last of its document"), s->shown);
        else
            status = show_node(&p, to, err);
    }
    leave_place(&p);
    return status;
}

static int run_next(session *s, int argc, char **argv, tiao_error *err)
{
    (void)argc, (void)argv;
    return run_step(s, 1, err);
}

static int run_prev(session *s, int argc, char **argv, tiao_error *err)
{
    (void)argc, (void)argv;
    return run_step(s, -1, err);
}

/* ---- the rest ---- */

static int run_quit(session *s, int argc, char **argv, tiao_error *err)
{
    (void)s, (void)argc, (void)argv, (void)err;
    leaving = true;
    return EXIT_FOUND;
}

static int run_help(session *s, int argc, char **argv, tiao_error *err);

static const prompt_command commands[] = {
    { "use", N_("DOC"), N_("asks this document only"), run_use },
    { "under", N_("ADDRESS"), N_("asks this provision and what it holds only"), run_under },
    { "topic", N_("TOPIC"), N_("asks clauses on this topic only"), run_topic },
    { "district", N_("DISTRICT"), N_("asks clauses of or on this district only"), run_district },
    { "clear", N_("[use|under|topic|district...]"), N_("asks everything again"), run_clear },
    { "next", "", N_("shows the next result, or the next provision"), run_next },
    { "prev", "", N_("shows the one before"), run_prev },
    { "up", "", N_("shows the provision around the one shown last"), run_up },
    { "help", N_("[VERB]"), N_("this text, or a verb's options"), run_help },
    { "quit", "", N_("leaves, as Ctrl-D does"), run_quit },
    { "exit", "", NULL, run_quit },
};
enum { COMMANDS = sizeof commands / sizeof *commands };

static const prompt_command *find_command(const char *name)
{
    for (size_t i = 0; i < COMMANDS; i++)
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    return NULL;
}

static int run_help(session *s, int argc, char **argv, tiao_error *err)
{
    (void)err;
    const prompt_command *c = argc > 1 ? find_command(argv[1]) : NULL;
    if (s->interactive && isatty(STDOUT_FILENO))
        output_to_pager();
    if (c && c->summary) {
        printf(_("usage: %s %s\n\n%s\n"), c->name, *c->args ? _(c->args) : "", _(c->summary));
        return EXIT_FOUND;
    }
    if (argc > 1)
        return run_line_of(s, argc, argv);
    for (size_t i = 0; i < verbs_count; i++)
        if (verbs[i].summary && verbs[i].run != run_repl)
            print_row(verbs[i].name, VERB_WIDTH, _(verbs[i].summary));
    putchar('\n');
    for (size_t i = 0; i < COMMANDS; i++)
        if (commands[i].summary)
            print_row(commands[i].name, VERB_WIDTH, _(commands[i].summary));
    print_row("3", VERB_WIDTH, _("opens the third result of the last listing"));
    print_row(_("... | CMD"), VERB_WIDTH, _("gives the answer to a shell command"));
    print_row(_("... > FILE"), VERB_WIDTH, _("writes it to a file, with >> behind what is in it"));
    print_row(_("!CMD"), VERB_WIDTH, _("runs a shell command"));
    puts(_("\n'help VERB' tells a verb's options; Tab completes; Ctrl-C stops a query."));
    return EXIT_FOUND;
}

static int run_shell(const char *command, bool interactive, tiao_error *err)
{
    fflush(stdout);
    pid_t pid = fork();
    if (pid == 0) {
        int null = interactive ? -1 : open("/dev/null", O_RDONLY);      /* the lines that are left are not for it */
        if (null >= 0)
            dup2(null, STDIN_FILENO);
        execl("/bin/sh", "sh", "-c", command, (char *)NULL);
        _exit(127);
    }
    if (pid < 0) {
        fail(err, TIAO_EIO, "%s: %s", command, tiao_reason(errno));
        return EXIT_ERROR;
    }
    int status = await_child(pid);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return EXIT_FOUND;
    if (WIFEXITED(status))
        fail(err, TIAO_EIO, "%s: exit status %d", command, WEXITSTATUS(status));
    else
        fail(err, TIAO_EIO, "%s: ended by signal %d", command, WTERMSIG(status));
    return EXIT_ERROR;
}

static bool is_number(const char *s)
{
    size_t n = strspn(s, "0123456789");
    return n && n < 10 && !s[n];
}

static int run_words(session *s, int n, char **v, tiao_error *err)
{
    if (n > 1 && strcmp(v[0], "tiao") == 0)            /* a line of the manual, or of habit */
        return run_words(s, n - 1, v + 1, err);
    const prompt_command *c = find_command(v[0]);
    if (c && c->args[0] == 0 && n > 1) {
        fail(err, TIAO_EUSAGE, "%s takes no arguments", c->name);
        return EXIT_ERROR;
    }
    if (c)
        return c->run(s, n, v, err);
    if (n == 1 && is_number(v[0]))
        return open_result(s, (size_t)atol(v[0]), err);
    int status = run_line_of(s, n, v);
    if (strcmp(v[0], "show") == 0 && status == EXIT_FOUND)
        s->in_results = false;
    return status;
}

/* Runs one line; its exit status, -1 for a line that says nothing. */
static int run_line(session *s, const char *line)
{
    shell_line l      = { 0 };
    tiao_error err    = { 0 };
    int        status = EXIT_ERROR;
    tiao_interrupt_clear();
    while (isspace((unsigned char)*line))
        line++;
    if (!*line || *line == '#')
        return -1;
    if (*line == '!')
        status = run_shell(line + 1, s->interactive, &err);
    else if (shell_split(&l, line, &err)) {
        tiao_err rc = TIAO_OK;
        if (l.to == TO_COMMAND)
            rc = output_to_command(l.target, &err);
        else if (l.to != TO_OUTPUT)
            rc = output_to_file(l.target, l.to == TO_END_OF_FILE, &err);
        if (rc == TIAO_OK)
            status = run_words(s, l.n, l.v, &err);
        output_back(&err);
    }
    shell_free(&l);
    if ((fflush(stdout) != 0 || ferror(stdout)) && !tiao_interrupted())
        fail_unwritten(&err);
    clearerr(stdout);
    if (err.code != TIAO_OK && *err.msg)
        warn("%s", err.msg);
    tiao_interrupt_clear();                            /* it was this line that was to end */
    if (status == EXIT_NONE && s->interactive)
        warn("nothing found");
    fflush(stdout);
    clearerr(stdin);
    return err.code != TIAO_OK ? EXIT_ERROR : status;
}

/* ---- the program ---- */

static void complete_line(void *ctx, const char *line, candidates *out)
{
    app        a = { .session = ctx };
    shell_line l = { 0 };
    *out         = (candidates){ 0 };
    if (*line == '!')
        out->files = true;
    else if (shell_split_part(&l, line) && l.to == TO_OUTPUT)
        complete_words(out, &a, l.v, l.n);
    else
        out->files = true;
    if (a.lib && a.lib != a.session->lib)
        tiao_library_close(a.lib);
    shell_free(&l);
}

/* Chinese is typed and deleted by characters only where the locale says UTF-8; readline and the pager ask the environment. */
static void use_utf8(void)
{
    setlocale(LC_CTYPE, "");
    if (strcmp(nl_langinfo(CODESET), "UTF-8") == 0 || !setlocale(LC_CTYPE, "C.UTF-8"))
        return;
    setenv(getenv("LC_ALL") && *getenv("LC_ALL") ? "LC_ALL" : "LC_CTYPE", "C.UTF-8", 1);
}

/* The history's file, with its folders made; "" where there is no home. */
static void history_file(char *path, size_t size)
{
    const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
    int         n     = 0;
    *path             = 0;
    if (state && *state == '/')
        n = snprintf(path, size, "%s/tiao/history", state);
    else if (home && *home == '/')
        n = snprintf(path, size, "%s/.local/state/tiao/history", home);
    if (n < 0 || (size_t)n >= size)
        *path = 0;
    make_folders(path, 0700);
}

static void on_interrupt(int sig)
{
    (void)sig;
    tiao_interrupt();
}

static int read_lines(session *s, bool strict, bool color)
{
    int last = EXIT_FOUND;
    for (leaving = false; !leaving;) {
        tiao_buf context = { 0 };
        char    *line    = NULL;
        describe(s, &context);
        editor_result r = editor_read(&line, "tiao", context.p ? context.p : "", color);
        tiao_buf_free(&context);
        if (r == EDITOR_INTERRUPTED) {
            tiao_interrupt_clear();
            continue;
        }
        if (r != EDITOR_LINE) {
            free(line);
            if (r == EDITOR_FAILED) {
                warn("standard input: %s", tiao_reason(errno));
                last = EXIT_ERROR;
            }
            break;
        }
        int status = -1;
        for (char *one = line, *next; one; one = next) {       /* several, where they were pasted; the first error ends them */
            next = strchr(one, '\n');
            if (next)
                *next++ = 0;
            status = run_line(s, one);
            if (status == EXIT_ERROR)
                break;
            if (status >= 0)
                editor_remember(one);
        }
        free(line);
        last = status >= 0 ? status : last;
        if (strict && status == EXIT_ERROR)
            break;
    }
    return s->interactive && !strict ? EXIT_FOUND : last;
}

int main(int argc, char **argv)
{
    session          s    = { .commands = commands, .commands_count = COMMANDS };
    request          ask  = { 0 };
    tiao_error       err  = { 0 };
    char             history[4096] = "";
    const verb      *repl = find_verb("repl");
    struct sigaction act  = { .sa_handler = on_interrupt };          /* what waits for input is to end */
    tiao_use_language(own_file(OWN_MESSAGES));
    if (!request_read(&ask, repl->groups, argc, argv, &err)) {
        warn("%s", err.msg);
        return EXIT_ERROR;
    }
    if (ask.help) {
        run_help(&s, 1, argv, &err);
        return EXIT_FOUND;
    }
    s.color     = ask.color;
    s.hyperlink = ask.hyperlink;
    use_utf8();
    if (ask.library)
        setenv("TIAO_LIBRARY", ask.library, 1);
    s.interactive = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
    const char *no = getenv("NO_COLOR"), *term = getenv("TERM");
    bool color = ask.color && strcmp(ask.color, "auto") ? strcmp(ask.color, "always") == 0
                                                        : !(no && *no) && term && strcmp(term, "dumb");
    sigemptyset(&act.sa_mask);
    if (s.interactive)
        sigaction(SIGINT, &act, NULL);
    if (!ask.no_history)
        history_file(history, sizeof history);
    if (s.interactive && access(history, F_OK) != 0)   /* for the first time */
        printf(_("tiao %s; 'help' tells what can be asked, Tab completes, Ctrl-D leaves\n"), TIAO_VERSION);
    fflush(stdout);
    editor_start(s.interactive, history, complete_line, &s);
    int status = read_lines(&s, ask.strict, color);
    editor_stop();
    session_free(&s);
    request_free(&ask);
    return status;
}
