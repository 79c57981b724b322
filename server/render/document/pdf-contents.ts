import type { Doc } from '../letter-layout.ts'
import type { LaidPage } from './pdf-pages.ts'
import { anchorOf, drawLine, INK, page, QUIET, widthOf } from './pdf-sheet.ts'
import { run, type Typesetter, type } from './pdf-type.ts'

const HEIGHT = 20

/** A heading that the contents name, and the page of the text that it is on. */
interface Entry {
  title: string
  page: number
  place: string
}

/** The table of contents: on the first sheet as far as there is room, then on sheets of its own. */
export class Contents {
  /** How many sheets come before the text. */
  readonly front: number
  readonly #entries: Entry[]
  readonly #perPage: number
  readonly #roomOnFirst: number
  readonly #y: number

  /** y: where the head of the first sheet ends; bottom: where the text of a sheet does. */
  constructor(pages: LaidPage[], { y, bottom }: { y: number; bottom: number }) {
    this.#y = y
    this.#entries = entriesOf(pages)
    this.#perPage = Math.floor((bottom - page.top) / HEIGHT)
    this.#roomOnFirst = Math.max(0, Math.floor((bottom - 70 - y) / HEIGHT) - 1)
    this.front = 1 + Math.ceil(Math.max(0, this.#entries.length - this.#roomOnFirst) / this.#perPage)
  }

  draw(doc: Doc, setter: Typesetter, width: number, words: string) {
    let y = this.#y
    const title = setter.lines([run(words, type.group.size, { cut: 'bold' })], width, HEIGHT)[0]
    if (title && this.#roomOnFirst > 0) drawLine(doc, title, page.left, y, INK)
    y += HEIGHT
    for (const [index, entry] of this.#entries.entries()) {
      if (index >= this.#roomOnFirst && (index - this.#roomOnFirst) % this.#perPage === 0) {
        doc.addPage()
        y = page.top
      }
      if (this.#drawEntry(doc, setter, entry, width, y)) y += HEIGHT
    }
  }

  #drawEntry(doc: Doc, setter: Typesetter, { title, page: at, place }: Entry, width: number, y: number): boolean {
    const number = String(this.front + at + 1)
    const words = setter.lines([run(title, type.body.size)], width - 40, HEIGHT)[0]
    const end = setter.lines([run(number, type.body.size)], 40, HEIGHT)[0]
    if (!words || !end) return false
    const right = page.left + width - setter.width(number, 'regular', type.body.size)
    drawLine(doc, words, page.left, y, INK)
    drawLine(doc, end, right, y, INK)
    drawDots(doc, setter, page.left + widthOf(words) + 6, right - 6, y)
    doc.goTo(page.left, y, width, HEIGHT, place)
    return true
  }
}

/** Headings that have a bookmark of the first level. */
const entriesOf = (pages: LaidPage[]): Entry[] =>
  pages.flatMap(({ lines }, index) =>
    lines.flatMap(({ bookmark, place }) =>
      bookmark && bookmark.level === 0
        ? [{ title: bookmark.title, page: index, place: place ?? anchorOf(bookmark.title) }]
        : [],
    ),
  )

const drawDots = (doc: Doc, setter: Typesetter, from: number, to: number, y: number) => {
  const step = 5
  setter.width('.', 'regular', type.body.size)
  for (let x = Math.ceil(from / step) * step; x < to; x += step) doc.circle(x, y + 11.5, 0.45).fill(QUIET)
}
