import { newId } from '../../../server/db/index.ts'
import { loadDemo } from '../../../server/demo.ts'
import { type Campaign, findCampaign } from '../../../server/features/campaigns/index.ts'
import { createSending, createWriter } from '../../../server/features/sendings/index.ts'
import { testVault } from '../../campaign.ts'
import { openDatabase } from '../../database.ts'
import { demo } from '../../site.ts'

/** The demo campaign on a database of its own, without a server, and what makes letters there. */
export const openCampaign = async () => {
  const database = await openDatabase()
  const { db } = database
  const vault = testVault()
  await loadDemo(db, vault)
  const campaign = (await findCampaign(db, demo)) as Campaign
  const offices = await db
    .selectFrom('addressees')
    .select(['key', 'office_id'])
    .where('campaign_id', '=', campaign.id)
    .orderBy('position')
    .execute()

  /** A drafted letter of a new writer to the addressee at this place in the campaign's list. */
  const draft = async ({ place = 0, now = new Date() } = {}) => {
    const office = offices[place % offices.length]
    if (!office) throw new Error('The campaign addresses nobody')
    const writer = await createWriter(db, vault, { campaign, locale: 'ru', resident: true, person: null })
    const { id } = await createSending(db, {
      id: newId(),
      campaignId: campaign.id,
      writerId: writer.id,
      addressee: office.key,
      officeId: office.office_id,
      channel: 'email',
      locale: 'ru',
      now,
    })
    return { id, writerId: writer.id }
  }
  return { ...database, vault, campaign, offices, draft }
}
