import { hash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { type Db, newId } from '../../db/index.ts'
import { timeZoneOf } from '../../i18n/index.ts'
import type { Vault } from '../privacy/index.ts'
import type { DeskUser } from './people.ts'
import { openPerson } from './person.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** Unused for so long, a session ends; and after so long in any case (OWASP ASVS 5.0, 7.3). */
export const IDLE = 12 * HOUR
export const LONGEST = 14 * 24 * HOUR
/** How long the second factor is awaited. */
const HALF = 10 * MINUTE

const TOKEN_BYTES = 32

export const tokenHash = (token: string): Buffer => hash('sha256', token, 'buffer')

interface NewSession {
  accountId: string
  /** half: the password was right and the second factor is awaited. */
  state: 'half' | 'full'
  secondFactor: boolean
  agent: string
  now: Date
}

/** Begins a session; its token, 256 random bits, is for the cookie alone and only its hash is stored. */
export const startSession = async (db: Db, session: NewSession): Promise<string> => {
  const { accountId, state, secondFactor, agent, now } = session
  const token = randomBytes(TOKEN_BYTES).toString('base64url')
  await db
    .insertInto('sessions')
    .values({
      id: newId(),
      token_hash: tokenHash(token),
      account_id: accountId,
      state,
      second_factor: secondFactor,
      agent,
      created_at: now,
      seen_at: now,
      expires_at: new Date(now.getTime() + (state === 'half' ? HALF : LONGEST)),
    })
    .execute()
  return token
}

export interface DeskSession {
  id: string
  state: 'half' | 'full'
  secondFactor: boolean
  user: DeskUser
}

/** Of the latest campaign of their teams, where somebody has not said by which zone they live. */
const country = sql<string | null>`case when time_zone is null then (
  select country from campaigns join members on team_id = organiser_id where members.account_id = accounts.id
  order by created_at desc limit 1) end`

/** The session of this token and whose it is; undefined for one that is unknown or over. Notes that it was seen. */
export const findSession = async (db: Db, vault: Vault, token: string, now: Date): Promise<DeskSession | undefined> => {
  const row = await db
    .selectFrom('sessions')
    .innerJoin('accounts', 'accounts.id', 'sessions.account_id')
    .select(['sessions.id', 'state', 'second_factor', 'seen_at', 'account_id', 'sealed', 'locale', 'time_zone'])
    .select(country.as('country'))
    .select((account) =>
      jsonArrayFrom(
        account
          .selectFrom('members')
          .innerJoin('organisers', 'organisers.id', 'members.team_id')
          .select(['organisers.id', 'organisers.slug', 'organisers.name', 'members.roles'])
          .whereRef('members.account_id', '=', 'accounts.id')
          .orderBy('organisers.slug'),
      ).as('teams'),
    )
    .where('token_hash', '=', tokenHash(token))
    .where('expires_at', '>', now)
    .where('seen_at', '>', new Date(now.getTime() - IDLE))
    .executeTakeFirst()
  if (!row) return undefined
  if (now.getTime() - row.seen_at.getTime() > MINUTE) await noteSeen(db, row.id, now)
  const { name, email } = openPerson(vault, row.account_id, row.sealed)
  const timeZone = row.time_zone ?? timeZoneOf(row.country)
  return {
    id: row.id,
    state: row.state,
    secondFactor: row.second_factor,
    user: {
      accountId: row.account_id,
      name,
      email,
      locale: row.locale,
      timeZone,
      zoneChosen: row.time_zone !== null,
      teams: row.teams,
    },
  }
}

const noteSeen = (db: Db, id: string, now: Date) =>
  db.updateTable('sessions').set({ seen_at: now }).where('id', '=', id).execute()

/** A second factor was set up in this session, so it has shown one. */
export const noteSecondFactor = (db: Db, id: string) =>
  db.updateTable('sessions').set({ second_factor: true }).where('id', '=', id).execute()

export const endSession = (db: Db, id: string) => db.deleteFrom('sessions').where('id', '=', id).execute()

/** Ends all sessions of an account, or all but one: after a change of its password or its second factor. */
export const endSessions = async (db: Db, accountId: string, except?: string): Promise<void> => {
  await db
    .deleteFrom('sessions')
    .where('account_id', '=', accountId)
    .$if(except !== undefined, (query) => query.where('id', '!=', except ?? ''))
    .execute()
}

/** Forgets sessions that are over. */
export const forgetSessions = (db: Db, now: Date) =>
  db
    .deleteFrom('sessions')
    .where((session) =>
      session.or([session('expires_at', '<', now), session('seen_at', '<', new Date(now.getTime() - IDLE))]),
    )
    .execute()
