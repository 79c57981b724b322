import { dashboardModel } from '../../server/features/dashboard/dashboard-view.ts'
import { dashboardPage } from '../../server/features/dashboard/pages.ts'
import { mailingDeskPage, updateDeskPage, updatesDeskPage } from '../../server/features/updates/desk-pages.ts'
import { conflictView, editModel, filledFrom, listModel } from '../../server/features/updates/desk-view.ts'
import { updateForm } from '../../server/features/updates/forms.ts'
import { mailingModel } from '../../server/features/updates/mailing-view.ts'
import type { Update } from '../../server/features/updates/queries.ts'
import { showStop, showTimeline } from '../../server/features/updates/timeline-view.ts'
import { type Locale, translator } from '../../server/i18n/index.ts'
import type { Page, Site } from '../../server/render/page.ts'
import { readForm } from '../../server/web/form.ts'
import { now, readLive } from './campaign-samples.ts'
import { deskFrame } from './moderation-samples.ts'
import { manyRows } from './sending-samples.ts'

const id = (n: number) => `0193a5b2-7c1d-7e4f-8a90-1b2c3d4e5f6${n}`

const english =
  'It promises a **law** by the end of the year.\n\n- The draft is published.\n- Comments are taken until 30 March.'
const russian = 'Обещан **закон** до конца года.\n\n- Проект опубликован.\n- Замечания принимают до 30 марта.'

const update = (n: number, wishes: Partial<Update> = {}): Update => ({
  id: id(n),
  campaignId: id(9),
  state: 'posted',
  happenedOn: '2026-03-11',
  revision: 3,
  savedAt: now,
  savedBy: id(8),
  postedAt: now,
  correctedAt: null,
  texts: [
    { locale: 'en', title: 'The ministry has answered', body: english },
    { locale: 'ru', title: 'Министерство ответило', body: russian },
  ],
  ...wishes,
})

const alone = update(2, {
  happenedOn: '2026-03-04',
  correctedAt: now,
  texts: [
    { locale: 'en', title: 'A meeting at the ministry, with a rather long title that takes two lines', body: english },
  ],
})

const refusedForm = readForm(updateForm, {
  happened_on: '11 марта',
  title_en: 'The ministry has answered',
  body_en: '',
  title_ru: 'Министерство ответило',
  body_ru: russian,
})

/** A day's curve, a week's curve, and what else a campaign of some weeks has. */
const tallied = () => {
  const hour = 3_600_000
  const key = (at: number, length: number) => new Date(at).toISOString().slice(0, length)
  const hours = Array.from({ length: 48 }, (_, n): [string, number] => [
    key(now.getTime() - n * hour, 13),
    Math.round(9 + 8 * Math.sin(n / 3.8) + (n % 7)),
  ])
  const days = Array.from({ length: 40 }, (_, n): [string, number] => [
    key(now.getTime() - n * 24 * hour, 10),
    Math.round(2400 / (n + 3) + (n % 5) * 7),
  ])
  return {
    counting: false,
    tally: {
      hour: new Map(hours),
      day: new Map(days),
      country: new Map([
        ['KZ', 512],
        ['RU', 121],
        ['DE', 88],
        ['GB', 34],
        ['PL', 21],
        ['US', 17],
        ['TD', 3],
      ]),
      locale: new Map([
        ['ru', 640],
        ['en', 172],
      ]),
      updates: new Map([
        ['ru', 301],
        ['en', 66],
      ]),
    },
  }
}

const mailing = {
  state: 'feeding' as const,
  startedAt: now,
  queued: 340,
  sent: 270,
  failed: 12,
  dropped: 4,
  waiting: 54,
}

/** The timeline, its desk, and how a campaign does, by name. */
export const updateSamples = async (site: Site, locale: Locale): Promise<Record<string, () => Promise<string>>> => {
  const t = translator(locale)
  const { campaign, counts } = await readLive()
  const shared = { slug: campaign.slug, ui: locale, timeZone: 'Asia/Almaty' }
  const desk =
    <Model extends object>(page: Page<Model>, title: string, model: Model) =>
    () =>
      site.render(page, { locale, path: '/', title, desk: deskFrame(locale) }, model)
  const edit = (wishes: Partial<Parameters<typeof editModel>[0]>) => {
    const posted = update(1)
    const standing = {
      update: posted,
      key: '',
      filled: filledFrom(posted),
      saved: false,
      conflict: null,
      mayPost: true,
    }
    return desk(updateDeskPage, t('updates.desk.editTitle'), editModel({ ...shared, ...standing, ...wishes }))
  }
  const mail = (wishes: Partial<Parameters<typeof mailingModel>[0]>) => {
    const standing = { update: update(1), mailing: undefined, tallied: tallied(), email: 'olga@team.example' }
    const model = mailingModel({ ...shared, ...standing, tested: false, refused: false, ...wishes })
    return desk(mailingDeskPage, t('updates.mail.title'), model)
  }
  const list = listModel(
    locale,
    campaign.slug,
    [update(3, { state: 'draft', texts: [] }), update(1), alone, update(4, { state: 'withdrawn' })],
    [{ update_id: id(1), state: 'fed', queued: 340, sent: 327, failed: 9 }],
  )
  const dashboard = {
    ui: locale,
    timeZone: 'Asia/Almaty',
    campaign,
    counts,
    tallied: tallied(),
    sources: [
      { source: 'direct' as const, count: 410 },
      { source: 'telegram' as const, count: 288 },
      { source: 'whatsapp' as const, count: 96 },
      { source: 'mail' as const, count: 4 },
    ],
    snapshot: { asOf: now, rows: manyRows(campaign) },
    health: { waiting: 12, many: false, failed: 3, newsRefused: 0, bounced: 1 },
    failing: campaign.addressees
      .slice(0, 1)
      .map(({ office }) => ({ name: office.name, slug: office.slug, kind: 'email' as const })),
    now,
  }
  return {
    timeline: () => showTimeline(site, locale, campaign, [update(1), alone]),
    'timeline-none': () => showTimeline(site, locale, campaign, []),
    'updates-stop': () => showStop(site, locale, 'abc', false),
    updates: desk(updatesDeskPage, t('updates.desk.title'), list),
    'update-edit': edit({
      update: alone,
      filled: filledFrom(alone),
      conflict: conflictView(locale, update(1), 'Айгүл'),
    }),
    'update-refused': edit({
      update: undefined,
      filled: refusedForm.ok ? filledFrom(alone) : refusedForm.state,
    }),
    'update-mail': mail({ refused: true }),
    'update-mailed': mail({ mailing }),
    dashboard: desk(dashboardPage, t('dashboard.title'), dashboardModel(dashboard)),
  }
}
