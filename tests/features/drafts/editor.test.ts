import { afterAll, beforeAll, expect, test } from 'vitest'
import { exportCampaign } from '../../../server/features/campaigns/index.ts'
import { assembleFolder, findDraft, listSections } from '../../../server/features/drafts/index.ts'
import { screens } from '../../../server/features/drafts/section-forms/screens.ts'
import { findDirectorySlugs } from '../../../server/features/officials/index.ts'
import { type DeskBrowser, type Fields, openDesk, type TestDesk } from '../../desk.ts'
import { demo } from '../../site.ts'

let desk: TestDesk
let editor: DeskBrowser
let translator: DeskBrowser
let campaign: string

beforeAll(async () => {
  desk = await openDesk()
  editor = await desk.as(['editor'], { name: 'Edith Editor' })
  translator = await desk.as(['translator'], { name: 'Tom Translator' })
  const row = await desk.db.selectFrom('campaigns').select('id').where('slug', '=', demo).executeTakeFirstOrThrow()
  campaign = row.id
})
afterAll(() => desk.close())

const url = (section: string) => `/desk/campaigns/${demo}/edit/${section}`

const find = async (section: string, locale = '') =>
  (await listSections(desk.db, campaign)).find((each) => each.section === section && each.locale === locale)

const rowsIn = (section: { content: unknown } | undefined) =>
  (section?.content ?? []) as { key: string; demands?: string[] }[]

/** The fields of a form as a browser without scripts would send them. */
const formIn = (html: string, locale: string): Record<string, string | string[]> => {
  const form = html.slice(html.indexOf(`id="form-${locale || 'both'}"`)).split('</form>')[0] ?? ''
  const fields: Record<string, string | string[]> = {}
  const add = (name = '', value = '') => {
    const text = value
      .replaceAll('&quot;', '"')
      .replaceAll('&#x27;', "'")
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
    const plain = text.replaceAll('&#x3D;', '=').replaceAll('&#x60;', '`').replaceAll('&amp;', '&')
    const known = fields[name]
    fields[name] = known === undefined ? plain : [known, plain].flat()
  }
  const controls =
    /<input([^>]*)>|<textarea id="[^"]*" name="([^"]*)"[^>]*>\n([^<]*)<\/textarea>|<select id="[^"]*" name="([^"]*)"[^>]*>([\s\S]*?)<\/select>/g
  for (const [, input, area, text, select, options = ''] of form.matchAll(controls)) {
    if (area) add(area, text)
    else if (select) add(select, /value="([^"]*)" selected/.exec(options)?.[1] ?? /value="([^"]*)"/.exec(options)?.[1])
    else if (input && (!/checkbox/.test(input) || /checked/.test(input)))
      add(/name="([^"]*)"/.exec(input)?.[1], /value="([^"]*)"/.exec(input)?.[1])
  }
  return fields
}

const open = async (section: string, locale: string, browser = editor) =>
  formIn((await browser.get(url(section))).text, locale)

const send = (section: string, fields: Fields, browser = editor) => browser.post(url(section), fields)

test('each section is there in both languages, and saving it untouched changes nothing', async () => {
  for (const { name, shared, worded } of screens) {
    const { text } = await editor.get(url(name))
    for (const locale of [...(shared ? [''] : []), ...(worded ? ['en', 'ru'] : [])]) {
      const { ready: _, ...fields } = formIn(text, locale)
      expect([name, locale, (await send(name, fields)).status]).toEqual([name, locale, 303])
    }
  }
  const draft = await findDraft(desk.db, campaign)
  if (!draft) throw new Error('there is no draft')
  const assembled = assembleFolder(draft, { directory: await findDirectorySlugs(desk.db) })
  const folder = await exportCampaign(desk.db, demo)
  const usual = { locked: ['demands'], rules: [] }
  expect(assembled).toEqual({ ok: true, folder: { ...folder, letterRules: folder?.letterRules ?? usual } })
})

test('a text is saved as typed, without what nobody sees, and is no longer ready until somebody says so', async () => {
  const fields = await open('heading', 'ru')
  const { ready: _, ...typed }: Fields = { ...fields, title: '  Новый\u200b закон\u0000 ' }
  expect((await send('heading', typed)).location).toBe(`${url('heading')}#form-ru`)
  expect(await find('heading', 'ru')).toMatchObject({ content: { title: 'Новый закон' }, ready: false })

  await send('heading', { ...(await open('heading', 'ru')), ready: 'yes' })
  expect(await find('heading', 'ru')).toMatchObject({ ready: true })
  const overview = await editor.get(`/desk/campaigns/${demo}/edit`)
  expect(overview.text).toContain('the other language has changed')
})

test('what is not ready is saved as a draft, and the page says what to mend', async () => {
  const fields = { ...(await open('heading', 'en')), title: '', summary: 'x'.repeat(501), ready: 'yes' }
  const answer = await send('heading', fields)
  expect(answer.status).toBe(422)
  expect(answer.text).toContain('href="#en-title"')
  expect(answer.text).toMatch(/id="en-title"[^>]*aria-invalid="true"/)
  expect(answer.text).toContain('Too long by 1')
  expect(answer.text).toContain('x'.repeat(501))
  expect(await find('heading', 'en')).toMatchObject({ content: { title: '' }, ready: false })
})

test('of two editors the second sees what the first wrote, keeps their own, and saves again on purpose', async () => {
  const [mine, theirs] = [await open('brief', 'en'), await open('brief', 'en', translator)]
  expect((await send('brief', { ...theirs, 'rows.n1.text': 'Theirs & more' }, translator)).status).toBe(303)
  const refused = await send('brief', { ...mine, 'rows.n1.text': 'Mine' })
  expect(refused.status).toBe(409)
  expect(refused.text).toContain('Tom Translator')
  expect(refused.text).toContain('Theirs &amp; more')
  const again = formIn(refused.text, 'en')
  expect(again['rows.n1.text']).toBe('Mine')
  expect((await send('brief', again)).status).toBe(303)
  expect(await find('brief', 'en')).toMatchObject({ content: [{ text: 'Mine' }, {}, {}, {}, {}, {}, {}, {}] })
})

test('rows move, go and come by buttons, with everything else that was typed', async () => {
  const keys = async () => rowsIn(await find('demands')).map(({ key }) => key)
  await send('demands', { ...(await open('demands', '')), move: 'down:law' })
  expect((await keys()).slice(0, 2)).toEqual(['killing', 'law'])
  await send('demands', { ...(await open('demands', '')), move: 'remove:education' })
  const added = await send('demands', { ...(await open('demands', '')), move: 'add' })
  expect(added.location).toMatch(/#both-row-demand$/)
  expect((await keys()).slice(-2)).toEqual(['inspection', 'demand'])

  const brief = { ...(await open('brief', 'ru')), 'rows.n2.text': 'Набрано', move: 'up:n2' }
  expect((await send('brief', brief)).location).toMatch(/#ru-row-n1$/)
  expect(await find('brief', 'ru')).toMatchObject({ content: [{ text: 'Набрано' }, {}, {}, {}, {}, {}, {}] })
})

test('an addressee is found in the directory by a part of its name, and its demands keep their order', async () => {
  const fields = await open('addressees', '')
  const several = await send('addressees', { ...fields, office_search: 'Minist', move: 'add' })
  expect(several.status).toBe(422)
  expect(several.text).toMatch(/name="move" value="add:[a-z-]+"/)
  expect(several.text).toContain('value="Minist"')
  const none = await send('addressees', {
    ...(await open('addressees', '')),
    office_search: 'Nobody at all',
    move: 'add',
  })
  expect(none.text).toContain('The directory has no such office')

  await send('addressees', { ...(await open('addressees', '')), move: 'down:prosecutor/compliance' })
  const rows = rowsIn(await find('addressees'))
  expect(rows.find(({ key }) => key === 'prosecutor')?.demands).toEqual(['inspection', 'compliance', 'killing'])
})

test('what is typed saves itself, and is refused gently where somebody else was first', async () => {
  const { locale: _, base, other: __, ready: ___, ...fields } = await open('body', 'en')
  const put = (markdown: string, from: number) =>
    editor.json(url('body'), { locale: 'en', base: from, fields: Object.entries({ ...fields, markdown }) }, 'PUT')
  const saved = await put('## One', Number(base))
  expect([saved.status, JSON.parse(saved.text).revision]).toEqual([200, Number(base) + 1])
  expect((await put('## One', Number(base))).status).toBe(200)
  const lost = await put('## Two', Number(base))
  expect([lost.status, JSON.parse(lost.text).theirs.name]).toEqual([409, 'Edith Editor'])
  expect(await find('body', 'en')).toMatchObject({ content: { markdown: '## One' } })
  const away = await desk.nobody.json(url('body'), { locale: 'en', base: 0, fields: [] }, 'PUT')
  expect(away.status).toBe(401)
})

test('who may only translate changes a language and not what both share; strangers find nothing', async () => {
  const shared = await open('demands', '', translator)
  expect((await send('demands', shared, translator)).status).toBe(404)
  expect((await translator.get(url('demands'))).text).toContain('<fieldset class="looked-at" disabled>')
  const moderator = await desk.as(['moderator'])
  expect((await moderator.get(url('heading'))).status).toBe(403)
  expect((await (await desk.stranger()).get(url('heading'))).status).toBe(404)
  expect((await editor.get(url('nothing'))).status).toBe(404)
})

test('the letter is shown as a woman and as a man would send it, and a fault in it by its line', async () => {
  const page = await editor.get(`${url('letters')}?to=prosecutor&in=ru&home=abroad`)
  expect(page.text).toContain('Ивановой Анны Петровны')
  expect(page.text).toContain('Смирнова Сергея Олеговича')

  const fields = await open('letters', 'en')
  const broken = { ...fields, 'rows.common.source': 'One\n\n{{sender.passport}}', ready: 'yes' }
  const answer = await send('letters', broken)
  expect(answer.status).toBe(422)
  expect(answer.text).toContain('Line 3: unknown field “sender.passport”')
  const sample = await editor.get(`${url('letters')}?in=en`)
  expect(sample.text).toContain('cannot be put together')
})
