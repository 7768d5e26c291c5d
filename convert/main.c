/* tiao-read [--encoding NAME] [--format KIND] [--name FILE]: standard input as plain text; convert.h has the format. */
#include "base/language.h"
#include "convert.h"
#include "installed.h"
#include "kind.h"
#include "watch.h"

#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/resource.h>
#include <unistd.h>

enum { READ_SIZE = 1 << 20, PART_SIZE = 8 << 20 };

static const char *kind_now;
static size_t      written;           /* documents, and problems in place of one */

/* A value on one line of the head. */
static void write_field(const char *key, tiao_str value)
{
    printf("%s: ", key);
    for (size_t i = 0; i < value.n; i++)
        putchar((unsigned char)value.s[i] < 0x20 ? ' ' : value.s[i]);
    putchar('\n');
}

static tiao_err write_document(output *out, const char *problem, tiao_error *err)
{
    static const char *const keys[META_COUNT] = { "Id", "Title", "Number", "Issuer", "Date", "Published", "Index",
                                                 "Level", "Type", "Language" };
    if (output_failed(out))
        return ti_no_memory(err);
    printf("tiao-read 1\nKind: %s\n", kind_now);
    if (*out->encoding)
        printf("Encoding: %s\n", out->encoding);
    for (int i = 0; i < META_COUNT; i++)
        if (out->meta[i].n)
            write_field(keys[i], ti_buf_str(&out->meta[i]));
    if (problem)
        write_field("Error", ti_str(problem));
    else
        printf("Text: %zu\n", out->text.n);
    putchar('\n');
    if (!problem && out->text.n)
        fwrite(out->text.p, 1, out->text.n, stdout);
    written++;
    return TIAO_OK;
}

/* Reads on until `size` bytes are there, or the end of the file. */
static tiao_err read_up_to(tiao_buf *b, size_t size, tiao_error *err)
{
    while (b->n < size) {
        size_t want = size - b->n < READ_SIZE ? size - b->n : READ_SIZE;
        if (!ti_buf_reserve(b, want))
            return ti_no_memory(err);
        size_t got = fread(b->p + b->n, 1, want, stdin);
        b->n += got;
        b->p[b->n] = 0;
        if (got < want)
            break;
    }
    return ferror(stdin) ? ti_fail(err, TIAO_EIO, 0, "standard input could not be read") : TIAO_OK;
}

static bool is_blank(tiao_str s) { return ti_str_trim(s).n == 0 || strspn(s.s, " \t\r\n\f") == s.n; }

static tiao_err read_document(file_kind kind, const input *in, tiao_error *err)
{
    static reader *const readers[] = {
        [KIND_TEXT] = read_text, [KIND_HTML] = read_html, [KIND_DOCX] = read_docx, [KIND_PDF] = read_pdf, [KIND_MARKDOWN] = read_markdown,
        [KIND_AKN] = read_akn,
    };
    output   out = { 0 };
    tiao_err rc  = TIAO_OK;
    kind_now     = kind_name(kind);
    switch (kind) {
    case KIND_OLD_WORD:
        return ti_fail(err, TIAO_EUSAGE, 0, "a file of Word before 2007 or another OLE file; save it as .docx");
    case KIND_RTF:
        return ti_fail(err, TIAO_EUSAGE, 0, "rich text (RTF); save it as .docx or plain text");
    case KIND_MHTML:
        return ti_fail(err, TIAO_EUSAGE, 0, "a web archive (MHTML); save the page as HTML");
    default:
        rc = readers[kind](&out, in, err);
        if (rc == TIAO_OK && output_failed(&out))
            rc = ti_no_memory(err);
        if (rc == TIAO_OK && (!out.text.n || is_blank(ti_buf_str(&out.text))))
            rc = ti_fail(err, TIAO_EIO, 0, "there is no text in it");
        if (rc == TIAO_OK)
            rc = write_document(&out, NULL, err);
    }
    output_free(&out);
    return rc;
}

/* In UTF-16 and UTF-32 the byte of a line end may be part of a character. */
static bool is_wide(tiao_str s, const char *encoding)
{
    if (encoding)
        return !strncasecmp(encoding, "UTF-16", 6) || !strncasecmp(encoding, "UTF-32", 6) || !strncasecmp(encoding, "UCS", 3);
    return s.n >= 2 && (!memcmp(s.s, "\xFF\xFE", 2) || !memcmp(s.s, "\xFE\xFF", 2));
}

/* JSON Lines, part by part: a file of any size takes the memory of a part, or of its longest line. */
static tiao_err read_records(tiao_buf *b, input *in, tiao_error *err)
{
    tiao_err rc = TIAO_OK;
    char     now[32] = "", first[32];
    bool     wide = is_wide(ti_buf_str(b), in->encoding);
    kind_now = kind_name(KIND_JSON_LINES);
    while (rc == TIAO_OK && b->n) {
        bool        whole = feof(stdin);
        const char *end   = whole || wide ? NULL : memrchr(b->p, '\n', b->n);
        size_t      part  = whole ? b->n : end ? (size_t)(end - b->p) + 1 : 0;
        if (part) {
            in->bytes = (tiao_str){ b->p, part };
            rc        = read_json_lines(write_document, now, in, err);
            for (const char *p = b->p; (p = memchr(p, '\n', (size_t)(b->p + part - p))); p++)
                in->lines++;
            if (!in->encoding && strcmp(now, "UTF-8"))                 /* what is guessed for one part holds for all behind it */
                in->encoding = memcpy(first, now, sizeof first);
            memmove(b->p, b->p + part, b->n - part);
            b->n -= part;
        } else if (b->n > CONVERT_MAX)
            rc = ti_fail(err, TIAO_ELIMIT, 0, wide ? N_("more than the limit of %zu MiB for JSON Lines in UTF-16 or UTF-32")
                                                   : N_("a line of more than the limit of %zu MiB"), CONVERT_MAX >> 20);
        if (rc == TIAO_OK && !whole)
            rc = read_up_to(b, b->n + PART_SIZE, err);
    }
    return rc == TIAO_OK && !written ? ti_fail(err, TIAO_EIO, 0, "there is no document in it") : rc;
}

static tiao_err run(int argc, char **argv, tiao_error *err)
{
    input       in     = { .name = "-" };
    tiao_buf    bytes  = { 0 };
    const char *format = NULL;
    for (int i = 1; i < argc; i += 2) {
        const char **to = !strcmp(argv[i], "--encoding") ? &in.encoding : !strcmp(argv[i], "--format") ? &format
                        : !strcmp(argv[i], "--name") ? &in.name : NULL;
        if (!to || i + 1 == argc)
            return ti_fail(err, TIAO_EUSAGE, 0, "usage: tiao-read [--encoding NAME] [--format KIND] [--name FILE] <FILE");
        *to = argv[i + 1];
    }
    file_kind kind = KIND_TEXT;
    if (format && !kind_from_name(&kind, format))
        return ti_fail(err, TIAO_EUSAGE, 0, "no format '%s'; there are %s", format, ti_said(KIND_NAMES));
    tiao_err rc = read_up_to(&bytes, PART_SIZE, err);
    if (!format)
        kind = kind_of(ti_buf_str(&bytes), in.name);
    if (rc == TIAO_OK && kind == KIND_JSON_LINES)
        rc = read_records(&bytes, &in, err);
    else if (rc == TIAO_OK && (rc = read_up_to(&bytes, kind_limit(kind) + 1, err)) == TIAO_OK) {
        in.bytes = ti_buf_str(&bytes);
        rc       = bytes.n > kind_limit(kind) ? ti_fail(err, TIAO_ELIMIT, 0, "larger than the limit of %zu MiB", kind_limit(kind) >> 20)
                                              : read_document(kind, &in, err);
    }
    if (rc == TIAO_OK && (puts("end") < 0 || fflush(stdout) != 0))
        rc = ti_fail(err, TIAO_EIO, 0, "not all could be written");
    tiao_buf_free(&bytes);
    return rc;
}

/* libxml2 without memory may never end. */
static void give_up(void)
{
    static const char why[] = "out of memory\n";
    _exit(write(STDERR_FILENO, why, sizeof why - 1) < 0 ? 3 : 2);
}

int main(int argc, char **argv)
{
    watch_refused = give_up;
    /* a file that was made to keep a reader busy is given up */
    setrlimit(RLIMIT_CPU, &(struct rlimit){ 120, 125 });
    tiao_error err = { 0 };
    tiao_use_language(own_file(OWN_MESSAGES));
    if (run(argc, argv, &err) == TIAO_OK)
        return 0;
    fprintf(stderr, "%s\n", err.msg);
    return 2;
}
