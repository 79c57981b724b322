import type { SignatoryGroup } from '../../db/schema.ts'
import { type Locale, readerFirst, translator } from '../../i18n/index.ts'
import type { FieldError, FormState } from '../../web/form.ts'
import { groupFields } from './forms.ts'
import type { FormView } from './pages.ts'
import { newGroupKey } from './read-list.ts'

/** Empty lines for new groups. */
const SPARE = 4

type GroupField = (typeof groupFields)[number]

const storedAs = ({ short, name }: SignatoryGroup, field: GroupField) =>
  ({ short_en: short.en, short_ru: short.ru, name_en: name.en, name_ru: name.ru })[field]

const fieldsFor = (reader: Locale): GroupField[] =>
  (['short', 'name'] as const).flatMap((part) => readerFirst(reader).map((lang) => `${part}_${lang}` as const))

/** The groups of a campaign, a row each, and empty rows for more. */
export const groupsForm = (locale: Locale, action: string, groups: SignatoryGroup[], refused?: FormState): FormView => {
  const t = translator(locale)
  const rows = [...groups, ...Array<null>(SPARE).fill(null)].map((group, index) => ({
    legend: group?.short[locale] ?? t('signatories.desk.groups.new'),
    hint: '',
    fields: fieldsFor(locale).map((name) => {
      const id = `${name}_${index}`
      const error = refused?.errors.find(({ field }) => field === id)
      const typed = refused?.values[id]
      return {
        id,
        label: t(`signatories.desk.groups.${name}`),
        hint: '',
        error: error ? t(error.message) : '',
        value: refused ? String(typed ?? '') : group ? storedAs(group, name) : '',
        type: 'text',
        autocomplete: 'off',
        optional: true,
        lang: name.endsWith('_ru') ? 'ru' : 'en',
        options: [],
        kept: null,
      }
    }),
  }))
  const errors = (refused?.errors ?? []).map(({ field, message }) => ({ field, words: t(message) }))
  return { action, groups: rows, errors, file: false }
}

/** Rows in their order; a known one that was emptied goes, a short name stands for what is left out. */
export const readGroups = (reader: Locale, values: FormState['values'], known: SignatoryGroup[]) => {
  const errors: FieldError[] = []
  const groups: SignatoryGroup[] = []
  for (let row = 0; row < known.length + SPARE; row++) {
    const said = (field: GroupField) =>
      String(values[`${field}_${row}`] ?? '')
        .trim()
        .replace(/\s+/gu, ' ')
    const [en, ru] = [said('short_en') || said('short_ru'), said('short_ru') || said('short_en')]
    const name = { en: said('name_en') || said('name_ru') || en, ru: said('name_ru') || said('name_en') || ru }
    if (en === '' && name.en === '') continue
    if (en === '') errors.push({ field: `short_${reader}_${row}`, message: 'signatories.errors.shortMissing' })
    for (const field of groupFields)
      if (said(field).length > (field.startsWith('short') ? 40 : 200))
        errors.push({ field: `${field}_${row}`, message: 'signatories.errors.long' })
    const key = known[row]?.key ?? newGroupKey(en, [...known, ...groups])
    groups.push({ key, short: { en, ru }, name })
  }
  return { groups, errors }
}
