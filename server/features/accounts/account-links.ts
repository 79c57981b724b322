import type { Db } from '../../db/index.ts'
import type { AccountLinkPurpose } from '../../db/people-tables.ts'
import type { Locale } from '../../i18n/index.ts'
import { readSignedToken, signedToken, uuidBytes, uuidOf, type Vault } from '../privacy/index.ts'
import { openPerson } from './person.ts'

/** Links to one mailbox, or of one account, within an hour. */
export const MOST_HOURLY = 3

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

/** Whose link this is, where it can be used: it can once, and two who use it at once cannot both. */
export const useLink = async (
  db: Db,
  purpose: AccountLinkPurpose,
  id: string,
  now: Date,
): Promise<string | undefined> => {
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
