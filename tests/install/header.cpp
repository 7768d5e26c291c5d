#include <tiao.h>

int main() { return tiao_width(tiao_str{"条", 3}) == 2 ? 0 : 1; }
