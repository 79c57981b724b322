import type { Db } from '../../db/index.ts'
import { endLinks } from './account-links.ts'
import { recordAct } from './acts.ts'
import { savePassword } from './passwords.ts'
import { endSessions } from './sessions.ts'

/** Gives the account another password; every session but the one that asks ends, and every link by mail. */
export const changePassword = (
  db: Db,
  { accountId, session, hashed, now }: { accountId: string; session: string; hashed: string; now: Date },
): Promise<void> =>
  db.transaction().execute(async (trx) => {
    await savePassword(trx, accountId, hashed)
    await endSessions(trx, accountId, session)
    await endLinks(trx, accountId, now)
    await recordAct(trx, { team: null, account: accountId, act: 'password-changed' })
  })
