/* Entitlements: who gets what on which condition.

   A sentence is read clause by clause. What a clause opens with decides how it is read: a verb that licenses (允许 支持) has its
   beneficiary behind it, a modal (可 应 不得) before it; an easing verb (放宽 取消) has it somewhere in its object; a grant (给予
   享受) behind it, or in the lead-in that the sentence has given so far (对…的企业，). A clause that names nobody speaks of
   those whom the sentence spoke of last. Nothing is guessed: without a beneficiary in the words there is no entitlement. */
#ifndef TI_FACTS_ENTITLEMENT_H
#define TI_FACTS_ENTITLEMENT_H

#include "facts/facts.h"

tiao_err ti_find_entitlements(tiao_doc *d, const tiao_words *words, tiao_error *err);

#endif
