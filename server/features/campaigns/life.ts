import type { CampaignState } from '../../db/schema.ts'
import type { Campaign } from './campaign.ts'

/** Where a campaign stands for its readers. announced: published, and to be signed from a later time on. */
export type Phase = Exclude<CampaignState, 'open'> | 'announced' | 'open'

/** Whether anybody may see it. */
export const isPublic = (state: CampaignState) => state !== 'draft' && state !== 'review'

/** Where it stands at this moment: its times are looked at when they matter, so nothing has to be switched. */
export const phaseOf = (
  { state, opensAt, closesAt }: Pick<Campaign, 'state' | 'opensAt' | 'closesAt'>,
  now: Date,
): Phase => {
  if (state !== 'open') return state
  if (opensAt && opensAt > now) return 'announced'
  return closesAt && closesAt <= now ? 'closed' : 'open'
}

/** Since when it is closed: by its own time, or since somebody closed it; null where that is not known. */
export const closedSince = ({ state, closesAt, stateSince }: Pick<Campaign, 'state' | 'closesAt' | 'stateSince'>) =>
  state === 'open' ? closesAt : stateSince
