import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../../server/db/index.ts'
import { feedMailing } from '../../../server/features/updates/mail-update.ts'
import { type DeskBrowser, openDesk, type TestDesk } from '../../desk.ts'
import { demo } from '../../site.ts'

let desk: TestDesk
let editor: DeskBrowser
const list = `/desk/campaigns/${demo}/updates`

beforeAll(async () => {
  desk = await openDesk()
  editor = await desk.as(['editor'], { email: 'editor@team.example', name: 'Eve Editor' })
})
afterAll(() => desk.close())

const fields = {
  happened_on: '2026-03-11',
  base: '0',
  title_en: 'The ministry has answered',
  body_en: 'It promises a **law**.',
  title_ru: '',
  body_ru: '',
}

const write = async (wishes: Partial<typeof fields> = {}, who = editor) => {
  const { location } = await who.post(list, { ...fields, ...wishes, key: newId() })
  return location.replace(/\?.*/, '')
}

test('news are written in one language or both, posted, corrected and withdrawn, and each deed is written down', async () => {
  const at = await write()
  const draft = await editor.get(at)
  expect(draft.text).toContain('<strong>law</strong>')
  expect(draft.text).toContain('The text exists in one language only')
  const timeline = () => editor.get(`/en/campaigns/${demo}/updates`)
  expect((await timeline()).text).not.toContain('The ministry')

  const translator = await desk.as(['translator'])
  const both = { ...fields, base: '1', title_ru: 'Министерство ответило', body_ru: 'Обещан закон.' }
  expect((await translator.post(at, both)).status).toBe(303)
  expect((await translator.post(`${at}/posting`)).status).toBe(403)
  expect((await editor.post(`${at}/posting`)).status).toBe(303)
  await expect.poll(async () => (await timeline()).text, { timeout: 5000 }).toContain('The ministry has answered')

  await editor.post(at, { ...both, base: '2', title_en: 'The ministry has answered at last' })
  await expect.poll(async () => (await timeline()).text, { timeout: 5000 }).toContain('answered at last')
  expect((await timeline()).text).toContain('Corrected on')
  await editor.post(`${at}/withdrawal`)
  await expect.poll(async () => (await timeline()).text, { timeout: 5000 }).not.toContain('The ministry')
  expect((await editor.get(list)).text).toContain('Withdrawn')

  const acts = await desk.db.selectFrom('audit_log').select('act').where('act', 'like', 'update-%').execute()
  expect(acts.map(({ act }) => act).sort()).toEqual(['update-posted', 'update-withdrawn'])
})

test('what is refused stays in the form, and of two who save at once the later sees what the other saved', async () => {
  const refused = await editor.post(list, {
    ...fields,
    happened_on: '31 March',
    body_en: '',
    title_ru: 'Только название',
  })
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('<title>Error: ')
  expect(refused.text).toContain('href="#body_en"')
  expect(refused.text).toContain('href="#happened_on"')
  expect(refused.text).toContain('value="Только название"')
  expect((await editor.post(list, { happened_on: '2026-03-11' })).text).toContain('at least one language')

  const at = await write()
  await editor.post(at, { ...fields, base: '1', title_en: 'Saved by Eve' })
  const late = await desk.owner.post(at, { ...fields, base: '1', title_en: 'Typed by Olga' })
  expect(late.status).toBe(409)
  expect(late.text).toContain('value="Typed by Olga"')
  expect(late.text).toContain('Saved by Eve')
  expect(late.text).toContain('Eve Editor')
  const base = /name="base" value="(\d+)"/.exec(late.text)?.[1] ?? ''
  expect((await desk.owner.post(at, { ...fields, base, title_en: 'Combine what should stay' })).status).toBe(303)
  expect((await editor.get(at)).text).toContain('value="Combine what should stay"')
})

test('news go by mail only after they are posted and somebody said to have read the test, which goes to them alone', async () => {
  const at = await write()
  expect((await editor.get(`${at}/mail`)).text).toContain('Only published news')
  await editor.post(`${at}/mail`, { agree: 'yes' })
  await editor.post(`${at}/posting`)
  await editor.post(`${at}/test`)
  await desk.mailSent()
  const tests = (await desk.mailbox.list(50)).filter(({ text }) => text.includes('The ministry has answered'))
  expect(tests.map(({ to, unsubscribeUrl }) => [to, unsubscribeUrl])).toEqual([['editor@team.example', undefined]])

  const page = await editor.get(`${at}/mail`)
  expect(page.text).toContain('Fewer than ten people')
  expect(page.text).toContain('editor@team.example')
  const unread = await editor.post(`${at}/mail`)
  expect(unread.status).toBe(422)
  expect(unread.text).toContain('href="#agree"')
  const mailings = () => desk.db.selectFrom('mailings').select(sql<number>`count(*)::int`.as('n')).executeTakeFirst()
  expect(await mailings()).toEqual({ n: 0 })
  expect((await editor.post(`${at}/mail`, { agree: 'yes' })).status).toBe(303)
  await editor.post(`${at}/mail`, { agree: 'yes' })
  expect(await mailings()).toEqual({ n: 1 })
  expect((await editor.get(`${at}/mail`)).text).toContain('Under way')
  await feedMailing(desk.db, 10)
  expect((await editor.get(`${at}/mail`)).text).toContain('All e-mails are queued')
})

test('only the team’s editors come here, and never to another campaign’s news', async () => {
  const at = await write()
  expect((await (await desk.stranger()).get(at)).status).toBe(404)
  expect((await desk.nobody.get(at)).status).toBe(303)
  expect((await (await desk.as(['moderator'])).get(list)).status).toBe(403)
  expect((await (await desk.as(['translator'])).get(`${at}/mail`)).status).toBe(403)
  expect((await editor.get(`${list}/${newId()}`)).status).toBe(404)
})
