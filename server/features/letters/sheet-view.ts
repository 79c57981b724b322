import type { Block, Letter } from './letter.ts'
import type { SheetBlock, SheetView } from './sheet-model.ts'

/** The letter as the page shows it on a sheet of paper. */
export const sheetView = (letter: Letter): SheetView => ({
  locale: letter.locale,
  formal: letter.title !== null,
  to: letter.to,
  from: letter.from,
  title: letter.title ?? '',
  subject: letter.subject,
  salutation: letter.salutation,
  blocks: sheetBlocks(letter.body),
  mention: letter.enclosure?.mention ?? '',
  date: letter.date,
  closing: letter.closing ?? '',
  signature: letter.signature,
})

export const sheetBlocks = (blocks: Block[]): SheetBlock[] =>
  blocks.map((block) =>
    block.kind === 'paragraph' ? { text: block.text, items: [] } : { text: '', items: block.items },
  )
