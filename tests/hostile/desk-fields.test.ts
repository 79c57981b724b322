import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DeskRoute } from '../../server/desk.ts'
import { screens } from '../../server/features/drafts/section-forms/screens.ts'
import { findSealedCampaign } from '../../server/features/signatures/index.ts'
import { feedMailing, startMailing } from '../../server/features/updates/mail-update.ts'
import { openBrowser } from '../browser.ts'
import { type DeskBrowser, openDesk, type TestDesk } from '../desk.ts'
import { type Watch, watch } from './desk-browser.ts'
import { plantAddresses, plantPeople, plantTexts } from './desk-planting.ts'
import { addressOf, type Named, stock } from './desk-stock.ts'
import { allScripts, scripts } from './desk-strings.ts'
import { forEach } from './requests.ts'

/** Pages that hold all strings in all their places are large. */
const PATIENCE = 180_000

const [submission, declaration] = ['kazakhstan-periodic-review', 'kazakhstan-shooting-order']

const opened = await openBrowser()
if ('skipped' in opened) throw new Error(opened.skipped)
const { browser } = opened

let desk: TestDesk
let owner: DeskBrowser
let view: Watch
const named: Record<string, Named> = {}

const idOf = async (slug: string) =>
  (await desk.db.selectFrom('campaigns').select('id').where('slug', '=', slug).executeTakeFirstOrThrow()).id

beforeAll(async () => {
  desk = await openDesk()
  const { db, team } = desk
  owner = await desk.as(['owner'], { name: `Olga ${allScripts}` })
  for (const slug of [submission, declaration]) {
    const ours = { organiser_id: team.id, version: 77, co_signing: 'open' as const }
    await db.updateTable('campaigns').set(ours).where('slug', '=', slug).execute()
    const things = await stock(desk, slug, owner.accountId)
    named[slug] = things
    const id = await idOf(slug)
    expect(await plantTexts(db, id)).toBeGreaterThan(30)
    await plantAddresses(db, id, things.recommendation ?? '')
    const campaign = await findSealedCampaign(db, id)
    if (campaign && slug === submission) await plantPeople(desk, campaign, owner.accountId)
  }
  await db.updateTable('update_texts').set({ title: allScripts, body: allScripts }).execute()
  view = await watch(browser, desk.url, owner.cookie)
}, PATIENCE)
afterAll(async () => {
  await browser.close()
  await desk.close()
})

interface Answered {
  path: string
  html: string
}

/** Opens each page as it would be without a policy; which of them show many of the strings. */
const openAll = async (pages: Answered[]) => {
  const [shown, wrong]: [string[], object[]] = [[], []]
  for (const { path, html } of pages) {
    const watched = await view.open(html)
    const { ran, made } = watched
    if (ran.length + made.length > 0) wrong.push({ path, ran: ran.slice(0, 3), made: made.slice(0, 3) })
    if (watched.shown.length > 300) shown.push(path)
  }
  expect(wrong).toEqual([])
  return shown
}

/** What answers to these addresses. */
const load = async (paths: string[], expected = [200]) => {
  const wrong: [string, number][] = []
  const pages: Answered[] = []
  await forEach(paths, 4, async (path) => {
    const { status, text } = await owner.get(path)
    if (!expected.includes(status)) wrong.push([path, status])
    else if (status === 200) pages.push({ path, html: text })
  })
  expect(wrong).toEqual([])
  return pages
}

test('the strings run where nothing escapes them, and are told', async () => {
  expect(new Set(scripts).size).toBe(scripts.length)
  expect(scripts.length).toBeGreaterThanOrEqual(300)
  for (const text of scripts.slice(0, 6))
    expect([text, (await view.open(`<p>${text}</p>`)).ran.length]).toEqual([text, 1])
  const field = scripts.find((text) => text.startsWith('</textarea><script>'))
  expect((await view.open(`<textarea>${field}</textarea>`)).ran).not.toEqual([])
  expect((await view.open('<script src=//evil.example/1></script>')).ran).toEqual(['request: http://evil.example/1'])
  expect((await view.open('<a href="JaVaScRiPt:1">x</a><b onclick=1>')).made.length).toBe(2)
})

const inBoth = (path: string) => [`/en/${path}`, `/ru/${path}`]

const everyCampaign =
  '/editions /editions/1 /updates /letters /letters/batch /letters/record /board /answers /moderation'

const publicPages = (slug: string) =>
  [
    '',
    ...everyCampaign.split(' '),
    '/signatories',
    ...(slug === submission ? ['/recommendations'] : []),
    `/cases/${named[slug]?.case}`,
  ].flatMap((page) => inBoth(`campaigns/${slug}${page}`))

test(
  'readers see every string as text, on every page',
  async () => {
    const pages = await load([...inBoth(''), ...inBoth('offices'), ...[submission, declaration].flatMap(publicPages)])
    expect((await openAll(pages)).length).toBeGreaterThan(20)
    for (const { path, html } of pages) {
      const data = /<script type="application\/ld\+json">([\s\S]*?)<\/script>/.exec(html)?.[1]
      if (path.endsWith(`/campaigns/${submission}`)) expect(JSON.parse(data ?? '').name).toMatch(/top\.pwned=\d/)
      expect(data ?? '').not.toMatch(/[<>]/)
    }
  },
  PATIENCE,
)

const shownAt = (route: DeskRoute, things: Named): string[] => {
  const of = (more: Named) => addressOf(route, { ...things, ...more })
  if (route.url.includes(':section')) return screens.map(({ name }) => of({ section: name }))
  if (route.url.includes(':tab')) return ['comments', 'held', 'corrections', 'answers'].map((tab) => of({ tab }))
  return [of({})]
}

test(
  'the desk shows every string as text, on every page that it has',
  async () => {
    const routes = desk.app.deskRoutes.filter(
      ({ method, url }) => method === 'GET' && !/:token|\/file$|sign-in|imports\/:id\/check/.test(url),
    )
    const others = routes.filter(({ url }) => /signatories|preview|:campaign\/check/.test(url))
    const paths = [
      ...routes.flatMap((route) => shownAt(route, named[submission] ?? {})),
      ...others.flatMap((route) => shownAt(route, named[declaration] ?? {})),
      `/desk/campaigns/${declaration}/edit/tabling`,
    ]
    expect((await openAll(await load([...new Set(paths)], [200, 303, 404]))).length).toBeGreaterThan(50)
  },
  PATIENCE,
)

test(
  'scripts of the desk’s own make nothing run either, and the policy never has to stop any',
  async () => {
    const base = `/desk/campaigns/${submission}`
    const paths = [
      `${base}/edit/heading`,
      `${base}/edit/brief`,
      `${base}/edit/evidence`,
      `${base}/moderation/comments`,
      `${base}/signatories`,
    ]
    for (const path of [...paths, `/en/campaigns/${submission}`]) {
      const { ran, made, shown } = await view.visit(path)
      expect({ path, ran, made, some: shown.length > 0 }).toEqual({ path, ran: [], made: [], some: true })
    }
  },
  PATIENCE,
)

test(
  'mails hold every string as text, and so do the pages on which kept mails are shown',
  async () => {
    const things = named[submission] ?? {}
    const base = `/desk/campaigns/${submission}`
    const campaignId = await idOf(submission)
    await owner.post(`/desk/teams/${desk.team.slug}/invitations`, {
      email: 'new@team.example',
      roles: 'editor',
      locale: 'ru',
    })
    await owner.post(`${base}/updates/${things.update}/test`)
    const asked = await desk.db
      .selectFrom('signatories')
      .select('id')
      .where('campaign_id', '=', campaignId)
      .where('state', '=', 'pending')
      .executeTakeFirstOrThrow()
    await owner.post(`${base}/signatories/${asked.id}/invitation`)
    await desk.db.updateTable('signatures').set({ wants_updates: true }).execute()
    await startMailing(desk.db, campaignId, things.update ?? '', owner.accountId)
    while ((await feedMailing(desk.db, 100)) !== undefined);
    desk.mailPromised()
    await desk.mailSent()
    const mails = await desk.mailbox.list(50)
    expect(mails.length).toBeGreaterThan(4)
    for (const { subject } of mails) expect(subject).not.toMatch(/[\r\n]/)
    const shown = await openAll(mails.map(({ subject, html }) => ({ path: subject, html })))
    expect(shown.length).toBeGreaterThan(2)
    await openAll(await load(['/dev/mail', ...mails.map(({ id }) => `/dev/mail/${id}`)]))
  },
  PATIENCE,
)

test('feeds are well-formed XML, and hold every string as text', async () => {
  for (const path of inBoth(`campaigns/${submission}/updates/feed.atom`)) {
    const { status, text } = await owner.get(path)
    expect(status).toBe(200)
    const titles = await view.readXml(text, 'entry > title')
    expect(titles.join('\n')).toContain(scripts[0])
  }
})
