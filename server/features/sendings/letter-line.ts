import { formatPartialDate, type Locale, type Translate, translator } from '../../i18n/index.ts'
import type { Vault } from '../privacy/index.ts'
import { officeName } from './board-view.ts'
import { clockOf } from './letter-clock.ts'
import type { LetterLine } from './pages.ts'
import type { StoredLetter, StoredWriter } from './queries.ts'
import { openSending } from './sealed-writer.ts'
import { waitingStates } from './states.ts'

/** Somebody at their private page. */
export interface Writing {
  token: string
  writer: StoredWriter
  /** Of the day in UTC, YYYY-MM-DD. */
  today: string
}

export const campaignKey = ({ campaign_id, data_key }: StoredWriter) => ({ id: campaign_id, dataKey: data_key })

export const isOverdue = ({ state, due_on }: StoredLetter, today: string) =>
  due_on !== null && due_on < today && waitingStates.includes(state)

/** Past its day, or where no law sets one, past the day on which it is reasonable to ask again. */
export const mayFollowUp = (letter: StoredLetter, today: string) => {
  const askAgain = letter.due_on ?? clockOf(letter)?.dueOn
  return waitingStates.includes(letter.state) && askAgain !== undefined && askAgain < today
}

export const writingPath = (token: string) => `/writing/${token}`

/** A letter in the writer's list: to whom, how far, what comes next. */
export const letterLine = (
  vault: Vault,
  locale: Locale,
  { token, writer, today }: Writing,
  letter: StoredLetter,
): LetterLine => {
  const t = translator(locale)
  const overdue = isOverdue(letter, today)
  const { number } = openSending(vault, campaignKey(writer), letter.id, letter.sealed)
  return {
    office: officeName(locale, letter.office),
    holder: letter.holder?.[locale] ?? '',
    state: t(overdue ? 'sendings.state.overdue' : `sendings.state.${letter.state}`),
    overdue,
    next: nextStep(t, letter, overdue),
    url: `/${locale}${writingPath(token)}/letters/${letter.id}`,
    facts: [
      ...(letter.parent_id ? [{ label: t('sendings.facts.how'), value: t('sendings.facts.forwarded') }] : []),
      ...(letter.state === 'drafted'
        ? []
        : [{ label: t('sendings.facts.channel'), value: t(`letters.channel.${letter.channel}`) }]),
      ...days(t, locale, letter),
      ...(number ? [{ label: t('sendings.facts.number'), value: number }] : []),
    ],
  }
}

const nextStep = (t: Translate, letter: StoredLetter, overdue: boolean) => {
  if (overdue) return t('sendings.next.overdue')
  if (letter.state === 'answered') {
    const waits = letter.answers.some(({ state }) => state === 'waiting')
    return t(waits ? 'sendings.next.answerWaits' : 'sendings.next.answered')
  }
  return t(`sendings.next.${letter.state}`)
}

const days = (t: Translate, locale: Locale, letter: StoredLetter) => {
  const { sent_on, registered_on, due_on, answered_on } = letter
  const askAgain = due_on === null && waitingStates.includes(letter.state) ? clockOf(letter)?.dueOn : null
  const known = [
    ['sendings.facts.sentOn', sent_on],
    ['sendings.facts.registeredOn', registered_on],
    ['sendings.facts.dueOn', due_on],
    ['sendings.facts.askOn', askAgain],
    ['sendings.facts.answeredOn', answered_on],
  ] as const
  return known.flatMap(([label, day]) => (day ? [{ label: t(label), value: formatPartialDate(locale, day) }] : []))
}
