import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '../../database.ts'
import { anna, openLetters, post, slug } from './site.ts'

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

const composer = `/ru/campaigns/${slug}/letters/president`
const areaOf = (body: string, id: RegExp) => {
  const [, text = ''] = new RegExp(`<textarea id="${id.source}"[^>]*>\\n([^<]*)<`).exec(body) ?? []
  return text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}

test('an online reception gets its fields one by one, the text counted against its limit', async () => {
  const { body } = await post(app, composer, anna)

  expect(areaOf(body, /channel-\d-name/)).toBe(anna.name)
  expect(areaOf(body, /channel-\d-address/)).toContain('Алматы, ул. Абая')
  expect(areaOf(body, /channel-\d-email/)).toBe(anna.email)
  expect(areaOf(body, /channel-\d-subject/)).toMatch(/^Обращение: /)
  expect(areaOf(body, /channel-\d-message/)).toMatch(/^Уважаемый/)
  expect(body).toMatch(/channel-\d-message"[\s\S]*?<\/textarea>\s*<p class="fine">[\d\s\u202f\u00a0]+знак(?:а|ов)? из/u)
})

test('a public comment gets a short text within its limit, without address, telephone or mail', async () => {
  const own_words = 'Очень длинный рассказ о том, что было. '.repeat(50)
  const { body } = await post(app, composer, { ...anna, own_words, phone: '+7 700 123 45 67' })
  const comment = areaOf(body, /channel-\d-comment/)

  expect(comment.length).toBeGreaterThan(300)
  expect(comment.length).toBeLessThanOrEqual(2_200)
  expect(comment).toMatch(/^Уважаемый/)
  expect(comment).toMatch(/1\) [\s\S]*\.\n\nА\.\u00a0П\.\u00a0Иванова$/u)
  expect(comment).not.toMatch(/Абая|@|700/)
})

test('a letter too long for a link says so, gives none, and asks nothing of another site', async () => {
  const { body } = await post(app, composer, anna)

  expect(body).not.toContain('mail.google.com')
  expect(body).not.toContain('outlook.live.com')
  expect(body).not.toMatch(/href="mailto:president/)
  expect(body).toMatch(/после 1.600 знаков ссылки обрезаются/u)
  expect(body).not.toMatch(/<(?:img|script|link|iframe)[^>]+(?:src|href)="https?:/)
})

test('a character that cannot be printed is named beside the field that brought it, and the letter still goes by mail', async () => {
  const typed = { ...anna, own_words: 'Спасите 🐶 и 🐱' }
  const { statusCode, body, headers } = await post(app, `${composer}.pdf`, typed)

  expect(statusCode).toBe(422)
  expect(headers['content-type']).toContain('text/html')
  expect(body).toMatch(/Эти знаки мы не.можем напечатать: 🐶 🐱/u)
  expect(body).toContain('href="#own_words"')
  expect((await post(app, `${composer}.eml`, typed)).statusCode).toBe(200)
})

test('Kazakh letters and the sign of the tenge print', async () => {
  const { statusCode, headers } = await post(app, `${composer}.pdf`, { ...anna, own_words: 'Мәртебелі! 5 000 ₸' })

  expect(statusCode).toBe(200)
  expect(headers['content-type']).toBe('application/pdf')
})
