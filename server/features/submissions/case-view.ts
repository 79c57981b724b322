import { formatPartialDate, type Locale, translator } from '../../i18n/index.ts'
import { casesNamed, type Topic } from '../../render/document/model.ts'
import type { Site } from '../../render/page.ts'
import { type Campaign, type CaseEntry, textIn } from '../campaigns/index.ts'
import { openDocument } from './open-document.ts'
import { type CampaignLink, type CaseModel, casePage } from './pages.ts'
import { sourceView } from './state-view.ts'
import { mayShow, type Submission, saidIn } from './submission.ts'

export const campaignLink = (campaign: Campaign, locale: Locale): CampaignLink => {
  const { text, lang } = textIn(campaign, locale)
  return { title: text.title, lang, url: `/${locale}/campaigns/${campaign.slug}` }
}

/** The case of this key, if it may be shown. */
export const findCase = ({ cases }: Submission, key: string) => cases.find((one) => one.key === key && mayShow(one))

const caseModel = (campaign: Campaign, submission: Submission, entry: CaseEntry, locale: Locale): CaseModel => {
  const t = translator(locale)
  const open = openDocument(submission, locale)
  const names = ({ topics }: { topics: Topic[] }) =>
    casesNamed({ preliminary: [], topics, footnotes: [] }).includes(entry.key)
  const link = campaignLink(campaign, locale)
  return {
    campaign: link,
    kind: t(`submissions.case.kind.${entry.kind}`),
    name: saidIn(entry.names, locale) ?? { words: entry.key, lang: locale },
    status: saidIn(entry.status, locale) ?? null,
    history: entry.history.map(({ date, text, source }) => ({
      date: formatPartialDate(locale, date),
      text: saidIn(text, locale) ?? { words: '', lang: locale },
      source: source === null ? null : sourceView(source),
    })),
    basis: t(entry.basis === 'consent' ? `submissions.case.consent.${entry.kind}` : 'submissions.case.publicSource'),
    source: entry.source === null ? null : sourceView(entry.source),
    topics: (open?.document.topics ?? [])
      .filter((topic) => names({ topics: [topic] }))
      .map(({ key, number, title }) => ({
        url: `${link.url}#topic-${key}`,
        number,
        title,
        lang: open?.lang ?? locale,
      })),
  }
}

/** The page of one case. */
export const showCase = (
  site: Site,
  locale: Locale,
  campaign: Campaign,
  submission: Submission,
  entry: CaseEntry,
): Promise<string> => {
  const model = caseModel(campaign, submission, entry, locale)
  const context = {
    locale,
    path: `/campaigns/${campaign.slug}/cases/${entry.key}`,
    title: `${model.name.words} — ${model.campaign.title}`,
    description: model.status?.words ?? '',
    // A name in a search engine's memory outlives a withdrawn consent.
    indexed: entry.kind === 'event',
  }
  return site.render(casePage, context, model)
}
