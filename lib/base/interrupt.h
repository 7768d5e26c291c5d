/* The wish that a running query end; tiao.h has who sets it. */
#ifndef TI_BASE_INTERRUPT_H
#define TI_BASE_INTERRUPT_H

#include "base/error.h"

/* TIAO_EINTERRUPTED once it is wished for. Cheap: loops over clauses ask each time. */
tiao_err ti_interrupted(tiao_error *err);

#endif
