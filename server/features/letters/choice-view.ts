import { formatNumber, type Locale, translator } from '../../i18n/index.ts'
import type { Addressee } from '../campaigns/index.ts'
import { chosenChannel, namedChannels } from './channel-choice.ts'
import type { LetterForm } from './forms.ts'
import type { ComposedLetter } from './letter.ts'
import { messageText } from './letter-text.ts'
import type { ChannelChoice } from './part-models.ts'

/** The channels open to this sender, and how long the message is for the one chosen. */
export const choiceView = (
  locale: Locale,
  addressee: Addressee,
  form: LetterForm,
  letter: ComposedLetter,
): ChannelChoice => {
  const t = translator(locale)
  const chosen = chosenChannel(addressee, form)
  const length = lengthOf(messageText(letter))
  const max = chosen?.channel.maxLength ?? null
  const said = { length: formatNumber(length), max: formatNumber(max ?? 0) }
  return {
    channels: namedChannels(addressee, form)
      .filter(({ refusal }) => refusal === null)
      .map(({ key, channel }) => ({
        key,
        label: t(`letters.channel.${channel.kind}`),
        max: channel.maxLength ?? 0,
        chosen: key === chosen?.key,
      })),
    length,
    words: t(max === null ? 'letters.counter.free' : 'letters.counter.limited', said),
    tooLong: max !== null && length > max ? t('letters.counter.tooLong', { over: formatNumber(length - max) }) : '',
    fixed: length - letter.parts.reduce((sum, part) => sum + (part.locked ? 0 : fieldLength(part.text)), 0),
  }
}

const lengthOf = (text: string) => [...text].length

/** What a field's text takes in the letter, where each of its lines is a paragraph: counted the same in composer.js. */
const fieldLength = (text: string) =>
  lengthOf(
    text
      .split(/\s*\n\s*/u)
      .filter(Boolean)
      .join('\n\n'),
  )
