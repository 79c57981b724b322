import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { demo } from '../../site.ts'
import { openWriters, pageOf } from './writer.ts'

let here: Awaited<ReturnType<typeof openWriters>>
beforeAll(async () => {
  here = await openWriters()
})
afterAll(() => here.site.close())
beforeEach(() => {
  here.clock.now = new Date('2026-03-02T09:00:00Z')
})

const count = async (table: 'writers' | 'sendings' | 'answers' | 'outbox' | 'sending_moves') => {
  const { rows } = await here.site.db
    .selectFrom(table)
    .select((row) => row.fn.countAll<number>().as('rows'))
    .executeTakeFirstOrThrow()
  return rows
}

test('one form sent twenty times at once is one writer, one letter, one mail and one page', async () => {
  const before = [await count('writers'), await count('sendings')]
  const form = { resident: 'yes', key: randomUUID(), email: 'once@example.org' }
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => here.post(`/en/campaigns/${demo}/board/prosecutor`, form)),
  )
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]))
  expect(new Set(answers.map(({ location }) => location)).size).toBe(1)
  expect([await count('writers'), await count('sendings')]).toEqual(before.map((rows) => (rows ?? 0) + 1))
  await here.site.mailSent()
  const mails = (await here.site.mailbox.list(100)).filter(({ to }) => to === 'once@example.org')
  expect(mails).toHaveLength(1)
  expect(mails[0]?.subject).toBe('Your page is ready')
})

test('a mailbox gets five links a month of one campaign, however it is spelt', async () => {
  for (let time = 0; time < 8; time++)
    await here.claim({ email: time % 2 ? 'Full.Box@gmail.com' : 'fullbox+x@gmail.com' })
  await here.site.mailSent()
  const mails = await here.site.mailbox.list(200)
  expect(mails.filter(({ to }) => /^full\.?box/i.test(to))).toHaveLength(5)
})

test('private pages are nobody else’s: unknown tokens and letters are not found, nothing is cached or indexed', async () => {
  const letter = await here.claim()
  const other = await here.claim()
  const page = await here.get(letter)
  expect(page.status).toBe(200)
  expect(page.headers.get('cache-control')).toBe('no-store')
  expect(page.text).toContain('<meta name="robots" content="noindex">')

  const token = pageOf(letter).split('/').at(-1) ?? ''
  const mixed = letter.replace(/[^/]+$/, other.split('/').at(-1) ?? '')
  const wrong = [mixed, letter.replace(token, 'A'.repeat(43)), `${pageOf(letter)}/letters/nothing`, '/ru/writing/x']
  for (const path of [...wrong, `/ru/writing-mail/${token}`, `/ru/writing-stop/${token}`]) {
    expect([path, (await here.get(path)).status]).toEqual([path, 404])
  }
  expect((await here.get(`${letter}/proof`)).status).toBe(404)
  for (const form of [
    'sent',
    'proof',
    'registered',
    'extension',
    'answer',
    'cancellation',
    'reminder',
    'complaint.pdf',
  ]) {
    expect([form, (await here.post(`${mixed}/${form}`)).status]).toEqual([form, 404])
  }
  for (const form of ['letters', 'reminders', 'erasure']) {
    expect((await here.post(`/ru/writing/${'B'.repeat(43)}/${form}`)).status).toBe(404)
  }
})

test('a letter told of as sent starts the clock of the law, and registration moves it', async () => {
  const { location: letter } = await here.post(`/ru/campaigns/${demo}/letters/president/sent`, {
    resident: 'yes',
    channel: 'email',
    sent_on: '02.03.2026',
  })
  expect(await here.rowOf(letter)).toMatchObject({ state: 'sent', sent_on: '2026-03-02', channel: 'email' })
  const first = await here.rowOf(letter)
  expect(first.due_on).toMatch(/^2026-03-\d\d$/)

  here.clock.now = new Date('2026-03-06T09:00:00Z')
  await here.post(`${letter}/registered`, { number: 'ЖТ-77', registered_on: '2026-03-05' })
  const registered = await here.rowOf(letter)
  expect(registered).toMatchObject({ state: 'registered', registered_on: '2026-03-05' })
  expect((registered.due_on ?? '') > (first.due_on ?? '')).toBe(true)
  expect(registered.sealed?.includes('77')).toBe(false)

  await here.post(`${letter}/extension`, { decided_on: '2026-03-06', until: '2026-04-30' })
  expect((await here.rowOf(letter)).due_on).toBe('2026-04-30')
  const { text } = await here.get(letter)
  expect(text).toContain('ЖТ-77')
  expect(text).toContain('30&#xA0;апреля'.replace('&#xA0;', '\u00a0'))
})

test('days that have not come, that were before sending, and forms out of turn change nothing', async () => {
  const letter = await here.claim()
  for (const day of ['2026-03-04', '2019-01-01', '2026-02-30', 'yesterday', '']) {
    const answer = await here.sent(letter, day)
    expect([day, answer.status]).toEqual([day, 422])
    expect(answer.text).toContain('role="alert"')
  }
  expect((await here.post(`${letter}/registered`, { number: '1', registered_on: '2026-03-02' })).status).toBe(303)
  expect(await here.rowOf(letter)).toMatchObject({ state: 'drafted', registered_on: null })

  await here.sent(letter)
  expect((await here.post(`${letter}/registered`, { number: '1', registered_on: '2026-03-01' })).status).toBe(422)
  const [one, other] = await Promise.all([
    here.post(`${letter}/registered`, { number: '1', registered_on: '2026-03-02' }),
    here.post(`${letter}/registered`, { number: '2', registered_on: '2026-03-02' }),
  ])
  expect([one.status, other.status]).toEqual([303, 303])
  const moves = await here.site.db
    .selectFrom('sending_moves')
    .select('to_state')
    .where('sending_id', '=', (await here.rowOf(letter)).id)
    .orderBy('moved_at')
    .execute()
  expect(moves.map(({ to_state }) => to_state)).toEqual(['drafted', 'sent', 'registered'])
})

test('another letter joins the same page, by a tap or by the private link, and given up ones stay given up', async () => {
  const letter = await here.claim()
  const page = await here.get(pageOf(letter))
  const [, addressee = ''] = /name="addressee" value="([\w-]+)"/.exec(page.text) ?? []
  const [, key = ''] = /name="key" value="([\w-]+)"><input type="hidden" name="addressee"/.exec(page.text) ?? []
  const taps = await Promise.all([1, 2, 3].map(() => here.post(`${pageOf(letter)}/letters`, { addressee, key })))
  expect(new Set(taps.map(({ location }) => pageOf(location)))).toEqual(new Set([pageOf(letter)]))
  expect(new Set(taps.map(({ location }) => location)).size).toBe(1)

  const third = await here.claim({ link: `${here.site.url}${pageOf(letter)}` }, 'prosecutor')
  expect(pageOf(third)).toBe(pageOf(letter))
  await here.post(`${third}/cancellation`)
  await here.sent(third)
  expect((await here.rowOf(third)).state).toBe('cancelled')
})

test('erasing leaves no row that leads to the person, and the page is gone', async () => {
  const before = await Promise.all((['writers', 'sendings', 'answers', 'sending_moves'] as const).map(count))
  const letter = await here.claim({ email: 'gone@example.org', reminders: 'on' })
  await here.sent(letter)
  await here.upload(`${letter}/answer`, { kind: 'refused', received_on: '2026-03-02', text: 'Нет.', key: randomUUID() })
  expect((await here.rowOf(letter)).state).toBe('answered')

  const { location } = await here.post(`${pageOf(letter)}/erasure`)
  expect(await here.get(location)).toMatchObject({ status: 200 })
  expect((await here.get(letter)).status).toBe(404)
  const after = await Promise.all((['writers', 'sendings', 'answers', 'sending_moves'] as const).map(count))
  expect(after).toEqual(before)
  expect((await here.post(`${pageOf(letter)}/erasure`)).status).toBe(404)
})

test('what shows that a letter was sent is kept sealed, for its writer alone, and goes with them', async () => {
  const letter = await here.claim()
  const sent = { channel: 'post', sent_on: '2026-03-02' }
  const receipt = { name: 'receipt.pdf', bytes: Buffer.from('%PDF-1.7 a receipt with the canary КАНАРЕЙКА') }
  const gif = await here.upload(`${letter}/sent`, sent, { name: 'receipt.pdf', bytes: Buffer.from('GIF89a') })
  expect([gif.status, gif.text.includes('id="sent-proof-error"'), gif.text.includes('2026-03-02')]).toEqual([
    422,
    true,
    true,
  ])
  expect((await here.rowOf(letter)).state).toBe('drafted')
  await here.upload(`${letter}/proof`, {}, receipt)
  expect((await here.get(`${letter}/proof`)).status).toBe(404)

  expect((await here.upload(`${letter}/sent`, sent, receipt)).status).toBe(303)
  const kept = await here.get(`${letter}/proof`)
  expect(kept).toMatchObject({ status: 200, text: receipt.bytes.toString() })
  expect(kept.headers.get('content-disposition')).toBe('attachment; filename="proof.pdf"')
  expect(kept.headers.get('cache-control')).toBe('no-store')
  const proofs = here.site.db.selectFrom('sending_proofs').selectAll()
  expect(JSON.stringify((await proofs.execute()).map(({ sealed }) => sealed.toString()))).not.toContain('КАНАРЕЙКА')
  const other = await here.claim()
  expect((await here.get(`${pageOf(other)}/letters/${letter.split('/').at(-1)}/proof`)).status).toBe(404)

  expect((await here.upload(`${letter}/proof`, {})).status).toBe(422)
  const scan = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  expect((await here.upload(`${letter}/proof`, {}, { name: 'scan.png', bytes: scan })).status).toBe(303)
  expect((await here.get(`${letter}/proof`)).headers.get('content-type')).toBe('image/png')
  await here.post(`${pageOf(letter)}/erasure`)
  expect(await proofs.execute()).toEqual([])
})
