import { noAttributes } from './attributes.ts'
import type { Block } from './model.ts'
import { type Notes, type Refuse, readSpans } from './read-spans.ts'
import { attributeOf, attributesOf, type Token } from './tokens.ts'

/** A block of Markdown with what stands in it, and its line. */
export interface Node {
  token: Token
  line: number
  children: Node[]
}

/** Markdown's flat list of tokens as a tree. */
export const treeOf = (tokens: Token[]): Node[] => {
  const root: Node[] = []
  const open: Node[] = []
  for (const token of tokens) {
    if (token.nesting < 0) {
      open.pop()
      continue
    }
    const above = open.at(-1)
    const node = { token, line: token.map ? token.map[0] + 1 : (above?.line ?? 1), children: [] }
    ;(above?.children ?? root).push(node)
    if (token.nesting > 0) open.push(node)
  }
  return root
}

export interface Reading {
  notes: Pick<Notes, 'refer'>
  refuse: Refuse
}

export const attributesIn = ({ token, line }: Node, { refuse }: Reading) => {
  const read = attributesOf(token)
  if (read?.unread) refuse(line, 'submissions.faults.braces', read.unread)
  return read?.attributes ?? noAttributes
}

/** The text of a node that holds one inline token: a heading, a paragraph. */
export const spansIn = ({ children, line }: Node, { notes, refuse }: Reading) =>
  children.flatMap(({ token }) => (token.type === 'inline' ? readSpans(token, line, notes, refuse) : []))

/** Lists and quotations stand in one another so many times at most. */
const DEEPEST = 6

/** Ordinary blocks of text; nothing comes of those that a document does not hold, and a problem says so. */
export const readBlocks = (nodes: Node[], reading: Reading, depth = 0): Block[] =>
  nodes.flatMap((node): Block[] => {
    const { token, line, children } = node
    if (depth > DEEPEST) {
      reading.refuse(line, 'submissions.faults.deep', String(DEEPEST))
      return []
    }
    switch (token.type) {
      case 'paragraph_open':
        return [{ kind: 'paragraph', spans: spansIn(node, reading) }]
      case 'heading_open':
        return [{ kind: 'heading', spans: spansIn(node, reading) }]
      case 'bullet_list_open':
      case 'ordered_list_open':
        return [readList(node, reading, depth + 1)]
      case 'blockquote_open':
        return [readQuote(node, reading, depth + 1)]
      case 'hr':
        return [{ kind: 'rule' }]
      case 'table_open':
        reading.refuse(line, 'submissions.faults.table')
        return []
      case 'html_block':
        reading.refuse(line, 'submissions.faults.html', token.content.trim())
        return []
      default:
        reading.refuse(line, 'submissions.faults.code')
        return readBlocks(children, reading, depth + 1)
    }
  })

const readList = ({ token, children }: Node, reading: Reading, depth: number): Block => ({
  kind: 'list',
  ordered: token.type === 'ordered_list_open',
  start: Number(attributeOf(token, 'start') ?? 1),
  items: children.map((item) => readBlocks(item.children, reading, depth)),
})

const readQuote = (node: Node, reading: Reading, depth: number): Block => {
  const { classes, cases, key } = attributesIn(node, reading)
  const blocks = readBlocks(node.children, reading, depth).filter(
    (block) => block.kind !== 'paragraph' || block.spans.length > 0,
  )
  if (classes.join() === 'example' && !key) return { kind: 'example', cases, blocks }
  if (classes.length > 0 || cases.length > 0 || key) reading.refuse(node.line, 'submissions.faults.quote')
  return { kind: 'quote', blocks }
}
