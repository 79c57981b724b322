import type { Problem, YamlSource } from '../../folders/yaml-source.ts'
import { type Locale, locales } from '../../i18n/locale.ts'
import { imagesIn, missingImages } from '../../render/markdown.ts'
import { campaignFileName, textFileName } from './folder-files.ts'
import type { CampaignFile, CampaignFolder, TextFile } from './folder-format.ts'
import { type FolderPictures, imageFileName, logoFileName, readImageFileName } from './folder-images.ts'
import { signatoriesFileName } from './folder-signatories.ts'

/** What shows pictures, as far as it could be read. */
interface Showing {
  campaign: CampaignFile | undefined
  source: YamlSource
  texts: { locale: Locale; source: YamlSource; bodyLine: number; value: (TextFile & { body: string }) | undefined }[]
  signatories: CampaignFolder['signatories']
}

/** The names of the pictures that a campaign's page shows: the one at its top, and those of its texts. */
export const shownImages = (cover: string | null, bodies: string[]): Set<string> =>
  new Set([...(cover === null ? [] : [cover]), ...bodies.flatMap(imagesIn)])

/**
 * Every picture that is shown is there, and described where it stands; no words stand for none, and no file is left that
 * nothing shows. Of a picture that could not be read, `told` says so already.
 */
export const checkImages = (showing: Showing, pictures: FolderPictures, told: Problem[]): Problem[] => {
  const { campaign, source, texts } = showing
  const readOrTold = [...pictures.images, ...told.flatMap(({ file }) => readImageFileName(file) ?? [])]
  const isThere = (wanted: string) => readOrTold.some(({ name }) => name === wanted)
  const inBodies = texts.flatMap(({ locale, bodyLine, value }) =>
    missingImages(value?.body ?? '', isThere).map(({ line, name }) => ({
      file: textFileName(locale),
      line: bodyLine + line - 1,
      message: `there is no ${imageFileName(name)}`,
      path: ['body', line],
    })),
  )
  if (!campaign) return inBodies
  const { cover } = campaign
  const atTop =
    cover === null || isThere(cover) ? [] : [source.problemAt(['cover'], `there is no ${imageFileName(cover)}`)]
  const described = texts.flatMap((text) => {
    if (!text.value || (cover === null) === (text.value.cover === null)) return []
    const message = cover === null ? `is for a picture, and ${campaignFileName} names none` : 'is missing'
    return [text.source.problemAt(['cover'], message)]
  })
  return [...atTop, ...described, ...inBodies, ...unseen(showing, pictures)]
}

const unseen = ({ campaign, texts, signatories }: Showing, { images, logos }: FolderPictures): Problem[] => {
  const bodies = texts.map(({ value }) => value?.body ?? '')
  const shown = shownImages(campaign?.cover ?? null, bodies)
  const organisations = new Set(signatories?.organisations.map(({ key }) => key))
  const refuse = (file: string, message: string) => ({ file, line: 1, message })
  const names = [campaignFileName, ...locales.map(textFileName)].join(', ')
  return [
    ...images
      .filter(({ name }) => !shown.has(name))
      .map(({ name }) => refuse(imageFileName(name), `is shown by none of ${names}`)),
    ...logos
      .filter(({ name }) => !organisations.has(name))
      .map(({ name }) =>
        refuse(logoFileName(name), `${name} is not among the organisations of ${signatoriesFileName}`),
      ),
  ]
}
