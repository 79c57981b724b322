import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runAnswersCommand } from '../../../server/cli/answers.ts'
import { newId } from '../../../server/db/index.ts'
import { sealAnswer } from '../../../server/features/sendings/index.ts'
import { findSealedCampaign } from '../../../server/features/signatures/queries.ts'
import { demo } from '../../site.ts'
import { openWriters, pageOf } from './writer.ts'

let here: Awaited<ReturnType<typeof openWriters>>
let folder: string
beforeAll(async () => {
  here = await openWriters()
  folder = await mkdtemp(join(tmpdir(), 'otklik-answers-'))
})
afterAll(async () => {
  await here.site.close()
  await rm(folder, { recursive: true, force: true })
})

const pdf = Buffer.from('%PDF-1.7 a scan with the canary КАНАРЕЙКА in it')

const sentLetter = async (form: Record<string, string> = {}, addressee = 'prosecutor') => {
  const letter = await here.claim(form, addressee)
  await here.sent(letter)
  return letter
}

const answer = (letter: string, form: Record<string, string> = {}, file?: { name: string; bytes: Buffer }) =>
  here.upload(
    `${letter}/answer`,
    { kind: 'formal', received_on: '2026-03-02', text: 'Ответ по существу.', key: randomUUID(), ...form },
    file,
  )

const answersTo = async (letter: string) =>
  here.site.db
    .selectFrom('answers')
    .selectAll()
    .where('sending_id', '=', (await here.rowOf(letter)).id)
    .execute()

const run = async (...args: string[]) => {
  const lines: string[] = []
  const files: Buffer[] = []
  const tools = { db: here.site.db, vault: here.site.vault, print: (line: string) => void lines.push(line) }
  const code = await runAnswersCommand(args, { ...tools, write: (bytes) => void files.push(bytes) })
  return { code, lines, files }
}

test('an answer with its file waits sealed, and the same form twice is one answer', async () => {
  const letter = await sentLetter()
  const key = randomUUID()
  const answers = await Promise.all([1, 2, 3].map(() => answer(letter, { key }, { name: 'scan.pdf', bytes: pdf })))
  expect(answers.map(({ status }) => status)).toEqual([303, 303, 303])
  const [stored, ...others] = await answersTo(letter)
  expect(others).toEqual([])
  expect(stored).toMatchObject({ state: 'waiting', kind: 'formal', file_type: 'application/pdf', file_name: null })
  expect(stored?.sealed?.includes('Ответ') || stored?.file_sealed?.includes('КАНАРЕЙКА')).toBe(false)
  expect((await here.rowOf(letter)).answered_on).toBe('2026-03-02')
  expect((await run('file', stored?.id ?? '')).files).toEqual([pdf])
  expect((await here.get(`/ru/campaigns/${demo}/answers`)).text).not.toContain('Ответ по существу')
})

test('a file is what its first bytes say, of five megabytes at most; nothing at all is no answer', async () => {
  const letter = await sentLetter()
  const refused = [
    answer(letter, {}, { name: 'scan.pdf', bytes: Buffer.from('<script>alert(1)</script>') }),
    answer(letter, {}, { name: 'a.png', bytes: Buffer.from('GIF89a') }),
    answer(letter, {}, { name: 'large.pdf', bytes: Buffer.concat([pdf, Buffer.alloc(5 * 1024 * 1024)]) }),
    answer(letter, { text: '' }),
    answer(letter, { text: 'я'.repeat(20_001) }),
    answer(letter, { kind: 'bribe' }),
    answer(letter, { received_on: '2026-03-01' }),
  ]
  for (const { status, text } of await Promise.all(refused)) {
    expect(status).toBe(422)
    expect(text).toContain('role="alert"')
  }
  expect(await answersTo(letter)).toEqual([])
  expect((await here.rowOf(letter)).state).toBe('sent')

  const bomb = new FormData()
  for (let field = 0; field < 40; field++) bomb.append(`f${field}`, 'x')
  const answered = await fetch(`${here.site.url}${letter}/answer`, { method: 'POST', body: bomb })
  expect([413, 422]).toContain(answered.status)
  const broken = {
    method: 'POST',
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
    body: '--x\r\nnonsense',
  }
  expect((await fetch(`${here.site.url}${letter}/answer`, broken)).status).toBeLessThan(500)
})

test('forwarding ends the letter here and begins one at the next office, with a clock of its own', async () => {
  const letter = await here.claim({}, 'president')
  await here.sent(letter, '2026-03-02', 'email')
  const next = await here.site.db
    .selectFrom('offices')
    .select(['id', 'slug'])
    .where('slug', 'like', '%prosecutor%')
    .executeTakeFirstOrThrow()
  here.clock.now = new Date('2026-03-04T09:00:00Z')
  await answer(letter, { kind: 'forwarded', received_on: '2026-03-04', text: '', forwarded_to: next.slug })
  const first = await here.rowOf(letter)
  const second = await here.site.db
    .selectFrom('sendings')
    .selectAll()
    .where('parent_id', '=', first.id)
    .executeTakeFirstOrThrow()
  expect(first.state).toBe('answered')
  expect(second).toMatchObject({ state: 'sent', office_id: next.id, writer_id: first.writer_id, sent_on: '2026-03-04' })
  expect((second.due_on ?? '') > (first.due_on ?? '')).toBe(true)
  expect((await here.get(letter)).text).toContain(second.id)
  expect((await here.get(`${pageOf(letter)}/letters/${second.id}`)).text).toContain(first.id)
  here.clock.now = new Date('2026-03-02T09:00:00Z')
})

test('what came by mail without a kind gets one from its writer, once', async () => {
  const letter = await sentLetter()
  const { id, campaign_id } = await here.rowOf(letter)
  const campaign = await findSealedCampaign(here.site.db, campaign_id)
  if (!campaign) throw new Error('The campaign is gone')
  const answerId = newId()
  const sealed = sealAnswer(here.site.vault, campaign, answerId, 'По почте.')
  await here.site.db
    .insertInto('answers')
    .values({ id: answerId, sending_id: id, received_on: '2026-03-02', kind: null, state: 'waiting', sealed })
    .execute()
  expect((await here.get(letter)).text).toContain('/classification')
  expect((await here.post(`${letter}/classification`, { kind: 'nothing' })).status).toBe(422)
  await here.post(`${letter}/classification`, { kind: 'partial' })
  await here.post(`${letter}/classification`, { kind: 'granted' })
  expect((await answersTo(letter)).map(({ kind }) => kind)).toEqual(['partial'])
})

test('what came by mail is not published before somebody says what it is', async () => {
  const letter = await sentLetter()
  await answer(letter, { text: 'По почте.' })
  const id = (await answersTo(letter))[0]?.id ?? ''
  await here.site.db.updateTable('answers').set({ kind: null }).where('id', '=', id).execute()
  const text = join(folder, 'by-mail.txt')
  await writeFile(text, 'Ответ без имён.')
  expect(await run('publish', id, text)).toMatchObject({ code: 1, lines: [expect.stringContaining('--kind granted|')] })
  expect((await run('publish', id, text, '--kind', 'bribe')).code).toBe(2)
  expect((await run('publish', id, text, '--kind')).code).toBe(2)
  expect((await run('publish', id, text, '--kind', 'explained')).code).toBe(0)
  expect((await answersTo(letter))[0]).toMatchObject({ kind: 'explained', state: 'published' })
})

test('what an editor publishes as forwarded goes on at the office that they name, as its writer sees', async () => {
  const letter = await here.claim({}, 'president')
  await here.sent(letter, '2026-03-02', 'email')
  await answer(letter, { kind: 'forwarded', text: 'Переслано.' })
  const id = (await answersTo(letter))[0]?.id ?? ''
  const text = join(folder, 'forwarded.txt')
  await writeFile(text, 'Переслано.')
  const { slug, name } = await here.site.db
    .selectFrom('offices')
    .select(['slug', 'name'])
    .where('slug', 'like', '%prosecutor%')
    .executeTakeFirstOrThrow()
  const wrong = [[], ['--to', 'nobody'], ['--to', slug, '--on', '2026-03-01'], ['--to', slug, '--on', 'soon']]
  for (const args of wrong) expect(await run('publish', id, text, ...args)).toMatchObject({ code: 1 })
  expect((await run('publish', id, text, '--of', slug)).code).toBe(2)
  expect((await run('publish', id, text, '--to', slug, '--on', '2026-03-03')).code).toBe(0)
  const page = (await here.get(letter)).text
  const [, next = ''] = /href="([^"]*\/letters\/[^"]*)">[^<]*Переслано: ([^<]*)</.exec(page) ?? []
  expect(page).toContain(`Переслано: ${name.ru.nominative}`)
  expect(await here.rowOf(next)).toMatchObject({ state: 'sent', sent_on: '2026-03-03' })
  expect((await run('publish', id, text, '--to', slug)).code).toBe(1)
})

test('an editor sees a first redaction, publishes the last one, and erasing the writer leaves only that', async () => {
  const letter = await sentLetter({ email: 'canary.writer@example.org' })
  await here.post(`${letter}/registered`, { number: 'ЖТ-2026-777', registered_on: '2026-03-02' })
  const text =
    'На обращение № ЖТ-2026-777 от canary.writer@example.org (ИИН 900101300123, тел. +7 701 234 56 78): отказать.'
  await answer(letter, { kind: 'refused', text }, { name: 'a.pdf', bytes: pdf })
  const [stored] = await answersTo(letter)
  const id = stored?.id ?? ''

  expect((await run('list')).lines.some((line) => line.startsWith(id))).toBe(true)
  const shown = (await run('show', id)).lines.join('\n')
  for (const secret of ['777', 'canary', '900101300123', '234 56 78']) expect(shown).not.toContain(secret)
  expect(shown).toContain('отказать')
  expect((await run('show', id, '--as-received')).lines.join('\n')).toBe(text)

  const redacted = join(folder, 'answer.txt')
  const scan = join(folder, 'scan.pdf')
  await writeFile(redacted, 'На обращение: отказать. <b>&</b>\n')
  await writeFile(scan, '%PDF-1.7 redacted')
  expect((await run('publish', id, redacted, redacted)).code).toBe(1)
  expect((await run('publish', id, redacted, scan)).code).toBe(0)
  expect((await run('publish', id, redacted)).code).toBe(1)

  await here.post(`${pageOf(letter)}/erasure`)
  const page = await here.get(`/ru/campaigns/${demo}/answers`)
  expect(page.text).toContain('На обращение: отказать. &lt;b&gt;&amp;&lt;/b&gt;')
  const [, url = ''] = new RegExp(`href="([^"]*${id}\\.pdf)"`).exec(page.text) ?? []
  const file = await here.get(url)
  expect(file).toMatchObject({ status: 200, text: '%PDF-1.7 redacted' })
  expect(file.headers.get('content-disposition')).toContain('attachment')
  const row = await here.site.db.selectFrom('answers').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  expect(row).toMatchObject({
    sending_id: null,
    sealed: null,
    file_sealed: null,
    public_text: 'На обращение: отказать. <b>&</b>',
  })
  expect((await here.get(url.replace(id, randomUUID()))).status).toBe(404)
})

test('a refused answer is never shown, and the command says what it does not understand', async () => {
  const letter = await sentLetter()
  await answer(letter, { text: 'Секретно.' })
  const [stored] = await answersTo(letter)
  expect((await run('refuse', stored?.id ?? '')).code).toBe(0)
  expect((await run('refuse', stored?.id ?? '')).code).toBe(1)
  expect((await here.get(`/ru/campaigns/${demo}/answers`)).text).not.toContain('Секретно')
  for (const args of [[], ['show'], ['eat', 'x'], ['list', 'x']]) expect((await run(...args)).code).toBe(2)
  expect((await run('show', 'nothing')).code).toBe(1)
})
