import { diffArrays } from 'diff'

/** A paragraph with what was taken out of it and put in; gap: paragraphs that stayed as they were, left out. */
export interface ComparedBlock {
  gap: boolean
  parts: { removed: boolean; added: boolean; text: string }[]
}

/**
 * Two texts side by side as one: paragraphs that changed, word by word, with one unchanged paragraph around them. No
 * block where nothing changed.
 */
export const compareTexts = (before: string, after: string): ComparedBlock[] => {
  const blocks: (ComparedBlock & { same: boolean })[] = []
  const removed: string[] = []
  const flush = (added: string[]) => {
    const rows = Math.max(removed.length, added.length)
    for (let row = 0; row < rows; row++) blocks.push(changed(removed[row], added[row]))
    removed.length = 0
  }
  for (const change of diffArrays(paragraphsOf(before), paragraphsOf(after))) {
    if (change.removed) removed.push(...change.value)
    else if (change.added) flush(change.value)
    else {
      flush([])
      blocks.push(...change.value.map((text) => ({ same: true, gap: false, parts: [same(text)] })))
    }
  }
  flush([])
  return withoutTheRest(blocks)
}

const paragraphsOf = (text: string) => text.split(/\n\s*\n/).filter((paragraph) => paragraph.trim() !== '')

const same = (text: string) => ({ removed: false, added: false, text })

const changed = (before = '', after = '') => {
  const words = (text: string) => text.split(/(\s+)/).filter((word) => word !== '')
  const parts = diffArrays(words(before), words(after)).map(({ removed, added, value }) => ({
    removed,
    added,
    text: value.join(''),
  }))
  return { same: false, gap: false, parts }
}

/** One unchanged paragraph before and after what changed; a gap for those between. */
const withoutTheRest = (blocks: (ComparedBlock & { same: boolean })[]): ComparedBlock[] => {
  const near = (index: number) => [index - 1, index, index + 1].some((at) => blocks[at] && !blocks[at].same)
  const shown: ComparedBlock[] = []
  for (const [index, { gap, parts }] of blocks.entries()) {
    if (near(index)) shown.push({ gap, parts })
    else if (shown.at(-1)?.gap !== true) shown.push({ gap: true, parts: [] })
  }
  return shown.some(({ gap }) => !gap) ? shown : []
}
