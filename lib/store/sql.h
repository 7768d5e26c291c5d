/* What a query may give. */
#ifndef TI_STORE_SQL_H
#define TI_STORE_SQL_H

enum { TI_COLUMNS_MAX = 100 };        /* of a row, and so of the tables that show it */

#endif
