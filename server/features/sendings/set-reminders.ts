import type { Db } from '../../db/index.ts'
import type { Locale } from '../../i18n/index.ts'
import type { Vault } from '../privacy/index.ts'
import { mayMail, promiseLink } from './claim-letter.ts'
import { campaignKey } from './letter-line.ts'
import type { StoredWriter } from './queries.ts'
import { openWriter, sealWriter, type WriterPerson } from './sealed-writer.ts'

/** The writer's row, locked until the transaction ends, and what it holds. */
const lockPerson = async (db: Db, vault: Vault, writer: StoredWriter): Promise<WriterPerson | undefined> => {
  const row = await db.selectFrom('writers').select('sealed').where('id', '=', writer.id).forUpdate().executeTakeFirst()
  return row && openWriter(vault, campaignKey(writer), writer.id, row.sealed)
}

const store = (db: Db, vault: Vault, writer: StoredWriter, person: WriterPerson) => {
  const empty = person.email === '' && person.name === ''
  return db
    .updateTable('writers')
    .set({
      sealed: empty ? null : sealWriter(vault, campaignKey(writer), writer.id, person),
      address_key: person.email ? vault.addressKey(writer.campaign_id, person.email) : null,
      reminders: person.confirmed && person.wantsReminders,
    })
    .where('id', '=', writer.id)
    .execute()
}

/**
 * What a writer wishes: the address that we may write to, if any, and whether we remind. A new address is written to
 * once, and reminded of nothing before its owner has confirmed it.
 */
export const setReminders = (
  db: Db,
  vault: Vault,
  writer: StoredWriter,
  { email, reminders, locale }: { email: string; reminders: boolean; locale: Locale },
  now: Date,
): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const person = await lockPerson(trx, vault, writer)
    if (!person) return
    const isNew = email !== person.email
    const confirmed = isNew ? false : person.confirmed
    if (isNew && email && (await mayMail(trx, vault, writer.campaign_id, email, now))) {
      await promiseLink(trx, writer.campaign_id, writer.id, locale)
    }
    await store(trx, vault, writer, { ...person, email, confirmed, wantsReminders: reminders && email !== '' })
  })

/** The mailbox's owner pressed the button behind the link: what was wished begins. Repeating is harmless. */
export const confirmMailbox = (db: Db, vault: Vault, writer: StoredWriter): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const person = await lockPerson(trx, vault, writer)
    if (person?.email) await store(trx, vault, writer, { ...person, confirmed: true })
  })

/** No more reminders; the page and the letters stay. Repeating is harmless. */
export const stopReminders = (db: Db, vault: Vault, writer: StoredWriter): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const person = await lockPerson(trx, vault, writer)
    if (person) await store(trx, vault, writer, { ...person, wantsReminders: false })
  })
