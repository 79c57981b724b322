import { formatNumber, type Translate } from '../../i18n/index.ts'
import type { Channel } from '../campaigns/index.ts'
import { commentText } from './comment-text.ts'
import { wholeAddress } from './compose.ts'
import type { LetterForm } from './forms.ts'
import type { Letter } from './letter.ts'
import { messageText } from './letter-text.ts'
import type { CopyField } from './pages.ts'

/** What of a letter goes into a channel's own form, and what stands there where nothing can. */
export interface ChannelCopies {
  copies: CopyField[]
  /** Why there is no text for a comment; empty where there is one, or none is wanted. */
  noComment: string
}

/**
 * The letter as a channel takes it: the fields of an online reception one by one with the text counted against its
 * limit, a short text for public comments. Nothing for mail, post and telephone. `id` keeps the fields of several
 * channels apart on one page.
 */
export const channelCopies = (
  t: Translate,
  { kind, maxLength }: Channel,
  letter: Letter,
  form: LetterForm,
  id: string,
): ChannelCopies => {
  if (kind === 'online-reception') return { copies: receptionFields(t, maxLength, letter, form, id), noComment: '' }
  if (kind !== 'public-comment') return { copies: [], noComment: '' }
  const text = commentText(letter, maxLength ?? Number.POSITIVE_INFINITY)
  if (text === undefined) return { copies: [], noComment: t('outputs.comment.none') }
  return { copies: [copyField(t, `${id}-comment`, t('outputs.comment.label'), text, maxLength)], noComment: '' }
}

const receptionFields = (t: Translate, max: number | null, letter: Letter, form: LetterForm, id: string) => {
  const fields = [
    ['name', form.name],
    ['address', wholeAddress(letter.locale, form.address, form.city)],
    ['phone', form.phone],
    ['email', form.email],
    ['subject', letter.subject],
    ['message', messageText(letter)],
  ] as const
  return fields
    .filter(([, text]) => text !== '')
    .map(([name, text]) =>
      copyField(t, `${id}-${name}`, t(`letters.copy.${name}`), text, name === 'message' ? max : null),
    )
}

/** A text to copy; with a limit, how long it is for that. */
export const copyField = (
  t: Translate,
  id: string,
  label: string,
  text: string,
  max: number | null = null,
): CopyField => ({
  id,
  label,
  text,
  rows: Math.min(12, text.split('\n').length),
  count: max === null ? '' : t('letters.length', lengthOf(text.length, max)),
  over: max !== null && text.length > max,
})

const lengthOf = (length: number, max: number) => ({
  count: length,
  length: formatNumber(length),
  max: formatNumber(max),
})
