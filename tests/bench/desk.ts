import { sql } from 'kysely'
import { buildApp } from '../../server/app.ts'
import { readConfig } from '../../server/config.ts'
import { connect, type Db, newId } from '../../server/db/index.ts'
import { emailKey, sealPerson } from '../../server/features/accounts/person.ts'
import { startSession } from '../../server/features/accounts/sessions.ts'
import type { Vault } from '../../server/features/privacy/index.ts'
import { Intake, LiveCampaigns, Tallies } from '../../server/features/signatures/index.ts'
import { createLogger } from '../../server/web/logger.ts'
import type { BenchDatabase } from './database.ts'
import { median, rounded } from './rounds.ts'
import { seed } from './seed.ts'
import type { Workbench } from './workbench.ts'

const SIGNATURES = 1_000_000
const CAMPAIGNS = 500
const UPDATES = 20
const WARM_UP = 2

/** An owner of the demo's team, signed in. */
const signIn = async (db: Db, vault: Vault, teamId: string) => {
  const [accountId, email, now] = [newId(), 'olga@team.example', new Date()]
  const sealed = sealPerson(vault, accountId, { name: 'Olga Owner', email })
  const account = {
    id: accountId,
    email_key: emailKey(vault, email),
    sealed,
    locale: 'en' as const,
    password_hash: null,
  }
  await db.insertInto('accounts').values(account).execute()
  await db
    .insertInto('members')
    .values({ team_id: teamId, account_id: accountId, roles: ['owner'] })
    .execute()
  return startSession(db, { accountId, state: 'full', secondFactor: true, agent: 'Bench', now })
}

/** As many campaigns of the same team, each with a text, its counts and some days of tallies; and news of the demo. */
const addCampaigns = async ({ db, campaign }: BenchDatabase, campaigns: number) => {
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

/** The site on this database, in this process. */
const openSite = async (database: BenchDatabase, vault: Vault) => {
  const db = connect(database.url, { max: 10 })
  const config = readConfig({ LOG_LEVEL: 'error', PORT: '0' })
  const shared = { db, vault, now: () => new Date(), mailPromised: () => {} }
  const app = await buildApp({
    ...shared,
    config,
    logger: createLogger('error'),
    intake: new Intake(shared),
    live: new LiveCampaigns(shared),
    mailbox: undefined,
  })
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  const close = async () => {
    await app.close()
    await db.destroy()
  }
  return { app, db, url, close }
}

const timed = async (url: string, cookie: string) => {
  const began = performance.now()
  const answer = await fetch(url, { headers: { cookie, accept: 'text/html' }, redirect: 'manual' })
  const text = await answer.text()
  const took = performance.now() - began
  const isPage = answer.status === 200 && (answer.headers.get('content-type') ?? '').startsWith('text/html')
  return { took, isPage, status: answer.status, size: text.length }
}

/** Milliseconds in which each page of the desk answers, of one team with many campaigns, one of them signed by a million. */
export const deskMs = async (bench: Workbench) => {
  const { rounds, rows, log } = bench.settings
  const [signatures, campaigns] = [Math.min(rows, SIGNATURES), rows < SIGNATURES ? 50 : CAMPAIGNS]
  const cluster = await bench.cluster()
  const database = await cluster.create('desk')
  log(`Writing ${signatures} signatures and ${campaigns} campaigns`)
  await seed(database, cluster.vault, signatures)
  await addCampaigns(database, campaigns)
  const { db, campaign } = database
  const { organiser_id: teamId, slug: team } = await db
    .selectFrom('campaigns')
    .innerJoin('organisers', 'organisers.id', 'organiser_id')
    .select(['organiser_id', 'organisers.slug'])
    .where('campaigns.id', '=', campaign.id)
    .executeTakeFirstOrThrow()
  const cookie = `desk=${await signIn(db, cluster.vault, teamId)}`
  const { id: update } = await db.selectFrom('updates').select('id').limit(1).executeTakeFirstOrThrow()

  const site = await openSite(database, cluster.vault)
  try {
    const overview = (slug: string) => `${site.url}/desk/campaigns/${slug}`
    const { took: firstPage } = await timed(overview('bench-1'), cookie)
    const { took: firstLook } = await timed(overview(campaign.slug), cookie)
    const tallies = new Tallies({ db: site.db, now: () => new Date() })
    while ((await tallies.of(campaign.id)).counting) await tallies.settled()

    const known: Record<string, string> = { team, campaign: campaign.slug, section: 'body', tab: 'held', id: update }
    const fill = (route: string) => route.replace(/:(\w+)(?:\([^)]*\))?/g, (part, name) => known[name] ?? part)
    const routes = site.app.deskRoutes.filter(({ method }) => method === 'GET').map(({ url }) => url)
    const pages: Record<string, number> = {}
    const skipped: string[] = []
    for (const route of new Set(routes)) {
      const path = fill(route)
      const first = path.includes(':') ? undefined : await timed(site.url + path, cookie)
      if (!first?.isPage) {
        skipped.push(route)
        continue
      }
      const times: number[] = []
      for (let round = 0; round < 2 * rounds + WARM_UP; round++) {
        const { took } = await timed(site.url + path, cookie)
        if (round >= WARM_UP) times.push(took)
      }
      pages[route] = rounded(median(times))
    }
    return {
      value: Math.max(...Object.values(pages)),
      unit: 'ms',
      target: '< 100',
      notes: {
        signatures,
        campaigns,
        first_page: rounded(firstPage),
        first_overview: rounded(firstLook),
        pages,
        skipped,
      },
    }
  } finally {
    await site.close()
  }
}
