#include "watch.h"

#include <jansson.h>
#include <libxml/parser.h>
#include <libxml/xmlmemory.h>
#include <stdlib.h>
#include <string.h>

void (*watch_refused)(void);

static bool starved;

static void *noted(void *p)
{
    starved = starved || !p;
    if (!p && watch_refused)
        watch_refused();
    return p;
}

static void *note_malloc(size_t n) { return noted(malloc(n)); }
static void *note_realloc(void *p, size_t n) { return noted(realloc(p, n)); }
static char *note_strdup(const char *s) { return noted(strdup(s)); }

static void ignore(void *ctx, const char *msg, ...)
{
    (void)ctx;
    (void)msg;
}

void watch_begin(void)
{
    starved = false;
    xmlMemSetup(free, note_malloc, note_realloc, note_strdup);
    json_set_alloc_funcs(note_malloc, free);
    xmlSetGenericErrorFunc(NULL, ignore);
}

bool watch_was_starved(void) { return starved; }
