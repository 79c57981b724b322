export type Format = 'jpeg' | 'png' | 'webp' | 'heif'

/** The format by its first bytes, whatever name or type was claimed; undefined for any other. */
export const formatOf = (bytes: Buffer): Format | undefined => {
  const ascii = (from: number, to: number) => bytes.toString('latin1', from, to)
  if (bytes.length < 32) return undefined
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpeg'
  if (ascii(0, 8) === '\x89PNG\r\n\x1a\n') return 'png'
  if (ascii(0, 4) === 'RIFF' && ascii(8, 12) === 'WEBP') return 'webp'
  return ascii(4, 12) === 'ftypavif' ? 'heif' : undefined
}

/** An animated PNG says so in a chunk of its own, which its loader passes over. */
export const isMoving = (bytes: Buffer, format: Format) => format === 'png' && bytes.subarray(0, 4096).includes('acTL')

/** What a still WebP of nothing but pixels is made of: opaque, with transparency, or without loss. */
const bare = ['VP8 ', 'VP8X,ALPH,VP8 ', 'VP8L', 'VP8X,VP8L']

/** Whether a WebP has its pixels and nothing beside them: no metadata, no second picture, not a byte behind its end. */
export const isBareWebp = (bytes: Buffer): boolean => {
  if (formatOf(bytes) !== 'webp' || bytes.readUInt32LE(4) + 8 !== bytes.length) return false
  const names: string[] = []
  let at = 12
  while (at + 8 <= bytes.length) {
    const length = bytes.readUInt32LE(at + 4)
    names.push(bytes.toString('latin1', at, at + 4))
    at += 8 + length + (length % 2)
  }
  return at === bytes.length && bare.includes(names.join())
}
