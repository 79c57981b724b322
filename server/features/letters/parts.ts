import { createHash } from 'node:crypto'
import type { Locale } from '../../i18n/index.ts'
import type { BodyPart } from './body.ts'
import { type Block, type LetterPart, markerOf } from './letter.ts'

/** A part as it came back from its writer: its text, and the mark of the text that they were shown. */
export interface PartEdit {
  text: string
  was: string
}

/** What no writer changes unless the campaign says otherwise: the demands are the same in every letter. */
export const defaultLocked = ['demands']

/** The writer's own words are theirs from the start: they are neither locked nor put back. */
export const ownWordsKey = 'own_words'

/**
 * The parts of a letter with what its writer has changed. A part counts as changed where its text is another than the
 * one that they were shown, so that one left alone follows the form (another gender, another wording). An empty text
 * takes the part out of the letter.
 */
export const editedParts = (
  locale: Locale,
  parts: BodyPart[],
  edits: Record<string, PartEdit>,
  locked: string[],
): LetterPart[] =>
  parts.map(({ key, blocks }) => {
    const original = partText(blocks)
    const whole = { key, blocks, original, text: original, edited: false }
    if (key === ownWordsKey) return { ...whole, locked: false }
    if (locked.includes(key)) return { ...whole, locked: true }
    const edit = Object.hasOwn(edits, key) ? edits[key] : undefined
    const mark = edit && markOf(edit.text)
    if (!edit || mark === edit.was || mark === markOf(original)) return { ...whole, locked: false }
    return { ...whole, blocks: toBlocks(locale, edit.text, blocks), text: edit.text, edited: true, locked: false }
  })

/** Tells one text of a part from another, whatever became of its spaces on the way. */
export const markOf = (text: string) =>
  createHash('sha256').update(text.replace(/\s+/gu, ' ').trim()).digest('base64url').slice(0, 10)

const partText = (blocks: Block[]) =>
  blocks
    .flatMap((block) => (block.kind === 'paragraph' ? [block.text] : block.items.map(({ text }) => text)))
    .join('\n')

/** A changed list stays a list, numbered anew; anything else is a paragraph a line. */
const toBlocks = (locale: Locale, text: string, before: Block[]): Block[] => {
  const lines = text.split(/\s*\n\s*/u).filter(Boolean)
  const [first] = before
  if (first?.kind !== 'list') return lines.map((line) => ({ kind: 'paragraph', text: line }))
  const items = lines.map((line, index) => ({ marker: markerOf(locale, index, lines.length), text: line }))
  return items.length > 0 ? [{ kind: 'list', items }] : []
}
