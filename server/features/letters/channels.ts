import type { Locale } from '../../i18n/index.ts'
import type { Addressee, Channel } from '../campaigns/index.ts'
import { isWorking } from '../officials/index.ts'

/** Why a channel is not for this letter; null where it is. */
export type Refusal = 'not-working' | 'residents-only' | 'other-language' | null

export interface OfferedChannel {
  channel: Channel
  refusal: Refusal
}

/** Every channel of an addressee in its order, told apart by whether this sender may use it for this letter. */
export const channelsFor = (
  { channels }: Addressee,
  { resident, language }: { resident: boolean; language: Locale },
): OfferedChannel[] => channels.map((channel) => ({ channel, refusal: refusalOf(channel, resident, language) }))

const refusalOf = (channel: Channel, resident: boolean, language: Locale): Refusal => {
  const { residentsOnly, languages } = channel
  if (!isWorking(channel)) return 'not-working'
  if (residentsOnly && !resident) return 'residents-only'
  return languages.includes(language) ? null : 'other-language'
}

/** The mail address that a draft goes to; undefined where this sender has no mail channel to this addressee. */
export const mailAddressFor = (addressee: Addressee, sender: { resident: boolean; language: Locale }) =>
  channelsFor(addressee, sender).find(({ channel, refusal }) => refusal === null && channel.kind === 'email')?.channel
    .address[sender.language]
