import { sql } from 'kysely'
import { type Db, newId } from '../../db/index.ts'
import type { Vault } from '../privacy/index.ts'
import { endLinks, MOST_HOURLY, useLink } from './account-links.ts'
import { recordAct } from './acts.ts'
import { savePassword } from './passwords.ts'
import { emailKey } from './person.ts'
import { endSessions } from './sessions.ts'

const HOUR = 3600_000
const RESET_HOURS = 1
/** How long what a link was for is kept after it was over. */
const KEPT_DAYS = 30

/**
 * Promises a link for a new password where there is an account with this address. One statement that writes in any
 * case, so that neither its answer nor its time tells whether there is one, or whether too many were asked for.
 */
export const wishReset = async (db: Db, vault: Vault, email: string, now: Date): Promise<void> => {
  const at = (hours: number) => new Date(now.getTime() + hours * HOUR)
  await sql`
    with old as (delete from reset_wishes where asked_at < ${at(-24)}),
    over as (delete from account_links where expires_at < ${at(-24 * KEPT_DAYS)}),
    wish as (
      insert into reset_wishes (address_key, asked_at, id) values (${emailKey(vault, email)}, ${now}, ${newId()})
      returning address_key
    ),
    link as (
      insert into account_links (id, account_id, purpose, created_at, expires_at)
      select ${newId()}::uuid, accounts.id, 'password-reset', ${now}::timestamptz, ${at(RESET_HOURS)}::timestamptz
      from accounts join wish on wish.address_key = accounts.email_key
      where (select count(*) from reset_wishes earlier
             where earlier.address_key = wish.address_key and earlier.asked_at > ${at(-1)}) < ${MOST_HOURLY}
      returning id, account_id
    )
    insert into outbox (id, kind, locale, account_link_id)
    select ${newId()}::uuid, 'password-reset', accounts.locale, link.id
    from link join accounts on accounts.id = link.account_id
  `.execute(db)
}

/**
 * Sets the password by a link, once: all sessions end and all other such links are over; the second factor stays.
 * False where the link was used or is too old.
 */
export const resetPassword = (db: Db, linkId: string, passwordHash: string, now: Date): Promise<boolean> =>
  db.transaction().execute(async (trx) => {
    const accountId = await useLink(trx, 'password-reset', linkId, now)
    if (accountId === undefined) return false
    await savePassword(trx, accountId, passwordHash)
    await endLinks(trx, accountId, now)
    await endSessions(trx, accountId)
    await recordAct(trx, { team: null, account: accountId, act: 'password-reset' })
    return true
  })
