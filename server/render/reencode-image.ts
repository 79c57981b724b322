import { createHash } from 'node:crypto'
import type { Sharp } from 'sharp'
import type { MessageKey } from '../i18n/index.ts'
import type { ImageFacts } from './image-element.ts'
import { type Bounds, bounds, type PictureKind, small } from './picture-bounds.ts'
import { formatOf, isBareWebp, isLight, isMoving } from './picture-format.ts'

/** What becomes of an upload: a picture of our own making, of which nothing but what can be seen came from outside. */
export interface Picture extends ImageFacts {
  /** WebP, without any metadata. */
  bytes: Buffer
  /** The same 320 pixels wide, for narrow columns and for those whose line is bad; null where it is no wider itself. */
  small: Buffer | null
  /** Of a logo: light on nothing, so that it can be seen on a dark ground alone. */
  light: boolean
}

export type Reencoded = { ok: true; picture: Picture } | { ok: false; message: MessageKey }

/** Pixels of an upload, by its header: what would take more memory than that is never decoded. */
const MAX_PIXELS = 40_000_000
const MAX_SIDE = 12_000
const SECONDS = 15

/** Nothing is kept between uploads, one core at most works on one, and only the loaders of these formats exist. */
const loadSharp = async () => {
  const { default: sharp } = await import('sharp')
  sharp.cache(false)
  sharp.concurrency(1)
  sharp.block({ operation: ['VipsForeignLoad'] })
  sharp.unblock({
    operation: [
      'VipsForeignLoadJpegBuffer',
      'VipsForeignLoadPngBuffer',
      'VipsForeignLoadWebpBuffer',
      'VipsForeignLoadHeifBuffer',
    ],
  })
  return sharp
}

let loading: ReturnType<typeof loadSharp> | undefined

/** Loaded for the first picture, so that a start does not wait for it. */
const library = () => {
  loading ??= loadSharp()
  return loading
}

let working: Promise<unknown> = Promise.resolve()
let waiting = 0
/** Uploads that wait for their turn; more are asked to come again. */
const MOST_WAITING = 16

/** Pictures are worked on one after another. */
const inTurn = (work: () => Promise<Reencoded>): Promise<Reencoded> => {
  waiting++
  const result = working.then(work).finally(() => waiting--)
  working = result.catch(() => undefined)
  return result
}

/**
 * A picture for a page from an uploaded JPEG, PNG, WebP or AVIF: turned upright, within the bounds of its kind (a
 * picture at most 640 pixels wide and 16 KB, a logo 240 by 96 and 5 KB), its pixels written anew and all else left
 * behind. Refused, by its header alone: other formats, moving pictures, what is too large or too small; then what
 * cannot be read to its end.
 */
export const reencodeImage = async (bytes: Buffer, kind: PictureKind = 'picture'): Promise<Reencoded> =>
  waiting < MOST_WAITING ? inTurn(() => reencode(bytes, bounds[kind])) : refuse('web.picture.busy')

/**
 * The same of a file in a campaign folder. One that is already what this would make of it, a WebP of pixels alone
 * within the bounds, stays as it is: so a folder that was written out is read in again without loss.
 */
export const readPicture = (bytes: Buffer, kind: PictureKind = 'picture'): Promise<Reencoded> =>
  inTurn(async () => {
    const most = bounds[kind]
    if (bytes.length > most.bytes || !isBareWebp(bytes)) return reencode(bytes, most)
    try {
      const sharp = await library()
      const options = { failOn: 'warning', limitInputPixels: most.widths[0] * most.height } as const
      const { data, info } = await sharp(bytes, options).raw().toBuffer({ resolveWithObject: true })
      const fits = info.width <= most.widths[0] && info.height <= most.height
      const opaque = most.transparent || info.channels < 4
      return fits && opaque
        ? { ok: true, picture: await toPicture(bytes, info, isLight(data, info.channels)) }
        : reencode(bytes, most)
    } catch {
      return reencode(bytes, most)
    }
  })

const refuse = (message: MessageKey): Reencoded => ({ ok: false, message })

const reencode = async (bytes: Buffer, most: Bounds): Promise<Reencoded> => {
  if (bytes.length > most.upload) return refuse(most.transparent ? 'web.picture.largeLogo' : 'web.picture.large')
  const format = formatOf(bytes)
  if (!format) return refuse('web.picture.type')
  const options = { limitInputPixels: MAX_PIXELS, failOn: 'warning', sequentialRead: true, pages: 1 } as const
  try {
    const sharp = await library()
    const found = await sharp(bytes, options).metadata()
    const { width = 0, height = 0, pages = 1 } = found
    if (found.format !== format) return refuse('web.picture.type')
    if (pages > 1 || isMoving(bytes, format)) return refuse('web.picture.moving')
    if (width * height > MAX_PIXELS || Math.max(width, height) > MAX_SIDE) return refuse('web.picture.pixels')
    if (Math.min(width, height) < most.least)
      return refuse(most.transparent ? 'web.picture.smallLogo' : 'web.picture.small')

    const { data, info } = await opacity(
      sharp(bytes, options)
        .timeout({ seconds: SECONDS })
        .rotate()
        .resize({ width: most.widths[0], height: most.height, fit: 'inside', withoutEnlargement: true })
        .toColourspace('srgb'),
      most,
    )
      .raw()
      .toBuffer({ resolveWithObject: true })
    return await write(data, info, most)
  } catch {
    return refuse('web.picture.broken')
  }
}

const opacity = (image: Sharp, { transparent }: Bounds) =>
  transparent ? image : image.flatten({ background: '#ffffff' }).removeAlpha()

interface Raw {
  width: number
  height: number
  channels: 1 | 2 | 3 | 4
}

const write = async (data: Buffer, { width, height, channels }: Raw, most: Bounds): Promise<Reencoded> => {
  const sharp = await library()
  for (const each of most.widths) {
    for (const quality of most.qualities) {
      const { data: bytes, info } = await sharp(data, { raw: { width, height, channels } })
        .resize({ width: each, withoutEnlargement: true })
        .webp({ quality, alphaQuality: quality, effort: 3 })
        .toBuffer({ resolveWithObject: true })
      if (bytes.length <= most.bytes)
        return { ok: true, picture: await toPicture(bytes, info, isLight(data, channels)) }
    }
  }
  return refuse('web.picture.broken')
}

const toPicture = async (
  bytes: Buffer,
  { width, height }: Pick<Raw, 'width' | 'height'>,
  light: boolean,
): Promise<Picture> => ({
  bytes,
  width,
  height,
  digest: createHash('sha256').update(bytes).digest('hex'),
  small: width > small.width ? await shrink(bytes) : null,
  light,
})

const shrink = async (bytes: Buffer) => {
  const sharp = await library()
  for (const quality of small.qualities) {
    const shrunk = await sharp(bytes).resize({ width: small.width }).webp({ quality, effort: 3 }).toBuffer()
    if (shrunk.length <= small.bytes) return shrunk
  }
  return null
}
