/* The program: what every verb works with. */
#ifndef CMD_APP_H
#define CMD_APP_H

#include "installed.h"
#include "request.h"
#include "tiao.h"

#include <libintl.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>

/* A text in the reader's language; a mark on one that is translated where it is printed, with or without a context. */
#define _(text) gettext(text)
#define N_(text) text
#define NC_(context, text) context "\004" text

/* A string of C; NULL is an empty one. */
static inline tiao_str str(const char *s) { return (tiao_str){ s, s ? strlen(s) : 0 }; }

enum { EXIT_FOUND = 0, EXIT_NONE = 1, EXIT_ERROR = 2 };

/* What the prompt keeps between lines (session.c); at the command line there is none. */
typedef struct session session;
/* The links of --hyperlink (link.c); NULL where there are none. */
typedef struct links links;

typedef struct {
    request       ask;
    tiao_library *lib;                /* open for verbs that need it */
    size_t        held;               /* bytes of text in it, where it holds files */
    tiao_filter  *filter;
    tiao_words   *words;              /* read for verbs that need facts */
    tiao_writer  *writer;             /* of --json, --csv, --tsv; else NULL: people read it */
    bool          terminal, color;
    size_t        width;              /* of the terminal; 0: no limit */
    session      *session;            /* NULL at the command line */
    bool          lists, shows;       /* at the prompt: what is listed can be opened by its number; `up` starts at what is shown */
    const char   *in_file;            /* what is listed is in a file of the line, this or one beside it; NULL: in the library */
    links        *links;
    words         made;               /* strings that the run owns */
} app;

enum { NEEDS_NOTHING, NEEDS_LIBRARY, NEEDS_FACTS };

typedef struct {
    const char *name;
    unsigned    groups;               /* of options */
    int         needs;
    int       (*run)(app *a, tiao_error *err);       /* an exit status; EXIT_ERROR with err filled */
    const char *args, *summary;       /* summary NULL: not for people */
} verb;

extern const verb   verbs[];
extern const size_t verbs_count;

const verb *find_verb(const char *name);
/* A line of help: what is explained, filled up to `width` columns, and the explanation, broken to the width of a terminal. */
enum { VERB_WIDTH = 12, OPTION_WIDTH = 31 };
void print_row(const char *what, size_t width, const char *explanation);
/* Runs a verb (argv[0]) with its arguments and says what fails; gives the exit status and leaves nothing behind in `a` but
   the session. */
int run_command(app *a, int argc, char **argv);

int run_eligibility(app *a, tiao_error *err);
int run_docs(app *a, tiao_error *err);
int run_toc(app *a, tiao_error *err);
int run_show(app *a, tiao_error *err);
int run_grep(app *a, tiao_error *err);
int run_search(app *a, tiao_error *err);
int run_parse(app *a, tiao_error *err);
int run_topics(app *a, tiao_error *err);
int run_cites(app *a, tiao_error *err);
int run_districts(app *a, tiao_error *err);
int run_import(app *a, tiao_error *err);
int run_remove(app *a, tiao_error *err);
int run_thresholds(app *a, tiao_error *err);
int run_sql(app *a, tiao_error *err);
int run_export(app *a, tiao_error *err);
/* What --format takes there; NULL behind the last. */
const char *export_format(size_t i);
int run_check(app *a, tiao_error *err);
int run_repl(app *a, tiao_error *err);
int run_complete(app *a, tiao_error *err);

/* ---- files (files.c) ---- */

/* The bytes of a file, or of standard input for "-"; the caller frees them. The message names the file. */
tiao_err read_file(tiao_buf *out, const char *path, tiao_error *err);
/* A document that was read; or, with none, why one of those in a file could not be (the message names it), after which the next
   one may follow. */
typedef struct {
    tiao_doc   *doc;                  /* the receiver's to free */
    const char *problem;
    bool        certain;              /* its id and its metadata stand in the file as such */
    size_t      record;               /* which one of many in the file it is; 0 where there is one */
} reading;
/* Anything but TIAO_OK ends the reading and comes back from it. */
typedef tiao_err (*document_fn)(void *ctx, const reading *r, tiao_error *err);
/* Gives fn the documents of a file of any kind, as --encoding and --format say. What `given` (or NULL) has takes precedence
   over what is found; an id that nobody gives is the file's name without folder and ending. */
tiao_err read_documents(app *a, const char *path, const tiao_meta *given, document_fn fn, void *ctx, tiao_error *err);
/* Puts the documents of a file into the library in memory. */
tiao_err hold_file(app *a, const char *path, tiao_error *err);
/* The same as read_documents for a file that is no UTF-8 text, open as `fd`, by way of tiao-read (foreign.c); `meta` has an id. */
tiao_err read_foreign(const app *a, const char *path, int fd, const tiao_meta *meta, document_fn fn, void *ctx, tiao_error *err);
/* Opens what the request asks for: files, a named library, the user's own, or the built-in one. */
tiao_err open_library(app *a, tiao_error *err);
tiao_err open_words(app *a, tiao_error *err);
/* The user's own library file, "" where there is no home; false when the path is too long. */
bool     user_library(char *path, size_t size);
/* Makes the folders that `path` names before its last slash. */
bool     make_folders(const char *path, mode_t mode);

/* ---- output (output.c) ---- */

bool write_out(void *ctx, tiao_str bytes);           /* standard output */
int  finish_output(app *a, int status, tiao_error *err);
tiao_err fail_unwritten(tiao_error *err);
/* Writes a table for people and frees it; the writer of --json and its like is left to finish_output. */
tiao_err finish_table(app *a, tiao_writer *w, tiao_error *err);
/* Counts one more result; whether --limit still lets it be shown. */
bool within_limit(const app *a, size_t *found);
/* The exit status of a listing that found so many, after telling how many --limit left out. */
int  listed(const app *a, size_t found);

/* ---- the program that we wait for (await.c) ---- */

/* Its status, as waitpid gives it. */
int  await_child(pid_t pid);
/* For a signal handler: passes the signal on. */
void end_awaited(int sig);

/* ---- where standard output goes (pager.c) ---- */

/* Through TIAO_PAGER, PAGER or less, until finish_output. Without a pager it stays where it is. */
void     output_to_pager(void);
/* Through a shell command, or into a file, until output_back. */
tiao_err output_to_command(const char *command, tiao_error *err);
tiao_err output_to_file(const char *path, bool append, tiao_error *err);
/* What is lost in a file is a failure; a command may leave when it has seen enough. */
void     output_back(tiao_error *err);
/* Notes that bytes could not be written. True: whoever read them has left, which is no failure; the query is stopped. */
bool     output_refused(void);
bool     output_is_left(void);
bool     output_is_paged(void);
#if defined __GNUC__
#define LIKE_PRINTF(fmt, from) __attribute__((format(printf, fmt, from)))
#else
#define LIKE_PRINTF(fmt, from)
#endif
/* A line on standard error. Its format, as that of fail, is translated there: it is a literal or marked with N_(). */
void warn(const char *fmt, ...) LIKE_PRINTF(1, 2);
/* Fills err, unless it already tells of a failure, and returns code. */
tiao_err fail(tiao_error *err, tiao_err code, const char *fmt, ...) LIKE_PRINTF(3, 4);

/* What a column of a table for people is headed with. */
const char *heading(const char *name);
void put_str(tiao_buf *b, const char *s);
void put_bytes(tiao_buf *b, const char *s, size_t n);
/* Frees a buffer of something that was printed; the run fails where memory ran out for it. */
void drop(tiao_buf *b);

typedef enum { PAINT_ADDRESS, PAINT_NUMBER, PAINT_MATCH, PAINT_HEADING, PAINT_DIM, PAINT_COUNT } paint;
void paint_on(const app *a, tiao_buf *b, paint p);
void paint_off(const app *a, tiao_buf *b);

#include "session.h"

/* ---- records (records.c): the fields of CONTRACT, in one place ---- */

void put_node(tiao_writer *w, const tiao_doc *d, uint32_t i);
void put_node_fields(tiao_writer *w, const tiao_doc *d, uint32_t i);        /* inside an object that is open */
void put_match(tiao_writer *w, const tiao_hit *hit);
/* Each stretch that matched. */
void put_parts(tiao_writer *w, const tiao_hit *hit);
/* A document's id alone. */
void put_name(tiao_writer *w, tiao_str id);
void put_hit(tiao_writer *w, const tiao_hit *hit);
/* Inside a record that is open; `brief`: what a person looks for first. */
void put_document_fields(tiao_writer *w, const tiao_meta *m, uint32_t nodes, bool brief);
void put_count(tiao_writer *w, const char *name, size_t n);
/* How far code points have been counted in a node, so that facts in order cost its length once. Starts as {0}. */
typedef struct {
    const tiao_doc *doc;
    uint32_t        node;
    size_t          at, count;
} counted;
void put_quantity(tiao_writer *w, const tiao_doc *d, const tiao_quantity *q, counted *c);
void put_entitlement(tiao_writer *w, const tiao_doc *d, const tiao_entitlement *e);
/* `people`: a row of the table, without what the address or the text says already. */
void put_place_mention(tiao_writer *w, const tiao_doc *d, const tiao_mention *m, counted *c, bool people);
void put_topic_mention(tiao_writer *w, const tiao_doc *d, const tiao_mention *m, counted *c, bool people);
void put_citation(tiao_writer *w, const tiao_doc *d, const tiao_citation *c, bool people);
void put_problem(tiao_writer *w, const tiao_doc *d, const tiao_problem *p, bool people);
void put_term(tiao_writer *w, const char *record, tiao_term term, size_t clauses, size_t documents);

#endif
