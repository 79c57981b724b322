import { formatMoment, formatNumber, type Locale, type Translate, translator } from '../../i18n/index.ts'
import type { FormState } from '../../web/form.ts'
import { type Decision, type HeldLetter, mayHaveArrived } from './held-letters.ts'
import { messageIdOf } from './outgoing-letter.ts'
import type { HeldItem, heldPage } from './pages.ts'

type HeldModel = NonNullable<(typeof heldPage)['model']>

interface Reader {
  locale: Locale
  timeZone: string
}

/** Letters that wait for a check, a line each. at: the address of the campaign's dispatch. */
export const heldItems = ({ locale, timeZone }: Reader, at: string, letters: HeldLetter[]): HeldItem[] => {
  const t = translator(locale)
  return letters.map((letter) => ({
    url: `${at}/letters/${letter.id}`,
    office: officeOf(locale, letter),
    mailbox: mailboxOf(letter),
    since: t('dispatch.held.sinceThen', { since: formatMoment(locale, letter.since, timeZone) }),
    known: t(`dispatch.held.known.${reasonOf(letter)}.brief`),
  }))
}

interface Options extends Reader {
  at: string
  letter: HeldLetter
  mailFrom: string
  refused: FormState | undefined
}

/** One of them: what is known, and what may be decided, each with what it brings. */
export const heldView = ({ locale, timeZone, at, letter, mailFrom, refused }: Options): HeldModel => {
  const t = translator(locale)
  const [error] = refused?.errors ?? []
  const words = error ? t(error.message) : ''
  return {
    known: t(`dispatch.held.known.${reasonOf(letter)}.words`, { count: letter.attempts }),
    facts: [
      { label: t('dispatch.held.office'), value: officeOf(locale, letter) },
      { label: t('dispatch.held.mailbox'), value: mailboxOf(letter) || t('dispatch.held.noMailbox') },
      { label: t('dispatch.held.since'), value: formatMoment(locale, letter.since, timeZone) },
      { label: t('dispatch.held.attempts'), value: formatNumber(letter.attempts) },
      ...(mayHaveArrived(letter) ? [{ label: 'Message-ID', value: messageIdOf(letter.id, mailFrom) }] : []),
    ],
    choices: choicesFor(letter).map((value, index) => ({
      id: index === 0 ? 'decision' : `decision-${value}`,
      value,
      ...choiceWords(t, letter, value),
    })),
    error: words,
    problems: words ? [{ field: 'decision', words }] : [],
    action: `${at}/letters/${letter.id}`,
    backUrl: at,
  }
}

const choicesFor = (letter: HeldLetter): Decision[] =>
  mayHaveArrived(letter) ? ['again', 'arrived', 'drop'] : ['again', 'drop']

const choiceWords = (t: Translate, letter: HeldLetter, decision: Decision) => {
  if (decision === 'arrived') {
    const hint = letter.dispatch_tester === null ? t('dispatch.held.arrivedHint') : t('dispatch.held.arrivedTest')
    return { words: t('dispatch.held.arrived'), hint }
  }
  if (decision === 'drop') return { words: t('dispatch.held.drop'), hint: t('dispatch.held.dropHint') }
  return mayHaveArrived(letter)
    ? { words: t('dispatch.held.againUnknown'), hint: t('dispatch.held.againUnknownHint') }
    : { words: t('dispatch.held.again'), hint: t('dispatch.held.againHint') }
}

const reasons = ['outcome-unknown', 'not-taken', 'no-channel'] as const

/** Why it is held, as far as there are words for it. */
const reasonOf = ({ reason }: HeldLetter) => reasons.find((one) => one === reason) ?? ('other' as const)

const officeOf = (locale: Locale, { name }: HeldLetter) => (locale === 'ru' ? name.ru.nominative : name.en)

/** Where it was to go: to the tester where the campaign tests. Empty where no mailbox was chosen, or it is gone. */
const mailboxOf = ({ dispatch_tester, mailbox }: HeldLetter) => dispatch_tester ?? mailbox ?? ''
