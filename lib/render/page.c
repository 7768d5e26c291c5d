#include "render/page.h"

#include "page.inc"

void ti_page_head(ti_export *x, tiao_str title)
{
    ti_emit(x, "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n"
               "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none'; form-action 'none'; "
               "style-src 'sha256-" page_css_SHA256 "'; script-src 'sha256-" page_js_SHA256 "'\">\n"
               "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"generator\" content=\"tiao " TIAO_VERSION
               "\">\n<title>");
    ti_put_xml(&x->out.buf, title);
    ti_emit(x, "</title>\n<style>");
    ti_buf_put(&x->out.buf, (tiao_str){ page_css, sizeof page_css - 1 });
    ti_emit(x, "</style>\n</head>\n");
}

void ti_page_script(ti_export *x)
{
    ti_emit(x, "<script>");
    ti_buf_put(&x->out.buf, (tiao_str){ page_js, sizeof page_js - 1 });
    ti_emit(x, "</script>\n");
}

void ti_page_cell(ti_export *x, const char *label, tiao_str s)
{
    ti_buf_printf(&x->out.buf, s.n ? "<td data-label=\"%s\">" : "<td>", label);
    ti_put_xml(&x->out.buf, s);
    ti_emit(x, "</td>");
}
