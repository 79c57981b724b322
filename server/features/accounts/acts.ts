import { type Db, newId } from '../../db/index.ts'

/** What can be done at the desk and is written down; each has its words in locales/…/accounts.json under acts. */
export type ActName =
  | 'account-created'
  | 'account-deleted'
  | 'signed-in'
  | 'password-set'
  | 'second-factor-on'
  | 'second-factor-off'
  | 'recovery-code-used'
  | 'recovery-codes-made'
  | 'team-created'
  | 'moderated'
  | 'moderation-undone'
  | 'answer-published'
  | 'exported'
  | 'import-started'
  | 'import-cancelled'
  | 'member-invited'
  | 'invitation-revoked'
  | 'member-joined'
  | 'member-roles'
  | 'member-removed'
  | 'member-left'
  | 'session-ended'
  | 'sessions-ended'
  | 'password-reset'
  | 'password-changed'
  | 'address-changed'
  | 'passkey-added'
  | 'passkey-removed'
  | 'pictures-changed'
  | 'signatory-added'
  | 'signatory-changed'
  | 'signatory-invited'
  | 'signatory-confirmed'
  | 'signatory-refused'
  | 'signatory-withdrawn'
  | 'signatory-left'
  | 'signatories-ordered'
  | 'signatory-groups'
  | 'update-posted'
  | 'update-withdrawn'
  | 'mailing-started'
  | 'mailing-stopped'
  | 'campaign-created'
  | 'campaign-published'
  | 'campaign-moved'
  | 'campaign-renamed'
  | 'section-restored'
  | 'recommendation-tracked'
  | 'recommendation-untracked'
  | 'case-added'
  | 'case-changed'
  | 'case-withdrawn'
  | 'dispatch-paused'
  | 'dispatch-resumed'
  | 'letter-sent-again'
  | 'letter-arrived'
  | 'letter-dropped'

export interface Act {
  team: string | null
  account: string | null
  campaign?: string | null
  act: ActName
  /** Figures, keys and states; no name, address or text of a person. */
  details?: Record<string, unknown>
}

/** Writes down who did what; with the transaction of the deed as db, so that neither is there without the other. */
export const recordAct = async (db: Db, { team, account, campaign = null, act, details = {} }: Act): Promise<void> => {
  await db
    .insertInto('audit_log')
    .values({
      id: newId(),
      team_id: team,
      account_id: account,
      campaign_id: campaign,
      act,
      details: JSON.stringify(details),
    })
    .execute()
}
