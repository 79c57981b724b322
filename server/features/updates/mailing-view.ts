import { formatMoment, formatNumber, type Locale, locales, translator } from '../../i18n/index.ts'
import { atLeast } from '../sendings/index.ts'
import type { Tallied } from '../signatures/index.ts'
import { tens, updatesUrl } from './desk-view.ts'
import type { Mailing, Update } from './queries.ts'

interface MailingState {
  slug: string
  ui: Locale
  timeZone: string
  update: Update
  mailing: Mailing | undefined
  tallied: Tallied
  email: string
  tested: boolean
  /** The tick that says that the test was read is missing. */
  refused: boolean
}

const figures = ['queued', 'waiting', 'sent', 'failed', 'dropped'] as const

/** How many would get it, in words that tell of nobody: rounded down to tens, none below ten. */
const readersWords = (ui: Locale, { tally }: Tallied) => {
  const t = translator(ui)
  const least = atLeast([...tally.updates.values()].reduce((sum, count) => sum + count, 0))
  return least === null ? t('updates.mail.readersFew') : t('updates.mail.readers', { number: formatNumber(least) })
}

/** The step from the timeline to mailboxes: a test, the number of readers, the deed; then how far it is. */
export const mailingModel = ({
  slug,
  ui,
  timeZone,
  update,
  mailing,
  tallied,
  email,
  tested,
  refused,
}: MailingState) => {
  const t = translator(ui)
  const at = `${updatesUrl(slug)}/${update.id}`
  const text = update.texts.find(({ locale }) => locale === ui) ?? update.texts[0]
  const words = t('updates.mail.errors.agree')
  const missing = locales.some((locale) => !update.texts.some((one) => one.locale === locale))
  return {
    updateUrl: at,
    updateTitle: text?.title ?? t('updates.desk.untitled'),
    updateLang: text?.locale ?? ui,
    problems: refused ? [{ field: 'agree', words }] : [],
    agreeError: refused ? words : '',
    ready: update.state === 'posted' && !mailing,
    posted: update.state === 'posted',
    readers: readersWords(ui, tallied),
    readersNote: tallied.counting ? t('updates.mail.counting') : '',
    languageNote: t('updates.mail.language', { missing: missing ? t('updates.mail.languageMissing') : '' }).trim(),
    test: `${at}/test`,
    testTo: t('updates.mail.test', { email }),
    tested,
    action: `${at}/mail`,
    progress: mailing
      ? {
          state: t(`updates.mail.state.${mailing.state}`),
          since: t('updates.mail.since', { date: formatMoment(ui, mailing.startedAt, timeZone) }),
          figures: figures.map((figure) => ({
            label: t(`updates.mail.figures.${figure}`),
            value: tens(mailing[figure]),
          })),
          stop: mailing.state === 'feeding' || mailing.waiting > 0 ? `${at}/mail/end` : '',
        }
      : null,
  }
}
