import type { LetterRules } from '../../db/schema.ts'
import { LastUsed } from '../../folders/last-used.ts'
import { type Locale, type LocalizedText, locales, otherLocale } from '../../i18n/index.ts'
import type { Addressee, Campaign, LetterSources } from '../campaigns/index.ts'
import { chosenChannel } from './channel-choice.ts'
import { composeLetter, type Sender } from './compose.ts'
import { fault, LetterError } from './faults.ts'
import type { LetterChoices, LetterForm } from './forms.ts'
import type { ComposedLetter } from './letter.ts'
import type { Fragments } from './letter-order.ts'
import { defaultLocked } from './parts.ts'
import { chooseTemplate } from './rules.ts'
import { compileTemplate, compileVariant, type LetterTemplate } from './template.ts'

/** What letters to one addressee of a campaign are made of. */
export interface LetterKit {
  campaign: Campaign
  addressee: Addressee
  /** By name ('' for everyone), in the languages that the campaign has words for. */
  templates: Partial<Record<Locale, ReadonlyMap<string, LetterTemplate>>>
  fragments: Record<Locale, Fragments>
  rules: LetterRules | null
  choices: LetterChoices
}

/** The kit of an addressee by key; undefined where there is none, or no letter can be written to it. */
export const letterKit = (campaign: Campaign, sources: LetterSources, key: string): LetterKit | undefined => {
  const addressee = campaign.addressees.find((each) => each.key === key)
  if (!addressee) return undefined
  const templates = Object.fromEntries(
    locales.flatMap((locale) => {
      const own = sources.templates.filter((source) => source.locale === locale)
      const usable = own.some(({ addressee }) => addressee === '' || addressee === key)
      return usable && campaign.texts[locale] ? [[locale, templatesIn(locale, own)]] : []
    }),
  )
  // A letter to an office that cannot be reached waits, in any language.
  const read = addressee.channels.length > 0 ? addressee.channels.flatMap((channel) => channel.languages) : locales
  const languages = locales.filter((locale) => locale in templates && read.includes(locale))
  const demands = addressee.demands.filter((demand) => campaign.demands.some((each) => each.key === demand))
  const topics = campaign.topics.map((topic) => topic.key)
  const choices = { topics, demands, languages, country: campaign.country }
  const fragments = { en: fragmentsIn('en', sources), ru: fragmentsIn('ru', sources) }
  if (languages.length === 0) return undefined
  return { campaign, addressee, templates, fragments, rules: sources.rules, choices }
}

const templatesIn = (locale: Locale, sources: LetterSources['templates']) =>
  new Map(sources.map(({ addressee, source }) => [addressee, compiled(source, locale, compileTemplate)]))

const fragmentsIn = (locale: Locale, { fragments }: LetterSources): Fragments =>
  new Map(
    fragments
      .filter((fragment) => fragment.locale === locale)
      .map(({ name, variants }) => [name, variants.map((source) => compiled(source, locale, compileVariant))]),
  )

const compiledTemplates = new LastUsed<LetterTemplate>(2_000)

const compiled = (source: string, locale: Locale, compile: typeof compileTemplate) =>
  compiledTemplates.get(`${compile.name} ${locale} ${source}`, () => compile(source, locale))

/** Why this writer can send no letter to this addressee, in the campaign's words; undefined where they can. */
export const exclusionFor = (kit: LetterKit, form: LetterForm): LocalizedText | undefined => {
  const chosen = chosenIn(form.language, kit, form)
  return 'excluded' in chosen ? chosen.excluded : undefined
}

/** The letter that a filled form asks for. Throws for a language that was not offered, and for a writer excluded. */
export const letterFrom = (kit: LetterKit, form: LetterForm, date: Date): ComposedLetter => {
  const letter = composed(form.language, kit, form, date)
  if (!letter) throw new LetterError([{ line: 0, said: fault('noTemplate') }])
  return letter
}

/** The same letter in the other language, in the same wordings and order: undefined where the campaign has none. */
export const readingAid = (kit: LetterKit, form: LetterForm, date: Date): ComposedLetter | undefined =>
  composed(otherLocale(form.language), kit, { ...form, own_words: '', edits: {} }, date)

const chosenIn = (locale: Locale, kit: LetterKit, form: LetterForm) =>
  chooseTemplate(
    kit.rules,
    {
      addressee: kit.addressee.key,
      language: locale,
      country: form.country,
      resident: form.resident,
      kind: chosenChannel(kit.addressee, form)?.channel.kind ?? null,
    },
    [...(kit.templates[locale]?.keys() ?? [])],
  )

const templateIn = (locale: Locale, kit: LetterKit, form: LetterForm) => {
  const chosen = chosenIn(locale, kit, form)
  if ('excluded' in chosen) return undefined
  // A template that the rules name may stand in one language alone.
  return kit.templates[locale]?.get(chosen.template) ?? kit.templates[locale]?.get('')
}

const composed = (locale: Locale, kit: LetterKit, form: LetterForm, date: Date): ComposedLetter | undefined => {
  const { campaign, addressee, fragments, rules } = kit
  const [template, leading] = [templateIn(locale, kit, form), templateIn(form.language, kit, form)]
  if (!template) return undefined
  const follows = locale !== form.language && leading
  return composeLetter({
    campaign,
    addressee,
    locale,
    template,
    sender: senderFrom(form),
    date,
    fragments: fragments[locale],
    ...(form.variant !== null && { variant: form.variant }),
    ...(follows && { after: { template: leading, fragments: fragments[form.language] } }),
    edits: form.edits[locale] ?? {},
    locked: rules?.locked ?? defaultLocked,
  })
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
  variant: null,
  channel: '',
  edits: {},
})
