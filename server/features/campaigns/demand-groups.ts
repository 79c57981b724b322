import type { Locale } from '../../i18n/index.ts'
import type { Addressee, Campaign } from './campaign.ts'
import type { DemandGroupView } from './pages.ts'

/** The addressees whose demands stand under words of their own in this language. */
const withLead = (campaign: Campaign, lang: Locale): { addressee: Addressee; lead: string }[] =>
  campaign.addressees.flatMap((addressee) => {
    const lead = addressee.leads[lang]
    return lead ? [{ addressee, lead }] : []
  })

/** Demands as a statement puts them: under “We urge the Government to:”, in the addressees' order and each one's own. */
export const demandGroups = (campaign: Campaign, lang: Locale): DemandGroupView[] =>
  withLead(campaign, lang).map(({ addressee: { key, demands }, lead }) => ({
    key,
    lead,
    demands: demands.flatMap((demand) => {
      const text = campaign.demands.find((one) => one.key === demand)?.texts[lang]
      return text ? [text] : []
    }),
  }))

/** The keys of the demands that stand in a group, so that the rest can stand by themselves. */
export const groupedDemands = (campaign: Campaign, lang: Locale): Set<string> =>
  new Set(withLead(campaign, lang).flatMap(({ addressee }) => addressee.demands))
