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

/** More than a fiftieth of it is clear, and what is not is nearly white (Rec. 709, of sRGB as it is). */
export const isLight = (data: Buffer, channels: number) => {
  if (channels !== 2 && channels !== 4) return false
  let [seen, bright] = [0, 0]
  for (let at = 0; at + channels <= data.length; at += channels) {
    const [one = 0, two = 0, three = 0, four = 0] = data.subarray(at, at + channels)
    const opacity = channels === 2 ? two : four
    seen += opacity
    bright += opacity * (channels === 2 ? one : 0.2126 * one + 0.7152 * two + 0.0722 * three)
  }
  const whole = (data.length / channels) * 255
  return seen < whole * 0.98 && bright > seen * 190
}
