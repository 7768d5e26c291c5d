/* What the prompt keeps between lines: the open library and word lists, the context that narrows every question, and what
   was listed and shown last. */
#ifndef CMD_SESSION_H
#define CMD_SESSION_H

#include "app.h"

#include <sys/stat.h>

typedef struct prompt_command prompt_command;
struct prompt_command {
    const char *name, *args, *summary;      /* summary NULL: not for people */
    int       (*run)(session *s, int argc, char **argv, tiao_error *err);
};

/* Where a listing or a provision was read from, as options that make another line read there. */
typedef struct {
    char *library;                    /* --library=PATH; NULL: the session's own */
    words files;                      /* --file=FILE ..., and how they are read */
} origin;

typedef struct {
    char *what;                       /* an address, a document's id, or a filter as an option; "" for a row that opens nothing */
    bool  in_file;                    /* of the listing's files, not of its library */
} result;

struct session {
    bool          interactive;        /* a person types */
    const char   *color, *hyperlink;  /* of lines that do not say; NULL: auto, never */
    tiao_library *lib;
    char         *path;               /* of lib; with it, what its file and its reading image were when it was opened */
    struct stat   files[2];
    tiao_words   *words;
    char         *doc, *under, *topic, *district;      /* the context: ids and an address; NULL where none is set */
    struct { result *v; size_t n, room; } results;     /* of the last listing */
    origin        listed;
    size_t        at;                 /* the result that was opened last, 1-based; 0: none yet */
    bool          in_results;         /* `next` goes on in the results, not in the document */
    char         *shown;              /* the address that was shown last */
    origin        shown_in;
    const prompt_command *commands;   /* beside the verbs */
    size_t        commands_count;
};

void session_free(session *s);
/* Gives a->lib the library at `path`: the one that is open where its file is as it was. */
tiao_err session_library(app *a, const char *path, bool immutable, tiao_error *err);
/* Closes it, so that the next line opens it afresh. */
void session_close_library(session *s);
/* Narrows what the line asks for to the context, wherever the line itself does not say. */
void apply_session(app *a, const verb *v);

/* A line that runs the verb `name` on `what` where it was read: words of its own, ended by NULL; for session_free_line. */
bool session_line(words *line, const char *name, const origin *from, bool in_file, const char *what);
void session_free_line(words *line);
/* What is listed from here on is in this file, and not in the library; NULL: in the library again. */
void session_reads_file(app *a, const char *path);

enum { RESULT_WIDTH = 5 };            /* of a result's number and the blanks behind it */

/* Remembers a result under its number and, for a person, puts the number before it. */
void note_address(const app *a, tiao_buf *b, const tiao_doc *d, uint32_t i);
/* A table on standard output; at the prompt its rows are results. */
tiao_writer *table_for_people(app *a);
/* The same with the columns' names as headings, in every language. */
tiao_writer *table_of_names(app *a);

#endif
