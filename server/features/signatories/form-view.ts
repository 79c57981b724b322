import type { SignatoryGroup, SignatoryKind } from '../../db/schema.ts'
import { countriesIn, type Locale, type MessageKey, readerFirst, type Translate, translator } from '../../i18n/index.ts'
import type { FormState } from '../../web/form.ts'
import { errorsReaderFirst } from '../../web/reader-first.ts'
import { honorifics } from '../campaigns/index.ts'
import { showKeptLogo } from './kept-logo.ts'
import type { FieldView, FormView } from './pages.ts'

interface FormPlan {
  locale: Locale
  action: string
  kind: SignatoryKind
  state: FormState
  groups: SignatoryGroup[]
  /** Whether a contact is asked for, and whether it must be given. */
  contact: 'no' | 'may' | 'must'
}

type Plan = Pick<FormPlan, 'state'> & { t: Translate }

interface FieldWish {
  name: string
  label: MessageKey
  hint?: MessageKey
  type?: string
  autocomplete?: string
  optional?: boolean
  lang?: Locale
  options?: { value: string; words: string }[]
}

const typed = ({ values }: FormState, name: string) => {
  const value = values[name]
  return typeof value === 'string' ? value : (value?.at(-1) ?? '')
}

const field = ({ state, t }: Plan, wish: FieldWish): FieldView => {
  const { name, label, hint, type = 'text', autocomplete = 'off', optional = true, lang = '', options = [] } = wish
  const error = state.errors.find((one) => one.field === name)
  const value = typed(state, name)
  return {
    id: name,
    label: t(label),
    hint: hint ? t(hint) : '',
    error: error ? t(error.message, error.values) : '',
    value,
    type,
    autocomplete,
    optional,
    lang,
    options: options.map((option) => ({ ...option, chosen: option.value === value })),
    kept: type === 'file' ? showKeptLogo(typed(state, 'logo')) : null,
  }
}

/** The form of an organisation or of somebody in office: the reader's language first. */
export const formView = ({ locale, action, kind, state: returned, groups, contact }: FormPlan): FormView => {
  const t = translator(locale)
  const state = errorsReaderFirst(locale, returned, 'name', 'surname')
  const plan = { state, t }
  return {
    action,
    groups: [
      ...(kind === 'organisation' ? organisationGroups(plan, locale) : officeGroups(plan, locale, groups)),
      ...(contact === 'no' ? [] : [contactGroup(plan, contact === 'must')]),
    ],
    errors: state.errors.map(({ field, message, values }) => ({ field, words: t(message, values) })),
    file: kind === 'organisation',
  }
}

const countries = (t: Translate, locale: Locale) => [
  { value: '', words: t('signatories.form.chooseCountry') },
  ...countriesIn[locale].map(({ code, name }) => ({ value: code, words: name })),
]

const organisationGroups = (plan: Plan, locale: Locale) => [
  {
    legend: plan.t('signatories.form.organisation'),
    hint: plan.t('signatories.form.organisationHint'),
    fields: [
      ...readerFirst(locale).map((lang) =>
        field(plan, {
          name: `name_${lang}`,
          label: `signatories.form.name.${lang}`,
          autocomplete: 'organization',
          lang,
        }),
      ),
      field(plan, { name: 'website', label: 'signatories.form.website', type: 'url', autocomplete: 'url' }),
      field(plan, { name: 'country', label: 'signatories.form.country', options: countries(plan.t, locale) }),
      field(plan, { name: 'file', label: 'signatories.form.logo', hint: 'signatories.form.logoHint', type: 'file' }),
    ],
  },
]

const officeGroups = (plan: Plan, locale: Locale, groups: SignatoryGroup[]) => {
  const { t } = plan
  const titles = honorifics.map((value) => ({ value, words: t(`signatories.honorific.${value}`) }))
  const parties = groups.map(({ key, short, name }) => ({ value: key, words: `${short[locale]} — ${name[locale]}` }))
  return [
    {
      legend: t('signatories.form.person'),
      hint: t('signatories.form.personHint'),
      fields: [
        field(plan, {
          name: 'honorific',
          label: 'signatories.form.honorific',
          options: [{ value: '', words: t('signatories.form.noHonorific') }, ...titles],
        }),
        ...readerFirst(locale).flatMap((lang) => [
          field(plan, { name: `given_${lang}`, label: `signatories.form.given.${lang}`, lang }),
          field(plan, { name: `surname_${lang}`, label: `signatories.form.surname.${lang}`, lang }),
        ]),
      ],
    },
    {
      legend: t('signatories.form.office'),
      hint: '',
      fields: [
        field(plan, {
          name: 'country',
          label: 'signatories.form.country',
          optional: false,
          options: countries(t, locale),
        }),
        ...(parties.length > 0
          ? [
              field(plan, {
                name: 'group',
                label: 'signatories.form.group',
                options: [{ value: '', words: t('signatories.noGroup') }, ...parties],
              }),
            ]
          : []),
        ...readerFirst(locale).map((lang) =>
          field(plan, { name: `capacity_${lang}`, label: `signatories.form.capacity.${lang}`, lang }),
        ),
        field(plan, { name: 'since', label: 'signatories.form.since', hint: 'signatories.form.dayHint' }),
        field(plan, { name: 'until', label: 'signatories.form.until', hint: 'signatories.form.dayHint' }),
      ],
    },
  ]
}

const contactGroup = (plan: Plan, must: boolean) => ({
  legend: plan.t('signatories.form.contact'),
  hint: plan.t('signatories.form.contactHint'),
  fields: [
    field(plan, { name: 'person', label: 'signatories.form.contactPerson', autocomplete: 'name', optional: !must }),
    field(plan, {
      name: 'email',
      label: 'signatories.form.email',
      type: 'email',
      autocomplete: 'email',
      optional: !must,
    }),
  ],
})
