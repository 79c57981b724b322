import type { Db } from '../../db/index.ts'
import type { Vault } from '../privacy/index.ts'
import { recordAct } from './acts.ts'
import { hasSecondFactor } from './queries.ts'
import { makeRecoveryCodes } from './recovery-codes.ts'
import { endSessions, startSession } from './sessions.ts'
import { sealSecret, stepOfCode } from './totp.ts'

interface Tools {
  db: Db
  vault: Vault
  now: Date
  agent: string
}

export interface FactorSet {
  /** Of the session that goes on; all others are over. */
  token: string
  /** To be shown now and never again. */
  recoveryCodes: string[]
}

/** Sets up one-time codes with a secret that its owner's device has read, if its code proves that; undefined if not. */
export const setUpCodes = (
  { db, vault, now, agent }: Tools,
  accountId: string,
  { secret, code }: { secret: string; code: string },
): Promise<FactorSet | undefined> =>
  db.transaction().execute(async (trx) => {
    const step = stepOfCode(secret, code, now)
    if (step === undefined) return undefined
    const set = await trx
      .updateTable('accounts')
      .set({
        totp_sealed: sealSecret(vault, accountId, secret),
        totp_confirmed_at: now,
        totp_last_step: step,
      })
      .where('id', '=', accountId)
      .where('totp_confirmed_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!set) return undefined
    const recoveryCodes = await makeRecoveryCodes(trx, vault, accountId)
    await recordAct(trx, { team: null, account: accountId, act: 'second-factor-on' })
    return { token: await startAnew({ db: trx, agent, now }, accountId, true), recoveryCodes }
  })

/** Ten new recovery codes instead of all before. */
export const renewRecoveryCodes = (db: Db, vault: Vault, accountId: string): Promise<string[]> =>
  db.transaction().execute(async (trx) => {
    await recordAct(trx, { team: null, account: accountId, act: 'recovery-codes-made' })
    return makeRecoveryCodes(trx, vault, accountId)
  })

/** Takes the secret and the recovery codes away, to set up another device; passkeys stay; the token of the session that goes on. */
export const dropCodes = ({ db, now, agent }: Tools, accountId: string): Promise<string> =>
  db.transaction().execute(async (trx) => {
    await trx
      .updateTable('accounts')
      .set({ totp_sealed: null, totp_confirmed_at: null })
      .where('id', '=', accountId)
      .execute()
    await trx.deleteFrom('recovery_codes').where('account_id', '=', accountId).execute()
    await recordAct(trx, { team: null, account: accountId, act: 'second-factor-off' })
    return startAnew({ db: trx, agent, now }, accountId, await hasSecondFactor(trx, accountId))
  })

/** What proves who somebody is has changed: all sessions end, and one of another token begins. */
const startAnew = async ({ db, agent, now }: Omit<Tools, 'vault'>, accountId: string, secondFactor: boolean) => {
  await endSessions(db, accountId)
  return startSession(db, { accountId, state: 'full', secondFactor, agent, now })
}
