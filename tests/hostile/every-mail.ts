import { sql } from 'kysely'
import { composeAnyMail } from '../../server/compose-any-mail.ts'
import { type Db, newId } from '../../server/db/index.ts'
import type { MailKind } from '../../server/db/schema.ts'
import { locales } from '../../server/i18n/index.ts'
import type { Mail, PromisedMail } from '../../server/mail/index.ts'
import type { TestDesk } from '../desk.ts'

/** What mails are about. */
export type Subjects = Partial<PromisedMail>

const nothing: Omit<PromisedMail, 'id' | 'kind' | 'locale'> = {
  campaign_id: null,
  slot: null,
  signature_id: null,
  writer_id: null,
  sending_id: null,
  office_id: null,
  signatory_id: null,
  invitation_id: null,
  account_link_id: null,
  update_id: null,
  account_id: null,
  bulk: false,
  attempts: 1,
}

/** The kinds of mail that the outbox takes, as its table says. */
const listKinds = async (db: Db): Promise<MailKind[]> => {
  const { rows } = await sql<{ kind: MailKind }>`
    select distinct found[1] as kind from pg_constraint, regexp_matches(pg_get_constraintdef(oid), '''([a-z-]+)''', 'g') as found
    where conname = 'outbox_kind_check' and conrelid = 'outbox'::regclass`.execute(db)
  return rows.map(({ kind }) => kind)
}

/** A mail of every kind in every language, each about the first subjects that it can be about; and kinds without any. */
export const composeEveryKind = async ({ db, vault, url }: TestDesk, subjects: Subjects[]) => {
  const compose = composeAnyMail({ db, vault, publicUrl: url })
  const mails: Mail[] = []
  const missing: MailKind[] = []
  for (const kind of await listKinds(db))
    for (const locale of locales) {
      let mail: Mail | undefined
      for (const about of subjects) mail ??= await compose({ ...nothing, ...about, id: newId(), kind, locale })
      if (mail) mails.push(mail)
      else missing.push(kind)
    }
  return { mails, missing }
}
