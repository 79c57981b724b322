import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import { listNames, readText } from '../../folders/read-text.ts'
import type { Problem } from '../../folders/yaml-source.ts'
import { type Locale, locales } from '../../i18n/locale.ts'
import { sizes } from './folder-format.ts'
import { type FolderPictures, readImageFileName, readPictures } from './folder-images.ts'
import { signatoriesFileName } from './folder-signatories.ts'

export const campaignFileName = 'campaign.yaml'
export const textFileName = (locale: Locale) => `${locale}.md`
export const letterFileName = (locale: Locale, addressee: string) =>
  addressee ? `letters/${locale}.${addressee}.hbs` : `letters/${locale}.hbs`

export const fragmentsFileName = (locale: Locale) => `letters/${locale}.fragments.md`
export const rulesFileName = 'letters/templates.yaml'
export const documentFileName = (locale: Locale) => `${locale}.document.md`
export const casesFileName = 'cases.yaml'
export const recommendationsFileName = 'recommendations.yaml'

const letterName = /^letters\/(en|ru)(?:\.([a-z0-9][a-z0-9-]{0,59}))?\.hbs$/

/** The locale and addressee in a letter's path; undefined for any other path. */
export const readLetterFileName = (file: string) => {
  const match = letterName.exec(file)
  return match ? { locale: match[1] as Locale, addressee: match[2] ?? '' } : undefined
}

/** Whether a path is that of a document of topics, of its cases or of what became of its recommendations. */
export const isDocumentFile = (file: string) =>
  [casesFileName, recommendationsFileName, ...locales.map(documentFileName)].includes(file)

/** Whether a path is that of a letter's template, of fragments or of rules. */
export const isLettersFile = (file: string) =>
  file === rulesFileName ||
  locales.some((locale) => file === fragmentsFileName(locale)) ||
  readLetterFileName(file) !== undefined

const isKnown = (file: string) =>
  file === campaignFileName ||
  file === signatoriesFileName ||
  locales.some((locale) => file === textFileName(locale)) ||
  isDocumentFile(file) ||
  isLettersFile(file) ||
  readImageFileName(file) !== undefined

export interface FolderFiles {
  /** By path within the folder; lines end in \n. */
  files: Map<string, string>
  pictures: FolderPictures
  problems: Problem[]
}

/**
 * Reads the files of a campaign folder, its pictures made anew. Refused: files that the format does not know (but for hidden ones, which
 * editors leave behind), links (so that nothing outside the folder can be drawn in), what is too big, is not UTF-8 or
 * has characters that a reader cannot see; of pictures, what would be refused of an upload.
 */
export const readFolderFiles = async (dir: string): Promise<FolderFiles> => {
  const files = new Map<string, string>()
  const problems: Problem[] = []
  const listed = await listFiles(dir, problems)
  for (const file of listed) {
    if (!isKnown(file)) {
      problems.push({ file, line: 1, message: 'is not a file of a campaign folder' })
      continue
    }
    if (readImageFileName(file)) continue
    const text = await readText(dir, file, sizes.file, problems)
    if (text !== undefined) files.set(file, text)
  }
  const pictures = await readPictures(
    dir,
    listed.filter((file) => readImageFileName(file)),
    problems,
  )
  return { files, pictures, problems }
}

const inside = ['letters', 'images', 'images/logos']

const listFiles = async (dir: string, problems: Problem[], within = ''): Promise<string[]> => {
  const found: string[] = []
  for (const name of await listNames(join(dir, within))) {
    const path = within ? `${within}/${name}` : name
    if (!inside.includes(path)) found.push(path)
    else if ((await lstat(join(dir, path))).isDirectory()) found.push(...(await listFiles(dir, problems, path)))
    else problems.push({ file: path, line: 1, message: 'must be a folder, and not a link to one' })
  }
  return found
}
