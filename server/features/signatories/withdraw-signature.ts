import type { Db } from '../../db/index.ts'
import { recordAct } from '../accounts/index.ts'
import { logoColumns } from '../campaigns/index.ts'
import { inCampaign, raiseVersion } from './change-signatories.ts'
import type { StoredSignatory } from './queries.ts'

/** Who has signed, or waits for the team's check, can withdraw by their own link. */
export const canWithdraw = ({ state }: Pick<StoredSignatory, 'state'>) => state === 'confirmed' || state === 'waiting'

/**
 * Takes a co-signer's signature back at their own wish, with the contact behind it and the logo: nobody but they can sign for them
 * again, and no folder brings them back. False where there is nothing to take back.
 */
export const withdrawSignature = (db: Db, { id, campaign_id }: StoredSignatory, now: Date): Promise<boolean> =>
  inCampaign(db, campaign_id, async (trx) => {
    const left = await trx
      .updateTable('signatories')
      .set({ state: 'withdrawn', left_at: now, held: false, sealed: null, address_key: null, ...logoColumns(null) })
      .where('id', '=', id)
      .where('state', 'in', ['confirmed', 'waiting'])
      .returning('id')
      .executeTakeFirst()
    if (!left) return false
    await raiseVersion(trx, campaign_id)
    const { organiser_id: team } = await trx
      .selectFrom('campaigns')
      .select('organiser_id')
      .where('id', '=', campaign_id)
      .executeTakeFirstOrThrow()
    await recordAct(trx, {
      team,
      account: null,
      campaign: campaign_id,
      act: 'signatory-left',
      details: { signatory: id },
    })
    return true
  })
