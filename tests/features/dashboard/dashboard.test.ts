import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../../server/db/index.ts'
import { openDesk, type TestDesk } from '../../desk.ts'
import { demo } from '../../site.ts'

let desk: TestDesk
let campaignId: string
const at = `/desk/campaigns/${demo}`

/** Confirmed signatures of the last days: half of them from Kazakhstan, some from Germany, three from Chad. */
const fill = (rows: number) =>
  sql`
    insert into signatures (slot, campaign_id, id, created_at, confirmed_at, wants_updates, resident, address_key, sealed,
      state, visibility, locale, country, comment_state)
    select get_byte(key, 0) >> 2, ${campaignId}::uuid, gen_random_uuid(), at, at, true, true, key, '', 'confirmed',
      'hidden', (array['ru', 'ru', 'en'])[1 + n % 3], case when n <= 3 then 'TD' when n % 2 = 0 then 'KZ' else 'DE' end,
      'none'
    from (
      select n, decode(md5(n::text), 'hex') as key, now() - make_interval(hours => 3 * n, mins => 5) as at
      from generate_series(1, ${rows}::int) as n
    ) as made
  `.execute(desk.db)

beforeAll(async () => {
  desk = await openDesk()
  const { id } = await desk.db.selectFrom('campaigns').select('id').where('slug', '=', demo).executeTakeFirstOrThrow()
  campaignId = id
  await fill(101)
  const counts = { confirmed: 101, pending: 43, held: 2, withdrawn: 1 } as const
  await desk.db
    .insertInto('signature_counts')
    .values(Object.entries(counts).map(([state, count]) => ({ campaign_id: id, state: state as 'held', count })))
    .execute()
  await desk.db
    .insertInto('signing_sources')
    .values([
      { campaign_id: id, day: new Date().toISOString().slice(0, 10), source: 'telegram', count: 64 },
      { campaign_id: id, day: new Date().toISOString().slice(0, 10), source: 'embed', count: 4 },
      { campaign_id: id, day: '2020-01-01', source: 'mail', count: 900 },
    ])
    .execute()
})
afterAll(() => desk.close())

const section = (text: string, id: string) =>
  text.slice(text.indexOf(`aria-labelledby="${id}"`)).split('</section>')[0] ?? ''

test('everybody of the team sees how the campaign does, charts with their tables, and nobody else does', async () => {
  for (const role of ['translator', 'moderator', 'coordinator'] as const) {
    expect((await (await desk.as([role])).get(at)).status).toBe(200)
  }
  expect((await (await desk.stranger()).get(at)).status).toBe(404)

  const { text } = await desk.owner.get(`${at}/`)
  expect(text).toContain('101')
  expect(text).toContain('70%')
  for (const id of ['hours', 'days', 'states', 'sources', 'countries', 'languages']) {
    expect([id, /<svg[^>]*role="img" aria-label="[^"]{20,}"/.test(section(text, id))]).toEqual([id, true])
    expect([id, /<table[\s\S]*<th scope="row">[\s\S]*<td>/.test(section(text, id))]).toEqual([id, true])
  }
  expect([15, 16]).toContain(section(text, 'hours').match(/<rect/g)?.length)
  expect(section(text, 'states')).toContain('<td>43</td>')
  expect(text).not.toMatch(/style=|fill="#|rgb\(/)
})

test('no figure tells of fewer than ten people, and no difference does', async () => {
  const { text } = await desk.owner.get(at)
  const countries = section(text, 'countries')
  expect(countries).toMatch(/<th scope="row">Kazakhstan<\/th><td>40\+<\/td>/)
  expect(countries).toMatch(/<th scope="row">Germany<\/th><td>40\+<\/td>/)
  expect(countries).not.toContain('Chad')
  const sources = section(text, 'sources')
  expect(sources).toContain('50+')
  expect(sources).not.toMatch(/Embedded|by mail<\/th>/)
})

test('mail that is stuck and channels that fail are seen', async () => {
  expect(section((await desk.owner.get(at)).text, 'mail')).not.toContain('needs attention')
  const mail = {
    locale: 'en' as const,
    campaign_id: campaignId,
    slot: 1,
    signature_id: newId(),
    kind: 'confirm' as const,
  }
  await desk.db
    .insertInto('outbox')
    .values({ ...mail, id: newId(), failed_at: new Date(), last_error: 'x' })
    .execute()
  await sql`update channels set state = 'failing' where id in (select channels.id from channels
    join addressees on addressees.office_id = channels.office_id where campaign_id = ${campaignId} limit 1)`.execute(
    desk.db,
  )
  const russian = await desk.as(['editor'], { locale: 'ru' })
  const found = section((await russian.get(at)).text, 'mail')
  expect(found.match(/нужно посмотреть/g)).toHaveLength(1)
  expect(found).toMatch(/<a href="\/ru\/offices\/[\w-]+">/)
})

test('a campaign that nobody has signed says so', async () => {
  const id = newId()
  await sql`insert into campaigns (id, slug, kind, state, organiser_id, country, goal, opened_on, comments, facts, limits, data_key)
    select ${id}, 'an-empty-one', kind, 'draft', organiser_id, country, goal, opened_on, comments, facts, limits, data_key
    from campaigns where id = ${campaignId}`.execute(desk.db)
  const { status, text } = await desk.owner.get('/desk/campaigns/an-empty-one')
  expect(status).toBe(200)
  expect(text).toContain('Nobody signed during this time')
  expect(text).toContain('figures appear from ten people')
  expect(text).not.toContain('<svg')
})
