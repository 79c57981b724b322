import { setImmediate as nextTurn } from 'node:timers/promises'
import { type Translate, translator } from '../i18n/index.ts'
import { type Face, faceFor, printable, unprintable } from './fonts.ts'
import {
  type Doc,
  innerWidth,
  MARGINS,
  type PrintedLetter,
  SMALL,
  writeEnclosure,
  writeLetter,
} from './letter-layout.ts'
import { pdfkit } from './print-libraries.ts'

export { unprintable } from './fonts.ts'
export type { PrintedLetter } from './letter-layout.ts'

/** A letter and the postal address that an envelope's window is to show; empty where it does not go by post. */
export interface PostedLetter {
  letter: PrintedLetter
  postal: string
}

/** A letter with characters that no typeface at hand has: nothing is printed rather than boxes in their place. */
export class UnprintableLetter extends Error {
  override name = 'UnprintableLetter'
  readonly characters: string[]
  constructor(characters: string[]) {
    super(`No typeface has ${characters.map((each) => `U+${each.codePointAt(0)?.toString(16)}`).join(', ')}`)
    this.characters = characters
  }
}

/**
 * The letter on A4, ready to be signed, in PT Serif, or in Noto Serif where PT Serif lacks a character. The same letter
 * gives the same bytes; the file's own fields name neither the writer nor a time. A postal address that the face cannot
 * set is left out of the envelope's window: the heading names the addressee. Rejects with UnprintableLetter.
 */
export const letterPdf = (letter: PrintedLetter, postal = ''): Promise<Buffer> => lettersPdf([{ letter, postal }])

/**
 * Letters one after another in one file, each from a new page on with page numbers of its own. Other requests get
 * their turn between two letters. Rejects with UnprintableLetter.
 */
export const lettersPdf = async (letters: PostedLetter[]): Promise<Buffer> => {
  const [first] = letters
  if (!first) throw new Error('No letters to print')
  const words = letters.map(({ letter }) => wordsOf(letter)).join('')
  const withPostal = faceFor(words + letters.map(({ postal }) => postal).join(''))
  const face = withPostal ?? faceFor(words)
  if (!face) throw new UnprintableLetter(unprintable(words))
  const doc = openDocument(first.letter, face)
  const written = collect(doc)
  for (const [index, { letter, postal }] of letters.entries()) {
    if (index > 0) await nextTurn()
    writePages(doc, letter, withPostal ? postal : '')
  }
  doc.end()
  return written
}

/** Everything that a letter prints, for a look at its characters. */
export const wordsOf = ({ enclosure, body, ...letter }: PrintedLetter): string =>
  [
    ...Object.values(letter).flat(),
    ...body.flatMap((block) =>
      block.kind === 'paragraph' ? block.text : block.items.flatMap(({ marker, text }) => [marker, text]),
    ),
    ...(enclosure ? [enclosure.mention, enclosure.title] : []),
    ...(enclosure?.sheets.flat() ?? []).flatMap(({ text, url }) => [text, url]),
  ].join('')

/** The file's own fields: a title, and the letter's day for a time, from which pdfkit derives the file's id. */
const openDocument = ({ locale, subject, day }: PrintedLetter, { regular, bold }: Face): Doc => {
  const info = { Title: printable(subject), Producer: '', Creator: '', CreationDate: new Date(`${day}T00:00:00Z`) }
  const PDFDocument = pdfkit()
  const doc = new PDFDocument({
    size: 'A4',
    margins: MARGINS,
    bufferPages: true,
    autoFirstPage: false,
    lang: locale,
    displayTitle: true,
    info,
  })
  doc.registerFont('regular', parsed(regular))
  doc.registerFont('bold', parsed(bold))
  return doc
}

/** pdfkit takes a parsed font as it takes a font's bytes; its types know only of bytes. */
const parsed = (font: Face['regular']) => font as unknown as Uint8Array

const collect = (doc: Doc) =>
  new Promise<Buffer>((resolve, reject) => {
    const chunks: Buffer[] = []
    doc.on('data', (chunk: Buffer) => chunks.push(chunk))
    doc.on('end', () => resolve(Buffer.concat(chunks)))
    doc.on('error', reject)
  })

const writePages = (doc: Doc, letter: PrintedLetter, postal: string) => {
  const t = translator(letter.locale)
  doc.addPage()
  writeLetter(doc, letter, postal)
  const { start, count } = doc.bufferedPageRange()
  writeEnclosure(doc, letter)
  const enclosed = doc.bufferedPageRange().count - count
  numberPages(doc, t, start, count)
  numberPages(doc, t, start + count, enclosed)
  doc.flushPages()
}

/** «1 из 2» in the middle of the upper margin of each page (ГОСТ Р 7.0.97-2016, 3.22), where there is more than one. */
const numberPages = (doc: Doc, t: Translate, start: number, count: number) => {
  if (count < 2) return
  for (let index = 0; index < count; index++) {
    doc.switchToPage(start + index)
    doc.font('regular').fontSize(SMALL)
    const words = t('letters.letter.pageOf', { page: index + 1, total: count })
    doc.text(words, MARGINS.left, MARGINS.top / 2, { align: 'center', width: innerWidth(doc), lineBreak: false })
  }
}
