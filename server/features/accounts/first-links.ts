import { randomBytes } from 'node:crypto'
import type { Db } from '../../db/index.ts'
import type { Vault } from '../privacy/index.ts'
import { recordAct } from './acts.ts'
import { addRoles, createAccount } from './create-account.ts'
import type { Person } from './person.ts'
import { openPerson } from './person.ts'
import { tokenHash } from './sessions.ts'
import { createTeam, listEmptyTeams, type NewTeam } from './teams.ts'

const DAY = 24 * 3_600_000
const DAYS = 7
const TOKEN_BYTES = 24

/** The path of a link by which this account chooses its first password, once, within a week; earlier ones are over. */
export const makeFirstLink = async (db: Db, accountId: string | null, now: Date): Promise<string> => {
  const token = randomBytes(TOKEN_BYTES).toString('base64url')
  await db
    .deleteFrom('first_links')
    .where((link) => link.or([link('account_id', 'is not distinct from', accountId), link('expires_at', '<', now)]))
    .execute()
  await db
    .insertInto('first_links')
    .values({ token_hash: tokenHash(token), account_id: accountId, expires_at: new Date(now.getTime() + DAYS * DAY) })
    .execute()
  return `/desk/welcome/${token}`
}

/** The path of a link for whoever starts the server first; undefined once somebody can sign in. */
export const offerFirstLink = async (db: Db, now: Date): Promise<string | undefined> =>
  (await hasPeople(db)) ? undefined : makeFirstLink(db, null, now)

const hasPeople = async (db: Db) => {
  const someone = await db
    .selectFrom('accounts')
    .select('id')
    .where('password_hash', 'is not', null)
    .limit(1)
    .executeTakeFirst()
  return someone !== undefined
}

export interface FoundFirstLink {
  /** Null for the link of the first owner. */
  account: (Person & { id: string }) | null
}

/** What this link is for; undefined for one that was used, is too old, or for the first owner where there are people. */
export const findFirstLink = async (
  db: Db,
  vault: Vault,
  token: string,
  now: Date,
): Promise<FoundFirstLink | undefined> => {
  const link = await db
    .selectFrom('first_links')
    .leftJoin('accounts', 'accounts.id', 'account_id')
    .select(['account_id', 'sealed'])
    .where('token_hash', '=', tokenHash(token))
    .where('expires_at', '>', now)
    .executeTakeFirst()
  if (!link) return undefined
  const { account_id: id, sealed } = link
  if (id && sealed) return { account: { id, ...openPerson(vault, id, sealed) } }
  return (await hasPeople(db)) ? undefined : { account: null }
}

/** What somebody chose on the page behind their link. */
export interface Welcome extends Person {
  passwordHash: string
  locale: 'en' | 'ru'
  /** Only of the first owner, and null where they make none. */
  team: NewTeam | null
}

/**
 * Uses a link, once: its account gets the password and the name; or the first owner's account is made, as owner of the
 * teams that have nobody and of the new one. The account's id; undefined where the link was used meanwhile.
 */
export const useFirstLink = (
  db: Db,
  vault: Vault,
  token: string,
  { name, email, passwordHash, locale, team }: Welcome,
): Promise<string | undefined> =>
  db.transaction().execute(async (trx) => {
    const link = await trx
      .deleteFrom('first_links')
      .where('token_hash', '=', tokenHash(token))
      .returning('account_id')
      .executeTakeFirst()
    if (!link) return undefined
    if (link.account_id !== null) {
      await trx
        .updateTable('accounts')
        .set({ password_hash: passwordHash, locale })
        .where('id', '=', link.account_id)
        .execute()
      await recordAct(trx, { team: null, account: link.account_id, act: 'password-set' })
      return link.account_id
    }
    const id = await createAccount(trx, vault, { name, email, locale, passwordHash })
    if (id === undefined) return undefined
    for (const { id: teamId } of await listEmptyTeams(trx)) await addRoles(trx, teamId, id, ['owner'])
    if (team) {
      const made = await createTeam(trx, team)
      await addRoles(trx, made.id, id, ['owner'])
      await recordAct(trx, { team: made.id, account: id, act: 'team-created' })
    }
    return id
  })
