/* Word documents: a ZIP archive of XML parts, of which word/document.xml has the text.

   An archive from anywhere may be made to do harm, so every size is bounded before it is believed: the number of entries,
   what a part unfolds to, and how many times its packed size that is. Parts with a document type are refused, which leaves
   entities nothing to stand for. */
#include "base/mem.h"
#include "base/language.h"
#include "base/utf8.h"
#include "convert.h"
#include "numbering.h"
#include "watch.h"

#include <errno.h>
#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <zip.h>

enum {
    ENTRIES_MAX = 10000,
    PART_MAX    = 64 << 20,
    FREE_SIZE   = 4 << 20,            /* parts below it may be packed as tightly as they like */
    RATIO_MAX   = 250,
};

/* ---- the archive ---- */

static tiao_err read_part(tiao_buf *out, zip_t *z, const char *name, tiao_error *err)
{
    zip_stat_t st;
    if (zip_stat(z, name, ZIP_FL_ENC_GUESS, &st) != 0 || !(st.valid & ZIP_STAT_SIZE))
        return ti_fail(err, TIAO_EIO, 0, "no part '%s' in it", name);
    if (st.valid & ZIP_STAT_ENCRYPTION_METHOD && st.encryption_method != ZIP_EM_NONE)
        return ti_fail(err, TIAO_EIO, 0, "it is encrypted; save it without a password");
    if (st.size > PART_MAX)
        return ti_fail(err, TIAO_ELIMIT, 0, "'%s' unfolds to %llu bytes, more than the limit of %d MiB", name, (unsigned long long)st.size, PART_MAX >> 20);
    if (st.size > FREE_SIZE && (st.comp_size == 0 || st.size / st.comp_size > RATIO_MAX))
        return ti_fail(err, TIAO_ELIMIT, 0, "'%s' unfolds to over %d times its size; it looks like an archive bomb", name, RATIO_MAX);
    zip_file_t *f = zip_fopen(z, name, ZIP_FL_ENC_GUESS);
    if (!f)
        return ti_fail(err, TIAO_EIO, 0, "'%s' in it cannot be read: %s", name, ti_said(zip_strerror(z)));
    char        block[32 * 1024];
    zip_int64_t got;
    while ((got = zip_fread(f, block, sizeof block)) > 0 && out->n <= PART_MAX)
        ti_buf_put(out, (tiao_str){ block, (size_t)got });
    tiao_err rc = TIAO_OK;
    if (got < 0)
        rc = ti_fail(err, TIAO_EIO, 0, "'%s' in it is damaged: %s", name, ti_said(zip_file_strerror(f)));
    else if (out->n > st.size || out->n > PART_MAX)
        rc = ti_fail(err, TIAO_ELIMIT, 0, "'%s' in it is larger than it says", name);
    else if (out->n < st.size)
        rc = ti_fail(err, TIAO_EIO, 0, "'%s' in it is cut off", name);
    else if (out->failed)
        rc = ti_no_memory(err);
    zip_fclose(f);
    return rc;
}

static tiao_err read_xml(xmlDoc **out, zip_t *z, const char *name, tiao_error *err)
{
    tiao_buf bytes = { 0 };
    tiao_err rc    = read_part(&bytes, z, name, err);
    if (rc == TIAO_OK && memmem(bytes.p ? bytes.p : "", bytes.n, "<!DOCTYPE", 9))
        rc = ti_fail(err, TIAO_ELIMIT, 0, "'%s' in it declares a document type, which Word never does", name);
    if (rc == TIAO_OK) {
        watch_begin();
        *out = xmlReadMemory(bytes.p, (int)bytes.n, NULL, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_COMPACT);
        const xmlError *why = xmlGetLastError();
        if (watch_was_starved())
            rc = ti_no_memory(err);
        else if (!*out)
            rc = ti_fail(err, TIAO_EIO, 0, "'%s' in it is no XML (line %d)", name, why ? why->line : 0);
        else if (xmlGetIntSubset(*out)) {              /* in an encoding that hid it above */
            xmlFreeDoc(*out);
            *out = NULL;
            rc   = ti_fail(err, TIAO_ELIMIT, 0, "'%s' in it declares a document type, which Word never does", name);
        }
    }
    tiao_buf_free(&bytes);
    return rc;
}

/* ---- the text ---- */

typedef struct {
    tiao_buf  *out;
    numbering *numbers;
    xmlDoc    *footnotes, *endnotes;
    tiao_buf   line;                  /* the paragraph so far */
    tiao_buf   aside;                 /* what follows it: footnotes, text boxes */
    unsigned   notes;                 /* footnotes so far */
    int        fields[32], depth;     /* open fields; 1: its instruction is being read, which is not printed */
    unsigned   nesting;
} word;

static void read_blocks(word *w, const xmlNode *parent);

static bool in_instruction(const word *w)
{
    for (int i = 0; i < w->depth && i < 32; i++)
        if (w->fields[i])
            return true;
    return false;
}

static void put(word *w, tiao_str s)
{
    if (!in_instruction(w))
        ti_buf_put(&w->line, s);
}

static void put_content(word *w, const xmlNode *t)
{
    for (const xmlNode *c = t->children; c; c = c->next)
        if ((c->type == XML_TEXT_NODE || c->type == XML_CDATA_SECTION_NODE) && c->content)
            for (const char *p = (const char *)c->content; *p; p++)
                if (!in_instruction(w))
                    ti_buf_char(&w->line, *p == '\n' || *p == '\r' ? ' ' : *p);
}

/* Reads what stands beside the paragraph: its lines go to `aside`, in front of nothing else. */
static void read_aside(word *w, const xmlNode *parent, const char *opens)
{
    if (w->nesting > 8)
        return;
    tiao_buf  lines = { 0 };
    word      inner = *w;
    inner.out       = &lines;
    inner.line      = inner.aside = (tiao_buf){ 0 };
    inner.depth     = 0;
    inner.nesting++;
    read_blocks(&inner, parent);
    w->notes = inner.notes;
    if (lines.n) {
        ti_buf_put(&w->aside, ti_str(opens));
        ti_buf_put(&w->aside, ti_buf_str(&lines));
    }
    w->aside.failed = w->aside.failed || lines.failed;
    tiao_buf_free(&lines);
    tiao_buf_free(&inner.line);
    tiao_buf_free(&inner.aside);
}

static void read_note(word *w, const xmlNode *ref, xmlDoc *notes)
{
    char           mark[24];
    int            id   = w_int(ref, "id", -1);
    const xmlNode *root = notes && w->nesting == 0 ? xmlDocGetRootElement(notes) : NULL;      /* none in notes */
    for (const xmlNode *n = root ? root->children : NULL; n; n = n->next)
        if ((w_is(n, "footnote") || w_is(n, "endnote")) && w_int(n, "id", -2) == id) {
            w->notes++;
            snprintf(mark, sizeof mark, "［%u］", w->notes);
            put(w, ti_str(mark));
            read_aside(w, n, mark);
            return;
        }
}

static void read_runs(word *w, const xmlNode *parent);

/* Text boxes stand anywhere below a drawing. */
static void read_boxes(word *w, const xmlNode *top)
{
    for (const xmlNode *n = top->children; n; n = n->next) {
        if (w_is(n, "txbxContent"))
            read_aside(w, n, "");
        else if (n->type == XML_ELEMENT_NODE && !(!strcmp((const char *)n->name, "Fallback") && n->prev))
            read_boxes(w, n);
    }
}

static void read_run(word *w, const xmlNode *n)
{
    static const struct { const char *name, *text; } fixed[] = {
        { "tab", "\t" }, { "cr", "\n" }, { "noBreakHyphen", "-" }, { "ptab", "\t" },
    };
    char type[16];
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
        if (w_is(n, fixed[i].name)) {
            put(w, ti_str(fixed[i].text));
            return;
        }
    if (w_is(n, "t"))
        put_content(w, n);
    else if (w_is(n, "br")) {
        w_get(type, sizeof type, n, "type");
        if (strcmp(type, "page") && strcmp(type, "column"))
            put(w, TI_STR("\n"));
    } else if (w_is(n, "sym")) {                       /* a picture of a font, F0FE: ☑ */
        char code[12];
        w_get(code, sizeof code, n, "char");
        unsigned long cp = strtoul(code, NULL, 16);
        if (cp >= 0x20 && cp < 0xD800)
            ti_buf_cp(&w->line, (uint32_t)cp);
        else if (cp >= 0xF020 && cp <= 0xF0FF)
            put(w, cp == 0xF0FE || cp == 0xF052 ? TI_STR("☑") : cp == 0xF0A3 || cp == 0xF06F || cp == 0xF0A8 ? TI_STR("□") : TI_STR("●"));
    } else if (w_is(n, "fldChar")) {
        w_get(type, sizeof type, n, "fldCharType");
        if (!strcmp(type, "begin") && w->depth++ < 32)
            w->fields[w->depth - 1] = 1;
        else if (!strcmp(type, "separate") && w->depth > 0 && w->depth <= 32)
            w->fields[w->depth - 1] = 0;
        else if (!strcmp(type, "end") && w->depth > 0)
            w->depth--;
    } else if (w_is(n, "footnoteReference"))
        read_note(w, n, w->footnotes);
    else if (w_is(n, "endnoteReference"))
        read_note(w, n, w->endnotes);
    else if (w_is(n, "drawing") || w_is(n, "pict") || w_is(n, "object"))
        read_boxes(w, n);
    else if (w_is(n, "ruby"))
        read_runs(w, w_child(n, "rubyBase"));
    else if (n->type == XML_ELEMENT_NODE && !strcmp((const char *)n->name, "AlternateContent")) {
        const xmlNode *c = n->children;                /* the choice; what older programs print is the same once more */
        while (c && c->type != XML_ELEMENT_NODE)
            c = c->next;
        for (c = c ? c->children : NULL; c; c = c->next)
            read_run(w, c);
    }
}

static void read_runs(word *w, const xmlNode *parent)
{
    for (const xmlNode *n = parent ? parent->children : NULL; n; n = n->next) {
        if (w_is(n, "r")) {
            if (!w_on(w_child(n, "rPr"), "vanish"))
                for (const xmlNode *c = n->children; c; c = c->next)
                    read_run(w, c);
        } else if (w_is(n, "del") || w_is(n, "moveFrom") || w_is(n, "pPr") || w_is(n, "sdtPr"))
            continue;                                  /* changes count as accepted */
        else if (n->type == XML_ELEMENT_NODE) {
            if (!strcmp((const char *)n->name, "AlternateContent") || !strcmp((const char *)n->name, "oMath"))
                read_run(w, n);
            if (!strcmp((const char *)n->name, "t"))   /* of a formula */
                put_content(w, n);
            else if (strcmp((const char *)n->name, "AlternateContent"))
                read_runs(w, n);
        }
    }
}

/* The line that was gathered, and what stands beside it. */
static void end_line(word *w)
{
    tiao_str s = ti_str_trim(ti_buf_str(&w->line));
    if (s.n) {
        ti_buf_put(w->out, ti_buf_str(&w->line));
        ti_buf_char(w->out, '\n');
    }
    w->out->failed = w->out->failed || w->line.failed || w->aside.failed;
    if (w->aside.n)
        ti_buf_put(w->out, ti_buf_str(&w->aside));
    ti_buf_clear(&w->line);
    ti_buf_clear(&w->aside);
}

static bool is_contents(const xmlNode *paragraph)
{
    char name[64];
    w_get(name, sizeof name, w_child(w_child(paragraph, "pPr"), "pStyle"), "val");
    return !strncmp(name, "TOC", 3) && name[3] >= '0' && name[3] <= '9';
}

static void read_paragraph(word *w, const xmlNode *p)
{
    const xmlNode *props = w_child(p, "pPr"), *mark = w_child(props, "rPr");
    if (is_contents(p))
        return;
    tiao_buf number = { 0 }, before = w->line;         /* before: of paragraphs whose ends were deleted */
    bool     gone   = w_child(mark, "del") || w_child(mark, "moveFrom");
    w->line         = (tiao_buf){ 0 };
    read_runs(w, p);
    ti_buf_put(&before, ti_buf_str(&w->line));
    before.failed = before.failed || w->line.failed;
    tiao_buf_free(&w->line);
    w->line = before;
    if (gone)                                          /* the next one goes on with it, and has the number of both */
        return;
    numbering_put(w->numbers, p, &number);             /* an empty one counts too */
    tiao_str s = ti_str_trim(ti_buf_str(&w->line));
    if (number.n && s.n) {
        ti_buf_put(&number, s);
        tiao_buf_free(&w->line);
        w->line = number;
    } else
        tiao_buf_free(&number);
    end_line(w);
}

static unsigned count_cells(const xmlNode *row)
{
    unsigned n = 0;
    for (const xmlNode *c = row->children; c; c = c->next)
        n += w_is(c, "tc");
    return n;
}

/* A row is a line, its cells parted by tabs. A frame of one cell a row is not a table but lines. */
static void read_row(word *w, const xmlNode *row)
{
    unsigned n = 0;
    bool     one = count_cells(row) == 1;
    tiao_buf line = { 0 };
    for (const xmlNode *c = row->children; c; c = c->next) {
        const xmlNode *cell = w_is(c, "sdt") ? w_child(w_child(c, "sdtContent"), "tc") : w_is(c, "tc") ? c : NULL;
        if (!cell)
            continue;
        if (one && !w_is(c, "sdt")) {
            read_blocks(w, cell);
            tiao_buf_free(&line);
            return;
        }
        tiao_buf lines = { 0 }, *out = w->out;
        w->out = &lines;
        read_blocks(w, cell);
        w->out = out;
        if (n++)
            ti_buf_char(&line, '\t');
        tiao_str s = ti_str_trim(ti_buf_str(&lines));
        while (s.n && s.s[s.n - 1] == '\n')
            s.n--;
        for (size_t i = 0; i < s.n; i++)
            ti_buf_char(&line, s.s[i] == '\n' || s.s[i] == '\t' ? ' ' : s.s[i]);
        line.failed = line.failed || lines.failed;
        tiao_buf_free(&lines);
    }
    size_t end = line.n;
    while (end && line.p[end - 1] == '\t')
        end--;
    ti_buf_put(w->out, (tiao_str){ line.p ? line.p : "", end });
    if (end)
        ti_buf_char(w->out, '\n');
    w->out->failed = w->out->failed || line.failed;
    tiao_buf_free(&line);
}

static void read_table(word *w, const xmlNode *parent)
{
    for (const xmlNode *r = parent ? parent->children : NULL; r; r = r->next) {
        if (w_is(r, "tr") && !w_child(w_child(r, "trPr"), "del"))
            read_row(w, r);
        else if (w_is(r, "sdt"))
            read_table(w, w_child(r, "sdtContent"));
        else if (w_is(r, "ins") || w_is(r, "customXml"))
            read_table(w, r);
    }
}

static void read_blocks(word *w, const xmlNode *parent)
{
    for (const xmlNode *n = parent ? parent->children : NULL; n; n = n->next) {
        if (w_is(n, "p"))
            read_paragraph(w, n);
        else if (w_is(n, "tbl"))
            read_table(w, n);
        else if (w_is(n, "sdt")) {
            char           gallery[40];
            const xmlNode *part = w_child(w_child(n, "sdtPr"), "docPartObj");
            w_get(gallery, sizeof gallery, w_child(part, "docPartGallery"), "val");
            if (strcmp(gallery, "Table of Contents"))
                read_blocks(w, w_child(n, "sdtContent"));
        } else if (n->type == XML_ELEMENT_NODE && !w_is(n, "del") && !w_is(n, "moveFrom") && !w_is(n, "sectPr") &&
                   (w_is(n, "ins") || w_is(n, "moveTo") || w_is(n, "customXml") || !strcmp((const char *)n->name, "AlternateContent") ||
                    !strcmp((const char *)n->name, "Choice")))
            read_blocks(w, n);
    }
}

static tiao_err check_archive(zip_t *z, tiao_error *err)
{
    static const struct { const char *part, *what; } others[] = {
        { "xl/workbook.xml", N_("an Excel workbook; save the sheet as text or as a Word document") },
        { "ppt/presentation.xml", N_("a PowerPoint presentation; save it as PDF") },
        { "OFD.xml", N_("an OFD document; convert it to PDF") },
        { "content.xml", N_("an OpenDocument file; save it as .docx") },
    };
    zip_int64_t n = zip_get_num_entries(z, 0);
    if (n > ENTRIES_MAX)
        return ti_fail(err, TIAO_ELIMIT, 0, "an archive of %lld entries, more than the limit of %d", (long long)n, ENTRIES_MAX);
    if (zip_name_locate(z, "word/document.xml", ZIP_FL_ENC_GUESS) >= 0)
        return TIAO_OK;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (zip_name_locate(z, others[i].part, ZIP_FL_ENC_GUESS) >= 0)
            return ti_fail(err, TIAO_EUSAGE, 0, "%s", ti_said(others[i].what));
    return ti_fail(err, TIAO_EUSAGE, 0, "a ZIP archive, and no Word document: there is no word/document.xml in it");
}

static tiao_err read_archive(output *out, const input *in, tiao_error *err)
{
    static const char *const names[] = { "word/document.xml", "word/numbering.xml", "word/styles.xml", "word/footnotes.xml", "word/endnotes.xml" };
    zip_error_t   why;
    xmlDoc       *part[5] = { NULL };
    word          w       = { .out = &out->text };
    tiao_err      rc      = TIAO_OK;
    zip_error_init(&why);
    zip_source_t *src = zip_source_buffer_create(in->bytes.s, in->bytes.n, 0, &why);
    zip_t        *z   = src ? zip_open_from_source(src, ZIP_RDONLY, &why) : NULL;
    if (!z) {
        rc = ti_fail(err, TIAO_EIO, 0, "a damaged ZIP archive (%s); was the file cut off?", ti_said(zip_error_strerror(&why)));
        zip_source_free(src);
    } else
        rc = check_archive(z, err);
    for (size_t i = 0; i < 5 && rc == TIAO_OK; i++)
        if (i == 0 || zip_name_locate(z, names[i], ZIP_FL_ENC_GUESS) >= 0)
            rc = read_xml(&part[i], z, names[i], err);
    if (rc == TIAO_OK)
        rc = numbering_new(&w.numbers, part[1], part[2], err);
    if (rc == TIAO_OK) {
        w.footnotes = part[3];
        w.endnotes  = part[4];
        read_blocks(&w, w_child(xmlDocGetRootElement(part[0]), "body"));
        end_line(&w);
    }
    tiao_buf_free(&w.line);
    tiao_buf_free(&w.aside);
    numbering_free(w.numbers);
    for (size_t i = 0; i < 5; i++)
        xmlFreeDoc(part[i]);
    if (z)
        zip_discard(z);
    zip_error_fini(&why);
    xmlCleanupParser();
    return rc;
}

/* libzip takes memory that it was refused for damage, or for a part that is not there. */
tiao_err read_docx(output *out, const input *in, tiao_error *err)
{
    tiao_error why = { 0 };
    errno          = 0;
    tiao_err rc    = read_archive(out, in, &why);
    if (errno == ENOMEM)
        return ti_no_memory(err);
    return rc == TIAO_OK ? rc : ti_fail(err, rc, why.at, "%s", why.msg);
}
