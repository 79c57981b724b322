import { type Locale, translator } from '../../i18n/index.ts'
import type { PostedLetter } from '../../render/pdf.ts'
import type { BatchForm } from './batch-forms.ts'
import type { LetterForm } from './forms.ts'
import type { Letter } from './letter.ts'
import { blankForm, exclusionFor, type LetterKit, letterFrom } from './letter-kit.ts'
import { postalAddressFor } from './postal-address.ts'

const NAME_LINE = '_'.repeat(28)
const ADDRESS_LINE = '_'.repeat(34)
const PHONE_LINE = '_'.repeat(14)

/**
 * A letter for each addressee that takes one like this, so many times, each copy in the next wording of the campaign.
 * Whoever left out their name gets lines for name, address and telephone, and neutral wording.
 */
export const batchLetters = (kits: LetterKit[], form: BatchForm, date: Date): (PostedLetter & { letter: Letter })[] =>
  kits
    .filter(
      ({ addressee, choices }) => form.addressees.includes(addressee.key) && choices.languages.includes(form.language),
    )
    .flatMap((kit) => {
      const filled = filledForm(kit, form)
      if (exclusionFor(kit, filled)) return []
      const postal = postalAddressFor(kit.addressee, filled)
      return Array.from({ length: form.copies }, (_, copy) => {
        const letter = letterFrom(kit, { ...filled, variant: copy }, date)
        return { letter: form.undated ? undated(letter) : letter, postal }
      })
    })

const filledForm = (kit: LetterKit, form: BatchForm): LetterForm => {
  const blank = blankForm(kit, form.language)
  const nameless = form.name === null
  return {
    ...blank,
    name: form.name ?? NAME_LINE,
    name_genitive: form.name_genitive,
    gender: nameless ? 'neutral' : form.gender,
    city: form.city ?? '',
    country: form.country ?? kit.campaign.country,
    resident: form.resident ?? true,
    address: form.address || (nameless || form.city === null ? ADDRESS_LINE : ''),
    phone: form.phone || (nameless ? PHONE_LINE : ''),
    email: form.email,
    own_words: form.own_words,
    topics: kit.choices.topics.filter((topic) => form.topics.includes(topic)),
    enclose: form.enclose,
    channel: 'post',
  }
}

const undated = (letter: Letter): Letter => ({ ...letter, date: dateLine(letter.locale) })

const dateLine = (locale: Locale) => translator(locale)('outputs.batch.dateLine')
