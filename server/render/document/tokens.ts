import MarkdownIt from 'markdown-it'
import { type Attributed, attributesAfter, attributesBefore } from './attributes.ts'

/** Markup that is refused must be seen to be refused: HTML and every link come out as tokens and are never rendered. */
const markdown = new MarkdownIt({ html: true, linkify: false, typographer: false })
markdown.validateLink = () => true

export type Token = ReturnType<typeof markdown.parse>[number]

/** `[^label]` becomes a token of its own. */
markdown.inline.ruler.before('link', 'note', (state, silent) => {
  const match = /^\[\^([^\s\]]{1,40})\]/.exec(state.src.slice(state.pos, state.pos + 45))
  if (!match) return false
  if (!silent) state.push('note', '', 0).content = match[1] ?? ''
  state.pos += match[0].length
  return true
})

const carriers = new Set(['list_item_open', 'blockquote_open'])

/** Takes attributes out of headings, items and quotations before their text is read, and keeps them in `meta`. */
markdown.core.ruler.before('inline', 'attributes', ({ tokens }) => {
  for (const [index, token] of tokens.entries()) {
    const [before, opener] = [tokens[index - 1], tokens[index - 2]]
    if (token.type !== 'inline' || !before) continue
    const carrier = before.type === 'heading_open' ? before : opener && carriers.has(opener.type) ? opener : undefined
    if (!carrier) continue
    const read = carrier === before ? attributesAfter(token.content) : attributesBefore(token.content)
    token.content = read.text
    carrier.meta = { ...read }
  }
})

export const attributesOf = (token: Token): Attributed | undefined => (token.meta as Attributed | null) ?? undefined

/** What an HTML attribute of a token would say. */
export const attributeOf = ({ attrs }: Token, wanted: string): string | undefined => {
  const value = attrs?.find((attribute) => attribute[0] === wanted)?.[1]
  return value === undefined ? undefined : String(value)
}

/** A whole text as Markdown's tokens; lines count from 1 through `token.map`. */
export const tokensOf = (source: string): Token[] => markdown.parse(source, {})

export interface Definition {
  label: string
  text: string
  line: number
}

const definition = /^\[\^([^\s\]]{1,40})\]:\s*(.*)$/

/**
 * Takes the footnotes' texts (`[^label]: text`, with lines that go on indented) out of a source; what is left keeps its
 * lines.
 */
export const takeDefinitions = (source: string): { rest: string; definitions: Definition[] } => {
  const definitions: Definition[] = []
  let open = false
  const rest = source.split('\n').map((line, index) => {
    const [, label, text] = definition.exec(line) ?? []
    const last = definitions.at(-1)
    if (label !== undefined) definitions.push({ label, text: text ?? '', line: index + 1 })
    else if (open && last && /^\s+\S/.test(line)) last.text += ` ${line.trim()}`
    else {
      open = false
      return line
    }
    open = true
    return ''
  })
  return { rest: rest.join('\n'), definitions }
}
