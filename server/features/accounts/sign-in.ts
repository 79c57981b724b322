import type { Db } from '../../db/index.ts'
import type { Vault } from '../privacy/index.ts'
import { recordAct } from './acts.ts'
import { isPassword } from './passwords.ts'
import { findAccountByEmail, hasSecondFactor } from './queries.ts'
import { useRecoveryCode } from './recovery-codes.ts'
import { endSession, forgetSessions, startSession } from './sessions.ts'
import { type Attempt, codeTurns, forgetFailures, noteSuccess, passwordTurns, takeTurn } from './sign-in-delay.ts'
import { useCode } from './totp.ts'

interface Tools {
  db: Db
  vault: Vault
  now: Date
  agent: string
}

export type SignedIn =
  /** half: the second factor is awaited. */
  { outcome: 'in' | 'half'; token: string } | { outcome: 'wrong' } | { outcome: 'wait'; seconds: number }

/** Signs in by password. Unknown addresses are answered as wrong passwords are, and as slowly. */
export const signIn = async (
  { db, vault, now, agent }: Tools,
  attempt: Attempt & { password: string },
): Promise<SignedIn> => {
  await forgetFailures(db, now)
  const turns = passwordTurns(vault, attempt)
  const seconds = await takeTurn(db, turns, now)
  if (seconds > 0) return { outcome: 'wait', seconds }

  const account = await findAccountByEmail(db, vault, attempt.email)
  const right = await isPassword(vault, account?.password_hash ?? null, attempt.password)
  if (!account || !right) return { outcome: 'wrong' }

  await noteSuccess(db, turns)
  await forgetSessions(db, now)
  const half = await hasSecondFactor(db, account.id)
  const session = { accountId: account.id, secondFactor: false, agent, now }
  const token = await startSession(db, { ...session, state: half ? 'half' : 'full' })
  if (!half) await recordAct(db, { team: null, account: account.id, act: 'signed-in' })
  return { outcome: half ? 'half' : 'in', token }
}

/** Codes that one right password lets try. */
const TRIES = 5

/** Ends the half session with a whole one, of another token, if the code is right: of the device, or for recovery. */
export const showSecondFactor = async (
  { db, vault, now, agent }: Tools,
  session: { id: string; accountId: string },
  attempt: Attempt & { code: string },
): Promise<SignedIn | { outcome: 'over' }> => {
  const { accountId } = session
  const tried = await countTry(db, session.id)
  if (!tried) return { outcome: 'over' }

  const recovered = await useRecoveryCode(db, vault, accountId, attempt.code, now)
  if (!recovered) {
    const turns = codeTurns(vault, attempt)
    const seconds = await takeTurn(db, turns, now)
    if (seconds > 0) return { outcome: 'wait', seconds }
    if (!(await useCode(db, vault, accountId, attempt.code, now))) return { outcome: 'wrong' }
    await noteSuccess(db, turns)
  }
  await endSession(db, session.id)
  const token = await startSession(db, { accountId, state: 'full', secondFactor: true, agent, now })
  await recordAct(db, { team: null, account: accountId, act: recovered ? 'recovery-code-used' : 'signed-in' })
  return { outcome: 'in', token }
}

/** False, and the half session over, where all tries were used. */
const countTry = async (db: Db, sessionId: string) => {
  const counted = await db
    .updateTable('sessions')
    .set((session) => ({ tries: session('tries', '+', 1) }))
    .where('id', '=', sessionId)
    .where('tries', '<', TRIES)
    .returning('id')
    .executeTakeFirst()
  if (!counted) await endSession(db, sessionId)
  return counted !== undefined
}
