import type { Db } from './db/index.ts'
import { composeAccountMail } from './features/accounts/index.ts'
import { composeDispatchMail } from './features/dispatch/index.ts'
import type { Vault } from './features/privacy/index.ts'
import { composeWriterMail } from './features/sendings/index.ts'
import { composeCoSigningMail } from './features/signatories/index.ts'
import { composeMail } from './features/signatures/index.ts'
import { composeUpdateMail } from './features/updates/index.ts'
import type { Mail, PromisedMail } from './mail/index.ts'

/** Each composes the kinds of mail of its room, and nothing for any other. */
const composers = [
  composeMail,
  composeWriterMail,
  composeUpdateMail,
  composeAccountMail,
  composeCoSigningMail,
  composeDispatchMail,
]

/** What the outbox asks for a promised mail's text; undefined where it is owed to nobody any more. */
export const composeAnyMail =
  (options: { db: Db; vault: Vault; publicUrl: string }) =>
  async (promised: PromisedMail): Promise<Mail | undefined> => {
    for (const compose of composers) {
      const mail = await compose(options, promised)
      if (mail) return mail
    }
    return undefined
  }
