import { inEnglish, type Said } from '../../folders/said.ts'
import type { CheckLetters, FolderLetters } from '../campaigns/index.ts'
import { fragmentKey } from '../campaigns/index.ts'
import { fault } from './faults.ts'
import { checkTemplate, checkVariant } from './template-check.ts'
import { factsOf, fragmentsOf } from './template-names.ts'

type Problem = ReturnType<CheckLetters>[number]
type FragmentFile = FolderLetters['fragments'][number]
type Fragment = FragmentFile['fragments'][number]

/**
 * Everything that is wrong with a campaign's letters, by file and line: templates and variants that hold what they may
 * not, fragments that no template places, and variants of one fragment that would state different facts, in one
 * language or between the two.
 */
export const checkLetters: CheckLetters = ({ facts, templates, fragments }) => [
  ...templates.flatMap(({ file, locale, source }) => {
    const names = fragments.filter((each) => each.locale === locale).flatMap((each) => each.fragments)
    return checkTemplate(
      source,
      facts,
      names.map(({ name }) => name),
    ).map(({ line, said }) => ({ file, line, said, message: inEnglish(said) }))
  }),
  ...fragments.flatMap((file) => [...checkVariants(file, facts), ...unplaced(file, templates)]),
  ...differentAbroad(fragments),
]

const checkVariants = ({ file, fragments }: FragmentFile, facts: string[]): Problem[] =>
  fragments.flatMap((fragment) => {
    const inside = fragment.variants.flatMap(({ source, line: first }) =>
      checkVariant(source, facts).map(({ line, said }) => ({
        file,
        line: first + line - 1,
        said,
        message: `${fragment.name}: ${inEnglish(said)}`,
      })),
    )
    return [...inside, ...differentWithin(file, fragment)]
  })

const factSet = (source: string) => factsOf(source).sort().join(', ')
const told = (facts: string) => facts || '—'

const problemAt = (file: string, line: number, said: Said): Problem => ({ file, line, said, message: inEnglish(said) })

const differentWithin = (file: string, { name, variants: [first, ...others] }: Fragment): Problem[] => {
  if (!first) return []
  const facts = factSet(first.source)
  return others
    .map(({ source, line }) => ({ line, stated: factSet(source) }))
    .filter(({ stated }) => stated !== facts)
    .map(({ line, stated }) =>
      problemAt(file, line, fault('otherFacts', { what: name, here: told(stated), there: told(facts) })),
    )
}

/** Those that have a place of their own (a topic, an addressee's point) need no template to place them. */
const unplaced = ({ file, locale, fragments }: FragmentFile, templates: FolderLetters['templates']): Problem[] => {
  const placed = new Set(
    templates.filter((each) => each.locale === locale).flatMap(({ source }) => fragmentsOf(source)),
  )
  return fragments
    .filter(({ name }) => !fragmentKey(name) && !placed.has(name))
    .map(({ name, line }) => problemAt(file, line, fault('unplaced', { what: name })))
}

const differentAbroad = ([one, ...others]: FragmentFile[]): Problem[] =>
  others.flatMap(({ file, fragments }) =>
    fragments.flatMap(({ name, line, variants }) => {
      const other = one?.fragments.find((each) => each.name === name)?.variants[0]
      const [here, there] = [factSet(variants[0]?.source ?? ''), factSet(other?.source ?? '')]
      if (!other || here === there) return []
      return [problemAt(file, line, fault('factsAbroad', { what: name, here: told(here), there: told(there) }))]
    }),
  )
