import { sql } from 'kysely'
import { type Db, newId } from '../../db/index.ts'
import type { AccountLinkPurpose } from '../../db/people-tables.ts'
import type { Locale } from '../../i18n/index.ts'
import { readSignedToken, signedToken, uuidBytes, uuidOf, type Vault } from '../privacy/index.ts'
import { recordAct } from './acts.ts'
import { emailKey, openPerson, sealPerson } from './person.ts'
import { endSessions } from './sessions.ts'

const HOUR = 3600_000
const RESET_HOURS = 1
const CHANGE_HOURS = 24
/** How long what a link was for is kept after it was over. */
const KEPT_DAYS = 30
/** Links to one mailbox, or of one account, within an hour. */
const MOST_HOURLY = 3

/** The token of a link that changes an account: made by the secret key from the id, and stored nowhere. */
export const accountToken = (vault: Vault, purpose: AccountLinkPurpose, id: string): string =>
  signedToken(vault, purpose, uuidBytes(id))

export interface AccountLink {
  id: string
  accountId: string
  locale: Locale
  /** Where its mail goes: the account's address, or the new one that it confirms. */
  email: string
  /** Neither used nor too old. */
  open: boolean
}

/** The link by its id; undefined where there is none of this purpose. */
export const findAccountLink = async (
  db: Db,
  vault: Vault,
  purpose: AccountLinkPurpose,
  id: string,
  now: Date,
): Promise<AccountLink | undefined> => {
  const row = await db
    .selectFrom('account_links')
    .innerJoin('accounts', 'accounts.id', 'account_links.account_id')
    .select(['account_links.id', 'account_id', 'locale', 'account_links.sealed', 'used_at', 'expires_at'])
    .select('accounts.sealed as person')
    .where('account_links.id', '=', id)
    .where('purpose', '=', purpose)
    .executeTakeFirst()
  return (
    row && {
      id: row.id,
      accountId: row.account_id,
      locale: row.locale,
      email: row.sealed
        ? vault.openOfAccount(row.sealed, `address ${row.id}`)
        : openPerson(vault, row.account_id, row.person).email,
      open: row.used_at === null && row.expires_at > now,
    }
  )
}

/** The link that a token stands for; undefined for a token that we did not make for this purpose. */
export const findAccountLinkOf = async (
  db: Db,
  vault: Vault,
  purpose: AccountLinkPurpose,
  token: string,
  now: Date,
) => {
  const bytes = readSignedToken(vault, purpose, token, 16)
  return bytes && findAccountLink(db, vault, purpose, uuidOf(bytes), now)
}

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
    await trx.updateTable('accounts').set({ password_hash: passwordHash }).where('id', '=', accountId).execute()
    await endLinks(trx, accountId, now)
    await endSessions(trx, accountId)
    await recordAct(trx, { team: null, account: accountId, act: 'password-reset' })
    return true
  })

/** Promises a link to a new address, whether or not somebody else has it; false where too many were asked for. */
export const wishAddress = (
  db: Db,
  vault: Vault,
  account: { id: string; locale: Locale },
  email: string,
  now: Date,
): Promise<boolean> =>
  db.transaction().execute(async (trx) => {
    await trx.selectFrom('accounts').select('id').where('id', '=', account.id).forUpdate().execute()
    const { lately } = await trx
      .selectFrom('account_links')
      .select(({ fn }) => fn.countAll<number>().as('lately'))
      .where('account_id', '=', account.id)
      .where('purpose', '=', 'address-change')
      .where('created_at', '>', new Date(now.getTime() - HOUR))
      .executeTakeFirstOrThrow()
    if (lately >= MOST_HOURLY) return false
    const id = newId()
    await trx
      .insertInto('account_links')
      .values({
        id,
        account_id: account.id,
        purpose: 'address-change',
        sealed: vault.sealOfAccount(email, `address ${id}`),
        created_at: now,
        expires_at: new Date(now.getTime() + CHANGE_HOURS * HOUR),
      })
      .execute()
    await trx
      .insertInto('outbox')
      .values({ id: newId(), kind: 'address-change', locale: account.locale, account_link_id: id })
      .execute()
    return true
  })

/** Makes the confirmed address the account's; every other link by mail is over then. */
export const changeAddress = async (
  db: Db,
  vault: Vault,
  link: AccountLink,
  now: Date,
): Promise<'changed' | 'over' | 'taken'> =>
  db.transaction().execute(async (trx) => {
    const accountId = await useLink(trx, 'address-change', link.id, now)
    if (accountId === undefined) return 'over'
    const account = await trx
      .selectFrom('accounts')
      .select('sealed')
      .where('id', '=', accountId)
      .forUpdate()
      .executeTakeFirstOrThrow()
    const key = emailKey(vault, link.email)
    const other = await trx
      .selectFrom('accounts')
      .select('id')
      .where('email_key', '=', key)
      .where('id', '!=', accountId)
      .executeTakeFirst()
    if (other) return 'taken'
    const before = openPerson(vault, accountId, account.sealed)
    const person = { ...before, email: link.email }
    await trx
      .updateTable('accounts')
      .set({ email_key: key, sealed: sealPerson(vault, accountId, person) })
      .where('id', '=', accountId)
      .execute()
    await endLinks(trx, accountId, now)
    await tellFormer(trx, vault, link, before.email)
    await recordAct(trx, { team: null, account: accountId, act: 'address-changed' })
    return 'changed'
  })

/** Promises a mail to the address that an account had until now: whoever did not change it themselves must hear of it. */
const tellFormer = async (db: Db, vault: Vault, { id, locale }: AccountLink, email: string): Promise<void> => {
  const former = vault.sealOfAccount(email, `former ${id}`)
  await db.updateTable('account_links').set({ former }).where('id', '=', id).execute()
  await db.insertInto('outbox').values({ id: newId(), kind: 'address-changed', locale, account_link_id: id }).execute()
}

/** The address that an account had before the change that this link made; undefined where it made none. */
export const findFormerAddress = async (db: Db, vault: Vault, id: string): Promise<string | undefined> => {
  const link = await db.selectFrom('account_links').select('former').where('id', '=', id).executeTakeFirst()
  return link?.former ? vault.openOfAccount(link.former, `former ${id}`) : undefined
}

/** Whose link this is, where it can be used: it can once, and two who use it at once cannot both. */
const useLink = async (db: Db, purpose: AccountLinkPurpose, id: string, now: Date): Promise<string | undefined> => {
  const used = await db
    .updateTable('account_links')
    .set({ used_at: now })
    .where('id', '=', id)
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning('account_id')
    .executeTakeFirst()
  return used?.account_id
}

/** Every link that is still under way to this account's mailbox ends. */
export const endLinks = async (db: Db, accountId: string, now: Date): Promise<void> => {
  await db
    .updateTable('account_links')
    .set({ used_at: now })
    .where('account_id', '=', accountId)
    .where('used_at', 'is', null)
    .execute()
}
