#include "query/pattern.h"
#include "base/fold.h"
#include "base/language.h"
#include "base/mem.h"
#include "base/utf8.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdio.h>
#include <stdlib.h>

/* A clause is a few thousand characters: a pattern that needs more steps than this on one backtracks without end. */
enum { MATCH_LIMIT = 5000000, DEPTH_LIMIT = 20000 };

struct ti_pattern {
    tiao_buf             plain;       /* a string without any special meaning is found without PCRE2 */
    pcre2_code          *code;
    pcre2_match_data    *data;
    pcre2_match_context *context;
};

/* The same pattern for folded text: width and punctuation folded, blanks beside Han characters gone. What becomes a
   character with a meaning in patterns is escaped; ASCII stays as it is, for \D is not \d. */
static void fold_pattern(tiao_buf *out, tiao_str s, bool literal)
{
    uint32_t before = 0;
    for (const char *p = s.s, *end = p + s.n; p < end;) {
        uint32_t cp = ti_utf8_next(&p, end);
        if (ti_is_space(cp) && (cp != ' ' || before >= 0x80 || (p < end && ti_utf8_peek(p, end) >= 0x80)))
            continue;
        before          = cp;
        uint32_t folded = cp < 0x80 ? cp : ti_fold_cp(cp);
        if (cp >= 0x80 && folded < 0x80 && !ti_is_latin(folded) && !literal)
            ti_buf_char(out, '\\');
        ti_buf_cp(out, folded);
    }
}

static tiao_err not_valid(tiao_str source, int code, size_t at, tiao_error *err)
{
    char what[200];
    if (code == PCRE2_ERROR_HEAP_FAILED)
        return ti_no_memory(err);
    if (pcre2_get_error_message(code, (PCRE2_UCHAR *)what, sizeof what) < 0)
        strcpy(what, N_("not valid"));
    at           = at < source.n ? at : source.n;
    size_t   pad = tiao_width(ti_sub(source, 0, at));
    return ti_fail(err, TIAO_EPATTERN, at, "pattern: %s\n  %.*s\n  %*s^", ti_said(what), (int)source.n, source.s, (int)pad, "");
}

static bool is_plain(tiao_str source, const ti_pattern_options *opt)
{
    if (opt->ignore_case || opt->word || opt->whole || opt->fold || source.n == 0)
        return false;
    for (size_t i = 0; i < source.n && !opt->literal; i++)
        if (strchr("\\^$.[]|()?*+{}", source.s[i]))
            return false;
    return true;
}

tiao_err ti_pattern_new(ti_pattern **out, tiao_str source, const ti_pattern_options *opt, tiao_error *err)
{
    ti_pattern            *p       = ti_calloc(1, sizeof *p);
    pcre2_compile_context *context = pcre2_compile_context_create(NULL);
    tiao_buf               folded  = { 0 }, quote = { 0 };
    tiao_str               text    = source;
    tiao_err               rc      = TIAO_OK;
    int                    code    = 0;
    PCRE2_SIZE             at      = 0;
    /* \\C is one byte, and a match never cuts a character */
    uint32_t flags = PCRE2_UTF | PCRE2_NO_UTF_CHECK | (opt->literal ? PCRE2_LITERAL : PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C);
    if (!p || !context)
        rc = ti_no_memory(err);
    if (rc == TIAO_OK && ti_utf8_check(source) != SIZE_MAX)
        rc = ti_fail(err, TIAO_EPATTERN, ti_utf8_check(source), "pattern: not UTF-8 at byte %zu", ti_utf8_check(source));
    if (rc == TIAO_OK && is_plain(source, opt)) {
        ti_buf_put(&p->plain, source);
        if (p->plain.failed)
            rc = ti_no_memory(err);
    } else if (rc == TIAO_OK) {
        bool quoted = opt->literal && opt->word;       /* PCRE2_LITERAL knows the words of ASCII alone */
        if (opt->ignore_case || opt->fold)
            flags |= PCRE2_CASELESS;
        if (opt->fold) {
            fold_pattern(&folded, source, opt->literal);
            text = ti_buf_str(&folded);
        }
        if (quoted) {
            flags = (flags & ~PCRE2_LITERAL) | PCRE2_UCP;
            for (size_t i = 0; i < text.n; i++) {
                if (strchr("\\^$.[]|()?*+{}#-", text.s[i]) || (text.s[i] > 0 && text.s[i] < ' '))
                    ti_buf_char(&quote, '\\');
                ti_buf_char(&quote, text.s[i]);
            }
            text = ti_buf_str(&quote);
        }
        pcre2_set_compile_extra_options(context, (opt->word ? PCRE2_EXTRA_MATCH_WORD : 0) |
                                                     (opt->whole ? PCRE2_EXTRA_MATCH_LINE : 0));
        if (folded.failed || quote.failed)
            rc = ti_no_memory(err);
        else if (!(p->code = pcre2_compile((PCRE2_SPTR)text.s, text.n, flags, &code, &at, context)))
            rc = not_valid(opt->fold ? text : source, code, at, err);
    }
    if (rc == TIAO_OK && p->code) {
        pcre2_jit_compile(p->code, PCRE2_JIT_COMPLETE);        /* where it is not to be had the interpreter serves */
        p->data    = pcre2_match_data_create(1, NULL);
        p->context = pcre2_match_context_create(NULL);
        if (!p->data || !p->context)
            rc = ti_no_memory(err);
    }
    if (rc == TIAO_OK && p->code) {
        pcre2_set_match_limit(p->context, MATCH_LIMIT);
        pcre2_set_depth_limit(p->context, DEPTH_LIMIT);
    }
    if (rc == TIAO_OK)
        *out = p;
    else
        ti_pattern_free(p);
    pcre2_compile_context_free(context);
    tiao_buf_free(&folded);
    tiao_buf_free(&quote);
    return rc;
}

void ti_pattern_free(ti_pattern *p)
{
    if (!p)
        return;
    pcre2_match_context_free(p->context);
    pcre2_match_data_free(p->data);
    pcre2_code_free(p->code);
    tiao_buf_free(&p->plain);
    free(p);
}

int ti_pattern_match(ti_pattern *p, tiao_str s, size_t from, tiao_span *out)
{
    if (p->plain.n) {
        size_t at = ti_str_find(ti_sub(s, from, s.n), ti_buf_str(&p->plain));
        if (at == SIZE_MAX)
            return 0;
        *out = (tiao_span){ (uint32_t)(from + at), (uint32_t)(from + at + p->plain.n) };
        return 1;
    }
    int rc = pcre2_match(p->code, (PCRE2_SPTR)s.s, s.n, from, PCRE2_NO_UTF_CHECK, p->data, p->context);
    if (rc == PCRE2_ERROR_NOMATCH)
        return 0;
    if (rc < 0)
        return rc == PCRE2_ERROR_NOMEMORY || rc == PCRE2_ERROR_HEAPLIMIT ? -2 : -1;
    const PCRE2_SIZE *v = pcre2_get_ovector_pointer(p->data);
    *out = (tiao_span){ (uint32_t)v[0], (uint32_t)(v[1] > v[0] ? v[1] : v[0]) };      /* \K may put the start behind the end */
    return 1;
}
