/* Messages in the reader's language, by GNU gettext. The text in the source is English and is what the catalogues in po/ are
   looked up by; without a catalogue it is what people read. */
#ifndef TI_BASE_LANGUAGE_H
#define TI_BASE_LANGUAGE_H

#include "tiao.h"

/* Marks a text that is translated where it is printed. */
#define N_(text) text

/* The text in the reader's language. Formats that reach ti_fail are translated there. */
#if defined __GNUC__
__attribute__((format_arg(1)))
#endif
const char *ti_said(const char *text);

#endif
