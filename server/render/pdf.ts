import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import PDFDocument from 'pdfkit'

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

type Doc = PDFKit.PDFDocument

const MM = 72 / 25.4
const MARGINS = { top: 20 * MM, bottom: 20 * MM, left: 25 * MM, right: 20 * MM }
const SIZE = 12
const SMALL = 10.5
const LINE_GAP = 2.5
const PARAGRAPH_GAP = 7
const INDENT = 12.5 * MM
const SIGNATURE_ROOM = 45
const SIGNATURE_LINE = '____________'

const require = createRequire(import.meta.url)
const font = (file: string) => readFileSync(require.resolve(`@expo-google-fonts/pt-serif/${file}`))
const fonts = {
  regular: font('400Regular/PTSerif_400Regular.ttf'),
  bold: font('700Bold/PTSerif_700Bold.ttf'),
}

/**
 * The letter on A4, ready to be signed: a Russian one with the heading in the right half and «date … ______ / name /»
 * at its foot, an English one laid out in the British manner. The same letter gives the same bytes; the file's own
 * fields name neither the writer nor a time. Set in PT Serif, which has Kazakh and Ukrainian letters.
 */
export const letterPdf = async (letter: PrintedLetter): Promise<Buffer> => {
  const doc = openDocument(letter)
  const written = collect(doc)
  if (letter.locale === 'ru') writeRussian(doc, letter)
  else writeEnglish(doc, letter)
  writeEnclosure(doc, letter)
  numberPages(doc)
  doc.end()
  return written
}

/** The file's own fields: a title, and the letter's day for a time, from which pdfkit derives the file's id. */
const openDocument = ({ locale, subject, day }: PrintedLetter): Doc => {
  const info = { Title: printable(subject), Producer: '', Creator: '', CreationDate: new Date(`${day}T00:00:00Z`) }
  const doc = new PDFDocument({
    size: 'A4',
    margins: MARGINS,
    bufferPages: true,
    lang: locale,
    displayTitle: true,
    info,
  })
  doc.registerFont('regular', fonts.regular)
  doc.registerFont('bold', fonts.bold)
  doc.font('regular').fontSize(SIZE).lineGap(LINE_GAP)
  return doc
}

const collect = (doc: Doc) =>
  new Promise<Buffer>((resolve, reject) => {
    const chunks: Buffer[] = []
    doc.on('data', (chunk: Buffer) => chunks.push(chunk))
    doc.on('end', () => resolve(Buffer.concat(chunks)))
    doc.on('error', reject)
  })

const left = MARGINS.left
const innerWidth = (doc: Doc) => doc.page.width - MARGINS.left - MARGINS.right

/** The font has no narrow no-break space; the ordinary one stands in. */
const printable = (text: string) => text.replaceAll('\u202f', '\u00a0')

const writeRussian = (doc: Doc, letter: PrintedLetter) => {
  writeRightHalf(doc, [...letter.to, ...letter.from])
  doc.moveDown(1.2)
  doc.font('bold').text(letter.title ?? '', left, doc.y, { align: 'center', characterSpacing: 1 })
  doc.font('regular').moveDown(0.8)
  doc.text(printable(letter.salutation), left, doc.y, { align: 'center', paragraphGap: PARAGRAPH_GAP })
  writeBody(doc, letter, SIGNATURE_ROOM)
  writeMention(doc, letter)
  doc.moveDown(1.2)
  const y = doc.y
  doc.text(letter.date, left, y, { lineBreak: false })
  doc.text(`${SIGNATURE_LINE} / ${printable(letter.signature)} /`, left, y, { align: 'right', width: innerWidth(doc) })
}

const writeEnglish = (doc: Doc, letter: PrintedLetter) => {
  writeRightHalf(doc, letter.from)
  doc.moveDown(0.8)
  writeRightHalf(doc, [letter.date])
  doc.moveDown(0.8)
  for (const line of letter.to) doc.text(printable(line), left, doc.y, { width: innerWidth(doc) * 0.6 })
  doc.moveDown(1.2)
  doc.text(printable(letter.salutation), left, doc.y, { paragraphGap: PARAGRAPH_GAP })
  doc.font('bold').text(printable(letter.subject), left, doc.y, { paragraphGap: PARAGRAPH_GAP }).font('regular')
  writeBody(doc, letter, 2 * SIGNATURE_ROOM)
  doc.moveDown(0.6)
  doc.text(letter.closing ?? '', left, doc.y)
  doc.moveDown(2.5)
  doc.text(printable(letter.signature), left, doc.y)
  doc.moveDown(0.8)
  writeMention(doc, letter)
}

const writeRightHalf = (doc: Doc, lines: string[]) => {
  const width = innerWidth(doc) / 2
  for (const line of lines) doc.text(printable(line), left + width, doc.y, { width, align: 'left' })
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
  const hang = 22
  for (const { marker, text } of items) {
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

const writeEnclosure = (doc: Doc, { enclosure }: PrintedLetter) => {
  let number = 1
  for (const [index, sheet] of (enclosure?.sheets ?? []).entries()) {
    doc.addPage()
    if (index === 0) {
      doc.font('bold').text(enclosure?.title ?? '', left, doc.y, { align: 'center', paragraphGap: PARAGRAPH_GAP })
    }
    doc.font('regular').fontSize(SMALL)
    writeMaterials(doc, sheet, number)
    doc.fontSize(SIZE)
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

/** In the middle of the upper margin, from the second page on (ГОСТ Р 7.0.97-2016, 3.22). */
const numberPages = (doc: Doc) => {
  const { count } = doc.bufferedPageRange()
  for (let index = 1; index < count; index++) {
    doc.switchToPage(index)
    doc.font('regular').fontSize(SMALL)
    doc.text(String(index + 1), left, MARGINS.top / 2, { align: 'center', width: innerWidth(doc), lineBreak: false })
  }
}
