import { homePage, progressOf } from '../../server/features/campaigns/index.ts'
import type { CampaignCard } from '../../server/features/campaigns/pages.ts'
import { showCampaign } from '../../server/features/signatures/campaign-view.ts'
import type { LiveCampaign } from '../../server/features/signatures/live-campaigns.ts'
import { type Locale, translator } from '../../server/i18n/index.ts'
import type { Site } from '../../server/render/page.ts'
import type { FormState } from '../../server/web/form.ts'
import { campaignFrom, readDemo } from './demo-campaign.ts'

export const now = new Date('2026-03-12T09:30:00Z')

const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000)

const newest = [
  { name: 'Maxine K.', country: 'GB', comment: '', signedAt: minutesAgo(0) },
  { name: 'Адам Б.', country: 'DE', comment: '', signedAt: minutesAgo(2) },
  { name: 'Айгүл С.', country: 'KZ', comment: '', signedAt: minutesAgo(9) },
  { name: 'Łukasz Wiśniewski', country: 'PL', comment: '', signedAt: minutesAgo(64) },
  { name: 'Қайрат Ә.', country: 'KZ', comment: '', signedAt: minutesAgo(190) },
]

const comments = [
  {
    name: 'Айгүл С.',
    country: 'KZ',
    comment: 'Прошлой весной пропала наша собака. Мы искали её две недели, а её не держали и трёх дней.',
    signedAt: minutesAgo(9),
  },
  {
    name: 'Maxine K.',
    country: 'GB',
    comment: 'A promise of a law should become a law.\nSix years are enough.',
    signedAt: minutesAgo(2900),
  },
]

const updates = [
  {
    id: '0193a5b2-7c1d-7e4f-8a90-1b2c3d4e5f60',
    happenedOn: '2026-03-11',
    titles: [
      { locale: 'en' as const, title: 'The ministry has answered' },
      { locale: 'ru' as const, title: 'Министерство ответило' },
    ],
  },
]

const counts = { pending: 40, held: 3, confirmed: 812, withdrawn: 5, refused: 0 }

export const readLive = async (wishes: Partial<LiveCampaign['campaign']> = {}, only?: Locale[]) => {
  const campaign = { ...campaignFrom(await readDemo(), only), ...wishes }
  return { campaign, counts, newest, comments, updates, stamp: 1 } satisfies LiveCampaign
}

const refused: FormState = {
  values: {
    name: 'https://spam.example',
    email: 'aigul@',
    country: '',
    city: 'Алматы',
    visibility: 'full',
    updates: 'on',
  },
  errors: [
    { field: 'name', message: 'signatures.errors.nameLetters' },
    { field: 'email', message: 'signatures.errors.emailShape' },
    { field: 'country', message: 'signatures.errors.country' },
  ],
}

const untaken: FormState = {
  values: { name: 'Айгүл Сәрсенова', email: 'aigul@example.org', country: 'KZ', visibility: 'initial' },
  errors: [],
}

const cards = (site: Site, locale: Locale, live: LiveCampaign) => {
  const { campaign } = live
  const text = campaign.texts[locale]
  const other = campaign.texts[locale === 'en' ? 'ru' : 'en']
  if (!text || !other) throw new Error('The demo speaks both languages')
  const card = (count: number, standing: string, lang = locale): CampaignCard => ({
    url: `/${locale}/campaigns/${campaign.slug}`,
    title: (lang === locale ? text : other).title,
    summary: (lang === locale ? text : other).summary,
    lang,
    standing,
    progress: progressOf(locale, count, campaign.goal),
  })
  const context = { locale, path: '/', title: translator(locale)('campaigns.home.title'), indexed: true }
  const list = [
    card(812, ''),
    card(2404, translator(locale)('campaigns.phase.closed')),
    card(21, '', locale === 'en' ? 'ru' : 'en'),
  ]
  return {
    full: () => site.render(homePage, context, { campaigns: list }),
    empty: () => site.render(homePage, context, { campaigns: [] }),
  }
}

/** The campaign's page and the list in all their states, by name. */
export const campaignSamples = async (site: Site, locale: Locale): Promise<Record<string, () => Promise<string>>> => {
  const live = await readLive()
  const other = locale === 'en' ? 'ru' : 'en'
  const foreign = await readLive({}, [other])
  const closed = {
    ...live,
    campaign: { ...live.campaign, state: 'closed' as const },
    counts: { ...counts, confirmed: 1204 },
  }
  const answered = {
    ...closed,
    campaign: {
      ...live.campaign,
      state: 'answered' as const,
      outcome: 'partly' as const,
      stateSince: new Date('2026-06-02T09:00:00Z'),
      stateNote: { en: 'The moratorium holds for a year.', ru: 'Мораторий введён на\u00a0год.' },
      edition: 2,
      editions: [1, 2].map((number) => ({
        number,
        publishedAt: `2026-0${number + 2}-02T09:00:00Z`,
        note: { en: 'One demand was added', ru: 'Добавлено одно требование' },
      })),
    },
  }
  const young = {
    ...live,
    campaign: { ...live.campaign, addressees: [], evidence: [], comments: 'off' as const },
    counts: { ...counts, confirmed: 0 },
    newest: [],
    comments: [],
  }
  return {
    home: cards(site, locale, live).full,
    'home-empty': cards(site, locale, live).empty,
    campaign: () => showCampaign(site, locale, live, now),
    'campaign-refused': () => showCampaign(site, locale, live, now, { form: refused, busy: false }),
    'campaign-busy': () => showCampaign(site, locale, live, now, { form: untaken, busy: true }),
    'campaign-closed': () => showCampaign(site, locale, closed, now),
    'campaign-answered': () => showCampaign(site, locale, answered, now),
    'campaign-young': () => showCampaign(site, locale, young, now),
    'campaign-foreign': () => showCampaign(site, locale, foreign, now),
  }
}
