/* tiao-read [--encoding NAME] [--format KIND] [--name FILE]: standard input as plain text; convert.h has the format. */
#include "convert.h"
#include "kind.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

static const char *kind_now;

void output_free(output *out)
{
    tiao_buf_free(&out->text);
    for (int i = 0; i < META_COUNT; i++)
        tiao_buf_free(&out->meta[i]);
    *out = (output){ 0 };
}

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
    static const char *const keys[META_COUNT] = { "Id", "Title", "Number", "Issuer", "Date", "Published", "Index" };
    if (out->text.failed)
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
    return TIAO_OK;
}

static tiao_err read_all(tiao_buf *out, tiao_error *err)
{
    size_t got;
    char   block[64 * 1024];
    while ((got = fread(block, 1, sizeof block, stdin)) > 0) {
        ti_buf_put(out, (tiao_str){ block, got });
        if (out->n > (size_t)1 << 30)
            return ti_fail(err, TIAO_ELIMIT, 0, "larger than the limit of 1 GiB");
    }
    if (ferror(stdin))
        return ti_fail(err, TIAO_EIO, 0, "standard input could not be read");
    return out->failed ? ti_no_memory(err) : TIAO_OK;
}

static bool is_blank(tiao_str s) { return ti_str_trim(s).n == 0 || strspn(s.s, " \t\r\n\f") == s.n; }

static tiao_err read_document(file_kind kind, const input *in, tiao_error *err)
{
    static reader *const readers[] = {
        [KIND_TEXT] = read_text, [KIND_HTML] = read_html, [KIND_DOCX] = read_docx, [KIND_PDF] = read_pdf, [KIND_MARKDOWN] = read_markdown,
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
    case KIND_JSON_LINES:
        rc = read_json_lines(write_document, in, err);
        break;
    default:
        rc = readers[kind](&out, in, err);
        if (rc == TIAO_OK && out.text.failed)
            rc = ti_no_memory(err);
        if (rc == TIAO_OK && (!out.text.n || is_blank(ti_buf_str(&out.text))))
            rc = ti_fail(err, TIAO_EIO, 0, "there is no text in it");
        if (rc == TIAO_OK)
            rc = write_document(&out, NULL, err);
    }
    output_free(&out);
    return rc;
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
        return ti_fail(err, TIAO_EUSAGE, 0, "no format '%s'; there are txt, html, docx, pdf, md and jsonl", format);
    tiao_err rc = read_all(&bytes, err);
    in.bytes    = ti_buf_str(&bytes);
    if (rc == TIAO_OK)
        rc = read_document(format ? kind : kind_of(in.bytes, in.name), &in, err);
    if (rc == TIAO_OK && (puts("end") < 0 || fflush(stdout) != 0))
        rc = ti_fail(err, TIAO_EIO, 0, "not all could be written");
    tiao_buf_free(&bytes);
    return rc;
}

int main(int argc, char **argv)
{
    /* a file that was made to keep a reader busy is given up */
    setrlimit(RLIMIT_CPU, &(struct rlimit){ 120, 125 });
    tiao_error err = { 0 };
    if (run(argc, argv, &err) == TIAO_OK)
        return 0;
    fprintf(stderr, "%s\n", err.msg);
    return 2;
}
