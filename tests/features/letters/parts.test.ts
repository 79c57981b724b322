import { brotliDecompressSync } from 'node:zlib'
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

const unescaped = (text: string) =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')

/** The composer as a browser would have it: the fields of the letter's parts with what stands in them, and what is hidden. */
const readParts = (html: string) => {
  const hidden = [...html.matchAll(/<input type="hidden" name="([^"]+)"(?: form="letter-form")? value="([^"]*)">/g)]
  const areas = [...html.matchAll(/<textarea id="[^"]+" name="([^"]+)" form="letter-form"[^>]*>\n([^<]*)<\/textarea>/g)]
  const fields = [...hidden, ...areas].map(([, name = '', value = '']): [string, string] => [name, unescaped(value)])
  return Object.fromEntries(fields)
}

type Fields = Record<string, string | string[]>
const at = (addressee = 'president', locale = 'ru', file = '') =>
  `/${locale}/campaigns/${slug}/letters/${addressee}${file}`
const compose = async (fields: Fields, url = at()) => {
  const { statusCode, body } = await post(app, url, fields)
  return { statusCode, body: body.replaceAll('\u00a0', ' '), parts: readParts(body) }
}
const textOf = async (fields: Fields) =>
  (await post(app, at('president', 'ru', '.txt'), fields)).body.replaceAll('\u00a0', ' ')

const opening = 'part_ru_opening-president-who'

test('a letter comes in parts, those that cannot be changed locked with the reason, and translated for who reads another language', async () => {
  const { body, parts } = await compose(anna)

  expect(Object.keys(parts)).toEqual(
    expect.arrayContaining([opening, 'part_ru_topic-pets', 'part_ru_closing', 'own_words']),
  )
  expect(Object.keys(parts).some((name) => name.includes('demands'))).toBe(false)
  expect(body.match(/class="part locked"/g)).toHaveLength(3)
  expect(body).toContain('Просьбы звучат одинаково во всех письмах')
  expect(body).not.toContain('part-aid')

  const abroad = await compose(anna, at('president', 'en'))
  expect(abroad.body).toContain('secure the adoption of a law that protects animals')
  expect(abroad.body.match(/<div class="part-aid" lang="en">/g)?.length).toBeGreaterThan(7)
})

test('the number stays while the writer edits, and with it every wording', async () => {
  const first = await compose(anna)
  const again = await compose({ ...anna, ...first.parts, phone: '+7 700 123 45 67' })

  expect(first.parts.variant).toMatch(/^\d+$/)
  expect(again.parts).toEqual(first.parts)
  expect((await compose({ ...anna, ...again.parts, reword: 'yes' })).parts[opening]).not.toBe(first.parts[opening])
})

test('two people get different wordings', async () => {
  const [one, other] = [await compose(anna), await compose(anna)]
  expect(one.parts[opening]).not.toBe(other.parts[opening])
})

test('what the writer changes goes into every output, says so, and can be put back', async () => {
  const { parts } = await compose(anna)
  const changed = { ...anna, ...parts, [opening]: 'Пишу Вам сама.\nВторой абзац.', part_ru_closing: '' }
  const { body, parts: after } = await compose(changed)

  expect(body.match(/Изменено Вами/g)).toHaveLength(2)
  expect(after[opening]).toBe('Пишу Вам сама.\nВторой абзац.')
  const text = await textOf({ ...anna, ...after })
  expect(text).toContain('Пишу Вам сама.\n\nВторой абзац.')
  expect(text).not.toContain(parts.part_ru_closing)
  const eml = await post(app, at('president', 'ru', '.eml'), { ...anna, ...after })
  expect(eml.statusCode).toBe(200)

  const back = await compose({ ...anna, ...after, restore: 'ru_opening-president-who' })
  expect(back.parts[opening]).toBe(parts[opening])
  expect(back.body.match(/Изменено Вами/g)).toHaveLength(1)
})

test('a part left alone follows the form; a changed one stays as it was written', async () => {
  const { parts } = await compose({ ...anna, variant: '0' })
  const changed = { ...anna, ...parts, variant: '1', gender: 'man', part_ru_closing: 'Жду ответа.' }
  const after = (await compose(changed)).parts

  expect(after.part_ru_closing).toBe('Жду ответа.')
  expect(after[opening]).not.toBe(parts[opening])
})

test('what was changed in a topic comes back with the topic, and in a language with the language', async () => {
  const { parts } = await compose(anna)
  const changed = { ...anna, ...parts, 'part_ru_topic-pets': 'Нашего кота поймали.' }
  const without = (await compose({ ...changed, topics: 'shooting' })).parts
  const english = (await compose({ ...anna, ...without, topics: 'shooting', language: 'en' })).parts
  const again = await compose({ ...anna, ...english })

  expect(await textOf({ ...anna, ...without, topics: 'shooting' })).not.toContain('Нашего кота поймали.')
  expect(english.part_en_closing).toMatch(/[a-z]/)
  expect(again.parts['part_ru_topic-pets']).toBe('Нашего кота поймали.')
})

test('locked parts stay whatever is sent', async () => {
  const { parts } = await compose(anna)
  const text = await textOf({ ...anna, ...parts, part_ru_demands: 'Ничего не делать', was_ru_demands: 'x' })

  expect(text).toContain('обеспечить принятие закона')
  expect(text).not.toContain('Ничего не делать')
})

test('a refused form keeps the letter as typed, and a refused part says so beside it', async () => {
  const { parts } = await compose(anna)
  const bad = {
    ...anna,
    ...parts,
    email: 'nobody',
    [opening]: 'Сама.',
    part_ru_closing: 'ы'.repeat(4001),
    part_ru_rules: 'a\u202eb',
  }
  const { statusCode, body, parts: kept } = await compose(bad)

  expect(statusCode).toBe(422)
  expect(kept[opening]).toBe('Сама.')
  expect(kept.part_ru_closing).toBe('ы'.repeat(4001))
  expect(kept.part_ru_rules).toBe('a\u202eb')
  for (const field of ['email', 'part_ru_closing', 'part_ru_rules']) expect(body).toContain(`href="#${field}"`)
  expect(body).toContain('id="part_ru_closing-error"')
  expect(body).toContain('<details class="composer-fold" open>')
})

test('braces, tags and private characters in a part are text', async () => {
  const { parts } = await compose(anna)
  const hostile = '{{list demands}} <b>x</b> \ue100\ue101'
  const { body, parts: after } = await compose({ ...anna, ...parts, [opening]: hostile, city: 'Алматы \ue100' })

  expect(after[opening]).toBe(hostile)
  expect(body).not.toContain('<b>x</b>')
  expect(await textOf({ ...anna, ...after })).toContain(hostile)
})

test('the length is counted for the channel chosen', async () => {
  const mail = await compose(anna)
  const reception = await compose({ ...anna, channel: 'online-reception' })

  expect(mail.body).toMatch(/Знаков: \d\u202f\d{3}; ограничений нет/)
  expect(reception.body).toMatch(/Знаков: \d\u202f\d{3} из 5\u202f000\./)
  expect((await compose({ ...anna, channel: 'no-such' })).body).toContain('ограничений нет')
})

test('before anything is sent the page tells what the letter and the channel show, and what the law asks for', async () => {
  const without = await compose({ ...anna, address: '', channel: 'online-reception' })
  const exposed = without.body.slice(without.body.indexOf('id="exposure"'), without.body.indexOf('id="channels"'))
  expect(exposed).toMatch(
    /Ваше имя.*Ваш адрес электронной почты.*Ваш ИИН.*электронная подпись.*город, в котором Вы живёте/su,
  )
  expect(exposed).toContain('В письме нет почтового адреса')
  expect(exposed).toContain('Административный процедурно-процессуальный кодекс, статья 63')

  const whole = await compose(anna)
  expect(whole.body).not.toContain('В письме нет почтового адреса')
  expect(whole.body).toContain('Ваш почтовый адрес')
  expect(whole.body.indexOf('id="exposure"')).toBeLessThan(whole.body.indexOf('formaction="/ru/campaigns'))
})

test('a letter of many parts fits, since its form may be longer than others', async () => {
  const { parts } = await compose({ ...anna, topics: ['cruelty', 'conditions', 'pets', 'shooting', 'period'] })
  const long = Object.fromEntries(
    Object.keys(parts)
      .filter((name) => name.startsWith('part_'))
      .map((name) => [name, 'ы'.repeat(1_500)]),
  )

  expect((await compose({ ...anna, ...parts, ...long })).statusCode).toBe(200)
})

test('a letter in parts goes over the wire in less than 20 KB', async () => {
  const everything = { ...anna, topics: ['cruelty', 'conditions', 'pets', 'shooting', 'period'] }
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'accept-encoding': 'br, gzip' }
  const payload = new URLSearchParams(
    Object.entries(everything).flatMap(([name, value]) => [value].flat().map((each): [string, string] => [name, each])),
  )
  const answer = await app.inject({ method: 'POST', url: at(), headers, payload: payload.toString() })

  expect(answer.headers['content-encoding']).toBe('br')
  expect(answer.rawPayload.length).toBeLessThan(20_480)
  expect(brotliDecompressSync(answer.rawPayload).toString()).toContain('id="part_ru_closing"')
})
