/* Marks: where in a text the words stand that entitlements are made of, found once, in order, not overlapping.

   Beneficiaries, public bodies and verbs are looked up together and the longest wins, so that 应用 is not the modal 应,
   许可 not 可, and 企业家 a person and no company. */
#ifndef TI_FACTS_MARKS_H
#define TI_FACTS_MARKS_H

#include "facts/words.h"

typedef enum {
    MARK_NOUN,             /* a beneficiary */
    MARK_LICENSED,         /* a beneficiary only behind a licence: 支持服务平台为企业提供服务, but not 建设服务平台 */
    MARK_BODY,             /* a public body, which is none */
    MARK_LICENSE,          /* 允许 鼓励 支持: who follows, then what they may do */
    MARK_PRESS,            /* 推动 吸引: the same, but only where a predicate follows the noun */
    MARK_GRANT,            /* 给予 减按 优先: what is given */
    MARK_REWARD,           /* 奖励 补助: a noun as often as a verb */
    MARK_PROVIDE,          /* 提供 开放: what is given to those whom 为, 向 or the sentence has named */
    MARK_REVIEW,           /* 完善 改革: names whom it concerns, gives nothing */
    MARK_EASE,             /* 放宽 取消: an obstacle goes */
    MARK_WEAK,             /* 加大 完善: an entitlement only where the object is one */
    MARK_RAISE,            /* 提高 增加: an entitlement only where the object is an amount */
    MARK_FOUND,            /* 建立: an entitlement only where the object is a rule for somebody */
    MARK_MODAL,            /* 可 应 不得: who stands before it */
    MARK_EXPLORE,          /* 探索 试点 */
    MARK_CARRY,            /* 实施 开展: says nothing, the next word does */
    MARK_MAKE,             /* 创建 发展: the noun behind it is what comes to be */
    MARK_ACTION,           /* 参与 承接: what a beneficiary does; goes on with the same one */
    MARK_PREP,             /* 在 以: what stands before a predicate */
    MARK_RESULT,           /* 实现 促进: what comes of it; the entitlement ends before it */
    MARK_TARGET,           /* 对 针对 */
    MARK_TOWARD,           /* 为 向 */
    MARK_ADVERB,           /* 积极 进一步: skipped at the head of a clause */
    MARK_MODIFIER,         /* 在沪 国有: belongs to the noun behind it */
    MARK_PLAIN,            /* a word that only looks like one of the others */
    MARK_COUNT
} ti_mark_role;

typedef struct {
    uint32_t       start, end;
    uint8_t        role;              /* ti_mark_role */
    uint8_t        modality;
    bool           speaks;            /* the list gives it a modality */
    const ti_word *word;
} ti_mark;

typedef struct {
    ti_mark *v;
    size_t   n, room;
} ti_marks;

/* Replaces what `out` holds by the marks of text from byte `from` on. */
tiao_err ti_marks_find(ti_marks *out, tiao_str text, size_t from, const tiao_words *words, tiao_error *err);
void     ti_marks_free(ti_marks *m);

/* Whether the lists say only what is understood; the message names the file and the line. */
tiao_err ti_marks_check_words(const tiao_words *words, tiao_error *err);

#endif
