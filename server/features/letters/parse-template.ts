import Handlebars from 'handlebars'
import { LastUsed } from '../../folders/last-used.ts'
import { fault, type TemplateProblem } from './faults.ts'

type Parsed = { program: hbs.AST.Program } | TemplateProblem

/** A campaign's letters are looked at again whenever a word of it changes, and mostly have not changed themselves. */
const parsed = new LastUsed<Parsed>(1_000)

/** The template's tree, or what is wrong with its syntax. */
export const parse = (source: string): Parsed => parsed.get(source, () => parseAnew(source))

const parseAnew = (source: string): Parsed => {
  try {
    return { program: Handlebars.parse(source) }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const [first = ''] = message.split('\n')
    const line = Number(/line (\d+)|(\d+):\d+$/.exec(first)?.slice(1).find(Boolean) ?? 1)
    const [, open, close] = /^(\S+) doesn't match (\S+)/.exec(first) ?? []
    return { line, said: open && close ? fault('unmatched', { open, close }) : fault('syntax') }
  }
}
