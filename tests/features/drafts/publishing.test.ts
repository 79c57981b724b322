import { afterAll, expect, test } from 'vitest'
import { findCampaign } from '../../../server/features/campaigns/index.ts'
import { findRevisions, listSections, saveSection } from '../../../server/features/drafts/index.ts'
import { openDesk } from '../../desk.ts'
import { demo } from '../../site.ts'

let now = new Date('2026-04-01T10:00:00Z')
const desk = await openDesk({ now: () => now })
afterAll(desk.close)
const { owner, team, db } = desk
const list = `/desk/teams/${team.slug}/campaigns`
const editor = await desk.as(['editor'])
const translator = await desk.as(['translator'])

const read = async (path: string) => {
  now = new Date(now.getTime() + 20_000)
  const response = await fetch(desk.url + path)
  return { status: response.status, text: (await response.text()).replaceAll('\u00a0', ' ') }
}

const idOf = async (slug: string) => (await findCampaign(db, slug))?.id ?? ''

const change = async (slug: string, section: string, locale: '' | 'en' | 'ru', edit: (content: never) => object) => {
  const campaign = await idOf(slug)
  const found = (await listSections(db, campaign)).find((each) => each.section === section && each.locale === locale)
  const content = edit((found?.content ?? {}) as never)
  return saveSection(db, { campaign, section, locale, base: found?.revision ?? 0, content, account: null, now })
}

test('a campaign begins with a working title in one language, and its address is made of it', async () => {
  const { text } = await owner.get(list)
  expect(text).toContain('Start a campaign')
  const fields = { kind: 'petition', title_ru: 'Чистый воздух — каждому!', title_en: '', slug: '', country: 'KZ' }
  const begun = await owner.post(`${list}/new`, fields)
  expect([begun.status, begun.location]).toEqual([303, '/desk/campaigns/chistyi-vozdukh-kazhdomu/edit'])
  expect((await owner.get(begun.location)).status).toBe(200)
  expect((await owner.get(list)).text).toContain('Чистый воздух')

  const again = await owner.post(`${list}/new`, fields)
  expect(again.status).toBe(422)
  expect(again.text).toContain('chistyi-vozdukh-kazhdomu-2')
  expect(again.text).toContain('Чистый воздух')
  const empty = await owner.post(`${list}/new`, { kind: 'petition', country: 'XX', slug: 'Ой!' })
  expect(empty.status).toBe(422)
  for (const words of ['Enter a working title', 'Choose a country', 'Use only a–z']) expect(empty.text).toContain(words)
})

test('who is not an editor begins nothing, publishes nothing, and strangers see nothing', async () => {
  expect((await translator.get(`${list}/new`)).status).toBe(403)
  expect((await translator.post(`${list}/example`)).status).toBe(403)
  expect((await translator.post(`/desk/campaigns/${demo}/publish`)).status).toBe(403)
  const stranger = await desk.stranger()
  for (const path of [list, `/desk/campaigns/${demo}/check`, `/desk/campaigns/${demo}/preview`])
    expect((await stranger.get(path)).status).toBe(404)
})

test('an unfinished draft cannot be published, is told why, and can be looked at all the same', async () => {
  const check = '/desk/campaigns/chistyi-vozdukh-kazhdomu/check'
  const { text } = await editor.get(check)
  expect(text).toContain('Nothing is written here yet')
  expect(text).toContain('href="/desk/campaigns/chistyi-vozdukh-kazhdomu/edit/body#form-ru"')
  const refused = await editor.post(check.replace('check', 'publish'), {})
  expect(refused.status).toBe(422)
  expect((await read('/ru/campaigns/chistyi-vozdukh-kazhdomu')).status).toBe(404)

  const preview = await translator.get(check.replace('check', 'preview?locale=ru'))
  expect(preview.status).toBe(200)
  expect(preview.text).toContain('Чистый воздух — каждому!')
  const policy = preview.headers.get('content-security-policy')
  expect(policy).toContain("frame-ancestors 'self'; sandbox allow-same-origin")
  expect(preview.headers.get('x-frame-options')).toBe('SAMEORIGIN')
  expect((await editor.get(check)).headers.get('x-frame-options')).toBe('DENY')
})

const example = 'example-safe-crossing'

test('from an empty desk to a published campaign: the example is whole, and goes public in one step', async () => {
  const loaded = await editor.post(`${list}/example`)
  expect(loaded.location).toBe(`/desk/campaigns/${example}/edit`)
  expect((await editor.post(`${list}/example`)).location).toBe(`/desk/campaigns/${example}-2/edit`)

  const { text } = await editor.get(`/desk/campaigns/${example}/check`)
  expect(text).toContain('Nothing stands in the way of publishing')
  expect(text).toContain('Publish the campaign')
  const published = await editor.post(`/desk/campaigns/${example}/publish`, { opens: '', closes: '' })
  expect(published.status).toBe(303)
  const page = await read(`/ru/campaigns/${example}`)
  expect(page.text).toContain('Безопасный переход у школы')
  expect(page.text).toContain('<form method="post"')
  expect((await read(`/en/campaigns/${example}/letters`)).status).toBe(200)
  const acts = await db
    .selectFrom('audit_log')
    .select('act')
    .where('campaign_id', '=', await idOf(example))
    .execute()
  expect(acts.map(({ act }) => act).sort()).toEqual(['campaign-created', 'campaign-published'])
})

test('readers see changes only once they are published; what people sign then has another edition with its note', async () => {
  await change(example, 'basics', '', (basics: object) => ({ ...basics, goal: 500 }))
  await editor.post(`/desk/campaigns/${example}/publish`, {})
  expect((await findCampaign(db, example))?.edition).toBe(1)

  await change(example, 'heading', 'en', (heading: object) => ({ ...heading, title: 'A safe way to school' }))
  expect((await read(`/en/campaigns/${example}`)).text).not.toContain('A safe way to school')
  const { text } = await editor.get(`/desk/campaigns/${example}/check`)
  expect(text).toContain('Publish the changes')
  await editor.post(`/desk/campaigns/${example}/publish`, { note_en: 'A shorter title' })
  const page = await read(`/en/campaigns/${example}`)
  expect(page.text).toMatch(/Edition 2 of [^<]+: A shorter title/)
  expect((await editor.get(`/desk/campaigns/${example}/check`)).text).toContain('there is nothing new to publish')
})

test('opening and closing times are kept, and a closing before the opening is refused with what was typed', async () => {
  const publish = `/desk/campaigns/${example}/publish`
  await change(example, 'basics', '', (basics: object) => ({ ...basics, goal: 600 }))
  const times = { opens: '2026-05-01T09:00', closes: '2026-04-01T09:00', note_en: 'Typed and kept' }
  const refused = await editor.post(publish, times)
  expect(refused.status).toBe(422)
  for (const words of [
    'The end of signing must be later than its beginning',
    'value="2026-05-01T09:00"',
    'Typed and kept',
  ])
    expect(refused.text).toContain(words)
  expect((await editor.post(publish, { ...times, closes: '2026-06-01T09:00' })).status).toBe(303)
  expect((await read(`/en/campaigns/${example}`)).text).toContain('Opens soon')
  expect((await editor.get(`/desk/campaigns/${example}/check`)).text).toContain('Opens on')
  await change(example, 'basics', '', (basics: object) => ({ ...basics, goal: 700 }))
  await editor.post(publish, { opens: '', closes: '' })
})

test('times are typed and told in the time zone of whoever is at the desk, and kept in UTC', async () => {
  const [publish, check] = [`/desk/campaigns/${example}/publish`, `/desk/campaigns/${example}/check`]
  const berlin = await desk.as(['editor'])
  expect((await berlin.get(check)).text).toContain('(Asia/Almaty)')
  expect((await berlin.get('/desk/me')).text).not.toMatch(/<option value="[^"]+\/[^"]+" selected>/)
  const profile = { name: 'Ada Member', locale: 'en', time_zone: 'Europe/Berlin' }
  expect((await berlin.post('/desk/me', { ...profile, time_zone: 'Mars/Olympus' })).status).toBe(422)
  expect((await berlin.post('/desk/me', profile)).status).toBe(303)
  expect((await berlin.get('/desk/me')).text).toContain('<option value="Europe/Berlin" selected>Berlin</option>')

  // The clocks are put forward on 29 March 2026 and back on 25 October, when 02:30 is there twice.
  await berlin.post(publish, { opens: '2026-10-20T09:00', closes: '2026-10-25T02:30' })
  const kept = await findCampaign(db, example)
  expect([kept?.opensAt, kept?.closesAt]).toEqual([new Date('2026-10-20T07:00:00Z'), new Date('2026-10-25T00:30:00Z')])
  const { text } = await berlin.get(check)
  for (const words of ['20\u00a0October 2026, 09:00\u00a0UTC+2', '(Europe/Berlin)', 'value="2026-10-25T02:30"'])
    expect(text).toContain(words)
  expect((await editor.get(check)).text).toContain('value="2026-10-20T12:00"')
  const history = await berlin.get(`/desk/campaigns/${example}/edit/basics/history`)
  expect(history.text).toMatch(/April 2026, \d\d:\d\d\u00a0UTC\+2/)
  await berlin.post(publish, { opens: '', closes: '' })
})

test('a campaign moves on only as its life goes, and by whom it may', async () => {
  const life = `/desk/campaigns/${example}/life`
  expect((await editor.post(life, { to: 'answered', outcome: 'won' })).status).toBe(409)
  const late = await translator.post(life, { to: 'closed' })
  expect([late.status, late.text.includes('There is a problem')]).toEqual([409, false])
  expect(late.text).toContain('This step was not taken')
  expect((await editor.post(life, { to: 'closed', note_ru: 'Собрали достаточно.' })).status).toBe(303)
  expect((await read(`/ru/campaigns/${example}`)).text).toContain('Собрали достаточно.')
  expect((await editor.post(life, { to: 'open' })).status).toBe(409)
  expect((await owner.post(life, { to: 'open' })).status).toBe(303)
  for (const to of ['closed', 'delivered']) expect((await editor.post(life, { to })).status).toBe(303)
  const refused = await editor.post(life, { to: 'answered', note_en: 'They built it.' })
  expect(refused.status).toBe(422)
  for (const words of ['Say how it ended', 'They built it.']) expect(refused.text).toContain(words)
  await editor.post(life, { to: 'answered', outcome: 'partly', note_en: 'They built it.' })
  const { text } = await read(`/en/campaigns/${example}`)
  for (const words of ['Partly won', 'They built it.']) expect(text).toContain(words)
  await editor.post(life, { to: 'archived' })
  expect((await read(`/en/campaigns/${example}`)).text).toContain('Partly won')
  const moves = await db.selectFrom('campaign_moves').select(['from_state', 'to_state']).orderBy('moved_at').execute()
  expect(moves.map(({ to_state }) => to_state)).toEqual([
    'open',
    'closed',
    'open',
    'closed',
    'delivered',
    'answered',
    'archived',
  ])
})

test('earlier versions are listed and compared, and one comes back unless somebody was quicker', async () => {
  const history = `/desk/campaigns/${demo}/edit/body/history`
  await owner.get(`/desk/campaigns/${demo}/edit`)
  await change(demo, 'body', 'en', (body: { markdown: string }) => ({ markdown: `${body.markdown}\n\nA new ending.` }))
  const { text } = await translator.get(`${history}?locale=en`)
  expect(text).toContain('What version 2 changed in version 1')
  expect(text).toMatch(/<ins>A new ending\.<\/ins>/)

  const late = await translator.post(history, { locale: 'en', revision: '1', base: '1' })
  expect([late.status, late.text.includes('There is a problem')]).toEqual([409, false])
  expect(late.text).toContain('<h2>Somebody else has saved this section in the meantime</h2>')
  const put = await translator.post(history, { locale: 'en', revision: '1', base: '2' })
  expect(put.status).toBe(303)
  expect((await translator.get(put.location)).text).toContain('version 1 restored')
  const at = { campaign: await idOf(demo), section: 'body', locale: 'en' } as const
  expect((await findRevisions(db, at)).map(({ restoredFrom }) => restoredFrom)).toEqual([1, null, null])
  expect((await translator.post(history, { locale: 'en', revision: '77', base: '3' })).status).toBe(404)
})
