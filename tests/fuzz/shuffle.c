/* A mutator for texts with numbered clauses: half of the time it works on lines as a careless hand does (moves, doubles, cuts,
   numbers them anew), else it leaves the bytes to libFuzzer. A target linked with this file uses it. */
#include "fuzz.h"

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max, unsigned seed);

static const char *const marks[] = {
    "一、", "二、", "三、", "十一、", "（一）", "（二）", "（三）", "(一)", "(2)", "（1）", "（2）", "1.", "2.", "3．", "4、", "①", "②", "第一条　",
    "第二条 ", "第十二条之一　", "第一章　", "第二节　", "第一编　", "——", "一是", "二是", "第一，", "附件", "附件1", "附件：", "目录\n", "目　录\n",
    "— 3 —\n", "第3页 共9页\n", "各有关单位：\n", "2015年8月14日\n", "二〇一五年八月十四日\n", "沪府发〔2015〕40号\n", "上海市人民政府\n",
    "抄送：市委办公厅。\n", "关于印发《某某计划》的通知\n", "某某计划\n", "：\n", "；\n", "。\n", "（", "）", "“", "《", "》", "\n\n", "\r\n", "　　", "\t",
    "不低于70%", "50万元以上", "到2020年", "5年内", "给予最高50万元资助", "对符合条件的企业，", "徐汇区", "第一条第（二）项", "本条例第三条",
};

static unsigned next(unsigned *seed, size_t below)
{
    *seed = *seed * 1664525u + 1013904223u;
    return below ? (unsigned)((*seed >> 8) % below) : 0;
}

/* The start of a line at random. */
static size_t line_start(const uint8_t *data, size_t size, unsigned *seed)
{
    size_t at = next(seed, size + 1);
    while (at > 0 && data[at - 1] != '\n')
        at--;
    return at;
}

static size_t line_end(const uint8_t *data, size_t size, size_t at)
{
    while (at < size && data[at] != '\n')
        at++;
    return at < size ? at + 1 : at;
}

/* Puts n bytes in at `at`, as far as there is room. */
static size_t insert(uint8_t *data, size_t size, size_t max, size_t at, const void *bytes, size_t n)
{
    if (size + n > max)
        return size;
    memmove(data + at + n, data + at, size - at);
    memcpy(data + at, bytes, n);
    return size + n;
}

static size_t shuffle(uint8_t *data, size_t size, size_t max, unsigned *seed)
{
    size_t   from = line_start(data, size, seed), to = line_end(data, size, from), n = to - from;
    uint8_t *line = malloc(n + 1);
    if (!line)
        return size;
    memcpy(line, data + from, n);
    const char *mark = marks[next(seed, sizeof marks / sizeof *marks)];
    switch (next(seed, 6)) {
    case 0:                                            /* moved */
        memmove(data + from, data + to, size - to);
        size -= n;
        size = insert(data, size, max, line_start(data, size, seed), line, n);
        break;
    case 1:                                            /* doubled */
        size = insert(data, size, max, line_start(data, size, seed), line, n);
        break;
    case 2:                                            /* lost */
        memmove(data + from, data + to, size - to);
        size -= n;
        break;
    case 3:                                            /* joined with the next one */
        if (n && line[n - 1] == '\n') {
            memmove(data + to - 1, data + to, size - to);
            size--;
        }
        break;
    case 4:                                            /* numbered */
        size = insert(data, size, max, from, mark, strlen(mark));
        break;
    default: {                                         /* a word put in between two characters */
        size_t at = next(seed, size + 1);
        while (at < size && (data[at] & 0xC0) == 0x80)
            at++;
        size = insert(data, size, max, at, mark, strlen(mark));
    }
    }
    free(line);
    return size;
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max, unsigned seed)
{
    if (next(&seed, 2))
        return LLVMFuzzerMutate(data, size, max);
    for (unsigned n = 1 + next(&seed, 4); n; n--)
        size = shuffle(data, size, max, &seed);
    return size;
}
