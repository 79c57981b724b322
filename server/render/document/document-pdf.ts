import { setImmediate as breathe } from 'node:timers/promises'
import type { Locale } from '../../i18n/index.ts'
import { printable } from '../fonts.ts'
import type { Doc } from '../letter-layout.ts'
import { pdfkit } from '../print-libraries.ts'
import { Contents } from './pdf-contents.ts'
import { Flow } from './pdf-flow.ts'
import { layPages } from './pdf-pages.ts'
import type { PrintedBody } from './pdf-runs.ts'
import { drawLine, drawPage, drawRule, INK, page, QUIET, widthOf } from './pdf-sheet.ts'
import { type Cut, type Line, run, Typesetter } from './pdf-type.ts'

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

const NOTE_GAP = 14

/**
 * The document on A4 as bytes of a PDF: a head with its contents, then numbered topics, recommendations set apart, and
 * each footnote at the foot of the page that first refers to it; running head, page numbers, bookmarks, links. The same
 * document gives the same bytes. What else the process does goes on between the pages.
 */
export const documentPdf = async (printed: PrintedDocument): Promise<Buffer> => {
  const doc = openDocument(printed)
  const written = collect(doc)
  const setter = new Typesetter(doc)
  const width = doc.page.width - page.left - page.right
  const frame = { top: page.top, bottom: doc.page.height - page.bottom, noteGap: NOTE_GAP }
  const flow = new Flow(setter, width, printed)
  await flow.fill()
  const pages = layPages(flow.groups, flow.noteLines, frame)

  const head = headLines(setter, printed, width)
  const contents = new Contents(pages, { y: head.end, bottom: frame.bottom })
  drawHead(doc, head.lines, printed, setter)
  contents.draw(doc, setter, width, printed.words.contents)
  const running = runningHead(setter, printed, width)
  for (const [index, laid] of pages.entries()) {
    await breathe()
    doc.addPage()
    drawPage(doc, laid)
    drawAround(doc, setter, running, contents.front + index + 1, width)
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
  const put = (text: string, size: number, height: number, gap: number, colour: string, cut: Cut = 'regular') => {
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
  drawRule(doc, page.top - 14, doc.page.width - page.right - page.left, { weight: 2.5 })
  for (const { line, y, colour } of lines) drawLine(doc, line, page.left, y, colour)
  let y = doc.page.height - page.bottom - (imprint.length - 1) * 13
  for (const text of imprint) {
    const link = /^https?:/.test(text) ? text : null
    for (const line of setter.lines([run(text, 9, { link })], doc.page.width - 2 * page.left, 13).slice(0, 1))
      drawLine(doc, line, page.left, y, QUIET)
    y += 13
  }
}

interface RunningHead {
  left: Line | undefined
  right: Line | undefined
}

const RUNNING_SIZE = 8.5

/** What stands at the top of every page but the first; the title cut to the room that is left. */
const runningHead = (setter: Typesetter, { running }: PrintedDocument, width: number): RunningHead => {
  const right = setter.lines([run(running.right, RUNNING_SIZE)], width / 2, 12)[0]
  const room = width - (right ? widthOf(right) : 0) - 20
  return { left: firstLine(setter, running.left, room), right }
}

/** A text cut to one line where it is longer: as many of the words of its first line as an ellipsis leaves room for. */
const firstLine = (setter: Typesetter, text: string, room: number): Line | undefined => {
  const set = (words: string) => setter.lines([run(words, RUNNING_SIZE, { cut: 'italic' })], room, 12)
  const [whole, ...rest] = set(text)
  if (rest.length === 0) return whole
  const words = text.split(' ')
  const most = (whole?.runs.map((one) => one.text).join('') ?? '').split(' ').length
  for (let count = Math.min(most, words.length - 1); count > 0; count--) {
    const lines = set(`${words.slice(0, count).join(' ')}…`)
    if (lines.length <= 1) return lines[0]
  }
  return undefined
}

/** Head and number of a page. */
const drawAround = (doc: Doc, setter: Typesetter, { left, right }: RunningHead, number: number, width: number) => {
  const y = page.top - 30
  if (left) drawLine(doc, left, page.left, y, QUIET)
  if (right) drawLine(doc, right, page.left + width - widthOf(right), y, QUIET)
  drawRule(doc, y + 15, width, { colour: QUIET })
  const words = setter.lines([run(String(number), 9.5)], width, 12)[0]
  if (words) drawLine(doc, words, page.left + (width - widthOf(words)) / 2, doc.page.height - page.bottom + 26, INK)
}
