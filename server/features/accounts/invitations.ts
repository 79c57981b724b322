import { sql } from 'kysely'
import type { Db } from '../../db/index.ts'
import type { Locale } from '../../i18n/index.ts'
import { readSignedToken, signedToken, uuidBytes, uuidOf, type Vault } from '../privacy/index.ts'
import type { Role } from './people.ts'

export const INVITATION_DAYS = 7

/** The token of an invitation's link: made by the secret key from the id, and stored nowhere. */
export const invitationToken = (vault: Vault, id: string): string => signedToken(vault, 'invitation', uuidBytes(id))

const idOfToken = (vault: Vault, token: string): string | undefined => {
  const bytes = readSignedToken(vault, 'invitation', token, 16)
  return bytes && uuidOf(bytes)
}

/** Seals the address that an invitation goes to. */
export const sealAddress = (vault: Vault, id: string, email: string): Buffer =>
  vault.sealOfAccount(email, `invitation ${id}`)

const openAddress = (vault: Vault, id: string, sealed: Buffer): string =>
  vault.openOfAccount(sealed, `invitation ${id}`)

/** Neither accepted nor withdrawn nor too old. */
export const openAt = (now: Date) => sql<boolean>`accepted_at is null and revoked_at is null and expires_at > ${now}`

const columns = ['invitations.id', 'invitations.sealed', 'invitations.roles', 'invitations.expires_at'] as const

export interface OpenInvitation {
  id: string
  email: string
  roles: Role[]
  expiresAt: Date
  /** Whose account sent it; null where they have gone. */
  by: string | null
}

/** The invitations of a team that can still be accepted, the newest first. */
export const listInvitations = async (db: Db, vault: Vault, teamId: string, now: Date): Promise<OpenInvitation[]> => {
  const rows = await db
    .selectFrom('invitations')
    .select([...columns, 'invited_by'])
    .where('organiser_id', '=', teamId)
    .where(openAt(now))
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    email: openAddress(vault, row.id, row.sealed),
    roles: row.roles as Role[],
    expiresAt: row.expires_at,
    by: row.invited_by,
  }))
}

/** Whom these invitations of a team went to, by their ids, whatever became of them. */
export const listInvitedAddresses = async (db: Db, vault: Vault, teamId: string, ids: string[]) => {
  if (ids.length === 0) return new Map<string, string>()
  const rows = await db
    .selectFrom('invitations')
    .select(['id', 'sealed'])
    .where('organiser_id', '=', teamId)
    .where('id', 'in', ids)
    .execute()
  return new Map(rows.map(({ id, sealed }) => [id, openAddress(vault, id, sealed)]))
}

export interface FoundInvitation extends OpenInvitation {
  locale: Locale
  team: { id: string; slug: string; name: Record<Locale, string> }
  open: boolean
  /** Whether there is an account with the invited address. */
  known: boolean
}

/** The invitation by its id, open or over; undefined where there is none. */
export const findInvitation = async (
  db: Db,
  vault: Vault,
  id: string,
  now: Date,
): Promise<FoundInvitation | undefined> => {
  const row = await db
    .selectFrom('invitations')
    .innerJoin('organisers', 'organisers.id', 'invitations.organiser_id')
    .leftJoin('accounts', 'accounts.email_key', 'invitations.address_key')
    .select([
      ...columns,
      'invited_by',
      'invitations.locale',
      'organisers.slug',
      'organisers.name',
      'accounts.id as account',
    ])
    .select('organisers.id as team_id')
    .select(openAt(now).as('open'))
    .where('invitations.id', '=', id)
    .executeTakeFirst()
  return (
    row && {
      id: row.id,
      email: openAddress(vault, row.id, row.sealed),
      roles: row.roles as Role[],
      locale: row.locale,
      expiresAt: row.expires_at,
      by: row.invited_by,
      team: { id: row.team_id, slug: row.slug, name: row.name },
      open: row.open,
      known: row.account !== null,
    }
  )
}

/** The invitation that a link leads to; undefined for a link that we did not make. */
export const findInvitationOf = async (db: Db, vault: Vault, token: string, now: Date) => {
  const id = idOfToken(vault, token)
  return id === undefined ? undefined : findInvitation(db, vault, id, now)
}
