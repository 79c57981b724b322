import { showCampaign } from '../../server/features/signatures/campaign-view.ts'
import type { Locale } from '../../server/i18n/index.ts'
import type { Site } from '../../server/render/page.ts'
import { now, readLive } from './campaign-samples.ts'
import { campaignFrom, readDemo } from './demo-campaign.ts'

const counts = { pending: 0, held: 0, confirmed: 96, withdrawn: 0, refused: 0 }

/** The pages of a statement in one language and of a declaration in both. */
export const signatorySamples = async (site: Site, locale: Locale): Promise<Record<string, () => Promise<string>>> => {
  const petition = await readLive()
  const live = async (name: string) => ({
    ...petition,
    campaign: campaignFrom(await readDemo(name)),
    counts,
    newest: [],
    comments: [],
  })
  const statement = await live('kazakhstan-january-2022')
  const declaration = await live('kazakhstan-shooting-order')
  return {
    statement: () => showCampaign(site, locale, statement, now),
    declaration: () => showCampaign(site, locale, declaration, now),
  }
}
