import { formatPartialDate, type Locale, translator } from '../../i18n/index.ts'
import type { Vault } from '../privacy/index.ts'
import { openSending, openWriter, writerToken } from '../sendings/index.ts'
import { isConfirmable } from './confirm-letter.ts'
import type { LetterStateModel } from './pages.ts'
import type { StoredLetter } from './queries.ts'

interface Shown {
  letter: StoredLetter
  token: string
  /** The office's address; undefined where no channel takes the letter now. */
  address: string | undefined
  /** Whether answers come to an address of ours. */
  tracked: boolean
  now: Date
}

/** The page behind the link in the mail, by where the letter stands. */
export const letterStateView = (vault: Vault, locale: Locale, shown: Shown): LetterStateModel => {
  const { letter, token, now } = shown
  const action = `/${locale}/dispatch/${token}`
  if (isConfirmable(letter, now)) return readyView(vault, locale, shown, action)

  const t = translator(locale)
  const model = { ready: false, facts: [], text: '', lang: letter.locale, action: '', cancelAction: '' }
  if (letter.state === 'drafted') {
    const url = `/${locale}/campaigns/${letter.slug}/letters/${letter.addressee}`
    const words = [t('dispatch.confirmation.expired')]
    const link = [{ url, words: t('dispatch.confirmation.toComposer') }]
    return { ...model, title: t('dispatch.confirmation.expiredTitle'), words, link }
  }
  const link = [
    { url: `/${locale}/writing/${writerToken(vault, letter.writer_id)}`, words: t('dispatch.progress.myLetters') },
  ]
  const cancelAction = letter.state === 'queued' ? `${action}/cancellation` : ''
  return { ...model, ...progress(locale, letter), cancelAction, link }
}

const readyView = (vault: Vault, locale: Locale, shown: Shown, action: string): LetterStateModel => {
  const { letter, address, tracked } = shown
  const t = translator(locale)
  const campaign = { id: letter.campaign_id, dataKey: letter.data_key }
  const { name, email } = openWriter(vault, campaign, letter.writer_id, letter.writer_sealed)
  const { subject, text } = openSending(vault, campaign, letter.id, letter.sealed).letter ?? { subject: '', text: '' }
  const office = locale === 'ru' ? letter.office.ru.nominative : letter.office.en
  return {
    ready: true,
    title: t('dispatch.confirmation.readyTitle'),
    words: [
      t('dispatch.confirmation.ready'),
      t('dispatch.confirmation.exposes'),
      ...(letter.dispatch === 'test' ? [t('dispatch.confirmation.test')] : []),
    ],
    facts: [
      { label: t('dispatch.confirmation.to'), value: address ? `${office}, ${address}` : office },
      { label: t('dispatch.confirmation.from'), value: name },
      { label: t('dispatch.confirmation.subject'), value: subject },
      {
        label: t('dispatch.confirmation.replies'),
        value: tracked ? t('dispatch.confirmation.repliesTracked') : email,
      },
    ],
    text,
    lang: letter.locale,
    action,
    cancelAction: `${action}/cancellation`,
    link: [],
  }
}

/** What is said of a letter that its writer has confirmed or stopped. */
const progress = (locale: Locale, letter: StoredLetter): Pick<LetterStateModel, 'title' | 'words'> => {
  const t = translator(locale)
  switch (letter.state) {
    case 'queued': {
      const paused = letter.dispatch_paused_at !== null || letter.dispatch === 'off'
      const words = [t('dispatch.progress.queued'), ...(paused ? [t('dispatch.progress.paused')] : [])]
      return { title: t('dispatch.progress.queuedTitle'), words }
    }
    case 'held':
      return { title: t('dispatch.progress.heldTitle'), words: [t('dispatch.progress.held')] }
    case 'bounced':
      return { title: t('dispatch.progress.bouncedTitle'), words: [t('dispatch.progress.bounced')] }
    case 'cancelled':
      return { title: t('dispatch.progress.cancelledTitle'), words: [t('dispatch.progress.cancelled')] }
    default: {
      const words = letter.sent_on
        ? [t('dispatch.progress.sent', { day: formatPartialDate(locale, letter.sent_on) })]
        : []
      return { title: t('dispatch.progress.sentTitle'), words }
    }
  }
}
