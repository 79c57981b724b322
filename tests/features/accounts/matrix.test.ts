import { afterAll, expect, test } from 'vitest'
import type { DeskRoute } from '../../../server/desk.ts'
import { roles } from '../../../server/features/accounts/index.ts'
import { suffices } from '../../../server/features/accounts/people.ts'
import { type DeskAnswer, type DeskBrowser, openDesk } from '../../desk.ts'
import { demo } from '../../site.ts'

/** Hundreds of pages are asked for, each by everybody. */
const PATIENCE = 180_000

const desk = await openDesk()
afterAll(desk.close)

const people: Record<string, { browser: DeskBrowser; held: readonly (typeof roles)[number][] }> = {
  nobody: { browser: desk.nobody, held: [] },
  stranger: { browser: await desk.stranger(), held: [] },
}
for (const role of roles) people[role] = { browser: await desk.as([role]), held: [role] }

/** What stands in an address; whatever else is named there is something that does not exist. */
const known: Record<string, string> = { team: desk.team.slug, campaign: demo, section: 'heading', locale: 'en' }

const addressOf = ({ url }: DeskRoute) =>
  url
    .replace(/:(\w+)(\([^)]*\))?/g, (_, name: string) => known[name] ?? '00000000-0000-7000-8000-000000000000')
    .replace('*', 'x')

const namesTeam = ({ url }: DeskRoute) => /:(?:team|campaign)\b/.test(url)

type Verdict = 'in' | 'sign in' | 'not there' | 'refused'

/** What the rule says of this person; the guard must do the same. */
const verdictOf = (route: DeskRoute, who: string): Verdict => {
  const { rule } = route
  if (rule.who === 'anyone') return 'in'
  if (who === 'nobody') return 'sign in'
  if (!namesTeam(route)) return 'in'
  if (who === 'stranger') return 'not there'
  return suffices(people[who]?.held ?? [], rule) ? 'in' : 'refused'
}

/** What was answered: a page for something that does not exist counts as being let in where the address names more. */
const isVerdict = ({ status, location }: DeskAnswer, verdict: Verdict, route: DeskRoute) => {
  const named = /:(?!team\b|campaign\b)\w|\*/.test(route.url)
  if (verdict === 'sign in') return status === 401 || (status === 303 && /^\/desk\/sign-in(?:\?|$)/.test(location))
  if (verdict === 'not there') return status === 404
  if (verdict === 'refused') return status === 403
  const sentAway = status === 303 && location.startsWith('/desk/sign-in') && route.rule.who !== 'anyone'
  return status < 500 && !sentAway && ![401, 403].includes(status) && (named || status !== 404)
}

const reading = desk.app.deskRoutes.filter(({ method }) => method === 'GET')
const writing = desk.app.deskRoutes.filter(({ method }) => !['GET', 'HEAD'].includes(method))

test(
  'each page of the desk lets in whom its rule names, and nobody else',
  async () => {
    expect(reading.length).toBeGreaterThan(5)
    const wrong: string[] = []
    for (const route of reading) {
      const asked = Object.entries(people).map(async ([who, { browser }]) => {
        const verdict = verdictOf(route, who)
        const answer = await browser.get(addressOf(route))
        if (!isVerdict(answer, verdict, route)) wrong.push(`${route.url} for ${who}: ${answer.status}, not ${verdict}`)
      })
      await Promise.all(asked)
    }
    expect(wrong).toEqual([])
  },
  PATIENCE,
)

test(
  'nothing can be done by whom a rule does not name',
  async () => {
    expect(writing.length).toBeGreaterThan(2)
    const wrong: string[] = []
    for (const route of writing) {
      const asked = Object.entries(people).map(async ([who, { browser }]) => {
        const verdict = verdictOf(route, who)
        if (verdict === 'in') return
        const answer = await browser.json(addressOf(route), {}, route.method)
        if (!isVerdict(answer, verdict, route)) {
          wrong.push(`${route.method} ${route.url} for ${who}: ${answer.status}, not ${verdict}`)
        }
      })
      await Promise.all(asked)
    }
    expect(wrong).toEqual([])
  },
  PATIENCE,
)

test(
  'forms of other sites do nothing, whoever is signed in',
  async () => {
    const owner = people.owner?.browser.cookie ?? ''
    const send = (path: string, method: string, headers: Record<string, string>) =>
      fetch(desk.url + path, { method, redirect: 'manual', headers: { cookie: owner, ...headers } })
    const others: Record<string, string>[] = [
      {},
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site', origin: desk.url },
      { 'sec-fetch-site': 'none' },
    ]
    for (const route of writing) {
      const statuses = await Promise.all(
        others.map(async (headers) => (await send(addressOf(route), route.method, headers)).status),
      )
      expect([route.url, statuses]).toEqual([route.url, others.map(() => 403)])
    }
  },
  PATIENCE,
)

test('the whole table of who may what is written down', async () => {
  const lines = desk.app.deskRoutes
    .filter(({ method }) => method !== 'HEAD')
    .map((route) => {
      const cells = Object.keys(people).map((who) => (verdictOf(route, who) === 'in' ? who : ''))
      return `${route.method.padEnd(6)} ${route.url.padEnd(64)} ${cells.filter((cell) => cell).join(' ')}`
    })
    .sort((a, b) => a.slice(7).localeCompare(b.slice(7)) || a.localeCompare(b))
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('matrix.txt')
})
