import { afterAll, beforeAll, expect, test } from 'vitest'
import { demo, openSite, type TestSite } from '../../site.ts'

let site: TestSite
beforeAll(async () => {
  site = await openSite()
})
afterAll(() => site.close())

const read = async (path: string) => (await site.app.inject({ url: path })).body.replaceAll('\u00a0', ' ')
const officeId = async (slug: string) =>
  (await site.db.selectFrom('offices').select('id').where('slug', '=', slug).executeTakeFirstOrThrow()).id

const written = {
  name: 'Иванова Анна Петровна',
  city: 'Алматы',
  country: 'KZ',
  resident: 'yes',
  gender: 'auto',
  language: 'ru',
  demands: 'law',
}

const write = async (addressee: string, ending = '') => {
  const answer = await site.app.inject({
    method: 'POST',
    url: `/ru/campaigns/${demo}/letters/${addressee}${ending}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(written).toString(),
  })
  return { status: answer.statusCode, html: answer.body.replaceAll('\u00a0', ' ') }
}

test('the composer offers no channel that does not work, and a draft to its address is not made', async () => {
  const id = await officeId('kz-parliament')
  await site.db
    .updateTable('channels')
    .set({ state: 'failing' })
    .where('office_id', '=', id)
    .where('kind', '=', 'email')
    .execute()
  const { html } = await write('parliament')
  expect(html).toContain('сейчас не работает')
  expect(html).not.toContain('mailto:')
  expect(html).not.toContain('Сейчас отправить письмо этому адресату нельзя')
  expect((await write('parliament', '.eml')).status).toBe(404)
})

test('where no channel works, letters can be written and wait, and readers are asked for an address', async () => {
  await site.db
    .updateTable('channels')
    .set({ state: 'closed' })
    .where('office_id', '=', await officeId('kz-parliament'))
    .execute()
  await site.db
    .deleteFrom('channels')
    .where('office_id', '=', await officeId('kz-ecology-policy'))
    .execute()
  for (const [addressee, slug] of [
    ['parliament', 'kz-parliament'],
    ['ecology-policy', 'kz-ecology-policy'],
  ] as const) {
    for (const html of [await read(`/ru/campaigns/${demo}/letters/${addressee}`), (await write(addressee)).html]) {
      expect(html).toContain('Сейчас отправить письмо этому адресату нельзя')
      expect(html).toContain(`href="/ru/offices/${slug}#correction"`)
    }
    expect((await write(addressee, '.pdf')).status).toBe(200)
  }
  const list = await read(`/en/campaigns/${demo}/letters`)
  expect(list.match(/No letter can be sent to this office now/g)).toHaveLength(2)
})

test('the campaign’s page leads to each office’s own', async () => {
  expect((await read(`/en/campaigns/${demo}`)).match(/href="\/en\/offices\/kz-[a-z-]+"/g)).toHaveLength(8)
})
