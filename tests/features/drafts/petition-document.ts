import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { readCampaignFolder } from '../../../server/features/campaigns/index.ts'
import { type Locale, locales } from '../../../server/i18n/index.ts'
import { inProject } from '../../../server/paths.ts'
import { readDemoDirectory } from '../../directory.ts'
import { demo } from '../../site.ts'

/** A petition in one language, as somebody at the desk has it before them. Demands and topics go by their numbers. */
export interface PaperPetition {
  title: string
  summary: string
  brief: { text: string; source: string }[]
  /** Markdown. */
  body: string
  /** Every paragraph, point and line of verse of the body, in order. */
  lines: string[]
  demands: { text: string; letter: string }[]
  topics: { label: string; letter: string }[]
  /** In this language's own order; `piece` is the same in both. */
  evidence: { piece: string; caption: string }[]
  /** What to press there alone, by the addressee's place. */
  points: Record<number, string>
  /** How many addressees this language names. */
  addressees: number
}

export interface Petition {
  texts: Record<Locale, PaperPetition>
  pieces: { key: string; kind: string; url: string; warning: string }[]
}

/** The eight addressees in the directory, in the petition's order. */
export const offices = [
  'kz-president',
  'kz-parliament',
  'kz-government',
  'kz-prosecutor-general',
  'kz-interior-minister',
  'kz-ecology',
  'kz-ecology-public-relations',
  'kz-ecology-policy',
]

/** What the directory calls them. */
export const officeNames = async (locale: Locale) => {
  const all = (await readDemoDirectory()).files.flatMap(({ institutions }) => institutions)
  const named = new Map(all.flatMap((institution) => institution.offices).map(({ slug, name }) => [slug, name]))
  return offices.map((office) => {
    const name = named.get(office)
    return locale === 'en' ? (name?.en ?? '') : (name?.ru.nominative ?? '')
  })
}

const folder = inProject('..', 'shared', 'seeds')

/** The petition: from the paper where it lies beside the project, from the demonstration elsewhere. */
export const readPetition = async (): Promise<Petition> => {
  const file = existsSync(folder) && readdirSync(folder).find((name) => name.startsWith('000_'))
  if (!file) return demoPetition()
  const all = readFileSync(`${folder}/${file}`, 'utf8').split('\n')
  const lines = all.map((line) => line.trim()).filter(Boolean)
  const russian = lines.findIndex((line) => /^\p{Script=Cyrillic}/u.test(line))
  const [head = ''] = lines.filter((line) => line.includes('!')).slice(0, 1)
  const english = lines.slice(0, russian)
  const texts = {
    en: readLanguage(
      head.replace(/\s*\([^)]*\)$/, ''),
      english.slice(english.findIndex((line) => line.length > 200)),
      piecesInEnglish,
    ),
    ru: readLanguage(lines[russian] ?? '', lines.slice(russian + 1), piecesInRussian),
  }
  const numbers = [...new Set([...piecesInEnglish, ...piecesInRussian])]
  return {
    texts,
    pieces: numbers.map((number) => ({
      key: `piece-${number}`,
      kind: number === 1 ? 'site' : 'video',
      url: `https://video.example/watch/${number}`,
      warning: number === 1 ? '' : 'distressing',
    })),
  }
}

/** Which piece the first, second … caption of a language is about: one dog that is shot may not be the other. */
const piecesInEnglish = Array.from({ length: 18 }, (_, index) => index + 1)
const piecesInRussian = [1, 2, 3, 4, 6, 7, 8, 9, 16, 11, 12, 13, 14, 15, 19, 5, 17, 18]

/** The first lines that go on one after another in a form, and where they stand. */
const runOf = (lines: string[], form: RegExp, least: number) => {
  const from = lines.findIndex((_, at) => lines.slice(at, at + least).every((line) => form.test(line)))
  const end = lines.findIndex((line, at) => at > from && !form.test(line))
  return { from, end, lines: lines.slice(from, end).map((line) => line.replace(form, '')) }
}

const readLanguage = (title: string, lines: string[], pieces: number[]): PaperPetition => {
  const brief = runOf(lines, /^(?:\d\.|•)\s*/, 6)
  const demands = runOf(lines, /^- (?=\p{Ll})/u, 7)
  const topics = lines.slice(demands.end + 1, demands.end + 5).map((line) => line.replace(/^-|[,;.]$/g, ''))
  const rest = lines.slice(demands.end + 5)
  const evidence = runOf(rest, /^\d{1,2}\.\s*(?=\p{Lu})/u, 18)
  const addressees = rest.slice(0, evidence.from).flatMap((line, at) => (/^\d\. /.test(line) ? [at] : []))
  const points = rest.flatMap((line, at) => {
    const point = /^!!!\s*(.+?)\s*!!!$/.exec(line)?.[1]
    return point ? [[addressees.filter((each) => each < at).length - 1, point] as const] : []
  })
  if (evidence.lines.length !== pieces.length) throw new Error(`There are ${pieces.length} pieces in each language`)
  const calls = rest.slice(0, (addressees[0] ?? 0) - 1)
  const text = [...lines.slice(0, brief.from), ...lines.slice(brief.end, demands.from), ...calls]
  const opening = text.findIndex((line) => line.length > 200)
  const first = text[opening] ?? ''
  return {
    title,
    summary: first.slice(0, first.lastIndexOf('. ', 480) + 1),
    brief: brief.lines.map((point) => ({ text: point, source: '' })),
    body: [versesOf(text.slice(0, opening)), markdownOf(text.slice(opening))].join('\n\n').trim(),
    lines: text.map(withoutMark),
    demands: demands.lines.map((line) => ({ text: line, letter: line.replace(/[,.]$/, '') })),
    topics: topics.map((line) => ({ label: line, letter: `${line}.` })),
    evidence: evidence.lines.map((line, at) => ({
      piece: `piece-${pieces[at]}`,
      caption: line.replace(/[\s:;]+$/, ''),
    })),
    points: Object.fromEntries(points),
    addressees: addressees.length,
  }
}

const mark = /^(?:\d\.|•)\s*/
const withoutMark = (line: string) => line.replace(mark, '')

const escaped = (text: string) => text.replace(/[\\*_[\]<>{}`#]/g, '\\$&').replace(/^([-+])/, '\\$1')

/** A poem, in stanzas of four lines. */
const versesOf = (lines: string[]) =>
  lines.map((line, at) => `${escaped(line)}${at % 4 === 3 || at === lines.length - 1 ? '\n\n' : '\\\n'}`).join('')

/** A short question is a heading, numbers and bullets are lists. */
const markdownOf = (lines: string[]) =>
  lines
    .map((line) => {
      const text = escaped(withoutMark(line))
      if (mark.test(line)) return `- ${text}`
      return line.length < 100 && line.endsWith('?') ? `## ${text}` : text
    })
    .join('\n\n')

const demoPetition = async (): Promise<Petition> => {
  const read = await readCampaignFolder(inProject('server/features/campaigns/demo', demo))
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  const { campaign, texts } = read.folder
  const inLanguage = (locale: Locale): PaperPetition => {
    const text = texts[locale]
    if (!text) throw new Error(`The demonstration has no ${locale}`)
    const points = campaign.addressees.flatMap(({ key }, at) => (text.points[key] ? [[at, text.points[key]]] : []))
    return {
      title: text.title,
      summary: text.summary,
      brief: text.brief.map((point) => ({ text: point.text, source: point.source ?? '' })),
      body: text.body,
      lines: text.body
        .split('\n')
        .filter((line) => line && !/[*\][]/.test(line))
        .map((line) => line.replace(/^[#-]+ /, '')),
      demands: campaign.demands.map((key) => text.demands[key] ?? { text: '', letter: '' }),
      topics: campaign.topics.map((key) => text.topics[key] ?? { label: '', letter: '' }),
      evidence: text.evidence.map(({ key, caption }) => ({ piece: key, caption })),
      points: Object.fromEntries(points),
      addressees: campaign.addressees.length,
    }
  }
  const [en, ru] = locales.map(inLanguage)
  if (!en || !ru) throw new Error('The demonstration is in two languages')
  return {
    texts: { en, ru },
    pieces: campaign.evidence.map(({ key, kind, url, warning }) => ({ key, kind, url, warning: warning ?? '' })),
  }
}
