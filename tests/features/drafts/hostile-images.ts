import { crc32, deflateSync, gzipSync } from 'node:zlib'
import sharp from 'sharp'

/** What an upload must not bring in, wherever it is hidden. */
export const marker = 'HOSTILE-PAYLOAD-7f3a'
const script = `<script>alert("${marker}")</script>`

export interface Hostile {
  name: string
  bytes: Buffer
  filename?: string
  type?: string
}

const chunk = (type: string, data: Buffer) => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const whole = Buffer.alloc(body.length + 8)
  whole.writeUInt32BE(data.length)
  body.copy(whole, 4)
  whole.writeUInt32BE(crc32(body), body.length + 4)
  return whole
}

const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')

const header = (width: number, height: number, depth = 8, colour = 2) => {
  const data = Buffer.alloc(13)
  data.writeUInt32BE(width)
  data.writeUInt32BE(height, 4)
  data.set([depth, colour, 0, 0, 0], 8)
  return chunk('IHDR', data)
}

/** A PNG that promises these dimensions and holds next to nothing. */
const pngOf = (width: number, height: number, pixels = deflateSync(Buffer.alloc(1024)), depth = 8, colour = 2) =>
  Buffer.concat([
    signature,
    header(width, height, depth, colour),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ])

const afterHeader = (png: Buffer, ...chunks: Buffer[]) =>
  Buffer.concat([png.subarray(0, 33), ...chunks, png.subarray(33)])

/** A JPEG's segment: comment, EXIF, whatever else. */
const withSegment = (jpeg: Buffer, kind: number, data: Buffer) => {
  const head = Buffer.from([0xff, kind, 0, 0])
  head.writeUInt16BE(data.length + 2, 2)
  return Buffer.concat([jpeg.subarray(0, 2), head, data, jpeg.subarray(2)])
}

/** A JPEG whose header says another size than it has. */
const resizedHeader = (jpeg: Buffer, width: number, height: number) => {
  const changed = Buffer.from(jpeg)
  for (let at = 2; at < changed.length - 9; at++) {
    if (changed[at] !== 0xff || (changed[at + 1] !== 0xc0 && changed[at + 1] !== 0xc2)) continue
    changed.writeUInt16BE(height, at + 5)
    changed.writeUInt16BE(width, at + 7)
    break
  }
  return changed
}

const text = (said: string) => Buffer.from(said)
const padded = (said: string) => Buffer.concat([text(said), Buffer.alloc(600, 32)])

const zip = Buffer.concat([
  text('PK\x03\x04'),
  Buffer.alloc(26),
  text(`a.html${script}`),
  text('PK\x05\x06'),
  Buffer.alloc(18),
])
const pdf = text(
  `%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert("${marker}"))>>>>endobj\ntrailer<</Root 1 0 R>>%%EOF`,
)
const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400" onload="alert('${marker}')">${script}<image href="file:///etc/passwd"/></svg>`
const html = `<!doctype html><html><body>${script}</body></html>`
const php = `<?php echo "${marker}"; ?>`

/** More than sixty files that are no honest picture, or carry something along. */
export const hostileImages = async (): Promise<Hostile[]> => {
  const noise = Buffer.alloc(320 * 240 * 3, 120)
  const picture = sharp(noise, { raw: { width: 320, height: 240, channels: 3 } })
  const [jpeg, png, webp, gif, tiff, avif] = await Promise.all(
    (['jpeg', 'png', 'webp', 'gif', 'tiff', 'avif'] as const).map((format) => picture.clone()[format]().toBuffer()),
  )
  if (!jpeg || !png || !webp || !gif || !tiff || !avif) throw new Error('no pictures')
  const exif = await picture
    .clone()
    .withExif({ IFD0: { Copyright: marker, Artist: marker } })
    .jpeg()
    .toBuffer()
  const formats = { jpeg, png, webp, avif }
  const tails = { html, svg, php, zip, pdf, script } as Record<string, string | Buffer>

  const wrongTypes = { html, svg, php, script, xml: `<?xml version="1.0"?>${svg}`, eps: `%!PS ${marker}`, text: marker }
  const bombs: Hostile[] = [
    { name: 'a PNG of 65,000 by 65,000', bytes: pngOf(65_000, 65_000) },
    { name: 'a PNG of 2³¹ pixels a side', bytes: pngOf(0x7fffffff, 0x7fffffff) },
    { name: 'a PNG of 12,001 by 3', bytes: pngOf(12_001, 3) },
    { name: 'a PNG of no width', bytes: pngOf(0, 100) },
    { name: 'a PNG one pixel high', bytes: pngOf(500, 1) },
    { name: 'a PNG of 16 bits and 40,000,001 pixels', bytes: pngOf(8000, 5001, deflateSync(Buffer.alloc(10)), 16, 6) },
    { name: 'a PNG whose pixels unfold to 60 MB', bytes: pngOf(300, 300, deflateSync(Buffer.alloc(60_000_000))) },
    {
      name: 'a PNG with a text that unfolds to 60 MB',
      bytes: afterHeader(png, chunk('zTXt', Buffer.concat([text('a\0\0'), deflateSync(Buffer.alloc(60_000_000))]))),
    },
    {
      name: 'a PNG with a profile that unfolds to 60 MB',
      bytes: afterHeader(png, chunk('iCCP', Buffer.concat([text('a\0\0'), deflateSync(Buffer.alloc(60_000_000))]))),
    },
    { name: 'a JPEG that says 65,535 by 65,535', bytes: resizedHeader(jpeg, 65_535, 65_535) },
    { name: 'a JPEG that says 0 by 0', bytes: resizedHeader(jpeg, 0, 0) },
    { name: 'a JPEG that says more than it has', bytes: resizedHeader(jpeg, 4000, 4000) },
    { name: 'more bytes than may be', bytes: Buffer.concat([jpeg, Buffer.alloc(10 * 1024 * 1024)]) },
    { name: 'gzip of a picture', bytes: gzipSync(jpeg) },
    { name: 'a moving GIF', bytes: gif },
    { name: 'a moving PNG', bytes: afterHeader(png, chunk('acTL', Buffer.from([0, 0, 0, 9, 0, 0, 0, 0]))) },
    { name: 'a TIFF', bytes: tiff },
    { name: 'a tiny picture', bytes: await picture.clone().resize(10, 10).png().toBuffer() },
    { name: 'a BMP', bytes: Buffer.concat([text('BM'), Buffer.alloc(400)]) },
    { name: 'an icon', bytes: Buffer.concat([Buffer.from([0, 0, 1, 0, 1, 0]), png]) },
    { name: 'a HEIC by its brand', bytes: Buffer.concat([avif.subarray(0, 4), text('ftypheic'), avif.subarray(12)]) },
  ]
  return [
    ...bombs,
    ...Object.entries(wrongTypes).map(([name, said]) => ({ name: `${name} called a JPEG`, bytes: padded(said) })),
    { name: 'a ZIP called a PNG', bytes: zip, type: 'image/png' },
    { name: 'a PDF called a WebP', bytes: pdf, type: 'image/webp' },
    ...Object.entries(formats).flatMap(([format, bytes]) => [
      ...Object.entries(tails).map(([tail, said]) => ({
        name: `${format} with ${tail} behind it`,
        bytes: Buffer.concat([bytes, Buffer.from(said), text(marker)]),
      })),
      { name: `${format} cut in half`, bytes: bytes.subarray(0, bytes.length / 2) },
      { name: `${format} with its first bytes alone`, bytes: Buffer.concat([bytes.subarray(0, 12), padded(html)]) },
    ]),
    { name: 'JPEG with a comment', bytes: withSegment(jpeg, 0xfe, text(script)) },
    { name: 'JPEG with a script where EXIF stands', bytes: withSegment(jpeg, 0xe1, text(`Exif\0\0${script}`)) },
    { name: 'JPEG with EXIF', bytes: exif },
    { name: 'PNG with a text', bytes: afterHeader(png, chunk('tEXt', text(`Comment\0${script}`))) },
    { name: 'PNG with an unknown chunk', bytes: afterHeader(png, chunk('haXr', text(php))) },
    {
      name: 'PNG with a wrong checksum',
      bytes: Buffer.concat([png.subarray(0, 30), Buffer.from([0]), png.subarray(31)]),
    },
    ...[
      '../../evil.php',
      'a\0.php',
      `"><img src=x onerror=${marker}>.jpg`,
      `${'x'.repeat(300)}.jpg`,
      '..\\..\\web.config',
    ].map((filename) => ({
      name: `a name like ${filename.slice(0, 20)}`,
      bytes: withSegment(jpeg, 0xfe, text(marker)),
      filename,
    })),
    { name: 'a picture that claims to be HTML', bytes: withSegment(jpeg, 0xfe, text(marker)), type: 'text/html' },
  ]
}
