import type { Locale } from '../../i18n/index.ts'
import type { Addressee } from '../campaigns/index.ts'
import { channelsFor, type OfferedChannel } from './channels.ts'

export interface NamedChannel extends OfferedChannel {
  /** Its name in the form: its kind, numbered where the addressee has several. */
  key: string
}

/** The addressee's channels as this sender finds them, each by the name that the form calls it. */
export const namedChannels = (
  addressee: Addressee,
  { resident, language }: { resident: boolean; language: Locale },
): NamedChannel[] => {
  const seen = new Map<string, number>()
  return channelsFor(addressee, { resident, language }).map((offered) => {
    const { kind } = offered.channel
    const times = (seen.get(kind) ?? 0) + 1
    seen.set(kind, times)
    return { ...offered, key: times === 1 ? kind : `${kind}-${times}` }
  })
}

/** The channel that the letter is written for: the one chosen, where it is open to this sender, else the first open. */
export const chosenChannel = (
  addressee: Addressee,
  form: { resident: boolean; language: Locale; channel: string },
): NamedChannel | undefined => {
  const open = namedChannels(addressee, form).filter(({ refusal }) => refusal === null)
  return open.find(({ key }) => key === form.channel) ?? open[0]
}
