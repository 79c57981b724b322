import { printable } from '../fonts.ts'
import type { Doc } from '../letter-layout.ts'
import type { FlowLine, LaidPage, PlacedLine } from './pdf-pages.ts'
import type { Line } from './pdf-type.ts'

const MM = 72 / 25.4

/** A sheet of A4: its margins, and the inks on it. */
export const page = { left: 28 * MM, right: 28 * MM, top: 30 * MM, bottom: 26 * MM }
export const INK = '#1a1d25'
export const QUIET = '#4b505b'
const ACCENT = '#9c2415'

/** How far the line reaches. */
export const widthOf = ({ runs }: Line) => Math.max(0, ...runs.map(({ x, width }) => x + width))

/** A named place for a heading that has none of its own. */
export const anchorOf = (title: string) => `at-${Buffer.from(title).toString('hex').slice(0, 60)}`

/** The text of a page, and the footnotes below their rule. */
export const drawPage = (doc: Doc, { lines, notes }: LaidPage) => {
  for (const [index, line] of lines.entries()) {
    drawFlowLine(doc, line, line.y)
    if (line.bar) drawBar(doc, line, lines[index + 1])
  }
  if (notes.length === 0) return
  const height = notes.reduce((sum, note) => sum + note.height, 0)
  let y = doc.page.height - page.bottom - height
  drawRule(doc, y - 5, 60 * MM)
  for (const note of notes) {
    drawFlowLine(doc, note, y)
    y += note.height
  }
}

/** A rule from the left margin. */
export const drawRule = (doc: Doc, y: number, length: number, { weight = 0.5, colour = INK } = {}) => {
  doc
    .moveTo(page.left, y)
    .lineTo(page.left + length, y)
    .lineWidth(weight)
    .stroke(colour)
}

/** From this line down to the next of the same recommendations. */
const drawBar = (doc: Doc, line: PlacedLine, next: PlacedLine | undefined) => {
  const end = next?.bar ? next.y : line.y + line.height
  doc.moveTo(page.left, line.y).lineTo(page.left, end).lineWidth(2).stroke(ACCENT)
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

/** One line, each of its runs with its link. */
export const drawLine = (doc: Doc, { runs }: Line, x: number, y: number, colour: string) => {
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
