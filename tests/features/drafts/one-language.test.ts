import { afterAll, expect, test } from 'vitest'
import { exportCampaign, findCampaign } from '../../../server/features/campaigns/index.ts'
import { listSections, saveSection } from '../../../server/features/drafts/index.ts'
import { type Locale, translator } from '../../../server/i18n/index.ts'
import { openDesk } from '../../desk.ts'

let now = new Date('2026-04-01T10:00:00Z')
const desk = await openDesk({ now: () => now })
afterAll(desk.close)
const { db } = desk
const editor = await desk.as(['editor'])
const t = translator('en')
const slug = 'example-safe-crossing'
await editor.post(`/desk/teams/${desk.team.slug}/campaigns/example`)
const id = (await findCampaign(db, slug))?.id ?? ''

const read = async (locale: Locale) => {
  now = new Date(now.getTime() + 20_000)
  const response = await fetch(`${desk.url}/${locale}/campaigns/${slug}`)
  return (await response.text()).replaceAll('\u00a0', ' ')
}
const check = async () => (await editor.get(`/desk/campaigns/${slug}/check`)).text.replaceAll('\u00a0', ' ')
const publish = (fields: Record<string, string> = {}) => editor.post(`/desk/campaigns/${slug}/publish`, fields)

const found = async (section: string, locale: '' | Locale) =>
  (await listSections(db, id)).find((each) => each.section === section && each.locale === locale)

const write = async (section: string, locale: '' | Locale, content: unknown) => {
  const base = (await found(section, locale))?.revision ?? 0
  return saveSection(db, { campaign: id, section, locale, base, content, account: null, now })
}

const body = await found('body', 'ru')
const heading = await found('heading', 'ru')
const chosen = (text: string, locale: Locale) =>
  new RegExp(`name="in_${locale}" value="(\\w+)" checked`).exec(text)?.[1]

test('a language that is half-written keeps nobody from publishing the other', async () => {
  await write('body', 'ru', { markdown: '' })
  const page = await check()
  expect([chosen(page, 'en'), chosen(page, 'ru')]).toEqual(['publish', 'leave'])
  for (const words of [t('publishing.waiting.ru'), t('publishing.check.partInOrder')]) expect(page).toContain(words)
  const asked = await publish({ in_en: 'publish', in_ru: 'publish' })
  expect(asked.status).toBe(422)
  expect(asked.text).toMatch(/id="problems"[\s\S]*edit\/body#form-ru[\s\S]*name="in_ru" value="publish" checked/)
  const nothing = await publish({ in_en: 'leave', in_ru: 'leave' })
  expect([nothing.status, nothing.text]).toEqual([422, expect.stringContaining(t('publishing.errors.languages'))])

  expect((await publish({ in_en: 'publish', in_ru: 'leave' })).status).toBe(303)
  expect(await read('en')).toMatch(/crossing/i)
  expect(await read('ru')).toContain('lang="en"')
  expect((await exportCampaign(db, slug))?.texts.ru).toBeUndefined()
})

test('writing on in the other language changes nothing for readers until it is whole and published', async () => {
  const before = await read('en')
  await write('heading', 'ru', { ...Object(await found('heading', 'ru')).content, title: 'Черновик названия' })
  expect(await check()).toContain(t('publishing.publish.timesLead'))
  expect(await read('en')).toBe(before)
  await write('body', 'ru', body?.content)
  const page = await check()
  expect([chosen(page, 'en'), chosen(page, 'ru')]).toEqual(['publish', 'publish'])
  expect((await publish()).status).toBe(303)
  expect(await read('ru')).toContain('Черновик названия')
})

test('a language that readers have stays as it was published while it is half-written', async () => {
  await write('heading', 'ru', { title: '', summary: '', call_to_action: '' })
  await write('heading', 'en', { ...Object(await found('heading', 'en')).content, title: 'A crossing at last' })
  const page = await check()
  expect([chosen(page, 'en'), chosen(page, 'ru')]).toEqual(['publish', 'keep'])
  expect(page).toContain(t('publishing.waiting.keep'))
  expect((await publish({ in_en: 'publish', in_ru: 'keep', note_en: 'Title' })).status).toBe(303)
  expect(await read('en')).toContain('A crossing at last')
  expect(await read('ru')).toContain('Черновик названия')
  expect(await check()).toContain(t('publishing.publish.timesLead'))
})

test('what both languages share and a kept language lacks is told of it as published; it can be taken off', async () => {
  const demands = Object(await found('demands', ''))
  await write('demands', '', [...demands.content, { key: 'new-one' }])
  const worded = Object(await found('demands', 'en')).content
  await write('demands', 'en', { ...worded, 'new-one': { text: 'One more', letter: 'one more' } })
  const page = await check()
  expect(page).toContain(t('publishing.check.asPublished'))
  expect(page).toContain(t('publishing.languages.takeOff'))
  expect((await publish({ in_en: 'publish', in_ru: 'keep' })).status).toBe(422)
  expect((await publish({ in_en: 'publish', in_ru: 'leave' })).status).toBe(303)
  expect(await read('en')).toContain('One more')
  expect(await read('ru')).not.toContain('Черновик названия')
  await write('demands', '', demands.content)
  await write('demands', 'en', worded)
  const off = await publish({ in_en: 'publish', in_ru: 'leave' })
  expect(off.status).toBe(303)
  expect(await read('en')).not.toContain('One more')
})

test('a letter that does not come out is told in the editor’s language, with its addressee', async () => {
  const russian = await desk.as(['editor'], { locale: 'ru' })
  const rules = await found('letter-rules', '')
  await write('heading', 'ru', heading?.content)
  const letters = Object((await found('letters', 'en'))?.content)
  const [first] = Object((await found('addressees', ''))?.content)
  await write('letters', 'en', { [first.key]: letters[''] })
  await write('letter-rules', '', { rules: [{ template: 'common' }] })
  const { text } = await russian.get(`/desk/campaigns/${slug}/check`)
  const said = translator('ru')('letters.faults.noTemplate')
  expect(text).toContain(`${said.charAt(0).toUpperCase()}${said.slice(1)}`)
  expect(text).toMatch(/edit\/letters#form-en">Письма, по-английски, адресат\u00a0— [А-ЯЁ]/)
  await write('letters', 'en', letters)
  await write('letter-rules', '', rules?.content ?? {})
})

test.each(['en', 'ru'] as const)(
  'in %s a long title and a hard text are advised against, and the ease of reading is told',
  async (locale) => {
    const [head, text] = [await found('heading', locale), await found('body', locale)]
    const hard = {
      en: 'Institutionalised organisational responsibilities',
      ru: 'Институционализированные организационные ответственности',
    }
    await write('heading', locale, { ...Object(head?.content), title: 'а'.repeat(72) })
    await write('body', locale, { markdown: Array.from({ length: 40 }, () => hard[locale]).join(' ') })
    for (const ui of ['en', 'ru'] as const) {
      const reader = await desk.as(['editor'], { locale: ui })
      const { text: page } = await reader.get(`/desk/campaigns/${slug}/check`)
      const say = translator(ui)
      for (const words of [
        say('publishing.checks.longTitle', { count: 72, shown: 65 }),
        say('publishing.checks.hard', { score: 0 }),
        say('publishing.check.ease', { language: say(`drafts.edit.languages.${locale}`), score: 0 }),
      ])
        expect(page).toContain(words)
    }
    await write('heading', locale, head?.content)
    await write('body', locale, text?.content)
  },
)
