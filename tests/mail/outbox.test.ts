import { afterAll, beforeAll, expect, test } from 'vitest'
import { signForm } from '../../server/features/signatures/forms.ts'
import { composeMail, Intake } from '../../server/features/signatures/index.ts'
import { Outbox, smtpCarrier } from '../../server/mail/index.ts'
import { createCampaign, testVault } from '../campaign.ts'
import { openDatabase, type TestDatabase } from '../database.ts'
import { openReceiver, type Refusal } from './smtp-receiver.ts'

let database: TestDatabase
const vault = testVault()
const publicUrl = 'https://otklik.example'

beforeAll(async () => {
  database = await openDatabase()
})
afterAll(() => database.close())

const setUp = async (refusals: Refusal[] = []) => {
  const { db } = database
  await db.deleteFrom('outbox').execute()
  const receiver = await openReceiver(refusals)
  const errors: unknown[] = []
  const start = () =>
    new Outbox({
      db,
      carrier: smtpCarrier(receiver.url, 'Otklik <mail@otklik.example>'),
      compose: (promised) => composeMail({ db, vault, publicUrl }, promised),
      perSecond: 500,
      onError: (error) => errors.push(error),
    })
  const campaign = await createCampaign(db, vault)
  const intake = new Intake({ db, vault, now: () => new Date(), mailPromised: () => {} })
  const sign = (email: string, locale: 'en' | 'ru' = 'en', name = 'Ada Lovelace') =>
    intake.sign(campaign, signForm.parse({ name, email, country: 'GB' }), { locale, networkAddress: '192.0.2.1' })
  return { db, receiver, errors, start, campaign, sign }
}

const waiting = () => database.db.selectFrom('outbox').selectAll().execute()

test('a promised mail reaches its mailbox in the language of the form, in text and HTML, naming no campaign', async () => {
  const { receiver, start, sign } = await setUp()
  await sign('ada@mail.example', 'en')
  await sign('anna@mail.example', 'ru', 'Анна Иванова')
  const outbox = start()
  await expect.poll(() => receiver.received.length).toBe(2)
  await outbox.close()
  await receiver.close()

  const anna = receiver.received.find(({ to }) => to[0] === 'anna@mail.example')
  expect(anna?.mail.subject).toMatch(/подтвердите/)
  expect(anna?.mail.text).toContain(`${publicUrl}/ru/confirmations/`)
  expect(anna?.mail.text).toContain('Анна Иванова')
  expect(anna?.mail.html).toContain(`${publicUrl}/ru/my/`)
  const ada = receiver.received.find(({ to }) => to[0] === 'ada@mail.example')
  expect(ada?.mail.subject).toMatch(/confirm/)
  expect(ada?.mail.from?.text).toContain('mail@otklik.example')
  for (const { mail } of receiver.received) expect(JSON.stringify(mail)).not.toContain('A fair title')
  expect(await waiting()).toEqual([])
})

test('mail that was refused for now is kept and sent later under the same Message-ID', async () => {
  const { db, receiver, errors, start, sign } = await setUp([
    { responseCode: 451, message: 'Try again ada@mail.example' },
  ])
  await sign('ada@mail.example')
  const [promised] = await waiting()
  const outbox = start()
  await expect.poll(() => errors.length).toBe(1)
  await expect.poll(async () => (await waiting())[0]?.last_error).toBeTruthy()
  const [kept] = await waiting()
  expect(kept).toMatchObject({ id: promised?.id, attempts: 1, failed_at: null })
  expect(kept?.due_at.getTime()).toBeGreaterThan(Date.now() + 20_000)
  expect(kept?.last_error).not.toContain('ada')

  await db.updateTable('outbox').set({ due_at: new Date() }).execute()
  outbox.wake()
  await expect.poll(() => receiver.received.length).toBe(1)
  await outbox.close()
  await receiver.close()
  expect(receiver.received[0]?.mail.messageId).toBe(`<${promised?.id}@otklik.example>`)
})

test('mail that was refused for good is marked and not tried again', async () => {
  const { db, receiver, start, sign } = await setUp([{ responseCode: 550, message: 'No such mailbox' }])
  await sign('nobody@mail.example')
  const outbox = start()
  await expect.poll(async () => (await waiting())[0]?.failed_at).toBeTruthy()
  await db.updateTable('outbox').set({ due_at: new Date() }).execute()
  outbox.wake()
  await outbox.close()
  await receiver.close()
  expect(receiver.received).toEqual([])
})

test('two senders share the outbox and send each mail once', async () => {
  const { receiver, start, sign } = await setUp()
  await Promise.all(Array.from({ length: 60 }, (_, index) => sign(`p${index}@mail.example`)))
  const senders = [start(), start()]
  await expect.poll(() => receiver.received.length, { timeout: 20_000 }).toBe(60)
  for (const sender of senders) await sender.close()
  await receiver.close()
  expect(new Set(receiver.received.map(({ mail }) => mail.messageId)).size).toBe(60)
})

test('a sender that dies in the middle loses its lease, and the mail is sent by the next', async () => {
  const { db, receiver, start, sign } = await setUp()
  await sign('ada@mail.example')
  await db
    .updateTable('outbox')
    .set({ attempts: 1, due_at: new Date(Date.now() + 1_000) })
    .execute()
  const outbox = start()
  expect(receiver.received).toEqual([])
  await new Promise((resolve) => setTimeout(resolve, 1_100))
  outbox.wake()
  await expect.poll(() => receiver.received.length).toBe(1)
  await outbox.close()
  await receiver.close()
})
