import { type Db, newId } from '../../db/index.ts'
import type { Locale } from '../../i18n/index.ts'
import { readSignedToken, type SealedCampaign, signedToken, uuidBytes, uuidOf, type Vault } from '../privacy/index.ts'
import { sealWriter, type WriterPerson } from './sealed-writer.ts'

/** What a writer's link is for: their page, the confirmation of their mailbox, the end of reminders. */
export type WriterLink = 'writing' | 'writing-mail' | 'writing-stop'

const ID_BYTES = 16

/** The token of a writer's private link. */
export const writerToken = (vault: Vault, writerId: string, link: WriterLink = 'writing'): string =>
  signedToken(vault, link, uuidBytes(writerId))

/** Whose token this is; undefined for one that was not made here for this purpose. */
export const readWriterToken = (vault: Vault, token: string, link: WriterLink = 'writing'): string | undefined => {
  const id = readSignedToken(vault, link, token, ID_BYTES)
  return id && uuidOf(id)
}

/**
 * The id of what a form with this idempotency key creates: the same for the same key, and not to be guessed from
 * anything that is shown or stored, so that a form sent twice meets its own row and a key is of no other use.
 */
export const idFromKey = (vault: Vault, kind: 'writer' | 'sending' | 'answer', key: string): string => {
  const bytes = vault.sign(`form ${kind}`, Buffer.from(key))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return uuidOf(bytes)
}

export interface NewWriter {
  /** Given where a form's key decides it; a new one otherwise. */
  id?: string
  campaign: SealedCampaign
  locale: Locale
  /** Lives in the campaign's country. */
  resident: boolean
  /** What they let us keep; null: nothing but that somebody writes. */
  person: WriterPerson | null
}

/**
 * Stores a writer and gives the id. Where a writer of that id is there already nothing changes: `created` tells.
 * Reminders are off until the address is confirmed.
 */
export const createWriter = async (
  db: Db,
  vault: Vault,
  { id = newId(), campaign, locale, resident, person }: NewWriter,
): Promise<{ id: string; created: boolean }> => {
  const inserted = await db
    .insertInto('writers')
    .values({
      id,
      campaign_id: campaign.id,
      locale,
      resident,
      sealed: person && sealWriter(vault, campaign, id, person),
      address_key: person?.email ? vault.addressKey(campaign.id, person.email) : null,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return { id, created: inserted !== undefined }
}
