import { BESIDE_WINDOW, fitWindow, type WindowBlock, writeWindow } from './envelope-window.ts'
import { printable } from './fonts.ts'

/** A letter as print needs it; what each line says is the letter's own affair. */
export interface PrintedLetter {
  locale: 'en' | 'ru'
  to: string[]
  from: string[]
  title: string | null
  subject: string
  salutation: string
  body: ({ kind: 'paragraph'; text: string } | { kind: 'list'; items: { marker: string; text: string }[] })[]
  /** YYYY-MM-DD, the day of `date` */
  day: string
  date: string
  closing: string | null
  signature: string
  enclosure: { mention: string; title: string; sheets: { text: string; url: string }[][] } | null
}

export type Doc = PDFKit.PDFDocument

const MM = 72 / 25.4
export const MARGINS = { top: 20 * MM, bottom: 20 * MM, left: 25 * MM, right: 20 * MM }
export const SMALL = 10.5
const SIZE = 12
const LINE_GAP = 2.5
const PARAGRAPH_GAP = 7
const INDENT = 12.5 * MM
const SIGNATURE_ROOM = 45
const SIGNATURE_LINE = '____________'

const left = MARGINS.left
export const innerWidth = (doc: Doc) => doc.page.width - MARGINS.left - MARGINS.right

/**
 * The letter from the top of the current page: a Russian one with the heading in the right half (ГОСТ Р 7.0.97-2016)
 * and «date … ______ / name /» at its foot, an English one in the British manner. With a postal address, addressee
 * and address stand where an envelope's window shows them, and nothing else does; a block too long for the window
 * is left out, since the heading names the addressee anyway.
 */
export const writeLetter = (doc: Doc, letter: PrintedLetter, postal: string) => {
  setType(doc)
  const window = postal ? fitWindow(doc, [...letter.to, postal].map(printable)) : undefined
  setType(doc)
  if (letter.locale === 'ru') writeRussian(doc, letter, window)
  else writeEnglish(doc, letter, window)
}

const setType = (doc: Doc) => doc.font('regular').fontSize(SIZE).lineGap(LINE_GAP)

/** Writes the window's block beside what stands there, and goes on where no window shows it. */
const goOnBelowWindow = (doc: Doc, window: WindowBlock) => {
  const y = Math.max(doc.y, writeWindow(doc, window))
  setType(doc)
  doc.x = left
  doc.y = y
}

const writeRussian = (doc: Doc, letter: PrintedLetter, window: WindowBlock | undefined) => {
  writeRight(doc, [...letter.to, ...letter.from], window)
  doc.moveDown(1.2)
  if (window) goOnBelowWindow(doc, window)
  doc.font('bold').text(letter.title ?? '', left, doc.y, { align: 'center', characterSpacing: 1 })
  doc.font('regular').moveDown(0.8)
  doc.text(printable(letter.salutation), left, doc.y, { align: 'center', paragraphGap: PARAGRAPH_GAP })
  writeBody(doc, letter, SIGNATURE_ROOM)
  writeMention(doc, letter)
  doc.moveDown(1.2)
  const y = doc.y
  doc.text(printable(letter.date), left, y, { lineBreak: false })
  doc.text(`${SIGNATURE_LINE} / ${printable(letter.signature)} /`, left, y, { align: 'right', width: innerWidth(doc) })
}

const writeEnglish = (doc: Doc, letter: PrintedLetter, window: WindowBlock | undefined) => {
  writeRight(doc, letter.from, window)
  doc.moveDown(0.8)
  writeRight(doc, [letter.date], window)
  if (window) goOnBelowWindow(doc, window)
  else {
    doc.moveDown(0.8)
    for (const line of letter.to) doc.text(printable(line), left, doc.y, { width: innerWidth(doc) * 0.6 })
    doc.moveDown(1.2)
  }
  doc.text(printable(letter.salutation), left, doc.y, { paragraphGap: PARAGRAPH_GAP })
  doc.font('bold').text(printable(letter.subject), left, doc.y, { paragraphGap: PARAGRAPH_GAP }).font('regular')
  writeBody(doc, letter, 2 * SIGNATURE_ROOM)
  doc.moveDown(0.6)
  doc.text(letter.closing ?? '', left, doc.y)
  doc.moveDown(1.6)
  doc.text(SIGNATURE_LINE, left, doc.y)
  doc.text(printable(letter.signature), left, doc.y)
  doc.moveDown(0.8)
  writeMention(doc, letter)
}

/** Lines in the right half, or beside the window where there is one. */
const writeRight = (doc: Doc, lines: string[], window: WindowBlock | undefined) => {
  const x = window ? BESIDE_WINDOW : left + innerWidth(doc) / 2
  const width = left + innerWidth(doc) - x
  for (const line of lines) doc.text(printable(line), x, doc.y, { width, align: 'left' })
  doc.x = left
}

/** The last paragraph goes over to the next page with the signature rather than leave it there alone. */
const writeBody = (doc: Doc, { locale, body, enclosure }: PrintedLetter, signature: number) => {
  const indent = locale === 'ru' ? INDENT : 0
  const options = { indent, width: innerWidth(doc), paragraphGap: PARAGRAPH_GAP }
  for (const [index, block] of body.entries()) {
    if (block.kind === 'list') writeList(doc, block.items, indent)
    else {
      const text = printable(block.text)
      const mention = enclosure ? doc.heightOfString(enclosure.mention, options) : 0
      if (index === body.length - 1) keepTogether(doc, doc.heightOfString(text, options) + mention + signature)
      doc.text(text, left, doc.y, options)
    }
  }
}

const writeList = (doc: Doc, items: { marker: string; text: string }[], indent: number) => {
  for (const { marker, text } of items) {
    const hang = marker ? 22 : 0
    keepTogether(doc, 2 * SIZE)
    const y = doc.y
    doc.text(marker, left + indent, y, { lineBreak: false })
    doc.text(printable(text), left + indent + hang, y, { width: innerWidth(doc) - indent - hang })
  }
  doc.x = left
  doc.y += PARAGRAPH_GAP
}

const writeMention = (doc: Doc, { enclosure }: PrintedLetter) => {
  if (enclosure) doc.text(printable(enclosure.mention), left, doc.y, { width: innerWidth(doc) })
}

/** The list of materials, each of its sheets on a page of its own. */
export const writeEnclosure = (doc: Doc, { enclosure }: PrintedLetter) => {
  let number = 1
  for (const [index, sheet] of (enclosure?.sheets ?? []).entries()) {
    doc.addPage()
    doc.fontSize(SIZE)
    if (index === 0) {
      doc.font('bold').text(enclosure?.title ?? '', left, doc.y, { align: 'center', paragraphGap: PARAGRAPH_GAP })
    }
    doc.font('regular').fontSize(SMALL)
    writeMaterials(doc, sheet, number)
    number += sheet.length
  }
}

const writeMaterials = (doc: Doc, items: { text: string; url: string }[], first: number) => {
  const hang = 26
  const width = innerWidth(doc) - hang
  for (const [index, { text, url }] of items.entries()) {
    const y = doc.y
    doc.text(`${first + index}.`, left, y, { lineBreak: false })
    doc.text(printable(text), left + hang, y, { width })
    doc.text(url, left + hang, doc.y, { width, paragraphGap: 4 })
  }
}

/** Starts a new page where less room than this is left on the old one. */
const keepTogether = (doc: Doc, room: number) => {
  const whole = doc.page.height - MARGINS.top - MARGINS.bottom
  if (room < whole && doc.y + room > doc.page.height - MARGINS.bottom) doc.addPage()
}
