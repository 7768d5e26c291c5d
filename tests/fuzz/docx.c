/* Word documents: an archive as it is, or, for input that is none, the XML of its parts (document, numbering, styles, footnotes,
   endnotes; between lines ====) packed into one. */
#include "reader.h"

#include <zip.h>

static const char *const names[] = { "word/document.xml", "word/numbering.xml", "word/styles.xml", "word/footnotes.xml", "word/endnotes.xml" };

/* The bytes of the archive, malloc'ed. */
static tiao_str pack(tiao_str parts)
{
    zip_error_t   why;
    zip_stat_t    st;
    zip_source_t *to = zip_source_buffer_create(NULL, 0, 0, &why);
    zip_t        *z  = to ? zip_open_from_source(to, ZIP_CREATE | ZIP_TRUNCATE, &why) : NULL;
    HOLDS(z, "no archive");
    zip_source_keep(to);
    for (size_t i = 0; i < 5 && (i == 0 || parts.n); i++) {
        tiao_str      part = fuzz_part(&parts);
        zip_source_t *from = zip_source_buffer(z, part.s, part.n, 0);
        zip_int64_t   at   = zip_file_add(z, names[i], from, 0);
        HOLDS(at >= 0 && zip_set_file_compression(z, (zip_uint64_t)at, ZIP_CM_STORE, 0) == 0, "%s", zip_strerror(z));
    }
    HOLDS(zip_close(z) == 0 && zip_source_open(to) == 0 && zip_source_stat(to, &st) == 0, "no archive");
    char *bytes = malloc(st.size);
    HOLDS(bytes && zip_source_read(to, bytes, st.size) == (zip_int64_t)st.size, "no archive");
    zip_source_close(to);
    zip_source_free(to);
    return (tiao_str){ bytes, st.size };
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    tiao_str bytes = { (const char *)data, size };
    bool     zip   = ti_str_starts(bytes, TI_STR("PK"));
    if (!zip)
        bytes = pack(bytes);
    check_reader(read_docx, bytes, NULL);
    if (!zip)
        free((void *)(uintptr_t)bytes.s);
    return 0;
}
