import { setImmediate as breathe } from 'node:timers/promises'
import type { Block, RecommendationGroup, Span, Topic } from './model.ts'
import { plainText } from './model.ts'
import type { FlowLine, Group } from './pdf-pages.ts'
import { type PrintedBody, runsOf } from './pdf-runs.ts'
import { type Line, type Run, run, type Typesetter, type } from './pdf-type.ts'

const GAP = 7

/** Turns a document into groups of lines, once it has been filled. */
export class Flow {
  readonly groups: Group[] = []
  readonly #setter: Typesetter
  readonly #width: number
  readonly #body: PrintedBody
  readonly #notes: Map<number, Span[]>

  constructor(setter: Typesetter, width: number, body: PrintedBody) {
    this.#setter = setter
    this.#width = width
    this.#body = body
    this.#notes = new Map(body.document.footnotes.map(({ number, spans }) => [number, spans]))
  }

  /** Sets the whole text; what else the process does goes on between its blocks. */
  async fill(): Promise<void> {
    const { document, cases, words } = this.#body
    for (const { title, blocks } of document.preliminary) {
      if (title) this.#heading(title, type.part, 22, { place: null, level: 0 })
      await this.#text(blocks)
    }
    for (const topic of document.topics) await this.#topic(topic)
    if (cases.length > 0) this.#heading(words.cases, type.part, 24, { place: null, level: 0 })
    for (const { name, status } of cases) {
      const named = run(status ? `${name}. ` : name, type.body.size, { cut: 'bold' })
      this.#paragraph([named, run(status, type.body.size)], { indent: 0, gap: GAP })
    }
  }

  /** A footnote's lines for the foot of a page. */
  noteLines = (number: number): FlowLine[] => {
    const spans = this.#notes.get(number)
    if (!spans) return []
    const { size, height } = type.note
    const indent = 16
    const lines = this.#setter.lines(this.#runs(spans, size), this.#width - indent, height)
    const marker = this.#setter.lines([run(String(number), size)], indent, height)[0] ?? null
    return lines.map((line, index) => ({
      ...plainLine(line, indent),
      marker: index === 0 ? marker : null,
      place: index === 0 ? `note-${number}` : null,
    }))
  }

  async #topic({ number, title, key, blocks, groups, references }: Topic) {
    this.#heading(`${number}. ${title}`, type.topic, 26, { place: `topic-${key}`, level: 0 })
    await this.#text(blocks)
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
        this.#paragraph([run(state, type.small.size, { cut: 'italic' })], {
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
    const lines = this.#setter.lines([run(text, size, { cut: 'bold' })], this.#width - indent, height)
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

  async #text(blocks: Block[]) {
    for (const block of blocks) {
      await breathe()
      this.#block(block, 0)
    }
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
        const label = run(words.example, type.small.size, { cut: 'bold' })
        this.#paragraph([label], { indent: indent + 20, gap: GAP + 2, height: 13, withNext: true })
        if (block.cases.every(mayName)) this.#blocks(block.blocks, indent + 20)
        else this.#paragraph([run(words.withheldExample, type.body.size)], { indent: indent + 20, gap: 1 })
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

  /** No first or last line stands alone on a page, and half of its width at least is left to text. */
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
    const { gap, height = type.body.height, bar = false, place = null, marker, withNext = false } = options
    const indent = Math.min(options.indent, this.#width / 2)
    const set = this.#setter.lines(runs, this.#width - indent, height)
    const mark = marker
      ? this.#setter.lines([run(marker, type.body.size, { cut: bar ? 'bold' : 'regular' })], 60, height)[0]
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
    return runsOf(spans, size, this.#body)
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
