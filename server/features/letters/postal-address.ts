import type { Locale } from '../../i18n/index.ts'
import type { Addressee } from '../campaigns/index.ts'
import { channelsFor } from './channels.ts'
import { bindSpaces } from './typography.ts'

/** The address that a printed letter goes to by post; empty where this addressee takes none from this sender. */
export const postalAddressFor = (addressee: Addressee, sender: { resident: boolean; language: Locale }): string => {
  const post = channelsFor(addressee, sender).find(
    ({ channel, refusal }) => refusal === null && channel.kind === 'post',
  )
  return bindSpaces(sender.language, post?.channel.address[sender.language] ?? '')
}
