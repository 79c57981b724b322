import type { Role } from '../../db/schema.ts'
import type { Locale } from '../../i18n/index.ts'

export type { Role } from '../../db/schema.ts'

/** What a person may do in a team, in the order in which it is offered; coordinator: of letters. */
export const roles = ['owner', 'editor', 'translator', 'moderator', 'coordinator'] as const satisfies Role[]

/** A row of organisers, and what this person may do there. */
export interface Team {
  id: string
  slug: string
  name: Record<Locale, string>
  roles: Role[]
}

export interface DeskUser {
  accountId: string
  name: string
  email: string
  locale: Locale
  /** IANA: in which the desk tells times. */
  timeZone: string
  /** Whether they said so, and it is not just that of their team's country. */
  zoneChosen: boolean
  teams: Team[]
}

/**
 * Who may come to a page of the desk: anyone; someone signed in, and of the address's team where it names one; or
 * members of that team with one of these roles. An owner may all that any role may. early: before the second factor
 * is set up.
 */
export type DeskRule = { who: 'anyone' } | { who: 'member'; early?: true } | { who: readonly Role[] }

/** Whether these roles in a team suffice for the rule. */
export const suffices = (held: readonly Role[], { who }: DeskRule): boolean => {
  if (who === 'anyone') return true
  if (who === 'member') return held.length > 0
  return held.some((role) => role === 'owner' || who.includes(role))
}

/** Owners and moderators can do much harm by one stolen password, so they must have a second factor. */
export const needsSecondFactor = ({ teams }: Pick<DeskUser, 'teams'>): boolean =>
  teams.some(({ roles }) => roles.includes('owner') || roles.includes('moderator'))
