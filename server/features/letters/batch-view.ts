import { countryName, type Locale, translator } from '../../i18n/index.ts'
import { page } from '../../render/page.ts'
import type { FieldError, FormState, TypedValues } from '../../web/form.ts'
import { type BatchChoices, MAX_LETTERS } from './batch-forms.ts'
import { formView } from './form-view.ts'
import type { LetterKit } from './letter-kit.ts'
import type { ChoiceField, TextField } from './pages.ts'

export interface BatchModel extends ReturnType<typeof formView> {
  campaign: { title: string; url: string }
  lettersUrl: string
  action: string
  addressees: ChoiceField
  copies: TextField
  undated: boolean
  residentQuestion: string
  max: number
}

export const batchPage = page<BatchModel>('letters/batch')

/** What the kits of a campaign offer together. */
export const batchChoices = (kits: LetterKit[]): BatchChoices => ({
  addressees: kits.map(({ addressee }) => addressee.key),
  topics: [...new Set(kits.flatMap(({ choices }) => choices.topics))],
  demands: [],
  languages: [...new Set(kits.flatMap(({ choices }) => choices.languages))],
})

/** The form of a batch, as it was typed where it was refused. */
export const batchView = (locale: Locale, kits: [LetterKit, ...LetterKit[]], refused: FormState | null): BatchModel => {
  const t = translator(locale)
  const [kit] = kits
  const { campaign } = kit
  const choices = batchChoices(kits)
  const typed = refused?.values ?? firstValues(choices, locale)
  const errors = refused?.errors ?? []
  const lettersUrl = `/${locale}/campaigns/${campaign.slug}/letters`
  const fields = formView(locale, { ...kit, choices: { ...kit.choices, ...choices } }, typed, errors)
  const chosen = [typed.addressees ?? []].flat()
  return {
    ...fields,
    campaign: {
      title: campaign.texts[locale]?.title ?? campaign.slug,
      url: `/${locale}/campaigns/${campaign.slug}`,
    },
    lettersUrl,
    action: `${lettersUrl}/batch`,
    addressees: {
      choices: kits.map(({ addressee: { key, office } }) => ({
        id: `addressees-${key}`,
        value: key,
        label: locale === 'ru' ? office.name.ru.nominative : office.name.en,
        checked: chosen.includes(key),
      })),
      error: errorAt(locale, errors, 'addressees'),
    },
    copies: { value: [typed.copies ?? ''].flat()[0] ?? '', error: errorAt(locale, errors, 'copies') },
    undated: Boolean(typed.undated),
    problems: fields.problems.map((problem) =>
      problem.field === 'addressees' ? { ...problem, field: `addressees-${kit.addressee.key}` } : problem,
    ),
    residentQuestion: t('letters.resident.question', { country: countryName(locale, campaign.country) }),
    max: MAX_LETTERS,
  }
}

const errorAt = (locale: Locale, errors: FieldError[], field: string) => {
  const error = errors.find((each) => each.field === field)
  return error ? translator(locale)(error.message, error.values) : ''
}

const firstValues = ({ addressees, languages }: BatchChoices, locale: Locale): TypedValues => ({
  addressees,
  language: languages.find((each) => each === locale) ?? languages[0] ?? locale,
  copies: '1',
  gender: 'auto',
  undated: 'on',
  enclose: 'on',
})
