import { randomInt } from 'node:crypto'
import type { Db } from '../../db/index.ts'
import type { Vault } from '../privacy/index.ts'

const CODES = 10
/** Without the letters and figures that are taken for one another. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789'
const HALF = 6

const half = () => Array.from({ length: HALF }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('')

const hashOf = (vault: Vault, accountId: string, code: string) =>
  vault.sign('recovery code', Buffer.from(`${accountId} ${code.toLowerCase().replace(/[^a-z\d]/g, '')}`))

/** Ten new codes of 59 random bits instead of all before; only keyed hashes are stored, so they can be shown but now. */
export const makeRecoveryCodes = async (db: Db, vault: Vault, accountId: string): Promise<string[]> => {
  const codes = Array.from({ length: CODES }, () => `${half()}-${half()}`)
  await db.deleteFrom('recovery_codes').where('account_id', '=', accountId).execute()
  await db
    .insertInto('recovery_codes')
    .values(codes.map((code) => ({ account_id: accountId, code_hash: hashOf(vault, accountId, code) })))
    .execute()
  return codes
}

/** Whether the code is one of the account's that was not used yet; it is from now on. */
export const useRecoveryCode = async (
  db: Db,
  vault: Vault,
  accountId: string,
  code: string,
  now: Date,
): Promise<boolean> => {
  const used = await db
    .updateTable('recovery_codes')
    .set({ used_at: now })
    .where('account_id', '=', accountId)
    .where('code_hash', '=', hashOf(vault, accountId, code))
    .where('used_at', 'is', null)
    .returning('account_id')
    .executeTakeFirst()
  return used !== undefined
}

/** How many are left. */
export const countRecoveryCodes = async (db: Db, accountId: string): Promise<number> => {
  const { left } = await db
    .selectFrom('recovery_codes')
    .select(({ fn }) => fn.countAll<number>().as('left'))
    .where('account_id', '=', accountId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow()
  return left
}
