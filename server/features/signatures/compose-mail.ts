import type { Db } from '../../db/index.ts'
import type { Mail, PromisedMail } from '../../mail/index.ts'
import type { Vault } from '../privacy/index.ts'
import { CONFIRMABLE_DAYS } from './confirm-signatures.ts'
import { linkToken } from './private-link.ts'
import { findSealedCampaign, findSignature } from './queries.ts'
import { openPerson } from './sealed-person.ts'
import { isForSigner, mails } from './texts.ts'

interface ComposeOptions {
  db: Db
  vault: Vault
  publicUrl: string
}

/** The promised mail with its address and links, read from the signature as it is now; undefined where it is gone,
 * or where the mail is not for a signer. */
export const composeMail = async (
  { db, vault, publicUrl }: ComposeOptions,
  promised: PromisedMail,
): Promise<Mail | undefined> => {
  const { kind, slot, signature_id: id, campaign_id: campaignId } = promised
  if (!isForSigner(kind) || slot === null || id === null || campaignId === null) return undefined
  const key = { slot, id }
  const [signature, campaign] = await Promise.all([findSignature(db, key), findSealedCampaign(db, campaignId)])
  if (!signature || !campaign) return undefined

  const person = openPerson(vault, campaign, signature.address_key, signature.sealed)
  const site = `${publicUrl}/${promised.locale}`
  const text = mails[kind][promised.locale]({
    name: person.name,
    confirmUrl: `${site}/confirmations/${linkToken(vault, 'confirm', key)}`,
    myUrl: `${site}/my/${linkToken(vault, 'my', key)}`,
    days: CONFIRMABLE_DAYS,
  })
  return { messageId: `<${promised.id}@${new URL(publicUrl).hostname}>`, to: person.email, ...text }
}
