import { lstat, mkdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { listNames } from '../../folders/read-text.ts'
import { pick, replaceFile, toYaml } from '../../folders/write-text.ts'
import { locales } from '../../i18n/locale.ts'
import { plainChannel, plainOfficeName } from '../officials/index.ts'
import { plainCase, plainState } from './folder-cases.ts'
import {
  campaignFileName,
  casesFileName,
  documentFileName,
  fragmentsFileName,
  isLettersFile,
  letterFileName,
  recommendationsFileName,
  rulesFileName,
  textFileName,
} from './folder-files.ts'
import type { AddresseeEntry, CampaignFile, CampaignFolder, TextFile } from './folder-format.ts'
import { writeFragments } from './folder-fragments.ts'
import { imageFileName, logoFileName, readImageFileName } from './folder-images.ts'
import { plainRules } from './folder-rules.ts'
import { plainSignatories, signatoriesFileName } from './folder-signatories.ts'

/**
 * Writes a campaign as a folder that `readCampaignFolder` reads back the same. The folder is made where there is none;
 * in one that exists, each file is replaced at once, texts, letters and pictures that the campaign does not have are deleted, and
 * other files are left alone. Refuses, by throwing, to write through a link.
 */
export const writeCampaignFolder = async (dir: string, folder: CampaignFolder): Promise<void> => {
  const files = new Map<string, string | Buffer>([...campaignFiles(folder), ...pictureFiles(folder)])
  const folders = ['letters', ...new Set([...files.keys()].filter(readImageFileName).map((file) => dirname(file)))]
  for (const inside of folders.sort()) {
    await mkdir(join(dir, inside), { recursive: true })
    if (!(await lstat(join(dir, inside))).isDirectory()) throw new Error(`${join(dir, inside)} is a link`)
  }

  for (const [file, content] of files) await replaceFile(join(dir, file), content)
  const letters = (await namesIn(dir, 'letters')).filter(isLettersFile)
  const pictures = [...(await namesIn(dir, 'images')), ...(await namesIn(dir, 'images/logos'))].filter(
    readImageFileName,
  )
  for (const file of [...locales.map(textFileName), signatoriesFileName, ...documentFiles, ...letters, ...pictures]) {
    if (!files.has(file)) await rm(join(dir, file), { force: true })
  }
}

const namesIn = async (dir: string, folder: string) =>
  (await listNames(join(dir, folder))).map((name) => `${folder}/${name}`)

const documentFiles = [casesFileName, recommendationsFileName, ...locales.map(documentFileName)]

/** The pictures of the folder, by their paths within it. */
export const pictureFiles = ({ images, logos }: CampaignFolder) =>
  new Map([
    ...images.map(({ name, bytes }) => [imageFileName(name), bytes] as const),
    ...logos.map(({ name, bytes }) => [logoFileName(name), bytes] as const),
  ])

/** The texts of the folder, by their paths within it. */
export const campaignFiles = (folder: CampaignFolder) => {
  const { campaign, texts, letters, fragments, letterRules, signatories, documents, cases, recommendations } = folder
  const files = new Map([[campaignFileName, toYaml(plainCampaign(campaign))]])
  for (const locale of locales) {
    const text = texts[locale]
    if (text) files.set(textFileName(locale), `---\n${toYaml(plainText(text))}---\n\n${text.body}\n`)
  }
  for (const { locale, addressee, source } of letters) files.set(letterFileName(locale, addressee), `${source}\n`)
  for (const locale of locales) {
    const own = fragments.filter((fragment) => fragment.locale === locale)
    if (own.length > 0) files.set(fragmentsFileName(locale), writeFragments(own))
  }
  for (const locale of locales) {
    const source = documents[locale]
    if (source !== undefined) files.set(documentFileName(locale), `${source}\n`)
  }
  if (cases) files.set(casesFileName, toYaml(cases.map(plainCase)))
  if (recommendations) files.set(recommendationsFileName, toYaml(recommendations.map(plainState)))
  if (letterRules) files.set(rulesFileName, toYaml(plainRules(letterRules)))
  if (signatories) files.set(signatoriesFileName, toYaml(plainSignatories(signatories)))
  return files
}

/** Keys in the order of FOLDER.md, and none that would only repeat its default. */
const plainCampaign = (campaign: CampaignFile) => ({
  slug: campaign.slug,
  kind: campaign.kind,
  state: campaign.state,
  ...(campaign.outcome !== null && { outcome: campaign.outcome }),
  ...(campaign.opens !== null && { opens: campaign.opens }),
  ...(campaign.closes !== null && { closes: campaign.closes }),
  ...(Object.keys(campaign.note).length > 0 && { note: campaign.note }),
  country: campaign.country,
  opened: campaign.opened,
  goal: campaign.goal,
  organiser: {
    slug: campaign.organiser.slug,
    name: inBoth(campaign.organiser.name),
    email: campaign.organiser.email,
  },
  ...(campaign.anonymous && { anonymous: true }),
  comments: campaign.comments,
  limits: campaign.limits,
  ...(campaign.dispatch !== 'off' && { dispatch: campaign.dispatch }),
  ...(campaign.quota_hour !== 30 && { quota_hour: campaign.quota_hour }),
  ...(campaign.declaration && { declaration: plainDeclaration(campaign.declaration) }),
  ...(campaign.co_signing === 'open' && { co_signing: campaign.co_signing }),
  ...(campaign.cover !== null && { cover: campaign.cover }),
  facts: Object.fromEntries(
    Object.entries(campaign.facts)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, fact]) => [name, typeof fact === 'object' ? inBoth(fact) : fact]),
  ),
  demands: campaign.demands,
  topics: campaign.topics,
  addressees: campaign.addressees.map((addressee) => plainAddressee(addressee, campaign.demands)),
  evidence: campaign.evidence.map(({ key, kind, url, happened, warning }) => ({
    key,
    kind,
    url,
    ...(happened !== null && { happened: /^\d{4}$/.test(happened) ? Number(happened) : happened }),
    ...(warning !== null && { warning }),
  })),
})

const plainDeclaration = ({ title, number, document, tabled }: NonNullable<CampaignFile['declaration']>) => ({
  ...(title && { title: inBoth(title) }),
  ...(number !== null && { number }),
  ...(document && { document: document.en === document.ru ? document.en : inBoth(document) }),
  ...(tabled !== null && { tabled }),
})

const plainAddressee = (addressee: AddresseeEntry, all: string[]) => {
  const { key, demands } = addressee
  const chosen = demands.join() === all.join() ? {} : { demands }
  if (!('institution' in addressee)) return { key, office: addressee.office, ...chosen }
  const { institution, office, official, channels } = addressee
  return {
    key,
    institution: { slug: institution.slug, name: inBoth(institution.name) },
    office: { slug: office.slug, name: plainOfficeName(office.name), salutation: inBoth(office.salutation) },
    ...(official && {
      official: {
        ...(official.gender && { gender: official.gender }),
        name: { en: official.name.en, ru: pick(official.name.ru, ['nominative', 'genitive', 'dative']) },
        salutation: inBoth(official.salutation),
      },
    }),
    ...chosen,
    channels: channels.map(plainChannel),
  }
}

const plainText = (text: TextFile) => ({
  title: text.title,
  summary: text.summary,
  call_to_action: text.call_to_action,
  ...(text.cover !== null && { cover: text.cover }),
  brief: text.brief.map(({ text, source }) => ({ text, ...(source !== null && { source }) })),
  demands: mapValues(text.demands, ({ text, letter }) => ({ text, letter })),
  topics: mapValues(text.topics, ({ label, letter }) => ({ label, letter })),
  evidence: text.evidence.map(({ key, caption }) => ({ key, caption })),
  points: text.points,
  leads: text.leads,
})

const inBoth = ({ en, ru }: { en: string; ru: string }) => ({ en, ru })

const mapValues = <From, To>(from: Record<string, From>, change: (value: From) => To) =>
  Object.fromEntries(Object.entries(from).map(([key, value]) => [key, change(value)]))
