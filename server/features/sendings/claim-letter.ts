import { type Db, newId } from '../../db/index.ts'
import type { ChannelKind } from '../../db/schema.ts'
import type { Locale } from '../../i18n/index.ts'
import type { Campaign } from '../campaigns/index.ts'
import type { Vault } from '../privacy/index.ts'
import { createSending } from './create-sending.ts'
import { countWritersAt, findWriter } from './queries.ts'
import { reportSent } from './report-progress.ts'
import { unknownPerson } from './sealed-writer.ts'
import { createWriter, idFromKey } from './writers.ts'

/** Mails with a private link that one mailbox gets of one campaign in a month. */
const MAX_LINK_MAILS = 5
const MONTH = 30 * 86_400_000

export interface Claim {
  campaign: Campaign
  /** The addressee's key. */
  addressee: string
  officeId: string
  /** The form's idempotency key. */
  key: string
  locale: Locale
  /** An earlier writer's id, by their private link; undefined for somebody new. */
  writerId: string | undefined
  resident: boolean
  /** Empty where the writer keeps the private link themselves. */
  email: string
  wantsReminders: boolean
  /** Where the letter has been sent already. */
  sent?: { channel: ChannelKind; on: string }
  channel: ChannelKind
  now: Date
}

/**
 * Takes a letter on: a writer where there is none yet, a drafted letter, the mail with the private link, and where it
 * has been sent already that too; all of it or nothing, and once however often the form comes. Gives the ids.
 * A mailbox that has had its mails gets no more of them: the page that follows shows the link in any case.
 */
export const claimLetter = (db: Db, vault: Vault, claim: Claim): Promise<{ writerId: string; sendingId: string }> =>
  db.transaction().execute(async (trx) => {
    const { campaign, now } = claim
    const known = claim.writerId === undefined ? undefined : await findWriter(trx, claim.writerId)
    const writerId = known?.campaign_id === campaign.id ? known.id : await newWriter(trx, vault, claim)
    const { id, created } = await createSending(trx, {
      id: idFromKey(vault, 'sending', claim.key),
      campaignId: campaign.id,
      writerId,
      addressee: claim.addressee,
      officeId: claim.officeId,
      channel: claim.channel,
      locale: claim.locale,
      now,
    })
    if (created && claim.sent) await reportSent(trx, writerId, id, claim.sent, now)
    return { writerId, sendingId: id }
  })

const newWriter = async (db: Db, vault: Vault, claim: Claim) => {
  const { campaign, locale, resident, email, wantsReminders, now } = claim
  const mayWrite = email !== '' && (await mayMail(db, vault, campaign.id, email, now))
  const { id, created } = await createWriter(db, vault, {
    id: idFromKey(vault, 'writer', claim.key),
    campaign,
    locale,
    resident,
    person: email ? { ...unknownPerson, email, wantsReminders } : null,
  })
  if (created && mayWrite) await promiseLink(db, campaign.id, id, locale)
  return id
}

/** Whether a mailbox may get another private link: nobody's is filled with mail that they did not ask for. */
export const mayMail = async (db: Db, vault: Vault, campaignId: string, email: string, now: Date) => {
  const since = new Date(now.getTime() - MONTH)
  return (await countWritersAt(db, campaignId, vault.addressKey(campaignId, email), since)) < MAX_LINK_MAILS
}

/** Promises the mail with the private link, within the caller's transaction. */
export const promiseLink = (db: Db, campaignId: string, writerId: string, locale: Locale) =>
  db
    .insertInto('outbox')
    .values({ id: newId(), kind: 'writer-link', locale, campaign_id: campaignId, writer_id: writerId })
    .execute()
