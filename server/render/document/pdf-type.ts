import { type Face, faceFor, printable, standardFace } from '../fonts.ts'
import type { Doc } from '../letter-layout.ts'

export type Cut = 'regular' | 'bold' | 'italic'

/** Words in one manner. note: a footnote that is referred to here. */
export interface Run {
  text: string
  cut: Cut
  size: number
  /** How far above the line it stands. */
  rise: number
  /** An address, or `#` and a named place of the file. */
  link: string | null
  note: number | null
}

export const run = (text: string, size: number, rest: Partial<Run> = {}): Run => ({
  text,
  size,
  cut: 'regular',
  rise: 0,
  link: null,
  note: null,
  ...rest,
})

/** The sizes that a document is set in, each with the height of its lines. */
export const type = {
  body: { size: 11, height: 15.5 },
  part: { size: 15, height: 20 },
  topic: { size: 17, height: 22 },
  group: { size: 12, height: 17 },
  small: { size: 9, height: 12.5 },
  note: { size: 8.8, height: 11.6 },
} as const

/** A run where it stands in its line. */
export interface Placed extends Run {
  x: number
  width: number
  font: string
}

export interface Line {
  runs: Placed[]
  height: number
  notes: number[]
}

const missing = '\ufffd'

/** Measures and breaks text in the faces that have its characters. */
export class Typesetter {
  readonly doc: Doc
  readonly #known = new Set<string>()
  readonly #faces = new Map<Face, string>()

  constructor(doc: Doc) {
    this.doc = doc
  }

  width(text: string, cut: Cut, size: number): number {
    return this.doc.font(this.#fontFor(text, cut)).fontSize(size).widthOfString(this.#clean(text))
  }

  /** The runs as lines of at most so many points, each line that high. A word longer than a line is cut. */
  lines(runs: Run[], room: number, height: number): Line[] {
    const lines: Line[] = []
    let line: Line = { runs: [], height, notes: [] }
    let x = 0
    const end = () => {
      lines.push(line)
      line = { runs: [], height, notes: [] }
      x = 0
    }
    for (const piece of piecesOf(runs)) {
      if (piece.text === '\n') {
        end()
        continue
      }
      for (const part of this.#fitting(piece, room)) {
        const bare = { ...part, text: part.text.trimEnd() }
        if (x > 0 && x + this.#measure(bare) > room && !sticks(piece)) end()
        if (x === 0 && part.text.trim() === '') continue
        x += this.#place(line, part, x)
      }
    }
    if (line.runs.length > 0) end()
    return lines
  }

  #place(line: Line, run: Run, x: number): number {
    const width = this.#measure(run)
    const last = line.runs.at(-1)
    const font = this.#fontFor(run.text, run.cut)
    const text = this.#clean(run.text)
    const same =
      last && last.font === font && last.size === run.size && last.link === run.link && last.rise === run.rise
    if (same && run.note === null && last.note === null) {
      last.text += text
      last.width += width
    } else line.runs.push({ ...run, text, x, width, font })
    if (run.note !== null) line.notes.push(run.note)
    return width
  }

  #measure({ text, cut, size }: Run): number {
    return this.width(text, cut, size)
  }

  /** A piece wider than the room in parts that fit. */
  #fitting(piece: Run, room: number): Run[] {
    if (this.#measure(piece) <= room) return [piece]
    const characters = [...piece.text]
    const parts: Run[] = []
    for (let from = 0; from < characters.length; ) {
      const part = (count: number) => ({ ...piece, text: characters.slice(from, from + count).join('') })
      const count = mostThat((count) => this.#measure(part(count)) <= room, characters.length - from)
      parts.push(part(count))
      from += count
    }
    return parts
  }

  #fontFor(text: string, cut: Cut): string {
    const face = faceFor(text) ?? standardFace()
    const prefix = this.#faces.get(face) ?? `face${this.#faces.size}`
    this.#faces.set(face, prefix)
    const name = `${prefix}-${cut}`
    if (!this.#known.has(name)) {
      const font = cut === 'italic' ? face.italic() : face[cut]
      this.doc.registerFont(name, font as unknown as Uint8Array)
      this.#known.add(name)
    }
    return name
  }

  /** A character that no typeface has is shown as missing. */
  #clean(text: string): string {
    const words = printable(text)
    if (faceFor(words)) return words
    const { regular } = standardFace()
    return [...words].map((each) => (regular.hasGlyphForCodePoint(each.codePointAt(0) ?? 0) ? each : missing)).join('')
  }
}

/** The greatest count that fits, one at least: twice as many are tried as long as they fit, then halves between. */
const mostThat = (fits: (count: number) => boolean, most: number): number => {
  let [low, high] = [1, 2]
  while (high <= most && fits(high)) [low, high] = [high, high * 2]
  high = Math.min(high, most + 1)
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (fits(middle)) low = middle
    else high = middle
  }
  return low
}

/** What must not begin a line: the number of a footnote, and what ends a sentence. */
const sticks = ({ text, note }: Run) => note !== null || /^[.,;:!?)»”’…]+\s*$/u.test(text)

/** Runs in pieces between which a line may end: after spaces, and within addresses after their signs. */
const piecesOf = (runs: Run[]): Run[] =>
  runs.flatMap((run) => (run.note === null ? wordsOf(run.text).map((text) => ({ ...run, text })) : [run]))

const wordsOf = (text: string): string[] =>
  (text.match(/\n|[^ \t\n]+[ \t]*|[ \t]+/g) ?? []).flatMap((word) =>
    word.includes('://') ? (word.match(/[^/\-_.?&=]*[/\-_.?&=]+|[^/\-_.?&=]+/g) ?? []) : [word],
  )
