/* Links from addresses to the files that documents were read from (OSC 8), for terminals that follow them. */
#include "people.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Where an address leads that stands for more than its node, or whose document is let go before it is printed. */
typedef struct { char *address, *source; uint32_t line; } place;

struct links {
    place   *places;                  /* in the order in which they will be printed */
    size_t   count, room, at;
    char    *source;                  /* the one that the URI is of; NULL: none yet */
    tiao_buf uri;                     /* empty where the source is no file */
    bool     has_lines;               /* the document's lines are the file's */
    bool     is_open;
};

/* Whether the terminal is known, or likely, to follow links. Those that do not know them pass over them, but for some. */
static bool terminal_links(void)
{
    static const char *const without[] = { "dumb", "linux", "cons25", "sun", "vt", "eterm", "emacs", "screen" };
    const char *term = getenv("TERM"), *vte = getenv("VTE_VERSION");
    if (!term || !*term || getenv("INSIDE_EMACS"))
        return false;
    for (size_t i = 0; i < sizeof without / sizeof *without; i++)
        if (strncmp(term, without[i], strlen(without[i])) == 0)
            return getenv("TMUX") != NULL && i + 1 == sizeof without / sizeof *without;
    return !vte || atoi(vte) >= 5000;                  /* older ones print them, or fall */
}

void open_links(app *a)
{
    const char *when = a->ask.hyperlink ? a->ask.hyperlink : "never";
    bool        ask  = !*when || strcmp(when, "auto") == 0;
    if (strcmp(when, "always") == 0 || (ask && a->terminal && terminal_links()))
        a->links = calloc(1, sizeof *a->links);        /* without memory: without links */
}

void free_links(links *l)
{
    if (!l)
        return;
    for (size_t i = 0; i < l->count; i++) {
        free(l->places[i].address);
        free(l->places[i].source);
    }
    free(l->places);
    free(l->source);
    tiao_buf_free(&l->uri);
    free(l);
}

static void put_escaped(tiao_buf *b, const char *s)
{
    static const char hex[] = "0123456789ABCDEF", plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
    for (; *s; s++)
        if (strchr(plain, *s))
            put_bytes(b, s, 1);
        else
            put_bytes(b, (char[]){ '%', hex[(unsigned char)*s >> 4], hex[(unsigned char)*s & 15] }, 3);
}

static bool ends_in(const char *s, const char *ending)
{
    size_t n = strlen(s), k = strlen(ending);
    return n >= k && strcmp(s + n - k, ending) == 0;
}

static bool is_on_the_line(const app *a, const char *source)
{
    for (size_t i = 0; i < a->ask.files.n; i++)
        if (strcmp(a->ask.files.v[i], source) == 0)
            return true;
    for (int i = 0; i < a->ask.count_args; i++)
        if (strcmp(a->ask.args[i], source) == 0)
            return true;
    return false;
}

/* Only a full name tells which file is meant, and a name given on this very command line. */
static void look_at(links *l, const app *a, const char *source)
{
    char        host[256] = "";
    char       *path      = *source == '/' || is_on_the_line(a, source) ? realpath(source, NULL) : NULL;
    struct stat st;
    l->uri.n = 0;
    if (path && stat(path, &st) == 0 && S_ISREG(st.st_mode) && gethostname(host, sizeof host - 1) == 0) {
        put_str(&l->uri, "file://");
        put_escaped(&l->uri, host);
        put_escaped(&l->uri, path);
        l->has_lines = ends_in(path, ".txt") || !strchr(strrchr(path, '/'), '.');      /* others were made into text first */
    }
    free(path);
}

/* The link to a line of the file; 0: to the file. */
static void link_to(const app *a, tiao_buf *b, tiao_str source, uint32_t line)
{
    links *l = a->links;
    if (!l->source || strlen(l->source) != source.n || memcmp(l->source, source.s, source.n)) {
        free(l->source);
        l->source = strndup(source.s ? source.s : "", source.n);
        l->uri.n  = 0;
        if (l->source)
            look_at(l, a, l->source);
    }
    if (!l->uri.n || l->uri.failed)
        return;
    put_str(b, "\033]8;;");
    put_bytes(b, l->uri.p, l->uri.n);
    if (line && l->has_lines) {
        char at[32];
        snprintf(at, sizeof at, "#L%u", (unsigned)line);
        put_str(b, at);
    }
    put_str(b, "\033\\");
    l->is_open = true;
}

void link_on(const app *a, tiao_buf *b, const tiao_doc *d, uint32_t i)
{
    if (a->links)
        link_to(a, b, tiao_doc_meta(d)->source, tiao_doc_node(d, i)->line);
}

void note_link(const app *a, const tiao_doc *d, uint32_t i, uint32_t line)
{
    links *l = a->links;
    if (!l)
        return;
    if (l->count == l->room) {
        size_t room = l->room ? l->room * 2 : 64;
        place *more = realloc(l->places, room * sizeof *more);
        if (!more)
            return;
        l->places = more;
        l->room   = room;
    }
    tiao_buf address = { 0 };
    tiao_str source  = tiao_doc_meta(d)->source;
    tiao_node_address(d, i, &address);
    place p = { address.p, strndup(source.s ? source.s : "", source.n), line };
    if (p.address && p.source)
        l->places[l->count++] = p;
    else {
        free(p.address);
        free(p.source);
    }
}

void link_on_named(const app *a, tiao_buf *b, tiao_str name)
{
    size_t          k;
    uint32_t        node;
    const tiao_doc *d;
    tiao_error      err = { 0 };
    links *l = a->links;
    if (l && l->at < l->count && strlen(l->places[l->at].address) == name.n && !memcmp(l->places[l->at].address, name.s, name.n)) {
        link_to(a, b, str(l->places[l->at].source), l->places[l->at].line);
        l->at++;
        return;
    }
    if (!l || !a->lib || !name.n)
        return;
    if (!memchr(name.s, ':', name.n)) {
        for (k = 0; k < tiao_library_count(a->lib); k++) {
            const tiao_meta *m = tiao_library_meta(a->lib, k);
            if (m->id.n == name.n && memcmp(m->id.s, name.s, name.n) == 0)
                link_to(a, b, m->source, 0);
        }
    } else if (tiao_library_find_node(&k, &node, a->lib, name, &err) == TIAO_OK && tiao_library_doc(&d, a->lib, k, &err) == TIAO_OK)
        link_on(a, b, d, node);
}

void link_off(const app *a, tiao_buf *b)
{
    if (!a->links || !a->links->is_open)
        return;
    put_str(b, "\033]8;;\033\\");
    a->links->is_open = false;
}
