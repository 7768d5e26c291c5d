/* What a line looks like, taken alone. */
#ifndef TI_TREE_LINES_H
#define TI_TREE_LINES_H

#include "base/str.h"

bool ti_line_is_rule(tiao_str line);                  /* ______ */
bool ti_line_is_page_number(tiao_str line);           /* — 3 —, 第3页 */
bool ti_line_is_date(tiao_str line);                  /* a date and nothing else; a damaged one (2015814) too */
bool ti_line_is_signed_date(tiao_str line);           /* 上海市财政局　2015年8月14日 */
/* Appends the date that opens the line as 2015-07-31 or 2015-07 (ISO 8601); false where none stands. */
bool ti_line_iso_date(tiao_str line, tiao_buf *out);
bool ti_line_is_docnumber(tiao_str line);             /* 沪府办规〔2025〕15号, 徐委[2015]15 */
bool ti_line_is_addressee(tiao_str line);             /* 各区人民政府： */
bool ti_line_leads_in(tiao_str line);                 /* 经研究，决定对以下单位予以表彰：, and no addressee */
bool ti_line_is_attachment(tiao_str line);            /* 附件, 附件1: nothing else */
bool ti_line_is_titled_attachment(tiao_str line);     /* 附件1：申报书 */
bool ti_line_is_furniture(tiao_str line);             /* words that only web pages and imprints print */
bool ti_line_opens_imprint(tiao_str line);            /* 公开方式, 抄送, （此件公开发布）, …印发: nothing of the body follows */
bool ti_line_is_history(tiao_str line);               /* 1996年5月15日 …通过: how a statute came to be */
bool ti_line_opens_history(tiao_str line);            /* the first line of one that was wrapped */
bool ti_line_ends_history(tiao_str line);             /* …通过, …修正） */
bool ti_line_ends_open(tiao_str line);                /* with an opening bracket */
bool ti_line_is_prose(tiao_str line);                 /* a sentence */
bool ti_line_ends_title(tiao_str line);               /* …意见, …办法（试行） */
bool ti_line_is_organ(tiao_str line);                 /* the name of a body that issues documents */

/* The last character that is not a closing mark, and whether the line ends where a sentence can. */
bool ti_line_is_closed(tiao_str line);

#endif
