import { type Db, newId } from '../../db/index.ts'
import type { OrganisationFacts } from '../../db/schema.ts'
import type { Locale } from '../../i18n/index.ts'
import type { Picture } from '../../render/reencode-image.ts'
import { logoColumns } from '../campaigns/index.ts'
import type { SealedCampaign, Vault } from '../privacy/index.ts'
import { inCampaign } from './change-signatories.ts'
import { insertSignatory } from './insert-signatory.ts'
import { findByFormKey } from './queries.ts'
import { sealContact } from './sealed-contact.ts'

/** Mails to one mailbox that asks again and again for one campaign. */
const MAX_MAILS = 5

interface Asked {
  campaign: SealedCampaign
  facts: OrganisationFacts
  contact: { person: string; email: string }
  locale: Locale
  formKey: string | null
  /** Too many came at once: kept for an editor's look, and no mail goes out. */
  held: boolean
  logo: Picture | undefined
}

/**
 * Keeps an organisation's wish to sign until its mailbox is confirmed. A mailbox that asks again before that has its
 * first wish replaced and gets another mail, five at most; a form sent twice is one wish.
 */
export const askToSign = (db: Db, vault: Vault, asked: Asked): Promise<void> => {
  const { campaign, facts, contact, locale, formKey, held, logo } = asked
  return inCampaign(db, campaign.id, async (trx) => {
    if (formKey !== null && (await findByFormKey(trx, campaign.id, formKey))) return
    const before = await trx
      .selectFrom('signatories')
      .select(['id', 'mails', 'held'])
      .where('campaign_id', '=', campaign.id)
      .where('address_key', '=', vault.addressKey(campaign.id, contact.email))
      .where('state', '=', 'pending')
      .executeTakeFirst()
    if (before && before.mails >= MAX_MAILS) return
    const wish = { campaign, kind: 'organisation' as const, facts, contact, locale, formKey, held, logo }
    const id = before?.id ?? (await insertSignatory(trx, vault, { ...wish, state: 'pending', by: null }))
    if (before) {
      const sealed = sealContact(vault, campaign, id, contact)
      await trx
        .updateTable('signatories')
        .set({ facts: JSON.stringify(facts), sealed, ...(logo && logoColumns(logo)) })
        .where('id', '=', id)
        .execute()
    }
    if (!held && !before?.held) await promiseConfirmation(trx, campaign.id, id, locale)
  })
}

/** A mail with the link that confirms the mailbox, in the transaction of what it is about. */
export const promiseConfirmation = async (db: Db, campaignId: string, id: string, locale: Locale) => {
  await db
    .updateTable('signatories')
    .set((row) => ({ mails: row('mails', '+', 1), held: false }))
    .where('id', '=', id)
    .execute()
  await db
    .insertInto('outbox')
    .values({ id: newId(), kind: 'confirm-co-signing', locale, campaign_id: campaignId, signatory_id: id })
    .execute()
}

/** The mailbox's owner has pressed the button: an editor looks next. A second press changes nothing. */
export const confirmMailbox = (db: Db, id: string, now: Date) =>
  db
    .updateTable('signatories')
    .set({ state: 'waiting', answered_at: now })
    .where('id', '=', id)
    .where('state', '=', 'pending')
    .execute()
