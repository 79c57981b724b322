import type { Db } from '../../db/index.ts'
import type { Mail, PromisedMail } from '../../mail/index.ts'
import type { Vault } from '../privacy/index.ts'
import { campaignKey } from './letter-line.ts'
import { findLetter, findWriter } from './queries.ts'
import { openWriter } from './sealed-writer.ts'
import { isForWriter, mails } from './texts.ts'
import { writerToken } from './writers.ts'

interface ComposeOptions {
  db: Db
  vault: Vault
  publicUrl: string
}

/**
 * The promised mail to a writer, by what is known of them and of the letter now; undefined where the writer is gone,
 * wants no reminders any more, or the letter has been answered or given up meanwhile, and for mail of other kinds.
 */
export const composeWriterMail = async (
  { db, vault, publicUrl }: ComposeOptions,
  promised: PromisedMail,
): Promise<Mail | undefined> => {
  const { kind, writer_id: writerId, sending_id: letterId, locale } = promised
  if (!isForWriter(kind) || writerId === null) return undefined
  const writer = await findWriter(db, writerId)
  if (!writer) return undefined
  const { email } = openWriter(vault, campaignKey(writer), writerId, writer.sealed)
  if (email === '') return undefined
  if (kind !== 'writer-link' && !(await isStillDue(db, writer, letterId))) return undefined

  const site = `${publicUrl}/${locale}`
  const stopUrl = `${site}/writing-stop/${writerToken(vault, writerId, 'writing-stop')}`
  const text = mails[kind][locale]({
    confirmUrl: `${site}/writing-mail/${writerToken(vault, writerId, 'writing-mail')}`,
    letterUrl: `${site}/writing/${writerToken(vault, writerId)}/letters/${letterId}`,
    stopUrl,
  })
  return {
    messageId: `<${promised.id}@${new URL(publicUrl).hostname}>`,
    to: email,
    ...text,
    ...(kind === 'writer-link' ? {} : { unsubscribeUrl: stopUrl }),
  }
}

const isStillDue = async (db: Db, writer: { id: string; reminders: boolean }, letterId: string | null) => {
  const letter = letterId === null ? undefined : await findLetter(db, writer.id, letterId)
  return writer.reminders && letter !== undefined && letter.state !== 'answered' && letter.state !== 'cancelled'
}
