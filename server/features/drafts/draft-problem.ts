import type { SectionLocale } from '../../db/schema.ts'
import type { Path, Problem } from '../../folders/yaml-source.ts'
import { type Locale, locales, type MessageKey } from '../../i18n/index.ts'
import {
  campaignFileName,
  fragmentsFileName,
  readLetterFileName,
  rulesFileName,
  textFileName,
} from '../campaigns/index.ts'
import { problemWords } from './problem-words.ts'

/** What keeps a draft from being published, where a form shows it. */
export interface DraftProblem {
  section: string
  locale: SectionLocale
  /** Within the section: `title`, `0.text`, `law.letter`, an addressee; empty where it is the section as a whole. */
  field: string
  /** In a text of several lines, from 1; 0 elsewhere. */
  line: number
  message: MessageKey
  values: Record<string, string | number>
}

type Place = Pick<DraftProblem, 'section' | 'locale' | 'field' | 'line'>

/** A problem of the folder's files as one of sections; `files` are those that were read. */
export const toDraftProblem = (problem: Problem, files: Map<string, string>): DraftProblem => ({
  ...placeOf(problem, files),
  ...(problem.said ?? problemWords(bare(problem))),
})

/** Without the path that leads to it, which the place says. */
const bare = ({ message, path }: Problem) => {
  if (!path || path[0] === 'body') return message
  const at = message.indexOf(': ')
  return at > 0 && /^[\w[\].-]+$/.test(message.slice(0, at)) ? message.slice(at + 2) : message
}

const placeOf = (problem: Problem, files: Map<string, string>): Place => {
  const { file, line, path = [] } = problem
  if (file === campaignFileName) return inCampaign(path)
  if (file === rulesFileName) return { section: 'letter-rules', locale: '', field: fieldOf(path), line }
  const letter = readLetterFileName(file)
  if (letter) return { section: 'letters', locale: letter.locale, field: letter.addressee, line }
  for (const locale of locales) {
    if (file === textFileName(locale)) return inText(problem, locale, files.get(file) ?? '')
    if (file === fragmentsFileName(locale)) return { section: 'fragments', locale, field: 'source', line }
  }
  const [, locale = '', section = file] = /^(?:(en|ru)\.)?(.+?)\.[a-z]+$/.exec(file) ?? []
  return { section, locale: locale as SectionLocale, field: 'source', line }
}

const shared = ['facts', 'demands', 'topics', 'addressees', 'evidence']
const headOfDraft = ['slug', 'state', 'organiser', 'outcome', 'opens', 'closes', 'note']
const heading = ['title', 'summary', 'call_to_action']

const fieldOf = (path: Path) => path.map(String).join('.')

const inCampaign = ([first, ...rest]: Path): Place => {
  const name = String(first ?? '')
  if (name === 'cover') return { section: name, locale: '', field: 'image', line: 0 }
  if (shared.includes(name)) return { section: name, locale: '', field: fieldOf(rest), line: 0 }
  const section = headOfDraft.includes(name) ? 'life' : 'basics'
  return { section, locale: '', field: fieldOf([name, ...rest]), line: 0 }
}

const inText = ({ line, path }: Problem, locale: Locale, text: string): Place => {
  const [first, ...rest] = path ?? []
  if (first === 'body') return { section: 'body', locale, field: 'markdown', line: Number(rest[0] ?? 0) }
  if (first === undefined) {
    const within = line - text.slice(0, text.indexOf('\n---\n', 4) + 5).split('\n').length
    if (within > 0) return { section: 'body', locale, field: 'markdown', line: within }
    return { section: 'heading', locale, field: '', line: 0 }
  }
  const name = String(first)
  if (name === 'cover') return { section: name, locale, field: 'alt', line: 0 }
  if (heading.includes(name)) return { section: 'heading', locale, field: fieldOf([name, ...rest]), line: 0 }
  return { section: name, locale, field: fieldOf(rest), line: 0 }
}
