import { afterAll, beforeAll, expect, test } from 'vitest'
import { findOffice } from '../../../server/features/officials/index.ts'
import { locales } from '../../../server/i18n/index.ts'
import { demo, openSite, type TestSite } from '../../site.ts'

let site: TestSite
beforeAll(async () => {
  site = await openSite({ now: () => new Date('2026-11-20T09:00:00Z') })
})
afterAll(() => site.close())

const read = async (path: string) => {
  const answer = await site.app.inject({ url: path })
  return { status: answer.statusCode, html: answer.body.replaceAll('\u00a0', ' ').replaceAll('\u202f', ' ') }
}

test('the list has every office of the directory, in both languages, under its institution', async () => {
  for (const locale of locales) {
    const { status, html } = await read(`/${locale}/offices`)
    expect(status).toBe(200)
    expect(html.match(/href="\/(?:en|ru)\/offices\/[a-z-]+"/g)?.length).toBeGreaterThanOrEqual(55)
    expect(html).toContain(locale === 'ru' ? 'Совет Европы' : 'Council of Europe')
    expect(html).toContain(locale === 'ru' ? 'нет работающего способа связи' : 'no working channel')
  }
})

test('an office’s page tells who holds it and since when, who did before, and how it is named in letters', async () => {
  const ru = await read('/ru/offices/kz-president')
  expect(ru.status).toBe(200)
  expect(ru.html).toContain('Токаев Касым-Жомарт Кемелевич')
  expect(ru.html).toContain('С 20 марта 2019 г.')
  expect(ru.html).toContain('24 апреля 1990 г. – 20 марта 2019 г.')
  expect(ru.html).toContain('Президенту Республики Казахстан, Токаеву К. К.')
  expect(ru.html).toContain('Уважаемый Касым-Жомарт Кемелевич!')
  expect(ru.html).toContain('09:00–18:30 (время: Алматы)')
  expect(ru.html).toContain(`/ru/campaigns/${demo}/letters/president`)

  const en = await read('/en/offices/kz-president')
  expect(en.html).toContain('Kassym-Jomart Tokayev')
  expect(en.html).toContain('Since 20 March 2019')
  expect(en.html).toContain('hreflang="ru" href="/ru/offices/kz-president"')
})

test('each channel is shown with every rule, its source and when it was last checked', async () => {
  const { html } = await read('/ru/offices/kz-president')
  for (const words of [
    'только жителям страны',
    'до 5 000 знаков',
    '3 файла, PDF, JPG, до 5 МБ всего',
    'Ваш ИИН, Ваша электронная подпись',
    'считается обращением, на которое обязаны ответить',
    'официальным обращением не считается, отвечать не обязаны',
    '2 ноября 2026 г.',
    'Вход по ИИН и электронной цифровой подписи',
  ])
    expect(html).toContain(words)
  expect(html).toContain('href="https://akorda.example/contacts"')
  expect(html.match(/<dl class="channel-rules">/g)).toHaveLength(3)
})

test('an office that nobody is known to hold says so, and is greeted without a gender', async () => {
  const { html } = await read('/ru/offices/kz-justice-minister')
  expect(html).toContain('Кто сейчас занимает должность, неизвестно')
  expect(html).toContain('Министру юстиции Республики Казахстан')
  expect(html).toContain('Уважаемые господа!')
  expect(html).not.toContain('Уважаемый')
})

test('forms that grammar suggested are marked until somebody confirms them', async () => {
  expect((await read('/ru/offices/ua-president')).html).toMatch(
    /Зеленскому В\. А\.<\/span> <span class="fine">\(подсказано грамматикой, ещё не проверено\)/,
  )
  expect((await read('/ru/offices/kz-president')).html).not.toContain('подсказано грамматикой')
})

test('an office without a working channel says that letters wait, and offers no link to what does not work', async () => {
  const failing = await read('/en/offices/kz-prisons-chair')
  expect(failing.html).toContain('At present no way of reaching this office works. Letters wait')
  expect(failing.html).toContain('Not working: letters sent here come back.')
  expect(failing.html).not.toContain('mailto:')
  const none = await read('/ru/offices/ua-migration-head')
  expect(none.html).toContain('Ни одного способа связи мы не знаем. Письма подождут')
})

test('an office that there is not, and one of a campaign that nobody may see, are not found', async () => {
  expect((await read('/en/offices/nobody')).status).toBe(404)
  expect((await read(`/en/offices/${'a'.repeat(150)}`)).status).toBe(404)
  await site.db.updateTable('offices').set({ in_directory: false }).where('slug', '=', 'ru-president').execute()
  expect((await read('/en/offices/ru-president')).status).toBe(404)
  expect(await findOffice(site.db, 'ru-president')).toBeDefined()
})
