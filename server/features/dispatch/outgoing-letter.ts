import { translator } from '../../i18n/index.ts'
import { addressParts, type OutgoingLetter } from '../../mail/index.ts'
import type { Vault } from '../privacy/index.ts'
import { openSending, openWriter } from '../sendings/index.ts'
import type { StoredLetter } from './queries.ts'
import type { TakenLetter } from './take-letters.ts'
import { bounceAddress, replyAddress } from './tracked-addresses.ts'

export interface Post {
  vault: Vault
  /** Our own address, alone or with a name. */
  mailFrom: string
  /** Where mail to letters is received; undefined: answers go to the writer, and failures to mailFrom. */
  inboundDomain: string | undefined
}

/** By what a mail server's log knows a letter. */
export const messageIdOf = (sendingId: string, mailFrom: string): string => {
  const { address } = addressParts(mailFrom)
  return `<${sendingId}@${address.slice(address.lastIndexOf('@') + 1)}>`
}

/**
 * The letter as it leaves: from our own domain in the writer's name, answers to the writer or to an address that finds
 * the letter again. In test mode it goes to the tester and says on top to whom it would have gone.
 */
export const outgoingLetter = (
  { vault, mailFrom, inboundDomain }: Post,
  stored: StoredLetter,
  { address, tester }: Pick<TakenLetter, 'address' | 'tester'>,
  date: Date,
): OutgoingLetter => {
  const t = translator(stored.locale)
  const campaign = { id: stored.campaign_id, dataKey: stored.data_key }
  const { letter } = openSending(vault, campaign, stored.id, stored.sealed)
  if (!letter) throw new Error('The letter has no text')
  const writer = openWriter(vault, campaign, stored.writer_id, stored.writer_sealed)
  const own = addressParts(mailFrom)
  const name = t('dispatch.letter.from', { name: writer.name, site: own.name || t('site.name') })
  return {
    messageId: messageIdOf(stored.id, mailFrom),
    from: { name, address: own.address },
    replyTo: inboundDomain ? replyAddress(vault, stored.id, inboundDomain) : writer.email,
    returnPath: inboundDomain ? bounceAddress(vault, stored.id, inboundDomain) : own.address,
    subject: letter.subject,
    date,
    ...(tester === null
      ? { to: address, text: letter.text }
      : { to: tester, text: `${t('dispatch.letter.test', { address })}\n\n${letter.text}`, meantFor: address }),
  }
}
