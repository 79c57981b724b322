import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { promiseReminders } from '../../../server/features/sendings/index.ts'
import { openWriters, pageOf } from './writer.ts'

let here: Awaited<ReturnType<typeof openWriters>>
beforeAll(async () => {
  here = await openWriters()
})
afterAll(() => here.site.close())
beforeEach(() => {
  here.clock.now = new Date('2026-03-02T09:00:00Z')
})

const mailsTo = async (address: string) => {
  await here.site.mailSent()
  const kept = (await here.site.mailbox.list(1000)).filter(({ to }) => to === address)
  return kept.reverse()
}

const linkIn = (text: string, path: string) =>
  new RegExp(`https?://[^/\\s]+(/(?:en|ru)/${path}/[\\w/-]+)`).exec(text)?.[1] ?? ''

/** A letter whose writer asked for reminders and confirmed the mailbox. */
const confirmed = async (address: string, locale = 'ru') => {
  const letter = await here.claim({ email: address, reminders: 'on' }, 'president', locale)
  const [mail] = await mailsTo(address)
  const link = linkIn(mail?.text ?? '', 'writing-mail')
  expect((await here.get(link)).text).not.toContain('/writing/')
  const { location } = await here.post(link)
  expect(location).toBe(pageOf(letter))
  return letter
}

const look = async (day: string) => {
  here.clock.now = new Date(`${day}T09:00:00Z`)
  return promiseReminders(here.site.db, here.clock.now)
}

test('nobody is reminded who has not asked, or whose address nobody has confirmed', async () => {
  await here.claim()
  await here.claim({ email: 'silent@example.org' })
  await here.claim({ email: 'unconfirmed@example.org', reminders: 'on' })
  expect(await look('2026-03-20')).toBe(0)
  expect(await mailsTo('unconfirmed@example.org')).toHaveLength(1)
})

test('each occasion is reminded of once, however many look: unsent, due soon, overdue, and again after an extension', async () => {
  const letter = await confirmed('often@example.org')
  expect(await look('2026-03-04')).toBe(0)
  const unsent = await Promise.all(Array.from({ length: 10 }, () => look('2026-03-06')))
  expect(unsent.reduce((one, other) => one + other)).toBe(1)
  expect(await look('2026-03-07')).toBe(0)

  await here.sent(letter, '2026-03-07', 'email')
  await here.post(`${letter}/registered`, { number: '7', registered_on: '2026-03-07' })
  const due = (await here.rowOf(letter)).due_on ?? ''
  const shifted = (days: number) => new Date(Date.parse(due) + days * 86_400_000).toISOString().slice(0, 10)
  expect(await look(shifted(-4))).toBe(0)
  expect(await look(shifted(-3))).toBe(1)
  expect(await look(shifted(-1))).toBe(0)
  expect(await look(shifted(1))).toBe(1)
  expect(await look(shifted(2))).toBe(0)

  const mails = await mailsTo('often@example.org')
  expect(mails[0]?.subject).toBe('Ваша страница готова')
  expect(
    mails
      .slice(1)
      .map(({ subject }) => subject)
      .sort(),
  ).toEqual([
    'Напоминание, о\u00a0котором Вы просили',
    'Напоминание, о\u00a0котором Вы просили',
    'Прошёл срок, за\u00a0которым Вы просили следить',
  ])
  for (const mail of mails.slice(1)) expect(linkIn(mail.text, 'writing')).toBe(letter)
})

test('no mail names the campaign or the office, in any language', async () => {
  for (const locale of ['en', 'ru']) {
    const address = `neutral-${locale}@example.org`
    const letter = await confirmed(address, locale)
    await look('2026-03-06')
    await here.sent(letter, '2026-03-06', 'email')
    await look('2026-05-06')
    const mails = await mailsTo(address)
    expect(mails).toHaveLength(3)
    for (const { subject, text } of mails) {
      expect(`${subject} ${text.replace(/https?:\S+/g, '')}`).not.toMatch(
        /animal|stray|petition|president|letter|Kazakh|животн|петиц|президент|обращени|Казах/i,
      )
    }
    here.clock.now = new Date('2026-03-02T09:00:00Z')
  }
})

test('a link in each reminder stops them, by a button and never by being followed', async () => {
  const letter = await confirmed('stop@example.org')
  await look('2026-03-06')
  const stop = linkIn((await mailsTo('stop@example.org')).at(-1)?.text ?? '', 'writing-stop')
  for (let visit = 0; visit < 3; visit++) expect((await here.get(stop)).status).toBe(200)
  await here.sent(letter, '2026-03-06', 'email')
  expect(
    (
      await here.site.db
        .selectFrom('writers')
        .select('reminders')
        .where('id', '=', (await here.rowOf(letter)).writer_id)
        .executeTakeFirstOrThrow()
    ).reminders,
  ).toBe(true)
  expect((await here.post(stop)).status).toBe(200)
  expect(await look('2026-06-01')).toBe(0)
  expect((await here.get(letter)).status).toBe(200)
})

test('a reminder that was promised is not sent where the letter was answered or the writer erased meanwhile', async () => {
  const letter = await confirmed('late@example.org')
  const { id, writer_id, campaign_id } = await here.rowOf(letter)
  await here.post(`${letter}/cancellation`)
  await here.site.db
    .insertInto('outbox')
    .values({ id: writer_id, kind: 'reminder', locale: 'ru', campaign_id, writer_id, sending_id: id })
    .execute()
  expect(await mailsTo('late@example.org')).toHaveLength(1)
})

test('a changed address is confirmed anew, and taking it back takes everything that was kept of it', async () => {
  const letter = await confirmed('first@example.org')
  const writer = async () =>
    here.site.db
      .selectFrom('writers')
      .select(['reminders', 'sealed', 'address_key'])
      .where('id', '=', (await here.rowOf(letter)).writer_id)
      .executeTakeFirstOrThrow()
  await here.post(`${pageOf(letter)}/reminders`, { email: 'second@example.org', reminders: 'on' })
  expect((await writer()).reminders).toBe(false)
  expect(await mailsTo('second@example.org')).toHaveLength(1)
  const refused = await here.post(`${pageOf(letter)}/reminders`, { email: 'no address', reminders: 'on' })
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('value="no address"')
  await here.post(`${pageOf(letter)}/reminders`, { email: '' })
  expect(await writer()).toEqual({ reminders: false, sealed: null, address_key: null })
})

test('mail programs end reminders by one click: a POST in either form of HTML, without a login (RFC 8058)', async () => {
  for (const multipart of [true, false]) {
    here.clock.now = new Date('2026-03-02T09:00:00Z')
    const address = `click-${multipart}@example.org`
    const letter = await confirmed(address)
    expect((await mailsTo(address))[0]?.unsubscribeUrl).toBeUndefined()
    await look('2026-03-06')
    here.site.mailPromised()
    const url = (await mailsTo(address)).at(-1)?.unsubscribeUrl ?? ''
    const reminded = async () =>
      here.site.db
        .selectFrom('writers')
        .select('reminders')
        .where('id', '=', (await here.rowOf(letter)).writer_id)
        .executeTakeFirstOrThrow()
    expect((await fetch(url)).status).toBe(200)
    expect(await reminded()).toEqual({ reminders: true })

    const body = multipart ? new FormData() : new URLSearchParams()
    body.append('List-Unsubscribe', 'One-Click')
    expect((await fetch(url, { method: 'POST', body, redirect: 'manual' })).status).toBe(200)
    expect(await reminded()).toEqual({ reminders: false })
  }
})
