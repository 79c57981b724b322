import { afterAll, expect, test } from 'vitest'
import { openDesk } from '../../desk.ts'
import { demo } from '../../site.ts'

const desk = await openDesk()
afterAll(desk.close)

const at = `/desk/campaigns/${demo}/letters`
const countWriters = async () => (await desk.db.selectFrom('writers').select('id').execute()).length

test('a member’s own letters open by their account, in their language, the same page each time', async () => {
  const person = await desk.as(['translator'])
  const first = await person.get(at)
  expect(first.status).toBe(200)
  expect(first.text).toContain(`action="${at}"`)

  const refused = await person.post(at)
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('href="#mine-resident"')
  expect(await countWriters()).toBe(0)

  const opened = await person.post(at, { resident: 'yes' })
  expect(opened.status).toBe(303)
  expect(opened.location).toMatch(/^\/en\/writing\/[\w-]+$/)
  expect((await person.post(at, { resident: 'no' })).location).toBe(opened.location)
  expect((await person.get(at)).location).toBe(opened.location)
  expect(await desk.db.selectFrom('writers').select('resident').execute()).toEqual([{ resident: true }])

  const page = await person.get(opened.location)
  const office = /name="addressee" value="([^"]+)"/.exec(page.text)?.[1] ?? ''
  const key = /name="key" value="([^"]+)"/.exec(page.text)?.[1] ?? ''
  const taken = await person.post(`${opened.location}/letters`, { addressee: office, key })
  expect(taken.location).toMatch(new RegExp(`^${opened.location}/letters/[\\da-f-]{36}$`))
  expect((await person.get(opened.location)).text).toContain(taken.location.split('/').at(-1))
})

test('nobody’s letters open by another account, and the database does not tell whose they are', async () => {
  const [one, other] = [await desk.as(['editor']), await desk.as(['editor'])]
  const [hers, his] = await Promise.all([one, other].map((person) => person.post(at, { resident: 'yes' })))
  expect(hers?.location).not.toBe(his?.location)
  const rows = JSON.stringify(await desk.db.selectFrom('writers').selectAll().execute())
  expect(rows).not.toContain(one.accountId)
  expect((await (await desk.stranger()).get(at)).status).toBe(404)
})

test('of a campaign that nobody can read yet there are no letters', async () => {
  const owner = await desk.as(['owner'])
  const draft = { kind: 'petition', title_en: 'Begun', title_ru: '', slug: 'begun', country: 'KZ' }
  await owner.post(`/desk/teams/${desk.team.slug}/campaigns/new`, draft)
  const begun = '/desk/campaigns/begun/letters'
  expect((await owner.get(begun)).text).not.toContain('<form class="sending-form"')
  const before = await countWriters()
  expect((await owner.post(begun, { resident: 'yes' })).status).toBe(409)
  expect(await countWriters()).toBe(before)
})
