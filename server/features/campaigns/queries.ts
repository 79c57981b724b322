import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Db } from '../../db/index.ts'
import type { OfficeHolderFacts, OrganisationFacts, SignatoryKind } from '../../db/schema.ts'
import type { Campaign, CampaignSummary, LetterSources } from './campaign.ts'
import { coverOf } from './campaign-images.ts'
import {
  addresseesOf,
  casesOf,
  demandsOf,
  documentsOf,
  editionsOf,
  evidenceOf,
  fragmentsOf,
  imagesOf,
  logosOf,
  picturesOf,
  signatoriesOf,
  statesOf,
  templatesOf,
  textsOf,
  topicsOf,
} from './campaign-parts.ts'

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
      picturesOf(campaign).as('pictures'),
      logosOf(campaign).as('logos'),
    ])
    .select('letter_rules')
    .executeTakeFirst()
  if (!row) return undefined
  const { templates, fragments, letter_rules: rules, documents, cases, states, pictures, logos, ...campaign } = row
  return {
    campaign: toCampaign(campaign),
    letters: { templates, fragments, rules },
    document: { documents, cases, states },
    pictures: {
      images: pictures.map(({ bytes, small, ...image }) => ({
        ...image,
        bytes: Buffer.from(bytes, 'base64'),
        small: small === null ? null : Buffer.from(small, 'base64'),
        light: false,
      })),
      logos: logos.map(({ bytes, ...logo }) => ({ ...logo, bytes: Buffer.from(bytes, 'base64'), small: null })),
    },
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
      'campaigns.cover as coverName',
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
      imagesOf(campaign).as('images'),
    ])
    .where('campaigns.slug', '=', slug)

type CampaignRow = NonNullable<Awaited<ReturnType<ReturnType<typeof selectCampaign>['executeTakeFirst']>>>

const toCampaign = (found: CampaignRow): Campaign => {
  const { organiserSlug, organiserName, organiserEmail, texts, dispatch, tester, groups, signatories, ...rest } = found
  const { coverName, images, ...row } = rest
  const named = Object.fromEntries(images.map(({ name, ...image }) => [name, image]))
  return {
    ...row,
    dispatch: dispatch === 'test' ? { test: tester ?? '' } : dispatch,
    organiser: { slug: organiserSlug, name: organiserName, email: organiserEmail },
    texts: Object.fromEntries(texts.map(({ locale, cover: _, ...text }) => [locale, text])),
    cover: coverOf(coverName, named, Object.fromEntries(texts.map(({ locale, cover }) => [locale, cover ?? '']))),
    images: named,
    signatories: { groups, ...toSignatories(signatories) },
  }
}

const toSignatories = (rows: CampaignRow['signatories']) => {
  const ofKind = (kind: SignatoryKind) => rows.filter((row) => row.kind === kind)
  return {
    organisations: ofKind('organisation').map(({ key, facts, ...row }) => ({
      key,
      ...(facts as OrganisationFacts),
      ...withLogo(row),
    })),
    officeHolders: ofKind('office-holder').map(({ key, facts }) => ({ key, ...(facts as OfficeHolderFacts) })),
  }
}

type LogoRow = Omit<CampaignRow['signatories'][number], 'kind' | 'key' | 'facts'>

const withLogo = ({ logo_digest: digest, logo_width: width, logo_height: height, logo_light: light }: LogoRow) =>
  digest !== null && width !== null && height !== null ? { logo: { digest, width, height, light } } : {}
