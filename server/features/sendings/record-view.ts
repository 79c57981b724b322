import type { AnswerKind } from '../../db/sending-tables.ts'
import { formatDate, formatNumber, type Locale, otherLocale, type Translate, translator } from '../../i18n/index.ts'
import { type Bar, drawChart } from '../../render/chart.ts'
import type { Campaign } from '../campaigns/index.ts'
import type { AtLeast } from './at-least.ts'
import type { Cell } from './csv.ts'
import type { OfficeFigures } from './figures.ts'
import { answerKinds } from './forms.ts'
import { type PublicRecord, type Snapshot, type Together, together } from './public-record.ts'
import type { OfficeRecordView, RecordRow, RecordTable } from './record-pages.ts'

/** What a row is about, and its figures; undefined where too few have written. */
interface Line {
  name: string
  lang: Locale
  url: string
  figures: Together | undefined
}

/** A line of one office in one campaign. */
type OwnLine = Line & { figures: OfficeFigures | undefined }

const measures = ['sent', 'registered', 'answered', 'overdue'] as const

/** How the offices of a campaign have answered: its addressees in its order, then those that letters were passed on to. */
export const campaignRecord = (locale: Locale, campaign: Campaign, snapshot: Snapshot): RecordTable => {
  const csvUrl = `/${locale}/campaigns/${campaign.slug}/letters/record.csv`
  const who = translator(locale)('record.who')
  return recordTable(locale, who, officeLines(locale, campaign, snapshot), snapshot, csvUrl)
}

/** How an office has answered, by campaign; undefined where in none of them ten people have written to it. */
export const officeRecord = (locale: Locale, snapshot: Snapshot): OfficeRecordView | undefined => {
  if (snapshot.rows.length === 0) return undefined
  const t = translator(locale)
  const lines = snapshot.rows.map((row) => ({ ...campaignName(locale, row), figures: row }))
  return { title: t('record.officeTitle'), ...recordTable(locale, t('record.campaign'), lines, snapshot, '') }
}

/** What an office's page asks for its slot: the record of an office by its id, in a locale. */
export const recordOf = (publicRecord: PublicRecord) => async (officeId: string, locale: Locale) =>
  officeRecord(locale, await publicRecord.ofOffice(officeId))

const officeLines = (locale: Locale, { addressees }: Campaign, { rows }: Snapshot): OwnLine[] => {
  const addressed = new Set(addressees.map(({ office }) => office.id))
  const offices = [
    ...addressees.map(({ office }) => office),
    ...rows.map(({ office }) => office).filter(({ id }) => !addressed.has(id)),
  ]
  return offices.map(({ id, slug, name }) => ({
    name: locale === 'ru' ? name.ru.nominative : name.en,
    lang: locale,
    url: `/${locale}/offices/${slug}`,
    figures: rows.find(({ office }) => office.id === id),
  }))
}

const campaignName = (locale: Locale, { campaign: { slug, titles } }: OfficeFigures) => {
  const lang = titles[locale] === undefined ? otherLocale(locale) : locale
  return { name: titles[lang] ?? slug, lang, url: `/${locale}/campaigns/${slug}/letters/record` }
}

const recordTable = (
  locale: Locale,
  who: string,
  lines: OwnLine[],
  { asOf, rows }: Snapshot,
  csvUrl: string,
): RecordTable => {
  const t = translator(locale)
  const all = together(rows)
  const sum = rows.length > 1 ? [{ name: t('record.together'), lang: locale, url: '', figures: all }] : []
  const row =
    (figures: (of: Together) => string[], headings: string[]) =>
    (line: Line): RecordRow => ({
      name: line.name,
      lang: line.lang,
      url: line.url,
      few: line.figures === undefined,
      together: line.figures === all,
      figures: (line.figures ? figures(line.figures) : []).map((value, index) => ({
        value,
        label: headings[index + 1] ?? '',
      })),
    })
  const headings = [who, ...measures.map((one) => t(`record.measure.${one}`)), t('record.measure.days')]
  const kindHeadings = [who, ...answerKinds.map((kind) => t(`record.kind.${kind}`))]
  const answered = [...lines, ...sum].filter(({ figures }) => figures?.answered)
  return {
    headings,
    rows: [...lines, ...sum].map(row((of) => figuresOf(t, of), headings)),
    kinds:
      answered.length > 0
        ? { headings: kindHeadings, rows: answered.map(row((of) => kindsOf(of), kindHeadings)) }
        : null,
    chart: drawChart(chartGroups(t, lines)) ?? null,
    notes: [
      t('record.notes.rounded'),
      t('record.notes.once'),
      t('record.notes.asOf', { date: formatDate(locale, asOf) }),
    ],
    csvUrl,
  }
}

/** How many a chart names before it takes the rest together. */
const NAMED = 12

/**
 * What a chart shows: all while they are few, else those with the most letters. The rest is told together and in words
 * alone: a bar of theirs would press all others to nothing.
 */
const chartGroups = (t: Translate, lines: OwnLine[]): { name: string; bars: Bar[] }[] => {
  const told = lines.flatMap(({ name, figures }) => (figures ? [{ name, figures }] : []))
  const group = ({ name, figures }: (typeof told)[number]) => ({ name, bars: barsOf(t, figures) })
  if (told.length <= NAMED + 1) return told.map(group)
  const sorted = told.toSorted((one, other) => other.figures.sent - one.figures.sent)
  const rest = sorted.slice(NAMED).map(({ figures }) => figures)
  const words = barsOf(t, together(rest)).map((bar) => ({ ...bar, value: 0 }))
  const others = { name: t('record.others', { number: formatNumber(rest.length) }), bars: words }
  return [...sorted.slice(0, NAMED).map(group), others]
}

const DASH = '—'

const words = (value: AtLeast) => (value === null ? DASH : `${formatNumber(value)}+`)

const figuresOf = (t: Translate, of: Together) => [
  ...measures.map((one) => words(of[one])),
  of.medianDays === null ? DASH : t('record.days', { count: of.medianDays }),
]

const kindsOf = ({ kinds }: Together) => answerKinds.map((kind: AnswerKind) => words(kinds[kind]))

const barsOf = (t: Translate, of: Together): Bar[] => {
  const fills = { sent: 'open', registered: 'lines', answered: 'solid', overdue: 'crossed' } as const
  return measures.flatMap((one): Bar[] => {
    const value = of[one]
    return value === null ? [] : [{ fill: fills[one], value, words: t(`record.bar.${one}`, { number: words(value) }) }]
  })
}

/** The campaign's record for spreadsheets; a field is empty where too few have written to say. */
export const recordCells = (locale: Locale, campaign: Campaign, snapshot: Snapshot): Cell[][] => {
  const t = translator(locale)
  const day = snapshot.asOf.toISOString().slice(0, 10)
  const heading = [
    t('record.csv.campaign'),
    t('record.csv.office'),
    ...measures.map((one) => t('record.csv.atLeast', { measure: t(`record.measure.${one}`) })),
    t('record.csv.days'),
    ...answerKinds.map((kind) => t('record.csv.atLeast', { measure: t(`record.kind.${kind}`) })),
    t('record.csv.asOf'),
  ]
  return [
    heading,
    ...officeLines(locale, campaign, snapshot).map(({ name, figures }) => [
      campaign.texts[locale]?.title ?? campaign.texts[otherLocale(locale)]?.title ?? campaign.slug,
      name,
      ...measures.map((one) => figures?.[one] ?? null),
      figures?.medianDays ?? null,
      ...answerKinds.map((kind) => figures?.kinds[kind] ?? null),
      day,
    ]),
  ]
}
