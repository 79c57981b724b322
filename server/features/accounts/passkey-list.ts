import type { Db } from '../../db/index.ts'
import { recordAct } from './acts.ts'

export interface ListedPasskey {
  id: string
  name: string
  createdAt: Date
  usedAt: Date | null
}

const select = (db: Db, accountId: string) =>
  db
    .selectFrom('passkeys')
    .select(['id', 'name', 'created_at as createdAt', 'used_at as usedAt'])
    .where('account_id', '=', accountId)

/** The passkeys of an account, the first first. */
export const listPasskeys = (db: Db, accountId: string): Promise<ListedPasskey[]> =>
  select(db, accountId).orderBy('id').execute()

/** A passkey of this account; undefined for anybody else's. */
export const findPasskey = (db: Db, accountId: string, id: string): Promise<ListedPasskey | undefined> =>
  select(db, accountId).where('id', '=', id).executeTakeFirst()

/** Calls a passkey of this account otherwise. */
export const renamePasskey = async (db: Db, accountId: string, id: string, name: string): Promise<void> => {
  await db.updateTable('passkeys').set({ name }).where('id', '=', id).where('account_id', '=', accountId).execute()
}

/** Forgets a passkey of this account. Refused: the only second factor of somebody who must have one. */
export const removePasskey = (
  db: Db,
  accountId: string,
  id: string,
  { mustKeepOne }: { mustKeepOne: boolean },
): Promise<'removed' | 'last' | 'gone'> =>
  db.transaction().execute(async (trx) => {
    const account = await trx
      .selectFrom('accounts')
      .select('totp_confirmed_at')
      .where('id', '=', accountId)
      .forUpdate()
      .executeTakeFirstOrThrow()
    const passkeys = await listPasskeys(trx, accountId)
    if (!passkeys.some((passkey) => passkey.id === id)) return 'gone'
    if (mustKeepOne && passkeys.length === 1 && account.totp_confirmed_at === null) return 'last'
    await trx.deleteFrom('passkeys').where('id', '=', id).where('account_id', '=', accountId).execute()
    await recordAct(trx, { team: null, account: accountId, act: 'passkey-removed' })
    return 'removed'
  })
