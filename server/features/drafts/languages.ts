import type { Db } from '../../db/index.ts'
import { type Locale, locales } from '../../i18n/locale.ts'
import { type CampaignFolder, exportCampaign, isPublic } from '../campaigns/index.ts'
import type { Draft } from './queries.ts'
import { sectionsOf, startedLocales } from './section-files.ts'
import { textAt, valueAt } from './section-forms/fields.ts'
import { rowsOf } from './section-forms/list-part.ts'

/** With a language, a publication takes what is written, leaves what readers see already, or goes without it. */
export type LanguageChoice = 'publish' | 'keep' | 'leave'

export type LanguageChoices = Partial<Record<Locale, LanguageChoice>>

/** What readers see of the campaign; undefined where they see nothing. */
export const findPublished = async (db: Db, { campaign }: Draft): Promise<CampaignFolder | undefined> =>
  isPublic(campaign.state) ? exportCampaign(db, campaign.slug) : undefined

/** What can be chosen for a language; nothing where there is nothing of it, neither written nor public. */
export const choicesFor = (locale: Locale, draft: Draft, published: CampaignFolder | undefined): LanguageChoice[] => {
  const written = startedLocales(draft.sections).includes(locale)
  const shown = published?.texts[locale] !== undefined
  if (!written && !shown) return []
  return [...(written ? (['publish'] as const) : []), ...(shown ? (['keep'] as const) : []), 'leave']
}

/**
 * Unless its editor chooses otherwise, a campaign is published in the languages that are whole; one that readers have
 * and that is half-written by now stays as they have it, and one of which nothing is left goes. Where no language is
 * whole, all that are begun are meant.
 */
export const usualChoices = (
  draft: Draft,
  published: CampaignFolder | undefined,
  whole: readonly Locale[],
): LanguageChoices =>
  Object.fromEntries(
    locales.flatMap((locale) => {
      const open = choicesFor(locale, draft, published)
      const wanted = whole.length === 0 || whole.includes(locale) ? 'publish' : 'keep'
      if (open.length === 0) return []
      return [[locale, open.includes('publish') && open.includes(wanted) ? wanted : 'leave']]
    }),
  )

/** The draft as these choices publish it. */
export const draftIn = (draft: Draft, published: CampaignFolder | undefined, choices: LanguageChoices): Draft => {
  // What the picture at the top shows goes with the picture, which all languages share.
  const own = draft.sections.filter(
    ({ section, locale }) =>
      locale === '' || choices[locale] === 'publish' || (section === 'cover' && choices[locale] === 'keep'),
  )
  const kept = published
    ? sectionsOf(published).filter(
        ({ section, locale }) => section !== 'cover' && locale !== '' && choices[locale] === 'keep',
      )
    : []
  const stand = { revision: 0, ready: true, seenOther: null, savedBy: null, savedAt: new Date(0) }
  const fitting = kept.map((section) => ({ ...section, ...stand, content: withoutGone(draft, section) }))
  return { ...draft, sections: [...own, ...fitting] }
}

/** Words of what both languages share, by the section that lists it. */
const listedIn: Record<string, string> = {
  demands: 'demands',
  topics: 'topics',
  evidence: 'evidence',
  points: 'addressees',
  leads: 'addressees',
}

/** What both languages have given up goes with its words. */
const withoutGone = ({ sections }: Draft, { section, content }: { section: string; content: unknown }): unknown => {
  const list = sections.find((each) => each.locale === '' && each.section === listedIn[section])
  if (!list) return content
  const keys = new Set(rowsOf(list.content).map((row) => textAt(row, 'key')))
  if (Array.isArray(content)) return content.filter((entry) => keys.has(textAt(entry, 'key')))
  return Object.fromEntries([...keys].flatMap((key) => (valueAt(content, key) ? [[key, valueAt(content, key)]] : [])))
}
