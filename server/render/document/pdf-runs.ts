import type { Span, StructuredDocument } from './model.ts'
import { type Cut, type Run, run } from './pdf-type.ts'

/** What a printed document says around its own words, and which cases it may name. */
export interface PrintWords {
  contents: string
  example: string
  withheldName: string
  withheldExample: string
  cases: string
}

export interface PrintedCase {
  name: string
  status: string
}

export interface PrintedBody {
  document: StructuredDocument
  words: PrintWords
  mayName: (caseKey: string) => boolean
  /** What became of a recommendation, in a line; empty where nothing did. */
  stateOf: (recommendation: string) => string
  cases: PrintedCase[]
}

/** Spans of a document as print has them: footnotes as raised numbers, addresses of links spelt out, names withheld. */
export const runsOf = (spans: Span[], size: number, { words, mayName }: PrintedBody): Run[] =>
  spans.flatMap((span): Run[] => {
    if (span.kind === 'break') return [run('\n', size)]
    if (span.kind === 'note') return [numberOf(span.number, size)]
    const { href } = span
    const cut: Cut = span.strong ? 'bold' : span.em ? 'italic' : 'regular'
    const text = span.ofCase !== null && !mayName(span.ofCase) ? words.withheldName : span.text
    const own = run(text, size, { cut, link: href })
    const named = href !== null && href !== span.text && /^https?:/.test(href)
    return named ? [own, run(` <${href}>`, size * 0.85, { link: href })] : [own]
  })

const numberOf = (number: number, size: number) =>
  run(String(number), size * 0.62, { rise: size * 0.34, link: `#note-${number}`, note: number })
