/* Who and on which condition: what a lead-in says before the benefit comes.

   对长期在沪工作的外籍高层次人才 … · 对技术和管理人员参与国际创新合作交流活动，… · 符合条件的人员自主创业的，… */
#ifndef TI_FACTS_CONDITION_H
#define TI_FACTS_CONDITION_H

#include "facts/beneficiary.h"

typedef struct {
    ti_phrase who;
    uint32_t  start, end;             /* the condition; empty where none is stated */
} ti_party;

enum { TI_PARTIES_MAX = 8 };

/* The parties that the lead-in [lo, hi) names, each with its condition: 对获得风险投资的创业人才、经营业绩显著的企业家人才 are two.
   0 where it names no beneficiary. `anyone`: nouns that are beneficiaries only behind a licence count too. */
int ti_parties_find(ti_party out[TI_PARTIES_MAX], const ti_reading *r, uint32_t lo, uint32_t hi, bool anyone);

/* Before a remark in brackets that ends at `at`: 中介机构、中介人（不含政府部门）. */
uint32_t ti_before_brackets(tiao_str text, uint32_t lo, uint32_t at);

/* [*start, *end) without blanks, commas, 的 and the like at its ends. */
void ti_condition_trim(tiao_str text, uint32_t *start, uint32_t *end);

#endif
