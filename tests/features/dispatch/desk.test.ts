import { afterAll, beforeAll, expect, test } from 'vitest'
import { findCampaign } from '../../../server/features/campaigns/index.ts'
import { openDesk, type TestDesk } from '../../desk.ts'
import { demo } from '../../site.ts'
import { queueLetter } from './queue.ts'

const now = new Date('2026-03-20T18:00:00Z')
let here: TestDesk
beforeAll(async () => {
  here = await openDesk({ now: () => now })
})
afterAll(() => here.close())

const at = `/desk/campaigns/${demo}/dispatch`

test('a coordinator sees what waits and when it leaves, and pauses and resumes the sending, which is written down', async () => {
  const { db, vault } = here
  const coordinator = await here.as(['coordinator'])
  const off = await coordinator.get(at)
  expect(off.text).toContain('The site sends no letters for this campaign')
  expect(off.text).not.toContain(`${at}/pause`)

  await db.updateTable('campaigns').set({ dispatch: 'on' }).where('slug', '=', demo).execute()
  const campaign = await findCampaign(db, demo)
  const addressee = campaign?.addressees.find(({ key }) => key === 'president')
  if (!campaign || !addressee) throw new Error('The demo is not there')
  await queueLetter(db, vault, campaign, { id: addressee.office.id, key: addressee.key, address: '' }, now)
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
