import { createConnection } from 'node:net'
import { createTransport } from 'nodemailer'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Campaign } from '../../../server/features/campaigns/index.ts'
import { openLetterbox } from '../../../server/features/dispatch/index.ts'
import { listQuarantined, openQuarantined } from '../../../server/features/dispatch/quarantine.ts'
import { bounceAddress, replyAddress } from '../../../server/features/dispatch/tracked-addresses.ts'
import { moveSending } from '../../../server/features/sendings/index.ts'
import type { Inbound } from '../../../server/mail/index.ts'
import { testVault } from '../../campaign.ts'
import { openDatabase, type TestDatabase } from '../../database.ts'
import { type Office, openDispatch, queueLetter, stateOf } from './queue.ts'

const domain = 'reply.otklik.example'
const vault = testVault()
const now = new Date('2026-03-11T10:00:00Z')

let database: TestDatabase
let letterbox: Inbound
let campaign: Campaign
let offices: Office[]
let reports: string[] = []
const errors: unknown[] = []

beforeAll(async () => {
  database = await openDatabase()
  ;({ campaign, offices } = await openDispatch(database.db, vault, { offices: 4 }))
  letterbox = await openLetterbox({
    db: database.db,
    vault,
    now: () => now,
    port: 0,
    host: '127.0.0.1',
    domain,
    report: (what) => reports.push(what),
    onError: (error) => errors.push(error),
    mailPromised: () => {},
  })
})
afterEach(() => {
  reports = []
})
afterAll(async () => {
  await letterbox.close()
  await database.close()
})

/** A letter that has left through the first channel of an office. */
const sentLetter = async (office: Office) => {
  const { db } = database
  const id = await queueLetter(db, vault, campaign, office, now)
  const channel = await db
    .selectFrom('channels')
    .select('id')
    .where('office_id', '=', office.id)
    .executeTakeFirstOrThrow()
  await db
    .updateTable('deliveries')
    .set({ stage: 'done', channel_id: channel.id })
    .where('sending_id', '=', id)
    .execute()
  await moveSending(db, id, 'sent', { now })
  return id
}

/** Hands a raw message to the receiver; what it answers, as a code: 250 taken. */
const hand = async (to: string, raw: string | Buffer): Promise<number> => {
  const transport = createTransport({ host: '127.0.0.1', port: letterbox.port, ignoreTLS: true })
  try {
    await transport.sendMail({ envelope: { from: 'office@gov.example', to: [to] }, raw })
    return 250
  } catch (error) {
    return (error as { responseCode?: number }).responseCode ?? 0
  } finally {
    transport.close()
  }
}

const report = (action: string, status: string) =>
  [
    'From: MAILER-DAEMON@gov.example',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'Your message could not be delivered.',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mail.gov.example',
    '',
    'Final-Recipient: rfc822; office@gov.example',
    `Action: ${action}`,
    `Status: ${status}`,
    '--b--',
    '',
  ].join('\r\n')

const channelState = async (office: Office) =>
  (await database.db.selectFrom('channels').select('state').where('office_id', '=', office.id).executeTakeFirst())
    ?.state

const answersTo = (id: string) => database.db.selectFrom('answers').selectAll().where('sending_id', '=', id).execute()

const officeAt = (index: number): Office => {
  const office = offices[index]
  if (!office) throw new Error('No such office')
  return office
}

test('a report that the mailbox is dead marks the letter and the channel, and tells the editors once', async () => {
  const { db } = database
  const office = officeAt(0)
  const [first, second] = [await sentLetter(office), await sentLetter(office)]
  expect(await hand(bounceAddress(vault, first, domain), report('failed', '5.1.1'))).toBe(250)
  expect(await stateOf(db, first)).toMatchObject({ state: 'bounced', reason: '5.1.1' })
  expect(await channelState(office)).toBe('failing')
  expect(await hand(bounceAddress(vault, second, domain).toUpperCase(), report('failed', '5.1.1'))).toBe(250)
  expect((await stateOf(db, second)).state).toBe('bounced')
  const told = await db.selectFrom('outbox').selectAll().where('kind', '=', 'channel-failing').execute()
  expect(told.map(({ office_id, campaign_id }) => [office_id, campaign_id])).toEqual([[office.id, campaign.id]])
})

test('forged reports suppress nobody: another mark, the address for answers, another domain, a made-up id', async () => {
  const { db } = database
  const office = officeAt(1)
  const id = await sentLetter(office)
  const good = bounceAddress(vault, id, domain)
  const local = good.slice(0, good.indexOf('@'))
  const flipped = `${local.slice(0, -1)}${local.endsWith('a') ? 'b' : 'a'}`
  const forged = [
    `${local.slice(0, -2)}aa@${domain}`,
    `${flipped.replace(/.\..$/, '')}x@${domain}`,
    `${local.replace(/\.[a-z2-7]+$/, `.${'a'.repeat(26)}`)}@${domain}`,
    `${local}@gov.example`,
    bounceAddress(testVault(), id, domain),
    `b+${'a'.repeat(26)}.${'a'.repeat(26)}@${domain}`,
    `postmaster@${domain}`,
  ]
  for (const address of forged)
    expect([address, await hand(address, report('failed', '5.1.1'))]).toEqual([address, 550])
  expect(await hand(replyAddress(vault, id, domain), report('failed', '5.1.1'))).toBe(250)
  expect(await hand(good, report('failed', '4.2.2'))).toBe(250)
  expect(await hand(good, report('delayed', '4.4.1'))).toBe(250)
  expect(reports.filter((what) => what === 'notice').length).toBe(3)
  expect([(await stateOf(db, id)).state, await channelState(office)]).toEqual(['sent', 'working'])
})

test('a report of delivery moves the letter on', async () => {
  const id = await sentLetter(officeAt(2))
  expect(await hand(bounceAddress(vault, id, domain), report('delivered', '2.0.0'))).toBe(250)
  expect((await stateOf(database.db, id)).state).toBe('delivered')
})

test('an answer waits for redaction, its files in quarantine, its writer is told; the same mail again changes nothing', async () => {
  const { db } = database
  const id = await sentLetter(officeAt(2))
  const to = replyAddress(vault, id, domain)
  const file = Buffer.from([0x50, 0x4b, 3, 4, 0, 255, 254])
  const raw = [
    'From: office@gov.example',
    'Subject: =?utf-8?B?0J7RgtCy0LXRgg==?=',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="m"',
    '',
    '--m',
    'Content-Type: text/html; charset=windows-1251',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    '<p>=C2=E0=F8=E5 =EE=E1=F0=E0=F9=E5=ED=E8=E5</p><script>alert(1)</script>',
    '--m',
    'Content-Type: application/zip',
    'Content-Disposition: attachment; filename="ответ.zip"',
    'Content-Transfer-Encoding: base64',
    '',
    file.toString('base64'),
    '--m--',
    '',
  ].join('\r\n')
  expect([await hand(to, raw), await hand(to, raw)]).toEqual([250, 250])

  const [answer, ...more] = await answersTo(id)
  expect(more).toEqual([])
  expect(answer).toMatchObject({ state: 'waiting', kind: null, received_on: '2026-03-11', file_name: null })
  const text = vault.open(
    campaign,
    answer?.sealed ?? Buffer.alloc(0),
    Buffer.from((answer?.id ?? '').replaceAll('-', ''), 'hex'),
  )
  expect(text).toBe('Ваше обращение')
  const [kept] = (await listQuarantined(db, vault)).filter(([, answerId]) => answerId === answer?.id)
  expect(kept?.slice(2, 4)).toEqual(['7', 'application/zip'])
  expect(await openQuarantined(db, vault, String(kept?.[0]))).toEqual(file)
  const told = await db.selectFrom('outbox').selectAll().where('sending_id', '=', id).execute()
  expect(told.map(({ kind }) => kind)).toEqual(['answer-received'])
  expect((await stateOf(db, id)).state).toBe('sent')
})

const deep = (depth: number) => {
  const boundaries = Array.from({ length: depth }, (_, level) => `b${level}`)
  return `${boundaries.map((name) => `Content-Type: multipart/mixed; boundary=${name}\r\n\r\n--${name}\r\n`).join('')}\r\nx\r\n`
}

const malformed: [string, string | Buffer][] = [
  ['nothing but a line', 'x\r\n'],
  ['bytes of any kind', Buffer.from(Array.from({ length: 60_000 }, (_, index) => (index * 7919) % 256))],
  ['a header without an end', `Subject: ${'a'.repeat(3_000_000)}`],
  ['a hundred thousand headers', `${'X-A: b\r\n'.repeat(100_000)}\r\nx\r\n`],
  ['parts within parts, ten thousand deep', deep(10_000)],
  [
    'a hundred thousand parts',
    `Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\nx\r\n'.repeat(100_000)}--b--\r\n`,
  ],
  ['a boundary that never comes', 'Content-Type: multipart/mixed; boundary=never\r\n\r\nhello\r\n'],
  ['a character set that there is not', 'Content-Type: text/plain; charset="\\0nope"\r\n\r\n\xff\xfe\r\n'],
  ['base64 that is none', 'Content-Transfer-Encoding: base64\r\n\r\n!!!!=====%%%%\r\n'],
  ['HTML nested a hundred thousand deep', `Content-Type: text/html\r\n\r\n${'<div>'.repeat(100_000)}\r\n`],
  ['HTML of open brackets', `Content-Type: text/html\r\n\r\n${'<a <!--'.repeat(100_000)}\r\n`],
  ['addresses without an end', `To: ${'<('.repeat(100_000)}\r\n\r\nx\r\n`],
  ['encoded words without an end', `Subject: ${'=?utf-8?Q?=41'.repeat(50_000)}\r\n\r\nx\r\n`],
]

test.each(malformed)(
  '%s: taken or refused, and the process is unharmed',
  async (_, raw) => {
    const id = await sentLetter(officeAt(3))
    const before = errors.length
    expect([250, 554]).toContain(await hand(replyAddress(vault, id, domain), raw))
    expect(errors.length).toBe(before)
    expect(await hand(replyAddress(vault, id, domain), 'Subject: a\r\n\r\nstill here\r\n')).toBe(250)
  },
  60_000,
)

test('50 MB of attachment is refused and logged, whether its size is told beforehand or not, without holding it', async () => {
  const id = await sentLetter(officeAt(3))
  const to = replyAddress(vault, id, domain)
  const big = `Content-Type: application/zip\r\nContent-Transfer-Encoding: base64\r\n\r\n${`${'A'.repeat(76)}\r\n`.repeat(690_000)}`
  const before = process.memoryUsage().rss
  expect(await hand(to, big)).toBe(552)
  expect(await quietly(to, big)).toMatch(/^552/)
  expect(reports).toContain('refused too-large')
  expect(await answersTo(id)).toEqual([])
  expect(process.memoryUsage().rss - before).toBeLessThan(400 * 1024 * 1024)
}, 120_000)

/** The same without SIZE: the receiver learns how large it is by reading. */
const quietly = (to: string, raw: string) =>
  new Promise<string>((resolve, reject) => {
    const line = createConnection(letterbox.port, '127.0.0.1')
    const words = ['EHLO a\r\n', 'MAIL FROM:<a@gov.example>\r\n', `RCPT TO:<${to}>\r\n`, 'DATA\r\n', `${raw}\r\n.\r\n`]
    let last = ''
    line.on('error', reject)
    line.on('data', (chunk) => {
      last = chunk.toString()
      if (!/^\d{3} /m.test(last)) return
      const next = words.shift()
      if (next !== undefined) return line.write(next)
      line.end()
      resolve(last)
    })
  })

test('a zip bomb stays a sealed file of the size that it came in', async () => {
  const id = await sentLetter(officeAt(3))
  const bomb = Buffer.alloc(200_000, 0x78)
  const raw = `Content-Type: multipart/mixed; boundary=m\r\n\r\n--m\r\nContent-Type: application/zip\r\nContent-Encoding: gzip\r\nContent-Disposition: attachment; filename="../../a.zip"\r\nContent-Transfer-Encoding: base64\r\n\r\n${bomb.toString('base64')}\r\n--m--\r\n`
  expect(await hand(replyAddress(vault, id, domain), raw)).toBe(250)
  const [answer] = await answersTo(id)
  const [kept] = (await listQuarantined(database.db, vault)).filter(([, answerId]) => answerId === answer?.id)
  expect(kept?.[2]).toBe('200000')
})

test('nothing is relayed, and a flood for one letter ends', async () => {
  const id = await sentLetter(officeAt(3))
  expect(await hand('somebody@gov.example', 'Subject: a\r\n\r\nx\r\n')).toBe(550)
  const earlier = Array.from({ length: 49 }, (_, index) => ({
    digest: Buffer.alloc(32, index),
    sending_id: id,
    received_at: now,
    kind: 'answer' as const,
  }))
  await database.db.insertInto('inbound_mails').values(earlier).execute()
  const codes: number[] = []
  for (const each of ['a', 'b', 'c']) codes.push(await hand(replyAddress(vault, id, domain), `X: ${each}\r\n\r\nx\r\n`))
  expect(codes).toEqual([250, 552, 552])
})
