import Handlebars from 'handlebars'
import type { Locale } from '../../i18n/index.ts'
import { fault, LetterError, type TemplateProblem } from './faults.ts'
import { checkTemplate as check, checkVariant } from './template-check.ts'
import { factsOf, fragmentsOf } from './template-names.ts'

export { factsOf } from './template-names.ts'

/** The form that the sender's own words about themselves take. */
export type Agreement = 'woman' | 'man' | 'neutral'

/** Everything that a template may read. Lists hold the texts as they stand in the letter. */
export interface TemplateFields {
  own_words: string
  topics: string[]
  demands: string[]
  point: string
  sender: { city: string; country: string; resident: boolean }
  facts: Record<string, string>
  /** Whether a list of materials goes with the letter. */
  evidence: boolean
  /** The text of each fragment that the template places, by name. */
  fragments?: Record<string, string>
  /** The order in which fragments stand that may stand in any. */
  order?: (names: string[]) => string[]
}

export interface LetterTemplate {
  /** Names of the fragments that it places, in the order in which they stand. */
  fragments: string[]
  /** Of its source, in characters. */
  length: number
  /** Plain text. Throws LetterError where a fact that the template quotes is missing: nothing is rendered by half. */
  render: (fields: TemplateFields, agreement: Agreement) => string
}

/** A letter is a page or two: more than this comes of a template gone wrong. */
const MAX_LETTER = 40_000

/** What is wrong with a template, by line; nothing where it may be used. An unknown field or fact is named. */
export const checkTemplate = (source: string, factNames: Iterable<string>): TemplateProblem[] =>
  check(source, factNames)

/** A checked template, ready to render. Throws LetterError for one that `checkTemplate` would refuse. */
export const compileTemplate = (source: string, locale: Locale): LetterTemplate =>
  compiled(source, locale, check(source, null))

/** The same for a variant of a fragment, by the rules of fragments. */
export const compileVariant = (source: string, locale: Locale): LetterTemplate =>
  compiled(source, locale, checkVariant(source, null))

const compiled = (source: string, locale: Locale, problems: TemplateProblem[]): LetterTemplate => {
  if (problems.length > 0) throw new LetterError(problems)

  const facts = factsOf(source)
  const fragments = fragmentsOf(source)
  const template = letterHandlebars(locale).compile(source, {
    noEscape: true,
    strict: true,
    knownHelpers: { if: true, unless: true, each: true, list: true, agree: true, fragment: true, any_order: true },
    knownHelpersOnly: true,
  })
  return {
    fragments,
    length: source.length,
    render: (fields, agreement) => {
      const placed = fields.fragments ?? {}
      const missing = [
        ...facts.filter((name) => !Object.hasOwn(fields.facts, name)).map((name) => `facts.${name}`),
        ...fragments.filter((name) => !Object.hasOwn(placed, name)),
      ]
      if (missing.length > 0)
        throw new LetterError([{ line: 0, said: fault('notThere', { what: missing.join(', ') }) }])
      const text = template(fields, { data: { agreement, placed, order: fields.order } })
      if (text.length > MAX_LETTER) throw new LetterError([{ line: 0, said: fault('longLetter', { max: MAX_LETTER }) }])
      return text
    },
  }
}

const letterHandlebars = (locale: Locale) => {
  const handlebars = Handlebars.create()
  for (const name of ['with', 'lookup', 'log', 'blockHelperMissing', 'helperMissing']) handlebars.unregisterHelper(name)
  handlebars.registerHelper('each', eachNumbered)
  handlebars.registerHelper('list', (items: string[]) => numberedList(locale, items))
  handlebars.registerHelper('fragment', (name: string, { data }: Handlebars.HelperOptions) => data.placed[name])
  handlebars.registerHelper('any_order', inAnyOrder)
  handlebars.registerHelper('agree', ({ hash, data }: Handlebars.HelperOptions) => hash[data.agreement])
  return handlebars
}

/** Fragments a paragraph each, in the order that this letter gives them. */
const inAnyOrder = (...given: unknown[]) => {
  const names = given.filter((each): each is string => typeof each === 'string')
  const { data } = given.at(-1) as Handlebars.HelperOptions
  const ordered: string[] = data.order ? data.order(names) : names
  return ordered.map((name) => data.placed[name]).join('\n\n')
}

/** `each` over a list of texts; `@number` counts from 1. */
const eachNumbered = (items: string[], { fn, inverse, data }: Handlebars.HelperOptions) => {
  if (items.length === 0) return inverse(null, { data })
  return items.map((item, index) => fn(item, { data: { ...data, number: index + 1 } })).join('')
}

/** «1) …;» and «.» at the end in Russian, “1. …;” and “.” in English, each on its own line. */
const numberedList = (locale: Locale, items: string[]) =>
  items
    .map((item, index) => {
      const number = locale === 'ru' ? `${index + 1})` : `${index + 1}.`
      const end = index === items.length - 1 ? '.' : ';'
      return `${number} ${item.trim().replace(/[\s.;,]+$/u, '')}${end}`
    })
    .join('\n')
