import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CampaignKind } from '../../../server/db/schema.ts'
import { exportCampaign, writeCampaignFolder } from '../../../server/features/campaigns/index.ts'
import { listSections } from '../../../server/features/drafts/index.ts'
import { type OpenedBrowser, openBrowser } from '../../browser.ts'
import { type DeskBrowser, type Fields, openDesk, type TestDesk } from '../../desk.ts'
import { expectInOrder, plain } from '../../read-as-reader.ts'
import { makeFolder, readGood } from '../campaigns/folders.ts'
import { type PaperDocument, readDeclaration, readStatement } from './documents.ts'

let desk: TestDesk
let editor: DeskBrowser
let opened: OpenedBrowser

beforeAll(async () => {
  desk = await openDesk()
  editor = await desk.as(['editor'])
  opened = await openBrowser()
})
afterAll(async () => {
  if ('browser' in opened) await opened.browser.close()
  await desk.close()
})

const idOf = async (slug: string) =>
  (await desk.db.selectFrom('campaigns').select('id').where('slug', '=', slug).executeTakeFirstOrThrow()).id

const begin = async (slug: string, kind: CampaignKind) => {
  const begun = { slug, kind, country: 'KZ', title_en: 'Working title', title_ru: '' }
  const answer = await editor.post(`/desk/teams/${desk.team.slug}/campaigns/new`, begun)
  expect(answer.location).toBe(`/desk/campaigns/${slug}/edit`)
}

/** Sends a section's form as the desk shows it, and says that it is ready. */
const write = async (slug: string, screen: string, locale: string, fields: Fields, section = screen) => {
  const sections = await listSections(desk.db, await idOf(slug))
  const base = sections.find((each) => each.section === section && each.locale === locale)?.revision ?? 0
  const ready = 'move' in fields ? {} : { ready: 'yes' }
  const form = { locale, base: String(base), ...ready, ...fields }
  const answer = await editor.post(`/desk/campaigns/${slug}/edit/${screen}`, form)
  expect([screen, locale, answer.status]).toEqual([screen, locale, 303])
}

const publish = async (slug: string) => {
  const answer = await editor.post(`/desk/campaigns/${slug}/publish`)
  expect([answer.status, answer.location]).toEqual([303, `/desk/campaigns/${slug}/check?done=published`])
}

const rows = (field: string, values: string[], key: (index: number) => string): Fields =>
  Object.fromEntries(values.map((value, index) => [`rows.${key(index)}.${field}`, value]))

const demandKey = (index: number) => `demand-${index + 1}`

/** Title, text, demands and letters, in English alone. */
const writeTexts = async (slug: string, paper: PaperDocument) => {
  const demands = paper.groups.flatMap((group) => group.demands)
  await write(slug, 'demands', '', rows('key', demands, demandKey))
  await write(slug, 'demands', 'en', {
    ...rows('text', demands, demandKey),
    ...rows(
      'letter',
      demands.map((text) => `${text.charAt(0).toLowerCase()}${text.slice(1).replace(/[.;]$/, '')}`),
      demandKey,
    ),
  })
  await write(slug, 'heading', 'en', {
    title: paper.title,
    summary: paper.body[0]?.slice(0, 400) ?? '',
    call_to_action: 'Sign it.',
  })
  await write(slug, 'body', 'en', { markdown: paper.body.join('\n\n') })
  await write(slug, 'letters', 'en', { 'rows.common.source': '{{own_words}}\n\n{{list demands}}' })
}

/** Adds offices of the directory one after another; their keys as addressees come out. */
const address = async (slug: string, offices: string[]): Promise<string[]> => {
  let keys: string[] = []
  for (const office of offices) {
    const before = Object.fromEntries(keys.map((key) => [`rows.${key}.demands`, demandKey(0)]))
    await write(slug, 'addressees', '', { ...before, move: `add:${office}` })
    const sections = await listSections(desk.db, await idOf(slug))
    const content = sections.find(({ section }) => section === 'addressees')?.content as { key: string }[]
    keys = content.map(({ key }) => key)
  }
  return keys
}

/** What is read on the screen and what comes out of a printer. */
const readPage = async (slug: string): Promise<{ screen: string; paper: string }> => {
  const url = `${desk.url}/en/campaigns/${slug}`
  const answer = await fetch(url)
  expect(answer.status).toBe(200)
  const screen = plain((await answer.text()).replace(/<head>[\s\S]*?<\/head>/, ''))
  if ('skipped' in opened) return { screen, paper: screen }
  const page = await opened.browser.newPage()
  await page.emulateMedia({ media: 'print' })
  await page.goto(url)
  const paper = plain(await page.innerText('body'))
  await page.close()
  return { screen, paper }
}

/** Export, import into files and back: nothing is lost. */
const expectRoundTrip = async (slug: string) => {
  const folder = await exportCampaign(desk.db, slug)
  if (!folder) throw new Error(`${slug} is not there`)
  await using target = await makeFolder({})
  await writeCampaignFolder(target.dir, folder)
  expect(await readGood(target.dir)).toEqual(folder)
}

test('a joint statement is rebuilt at the desk: every demand under its addressee, every organisation in order', async () => {
  const paper = await readStatement()
  expect(paper.groups.map(({ demands }) => demands.length)).toEqual([9, 3])
  expect(paper.signatories).toHaveLength(15)
  const slug = 'rebuilt-statement'
  await begin(slug, 'statement')
  await writeTexts(slug, paper)
  const keys = await address(
    slug,
    paper.groups.map(({ office }) => office),
  )
  let first = 0
  const chosen = paper.groups.map(({ demands }, index) => {
    const own = demands.map((_, at) => demandKey(first + at))
    first += demands.length
    return [`rows.${keys[index]}.demands`, own]
  })
  await write(slug, 'addressees', '', Object.fromEntries(chosen))
  const leads = paper.groups.map(({ lead }) => lead)
  await write(
    slug,
    'leads',
    'en',
    rows('lead', leads, (index) => keys[index] ?? ''),
  )
  await publish(slug)
  const list = { kind: 'organisation', list: paper.signatories.join('\n'), checked: 'yes' }
  const answer = await editor.post(`/desk/campaigns/${slug}/signatories/several`, list)
  expect(answer.status).toBe(303)

  const { screen, paper: printed } = await readPage(slug)
  const parts = [...paper.groups.flatMap(({ lead, demands }) => [lead, ...demands]), ...paper.signatories]
  for (const text of [screen, printed]) expectInOrder(text, [paper.title, ...parts])
  const russian = await (await fetch(`${desk.url}/ru/campaigns/${slug}`)).text()
  expect(plain(russian)).toContain('Русского текста у этой кампании пока нет')
  expectInOrder(plain(russian), parts)
  await expectRoundTrip(slug)
})

test('a written declaration is rebuilt at the desk: its numbers, its text, every signatory as the original has them', async () => {
  const paper = await readDeclaration()
  expect(paper.signatories).toHaveLength(21)
  expect(paper.groups[0]?.demands.length).toBeGreaterThan(3)
  const slug = 'rebuilt-declaration'
  await begin(slug, 'declaration')
  await writeTexts(slug, paper)
  const { number, document, tabled } = paper
  await write(slug, 'other', '', { number, document_en: document, tabled, co_signing: 'by-invitation' })
  await publish(slug)
  const list = { kind: 'office-holder', list: paper.signatories.join(' ; '), checked: 'yes' }
  expect((await editor.post(`/desk/campaigns/${slug}/signatories/several`, list)).status).toBe(303)

  const { screen, paper: printed } = await readPage(slug)
  const people = paper.signatories.map((line) => line.replace('Slovak Republic', 'Slovakia'))
  for (const text of [screen, printed]) {
    expectInOrder(text, [paper.title, `Written declaration No. ${number}`, document, '8 February 2022', ...people])
    expectInOrder(text, [people.at(-1) ?? '', 'We, the undersigned, declare the following:', ...paper.body])
    for (const demand of paper.groups[0]?.demands ?? []) expect(text).toContain(plain(demand))
  }
  expect(printed).toContain(people.join(' ; '))
  await expectRoundTrip(slug)

  await desk.db.updateTable('campaigns').set({ state: 'closed' }).where('slug', '=', slug).execute()
  await publish(slug)
  const folder = await exportCampaign(desk.db, slug)
  expect(folder?.signatories?.office_holders).toHaveLength(21)
})
