import { afterAll, beforeAll, expect, test } from 'vitest'
import { exportCampaign } from '../../../server/features/campaigns/index.ts'
import { listSections } from '../../../server/features/drafts/index.ts'
import { type Locale, locales } from '../../../server/i18n/index.ts'
import { type OpenedBrowser, openBrowser } from '../../browser.ts'
import { type DeskBrowser, type Fields, openDesk, type TestDesk } from '../../desk.ts'
import { expectInOrder, plain } from '../../read-as-reader.ts'
import { officeNames, offices, type PaperPetition, type Petition, readPetition } from './petition-document.ts'

const slug = 'rebuilt-petition'

let desk: TestDesk
let editor: DeskBrowser
let opened: OpenedBrowser
let petition: Petition

beforeAll(async () => {
  desk = await openDesk()
  editor = await desk.as(['editor'])
  opened = await openBrowser()
  petition = await readPetition()
})
afterAll(async () => {
  if ('browser' in opened) await opened.browser.close()
  await desk.close()
})

/** Sends a section's form as the desk shows it, and says that it is ready. */
const write = async (screen: string, locale: string, fields: Fields, section = screen) => {
  const campaign = await desk.db.selectFrom('campaigns').select('id').where('slug', '=', slug).executeTakeFirstOrThrow()
  const sections = await listSections(desk.db, campaign.id)
  const saved = sections.find((each) => each.section === section && each.locale === locale)
  const ready = 'move' in fields ? {} : { ready: 'yes' }
  const form = { locale, base: String(saved?.revision ?? 0), ...ready, ...fields }
  const answer = await editor.post(`/desk/campaigns/${slug}/edit/${screen}`, form)
  const refusals = answer.text.match(/<a href="#[^"]*">[^<]*<\/a><\/li>/g)
  expect([screen, locale, answer.status, refusals]).toEqual([screen, locale, 303, null])
}

/** Rows of a form: `rows.<key>.<field>` for each field of each. */
const rows = <Row extends object>(list: Row[], keyOf: (index: number) => string): Fields =>
  Object.fromEntries(
    list.flatMap((row, index) =>
      Object.entries(row).map(([field, value]) => [`rows.${keyOf(index)}.${field}`, String(value)]),
    ),
  )

const demandKey = (index: number) => `demand-${index + 1}`
const topicKey = (index: number) => `topic-${index + 1}`
const officeKey = (index: number) => offices[index]?.replace(/^kz-/, '') ?? ''

const writeShared = async ({ texts: { en }, pieces }: Petition) => {
  const demands = en.demands.map((_, index) => demandKey(index))
  await write(
    'demands',
    '',
    rows(
      demands.map((key) => ({ key })),
      demandKey,
    ),
  )
  await write(
    'topics',
    '',
    rows(
      en.topics.map((_, index) => ({ key: topicKey(index) })),
      topicKey,
    ),
  )
  const choose = (count: number): Fields =>
    Object.fromEntries(offices.slice(0, count).map((_, index) => [`rows.${officeKey(index)}.demands`, demands]))
  for (const [index, office] of offices.entries()) {
    await write('addressees', '', { ...choose(index), move: `add:${office}` })
  }
  await write('addressees', '', choose(offices.length))
  const links = pieces.map(({ key: _, ...piece }) => piece)
  await write(
    'evidence',
    '',
    rows(links, (index) => pieces[index]?.key ?? ''),
  )
}

const template =
  '{{own_words}}\n\n{{#each topics}}\n{{this}}\n\n{{/each}}\n{{list demands}}\n\n{{#if point}}\n{{point}}\n\n{{/if}}'

const writeLanguage = async (locale: Locale, paper: PaperPetition) => {
  await write('heading', locale, { title: paper.title, summary: paper.summary, call_to_action: paper.title })
  await write(
    'brief',
    locale,
    rows(paper.brief, (index) => `n${index + 1}`),
  )
  await write('body', locale, { markdown: paper.body })
  await write('demands', locale, rows(paper.demands, demandKey))
  await write('topics', locale, rows(paper.topics, topicKey))
  const pressed = Object.entries(paper.points).map(([at, point]) => [`rows.${officeKey(Number(at))}.point`, point])
  await write('addressees', locale, Object.fromEntries(pressed), 'points')
  const captions = paper.evidence.map(({ caption }) => ({ caption }))
  await write(
    'evidence',
    locale,
    rows(captions, (index) => paper.evidence[index]?.piece ?? ''),
  )
  await write('letters', locale, { 'rows.common.source': template })
}

/** What comes out of a printer, and what the page asked of others than this site to be shown at all. */
const print = async (url: string) => {
  if ('skipped' in opened) return undefined
  const page = await opened.browser.newPage()
  const outside: string[] = []
  await page.route('**/*', (route) => {
    const asked = route.request().url()
    if (asked.startsWith(desk.url) || asked.startsWith('data:')) return route.continue()
    outside.push(asked)
    return route.abort()
  })
  await page.goto(url)
  const closed = page.locator('.evidence-source a:not(:visible)')
  expect(await closed.count()).toBeGreaterThan(10)
  await page.emulateMedia({ media: 'print' })
  expect(await closed.count()).toBe(0)
  const text = plain(await page.innerText('body'))
  await page.close()
  expect(outside).toEqual([])
  return text
}

test('a petition in two languages is rebuilt at the desk, and its pages and prints hold all of it', async () => {
  const { texts, pieces } = petition
  for (const paper of Object.values(texts)) {
    expect([paper.demands.length, paper.addressees, paper.brief.length >= 6]).toEqual([7, offices.length, true])
    expect(paper.evidence.length).toBeGreaterThan(10)
  }
  const order = (locale: Locale) => texts[locale].evidence.map(({ piece }) => piece)
  expect(order('en')).not.toEqual(order('ru'))

  const begun = { slug, kind: 'petition', country: 'KZ', title_en: texts.en.title, title_ru: texts.ru.title }
  const begin = await editor.post(`/desk/teams/${desk.team.slug}/campaigns/new`, begun)
  expect(begin.location).toBe(`/desk/campaigns/${slug}/edit`)
  await writeShared(petition)
  for (const locale of locales) await writeLanguage(locale, texts[locale])
  const check = await editor.get(`/desk/campaigns/${slug}/check`)
  expect(check.text).toContain(`action="/desk/campaigns/${slug}/publish"`)
  const published = await editor.post(`/desk/campaigns/${slug}/publish`)
  expect([published.status, published.location]).toEqual([303, `/desk/campaigns/${slug}/check?done=published`])
  expect((await exportCampaign(desk.db, slug))?.campaign.evidence).toHaveLength(pieces.length)

  for (const locale of locales) {
    const paper = texts[locale]
    const url = `${desk.url}/${locale}/campaigns/${slug}`
    const html = await (await fetch(url)).text()
    expect(html.match(/<(?:img|iframe|video|audio|source|embed|object)\b[^>]*(?:https?:)?\/\/[^>]*>/g)).toBeNull()
    expect(html.match(/<details[^>]* open/g)).toBeNull()
    const screen = plain(html.replace(/<head>[\s\S]*?<\/head>/, ''))
    const captions = paper.evidence.map(({ caption }) => caption)
    const points = paper.brief.flatMap(({ text, source }) => [text, source])
    const [asked, names] = [paper.demands.map(({ text }) => text), await officeNames(locale)]
    const all = [paper.title, paper.summary, ...points, ...paper.lines, ...asked, ...names]
    for (const text of [screen, (await print(url)) ?? screen]) expectInOrder(text, [...all, ...captions])
    expect(html.match(/class="caption"/g)).toHaveLength(captions.length)
  }
})

const writer = { name: 'Иванова Анна Петровна', country: 'KZ', city: 'Алматы', resident: 'yes', language: 'ru' }

test('its letter to each of the eight addressees composes, with what is pressed there alone', async () => {
  const { demands, topics, points } = petition.texts.ru
  const chosen = { topics: topics.map((_, at) => topicKey(at)), demands: demands.map((_, at) => demandKey(at)) }
  for (const [index] of offices.entries()) {
    const path = `/ru/campaigns/${slug}/letters/${officeKey(index)}`
    const answer = await desk.nobody.post(path, { ...writer, ...chosen })
    expect([path, answer.status]).toEqual([path, 200])
    const text = plain(answer.text.slice(answer.text.indexOf('id="letter"')))
    expectInOrder(text, [...topics.map(({ letter }) => letter), ...demands.map(({ letter }) => letter)])
    for (const [at, point] of Object.entries(points)) {
      expect([path, text.includes(plain(point))]).toEqual([path, Number(at) === index])
    }
  }
})
