import { formatNumber, type Locale, otherLocale, translator } from '../../i18n/index.ts'
import type { Campaign } from '../campaigns/index.ts'
import { campaignRecord, type PublicRecord } from '../sendings/index.ts'
import type { findCounts, Tallied } from '../signatures/index.ts'
import { byDay, byHour } from './over-time.ts'
import { byCountry, byLanguage, bySource, byState } from './parts.ts'
import { LOOKED_AT, type listFailingChannels, type listSources, type MailHealth } from './queries.ts'

interface Dashboard {
  ui: Locale
  timeZone: string
  campaign: Campaign
  counts: Awaited<ReturnType<typeof findCounts>>
  tallied: Tallied
  sources: Awaited<ReturnType<typeof listSources>>
  snapshot: Awaited<ReturnType<PublicRecord['ofCampaign']>>
  health: MailHealth
  failing: Awaited<ReturnType<typeof listFailingChannels>>
  now: Date
}

const PERCENT = 100

/** Of those who sent the form and could confirm it; a dash where nobody did. */
const rateOf = (ui: Locale, { confirmed, pending, withdrawn }: Dashboard['counts']) => {
  const sent = confirmed + withdrawn + pending
  const percent = Math.round((PERCENT * (confirmed + withdrawn)) / Math.max(1, sent))
  return sent === 0 ? '—' : translator(ui)('dashboard.figures.percent', { percent })
}

const headFigures = ({ ui, campaign, counts, tallied, now }: Dashboard) => {
  const t = translator(ui)
  const today = tallied.tally.day.get(now.toISOString().slice(0, 10)) ?? 0
  const reached = Math.min(PERCENT, Math.floor((PERCENT * counts.confirmed) / Math.max(1, campaign.goal)))
  const ofGoal = t('dashboard.figures.ofGoal', { percent: reached, goal: formatNumber(campaign.goal) })
  return [
    { label: t('dashboard.figures.confirmed'), value: formatNumber(counts.confirmed), note: ofGoal },
    { label: t('dashboard.figures.today'), value: formatNumber(today), note: t('dashboard.figures.utc') },
    { label: t('dashboard.figures.rate'), value: rateOf(ui, counts), note: t('dashboard.figures.rateNote') },
  ]
}

const mailLines = (ui: Locale, { waiting, many, failed, newsRefused, bounced }: MailHealth) => {
  const t = translator(ui)
  const least = many ? t('dashboard.mail.many', { number: formatNumber(LOOKED_AT) }) : formatNumber(waiting)
  return [
    { label: t('dashboard.mail.waiting'), value: least, troubled: many },
    { label: t('dashboard.mail.failed'), value: formatNumber(failed), troubled: failed > 0 },
    { label: t('dashboard.mail.newsRefused'), value: formatNumber(newsRefused), troubled: newsRefused > 0 },
    { label: t('dashboard.mail.bounced'), value: formatNumber(bounced), troubled: bounced > 0 },
  ]
}

/** How a campaign does, for those who run it. */
export const dashboardModel = (dashboard: Dashboard) => {
  const { ui, timeZone, campaign, counts, tallied, sources, snapshot, health, failing, now } = dashboard
  const t = translator(ui)
  const { tally, counting } = tallied
  const record = campaignRecord(ui, campaign, snapshot)
  const lang = campaign.texts[ui] ? ui : otherLocale(ui)
  return {
    title: campaign.texts[lang]?.title ?? campaign.slug,
    lang,
    publicUrl: `/${ui}/campaigns/${campaign.slug}`,
    counting,
    figures: headFigures(dashboard),
    overTime: [byHour(ui, timeZone, tally.hour, now), byDay(ui, tally.day, now)],
    parts: [byState(ui, counts), bySource(ui, sources), byCountry(ui, tally.country), byLanguage(ui, tally.locale)],
    record,
    recordFew: record.chart === null,
    mail: mailLines(ui, health),
    failing: failing.map(({ name, slug, kind }) => ({
      office: ui === 'ru' ? name.ru.nominative : name.en,
      url: `/${ui}/offices/${slug}`,
      channel: t(`campaigns.channel.${kind}`),
    })),
  }
}
