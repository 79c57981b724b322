import { editionPage, editionsPage } from '../../server/features/campaigns/edition-pages.ts'
import { editionModel, editionsModel } from '../../server/features/campaigns/edition-view.ts'
import { signedText } from '../../server/features/campaigns/signed-text.ts'
import { campaignRow, newCampaignView } from '../../server/features/drafts/campaigns-desk.ts'
import type { Checked } from '../../server/features/drafts/check-draft.ts'
import { checkView, type ReturnedForm } from '../../server/features/drafts/check-view.ts'
import type { DraftProblem } from '../../server/features/drafts/draft-problem.ts'
import { historyView } from '../../server/features/drafts/history-view.ts'
import type { Draft } from '../../server/features/drafts/index.ts'
import type { TeamCampaign } from '../../server/features/drafts/list-campaigns.ts'
import {
  campaignsPage,
  checkPage,
  historyPage,
  newCampaignPage,
  slugPage,
} from '../../server/features/drafts/publishing-pages.ts'
import { sectionsOf } from '../../server/features/drafts/section-files.ts'
import { findScreen } from '../../server/features/drafts/section-forms/screens.ts'
import { slugView } from '../../server/features/drafts/slug-view.ts'
import { type Locale, translator } from '../../server/i18n/index.ts'
import type { Site } from '../../server/render/page.ts'
import { now } from './campaign-samples.ts'
import { campaignFrom, readDemo } from './demo-campaign.ts'
import { deskFrame } from './moderation-samples.ts'

const slug = 'stray-animals-kazakhstan'

const problem = (section: string, locale: DraftProblem['locale'], message: DraftProblem['message'], values = {}) => ({
  section,
  locale,
  field: section === 'letters' ? 'president' : '',
  line: section === 'letters' ? 7 : 0,
  message,
  values,
})

const problems = [
  problem('heading', 'en', 'publishing.problems.missing'),
  problem('letters', 'ru', 'letters.faults.unknownFact', { what: 'keeping_days' }),
  problem('addressees', '', 'publishing.problems.noOffice', { what: 'kz-president' }),
]

const advice = [
  problem('heading', 'ru', 'publishing.checks.longTitle', { count: 92, shown: 65 }),
  problem('evidence', 'en', 'publishing.checks.noCaption', { count: 2, list: 'oven, truck' }),
  problem('body', 'en', 'publishing.checks.outdated'),
]

const team = (state: TeamCampaign['state'], unfinished: number, titles: TeamCampaign['titles']): TeamCampaign => ({
  id: state,
  slug,
  state,
  opensAt: null,
  closesAt: null,
  titles,
  signatures: 12_345,
  unfinished,
})

const titles = {
  en: 'Stop the killing of stray animals in Kazakhstan',
  ru: 'Остановите убийства бездомных животных в\u00a0Казахстане',
}

/** A team's campaigns, the checks, earlier versions, and the texts that people signed, by name. */
export const publishingSamples = async (site: Site, locale: Locale): Promise<Record<string, () => Promise<string>>> => {
  const t = translator(locale)
  const context = { locale, path: '/', title: 'Otklik', desk: deskFrame(locale) }
  const folder = await readDemo()
  const sections = sectionsOf(folder).map((each) => ({
    ...each,
    revision: 2,
    ready: true,
    seenOther: 2,
    savedBy: 'someone',
    savedAt: new Date(now.getTime() - 7_200_000),
  }))
  const { organiser } = folder.campaign
  const head = { id: '', teamId: '', slug, kind: 'petition' as const, edition: 1, version: 1, organiser, note: {} }
  const times = { outcome: null, opens: null, closes: null }
  const draft = { campaign: { ...head, ...times, state: 'review' as const }, sections, images: [] }
  const open = { campaign: { ...head, ...times, state: 'delivered' as const }, sections, images: [] }
  const half: Checked = {
    choices: { en: 'keep', ru: 'publish' },
    whole: ['ru'],
    problems: [],
    waiting: [{ locale: 'en', problems: problems.slice(0, 2) }],
    advice: [],
    folder,
    names: new Map([
      ['president', locale === 'ru' ? 'Президент Республики Казахстан' : 'President of the Republic of Kazakhstan'],
    ]),
    ease: [{ locale: 'ru', score: 48 }],
  }
  const good: Checked = { ...half, choices: { en: 'publish', ru: 'publish' }, whole: ['en', 'ru'], waiting: [] }
  const bad: Checked = { ...good, whole: [], problems, advice, folder: undefined, ease: [{ locale: 'en', score: 61 }] }
  const refused: ReturnedForm = {
    form: 'life',
    state: {
      values: { to: 'answered', note_ru: 'Мораторий введён.', note_en: '' },
      errors: [{ field: 'outcome', message: 'publishing.errors.outcome' }],
    },
  }
  const check = (checked: Checked, of: Draft = draft, returned?: ReturnedForm) => {
    const published = of === open ? folder : undefined
    return checkView({
      ui: locale,
      timeZone: 'Asia/Almaty',
      draft: of,
      published,
      checked,
      fresh: true,
      roles: ['owner'],
      returned,
      done: '',
      now,
    })
  }
  const list = (campaigns: TeamCampaign[]) => ({
    team: context.desk.team,
    newUrl: '/desk/teams/x/campaigns/new',
    exampleUrl: '/desk/teams/x/campaigns/example',
    mayBegin: true,
    campaigns: campaigns.map((campaign) => campaignRow(locale, campaign, now)),
    earlierUrl: '/desk/teams/x/campaigns?page=2',
    steps: (['text', 'demands', 'addressees', 'letters', 'check', 'publish'] as const).map((step) =>
      t(`publishing.steps.${step}`),
    ),
  })
  const wrong = {
    values: { kind: 'petition', title_ru: '', title_en: '', slug: 'Ой', country: 'KZ' },
    errors: [
      { field: 'title_en', message: 'publishing.errors.title' as const },
      { field: 'slug', message: 'publishing.errors.slug' as const },
    ],
  }
  const taken = { values: { slug }, errors: [{ field: 'slug', message: 'publishing.slug.taken' as const }] }
  const address = { ui: locale, slug, site: 'https://otklik.example', state: taken, done: false }
  const screen = findScreen('body')
  if (!screen) throw new Error('There is no body')
  const revision = (number: number, markdown: string) => ({
    revision: number,
    content: { markdown },
    restoredFrom: number === 3 ? 1 : null,
    by: 'someone',
    at: new Date(now.getTime() - 3_600_000 * (4 - number)),
  })
  const [first, second] = [
    revision(1, 'Первый абзац.\n\nВторой.'),
    revision(2, 'Первый новый абзац.\n\nВторой.\n\nТретий.'),
  ]
  const history = historyView({
    ui: locale,
    timeZone: 'Europe/Berlin',
    screen,
    locale: 'ru',
    slug,
    revisions: [revision(3, 'Первый абзац.'), second, first],
    shown: second,
    before: first,
    people: new Map([['someone', { name: 'Айгүл' }]]),
    conflict: true,
    now,
    locales: ['en', 'ru'],
    mayRestore: true,
  })
  const campaign = campaignFrom(folder)
  const signed = signedText(folder)
  const changed = structuredClone(signed)
  for (const text of Object.values(changed.texts)) text.summary = `${text.summary} ${text.title}.`
  const editions = [
    {
      number: 2,
      publishedAt: now,
      note: { en: 'The summary is clearer', ru: 'Краткое описание стало яснее' },
      signed: changed,
    },
    { number: 1, publishedAt: new Date('2026-03-02T09:00:00Z'), note: {}, signed },
  ]
  const [latest] = editions
  if (!latest) throw new Error('There is an edition')
  const plain = { locale, path: '/', title: 'Otklik' }
  return {
    campaigns: () =>
      site.render(
        campaignsPage,
        context,
        list([team('draft', 3, { ru: titles.ru }), team('open', 0, titles), team('review', 1, titles)]),
      ),
    'campaigns-none': () => site.render(campaignsPage, context, list([])),
    'campaign-new': () => site.render(newCampaignPage, context, newCampaignView(locale, 'x')),
    'campaign-new-refused': () => site.render(newCampaignPage, context, newCampaignView(locale, 'x', wrong)),
    'check-ready': () => site.render(checkPage, context, check(good)),
    'check-problems': () => site.render(checkPage, context, check(bad)),
    'check-life-refused': () => site.render(checkPage, context, check(half, open, refused)),
    'campaign-slug': () => site.render(slugPage, context, slugView({ ...address, open: true })),
    'campaign-slug-fixed': () =>
      site.render(slugPage, context, slugView({ ...address, open: false, state: undefined })),
    history: () => site.render(historyPage, context, history),
    editions: () => site.render(editionsPage, plain, editionsModel(campaign, editions, locale)),
    edition: () => site.render(editionPage, plain, editionModel(campaign, latest, locale)),
  }
}
