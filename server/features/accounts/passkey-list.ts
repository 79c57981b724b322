import { type Db, newId } from '../../db/index.ts'
import { recordAct } from './acts.ts'
import { hasSecondFactor } from './queries.ts'
import { endSessions, noteSecondFactor } from './sessions.ts'

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

interface NewPasskey {
  credentialId: Buffer
  publicKey: Buffer
  counter: number
  transports: string[]
  name: string
}

/**
 * Gives the account a passkey; false where somebody has it already. The session that asks has shown a second factor
 * from now on; where this is the account's first, every other session, which has shown none, ends.
 */
export const addPasskey = (
  db: Db,
  { accountId, session }: { accountId: string; session: string },
  { credentialId, publicKey, ...passkey }: NewPasskey,
): Promise<boolean> =>
  db.transaction().execute(async (trx) => {
    const first = !(await hasSecondFactor(trx, accountId))
    const added = await trx
      .insertInto('passkeys')
      .values({
        id: newId(),
        account_id: accountId,
        credential_id: credentialId,
        public_key: publicKey,
        ...passkey,
      })
      .onConflict((conflict) => conflict.column('credential_id').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!added) return false
    await noteSecondFactor(trx, session)
    if (first) await endSessions(trx, accountId, session)
    await recordAct(trx, { team: null, account: accountId, act: 'passkey-added' })
    return true
  })

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
