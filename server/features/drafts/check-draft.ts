import { isDeepStrictEqual } from 'node:util'
import type { Db } from '../../db/index.ts'
import { type Locale, locales } from '../../i18n/index.ts'
import type { Campaign, CampaignFolder } from '../campaigns/index.ts'
import { type DirectorySlugs, findDirectorySlugs, isWorking } from '../officials/index.ts'
import { assembleFolder } from './assemble-folder.ts'
import { brokenLetters, officeName } from './broken-letters.ts'
import { draftCampaign, draftLetters } from './draft-campaign.ts'
import type { DraftProblem } from './draft-problem.ts'
import { draftIn, type LanguageChoices, usualChoices } from './languages.ts'
import type { Draft } from './queries.ts'
import { HARD_BELOW, readingEase } from './reading-ease.ts'
import { startedLocales } from './section-files.ts'
import { findPair, type Section, sectionState } from './sections.ts'

export interface Checked {
  /** What is looked at: with each language, what its publication would do. */
  choices: LanguageChoices
  /** Languages of which nothing is missing. */
  whole: Locale[]
  /** These keep the campaign from being published. */
  problems: DraftProblem[]
  /** These do not: they are in languages that are not published as they are written. */
  waiting: { locale: Locale; problems: DraftProblem[] }[]
  /** Nor do these. */
  advice: DraftProblem[]
  /** The campaign as it would be published; undefined where something keeps it from that. */
  folder: CampaignFolder | undefined
  /** Names of the addressees, by key. */
  names: ReadonlyMap<string, string>
  ease: { locale: Locale; score: number }[]
}

export interface Asked {
  draft: Draft
  published: CampaignFolder | undefined
  /** The usual choices, unless told. */
  chosen?: LanguageChoices | undefined
  ui: Locale
  now: Date
}

/** Characters of a title that share cards show before they cut it, the shortest of those in use. */
const TITLE_SHOWN = 65

/** Everything that is wrong with a draft and everything that could be better, each at its section's field. */
export const checkDraft = async (db: Db, { draft, published, chosen, ui, now }: Asked): Promise<Checked> => {
  const directory = await findDirectorySlugs(db)
  const campaign = await draftCampaign(db, draft, ui)
  const look = async (sought: Draft) =>
    findProblems(sought, sought === draft ? campaign : await draftCampaign(db, sought, ui), directory, now)
  const started = startedLocales(draft.sections)
  const all = await look(draft)
  const alone = new Map<Locale, DraftProblem[]>()
  for (const locale of all.problems.length > 0 ? started : [])
    alone.set(locale, (await look(draftIn(draft, undefined, { [locale]: 'publish' }))).problems)
  const whole = started.filter((locale) => !alone.get(locale)?.length)
  const choices = { ...usualChoices(draft, published, whole), ...chosen }
  const asWritten = started.every((locale) => choices[locale] === 'publish') && !Object.values(choices).includes('keep')
  const { folder, problems } = asWritten ? all : await look(draftIn(draft, published, choices))

  const ease = started.flatMap((locale) => {
    const score = readingEase(locale, campaign.texts[locale]?.body ?? '')
    return score === undefined ? [] : [{ locale, score }]
  })
  return {
    choices,
    whole,
    problems,
    waiting: [...alone]
      .filter(([locale, found]) => choices[locale] !== 'publish' && found.length > 0)
      .map(([locale, found]) => {
        const own = all.problems.filter((problem) => problem.locale === locale)
        const others = found.filter(
          (problem) => ![...own, ...problems].some((each) => isDeepStrictEqual(each, problem)),
        )
        return { locale, problems: [...own, ...others] }
      }),
    advice: [
      ...languages(draft.sections),
      ...titles(campaign),
      ...addressees(campaign, ui),
      ...captions(draft, campaign),
      ...ease.filter(({ score }) => score < HARD_BELOW).map(({ locale, score }) => hardToRead(locale, score)),
      ...unfinished(draft.sections),
    ],
    folder,
    names: new Map(campaign.addressees.map((addressee) => [addressee.key, officeName(addressee, ui)])),
    ease,
  }
}

/** The draft as its folder, if it can be one and every letter of it comes out. */
const findProblems = (draft: Draft, campaign: Campaign, directory: DirectorySlugs, now: Date) => {
  const assembled = assembleFolder(draft, { directory })
  if (!assembled.ok) return { folder: undefined, problems: assembled.problems }
  const { folder } = assembled
  const problems = brokenLetters(campaign, draftLetters(draft, folder.letterRules), now)
  return { folder: problems.length === 0 ? folder : undefined, problems }
}

const at = (section: string, locale: DraftProblem['locale'] = '', field = '') => ({ section, locale, field, line: 0 })

const languages = (sections: Section[]): DraftProblem[] => {
  const started = startedLocales(sections)
  return locales
    .filter((locale) => started.length > 0 && !started.includes(locale))
    .map((locale) => ({ ...at('heading', locale), message: 'publishing.checks.noLanguage' as const, values: {} }))
}

const titles = ({ texts }: Campaign): DraftProblem[] =>
  locales.flatMap((locale) => {
    const length = [...(texts[locale]?.title ?? '')].length
    const values = { count: length, shown: TITLE_SHOWN }
    return length > TITLE_SHOWN
      ? [{ ...at('heading', locale, 'title'), message: 'publishing.checks.longTitle' as const, values }]
      : []
  })

const addressees = ({ addressees }: Campaign, ui: Locale): DraftProblem[] => {
  if (addressees.length === 0) return [{ ...at('addressees'), message: 'publishing.checks.noAddressee', values: {} }]
  return addressees
    .map((addressee, index) => ({ addressee, index }))
    .filter(({ addressee }) => !addressee.channels.some(isWorking))
    .map(({ addressee, index }) => ({
      ...at('addressees', '', `${index}`),
      message: 'publishing.checks.noChannel' as const,
      values: { name: officeName(addressee, ui) },
    }))
}

const captions = ({ sections }: Draft, { evidence }: Campaign): DraftProblem[] =>
  startedLocales(sections).flatMap((locale) => {
    const without = evidence.filter((each) => !each.captions[locale])
    const values = { count: without.length, list: without.map(({ key }) => key).join(', ') }
    return without.length > 0
      ? [{ ...at('evidence', locale), message: 'publishing.checks.noCaption' as const, values }]
      : []
  })

const hardToRead = (locale: Locale, score: number): DraftProblem => ({
  ...at('body', locale, 'markdown'),
  message: 'publishing.checks.hard',
  values: { score },
})

/** Sections that fell behind the other language, and those that nobody has called ready. */
const unfinished = (sections: Section[]): DraftProblem[] =>
  sections.flatMap((section): DraftProblem[] => {
    if (section.locale === '') return []
    const { other } = findPair(sections, section.section, section.locale)
    const state = sectionState(section, other)
    const place = at(section.section, section.locale)
    if (state === 'outdated') return [{ ...place, message: 'publishing.checks.outdated', values: {} }]
    return state === 'draft' ? [{ ...place, message: 'publishing.checks.notReady', values: {} }] : []
  })
