import { sql } from 'kysely'
import type { Db } from '../../db/index.ts'
import { findUpdate, raiseVersion, type Update, type UpdateText } from './queries.ts'

export interface NewContent {
  /** YYYY-MM-DD */
  happenedOn: string
  texts: UpdateText[]
}

interface Whose {
  campaignId: string
  id: string
  account: string
}

/** What became of a saving: the revision that stands now, or what somebody else saved meanwhile. */
export type Saved = { ok: true; revision: number } | { ok: false; theirs: Update }

/** A new draft under the id that its form carried: a form sent twice meets its own row. */
export const createUpdate = (db: Db, { campaignId, id, account }: Whose, content: NewContent): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const created = await trx
      .insertInto('updates')
      .values({ id, campaign_id: campaignId, state: 'draft', happened_on: content.happenedOn, saved_by: account })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (created) await writeTexts(trx, id, content.texts)
  })

/**
 * Saves over revision `base`. Where it is another by now nothing is written, and what stands is given back. What was
 * posted is corrected by it at once, and says so. Undefined where there is no such update.
 */
export const saveUpdate = (
  db: Db,
  { campaignId, id, account }: Whose,
  base: number,
  content: NewContent,
): Promise<Saved | undefined> =>
  db.transaction().execute(async (trx): Promise<Saved | undefined> => {
    const saved = await trx
      .updateTable('updates')
      .set(({ eb }) => ({
        revision: eb('revision', '+', 1),
        happened_on: content.happenedOn,
        saved_at: sql`now()`,
        saved_by: account,
        corrected_at: sql`case when state = 'draft' then null else now() end`,
      }))
      .where('id', '=', id)
      .where('campaign_id', '=', campaignId)
      .where('revision', '=', base)
      .returning(['revision', 'state'])
      .executeTakeFirst()
    if (!saved) {
      const theirs = await findUpdate(trx, campaignId, id)
      return theirs && { ok: false, theirs }
    }
    await trx.deleteFrom('update_texts').where('update_id', '=', id).execute()
    await writeTexts(trx, id, content.texts)
    if (saved.state === 'posted') await raiseVersion(trx, campaignId)
    return { ok: true, revision: saved.revision }
  })

const writeTexts = async (db: Db, id: string, texts: UpdateText[]) => {
  if (texts.length === 0) return
  await db
    .insertInto('update_texts')
    .values(texts.map((text) => ({ ...text, update_id: id })))
    .execute()
}

/** Puts the update on the timeline, within the caller's transaction; one that was withdrawn comes back as it is now. */
export const postUpdate = async (db: Db, campaignId: string, id: string): Promise<boolean> => {
  const posted = await db
    .updateTable('updates')
    .set({ state: 'posted', posted_at: sql`coalesce(posted_at, now())` })
    .where('id', '=', id)
    .where('campaign_id', '=', campaignId)
    .where('state', '<>', 'posted')
    .where(({ exists, selectFrom }) => exists(selectFrom('update_texts').select('locale').where('update_id', '=', id)))
    .returning('id')
    .executeTakeFirst()
  if (posted) await raiseVersion(db, campaignId)
  return posted !== undefined
}

/** Takes the update off the timeline, within the caller's transaction; mail of it that has not left does not leave. */
export const withdrawUpdate = async (db: Db, campaignId: string, id: string): Promise<boolean> => {
  const withdrawn = await db
    .updateTable('updates')
    .set({ state: 'withdrawn' })
    .where('id', '=', id)
    .where('campaign_id', '=', campaignId)
    .where('state', '=', 'posted')
    .returning('id')
    .executeTakeFirst()
  if (withdrawn) await raiseVersion(db, campaignId)
  return withdrawn !== undefined
}
