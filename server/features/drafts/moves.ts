import { sql } from 'kysely'
import type { Db } from '../../db/index.ts'
import type { CampaignState, Outcome } from '../../db/schema.ts'
import type { LocalizedText } from '../../i18n/locale.ts'
import { type Role, recordAct } from '../accounts/index.ts'
import { afterTheLast } from '../campaigns/index.ts'

/**
 * The life of a campaign: from where to where, and whose roles suffice for it; an owner may all of them. An empty list
 * is for owners alone.
 *
 * ```
 *  ● ─► draft ◄──► review
 *         │           │            ┌──────────┐
 *         └──► open ◄─┘            │          ▼
 *               │ ▲       ┌──► delivered ─► answered ─► archived ■
 *               ▼ │       │     │ ▲  ▲        │            ▲
 *             closed ─────┘◄────┘ └──┼────────┘            │
 *               └────────────────────┴─────────────────────┘
 * ```
 */
export const moves: { from: CampaignState; to: CampaignState; roles: Role[] }[] = [
  { from: 'draft', to: 'review', roles: ['editor', 'translator'] },
  { from: 'review', to: 'draft', roles: ['editor'] },
  { from: 'draft', to: 'open', roles: ['editor'] },
  { from: 'review', to: 'open', roles: ['editor'] },
  { from: 'open', to: 'closed', roles: ['editor'] },
  { from: 'closed', to: 'open', roles: [] },
  { from: 'closed', to: 'delivered', roles: ['editor'] },
  { from: 'delivered', to: 'closed', roles: [] },
  { from: 'delivered', to: 'answered', roles: ['editor'] },
  { from: 'answered', to: 'delivered', roles: [] },
  { from: 'closed', to: 'archived', roles: ['editor'] },
  { from: 'delivered', to: 'archived', roles: ['editor'] },
  { from: 'answered', to: 'archived', roles: ['editor'] },
]

/** Where somebody with these roles may take a campaign that stands here. */
export const movesFrom = (from: CampaignState, held: readonly Role[]): CampaignState[] =>
  moves
    .filter((move) => move.from === from && (held.includes('owner') || move.roles.some((role) => held.includes(role))))
    .map(({ to }) => to)

interface Moved {
  campaign: { id: string; teamId: string }
  to: CampaignState
  account: string
  roles: readonly Role[]
  now: Date
  /** What its organisers say of it: why it closed, what came of it. */
  note: LocalizedText
  /** Needed for answered. */
  outcome: Outcome | null
  /** For a campaign that is opened again. */
  closesAt: Date | null
}

/**
 * Moves a campaign on, writes the move and the act down, in one transaction; false where the move is not legal from
 * where it stands, or not this person's. A campaign whose time has passed stands as closed. Publishing moves it too, but
 * with its text: `publishCampaign`.
 */
export const moveCampaign = async (db: Db, { campaign, to, account, roles, now, ...said }: Moved): Promise<boolean> => {
  const from = moves
    .filter((move) => move.to === to && movesFrom(move.from, roles).includes(to))
    .filter((move) => to !== 'open' || move.from === 'closed')
    .map((move) => move.from)
  if (from.length === 0) return false
  const outcome = to === 'answered' ? said.outcome : null
  if (to === 'answered' && !outcome) return false
  return db.transaction().execute(async (transaction) => {
    const { rows } = await sql`
      with was as (
        select id, state, case when state = 'open' and closes_at <= ${now} then 'closed' else state end as stands
        from campaigns where id = ${campaign.id} for update
      ), moved as (
        update campaigns set state = ${to}, state_since = ${now}, state_note = ${JSON.stringify(said.note)}::jsonb,
          outcome = case when ${to} = 'archived' then campaigns.outcome else ${outcome}::text end,
          opens_at = case when ${to} = 'open' then null else opens_at end,
          closes_at = case when ${to} = 'open' then ${said.closesAt}::timestamptz else closes_at end,
          version = version + 1, updated_at = now()
        from was where campaigns.id = was.id and was.stands = any(${from}::text[])
        returning campaigns.id, was.stands
      )
      insert into campaign_moves (campaign_id, moved_at, from_state, to_state, account)
      select id, ${afterTheLast(campaign.id, now)}, stands, ${to}, ${account}::uuid from moved
      returning from_state`.execute(transaction)
    if (rows.length === 0) return false
    const details = { to, ...(outcome && { outcome }) }
    await recordAct(transaction, {
      team: campaign.teamId,
      account,
      campaign: campaign.id,
      act: 'campaign-moved',
      details,
    })
    return true
  })
}
