import type { FastifyPluginAsync } from 'fastify'
import type { Db } from '../../db/index.ts'
import { type Locale, otherLocale, translator } from '../../i18n/index.ts'
import type { Site } from '../../render/page.ts'
import type { PageCache } from '../../web/page-cache.ts'
import { privacyPage } from '../../web/pages.ts'
import { within } from '../../web/patience.ts'
import { CONTACTS_KEPT_DAYS } from '../privacy/index.ts'
import type { CampaignSummary } from './campaign.ts'
import { progressOf } from './campaign-details.ts'
import { type Phase, phaseOf } from './life.ts'
import { type CampaignCard, homePage } from './pages.ts'
import { listCampaigns } from './queries.ts'

export interface CampaignRoutes {
  locale: Locale
  db: Db
  site: Site
  cache: PageCache
  /** Confirmed signatures by campaign id. */
  countSignatures: () => Promise<Map<string, number>>
  now: () => Date
}

/** The list may be a few seconds old: it is looked up once in so many milliseconds however many read it. */
const FRESH_MS = 2_000

/** Where the database hangs, a reader waits so long for a new list and then gets the last. */
const PATIENCE_MS = 1_500

interface CardList {
  looked: number
  cards: CampaignCard[]
}

/** Why it cannot be signed now, in a word; empty where it can. */
const phaseWord = (locale: Locale, phase: Phase) =>
  phase === 'open' || phase === 'draft' || phase === 'review' ? '' : translator(locale)(`campaigns.phase.${phase}`)

const cardOf = (locale: Locale, campaign: CampaignSummary, count: number, now: Date): CampaignCard => {
  const lang = campaign.titles[locale] === undefined ? otherLocale(locale) : locale
  return {
    url: `/${locale}/campaigns/${campaign.slug}`,
    title: campaign.titles[lang] ?? campaign.slug,
    summary: campaign.summaries[lang] ?? '',
    lang,
    standing: phaseWord(locale, phaseOf(campaign, now)),
    progress: progressOf(locale, count, campaign.goal),
  }
}

/** The list of campaigns, and what is kept of people. */
export const campaigns: FastifyPluginAsync<CampaignRoutes> = async (app, options) => {
  const { locale, db, site, cache, countSignatures, now } = options
  let known: CardList | undefined
  let looking: Promise<CardList> | undefined

  const look = async (): Promise<CardList> => {
    try {
      const [list, counts] = await Promise.all([listCampaigns(db), countSignatures()])
      known = { looked: now().getTime(), cards: list.map((one) => cardOf(locale, one, counts.get(one.id) ?? 0, now())) }
    } catch (error) {
      if (!known) throw error
      known.looked = now().getTime()
    } finally {
      looking = undefined
    }
    return known
  }

  const findCards = async (): Promise<CampaignCard[]> => {
    if (known && now().getTime() - known.looked < FRESH_MS) return known.cards
    looking ??= look()
    const last = known
    if (!last) return (await looking).cards
    const list = await within(PATIENCE_MS, looking, () => {
      last.looked = now().getTime()
      return last
    })
    return list.cards
  }

  app.get('/', async (request, reply) => {
    const t = translator(locale)
    const list = await findCards()
    const context = {
      locale,
      path: '/',
      title: t('campaigns.home.title'),
      description: t('campaigns.home.lead'),
      indexed: true,
    }
    return cache.send(request, reply, `${locale} /`, JSON.stringify(list), () =>
      site.render(homePage, context, { campaigns: list }),
    )
  })

  app.get('/privacy', async (request, reply) => {
    const t = translator(locale)
    const context = {
      locale,
      path: '/privacy',
      title: t('site.privacy.title'),
      description: t('site.privacy.lead'),
      indexed: true,
    }
    return cache.send(request, reply, `${locale} /privacy`, '', () =>
      site.render(privacyPage, context, { contactDays: CONTACTS_KEPT_DAYS }),
    )
  })
}
