#include "editor.h"
#include "history.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include <readline/history.h>
#include <readline/readline.h>

enum { LISTED = 200, CONTEXT_WIDTH = 60 };

/* readline keeps its state in globals, so there is one editor. */
static struct {
    bool            interactive;
    char           *history;          /* file; NULL: none */
    editor_complete complete;
    void           *ctx;
    candidates      offered;
    size_t          next;
    char           *line;             /* that was entered */
    bool            done, added;
    editor_result   result;           /* anything but EDITOR_LINE: why there is none */
    sigset_t        elsewhere;        /* the signals that are blocked outside the reading */
    struct sigaction usual, stops;    /* on SIGTSTP: outside, and here */
} ed;

static volatile sig_atomic_t resized, ended, suspended;
static const int             caught[] = { SIGINT, SIGWINCH, SIGTERM, SIGHUP, SIGTSTP };      /* SIGINT by whoever starts us */

static void on_signal(int sig)
{
    if (sig == SIGWINCH)
        resized = 1;
    else if (sig == SIGTSTP)
        suspended = 1;
    else {
        ended = sig;
        tiao_interrupt();                              /* a query that runs ends too, and what we wait for */
        end_awaited(sig);
    }
}

/* ---- completion ---- */

static char *next_candidate(const char *text, int state)
{
    (void)text;
    if (state == 0)
        ed.next = 0;
    return ed.next < ed.offered.n ? strdup(ed.offered.v[ed.next++].word) : NULL;
}

static char **complete(const char *text, int start, int end)
{
    char *line = strndup(rl_line_buffer, (size_t)end);
    (void)start;
    candidates_free(&ed.offered);
    rl_attempted_completion_over = 1;
    if (!line)
        return NULL;
    sigset_t here;                                     /* a large library may take its time: Ctrl-C is heard */
    sigprocmask(SIG_SETMASK, &ed.elsewhere, &here);
    ed.complete(ed.ctx, line, &ed.offered);
    sigprocmask(SIG_SETMASK, &here, NULL);
    free(line);
    char **matches = ed.offered.n ? rl_completion_matches(text, next_candidate) : NULL;
    if (!matches)
        rl_attempted_completion_over = !ed.offered.files;
    rl_completion_append_character = ed.offered.open ? '\0' : ' ';
    rl_completion_suppress_quote   = ed.offered.open;
    return matches;
}

/* As much of a text as fits, with … where it does not. */
static void write_cut(tiao_str s, size_t width)
{
    size_t fits = tiao_fit(s, width);
    if (fits < s.n && width)
        fits = tiao_fit(s, width - 1);
    fwrite(s.s, 1, fits, rl_outstream);
    if (fits < s.n && width)
        fputs("…", rl_outstream);
}

static const char *note_of(const char *word)
{
    for (size_t i = 0; i < ed.offered.n; i++)
        if (strcmp(ed.offered.v[i].word, word) == 0)
            return ed.offered.v[i].note;
    return "";
}

/* A candidate a line with its note, cut to the terminal; those without notes in as many columns as fit. */
static void list_matches(char **matches, int count, int longest)
{
    int    rows, columns;
    size_t widest = 0;
    bool   notes  = false;
    (void)longest;
    rl_get_screen_size(&rows, &columns);
    size_t width = columns > 4 ? (size_t)columns - 1 : 79;
    for (int i = 1; i <= count; i++) {
        size_t w = tiao_width((tiao_str){ matches[i], strlen(matches[i]) });
        widest   = w > widest ? w : widest;
        notes    = notes || *note_of(matches[i]);
    }
    size_t in_row = notes || widest + 2 > width ? 1 : width / (widest + 2);
    fputc('\n', rl_outstream);
    for (int i = 1; i <= count && i <= LISTED; i++) {
        tiao_str word = { matches[i], strlen(matches[i]) }, note = { note_of(matches[i]), strlen(note_of(matches[i])) };
        size_t   used = tiao_width(word);
        write_cut(word, width);
        bool last = i == count || i == LISTED || (size_t)i % in_row == 0;
        for (; (note.n || !last) && used < widest + 2; used++)
            fputc(' ', rl_outstream);
        if (note.n && used < width)
            write_cut(note, width - used);
        if (last)
            fputc('\n', rl_outstream);
    }
    if (count > LISTED)
        fprintf(rl_outstream, _("… and %d more\n"), count - LISTED);
    rl_on_new_line();
}

/* ---- history ---- */

static void take_line(const char *line) { add_history(line); }

void editor_remember(const char *line)
{
    if (!ed.interactive || !*line || *line == ' ' || *line == '\t')
        return;
    for (int k = history_length - 1; k >= 0; k--)
        if (strcmp(history_get(history_base + k)->line, line) == 0)
            free_history_entry(remove_history(k));
    add_history(line);
    if (ed.history)
        history_append(ed.history, line);
    ed.added = true;
}

/* ---- reading ---- */

static editor_result read_plain(char **line)
{
    size_t  room = 0;
    ssize_t n    = getline(line, &room, stdin);
    if (n < 0)
        return ferror(stdin) && errno != EINTR ? EDITOR_FAILED : EDITOR_END;
    if (n && (*line)[n - 1] == '\n')
        (*line)[--n] = 0;
    if (n && (*line)[n - 1] == '\r')
        (*line)[--n] = 0;
    return EDITOR_LINE;
}

/* A read gives what there is, nothing too: between our look and the read Ctrl-C may drop what was typed. */
static void prepare(int meta)
{
    struct termios t;
    rl_prep_terminal(meta);
    if (tcgetattr(STDIN_FILENO, &t) == 0) {
        t.c_cc[VMIN] = 0;
        tcsetattr(STDIN_FILENO, TCSADRAIN, &t);
    }
}

/* Ctrl-Z: the shell gets its terminal as it was, and the line is there again afterwards. */
static void suspend(void)
{
    sigset_t stop;
    sigemptyset(&stop);
    sigaddset(&stop, SIGTSTP);
    rl_deprep_terminal();
    sigaction(SIGTSTP, &ed.usual, NULL);
    raise(SIGTSTP);
    sigprocmask(SIG_UNBLOCK, &stop, NULL);             /* here it stops */
    sigprocmask(SIG_BLOCK, &stop, NULL);
    sigaction(SIGTSTP, &ed.stops, NULL);
    prepare(1);
    rl_resize_terminal();
    rl_forced_update_display();
}

/* The key with which readline leaves what it is at: Enter for a line, which stands then as it was, and Ctrl-G for what has put a
   prompt of its own over ours. The rest take an error. */
static int give_up(editor_result why)
{
    ed.result = why;
    if (RL_ISSTATE(RL_STATE_ISEARCH | RL_STATE_NUMERICARG))
        return CTRL('G');
    return RL_ISSTATE(RL_STATE_READCMD) ? RETURN : READERR;
}

/* The next key. Signals come while we wait for it, and at no other time of the reading. */
static int read_key(FILE *in)
{
    for (;;) {
        if (suspended) {
            suspended = 0;
            suspend();
        }
        if (resized) {
            resized = 0;
            rl_resize_terminal();
        }
        struct pollfd look = { .fd = fileno(in), .events = POLLIN };
        unsigned char key;
        int           n = ended || tiao_interrupted() ? 0 : ppoll(&look, 1, NULL, &ed.elsewhere);
        if (ended)
            return give_up(EDITOR_END);
        if (tiao_interrupted())
            return give_up(EDITOR_INTERRUPTED);
        if (n < 0 && errno != EINTR)
            return give_up(EDITOR_FAILED);
        if (n <= 0)
            continue;
        ssize_t got = read(look.fd, &key, 1);
        if (got == 1)
            return key;
        if (got < 0 ? errno != EINTR && errno != EAGAIN : (look.revents & POLLHUP) != 0)
            return give_up(EDITOR_END);                /* the terminal is gone */
    }
}

/* What a terminal pastes stands between \e[200~ and \e[201~. readline's own command for it takes text without an end where the
   paste is cut off by an interrupt. */
static int paste(int count, int key)
{
    static const char last[] = "\033[201~";
    tiao_buf          text   = { 0 };
    int               c;
    (void)count, (void)key;
    while ((c = rl_read_key()) >= 0) {
        char byte = (char)c;
        if (byte == '\n' && text.n && text.p[text.n - 1] == '\r')
            text.n--;
        if (byte)
            put_bytes(&text, &byte, 1);
        if (text.n >= strlen(last) && memcmp(text.p + text.n - strlen(last), last, strlen(last)) == 0)
            break;
    }
    for (size_t i = 0; i < text.n; i++)
        text.p[i] = text.p[i] == '\r' ? '\n' : text.p[i];
    if (c >= 0 && !text.failed) {
        text.p[text.n - strlen(last)] = 0;
        rl_insert_text(text.p);
    }
    tiao_buf_free(&text);
    return 0;
}

static void on_line(char *line)
{
    rl_callback_handler_remove();                      /* the terminal is the command's */
    ed.line = line;
    ed.done = true;
}

/* Leaves the line that is being written as it stands. */
static void abandon(void)
{
    if (!ed.done) {
        rl_point = rl_end;                             /* the next prompt stands below the whole line */
        rl_redisplay();
        rl_callback_sigcleanup();
        rl_free_line_state();
        rl_callback_handler_remove();
        fputc('\n', rl_outstream);
        fflush(rl_outstream);
    }
    free(ed.line);
    ed.line = NULL;
}

bool editor_start(bool interactive, const char *history, editor_complete completion, void *ctx)
{
    ed.interactive = interactive;
    ed.complete    = completion;
    ed.ctx         = ctx;
    if (!interactive)
        return true;
    struct sigaction act = { .sa_handler = on_signal };
    sigemptyset(&act.sa_mask);
    sigaction(SIGTERM, &act, NULL);
    sigaction(SIGHUP, &act, NULL);
    act.sa_flags = SA_RESTART;                         /* no write of an answer is cut short */
    sigaction(SIGWINCH, &act, NULL);
    act.sa_flags = 0;
    ed.stops = act;
    rl_readline_name                  = "tiao";
    rl_getc_function                  = read_key;
    rl_prep_term_function             = prepare;
    rl_catch_signals                  = 0;             /* signals come between reads */
    rl_catch_sigwinch                 = 0;
    rl_change_environment             = 0;             /* COLUMNS is the user's */
    rl_attempted_completion_function  = complete;
    rl_completion_display_matches_hook = list_matches;
    rl_completer_word_break_characters = " \t\n|>";
    rl_completer_quote_characters     = "'\"";
    rl_filename_quote_characters      = " \t\n|>'\"\\";
    rl_sort_completion_matches        = 0;
    rl_initialize();
    rl_bind_keyseq_in_map("\033[200~", paste, emacs_standard_keymap);
    rl_bind_keyseq_in_map("\033[200~", paste, vi_insertion_keymap);
    using_history();
    stifle_history(HISTORY_LINES);
    if (history && *history) {
        ed.history = strdup(history);
        history_load(history, take_line);
    }
    return true;
}

/* How many bytes of it the prompt has room for: half a line is the person's. */
static int dim_width(const char *dim)
{
    int rows, columns;
    rl_get_screen_size(&rows, &columns);
    size_t half = columns > 8 ? (size_t)columns / 2 : 4;
    return (int)tiao_fit((tiao_str){ dim, strlen(dim) }, half < CONTEXT_WIDTH ? half : CONTEXT_WIDTH);
}

editor_result editor_read(char **line, const char *plain, const char *dim, bool color)
{
    char prompt[600];
    *line = NULL;
    if (!ed.interactive)
        return read_plain(line);
    const char *on = color ? "\001\033[2m\002" : "", *strong = color ? "\001\033[0;1m\002" : "", *off = color ? "\001\033[0m\002" : "";
    if (*dim)
        snprintf(prompt, sizeof prompt, "%s%s %s%.*s%s> %s", strong, plain, on, dim_width(dim), dim, strong, off);
    else
        snprintf(prompt, sizeof prompt, "%s%s> %s", strong, plain, off);
    ed.done   = false;
    ed.result = EDITOR_LINE;
    sigset_t ours;
    sigemptyset(&ours);
    for (size_t i = 0; i < sizeof caught / sizeof *caught; i++)
        sigaddset(&ours, caught[i]);
    sigprocmask(SIG_BLOCK, &ours, &ed.elsewhere);
    sigaction(SIGTSTP, &ed.stops, &ed.usual);          /* a query is stopped as any program is */
    rl_callback_handler_install(prompt, on_line);
    while (!ed.done && ed.result == EDITOR_LINE)
        rl_callback_read_char();
    if (ed.result != EDITOR_LINE)
        abandon();
    sigaction(SIGTSTP, &ed.usual, NULL);
    sigprocmask(SIG_SETMASK, &ed.elsewhere, NULL);
    if (ed.result == EDITOR_LINE && !ed.line) {        /* Ctrl-D; with bracketed paste readline ends the line itself */
        if (strcmp(rl_variable_value("enable-bracketed-paste"), "on") != 0)
            fputc('\n', rl_outstream);
        ed.result = EDITOR_END;
    }
    *line   = ed.line;
    ed.line = NULL;
    return ed.result;
}

void editor_stop(void)
{
    if (ed.history && ed.added)
        history_tidy(ed.history);
    candidates_free(&ed.offered);
    clear_history();
    free(ed.history);
    ed.history = NULL;
}
