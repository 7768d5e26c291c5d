/* The headings of tables for people: the fields' names, in the reader's language. Records keep the names as they are. */
#include "app.h"

#include <string.h>

static const char *const headings[] = {
    NC_("heading", "address"), NC_("heading", "doc"), NC_("heading", "title"), NC_("heading", "number"), NC_("heading", "issuer"),
    NC_("heading", "date"), NC_("heading", "level"), NC_("heading", "nodes"),
    NC_("heading", "text"), NC_("heading", "value"), NC_("heading", "role"), NC_("heading", "by"), NC_("heading", "subject"),
    NC_("heading", "who"), NC_("heading", "condition"), NC_("heading", "benefit"), NC_("heading", "modality"), NC_("heading", "instrument"),
    NC_("heading", "topic"), NC_("heading", "district"), NC_("heading", "name"), NC_("heading", "clauses"), NC_("heading", "documents"),
    NC_("heading", "mention"), NC_("heading", "evidence"), NC_("heading", "start"), NC_("heading", "end"), NC_("heading", "target"),
    NC_("heading", "line"), NC_("heading", "code"), NC_("heading", "message"), NC_("heading", "summary"), NC_("heading", "example"),
    NC_("heading", "problems"), NC_("heading", "codes"),
};

const char *heading(const char *name)
{
    for (size_t i = 0; i < sizeof headings / sizeof *headings; i++)
        if (strcmp(headings[i] + sizeof "heading", name) == 0) {
            const char *local = _(headings[i]);
            return local == headings[i] ? name : local;
        }
    return name;
}
