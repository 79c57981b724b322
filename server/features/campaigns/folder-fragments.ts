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
  const refuse = (line: number, message: string) => problems.push({ file, line, message })
  const fragments: ReadFragment[] = []
  let variant = { line: 0, lines: [] as string[] }

  const close = () => {
    const last = fragments.at(-1)
    const source = variant.lines.join('\n').trim()
    const blank = variant.lines.findIndex((line) => line.trim() !== '')
    if (!last) {
      if (source !== '') refuse(variant.line + blank, 'text before the first “# name”')
    } else if (source === '') refuse(variant.line - 1, `${last.name}: a variant is empty`)
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
    const found: string[] = []
    if (!headingShape.test(name))
      found.push(`“${name}” must be a name, “topic” and its key, or “point” and an addressee’s key`)
    if (seen.has(name)) found.push(`${name}: is given twice`)
    if (variants.length > limits.variants) found.push(`${name}: more than ${limits.variants} variants`)
    seen.add(name)
    return found.map((message) => ({ file, line, message }))
  })
  if (fragments.length > limits.fragments)
    problems.push({ file, line: 1, message: `more than ${limits.fragments} fragments` })
  if (fragments.length === 0) problems.push({ file, line: 1, message: 'has no fragment: “# name” begins one' })
  return problems
}

/** The file that `readFragments` reads back the same. */
export const writeFragments = (fragments: Fragment[]) =>
  fragments.map(({ name, variants }) => `# ${name}\n\n${variants.join('\n\n---\n\n')}\n`).join('\n')
