#include "editor.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <readline/history.h>
#include <readline/readline.h>

enum { REMEMBERED = 2000, LISTED = 200 };

/* readline keeps its state in globals, so there is one editor. */
static struct {
    bool            interactive;
    char           *history;          /* file; NULL: none */
    editor_complete complete;
    void           *ctx;
    candidates      offered;
    size_t          next;
    char           *line;             /* that was entered */
    bool            done;
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
        tiao_interrupt();                              /* a query that runs ends too */
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
    ed.complete(ed.ctx, line, &ed.offered);
    free(line);
    char **matches = ed.offered.n ? rl_completion_matches(text, next_candidate) : NULL;
    if (!matches)
        rl_attempted_completion_over = !ed.offered.files;
    rl_completion_append_character = ed.offered.open ? '\0' : ' ';
    rl_completion_suppress_quote   = ed.offered.open;
    return matches;
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
        fwrite(word.s, 1, tiao_fit(word, width), rl_outstream);
        bool last = i == count || i == LISTED || (size_t)i % in_row == 0;
        for (; (note.n || !last) && used < widest + 2; used++)
            fputc(' ', rl_outstream);
        if (note.n && used < width)
            fwrite(note.s, 1, tiao_fit(note, width - used), rl_outstream);
        if (last)
            fputc('\n', rl_outstream);
    }
    if (count > LISTED)
        fprintf(rl_outstream, _("… and %d more\n"), count - LISTED);
    rl_on_new_line();
}

/* ---- history: a line a command, the last of those that are alike ---- */

static void drop_duplicates(void)
{
    for (int i = history_length - 1; i > 0; i--)
        for (int k = i - 1; k >= 0; k--)
            if (strcmp(history_get(history_base + k)->line, history_get(history_base + i)->line) == 0) {
                free_history_entry(remove_history(k));
                i--;
            }
}

/* Other prompts have added lines meanwhile, so the file is read again; whoever reads it sees the old one or the new. */
static void tidy_file(void)
{
    size_t n     = strlen(ed.history) + 32;
    char  *fresh = malloc(n);
    clear_history();
    if (fresh && read_history(ed.history) == 0) {
        drop_duplicates();
        stifle_history(REMEMBERED);
        snprintf(fresh, n, "%s.%ld", ed.history, (long)getpid());
        int fd = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (fd >= 0 && close(fd) == 0 && (write_history(fresh) != 0 || rename(fresh, ed.history) != 0))
            unlink(fresh);
    }
    free(fresh);
}

void editor_remember(const char *line)
{
    if (!ed.interactive || !*line || *line == ' ' || *line == '\t')
        return;
    for (int k = history_length - 1; k >= 0; k--)
        if (strcmp(history_get(history_base + k)->line, line) == 0)
            free_history_entry(remove_history(k));
    add_history(line);
    if (!ed.history)
        return;
    int fd = open(ed.history, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (fd >= 0) {                                     /* at once: a prompt may end at any time */
        FILE *f = fdopen(fd, "a");
        if (f) {
            fprintf(f, "%s\n", line);
            fclose(f);
        } else
            close(fd);
    }
}

/* ---- reading ---- */

bool editor_start(bool interactive, const char *history, editor_complete completion, void *ctx)
{
    ed.interactive = interactive;
    ed.complete    = completion;
    ed.ctx         = ctx;
    if (!interactive)
        return true;
    struct sigaction act = { .sa_handler = on_signal };
    sigemptyset(&act.sa_mask);
    sigaction(SIGWINCH, &act, NULL);
    sigaction(SIGTERM, &act, NULL);
    sigaction(SIGHUP, &act, NULL);
    rl_readline_name                  = "tiao";
    rl_catch_signals                  = 0;             /* signals come between reads */
    rl_catch_sigwinch                 = 0;
    rl_change_environment             = 0;             /* COLUMNS is the user's */
    rl_attempted_completion_function  = complete;
    rl_completion_display_matches_hook = list_matches;
    rl_completer_word_break_characters = " \t\n|>";
    rl_completer_quote_characters     = "'\"";
    rl_filename_quote_characters      = " \t\n|>'\"\\";
    rl_sort_completion_matches        = 0;
    using_history();
    stifle_history(REMEMBERED);
    if (history && *history) {
        ed.history = strdup(history);
        if (ed.history && read_history(ed.history) == 0)
            drop_duplicates();
    }
    return true;
}

static void on_line(char *line)
{
    rl_callback_handler_remove();                      /* the terminal is the command's */
    ed.line = line;
    ed.done = true;
}

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

/* Leaves the line that is being written as it stands. */
static void abandon(void)
{
    rl_callback_sigcleanup();
    rl_free_line_state();
    rl_callback_handler_remove();
    fputc('\n', rl_outstream);
    fflush(rl_outstream);
}

/* Ctrl-Z: the shell gets its terminal as it was, and the line is there again afterwards. */
static void suspend(const struct sigaction *usual, const struct sigaction *ours)
{
    sigset_t stop;
    sigemptyset(&stop);
    sigaddset(&stop, SIGTSTP);
    rl_deprep_terminal();
    sigaction(SIGTSTP, usual, NULL);
    raise(SIGTSTP);
    sigprocmask(SIG_UNBLOCK, &stop, NULL);             /* here it stops */
    sigprocmask(SIG_BLOCK, &stop, NULL);
    sigaction(SIGTSTP, ours, NULL);
    rl_prep_terminal(1);
    rl_resize_terminal();
    rl_forced_update_display();
}

editor_result editor_read(char **line, const char *plain, const char *dim, bool color)
{
    char prompt[600];
    *line = NULL;
    if (!ed.interactive)
        return read_plain(line);
    const char *on = color ? "\001\033[2m\002" : "", *strong = color ? "\001\033[0;1m\002" : "", *off = color ? "\001\033[0m\002" : "";
    snprintf(prompt, sizeof prompt, "%s%s%s%s%s%s> %s", strong, plain, *dim ? " " : "", on, dim, strong, off);
    if (!*dim)
        snprintf(prompt, sizeof prompt, "%s%s> %s", strong, plain, off);
    ed.done = false;
    ed.line = NULL;
    sigset_t ours, before;                             /* signals come while we wait, and at no other time */
    sigemptyset(&ours);
    for (size_t i = 0; i < sizeof caught / sizeof *caught; i++)
        sigaddset(&ours, caught[i]);
    sigprocmask(SIG_BLOCK, &ours, &before);
    struct sigaction usual, stops = { .sa_handler = on_signal };
    sigemptyset(&stops.sa_mask);
    sigaction(SIGTSTP, &stops, &usual);                /* a query is stopped as any program is */
    rl_callback_handler_install(prompt, on_line);
    editor_result r = EDITOR_LINE;
    while (!ed.done && r == EDITOR_LINE) {
        if (suspended) {
            suspended = 0;
            suspend(&usual, &stops);
        }
        if (resized) {
            resized = 0;
            rl_resize_terminal();
        }
        struct pollfd in = { .fd = STDIN_FILENO, .events = POLLIN };
        int           n  = ended || tiao_interrupted() ? 0 : ppoll(&in, 1, NULL, &before);
        if (ended)
            r = EDITOR_END;
        else if (tiao_interrupted())
            r = EDITOR_INTERRUPTED;
        else if (n < 0 && errno != EINTR)
            r = EDITOR_FAILED;
        else if (n > 0)
            rl_callback_read_char();
    }
    if (!ed.done)
        abandon();
    sigaction(SIGTSTP, &usual, NULL);
    sigprocmask(SIG_SETMASK, &before, NULL);
    if (r == EDITOR_LINE && !ed.line) {
        fputc('\n', rl_outstream);
        r = EDITOR_END;
    }
    *line = ed.line;
    return r;
}

void editor_stop(void)
{
    if (ed.history)
        tidy_file();
    candidates_free(&ed.offered);
    clear_history();
    free(ed.history);
    ed.history = NULL;
}
