import type { Line } from './pdf-type.ts'

/** Lines that stay on one page, after a gap that falls away at a page's top. */
export interface Group {
  lines: FlowLine[]
  gap: number
  /** A heading stays with what follows. */
  withNext: boolean
}

export interface FlowLine extends Line {
  /** From the text's left edge. */
  indent: number
  /** Drawn as a rule at the left, from line to line. */
  bar: boolean
  /** A named place of the file, and the title of a bookmark; each only on the first line of what has it. */
  place: string | null
  bookmark: { title: string; level: number } | null
  /** Stands in the margin of the indent: a recommendation's number, a list's mark. */
  marker: Line | null
}

export interface PlacedLine extends FlowLine {
  y: number
}

export interface LaidPage {
  lines: PlacedLine[]
  /** Lines of footnotes, from the foot's separating rule down. */
  notes: FlowLine[]
}

export interface Frame {
  top: number
  bottom: number
  /** Between text and footnotes, the rule within it. */
  noteGap: number
}

/** Puts groups on pages; each footnote's lines stand at the foot of the page that first refers to it. */
export const layPages = (groups: Group[], notesOf: (number: number) => FlowLine[], frame: Frame): LaidPage[] => {
  const pages = new Pages(notesOf, frame)
  for (const group of joined(groups)) pages.add(group)
  return pages.finish()
}

/** Groups with those that they must stay with. */
const joined = (groups: Group[]): Group[] => {
  const result: Group[] = []
  for (const group of groups) {
    const last = result.at(-1)
    if (last?.withNext && group.lines.length > 0) {
      const [first, ...rest] = group.lines
      if (!first) continue
      last.lines.push({ ...first, height: first.height + group.gap }, ...rest)
      last.withNext = group.withNext
    } else result.push({ ...group, lines: [...group.lines] })
  }
  return result
}

const heightOf = (lines: { height: number }[]) => lines.reduce((sum, { height }) => sum + height, 0)

class Pages {
  readonly #pages: LaidPage[] = []
  readonly #seen = new Set<number>()
  readonly #notesOf: (number: number) => FlowLine[]
  readonly #frame: Frame
  #y: number
  /** Lines of footnotes that their page had no room for. */
  #carried: FlowLine[] = []

  constructor(notesOf: (number: number) => FlowLine[], frame: Frame) {
    this.#notesOf = notesOf
    this.#frame = frame
    this.#y = frame.top
  }

  add(group: Group) {
    if (this.#pages.length === 0) this.#turn()
    const notes = this.#newNotes(group)
    const gap = this.#y > this.#frame.top ? group.gap : 0
    if (this.#y > this.#frame.top && !this.#fits(gap + heightOf(group.lines), notes)) {
      this.#turn()
      this.#put(group, 0, notes)
    } else this.#put(group, gap, notes)
  }

  finish(): LaidPage[] {
    while (this.#carried.length > 0) this.#turn()
    return this.#pages
  }

  get #page(): LaidPage {
    return this.#pages.at(-1) ?? { lines: [], notes: [] }
  }

  #turn() {
    this.#pages.push({ lines: [], notes: [] })
    this.#y = this.#frame.top
    const carried = this.#carried
    this.#carried = []
    this.#addNotes(carried, this.#frame.bottom - this.#frame.top)
  }

  #newNotes({ lines }: Group): number[] {
    return [...new Set(lines.flatMap(({ notes }) => notes))].filter((number) => !this.#seen.has(number))
  }

  #fits(height: number, notes: number[]): boolean {
    const foot = [...this.#page.notes, ...notes.flatMap(this.#notesOf)]
    return this.#y + height + this.#footHeight(foot) <= this.#frame.bottom
  }

  #footHeight(lines: FlowLine[]) {
    return lines.length > 0 ? this.#frame.noteGap + heightOf(lines) : 0
  }

  #put({ lines }: Group, gap: number, notes: number[]) {
    this.#y += gap
    for (const line of lines) {
      this.#page.lines.push({ ...line, y: this.#y })
      this.#y += line.height
    }
    for (const number of notes) this.#seen.add(number)
    this.#addNotes(notes.flatMap(this.#notesOf), this.#frame.bottom - this.#y)
  }

  /** As many lines as there is room for; the rest goes to the foot of the next page. */
  #addNotes(lines: FlowLine[], room: number) {
    for (const line of lines) {
      const fits = this.#carried.length === 0 && this.#footHeight([...this.#page.notes, line]) <= room
      if (fits) this.#page.notes.push(line)
      else this.#carried.push(line)
    }
  }
}
