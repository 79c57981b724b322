import type { Db } from '../../db/index.ts'
import type { CampaignKind, EvidenceKind, SectionLocale } from '../../db/schema.ts'
import { isWebAddress } from '../../folders/fields.ts'
import { type Locale, type LocalizedText, locales } from '../../i18n/locale.ts'
import {
  type Addressee,
  type Campaign,
  coverOf,
  findCampaign,
  type LetterSources,
  readFragments,
} from '../campaigns/index.ts'
import { findOffices } from '../officials/index.ts'
import type { Draft } from './queries.ts'
import { startedLocales } from './section-files.ts'
import { recordAt, textAt, textsAt, valueAt } from './section-forms/fields.ts'
import { rowsOf } from './section-forms/list-part.ts'

type ContentOf = (section: string, locale: SectionLocale) => unknown

const contentOf =
  ({ sections }: Draft): ContentOf =>
  (section, locale) =>
    sections.find((each) => each.section === section && each.locale === locale)?.content

/**
 * The campaign as its sections have it, however incomplete: what is not there yet is empty, an office that is not in
 * the directory is left out. `fallback` is the language of a campaign in which nothing is written.
 */
export const draftCampaign = async (db: Db, draft: Draft, fallback: Locale): Promise<Campaign> => {
  const stored = await findCampaign(db, draft.campaign.slug)
  if (!stored) throw new Error('A draft has a campaign')
  const content = contentOf(draft)
  const started = startedLocales(draft.sections)
  const basics = content('basics', '')
  const keys = (section: string) => rowsOf(content(section, '')).map((row) => textAt(row, 'key'))
  const worded = (section: string, key: string, field: string) =>
    inLocales((locale) => textAt(valueAt(content(section, locale), key), field))
  return {
    ...stored,
    kind: (textAt(basics, 'kind') || stored.kind) as CampaignKind,
    country: textAt(basics, 'country') || stored.country,
    openedOn: isDate(textAt(basics, 'opened')) ? textAt(basics, 'opened') : stored.openedOn,
    goal: Number(textAt(basics, 'goal')) || stored.goal,
    facts: recordAt(content('facts', '')) as Campaign['facts'],
    texts: textsOf(content, started.length > 0 ? started : [fallback]),
    demands: keys('demands').map((key) => ({
      key,
      texts: worded('demands', key, 'text'),
      letterTexts: worded('demands', key, 'letter'),
    })),
    topics: keys('topics').map((key) => ({
      key,
      labels: worded('topics', key, 'label'),
      letterTexts: worded('topics', key, 'letter'),
    })),
    addressees: await addresseesOf(db, content, keys('demands')),
    evidence: evidenceOf(content),
    declaration: declarationOf(valueAt(content('other', ''), 'declaration')),
    cover: coverOf(
      textAt(content('cover', ''), 'image'),
      stored.images ?? {},
      inLocales((locale) => textAt(content('cover', locale), 'alt')),
    ),
  }
}

/** How a declaration was tabled, as far as it is written. */
const declarationOf = (written: unknown): Campaign['declaration'] => {
  if (!written) return null
  const both = (value: unknown) =>
    typeof value === 'string'
      ? { en: value, ru: value }
      : value
        ? { en: textAt(value, 'en'), ru: textAt(value, 'ru') }
        : null
  const tabled = textAt(written, 'tabled')
  return {
    title: both(valueAt(written, 'title')),
    number: textAt(written, 'number') || null,
    document: both(valueAt(written, 'document')),
    tabled: isDate(tabled) ? tabled : null,
  }
}

const isDate = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))

const inLocales = (say: (locale: Locale) => string): LocalizedText =>
  Object.fromEntries(locales.map((locale) => [locale, say(locale)]).filter(([, said]) => said))

const textsOf = (content: ContentOf, started: Locale[]): Campaign['texts'] =>
  Object.fromEntries(
    started.map((locale) => {
      const heading = content('heading', locale)
      return [
        locale,
        {
          title: textAt(heading, 'title'),
          summary: textAt(heading, 'summary'),
          callToAction: textAt(heading, 'call_to_action'),
          body: textAt(content('body', locale), 'markdown'),
          brief: rowsOf(content('brief', locale)).map((row) => ({
            text: textAt(row, 'text'),
            source: textAt(row, 'source') || null,
          })),
        },
      ]
    }),
  )

const addresseesOf = async (db: Db, content: ContentOf, all: string[]): Promise<Addressee[]> => {
  const rows = rowsOf(content('addressees', ''))
  const offices = await findOffices(db, rows.map(officeNamed))
  return rows.flatMap((row) => {
    const found = offices.get(officeNamed(row))
    if (!found) return []
    const key = textAt(row, 'key')
    return [
      {
        ...found,
        key,
        demands: Array.isArray(row.demands) ? textsAt(row.demands) : all,
        points: inLocales((locale) => textAt(content('points', locale), key)),
        leads: inLocales((locale) => textAt(content('leads', locale), key)),
      },
    ]
  })
}

/** Of the directory by its slug, or spelled out. */
const officeNamed = (row: unknown) => {
  const named = valueAt(row, 'office')
  return typeof named === 'string' ? named : textAt(named, 'slug')
}

const evidenceOf = (content: ContentOf): Campaign['evidence'] =>
  rowsOf(content('evidence', '')).flatMap((row) => {
    const [key, url] = [textAt(row, 'key'), textAt(row, 'url')]
    if (!isWebAddress(url)) return []
    const captions = Object.fromEntries(
      locales.flatMap((locale) => {
        const list = rowsOf(content('evidence', locale))
        const position = list.findIndex((entry) => textAt(entry, 'key') === key)
        const text = textAt(list[position], 'caption')
        return text ? [[locale, { position, text }]] : []
      }),
    )
    const warning = textAt(row, 'warning')
    return [
      {
        key,
        url,
        kind: (textAt(row, 'kind') || 'site') as EvidenceKind,
        happened: /^\d{4}(-\d{2}){0,2}$/.test(textAt(row, 'happened')) ? textAt(row, 'happened') : null,
        warning: warning === 'graphic' || warning === 'distressing' ? warning : null,
        captions,
      },
    ]
  })

/** What the draft's letters are made of; for a draft whose folder is in order, rules as it has them. */
export const draftLetters = (draft: Draft, rules: LetterSources['rules']): LetterSources => {
  const content = contentOf(draft)
  return {
    templates: locales.flatMap((locale) =>
      Object.entries(recordAt(content('letters', locale))).flatMap(([addressee, source]) =>
        typeof source === 'string' && source.trim() ? [{ locale, addressee, source }] : [],
      ),
    ),
    fragments: locales.flatMap((locale) =>
      readFragments('', textAt(content('fragments', locale), 'source')).fragments.map(({ name, variants }) => ({
        locale,
        name,
        variants: variants.map(({ source }) => source),
      })),
    ),
    rules,
  }
}
