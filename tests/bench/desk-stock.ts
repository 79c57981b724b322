import { sql } from 'kysely'
import type { TestDesk } from '../desk.ts'
import type { BenchDatabase } from './database.ts'

const UPDATES = 20
const IMPORTED = 50_000

/** As many campaigns of the same team, each with a text, its counts and some days of tallies; and news of the demo. */
export const addCampaigns = async ({ db, campaign }: BenchDatabase, campaigns: number) => {
  await sql`
    insert into campaigns (id, slug, kind, state, organiser_id, country, goal, opened_on, comments, facts, limits, data_key)
    select gen_random_uuid(), 'bench-' || n, kind, 'open', organiser_id, country, goal, opened_on, comments, facts, limits,
      data_key
    from campaigns, generate_series(1, ${campaigns}::int) as n where id = ${campaign.id}
  `.execute(db)
  await sql`
    insert into campaign_texts (campaign_id, locale, title, summary, call_to_action, body, brief)
    select campaigns.id, locale, title, summary, call_to_action, body, brief
    from campaign_texts, campaigns where campaign_id = ${campaign.id} and slug like 'bench-%'
  `.execute(db)
  await sql`
    insert into signature_counts (campaign_id, state, count)
    select id, counted, 1000 from campaigns, unnest(array['confirmed', 'pending', 'held']) as counted where slug like 'bench-%'
  `.execute(db)
  await sql`
    with posted as (
      insert into updates (id, campaign_id, state, happened_on, posted_at)
      select gen_random_uuid(), ${campaign.id}, 'posted', current_date - n, now() from generate_series(1, ${UPDATES}::int) as n
      returning id
    )
    insert into update_texts (update_id, locale, title, body) select id, 'en', 'News', repeat('Word ', 300) from posted
  `.execute(db)
  await sql`analyze`.execute(db)
}

const columns = { column_0: 'name', column_1: 'email', column_2: 'city', header: 'on', country: 'KZ', locale: 'en' }

/** Uploads a file of many supporters and says what its columns are, as a person would; gives the import's id. */
export const importMany = async (desk: TestDesk, slug: string): Promise<string> => {
  const rows = Array.from({ length: IMPORTED }, (_, row) => `Anna Abdullina,anna.${row}@mail.example,Almaty`)
  const body = new FormData()
  body.append('file', new Blob([['name,email,city', ...rows].join('\n')]), 'people.csv')
  const headers = { origin: desk.url, cookie: desk.owner.cookie }
  const at = `${desk.url}/desk/campaigns/${slug}/imports`
  const answer = await fetch(at, { method: 'POST', body, headers, redirect: 'manual' })
  const location = answer.headers.get('location')
  if (!location) throw new Error(`The file was answered by ${answer.status}`)
  await desk.owner.post(`${location}/columns`, columns)
  return location.split('/').at(-1) ?? ''
}
