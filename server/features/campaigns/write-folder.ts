import { lstat, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Document, isMap, isScalar, isSeq, visit } from 'yaml'
import { locales } from '../../i18n/locale.ts'
import { campaignFileName, letterFileName, readLetterFileName, textFileName } from './folder-files.ts'
import type { AddresseeEntry, CampaignFile, CampaignFolder, TextFile } from './folder-format.ts'

/**
 * Writes a campaign as a folder that `readCampaignFolder` reads back the same. The folder is made where there is none;
 * in one that exists, each file is replaced at once, texts and letters that the campaign does not have are deleted, and
 * other files are left alone. Refuses, by throwing, to write through a link.
 */
export const writeCampaignFolder = async (dir: string, folder: CampaignFolder): Promise<void> => {
  const files = toFiles(folder)
  await mkdir(join(dir, 'letters'), { recursive: true })
  if (!(await lstat(join(dir, 'letters'))).isDirectory()) throw new Error(`${join(dir, 'letters')} is a link`)

  for (const [file, text] of files) await replaceFile(join(dir, file), text)
  const letters = (await readdir(join(dir, 'letters'))).map((name) => `letters/${name}`).filter(readLetterFileName)
  for (const file of [...locales.map(textFileName), ...letters]) {
    if (!files.has(file)) await rm(join(dir, file), { force: true })
  }
}

/** A rename replaces a link rather than follows it, and a reader never sees half a file. */
const replaceFile = async (path: string, text: string) => {
  const draft = join(dirname(path), `.${process.pid}.draft`)
  await rm(draft, { force: true })
  await writeFile(draft, text, { flag: 'wx' })
  await rename(draft, path)
}

const toFiles = ({ campaign, texts, letters }: CampaignFolder) => {
  const files = new Map([[campaignFileName, toYaml(plainCampaign(campaign))]])
  for (const locale of locales) {
    const text = texts[locale]
    if (text) files.set(textFileName(locale), `---\n${toYaml(plainText(text))}---\n\n${text.body}\n`)
  }
  for (const { locale, addressee, source } of letters) files.set(letterFileName(locale, addressee), `${source}\n`)
  return files
}

/** Keys in the order of FOLDER.md, and none that would only repeat its default. */
const plainCampaign = (campaign: CampaignFile) => ({
  slug: campaign.slug,
  kind: campaign.kind,
  state: campaign.state,
  country: campaign.country,
  opened: campaign.opened,
  goal: campaign.goal,
  organiser: {
    slug: campaign.organiser.slug,
    name: inBoth(campaign.organiser.name),
    email: campaign.organiser.email,
  },
  comments: campaign.comments,
  limits: campaign.limits,
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

const plainAddressee = ({ key, institution, office, official, demands, channels }: AddresseeEntry, all: string[]) => ({
  key,
  institution: { slug: institution.slug, name: inBoth(institution.name) },
  office: {
    slug: office.slug,
    name: { en: office.name.en, ru: pick(office.name.ru, ['nominative', 'genitive', 'dative']) },
    salutation: inBoth(office.salutation),
  },
  ...(official && {
    official: {
      ...(official.gender && { gender: official.gender }),
      name: { en: official.name.en, ru: pick(official.name.ru, ['nominative', 'dative']) },
      salutation: inBoth(official.salutation),
    },
  }),
  ...(demands.join() !== all.join() && { demands }),
  channels: channels.map((channel) => ({
    kind: channel.kind,
    address: channel.address.en === channel.address.ru ? channel.address.en : inBoth(channel.address),
    ...(channel.residents_only && { residents_only: true }),
    ...(channel.languages.length < locales.length && { languages: channel.languages }),
    ...(channel.max_length !== null && { max_length: channel.max_length }),
    ...(channel.exposes.length > 0 && { exposes: channel.exposes }),
    ...(Object.keys(channel.note).length > 0 && { note: pick(channel.note, ['en', 'ru']) }),
  })),
})

const plainText = (text: TextFile) => ({
  title: text.title,
  summary: text.summary,
  call_to_action: text.call_to_action,
  brief: text.brief.map(({ text, source }) => ({ text, ...(source !== null && { source }) })),
  demands: mapValues(text.demands, ({ text, letter }) => ({ text, letter })),
  topics: mapValues(text.topics, ({ label, letter }) => ({ label, letter })),
  evidence: text.evidence.map(({ key, caption }) => ({ key, caption })),
  points: text.points,
})

const inBoth = ({ en, ru }: { en: string; ru: string }) => ({ en, ru })

const pick = <Key extends string>(from: Partial<Record<Key, string>>, keys: Key[]) =>
  Object.fromEntries(keys.flatMap((key) => (from[key] === undefined ? [] : [[key, from[key]]])))

const mapValues = <From, To>(from: Record<string, From>, change: (value: From) => To) =>
  Object.fromEntries(Object.entries(from).map(([key, value]) => [key, change(value)]))

/** Lists of plain words on one line, an empty line between the parts, the rest a key a line. */
const toYaml = (value: object) => {
  const document = new Document(value, { aliasDuplicateObjects: false })
  visit(document, {
    Seq: (_, list) => {
      if (list.items.every((item) => isScalar(item))) list.flow = true
    },
  })
  if (isMap(document.contents)) {
    for (const { key, value } of document.contents.items) {
      if (isScalar(key) && (isMap(value) || isSeq(value))) key.spaceBefore = true
    }
  }
  return document.toString({ lineWidth: 110, flowCollectionPadding: false })
}
