import { sql } from 'kysely'
import type { Db } from '../../db/index.ts'
import type { Locale } from '../../i18n/index.ts'
import { recordAct } from './acts.ts'
import { lockTeam } from './invite.ts'

/** A team of which this account is the only owner. */
export interface OwnedTeam {
  id: string
  slug: string
  name: Record<Locale, string>
  /** Whether somebody else is in it, or a campaign is theirs: then it needs another owner first. */
  needed: boolean
}

/** The teams that would have no owner without this account. */
export const listOwnedAlone = async (db: Db, accountId: string): Promise<OwnedTeam[]> => {
  const others = sql`from members as other where other.team_id = organisers.id and other.account_id <> ${accountId}::uuid`
  const rows = await db
    .selectFrom('members')
    .innerJoin('organisers', 'organisers.id', 'members.team_id')
    .select(['organisers.id', 'organisers.slug', 'organisers.name'])
    .select(
      sql<boolean>`exists (select ${others})
        or exists (select from campaigns where campaigns.organiser_id = organisers.id)`.as('needed'),
    )
    .where('members.account_id', '=', accountId)
    .where(sql<boolean>`'owner' = any(members.roles) and not exists (select ${others} and 'owner' = any(other.roles))`)
    .orderBy('organisers.slug')
    .execute()
  return rows
}

/**
 * Deletes an account with all that is known of its owner: name, address, password, keys, sessions, links. What they did
 * in their teams stays in the logs under an id that leads to nobody; a team in which nobody else is and that has no
 * campaign goes too. False, with nothing changed, where a team would be left without an owner, or the account is gone.
 */
export const deleteAccount = (db: Db, accountId: string): Promise<boolean> =>
  db.transaction().execute(async (trx) => {
    const teams = await lockTeams(trx, accountId)
    const alone = await listOwnedAlone(trx, accountId)
    if (alone.some(({ needed }) => needed)) return false
    const account = await trx
      .deleteFrom('accounts')
      .where('id', '=', accountId)
      .returning('email_key')
      .executeTakeFirst()
    if (!account) return false

    await trx
      .deleteFrom('invitations')
      .where('address_key', '=', account.email_key)
      .where((row) => row.or([row('accepted_at', 'is not', null), row('revoked_at', 'is not', null)]))
      .execute()
    await trx.deleteFrom('reset_wishes').where('address_key', '=', account.email_key).execute()
    await trx.deleteFrom('audit_log').where('account_id', '=', accountId).where('team_id', 'is', null).execute()
    const gone = alone.map(({ id }) => id)
    for (const team of teams.filter((id) => !gone.includes(id))) {
      await recordAct(trx, { team, account: accountId, act: 'account-deleted' })
    }
    for (const team of gone) {
      await trx.deleteFrom('invitations').where('organiser_id', '=', team).execute()
      await trx.deleteFrom('organisers').where('id', '=', team).execute()
    }
    return true
  })

/** In one order, so that two who go at once wait for each other. */
const lockTeams = async (db: Db, accountId: string): Promise<string[]> => {
  const rows = await db
    .selectFrom('members')
    .select('team_id')
    .where('account_id', '=', accountId)
    .orderBy('team_id')
    .execute()
  const teams = rows.map(({ team_id }) => team_id)
  for (const team of teams) await lockTeam(db, team)
  return teams
}
