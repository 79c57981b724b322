import { isWebAddress } from '../../../folders/fields.ts'
import { otherLocale, translator } from '../../../i18n/index.ts'
import { type FieldRule, fieldProblem, fieldView, idOf, readField, textAt } from './fields.ts'
import { listPart, rowsOf } from './list-part.ts'
import type { About, PartForm, SectionScreen } from './part.ts'
import { moved, readMove, rowField, typedRows } from './rows.ts'

const kinds = ['video', 'photo', 'post', 'article', 'document', 'site'] as const
const warnings = ['graphic', 'distressing'] as const

const captionIn = (about: About, locale: About['ui'], key: string) =>
  textAt(
    rowsOf(about.contentOf('evidence', locale)).find((row) => textAt(row, 'key') === key),
    'caption',
  )

const host = (url: string) => (isWebAddress(url) ? new URL(url).hostname : url)

const titleOf = (about: About, key: string) => {
  const row = rowsOf(about.contentOf('evidence', '')).find((each) => textAt(each, 'key') === key)
  return (
    captionIn(about, about.ui, key) || captionIn(about, otherLocale(about.ui), key) || host(textAt(row, 'url')) || key
  )
}

const caption: FieldRule = {
  name: 'caption',
  kind: 'prose',
  max: 600,
  rows: 2,
  optional: true,
  label: 'drafts.edit.evidence.caption',
}

interface Captioned {
  key: string
  caption: string
}

const captionsIn = (content: unknown): Captioned[] =>
  rowsOf(content).map((row) => ({ key: textAt(row, 'key'), caption: textAt(row, 'caption') }))

/** Captions in this language's own order; what has none here is not shown here, and stands at the end of the form. */
const inOrder = (content: unknown, about: About): Captioned[] => {
  const keys = rowsOf(about.contentOf('evidence', '')).map((row) => textAt(row, 'key'))
  const own = captionsIn(content).filter(({ key }) => keys.includes(key))
  const rest = keys.filter((key) => !own.some((each) => each.key === key)).map((key) => ({ key, caption: '' }))
  return [...own, ...rest]
}

const captions: PartForm = {
  view: (content, about, errors) => {
    const t = translator(about.ui)
    const rows = inOrder(content, about)
    return {
      fields: [],
      list: {
        legend: t('drafts.edit.evidence.captions'),
        hint: t('drafts.edit.evidence.captionsHint'),
        rows: rows.map(({ key, caption: text }, index) => ({
          id: key,
          anchor: idOf(about, `row.${key}`),
          title: `${index + 1}. ${titleOf(about, key)}`,
          note: text ? '' : t('drafts.edit.evidence.notShown'),
          fields: [fieldView(caption, text, about, errors, rowField(key, 'caption'))],
        })),
        movable: true,
        removable: false,
        add: '',
        addFields: [],
        found: [],
        empty: rows.length === 0 ? t('drafts.edit.evidence.emptyCaptions') : '',
      },
    }
  },
  read: (typed, _previous, about) => {
    const known = rowsOf(about.contentOf('evidence', '')).map((row) => textAt(row, 'key'))
    const rows = typedRows(typed)
      .filter(({ id }) => known.includes(id))
      .map(({ id, values }) => ({ key: id, caption: String(readField(caption, values.caption) ?? '') }))
    const move = readMove(typed)
    const after = move ? moved(rows, ({ key }) => key === move.row, move.act) : rows
    return { content: after.filter((row) => row.caption !== ''), row: move?.row ?? '', errors: [] }
  },
  problems: (content, about) =>
    captionsIn(content).flatMap(({ key, caption: text }) =>
      fieldProblem(caption, text, about, rowField(key, 'caption')),
    ),
}

/** Links to what proves it, told of beforehand where it is hard to look at. */
export const evidence: SectionScreen = {
  name: 'evidence',
  title: 'drafts.edit.evidence.name',
  lead: 'drafts.edit.evidence.lead',
  shared: listPart({
    legend: 'drafts.edit.evidence.legend',
    hint: 'drafts.edit.evidence.legendHint',
    empty: 'drafts.edit.evidence.empty',
    add: 'drafts.edit.evidence.add',
    max: 200,
    keyed: 'evidence',
    fields: [
      { name: 'url', kind: 'url', max: 2000, label: 'drafts.edit.evidence.url' },
      {
        name: 'kind',
        kind: 'choice',
        max: 20,
        label: 'drafts.edit.evidence.kind',
        options: ({ ui }) =>
          kinds.map((value) => ({ value, words: translator(ui)(`campaigns.evidence.kind.${value}`) })),
      },
      {
        name: 'happened',
        kind: 'date',
        max: 10,
        partial: true,
        optional: true,
        label: 'drafts.edit.evidence.happened',
        hint: 'drafts.edit.evidence.happenedHint',
      },
      {
        name: 'warning',
        kind: 'choice',
        max: 20,
        optional: true,
        label: 'drafts.edit.evidence.warning',
        options: ({ ui }) => [
          { value: '', words: translator(ui)('drafts.edit.evidence.noWarning') },
          ...warnings.map((value) => ({ value, words: translator(ui)(`drafts.edit.evidence.${value}`) })),
        ],
      },
    ],
    title: (row, about, index) => `${index + 1}. ${titleOf(about, textAt(row, 'key'))}`,
    make: () => ({ row: { kind: 'video' } }),
  }),
  worded: { section: 'evidence', form: captions },
  inLetters: false,
}
