import { showCampaign } from '../../server/features/signatures/campaign-view.ts'
import { findCase, showCase } from '../../server/features/submissions/case-view.ts'
import type { Submission } from '../../server/features/submissions/index.ts'
import { openDocument } from '../../server/features/submissions/open-document.ts'
import { showRecommendations } from '../../server/features/submissions/recommendations-view.ts'
import type { Locale } from '../../server/i18n/index.ts'
import type { Site } from '../../server/render/page.ts'
import { now, readLive } from './campaign-samples.ts'
import { campaignFrom, readDemo } from './demo-campaign.ts'

export const readSubmission = async () => {
  const folder = await readDemo('kazakhstan-periodic-review')
  const submission: Submission = {
    documents: folder.documents,
    cases: folder.cases ?? [],
    states: folder.recommendations ?? [],
  }
  return { campaign: campaignFrom(folder), submission }
}

/** A document of topics with its cases and recommendations, by name. */
export const submissionSamples = async (site: Site, locale: Locale): Promise<Record<string, () => Promise<string>>> => {
  const { campaign, submission } = await readSubmission()
  const live = { ...(await readLive()), campaign, submission }
  const open = openDocument(submission, locale)
  const entry = findCase(submission, 'kozlov')
  if (!open || !entry) throw new Error('The demo has a document and a case')
  return {
    submission: () => showCampaign(site, locale, live, now),
    'submission-case': () => showCase(site, locale, campaign, submission, entry),
    'submission-recommendations': () => showRecommendations(site, locale, campaign, submission, open, 'all'),
  }
}
