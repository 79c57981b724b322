import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadDemo } from '../../../server/demo.ts'
import { exportCampaign, findCampaign } from '../../../server/features/campaigns/index.ts'
import {
  assembleFolder,
  findDraft,
  findRevisions,
  importCampaignFolder,
  listSections,
  markReady,
  restoreRevision,
  saveSection,
  sectionState,
} from '../../../server/features/drafts/index.ts'
import { findDirectorySlugs } from '../../../server/features/officials/index.ts'
import { testVault } from '../../campaign.ts'
import { openDatabase, type TestDatabase } from '../../database.ts'

const demo = 'stray-animals-kazakhstan'
const account = '01900000-0000-7000-8000-000000000001'
const other = '01900000-0000-7000-8000-000000000002'

let database: TestDatabase
let campaign: string

beforeAll(async () => {
  database = await openDatabase()
  await loadDemo(database.db, testVault())
  campaign = (await findCampaign(database.db, demo))?.id ?? ''
})
afterAll(() => database.close())

const find = async (section: string, locale: string) =>
  (await listSections(database.db, campaign)).find((each) => each.section === section && each.locale === locale)

const save = (section: string, locale: '' | 'en' | 'ru', base: number, content: unknown, by = account) =>
  saveSection(database.db, { campaign, section, locale, base, content, account: by, now: new Date() })

const stateOf = async (section: string, locale: 'en' | 'ru') =>
  sectionState(await find(section, locale), await find(section, locale === 'en' ? 'ru' : 'en'))

test('a campaign from a folder becomes sections, and they become the same folder', async () => {
  const draft = await findDraft(database.db, campaign)
  if (!draft) throw new Error('there is no draft')
  expect(draft.sections.length).toBeGreaterThan(15)
  expect(new Set(draft.sections.map((each) => each.ready))).toEqual(new Set([true]))

  const directory = await findDirectorySlugs(database.db)
  const assembled = assembleFolder(draft, { directory })
  expect(assembled).toEqual({ ok: true, folder: await exportCampaign(database.db, demo) })
})

test('of two editors who began with the same revision one is refused, and sees what the other wrote', async () => {
  const before = await find('heading', 'en')
  const mine = { title: 'Mine', summary: 'A', call_to_action: 'B' }
  const [one, two] = await Promise.all([
    save('heading', 'en', before?.revision ?? 0, mine),
    save('heading', 'en', before?.revision ?? 0, { ...mine, title: 'Theirs' }, other),
  ])
  const [won, lost] = one.ok ? [one, two] : [two, one]
  expect(won).toEqual({ ok: true, revision: 2 })
  const now = await find('heading', 'en')
  expect(lost).toEqual({
    ok: false,
    theirs: { content: now?.content, revision: 2, by: now?.savedBy, at: now?.savedAt },
  })
})

test('what is saved unchanged is no new revision, and a base that never was is refused', async () => {
  const { revision = 0, content } = (await find('brief', 'ru')) ?? {}
  expect(await save('brief', 'ru', revision, content)).toEqual({ ok: true, revision })
  expect(await stateOf('brief', 'ru')).toBe('ready')
  expect((await save('brief', 'ru', revision + 5, [])).ok).toBe(false)
  expect((await save('brief', 'ru', 0, [])).ok).toBe(false)
  expect((await save('images', 'ru', 3, {})).ok).toBe(false)
  expect(await find('images', 'ru')).toBeUndefined()
  expect(await save('images', 'ru', 0, {})).toEqual({ ok: true, revision: 1 })
})

test('every revision is kept, and an earlier one comes back as a new one', async () => {
  const markdown = ['First words.', 'Second words.', 'Third words.']
  let base = (await find('body', 'en'))?.revision ?? 0
  for (const text of markdown) {
    const saved = await save('body', 'en', base, { markdown: text })
    if (saved.ok) base = saved.revision
  }
  const at = { campaign, section: 'body', locale: 'en' } as const
  const revisions = await findRevisions(database.db, at)
  expect(revisions.map(({ revision }) => revision)).toEqual([4, 3, 2, 1])
  expect(revisions[0]).toMatchObject({ content: { markdown: 'Third words.' }, by: account, restoredFrom: null })

  const put = { ...at, base, revision: 2, account: other, now: new Date() }
  expect(await restoreRevision(database.db, put)).toEqual({ ok: true, revision: 5 })
  const [latest] = await findRevisions(database.db, at)
  expect(latest).toMatchObject({ content: { markdown: 'First words.' }, by: other, restoredFrom: 2 })
  expect(await restoreRevision(database.db, { ...put, revision: 99 })).toBeUndefined()
  expect(await restoreRevision(database.db, put)).toMatchObject({ ok: false, theirs: { revision: 5 } })
})

test('a section is ready until it changes, and out of date when the other language has changed since', async () => {
  const words = (text: string) => ({ law: { text, letter: text } })
  expect([await stateOf('demands', 'en'), await stateOf('demands', 'ru')]).toEqual(['ready', 'ready'])
  await save('demands', 'en', 1, words('Pass the law now'))
  expect([await stateOf('demands', 'en'), await stateOf('demands', 'ru')]).toEqual(['draft', 'outdated'])

  const mark = (locale: 'en' | 'ru', revision: number, beside: number) =>
    markReady(database.db, { campaign, section: 'demands', locale, revision, other: beside })
  expect(await mark('en', 1, 1)).toBe(false)
  expect(await mark('en', 2, 1)).toBe(true)
  expect([await stateOf('demands', 'en'), await stateOf('demands', 'ru')]).toEqual(['ready', 'outdated'])

  await save('demands', 'ru', 1, words('Примите закон сейчас'))
  expect([await stateOf('demands', 'en'), await stateOf('demands', 'ru')]).toEqual(['outdated', 'outdated'])
  expect(await mark('ru', 2, 2)).toBe(true)
  expect([await stateOf('demands', 'en'), await stateOf('demands', 'ru')]).toEqual(['ready', 'ready'])
  await save('evidence', 'en', 1, [{ key: 'oven', caption: ' ' }])
  expect(sectionState(undefined)).toBe('missing')
})

test('an import by command brings the sections after it, so that the desk does not undo it', async () => {
  const folder = await exportCampaign(database.db, demo)
  if (!folder?.texts.ru) throw new Error('the demo speaks Russian')
  folder.texts.ru.title = 'Другое название'
  folder.campaign.goal = 4321
  const newDataKey = () => Buffer.alloc(0)
  expect(await importCampaignFolder(database.db, folder, newDataKey)).toMatchObject({ created: false, changed: true })
  expect(await find('heading', 'ru')).toMatchObject({
    content: { title: 'Другое название' },
    savedBy: null,
    ready: true,
  })
  expect(await find('basics', '')).toMatchObject({ content: { goal: 4321 }, revision: 2 })

  const draft = await findDraft(database.db, campaign)
  const assembled = draft && assembleFolder(draft, { directory: await findDirectorySlugs(database.db) })
  expect(assembled).toEqual({ ok: true, folder: await exportCampaign(database.db, demo) })
})
