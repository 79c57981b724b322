import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DeskRoute } from '../../server/desk.ts'
import { type DeskBrowser, type Fields, openDesk, type TestDesk } from '../desk.ts'
import { bodyOf } from './desk-bodies.ts'
import { addressOf, fingerprint, type Named, NOWHERE, stock, tablesWith } from './desk-stock.ts'
import { encoded, forEach } from './requests.ts'

/** Hundreds of pages are asked for. */
const PATIENCE = 120_000

let desk: TestDesk
let mine: Named
let theirs: Named
let writing: DeskRoute[]
let reading: DeskRoute[]

const own = 'kazakhstan-periodic-review'

beforeAll(async () => {
  desk = await openDesk()
  await desk.db.updateTable('campaigns').set({ organiser_id: desk.team.id }).where('slug', '=', own).execute()
  const [mate, other] = [await desk.as(['editor']), await desk.ofCampaign('kazakhstan-shooting-order')]
  mine = { ...(await stock(desk, own, mate.accountId)), section: 'heading', tab: 'comments' }
  theirs = await stock(desk, 'kazakhstan-shooting-order', other.accountId)
  writing = desk.app.deskRoutes.filter(({ method }) => !['GET', 'HEAD'].includes(method))
  reading = desk.app.deskRoutes.filter(({ method }) => method === 'GET')
})
afterAll(() => desk.close())

const send = (route: DeskRoute, path: string, body: Fields, who: DeskBrowser, headers: Record<string, string> = {}) =>
  route.method === 'GET'
    ? fetch(desk.url + path, { redirect: 'manual', headers: { cookie: who.cookie } })
    : fetch(desk.url + path, {
        method: route.method,
        redirect: 'manual',
        headers: { cookie: who.cookie, 'content-type': 'application/x-www-form-urlencoded', ...headers },
        body: encoded(body).toString(),
      })

const ours = () => ({ origin: desk.url })

const foreign: Record<string, string>[] = [
  {},
  { 'sec-fetch-site': 'cross-site' },
  { origin: 'https://evil.example' },
  { origin: 'null', referer: 'https://evil.example/' },
  { 'content-type': 'text/plain', origin: 'https://evil.example' },
]

test(
  'whole forms from other sites, about things that are there, are refused and change nothing',
  async () => {
    expect(writing.length).toBeGreaterThan(40)
    const before = await fingerprint(desk.db)
    const wrong: string[] = []
    const asked = writing.flatMap((route) => foreign.map((headers) => ({ route, headers })))
    await forEach(asked, 6, async ({ route, headers }) => {
      const { status } = await send(route, addressOf(route, mine), bodyOf(route, mine), desk.owner, headers)
      if (status !== 403) wrong.push(`${route.method} ${route.url} ${JSON.stringify(headers)}: ${status}`)
    })
    expect(wrong).toEqual([])
    expect(await fingerprint(desk.db)).toEqual(before)
  },
  PATIENCE,
)

const placed = ({ url }: DeskRoute) => /:(?:team|campaign)\b/.test(url)

/** The parameters of an address beside the campaign or team that it is about. */
const namedIn = ({ url }: DeskRoute) => [...url.matchAll(/:(\w+)/g)].flatMap(([, name = '']) => name)

const chosen = ['section', 'tab', 'locale']

test(
  'what another team has is not there: neither at its own address nor under that of one’s own campaign',
  async () => {
    const before = await fingerprint(desk.db)
    const wrong: string[] = []
    const mixed: Named = { ...theirs, campaign: own, team: desk.team.slug }
    const asked = [...reading, ...writing].filter(placed).flatMap((route) => {
      const things = namedIn(route).filter((name) => !['team', 'campaign', ...chosen].includes(name))
      return [theirs, ...(things.length > 0 ? [mixed] : [])].map((named) => ({ route, named }))
    })
    expect(asked.length).toBeGreaterThan(100)
    await forEach(asked, 6, async ({ route, named }) => {
      const path = addressOf(route, { ...named, section: 'heading', tab: 'comments' })
      const { status } = await send(route, path, bodyOf(route, named), desk.owner, ours())
      if (status !== 404) wrong.push(`${route.method} ${path}: ${status}`)
    })
    expect(wrong).toEqual([])
    expect(await fingerprint(desk.db)).toEqual(before)
  },
  PATIENCE,
)

const guesses = [
  NOWHERE,
  '..%2f..%2f..%2fetc%2fpasswd',
  '..%5c..%5cwin.ini',
  '%00',
  '%ff%fe',
  'x'.repeat(190),
  'x'.repeat(9000),
  '-1',
  '1e309',
  '%27%20or%201=1--',
  '__proto__',
  'constructor',
  '%E2%80%AE',
]

/** A link by mail that is no longer good has a page of its own that says so. */
const isNowhere = (status: number, name: string) =>
  [400, 404, 414].includes(status) || (name === 'token' && [200, 303, 410, 422].includes(status))

test(
  'nothing is found by guessing what stands in an address, and no guess breaks a page',
  async () => {
    const before = await fingerprint(desk.db)
    const wrong: string[] = []
    const asked = [...reading, ...writing].flatMap((route) => {
      const [first, last] = [namedIn(route).at(0), namedIn(route).at(-1)]
      const tried = last === undefined ? [] : guesses.map((guess) => ({ route, name: last, guess }))
      return first === last || first === undefined ? tried : [...tried, { route, name: first, guess: '%00' }]
    })
    expect(asked.length).toBeGreaterThan(800)
    await forEach(asked, 8, async ({ route, name, guess }) => {
      const named = { ...mine, [name]: guess }
      const path = addressOf(route, name === 'id' ? { ...named, update: guess, import: guess } : named)
      const { status } = await send(route, path, bodyOf(route, mine), desk.owner, ours())
      if (!isNowhere(status, name)) wrong.push(`${route.method} ${route.url} ${name}=${guess.slice(0, 40)}: ${status}`)
    })
    expect(wrong).toEqual([])
    expect(await fingerprint(desk.db)).toEqual(before)
  },
  PATIENCE,
)

const MARK = '5eed5eed-dead-7eef-8bad-5eed5eed5eed'

/** Columns that no form has a field for. Each is told by its value where it is stored. */
const columns = (): Fields => ({
  id: MARK,
  account_id: MARK,
  accountId: MARK,
  saved_by: MARK,
  checked_by: MARK,
  form_key: MARK,
  organiser_id: MARK,
  organiser: theirs.team ?? '',
  campaign_id: MARK,
  team_id: MARK,
  'organiser[slug]': theirs.team ?? '',
  '__proto__[state]': 'answered',
  'constructor[prototype][is_admin]': 'true',
  confirmed_at: '1999-09-19',
  posted_at: '1999-09-19',
  expires_at: '1999-09-19',
  opened: '1999-09-19',
  version: '424242',
  edition: '424242',
  goal: '424242',
  position: '424242',
  is_admin: 'true',
  second_factor: 'true',
  organiser_shown: 'false',
  co_signing: 'open',
})

/** Columns that some forms do have: there the form's own value stands, elsewhere these stay out. */
const sometimes: Fields = { state: 'answered', roles: 'owner', kind: 'declaration', outcome: 'won', slug: 'taken-over' }

const standing = async () => {
  const campaigns = await desk.db
    .selectFrom('campaigns')
    .select(['slug', 'kind', 'state', 'organiser_id', 'country', 'goal', 'outcome', 'co_signing', 'organiser_shown'])
    .where('slug', 'not in', ['begun', 'example-safe-crossing'])
    .orderBy('slug')
    .execute()
  const members = await desk.db.selectFrom('members').selectAll().orderBy('account_id').execute()
  return { campaigns, members }
}

test(
  'columns that a form has no field for are not taken from whoever sends them',
  async () => {
    const sessions = /sign-out|sessions|second-factor|life$|removal$|:member$/
    const before = await standing()
    const wrong: string[] = []
    for (const route of writing.filter(({ url }) => !sessions.test(url))) {
      const body = { ...sometimes, ...columns(), ...bodyOf(route, mine) }
      const { status } = await send(route, addressOf(route, mine), body, desk.owner, ours())
      if (status >= 500) wrong.push(`${route.method} ${route.url}: ${status}`)
    }
    expect(wrong).toEqual([])
    expect(await tablesWith(desk.db, MARK)).toEqual([])
    expect(await tablesWith(desk.db, '424242')).toEqual([])
    expect(await tablesWith(desk.db, '1999-09-19')).toEqual([])
    expect(await standing()).toEqual(before)
    expect(Object.keys(Object.prototype)).toEqual([])
    const begun = await desk.db
      .selectFrom('campaigns')
      .select(['kind', 'state', 'organiser_id'])
      .where('slug', '=', 'begun')
      .executeTakeFirst()
    expect(begun).toEqual({ kind: 'petition', state: 'draft', organiser_id: desk.team.id })
    const filled = await desk.db
      .selectFrom('updates')
      .select('id')
      .where('campaign_id', '=', await idOf(own))
      .execute()
    expect(filled.length, 'the forms were taken, but for what they may not say').toBeGreaterThan(1)
  },
  PATIENCE,
)

const idOf = async (slug: string) =>
  (await desk.db.selectFrom('campaigns').select('id').where('slug', '=', slug).executeTakeFirstOrThrow()).id

const confused: unknown[] = [null, 1, [{}], { $gt: '' }]

test(
  'a field that is something else than text is refused, and breaks nothing',
  async () => {
    const wrong: string[] = []
    const asked = writing.flatMap((route) => confused.map((value) => ({ route, value })))
    await forEach(asked, 6, async ({ route, value }) => {
      const fields = Object.keys({ ...bodyOf(route, mine), locale: '', base: '', fields: '', response: '' })
      const body = Object.fromEntries(fields.map((field) => [field, value]))
      const { status } = await desk.owner.json(addressOf(route, mine), body, route.method)
      if (status >= 500) wrong.push(`${route.method} ${route.url} ${JSON.stringify(value)}: ${status}`)
    })
    expect(wrong).toEqual([])
  },
  PATIENCE,
)
