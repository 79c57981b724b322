import type { Locale } from '../../server/i18n/index.ts'
import type { Site } from '../../server/render/page.ts'
import { campaignSamples } from './campaign-samples.ts'
import { letterSamples } from './letter-samples.ts'
import { officeSamples } from './office-samples.ts'
import { supporterSamples } from './supporter-samples.ts'

/** Every page of the site in every state that looks different, by name, as functions that render it. */
export const allSamples = async (site: Site, locale: Locale) => ({
  ...(await campaignSamples(site, locale)),
  ...(await supporterSamples(site, locale)),
  ...(await letterSamples(site, locale)),
  ...(await officeSamples(site, locale)),
})
