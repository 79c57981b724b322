import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Campaign, findCampaign } from '../../../server/features/campaigns/index.ts'
import { moveSending } from '../../../server/features/sendings/index.ts'
import { openDesk, type TestDesk } from '../../desk.ts'
import { demo } from '../../site.ts'
import { queueLetter, stateOf } from './queue.ts'

const now = new Date('2026-03-20T18:00:00Z')
let here: TestDesk
beforeAll(async () => {
  here = await openDesk({ now: () => now })
})
afterAll(() => here.close())

const at = `/desk/campaigns/${demo}/dispatch`

const demoCampaign = async (): Promise<Campaign> => {
  const campaign = await findCampaign(here.db, demo)
  if (!campaign) throw new Error('The demo is not there')
  return campaign
}

const queue = async (campaign: Campaign) => {
  const addressee = campaign.addressees.find(({ key }) => key === 'president')
  if (!addressee) throw new Error('The demo is not there')
  return queueLetter(here.db, here.vault, campaign, { id: addressee.office.id, key: addressee.key, address: '' }, now)
}

test('a coordinator sees what waits and when it leaves, and pauses and resumes the sending, which is written down', async () => {
  const { db } = here
  const coordinator = await here.as(['coordinator'])
  const off = await coordinator.get(at)
  expect(off.text).toContain('The site sends no letters for this campaign')
  expect(off.text).not.toContain(`${at}/pause`)

  await db.updateTable('campaigns').set({ dispatch: 'on' }).where('slug', '=', demo).execute()
  await queue(await demoCampaign())
  const on = (await coordinator.get(at)).text
  expect(on).toContain('at most 30 letters an hour')
  expect(on).toContain('Waiting to be sent: 1.')
  expect(on.replaceAll('\u00a0', ' ')).toMatch(/no earlier than 26 March 2026/)
  expect(on).toContain('Public holidays and moved days off are taken into account')

  const paused = async () =>
    (await db.selectFrom('campaigns').select('dispatch_paused_at').where('slug', '=', demo).executeTakeFirstOrThrow())
      .dispatch_paused_at
  for (const _ of [1, 2]) expect((await coordinator.post(`${at}/pause`)).location).toBe(at)
  expect(await paused()).toEqual(now)
  expect((await coordinator.get(at)).text).toContain(`action="${at}/resume"`)
  for (const _ of [1, 2]) await coordinator.post(`${at}/resume`)
  expect(await paused()).toBeNull()
  const acts = await db.selectFrom('audit_log').select('act').where('act', 'like', 'dispatch-%').orderBy('id').execute()
  expect(acts.map(({ act }) => act)).toEqual(['dispatch-paused', 'dispatch-resumed'])

  expect((await (await here.as(['translator'])).post(`${at}/pause`)).status).toBe(403)
  expect((await (await here.stranger()).get(at)).status).toBe(404)
  expect(await paused()).toBeNull()
})

test('a letter of which nobody knows is listed without its writer, and decided once: sent again, arrived or given up', async () => {
  const { db } = here
  const campaign = await demoCampaign()
  const channel = await db
    .selectFrom('channels')
    .select(['id', 'address'])
    .where('kind', '=', 'email')
    .executeTakeFirst()
  const hold = async (reason: 'outcome-unknown' | 'not-taken') => {
    const id = await queue(campaign)
    const done = { stage: 'done' as const, channel_id: channel?.id ?? '', attempts: 1 }
    await db.updateTable('deliveries').set(done).where('sending_id', '=', id).execute()
    await moveSending(db, id, 'held', { now, reason })
    return id
  }
  const [again, arrived, dropped, kept] = [
    await hold('outcome-unknown'),
    await hold('outcome-unknown'),
    await hold('outcome-unknown'),
    await hold('not-taken'),
  ]
  const coordinator = await here.as(['coordinator'])
  const list = (await coordinator.get(at)).text
  for (const id of [again, arrived, dropped, kept]) expect(list).toContain(`${at}/letters/${id}`)
  expect(list).toContain(channel?.address.en)
  const page = (await coordinator.get(`${at}/letters/${again}`)).text
  expect(page).toContain(`&lt;${again}@`)
  expect(page).toContain('the office gets it twice')
  expect(list + page).not.toMatch(/Anna|anna@|On dogs/)

  const decide = (id: string, decision: string) => coordinator.post(`${at}/letters/${id}`, { decision })
  expect((await coordinator.post(`${at}/letters/${again}`)).status).toBe(422)
  expect((await decide(kept, 'arrived')).location).toBe(`${at}?done=settled`)
  expect((await coordinator.get(`${at}/letters/${kept}`)).text).not.toContain('value="arrived"')
  const both = await Promise.all([decide(again, 'again'), decide(again, 'drop')])
  expect(both.filter(({ location }) => location === `${at}?done=settled`)).toHaveLength(1)
  expect((await decide(arrived, 'arrived')).location).toBe(`${at}?done=arrived`)
  expect((await decide(dropped, 'drop')).location).toBe(`${at}?done=drop`)
  expect((await coordinator.get(`${at}?done=drop`)).text).toContain('The letter will not be sent.')
  expect((await coordinator.get(`${at}/letters/${dropped}`)).status).toBe(404)

  const states = await Promise.all([arrived, dropped, kept].map((id) => stateOf(db, id)))
  expect(states.map(({ state }) => state)).toEqual(['sent', 'cancelled', 'held'])
  expect(['queued', 'cancelled']).toContain((await stateOf(db, again)).state)
  const acts = await db.selectFrom('audit_log').select(['act', 'details']).where('act', 'like', 'letter-%').execute()
  expect(acts.map(({ details }) => (details as { letter?: string }).letter).sort()).toEqual(
    [again, arrived, dropped].sort(),
  )

  expect((await (await here.as(['translator'])).post(`${at}/letters/${kept}`, { decision: 'drop' })).status).toBe(403)
  expect((await (await here.stranger()).get(`${at}/letters/${kept}`)).status).toBe(404)
  expect((await stateOf(db, kept)).state).toBe('held')

  const [unknown, another] = [await hold('outcome-unknown'), await hold('not-taken')]
  expect((await coordinator.get(at)).text).toContain('certainly not left back in the queue: 2<')
  for (const _ of [1, 2]) expect((await coordinator.post(`${at}/letters`)).location).toBe(`${at}?done=all`)
  const after = await Promise.all([kept, another, unknown].map((id) => stateOf(db, id)))
  expect(after.map(({ state }) => state)).toEqual(['queued', 'queued', 'held'])
  const all = await db.selectFrom('audit_log').select('details').where('act', '=', 'letter-sent-again').execute()
  expect(all.filter(({ details }) => 'count' in details)).toEqual([{ details: { count: 2 } }])
})
