import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inProject } from '../../../server/paths.ts'

/** A submission as it was sent in, in the document format, with all that must be found in it again. */
export interface SeedDocument {
  source: string
  topics: string[]
  recommendations: string[]
  footnotes: string[]
  references: string[]
}

const folder = inProject('..', 'shared', 'seeds')

/** The text of the real submission; undefined where the documents are not at hand. */
export const readSeed = (): string | undefined => {
  if (!existsSync(folder)) return undefined
  const file = readdirSync(folder).find((name) => name.startsWith('003_'))
  return file && readFileSync(join(folder, file), 'utf8')
}

/** The foot of a page, and the addresses of a page's links that stand after it, a line each. */
const FOOT = /^(?:facebook\.com\/.*|https?:\/\/\S+)$/

/** Lines in paragraphs. At the top of a page a point begins with two spaces, and text that goes on with one. */
const paragraphsOf = (text: string) => {
  const paragraphs: string[] = []
  let open = false
  for (const raw of text.split('\n')) {
    const bare = raw.trim()
    if (FOOT.test(raw)) continue
    const last = paragraphs.at(-1)
    const point = /^(?: {2}\S|- \p{Lu})/u.test(raw)
    const begins = HEADING.test(bare) || point || (raw.startsWith(' ') && NOTE.test(last ?? ''))
    if (bare === '') open = false
    else if (begins || !open || last === undefined) {
      paragraphs.push(bare)
      open = !HEADING.test(bare)
    } else paragraphs[paragraphs.length - 1] = `${last}${/https?:\/\/\S*-$/.test(last) ? '' : ' '}${bare}`
  }
  return paragraphs
}

const HEADING =
  /^(?:\d\) \p{Lu}.*|General recommendations:|More specific recommendations:|See Reports of ODF:|Preliminary remarks:|Brief overview of .*)$/u

const NOTE = /^(\d) (?=\p{Lu})/u

const escaped = (text: string) => text.replace(/[\\*_[\]<>{}`#]/g, '\\$&')

/** Written as Markdown: signs stand for themselves, addresses are links, and footnotes are referred to where they were. */
const markdownOf = (text: string, notes: string[]) => {
  const parts = text.split(/(https?:\/\/\S+)/)
  const marked = parts.map((part, index) => (index % 2 ? `<${part.replace(/>/g, '')}>` : escaped(part))).join('')
  return marked.replace(/(?<=[\p{Ll}»])([1-9])(?=[.]|$)/gu, (all, number) => (notes[number - 1] ? `[^${number}]` : all))
}

const groups: Record<string, string> = {
  'General recommendations:': '### General recommendations {.general}',
  'More specific recommendations:': '### More specific recommendations {.specific}',
  'See Reports of ODF:': '### See reports {.references}',
}

/** Turns the submission's text into the format of documents, by its headings, bullets and numbered footnotes. */
export const readSubmission = (text: string): SeedDocument => {
  const all = paragraphsOf(text)
  const notes = all.filter((each) => NOTE.test(each)).map((each) => each.replace(NOTE, '').trim())
  const read: SeedDocument = { source: '', topics: [], recommendations: [], footnotes: notes, references: [] }
  const lines: string[] = []
  let group = ''
  for (const paragraph of all.filter((each) => !NOTE.test(each))) {
    const [, number, title] = /^(\d)\) (\p{Lu}.*)$/u.exec(paragraph) ?? []
    if (number && title) {
      read.topics.push(title)
      lines.push(`## ${title} {#topic-${number}}`)
      group = ''
    } else if (groups[paragraph]) {
      group = paragraph
      lines.push(groups[paragraph])
    } else if (HEADING.test(paragraph)) lines.push(`# ${paragraph.replace(/:$/, '')}`)
    else if (group.startsWith('See')) {
      const item = paragraph
      read.references.push(item)
      lines.push(`- ${markdownOf(item, notes)}`)
    } else if (group) {
      const item = paragraph.replace(/^- /, '')
      read.recommendations.push(item)
      lines.push(`- {#rec-${read.recommendations.length}} ${markdownOf(item, notes)}`)
    } else if (/^Example:/.test(paragraph)) lines.push(`> {.example}\n> ${markdownOf(paragraph, notes)}`)
    else lines.push(markdownOf(paragraph, notes))
  }
  const definitions = notes.map((note, index) => `[^${index + 1}]: ${markdownOf(note, [])}`)
  return { ...read, source: [...lines, ...definitions].join('\n\n') }
}
