import { formatDate, type Locale, translator } from '../../i18n/index.ts'
import { documentPdf } from '../../render/document/document-pdf.ts'
import { type Campaign, kindAndAddressees, publicOrganiser, textIn } from '../campaigns/index.ts'
import { openDocument } from './open-document.ts'
import { statesByKey, stateView } from './state-view.ts'
import { mayShow, type Submission, saidIn } from './submission.ts'

/**
 * The document as a PDF, whole in the language that it has for this reader; undefined where there is none. Names that
 * may not be shown are left out as on the page.
 */
export const printDocument = (
  campaign: Campaign,
  submission: Submission,
  locale: Locale,
  publicUrl: string,
): Promise<Buffer> | undefined => {
  const open = openDocument(submission, locale)
  if (!open) return undefined
  const { document, lang } = open
  const t = translator(lang)
  const { text } = textIn(campaign, lang)
  const states = statesByKey(submission.states)
  const shown = submission.cases.filter(mayShow)
  const names = new Set(shown.map(({ key }) => key))
  const organiser = publicOrganiser(campaign, lang)
  return documentPdf({
    document,
    lang,
    title: text.title,
    kicker: kindAndAddressees(campaign, lang),
    summary: text.summary,
    imprint: [
      ...(organiser ? [organiser.name, organiser.email] : []),
      `${publicUrl}/${lang}/campaigns/${campaign.slug}`,
    ],
    running: { left: text.title, right: organiser?.name ?? '' },
    day: campaign.openedOn,
    words: {
      contents: t('submissions.contents'),
      example: t('submissions.example'),
      withheldName: t('submissions.withheld.name'),
      withheldExample: t('submissions.withheld.example'),
      cases: t('submissions.cases'),
    },
    mayName: (key) => names.has(key),
    stateOf: (key) => {
      const latest = states.get(key)?.at(-1)
      if (!latest) return ''
      const { words, who } = stateView(lang, latest)
      return t('submissions.stateLine', { state: words, who: who.words, date: formatDate(lang, new Date(latest.on)) })
    },
    cases: shown.map((one) => ({
      name: saidIn(one.names, lang)?.words ?? one.key,
      status: saidIn(one.status, lang)?.words ?? '',
    })),
  })
}
