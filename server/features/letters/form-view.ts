import { countriesIn, type Locale, locales, translator } from '../../i18n/index.ts'
import type { FieldError, TypedValues } from '../../web/form.ts'
import type { LetterForm } from './forms.ts'
import type { LetterKit } from './letter-kit.ts'
import type { ChoiceField, ComposerModel, ErrorLink, TextField } from './pages.ts'

type FormFields = Pick<
  ComposerModel,
  | 'name'
  | 'genitive'
  | 'city'
  | 'address'
  | 'phone'
  | 'email'
  | 'ownWords'
  | 'country'
  | 'resident'
  | 'gender'
  | 'language'
  | 'topics'
  | 'demands'
  | 'enclose'
  | 'problems'
>

/** The composer's fields with what was typed and what was refused. */
export const formView = (locale: Locale, kit: LetterKit, typed: TypedValues, errors: FieldError[]): FormFields => {
  const t = translator(locale)
  const { campaign, choices } = kit
  const errorOf = (field: string) => {
    const error = errors.find((each) => each.field === field)
    return error ? t(error.message, error.values) : ''
  }
  const text = (field: string): TextField => ({ value: [typed[field] ?? ''].flat()[0] ?? '', error: errorOf(field) })
  const choice = (field: string, options: (readonly [value: string, label: string])[]): ChoiceField => ({
    choices: options.map(([value, label]) => ({
      id: `${field}-${value}`,
      value,
      label,
      checked: [typed[field] ?? []].flat().includes(value),
    })),
    error: errorOf(field),
  })
  const ofCampaign = (keys: string[], labelOf: (key: string) => string | undefined) =>
    keys.map((key) => [key, labelOf(key) ?? key] as const)
  const topicLabel = (key: string) => inReach(campaign.topics.find((each) => each.key === key)?.labels, locale)
  const demandLabel = (key: string) => inReach(campaign.demands.find((each) => each.key === key)?.texts, locale)

  const fields = {
    name: text('name'),
    genitive: text('name_genitive'),
    city: text('city'),
    address: text('address'),
    phone: text('phone'),
    email: text('email'),
    ownWords: text('own_words'),
    country: choice(
      'country',
      countriesIn[locale].map(({ code, name }) => [code, name]),
    ),
    resident: choice(
      'resident',
      (['yes', 'no'] as const).map((value) => [value, t(`letters.resident.${value}`)]),
    ),
    gender: choice(
      'gender',
      (['auto', 'woman', 'man', 'neutral'] as const).map((value) => [value, t(`letters.gender.${value}`)]),
    ),
    language: choice(
      'language',
      choices.languages.map((value) => [value, t(`letters.language.${value}`)]),
    ),
    topics: choice('topics', ofCampaign(choices.topics, topicLabel)),
    demands: choice('demands', ofCampaign(choices.demands, demandLabel)),
    enclose: campaign.evidence.length > 0 ? choice('enclose', [['on', t('letters.form.enclose')]]).choices : [],
  }
  const { resident, gender, language, topics, demands } = fields
  const groups = { resident, gender, language, topics, demands }
  return { ...fields, problems: errors.map((error) => linkTo(error, groups, t(error.message, error.values))) }
}

/** A choice of the campaign in the reader's language, or in the other where it has only that. */
const inReach = (texts: Partial<Record<Locale, string>> | undefined, locale: Locale) =>
  texts?.[locale] ?? locales.map((each) => texts?.[each]).find((text) => text !== undefined)

/** Leads to the field itself, to the first choice of a group. */
const linkTo = ({ field }: FieldError, groups: Record<string, ChoiceField>, words: string): ErrorLink => ({
  field: groups[field]?.choices[0]?.id ?? field,
  words,
})

/** What stands in the form before anything is typed. */
export const firstValues = (kit: LetterKit, language: Locale): TypedValues => ({
  gender: 'auto',
  demands: kit.choices.demands,
  enclose: 'on',
  language,
})

/** What was typed, from a form that was accepted. */
export const acceptedValues = ({ resident, enclose, edits: _, variant, ...form }: LetterForm): TypedValues => ({
  ...form,
  variant: String(variant ?? ''),
  resident: resident ? 'yes' : 'no',
  ...(enclose ? { enclose: 'on' } : {}),
})
