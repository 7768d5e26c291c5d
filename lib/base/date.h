/* The Gregorian calendar. */
#ifndef TI_BASE_DATE_H
#define TI_BASE_DATE_H

#include <stdint.h>

/* How many days the month (1 to 12) has; 29 for February of year 0, a year that is not known; 0 for any other number. */
static inline unsigned ti_days_of(uint32_t month, uint32_t year)
{
    static const unsigned char of[] = { 0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    if (month == 2 && year && (year % 4 || (year % 100 == 0 && year % 400)))
        return 28;
    return month <= 12 ? of[month] : 0;
}

#endif
