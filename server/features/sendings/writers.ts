import { type Db, newId } from '../../db/index.ts'
import type { Locale } from '../../i18n/index.ts'
import type { SealedCampaign, Vault } from '../privacy/index.ts'
import { sealWriter, type WriterPerson } from './sealed-writer.ts'

/** What a writer's link is for: their page, the confirmation of their mailbox, the end of reminders. */
export type WriterLink = 'writing' | 'writing-mail' | 'writing-stop'

const ID_BYTES = 16

const toBytes = (id: string) => Buffer.from(id.replaceAll('-', ''), 'hex')

const toId = (hex: string) =>
  [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')

/**
 * The token of a writer's private link: id ‖ 128 bits that only the holder of the secret key can make. Nothing of it
 * is stored, so a copy of the database opens nobody's page.
 */
export const writerToken = (vault: Vault, writerId: string, link: WriterLink = 'writing'): string => {
  const subject = toBytes(writerId)
  return Buffer.concat([subject, vault.sign(link, subject)]).toString('base64url')
}

/** Whose token this is; undefined for one that was not made here for this purpose. */
export const readWriterToken = (vault: Vault, token: string, link: WriterLink = 'writing'): string | undefined => {
  if (!/^[\w-]{43}$/.test(token)) return undefined
  const bytes = Buffer.from(token, 'base64url')
  const subject = bytes.subarray(0, ID_BYTES)
  return vault.verify(link, subject, bytes.subarray(ID_BYTES)) ? toId(subject.toString('hex')) : undefined
}

/**
 * The id of what a form with this idempotency key creates: the same for the same key, and not to be guessed from
 * anything that is shown or stored, so that a form sent twice meets its own row and a key is of no other use.
 */
export const idFromKey = (vault: Vault, kind: 'writer' | 'sending' | 'answer', key: string): string => {
  const bytes = vault.sign(`form ${kind}`, Buffer.from(key))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return toId(bytes.toString('hex'))
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
