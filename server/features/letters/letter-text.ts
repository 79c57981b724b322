import { type Block, type Enclosure, itemText, type Letter } from './letter.ts'

const RIGHT_HALF = 36
const WIDTH = 80
const SIGNATURE = '____________'

/** The text of a block, list items on a line each. */
export const blockText = (block: Block) =>
  block.kind === 'paragraph' ? block.text : block.items.map(itemText).join('\n')

/** Salutation to signature and what is enclosed, for a mail or a form that asks for name and address in fields of their own. */
export const messageText = (letter: Letter) =>
  paragraphs([
    letter.salutation,
    ...letter.body.map(blockText),
    ...(letter.locale === 'ru' ? [...mention(letter), letter.date] : []),
    lines([letter.closing, letter.signature]),
    ...(letter.locale === 'en' ? mention(letter) : []),
    ...enclosed(letter.enclosure),
  ])

/** The whole letter, heading and all, from the left margin: to paste into a field. */
export const wholeText = (letter: Letter) =>
  paragraphs(
    letter.locale === 'ru'
      ? [lines([...letter.to, ...letter.from]), letter.title, messageText(letter)]
      : [lines(letter.from), letter.date, lines(letter.to), messageText(letter)],
  )

/** The letter as a sheet of plain text: heading in the right half, title in the middle, a line to sign on. */
export const sheetText = (letter: Letter) => {
  const body = letter.body.map(blockText)
  const enclosure = enclosed(letter.enclosure)
  if (letter.locale === 'en') {
    const closing = lines([letter.closing, '', SIGNATURE, letter.signature])
    const parts = [
      rightHalf(letter.from),
      rightHalf([letter.date]),
      lines(letter.to),
      letter.salutation,
      letter.subject,
    ]
    return `${paragraphs([...parts, ...body, closing, ...mention(letter), ...enclosure])}\n`
  }
  const signed = `${SIGNATURE} / ${letter.signature} /`
  const lastLine = letter.date.padEnd(Math.max(letter.date.length + 2, WIDTH - signed.length)) + signed
  const heading = rightHalf([...letter.to, ...letter.from])
  const parts = [heading, middle(letter.title ?? ''), letter.salutation, ...body, ...mention(letter), lastLine]
  return `${paragraphs([...parts, ...enclosure])}\n`
}

const mention = ({ enclosure }: Letter) => (enclosure ? [enclosure.mention] : [])

const enclosed = (enclosure: Enclosure | null) => {
  if (!enclosure) return []
  const items = enclosure.sheets.flat().map(({ text, url }, index) => `${index + 1}. ${text}\n${url}`)
  return [enclosure.title, ...items]
}

const lines = (parts: (string | null)[]) => parts.filter((part) => part !== null).join('\n')

const paragraphs = (parts: (string | null)[]) => parts.filter((part) => part !== null && part !== '').join('\n\n')

const middle = (text: string) => ' '.repeat(Math.max(0, Math.floor((WIDTH - text.length) / 2))) + text

const rightHalf = (texts: string[]) =>
  texts
    .flatMap((text) => wrapped(text, WIDTH - RIGHT_HALF))
    .map((line) => ' '.repeat(RIGHT_HALF) + line)
    .join('\n')

/** Lines of at most so many letters, broken at ordinary spaces; a longer word stands alone. */
const wrapped = (text: string, width: number) => {
  const rows: string[] = []
  for (const word of text.split(' ')) {
    const row = rows.at(-1)
    if (row !== undefined && row.length + 1 + word.length <= width) rows[rows.length - 1] = `${row} ${word}`
    else rows.push(word)
  }
  return rows
}
