import { createHash } from 'node:crypto'
import type { MessageKey } from '../../i18n/index.ts'

/** What becomes of an upload: a picture of our own making, of which nothing but what can be seen came from outside. */
export interface Picture {
  /** WebP, without any metadata. */
  bytes: Buffer
  width: number
  height: number
  /** SHA-256 of bytes, in hexadecimal. */
  digest: string
}

export type Reencoded = { ok: true; picture: Picture } | { ok: false; message: MessageKey }

/** Bytes of an upload. */
export const MAX_UPLOAD = 10 * 1024 * 1024
/** Pixels of an upload, by its header: what would take more memory than that is never decoded. */
const MAX_PIXELS = 40_000_000
const MAX_SIDE = 12_000
const MIN_SIDE = 200

/** The first that fits is taken: a busy picture is made smaller rather than muddy. */
const widths = [640, 480, 360, 240]
const HEIGHT = 800
/** A campaign page has 50 KB for everything. */
const MAX_BYTES = 20 * 1024
const qualities = [78, 62, 48, 36]
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

type Format = 'jpeg' | 'png' | 'webp' | 'heif'

/** The format by its first bytes, whatever name or type was claimed; undefined for any other. */
const formatOf = (bytes: Buffer): Format | undefined => {
  const ascii = (from: number, to: number) => bytes.toString('latin1', from, to)
  if (bytes.length < 32) return undefined
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpeg'
  if (ascii(0, 8) === '\x89PNG\r\n\x1a\n') return 'png'
  if (ascii(0, 4) === 'RIFF' && ascii(8, 12) === 'WEBP') return 'webp'
  return ascii(4, 12) === 'ftypavif' ? 'heif' : undefined
}

let working: Promise<unknown> = Promise.resolve()

/**
 * A picture for a page from an uploaded JPEG, PNG, WebP or AVIF: turned upright, at most 640 pixels wide and 20 KB,
 * its pixels written anew and all else left behind. Refused, by its header alone: other formats, moving pictures, what
 * is too large or too small; then what cannot be read to its end. Uploads are worked on one after another.
 */
export const reencodeImage = (bytes: Buffer): Promise<Reencoded> => {
  const result = working.then(() => reencode(bytes))
  working = result.catch(() => undefined)
  return result
}

const refuse = (message: MessageKey): Reencoded => ({ ok: false, message })

const reencode = async (bytes: Buffer): Promise<Reencoded> => {
  if (bytes.length > MAX_UPLOAD) return refuse('drafts.image.errors.large')
  const format = formatOf(bytes)
  if (!format) return refuse('drafts.image.errors.type')
  const options = { limitInputPixels: MAX_PIXELS, failOn: 'warning', sequentialRead: true, pages: 1 } as const
  try {
    const sharp = await library()
    const found = await sharp(bytes, options).metadata()
    const { width = 0, height = 0, pages = 1 } = found
    if (found.format !== format) return refuse('drafts.image.errors.type')
    if (pages > 1 || isMoving(bytes, format)) return refuse('drafts.image.errors.moving')
    if (width * height > MAX_PIXELS || Math.max(width, height) > MAX_SIDE) return refuse('drafts.image.errors.pixels')
    if (Math.min(width, height) < MIN_SIDE) return refuse('drafts.image.errors.small')

    const { data, info } = await sharp(bytes, options)
      .timeout({ seconds: SECONDS })
      .rotate()
      .resize({ width: widths[0] ?? 0, height: HEIGHT, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true })
    return await write(data, info)
  } catch {
    return refuse('drafts.image.errors.broken')
  }
}

/** An animated PNG says so in a chunk of its own, which its loader passes over. */
const isMoving = (bytes: Buffer, format: Format) => format === 'png' && bytes.subarray(0, 4096).includes('acTL')

const write = async (
  data: Buffer,
  { width, height, channels }: { width: number; height: number; channels: 1 | 2 | 3 | 4 },
): Promise<Reencoded> => {
  for (const most of widths) {
    for (const quality of qualities) {
      const sharp = await library()
      const { data: bytes, info } = await sharp(data, { raw: { width, height, channels } })
        .resize({ width: most, withoutEnlargement: true })
        .webp({ quality, effort: 3 })
        .toBuffer({ resolveWithObject: true })
      if (bytes.length > MAX_BYTES) continue
      const digest = createHash('sha256').update(bytes).digest('hex')
      return { ok: true, picture: { bytes, width: info.width, height: info.height, digest } }
    }
  }
  return refuse('drafts.image.errors.broken')
}
