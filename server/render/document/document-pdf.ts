import type { Locale } from '../../i18n/index.ts'
import { printable } from '../fonts.ts'
import type { Doc } from '../letter-layout.ts'
import { pdfkit } from '../print-libraries.ts'
import { Flow, type PrintedBody, type } from './pdf-flow.ts'
import { type FlowLine, type LaidPage, layPages, type PlacedLine } from './pdf-pages.ts'
import { type Line, type Run, Typesetter } from './pdf-type.ts'

/** A document as print needs it. */
export interface PrintedDocument extends PrintedBody {
  /** The language of the document's own words. */
  lang: Locale
  title: string
  /** Above the title, below it, and at the foot of the first page. */
  kicker: string
  summary: string
  imprint: string[]
  /** At the top of every page but the first. */
  running: { left: string; right: string }
  /** YYYY-MM-DD, for the file's own fields. */
  day: string
}

const MM = 72 / 25.4
const page = { left: 28 * MM, right: 28 * MM, top: 30 * MM, bottom: 26 * MM }
const NOTE_GAP = 14
const INK = '#1a1d25'
const QUIET = '#4b505b'

const run = (text: string, size: number, rest: Partial<Run> = {}): Run => ({
  text,
  size,
  cut: 'regular',
  rise: 0,
  link: null,
  note: null,
  ...rest,
})

interface Entry {
  title: string
  level: number
  page: number
  place: string
}

/**
 * The document on A4 as bytes of a PDF: a head with its contents, then numbered topics, recommendations set apart, and
 * each footnote at the foot of the page that first refers to it; running head, page numbers, bookmarks, links. The same
 * document gives the same bytes.
 */
export const documentPdf = (printed: PrintedDocument): Promise<Buffer> => {
  const doc = openDocument(printed)
  const written = collect(doc)
  const setter = new Typesetter(doc)
  const width = doc.page.width - page.left - page.right
  const frame = { top: page.top, bottom: doc.page.height - page.bottom, noteGap: NOTE_GAP }
  const flow = new Flow(setter, width, printed)
  const pages = layPages(flow.groups, flow.noteLines, frame)

  const head = headLines(setter, printed, width)
  const entries = entriesOf(pages)
  const perPage = Math.floor((frame.bottom - frame.top) / CONTENTS_HEIGHT)
  const roomOnFirst = Math.max(0, Math.floor((frame.bottom - 70 - head.end) / CONTENTS_HEIGHT) - 1)
  const front = 1 + Math.ceil(Math.max(0, entries.length - roomOnFirst) / perPage)

  drawHead(doc, head.lines, printed, setter)
  drawContents(doc, setter, { entries, front, roomOnFirst, perPage, width, y: head.end, words: printed.words.contents })
  for (const [index, laid] of pages.entries()) {
    doc.addPage()
    drawPage(doc, laid)
    drawAround(doc, setter, printed, front + index + 1, width)
  }
  doc.end()
  return written
}

const openDocument = ({ lang, title, day }: PrintedDocument): Doc =>
  new (pdfkit())({
    size: 'A4',
    margin: 0,
    lang,
    displayTitle: true,
    info: { Title: printable(title), Producer: '', Creator: '', CreationDate: new Date(`${day}T00:00:00Z`) },
  })

const collect = (doc: Doc) =>
  new Promise<Buffer>((resolve, reject) => {
    const chunks: Buffer[] = []
    doc.on('data', (chunk: Buffer) => chunks.push(chunk))
    doc.on('end', () => resolve(Buffer.concat(chunks)))
    doc.on('error', reject)
  })

/** Kicker, title and summary from the top of the first page, and where the contents begin below them. */
const headLines = (setter: Typesetter, { kicker, title, summary }: PrintedDocument, width: number) => {
  const lines: { line: Line; y: number; colour: string }[] = []
  let y = page.top
  const put = (
    text: string,
    size: number,
    height: number,
    gap: number,
    colour: string,
    cut: Run['cut'] = 'regular',
  ) => {
    for (const line of setter.lines([run(text, size, { cut })], width, height)) {
      lines.push({ line, y, colour })
      y += height
    }
    y += gap
  }
  put(kicker, 10, 14, 12, QUIET)
  put(title, 25, 31, 12, INK, 'bold')
  put(summary, 12.5, 18, 26, INK)
  return { lines, end: y }
}

const drawHead = (
  doc: Doc,
  lines: ReturnType<typeof headLines>['lines'],
  { imprint }: PrintedDocument,
  setter: Typesetter,
) => {
  doc
    .moveTo(page.left, page.top - 14)
    .lineTo(doc.page.width - page.right, page.top - 14)
    .lineWidth(2.5)
    .stroke(INK)
  for (const { line, y, colour } of lines) drawLine(doc, line, page.left, y, colour)
  let y = doc.page.height - page.bottom - (imprint.length - 1) * 13
  for (const text of imprint) {
    const link = /^https?:/.test(text) ? text : null
    for (const line of setter.lines([run(text, 9, { link })], doc.page.width - 2 * page.left, 13).slice(0, 1))
      drawLine(doc, line, page.left, y, QUIET)
    y += 13
  }
}

/** Headings that have a bookmark, with the page of the text that they are on. */
const entriesOf = (pages: LaidPage[]): Entry[] =>
  pages.flatMap(({ lines }, index) =>
    lines.flatMap(({ bookmark, place }) =>
      bookmark && bookmark.level === 0
        ? [{ title: bookmark.title, level: 0, page: index, place: place ?? anchorOf(bookmark.title) }]
        : [],
    ),
  )

const anchorOf = (title: string) => `at-${Buffer.from(title).toString('hex').slice(0, 60)}`

const CONTENTS_HEIGHT = 20

interface Contents {
  entries: Entry[]
  front: number
  roomOnFirst: number
  perPage: number
  width: number
  y: number
  words: string
}

const drawContents = (doc: Doc, setter: Typesetter, contents: Contents) => {
  const { entries, front, roomOnFirst, perPage, width, words } = contents
  let y = contents.y
  const title = setter.lines([run(words, type.group.size, { cut: 'bold' })], width, CONTENTS_HEIGHT)[0]
  if (title && roomOnFirst > 0) drawLine(doc, title, page.left, y, INK)
  y += CONTENTS_HEIGHT
  for (const [index, { title, page: at, place }] of entries.entries()) {
    if (index >= roomOnFirst && (index - roomOnFirst) % perPage === 0) {
      doc.addPage()
      y = page.top
    }
    const number = String(front + at + 1)
    const words = setter.lines([run(title, type.body.size)], width - 40, CONTENTS_HEIGHT)[0]
    const end = setter.lines([run(number, type.body.size)], 40, CONTENTS_HEIGHT)[0]
    if (!words || !end) continue
    const numberWidth = setter.width(number, 'regular', type.body.size)
    drawLine(doc, words, page.left, y, INK)
    drawLine(doc, end, page.left + width - numberWidth, y, INK)
    drawDots(doc, setter, page.left + widthOf(words) + 6, page.left + width - numberWidth - 6, y)
    doc.goTo(page.left, y, width, CONTENTS_HEIGHT, place)
    y += CONTENTS_HEIGHT
  }
}

const widthOf = ({ runs }: Line) => Math.max(0, ...runs.map(({ x, width }) => x + width))

const drawDots = (doc: Doc, setter: Typesetter, from: number, to: number, y: number) => {
  const step = 5
  setter.width('.', 'regular', type.body.size)
  for (let x = Math.ceil(from / step) * step; x < to; x += step) doc.circle(x, y + 11.5, 0.45).fill(QUIET)
}

/** Head and number of a page. */
const drawAround = (doc: Doc, setter: Typesetter, { running }: PrintedDocument, number: number, width: number) => {
  const size = 8.5
  const y = page.top - 30
  const right = setter.lines([run(running.right, size)], width / 2, 12)[0]
  const room = width - (right ? widthOf(right) : 0) - 20
  const first = firstLine(setter, running.left, size, room)
  if (first) drawLine(doc, first, page.left, y, QUIET)
  if (right) drawLine(doc, right, page.left + width - widthOf(right), y, QUIET)
  doc
    .moveTo(page.left, y + 15)
    .lineTo(page.left + width, y + 15)
    .lineWidth(0.5)
    .stroke(QUIET)
  const words = setter.lines([run(String(number), 9.5)], width, 12)[0]
  if (words) drawLine(doc, words, page.left + (width - widthOf(words)) / 2, doc.page.height - page.bottom + 26, INK)
}

/** A text cut to one line where it is longer. */
const firstLine = (setter: Typesetter, text: string, size: number, room: number): Line | undefined => {
  const words = text.split(' ')
  for (let count = words.length; count > 0; count--) {
    const short = count === words.length ? text : `${words.slice(0, count).join(' ')}…`
    const lines = setter.lines([run(short, size, { cut: 'italic' })], room, 12)
    if (lines.length <= 1) return lines[0]
  }
  return undefined
}

const drawPage = (doc: Doc, { lines, notes }: LaidPage) => {
  for (const [index, line] of lines.entries()) {
    drawFlowLine(doc, line, line.y)
    if (line.bar) drawBar(doc, line, lines[index + 1])
  }
  if (notes.length === 0) return
  const height = notes.reduce((sum, note) => sum + note.height, 0)
  let y = doc.page.height - page.bottom - height
  doc
    .moveTo(page.left, y - 5)
    .lineTo(page.left + 60 * MM, y - 5)
    .lineWidth(0.5)
    .stroke(INK)
  for (const note of notes) {
    drawFlowLine(doc, note, y)
    y += note.height
  }
}

/** From this line down to the next of the same recommendations. */
const drawBar = (doc: Doc, line: PlacedLine, next: PlacedLine | undefined) => {
  const end = next?.bar ? next.y : line.y + line.height
  doc.moveTo(page.left, line.y).lineTo(page.left, end).lineWidth(2).stroke('#9c2415')
}

const outlines = new WeakMap<Doc, PDFKit.PDFOutline>()

const drawFlowLine = (doc: Doc, line: FlowLine, y: number) => {
  const baseline = y + line.height - textHeight(line)
  if (line.place) doc.addNamedDestination(line.place, 'XYZ', 0, y - 6, null)
  if (line.bookmark) {
    const { title, level } = line.bookmark
    if (!line.place && level === 0) doc.addNamedDestination(anchorOf(title), 'XYZ', 0, y - 6, null)
    const above = level === 0 ? doc.outline : (outlines.get(doc) ?? doc.outline)
    const item = above.addItem(printable(title))
    if (level === 0) outlines.set(doc, item)
  }
  if (line.marker)
    drawLine(doc, line.marker, page.left + Math.max(0, line.indent - (line.bar ? 32 : 14)), baseline, INK)
  drawLine(doc, line, page.left + line.indent, baseline, INK)
}

/** A line whose height holds a gap above it stands at its foot. */
const textHeight = ({ runs, height }: Line) => Math.min(height, Math.max(0, ...runs.map(({ size }) => size)) * 1.41)

const drawLine = (doc: Doc, { runs }: Line, x: number, y: number, colour: string) => {
  const size = Math.max(0, ...runs.map((one) => one.size))
  for (const one of runs) {
    doc.font(one.font).fontSize(one.size).fillColor(colour)
    const top = y + (size - one.size) * 1.04 - one.rise
    doc.text(one.text, x + one.x, top, { lineBreak: false, ...linkOf(one.link) })
  }
}

const linkOf = (link: string | null) => {
  if (link === null) return {}
  return link.startsWith('#') ? { goTo: link.slice(1) } : { link }
}
