import type { Db } from '../../db/index.ts'
import type { Locale } from '../../i18n/index.ts'
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
    ...(signature.import_id === null ? signedHere : await findOrigin(db, signature.import_id, promised.locale)),
  })
  return { messageId: `<${promised.id}@${new URL(publicUrl).hostname}>`, to: person.email, ...text }
}

const signedHere = { source: '', team: '' }

/** Where somebody who was imported had signed, and who added them; a team that stays unnamed in public does here too. */
const findOrigin = async (db: Db, importId: string, locale: Locale) => {
  const found = await db
    .selectFrom('signature_imports')
    .innerJoin('campaigns', 'campaigns.id', 'campaign_id')
    .innerJoin('organisers', 'organisers.id', 'organiser_id')
    .select(['source', 'organisers.name', 'organiser_shown'])
    .where('signature_imports.id', '=', importId)
    .executeTakeFirst()
  return { source: found?.source ?? '', team: found?.organiser_shown ? found.name[locale] : '' }
}
