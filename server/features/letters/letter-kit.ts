import { type Locale, locales } from '../../i18n/index.ts'
import type { Addressee, Campaign, LetterTemplate as Source } from '../campaigns/index.ts'
import { composeLetter, type Sender } from './compose.ts'
import type { LetterChoices, LetterForm } from './forms.ts'
import type { Letter } from './letter.ts'
import { compileTemplate, type LetterTemplate } from './template.ts'

/** What letters to one addressee of a campaign are made of. */
export interface LetterKit {
  campaign: Campaign
  addressee: Addressee
  /** In the languages that the campaign has words for; those that the addressee reads are in `choices`. */
  templates: Partial<Record<Locale, LetterTemplate>>
  choices: LetterChoices
}

/** The kit of an addressee by key; undefined where there is none, or no letter can be written to it. */
export const letterKit = (campaign: Campaign, sources: Source[], key: string): LetterKit | undefined => {
  const addressee = campaign.addressees.find((each) => each.key === key)
  if (!addressee) return undefined
  const templates = Object.fromEntries(
    locales.flatMap((locale) => {
      const source = sourceFor(sources, locale, key)
      return source !== undefined && campaign.texts[locale] ? [[locale, compiled(source, locale)]] : []
    }),
  )
  const read = addressee.channels.flatMap((channel) => channel.languages)
  const languages = locales.filter((locale) => locale in templates && read.includes(locale))
  const demands = addressee.demands.filter((demand) => campaign.demands.some((each) => each.key === demand))
  const choices = { topics: campaign.topics.map((topic) => topic.key), demands, languages }
  return languages.length > 0 ? { campaign, addressee, templates, choices } : undefined
}

/** The addressee's own template where it has one, else the campaign's for everyone. */
const sourceFor = (sources: Source[], locale: Locale, key: string) => {
  const ofLocale = sources.filter((source) => source.locale === locale)
  return (ofLocale.find(({ addressee }) => addressee === key) ?? ofLocale.find(({ addressee }) => addressee === ''))
    ?.source
}

const MAX_COMPILED = 500
const compiledTemplates = new Map<string, LetterTemplate>()

const compiled = (source: string, locale: Locale) => {
  const name = `${locale} ${source}`
  const known = compiledTemplates.get(name)
  if (known) return known
  const template = compileTemplate(source, locale)
  if (compiledTemplates.size >= MAX_COMPILED) compiledTemplates.clear()
  compiledTemplates.set(name, template)
  return template
}

/** The letter that a filled form asks for. Throws for a language that was not offered. */
export const letterFrom = (kit: LetterKit, form: LetterForm, date: Date): Letter => {
  const letter = letterIn(form.language, kit, form, date)
  if (!letter) throw new Error(`No letter template in ${form.language}`)
  return letter
}

/** The same letter in a language of the caller's choice; undefined where the campaign has no template in it. */
export const letterIn = (locale: Locale, kit: LetterKit, form: LetterForm, date: Date): Letter | undefined => {
  const { campaign, addressee } = kit
  const template = kit.templates[locale]
  return template && composeLetter({ campaign, addressee, locale, template, sender: senderFrom(form), date })
}

const senderFrom = (form: LetterForm): Sender => ({
  name: form.name,
  nameGenitive: form.name_genitive,
  gender: form.gender,
  city: form.city,
  address: form.address,
  country: form.country,
  resident: form.resident,
  phone: form.phone,
  email: form.email,
  ownWords: form.own_words,
  topics: form.topics,
  demands: form.demands,
  enclose: form.enclose,
})

const BLANK = '______________'

/** The form before anybody has filled it in: blanks to be seen on the sheet, every demand, no topic. */
export const blankForm = ({ campaign, choices }: LetterKit, language: Locale): LetterForm => ({
  name: BLANK,
  name_genitive: '',
  gender: 'neutral',
  country: campaign.country,
  city: BLANK,
  address: '',
  resident: true,
  phone: '',
  email: '',
  own_words: '',
  topics: [],
  demands: choices.demands,
  enclose: campaign.evidence.length > 0,
  language,
})
