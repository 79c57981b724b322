import { extractText, getDocumentProxy, getMeta } from 'unpdf'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listSections } from '../../../server/features/drafts/index.ts'
import { plainText, recommendationsOf } from '../../../server/render/document/model.ts'
import { readDocument } from '../../../server/render/document/read-document.ts'
import { type DeskBrowser, type Fields, openDesk, type TestDesk } from '../../desk.ts'
import { readSubmission as readDemo } from '../../render/submission-samples.ts'
import { readSeed, readSubmission } from './seed-document.ts'

const demo = 'kazakhstan-periodic-review'

let desk: TestDesk
let editor: DeskBrowser

beforeAll(async () => {
  desk = await openDesk()
  editor = await desk.as(['editor'])
})
afterAll(() => desk.close())

const get = async (path: string) => {
  const answer = await fetch(`${desk.url}${path}`)
  return { status: answer.status, text: await answer.text() }
}

const fetchPdf = async (path: string) => {
  const answer = await fetch(`${desk.url}${path}`)
  expect(answer.headers.get('content-type')).toBe('application/pdf')
  const pdf = await getDocumentProxy(new Uint8Array(await answer.arrayBuffer()))
  const { text } = await extractText(pdf, { mergePages: false })
  return { pdf, pages: text.map((page) => page.replace(/\s+/g, ' ')) }
}

/** Text without what print and screen differ in: spaces, where lines and addresses were broken. */
const bare = (text: string) =>
  text
    .replace(/<sup[\s\S]*?<\/sup>/g, '')
    .replace(/<[^>]+>/g, '')
    .replace(/&quot;/g, '"')
    .replace(/&#39;|&#x27;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/&gt;/g, '>')
    .replace(/&lt;/g, '<')
    .replace(/\s+/g, '')

test('the page has contents, numbered topics, recommendations with anchors and states, and footnotes that lead back', async () => {
  const { text } = await get(`/en/campaigns/${demo}`)

  expect(text).toMatch(/<a href="#topic-death-penalty"[^>]*><span class="topic-number">6\.<\/span>/)
  expect(text).toContain('<li id="rec-torture-agency">')
  expect(text).toMatch(/href="#rec-torture-agency"[^>]*>.*?Recommendation 1\.10: link to it/s)
  expect(text).toMatch(/<li id="rec-death-abolish">.*?class="state done".*?Parliament of Kazakhstan/s)
  expect(text).toContain(
    '<a id="note-ref-1-1" href="#note-1" role="doc-noteref" aria-label="Footnote 1">1</a>'.replace(
      'note-ref-1-1',
      'note-1-1',
    ),
  )
  expect(text).toMatch(/<li id="note-1">.*?role="doc-backlink" href="#note-1-1"/s)
  expect(text).toContain(`href="/en/campaigns/${demo}/cases/zhanaozen"`)
  const ids = [...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
  expect(ids.filter((id, index) => ids.indexOf(id) < index)).toEqual([])
})

test.each(['en', 'ru'] as const)(
  'the print in %s has every recommendation and each footnote on the page that refers to it',
  async (locale) => {
    const { submission } = await readDemo()
    const { document } = readDocument(submission.documents[locale] ?? '')
    const { pdf, pages } = await fetchPdf(`/${locale}/campaigns/${demo}/document.pdf`)
    const all = bare(pages.join(' '))

    const lost = recommendationsOf(document).filter(
      ({ spans }) => !all.includes(bare(plainText(spans).split(/[(,]/)[0] ?? '')),
    )
    expect(lost.map(({ key }) => key)).toEqual([])
    for (const { number, spans } of document.footnotes) {
      const page = pages.find((one) => bare(one).includes(bare(`${number} ${plainText(spans)}`)))
      expect([number, page !== undefined]).toEqual([number, true])
    }
    const first = document.footnotes[2]
    expect(pages.findIndex((one) => bare(one).includes(bare(plainText(first?.spans ?? []))))).toBe(
      pages.findIndex((one) => one.includes('602') && one.includes('304')),
    )
    const { info } = await getMeta(pdf)
    expect(info.Language).toBe(locale)
    expect(info.Title).toContain(locale === 'en' ? 'Periodic Review' : 'периодический обзор')
    const outline = await pdf.getOutline()
    expect(outline?.map(({ title }) => title)).toContain(`6. ${document.topics[5]?.title}`)
  },
)

test('the contents of the print name the page that each topic begins on', async () => {
  const { pages } = await fetchPdf(`/en/campaigns/${demo}/document.pdf`)
  for (const title of ['2. Freedom of expression', '6. The death penalty', 'Cases']) {
    const [, page] = new RegExp(`${title.replace('.', '\\.')} (\\d+)`).exec(pages[0] ?? '') ?? []
    expect(pages[Number(page) - 1]).toContain(title)
  }
})

test('recommendations are listed with their histories and can be looked through by state', async () => {
  const all = await get(`/en/campaigns/${demo}/recommendations`)
  expect(all.text.match(/<tr id="rec-/g)).toHaveLength(40)
  expect(all.text).toMatch(/The law that takes the death penalty out.*Second Optional Protocol was signed/s)

  const done = await get(`/ru/campaigns/${demo}/recommendations?state=done`)
  expect(done.text.match(/<tr id="rec-/g)).toHaveLength(3)
  expect((await get(`/en/campaigns/${demo}/recommendations?state=%3Cb%3E`)).text.match(/<tr id="rec-/g)).toHaveLength(
    40,
  )
  expect((await get('/en/campaigns/stray-animals-kazakhstan/recommendations')).status).toBe(404)
})

test('a submission is signed as any campaign is, and makes letters of its topics and demands', async () => {
  const fields = [
    ...Object.entries({
      name: 'Ada Bell',
      gender: 'woman',
      language: 'en',
      country: 'DE',
      city: 'Bonn',
      resident: 'no',
    }),
    ['topics', 'torture'],
    ['demands', 'torture'],
  ]
  const answer = await fetch(`${desk.url}/en/campaigns/${demo}/letters/rapporteur-torture`, {
    method: 'POST',
    headers: { origin: desk.url },
    body: new URLSearchParams(fields.map(([name = '', value = '']): [string, string] => [name, value])),
  })
  const letter = (await answer.text()).replace(/\s+/g, ' ')
  expect(letter).toContain('Complaints of torture in Kazakhstan rose from 14 in 2009 to 602 in 2012')
  expect(letter).toContain('see to it that an agency independent of the police')
  expect((await get(`/en/campaigns/${demo}`)).text).toContain(`action="/en/campaigns/${demo}/signatures"`)
})

const idOf = async (slug: string) =>
  (await desk.db.selectFrom('campaigns').select('id').where('slug', '=', slug).executeTakeFirstOrThrow()).id

const write = async (slug: string, section: string, locale: string, fields: Fields) => {
  const sections = await listSections(desk.db, await idOf(slug))
  const base = sections.find((each) => each.section === section && each.locale === locale)?.revision ?? 0
  const form = { locale, base: String(base), ready: 'yes', ...fields }
  return editor.post(`/desk/campaigns/${slug}/edit/${section}`, form)
}

const begin = async (slug: string) => {
  const begun = { slug, kind: 'submission', country: 'KZ', title_en: 'Working title', title_ru: '' }
  const answer = await editor.post(`/desk/teams/${desk.team.slug}/campaigns/new`, begun)
  expect([answer.status, answer.location]).toEqual([303, `/desk/campaigns/${slug}/edit`])
}

test('a fault in a document is told by its line at the desk, and nothing typed is lost', async () => {
  await begin('faulty')
  const answer = await write('faulty', 'document', 'en', {
    source: '## Torture {#torture}\n\n### Do {.general}\n\n- No key',
  })

  expect(answer.status).toBe(422)
  expect(answer.text).toContain('Line 5: a recommendation needs a key')
  expect(answer.text).toContain('- No key')
})

/** The real submission where it lies beside the project, the demonstration's elsewhere. */
const readOriginal = async () => {
  const seed = readSeed()
  if (seed) return readSubmission(seed)
  const { documents } = (await readDemo()).submission
  const source = documents.en ?? ''
  const { document } = readDocument(source)
  return {
    source: source.replace(/\(case:[a-z]+\)/g, '(https://cases.example/)').replace(/ case=[\w-]+/g, ''),
    topics: document.topics.map(({ title }) => title),
    recommendations: recommendationsOf(document).map(({ spans }) => plainText(spans)),
    footnotes: document.footnotes.map(({ spans }) => plainText(spans)),
    references: document.topics.flatMap(({ references }) => references?.items.map(plainText) ?? []),
  }
}

test('a submission is rebuilt at the desk: page and print hold every recommendation, footnote and reference', async () => {
  const original = await readOriginal()
  const slug = 'rebuilt-submission'
  await begin(slug)
  const answers = [
    await write(slug, 'document', 'en', { source: original.source }),
    await write(slug, 'heading', 'en', { title: 'Submission', summary: 'What we found.', call_to_action: 'Sign.' }),
    await write(slug, 'body', 'en', { markdown: 'What follows was sent in.' }),
    await write(slug, 'demands', '', { 'rows.carry-out.key': 'carry-out' }),
    await write(slug, 'demands', 'en', {
      'rows.carry-out.text': 'Carry out the recommendations.',
      'rows.carry-out.letter': 'carry out the recommendations',
    }),
    await write(slug, 'letters', 'en', { 'rows.common.source': '{{own_words}}\n\n{{list demands}}' }),
  ]
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 303))
  expect((await editor.get(`/desk/campaigns/${slug}/preview?locale=en`)).text).toContain(original.topics.at(-1))
  const campaign = `/desk/campaigns/${slug}`
  expect((await editor.get(`${campaign}/check`)).text).toContain(`action="${campaign}/publish"`)
  const published = await editor.post(`${campaign}/publish`, { opens: '', closes: '' })
  expect([published.status, published.location]).toEqual([303, `${campaign}/check?done=published`])

  const [page, russian] = [await get(`/en/campaigns/${slug}`), await get(`/ru/campaigns/${slug}`)]
  const { pages } = await fetchPdf(`/en/campaigns/${slug}/document.pdf`)
  const [screen, print] = [bare(page.text), bare(pages.join(' '))]
  const { topics, recommendations, footnotes, references } = original
  expect(russian.text).toContain('Этого документа на\u00a0русском языке нет')
  expect(page.text.match(/<li id="rec-/g)).toHaveLength(recommendations.length)
  for (const part of [...topics, ...recommendations, ...footnotes, ...references]) {
    const [wanted, lines] = [bare(part), print]
    expect([part, screen.includes(wanted)]).toEqual([part, true])
    expect([part, lines.includes(wanted) || acrossPages(lines, wanted)]).toEqual([part, true])
  }
})

/** A paragraph that a page's end parts has head, foot and notes of the pages between its halves. */
const acrossPages = (text: string, wanted: string) => {
  for (let at = wanted.length - 1; at > 0; at--) {
    const from = text.indexOf(wanted.slice(0, at))
    if (from >= 0) return text.indexOf(wanted.slice(at), from + at) >= 0
  }
  return false
}
