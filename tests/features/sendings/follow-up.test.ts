import { extractText, getDocumentProxy } from 'unpdf'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWriters } from './writer.ts'

let here: Awaited<ReturnType<typeof openWriters>>
let letter: string
beforeAll(async () => {
  here = await openWriters()
  letter = await here.claim({}, 'interior')
  await here.sent(letter, '2026-03-02', 'post')
  await here.post(`${letter}/registered`, { number: '№ ЖТ-15', registered_on: '2026-03-02' })
})
afterAll(() => here.site.close())

const form = {
  name: 'Иванова Анна Петровна',
  country: 'KZ',
  city: 'Алматы',
  gender: 'auto',
  language: 'ru',
  own_words: '',
}

const textOf = async (kind: string, more: Record<string, string> = {}) => {
  const { status, text } = await here.post(`${letter}/${kind}.txt`, { ...form, ...more })
  expect(status).toBe(200)
  return text.replaceAll('\u00a0', ' ')
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ')

test('before the due day there is nothing to follow up', async () => {
  expect((await here.get(`${letter}/reminder`)).status).toBe(404)
  expect((await here.post(`${letter}/complaint.pdf`, form)).status).toBe(404)
})

test('after it both letters are ready, in both languages and for a woman, a man and neither', async () => {
  here.clock.now = new Date('2026-05-04T09:00:00Z')
  const page = await here.get(letter)
  expect(page.text).toContain(`${letter}/reminder`)
  expect(page.text).toContain(`${letter}/complaint`)

  const woman = oneLine(await textOf('reminder'))
  expect(woman).toContain('Министру внутренних дел Республики Казахстан')
  expect(woman).toContain('от Ивановой Анны Петровны')
  expect(woman).toContain('обращение от 2 марта 2026 г., зарегистрированное 2 марта 2026 г. за № ЖТ-15, находится')
  expect(woman).toContain('я не получила')
  expect(oneLine(await textOf('reminder', { name: 'Иванов Пётр Сергеевич' }))).toMatch(/я не получил\./)
  expect(oneLine(await textOf('reminder', { gender: 'neutral' }))).toContain('ко мне не поступило')

  const english = oneLine(await textOf('complaint', { language: 'en', name: 'Anna Ivanova' }))
  expect(english).toContain('My appeal of 2 March 2026 (registered on 2 March 2026 under No. ЖТ-15)')
  expect(english).toContain('article 91, paragraph 2')
})

test('a complaint goes to the body above, speaks of the silence, and never doubles a mark', async () => {
  const text = await textOf('complaint')
  expect(oneLine(text)).toContain('Правительству Республики Казахстан')
  expect(text).toContain('ЖАЛОБА')
  expect(oneLine(text)).toContain('в адрес Министра внутренних дел Республики Казахстан')
  for (const kind of ['reminder', 'complaint']) {
    for (const gender of ['woman', 'man', 'neutral']) {
      for (const own_words of ['', 'Прошу ответить до отъезда.']) {
        const letterText = await textOf(kind, { gender, own_words })
        expect(letterText).not.toMatch(/\.\.|,,| ,| \.|\{\{|undefined|№ №/)
        if (own_words) expect(letterText.indexOf(own_words)).toBeGreaterThan(letterText.indexOf('Срок ответа'))
      }
    }
  }
})

test('the sheet, the PDF and the text say the same, and a refused form keeps what was typed', async () => {
  const sheet = await here.post(`${letter}/reminder`, form)
  expect(sheet.text).toContain('ЖТ-15')
  const pdf = await fetch(`${here.site.url}${letter}/reminder.pdf`, { method: 'POST', body: new URLSearchParams(form) })
  expect(pdf.headers.get('cache-control')).toBe('no-store')
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(await pdf.arrayBuffer())), {
    mergePages: true,
  })
  expect(oneLine(text)).toContain('ПОВТОРНОЕ ОБРАЩЕНИЕ')
  expect(oneLine(text)).toContain('ЖТ-15')

  const refused = await here.post(`${letter}/reminder.pdf`, { ...form, name: '12', city: 'Қостанай' })
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('value="Қостанай"')
  expect(refused.text).toContain('role="alert"')
})

test('without a law there is a reminder to write and no complaint', async () => {
  await here.site.db.updateTable('institutions').set({ answer_rule: null }).execute()
  const other = await here.claim({}, 'interior')
  await here.sent(other, '2026-03-02', 'post')
  const { text } = await here.get(other)
  expect((await here.rowOf(other)).due_on).toBeNull()
  expect(text).toContain(`${other}/reminder`)
  expect(text).not.toContain(`${other}/complaint`)
  expect((await here.post(`${other}/reminder.txt`, form)).text).not.toMatch(/91|76/)
})

test('where no body stands above, a complaint goes to the prosecutor, as it always does under Russia’s law', async () => {
  await here.site.db.updateTable('institutions').set({ answer_rule: 'ru-59fz' }).where('country', '=', 'KZ').execute()
  here.clock.now = new Date('2026-03-02T09:00:00Z')
  const other = await here.claim({}, 'interior')
  await here.sent(other, '2026-03-02', 'post')
  here.clock.now = new Date('2026-06-04T09:00:00Z')
  const { text } = await here.post(`${other}/complaint.txt`, form)
  expect(oneLine(text)).toContain('Генеральному прокурору Республики Казахстан')
  expect(oneLine(text)).toContain('№ 59-ФЗ')
})
