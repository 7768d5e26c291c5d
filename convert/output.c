#include "convert.h"

void output_free(output *out)
{
    tiao_buf_free(&out->text);
    for (int i = 0; i < META_COUNT; i++)
        tiao_buf_free(&out->meta[i]);
    *out = (output){ 0 };
}

bool output_failed(const output *out)
{
    bool failed = out->text.failed;
    for (int i = 0; i < META_COUNT; i++)
        failed = failed || out->meta[i].failed;
    return failed;
}
