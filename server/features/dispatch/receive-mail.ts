import type { InboundKind } from '../../db/dispatch-tables.ts'
import { type Db, newId } from '../../db/index.ts'
import { type InboundMail, MailRefusedError } from '../../mail/index.ts'
import type { Vault } from '../privacy/index.ts'
import { moveSending, sealAnswer } from '../sendings/index.ts'
import { type DeliveryReport, readDeliveryReport } from './dsn.ts'
import { quarantine } from './quarantine.ts'
import { findLetter, type StoredLetter } from './queries.ts'
import { markBounced } from './settle.ts'
import { readTrackedAddress } from './tracked-addresses.ts'

/** Mail that is taken for one letter: an office that writes more has lost its way, or somebody plays. */
const MOST_MAILS = 50
const MOST_FILES = 50
const TEXT_MAX = 100_000

export interface Place {
  sendingId: string
  /** Only an address that we sign, and that mail servers alone are given, is believed about failures. */
  believed: boolean
}

/** The letter that an address was made for; undefined for an address that is not ours, or whose letter is gone. */
export const findPlace = async (db: Db, vault: Vault, domain: string, address: string): Promise<Place | undefined> => {
  const tracked = readTrackedAddress(vault, address, domain)
  if (!tracked) return undefined
  const delivery = db.selectFrom('deliveries').select('sending_id').where('stage', '<>', 'drafted')
  const found = await (tracked.kind === 'bounce'
    ? delivery.where('sending_id', '=', tracked.sendingId)
    : delivery.where('reply_hash', '=', tracked.hash)
  ).executeTakeFirst()
  return found && { sendingId: found.sending_id, believed: tracked.kind === 'bounce' }
}

interface Receiving {
  db: Db
  vault: Vault
  now: () => Date
}

/**
 * Takes a mail for a letter: a report of its delivery moves the letter, anything else is an answer that waits for
 * redaction, its attachments sealed as they came. The same mail again changes nothing. Throws MailRefusedError for
 * more mail than a letter can have.
 */
export const receiveMail = ({ db, vault, now }: Receiving, place: Place, mail: InboundMail): Promise<InboundKind> =>
  db.transaction().execute(async (transaction) => {
    const letter = await findLetter(transaction, place.sendingId)
    if (!letter) throw new MailRefusedError(550, 'letter-gone')
    const report = mail.deliveryStatus === null ? undefined : readDeliveryReport(mail.deliveryStatus)
    const kind = kindOf(mail, place, report)
    if (!(await isNew(transaction, place, mail.digest, kind, now()))) return kind

    if (kind === 'answer') await keepAnswer(transaction, vault, letter, mail, now())
    if (kind === 'bounced') await bounce(transaction, letter, report, now())
    if (kind === 'delivered')
      await moveSending(transaction, letter.id, 'delivered', { now: now(), reason: report?.status ?? '' })
    return kind
  })

const kindOf = (mail: InboundMail, place: Place, report: DeliveryReport | undefined): InboundKind => {
  if (mail.deliveryStatus === null) return 'answer'
  if (!place.believed || !report || report.outcome === 'delayed') return 'notice'
  return report.outcome === 'failed' ? 'bounced' : 'delivered'
}

const isNew = async (db: Db, { sendingId }: Place, digest: Buffer, kind: InboundKind, now: Date): Promise<boolean> => {
  const { mails } = await db
    .selectFrom('inbound_mails')
    .select((row) => row.fn.countAll<number>().as('mails'))
    .where('sending_id', '=', sendingId)
    .executeTakeFirstOrThrow()
  if (mails >= MOST_MAILS) throw new MailRefusedError(552, 'too-many')
  const inserted = await db
    .insertInto('inbound_mails')
    .values({ digest, sending_id: sendingId, received_at: now, kind })
    .onConflict((conflict) => conflict.doNothing())
    .returning('kind')
    .executeTakeFirst()
  return inserted !== undefined
}

/** A report tells for certain of a letter whose outcome was not known: it had left, and came back. */
const bounce = async (db: Db, letter: StoredLetter, report: DeliveryReport | undefined, now: Date) => {
  if (letter.state === 'held') await moveSending(db, letter.id, 'sent', { now, reason: 'reported' })
  await markBounced(db, letter.id, now, report?.status ?? '')
}

const keepAnswer = async (db: Db, vault: Vault, letter: StoredLetter, mail: InboundMail, now: Date) => {
  const campaign = { id: letter.campaign_id, dataKey: letter.data_key }
  const id = newId(now.getTime())
  await db
    .insertInto('answers')
    .values({
      id,
      sending_id: letter.id,
      received_on: now.toISOString().slice(0, 10),
      kind: null,
      state: 'waiting',
      sealed: sealAnswer(vault, campaign, id, cleanText(mail.text)),
      file_name: null,
      file_type: null,
      file_sealed: null,
      public_text: null,
    })
    .execute()
  for (const [position, file] of mail.files.slice(0, MOST_FILES).entries()) {
    await quarantine(db, vault, campaign, file, { answerId: id, position })
  }
  await db
    .insertInto('outbox')
    .values({
      id: newId(),
      kind: 'answer-received',
      locale: letter.writer_locale,
      campaign_id: letter.campaign_id,
      writer_id: letter.writer_id,
      sending_id: letter.id,
    })
    .execute()
}

/** Without characters that no letter needs, and no longer than a letter is. */
const cleanText = (text: string) =>
  text
    .slice(0, TEXT_MAX)
    .replace(/\r\n?/g, '\n')
    .replace(/[[\p{Cc}\p{Bidi_Control}]--[\t\n]]/gv, '')
    .trim()
    .normalize('NFC')
