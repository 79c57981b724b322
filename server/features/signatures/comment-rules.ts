import type { CommentRule, CommentState } from '../../db/schema.ts'
import { type FlaggedWord, flagWords } from './flag-words.ts'

/** What makes a comment wait for a person. */
const needsReview = {
  address: /[@＠]/,
  link: /https?:|www\.|\b[\p{L}\d-]+\.(?:com|net|org|info|biz|ru|kz|su|by|ua|рф|қаз|me|io|ly|cc|xyz|online|site|top)\b/iu,
  number: /(?:\+?\d[\s().-]*){7,}/,
  shouting: /\p{Lu}{12,}/u,
  repetition: /(.)\1{7,}/u,
}

export type CommentFinding = keyof typeof needsReview

const isFinding = (name: string): name is CommentFinding => name in needsReview

/** Why a comment is worth a look: the rules that it meets, and the words in it that a list knows. */
export const findingsIn = (comment: string): { rules: CommentFinding[]; words: FlaggedWord[] } => ({
  rules: Object.keys(needsReview)
    .filter(isFinding)
    .filter((name) => needsReview[name].test(comment)),
  words: flagWords(comment),
})

/** Whether a comment is shown with its signature, or waits to be read by a moderator first. */
export const stateOfComment = (comment: string, rule: CommentRule): CommentState => {
  if (comment === '' || rule === 'off') return 'none'
  if (rule === 'after-review') return 'waiting'
  const { rules, words } = findingsIn(comment)
  return rules.length + words.length > 0 ? 'waiting' : 'shown'
}
