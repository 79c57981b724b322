import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { extname } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { inProject } from '../paths.ts'

export interface Asset {
  /** /assets/site.1a2b3c4d5e.css: another whenever the content is, so it can be kept for a year. */
  url: string
  type: string
  bytes: Buffer
  /** Packed when they are first asked for; undefined where packing gains nothing. */
  br: () => Buffer | undefined
  gzip: () => Buffer | undefined
}

export interface Assets {
  /** Throws for a name that is not in views/assets: a page must not point nowhere. */
  url(name: string): string
  all: Asset[]
}

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
}

const compressible = new Set(['.css', '.js', '.svg'])

const nothing = () => undefined

const once = (make: () => Buffer) => {
  let made: Buffer | undefined
  return () => {
    made ??= make()
    return made
  }
}

const load = (name: string, bytes: Buffer): Asset => {
  const ending = extname(name)
  const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 10)
  const packed = compressible.has(ending)
  return {
    url: `/assets/${name.slice(0, -ending.length)}.${digest}${ending}`,
    type: types[ending] ?? 'application/octet-stream',
    bytes,
    br: packed ? once(() => brotliCompressSync(bytes)) : nothing,
    gzip: packed ? once(() => gzipSync(bytes)) : nothing,
  }
}

/** Loads views/assets once. Style sheets come last: their url(fonts/x.woff2) become the fonts' own addresses. */
export const loadAssets = (): Assets => {
  const folder = inProject('views', 'assets')
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => extname(name) in types)
    .sort((a, b) => Number(a.endsWith('.css')) - Number(b.endsWith('.css')))

  const byName = new Map<string, Asset>()
  const url = (name: string) => {
    const asset = byName.get(name)
    if (!asset) throw new Error(`There is no views/assets/${name}`)
    return asset.url
  }
  for (const name of names) {
    const bytes = readFileSync(`${folder}/${name}`)
    const linked = name.endsWith('.css')
      ? Buffer.from(
          bytes.toString().replace(/url\(["']?([\w./-]+)["']?\)/g, (_, target: string) => `url(${url(target)})`),
        )
      : bytes
    byName.set(name, load(name, linked))
  }
  return { url, all: [...byName.values()] }
}
