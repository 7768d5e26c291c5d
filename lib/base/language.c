/* Which language people are spoken to in. The environment says it as to any program of GNU; what differs is that a catalogue
   is found though the system has not generated the locale (a minimal Debian has C.UTF-8 alone), and that only LC_MESSAGES is
   set: figures are read and written by their bytes. */
#include "base/language.h"

#include <libintl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define DOMAIN "tiao"

/* A language and its catalogue. Who reads traditional characters reads simplified ones sooner than English. */
static const struct { const char *language, *catalogue; } spoken[] = {
    { "zh", "zh_CN" }, { "en", NULL }, { "C", NULL }, { "POSIX", NULL },
};

/* An empty text would give the catalogue's head. */
const char *ti_said(const char *text) { return *text ? dgettext(DOMAIN, text) : text; }

/* libc has catalogues of its own, but not on every machine. */
const char *tiao_reason(int error)
{
    const char *plain = strerrordesc_np(error), *said = plain ? ti_said(plain) : NULL;
    return said && said != plain ? said : strerror(error);
}

static const char *variable(const char *name)
{
    const char *v = getenv(name);
    return v && *v ? v : NULL;
}

/* What tiao writes is UTF-8: where the locale says another encoding, English is what can be read. */
static bool is_utf8(const char *locale)
{
    const char *set = strchr(locale, '.');
    return !set || !strncasecmp(set, ".utf-8", 6) || !strncasecmp(set, ".utf8", 5);
}

/* The catalogue of the first language in the list (zh_CN.UTF-8, or zh_TW:zh:en) that is spoken here; NULL for English. */
static const char *find_catalogue(const char *list)
{
    for (const char *p = list; *p; p += strcspn(p, ":"), p += *p == ':') {
        size_t n = strcspn(p, "_.@:");
        for (size_t i = 0; i < sizeof spoken / sizeof *spoken; i++)
            if (strlen(spoken[i].language) == n && !memcmp(spoken[i].language, p, n))
                return spoken[i].catalogue;
    }
    return NULL;
}

static bool has(const char *list, const char *name)
{
    for (const char *p = list; *p; p += strcspn(p, ":"), p += *p == ':')
        if (strcspn(p, ":") == strlen(name) && !strncmp(p, name, strlen(name)))
            return true;
    return false;
}

void tiao_use_language(const char *folder)
{
    const char *all = variable("LC_ALL"), *messages = variable("LC_MESSAGES"), *locale = all ? all : messages ? messages : variable("LANG");
    if (!locale || !strcmp(locale, "C") || !strcmp(locale, "POSIX") || !is_utf8(locale))
        return;
    const char *given = variable("LANGUAGE"), *list = given ? given : locale, *catalogue = find_catalogue(list);
    char        preferred[256];
    if (!catalogue || snprintf(preferred, sizeof preferred, "%s:%s", list, catalogue) >= (int)sizeof preferred ||
        (!setlocale(LC_MESSAGES, "C.UTF-8") && !setlocale(LC_MESSAGES, "")))
        return;
    if (!given || !has(given, catalogue))              /* gettext asks it before the locale, and so do the programs that are run */
        setenv("LANGUAGE", preferred, 1);
    bindtextdomain(DOMAIN, folder ? folder : TIAO_LOCALE);
    bind_textdomain_codeset(DOMAIN, "UTF-8");
    bind_textdomain_codeset("libc", "UTF-8");          /* of strerror */
    textdomain(DOMAIN);
}
