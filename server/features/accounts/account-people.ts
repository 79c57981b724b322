import type { Db } from '../../db/index.ts'
import type { Locale } from '../../i18n/index.ts'
import type { Vault } from '../privacy/index.ts'
import { openPerson, type Person, sealPerson } from './person.ts'

/** Who has this account; undefined where it is gone. */
export const findPerson = async (db: Db, vault: Vault, accountId: string): Promise<Person | undefined> => {
  const found = await listPeople(db, vault, [accountId])
  return found.get(accountId)
}

/** Who has these accounts, by their ids; those that are gone are missing. */
export const listPeople = async (db: Db, vault: Vault, accountIds: string[]): Promise<Map<string, Person>> => {
  if (accountIds.length === 0) return new Map()
  const rows = await db.selectFrom('accounts').select(['id', 'sealed']).where('id', 'in', accountIds).execute()
  return new Map(rows.map(({ id, sealed }) => [id, openPerson(vault, id, sealed)]))
}

/** Changes how an account's owner is called, and the language and time zone of their pages. */
export const saveProfile = (
  db: Db,
  vault: Vault,
  accountId: string,
  { name, locale, time_zone }: { name: string; locale: Locale; time_zone: string | null },
): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const { sealed } = await trx
      .selectFrom('accounts')
      .select('sealed')
      .where('id', '=', accountId)
      .forUpdate()
      .executeTakeFirstOrThrow()
    const person = { ...openPerson(vault, accountId, sealed), name }
    await trx
      .updateTable('accounts')
      .set({ locale, time_zone, sealed: sealPerson(vault, accountId, person) })
      .where('id', '=', accountId)
      .execute()
  })
