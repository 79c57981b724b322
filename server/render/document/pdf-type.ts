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
    const parts: Run[] = []
    let text = ''
    for (const character of piece.text) {
      if (text !== '' && this.#measure({ ...piece, text: text + character }) > room) {
        parts.push({ ...piece, text })
        text = ''
      }
      text += character
    }
    return [...parts, { ...piece, text }]
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

/** What must not begin a line: the number of a footnote, and what ends a sentence. */
const sticks = ({ text, note }: Run) => note !== null || /^[.,;:!?)»”’…]+\s*$/u.test(text)

/** Runs in pieces between which a line may end: after spaces, and within addresses after their signs. */
const piecesOf = (runs: Run[]): Run[] =>
  runs.flatMap((run) => (run.note === null ? wordsOf(run.text).map((text) => ({ ...run, text })) : [run]))

const wordsOf = (text: string): string[] =>
  (text.match(/\n|[^ \t\n]+[ \t]*|[ \t]+/g) ?? []).flatMap((word) =>
    word.includes('://') ? (word.match(/[^/\-_.?&=]*[/\-_.?&=]+|[^/\-_.?&=]+/g) ?? []) : [word],
  )
