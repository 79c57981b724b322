import { locales, readerFirst, translator } from '../../../i18n/index.ts'
import type { FieldError } from '../../../web/form.ts'
import { addresseeName } from './addressees.ts'
import {
  type FieldRule,
  fieldProblem,
  fieldView,
  listAt,
  readField,
  recordAt,
  textAt,
  textsAt,
  valueAt,
} from './fields.ts'
import { listPart, rowsOf } from './list-part.ts'
import { keysOf } from './listed.ts'
import type { About, PartForm, SectionScreen } from './part.ts'

const channelKinds = ['email', 'online-reception', 'post', 'public-comment', 'telephone'] as const

const templateNames = (about: About) => [
  ...new Set(locales.flatMap((locale) => Object.keys(recordAt(about.contentOf('letters', locale))).filter(Boolean))),
]

const locked: FieldRule = {
  name: 'locked',
  kind: 'line',
  max: 600,
  optional: true,
  label: 'drafts.edit.rules.locked',
  hint: 'drafts.edit.rules.lockedHint',
}

const rules = listPart({
  legend: 'drafts.edit.rules.legend',
  hint: 'drafts.edit.rules.legendHint',
  empty: 'drafts.edit.rules.empty',
  add: 'drafts.edit.rules.add',
  max: 100,
  fields: [
    {
      name: 'addressee',
      kind: 'picks',
      max: 50,
      optional: true,
      label: 'drafts.edit.rules.addressee',
      options: (about) => keysOf(about, 'addressees').map((key) => ({ value: key, words: addresseeName(about, key) })),
    },
    {
      name: 'kind',
      kind: 'picks',
      max: 10,
      optional: true,
      label: 'drafts.edit.rules.kind',
      options: ({ ui }) =>
        channelKinds.map((value) => ({ value, words: translator(ui)(`campaigns.channel.${value}`) })),
    },
    {
      name: 'country',
      kind: 'line',
      max: 200,
      optional: true,
      label: 'drafts.edit.rules.country',
      hint: 'drafts.edit.rules.countryHint',
    },
    {
      name: 'resident',
      kind: 'choice',
      max: 3,
      optional: true,
      label: 'drafts.edit.rules.resident',
      options: ({ ui }) => [
        { value: '', words: translator(ui)('drafts.edit.rules.anyone') },
        { value: 'yes', words: translator(ui)('drafts.edit.rules.residents') },
        { value: 'no', words: translator(ui)('drafts.edit.rules.abroad') },
      ],
    },
    {
      name: 'language',
      kind: 'picks',
      max: 2,
      optional: true,
      label: 'drafts.edit.rules.language',
      options: ({ ui }) => locales.map((value) => ({ value, words: translator(ui)(`drafts.edit.languages.${value}`) })),
    },
    {
      name: 'template',
      kind: 'choice',
      max: 60,
      label: 'drafts.edit.rules.template',
      options: (about) => {
        const t = translator(about.ui)
        return [
          { value: 'common', words: t('drafts.edit.letters.common') },
          ...templateNames(about).map((value) => ({ value, words: addresseeName(about, value) })),
          { value: 'none', words: t('drafts.edit.rules.none') },
        ]
      },
    },
    { name: 'reason_en', kind: 'prose', max: 600, rows: 2, optional: true, label: 'drafts.edit.rules.reasonEn' },
    { name: 'reason_ru', kind: 'prose', max: 600, rows: 2, optional: true, label: 'drafts.edit.rules.reasonRu' },
  ],
  title: (_row, about, index) => translator(about.ui)('drafts.edit.rules.rule', { number: index + 1 }),
  make: () => ({ row: { template: 'common' } }),
  check: (rows, { ui }) =>
    rows.flatMap((row, index): FieldError[] => {
      const none = row.template === 'none'
      const wrong = readerFirst(ui).find((locale) => Boolean(row[`reason_${locale}`]) !== none)
      const message = none ? ('drafts.edit.errors.reason' as const) : ('drafts.edit.errors.noReason' as const)
      return wrong ? [{ field: `rows.n${index + 1}.reason_${wrong}`, message }] : []
    }),
})

const anyOf = (value: unknown) => (textsAt(value).length > 0 ? textsAt(value) : null)
const words = (text: string) => text.split(/[\s,;]+/).filter(Boolean)

const toRows = (content: unknown) =>
  listAt(valueAt(content, 'rules')).map((rule) => {
    const { resident, country, reason, ...row } = recordAt(rule)
    return {
      ...row,
      country: textsAt(country).join(', ') || null,
      resident: resident === true ? 'yes' : resident === false ? 'no' : null,
      reason_en: textAt(reason, 'en') || null,
      reason_ru: textAt(reason, 'ru') || null,
    }
  })

const toRule = (row: Record<string, unknown>) => ({
  addressee: anyOf(row.addressee),
  kind: anyOf(row.kind),
  country: anyOf(words(textAt(row, 'country').toUpperCase())),
  language: anyOf(row.language),
  resident: row.resident === 'yes' ? true : row.resident === 'no' ? false : null,
  template: textAt(row, 'template'),
  reason: Object.fromEntries(
    locales.flatMap((locale) => (row[`reason_${locale}`] ? [[locale, row[`reason_${locale}`]]] : [])),
  ),
})

const lockedText = (content: unknown) => {
  const list = valueAt(content, 'locked')
  return list === undefined ? 'demands' : textsAt(list).join(', ')
}

const form: PartForm = {
  view: (content, about, errors, typed) => ({
    fields: [fieldView(locked, lockedText(content), about, errors)],
    list: rules.view(toRows(content), about, errors, typed).list,
  }),
  read: (typed, previous, about) => {
    const read = rules.read(typed, toRows(previous), about)
    const content = {
      locked: words(String(readField(locked, typed.locked) ?? '')),
      rules: rowsOf(read.content).map(toRule),
    }
    return { ...read, content }
  },
  problems: (content, about) => [
    ...fieldProblem(locked, lockedText(content), about),
    ...rules.problems(toRows(content), about),
  ],
}

/** Which letter goes to whom, and what its writer cannot change. */
export const letterRules: SectionScreen = {
  name: 'letter-rules',
  title: 'drafts.edit.rules.name',
  lead: 'drafts.edit.rules.lead',
  shared: form,
  worded: null,
  inLetters: true,
}
