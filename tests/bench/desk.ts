import { connect } from '../../server/db/index.ts'
import { Tallies } from '../../server/features/signatures/index.ts'
import { openDesk, type TestDesk } from '../desk.ts'
import { addressesOf } from '../hostile/addresses-of-routes.ts'
import { stock } from '../hostile/desk-stock.ts'
import { type Stock, stockSite } from '../hostile/stocked-site.ts'
import { addCampaigns, importMany } from './desk-stock.ts'
import { median, rounded } from './rounds.ts'
import { seed } from './seed.ts'
import type { Workbench } from './workbench.ts'

const SIGNATURES = 1_000_000
const CAMPAIGNS = 500
const WARM_UP = 2

const timed = async (url: string, cookie: string) => {
  const began = performance.now()
  const answer = await fetch(url, { headers: { cookie, accept: 'text/html' }, redirect: 'manual' })
  await answer.arrayBuffer()
  return { took: performance.now() - began, status: answer.status }
}

interface Asked {
  route: string
  path: string
  /** A Cookie header of somebody whom this place answers. */
  cookie: string
}

/** Every address of the desk that answers with a page or a file, with who may ask; and the routes that have none. */
const findPages = async (desk: TestDesk, { stocked, also, people }: Stock) => {
  const asked: Asked[] = []
  const skipped: string[] = []
  const answers = async (route: string, path: string) => {
    for (const cookie of people) {
      const { status } = await timed(desk.url + path, cookie)
      if (status === 200) return asked.push({ route, path, cookie })
    }
    return undefined
  }
  for (const route of desk.app.deskRoutes.filter(({ method }) => method === 'GET')) {
    const before = asked.length
    for (const path of addressesOf({ ...route, bodyLimit: 0 }, stocked)) await answers(route.url, path)
    if (asked.length === before) skipped.push(route.url)
  }
  for (const path of also.pages.filter((path) => path.startsWith('/desk/'))) await answers(path, path)
  return { asked, skipped }
}

/** The slowest address of each route, by the median of its times in milliseconds. */
const slowestByRoute = async (desk: TestDesk, asked: Asked[], rounds: number) => {
  const slowest: Record<string, number> = {}
  for (const { route, path, cookie } of asked) {
    const times: number[] = []
    for (let round = 0; round < rounds + WARM_UP; round++) {
      const { took } = await timed(desk.url + path, cookie)
      if (round >= WARM_UP) times.push(took)
    }
    slowest[route] = Math.max(slowest[route] ?? 0, rounded(median(times)))
  }
  return slowest
}

/**
 * Milliseconds in which each page of the desk answers, of one team with many campaigns, one of them signed by a million,
 * with one of everything that an address can name, and a file of supporters to import.
 */
export const deskMs = async (bench: Workbench) => {
  const { rounds, rows, log } = bench.settings
  const [signatures, campaigns] = [Math.min(rows, SIGNATURES), rows < SIGNATURES ? 50 : CAMPAIGNS]
  const cluster = await bench.cluster()
  const database = await cluster.create('desk')
  log(`Writing ${signatures} signatures and ${campaigns} campaigns`)
  await seed(database, cluster.vault, signatures)
  await addCampaigns(database, campaigns)

  const { vault } = cluster
  const db = connect(database.url, { max: 10 })
  const desk = await openDesk({ vault, database: { db, close: () => db.destroy() } })
  try {
    const { campaign } = database
    const overview = (slug: string) => `${desk.url}/desk/campaigns/${slug}`
    const { took: firstPage } = await timed(overview('bench-1'), desk.owner.cookie)
    const { took: firstLook } = await timed(overview(campaign.slug), desk.owner.cookie)
    const tallies = new Tallies({ db, now: () => new Date() })
    while ((await tallies.of(campaign.id)).counting) await tallies.settled()

    log('Filling the desk with one of everything')
    const filled = await stockSite(desk)
    const named = await stock(desk, campaign.slug, desk.owner.accountId)
    filled.stocked.campaigns.unshift({ ...named, import: await importMany(desk, campaign.slug) })
    const { asked, skipped } = await findPages(desk, filled)
    const pages = await slowestByRoute(desk, asked, 2 * rounds)
    return {
      value: Math.max(...Object.values(pages)),
      unit: 'ms',
      target: '< 100',
      notes: {
        signatures,
        campaigns,
        first_page: rounded(firstPage),
        first_overview: rounded(firstLook),
        addresses: asked.length,
        pages,
        skipped,
      },
    }
  } finally {
    await desk.close()
  }
}
