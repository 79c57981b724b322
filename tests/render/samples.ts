import type { Locale } from '../../server/i18n/index.ts'
import type { Site } from '../../server/render/page.ts'
import { accountSamples } from './account-samples.ts'
import { campaignSamples } from './campaign-samples.ts'
import { dispatchSamples } from './dispatch-samples.ts'
import { editorSamples } from './editor-samples.ts'
import { exchangeSamples } from './exchange-samples.ts'
import { letterSamples } from './letter-samples.ts'
import { moderationSamples } from './moderation-samples.ts'
import { officeSamples } from './office-samples.ts'
import { peopleSamples } from './people-samples.ts'
import { publishingSamples } from './publishing-samples.ts'
import { sendingSamples } from './sending-samples.ts'
import { signatorySamples } from './signatory-samples.ts'
import { submissionDeskSamples } from './submission-desk-samples.ts'
import { submissionSamples } from './submission-samples.ts'
import { supporterSamples } from './supporter-samples.ts'
import { updateSamples } from './update-samples.ts'
import { writingSamples } from './writing-samples.ts'

/** Every page of the site in every state that looks different, by name, as functions that render it. */
export const allSamples = async (site: Site, locale: Locale): Promise<Record<string, () => Promise<string>>> => ({
  ...(await campaignSamples(site, locale)),
  ...(await supporterSamples(site, locale)),
  ...(await submissionSamples(site, locale)),
  ...(await submissionDeskSamples(site, locale)),
  ...(await signatorySamples(site, locale)),
  ...(await editorSamples(site, locale)),
  ...(await publishingSamples(site, locale)),
  ...(await letterSamples(site, locale)),
  ...(await officeSamples(site, locale)),
  ...(await sendingSamples(site, locale)),
  ...(await writingSamples(site, locale)),
  ...(await dispatchSamples(site, locale)),
  ...(await updateSamples(site, locale)),
  ...exchangeSamples(site, locale),
  ...moderationSamples(site, locale),
  ...peopleSamples(site, locale),
  ...accountSamples(site, locale),
})
