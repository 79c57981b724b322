import type { z } from 'zod'
import type { Path, Problem, YamlSource } from './yaml-source.ts'

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
