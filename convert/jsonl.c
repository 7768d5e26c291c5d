/* JSON Lines: a document a line, its text in `text`, what is known of it in id, title, number, issuer and date. */
#include "base/utf8.h"
#include "base/language.h"
#include "convert.h"
#include "watch.h"

#include <jansson.h>
#include <stdio.h>

static const struct { const char *name; meta_key key; } fields[] = {
    { "id", META_ID }, { "title", META_TITLE }, { "number", META_NUMBER }, { "issuer", META_ISSUER }, { "date", META_DATE },
};

static tiao_err read_line(record_fn fn, tiao_str line, size_t number, tiao_error *err)
{
    json_error_t why;
    char         problem[300];
    output       out  = { 0 };
    watch_begin();
    json_t      *o    = json_loadb(line.s, line.n, JSON_REJECT_DUPLICATES, &why);
    json_t      *text = json_object_get(o, "text");
    const char  *bad  = NULL;
    if (watch_was_starved()) {
        json_decref(o);
        return ti_no_memory(err);
    }
    if (!o) {
        ti_utf8_mend(why.text);                        /* it quotes a part of the line, cut anywhere */
        snprintf(problem, sizeof problem, ti_said("line %zu: not JSON: %s at byte %d"), number, why.text, why.position);
        bad = problem;
    } else if (!json_is_string(text) || json_string_length(text) == 0) {
        snprintf(problem, sizeof problem, ti_said("line %zu: no 'text' field with a string in it"), number);
        bad = problem;
    } else
        ti_buf_put(&out.text, (tiao_str){ json_string_value(text), json_string_length(text) });
    for (size_t i = 0; o && i < sizeof fields / sizeof *fields; i++) {
        json_t *v = json_object_get(o, fields[i].name);
        if (json_is_string(v) && fields[i].key == META_DATE)           /* as it is: it may be a year only */
            ti_buf_put(&out.meta[META_DATE], ti_str_trim(ti_str(json_string_value(v))));
        else if (json_is_string(v))
            meta_set(&out, fields[i].key, ti_str(json_string_value(v)));
        else if (json_is_integer(v))
            ti_buf_printf(&out.meta[fields[i].key], "%lld", (long long)json_integer_value(v));
    }
    if (!out.meta[META_ID].n)
        ti_buf_printf(&out.meta[META_ID], "#%zu", number);
    tiao_err rc = fn(&out, bad, err);
    json_decref(o);
    output_free(&out);
    return rc;
}

tiao_err read_json_lines(record_fn fn, char encoding[static 32], const input *in, tiao_error *err)
{
    tiao_buf text   = { 0 };
    tiao_err rc     = to_utf8(&text, encoding, in->bytes, in->encoding, NULL, err);
    size_t   at     = 0, number = in->lines;
    if (rc == TIAO_OK && ti_str_starts(ti_buf_str(&text), TI_STR("\xEF\xBB\xBF")))
        at = 3;
    while (rc == TIAO_OK && at < text.n) {
        const char *end  = memchr(text.p + at, '\n', text.n - at);
        size_t      next = end ? (size_t)(end - text.p) : text.n;
        tiao_str    line = ti_str_trim((tiao_str){ text.p + at, next - at });
        number++;
        at = next + 1;
        if (line.n && line.s[line.n - 1] == '\r')
            line.n--;
        if (line.n)
            rc = read_line(fn, line, number, err);
    }
    tiao_buf_free(&text);
    return rc;
}
