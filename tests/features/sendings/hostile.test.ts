import { afterAll, beforeAll, expect, test } from 'vitest'
import { hostileStrings } from '../../hostile/hostile-strings.ts'
import { expectHarmless } from '../../hostile/page-reader.ts'
import { forEach } from '../../hostile/requests.ts'
import { demo } from '../../site.ts'
import { openWriters, pageOf } from './writer.ts'

let here: Awaited<ReturnType<typeof openWriters>>
beforeAll(async () => {
  here = await openWriters()
})
afterAll(() => here.site.close())

/** Every form that takes text, with its fields; each is filled with hostile strings at once and one by one. */
const forms = async () => {
  const drafted = await here.claim({}, 'president')
  const sent = await here.claim({}, 'prosecutor')
  await here.sent(sent)
  return [
    { path: `/ru/campaigns/${demo}/board/president`, fields: ['resident', 'email', 'reminders', 'link', 'key'] },
    {
      path: `/en/campaigns/${demo}/letters/president/sent`,
      fields: ['resident', 'email', 'link', 'key', 'channel', 'sent_on'],
    },
    { path: `${drafted}/sent`, fields: ['channel', 'sent_on'] },
    { path: `${sent}/registered`, fields: ['number', 'registered_on'] },
    { path: `${sent}/extension`, fields: ['decided_on', 'until'] },
    { path: `${sent}/answer`, fields: ['kind', 'received_on', 'text', 'forwarded_to', 'key'] },
    { path: `${pageOf(sent)}/reminders`, fields: ['email', 'reminders'] },
    { path: `${pageOf(sent)}/letters`, fields: ['addressee', 'key'] },
  ]
}

test('every hostile string in every field at once is refused or harmless', { timeout: 120_000 }, async () => {
  for (const { path, fields } of await forms()) {
    const every = hostileStrings.filter((_, index) => index % 3 === 0)
    await forEach(every, 6, async (_, index) => {
      const typed = (place: number) => every[(index + place * 7) % every.length] ?? ''
      const { status, text } = await here.post(path, Object.fromEntries(fields.map((field, at) => [field, typed(at)])))
      expect([303, 404, 422]).toContain(status)
      if (status === 422) expectHarmless(text)
    })
  }
})

test('what was taken as a number or an answer is shown as text and nothing else', { timeout: 120_000 }, async () => {
  const tried = hostileStrings.filter((_, index) => index % 12 === 0)
  await forEach(tried, 4, async (value) => {
    const letter = await here.claim()
    await here.sent(letter)
    await here.post(`${letter}/registered`, { number: value, registered_on: '2026-03-02' })
    await here.post(`${letter}/answer`, { kind: 'refused', received_on: '2026-03-02', text: value, key: '' })
    const { status, text } = await here.get(letter)
    expect(status).toBe(200)
    expectHarmless(text)
  })
})

test('names of files come to nothing: none is kept', async () => {
  const letter = await here.claim()
  await here.sent(letter)
  const file = { name: '../../etc/passwd"\r\nx: <script>.pdf', bytes: Buffer.from('%PDF-1.4') }
  const form = { kind: 'formal', received_on: '2026-03-02', text: '' }
  expect((await here.upload(`${letter}/answer`, form, file)).status).toBe(303)
  const rows = await here.site.db.selectFrom('answers').select('file_name').where('file_type', 'is not', null).execute()
  expect(rows.every(({ file_name }) => file_name === null)).toBe(true)
})

test('nothing personal stands in the clear in any table', async () => {
  const letter = await here.claim({ email: 'canary-mailbox@example.org', reminders: 'on' })
  await here.sent(letter)
  await here.post(`${letter}/registered`, { number: 'КАНАРЕЙКА-1', registered_on: '2026-03-02' })
  await here.upload(`${letter}/answer`, { kind: 'formal', received_on: '2026-03-02', text: 'канарейка поёт' })
  for (const table of ['writers', 'sendings', 'sending_moves', 'answers', 'outbox'] as const) {
    const rows = await here.site.db.selectFrom(table).selectAll().execute()
    const plain = JSON.stringify(rows, (_, value) =>
      value?.type === 'Buffer' ? Buffer.from(value.data).toString('latin1') : value,
    )
    expect(plain).not.toMatch(/canary-mailbox|канарейка/i)
  }
})
