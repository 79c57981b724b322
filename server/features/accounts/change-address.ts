import { type Db, newId } from '../../db/index.ts'
import type { Locale } from '../../i18n/index.ts'
import type { Vault } from '../privacy/index.ts'
import { type AccountLink, endLinks, MOST_HOURLY, useLink } from './account-links.ts'
import { recordAct } from './acts.ts'
import { emailKey, openPerson, sealPerson } from './person.ts'

const HOUR = 3600_000
const CHANGE_HOURS = 24

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
