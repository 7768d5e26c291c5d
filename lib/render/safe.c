/* Text that does nothing to a terminal. */
#include "base/str.h"

/* Bytes that may be a control character or open one; nearly none is. */
static bool is_suspect(unsigned char c) { return c < 0x20 || c == 0x7F || c == 0xC2; }

void tiao_put_safe(tiao_buf *b, tiao_str s)
{
    static bool suspect[256], ready;
    size_t      from = 0;
    for (int c = 0; !ready && c < 256; c++)
        suspect[c] = is_suspect((unsigned char)c);
    ready = true;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.s[i];
        if (!suspect[c])
            continue;
        bool c1 = c == 0xC2 && i + 1 < s.n && (unsigned char)s.s[i + 1] < 0xA0 && (unsigned char)s.s[i + 1] >= 0x80;
        if (c >= 0x20 && c != 0x7F && !c1)
            continue;
        ti_buf_put(b, ti_sub(s, from, i));
        from = i + 1;
        if (c == '\n' || c == '\t')
            ti_buf_char(b, ' ');
        else if (c1) {
            ti_buf_put(b, TI_STR("\xEF\xBF\xBD"));               /* a C1 control: U+FFFD */
            from = ++i + 1;
        } else {
            char picture[4] = { (char)0xE2, (char)0x90, (char)(c == 0x7F ? 0xA1 : 0x80 + c), 0 };
            ti_buf_put(b, ti_str(picture));
        }
    }
    ti_buf_put(b, ti_sub(s, from, s.n));
}
