import type { Db } from '../../db/index.ts'
import type { Vault } from '../privacy/index.ts'
import { isPassword } from './passwords.ts'
import { type Attempt, noteSuccess, passwordTurns, takeTurn } from './sign-in-delay.ts'

interface OwnersAttempt extends Omit<Attempt, 'email'> {
  accountId: string
  email: string
  /** The password as it is now, typed again. */
  password: string
}

/**
 * Whether whoever holds the session knows the password too, before what opens the account is changed. Guesses are
 * counted as those at signing in are, and too many are wrong without a look.
 */
export const isOwner = async (
  { db, vault, now }: { db: Db; vault: Vault; now: Date },
  { accountId, password, ...attempt }: OwnersAttempt,
): Promise<boolean> => {
  const turns = passwordTurns(vault, attempt)
  if ((await takeTurn(db, turns, now)) > 0) return false
  const account = await db.selectFrom('accounts').select('password_hash').where('id', '=', accountId).executeTakeFirst()
  const right = await isPassword(vault, account?.password_hash ?? null, password)
  if (right) await noteSuccess(db, turns)
  return right
}
