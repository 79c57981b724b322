import type { RecommendationState } from '../../db/submission-tables.ts'
import { type Locale, translator } from '../../i18n/index.ts'
import type { Site } from '../../render/page.ts'
import { type Campaign, recommendationStates } from '../campaigns/index.ts'
import { campaignLink } from './case-view.ts'
import { recommendationView } from './document-view.ts'
import { type OpenDocument, wordsAround } from './open-document.ts'
import { type RecommendationsModel, recommendationsPage } from './pages.ts'
import { statesByKey, stateView } from './state-view.ts'
import type { Submission } from './submission.ts'

/** Which recommendations are asked for: all, those in a state, or those that nobody has said anything of. */
export type StateFilter = RecommendationState | 'none' | 'all'

const filters: readonly StateFilter[] = ['all', ...recommendationStates, 'none']

const recommendationsModel = (
  campaign: Campaign,
  submission: Submission,
  { document, lang, missing }: OpenDocument,
  filter: StateFilter,
  locale: Locale,
): RecommendationsModel => {
  const t = translator(locale)
  const link = campaignLink(campaign, locale)
  const words = { ...wordsAround(submission, locale, link.url), notesAt: link.url }
  const states = statesByKey(submission.states)
  const topics = document.topics.map(({ number, title, groups }) => ({
    number,
    title,
    items: groups.flatMap(({ items }) =>
      items.map((item) => ({
        ...recommendationView(locale, item, words, states),
        url: `${link.url}#rec-${item.key}`,
        kindWords: t(`submissions.kind.${item.kind}`),
        history: (states.get(item.key) ?? []).toReversed().map((state) => stateView(locale, state)),
      })),
    ),
  }))
  const fits = (item: { state: { state: RecommendationState } | null }, one: StateFilter) =>
    one === 'all' || (item.state?.state ?? 'none') === one
  const all = topics.flatMap(({ items }) => items)
  return {
    campaign: link,
    lang,
    missing,
    filters: filters
      .map((one) => ({
        words: one === 'all' ? t('submissions.all') : t(`submissions.states.${one}`),
        count: all.filter((item) => fits(item, one)).length,
        url: `${link.url}/recommendations${one === 'all' ? '' : `?state=${one}`}`,
        chosen: one === filter,
      }))
      .filter(({ count, chosen }) => count > 0 || chosen),
    topics: topics
      .map((topic) => ({ ...topic, items: topic.items.filter((item) => fits(item, filter)) }))
      .filter(({ items }) => items.length > 0),
  }
}

/** Every recommendation of a document, with what became of it. */
export const showRecommendations = (
  site: Site,
  locale: Locale,
  campaign: Campaign,
  submission: Submission,
  open: OpenDocument,
  filter: StateFilter,
): Promise<string> => {
  const model = recommendationsModel(campaign, submission, open, filter, locale)
  const t = translator(locale)
  const context = {
    locale,
    path: `/campaigns/${campaign.slug}/recommendations`,
    title: `${t('submissions.recommendations.title')} — ${model.campaign.title}`,
    description: t('submissions.recommendations.lead'),
    indexed: filter === 'all',
  }
  return site.render(recommendationsPage, context, model)
}
