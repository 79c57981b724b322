import { startSession } from '../../server/features/accounts/sessions.ts'
import { findSealedCampaign } from '../../server/features/signatures/index.ts'
import type { TestDesk } from '../desk.ts'
import { demo } from '../site.ts'
import type { Stocked } from './addresses-of-routes.ts'
import { stock } from './desk-stock.ts'
import type { Subjects } from './every-mail.ts'
import { type Doorway, stockStates } from './other-states.ts'
import { stockPeople } from './people-stock.ts'

export const [submission, declaration] = ['kazakhstan-periodic-review', 'kazakhstan-shooting-order']

/** What stands at a site that has one of everything that an address can name. */
export interface Stock {
  stocked: Stocked
  /** Pages of things in other states, and forms whose answers are pages. */
  also: { pages: string[]; doorways: Doorway[] }
  /** What mails can be about. */
  subjects: Subjects[]
  /** Cookie headers of who asks at the desk: its owner, nobody, somebody on the way in, a member with a password alone. */
  people: string[]
  /** Ids of the campaigns that have it all: two, and the one with letters. */
  campaigns: string[]
}

/** Fills the demo's campaigns, which become the desk's own, with one of everything. */
export const stockSite = async (desk: TestDesk): Promise<Stock> => {
  const { db, team, owner } = desk
  const member = await desk.as(['translator'])
  const letters = { campaign: demo, addressee: 'president' }
  const stocked: Stocked = { campaigns: [], letters, tokens: {} }
  const campaigns: string[] = []
  const subjects: Subjects[] = []
  const also: Stock['also'] = { pages: [], doorways: [] }
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
  const now = new Date()
  const halfway = { accountId: owner.accountId, state: 'half', secondFactor: false, agent: 'Tests', now } as const
  const people = [owner.cookie, '', `desk=${await startSession(db, halfway)}`, member.cookie]
  return { stocked, also, subjects, people, campaigns }
}
