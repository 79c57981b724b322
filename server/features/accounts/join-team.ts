import { type Db, newId } from '../../db/index.ts'
import type { Locale } from '../../i18n/index.ts'
import type { Vault } from '../privacy/index.ts'
import { recordAct } from './acts.ts'
import type { FoundInvitation } from './invitations.ts'
import { acceptInvitation } from './invite.ts'
import { emailKey, sealPerson } from './person.ts'

interface NewcomerForm {
  name: string
  passwordHash: string
  locale: Locale
}

/**
 * Makes an account with the invited address, whose mailbox the link has proven, and brings it into the team. Undefined
 * where the invitation is over, or there has come to be an account with this address; then nothing is made.
 */
export const joinTeam = (
  db: Db,
  vault: Vault,
  invitation: FoundInvitation,
  { name, passwordHash, locale }: NewcomerForm,
  now: Date,
): Promise<string | undefined> =>
  db
    .transaction()
    .execute(async (trx) => {
      const id = newId()
      const { email } = invitation
      const made = await trx
        .insertInto('accounts')
        .values({
          id,
          email_key: emailKey(vault, email),
          sealed: sealPerson(vault, id, { name, email }),
          locale,
          password_hash: passwordHash,
          created_at: now,
        })
        .onConflict((conflict) => conflict.column('email_key').doNothing())
        .returning('id')
        .executeTakeFirst()
      if (!made) throw new TooLateError()
      await recordAct(trx, { team: null, account: id, act: 'account-created' })
      if (!(await acceptInvitation(trx, invitation.id, id, now))) throw new TooLateError()
      return id
    })
    .catch((error) => {
      if (error instanceof TooLateError) return undefined
      throw error
    })

/** Takes everything back that the transaction did. */
class TooLateError extends Error {}
