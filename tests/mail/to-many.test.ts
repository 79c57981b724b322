import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../server/db/index.ts'
import { type Mail, Outbox, type Outcome, RefusedForGoodError, smtpCarrier } from '../../server/mail/index.ts'
import { createCampaign, testVault } from '../campaign.ts'
import { openDatabase, type TestDatabase } from '../database.ts'
import { openReceiver } from './smtp-receiver.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openDatabase()
})
afterAll(() => database.close())

const mail = (id: string): Mail => ({
  messageId: `<${id}@otklik.example>`,
  to: 'ada@mail.example',
  subject: 'News',
  text: 'Text',
  html: '<p>Text</p>',
})

test('mail that its reader can end says so in its headers, by one click where the address is HTTPS (RFC 8058)', async () => {
  const receiver = await openReceiver([])
  const carrier = smtpCarrier(receiver.url, 'Otklik <mail@otklik.example>')
  const url = 'https://otklik.example/ru/updates-stop/abc'
  await carrier.send({ ...mail('1'), unsubscribeUrl: url })
  await carrier.send({ ...mail('2'), unsubscribeUrl: url.replace('https', 'http') })
  await carrier.send(mail('3'))
  carrier.close()
  await receiver.close()
  const headers = receiver.received.map(({ mail: { headerLines } }) =>
    headerLines.filter(({ key }) => key.startsWith('list-')).map(({ line }) => line),
  )
  expect(headers).toEqual([
    [`List-Unsubscribe: <${url}>`, 'List-Unsubscribe-Post: List-Unsubscribe=One-Click'],
    [`List-Unsubscribe: <${url.replace('https', 'http')}>`],
    [],
  ])
})

test('mail that somebody waits for leaves before mail to many, and what became of that is noted once', async () => {
  const { db } = database
  const campaign = await createCampaign(db, testVault())
  const promise = (bulk: boolean, minutes: number) => {
    const id = newId()
    const row = { id, kind: 'confirm' as const, locale: 'en' as const, campaign_id: campaign.id, bulk }
    const due = { slot: 1, signature_id: newId(), failed_at: null, last_error: null, update_id: bulk ? id : null }
    return { ...row, ...due, due_at: new Date(Date.now() - minutes * 60_000) }
  }
  const many = Array.from({ length: 8 }, () => promise(true, 60))
  const waited = Array.from({ length: 4 }, () => promise(false, 1))
  await db
    .insertInto('outbox')
    .values([...many, ...waited])
    .execute()

  const left: string[] = []
  const settled: Outcome[] = []
  const outbox = new Outbox({
    db,
    carrier: {
      send: async ({ messageId }) => {
        left.push(messageId)
        if (left.length === 12) throw new RefusedForGoodError('No such mailbox')
      },
      close: () => {},
    },
    compose: async ({ id }) => (id === many[0]?.id ? undefined : mail(id)),
    settle: async (_db, _promised, outcome) => {
      settled.push(outcome)
    },
    perSecond: 16,
    onError: () => {},
  })
  await expect.poll(() => settled.length, { timeout: 5_000 }).toBeGreaterThanOrEqual(7)
  await outbox.close()
  const first = left.slice(0, 4).sort()
  expect(first).toEqual(waited.map(({ id }) => mail(id).messageId).sort())
  expect(settled.filter((outcome) => outcome === 'gone')).toHaveLength(1)
  expect(settled.filter((outcome) => outcome === 'sent').length).toBeGreaterThanOrEqual(6)
})
