import { z } from 'zod'
import type { Db } from '../../db/index.ts'
import type { LetterRules } from '../../db/schema.ts'
import { type Locale, type LocalizedText, locales, type Translate, translator } from '../../i18n/index.ts'
import type { Addressee, Campaign, LetterSources } from '../campaigns/index.ts'
import { readFragments } from '../campaigns/index.ts'
import { blankForm, exclusionFor, LetterError, letterFrom, letterKit, sheetView } from '../letters/index.ts'
import { findOffice } from '../officials/index.ts'
import type { Editing } from './editing.ts'
import type { SampleModel } from './editor-pages.ts'
import { aboutOf, editUrl } from './editor-view.ts'
import { addresseeName } from './section-forms/addressees.ts'
import { recordAt, textAt, textsAt, valueAt } from './section-forms/fields.ts'
import { rowsOf } from './section-forms/list-part.ts'
import type { About, SectionScreen } from './section-forms/part.ts'

/** Whom the sample letter is to, in which language, and where its writer lives. */
export const sampleQuery = z.object({
  to: z.string().max(60).default(''),
  in: z.enum(['en', 'ru', '']).default('').catch(''),
  home: z.enum(['country', 'abroad']).default('country').catch('country'),
})

type SampleQuery = z.output<typeof sampleQuery>

/** The letter as a made-up woman and a made-up man would send it, from what is saved; none where no letter shows it. */
export const sampleView = async (
  db: Db,
  editing: Editing,
  screen: SectionScreen,
  query: unknown,
): Promise<SampleModel[]> => {
  if (!screen.inLetters) return []
  const asked = sampleQuery.parse(query ?? {})
  const { ui } = editing
  const t = translator(ui)
  const about = aboutOf(editing, '')
  const keys = rowsOf(about.contentOf('addressees', '')).map((row) => textAt(row, 'key'))
  const to = keys.includes(asked.to) ? asked.to : (keys[0] ?? '')
  const language = asked.in || ui
  return [
    {
      action: editUrl(editing.slug, screen.name),
      to: keys.map((key) => ({ value: key, words: addresseeName(about, key), chosen: key === to })),
      languages: locales.map((value) => ({
        value,
        words: t(`drafts.edit.languages.${value}`),
        chosen: value === language,
      })),
      homes: (['country', 'abroad'] as const).map((value) => ({
        value,
        words: t(value === 'country' ? 'drafts.edit.sample.lives' : 'drafts.edit.sample.abroad'),
        chosen: value === asked.home,
      })),
      ...(await sheets(db, about, { ...asked, to, in: language }, t)),
    },
  ]
}

type Sheets = Pick<SampleModel, 'problem' | 'sheets'>

const sheets = async (db: Db, about: About, asked: SampleQuery & { in: Locale }, t: Translate): Promise<Sheets> => {
  const told = (problem: string): Sheets => ({ problem, sheets: [] })
  const addressee = await addresseeOf(db, about, asked.to)
  if (!addressee) return told(t('drafts.edit.sample.noAddressee'))
  try {
    const kit = letterKit(draftCampaign(about, addressee), letterSources(about), addressee.key)
    if (!kit?.templates[asked.in]) return told(t('drafts.edit.sample.noLetter'))
    const letters = (['woman', 'man'] as const).map((who) => {
      const resident = asked.home === 'country'
      const form = {
        ...blankForm(kit, asked.in),
        name: translator(asked.in)(`drafts.edit.sample.${who}Name`),
        gender: who,
        city: translator(asked.in)(resident ? 'drafts.edit.sample.city' : 'drafts.edit.sample.cityAbroad'),
        country: resident ? kit.campaign.country : 'AT',
        resident,
        own_words: translator(asked.in)('drafts.edit.sample.ownWords'),
        topics: kit.choices.topics.slice(0, 2),
        enclose: false,
      }
      const excluded = exclusionFor(kit, form)
      return { who: t(`drafts.edit.sample.${who}`), form, excluded }
    })
    const excluded = letters[0]?.excluded
    if (excluded) return told(t('drafts.edit.sample.excluded', { reason: excluded[about.ui] ?? '' }))
    return {
      problem: '',
      sheets: letters.map(({ who, form }) => ({ who, sheet: [sheetView(letterFrom(kit, form, new Date()))] })),
    }
  } catch (error) {
    return told(t('drafts.edit.sample.broken', { why: whyBroken(error, t) }))
  }
}

/** What keeps a draft's letter from being composed: a template against the rules, or a fact that is not there. */
const whyBroken = (error: unknown, t: Translate): string => {
  const [first] = error instanceof LetterError ? error.problems : []
  if (!first) throw error
  const fault = t(first.said.message, first.said.values)
  return first.line > 0 ? t('drafts.edit.atLine', { line: first.line, fault }) : fault
}

const addresseeOf = async (db: Db, about: About, key: string): Promise<Addressee | undefined> => {
  const row = rowsOf(about.contentOf('addressees', '')).find((each) => textAt(each, 'key') === key)
  const office = valueAt(row, 'office')
  const found = row && (await findOffice(db, typeof office === 'string' ? office : textAt(office, 'slug')))
  if (!found) return undefined
  const { official, channels } = found
  const all = rowsOf(about.contentOf('demands', '')).map((each) => textAt(each, 'key'))
  return {
    key,
    office: found,
    official,
    channels,
    demands: Array.isArray(row.demands) ? textsAt(row.demands) : all,
    points: inLocales((locale) => textAt(about.contentOf('points', locale), key)),
    leads: {},
  }
}

const inLocales = (say: (locale: Locale) => string): LocalizedText =>
  Object.fromEntries(locales.map((locale) => [locale, say(locale)]).filter(([, said]) => said))

/** As much of a campaign as a letter is composed from. */
const draftCampaign = (about: About, addressee: Addressee) => {
  const basics = about.contentOf('basics', '')
  const worded = (section: string, key: string, field: string) =>
    inLocales((locale) => textAt(valueAt(about.contentOf(section, locale), key), field))
  const listed = (section: string) => rowsOf(about.contentOf(section, '')).map((row) => textAt(row, 'key'))
  const campaign: Pick<Campaign, 'country' | 'facts' | 'texts' | 'demands' | 'topics' | 'addressees' | 'evidence'> = {
    country: textAt(basics, 'country') || 'KZ',
    facts: recordAt(about.contentOf('facts', '')) as Campaign['facts'],
    texts: Object.fromEntries(
      locales.map((locale) => [
        locale,
        {
          title: textAt(about.contentOf('heading', locale), 'title'),
          summary: '',
          callToAction: '',
          body: '',
          brief: [],
        },
      ]),
    ),
    demands: listed('demands').map((key) => ({
      key,
      texts: worded('demands', key, 'text'),
      letterTexts: worded('demands', key, 'letter'),
    })),
    topics: listed('topics').map((key) => ({
      key,
      labels: worded('topics', key, 'label'),
      letterTexts: worded('topics', key, 'letter'),
    })),
    addressees: [addressee],
    evidence: [],
  }
  // Nothing else of a campaign reaches a letter that is only looked at.
  return campaign as Campaign
}

const letterSources = (about: About): LetterSources => ({
  templates: locales.flatMap((locale) =>
    Object.entries(recordAt(about.contentOf('letters', locale))).flatMap(([addressee, source]) =>
      typeof source === 'string' && source.trim() ? [{ locale, addressee, source }] : [],
    ),
  ),
  fragments: locales.flatMap((locale) =>
    readFragments('', textAt(about.contentOf('fragments', locale), 'source')).fragments.map(({ name, variants }) => ({
      locale,
      name,
      variants: variants.map(({ source }) => source),
    })),
  ),
  rules: rulesOf(about.contentOf('letter-rules', '')),
})

const rulesOf = (content: unknown): LetterRules | null => {
  const rules = rowsOf(valueAt(content, 'rules'))
  if (rules.length === 0) return null
  const list = (value: unknown) => (Array.isArray(value) && value.length > 0 ? value : null)
  return {
    locked: textsAt(valueAt(content, 'locked')),
    rules: rules.map((rule) => ({
      addressee: list(rule.addressee),
      kind: list(rule.kind),
      country: list(rule.country),
      language: list(rule.language),
      resident: typeof rule.resident === 'boolean' ? rule.resident : null,
      template: textAt(rule, 'template') || 'common',
      reason: recordAt(rule.reason),
    })),
  } as LetterRules
}
