/* What an import is to read: files that were named, those below folders, those of a catalogue. */
#ifndef CMD_ARRIVALS_H
#define CMD_ARRIVALS_H

#include "app.h"

typedef struct {
    char     *path;
    char     *origin;                 /* the file by a name that stays, for one that has it; or NULL */
    tiao_meta given;                  /* what is known of its document; its strings are kept in `arrivals` */
    bool      certain;                /* its id is meant */
    bool      by_hand;                /* its other metadata are */
} arrival;

typedef struct {
    arrival *v;
    size_t   n, room;
    words    kept;                    /* strings */
    size_t   failed, others;          /* what could not be looked at; files whose ending is no document's */
} arrivals;

/* A file, or with --recursive the documents below a folder. Their ids are their paths below it, so that two files of one name
   stay two documents and keep their ids when the folder is read again: guanli/2015.txt is guanli-2015. */
tiao_err arrivals_add(arrivals *in, const app *a, const char *path, tiao_error *err);
/* The documents that a catalogue describes (catalogue.c). */
tiao_err arrivals_add_catalogue(arrivals *in, const char *catalogue, tiao_error *err);
/* One more, zeroed but for its path; NULL without memory. */
arrival *arrivals_new(arrivals *in, const char *path);
/* A copy that lives as long as the list; false without memory. */
bool     arrivals_keep(arrivals *in, tiao_str *out, tiao_str s);
void     arrivals_free(arrivals *in);

#endif
