import { type Db, newId } from '../../db/index.ts'
import type { Locale } from '../../i18n/index.ts'
import type { Vault } from '../privacy/index.ts'
import { recordAct } from './acts.ts'
import { INVITATION_DAYS, openAt, sealAddress } from './invitations.ts'
import type { Role } from './people.ts'
import { emailKey } from './person.ts'

/** Open at once in a team, so that nobody sends mail to a whole town from here. */
const MOST_OPEN = 50
const DAY = 24 * 3600_000
/** How long it is known whom an invitation went to. */
const KEPT_DAYS = 90

export interface NewInvitation {
  teamId: string
  /** Who invites. */
  by: string
  email: string
  roles: Role[]
  locale: Locale
  now: Date
}

/**
 * Invites somebody by mail, in place of an open invitation to the same mailbox. Refused: who is in the team already, and
 * a team with too many open invitations.
 */
export const invite = (db: Db, vault: Vault, invitation: NewInvitation): Promise<'invited' | 'member' | 'too many'> =>
  db.transaction().execute(async (trx) => {
    const { teamId, by, email, roles, locale, now } = invitation
    const key = emailKey(vault, email)
    await lockTeam(trx, teamId)
    await forgetInvitations(trx, now)
    if (await isMember(trx, teamId, key)) return 'member'
    await trx
      .updateTable('invitations')
      .set({ revoked_at: now })
      .where('organiser_id', '=', teamId)
      .where('address_key', '=', key)
      .where('accepted_at', 'is', null)
      .where('revoked_at', 'is', null)
      .execute()
    if ((await countOpen(trx, teamId, now)) >= MOST_OPEN) return 'too many'

    const id = newId()
    await trx
      .insertInto('invitations')
      .values({
        id,
        organiser_id: teamId,
        address_key: key,
        sealed: sealAddress(vault, id, email),
        roles,
        locale,
        invited_by: by,
        created_at: now,
        expires_at: new Date(now.getTime() + INVITATION_DAYS * DAY),
      })
      .execute()
    await trx.insertInto('outbox').values({ id: newId(), kind: 'invitation', locale, invitation_id: id }).execute()
    await recordAct(trx, { team: teamId, account: by, act: 'member-invited', details: { invitation: id, roles } })
    return 'invited'
  })

/** Whom invitations of long ago went to is nobody's business any more. */
const forgetInvitations = (db: Db, now: Date) =>
  db
    .deleteFrom('invitations')
    .where('expires_at', '<', new Date(now.getTime() - KEPT_DAYS * DAY))
    .execute()

/** Whoever changes who is in a team waits for the last who did: an owner must remain. */
export const lockTeam = (db: Db, teamId: string) =>
  db.selectFrom('organisers').select('id').where('id', '=', teamId).forUpdate().executeTakeFirstOrThrow()

const isMember = async (db: Db, teamId: string, key: Buffer): Promise<boolean> => {
  const member = await db
    .selectFrom('members')
    .innerJoin('accounts', 'accounts.id', 'members.account_id')
    .select('accounts.id')
    .where('members.team_id', '=', teamId)
    .where('accounts.email_key', '=', key)
    .executeTakeFirst()
  return member !== undefined
}

const countOpen = async (db: Db, teamId: string, now: Date): Promise<number> => {
  const { open } = await db
    .selectFrom('invitations')
    .select(({ fn }) => fn.countAll<number>().as('open'))
    .where('organiser_id', '=', teamId)
    .where(openAt(now))
    .executeTakeFirstOrThrow()
  return open
}

/** Takes an invitation of this team back; false where there is no such open one. */
export const revokeInvitation = async (
  db: Db,
  { teamId, id, by, now }: { teamId: string; id: string; by: string; now: Date },
): Promise<boolean> =>
  db.transaction().execute(async (trx) => {
    const revoked = await trx
      .updateTable('invitations')
      .set({ revoked_at: now })
      .where('id', '=', id)
      .where('organiser_id', '=', teamId)
      .where(openAt(now))
      .returning('id')
      .executeTakeFirst()
    if (!revoked) return false
    await trx.deleteFrom('outbox').where('invitation_id', '=', id).execute()
    await recordAct(trx, { team: teamId, account: by, act: 'invitation-revoked', details: { invitation: id } })
    return true
  })

/**
 * Brings this account into the team with the roles of the invitation, besides those that it has; false where the
 * invitation was used, withdrawn or too old meanwhile. Belongs into the transaction of whatever else is done.
 */
export const acceptInvitation = async (db: Db, id: string, accountId: string, now: Date): Promise<boolean> => {
  const accepted = await db
    .updateTable('invitations')
    .set({ accepted_at: now })
    .where('id', '=', id)
    .where(openAt(now))
    .returning(['organiser_id', 'roles'])
    .executeTakeFirst()
  if (!accepted) return false
  const { organiser_id: teamId } = accepted
  const granted = accepted.roles as Role[]
  await lockTeam(db, teamId)
  const held = await db
    .selectFrom('members')
    .select('roles')
    .where('team_id', '=', teamId)
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  const roles = [...new Set([...(held?.roles ?? []), ...granted])]
  await db
    .insertInto('members')
    .values({ team_id: teamId, account_id: accountId, roles, joined_at: now })
    .onConflict((conflict) => conflict.columns(['team_id', 'account_id']).doUpdateSet({ roles }))
    .execute()
  await recordAct(db, {
    team: teamId,
    account: accountId,
    act: 'member-joined',
    details: { invitation: id, roles: granted },
  })
  return true
}
