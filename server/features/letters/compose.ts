import type { Gender } from '../../db/schema.ts'
import { countryName, formatDate, type Locale, type Translate, translator } from '../../i18n/index.ts'
import type { Addressee } from '../campaigns/index.ts'
import { enclosureOf } from './enclosure.ts'
import { senderForms } from './grammar.ts'
import type { ComposedLetter } from './letter.ts'
import type { LetterOrder, Sender } from './letter-order.ts'
import { defaultLocked, editedParts } from './parts.ts'
import { inTown } from './places.ts'
import type { Agreement } from './template.ts'
import { bindSpaces, capitalised } from './typography.ts'
import { wordedBody } from './wordings.ts'

export type { LetterOrder, Sender } from './letter-order.ts'

/**
 * The letter as it is to be sent, by references of official correspondence: in Russian heading with office and holder
 * in the dative and the sender in the genitive, title, salutation, body, date and signature; in English the sender's
 * address, date, addressee, salutation, subject, body, closing. The same order gives the same letter. Throws where a
 * fact is missing; the campaign must have a text in the letter's locale.
 */
export const composeLetter = (order: LetterOrder): ComposedLetter => {
  const { campaign, addressee, locale, sender, date } = order
  const t = translator(locale)
  const forms = senderForms(sender.name, nameGender(sender))
  const agreement = agreementOf(sender)
  const parts = editedParts(
    order.locale,
    wordedBody(order, agreement),
    order.edits ?? {},
    order.locked ?? defaultLocked,
  )
  const salutation = (addressee.official ?? addressee.office).salutation[locale]
  return {
    locale,
    to: addressOf(locale, addressee).map((line) => bindSpaces(locale, line)),
    from: [whoWrites(t, locale, sender, forms.genitive), ...whereFrom(t, order, agreement), ...howToAnswer(t, sender)],
    title: locale === 'ru' ? t('letters.letter.kind').toLocaleUpperCase(locale) : null,
    subject: t('letters.letter.subject', { title: campaign.texts[locale]?.title ?? '' }),
    salutation: bindSpaces(locale, salutation),
    body: parts.flatMap(({ blocks }) => blocks),
    parts,
    day: date.toISOString().slice(0, 10),
    date: formatDate(locale, date),
    closing:
      locale === 'en'
        ? t(namesHolder(addressee, salutation) ? 'letters.letter.sincerely' : 'letters.letter.faithfully')
        : null,
    signature: locale === 'ru' ? forms.signature : sender.name,
    enclosure: order.sender.enclose ? enclosureOf(locale, campaign) : null,
  }
}

/** The form in which the letter speaks of its writer. */
export const agreementOf = ({ gender, name }: Pick<Sender, 'gender' | 'name'>): Agreement => {
  if (gender !== 'auto') return gender
  const told = senderForms(name).gender
  if (told === null) return 'neutral'
  return told === 'female' ? 'woman' : 'man'
}

/** The gender by which the name declines; neutral wording leaves that to the name itself. */
const nameGender = ({ gender }: Pick<Sender, 'gender'>): Gender | null => {
  if (gender === 'woman') return 'female'
  return gender === 'man' ? 'male' : null
}

const addressOf = (locale: Locale, { office, official }: Addressee) =>
  locale === 'ru'
    ? [capitalised(office.name.ru.dative), ...(official ? [official.name.ru.dative] : [])]
    : [...(official ? [official.name.en] : []), capitalised(office.name.en)]

/** «от Ивановой Анны Петровны,»; where the genitive is not known «от кого: Ким Саша,». */
const whoWrites = (t: Translate, locale: Locale, { name, nameGenitive }: Sender, suggested: string | null) => {
  const shown = locale === 'ru' ? nameGenitive || suggested : name
  return shown ? t('letters.letter.from', { name: shown }) : t('letters.letter.fromWhom', { name })
}

/** The address with the town and the country that it does not name itself, in the order of the language. */
export const wholeAddress = (locale: Locale, address: string, city: string, country = ''): string => {
  const unsaid = (part: string) =>
    address.toLocaleLowerCase(locale).includes(part.toLocaleLowerCase(locale)) ? '' : part
  const parts = locale === 'ru' ? [unsaid(city), address] : [address, unsaid(city)]
  return [...parts, unsaid(country)].filter(Boolean).join(', ')
}

/** «проживающей по адресу:» and the address on its own line, or «проживающей в Алматы» where the town is all. */
const whereFrom = (t: Translate, { campaign, locale, sender }: LetterOrder, agreement: Agreement) => {
  const { city, address } = sender
  const country = sender.country === campaign.country ? '' : countryName(locale, sender.country)
  if (address === '') {
    const declined = locale === 'ru' && agreement !== 'neutral'
    const place = declined ? inTown(city) + (country && ` (${country})`) : [city, country].filter(Boolean).join(', ')
    return [t(`letters.letter.livingIn.${agreement}`, { place })]
  }
  const place = bindSpaces(locale, wholeAddress(locale, address, city, country))
  return t(`letters.letter.livingAt.${agreement}`, { place }).split('\n')
}

const howToAnswer = (t: Translate, { phone, email }: Sender) => {
  const ways = [
    ...(phone ? [t('letters.letter.phone', { phone })] : []),
    ...(email ? [t('letters.letter.email', { email })] : []),
  ]
  return ways.length > 0 ? [ways.join(', ')] : []
}

/** Whether an English salutation names its addressee, which asks for “Yours sincerely”. */
const namesHolder = ({ official }: Addressee, salutation: string) =>
  official?.name.en.split(/\s+/).some((word) => word.length > 2 && salutation.includes(word)) ?? false
