import { afterAll, expect, test } from 'vitest'
import { findCampaign } from '../../../server/features/campaigns/index.ts'
import { translator } from '../../../server/i18n/index.ts'
import { openDesk } from '../../desk.ts'
import { demo } from '../../site.ts'

const desk = await openDesk()
afterAll(desk.close)
const editor = await desk.as(['editor'])
const t = translator('en')
const begun = await editor.post(`/desk/teams/${desk.team.slug}/campaigns/example`)
const before = 'example-safe-crossing'
const at = (slug: string) => `/desk/campaigns/${slug}/address`

test('a campaign that was never public gets another address, and whoever writes in it is led there', async () => {
  expect(begun.location).toBe(`/desk/campaigns/${before}/edit`)
  const id = (await findCampaign(desk.db, before))?.id ?? ''
  expect((await editor.get(begun.location)).text).toContain(`href="${at(before)}"`)
  const moved = await editor.post(at(before), { slug: ' Our-Crossing ' })
  expect([moved.status, moved.location]).toEqual([303, `${at('our-crossing')}?done=1`])
  expect((await editor.get(moved.location)).text).toContain(t('publishing.slug.saved'))
  expect((await findCampaign(desk.db, 'our-crossing'))?.id).toBe(id)

  const page = await editor.get(`/desk/campaigns/${before}/edit/body?x=1`)
  expect([page.status, page.location]).toEqual([303, '/desk/campaigns/our-crossing/edit/body?x=1'])
  const fields: [string, string][] = [['markdown', 'Typed while somebody changed the address.']]
  const saved = await editor.json(`/desk/campaigns/${before}/edit/body`, { locale: 'en', base: 1, fields }, 'PUT')
  expect([saved.status, JSON.parse(saved.text).revision]).toEqual([200, 2])
  expect((await (await desk.stranger()).get(`/desk/campaigns/${before}/edit`)).status).toBe(404)
  const act = await desk.db.selectFrom('audit_log').selectAll().where('act', '=', 'campaign-renamed').executeTakeFirst()
  expect(act).toMatchObject({ campaign_id: id, details: { from: before, to: 'our-crossing' } })
})

test('an address that is taken or malformed is refused beside its field, as it was typed', async () => {
  const taken = await editor.post(at('our-crossing'), { slug: demo })
  expect([taken.status, taken.text]).toEqual([422, expect.stringContaining(t('publishing.slug.taken'))])
  expect(taken.text).toMatch(new RegExp(`value="${demo}"[^>]*aria-describedby="slug-hint slug-error"`))
  for (const slug of ['', 'наш-переход', '-crossing', 'a/b', 'a'.repeat(81)])
    expect((await editor.post(at('our-crossing'), { slug })).status).toBe(422)
  expect((await (await desk.as(['translator'])).post(at('our-crossing'), { slug: 'mine' })).status).toBe(403)
})

test('once public, a campaign keeps its address, and the page says why', async () => {
  await editor.post('/desk/campaigns/our-crossing/publish')
  const { text } = await editor.get(at('our-crossing'))
  expect(text).toContain(t('publishing.slug.fixed'))
  expect(text).not.toContain('name="slug"')
  const late = await editor.post(at('our-crossing'), { slug: 'too-late' })
  expect([late.status, late.text]).toEqual([422, expect.stringContaining(t('publishing.slug.fixed'))])
  expect((await fetch(`${desk.url}/en/campaigns/our-crossing`)).status).toBe(200)
  expect((await fetch(`${desk.url}/en/campaigns/${before}`)).status).toBe(404)
})
