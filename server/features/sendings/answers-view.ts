import { formatPartialDate, type Locale, translator } from '../../i18n/index.ts'
import type { Site } from '../../render/page.ts'
import type { Campaign } from '../campaigns/index.ts'
import { campaignLink, officeName } from './board-view.ts'
import { extensionOf } from './file-type.ts'
import { answersPage } from './pages.ts'
import type { listPublishedAnswers } from './publish-answer.ts'

/** What a campaign has been answered, after redaction. */
export const showAnswers = (
  site: Site,
  locale: Locale,
  campaign: Campaign,
  answers: Awaited<ReturnType<typeof listPublishedAnswers>>,
) => {
  const t = translator(locale)
  const path = `/campaigns/${campaign.slug}/answers`
  return site.render(
    answersPage,
    { locale, path, title: t('sendings.answers.title'), indexed: true },
    {
      campaign: campaignLink(locale, campaign),
      boardUrl: `/${locale}/campaigns/${campaign.slug}/board`,
      answers: answers.map(({ id, office, kind, received_on, public_text, public_file_type, locale: lang }) => ({
        id: `answer-${id}`,
        office: officeName(locale, office),
        kind: kind ? t(`sendings.kind.${kind}`) : '',
        day: formatPartialDate(locale, received_on),
        text: public_text ?? '',
        lang: lang ?? locale,
        fileUrl: public_file_type ? `/${locale}${path}/${id}.${extensionOf(public_file_type)}` : '',
      })),
    },
  )
}
