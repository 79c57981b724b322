import { isDeepStrictEqual } from 'node:util'
import type { Db } from '../../db/index.ts'
import { type CampaignFolder, exportCampaign, type Imported, importCampaign } from '../campaigns/index.ts'
import { markReady, saveSection } from './save-section.ts'
import { sectionsOf } from './section-files.ts'

/**
 * Imports a folder by command, and brings the desk's sections after it, as revisions of nobody's: whoever publishes at
 * the desk next does not undo the import. What was imported is ready. A campaign that was never opened at the desk has no sections yet.
 */
export const importCampaignFolder = (db: Db, folder: CampaignFolder, newDataKey: () => Buffer, now = new Date()) =>
  db.transaction().execute(async (transaction): Promise<Imported> => {
    const imported = await importCampaign(transaction, folder, newDataKey, { account: null, note: {}, now })
    if (imported.changed && !imported.created) await followImport(transaction, imported.slug, now)
    return imported
  })

const followImport = async (db: Db, slug: string, now: Date) => {
  const sections = await db
    .selectFrom('campaign_sections')
    .innerJoin('campaigns', 'campaigns.id', 'campaign_id')
    .select(['campaign_id', 'section', 'locale', 'revision', 'content'])
    .where('slug', '=', slug)
    .forUpdate('campaign_sections')
    .execute()
  const [first] = sections
  const folder = first && (await exportCampaign(db, slug))
  if (!folder) return
  const imported = sectionsOf(folder)
  const gone = sections
    .filter(({ section, locale }) => !imported.some((each) => each.section === section && each.locale === locale))
    .map(({ section, locale, content }) => ({ section, locale, content: Array.isArray(content) ? [] : {} }))
  for (const { section, locale, content } of [...imported, ...gone]) {
    const known = sections.find((each) => each.section === section && each.locale === locale)
    if (known && isDeepStrictEqual(known.content, content)) continue
    const base = known?.revision ?? 0
    const at = { campaign: first.campaign_id, section, locale }
    const saved = await saveSection(db, { ...at, base, content, account: null, now })
    const beside = sections.find((each) => each.section === section && each.locale !== locale && each.locale !== '')
    const other = locale === '' ? 0 : (beside?.revision ?? 0)
    if (saved.ok) await markReady(db, { ...at, revision: saved.revision, other })
  }
}
