import { countriesIn, type Locale, translator } from '../../i18n/index.ts'
import type { Site } from '../../render/page.ts'
import type { FormState } from '../../web/form.ts'
import type { Addressee } from '../campaigns/index.ts'
import { type Letter, sheetView, wholeText } from '../letters/index.ts'
import { officeName } from './board-view.ts'
import type { FollowUp } from './compose-follow-up.ts'
import { type FieldPlan, formView, problemsOf } from './form-view.ts'
import type { FollowUpForm } from './forms.ts'
import { writingPath } from './letter-line.ts'
import { followUpPage } from './pages.ts'

interface FollowUpState {
  kind: FollowUp
  token: string
  letterId: string
  /** To whom it goes. */
  addressee: Addressee
  /** What was typed, in a form that was accepted or refused. */
  typed?: FormState
  /** As it lies on the sheet: blank until the form was accepted. */
  sheet: Letter
  ready: boolean
  country: string
}

/** The page of a letter that follows on another: the form, the sheet, and the letter as files. */
export const showFollowUp = (site: Site, locale: Locale, state: FollowUpState) => {
  const { kind, token, letterId, addressee, typed, sheet, ready } = state
  const t = translator(locale)
  const path = `${writingPath(token)}/letters/${letterId}/${kind}`
  const refused = ready ? undefined : typed
  const title = t(`sendings.followUp.${kind}.title`)
  return site.render(
    followUpPage,
    { locale, path, title: `${refused ? `${t('site.errorPrefix')} ` : ''}${title}` },
    {
      title,
      lead: t('sendings.followUp.to', { office: officeName(locale, addressee.office.name) }),
      letterUrl: `/${locale}${writingPath(token)}/letters/${letterId}`,
      problems: problemsOf(t, 'follow-up', refused),
      form: formView(t, {
        id: 'follow-up',
        action: `/${locale}${path}`,
        button: 'letters.composer.show',
        refused: typed,
        fields: fields(locale, state.country),
      }),
      sheet: sheetView(sheet),
      ready,
      action: `/${locale}${path}`,
      whole: ready ? wholeText(sheet) : '',
    },
  )
}

/** What was accepted, as it was typed, to stand in the form again. */
export const typedValues = (form: FollowUpForm): FormState => ({ values: { ...form }, errors: [] })

const fields = (locale: Locale, country: string): FieldPlan[] => {
  const t = translator(locale)
  const choice = <const Value extends string>(values: readonly Value[], label: (value: Value) => string) =>
    values.map((value) => ({ value, label: label(value) }))
  return [
    {
      name: 'language',
      label: 'letters.form.language',
      kind: 'radio',
      value: locale,
      choices: choice(['ru', 'en'] as const, (value) => t(`letters.language.${value}`)),
    },
    { name: 'name', label: 'letters.form.name', hint: 'letters.form.nameHint', autocomplete: 'name' },
    {
      name: 'gender',
      label: 'letters.form.gender',
      hint: 'letters.form.genderHint',
      kind: 'radio',
      value: 'auto',
      choices: choice(['auto', 'woman', 'man', 'neutral'] as const, (value) => t(`letters.gender.${value}`)),
    },
    {
      name: 'country',
      label: 'letters.form.country',
      kind: 'select',
      value: country,
      choices: countriesIn[locale].map(({ code, name }) => ({ value: code, label: name })),
    },
    { name: 'city', label: 'letters.form.city', autocomplete: 'address-level2' },
    {
      name: 'address',
      label: 'letters.form.address',
      hint: 'letters.form.addressHint',
      autocomplete: 'street-address',
      optional: true,
    },
    { name: 'phone', label: 'letters.form.phone', type: 'tel', autocomplete: 'tel', optional: true },
    { name: 'email', label: 'letters.form.email', type: 'email', autocomplete: 'email', optional: true },
    { name: 'own_words', label: 'letters.form.ownWords', kind: 'area', optional: true },
  ]
}
