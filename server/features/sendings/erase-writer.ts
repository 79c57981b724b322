import type { Db } from '../../db/index.ts'

/**
 * Deletes a writer with every letter, its record, what came back and the mail that was promised: no row is left that
 * leads to the person. A published answer stays as it was redacted, by itself: the office, the day, the kind, the text.
 */
export const eraseWriter = (db: Db, writerId: string): Promise<void> =>
  db.transaction().execute(async (trx) => {
    await trx.selectFrom('writers').select('id').where('id', '=', writerId).forUpdate().execute()
    await trx
      .updateTable('answers')
      .set({ sending_id: null, sealed: null, file_sealed: null, file_name: null, file_type: null })
      .where('state', '=', 'published')
      .where('sending_id', 'in', (query) => query.selectFrom('sendings').select('id').where('writer_id', '=', writerId))
      .execute()
    await trx.deleteFrom('outbox').where('writer_id', '=', writerId).execute()
    await trx.deleteFrom('writers').where('id', '=', writerId).execute()
  })
