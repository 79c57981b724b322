import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase, type TestDatabase } from '../../database.ts'
import { anna, openLetters, post, slug } from './site.ts'

let database: TestDatabase
let app: FastifyInstance

beforeAll(async () => {
  database = await openDatabase()
  app = await openLetters(database.db)
})

afterAll(async () => {
  await app.close()
  await database.close()
})

const letters = `/ru/campaigns/${slug}/letters`
const get = async (url: string) => plain(await app.inject({ url }))

const send = async (url: string, fields: Record<string, string | string[]>) => plain(await post(app, url, fields))

const plain = ({ statusCode, headers, body }: Awaited<ReturnType<typeof post>>) => ({
  statusCode,
  headers,
  body: body.replaceAll('\u00a0', ' '),
})

test('the page of addressees names each of them and explains what is for residents only', async () => {
  const { statusCode, body } = await get(letters)

  expect(statusCode).toBe(200)
  expect(body.match(/\/letters\/(?!record|batch)[a-z-]+"/g)).toHaveLength(8)
  expect(body).toContain('Токаев Касым-Жомарт Кемелевич')
  expect(body).toContain('только для жителей страны')
})

test('the composer shows a blank letter on a sheet, every demand of the addressee and no topic chosen', async () => {
  const { statusCode, body } = await get(`${letters}/president`)

  expect(statusCode).toBe(200)
  expect(body).toContain('Уважаемый Касым-Жомарт Кемелевич!')
  expect(body.match(/name="demands" value="[a-z]+" checked/g)).toHaveLength(5)
  expect(body).not.toMatch(/name="topics" value="[a-z]+" checked/)
  expect(body).not.toContain('data-copy="#copy-')
})

test('a filled form gives the letter on the sheet, its parts to copy, and is not to be kept', async () => {
  const { statusCode, headers, body } = await send(`${letters}/president`, anna)

  expect(statusCode).toBe(200)
  expect(headers['cache-control']).toBe('no-store')
  expect(body).toContain('от Ивановой Анны Петровны,')
  expect(body).toContain('Мою собаку поймали &lt;b&gt;вчера&lt;/b&gt;.')
  expect(body).not.toContain('<b>вчера</b>')
  expect(body).toContain('id="copy-message"')
  expect(body).toContain('letters/president.eml')
  expect(body).not.toContain('Dear Mr President,')
})

test('a non-resident is told why the reception is not open to them, and is not offered it', async () => {
  const resident = await send(`${letters}/president`, anna)
  const other = await send(`${letters}/president`, { ...anna, resident: 'no', country: 'DE' })

  expect(resident.body).toContain('href="https://reception.akorda.example/appeals/new"')
  expect(other.body).not.toContain('href="https://reception.akorda.example/appeals/new"')
  expect(other.body).toContain('только для жителей страны')
})

test('a letter is measured against the channel, and one that is too long is said to be', async () => {
  const short = await send(`${letters}/president`, anna)
  const own_words = 'Слово за словом. '.repeat(117)
  const long = await send(`${letters}/president`, { ...anna, own_words, topics: ['cruelty', 'conditions', 'pets'] })

  expect(short.body).toMatch(/знак(?:а|ов)? из.5.000 возможных\.</u)
  expect(long.body).toMatch(/знак(?:а|ов)? из.5.000 возможных\. Для этого способа письмо слишком длинное/u)
})

test('a refused form comes back with what was typed and a summary that leads to the fields', async () => {
  const typed = { ...anna, name: '', email: 'nobody', demands: [], own_words: 'Осталось' }
  const { statusCode, headers, body } = await send(`${letters}/president`, typed)

  expect(statusCode).toBe(422)
  expect(headers['cache-control']).toBe('no-store')
  expect(body).toMatch(/<title>Ошибка:/)
  expect(body).toContain('href="#name"')
  expect(body).toContain('href="#email"')
  expect(body).toContain('href="#demands-law"')
  expect(body).toContain('Осталось')
  expect(body).toContain('value="nobody"')
})

test('whoever lives in the campaign’s country need not name it, and whoever does not must', async () => {
  const [here, abroad] = [
    await send(`${letters}/president`, { ...anna, country: '' }),
    await send(`${letters}/president`, { ...anna, country: '', resident: 'no' }),
  ]

  expect(here.statusCode).toBe(200)
  expect(here.body).toContain('<option value="KZ" selected>')
  expect(abroad.statusCode).toBe(422)
  expect(abroad.body).toContain('href="#country"')
})

test('each id that the summary and the labels point to is on the page once', async () => {
  const { body } = await send(`${letters}/president`, {})
  const ids = [...body.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
  const targets = [...body.matchAll(/(?:href="#| for=")([^"]+)"/g)].map(([, id]) => id)

  expect(new Set(ids).size).toBe(ids.length)
  expect(targets.filter((id) => !ids.includes(id))).toEqual([])
})

test.each([
  ['name', 'Иванова\u202eАнна', 'невидимые'],
  ['name', 'Анна\u0000', 'невидимые'],
  ['name', 'Анна http://x.example/', 'буквами'],
  ['own_words', 'a\u2066b', 'невидимые'],
  ['own_words', 'ы'.repeat(2001), '2000'],
  ['city', '12345', 'буквами'],
  ['country', 'XX', 'Выберите'],
  ['language', 'kk', 'Выберите'],
  ['resident', 'maybe', 'Выберите'],
  ['gender', 'other', 'Выберите'],
  ['phone', 'call me', 'цифрами'],
  ['email', 'a@b.example\r\nBcc: x@y.example', 'полностью'],
])('%s: what nobody could send in earnest is refused in words', async (field, value, words) => {
  const { statusCode, body } = await send(`${letters}/president`, { ...anna, [field]: value })

  expect(statusCode).toBe(422)
  expect(body).toContain(words)
})

test('choices that this addressee does not offer are passed over', async () => {
  const { body } = await send(`${letters}/president`, { ...anna, demands: ['law', 'education', 'x'], topics: 'x' })

  expect(body).toContain('обеспечить принятие закона о защите животных.')
  expect(body).not.toContain('<span>вести просветительскую')
})

test.each(['pdf', 'eml', 'txt'])('a .%s without a form leads to the composer', async (extension) => {
  const { statusCode, headers } = await get(`${letters}/president.${extension}`)

  expect([statusCode, headers.location]).toEqual([303, `${letters}/president`])
})

test.each([
  ['pdf', 'application/pdf', '%PDF-'],
  ['txt', 'text/plain; charset=utf-8', '    '],
  ['eml', 'message/rfc822', ''],
])('the letter comes as .%s, named without its writer', async (extension, type, start) => {
  const { statusCode, headers, body } = await send(`${letters}/president.${extension}`, anna)

  expect(statusCode).toBe(200)
  expect(headers['content-type']).toBe(type)
  expect(headers['cache-control']).toBe('no-store')
  expect(headers['content-disposition']).toBe(`attachment; filename="president-ru.${extension}"`)
  expect(body.startsWith(start)).toBe(true)
})

test('a file asked for with a refused form gives the form again', async () => {
  expect((await send(`${letters}/president.pdf`, { ...anna, name: '' })).statusCode).toBe(422)
})

test('there is no draft mail to an addressee without a mail address', async () => {
  expect((await send(`${letters}/interior.eml`, { ...anna, demands: 'killing' })).statusCode).toBe(404)
})

test.each(['/nobody', '/president.doc', '/..%2fpresident', '/PRESIDENT'])('%s is not found', async (path) => {
  expect((await get(letters + path)).statusCode).toBe(404)
  expect((await send(letters + path, anna)).statusCode).toBe(404)
})

test('the composer speaks English, and offers the languages that the addressee reads', async () => {
  const { body } = await get(`/en/campaigns/${slug}/letters/president`)

  expect(body).toContain('Letter to the President of the Republic of Kazakhstan')
  expect(body).toContain('value="en" checked')
  expect(body).toContain('value="ru"')
})
