import { formatPartialDate, type Locale, translator } from '../../i18n/index.ts'
import type { FormState } from '../../web/form.ts'
import {
  answerKinds,
  type findNextOffice,
  type listOffices,
  officeChoices,
  type WaitingAnswer,
} from '../sendings/index.ts'
import { ELSEWHERE } from './answer-form.ts'
import { problemLinks } from './moderation-view.ts'
import type { answerPage } from './pages.ts'

type AnswerModel = NonNullable<(typeof answerPage)['model']>

interface Redaction {
  campaign: string
  answer: Pick<WaitingAnswer, 'id' | 'kind' | 'received_on' | 'locale' | 'office_name' | 'file_type'>
  text: string
  proposed: string
  /** The office where the letter is followed, once it was passed on. */
  followed: Awaited<ReturnType<typeof findNextOffice>>
  offices: Awaited<ReturnType<typeof listOffices>>
  /** What was typed and what is wrong with it. */
  refused: FormState | undefined
}

/** An answer as it came, and the form by which it is shown. */
export const answerView = (
  locale: Locale,
  { campaign, answer, text, proposed, followed, offices, refused }: Redaction,
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
    office: nameIn(locale, answer.office_name),
    facts: [t('moderation.answers.received', { date: formatPartialDate(locale, answer.received_on) })],
    queueUrl: `/desk/campaigns/${campaign}/moderation/answers`,
    problems: problemLinks(locale, refused?.errors ?? []),
    received: text,
    lang: answer.locale,
    action,
    text: typed('text') ?? proposed,
    textError: error('text'),
    kinds: answerKinds.map((value) => ({ value, words: t(`sendings.kind.${value}`), chosen: value === kind })),
    kindError: error('kind'),
    followed: followed ? t('moderation.answers.followed', { office: nameIn(locale, followed.name) }) : '',
    offices: [
      { value: '', label: t('moderation.answers.chooseOffice') },
      { value: ELSEWHERE, label: t('moderation.answers.elsewhere') },
      ...officeChoices(locale, offices),
    ].map((office) => ({ ...office, chosen: office.value === (typed('forwarded_to') ?? '') })),
    forwardedToError: error('forwarded_to'),
    forwardedOn: typed('forwarded_on') ?? answer.received_on,
    forwardedOnError: error('forwarded_on'),
    fileUrl: answer.file_type ? `${action}/file` : '',
    fileError: error('file'),
  }
}

const nameIn = (locale: Locale, name: WaitingAnswer['office_name']) => (locale === 'ru' ? name.ru.nominative : name.en)
