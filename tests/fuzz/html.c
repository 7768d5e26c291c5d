/* Saved web pages. */
#include "reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    check_reader(read_html, (tiao_str){ (const char *)data, size }, NULL);
    return 0;
}
