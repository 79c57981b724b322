import type { AddresseeEntry, CampaignFolder, TextFile } from '../../server/features/campaigns/folder-format.ts'
import type { Addressee, Campaign } from '../../server/features/campaigns/index.ts'
import { readCampaignFolder } from '../../server/features/campaigns/index.ts'
import { type Locale, type LocalizedText, locales } from '../../server/i18n/index.ts'
import { inProject } from '../../server/paths.ts'
import { readDemoDirectory } from '../directory.ts'

/** The demo campaign's folder, without a database between it and the page. */
export const readDemo = async (name = 'stray-animals-kazakhstan'): Promise<CampaignFolder> => {
  const read = await readCampaignFolder(inProject('server/features/campaigns/demo', name), () => [])
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return read.folder
}

const worded = (texts: CampaignFolder['texts'], pick: (text: TextFile) => string | undefined): LocalizedText =>
  Object.fromEntries(
    locales.flatMap((locale) => {
      const text = texts[locale]
      const words = text && pick(text)
      return words === undefined ? [] : [[locale, words]]
    }),
  )

const id = '00000000-0000-7000-8000-000000000002'

const institutions = (await readDemoDirectory()).files.flatMap((file) => file.institutions)

const addresseeOf = (texts: CampaignFolder['texts'], entry: AddresseeEntry): Addressee => {
  const slug = typeof entry.office === 'string' ? entry.office : entry.office.slug
  const found = institutions.flatMap(({ offices, ...institution }) =>
    offices.filter((office) => office.slug === slug).map((office) => ({ office, institution })),
  )[0]
  if (!found) throw new Error(`The demo directory has no office ${slug}`)
  const { officials, channels, ...office } = found.office
  return {
    key: entry.key,
    office: { ...office, id, inDirectory: true, institution: found.institution },
    official: officials.find(({ until }) => until === null) ?? null,
    demands: entry.demands,
    points: worded(texts, ({ points }) => points[entry.key]),
    leads: worded(texts, ({ leads }) => leads[entry.key]),
    channels: channels.map((channel) => ({
      ...channel,
      id,
      state: channel.state ?? 'working',
      residentsOnly: channel.residents_only,
      maxLength: channel.max_length,
      legalStanding: channel.legal_standing,
      checkedOn: channel.checked_on,
    })),
  }
}

const captionsOf = (texts: CampaignFolder['texts'], key: string) =>
  Object.fromEntries(
    locales.flatMap((locale) => {
      const position = texts[locale]?.evidence.findIndex((one) => one.key === key) ?? -1
      const caption = texts[locale]?.evidence[position]
      return caption ? [[locale, { position, text: caption.caption }]] : []
    }),
  )

const textsOf = (texts: CampaignFolder['texts']) =>
  Object.fromEntries(
    locales.flatMap((locale) => {
      const text = texts[locale]
      return text ? [[locale, { ...text, callToAction: text.call_to_action }]] : []
    }),
  )

/** A campaign as its page reads it, from its folder; in these languages only. */
export const campaignFrom = (
  { campaign, texts: all, signatories }: CampaignFolder,
  only: readonly Locale[] = locales,
): Campaign => {
  const texts = Object.fromEntries(Object.entries(all).filter(([locale]) => only.some((one) => one === locale)))
  return {
    ...campaign,
    cover: null,
    id: '00000000-0000-7000-8000-000000000001',
    openedOn: campaign.opened,
    opensAt: null,
    closesAt: null,
    stateSince: null,
    stateNote: {},
    edition: 1,
    editions: [],
    quotaHour: campaign.quota_hour,
    organiserShown: true,
    coSigning: campaign.co_signing,
    signatories: {
      groups: signatories?.groups ?? [],
      organisations: signatories?.organisations ?? [],
      officeHolders: signatories?.office_holders ?? [],
    },
    version: 1,
    updatedAt: new Date('2026-03-02T09:00:00Z'),
    dataKey: Buffer.alloc(60),
    texts: textsOf(texts),
    demands: campaign.demands.map((key) => ({
      key,
      texts: worded(texts, ({ demands }) => demands[key]?.text),
      letterTexts: worded(texts, ({ demands }) => demands[key]?.letter),
    })),
    topics: campaign.topics.map((key) => ({
      key,
      labels: worded(texts, ({ topics }) => topics[key]?.label),
      letterTexts: worded(texts, ({ topics }) => topics[key]?.letter),
    })),
    addressees: campaign.addressees.map((entry) => addresseeOf(texts, entry)),
    evidence: campaign.evidence.map((entry) => ({ ...entry, captions: captionsOf(texts, entry.key) })),
  }
}
