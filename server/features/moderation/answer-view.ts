import { formatPartialDate, type Locale, translator } from '../../i18n/index.ts'
import type { FormState } from '../../web/form.ts'
import type { WaitingAnswer } from '../sendings/index.ts'
import { answerKindChoices } from './forms.ts'
import { problemLinks } from './moderation-view.ts'
import type { answerPage } from './pages.ts'

type AnswerModel = NonNullable<(typeof answerPage)['model']>

/** An answer as it came, and the form by which it is shown; refused: what was typed and what is wrong with it. */
export const answerView = (
  locale: Locale,
  campaign: string,
  answer: Pick<WaitingAnswer, 'id' | 'kind' | 'received_on' | 'locale' | 'office_name' | 'file_type'>,
  { text, proposed }: { text: string; proposed: string },
  refused?: FormState,
): AnswerModel => {
  const t = translator(locale)
  const action = `/desk/campaigns/${campaign}/moderation/answers/${answer.id}`
  const typed = (field: string) => {
    const value = refused?.values[field]
    return typeof value === 'string' ? value : undefined
  }
  const error = (field: string) => {
    const found = refused?.errors.find((one) => one.field === field)
    return found ? t(found.message, found.values) : ''
  }
  const kind = refused ? typed('kind') : answer.kind
  return {
    office: locale === 'ru' ? answer.office_name.ru.nominative : answer.office_name.en,
    facts: [t('moderation.answers.received', { date: formatPartialDate(locale, answer.received_on) })],
    queueUrl: `/desk/campaigns/${campaign}/moderation/answers`,
    problems: problemLinks(locale, refused?.errors ?? []),
    received: text,
    lang: answer.locale,
    action,
    text: typed('text') ?? proposed,
    textError: error('text'),
    kinds: answerKindChoices.map((value) => ({ value, words: t(`sendings.kind.${value}`), chosen: value === kind })),
    kindError: error('kind'),
    fileUrl: answer.file_type ? `${action}/file` : '',
    fileError: error('file'),
  }
}
