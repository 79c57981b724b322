import { type ExpressionBuilder, sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Database } from '../../db/schema.ts'
import { channelsOf, holderOf, officeObject } from '../officials/index.ts'

/** What belongs to one campaign, each as a subquery of a statement over campaigns: so all of it is of one moment. */
type OfCampaign = ExpressionBuilder<Database, 'campaigns'>

export const textsOf = (campaign: OfCampaign) =>
  jsonArrayFrom(
    campaign
      .selectFrom('campaign_texts')
      .select(['locale', 'title', 'summary', 'call_to_action as callToAction', 'body', 'brief', 'campaign_texts.cover'])
      .whereRef('campaign_id', '=', 'campaigns.id')
      .orderBy('locale'),
  )

/** Its pictures without their bytes. */
export const imagesOf = (campaign: OfCampaign) =>
  jsonArrayFrom(
    campaign
      .selectFrom('campaign_images')
      .select(['name', 'digest', 'width', 'height'])
      .whereRef('campaign_id', '=', 'campaigns.id'),
  )

/** Bytes in JSON. */
const encoded = (column: 'bytes' | 'small' | 'logo') => sql<string>`encode(${sql.ref(column)}, 'base64')`

/** Its pictures with their bytes, in the order of their files. */
export const picturesOf = (campaign: OfCampaign) =>
  jsonArrayFrom(
    campaign
      .selectFrom('campaign_images')
      .select(['name', 'digest', 'width', 'height', encoded('bytes').as('bytes')])
      .select(sql<string | null>`encode(small, 'base64')`.as('small'))
      .whereRef('campaign_id', '=', 'campaigns.id')
      .orderBy(sql`name collate "C"`),
  )

/** Logos of the organisations that are shown, by their keys. */
export const logosOf = (campaign: OfCampaign) =>
  jsonArrayFrom(
    campaign
      .selectFrom('signatories')
      .select(['key as name', 'logo_digest as digest', 'logo_width as width', 'logo_height as height'])
      .select('logo_light as light')
      .select(encoded('logo').as('bytes'))
      .$narrowType<{ digest: string; width: number; height: number }>()
      .whereRef('campaign_id', '=', 'campaigns.id')
      .where('signatories.state', '=', 'confirmed')
      .where('logo', 'is not', null)
      .orderBy(sql`key collate "C"`),
  )

export const editionsOf = (campaign: OfCampaign) =>
  jsonArrayFrom(
    campaign
      .selectFrom('campaign_editions')
      .select(['number', 'note'])
      .select(sql<string>`to_json(published_at)#>>'{}'`.as('publishedAt'))
      .whereRef('campaign_id', '=', 'campaigns.id')
      .orderBy('number'),
  )

export const demandsOf = (campaign: OfCampaign) =>
  jsonArrayFrom(
    campaign
      .selectFrom('demands')
      .select(['key', 'texts', 'letter_texts as letterTexts'])
      .whereRef('campaign_id', '=', 'campaigns.id')
      .orderBy('position'),
  )

export const topicsOf = (campaign: OfCampaign) =>
  jsonArrayFrom(
    campaign
      .selectFrom('topics')
      .select(['key', 'labels', 'letter_texts as letterTexts'])
      .whereRef('campaign_id', '=', 'campaigns.id')
      .orderBy('position'),
  )

export const evidenceOf = (campaign: OfCampaign) =>
  jsonArrayFrom(
    campaign
      .selectFrom('evidence')
      .select(['key', 'evidence.kind', 'url', 'happened', 'warning', 'captions'])
      .whereRef('campaign_id', '=', 'campaigns.id')
      .orderBy(sql`key collate "C"`),
  )

/** Those who were checked, by kind, each kind in its order. */
export const signatoriesOf = (campaign: OfCampaign) =>
  jsonArrayFrom(
    campaign
      .selectFrom('signatories')
      .select(['signatories.kind', 'key', 'signatories.facts'])
      .select(['logo_digest', 'logo_width', 'logo_height', 'logo_light'])
      .whereRef('campaign_id', '=', 'campaigns.id')
      .where('signatories.state', '=', 'confirmed')
      .orderBy('position')
      .orderBy(sql`key collate "C"`),
  )

export const templatesOf = (campaign: OfCampaign) =>
  jsonArrayFrom(
    campaign
      .selectFrom('letter_templates')
      .select(['locale', 'addressee', 'source'])
      .whereRef('campaign_id', '=', 'campaigns.id')
      .orderBy('locale')
      .orderBy(sql`addressee collate "C"`),
  )

export const fragmentsOf = (campaign: OfCampaign) =>
  jsonArrayFrom(
    campaign
      .selectFrom('letter_fragments')
      .select(['locale', 'name', 'variants'])
      .whereRef('campaign_id', '=', 'campaigns.id')
      .orderBy('locale')
      .orderBy('position'),
  )

export const documentsOf = (campaign: OfCampaign) =>
  jsonArrayFrom(
    campaign
      .selectFrom('campaign_documents')
      .select(['locale', 'source'])
      .whereRef('campaign_id', '=', 'campaigns.id')
      .orderBy('locale'),
  )

export const casesOf = (campaign: OfCampaign) =>
  jsonArrayFrom(
    campaign
      .selectFrom('cases')
      .select(['key', 'cases.kind', 'basis', 'source', 'names', 'status', 'history'])
      .whereRef('campaign_id', '=', 'campaigns.id')
      .orderBy('position')
      .orderBy(sql`key collate "C"`),
  )

/** By recommendation, the oldest first, as recommendations.yaml has them. */
export const statesOf = (campaign: OfCampaign) =>
  jsonArrayFrom(
    campaign
      .selectFrom('recommendation_states as states')
      .select(['recommendation', 'states.state', 'who', 'happened_on as on', 'source', 'note'])
      .whereRef('campaign_id', '=', 'campaigns.id')
      .orderBy(sql`recommendation collate "C"`)
      .orderBy('happened_on')
      .orderBy('states.id'),
  )

export const addresseesOf = (campaign: OfCampaign) =>
  jsonArrayFrom(
    campaign
      .selectFrom('addressees')
      .innerJoin('offices', 'offices.id', 'addressees.office_id')
      .innerJoin('institutions', 'institutions.id', 'offices.institution_id')
      .select(['addressees.key', 'addressees.demands', 'addressees.points', 'addressees.leads'])
      .select((addressee) => [
        officeObject(addressee).as('office'),
        holderOf(addressee).as('official'),
        channelsOf(addressee).as('channels'),
      ])
      .whereRef('campaign_id', '=', 'campaigns.id')
      .orderBy('addressees.position'),
  )
