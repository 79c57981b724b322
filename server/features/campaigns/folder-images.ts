import { readBytes } from '../../folders/read-text.ts'
import type { Problem } from '../../folders/yaml-source.ts'
import { translator } from '../../i18n/index.ts'
import { MAX_UPLOAD } from '../../render/picture-bounds.ts'
import { type Picture, readPicture } from '../../render/reencode-image.ts'

/** A picture by the name that texts have for it, or a logo by its organisation's key. */
export type NamedPicture = { name: string } & Picture

/** Each list sorted by name. */
export interface FolderPictures {
  images: NamedPicture[]
  logos: NamedPicture[]
}

export const imageFileName = (name: string) => `images/${name}.webp`
export const logoFileName = (organisation: string) => `images/logos/${organisation}.webp`

const fileName = /^images\/(logos\/)?([a-z0-9][a-z0-9-]{0,59})\.(?:webp|jpe?g|png|avif)$/i

/** What a path within images/ is a picture of; undefined for any other path. */
export const readImageFileName = (file: string): { list: keyof FolderPictures; name: string } | undefined => {
  const match = fileName.exec(file)
  return match ? { list: match[1] ? 'logos' : 'images', name: match[2] ?? '' } : undefined
}

/** The pictures of a folder, made anew one after another; those that cannot be, and second ones of a name, are problems. */
export const readPictures = async (dir: string, files: string[], problems: Problem[]): Promise<FolderPictures> => {
  const found: FolderPictures = { images: [], logos: [] }
  for (const file of files) {
    const { list, name } = readImageFileName(file) ?? { list: 'images' as const, name: '' }
    const refuse = (message: string) => problems.push({ file, line: 1, message })
    if (found[list].some((each) => each.name === name)) {
      refuse(`${name} is given twice`)
      continue
    }
    const bytes = await readBytes(dir, file, MAX_UPLOAD, problems)
    const read = bytes && (await readPicture(bytes, list === 'logos' ? 'logo' : 'picture'))
    if (read?.ok) found[list].push({ name, ...read.picture })
    else if (read) refuse(translator('en')(read.message))
  }
  const inOrder = (list: NamedPicture[]) => list.sort((a, b) => (a.name < b.name ? -1 : 1))
  return { images: inOrder(found.images), logos: inOrder(found.logos) }
}
