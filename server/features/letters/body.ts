import type { Locale } from '../../i18n/index.ts'
import type { Block, ListItem } from './letter.ts'
import type { Agreement, LetterTemplate, TemplateFields } from './template.ts'
import { bindSpaces } from './typography.ts'

/** Holds the place of the writer's own words, which join the letter only when it has been laid out. */
const OWN_WORDS = '\ue000'
const LIST_ITEM = /^(\d{1,2}[).])\s+(.+)$/u

/**
 * The paragraphs and lists between salutation and date. Lines of the template that follow each other are one
 * paragraph, an empty line ends it, «1) …» lines are a list. The writer's own words are put in afterwards, a paragraph
 * for each of their lines, letter for letter.
 */
export const composeBody = (
  locale: Locale,
  template: LetterTemplate,
  fields: TemplateFields,
  agreement: Agreement,
): Block[] => {
  const rendered = template.render({ ...fields, own_words: fields.own_words && OWN_WORDS }, agreement)
  const blocks = rendered
    .split(/\n[^\S\n]*\n\s*/u)
    .flatMap((chunk) => toBlocks(chunk))
    .map((block) => bound(locale, block))
  return blocks.flatMap((block) => withOwnWords(block, fields.own_words))
}

const toBlocks = (chunk: string): Block[] => {
  const blocks: Block[] = []
  for (const line of chunk.split('\n').map((each) => each.trim())) {
    if (line === '') continue
    const last = blocks.at(-1)
    const item = listItem(line)
    if (item && last?.kind === 'list') last.items.push(item)
    else if (item) blocks.push({ kind: 'list', items: [item] })
    else if (last?.kind === 'paragraph') last.text += ` ${line}`
    else blocks.push({ kind: 'paragraph', text: line })
  }
  return blocks
}

const listItem = (line: string): ListItem | undefined => {
  const [, marker, text] = LIST_ITEM.exec(line) ?? []
  return marker && text ? { marker, text } : undefined
}

const bound = (locale: Locale, block: Block): Block => {
  if (block.kind === 'paragraph') return { ...block, text: bindSpaces(locale, block.text) }
  return { ...block, items: block.items.map(({ marker, text }) => ({ marker, text: bindSpaces(locale, text) })) }
}

const withOwnWords = (block: Block, ownWords: string): Block[] => {
  const lines = ownWords.split(/\s*\n\s*/u).filter(Boolean)
  if (block.kind === 'paragraph' && block.text === OWN_WORDS) {
    return lines.map((text) => ({ kind: 'paragraph', text }))
  }
  const put = (text: string) => text.replaceAll(OWN_WORDS, () => lines.join(' '))
  if (block.kind === 'paragraph') return [{ ...block, text: put(block.text) }]
  return [{ ...block, items: block.items.map(({ marker, text }) => ({ marker, text: put(text) })) }]
}
