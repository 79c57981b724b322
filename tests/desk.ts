import { type Db, newId } from '../server/db/index.ts'
import type { Role } from '../server/db/schema.ts'
import { emailKey, sealPerson } from '../server/features/accounts/person.ts'
import { startSession } from '../server/features/accounts/sessions.ts'
import type { Vault } from '../server/features/privacy/index.ts'
import type { Locale } from '../server/i18n/index.ts'
import { demo, openSite, type TestSite } from './site.ts'

export interface DeskAnswer {
  status: number
  text: string
  /** Where it leads; the empty string where nowhere. */
  location: string
  headers: Headers
}

export type Fields = Record<string, string | string[]>

/** Somebody signed in at the desk, with the second factor shown. */
export interface DeskBrowser {
  accountId: string
  email: string
  /** A Cookie header. */
  cookie: string
  get(path: string): Promise<DeskAnswer>
  post(path: string, fields?: Fields, headers?: Record<string, string>): Promise<DeskAnswer>
  json(path: string, body: object, method?: string): Promise<DeskAnswer>
}

export interface TestDesk extends TestSite {
  /** The demo campaign's organiser. */
  team: { id: string; slug: string }
  owner: DeskBrowser
  /** Somebody of the demo's team with these roles. */
  as(roles: Role[], wishes?: PersonWishes): Promise<DeskBrowser>
  /** An editor of the team whose campaign this is. */
  ofCampaign(slug: string): Promise<DeskBrowser>
  /** Somebody who is owner of another team, and nobody in the demo's. */
  stranger(): Promise<DeskBrowser>
  /** Whoever has not signed in. */
  nobody: DeskBrowser
}

interface PersonWishes {
  name?: string
  email?: string
  locale?: Locale
  /** Whether the session has shown a second factor; true unless told otherwise. */
  secondFactor?: boolean
}

/** The whole site with people at its desk: the demo campaign's team and its owner. */
export const openDesk = async (wishes: Parameters<typeof openSite>[0] = {}): Promise<TestDesk> => {
  const site = await openSite(wishes)
  const { db, vault, url } = site
  const now = wishes.now ?? (() => new Date())
  const team = await db
    .selectFrom('organisers')
    .innerJoin('campaigns', 'campaigns.organiser_id', 'organisers.id')
    .select(['organisers.id', 'organisers.slug'])
    .where('campaigns.slug', '=', demo)
    .executeTakeFirstOrThrow()

  const inTeam = async (teamId: string, roles: Role[], person: PersonWishes = {}) => {
    const { accountId, email, token } = await addPerson(db, vault, now(), { teamId, roles, ...person })
    return deskBrowser(url, { accountId, email, cookie: `desk=${token}` })
  }
  const ofCampaign = async (slug: string) => {
    const { organiser_id } = await db
      .selectFrom('campaigns')
      .select('organiser_id')
      .where('slug', '=', slug)
      .executeTakeFirstOrThrow()
    return inTeam(organiser_id, ['editor'])
  }
  const stranger = async () => {
    const id = newId()
    const name = JSON.stringify({ en: 'Another team', ru: 'Другая команда' })
    await db
      .insertInto('organisers')
      .values({ id, slug: `team-${id}`, name, email: 'another@team.example' })
      .execute()
    return inTeam(id, ['owner'])
  }
  return {
    ...site,
    team,
    owner: await inTeam(team.id, ['owner'], { name: 'Olga Owner' }),
    as: (roles, person) => inTeam(team.id, roles, person),
    ofCampaign,
    stranger,
    nobody: deskBrowser(url, { accountId: '', email: '', cookie: '' }),
  }
}

interface NewPerson extends PersonWishes {
  teamId: string
  roles: Role[]
}

/** An account in a team with a session of its own. */
const addPerson = async (db: Db, vault: Vault, now: Date, { teamId, roles, ...wishes }: NewPerson) => {
  const accountId = newId()
  const { name = 'Ada Member', email = `${accountId}@team.example`, locale = 'en', secondFactor = true } = wishes
  await db
    .insertInto('accounts')
    .values({
      id: accountId,
      email_key: emailKey(vault, email),
      sealed: sealPerson(vault, accountId, { name, email }),
      locale,
      password_hash: null,
    })
    .execute()
  await db.insertInto('members').values({ team_id: teamId, account_id: accountId, roles }).execute()
  const token = await startSession(db, { accountId, state: 'full', secondFactor, agent: 'Tests', now })
  return { accountId, email, token }
}

/** A browser on our own pages: forms come from this site, and redirects are shown rather than followed. */
export const deskBrowser = (url: string, person: { accountId: string; email: string; cookie: string }): DeskBrowser => {
  const ask = async (path: string, init: RequestInit): Promise<DeskAnswer> => {
    const headers = {
      origin: url,
      cookie: person.cookie,
      'accept-language': 'en',
      accept: 'text/html',
      ...init.headers,
    }
    const response = await fetch(url + path, { redirect: 'manual', ...init, headers })
    return {
      status: response.status,
      text: await response.text(),
      location: response.headers.get('location') ?? '',
      headers: response.headers,
    }
  }
  return {
    ...person,
    get: (path) => ask(path, {}),
    post: (path, fields = {}, headers = {}) => ask(path, { method: 'POST', body: formBody(fields), headers }),
    json: (path, body, method = 'POST') =>
      ask(path, {
        method,
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json', accept: 'application/json' },
      }),
  }
}

const formBody = (fields: Fields) =>
  new URLSearchParams(
    Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one])),
  )
