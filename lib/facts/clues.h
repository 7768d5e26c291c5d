/* Clues: where in a text the words stand that entitlements are made of, found once, in order, not overlapping.

   Beneficiaries, public bodies and verbs are looked up together and the longest wins, so that 应用 is not the modal 应,
   许可 not 可, and 企业家 a person and no company. */
#ifndef TI_FACTS_CLUES_H
#define TI_FACTS_CLUES_H

#include "facts/words.h"

typedef enum {
    CLUE_NOUN,             /* a beneficiary */
    CLUE_LICENSED,         /* a beneficiary only behind a licence: 支持服务平台为企业提供服务, but not 建设服务平台 */
    CLUE_BODY,             /* a public body, which is none */
    CLUE_LICENSE,          /* 允许 鼓励 支持: who follows, then what they may do */
    CLUE_PRESS,            /* 推动 吸引: the same, but only where a predicate follows the noun */
    CLUE_GRANT,            /* 给予 减按 优先: what is given */
    CLUE_REWARD,           /* 奖励 补助: a noun as often as a verb */
    CLUE_PROVIDE,          /* 提供 开放: what is given to those whom 为, 向 or the sentence has named */
    CLUE_REVIEW,           /* 完善 改革: names whom it concerns, gives nothing */
    CLUE_EASE,             /* 放宽 取消: an obstacle goes */
    CLUE_WEAK,             /* 加大 完善: an entitlement only where the object is one */
    CLUE_RAISE,            /* 提高 增加: an entitlement only where the object is an amount */
    CLUE_FOUND,            /* 建立: an entitlement only where the object is a rule for somebody */
    CLUE_MODAL,            /* 可 应 不得: who stands before it */
    CLUE_EXPLORE,          /* 探索 试点 */
    CLUE_CARRY,            /* 实施 开展: says nothing, the next word does */
    CLUE_MAKE,             /* 创建 发展: the noun behind it is what comes to be */
    CLUE_ACTION,           /* 参与 承接: what a beneficiary does; goes on with the same one */
    CLUE_PREP,             /* 在 以: what stands before a predicate */
    CLUE_RESULT,           /* 实现 促进: what comes of it; the entitlement ends before it */
    CLUE_TARGET,           /* 对 针对 */
    CLUE_TOWARD,           /* 为 向 */
    CLUE_ADVERB,           /* 积极 进一步: skipped at the head of a clause */
    CLUE_MODIFIER,         /* 在沪 国有: belongs to the noun behind it */
    CLUE_PLAIN,            /* a word that only looks like one of the others */
    CLUE_COUNT
} ti_clue_role;

typedef struct {
    uint32_t       start, end;
    uint8_t        role;              /* ti_clue_role */
    uint8_t        modality;
    bool           speaks;            /* the list gives it a modality */
    const ti_word *word;
} ti_clue;

typedef struct {
    ti_clue *v;
    size_t   n, room;
} ti_clues;

/* Replaces what `out` holds by the clues of text from byte `from` on. */
tiao_err ti_clues_find(ti_clues *out, tiao_str text, size_t from, const tiao_words *words, tiao_error *err);
void     ti_clues_free(ti_clues *m);

/* Whether the lists say only what is understood; the message names the file and the line. */
tiao_err ti_clues_check_words(const tiao_words *words, tiao_error *err);

#endif
