/* The reading image: what most questions need of a small library, as one flat file beside it that is mapped into memory.

   Opening SQLite and copying texts out of it takes longer than GNU grep takes for the five documents; mapping takes a
   third of that. The image is derived: it repeats bytes of the library file's header that change with every write, and
   where they differ, or there is no image, the library file is read instead. It is written after every change of a library
   of up to TI_IMAGE_MAX bytes of text, and taken away from a larger one. */
#ifndef TI_STORE_IMAGE_H
#define TI_STORE_IMAGE_H

#include "store/library.h"

#define TI_IMAGE_MAX ((uint64_t)8 << 20)

typedef struct ti_image ti_image;

/* Fills the entries of lib from the image beside `path`; false where there is none that belongs to the file as it is. */
bool     ti_image_open(tiao_library *lib, const char *path);
void     ti_image_close(ti_image *im);
/* The document of an entry, over the mapped bytes. TIAO_ESTORE where the image is damaged. */
tiao_err ti_image_load(tiao_doc **out, const ti_image *im, const ti_entry *e, tiao_error *err);
/* Writes the image of the library file at `path`, or takes away one that no longer belongs to it. */
tiao_err ti_image_write(const char *path, tiao_error *err);
/* Whether the library has an image of it as it is. */
bool     ti_image_is_current(const char *path);

#endif
