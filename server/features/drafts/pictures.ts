import { sql } from 'kysely'
import type { Db } from '../../db/index.ts'
import { imageUrl } from '../../render/image-element.ts'
import { recordAct } from '../accounts/index.ts'
import { findCampaign, shownImages } from '../campaigns/index.ts'
import type { Editing } from './editing.ts'
import { listSections } from './queries.ts'
import { textAt } from './section-forms/fields.ts'
import type { Section } from './sections.ts'

/** A campaign's pictures, each with whether readers or the texts as they are written show it. */
export const listPictures = async (
  db: Db,
  { slug, sections, images }: Pick<Editing, 'slug' | 'sections' | 'images'>,
) => {
  const shown = await findShown(db, slug, sections)
  return Object.entries(images).map(([name, { digest, width, height }]) => ({
    name,
    src: imageUrl(digest),
    width,
    height,
    shown: shown.has(name),
  }))
}

const findShown = async (db: Db, slug: string, sections: Section[]): Promise<Set<string>> => {
  const contents = (wanted: string) =>
    sections.filter(({ section }) => section === wanted).map(({ content }) => content)
  const published = await findCampaign(db, slug)
  const bodies = Object.values(published?.texts ?? {}).map(({ body }) => body)
  const written = contents('body').map((content) => textAt(content, 'markdown'))
  const covers = contents('cover').map((content) => textAt(content, 'image'))
  return new Set([...shownImages(published?.cover?.name ?? null, [...bodies, ...written]), ...covers])
}

interface Removed {
  campaign: { id: string; slug: string }
  team: string
  account: string
}

/**
 * Deletes a picture for good; an earlier edition that showed it has its words instead. Nothing is done to one that
 * readers see or that the texts show as they are written: it is taken out of them first.
 */
export const removePicture = (db: Db, name: string, { campaign, team, account }: Removed): Promise<void> =>
  db.transaction().execute(async (transaction) => {
    const shown = await findShown(transaction, campaign.slug, await listSections(transaction, campaign.id))
    if (shown.has(name)) return
    const { numDeletedRows } = await transaction
      .deleteFrom('campaign_images')
      .where('campaign_id', '=', campaign.id)
      .where('name', '=', name)
      .executeTakeFirst()
    if (numDeletedRows === 0n) return
    await transaction
      .updateTable('campaigns')
      .set({ version: sql`version + 1`, updated_at: sql`now()` })
      .where('id', '=', campaign.id)
      .execute()
    const details = { picture: name, removed: true }
    await recordAct(transaction, { team, account, campaign: campaign.id, act: 'pictures-changed', details })
  })
