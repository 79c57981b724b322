import {
  type Alias,
  type Document,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  parseDocument,
  type Scalar,
  visit,
} from 'yaml'
import type { z } from 'zod'

/** What is wrong with a folder and where: the file's path within it and a line, counted from 1. */
export interface Problem {
  file: string
  line: number
  message: string
}

export type Path = readonly PropertyKey[]

/** A YAML text that was read: its value, and the places of its parts. */
export interface YamlSource {
  file: string
  /** Undefined where it is not even YAML; its problems say so. */
  value: unknown
  problems: Problem[]
  /** A problem at the key or the list entry that the path leads to, or at the nearest one above it that exists. */
  problemAt: (path: Path, message: string) => Problem
  has: (path: Path) => boolean
}

/**
 * YAML 1.2 of plain data. Refused, all at once: bad syntax, a key given twice, tags, aliases of nothing or of so much
 * that a small file would grow without bound. Refused at once and alone: nesting that could exhaust the recursive
 * parser's stack, which kills the process and cannot be caught.
 */
export const readYaml = (file: string, source: string): YamlSource => {
  const deepLine = findDeepLine(source)
  if (deepLine !== undefined) return unreadable({ file, line: deepLine, message: 'is nested too deep' })

  const lines = new LineCounter()
  const document = parseDocument(source, {
    lineCounter: lines,
    prettyErrors: false,
    stringKeys: true,
    uniqueKeys: false,
  })
  const lineOf = (offset: number) => Math.max(1, lines.linePos(offset).line)
  const at = (node: Alias | Scalar, message: string) => ({ file, line: lineOf(node.range?.[0] ?? 0), message })
  const problems = [...document.errors, ...document.warnings].map((error) => ({
    file,
    line: lineOf(error.pos[0]),
    message: error.message,
  }))
  visit(document, {
    Alias: (_, alias, parents) => {
      const node = alias.resolve(document)
      if (!node) problems.push(at(alias, `there is no &${alias.source}`))
      else if (parents.includes(node)) problems.push(at(alias, `&${alias.source} would contain itself`))
    },
    Map: (_, map) => {
      const seen = new Set<string>()
      for (const { key } of map.items) {
        if (!isScalar(key)) continue
        const name = String(key.value)
        if (seen.has(name)) problems.push(at(key, `${name}: is given twice`))
        seen.add(name)
      }
    },
  })
  const value = problems.length === 0 ? toValue(document) : undefined
  if (value === null) problems.push({ file, line: 1, message: 'has too many aliases of aliases' })

  const walk = (path: Path) => {
    let node: unknown = document.contents
    let offset = isCollection(node) ? (node.range?.[0] ?? 0) : 0
    for (const [depth, step] of path.entries()) {
      if (isAlias(node)) node = node.resolve(document)
      const next = enter(node, step)
      if (!next) return { offset, depth, inScalar: isScalar(node) }
      offset = next.offset
      node = next.node
    }
    return { offset, depth: path.length, inScalar: false }
  }

  return {
    file,
    value,
    problems,
    has: (path) => walk(path).depth === path.length,
    problemAt: (path, message) => {
      const { offset, depth, inScalar } = walk(path)
      const label = pathLabel(inScalar ? path.slice(0, depth) : path)
      return { file, line: lineOf(offset), message: label ? `${label}: ${message}` : message }
    },
  }
}

/** Null where aliases would expand to far more than what is written. An empty text is an empty map. */
const toValue = (document: Document): unknown => {
  try {
    return document.toJS({ maxAliasCount: 100 }) ?? {}
  } catch {
    return null
  }
}

const deepest = { flow: 20, indent: 100 }

/** The first line whose brackets, or whose indent and list dashes together, go too deep. */
const findDeepLine = (source: string) => {
  const indented = source.split('\n').findIndex((line) => (/^[\s?:-]*/.exec(line)?.[0].length ?? 0) > deepest.indent)
  if (indented >= 0) return indented + 1

  let [line, depth] = [1, 0]
  for (const token of new Lexer().lex(source)) {
    if (token === '[' || token === '{') depth++
    if (token === ']' || token === '}') depth--
    if (depth > deepest.flow) return line
    line += token.split('\n').length - 1
  }
  return undefined
}

const unreadable = (problem: Problem): YamlSource => ({
  file: problem.file,
  value: undefined,
  problems: [problem],
  has: () => false,
  problemAt: (_, message) => ({ ...problem, message }),
})

const enter = (node: unknown, step: PropertyKey) => {
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step))
    return pair && isScalar(pair.key) ? { node: pair.value, offset: pair.key.range?.[0] ?? 0 } : undefined
  }
  const entry = isSeq(node) && typeof step === 'number' ? node.items[step] : undefined
  return isScalar(entry) || isCollection(entry) || isAlias(entry)
    ? { node: entry, offset: entry.range?.[0] ?? 0 }
    : undefined
}

const pathLabel = (path: Path) =>
  path.map((step, depth) => (typeof step === 'number' ? `[${step}]` : `${depth ? '.' : ''}${String(step)}`)).join('')

/** The value in the schema's shape, or undefined and a problem for each thing that does not fit it. */
export const readShape = <Schema extends z.ZodType>(source: YamlSource, schema: Schema) => {
  if (source.problems.length > 0) return { value: undefined, problems: source.problems }
  const result = schema.safeParse(source.value)
  if (result.success) return { value: result.data, problems: [] }
  return { value: undefined, problems: result.error.issues.flatMap((issue) => describe(source, issue)) }
}

const describe = (source: YamlSource, issue: z.core.$ZodIssue): Problem[] => {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((name) => source.problemAt([...issue.path, name], 'unknown key'))
  if (issue.code === 'invalid_key') {
    const message = issue.issues[0]?.message ?? issue.message
    return [source.problemAt(issue.path, message)]
  }
  const absent = issue.code === 'invalid_type' || issue.code === 'invalid_value' || issue.code === 'invalid_union'
  if (absent && !source.has(issue.path) && !insideScalar(source, issue.path))
    return [source.problemAt(issue.path, 'is missing')]
  return [source.problemAt(issue.path, reason(issue))]
}

/** A text where a map is expected has no keys to miss. */
const insideScalar = (source: YamlSource, path: Path) => source.has(path.slice(0, -1)) && isText(source.value, path)

const isText = (value: unknown, path: Path) => {
  const parent = path.slice(0, -1).reduce<unknown>((at, step) => (at as Record<PropertyKey, unknown>)[step], value)
  return typeof parent !== 'object'
}

const typeNames: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
  record: 'a map',
}

/** "at most 5", of characters, entries or the number itself */
const bound = (origin: string, limit: string) => {
  if (origin === 'string') return `must have ${limit} characters`
  return origin === 'array' ? `must have ${limit} entries` : `must be ${limit}`
}

const reason = (issue: z.core.$ZodIssue) => {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${typeNames[issue.expected] ?? issue.expected}`
    case 'invalid_value':
      return `must be one of: ${issue.values.join(', ')}`
    case 'too_big':
      return bound(issue.origin, `at most ${issue.maximum}`)
    case 'too_small':
      return issue.minimum === 1 && issue.origin !== 'number'
        ? 'is empty'
        : bound(issue.origin, `at least ${issue.minimum}`)
    default:
      return issue.message
  }
}
