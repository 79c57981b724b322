import { type Db, newId } from '../../db/index.ts'
import type { Role } from '../../db/schema.ts'
import type { Locale } from '../../i18n/index.ts'
import type { Vault } from '../privacy/index.ts'
import { recordAct } from './acts.ts'
import { emailKey, type Person, sealPerson } from './person.ts'

interface NewAccount extends Person {
  locale: Locale
  /** Null until it is chosen by a link. */
  passwordHash: string | null
}

/** A new account's id; undefined where there is one with this address. */
export const createAccount = async (
  db: Db,
  vault: Vault,
  { name, email, locale, passwordHash }: NewAccount,
): Promise<string | undefined> => {
  const id = newId()
  const made = await db
    .insertInto('accounts')
    .values({
      id,
      email_key: emailKey(vault, email),
      sealed: sealPerson(vault, id, { name, email }),
      locale,
      password_hash: passwordHash,
    })
    .onConflict((conflict) => conflict.column('email_key').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (made) await recordAct(db, { team: null, account: id, act: 'account-created' })
  return made?.id
}

/** Gives these roles in the team besides those that the account has there. */
export const addRoles = async (db: Db, teamId: string, accountId: string, roles: readonly Role[]): Promise<void> => {
  const member = await db
    .selectFrom('members')
    .select('roles')
    .where('team_id', '=', teamId)
    .where('account_id', '=', accountId)
    .forUpdate()
    .executeTakeFirst()
  const all = [...new Set([...(member?.roles ?? []), ...roles])]
  await db
    .insertInto('members')
    .values({ team_id: teamId, account_id: accountId, roles: all })
    .onConflict((conflict) => conflict.columns(['team_id', 'account_id']).doUpdateSet({ roles: all }))
    .execute()
}
