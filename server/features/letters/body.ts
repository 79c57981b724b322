import type { Locale } from '../../i18n/index.ts'
import { type Block, type ListItem, markerOf } from './letter.ts'
import type { Agreement, LetterTemplate, TemplateFields } from './template.ts'
import { bindSpaces } from './typography.ts'

/** A part of the body that can be known again when the letter is composed anew: `opening`, `own_words`, `demands`. */
export interface BodyPart {
  key: string
  blocks: Block[]
}

/** What goes into a template's places: fragments, topics and the point by their keys, the writer's words as they are. */
export interface BodyFields extends Omit<TemplateFields, 'topics' | 'fragments'> {
  topics: { key: string; text: string }[]
  fragments: Record<string, string>
}

/** Each text that is put in holds its place by one private character until the letter has been laid out. */
const FIRST_SLOT = 0xe100
const SLOT = /[\ue100-\uf8ff]/gu
/** Marks the items of the list of demands. */
const DEMAND = '\ue000'
const LIST_ITEM = /^(\d{1,2}[).])\s+(.+)$/u

interface Slot {
  key: string
  /** Its paragraphs. */
  lines: string[]
}

/**
 * The paragraphs and lists between salutation and date, in parts. Lines of the template that follow each other are one
 * paragraph, an empty line ends it, «1) …» lines are a list. What is put in is never read as template, and the writer's
 * own words stand letter for letter, a paragraph for each of their lines.
 */
export const composeBody = (
  locale: Locale,
  template: LetterTemplate,
  fields: BodyFields,
  agreement: Agreement,
): BodyPart[] => {
  const slots: Slot[] = []
  const hold = (key: string, lines: string[]) => {
    if (lines.length === 0) return ''
    slots.push({ key, lines })
    return String.fromCharCode(FIRST_SLOT + slots.length - 1)
  }
  const wording = (key: string, text: string) =>
    hold(
      key,
      paragraphsOf(text).map((line) => bindSpaces(locale, line)),
    )
  const rendered = template.render(
    {
      ...fields,
      own_words: hold('own_words', fields.own_words.split(/\s*\n\s*/u).filter(Boolean)),
      point: wording('point', fields.point),
      topics: fields.topics.map(({ key, text }) => wording(`topic-${key}`, text)),
      demands: fields.demands.map((demand) => DEMAND + demand),
      fragments: Object.fromEntries(
        Object.entries(fields.fragments).map(([name, text]) => [name, wording(name, text)]),
      ),
    },
    agreement,
  )
  const pieces = rendered.split(/\n[^\S\n]*\n\s*/u).flatMap((chunk) => toBlocks(chunk))
  return named(pieces.map((block) => filled(locale, block, slots)))
}

/** Lines that follow each other are one paragraph, an empty line ends it. */
const paragraphsOf = (text: string) =>
  text
    .split(/\n[^\S\n]*\n\s*/u)
    .map((paragraph) => paragraph.replace(/\s*\n\s*/gu, ' ').trim())
    .filter(Boolean)

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

/** The block with its slots filled, and the key that it is known by: that of what was put in, else none. */
const filled = (locale: Locale, block: Block, slots: Slot[]): BodyPart => {
  const slotOf = (sign: string) => slots[sign.charCodeAt(0) - FIRST_SLOT]
  const put = (text: string) =>
    bindSpaces(locale, text.replaceAll(DEMAND, '')).replace(SLOT, (sign) => slotOf(sign)?.lines.join(' ') ?? sign)
  if (block.kind === 'list') {
    const key = block.items.some(({ text }) => text.includes(DEMAND)) ? 'demands' : ''
    const count = block.items.length
    const items = block.items.map(({ text }, index) => ({ marker: markerOf(locale, index, count), text: put(text) }))
    return { key, blocks: [{ ...block, items }] }
  }
  const inside = (block.text.match(SLOT) ?? []).flatMap((sign) => slotOf(sign) ?? [])
  const [only] = inside
  if (only && block.text.length === 1) {
    return { key: only.key, blocks: only.lines.map((text) => ({ kind: 'paragraph', text })) }
  }
  return { key: inside.map(({ key }) => key).join('-'), blocks: [{ ...block, text: put(block.text) }] }
}

/** Every part has a key of its own: those without one are numbered, and one that comes again is as well. */
const named = (parts: BodyPart[]): BodyPart[] => {
  const seen = new Map<string, number>()
  return parts.map(({ key, blocks }) => {
    const name = key || 'text'
    const times = (seen.get(name) ?? 0) + 1
    seen.set(name, times)
    return { key: key && times === 1 ? key : `${name}-${times}`, blocks }
  })
}
