import { createHash } from 'node:crypto'
import { type Db, newId } from '../../db/index.ts'
import type { Locale } from '../../i18n/index.ts'
import type { SealedCampaign, Vault } from '../privacy/index.ts'
import { createSending, createWriter, idFromKey, sealSending } from '../sendings/index.ts'
import { replyHash } from './tracked-addresses.ts'

export interface LetterToSend {
  campaign: SealedCampaign
  /** The addressee's key. */
  addressee: string
  officeId: string
  /** Of the page, and so of the mails to the writer. */
  locale: Locale
  /** Of the letter. */
  language: Locale
  writer: { name: string; email: string; resident: boolean }
  letter: { subject: string; text: string }
  now: Date
}

const DAY = 86_400_000

/** Letters that one mailbox may be asked to confirm in a day: eight offices twice over, and some. */
export const MAX_DRAFTS = 20

/** Mails that ask to confirm one letter. */
const MAX_MAILS = 3

/**
 * Keeps a letter, sealed, until its writer has confirmed it by mail, and promises that mail. The same letter to the
 * same office again is the same row: then the mail is promised once more, a few times at most. Nothing happens for a
 * mailbox that has been asked too often today.
 */
export const draftLetter = (db: Db, vault: Vault, order: LetterToSend): Promise<void> =>
  db.transaction().execute(async (transaction) => {
    const { campaign, now } = order
    const key = keyOf(order)
    const writerId = idFromKey(vault, 'writer', key)
    const sendingId = idFromKey(vault, 'sending', key)
    if ((await countDrafts(transaction, vault, order)) >= MAX_DRAFTS) return

    const { name, email, resident } = order.writer
    const person = { name, email, confirmed: false, wantsReminders: false }
    await createWriter(transaction, vault, { id: writerId, campaign, locale: order.locale, resident, person })
    const { created } = await createSending(transaction, {
      id: sendingId,
      campaignId: campaign.id,
      writerId,
      addressee: order.addressee,
      officeId: order.officeId,
      channel: 'email',
      locale: order.language,
      now,
    })
    if (created) await keepLetter(transaction, vault, order, sendingId)
    if (created || (await mayAskAgain(transaction, sendingId)))
      await promiseMail(transaction, order, writerId, sendingId)
  })

/** Who writes what to whom, and nothing of it to be read. */
const keyOf = ({ campaign, addressee, writer, letter }: LetterToSend) => {
  const parts = [campaign.id, addressee, writer.email.toLowerCase(), letter.subject, letter.text]
  return `dispatch ${createHash('sha256').update(JSON.stringify(parts)).digest('hex')}`
}

const countDrafts = async (db: Db, vault: Vault, { campaign, writer, now }: LetterToSend): Promise<number> => {
  const { drafts } = await db
    .selectFrom('writers')
    .innerJoin('sendings', 'sendings.writer_id', 'writers.id')
    .innerJoin('deliveries', 'deliveries.sending_id', 'sendings.id')
    .select((row) => row.fn.countAll<number>().as('drafts'))
    .where('writers.campaign_id', '=', campaign.id)
    .where('address_key', '=', vault.addressKey(campaign.id, writer.email))
    .where('sendings.created_at', '>', new Date(now.getTime() - DAY))
    .executeTakeFirstOrThrow()
  return drafts
}

const keepLetter = async (db: Db, vault: Vault, order: LetterToSend, id: string) => {
  const { campaign, letter, officeId, now } = order
  const sealed = sealSending(vault, campaign, id, { number: '', letter })
  await db.updateTable('sendings').set({ sealed }).where('id', '=', id).execute()
  await db
    .insertInto('deliveries')
    .values({
      sending_id: id,
      campaign_id: campaign.id,
      office_id: officeId,
      stage: 'drafted',
      not_before: now,
      attempt: null,
      lease_until: null,
      channel_id: null,
      reply_hash: replyHash(vault, id),
      last_error: null,
    })
    .execute()
}

/** Until it leaves, a letter's attempts count the mails that asked to confirm it. */
const mayAskAgain = async (db: Db, id: string): Promise<boolean> => {
  const asked = await db
    .updateTable('deliveries')
    .set((row) => ({ attempts: row('attempts', '+', 1) }))
    .where('sending_id', '=', id)
    .where('stage', '=', 'drafted')
    .where('attempts', '<', MAX_MAILS - 1)
    .returning('sending_id')
    .executeTakeFirst()
  return asked !== undefined
}

const promiseMail = (db: Db, { campaign, locale }: LetterToSend, writerId: string, sendingId: string) =>
  db
    .insertInto('outbox')
    .values({
      id: newId(),
      kind: 'confirm-sending',
      locale,
      campaign_id: campaign.id,
      writer_id: writerId,
      sending_id: sendingId,
    })
    .execute()
