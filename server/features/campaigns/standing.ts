import { formatDate, type Locale, otherLocale, translator } from '../../i18n/index.ts'
import type { Campaign } from './campaign.ts'
import { closedSince, phaseOf } from './life.ts'
import type { StandingView } from './pages.ts'

/** What readers are told of a campaign that cannot be signed now; null where it can. */
export const standingOf = (campaign: Campaign, locale: Locale, now: Date): StandingView | null => {
  const t = translator(locale)
  const phase = phaseOf(campaign, now)
  const note = noteIn(campaign, locale)
  switch (phase) {
    case 'open':
    case 'draft':
    case 'review':
      return null
    case 'announced':
      return {
        title: t('campaigns.phase.announced'),
        words: t('campaigns.announced.long', { date: campaign.opensAt ? formatDate(locale, campaign.opensAt) : '' }),
        note: null,
      }
    case 'closed': {
      const since = closedSince(campaign)
      const words = since
        ? t('campaigns.closed.since', { date: formatDate(locale, since) })
        : t('campaigns.closed.long')
      const byTime = campaign.state === 'open' ? `${words} ${t('campaigns.closed.byTime')}` : words
      return { title: t('campaigns.phase.closed'), words: byTime, note }
    }
    default: {
      const date = campaign.stateSince ? formatDate(locale, campaign.stateSince) : ''
      const title = campaign.outcome ? t(`campaigns.outcome.${campaign.outcome}`) : t(`campaigns.phase.${phase}`)
      return { title, words: t(`campaigns.standing.${phase}.${date ? 'since' : 'long'}`, { date }), note }
    }
  }
}

/** The organisers' words in this language, or in the other. */
const noteIn = ({ stateNote }: Campaign, locale: Locale) => {
  const lang = stateNote[locale] === undefined ? otherLocale(locale) : locale
  const text = stateNote[lang]
  return text === undefined ? null : { text, lang }
}
