import type { Db } from '../../db/index.ts'
import { type Locale, locales } from '../../i18n/locale.ts'
import { toChannelEntry } from '../officials/index.ts'
import { type Addressee, type Campaign, type CampaignText, evidenceIn } from './campaign.ts'
import { shownImages } from './check-images.ts'
import type { CampaignFolder } from './folder-format.ts'
import { type CampaignAndLetters, findCampaignAndLetters } from './queries.ts'

/** The campaign as `readCampaignFolder` would read it from its folder, or undefined where there is none. */
export const exportCampaign = async (db: Db, slug: string): Promise<CampaignFolder | undefined> => {
  const found = await findCampaignAndLetters(db, slug)
  return found && toFolder(found)
}

const toFolder = ({ campaign, letters, document, pictures }: CampaignAndLetters): CampaignFolder => ({
  campaign: {
    slug: campaign.slug,
    kind: campaign.kind,
    state: campaign.state,
    outcome: campaign.outcome,
    opens: toMoment(campaign.opensAt),
    closes: toMoment(campaign.closesAt),
    note: campaign.stateNote,
    country: campaign.country,
    opened: campaign.openedOn,
    goal: campaign.goal,
    organiser: campaign.organiser,
    anonymous: !campaign.organiserShown,
    comments: campaign.comments,
    limits: campaign.limits,
    dispatch: campaign.dispatch,
    quota_hour: campaign.quotaHour,
    declaration: campaign.declaration,
    co_signing: campaign.coSigning,
    cover: campaign.cover?.name ?? null,
    facts: campaign.facts,
    demands: campaign.demands.map(({ key }) => key),
    topics: campaign.topics.map(({ key }) => key),
    addressees: campaign.addressees.map(toAddressee),
    evidence: campaign.evidence.map(({ captions: _, ...evidence }) => evidence),
  },
  texts: toTexts(campaign),
  letters: letters.templates,
  fragments: letters.fragments,
  letterRules: letters.rules,
  signatories: toSignatories(campaign.signatories),
  documents: Object.fromEntries(document.documents.map(({ locale, source }) => [locale, source])),
  cases: document.cases.length > 0 ? document.cases : null,
  recommendations: document.states.length > 0 ? document.states : null,
  images: imagesOf(campaign, pictures.images),
  logos: pictures.logos,
})

/** Those that readers see; the desk may have others. */
const imagesOf = ({ cover, texts }: Campaign, images: CampaignAndLetters['pictures']['images']) => {
  const bodies = Object.values(texts).map(({ body }) => body)
  const shown = shownImages(cover?.name ?? null, bodies)
  return images.filter(({ name }) => shown.has(name))
}

/** null where there are none, as in a folder that says nothing of them. */
const toSignatories = ({ groups, organisations, officeHolders }: Campaign['signatories']) =>
  groups.length + organisations.length + officeHolders.length === 0
    ? null
    : { groups, organisations: organisations.map(({ logo: _, ...said }) => said), office_holders: officeHolders }

const toMoment = (at: Date | null) => at && `${at.toISOString().slice(0, 19)}Z`

const toAddressee = ({ key, office, official, channels, demands }: Addressee) => {
  if (office.inDirectory) return { key, office: office.slug, demands }
  const { slug, name, salutation, institution } = office
  return {
    key,
    institution: { slug: institution.slug, name: institution.name },
    office: { slug, name, salutation },
    official,
    demands,
    channels: channels.map(toChannelEntry),
  }
}

const toTexts = (campaign: Campaign): CampaignFolder['texts'] =>
  Object.fromEntries(
    locales.flatMap((locale) => {
      const text = campaign.texts[locale]
      return text ? [[locale, toText(campaign, text, locale)]] : []
    }),
  )

const toText = (campaign: Campaign, { callToAction, ...text }: CampaignText, locale: Locale) => ({
  ...text,
  call_to_action: callToAction,
  cover: campaign.cover?.alts[locale] ?? null,
  demands: byKey(campaign.demands, ({ texts, letterTexts }) => {
    const [text, letter] = [texts[locale], letterTexts[locale]]
    return text === undefined || letter === undefined ? undefined : { text, letter }
  }),
  topics: byKey(campaign.topics, ({ labels, letterTexts }) => {
    const [label, letter] = [labels[locale], letterTexts[locale]]
    return label === undefined || letter === undefined ? undefined : { label, letter }
  }),
  evidence: evidenceIn(campaign, locale).map(({ key, caption }) => ({ key, caption })),
  points: byKey(campaign.addressees, ({ points }) => points[locale]),
  leads: byKey(campaign.addressees, ({ leads }) => leads[locale]),
})

/** The things that say something here, by their keys. */
const byKey = <Thing extends { key: string }, Said>(things: Thing[], say: (thing: Thing) => Said | undefined) =>
  Object.fromEntries(
    things.flatMap((thing) => {
      const said = say(thing)
      return said === undefined ? [] : [[thing.key, said] as const]
    }),
  )
