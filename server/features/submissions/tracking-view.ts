import { type Locale, locales, readerFirst, translator } from '../../i18n/index.ts'
import { plainText, recommendationsOf } from '../../render/document/model.ts'
import type { FormState } from '../../web/form.ts'
import { errorsReaderFirst } from '../../web/reader-first.ts'
import { recommendationStates } from '../campaigns/index.ts'
import type { DeskForm, TrackedModel, TrackingModel } from './desk-pages.ts'
import { fieldOf, problemsIn } from './field-view.ts'
import { openDocument } from './open-document.ts'
import type { RecordedState } from './record-states.ts'
import { statesByKey, stateView } from './state-view.ts'
import type { Submission } from './submission.ts'

const none: Submission = { documents: {}, cases: [], states: [] }

export interface TrackedItem {
  key: string
  number: string
  text: string
  lang: Locale
}

/** The recommendations of the published document, by key. */
export const trackedItems = (submission: Submission | undefined, locale: Locale): TrackedItem[] => {
  const open = openDocument(submission ?? none, locale)
  if (!open) return []
  return recommendationsOf(open.document).map(({ key, number, spans }) => ({
    key,
    number,
    text: plainText(spans),
    lang: open.lang,
  }))
}

/** Every recommendation with its state, and the form for several at once. */
export const trackingView = (
  locale: Locale,
  base: string,
  submission: Submission = none,
  state: FormState = { values: {}, errors: [] },
): TrackingModel => {
  const t = translator(locale)
  const states = statesByKey(submission.states)
  const open = openDocument(submission, locale)
  const known = new Set(trackedItems(submission, locale).map(({ key }) => key))
  const words = (key: string) => {
    const latest = states.get(key)?.at(-1)
    return latest ? t(`submissions.states.${latest.state}`) : ''
  }
  return {
    title: t('submissions.desk.recommendations.title'),
    topics: (open?.document.topics ?? []).map(({ number, title, groups }) => ({
      number,
      title,
      lang: open?.lang ?? locale,
      items: groups.flatMap(({ items }) =>
        items.map(({ key, number, spans }) => ({
          number,
          text: plainText(spans),
          state: words(key),
          url: `${base}/${key}`,
        })),
      ),
    })),
    gone: [...states.keys()].filter((key) => !known.has(key)).map((key) => ({ key, url: `${base}/${key}` })),
    several: severalView(locale, `${base}/several`, state),
  }
}

const severalView = (locale: Locale, action: string, state: FormState): DeskForm => {
  const t = translator(locale)
  const field = fieldOf(t, { ...state, values: { language: locale, ...state.values } })
  return {
    action,
    fields: [
      field({
        name: 'several',
        label: 'submissions.desk.several.lines',
        hint: 'submissions.desk.several.hint',
        rows: 6,
      }),
      field({
        name: 'language',
        label: 'submissions.desk.several.language',
        options: locales.map((each) => ({
          value: each,
          words: t(each === 'en' ? 'site.english' : 'site.russian'),
        })),
      }),
    ],
    errors: problemsIn(t, state),
  }
}

/** One recommendation: what became of it, and the form for what did now. */
export const trackedView = (
  locale: Locale,
  base: string,
  item: TrackedItem,
  history: RecordedState[],
  state: FormState = { values: {}, errors: [] },
): TrackedModel => {
  const t = translator(locale)
  return {
    title: t('submissions.desk.recommendation', { number: item.number || item.key }),
    listUrl: base,
    text: item.text,
    lang: item.lang,
    form: stateFormView(locale, `${base}/${item.key}`, state),
    history: history.map((one) => ({
      ...stateView(locale, one),
      removeUrl: `${base}/${item.key}/states/${one.id}/removal`,
    })),
  }
}

const stateFormView = (locale: Locale, action: string, returned: FormState): DeskForm => {
  const t = translator(locale)
  const state = errorsReaderFirst(locale, returned, 'who')
  const field = fieldOf(t, state)
  const languages = readerFirst(locale)
  return {
    action,
    fields: [
      field({
        name: 'state',
        label: 'submissions.desk.state',
        options: [
          { value: '', words: t('submissions.desk.choose') },
          ...recommendationStates.map((value) => ({ value, words: t(`submissions.states.${value}`) })),
        ],
      }),
      ...languages.map((lang) =>
        field({ name: `who_${lang}`, label: `submissions.desk.who.${lang}`, lang, optional: lang !== locale }),
      ),
      field({ name: 'on', label: 'submissions.desk.on', hint: 'submissions.desk.onHint' }),
      field({ name: 'source', label: 'submissions.desk.source', hint: 'submissions.desk.sourceHint' }),
      ...languages.map((lang) =>
        field({ name: `note_${lang}`, label: `submissions.desk.note.${lang}`, lang, optional: true, rows: 2 }),
      ),
    ],
    errors: problemsIn(t, state),
  }
}
