import type { SectionLocale } from '../../db/schema.ts'
import { toYaml } from '../../folders/write-text.ts'
import { readYaml } from '../../folders/yaml-source.ts'
import { type Locale, type LocalizedText, locales } from '../../i18n/locale.ts'
import {
  type CampaignFolder,
  campaignFileName,
  campaignFiles,
  fragmentsFileName,
  letterFileName,
  readLetterFileName,
  rulesFileName,
  textFileName,
} from '../campaigns/index.ts'
import { isBlank } from './sections.ts'

/** A section before it is saved, or as it goes into a folder. */
export interface SectionContent {
  section: string
  locale: SectionLocale
  content: unknown
}

/** What the desk keeps outside the sections, as campaign.yaml words it. */
export interface DraftHead {
  slug: string
  state: string
  organiser: { slug: string; name: Record<Locale, string>; email: string }
  outcome: string | null
  opens: string | null
  closes: string | null
  note: LocalizedText
}

type Plain = Record<string, unknown>

/** Whatever else campaign.yaml and front matter hold is kept in `other`, so that no form can lose it. */
const basics = ['kind', 'country', 'opened', 'goal', 'comments', 'limits', 'dispatch', 'quota_hour', 'anonymous']
const head = ['slug', 'state', 'organiser', 'outcome', 'opens', 'closes', 'note']
const shared = ['facts', 'demands', 'topics', 'addressees', 'evidence', 'cover']
const heading = ['title', 'summary', 'call_to_action']
const worded = ['brief', 'demands', 'topics', 'evidence', 'points', 'leads']

/** Kept by desks of their own, row by row: a folder without them leaves the rows as they are. */
const isLive = (file: string) => ['signatories.yaml', 'cases.yaml', 'recommendations.yaml'].includes(file)

const textDocument = /^(en|ru)\.([a-z][a-z-]*)\.md$/
const dataFile = /^([a-z][a-z-]*)\.yaml$/

/** Every section of a campaign as its folder has it: what `draftFiles` turns back into the same folder. */
export const sectionsOf = (folder: CampaignFolder): SectionContent[] => {
  const files = campaignFiles(folder)
  const found = [...sharedSections(plainOf(files.get(campaignFileName) ?? ''))]
  for (const locale of locales) {
    const text = files.get(textFileName(locale))
    if (text !== undefined) found.push(...textSections(text, locale))
    found.push(...letterSections(files, locale))
  }
  for (const [file, source] of files) {
    const [section, locale] = ownSection(file) ?? []
    if (section !== undefined && locale !== undefined) found.push({ section, locale, content: { source } })
  }
  const rules = files.get(rulesFileName)
  found.push({ section: 'letter-rules', locale: '', content: rules === undefined ? {} : plainOf(rules) })
  return found
}

/** A file that is a section by itself: `en.document.md`, `cases.yaml`. */
const ownSection = (file: string): [string, SectionLocale] | undefined => {
  if (file === campaignFileName || isLive(file)) return undefined
  const document = textDocument.exec(file)
  if (document) return [document[2] ?? '', document[1] as Locale]
  const data = dataFile.exec(file)
  return data ? [data[1] ?? '', ''] : undefined
}

const plainOf = (yaml: string) => (readYaml('', yaml).value ?? {}) as Plain

const only = (from: Plain, keys: string[]) =>
  Object.fromEntries(keys.flatMap((key) => (from[key] === undefined ? [] : [[key, from[key]]])))

const without = (from: Plain, keys: string[]) =>
  Object.fromEntries(Object.entries(from).filter(([key]) => !keys.includes(key)))

const keysOf = (list: unknown) => (Array.isArray(list) ? list.map((key) => ({ key: String(key) })) : [])

function* sharedSections(campaign: Plain): Generator<SectionContent> {
  yield { section: 'basics', locale: '', content: only(campaign, basics) }
  yield { section: 'facts', locale: '', content: campaign.facts ?? {} }
  yield { section: 'demands', locale: '', content: keysOf(campaign.demands) }
  yield { section: 'topics', locale: '', content: keysOf(campaign.topics) }
  yield { section: 'addressees', locale: '', content: campaign.addressees ?? [] }
  yield { section: 'evidence', locale: '', content: campaign.evidence ?? [] }
  if (campaign.cover !== undefined) yield { section: 'cover', locale: '', content: { image: campaign.cover } }
  const other = without(campaign, [...basics, ...head, ...shared])
  if (!isBlank(other)) yield { section: 'other', locale: '', content: other }
}

function* textSections(text: string, locale: Locale): Generator<SectionContent> {
  const end = text.indexOf('\n---\n', 4)
  const front = plainOf(text.slice(4, end + 1))
  yield { section: 'heading', locale, content: only(front, heading) }
  yield { section: 'body', locale, content: { markdown: text.slice(end + 5).trim() } }
  for (const section of worded) {
    const empty = section === 'brief' || section === 'evidence' ? [] : {}
    yield { section, locale, content: front[section] ?? empty }
  }
  if (front.cover !== undefined) yield { section: 'cover', locale, content: { alt: front.cover } }
  const other = without(front, [...heading, ...worded, 'cover'])
  if (!isBlank(other)) yield { section: 'other', locale, content: other }
}

function* letterSections(files: Map<string, string>, locale: Locale): Generator<SectionContent> {
  const letters = [...files].flatMap(([file, source]) => {
    const name = readLetterFileName(file)
    return name?.locale === locale ? [[name.addressee, source.trimEnd()]] : []
  })
  if (letters.length > 0) yield { section: 'letters', locale, content: Object.fromEntries(letters) }
  const fragments = files.get(fragmentsFileName(locale))
  if (fragments !== undefined) yield { section: 'fragments', locale, content: { source: fragments } }
}

/** The folder's files as the sections have them, in these languages; none is checked. */
export const draftFiles = (draft: DraftHead, sections: SectionContent[], chosen: readonly Locale[]) => {
  const contentOf = (section: string, locale: SectionLocale) =>
    sections.find((each) => each.section === section && each.locale === locale)?.content
  const files = new Map([[campaignFileName, toYaml(campaignFile(draft, contentOf))]])
  for (const locale of chosen) {
    files.set(textFileName(locale), textFile(contentOf, locale))
    for (const [addressee, source] of Object.entries(objectOf(contentOf('letters', locale))))
      if (!isBlank(source)) files.set(letterFileName(locale, addressee), `${source}\n`)
    const fragments = sourceOf(contentOf('fragments', locale))
    if (fragments.trim() !== '') files.set(fragmentsFileName(locale), fragments)
  }
  const rules = objectOf(contentOf('letter-rules', ''))
  if (Object.keys(rules).length > 0) files.set(rulesFileName, toYaml(rules))
  for (const [file, source] of ownFiles(sections, chosen)) files.set(file, source)
  return new Map([...files].map(([file, text]) => [file, text.replaceAll('\r\n', '\n')]))
}

type ContentOf = (section: string, locale: SectionLocale) => unknown

const objectOf = (content: unknown): Plain =>
  typeof content === 'object' && content !== null && !Array.isArray(content) ? (content as Plain) : {}

const sourceOf = (content: unknown) => String(objectOf(content).source ?? '')

const listOf = (content: unknown): unknown[] => (Array.isArray(content) ? content : [])

/** What was left empty in a form is what the folder leaves out. */
const filled = (entry: unknown): Plain =>
  Object.fromEntries(Object.entries(objectOf(entry)).filter(([, value]) => value !== '' && value !== null))

const campaignFile = ({ opens, closes, outcome, note, ...draft }: DraftHead, contentOf: ContentOf) => ({
  ...draft,
  ...filled({ opens, closes, outcome, note: Object.keys(note).length > 0 ? note : null }),
  ...filled(contentOf('basics', '')),
  ...objectOf(contentOf('other', '')),
  ...filled({ cover: coverIn(contentOf) }),
  facts: objectOf(contentOf('facts', '')),
  demands: listOf(contentOf('demands', '')).map((entry) => objectOf(entry).key),
  topics: listOf(contentOf('topics', '')).map((entry) => objectOf(entry).key),
  addressees: listOf(contentOf('addressees', '')).map(filled),
  evidence: listOf(contentOf('evidence', '')).map(filled),
})

/** The name of the picture at the top; words that describe one are left out where there is none. */
const coverIn = (contentOf: ContentOf) => String(objectOf(contentOf('cover', '')).image ?? '')

/** Evidence without a caption here is not shown here. */
const textFile = (contentOf: ContentOf, locale: Locale) => {
  const front = {
    ...objectOf(contentOf('heading', locale)),
    ...objectOf(contentOf('other', locale)),
    ...(coverIn(contentOf) && filled({ cover: objectOf(contentOf('cover', locale)).alt })),
    brief: listOf(contentOf('brief', locale)).map(filled),
    demands: objectOf(contentOf('demands', locale)),
    topics: objectOf(contentOf('topics', locale)),
    evidence: listOf(contentOf('evidence', locale)).filter((entry) => !isBlank(objectOf(entry).caption)),
    points: filled(contentOf('points', locale)),
    leads: filled(contentOf('leads', locale)),
  }
  const markdown = String(objectOf(contentOf('body', locale)).markdown ?? '')
  return `---\n${toYaml(front)}---\n\n${markdown}\n`
}

function* ownFiles(sections: SectionContent[], chosen: readonly Locale[]): Generator<[string, string]> {
  for (const { section, locale, content } of sections) {
    const source = sourceOf(content)
    if (section === 'fragments' || source.trim() === '') continue
    if (locale === '') yield [`${section}.yaml`, source]
    else if (chosen.includes(locale)) yield [`${locale}.${section}.md`, source]
  }
}

/** The languages in which anything is written that is read. */
export const startedLocales = (sections: SectionContent[]): Locale[] =>
  locales.filter((locale) =>
    sections.some((each) => each.locale === locale && isRead(each.section) && !isBlank(each.content)),
  )

const isRead = (section: string) => ['heading', 'body', 'document', ...worded].includes(section)
