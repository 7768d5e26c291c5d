/* What a command line asks for: one table of options, read by the parser, by --help and by completion. */
#ifndef CMD_REQUEST_H
#define CMD_REQUEST_H

#include "tiao.h"

/* The verbs that an option belongs to take it by these groups. */
enum {
    GROUP_FILTER  = 1 << 0,
    GROUP_OUTPUT  = 1 << 1,
    GROUP_LIBRARY = 1 << 2,
    GROUP_TOC     = 1 << 3,
    GROUP_SHOW    = 1 << 4,
    GROUP_GREP    = 1 << 5,
    GROUP_LIMIT   = 1 << 6,
    GROUP_IMPORT  = 1 << 7,
    GROUP_META    = 1 << 8,
    GROUP_FILE    = 1 << 9,
    GROUP_SEARCH  = 1 << 10,
    GROUP_MENTION = 1 << 11,
    GROUP_CITES   = 1 << 12,
    GROUP_AMOUNT  = 1 << 13,
    GROUP_ELIGIBILITY = 1 << 14,
    GROUP_CHECK   = 1 << 15,
    GROUP_EXPORT  = 1 << 16,
    GROUP_READ    = 1 << 17,
    GROUP_REPL    = 1 << 18,
    GROUP_COMPLETE = 1 << 19,
    GROUP_DOC     = 1 << 20,          /* filters of whole documents */
    GROUP_DOCS    = 1 << 22,
    GROUP_NAMES   = 1 << 21,          /* verbs that can list names alone */
};

typedef struct { const char **v; size_t n, room; } words;

typedef struct {
    /* output */
    bool        json, csv, csv_safe, tsv, names0, help;
    const char *color, *hyperlink, *format_version;
    uint32_t    limit;
    bool        has_limit;
    /* where from, and what of it */
    const char *library;
    const char *since, *until;
    words       files, doc, under, kind, topic, district;
    bool        mentions_only;
    /* docs */
    bool        problems;
    /* topics, districts */
    bool        mentions;
    /* cites */
    bool        dot;
    /* toc, show */
    bool        all, context, source, notes, cites;
    uint32_t    depth;
    /* grep */
    bool        ignore_case, invert, word, whole, literal, count, with_docs, without_docs, only, quiet, fold, line_number, heading, no_heading;
    words       patterns, pattern_files, also, never;
    uint32_t    max_count, after, before, around;
    bool        has_max_count;
    /* search */
    bool        no_expand;
    /* thresholds */
    words       dimension, role, unit, by;
    const char *min, *max, *plot;
    /* eligibility */
    words       who, class, modality, instrument;
    /* repl */
    bool        strict, no_history;
    /* complete-words */
    const char *line;
    /* import */
    const char *id, *title, *number, *date, *issuer, *catalogue;
    /* check */
    bool        codes;
    /* export */
    const char *output, *format;
    bool        recursive, dry_run;
    uint32_t    jobs;
    const char *progress;
    /* files that are read; --format, where it is not export's */
    const char *encoding, *kind_of_file;
    /* what is left */
    char      **args;
    int         count_args;
} request;

typedef struct {
    const char *name;
    char        letter;
    const char *value;                /* what its value is called in --help; NULL for a flag; what there is to choose: a|b|c */
    unsigned    groups;
    int         type;                 /* of the field */
    size_t      field;                /* in request */
    const char *help;
} option_row;

/* Whether the option can stand without its value, which is one of a choice then, and follows a =. */
bool option_is_choice(const option_row *o);
extern const option_row option_rows[];
extern const size_t     option_rows_count;

/* Reads argv (argv[0] is the verb's name) into out; `groups` are the verb's. False, with a message in err, for an option
   that is unknown, not the verb's, or without a good value. Frees nothing: request_free does. */
bool request_read(request *out, unsigned groups, int argc, char **argv, tiao_error *err);
void request_free(request *r);
/* False without memory. */
bool words_add(words *w, const char *s);

#endif
