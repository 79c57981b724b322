import { type ExpressionBuilder, sql } from 'kysely'
import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres'
import type { Db } from '../../db/index.ts'
import type { Database, OfficeHolderFacts, OrganisationFacts, SignatoryKind } from '../../db/schema.ts'
import { channelsOf, holderOf, officeObject } from '../officials/index.ts'
import type { Campaign, CampaignSummary, LetterSources } from './campaign.ts'

/**
 * The whole campaign, whatever its state, or undefined. One statement, so that an import under way is seen either not
 * at all or in full.
 */
export const findCampaign = async (db: Db, slug: string): Promise<Campaign | undefined> => {
  const row = await selectCampaign(db, slug).executeTakeFirst()
  return row && toCampaign(row)
}

/** The campaign with its letters, as one statement sees them. */
export const findCampaignAndLetters = async (db: Db, slug: string) => {
  const row = await selectCampaign(db, slug)
    .select((campaign) => [templatesOf(campaign).as('templates'), fragmentsOf(campaign).as('fragments')])
    .select((campaign) => [
      documentsOf(campaign).as('documents'),
      casesOf(campaign).as('cases'),
      statesOf(campaign).as('states'),
    ])
    .select('letter_rules')
    .executeTakeFirst()
  if (!row) return undefined
  const { templates, fragments, letter_rules: rules, documents, cases, states, ...campaign } = row
  return {
    campaign: toCampaign(campaign),
    letters: { templates, fragments, rules },
    document: { documents, cases, states },
  }
}

export type CampaignAndLetters = NonNullable<Awaited<ReturnType<typeof findCampaignAndLetters>>>

/** The version that a cached page is compared with; undefined where there is no such campaign. */
export const findVersion = async (db: Db, id: string): Promise<number | undefined> => {
  const row = await db.selectFrom('campaigns').select('version').where('id', '=', id).executeTakeFirst()
  return row?.version
}

/** Campaigns that anybody may see, open ones first, the latest first. */
export const listCampaigns = async (db: Db): Promise<CampaignSummary[]> => {
  const rows = await db
    .selectFrom('campaigns')
    .select(['id', 'slug', 'kind', 'state', 'goal', 'opened_on as openedOn', 'version'])
    .select(['opens_at as opensAt', 'closes_at as closesAt'])
    .select((campaign) =>
      jsonArrayFrom(
        campaign
          .selectFrom('campaign_texts')
          .select(['locale', 'title', 'summary'])
          .whereRef('campaign_id', '=', 'campaigns.id')
          .orderBy('locale'),
      ).as('texts'),
    )
    .where('state', 'not in', ['draft', 'review'])
    .orderBy(sql`state = 'open' and coalesce(closes_at > now(), true)`, 'desc')
    .orderBy('opened_on', 'desc')
    .orderBy('slug')
    .execute()
  return rows.map(({ texts, ...row }) => ({
    ...row,
    titles: Object.fromEntries(texts.map(({ locale, title }) => [locale, title])),
    summaries: Object.fromEntries(texts.map(({ locale, summary }) => [locale, summary])),
  }))
}

/** What a campaign's letters are made of: templates by locale and addressee, fragments in their order, rules. */
export const findLetterSources = async (db: Db, campaignId: string): Promise<LetterSources> => {
  const row = await db
    .selectFrom('campaigns')
    .select((campaign) => [templatesOf(campaign).as('templates'), fragmentsOf(campaign).as('fragments')])
    .select('letter_rules as rules')
    .where('id', '=', campaignId)
    .executeTakeFirst()
  return row ?? { templates: [], fragments: [], rules: null }
}

const selectCampaign = (db: Db, slug: string) =>
  db
    .selectFrom('campaigns')
    .innerJoin('organisers', 'organisers.id', 'campaigns.organiser_id')
    .select([
      'campaigns.id',
      'campaigns.slug',
      'kind',
      'state',
      'opens_at as opensAt',
      'closes_at as closesAt',
      'state_since as stateSince',
      'state_note as stateNote',
      'outcome',
      'campaigns.edition',
      'country',
      'goal',
      'opened_on as openedOn',
      'comments',
      'limits',
      'dispatch',
      'dispatch_tester as tester',
      'quota_hour as quotaHour',
      'facts',
      'declaration',
      'signatory_groups as groups',
      'co_signing as coSigning',
      'version',
      'updated_at as updatedAt',
      'data_key as dataKey',
      'organiser_shown as organiserShown',
      'organisers.slug as organiserSlug',
      'organisers.name as organiserName',
      'organisers.email as organiserEmail',
    ])
    .select((campaign) => [
      textsOf(campaign).as('texts'),
      editionsOf(campaign).as('editions'),
      demandsOf(campaign).as('demands'),
      topicsOf(campaign).as('topics'),
      addresseesOf(campaign).as('addressees'),
      evidenceOf(campaign).as('evidence'),
      signatoriesOf(campaign).as('signatories'),
      coverOf(campaign).as('cover'),
    ])
    .where('campaigns.slug', '=', slug)

type OfCampaign = ExpressionBuilder<Database, 'campaigns'>

const textsOf = (campaign: OfCampaign) =>
  jsonArrayFrom(
    campaign
      .selectFrom('campaign_texts')
      .select(['locale', 'title', 'summary', 'call_to_action as callToAction', 'body', 'brief'])
      .whereRef('campaign_id', '=', 'campaigns.id')
      .orderBy('locale'),
  )

/** The picture that readers see. */
const coverOf = (campaign: OfCampaign) =>
  jsonObjectFrom(
    campaign
      .selectFrom('campaign_covers')
      .select(['digest', 'width', 'height', 'alts'])
      .whereRef('campaign_id', '=', 'campaigns.id')
      .where('shown', '=', true),
  )

/** A picture by its digest, in WebP; undefined where there is none. */
export const findImage = async (db: Db, digest: string): Promise<Buffer | undefined> => {
  const row = await db.selectFrom('campaign_covers').select('bytes').where('digest', '=', digest).executeTakeFirst()
  return row?.bytes
}

const editionsOf = (campaign: OfCampaign) =>
  jsonArrayFrom(
    campaign
      .selectFrom('campaign_editions')
      .select(['number', 'note'])
      .select(sql<string>`to_json(published_at)#>>'{}'`.as('publishedAt'))
      .whereRef('campaign_id', '=', 'campaigns.id')
      .orderBy('number'),
  )

const demandsOf = (campaign: OfCampaign) =>
  jsonArrayFrom(
    campaign
      .selectFrom('demands')
      .select(['key', 'texts', 'letter_texts as letterTexts'])
      .whereRef('campaign_id', '=', 'campaigns.id')
      .orderBy('position'),
  )

const topicsOf = (campaign: OfCampaign) =>
  jsonArrayFrom(
    campaign
      .selectFrom('topics')
      .select(['key', 'labels', 'letter_texts as letterTexts'])
      .whereRef('campaign_id', '=', 'campaigns.id')
      .orderBy('position'),
  )

const evidenceOf = (campaign: OfCampaign) =>
  jsonArrayFrom(
    campaign
      .selectFrom('evidence')
      .select(['key', 'evidence.kind', 'url', 'happened', 'warning', 'captions'])
      .whereRef('campaign_id', '=', 'campaigns.id')
      .orderBy(sql`key collate "C"`),
  )

/** Those who were checked, by kind, each kind in its order. */
const signatoriesOf = (campaign: OfCampaign) =>
  jsonArrayFrom(
    campaign
      .selectFrom('signatories')
      .select(['signatories.kind', 'key', 'signatories.facts'])
      .whereRef('campaign_id', '=', 'campaigns.id')
      .where('signatories.state', '=', 'confirmed')
      .orderBy('position')
      .orderBy(sql`key collate "C"`),
  )

const templatesOf = (campaign: OfCampaign) =>
  jsonArrayFrom(
    campaign
      .selectFrom('letter_templates')
      .select(['locale', 'addressee', 'source'])
      .whereRef('campaign_id', '=', 'campaigns.id')
      .orderBy('locale')
      .orderBy(sql`addressee collate "C"`),
  )

const fragmentsOf = (campaign: OfCampaign) =>
  jsonArrayFrom(
    campaign
      .selectFrom('letter_fragments')
      .select(['locale', 'name', 'variants'])
      .whereRef('campaign_id', '=', 'campaigns.id')
      .orderBy('locale')
      .orderBy('position'),
  )

const documentsOf = (campaign: OfCampaign) =>
  jsonArrayFrom(
    campaign
      .selectFrom('campaign_documents')
      .select(['locale', 'source'])
      .whereRef('campaign_id', '=', 'campaigns.id')
      .orderBy('locale'),
  )

const casesOf = (campaign: OfCampaign) =>
  jsonArrayFrom(
    campaign
      .selectFrom('cases')
      .select(['key', 'cases.kind', 'basis', 'source', 'names', 'status', 'history'])
      .whereRef('campaign_id', '=', 'campaigns.id')
      .orderBy('position')
      .orderBy(sql`key collate "C"`),
  )

/** By recommendation, the oldest first, as recommendations.yaml has them. */
const statesOf = (campaign: OfCampaign) =>
  jsonArrayFrom(
    campaign
      .selectFrom('recommendation_states as states')
      .select(['recommendation', 'states.state', 'who', 'happened_on as on', 'source', 'note'])
      .whereRef('campaign_id', '=', 'campaigns.id')
      .orderBy(sql`recommendation collate "C"`)
      .orderBy('happened_on')
      .orderBy('states.id'),
  )

const addresseesOf = (campaign: OfCampaign) =>
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

type CampaignRow = NonNullable<Awaited<ReturnType<ReturnType<typeof selectCampaign>['executeTakeFirst']>>>

const toCampaign = (found: CampaignRow): Campaign => {
  const { organiserSlug, organiserName, organiserEmail, texts, dispatch, tester, groups, signatories, ...row } = found
  return {
    ...row,
    dispatch: dispatch === 'test' ? { test: tester ?? '' } : dispatch,
    organiser: { slug: organiserSlug, name: organiserName, email: organiserEmail },
    texts: Object.fromEntries(texts.map(({ locale, ...text }) => [locale, text])),
    signatories: { groups, ...toSignatories(signatories) },
  }
}

const toSignatories = (rows: CampaignRow['signatories']) => {
  const inOrder = <Facts>(kind: SignatoryKind) =>
    rows.filter((row) => row.kind === kind).map(({ key, facts }) => ({ key, ...(facts as Facts) }))
  return {
    organisations: inOrder<OrganisationFacts>('organisation'),
    officeHolders: inOrder<OfficeHolderFacts>('office-holder'),
  }
}
