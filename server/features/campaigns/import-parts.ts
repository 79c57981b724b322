import type { Db } from '../../db/index.ts'
import { type Locale, type LocalizedText, locales } from '../../i18n/locale.ts'
import type { CampaignFolder, TextFile } from './folder-format.ts'

const tables = [
  'campaign_texts',
  'demands',
  'topics',
  'addressees',
  'evidence',
  'letter_templates',
  'letter_fragments',
  'campaign_documents',
] as const

/**
 * Writes the rows that belong to this campaign alone in place of those it had. They have no ids of their own: their
 * key is the campaign and their name in the folder, so that a row written again is the same row. `officeIds` are the
 * addressees', in their order.
 */
export const replaceParts = async (db: Db, campaignId: string, folder: CampaignFolder, officeIds: string[]) => {
  for (const table of tables) await db.deleteFrom(table).where('campaign_id', '=', campaignId).execute()

  const rows = toRows(campaignId, folder, officeIds)
  await db.insertInto('campaign_texts').values(rows.texts).execute()
  await db.insertInto('demands').values(rows.demands).execute()
  if (rows.topics.length) await db.insertInto('topics').values(rows.topics).execute()
  if (rows.addressees.length) await db.insertInto('addressees').values(rows.addressees).execute()
  if (rows.evidence.length) await db.insertInto('evidence').values(rows.evidence).execute()
  if (rows.templates.length) await db.insertInto('letter_templates').values(rows.templates).execute()
  if (rows.fragments.length) await db.insertInto('letter_fragments').values(rows.fragments).execute()
  if (rows.documents.length) await db.insertInto('campaign_documents').values(rows.documents).execute()
}

const toRows = (campaign_id: string, folder: CampaignFolder, officeIds: string[]) => {
  const { campaign, texts, letters, fragments, documents } = folder
  const inLocales = (say: (text: TextFile) => string | undefined) => JSON.stringify(localize(texts, say))
  return {
    texts: locales.flatMap((locale) => {
      const text = texts[locale]
      if (!text) return []
      const { title, summary, call_to_action, body, cover, brief } = text
      return [{ campaign_id, locale, title, summary, call_to_action, body, cover, brief: JSON.stringify(brief) }]
    }),
    demands: campaign.demands.map((key, position) => ({
      campaign_id,
      key,
      position,
      texts: inLocales(({ demands }) => demands[key]?.text),
      letter_texts: inLocales(({ demands }) => demands[key]?.letter),
    })),
    topics: campaign.topics.map((key, position) => ({
      campaign_id,
      key,
      position,
      labels: inLocales(({ topics }) => topics[key]?.label),
      letter_texts: inLocales(({ topics }) => topics[key]?.letter),
    })),
    addressees: campaign.addressees.flatMap(({ key, demands }, position) => ({
      campaign_id,
      key,
      position,
      office_id: officeIds[position] ?? '',
      demands,
      points: inLocales(({ points }) => (Object.hasOwn(points, key) ? points[key] : undefined)),
      leads: inLocales(({ leads }) => (Object.hasOwn(leads, key) ? leads[key] : undefined)),
    })),
    evidence: campaign.evidence.map((evidence) => ({
      campaign_id,
      ...evidence,
      captions: JSON.stringify(captionsOf(texts, evidence.key)),
    })),
    documents: locales.flatMap((locale) => {
      const source = documents[locale]
      return source === undefined ? [] : [{ campaign_id, locale, source }]
    }),
    templates: letters.map((letter) => ({ campaign_id, ...letter })),
    fragments: fragments.map(({ variants, ...fragment }, position) => ({
      campaign_id,
      ...fragment,
      position,
      variants: JSON.stringify(variants),
    })),
  }
}

const localize = (texts: CampaignFolder['texts'], say: (text: TextFile) => string | undefined): LocalizedText =>
  Object.fromEntries(
    locales.flatMap((locale) => {
      const text = texts[locale]
      const said = text && say(text)
      return said === undefined ? [] : [[locale, said]]
    }),
  )

const captionsOf = (texts: CampaignFolder['texts'], key: string): Partial<Record<Locale, object>> =>
  Object.fromEntries(
    locales.flatMap((locale) => {
      const list = texts[locale]?.evidence ?? []
      const position = list.findIndex((entry) => entry.key === key)
      const text = list[position]?.caption
      return text === undefined ? [] : [[locale, { position, text }]]
    }),
  )
