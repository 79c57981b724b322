import type { FastifyInstance } from 'fastify'
import { extractText, getDocumentProxy } from 'unpdf'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '../../database.ts'
import { openLetters, post, slug } from './site.ts'

let app: FastifyInstance
let close: () => Promise<void>

beforeAll(async () => {
  const opened = await openDatabase()
  close = opened.close
  app = await openLetters(opened.db)
})

afterAll(async () => {
  await app.close()
  await close()
})

const batch = `/ru/campaigns/${slug}/letters/batch`
const everyone = [
  'president',
  'parliament',
  'government',
  'prosecutor',
  'interior',
  'ecology',
  'ecology-relations',
  'ecology-policy',
]
const blank = { addressees: everyone, language: 'ru', copies: '1', gender: 'auto' }
const anna = {
  ...blank,
  name: 'Иванова Анна Петровна',
  city: 'Алматы',
  address: 'ул. Абая, д. 10',
  country: 'KZ',
  resident: 'yes',
}

const pagesIn = async (body: Buffer) =>
  (await extractText(await getDocumentProxy(new Uint8Array(body)))).text.map((page) => page.replace(/\s+/g, ' '))

test('the page of addressees leads to the batch, whose form asks for nothing but addressees and language', async () => {
  const { body } = await app.inject(`/ru/campaigns/${slug}/letters`)
  const page = await app.inject(batch)

  expect(body).toContain(`href="${batch}"`)
  expect(page.statusCode).toBe(200)
  expect(page.body.match(/name="addressees" value="[a-z-]+" checked/g)).toHaveLength(8)
  expect(page.body).not.toMatch(/id="name"[^>]* required/)
})

test('one file holds a letter to each addressee, each starting a page, signed by the same person', async () => {
  const { statusCode, headers, rawPayload } = await post(app, batch, anna)
  const pages = await pagesIn(rawPayload)
  const first = pages.filter((page) => page.includes('ОБРАЩЕНИЕ'))

  expect(statusCode).toBe(200)
  expect(headers['content-type']).toBe('application/pdf')
  expect(headers['cache-control']).toBe('no-store')
  expect(first).toHaveLength(8)
  for (const page of first) expect(page).toContain('от Ивановой Анны Петровны, проживающей по адресу:')
  expect(pages.filter((page) => page.includes('____________ / А. П. Иванова /'))).toHaveLength(8)
  for (const page of pages) expect(page).toMatch(/ОБРАЩЕНИЕ|\d из \d/)
})

test('what is left out becomes a line to fill in by hand, and copies differ in their wording', async () => {
  const { rawPayload } = await post(app, batch, {
    ...blank,
    addressees: ['president', 'interior'],
    copies: '3',
    undated: 'on',
  })
  const first = (await pagesIn(rawPayload)).filter((page) => page.includes('ОБРАЩЕНИЕ'))

  expect(first).toHaveLength(6)
  for (const page of first) expect(page).toMatch(/от _{20,}, адрес: _{30,} тел\.: _{10,}/)
  expect((await pagesIn(rawPayload)).filter((page) => /«____» _+ 20___ г\./u.test(page))).toHaveLength(6)
  expect(new Set(first.slice(0, 3)).size).toBeGreaterThan(1)
})

test('an addressee who does not read the language gets no letter', async () => {
  const { rawPayload } = await post(app, batch, { ...blank, language: 'en', enclose: 'on' })
  const pages = await pagesIn(rawPayload)

  expect(pages.filter((page) => /Yours (?:faithfully|sincerely)/.test(page)).length).toBeGreaterThan(0)
})

test.each([
  ['no addressee', { addressees: [] as string[] }, 'addressees-president'],
  ['an unknown addressee', { addressees: ['nobody'] }, 'addressees-president'],
  ['no copies', { copies: '0' }, 'copies'],
  ['too many letters', { copies: '8' }, 'copies'],
  ['a number in words', { copies: 'много' }, 'copies'],
  ['a language of no letter', { language: 'kk' }, 'language-en'],
  ['a name of digits', { name: '12345' }, 'name'],
  ['an unprintable name', { name: 'Анна ქართული' }, 'name'],
])('%s is refused beside the field, with what was typed', async (_what, fields, field) => {
  const { statusCode, body } = await post(app, batch, { ...anna, ...fields })

  expect(statusCode).toBe(422)
  expect(body).toContain(`href="#${field}"`)
  expect(body).toContain('<title>Ошибка:')
  expect(body).toContain('value="Алматы"')
})

test('a campaign that nobody knows has no batch', async () => {
  expect((await app.inject('/en/campaigns/nothing/letters/batch')).statusCode).toBe(404)
  expect((await post(app, '/en/campaigns/nothing/letters/batch', blank)).statusCode).toBe(404)
})

test('more files at once than the server prints are asked to come again, and the others are printed', async () => {
  const heavy = { ...anna, copies: '7' }
  const answers = await Promise.all(Array.from({ length: 5 }, () => post(app, batch, heavy)))
  const codes = answers.map(({ statusCode }) => statusCode)

  expect(codes.filter((code) => code === 200).length).toBeGreaterThanOrEqual(2)
  expect(codes.every((code) => code === 200 || code === 503)).toBe(true)
  for (const { statusCode, headers } of answers) if (statusCode === 503) expect(headers['retry-after']).toBe('30')
})
