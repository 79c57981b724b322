import { afterAll, beforeAll, expect, test } from 'vitest'
import { runDispatchCommand } from '../../../server/cli/dispatch.ts'
import { composeDispatchMail, Dispatcher } from '../../../server/features/dispatch/index.ts'
import { smtpLetters } from '../../../server/mail/index.ts'
import { testVault } from '../../campaign.ts'
import { openDatabase, type TestDatabase } from '../../database.ts'
import { openReceiver, type Refusal } from '../../mail/smtp-receiver.ts'
import { type Office, openDispatch, queueLetter, stateOf } from './queue.ts'

const vault = testVault()
const HOUR = 3_600_000

let database: TestDatabase
beforeAll(async () => {
  database = await openDatabase()
})
afterAll(() => database.close())

const institutionOf = (db: TestDatabase['db'], office: Office) =>
  db.selectFrom('offices').select('institution_id').where('id', '=', office.id)

/** A campaign with one office behind a real mail server, and a sender whose clock the test sets. */
const setUp = async (refusals: Refusal[] = []) => {
  const { db } = database
  await db.updateTable('campaigns').set({ dispatch_paused_at: new Date() }).execute()
  const receiver = await openReceiver(refusals)
  const { campaign, offices } = await openDispatch(db, vault)
  const [office = { id: '', key: '', address: '' }] = offices
  const clock = { now: new Date('2026-03-11T09:30:00Z') }
  const run = async (at: { url?: string; hours?: number } = {}) => {
    clock.now = new Date(clock.now.getTime() + (at.hours ?? 0) * HOUR)
    const outcomes: string[] = []
    const dispatcher = new Dispatcher({
      db,
      vault,
      now: () => clock.now,
      carrier: smtpLetters(at.url ?? receiver.url),
      mailFrom: 'Otklik <post@otklik.example>',
      inboundDomain: 'reply.otklik.example',
      report: (outcome) => outcomes.push(outcome),
      onError: (error) => outcomes.push(String(error)),
    })
    await dispatcher.close()
    return outcomes
  }
  const command = async (...args: string[]) => {
    const lines: string[] = []
    const code = await runDispatchCommand(args, { db, vault, print: (line) => lines.push(line), now: () => clock.now })
    return { code, text: lines.join('\n') }
  }
  const queue = () => queueLetter(db, vault, campaign, office, clock.now)
  return { db, receiver, campaign, office, clock, run, command, queue }
}

test('a refusal for good: the letter came back, the channel fails, editors are told, and nothing more goes there', async () => {
  const { db, receiver, campaign, office, run, command, queue } = await setUp([
    { responseCode: 550, message: 'No such mailbox' },
  ])
  const [first, second] = [await queue(), await queue()]
  expect(await run()).toEqual(['refused'])
  expect(await stateOf(db, first)).toMatchObject({ state: 'bounced', stage: 'done', reason: 'refused' })
  expect(await run({ hours: 1 })).toEqual([])
  expect(await stateOf(db, second)).toMatchObject({ state: 'held', reason: 'no-channel' })
  expect((await command('failing')).text).toContain(office.address)
  expect((await command('held')).text).toContain(second)

  const promised = await db
    .selectFrom('outbox')
    .selectAll()
    .where('office_id', '=', office.id)
    .executeTakeFirstOrThrow()
  const mail = await composeDispatchMail({ db, vault, publicUrl: 'https://otklik.example' }, promised)
  expect([mail?.to, mail?.text.includes(office.address)]).toEqual([campaign.organiser.email, true])

  expect((await command('working', office.id)).code).toBe(0)
  expect((await command('send', second)).code).toBe(0)
  expect((await command('send', first)).code).toBe(0)
  expect(await run({ hours: 1 })).toEqual(['left'])
  expect(await run({ hours: 1 })).toEqual(['left'])
  expect(receiver.received.length).toBe(2)
  expect((await command('send', first)).code).toBe(1)
  await receiver.close()
})

test('a refusal for now, or no server at all: the letter waits longer each time, and leaves once', async () => {
  const { db, receiver, run, queue } = await setUp([{ responseCode: 451, message: 'Later' }])
  const id = await queue()
  expect(await run()).toEqual(['later'])
  expect(await run()).toEqual([])
  expect(await run({ hours: 1, url: 'smtp://127.0.0.1:9' })).toEqual(['later'])
  expect(await stateOf(db, id)).toMatchObject({ state: 'queued', stage: 'waiting' })
  expect(await run({ hours: 1 })).toEqual(['left'])
  expect(receiver.received.length).toBe(1)
  expect((await stateOf(db, id)).state).toBe('sent')
  await receiver.close()
})

test('what is never taken is held after a dozen tries, not tried for ever', async () => {
  const { db, receiver, clock, run, queue } = await setUp()
  const id = await queue()
  for (let day = 0; day < 40 && (await stateOf(db, id)).state === 'queued'; day++) {
    await run({ url: 'smtp://127.0.0.1:9' })
    clock.now = new Date(clock.now.getTime() + 24 * HOUR)
  }
  expect(await stateOf(db, id)).toMatchObject({ state: 'held', reason: 'not-taken' })
  await receiver.close()
})

test('a letter whose process died on the line is held, listed, and only a person sends it again, says that it arrived or drops it', async () => {
  const { db, receiver, clock, run, command, queue } = await setUp()
  const [first, second, third] = [await queue(), await queue(), await queue()]
  const died = { stage: 'data' as const, attempt: first, lease_until: new Date(clock.now.getTime() + 60_000) }
  await db.updateTable('deliveries').set(died).where('sending_id', 'in', [first, second, third]).execute()
  expect(await run()).toEqual([])
  expect(await run({ hours: 1 })).toEqual(['held', 'held', 'held'])
  expect(await run({ hours: 1 })).toEqual([])
  expect((await command('held')).text).toMatch(/outcome-unknown/)
  const heldOn = clock.now
  clock.now = new Date(heldOn.getTime() + 24 * HOUR)
  expect((await command('drop', second)).code).toBe(0)
  expect((await command('send', first)).code).toBe(0)
  for (const code of [0, 1]) expect((await command('arrived', third)).code).toBe(code)
  for (const id of [first, second]) expect((await command('arrived', id)).code).toBe(1)
  expect(await run({ hours: 0.1 })).toEqual(['left'])
  const states = await Promise.all([first, second, third].map((id) => stateOf(db, id)))
  expect(states.map(({ state }) => state)).toEqual(['sent', 'cancelled', 'sent'])
  const arrived = await db.selectFrom('sendings').select('sent_on').where('id', '=', third).executeTakeFirst()
  expect(arrived?.sent_on).toBe(heldOn.toISOString().slice(0, 10))
  await receiver.close()
})

test('at night, on Sunday and on a day off nothing leaves, and the plan says what it goes by', async () => {
  const { db, office, receiver, clock, run, command, queue } = await setUp()
  await queue()
  const planned = async (at: string, country: string | null = 'KZ') => {
    clock.now = new Date(at)
    await db.updateTable('institutions').set({ country }).where('id', 'in', institutionOf(db, office)).execute()
    const { text } = await command('plan')
    return text.split('\n').find((line) => line.startsWith(office.id)) ?? ''
  }
  const hours = '09:00-18:00 UTC'
  expect((await planned('2026-03-21T10:00:00Z')).split('\t')).toEqual([
    office.id,
    'waiting 1',
    'next 2026-03-26T09:00:00.000Z',
    hours,
    'days off: kz',
  ])
  expect(await planned('2049-05-07T10:00:00Z')).toContain(
    `next 2049-05-10T09:00:00.000Z\t${hours}\tdays off: kz, of 2049 not all confirmed`,
  )
  const unknown = await planned('2026-03-23T10:00:00Z', null)
  expect(unknown).toContain('next 2026-03-23T10:00:00.000Z')
  expect(unknown).toContain('no calendar of days off: Monday to Friday')
  clock.now = new Date('2026-03-14T10:00:00Z')
  expect(await run()).toEqual([])
  clock.now = new Date('2026-03-16T03:00:00Z')
  expect(await run()).toEqual([])
  expect(await run({ hours: 7 })).toEqual(['left'])
  await queue()
  await planned('2026-03-23T10:00:00Z')
  expect(await run()).toEqual([])
  await receiver.close()
})

test('what cannot be understood is told how to be said', async () => {
  const { command, receiver } = await setUp()
  for (const args of [[], ['sned'], ['send', 'x'], ['pause']]) expect((await command(...args)).code).toBe(2)
  expect((await command('pause', 'nowhere')).code).toBe(1)
  await receiver.close()
})
