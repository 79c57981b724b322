import type { Block, RecommendationGroup, Span, StructuredDocument, Topic } from './model.ts'
import { plainText } from './model.ts'
import type { FlowLine, Group } from './pdf-pages.ts'
import type { Cut, Line, Run, Typesetter } from './pdf-type.ts'

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

export const type = {
  body: { size: 11, height: 15.5 },
  part: { size: 15, height: 20 },
  topic: { size: 17, height: 22 },
  group: { size: 12, height: 17 },
  small: { size: 9, height: 12.5 },
  note: { size: 8.8, height: 11.6 },
} as const

const GAP = 7
const plainRun: Run = { text: '', cut: 'regular', size: type.body.size, rise: 0, link: null, note: null }

/** Turns a document into groups of lines. */
export class Flow {
  readonly groups: Group[] = []
  readonly #setter: Typesetter
  readonly #width: number
  readonly #body: PrintedBody

  constructor(setter: Typesetter, width: number, body: PrintedBody) {
    this.#setter = setter
    this.#width = width
    this.#body = body
    const { document, cases, words } = body
    for (const { title, blocks } of document.preliminary) {
      if (title) this.#heading(title, type.part, 22, { place: null, level: 0 })
      this.#blocks(blocks, 0)
    }
    for (const topic of document.topics) this.#topic(topic)
    if (cases.length > 0) {
      this.#heading(words.cases, type.part, 24, { place: null, level: 0 })
      for (const { name, status } of cases) {
        const runs: Run[] = [
          { ...plainRun, text: status ? `${name}. ` : name, cut: 'bold' },
          { ...plainRun, text: status },
        ]
        this.#paragraph(runs, { indent: 0, gap: GAP })
      }
    }
  }

  /** A footnote's lines for the foot of a page. */
  noteLines = (number: number): FlowLine[] => {
    const note = this.#body.document.footnotes.find((one) => one.number === number)
    if (!note) return []
    const { size, height } = type.note
    const indent = 16
    const lines = this.#setter.lines(this.#runs(note.spans, size), this.#width - indent, height)
    const marker = this.#setter.lines([{ ...plainRun, text: String(number), size }], indent, height)[0] ?? null
    return lines.map((line, index) => ({
      ...plainLine(line, indent),
      marker: index === 0 ? marker : null,
      place: index === 0 ? `note-${number}` : null,
    }))
  }

  #topic({ number, title, key, blocks, groups, references }: Topic) {
    this.#heading(`${number}. ${title}`, type.topic, 26, { place: `topic-${key}`, level: 0 })
    this.#blocks(blocks, 0)
    for (const group of groups) this.#recommendations(group)
    if (!references) return
    this.#heading(references.title, type.group, 14, { place: null, level: null })
    for (const item of references.items)
      this.#paragraph(this.#runs(item, 10), { indent: 14, gap: 3, height: 13.5, marker: '–' })
  }

  #recommendations({ title, items }: RecommendationGroup) {
    this.#heading(title, type.group, 14, { place: null, level: 1 }, { indent: 12, bar: true })
    for (const { key, number, spans } of items) {
      const state = this.#body.stateOf(key)
      const marks = { indent: 44, bar: true, place: `rec-${key}`, marker: number }
      this.#paragraph(this.#runs(spans, type.body.size), { ...marks, gap: 5, withNext: state !== '' })
      if (state)
        this.#paragraph([{ ...plainRun, text: state, cut: 'italic', size: type.small.size }], {
          indent: 44,
          bar: true,
          gap: 0,
          height: type.small.height,
        })
    }
  }

  #heading(
    text: string,
    { size, height }: { size: number; height: number },
    gap: number,
    { place, level }: { place: string | null; level: number | null },
    { indent, bar } = { indent: 0, bar: false },
  ) {
    const lines = this.#setter.lines([{ ...plainRun, text, cut: 'bold', size }], this.#width - indent, height)
    this.groups.push({
      gap,
      withNext: true,
      lines: lines.map((line, index) => ({
        ...plainLine(line, indent),
        bar,
        place: index === 0 ? place : null,
        bookmark: index === 0 && level !== null ? { title: text, level } : null,
      })),
    })
  }

  #blocks(blocks: Block[], indent: number) {
    for (const block of blocks) this.#block(block, indent)
  }

  #block(block: Block, indent: number) {
    const { words, mayName } = this.#body
    switch (block.kind) {
      case 'paragraph':
        this.#paragraph(this.#runs(block.spans, type.body.size), { indent, gap: GAP })
        break
      case 'heading':
        this.#heading(plainText(block.spans), type.group, 12, { place: null, level: null })
        break
      case 'list':
        this.#list(block, indent)
        break
      case 'quote':
        this.#blocks(block.blocks, indent + 20)
        break
      case 'example': {
        const label: Run = { ...plainRun, text: words.example, cut: 'bold', size: type.small.size }
        this.#paragraph([label], { indent: indent + 20, gap: GAP + 2, height: 13, withNext: true })
        if (block.cases.every(mayName)) this.#blocks(block.blocks, indent + 20)
        else this.#paragraph([{ ...plainRun, text: words.withheldExample }], { indent: indent + 20, gap: 1 })
        break
      }
      case 'rule':
        break
    }
  }

  #list({ ordered, start, items }: Extract<Block, { kind: 'list' }>, indent: number) {
    for (const [index, item] of items.entries()) {
      const marker = ordered ? `${start + index}.` : '–'
      const [first, ...rest] = item
      if (first?.kind === 'paragraph')
        this.#paragraph(this.#runs(first.spans, type.body.size), { indent: indent + 20, gap: 4, marker })
      this.#blocks(first?.kind === 'paragraph' ? rest : item, indent + 20)
    }
  }

  /** No first or last line stands alone on a page. */
  #paragraph(
    runs: Run[],
    options: {
      indent: number
      gap: number
      height?: number
      bar?: boolean
      place?: string
      marker?: string
      withNext?: boolean
    },
  ) {
    const { indent, gap, height = type.body.height, bar = false, place = null, marker, withNext = false } = options
    const set = this.#setter.lines(runs, this.#width - indent, height)
    const mark = marker
      ? this.#setter.lines([{ ...plainRun, text: marker, cut: bar ? 'bold' : 'regular' }], 60, height)[0]
      : null
    const lines = set.map((line, index) => ({
      ...plainLine(line, indent),
      bar,
      place: index === 0 ? place : null,
      marker: index === 0 ? (mark ?? null) : null,
    }))
    const parts =
      lines.length <= 3 ? [lines] : [lines.slice(0, 2), ...lines.slice(2, -2).map((line) => [line]), lines.slice(-2)]
    for (const [index, part] of parts.entries()) {
      const last = index === parts.length - 1
      this.groups.push({ lines: part, gap: index === 0 ? gap : 0, withNext: last && withNext })
    }
  }

  #runs(spans: Span[], size: number): Run[] {
    const { words, mayName } = this.#body
    return spans
      .map((span): Run => {
        if (span.kind === 'break') return { ...plainRun, size, text: '\n' }
        if (span.kind === 'note') {
          const { number } = span
          return {
            ...plainRun,
            text: String(number),
            size: size * 0.62,
            rise: size * 0.34,
            link: `#note-${number}`,
            note: number,
          }
        }
        const cut: Cut = span.strong ? 'bold' : span.em ? 'italic' : 'regular'
        const text = span.ofCase !== null && !mayName(span.ofCase) ? words.withheldName : span.text
        return { ...plainRun, text, size, cut, link: span.href }
      })
      .flatMap((run, index) => {
        const span = spans[index]
        const named =
          span?.kind === 'text' && span.href !== null && span.href !== span.text && /^https?:/.test(span.href)
        return named ? [run, { ...run, text: ` <${run.link}>`, size: size * 0.85, cut: 'regular' as const }] : [run]
      })
  }
}

const plainLine = (line: Line, indent: number): FlowLine => ({
  ...line,
  indent,
  bar: false,
  place: null,
  bookmark: null,
  marker: null,
})
