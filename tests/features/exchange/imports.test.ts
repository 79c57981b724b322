import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkNext } from '../../../server/features/exchange/check-import.ts'
import { beginReceiving } from '../../../server/features/exchange/import-file.ts'
import { findImport, forgetFiles, saveSettings } from '../../../server/features/exchange/imports.ts'
import { takeBatch } from '../../../server/features/exchange/take-rows.ts'
import type { SealedCampaign } from '../../../server/features/privacy/index.ts'
import { findCounts } from '../../../server/features/signatures/index.ts'
import { type Fields, openDesk, type TestDesk } from '../../desk.ts'
import { demo } from '../../site.ts'
import { addSignature, demoCampaign } from '../moderation/signatures.ts'

let here: TestDesk
let campaign: SealedCampaign
beforeAll(async () => {
  here = await openDesk()
  campaign = await demoCampaign(here.db)
})
afterAll(() => here.close())

const at = `/desk/campaigns/${demo}/imports`

const upload = async (file: string | Buffer, browser = here.owner) => {
  const body = new FormData()
  body.append('file', new Blob([new Uint8Array(Buffer.from(file))]), 'people.csv')
  const headers = { origin: here.url, cookie: browser.cookie, accept: 'text/html' }
  const answer = await fetch(here.url + at, { method: 'POST', body, headers, redirect: 'manual' })
  return { status: answer.status, location: answer.headers.get('location') ?? '', text: await answer.text() }
}

const columns = { column_0: 'name', column_1: 'email', column_2: 'city', header: 'on', country: 'KZ', locale: 'ru' }
const twoColumns = { ...columns, column_2: '' }
const agreed = { source: 'на бумаге, в Алматы', agreed: 'on' }
const imports = () => here.db.selectFrom('signature_imports').selectAll().orderBy('created_at').execute()
const pieces = () => here.db.selectFrom('import_pieces').selectAll().execute()
const keptOf = async (id = '') => (await pieces()).filter(({ import_id }) => import_id === id).length
const imported = () => here.db.selectFrom('signatures').selectAll().where('import_id', 'is not', null).execute()

/** The page at an address, once it no longer refreshes itself. */
const finished = async (location: string) => {
  const page = () => here.owner.get(location)
  await expect.poll(async () => (await page()).headers.get('refresh'), { timeout: 20_000 }).toBe(null)
  return page()
}

/** The page of a check that has ended, the columns being these. */
const checked = async (location: string, named: Fields = columns) => {
  await here.owner.post(`${location}/columns`, named)
  return finished(`${location}/check`)
}

/** Starts an import as the form of its check does. */
const start = async (location: string, fields: Fields) => {
  const { text } = await here.owner.get(`${location}/check`)
  const check = /name="check" value="([^"]*)"/.exec(text)?.[1] ?? ''
  return here.owner.post(`${location}/start`, { check, ...fields })
}

test('people come in pending, marked, each with a mail that says who added them and where they signed', async () => {
  await addSignature(here.db, here.vault, campaign, { name: 'Was Here', email: 'was.here@example.org' })
  const before = await findCounts(here.db, campaign.id)
  const file = [
    'Имя;Почта;Город',
    'Анна Канарейкина;anna@example.org;Алматы',
    '"Иван Петров";ivan@example.org;',
    'Was Here;WAS.HERE@example.org;',
    'Анна Канарейкина;anna@example.org;',
  ].join('\r\n')
  const { status, location } = await upload(file)
  expect(status).toBe(303)
  const mapping = await here.owner.get(location)
  expect(mapping.text).toMatch(/value="name" selected[\s\S]*value="email" selected[\s\S]*value="city" selected/)
  expect(mapping.text).toContain('Анна Канарейкина')
  expect(JSON.stringify(await imports())).not.toMatch(/Канарейкина|anna@/)
  const [kept, ...others] = await pieces()
  expect([kept?.sealed.includes('Канарейкина'), others]).toEqual([false, []])

  const check = await checked(location)
  expect(check.text).toMatch(/Will be added<\/dt><dd>2<[\s\S]*already[\s\S]*<dd>1<[\s\S]*Repeated[\s\S]*<dd>1</)
  expect(await imported()).toEqual([])

  const started = await start(location, agreed)
  expect(started).toMatchObject({ status: 303, location })
  const done = await finished(location)
  expect(done.text).toContain('3 of 3')
  expect(await imported()).toHaveLength(2)
  expect((await imported()).map(({ state, visibility }) => [state, visibility])).toEqual([
    ['pending', 'initial'],
    ['pending', 'initial'],
  ])
  expect(await findCounts(here.db, campaign.id)).toEqual({ ...before, pending: before.pending + 2 })
  expect(await here.db.selectFrom('import_rows').select('line').execute()).toEqual([])
  expect((await imports())[0]).toMatchObject({ taken: 2, known: 1, left_out: 1, state: 'done' })
  expect((await imports())[0]?.agreed_at).toBeInstanceOf(Date)
  await expect.poll(pieces).toEqual([])

  await here.mailSent()
  const mails = await here.mailbox.list(100)
  expect(mails.map(({ to }) => to).sort()).toEqual(['anna@example.org', 'ivan@example.org'])
  const mail = await here.mailbox.find(mails[0]?.id ?? '')
  expect(mail?.text).toContain('на бумаге, в Алматы')
  expect(mail?.text).toMatch(/Команда «.+» добавила/)
  const confirm = /\/ru\/confirmations\/\S+/.exec(mail?.text ?? '')?.[0] ?? ''
  await here.nobody.post(confirm)
  expect((await findCounts(here.db, campaign.id)).confirmed).toBe(before.confirmed + 1)
})

test('one bad row is told of by its line, and nothing at all is imported until it is said to leave it out', async () => {
  const file =
    'name,email\nGood Person,good1@example.org\n"Bad\nName 5",bad@example.org\nNo Address,\nLast One,last@example.org\n'
  const { location } = await upload(file)
  const check = await checked(location, twoColumns)
  expect(check.text).toContain('Row 3: ')
  expect(check.text).toContain('Row 5: ')
  const before = (await imported()).length
  const refused = await start(location, agreed)
  expect([refused.status, refused.text.includes('id="leave_out-error"')]).toEqual([422, true])
  expect(refused.text).toContain('на бумаге, в Алматы')
  expect(await imported()).toHaveLength(before)

  for (const fields of [{ source: 'paper' }, { agreed: 'on' }, { ...agreed, source: 'see evil.example' }]) {
    const answer = await start(location, { leave_out: 'on', ...fields } as Fields)
    expect(answer.status).toBe(422)
  }
  await start(location, { ...agreed, leave_out: 'on' })
  await finished(location)
  expect(await imported()).toHaveLength(before + 2)
})

test('an import that was cut off goes on where the last batch ended, and nobody comes in twice', async () => {
  const people = Array.from(
    { length: 450 },
    (_, n) => `Person ${String.fromCharCode(97 + (n % 26))}x,cut${n}@example.org`,
  )
  const { location } = await upload(`name,email\n${people.join('\n')}`)
  await checked(location, twoColumns)
  const before = (await imported()).length
  await start(location, agreed)
  await Promise.all([takeBatch(here.db, here.vault, new Date()), takeBatch(here.db, here.vault, new Date())])
  await finished(location)
  while (await takeBatch(here.db, here.vault, new Date()));
  expect(await imported()).toHaveLength(before + 450)
  const last = (await imports()).at(-1)
  expect(last).toMatchObject({ total: 450, taken: 450, known: 0, state: 'done' })
})

/** An import of so many people whose columns are named, while another process is checking it. */
const beingChecked = async (people: number) => {
  const rows = Array.from({ length: people }, (_, n) => `Ada Lovelace,checked${n}@example.org,x`)
  const { location } = await upload(`name,email,city\n${rows.join('\n')}`)
  const id = location.split('/').at(-1) ?? ''
  const found = await findImport(here.db, campaign.id, id)
  if (!found) throw new Error('The import is gone')
  await here.db.transaction().execute(async (trx) => {
    await saveSettings(trx, id, { ...found.settings, mapped: true })
    await heldFor(id, 3600, trx)
  })
  return { location, id }
}

const heldFor = (id: string, seconds: number, db = here.db) =>
  db
    .updateTable('signature_imports')
    .set({ check_run: id, check_until: new Date(Date.now() + seconds * 1000) })
    .where('id', '=', id)
    .execute()

const stagedOf = (id: string) =>
  here.db.selectFrom('import_rows').select('line').where('import_id', '=', id).orderBy('line').execute()

test('the page of a check answers while another process is at it, and has it done again where that one dies', async () => {
  const { location, id } = await beingChecked(300)
  const page = await here.owner.get(`${location}/check`)
  expect([page.status, page.headers.get('refresh')]).toEqual([200, '2'])
  expect(page.text).toMatch(/Checking the file[\s\S]*Reading the file[\s\S]*<progress aria/)
  expect(await start(location, agreed)).toMatchObject({ status: 303, location: `${location}/check` })

  const soFar = { rows: 300, good: 240, known: 5, twice: 4, badCount: 1, bad: [], fault: null }
  await here.db
    .updateTable('signature_imports')
    .set({ checked: JSON.stringify(soFar) })
    .where('id', '=', id)
    .execute()
  const further = await here.owner.get(`${location}/check`)
  expect(further.text).toMatch(/250 of 300[\s\S]*<progress value="250" max="300"[\s\S]*Will be added<\/dt><dd>240</)
  expect(await checkNext(here.db, here.vault)).toBe(false)

  await heldFor(id, -1)
  const { text } = await finished(`${location}/check`)
  expect(text).toMatch(/Will be added<\/dt><dd>300<\/dd><\/div>\s*<\/dl>/)
  expect((await stagedOf(id)).map(({ line }) => line)).toEqual(Array.from({ length: 300 }, (_, n) => n + 2))
})

test('a check that is stopped is begun anew, and by one of those who come for it', async () => {
  const { location, id } = await beingChecked(300)
  await heldFor(id, -1)
  await checkNext(here.db, here.vault, () => true)
  await Promise.all([1, 2, 3].map(() => checkNext(here.db, here.vault)))
  const pages = await Promise.all([1, 2].map(() => finished(`${location}/check`)))
  for (const { text } of pages) expect(text).toContain('Will be added</dt><dd>300</dd>')
  expect(await stagedOf(id)).toHaveLength(300)
})

test('columns that change meanwhile are the ones that count, and what was thrown away is gone with its rows', async () => {
  const { location, id } = await beingChecked(300)
  await heldFor(id, -1)
  let changed: Promise<unknown> | undefined
  await checkNext(here.db, here.vault, () => {
    changed ??= here.owner.post(`${location}/columns`, { ...columns, column_1: '', column_2: 'email' })
    return false
  })
  await changed
  const other = await finished(`${location}/check`)
  expect(other.text).toMatch(/Will be added<\/dt><dd>0<[\s\S]*Cannot be added<\/dt><dd>300<[\s\S]*and 200 more rows/)
  expect(await stagedOf(id)).toEqual([])

  const seen = /name="check" value="([^"]*)"/.exec((await checked(location)).text)?.[1] ?? ''
  await checked(location)
  const late = await here.owner.post(`${location}/start`, { ...agreed, check: seen })
  expect([late.status, late.text.includes('the file was checked again')]).toEqual([422, true])
  expect(late.text).toContain(agreed.source)

  await here.owner.post(`${location}/columns`, columns)
  await here.owner.post(`${location}/cancel`)
  expect((await here.owner.get(`${location}/check`)).location).toBe(location)
  await expect.poll(async () => [await keptOf(id), await stagedOf(id)], { timeout: 20_000 }).toEqual([0, []])
})

test('what is no CSV is refused in words: at once by its beginning, the rest of it by the check', async () => {
  const refused: [string | Buffer, string][] = [
    ['', 'Choose a CSV file'],
    ['\n\n', 'The file has no rows'],
    ['name,email\n"Ada,a@b.example', 'a quotation mark is not closed'],
    [Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 1]), 'This is not a CSV file'],
    [Buffer.alloc(5 * 1024 * 1024 + 10, 'a,b\n'), 'larger than 5 MB'],
  ]
  for (const [file, words] of refused) {
    const { status, text } = await upload(file)
    expect([status, text.includes(words), words]).toEqual([422, true, words])
  }

  const unreadable: [string, string][] = [
    ['a,b\n'.repeat(50_002), 'more than 50,000 rows'],
    [`${'a,b\n'.repeat(9)}Ada,"a`, 'Row 10: a quotation mark is not closed'],
  ]
  for (const [file, words] of unreadable) {
    const { location } = await upload(file)
    const { text } = await checked(location, twoColumns)
    expect([text.includes(words), text.includes('/start"'), words]).toEqual([true, false, words])
    expect((await start(location, agreed)).status).toBe(422)
    expect(await stagedOf(location.split('/').at(-1) ?? '')).toEqual([])
  }
})

test('columns must be named, an import can be thrown away, and only owners come in', async () => {
  const { location } = await upload('x,y\nAda Lovelace,ada@example.org')
  for (const fields of [{}, { column_0: 'name' }, { column_0: 'name', column_1: 'name' }]) {
    const answer = await here.owner.post(`${location}/columns`, { country: 'KZ', locale: 'en', ...fields })
    expect([answer.status, answer.text.includes('href="#column_0"')]).toEqual([422, true])
  }
  for (const browser of [await here.as(['editor', 'moderator']), await here.stranger()]) {
    expect([403, 404]).toContain((await browser.get(location)).status)
    expect([403, 404]).toContain((await browser.post(`${location}/start`, agreed)).status)
    expect([403, 404]).toContain((await upload('a,b', browser)).status)
  }
  expect((await here.owner.post(`${location}/cancel`)).status).toBe(303)
  expect((await here.owner.post(`${location}/cancel`)).status).toBe(404)
  expect((await imports()).at(-1)?.state).toBe('cancelled')
  const id = (await imports()).at(-1)?.id
  await expect.poll(() => keptOf(id)).toBe(0)

  const cutOff = await beginReceiving(here.db, { campaign, account: here.owner.accountId, now: new Date() })
  await here.db
    .insertInto('import_pieces')
    .values({ import_id: cutOff, number: 0, sealed: Buffer.from('x') })
    .execute()
  expect((await here.owner.get(at)).text).not.toContain(cutOff)
  await upload('x,y\nAda Lovelace,ada@example.org')
  await forgetFiles(here.db, new Date(Date.now() + 6 * 86_400_000))
  expect(await keptOf(cutOff)).toBe(0)
  expect((await imports()).at(-1)?.state).toBe('uploaded')
  await forgetFiles(here.db, new Date(Date.now() + 8 * 86_400_000))
  expect((await imports()).at(-1)?.state).toBe('cancelled')
  expect(await keptOf((await imports()).at(-1)?.id)).toBe(0)
})
