#include "base/interrupt.h"

#include <assert.h>
#include <stdatomic.h>

/* Lock-free, so that a signal handler may set it. */
static atomic_int flag;
static_assert(ATOMIC_INT_LOCK_FREE == 2, "a signal handler sets the flag");

void tiao_interrupt(void) { atomic_store_explicit(&flag, 1, memory_order_relaxed); }
void tiao_interrupt_clear(void) { atomic_store_explicit(&flag, 0, memory_order_relaxed); }
bool tiao_interrupted(void) { return atomic_load_explicit(&flag, memory_order_relaxed) != 0; }

tiao_err ti_interrupted(tiao_error *err)
{
    return tiao_interrupted() ? ti_fail(err, TIAO_EINTERRUPTED, 0, "interrupted") : TIAO_OK;
}
