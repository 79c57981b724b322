import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SealedCampaign } from '../../../server/features/privacy/index.ts'
import { findCounts } from '../../../server/features/signatures/index.ts'
import { type DeskBrowser, openDesk, type TestDesk } from '../../desk.ts'
import { demo } from '../../site.ts'
import { addSignature, demoCampaign, findState, type Wishes } from './signatures.ts'

let here: TestDesk
let campaign: SealedCampaign
let moderator: DeskBrowser
beforeAll(async () => {
  here = await openDesk()
  campaign = await demoCampaign(here.db)
  moderator = await here.as(['moderator'], { name: 'Mona Moderator' })
})
afterAll(() => here.close())

const at = `/desk/campaigns/${demo}/moderation`
const sign = (wishes: Wishes) => addSignature(here.db, here.vault, campaign, wishes)
const countOf = async (text: string) => [...text.matchAll(/<li class="decided-item">/g)].length
const batchIn = (location: string) => new URL(location, here.url).searchParams.get('done') ?? ''

test('decisions are listed with who, what, when and why, by kind, and are taken back from the list', async () => {
  const rude = await sign({ name: 'Boris Rude', comment: 'A bad word', commentState: 'waiting' })
  const fine = await sign({ name: 'Fiona Fine', comment: 'See a.example', commentState: 'waiting' })
  const fake = await sign({ name: 'Mickey Mouse', state: 'held', heldReason: 'network' })
  expect((await moderator.get(`${at}/decisions`)).text).toContain('Nothing has been decided yet.')
  await moderator.post(`${at}/comments`, { refuse: rude.key, reason: 'insult', note: 'He "insults" all' })
  await moderator.post(`${at}/comments`, { accept: fine.key })
  const refused = await moderator.post(`${at}/held`, { refuse: fake.key, reason: 'invented' })

  const all = await moderator.get(`${at}/decisions`)
  expect([all.status, await countOf(all.text)]).toEqual([200, 3])
  for (const words of [
    'Mona Moderator',
    'Comments refused',
    'Insult or obscenity',
    'He &quot;insults&quot; all',
    'Boris Rude',
    'Fiona Fine',
    'Invented name',
  ]) {
    expect(all.text).toContain(words)
  }
  const comments = await moderator.get(`${at}/decisions?kind=comment`)
  expect([await countOf(comments.text), comments.text.includes('Mickey')]).toEqual([2, false])

  const undone = await moderator.post(`${at}/undo`, { batch: batchIn(refused.location), list: 'on' })
  expect(undone.location).toBe(`${at}/decisions`)
  expect(await findState(here.db, fake)).toMatchObject({ state: 'held', held_reason: 'network' })
  const after = await moderator.get(`${at}/decisions?kind=held`)
  expect(after.text).toContain('Undone')
  expect(after.text).not.toContain(`value="${batchIn(refused.location)}"`)

  await here.db.deleteFrom('signatures').where('id', '=', rude.id).execute()
  expect((await moderator.get(`${at}/decisions?kind=comment`)).text).toContain('erased since')
  expect((await (await here.as(['editor'])).get(`${at}/decisions`)).status).toBe(403)
  expect((await (await here.stranger()).get(`${at}/decisions`)).status).toBe(404)
})

test('corrections of the directory are listed for the team of those who decided', async () => {
  const office = await here.db.selectFrom('offices').select(['id', 'name']).limit(1).executeTakeFirstOrThrow()
  const id = '01900000-0000-7000-8000-000000000001'
  await here.db.updateTable('offices').set({ in_directory: true }).where('id', '=', office.id).execute()
  await here.db
    .insertInto('corrections')
    .values({ id, office_id: office.id, about: 'It moved', state: 'waiting', created_at: new Date() } as never)
    .execute()
  const team = `/desk/teams/${here.team.slug}/moderation`
  await moderator.post(team, { refuse: id, reason: 'unfounded' })
  const own = await moderator.get(`${team}/decisions`)
  expect(own.text).toContain(office.name.en)
  expect(own.text).toContain('name="batch"')
  const seen = await here.owner.get(`${team}/decisions`)
  expect([seen.text.includes('Mona Moderator'), seen.text.includes('name="batch"')]).toEqual([true, false])
})

test('all held signatures are counted at once after a page that says how many, and what comes later stays held', async () => {
  const early = new Date(Date.now() - 60_000)
  const before = await findCounts(here.db, campaign.id)
  const held = Array.from({ length: 300 }, (_, n) =>
    sign({
      name: 'Held Person',
      state: 'held',
      heldReason: n % 3 ? 'network' : 'campaign',
      confirmed: n < 100,
      at: early,
    }),
  )
  const keys = await Promise.all(held)
  const page = await moderator.get(`${at}/held/release`)
  expect(page.text).toContain(`Count ${before.held + 300} signatures`)
  expect(page.text).toMatch(/Confirmed by their owners<\/dt><dd>100</)
  const until = /name="until" value="([^"]+)"/.exec(page.text)?.[1] ?? ''
  const late = await sign({ name: 'Late Comer', state: 'held', at: new Date(Date.now() + 60_000) })
  expect((await findCounts(here.db, campaign.id)).held).toBe(before.held + 301)

  for (const wrong of [{}, { until: 'now' }, { until: '9999-01-01T00:00:00Z' }]) {
    const answer = await moderator.post(`${at}/held/release`, wrong as Record<string, string>)
    expect([answer.status, answer.text.includes('name="until"')]).toEqual([422, true])
  }
  const [one, other] = await Promise.all([
    moderator.post(`${at}/held/release`, { until }),
    here.owner.post(`${at}/held/release`, { until }),
  ])
  expect([one.status, other.status]).toEqual([303, 303])
  const counts = await findCounts(here.db, campaign.id)
  expect(counts).toEqual({
    ...before,
    held: 1,
    confirmed: before.confirmed + 100,
    pending: before.pending + before.held + 200,
  })
  expect((await findState(here.db, late))?.state).toBe('held')
  const acts = await here.db.selectFrom('audit_log').select('details').where('act', '=', 'moderated').execute()
  const released = acts.filter(({ details }) => details.kind === 'held' && details.decision === 'accepted')
  expect(released.reduce((sum, { details }) => sum + Number(details.count), 0)).toBe(before.held + 300)

  for (const { location } of [one, other]) await moderator.post(`${at}/undo`, { batch: batchIn(location) })
  expect(await findCounts(here.db, campaign.id)).toEqual({ ...before, held: before.held + 301 })
  expect(await findState(here.db, keys[0] ?? late)).toMatchObject({ state: 'held', held_reason: 'campaign' })
  expect((await (await here.as(['editor'])).get(`${at}/held/release`)).status).toBe(403)
})
