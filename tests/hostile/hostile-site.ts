import type { Browser } from 'playwright-core'
import { startSession } from '../../server/features/accounts/sessions.ts'
import { findSealedCampaign } from '../../server/features/signatures/index.ts'
import { openDesk, type TestDesk } from '../desk.ts'
import { demo } from '../site.ts'
import type { Stocked } from './addresses-of-routes.ts'
import { type Watch, watch } from './desk-browser.ts'
import { stock } from './desk-stock.ts'
import type { Subjects } from './every-mail.ts'
import { HostileVault } from './hostile-vault.ts'
import { type Doorway, stockStates } from './other-states.ts'
import { stockPeople } from './people-stock.ts'

export const [submission, declaration] = ['kazakhstan-periodic-review', 'kazakhstan-shooting-order']

/** A site with one of everything that an address can name, its owner, and a browser in which whatever runs is told. */
export interface StockedSite {
  desk: TestDesk
  vault: HostileVault
  stocked: Stocked
  /** Pages of things in other states, and forms whose answers are pages. */
  also: { pages: string[]; doorways: Doorway[] }
  /** What mails can be about. */
  subjects: Subjects[]
  /** Cookie headers of who asks at the desk: its owner, nobody, somebody on the way in, a member with a password alone. */
  people: string[]
  /** Ids of the campaigns that have it all: two, and the one with letters. */
  campaigns: string[]
  view: Watch
}

export const openStockedSite = async (browser: Browser): Promise<StockedSite> => {
  const vault = new HostileVault()
  const desk = await openDesk({ vault })
  const { db, team, owner } = desk
  const member = await desk.as(['translator'])
  const letters = { campaign: demo, addressee: 'president' }
  const stocked: Stocked = { campaigns: [], letters, tokens: {} }
  const campaigns: string[] = []
  const subjects: Subjects[] = []
  const also: StockedSite['also'] = { pages: [], doorways: [] }
  const idOf = async (slug: string) =>
    (await db.selectFrom('campaigns').select('id').where('slug', '=', slug).executeTakeFirstOrThrow()).id
  for (const slug of [submission, declaration]) {
    const ours = { organiser_id: team.id, co_signing: 'open' as const }
    await db.updateTable('campaigns').set(ours).where('slug', '=', slug).execute()
    const id = await idOf(slug)
    campaigns.push(id)
    const named = await stock(desk, slug, member.accountId)
    const campaign = await findSealedCampaign(db, id)
    const people = campaign && slug === submission && (await stockPeople(desk, campaign, slug, member.accountId))
    if (people) stocked.tokens = people.tokens
    if (people) subjects.push(...people.subjects.map((about) => ({ ...about, update_id: named.update ?? '' })))
    const all = { ...named, office: 'kz-government', ...(people ? people.named : {}) }
    stocked.campaigns.push(all)
    if (campaign && people) Object.assign(also, await stockStates(desk, campaign, all, people.tokens))
  }
  campaigns.push(await idOf(demo))
  const session = {
    accountId: owner.accountId,
    state: 'half',
    secondFactor: false,
    agent: 'Tests',
    now: new Date(),
  } as const
  const halfway = `desk=${await startSession(db, session)}`
  const view = await watch(browser, desk.url, owner.cookie)
  return { desk, vault, also, subjects, people: [owner.cookie, '', halfway, member.cookie], stocked, campaigns, view }
}
