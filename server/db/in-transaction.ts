import type { Db } from './connect.ts'

/** Runs act within the transaction that db is, or else in one of its own. */
export const inTransaction = <Result>(db: Db, act: (transaction: Db) => Promise<Result>): Promise<Result> =>
  db.isTransaction ? act(db) : db.transaction().execute(act)
