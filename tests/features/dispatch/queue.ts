import { createHash } from 'node:crypto'
import { type Db, newId } from '../../../server/db/index.ts'
import { type Campaign, findCampaign } from '../../../server/features/campaigns/index.ts'
import { replyHash } from '../../../server/features/dispatch/tracked-addresses.ts'
import type { Vault } from '../../../server/features/privacy/index.ts'
import { createSending, createWriter, moveSending, sealSending } from '../../../server/features/sendings/index.ts'
import { createCampaign } from '../../campaign.ts'

export interface Office {
  id: string
  key: string
  address: string
}

interface Wishes {
  offices?: number
  quota?: number
  tester?: string
  timeZone?: string
  workingHours?: string
}

/** An open campaign that lets the platform send, to offices with a mail channel each. */
export const openDispatch = async (db: Db, vault: Vault, wishes: Wishes = {}) => {
  const { slug } = await createCampaign(db, vault)
  const offices: Office[] = []
  await db
    .updateTable('campaigns')
    .set({
      quota_hour: wishes.quota ?? 30,
      dispatch: wishes.tester ? 'test' : 'on',
      dispatch_tester: wishes.tester ?? null,
    })
    .where('slug', '=', slug)
    .execute()
  const campaign = await found(db, slug)
  for (let position = 0; position < (wishes.offices ?? 1); position++) {
    offices.push(await createOffice(db, campaign.id, position, wishes))
  }
  return { campaign: await found(db, slug), offices }
}

const found = async (db: Db, slug: string): Promise<Campaign> => {
  const campaign = await findCampaign(db, slug)
  if (!campaign) throw new Error('The campaign is not there')
  return campaign
}

const json = (value: object) => JSON.stringify(value)

const createOffice = async (db: Db, campaignId: string, position: number, wishes: Wishes): Promise<Office> => {
  const [institution, id, key] = [newId(), newId(), `office-${position}`]
  const address = `office-${position}-${id.slice(-6)}@gov.example`
  const both = json({ en: 'Office', ru: 'Ведомство' })
  await db
    .insertInto('institutions')
    .values({
      id: institution,
      slug: institution,
      country: 'KZ',
      name: both,
      time_zone: wishes.timeZone ?? 'UTC',
      working_hours: wishes.workingHours ?? '09:00-18:00',
    })
    .execute()
  const name = json({ en: 'Office', ru: { nominative: 'Ведомство', genitive: 'Ведомства', dative: 'Ведомству' } })
  await db.insertInto('offices').values({ id, slug: id, institution_id: institution, name, salutation: both }).execute()
  await db
    .insertInto('channels')
    .values({
      id: newId(),
      office_id: id,
      position: 0,
      kind: 'email',
      address: json({ en: address, ru: address }),
      languages: ['en', 'ru'],
      max_length: null,
      exposes: [],
      residents_only: false,
      attachments: null,
      legal_standing: null,
      source: null,
      checked_on: null,
      note: json({}),
    })
    .execute()
  await db
    .insertInto('addressees')
    .values({ campaign_id: campaignId, key, position, office_id: id, demands: [], points: json({}) })
    .execute()
  return { id, key, address }
}

export interface QueuedLetter {
  name?: string
  email?: string
  subject?: string
  text?: string
}

/** A letter that its writer has confirmed: it waits for its turn. Gives the sending's id. */
export const queueLetter = async (
  db: Db,
  vault: Vault,
  campaign: Campaign,
  office: Office,
  now: Date,
  letter: QueuedLetter = {},
): Promise<string> => {
  const { name = 'Anna Ivanova', email = 'anna@mail.example', subject = 'On dogs', text = 'Dear Sir,\n' } = letter
  const person = { name, email, confirmed: true, wantsReminders: false }
  const { id: writerId } = await createWriter(db, vault, { campaign, locale: 'en', resident: true, person })
  const { id } = await createSending(db, {
    campaignId: campaign.id,
    writerId,
    addressee: office.key,
    officeId: office.id,
    channel: 'email',
    locale: 'en',
    now,
  })
  const sealed = sealSending(vault, campaign, id, { number: '', letter: { subject, text } })
  await moveSending(db, id, 'queued', { now, set: { sealed } })
  await db
    .insertInto('deliveries')
    .values({
      sending_id: id,
      campaign_id: campaign.id,
      office_id: office.id,
      stage: 'waiting',
      not_before: now,
      attempt: null,
      lease_until: null,
      channel_id: null,
      reply_hash: replyHash(vault, id),
      last_error: null,
    })
    .execute()
  return id
}

/** Many letters at once, without a text: for what only counts them. */
export const queueMany = async (db: Db, campaign: Campaign, office: Office, now: Date, count: number) => {
  const [writer] = [newId()]
  await db.insertInto('writers').values({ id: writer, campaign_id: campaign.id, locale: 'en', sealed: null }).execute()
  for (let done = 0; done < count; done += 1000) {
    const ids = Array.from({ length: Math.min(1000, count - done) }, () => newId())
    const sendings = ids.map((id) => ({
      id,
      campaign_id: campaign.id,
      addressee: office.key,
      office_id: office.id,
      writer_id: writer,
      channel: 'email' as const,
      locale: 'en' as const,
      state: 'queued' as const,
      created_at: now,
    }))
    await db.insertInto('sendings').values(sendings.map(withoutDates)).execute()
    const deliveries = ids.map((id) => ({
      sending_id: id,
      campaign_id: campaign.id,
      office_id: office.id,
      stage: 'waiting' as const,
      not_before: now,
      attempt: null,
      lease_until: null,
      channel_id: null,
      reply_hash: createHash('sha256').update(id).digest(),
      last_error: null,
    }))
    await db.insertInto('deliveries').values(deliveries).execute()
  }
}

const withoutDates = <Row extends object>(row: Row) => ({
  ...row,
  parent_id: null,
  holder: null,
  sent_on: null,
  registered_on: null,
  due_on: null,
  answered_on: null,
  clock: null,
  reminded_at: null,
  sealed: null,
})

export const stateOf = async (db: Db, id: string) => {
  const row = await db
    .selectFrom('sendings')
    .innerJoin('deliveries', 'deliveries.sending_id', 'sendings.id')
    .select(['state', 'stage', 'last_error'])
    .where('sendings.id', '=', id)
    .executeTakeFirstOrThrow()
  const move = await db
    .selectFrom('sending_moves')
    .select('reason')
    .where('sending_id', '=', id)
    .orderBy('moved_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return { ...row, reason: move?.reason ?? null }
}
