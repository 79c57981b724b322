import type { MessageKey } from '../../i18n/index.ts'

/** A document of numbered topics as its readers see it: what `readDocument` makes of Markdown. */
export interface StructuredDocument {
  /** What stands before the topics, under headings without a number. */
  preliminary: Section[]
  topics: Topic[]
  /** In the order in which the text first refers to them. */
  footnotes: Footnote[]
}

export interface Section {
  /** Empty for what stands before the first heading. */
  title: string
  blocks: Block[]
}

export interface Topic {
  key: string
  number: number
  title: string
  line: number
  blocks: Block[]
  groups: RecommendationGroup[]
  references: { title: string; items: Span[][] } | null
}

export type RecommendationKind = 'general' | 'specific'

export interface RecommendationGroup {
  kind: RecommendationKind
  title: string
  items: Recommendation[]
}

export interface Recommendation {
  key: string
  /** Topic and place in it: 2.7 */
  number: string
  kind: RecommendationKind
  line: number
  spans: Span[]
}

export interface Footnote {
  number: number
  spans: Span[]
  /** The places in the text that refer to it, counted from 1. */
  references: number[]
}

export type Block =
  | { kind: 'paragraph'; spans: Span[] }
  | { kind: 'heading'; spans: Span[] }
  | { kind: 'list'; ordered: boolean; start: number; items: Block[][] }
  | { kind: 'quote'; blocks: Block[] }
  | { kind: 'example'; cases: string[]; blocks: Block[] }
  | { kind: 'rule' }

/** A stretch of text in one manner, a reference to a footnote (its number, and which of those to it), a line's end. */
export type Span =
  | { kind: 'text'; text: string; strong: boolean; em: boolean; href: string | null; ofCase: string | null }
  | { kind: 'note'; number: number; reference: number }
  | { kind: 'break' }

/** What is wrong with a document: the rest of its message key, the line, and what it is about. */
export interface DocumentProblem {
  line: number
  message: Extract<MessageKey, `submissions.faults.${string}`>
  /** For `{{value}}` in the message. */
  value: string
}

export const plainText = (spans: Span[]): string =>
  spans.map((span) => (span.kind === 'text' ? span.text : span.kind === 'break' ? ' ' : '')).join('')

/** Every recommendation of a document, in its order. */
export const recommendationsOf = ({ topics }: StructuredDocument): Recommendation[] =>
  topics.flatMap(({ groups }) => groups.flatMap(({ items }) => items))

/** Every stretch of a document's text, in its order, footnotes last. */
export const spansOf = ({ preliminary, topics, footnotes }: StructuredDocument): Span[] => [
  ...preliminary.flatMap(({ blocks }) => blocks.flatMap(spansIn)),
  ...topics.flatMap(({ blocks, groups, references }) => [
    ...blocks.flatMap(spansIn),
    ...groups.flatMap(({ items }) => items.flatMap(({ spans }) => spans)),
    ...(references?.items.flat() ?? []),
  ]),
  ...footnotes.flatMap(({ spans }) => spans),
]

const spansIn = (block: Block): Span[] => {
  switch (block.kind) {
    case 'rule':
      return []
    case 'list':
      return block.items.flat().flatMap(spansIn)
    case 'quote':
    case 'example':
      return block.blocks.flatMap(spansIn)
    default:
      return block.spans
  }
}

/** Keys of the cases that a document names, each once. */
export const casesNamed = (document: StructuredDocument): string[] => {
  const examples = (blocks: Block[]): string[] =>
    blocks.flatMap((block) =>
      block.kind === 'example'
        ? [...block.cases, ...examples(block.blocks)]
        : block.kind === 'quote'
          ? examples(block.blocks)
          : [],
    )
  const blocks = [...document.preliminary, ...document.topics].flatMap((part) => part.blocks)
  const linked = spansOf(document).flatMap((span) => (span.kind === 'text' && span.ofCase ? [span.ofCase] : []))
  return [...new Set([...examples(blocks), ...linked])]
}
