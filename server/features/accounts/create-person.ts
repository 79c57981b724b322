import type { Db } from '../../db/index.ts'
import type { Role } from '../../db/schema.ts'
import type { Vault } from '../privacy/index.ts'
import { addRoles, createAccount } from './create-account.ts'
import { makeFirstLink } from './first-links.ts'
import type { Person } from './person.ts'
import { findAccountByEmail } from './queries.ts'

interface NewPerson extends Person {
  teamId: string
  roles: Role[]
}

/**
 * Brings somebody into a team, with an account of theirs or a new one; roles that they have there stay. The path of a
 * link by which the password is chosen; undefined where it was chosen long ago.
 */
export const createPerson = (
  db: Db,
  vault: Vault,
  { teamId, roles, ...person }: NewPerson,
  now: Date,
): Promise<string | undefined> =>
  db.transaction().execute(async (trx) => {
    const made = await createAccount(trx, vault, { ...person, locale: 'en', passwordHash: null })
    const account = await findAccountByEmail(trx, vault, person.email)
    const id = made ?? account?.id
    if (id === undefined) return undefined
    await addRoles(trx, teamId, id, roles)
    return account?.password_hash ? undefined : makeFirstLink(trx, id, now)
  })
