import { inEnglish, type Said } from '../../folders/said.ts'
import type { Problem } from '../../folders/yaml-source.ts'

/** A part of letters in several wordings, each a small template of the letters feature. */
export interface Fragment {
  /** `opening`, `topic cruelty`, `point prosecutor` */
  name: string
  variants: string[]
}

/** The same with the lines on which each part stands, for what is wrong with it. */
export interface ReadFragment {
  name: string
  line: number
  variants: { source: string; line: number }[]
}

const limits = { fragments: 200, variants: 40 }
const headingShape = /^(?:[a-z][a-z0-9-]{0,59}|(?:topic|point) [a-z0-9][a-z0-9-]{0,59})$/

/** What a fragment is for: a topic or an addressee by key; undefined for one that templates place by name. */
export const fragmentKey = (name: string) => {
  const [, list, key] = /^(topic|point) (.+)$/.exec(name) ?? []
  return list && key ? { list: list === 'topic' ? ('topics' as const) : ('addressees' as const), key } : undefined
}

/**
 * Reads a file of fragments: `# name` begins one, a line of three hyphens ends a variant, and what stands between is
 * the variant's text. Problems name the line.
 */
export const readFragments = (file: string, text: string): { fragments: ReadFragment[]; problems: Problem[] } => {
  const problems: Problem[] = []
  const refuse = (line: number, said: Said) => problems.push({ file, line, said, message: inEnglish(said) })
  const fragments: ReadFragment[] = []
  let variant = { line: 0, lines: [] as string[] }

  const close = () => {
    const last = fragments.at(-1)
    const source = variant.lines.join('\n').trim()
    const blank = variant.lines.findIndex((line) => line.trim() !== '')
    if (!last) {
      if (source !== '') refuse(variant.line + blank, { message: 'letters.faults.beforeFragment', values: {} })
    } else if (source === '')
      refuse(variant.line - 1, { message: 'letters.faults.emptyVariant', values: { what: last.name } })
    else last.variants.push({ source, line: variant.line + blank })
  }
  for (const [index, line] of text.split('\n').entries()) {
    const heading = /^#\s*(.*?)\s*$/.exec(line)
    const ends = heading !== null || /^-{3,}\s*$/.test(line)
    if (!ends) {
      if (variant.line === 0) variant.line = index + 1
      variant.lines.push(line)
      continue
    }
    close()
    variant = { line: index + 2, lines: [] }
    if (heading) fragments.push({ name: heading[1] ?? '', line: index + 1, variants: [] })
  }
  close()
  return { fragments, problems: [...problems, ...checkNames(file, fragments)] }
}

const checkNames = (file: string, fragments: ReadFragment[]): Problem[] => {
  const seen = new Set<string>()
  const problems = fragments.flatMap(({ name, line, variants }) => {
    const found: Said[] = []
    const values = { what: name }
    if (!headingShape.test(name)) found.push({ message: 'letters.faults.fragmentName', values })
    if (seen.has(name)) found.push({ message: 'letters.faults.twice', values })
    if (variants.length > limits.variants)
      found.push({ message: 'letters.faults.manyVariants', values: { ...values, max: limits.variants } })
    seen.add(name)
    return found.map((said) => ({ line, said }))
  })
  if (fragments.length > limits.fragments)
    problems.push({ line: 1, said: { message: 'letters.faults.manyFragments', values: { max: limits.fragments } } })
  if (fragments.length === 0) problems.push({ line: 1, said: { message: 'letters.faults.noFragment', values: {} } })
  return problems.map(({ line, said }) => ({ file, line, said, message: inEnglish(said) }))
}

/** The file that `readFragments` reads back the same. */
export const writeFragments = (fragments: Fragment[]) =>
  fragments.map(({ name, variants }) => `# ${name}\n\n${variants.join('\n\n---\n\n')}\n`).join('\n')
