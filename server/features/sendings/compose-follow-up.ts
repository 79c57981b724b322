import { readFileSync } from 'node:fs'
import type { Db } from '../../db/index.ts'
import { formatPartialDate, type Locale, locales, translator } from '../../i18n/index.ts'
import { inProject } from '../../paths.ts'
import type { Addressee, Campaign } from '../campaigns/index.ts'
import { compileTemplate, composeLetter, type Letter, type LetterTemplate, type Sender } from '../letters/index.ts'
import { findOffice } from '../officials/index.ts'
import { clockOf } from './letter-clock.ts'
import { findHeadOffice, findProsecutor, type StoredLetter } from './queries.ts'

/** reminder: to the same office; complaint: about it, to whom the law has it made. */
export const followUps = ['reminder', 'complaint'] as const
export type FollowUp = (typeof followUps)[number]

/** Laws that the letters quote; whatever else quotes none. */
const laws = ['kz', 'ru', 'other'] as const
type Law = (typeof laws)[number]

const lawOf = (rule: string): Law => laws.find((law) => rule.startsWith(`${law}-`)) ?? 'other'

const read = (kind: FollowUp, law: Law, locale: Locale) =>
  compileTemplate(
    readFileSync(inProject('server', 'features', 'sendings', 'templates', `${kind}.${law}.${locale}.hbs`), 'utf8'),
    locale,
  )

/** Whole letters, a file a language; one that cannot be read or used stops the start. */
const templates = new Map<string, LetterTemplate>(
  followUps.flatMap((kind) =>
    laws.flatMap((law) =>
      locales.map((locale): [string, LetterTemplate] => [`${kind}.${law}.${locale}`, read(kind, law, locale)]),
    ),
  ),
)

/**
 * To whom a follow-up goes: a reminder to the office itself; a complaint under Kazakhstan's code to the body above, or
 * to the prosecutor where none is known; under Russia's law to the prosecutor. Where nobody else is known it goes to
 * the office itself, which has to pass a complaint on.
 */
export const addresseeOf = async (db: Db, kind: FollowUp, letter: StoredLetter): Promise<Addressee | undefined> => {
  const slug = kind === 'reminder' ? undefined : await complaintTo(db, letter)
  const office = await findOffice(db, slug ?? letter.office_slug)
  if (!office) return undefined
  const nothing = { demands: [], points: {}, leads: {} }
  return { key: office.slug, office, official: office.official, channels: office.channels, ...nothing }
}

const complaintTo = async (db: Db, letter: StoredLetter): Promise<string | undefined> => {
  const { supervisor_id: above, country } = letter
  const law = lawOf(clockOf(letter)?.rule ?? '')
  const head = above && law !== 'ru' ? await findHeadOffice(db, above) : undefined
  const found = head ?? (country ? await findProsecutor(db, country) : undefined)
  return found?.slug
}

interface FollowUpOrder {
  kind: FollowUp
  campaign: Campaign
  addressee: Addressee
  letter: StoredLetter
  /** The incoming number; empty where none is known. */
  number: string
  locale: Locale
  sender: Sender
  date: Date
}

/** The letter that follows on one without an answer, in the manner of the letters of the campaign. */
export const composeFollowUp = (order: FollowUpOrder): Letter => {
  const { kind, campaign, addressee, letter, locale, sender, date } = order
  const t = translator(locale)
  const clock = clockOf(letter)
  const template = templates.get(`${kind}.${lawOf(clock?.rule ?? '')}.${locale}`)
  if (!template) throw new Error(`There is no ${kind} in ${locale}`)
  const day = (value: string | null | undefined) => (value ? formatPartialDate(locale, value) : '')
  const written = day(clock?.steps[0]?.date ?? letter.sent_on)
  const { number } = order
  const facts = {
    written,
    due: day(letter.due_on ?? clock?.dueOn),
    office: locale === 'ru' ? letter.office.ru.genitive : letter.office.en,
    registration: registration(locale, number, day(letter.registered_on)),
  }
  const composed = composeLetter({
    campaign: { ...campaign, facts, topics: [], demands: [], evidence: [] },
    addressee,
    locale,
    template,
    sender,
    date,
  })
  return {
    ...composed,
    title: locale === 'ru' ? t(`sendings.followUp.${kind}.heading`) : null,
    subject: t(`sendings.followUp.${kind}.subject`, { date: written }),
    enclosure: null,
  }
}

/** As the letter names it: the sign of number stands there already. */
const registration = (locale: Locale, given: string, date: string) => {
  const number = given.replace(/^[№#\s]+/u, '')
  return number && date ? translator(locale)('sendings.followUp.registered', { number, date }) : ''
}
