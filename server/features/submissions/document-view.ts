import { type Locale, type Translate, translator } from '../../i18n/index.ts'
import { blocksHtml, type DocumentWords, noteHtml, noteId, spansHtml } from '../../render/document/document-html.ts'
import {
  type Recommendation,
  recommendationsOf,
  type StructuredDocument,
  type Topic,
} from '../../render/document/model.ts'
import {
  type Campaign,
  type DocumentView,
  type RecommendationView,
  recommendationStates,
  type StateEntry,
  type TopicView,
} from '../campaigns/index.ts'
import { openDocument, wordsAround } from './open-document.ts'
import { statesByKey, stateView } from './state-view.ts'
import { mayShow, type Submission, saidIn } from './submission.ts'

const made = new WeakMap<Submission, Partial<Record<Locale, DocumentView | undefined>>>()

/**
 * The document as the campaign's page shows it; undefined where there is none. Made once of each submission in memory
 * and language: a page is rendered anew for every signature, and a document is long.
 */
export const documentView = (campaign: Campaign, submission: Submission, locale: Locale): DocumentView | undefined => {
  const views = made.get(submission) ?? {}
  made.set(submission, views)
  if (!(locale in views)) views[locale] = makeView(campaign, submission, locale)
  return views[locale]
}

const makeView = ({ slug }: Campaign, submission: Submission, locale: Locale): DocumentView | undefined => {
  const open = openDocument(submission, locale)
  if (!open) return undefined
  const t = translator(locale)
  const url = `/${locale}/campaigns/${slug}`
  const words = wordsAround(submission, locale, url)
  const states = statesByKey(submission.states)
  const { document, lang, missing } = open
  return {
    lang,
    missing,
    preliminary: document.preliminary.map(({ title, blocks }, index) => ({
      id: `part-${index + 1}`,
      title,
      html: blocksHtml(blocks, words),
    })),
    topics: document.topics.map((topic) => topicView(locale, topic, words, states)),
    notes: document.footnotes.map((note) => ({ id: noteId(note.number), html: noteHtml(note, words) })),
    cases: submission.cases.filter(mayShow).map(({ key, names, status }) => ({
      name: saidIn(names, locale) ?? { words: key, lang: locale },
      status: saidIn(status, locale) ?? null,
      url: `${url}/cases/${key}`,
    })),
    tally: tallyOf(t, document, states, `${url}/recommendations`),
    counted: t('submissions.counted', { count: recommendationsOf(document).length }),
    pdfUrl: `${url}/document.pdf`,
    recommendationsUrl: `${url}/recommendations`,
  }
}

const topicView = (
  locale: Locale,
  { key, number, title, blocks, groups, references }: Topic,
  words: DocumentWords,
  states: Map<string, StateEntry[]>,
): TopicView => ({
  key,
  number,
  title,
  html: blocksHtml(blocks, words),
  groups: groups.map(({ title, kind, items }) => ({
    title,
    kind,
    items: items.map((item) => recommendationView(locale, item, words, states)),
  })),
  references: references && {
    title: references.title,
    items: references.items.map((item) => spansHtml(item, words)),
  },
})

/** A recommendation with the state that stands. */
export const recommendationView = (
  locale: Locale,
  { number, key, kind, spans }: Recommendation,
  words: DocumentWords,
  states: Map<string, StateEntry[]>,
): RecommendationView => {
  const latest = states.get(key)?.at(-1)
  return {
    number,
    key,
    kind,
    html: spansHtml(spans, words),
    linkWords: translator(locale)('submissions.linkTo', { number }),
    state: latest ? stateView(locale, latest) : null,
  }
}

const tallyOf = (
  t: Translate,
  document: StructuredDocument,
  states: Map<string, StateEntry[]>,
  url: string,
): DocumentView['tally'] => {
  const latest = recommendationsOf(document).map(({ key }) => states.get(key)?.at(-1)?.state ?? ('none' as const))
  return [...recommendationStates, 'none' as const]
    .map((state) => ({
      state,
      words: t(`submissions.states.${state}`),
      count: latest.filter((one) => one === state).length,
      url: `${url}?state=${state}`,
    }))
    .filter(({ count }) => count > 0)
}
