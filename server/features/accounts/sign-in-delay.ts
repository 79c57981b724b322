import { sql } from 'kysely'
import type { Db } from '../../db/index.ts'
import { networkPrefix } from '../../web/network-prefix.ts'
import { readSignedToken, signedToken, type Vault } from '../privacy/index.ts'
import { emailKey } from './person.ts'

/** Seconds that a stranger to the account may have to wait, at most. */
const LONGEST_WAIT = 900
const DAY_HOURS = 24
/** Failures that cost nothing: of one account by one network or device, and of one network whatever the account. */
const FREE = { account: 4, network: 30, code: 10 }

const DEVICE = 'device of'
const KEY_BYTES = 16

export interface Attempt {
  email: string
  networkAddress: string
  /** What deviceToken made for this browser, if it has signed in before. */
  device: string | undefined
}

/**
 * A mark for a browser from which this account has been signed in: its later attempts are counted by themselves, so
 * that whoever guesses at the account, even from the same network, does not make its owner wait (OWASP, device cookies).
 */
export const deviceToken = (vault: Vault, email: string): string => signedToken(vault, DEVICE, emailKey(vault, email))

const isKnown = (vault: Vault, { email, device }: Attempt) =>
  device !== undefined && readSignedToken(vault, DEVICE, device, KEY_BYTES)?.equals(emailKey(vault, email)) === true

/** What a try is counted by, and how many failures cost nothing. A keyed hash: nothing stored tells of a network or address. */
export interface Turn {
  key: Buffer
  free: number
}

const turnOf = (vault: Vault, what: string, free: number): Turn => ({
  key: vault.sign('sign-in', Buffer.from(what)),
  free,
})

/** By what a try of a password is counted: account and network, and the network whatever the account; or the device. */
export const passwordTurns = (vault: Vault, attempt: Attempt): Turn[] => {
  const account = emailKey(vault, attempt.email).toString('hex')
  if (isKnown(vault, attempt)) return [turnOf(vault, `${account} device`, FREE.account)]
  const network = networkPrefix(attempt.networkAddress)
  return [turnOf(vault, `${account} ${network}`, FREE.account), turnOf(vault, network, FREE.network)]
}

/**
 * By what a try of a one-time code is counted: the account, wherever from, since six digits can be guessed by whoever has
 * the password. Its owner is let in meanwhile by a recovery code, by a passkey, or from a browser that is known.
 */
export const codeTurns = (vault: Vault, attempt: Attempt): Turn[] => [
  turnOf(vault, `${emailKey(vault, attempt.email).toString('hex')} code ${isKnown(vault, attempt)}`, FREE.code),
]

const wait = (free: number) =>
  sql`make_interval(secs => least(${LONGEST_WAIT}::float8, case when sign_in_failures.failures < ${free}::int4 then 0 else 2 ^ least(sign_in_failures.failures - ${free}::int4, 20) end))`

/**
 * Takes a turn to try a password or a code: 0, or the seconds to wait where there were too many failures. A turn counts
 * as a failure until noteSuccess says otherwise, so that many at once gain nothing. Each failure past the free ones
 * doubles the wait; nobody elsewhere waits for it.
 */
export const takeTurn = async (db: Db, turns: Turn[], now: Date): Promise<number> => {
  for (const { key, free } of turns) {
    const { rows } = await sql`
      insert into sign_in_failures (key, failures, last_at) values (${key}, 1, ${now}::timestamptz)
      on conflict (key) do update set last_at = excluded.last_at,
        failures = case when sign_in_failures.last_at < excluded.last_at - make_interval(hours => ${DAY_HOURS}::int4)
          then 1 else sign_in_failures.failures + 1 end
      where sign_in_failures.last_at + ${wait(free)} <= excluded.last_at
      returning 1
    `.execute(db)
    if (rows.length === 0) return Math.max(1, await secondsLeft(db, key, free, now))
  }
  return 0
}

const secondsLeft = async (db: Db, key: Buffer, free: number, now: Date) => {
  const { rows } = await sql<{ seconds: number }>`
    select ceil(extract(epoch from last_at + ${wait(free)} - ${now}::timestamptz))::int4 as seconds
    from sign_in_failures where key = ${key}
  `.execute(db)
  return rows[0]?.seconds ?? 0
}

/** It was right: the first count's failures are forgotten, and this turn was none of the others'. */
export const noteSuccess = async (db: Db, [own, ...others]: Turn[]): Promise<void> => {
  if (own) await db.deleteFrom('sign_in_failures').where('key', '=', own.key).execute()
  for (const { key } of others) {
    await db
      .updateTable('sign_in_failures')
      .set({ failures: sql<number>`greatest(failures - 1, 0)` })
      .where('key', '=', key)
      .execute()
  }
}

/** Forgets failures of the day before. */
export const forgetFailures = (db: Db, now: Date) =>
  db
    .deleteFrom('sign_in_failures')
    .where('last_at', '<', new Date(now.getTime() - DAY_HOURS * 3_600_000))
    .execute()
