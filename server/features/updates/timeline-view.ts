import { formatDate, type Locale, translator } from '../../i18n/index.ts'
import { renderMarkdown } from '../../render/markdown.ts'
import type { Site } from '../../render/page.ts'
import { type Campaign, textIn } from '../campaigns/index.ts'
import { textFor } from './compose-update-mail.ts'
import { stopPage, timelinePage, type UpdateView } from './pages.ts'
import type { Update } from './queries.ts'

/** An update in a reader's language, or in the other and saying so; none where it has no text. */
export const updateView = (locale: Locale, { id, happenedOn, correctedAt, texts }: Update): UpdateView[] => {
  const t = translator(locale)
  const text = textFor(texts, locale)
  if (!text) return []
  return [
    {
      anchor: `u-${id}`,
      date: formatDate(locale, new Date(happenedOn)),
      day: happenedOn,
      title: text.title,
      lang: text.locale,
      otherLanguage: text.locale !== locale,
      body: renderMarkdown(text.body),
      corrected: correctedAt ? t('updates.corrected', { date: formatDate(locale, correctedAt) }) : '',
    },
  ]
}

/** What has come of a campaign, the newest first. */
export const showTimeline = (site: Site, locale: Locale, campaign: Campaign, updates: Update[]) => {
  const t = translator(locale)
  const { text, lang } = textIn(campaign, locale)
  const path = `/campaigns/${campaign.slug}`
  const context = {
    locale,
    path: `${path}/updates`,
    title: `${t('updates.title')} — ${text.title}`,
    description: text.summary,
    indexed: true,
  }
  return site.render(timelinePage, context, {
    campaign: { title: text.title, lang, url: `/${locale}${path}` },
    updates: updates.flatMap((update) => updateView(locale, update)),
    feedUrl: `/${locale}${path}/updates/feed.atom`,
  })
}

/** The page behind the link that ends news by mail. */
export const showStop = (site: Site, locale: Locale, token: string, done: boolean) => {
  const path = `/updates-stop/${token}`
  const title = translator(locale)(done ? 'updates.stop.doneTitle' : 'updates.stop.title')
  return site.render(stopPage, { locale, path, title }, { action: `/${locale}${path}`, done })
}
