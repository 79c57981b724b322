import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect, newId } from '../../../server/db/index.ts'
import { feedMailing, startMailing } from '../../../server/features/updates/mail-update.ts'
import { createUpdate, postUpdate } from '../../../server/features/updates/save-update.ts'
import { createCampaign, testVault } from '../../campaign.ts'
import { openDatabase, type TestDatabase } from '../../database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openDatabase()
})
afterAll(() => database.close())

const SUPPORTERS = 3000
const CUTS = 12

/** So many who confirmed and agreed, and as many again who did one of both. */
const fill = (campaignId: string) =>
  sql`
    insert into signatures (slot, campaign_id, id, created_at, confirmed_at, wants_updates, resident, address_key, sealed,
      state, visibility, locale, country, comment_state)
    select get_byte(key, 0) >> 2, ${campaignId}::uuid, gen_random_uuid(), now(), now(), n % 4 < 3, true, key, '',
      case when n % 4 = 1 then 'withdrawn' else 'confirmed' end, 'hidden', 'ru', 'KZ', 'none'
    from (
      select n, decode(md5(n::text), 'hex') as key from generate_series(1, ${SUPPORTERS * 2}::int) as n
    ) as made
  `.execute(database.db)

test('four who feed at once, cut off again and again, promise each supporter’s mail exactly once', async () => {
  const { db, url } = database
  const campaign = await createCampaign(db, testVault())
  await fill(campaign.id)
  const [id, account] = [newId(), newId()]
  const texts = [{ locale: 'ru' as const, title: 'Новости', body: 'Текст' }]
  await createUpdate(db, { campaignId: campaign.id, id, account }, { happenedOn: '2026-03-11', texts })
  await postUpdate(db, campaign.id, id)
  await startMailing(db, campaign.id, id, account)

  const fed = async () => (await db.selectFrom('mailings').select('state').executeTakeFirstOrThrow()).state === 'fed'
  let cut = 0
  const feed = async () => {
    const own = connect(`${url}${url.includes('?') ? '&' : '?'}application_name=feeder`, { max: 1 })
    while (!(await fed())) {
      await feedMailing(own, 70).catch(() => {
        cut++
      })
    }
    await own.destroy()
  }
  const cutOff = async () => {
    for (let n = 0; n < CUTS && !(await fed()); n++) {
      await new Promise((resolve) => setTimeout(resolve, 60))
      await sql`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name = 'feeder'`.execute(db)
    }
  }
  await Promise.all([feed(), feed(), feed(), feed(), cutOff()])

  const { rows } = await sql<{ mails: number; people: number; receivers: number; wrong: number }>`
    select count(*)::int as mails, count(distinct signature_id)::int as people,
      (select count(*)::int from update_receivers) as receivers,
      (select count(*)::int from outbox join signatures on signatures.id = signature_id
        where state <> 'confirmed' or not wants_updates) as wrong
    from outbox where update_id = ${id} and bulk`.execute(db)
  expect(rows[0]).toEqual({ mails: SUPPORTERS, people: SUPPORTERS, receivers: SUPPORTERS, wrong: 0 })
  const { queued } = await db.selectFrom('mailings').select('queued').executeTakeFirstOrThrow()
  expect(queued).toBe(SUPPORTERS)
  expect(cut).toBeGreaterThan(0)
})
