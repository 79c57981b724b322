import type { CommentRule, CommentState } from '../../db/schema.ts'

/** What makes a comment wait for a person: addresses, links, telephone numbers, shouting. */
const needsReview = [
  /[@＠]/,
  /https?:|www\.|\b[\p{L}\d-]+\.(?:com|net|org|info|biz|ru|kz|su|by|ua|рф|қаз|me|io|ly|cc|xyz|online|site|top)\b/iu,
  /(?:\+?\d[\s().-]*){7,}/,
  /\p{Lu}{12,}/u,
  /(.)\1{7,}/u,
]

/** Whether a comment is shown with its signature, or waits to be read by a moderator first. */
export const stateOfComment = (comment: string, rule: CommentRule): CommentState => {
  if (comment === '' || rule === 'off') return 'none'
  if (rule === 'after-review') return 'waiting'
  return needsReview.some((pattern) => pattern.test(comment)) ? 'waiting' : 'shown'
}
