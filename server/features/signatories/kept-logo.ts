import { bounds } from '../../render/picture-bounds.ts'
import { type Picture, readPicture } from '../../render/reencode-image.ts'
import type { Vault } from '../privacy/index.ts'

/**
 * A logo that waits in the form itself while the rest is corrected, since browsers keep no file and a server should not
 * for somebody who has not signed: a mark of ours, whether it is light, and the picture as we have made it, 7 KB of
 * text at most. Only what carries the mark is taken back.
 */
const MARK_BYTES = 16
const PURPOSE = 'kept logo'
const MAX_LENGTH = Math.ceil(((MARK_BYTES + 1 + bounds.logo.bytes) * 4) / 3)

export const keepLogo = (vault: Vault, { bytes, light }: Picture): string => {
  const kept = Buffer.concat([Buffer.of(Number(light)), bytes])
  return Buffer.concat([vault.sign(PURPOSE, kept), kept]).toString('base64url')
}

/** The logo of a form that was corrected; undefined where none waits in it, or not one of ours. */
export const openKeptLogo = async (vault: Vault, typed: unknown): Promise<Picture | undefined> => {
  if (typeof typed !== 'string' || typed.length > MAX_LENGTH) return undefined
  const given = Buffer.from(typed, 'base64url')
  const [mark, kept] = [given.subarray(0, MARK_BYTES), given.subarray(MARK_BYTES)]
  if (!vault.verify(PURPOSE, kept, mark)) return undefined
  const read = await readPicture(kept.subarray(1), 'logo')
  return read.ok ? read.picture : undefined
}

export interface KeptLogo {
  value: string
  /** The picture itself. */
  url: string
  light: boolean
}

/** What the form shows of a logo that `keepLogo` has put there; null where there is none. */
export const showKeptLogo = (value: string): KeptLogo | null => {
  if (value === '') return null
  const kept = Buffer.from(value, 'base64url').subarray(MARK_BYTES)
  return { value, url: `data:image/webp;base64,${kept.subarray(1).toString('base64')}`, light: kept[0] === 1 }
}
