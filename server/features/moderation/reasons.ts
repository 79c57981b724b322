import type { ModeratedKind } from '../../db/moderation-tables.ts'

/** Why something can be refused; each has its words in locales/…/moderation.json under reasons. */
export const refusalReasons = {
  comment: ['insult', 'hatred', 'threat', 'personalData', 'advertising', 'offTopic', 'other'],
  held: ['invented', 'severalByOne', 'automated', 'other'],
  correction: ['unfounded', 'alreadySo', 'unclear', 'other'],
  answer: ['noAnswer', 'private', 'twice', 'other'],
} as const satisfies Record<ModeratedKind, readonly string[]>

export type Refusable = keyof typeof refusalReasons

export type RefusalReason = (typeof refusalReasons)[ModeratedKind][number]

/** What is put down where something is accepted: nothing was found against it. */
export const ACCEPTED = 'accepted'

/** The reason of this name, where something of this kind can be refused for it. */
export const reasonOf = (kind: ModeratedKind, name: string): RefusalReason | undefined => {
  const reasons: readonly RefusalReason[] = refusalReasons[kind]
  return reasons.find((reason) => reason === name)
}
