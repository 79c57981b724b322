import { formatNumber, type Locale, type Translate, translator } from '../../i18n/index.ts'
import type { Channel } from '../campaigns/index.ts'
import { channelCopies } from './channel-copies.ts'
import type { OfferedChannel } from './channels.ts'
import type { LetterForm } from './forms.ts'
import type { Letter } from './letter.ts'
import { messageText, wholeText } from './letter-text.ts'
import { gmailLink, MAX_LINK, mailLink, outlookLink } from './links.ts'
import type { ChannelView } from './pages.ts'

/** A letter that is to go by a channel, the form that it was made from, and what tells the channel from others. */
interface Outgoing {
  letter: Letter
  form: LetterForm
  id: string
}

/** A way to reach the addressee, in the reader's language; with a letter, also whether and how that letter fits it. */
export const channelView = (locale: Locale, { channel, refusal }: OfferedChannel, outgoing?: Outgoing): ChannelView => {
  const t = translator(locale)
  const open = refusal === null
  const address = channel.address[outgoing?.letter.locale ?? locale]
  const going = open ? outgoing : undefined
  return {
    kind: t(`letters.channel.${channel.kind}`),
    address,
    href: open && /^https?:\/\//.test(address) ? address : '',
    isEmail: channel.kind === 'email',
    isPost: channel.kind === 'post',
    isComment: channel.kind === 'public-comment',
    note: channel.note[locale] ?? '',
    exposes: channel.exposes.map((each) => t(`letters.exposes.${each}`)),
    refusal: refusal ? t(`letters.refusal.${refusal}`) : '',
    ...(going && channel.kind === 'email' ? links(t, address, going.letter) : noLinks),
    ...(going ? measure(t, channel, going.letter) : unmeasured),
    ...(going ? channelCopies(t, channel, going.letter, going.form, going.id) : noCopies),
  }
}

const noLinks = { mailto: '', gmail: '', outlook: '', noLinks: '' }
const unmeasured = { length: '', tooLong: false }
const noCopies = { copies: [], noComment: '' }

/** Whole letter or no link: one that a program cuts off would send half a letter. */
const links = (t: Translate, address: string, letter: Letter) => {
  const text = wholeText(letter)
  const [mailto, gmail, outlook] = [mailLink, gmailLink, outlookLink].map((link) => link(address, letter.subject, text))
  const length = Math.max(gmail?.length ?? 0, outlook?.length ?? 0)
  const words = { length: formatNumber(length), max: formatNumber(MAX_LINK) }
  return {
    mailto: mailto?.url ?? '',
    gmail: gmail?.url ?? '',
    outlook: outlook?.url ?? '',
    noLinks: gmail?.url || outlook?.url ? '' : t('outputs.mail.tooLong', words),
  }
}

/** How long the letter is for the channel; a comment is measured by its own short text. */
const measure = (t: Translate, { kind, maxLength }: Channel, letter: Letter) => {
  if (maxLength === null || kind === 'public-comment') return unmeasured
  const length = [...messageText(letter)].length
  return {
    length: t('letters.length', { count: length, length: formatNumber(length), max: formatNumber(maxLength) }),
    tooLong: length > maxLength,
  }
}
