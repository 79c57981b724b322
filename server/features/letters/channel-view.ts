import { formatNumber, type Locale, type Translate, translator } from '../../i18n/index.ts'
import type { Channel } from '../campaigns/index.ts'
import type { OfferedChannel } from './channels.ts'
import type { Letter } from './letter.ts'
import { messageText, wholeText } from './letter-text.ts'
import { mailLink } from './links.ts'
import type { ChannelView } from './pages.ts'

/** A way to reach the addressee, in the reader's language; with a letter, also whether and how that letter fits it. */
export const channelView = (locale: Locale, { channel, refusal }: OfferedChannel, letter?: Letter): ChannelView => {
  const t = translator(locale)
  const open = refusal === null
  const address = channel.address[letter?.locale ?? locale]
  const link = letter && open && channel.kind === 'email' ? mailLink(address, letter.subject, wholeText(letter)) : null
  const measured = letter && open ? measure(t, channel, letter) : { length: '', tooLong: false }
  return {
    kind: t(`letters.channel.${channel.kind}`),
    address,
    href: open && /^https?:\/\//.test(address) ? address : '',
    mailto: link?.url ?? '',
    isEmail: channel.kind === 'email',
    isPost: channel.kind === 'post',
    note: channel.note[locale] ?? '',
    exposes: channel.exposes.map((each) => t(`letters.exposes.${each}`)),
    refusal: refusal ? t(`letters.refusal.${refusal}`) : '',
    ...measured,
  }
}

const measure = (t: Translate, { maxLength }: Channel, letter: Letter) => {
  if (maxLength === null) return { length: '', tooLong: false }
  const length = [...messageText(letter)].length
  return {
    length: t('letters.length', { length: formatNumber(length), max: formatNumber(maxLength) }),
    tooLong: length > maxLength,
  }
}
