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
import type { Said } from './said.ts'

/** What is wrong with a folder and where: the file's path within it and a line, counted from 1. */
export interface Problem {
  file: string
  line: number
  message: string
  /** In YAML, and in front matter, to the part that is meant, for a form that shows it; a Markdown body is `body`, line. */
  path?: Path
  /** The same by its key, for those who do not write files, where it has words in every language. */
  said?: Said
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
  const document = parseDocument(source, { lineCounter: lines, ...strictness })
  const lineOf = (offset: number) => Math.max(1, lines.linePos(offset).line)
  const problems = [...syntaxFaults(document), ...dataFaults(document)].map(({ offset, message }) => ({
    file,
    line: lineOf(offset),
    message,
  }))
  const value = problems.length === 0 ? toValue(document) : undefined
  if (value === null) problems.push({ file, line: 1, message: 'has too many aliases of aliases' })

  return {
    file,
    value,
    problems,
    has: (path) => walk(document, path).depth === path.length,
    problemAt: (path, message) => {
      const { offset, depth, inScalar } = walk(document, path)
      const label = pathLabel(inScalar ? path.slice(0, depth) : path)
      return { file, line: lineOf(offset), message: label ? `${label}: ${message}` : message, path }
    },
  }
}

/** Keys given twice are looked for here, since the parser takes a time that grows with the square of their number. */
const strictness = { prettyErrors: false, stringKeys: true, uniqueKeys: false }

const syntaxFaults = ({ errors, warnings }: Document.Parsed) =>
  [...errors, ...warnings].map(({ pos, message }) => ({ offset: pos[0], message }))

const dataFaults = (document: Document.Parsed) => {
  const faults: { offset: number; message: string }[] = []
  const add = (node: Alias | Scalar, message: string) => faults.push({ offset: node.range?.[0] ?? 0, message })
  visit(document, {
    Alias: (_, alias, parents) => {
      const node = alias.resolve(document)
      if (!node) add(alias, `there is no &${alias.source}`)
      else if (parents.includes(node)) add(alias, `&${alias.source} would contain itself`)
    },
    Map: (_, map) => {
      const seen = new Set<string>()
      for (const { key } of map.items) {
        if (!isScalar(key)) continue
        const name = String(key.value)
        if (seen.has(name)) add(key, `${name}: is given twice`)
        seen.add(name)
      }
    },
  })
  return faults
}

/** As far along the path as there is something: where that stands, and whether it is a scalar that ends the way. */
const walk = (document: Document.Parsed, path: Path) => {
  let node: unknown = document.contents
  let offset = document.contents?.range[0] ?? 0
  for (const [depth, step] of path.entries()) {
    if (isAlias(node)) node = node.resolve(document)
    const next = enter(node, step)
    if (!next) return { offset, depth, inScalar: isScalar(node) }
    offset = next.offset
    node = next.node
  }
  return { offset, depth: path.length, inScalar: false }
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
