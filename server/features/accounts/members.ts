import { sql } from 'kysely'
import type { Db } from '../../db/index.ts'
import type { Vault } from '../privacy/index.ts'
import { recordAct } from './acts.ts'
import { lockTeam } from './invite.ts'
import type { Role } from './people.ts'
import { openPerson } from './person.ts'

export interface Member {
  accountId: string
  name: string
  email: string
  roles: Role[]
  joinedAt: Date
  /** Whether a second factor is set up: codes or a passkey. */
  secondFactor: boolean
}

const selectMembers = (db: Db, teamId: string) =>
  db
    .selectFrom('members')
    .innerJoin('accounts', 'accounts.id', 'members.account_id')
    .select(['accounts.id', 'accounts.sealed', 'accounts.totp_confirmed_at', 'members.roles', 'members.joined_at'])
    .select(({ exists, selectFrom }) =>
      exists(selectFrom('passkeys').select('id').whereRef('passkeys.account_id', '=', 'accounts.id')).as('has_passkey'),
    )
    .where('members.team_id', '=', teamId)

type MemberRow = Awaited<ReturnType<ReturnType<typeof selectMembers>['executeTakeFirstOrThrow']>>

const memberOf = (vault: Vault, row: MemberRow): Member => ({
  accountId: row.id,
  ...openPerson(vault, row.id, row.sealed),
  roles: row.roles,
  joinedAt: row.joined_at,
  secondFactor: row.totp_confirmed_at !== null || Boolean(row.has_passkey),
})

/** The people of a team, who came first first. */
export const listMembers = async (db: Db, vault: Vault, teamId: string): Promise<Member[]> => {
  const rows = await selectMembers(db, teamId).orderBy('members.joined_at').orderBy('accounts.id').execute()
  return rows.map((row) => memberOf(vault, row))
}

/** A person of this team; undefined for anybody else. */
export const findMember = async (db: Db, vault: Vault, teamId: string, id: string): Promise<Member | undefined> => {
  const row = await selectMembers(db, teamId).where('accounts.id', '=', id).executeTakeFirst()
  return row && memberOf(vault, row)
}

export type Changed = 'done' | 'last owner' | 'gone'

interface Change {
  teamId: string
  /** Whose roles change. */
  memberId: string
  /** Who changes them. */
  by: string
}

/** Gives a person of the team other roles. Refused: to leave the team without an owner. */
export const setRoles = (db: Db, { teamId, memberId, by }: Change, roles: Role[]): Promise<Changed> =>
  db.transaction().execute(async (trx) => {
    const before = await rolesBefore(trx, teamId, memberId)
    if (!before) return 'gone'
    if (!roles.includes('owner') && !(await hasOwnerBeside(trx, teamId, memberId))) return 'last owner'
    await trx
      .updateTable('members')
      .set({ roles })
      .where('team_id', '=', teamId)
      .where('account_id', '=', memberId)
      .execute()
    const details = { member: memberId, before, roles }
    await recordAct(trx, { team: teamId, account: by, act: 'member-roles', details })
    return 'done'
  })

/** Takes a person out of the team, be it at their own wish. Refused: to leave it without an owner. */
export const removeMember = (db: Db, { teamId, memberId, by }: Change): Promise<Changed> =>
  db.transaction().execute(async (trx) => {
    const before = await rolesBefore(trx, teamId, memberId)
    if (!before) return 'gone'
    if (!(await hasOwnerBeside(trx, teamId, memberId))) return 'last owner'
    await trx.deleteFrom('members').where('team_id', '=', teamId).where('account_id', '=', memberId).execute()
    const act = memberId === by ? 'member-left' : 'member-removed'
    await recordAct(trx, { team: teamId, account: by, act, details: { member: memberId, before } })
    return 'done'
  })

/** What the person may do now, once whoever else changes the team has done so. */
const rolesBefore = async (db: Db, teamId: string, memberId: string): Promise<Role[] | undefined> => {
  await lockTeam(db, teamId)
  const held = await db
    .selectFrom('members')
    .select('roles')
    .where('team_id', '=', teamId)
    .where('account_id', '=', memberId)
    .executeTakeFirst()
  return held?.roles
}

const hasOwnerBeside = async (db: Db, teamId: string, memberId: string): Promise<boolean> => {
  const other = await db
    .selectFrom('members')
    .select('account_id')
    .where('team_id', '=', teamId)
    .where('account_id', '!=', memberId)
    .where(sql<boolean>`'owner' = any(roles)`)
    .executeTakeFirst()
  return other !== undefined
}
