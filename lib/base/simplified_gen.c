/* Run by the build: reads corpus/words/traditional.txt and prints the table that lib/base/fold.c includes. */
#include <stdio.h>
#include <string.h>

enum { FIRST = 0x3400, LAST = 0x9FFF };

static unsigned cp_at(const char *s)
{
    const unsigned char *u = (const unsigned char *)s;
    return u[0] >= 0xE0 && u[0] < 0xF0 ? (u[0] & 0x0Fu) << 12 | (u[1] & 0x3Fu) << 6 | (u[2] & 0x3Fu) : 0;
}

int main(int argc, char **argv)
{
    static unsigned short table[LAST - FIRST + 1];
    char                  line[256];
    FILE                 *f = argc == 2 ? fopen(argv[1], "rb") : NULL;
    if (!f) {
        fprintf(stderr, "usage: simplified_gen LIST\n");
        return 1;
    }
    for (unsigned n = 1; fgets(line, sizeof line, f); n++) {
        unsigned from = cp_at(line), to = line[0] && strlen(line) > 4 && line[3] == '\t' ? cp_at(line + 4) : 0;
        if (line[0] == '#' || line[0] == '\n')
            continue;
        if (from < FIRST || from > LAST || !to) {
            fprintf(stderr, "%s:%u: not a pair of characters\n", argv[1], n);
            return 1;
        }
        table[from - FIRST] = (unsigned short)to;
    }
    fclose(f);
    for (unsigned i = 0; i <= LAST - FIRST; i++)
        if (table[i] >= FIRST && table[i] <= LAST && table[table[i] - FIRST]) {      /* what is folded once is folded */
            fprintf(stderr, "%s: U+%04X is folded to U+%04X, which is folded itself\n", argv[1], FIRST + i, (unsigned)table[i]);
            return 1;
        }
    printf("enum { SIMPLIFIED_FIRST = 0x%X, SIMPLIFIED_LAST = 0x%X };\nstatic const uint16_t simplified[] = {", FIRST, LAST);
    for (unsigned i = 0; i <= LAST - FIRST; i++)
        printf("%s%u,", i % 16 ? "" : "\n", table[i]);
    printf("\n};\n");
    return 0;
}
