import { otherLocale, translator } from '../../../i18n/index.ts'
import type { TypedValues } from '../../../web/form.ts'
import { textAt, textsAt, valueAt } from './fields.ts'
import { listPart, rowsOf } from './list-part.ts'
import { keysOf, wordsOf } from './listed.ts'
import { mapPart } from './map-part.ts'
import type { About, OfficeOption, SectionScreen } from './part.ts'

const MOST_FOUND = 12

/** The office of an addressee: by its slug in the directory, or as a folder spelt it out. */
const officeName = (row: unknown, about: About): string => {
  const office = valueAt(row, 'office')
  if (typeof office === 'string') return about.offices.get(office)?.name[about.ui] ?? office
  const name = valueAt(office, 'name')
  const own = valueAt(name, about.ui)
  return textAt(name, about.ui) || textAt(own, 'nominative') || textAt(name, 'en') || textAt(row, 'key')
}

const holder = (row: unknown, about: About) => about.offices.get(textAt(row, 'office'))?.holder[about.ui] ?? ''

/** An addressee by key, as campaigners call it. */
export const addresseeName = (about: About, key: string): string =>
  officeName(
    rowsOf(about.contentOf('addressees', '')).find((row) => textAt(row, 'key') === key),
    about,
  ) || key

/** Offices whose names, holders or slugs have all the words that were typed. */
const search = (about: About, typed: string): OfficeOption[] => {
  const words = typed.toLocaleLowerCase(about.ui).split(/\s+/u).filter(Boolean)
  if (words.length === 0) return []
  return [...about.offices.values()].filter(({ slug, name, holder }) => {
    const all = [slug, ...Object.values(name), ...Object.values(holder)].join(' ').toLocaleLowerCase(about.ui)
    return words.every((word) => all.includes(word))
  })
}

const asked = (typed: TypedValues) => (typeof typed.office_search === 'string' ? typed.office_search.trim() : '')

const named = (about: About, text: string) =>
  [...about.offices.values()].find(
    ({ slug, name }) => slug === text || Object.values(name).some((each) => each === text),
  )

const make = (typed: TypedValues, slug: string, about: About, rows: unknown[]) => {
  const office = slug ? about.offices.get(slug) : (named(about, asked(typed)) ?? onlyOne(search(about, asked(typed))))
  const refuse = (
    message: 'drafts.edit.errors.officeFind' | 'drafts.edit.errors.officeChoose' | 'drafts.edit.errors.officeTwice',
  ) => ({
    errors: [{ field: 'office_search', message }],
  })
  if (!office) {
    return refuse(
      search(about, asked(typed)).length > 0 ? 'drafts.edit.errors.officeChoose' : 'drafts.edit.errors.officeFind',
    )
  }
  if (rows.some((row) => textAt(row, 'office') === office.slug)) return refuse('drafts.edit.errors.officeTwice')
  return { row: { key: office.slug.replace(/^[a-z]{2}-/, ''), office: office.slug, demands: keysOf(about, 'demands') } }
}

const onlyOne = <Thing>(things: Thing[]) => (things.length === 1 ? things[0] : undefined)

/** Left out, the demands are all of them; a form shows each. */
const spelledOut = (content: unknown, about: About) => {
  const all = keysOf(about, 'demands')
  return rowsOf(content).map((row) => ({ ...row, demands: Array.isArray(row.demands) ? row.demands : all }))
}

const leftOut = (content: unknown, about: About) => {
  const all = keysOf(about, 'demands').join(' ')
  return rowsOf(content).map(({ demands, ...row }) =>
    textsAt(demands).join(' ') === all ? row : { ...row, demands: textsAt(demands) },
  )
}

const list = listPart({
  legend: 'drafts.edit.addressees.legend',
  hint: 'drafts.edit.addressees.legendHint',
  empty: 'drafts.edit.addressees.empty',
  add: 'drafts.edit.addressees.add',
  max: 50,
  keyed: 'addressee',
  fields: [
    {
      name: 'demands',
      kind: 'picks',
      max: 50,
      ordered: true,
      label: 'drafts.edit.addressees.demands',
      options: (about) =>
        keysOf(about, 'demands').map((key) => ({ value: key, words: wordsOf(about, 'demands', key, 'text') })),
    },
  ],
  title: (row, about, index) => `${index + 1}. ${officeName(row, about)}`,
  note: holder,
  addFields: [
    {
      name: 'office_search',
      kind: 'line',
      max: 200,
      optional: true,
      label: 'drafts.edit.addressees.search',
      hint: 'drafts.edit.addressees.searchHint',
      options: (about) =>
        [...about.offices.values()].slice(0, 300).map(({ name }) => ({ value: name[about.ui], words: name[about.ui] })),
    },
  ],
  make,
  found: (typed, about) => {
    const found = search(about, asked(typed))
    if (found.length < 2) return []
    return found.slice(0, MOST_FOUND).map(({ slug, name, holder }) => ({
      value: slug,
      words: holder[about.ui] ? `${name[about.ui]}, ${holder[about.ui]}` : name[about.ui],
    }))
  },
  check: (rows) =>
    rows.flatMap((row) =>
      Array.isArray(row.demands) && row.demands.length === 0
        ? [{ field: `rows.${textAt(row, 'key')}.demands`, message: 'drafts.edit.errors.oneDemand' as const }]
        : [],
    ),
})

/** Whom the campaign addresses, with which demands, and what to press there. */
export const addressees: SectionScreen = {
  name: 'addressees',
  title: 'drafts.edit.addressees.name',
  lead: 'drafts.edit.addressees.lead',
  shared: {
    view: (content, about, errors, typed) => list.view(spelledOut(content, about), about, errors, typed),
    read: (typed, previous, about) => {
      const read = list.read(typed, spelledOut(previous, about), about)
      return { ...read, content: leftOut(read.content, about) }
    },
    problems: (content, about) => list.problems(spelledOut(content, about), about),
  },
  worded: {
    section: 'points',
    form: mapPart({
      legend: 'drafts.edit.addressees.points',
      hint: 'drafts.edit.addressees.pointsHint',
      empty: 'drafts.edit.addressees.emptyPoints',
      keys: (about) =>
        keysOf(about, 'addressees').map((key, index) => ({
          key,
          title: `${index + 1}. ${addresseeName(about, key)}`,
          note: besidePoint(about, key),
        })),
      fields: [
        { name: 'point', kind: 'prose', max: 2000, rows: 3, optional: true, label: 'drafts.edit.addressees.point' },
      ],
      plain: true,
    }),
  },
  inLetters: true,
}

const besidePoint = (about: About, key: string) =>
  about.locale && !textAt(about.contentOf('points', about.locale), key)
    ? textAt(about.contentOf('points', otherLocale(about.locale)), key) &&
      translator(about.ui)('drafts.edit.addressees.onlyOther')
    : ''
