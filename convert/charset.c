/* Encodings of Chinese text: UTF-8 and UTF-16, GB 18030 with its forerunners GBK and GB 2312, Big5. */
#include "base/utf8.h"
#include "convert.h"

#include <errno.h>
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <uchardet/uchardet.h>

/* Pages say gb2312 and print GBK; the larger set reads both. */
static const char *widest(const char *name)
{
    static const struct { const char *name, *reads; } same[] = {
        { "gb2312", "GB18030" }, { "gb_2312-80", "GB18030" }, { "euc-cn", "GB18030" }, { "gbk", "GB18030" }, { "cp936", "GB18030" },
        { "gb18030", "GB18030" }, { "hz-gb-2312", "HZ" }, { "x-gbk", "GB18030" }, { "big5", "BIG5-HKSCS" }, { "big5-hkscs", "BIG5-HKSCS" },
        { "x-x-big5", "BIG5-HKSCS" }, { "cp950", "CP950" }, { "utf8", "UTF-8" },
    };
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        if (!strcasecmp(name, same[i].name))
            return same[i].reads;
    return name;
}

static bool is_chinese(const char *name)
{
    return !strcmp(name, "GB18030") || !strncmp(name, "BIG5", 4) || !strncmp(name, "UTF-", 4) || !strcmp(name, "HZ") ||
           !strcasecmp(name, "EUC-TW") || !strcasecmp(name, "ISO-2022-CN");
}

static tiao_err refuse_byte(unsigned char byte, size_t at, const char *from, tiao_error *err)
{
    return ti_fail(err, TIAO_EENCODING, at, "byte 0x%02X at offset %zu is not %s text; --encoding names another encoding", byte, at, from);
}

static tiao_err convert(tiao_buf *out, tiao_str bytes, const char *from, tiao_error *err)
{
    iconv_t cd = iconv_open("UTF-8", from);
    if (cd == (iconv_t)-1 && errno == ENOMEM)
        return ti_no_memory(err);
    if (cd == (iconv_t)-1)
        return ti_fail(err, TIAO_EUSAGE, 0, "no encoding '%s'; 'iconv -l' lists them (GB18030, BIG5, UTF-16LE …)", from);
    char    *in   = (char *)(uintptr_t)bytes.s;
    size_t   left = bytes.n, start = out->n;
    tiao_err rc   = TIAO_OK;
    while (rc == TIAO_OK && left) {
        if (!ti_buf_reserve(out, left * 3 / 2 + 64)) {
            rc = ti_no_memory(err);
            break;
        }
        char  *to   = out->p + out->n;
        size_t room = out->room - out->n - 1;
        size_t got  = iconv(cd, &in, &left, &to, &room);
        out->n      = (size_t)(to - out->p);
        if (got == (size_t)-1 && errno != E2BIG) {
            size_t at = bytes.n - left;
            rc = refuse_byte((unsigned char)bytes.s[at], at, from, err);
        }
    }
    iconv_close(cd);
    size_t bad = rc == TIAO_OK && out->p ? ti_utf8_check((tiao_str){ out->p + start, out->n - start }) : SIZE_MAX;
    if (bad != SIZE_MAX)                               /* glibc takes four bytes from F5 on for UTF-8, which ends at U+10FFFF */
        rc = refuse_byte((unsigned char)out->p[start + bad], bad, from, err);
    if (rc == TIAO_OK && out->n - start >= 3 && !memcmp(out->p + start, "\xEF\xBB\xBF", 3)) {
        memmove(out->p + start, out->p + start + 3, out->n - start - 3);
        out->n -= 3;
    }
    if (out->p)
        out->p[out->n] = 0;
    size_t      done = out->n - start;
    const char *nul  = rc == TIAO_OK && done ? memchr(out->p + start, 0, done) : NULL;
    if (nul)
        rc = ti_fail(err, TIAO_EENCODING, 0, "binary data: a NUL character in what was read as %s", from);
    if (rc != TIAO_OK)
        out->n = start;
    return rc;
}

/* What the byte order mark says. */
static const char *marked(tiao_str b)
{
    static const struct { const char *mark; size_t n; const char *name; } marks[] = {
        { "\xEF\xBB\xBF", 3, "UTF-8" },      { "\xFF\xFE\0\0", 4, "UTF-32LE" }, { "\0\0\xFE\xFF", 4, "UTF-32BE" },
        { "\xFF\xFE", 2, "UTF-16LE" },       { "\xFE\xFF", 2, "UTF-16BE" },     { "\x84\x31\x95\x33", 4, "GB18030" },
    };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (b.n >= marks[i].n && !memcmp(b.s, marks[i].mark, marks[i].n))
            return marks[i].name;
    return NULL;
}

/* Whether bytes that are no UTF-8 were meant to be: most of what is not ASCII is well formed. */
static bool is_damaged_utf8(tiao_str b)
{
    size_t good = 0, bad = 0;
    for (size_t at = 0; at < b.n;) {
        tiao_str rest = ti_sub(b, at, b.n);
        size_t   k    = ti_utf8_check(rest);
        size_t   end  = k == SIZE_MAX ? rest.n : k;
        for (size_t i = 0; i < end; i++)
            good += (unsigned char)rest.s[i] >= 0xE0;
        if (k == SIZE_MAX)
            break;
        bad++;
        at += k + 1;
        if (bad > 100 && bad > good)
            return false;
    }
    return good >= 4 && good > bad * 4;
}

/* How much of a text are the characters that are common in Chinese. A wrong reading of GBK or Big5 has few. */
static size_t common_characters(tiao_str s)
{
    static const char *const common = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定"
                                      "政策市区通知规定办法意见企业技术创新部门关管理第条服務務業發展與產關於辦國經濟條應當學業創";
    size_t n = 0;
    for (const char *p = s.s, *end = p + (s.n < 200000 ? s.n : 200000); p < end;) {
        uint32_t cp = ti_utf8_next(&p, end);
        n += cp >= 0x80 && ti_is_one_of(cp, common);
    }
    return n;
}

static void guess(char name[static 32], tiao_str bytes)
{
    uchardet_t u = uchardet_new();
    *name        = 0;
    if (!u)
        return;
    if (uchardet_handle_data(u, bytes.s, bytes.n < (1u << 20) ? bytes.n : 1u << 20) == 0) {
        uchardet_data_end(u);
        snprintf(name, 32, "%s", widest(uchardet_get_charset(u)));
    }
    uchardet_delete(u);
}

/* The likeliest of the Chinese encodings: the one that uchardet names, unless another gives more common characters, as it
   does for texts of a few words. */
static tiao_err convert_guessed(tiao_buf *out, char name[static 32], tiao_str bytes, tiao_error *err)
{
    char        guessed[32];
    const char *tries[3] = { guessed, "GB18030", "BIG5-HKSCS" };
    tiao_error  first    = { 0 };
    tiao_buf    best     = { 0 };
    size_t      most     = 0;
    *name = 0;
    guess(guessed, bytes);
    if (!is_chinese(guessed))
        tries[0] = "GB18030";
    for (int i = 0; i < 3; i++) {
        tiao_buf   now = { 0 };
        tiao_error why = { 0 };
        if ((i && !strcmp(tries[i], tries[0])) || convert(&now, bytes, tries[i], &why) != TIAO_OK) {
            if (why.code && !first.code)
                first = why;
            tiao_buf_free(&now);
            continue;
        }
        size_t n = common_characters(ti_buf_str(&now));
        if (!*name || n > most) {
            tiao_buf_free(&best);
            best = now;
            most = n;
            snprintf(name, 32, "%s", tries[i]);
        } else
            tiao_buf_free(&now);
    }
    if (!*name)
        return ti_fail(err, first.code, first.at, "%s", first.msg);
    ti_buf_put(out, ti_buf_str(&best));
    tiao_buf_free(&best);
    return out->failed ? ti_no_memory(err) : TIAO_OK;
}

tiao_err to_utf8(tiao_buf *out, char name[static 32], tiao_str bytes, const char *wanted, const char *declared, tiao_error *err)
{
    const char *mark = marked(bytes);
    const char *how  = wanted ? widest(wanted) : mark;
    if (!how) {
        const char *nul = bytes.n ? memchr(bytes.s, 0, bytes.n) : NULL;
        size_t      bad = ti_utf8_check(bytes);
        if (nul)
            return ti_fail(err, TIAO_EENCODING, (size_t)(nul - bytes.s), "binary data: a NUL byte at offset %zu (for UTF-16 without a mark: --encoding UTF-16LE)",
                           (size_t)(nul - bytes.s));
        if (bad != SIZE_MAX && is_damaged_utf8(bytes))
            return refuse_byte((unsigned char)bytes.s[bad], bad, "UTF-8", err);
        if (bad == SIZE_MAX) {
            snprintf(name, 32, "UTF-8");
            ti_buf_put(out, bytes);
            return out->failed ? ti_no_memory(err) : TIAO_OK;
        }
        if (declared && *declared && strncasecmp(declared, "utf-8", 5) && is_chinese(widest(declared)))
            how = widest(declared);
    }
    if (!how)
        return convert_guessed(out, name, bytes, err);
    snprintf(name, 32, "%s", how);
    return convert(out, bytes, how, err);
}

tiao_err read_text(output *out, const input *in, tiao_error *err)
{
    return to_utf8(&out->text, out->encoding, in->bytes, in->encoding, NULL, err);
}
