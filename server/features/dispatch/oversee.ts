import type { Db } from '../../db/index.ts'

/** Everything here is for the command line: no text of a letter and nothing of its writer. */
type Rows = (string | number)[][]

const LISTED = 500

/** A line a campaign that lets the platform send, or has: slug, mode, and letters by where they are. */
export const queueStatus = async (db: Db): Promise<Rows> => {
  const rows = await db
    .selectFrom('campaigns')
    .leftJoin('deliveries', 'deliveries.campaign_id', 'campaigns.id')
    .leftJoin('sendings', 'sendings.id', 'deliveries.sending_id')
    .select(['slug', 'dispatch', 'dispatch_paused_at', 'quota_hour'])
    .select((row) => [
      row.fn.count<number>('sendings.id').filterWhere('sendings.state', '=', 'drafted').as('drafted'),
      row.fn.count<number>('sendings.id').filterWhere('sendings.state', '=', 'queued').as('queued'),
      row.fn.count<number>('sendings.id').filterWhere('sendings.state', '=', 'held').as('held'),
      row.fn.count<number>('sendings.id').filterWhere('sendings.state', '=', 'bounced').as('bounced'),
      row.fn.count<number>('sendings.id').filterWhere('sendings.sent_on', 'is not', null).as('sent'),
    ])
    .groupBy(['campaigns.id'])
    .having((row) => row.or([row('dispatch', '<>', 'off'), row(row.fn.count('deliveries.sending_id'), '>', 0)]))
    .orderBy('slug')
    .execute()
  return rows.map(({ slug, dispatch, dispatch_paused_at, quota_hour, ...counts }) => [
    slug,
    dispatch_paused_at ? 'paused' : dispatch,
    `quota ${quota_hour}`,
    ...Object.entries(counts).map(([state, count]) => `${state} ${count}`),
  ])
}

/** How one campaign lets the platform send, and how many of its letters are where. */
export const findDispatch = (db: Db, campaignId: string) =>
  db
    .selectFrom('campaigns')
    .leftJoin('deliveries', 'deliveries.campaign_id', 'campaigns.id')
    .leftJoin('sendings', 'sendings.id', 'deliveries.sending_id')
    .select(['dispatch', 'dispatch_tester', 'dispatch_paused_at', 'quota_hour'])
    .select((row) => [
      row.fn.count<number>('sendings.id').filterWhere('sendings.state', '=', 'queued').as('queued'),
      row.fn.count<number>('sendings.id').filterWhere('sendings.state', '=', 'held').as('held'),
      row.fn.count<number>('sendings.id').filterWhere('sendings.state', '=', 'bounced').as('bounced'),
      row.fn.count<number>('sendings.id').filterWhere('sendings.sent_on', 'is not', null).as('sent'),
    ])
    .where('campaigns.id', '=', campaignId)
    .groupBy('campaigns.id')
    .executeTakeFirstOrThrow()

export type DispatchState = Awaited<ReturnType<typeof findDispatch>>

/** Pauses a campaign's sending since then, or resumes it (null). False where there is no such campaign. */
export const setPaused = async (db: Db, slug: string, since: Date | null): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable('campaigns')
    .set({ dispatch_paused_at: since })
    .where('slug', '=', slug)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Channels that take no letters: office, address, how many letters came back. */
export const listFailingChannels = async (db: Db): Promise<Rows> => {
  const rows = await db
    .selectFrom('channels')
    .innerJoin('offices', 'offices.id', 'channels.office_id')
    .select(['offices.slug', 'channels.address'])
    .select((row) =>
      row
        .selectFrom('sendings')
        .select((sending) => sending.fn.countAll<number>().as('count'))
        .whereRef('sendings.office_id', '=', 'channels.office_id')
        .where('sendings.state', 'in', ['bounced', 'held'])
        .as('letters'),
    )
    .where('channels.state', '=', 'failing')
    .orderBy('offices.slug')
    .limit(LISTED)
    .execute()
  return rows.map(({ slug, address, letters }) => [slug, address.en, `letters ${letters ?? 0}`])
}

/** An office's failing channels work again. False where none failed. */
export const mendChannels = async (db: Db, officeSlug: string): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable('channels')
    .set({ state: 'working' })
    .where('state', '=', 'failing')
    .where('office_id', '=', (row) => row.selectFrom('offices').select('id').where('slug', '=', officeSlug))
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
