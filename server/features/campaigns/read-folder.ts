import { LastUsed } from '../../folders/last-used.ts'
import { readShape } from '../../folders/yaml-shape.ts'
import { type Problem, readYaml, type YamlSource } from '../../folders/yaml-source.ts'
import { locales } from '../../i18n/locale.ts'
import { checkMarkdown } from '../../render/markdown.ts'
import type { DirectorySlugs } from '../officials/index.ts'
import { checkAddressees } from './check-addressees.ts'
import { checkFolder, declaredKeys } from './check-folder.ts'
import { checkImages } from './check-images.ts'
import { campaignFileName, type FolderFiles, readFolderFiles, textFileName } from './folder-files.ts'
import { type CampaignFolder, campaignFile, textFile } from './folder-format.ts'
import { readSignatories } from './folder-signatories.ts'
import { readDocumentFiles } from './read-document-files.ts'
import { type CheckLetters, readLetters } from './read-letters.ts'

export type ReadFolder = { ok: true; folder: CampaignFolder } | { ok: false; problems: Problem[] }

/**
 * Reads a campaign folder (FOLDER.md) and checks all of it, within each file and across them. Every problem is told at
 * once, by file and line. The templates' own language belongs to the letters feature, which hands in its check. Where
 * the directory's slugs are given, addressees are checked against them too; the import refuses unknown ones anyway.
 */
export const readCampaignFolder = async (
  dir: string,
  checkLetters: CheckLetters = () => [],
  directory?: DirectorySlugs,
): Promise<ReadFolder> => {
  return readCampaignFiles(await readFolderFiles(dir), checkLetters, directory)
}

/** The same of files that are in hand, by their paths within the folder; `problems` are what was wrong in reading them. */
export const readCampaignFiles = (
  { files, pictures, problems }: FolderFiles,
  checkLetters: CheckLetters = () => [],
  directory?: DirectorySlugs,
): ReadFolder => {
  const found = [...problems]

  const campaignText = files.get(campaignFileName)
  const source = readAgain(campaignFileName, campaignText ?? '')
  const campaign = readShape(source, campaignFile)
  if (campaignText !== undefined) found.push(...campaign.problems)
  else if (!found.some(({ file }) => file === campaignFileName))
    found.push({ file: campaignFileName, line: 1, message: 'is missing' })

  if (campaign.value && directory) found.push(...checkAddressees(source, campaign.value, directory))

  const texts = readTexts(files)
  if (texts.length === 0) found.push({ file: 'en.md', line: 1, message: 'is missing, and so is ru.md: one is needed' })
  found.push(...texts.flatMap((text) => text.problems))

  const facts = source.value instanceof Object && 'facts' in source.value ? Object.keys(Object(source.value.facts)) : []
  const readable = campaignText !== undefined && source.problems.length === 0
  const { topics, addressees } = declaredKeys(source)
  const { letters, problems: inLetters } = readLetters(files, { facts, topics, addressees, readable }, checkLetters)
  found.push(...inLetters)

  const signatories = readSignatories(files)
  found.push(...signatories.problems)

  found.push(
    ...checkImages({ campaign: campaign.value, source, texts, signatories: signatories.value }, pictures, problems),
  )

  const documents = readDocumentFiles(files)
  found.push(...documents.problems)

  const sources = Object.fromEntries(texts.map((text) => [text.locale, text.source]))
  if (campaignText !== undefined) found.push(...checkFolder(source, sources, [...files.keys()]))

  if (found.length > 0 || !campaign.value) return { ok: false, problems: inOrder(found) }
  return {
    ok: true,
    folder: {
      campaign: campaign.value,
      texts: Object.fromEntries(texts.flatMap(({ locale, value }) => (value ? [[locale, value]] : []))),
      ...letters,
      ...documents.value,
      signatories: signatories.value,
      ...pictures,
    },
  }
}

/** A campaign is read again whenever a word of it changes, and most of it has not. Nobody changes what was read. */
const known = new LastUsed<YamlSource>(20)

const readAgain = (file: string, source: string): YamlSource =>
  known.get(`${file}\n${source}`, () => readYaml(file, source))

const readTexts = (files: Map<string, string>) =>
  locales.flatMap((locale) => {
    const text = files.get(textFileName(locale))
    return text === undefined ? [] : [{ locale, ...readText(textFileName(locale), text) }]
  })

/** Front matter between two lines of ---, then the body. The first of them is blanked, so that lines count the same. */
const readText = (file: string, text: string) => {
  const lines = text.split('\n').map((line) => line.trimEnd())
  const end = lines[0] === '---' ? lines.indexOf('---', 1) : -1
  const source = readAgain(file, end > 0 ? lines.slice(0, end).with(0, '').join('\n') : '')
  if (end < 0) {
    const problems = [{ file, line: 1, message: 'must begin with front matter between two lines of ---' }]
    return { source: { ...source, problems }, bodyLine: 1, value: undefined, problems }
  }

  const shape = readShape(source, textFile)
  const body = lines
    .slice(end + 1)
    .join('\n')
    .trim()
  const bodyLine = lines.findIndex((line, index) => index > end && line !== '') + 1
  const problems: Problem[] = checkMarkdown(body).map(({ line, message }) => ({
    file,
    line: bodyLine + line - 1,
    message,
    path: ['body', line],
  }))
  if (body === '')
    problems.push({ file, line: end + 1, message: 'has no text after the front matter', path: ['body', 1] })
  return {
    source,
    bodyLine,
    value: shape.value && { ...shape.value, body },
    problems: [...shape.problems, ...problems],
  }
}

const inOrder = (problems: Problem[]) => {
  const rank = ({ file }: Problem) => (file === campaignFileName ? '' : file)
  const unique = new Map(problems.map((problem) => [`${problem.file}:${problem.line}:${problem.message}`, problem]))
  return [...unique.values()].sort((a, b) => {
    if (a.file !== b.file) return rank(a) < rank(b) ? -1 : 1
    return a.line - b.line
  })
}
