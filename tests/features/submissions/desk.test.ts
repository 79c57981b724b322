import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DeskBrowser, TestDesk } from '../../desk.ts'
import { openDesk } from '../../desk.ts'

const slug = 'kazakhstan-periodic-review'
const base = `/desk/campaigns/${slug}`

let desk: TestDesk
let coordinator: DeskBrowser

/** The team that has the submission, so that the desk's people are of it. */
beforeAll(async () => {
  desk = await openDesk()
  await desk.db.updateTable('campaigns').set({ organiser_id: desk.team.id }).where('slug', '=', slug).execute()
  coordinator = await desk.as(['coordinator'])
})
afterAll(() => desk.close())

const page = async (path: string) => (await fetch(`${desk.url}${path}`)).text()

/** The public page looks again at most once a second. */
const eventually = async (path: string, found: (text: string) => boolean) => {
  for (let tries = 0; tries < 30; tries++) {
    const text = await page(path)
    if (found(text)) return text
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`${path} does not change`)
}

const state = {
  state: 'refused',
  who_en: 'Ministry of Internal Affairs',
  who_ru: '',
  on: '2016-04-01',
  source: 'https://ministry.example/reply',
  note_en: '',
  note_ru: '',
}

test('what became of a recommendation is recorded, shown at once, written down, and its history kept', async () => {
  const path = `${base}/recommendations/torture-definition`
  expect((await coordinator.get(`${base}/recommendations`)).text).toContain('Define torture in law')
  expect(await coordinator.post(path, state)).toMatchObject({ status: 303, location: path })

  const shown = await eventually(`/en/campaigns/${slug}/recommendations?state=refused`, (text) =>
    text.includes('Ministry of Internal Affairs'),
  )
  expect(shown).toMatch(/Refused<.*Accepted<[^,]*Government of Kazakhstan<\/span>, 19.March 2015/s)
  expect(shown).toContain('https://ministry.example/reply')
  const act = await desk.db
    .selectFrom('audit_log')
    .select(['account_id', 'details'])
    .where('act', '=', 'recommendation-tracked')
    .executeTakeFirst()
  expect(act).toEqual({
    account_id: coordinator.accountId,
    details: { recommendation: 'torture-definition', state: 'refused' },
  })
})

test('a state that was recorded by mistake is taken back', async () => {
  const path = `${base}/recommendations/religion-law`
  await coordinator.post(path, state)
  const [, removal = ''] = /action="([^"]+removal)"/.exec((await coordinator.get(path)).text) ?? []

  expect(await coordinator.post(removal)).toMatchObject({ status: 303 })
  expect((await coordinator.get(path)).text).not.toContain('ministry.example')
  expect((await coordinator.post(removal)).status).toBe(404)
})

test.each([
  ['no state', { state: '' }, 'Choose a state'],
  ['nobody', { who_en: '' }, 'Say who'],
  ['a day that is none', { on: '2016-02-30' }, 'Enter the day like this: 2015-03-19'],
  ['no source', { source: '' }, 'Say how this is known'],
])('%s is refused, and what was typed stays', async (_, wrong, words) => {
  const answer = await coordinator.post(`${base}/recommendations/religion-fines`, {
    ...state,
    ...wrong,
    note_en: 'My <note>',
  })

  expect(answer.status).toBe(422)
  expect(answer.text).toContain(words)
  expect(answer.text).toContain('My &lt;note&gt;')
})

test('several are recorded from a table, or none where a line cannot be read', async () => {
  const several =
    '6.1; Done; UN Committee; 2022-03-24; CCPR/1; In force\ntrials-kozlov\tdone\tCourt\t2016-08-04\tA ruling'
  const path = `${base}/recommendations/several`
  const refused = await coordinator.post(path, { several: `${several}\n9.9; Done; X; 2022-01-01; Y`, language: 'en' })
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('3: 9.9; Done; X')
  expect((await coordinator.get(`${base}/recommendations/trials-kozlov`)).text).not.toContain('A ruling')

  expect(await coordinator.post(path, { several, language: 'en' })).toMatchObject({ status: 303 })
  expect((await coordinator.get(`${base}/recommendations/trials-kozlov`)).text).toContain('A ruling')
  expect((await coordinator.get(`${base}/recommendations/death-abolish`)).text).toContain('CCPR/1')
})

const event = {
  key: 'tenge',
  kind: 'event',
  basis: 'public-source',
  source: 'https://news.example/tenge',
  name_en: 'The protest against the devaluation',
  name_ru: '',
  status_en: 'Each was fined.',
  status_ru: '',
  date: ['2014-02', ''],
  text_en: ['Forty people were detained.', ''],
  text_ru: ['', ''],
  from: ['', ''],
}

test('a case is added with its history, shown at once, and changed', async () => {
  expect(await coordinator.post(`${base}/cases/new`, event)).toMatchObject({ status: 303 })
  const shown = await eventually(`/en/campaigns/${slug}/cases/tenge`, (text) => text.includes('devaluation'))
  expect(shown).toContain('February 2014')
  expect(shown).toContain('Told from public sources')

  expect((await coordinator.post(`${base}/cases/new`, event)).text).toContain('There is already a case with this key')
  const changed = { ...event, status_en: 'The fines were repaid.' }
  expect(await coordinator.post(`${base}/cases/tenge`, changed)).toMatchObject({ status: 303 })
  await eventually(`/en/campaigns/${slug}/cases/tenge`, (text) => text.includes('repaid'))
})

test.each([
  ['without a basis', { basis: '' }, 'without consent or a public source it may not'],
  ['from a public source that is not named', { source: '' }, 'Name the public source'],
  ['without a name', { name_en: '' }, 'Enter a name'],
  ['with a date that is none', { date: ['yesterday', ''] }, 'A date is a year'],
])('a case %s is refused, and what was typed stays', async (_, wrong, words) => {
  const answer = await coordinator.post(`${base}/cases/new`, { ...event, key: 'other', ...wrong })

  expect(answer.status).toBe(422)
  expect(answer.text).toContain(words)
  expect(answer.text).toContain('Forty people were detained.')
})

test('where consent is withdrawn, nothing of the case is shown or kept from then on', async () => {
  expect(await page(`/en/campaigns/${slug}/cases/kozlov`)).toContain('Vladimir Kozlov')
  expect(await coordinator.post(`${base}/cases/kozlov/withdrawal`)).toMatchObject({ status: 303 })

  const shown = await eventually(`/en/campaigns/${slug}`, (text) => !text.includes('Kozlov</a>'))
  expect(shown).toContain('[name withheld]')
  expect(shown).toContain('This example is withheld')
  expect((await fetch(`${desk.url}/en/campaigns/${slug}/cases/kozlov`)).status).toBe(404)
  const row = await desk.db.selectFrom('cases').selectAll().where('key', '=', 'kozlov').executeTakeFirst()
  expect(row).toMatchObject({ basis: 'withdrawn', names: {}, status: {}, history: [], source: null })
})

test('who has another role, or is of another team, comes to neither', async () => {
  const [translator, stranger] = [await desk.as(['translator']), await desk.stranger()]
  for (const path of [`${base}/cases`, `${base}/recommendations`]) {
    expect((await translator.get(path)).status).toBe(403)
    expect((await stranger.get(path)).status).toBe(404)
    expect((await desk.nobody.get(path)).status).toBe(303)
  }
})
