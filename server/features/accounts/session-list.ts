import type { Db } from '../../db/index.ts'
import { recordAct } from './acts.ts'
import { endSessions, IDLE } from './sessions.ts'

export interface ListedSession {
  id: string
  agent: string
  createdAt: Date
  seenAt: Date
}

/** Where an account is signed in, the last seen first. */
export const listSessions = async (db: Db, accountId: string, now: Date): Promise<ListedSession[]> => {
  const rows = await db
    .selectFrom('sessions')
    .select(['id', 'agent', 'created_at', 'seen_at'])
    .where('account_id', '=', accountId)
    .where('state', '=', 'full')
    .where('expires_at', '>', now)
    .where('seen_at', '>', new Date(now.getTime() - IDLE))
    .orderBy('seen_at', 'desc')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ id: row.id, agent: row.agent, createdAt: row.created_at, seenAt: row.seen_at }))
}

/** Ends one session of this account; false where it has none of this id. */
export const endOwnSession = (db: Db, accountId: string, id: string): Promise<boolean> =>
  db.transaction().execute(async (trx) => {
    const ended = await trx
      .deleteFrom('sessions')
      .where('id', '=', id)
      .where('account_id', '=', accountId)
      .returning('id')
      .executeTakeFirst()
    if (!ended) return false
    await recordAct(trx, { team: null, account: accountId, act: 'session-ended' })
    return true
  })

/** Ends every session of this account but the one that asks. */
export const endOtherSessions = (db: Db, accountId: string, own: string): Promise<void> =>
  db.transaction().execute(async (trx) => {
    await endSessions(trx, accountId, own)
    await recordAct(trx, { team: null, account: accountId, act: 'sessions-ended' })
  })
