import { type Locale, otherLocale, type Translate, translator } from '../../i18n/index.ts'
import type { FormState } from '../../web/form.ts'
import { OWN_WORDS_MAX, PART_MAX } from './forms.ts'
import { type ComposedLetter, itemText, type LetterPart } from './letter.ts'
import type { LetterKit } from './letter-kit.ts'
import { markField, partField } from './part-fields.ts'
import type { LetterParts, PartView } from './part-models.ts'
import { markOf, ownWordsKey } from './parts.ts'
import { sheetBlocks } from './sheet-view.ts'

/** The letter's parts as fields on its sheet, each with the other language's beside it; `refused` keeps what was typed. */
export const partsView = (
  locale: Locale,
  kit: LetterKit,
  letter: ComposedLetter,
  { aid, ownWords }: { aid: ComposedLetter | undefined; ownWords: string },
  refused: FormState | null,
): LetterParts => {
  const t = translator(locale)
  const errorOf = (field: string) => {
    const error = refused?.errors.find((each) => each.field === field)
    return error ? t(error.message, error.values) : ''
  }
  const view = (part: LetterPart): PartView => {
    const own = part.key === ownWordsKey
    const field = own ? 'own_words' : partField(letter.locale, part.key)
    const error = errorOf(field)
    const typed = error ? [refused?.values[field] ?? ''].flat()[0] : undefined
    const text = typed ?? (own ? ownWords : part.text)
    return {
      id: field,
      field: part.locked ? '' : field,
      markField: own || part.locked ? '' : markField(letter.locale, part.key),
      mark: markOf(part.original),
      label: labelOf(t, locale, kit, part.key),
      text,
      rows: rowsOf(text),
      maxLength: own ? OWN_WORDS_MAX : PART_MAX,
      locked: part.locked
        ? t(part.key.startsWith('demands') ? 'letters.part.lockedDemands' : 'letters.part.locked')
        : '',
      blocks: part.locked ? sheetBlocks(part.blocks) : [],
      edited: part.edited,
      restore: `${letter.locale}_${part.key}`,
      error,
      aid: aidOf(aid, part.key),
    }
  }
  const { salutation, subject, to } = aid ?? { salutation: '', subject: '', to: [] }
  return {
    parts: letter.parts.map(view),
    locale: letter.locale,
    aid: aid ? { locale: otherLocale(letter.locale), to, salutation, subject } : null,
  }
}

const aidOf = (aid: ComposedLetter | undefined, key: string) => {
  const part = aid?.parts.find((each) => each.key === key)
  return (part?.blocks ?? []).flatMap((block) =>
    block.kind === 'paragraph' ? [block.text] : block.items.map(itemText),
  )
}

/** Lines of a field that is as wide as the sheet; browsers that can will fit it to the text. */
const LINE = 66
const rowsOf = (text: string) =>
  Math.max(
    2,
    text.split('\n').reduce((rows, line) => rows + Math.max(1, Math.ceil(line.length / LINE)), 0),
  )

const known = ['opening', 'who', 'evidence', 'point', 'request', 'closing', 'demands', 'own_words'] as const

const labelOf = (t: Translate, locale: Locale, { campaign }: LetterKit, key: string) => {
  const topic = campaign.topics.find((each) => key === `topic-${each.key}`)
  const label = topic?.labels[locale]
  if (label) return t('letters.part.topic', { topic: label })
  const name = known.find((each) => key === each || key.startsWith(`${each}-`))
  return t(name ? `letters.part.${name}` : 'letters.part.text')
}
