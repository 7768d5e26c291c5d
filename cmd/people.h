/* What people read: a clause with its address, the headings above it, and what matched. */
#ifndef CMD_PEOPLE_H
#define CMD_PEOPLE_H

#include "app.h"

void put_marked(const app *a, tiao_buf *b, tiao_str s, const tiao_span *spans, size_t count);
/* At most `columns` columns of the text, where the first match is, in lines of the terminal. */
void put_extract(const app *a, tiao_buf *b, tiao_str s, const tiao_span *spans, size_t count, size_t columns, size_t indent);
/* The address of what is listed or shown; at the prompt it can be opened. */
void put_address_of(const app *a, tiao_buf *b, const tiao_doc *d, uint32_t i);
/* An address that is told beside. */
void put_reference(const app *a, tiao_buf *b, const tiao_doc *d, uint32_t i);
/* The step behind an article's address where its first 款 alone, up to node `to`, is meant. */
void put_first_paragraph(tiao_buf *b, const tiao_doc *d, uint32_t article, uint32_t to);
/* The number as it stands before its text: 第一条 and its like with a space behind them. */
void put_number_of(const app *a, tiao_buf *b, const tiao_doc *d, uint32_t i);
/* Behind an address of `used` columns: the document's title and the headings above node i, on one line; where the terminal is
   too narrow, on lines of their own. */
void put_chain(const app *a, tiao_buf *b, const tiao_doc *d, uint32_t i, size_t used);
/* The same on no more than one line: the title is left out first, then the headings farther off. */
void put_short_chain(const app *a, tiao_buf *b, const tiao_doc *d, uint32_t i, size_t used);
/* The title on a line (where asked for) and the headings above node i on another. */
void put_group(const app *a, tiao_buf *b, const tiao_doc *d, uint32_t i, bool title);
/* The columns of node i's address. */
size_t address_width(const tiao_doc *d, uint32_t i);
/* The colour of a value in a table, and the link of an address there: a tiao_mark_fn, whose context is the app. */
void mark_value(void *a, const char *field, tiao_str value, bool open, tiao_buf *out);

/* Links, as --hyperlink asks for them and the terminal has them; without, these do nothing. */
void open_links(app *a);
void free_links(links *l);
void link_on(const app *a, tiao_buf *b, const tiao_doc *d, uint32_t i);
/* The next row of a table has node i's address, and means this line. */
void note_link(const app *a, const tiao_doc *d, uint32_t i, uint32_t line);
/* By an address that was noted, or one, or a document's id, of the library that is open. */
void link_on_named(const app *a, tiao_buf *b, tiao_str name);
void link_off(const app *a, tiao_buf *b);
/* Writes and empties it. */
void flush_buf(tiao_buf *b);

#endif
