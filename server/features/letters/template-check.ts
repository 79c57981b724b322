import { LastUsed } from '../../folders/last-used.ts'
import type { Said } from '../../folders/said.ts'
import { fault, type TemplateProblem } from './faults.ts'
import { findFigure } from './figures.ts'
import { parse } from './parse-template.ts'

const MAX_BYTES = 20_480
const MAX_DEPTH = 5

const SENDER_TEXTS = new Set(['sender.city', 'sender.country'])
const TEXT_FIELDS = new Set(['own_words', 'point', ...SENDER_TEXTS])
const LISTS = new Set(['topics', 'demands'])
const CONDITIONS = new Set([...TEXT_FIELDS, ...LISTS, 'sender.resident', 'evidence'])
const SENDER_CONDITIONS = new Set([...SENDER_TEXTS, 'sender.resident'])
const FORMS = ['woman', 'man', 'neutral']
const FACT = /^facts\.([a-z][a-z0-9_]*)$/

type Node = hbs.AST.Node
type Call = Pick<hbs.AST.MustacheStatement, 'path' | 'params' | 'hash' | 'loc'>
interface Scope {
  depth: number
  inEach: boolean
  facts: ReadonlySet<string> | null
  /** Fragments that may be placed; null for any. */
  fragments: ReadonlySet<string> | null
  /** What is checked is a variant of a fragment, of which less is true than of a template. */
  inFragment: boolean
  report: (node: Node, said: Said) => void
}

/**
 * Every departure of a letter template from what it may hold: fields of the letter, `if`, `unless`, `each` over a list,
 * `list`, `agree`, `fragment`, `any_order`. Handlebars' own reach (partials, decorators, sub-expressions, lookups, parents, `@root`) is refused
 * by what the parsed tree is made of, never by looking at the text. `factNames` and `fragments` null: any name passes here.
 */
export const checkTemplate = (
  source: string,
  factNames: Iterable<string> | null,
  fragments: Iterable<string> | null = null,
): TemplateProblem[] => checkSource(source, { ...namesIn(factNames, fragments), inFragment: false })

/**
 * The same for a variant of a fragment, where there are only facts, `agree`, and the sender's town, country and
 * residence; it places no fragment, so none can contain itself. A fact stands in every letter or in none: not in `if`.
 * A figure or a date that is no fact is refused, in digits or in words.
 */
export const checkVariant = (source: string, factNames: Iterable<string> | null): TemplateProblem[] =>
  checkSource(source, { ...namesIn(factNames, []), inFragment: true })

const namesIn = (factNames: Iterable<string> | null, fragments: Iterable<string> | null) => ({
  facts: factNames === null ? null : new Set(factNames),
  fragments: fragments === null ? null : new Set(fragments),
})

/** A campaign's letters are checked again whenever a word of it changes, and mostly have not changed themselves. */
const checked = new LastUsed<TemplateProblem[]>(1_000)

type Allowed = Pick<Scope, 'facts' | 'fragments' | 'inFragment'>

const checkSource = (source: string, allowed: Allowed): TemplateProblem[] => {
  const { facts, fragments, inFragment } = allowed
  const named = [facts, fragments].map((names) => names && [...names])
  return checked.get(JSON.stringify([source, named, inFragment]), () => checkAnew(source, allowed))
}

const checkAnew = (source: string, allowed: Allowed): TemplateProblem[] => {
  if (Buffer.byteLength(source) > MAX_BYTES) return [{ line: 1, said: fault('long', { max: MAX_BYTES }) }]
  const read = parse(source)
  if ('said' in read) return [read]

  const problems: TemplateProblem[] = []
  const report = (node: Node, said: Said) => problems.push({ line: node.loc.start.line, said })
  checkProgram(read.program, { depth: 0, inEach: false, ...allowed, report })
  return problems
}

const checkProgram = (program: hbs.AST.Program, scope: Scope) => {
  for (const statement of program.body) checkStatement(statement, scope)
}

const checkStatement = (statement: hbs.AST.Statement, scope: Scope) => {
  if (isContent(statement)) {
    if (statement.value.includes('{{')) scope.report(statement, fault('bracesAsText'))
    if (scope.inFragment) reportFigure(statement, statement.value, statement.loc.start.line, scope)
  } else if (isMustache(statement)) checkMustache(statement, scope)
  else if (isBlock(statement)) checkBlock(statement, scope)
  else if (statement.type !== 'CommentStatement') scope.report(statement, fault('kind', { what: statement.type }))
}

const isContent = (node: Node): node is hbs.AST.ContentStatement => node.type === 'ContentStatement'
const isMustache = (node: Node): node is hbs.AST.MustacheStatement => node.type === 'MustacheStatement'
const isBlock = (node: Node): node is hbs.AST.BlockStatement => node.type === 'BlockStatement'

/** Where a text begins on a line, and a figure or date that stands in it as no fact. */
const reportFigure = (node: Node, text: string, line: number, scope: Scope) => {
  const figure = findFigure(text)
  if (!figure) return
  const loc = { ...node.loc, start: { ...node.loc.start, line: line + figure.line } }
  scope.report({ ...node, loc }, fault('figure', { what: figure.found }))
}

const checkMustache = (mustache: hbs.AST.MustacheStatement, scope: Scope) => {
  const name = nameOf(mustache.path)
  if (name === null) return scope.report(mustache, fault('notField', { what: shown(mustache.path) }))
  if (!mustache.escaped) return scope.report(mustache, fault('braces', { what: name }))
  if (name === 'list' && !scope.inFragment) return checkOneParam(mustache, LISTS, scope)
  if (name === 'agree') return checkAgree(mustache, scope)
  if (name === 'fragment' || name === 'any_order') return checkPlaced(mustache, name, scope)
  if (mustache.params.length > 0 || mustache.hash) return scope.report(mustache, fault('notHelper', { what: name }))
  return checkPrinted(mustache, name, scope)
}

/** `fragment "name"`, or `any_order` of several: names are written out, so that what is placed can be seen. */
const checkPlaced = (call: Call, helper: 'fragment' | 'any_order', scope: Scope) => {
  const names = call.params.map((param) => (isText(param) ? param.value : null))
  const fits = helper === 'fragment' ? names.length === 1 : names.length > 1
  if (scope.inFragment) return scope.report(call.path, fault('withinFragment', { what: helper }))
  if (scope.inEach) return scope.report(call.path, fault('withinEach', { what: helper }))
  if (!fits || call.hash || names.includes(null))
    return scope.report(call.path, fault(helper === 'fragment' ? 'takesName' : 'takesNames', { what: helper }))
  for (const name of names) {
    if (name !== null && scope.fragments && !scope.fragments.has(name))
      scope.report(call.path, fault('unknownFragment', { what: name }))
  }
}

const checkPrinted = (node: Node, name: string, scope: Scope) => {
  if (name === 'this' || name === '@number') {
    return scope.inEach ? undefined : scope.report(node, fault('outsideEach', { what: name }))
  }
  if (LISTS.has(name)) return scope.report(node, fault('list', { what: name }))
  if (scope.inEach) return scope.report(node, fault('withinEach', { what: name }))
  if (scope.inFragment && TEXT_FIELDS.has(name) && !SENDER_TEXTS.has(name))
    return scope.report(node, fault('notForFragments', { what: name }))
  if (scope.inFragment && scope.depth > 0 && FACT.test(name))
    return scope.report(node, fault('withinIf', { what: name }))
  if (name === 'sender.resident') return scope.report(node, fault('yesOrNo', { what: name }))
  return TEXT_FIELDS.has(name) ? undefined : checkFact(node, name, scope)
}

const checkFact = (node: Node, name: string, scope: Scope) => {
  const fact = FACT.exec(name)?.[1]
  if (fact === undefined) return scope.report(node, fault('unknownField', { what: name }))
  if (scope.facts && !scope.facts.has(fact)) return scope.report(node, fault('unknownFact', { what: name }))
}

const checkOneParam = (call: Call, allowed: ReadonlySet<string>, scope: Scope) => {
  const helper = shown(call.path)
  const [param, ...more] = call.params
  const name = param ? nameOf(param) : null
  if (more.length > 0 || call.hash || name === null) return scope.report(call.path, fault('takesOne', { what: helper }))
  if (scope.inEach) return scope.report(call.path, fault('withinEach', { what: helper }))
  if (allowed.has(name)) return
  if (allowed === CONDITIONS && !scope.inFragment) return checkFact(call.path, name, scope)
  scope.report(call.path, fault('takesOther', { what: helper, list: [...allowed].join(', '), given: name }))
}

const checkAgree = (call: Call, scope: Scope) => {
  const pairs = call.hash?.pairs ?? []
  const literal = pairs.every(({ value }) => value.type === 'StringLiteral')
  const keys = pairs.map(({ key }) => key)
  const complete = keys.length === FORMS.length && FORMS.every((form) => keys.includes(form))
  if (call.params.length > 0 || !literal || !complete) {
    scope.report(call.path, fault('agree'))
  } else if (scope.inFragment) {
    for (const { value } of pairs)
      reportFigure(call.path, String(isText(value) && value.value), call.loc.start.line, scope)
  }
}

const checkBlock = (block: hbs.AST.BlockStatement, scope: Scope) => {
  const name = nameOf(block.path)
  const programs = [block.program, block.inverse].filter((program) => program !== undefined && program !== null)
  if (programs.some((program) => program.blockParams)) return scope.report(block, fault('blockParams'))
  if (scope.depth === MAX_DEPTH) return scope.report(block, fault('deep', { max: MAX_DEPTH }))
  if (name === 'each' && !scope.inFragment) checkOneParam(block, LISTS, scope)
  else if (name === 'if' || name === 'unless') {
    checkOneParam(block, scope.inFragment ? SENDER_CONDITIONS : CONDITIONS, scope)
  } else return scope.report(block, fault('unknownBlock', { what: shown(block.path) }))

  for (const program of programs) {
    const within = scope.inEach || (name === 'each' && program === block.program)
    checkProgram(program, { ...scope, depth: scope.depth + 1, inEach: within })
  }
}

/** The name that an expression calls, null unless it is a plain path that means exactly what is written. */
const nameOf = (expression: hbs.AST.Expression): string | null => {
  if (!isPath(expression) || expression.depth > 0) return null
  if (expression.original === 'this') return expression.parts.length === 0 ? 'this' : null
  const plain = `${expression.data ? '@' : ''}${expression.parts.join('.')}`
  if (plain !== expression.original || (expression.data && plain !== '@number')) return null
  return plain
}

const isText = (node: Node): node is hbs.AST.StringLiteral => node.type === 'StringLiteral'
const isPath = (node: Node): node is hbs.AST.PathExpression => node.type === 'PathExpression'

const shown = (expression: hbs.AST.Expression) => {
  const original = 'original' in expression ? expression.original : expression.type
  return String(original).slice(0, 80)
}
