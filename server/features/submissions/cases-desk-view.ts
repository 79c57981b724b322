import { type Locale, locales, readerFirst, type Translate, translator } from '../../i18n/index.ts'
import { casesNamed } from '../../render/document/model.ts'
import { readDocument } from '../../render/document/read-document.ts'
import type { FormState } from '../../web/form.ts'
import { errorsReaderFirst } from '../../web/reader-first.ts'
import { type CaseEntry, caseKinds } from '../campaigns/index.ts'
import type { CaseDeskModel, CasesModel } from './desk-pages.ts'
import { fieldOf, problemsIn } from './field-view.ts'
import { openDocument } from './open-document.ts'
import { mayShow, type Submission, saidIn } from './submission.ts'

/** Empty lines for what happened next. */
const SPARE = 2

/** All cases, and those that documents name and that nobody has told yet. */
export const casesView = (locale: Locale, base: string, submission: Submission | undefined): CasesModel => {
  const t = translator(locale)
  const cases = submission?.cases ?? []
  const known = new Set(cases.map(({ key }) => key))
  return {
    title: t('submissions.desk.cases.title'),
    addUrl: `${base}/new`,
    cases: cases.map((one) => ({
      name: saidIn(one.names, locale) ?? { words: one.key, lang: locale },
      about: [t(`submissions.case.kind.${one.kind}`), t(`submissions.desk.basis.${one.basis}`)].join(' · '),
      url: `${base}/${one.key}`,
      withdrawn: !mayShow(one),
    })),
    missing: namedKeys(submission)
      .filter((key) => !known.has(key))
      .map((key) => ({ key, url: `${base}/new?key=${key}` })),
  }
}

const namedKeys = (submission: Submission | undefined) => [
  ...new Set(Object.values(submission?.documents ?? {}).flatMap((source) => casesNamed(readDocument(source).document))),
]

/** What is typed of a case at first: what is kept of it. */
export const typedCase = ({ key, kind, basis, source, names, status, history }: CaseEntry): FormState => ({
  values: {
    key,
    kind,
    basis: basis === 'withdrawn' ? '' : basis,
    source: source ?? '',
    name_en: names.en ?? '',
    name_ru: names.ru ?? '',
    status_en: status.en ?? '',
    status_ru: status.ru ?? '',
    date: history.map(({ date }) => date),
    text_en: history.map(({ text }) => text.en ?? ''),
    text_ru: history.map(({ text }) => text.ru ?? ''),
    from: history.map((one) => one.source ?? ''),
  },
  errors: [],
})

interface CaseWish {
  locale: Locale
  base: string
  /** Undefined for a new one. */
  entry: CaseEntry | undefined
  submission: Submission | undefined
  state: FormState
}

/** The form of a case. */
export const caseDeskView = ({ locale, base, entry, submission, state: returned }: CaseWish): CaseDeskModel => {
  const t = translator(locale)
  const state = errorsReaderFirst(locale, returned, 'name')
  const field = fieldOf(t, state)
  const name = entry ? (saidIn(entry.names, locale)?.words ?? entry.key) : t('submissions.desk.cases.add')
  return {
    title: name,
    listUrl: base,
    notes: entry ? notesOf(t, locale, entry, submission) : [],
    form: {
      action: entry ? `${base}/${entry.key}` : `${base}/new`,
      fields: [
        ...(entry
          ? []
          : [field({ name: 'key', label: 'submissions.desk.cases.key', hint: 'submissions.desk.cases.keyHint' })]),
        field({
          name: 'kind',
          label: 'submissions.desk.cases.kind',
          options: caseKinds.map((value) => ({ value, words: t(`submissions.case.kind.${value}`) })),
        }),
        field({
          name: 'basis',
          label: 'submissions.desk.cases.basis',
          hint: 'submissions.desk.cases.basisHint',
          options: [
            { value: '', words: t('submissions.desk.choose') },
            ...(['consent', 'public-source'] as const).map((value) => ({
              value,
              words: t(`submissions.desk.basis.${value}`),
            })),
          ],
        }),
        field({ name: 'source', label: 'submissions.desk.cases.source', optional: true }),
        ...readerFirst(locale).map((lang) =>
          field({
            name: `name_${lang}`,
            label: `submissions.desk.cases.name.${lang}`,
            lang,
            optional: lang !== locale,
          }),
        ),
        ...readerFirst(locale).map((lang) =>
          field({
            name: `status_${lang}`,
            label: `submissions.desk.cases.status.${lang}`,
            lang,
            optional: true,
            rows: 2,
          }),
        ),
      ],
      errors: problemsIn(t, state),
    },
    history: historyRows(t, locale, state),
    historyError: problemsIn(t, state).find(({ field }) => field === 'date')?.words ?? '',
    withdrawUrl: entry && mayShow(entry) ? `${base}/${entry.key}/withdrawal` : '',
  }
}

const notesOf = (t: Translate, locale: Locale, entry: CaseEntry, submission: Submission | undefined) => {
  const open = submission && openDocument(submission, locale)
  const topics = (open?.document.topics ?? []).filter((topic) =>
    casesNamed({ preliminary: [], topics: [topic], footnotes: [] }).includes(entry.key),
  )
  const inRecommendations = topics.some(({ groups }) =>
    groups.some(({ items }) =>
      items.some(({ spans }) => spans.some((span) => span.kind === 'text' && span.ofCase === entry.key)),
    ),
  )
  const words = topics.map(({ number, title }) => `${number}. ${title}`).join('; ')
  return [
    ...(mayShow(entry) ? [] : [t('submissions.desk.cases.withdrawn')]),
    ...(words ? [t('submissions.desk.cases.named', { topics: words })] : []),
    ...(inRecommendations && !mayShow(entry) ? [t('submissions.desk.cases.rewrite')] : []),
  ]
}

const historyRows = (t: Translate, locale: Locale, { values }: FormState) => {
  const list = (name: string) => [values[name] ?? []].flat()
  const count = Math.max(...['date', 'text_en', 'text_ru', 'from'].map((name) => list(name).length)) + SPARE
  return Array.from({ length: count }, (_, index) => {
    const field = fieldOf(t, {
      values: Object.fromEntries(
        ['date', ...locales.map((each) => `text_${each}`), 'from'].map((name) => [name, list(name)[index] ?? '']),
      ),
      errors: [],
    })
    const numbered = <Field extends { id: string }>(one: Field) => ({
      ...one,
      id: index === 0 ? one.id : `${one.id}-${index + 1}`,
    })
    return {
      date: numbered(field({ name: 'date', label: 'submissions.desk.cases.date' })),
      texts: readerFirst(locale).map((lang) =>
        numbered(field({ name: `text_${lang}`, label: `submissions.desk.cases.text.${lang}`, lang, rows: 4 })),
      ),
      from: numbered(field({ name: 'from', label: 'submissions.desk.cases.from' })),
    }
  })
}
