#include "fuzz.h"

#include <dirent.h>
#include <unistd.h>

void fuzz_is_text(tiao_str s, const char *what)
{
    size_t bad = ti_utf8_check(s);
    HOLDS(bad == SIZE_MAX, "%s: not UTF-8 at byte %zu of %zu", what, bad, s.n);
    HOLDS(!s.n || !memchr(s.s, 0, s.n), "%s: a NUL", what);
}

void fuzz_answered(tiao_err rc, const tiao_error *err)
{
    if (rc == TIAO_OK)
        return;
    HOLDS(err->code == rc, "the code is %d and err says %d: %s", (int)rc, (int)err->code, err->msg);
    HOLDS(*err->msg, "a failure without a message");
    fuzz_is_text(ti_str(err->msg), "the message");
}

tiao_buf fuzz_text(tiao_str bytes)
{
    tiao_buf b = { 0 };
    while (bytes.n) {
        size_t bad = ti_utf8_check(bytes), n = bad == SIZE_MAX ? bytes.n : bad;
        for (size_t i = 0; i < n; i++)
            if (bytes.s[i])
                ti_buf_char(&b, bytes.s[i]);
        bytes = ti_sub(bytes, bad == SIZE_MAX ? n : n + 1, bytes.n);
    }
    HOLDS(!b.failed, "no memory");
    return b;
}

tiao_str fuzz_part(tiao_str *rest)
{
    const tiao_str line = TI_STR("\n====\n");
    size_t         at   = ti_str_find(*rest, line);
    tiao_str       part = ti_sub(*rest, 0, at == SIZE_MAX ? rest->n : at);
    *rest = ti_sub(*rest, at == SIZE_MAX ? rest->n : at + line.n, rest->n);
    return part;
}

void fuzz_parses(tiao_str text)
{
    tiao_doc  *d   = NULL;
    tiao_error err = { 0 };
    HOLDS(tiao_doc_parse(&d, text, NULL, &err) == TIAO_OK, "what was read cannot be parsed: %s", err.msg);
    HOLDS(tiao_doc_check(d, text, &err), "%s", err.msg);
    tiao_doc_free(d);
}

const tiao_words *fuzz_words(void)
{
    static tiao_words *words;
    tiao_error         err = { 0 };
    if (!words)
        HOLDS(tiao_words_open(&words, WORDS, &err) == TIAO_OK, "%s", err.msg);
    return words;
}

const char *const fuzz_documents[2] = {
    "关于支持创业的若干措施\n沪府发〔2015〕26号\n各区人民政府：\n为支持创业，制定本措施。\n一、资金支持\n"
    "（一）对毕业5年内的大学生创办的企业，给予最高50万元资助。徐汇区按不低于70%的比例配套。\n"
    "（二）建设众创空间，到2020年达到50家以上。一是放权；二是松绑。\n二、人才\n1.引进 海外高层次人才，减按 15%的税率。\n"
    "依据《上海市促进科技创新条例》第三条和本措施第一条第（二）项。\n上海市人民政府\n2015年8月14日\n",
    "某某条例\n第一章　总则\n第一条　为了促进 innovation，制定本条例。\n第二条　本市企业可以申请：\n（一）符合条件的；\n（二）经认定的。\n"
    "第三条　２０１６年３月１日起施行。\n",
};

tiao_doc *fuzz_document(int i)
{
    tiao_doc  *d    = NULL;
    tiao_meta  meta = { .id = i ? TI_STR("xuhui-2016") : TI_STR("city-2015"), .issuer = i ? TI_STR("徐汇区人民政府") : TI_STR("") };
    tiao_error err  = { 0 };
    HOLDS(tiao_doc_parse(&d, ti_str(fuzz_documents[i]), &meta, &err) == TIAO_OK, "%s", err.msg);
    HOLDS(tiao_doc_find_facts(d, fuzz_words(), &err) == TIAO_OK, "%s", err.msg);
    return d;
}

tiao_library *fuzz_library(void)
{
    static tiao_library *lib;
    if (lib)
        return lib;
    HOLDS(tiao_library_new(&lib, NULL) == TIAO_OK, "no memory");
    for (int i = 0; i < 2; i++)
        HOLDS(tiao_library_hold(lib, fuzz_document(i), NULL) == TIAO_OK, "no memory");
    return lib;
}

/* ---- files ---- */

static char  folder[64];
static pid_t owner;

static void remove_folder(void)
{
    char           path[400];
    DIR           *dir = getpid() == owner ? opendir(folder) : NULL;
    struct dirent *e;
    while (dir && (e = readdir(dir))) {
        snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
        unlink(path);
    }
    if (dir)
        closedir(dir);
    rmdir(folder);
}

const char *fuzz_folder(void)
{
    if (!*folder) {
        strcpy(folder, access("/dev/shm", W_OK) == 0 ? "/dev/shm/tiao-fuzz-XXXXXX" : "/tmp/tiao-fuzz-XXXXXX");
        HOLDS(mkdtemp(folder), "no folder for temporary files");
        owner = getpid();
        atexit(remove_folder);
    }
    return folder;
}

const char *fuzz_library_file(void)
{
    static char   path[96];
    tiao_library *lib = NULL;
    tiao_error    err = { 0 };
    if (*path)
        return path;
    snprintf(path, sizeof path, "%s/small.tiao", fuzz_folder());
    HOLDS(tiao_library_open_writable(&lib, path, &err) == TIAO_OK, "%s", err.msg);
    for (int i = 0; i < 2; i++) {
        tiao_doc *d = fuzz_document(i);
        HOLDS(tiao_library_put(lib, d, &err) == TIAO_OK, "%s", err.msg);
        tiao_doc_free(d);
    }
    tiao_library_close(lib);
    HOLDS(tiao_library_refresh(path, &err) == TIAO_OK, "%s", err.msg);
    return path;
}
