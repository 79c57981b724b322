import { randomBytes } from 'node:crypto'
import { type Db, newId } from '../server/db/index.ts'
import type { CommentRule, SigningLimits } from '../server/db/schema.ts'
import { type Campaign, findCampaign } from '../server/features/campaigns/index.ts'
import { Vault } from '../server/features/privacy/index.ts'

export const testVault = () => new Vault(randomBytes(32))

interface Wishes {
  slug?: string
  comments?: CommentRule
  limits?: Partial<SigningLimits>
}

/** An open campaign with a text in English alone and nothing else, for tests of what happens to signatures. */
export const createCampaign = async (db: Db, vault: Vault, wishes: Wishes = {}): Promise<Campaign> => {
  const slug = wishes.slug ?? `campaign-${newId()}`
  const [organiserId, campaignId] = [newId(), newId()]
  const limits = { network_hour: 10_000, domain_hour: 10_000, campaign_minute: 100_000, ...wishes.limits }
  const organiser = {
    id: organiserId,
    slug,
    name: JSON.stringify({ en: 'Team', ru: 'Команда' }),
    email: 'a@team.example',
  }
  await db.insertInto('organisers').values(organiser).execute()
  await db
    .insertInto('campaigns')
    .values({
      id: campaignId,
      slug,
      kind: 'petition',
      state: 'open',
      organiser_id: organiserId,
      country: 'KZ',
      goal: 100,
      opened_on: '2026-03-02',
      comments: wishes.comments ?? 'after-rules',
      facts: JSON.stringify({}),
      limits: JSON.stringify(limits),
      data_key: vault.newDataKey(),
    })
    .execute()
  await db
    .insertInto('campaign_texts')
    .values({
      campaign_id: campaignId,
      locale: 'en',
      title: 'A fair title',
      summary: 'A fair summary',
      call_to_action: 'Please sign',
      body: 'A fair text',
      brief: JSON.stringify([]),
    })
    .execute()
  const campaign = await findCampaign(db, slug)
  if (!campaign) throw new Error('The campaign is not there')
  return campaign
}
