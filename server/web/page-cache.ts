import { createHash } from 'node:crypto'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { readyHeaders, sendReady } from './ready-answer.ts'
import { securityHeaders } from './security-headers.ts'

type Encoding = 'br' | 'gzip' | 'identity'

interface Body {
  bytes: Buffer
  etag: string
  headers: string[]
}

/** A page as ready bytes in each encoding, and the state that it shows. */
interface CachedPage {
  stamp: string
  bodies: Record<Encoding, Body>
}

/**
 * Proxies may keep a page for a second, show it for half a minute more while they fetch the next, and for a day
 * where the server is away; browsers ask each time and mostly hear “not modified” (RFC 5861, RFC 9111).
 */
const CACHE_CONTROL = 'public, max-age=0, s-maxage=1, stale-while-revalidate=30, stale-if-error=86400'

const BROTLI_QUALITY = 5
const MAX_PAGES = 2000

const bodyOf = (bytes: Buffer, encoding: Encoding, digest: string): Body => {
  const etag = `"${digest}-${encoding}"`
  const headers = {
    ...securityHeaders,
    'content-type': 'text/html; charset=utf-8',
    'content-length': String(bytes.length),
    'cache-control': CACHE_CONTROL,
    vary: 'accept-encoding',
    etag,
    ...(encoding === 'identity' ? {} : { 'content-encoding': encoding }),
  }
  return { bytes, etag, headers: readyHeaders(headers) }
}

const pack = (html: string, stamp: string): CachedPage => {
  const bytes = Buffer.from(html)
  const digest = createHash('sha256').update(bytes).digest('base64url').slice(0, 16)
  const params = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length }
  return {
    stamp,
    bodies: {
      br: bodyOf(brotliCompressSync(bytes, { params }), 'br', digest),
      gzip: bodyOf(gzipSync(bytes), 'gzip', digest),
      identity: bodyOf(bytes, 'identity', digest),
    },
  }
}

/** The best of what a browser says that it takes. */
export const encodingFor = (accepted: string | undefined): Encoding => {
  if (!accepted) return 'identity'
  if (/\bbr\b(?!\s*;\s*q=0(?:\.0*)?\b)/.test(accepted)) return 'br'
  return /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\b)/.test(accepted) ? 'gzip' : 'identity'
}

/** Public pages as ready bytes, rendered and compressed once for each state of what they show. */
export class PageCache {
  readonly #pages = new Map<string, CachedPage>()
  /** By name and stamp. */
  readonly #renewing = new Map<string, Promise<CachedPage>>()

  /** Sends the page of this name; rendered anew, once however many wait for it, only where the stamp has changed. */
  send(
    request: FastifyRequest,
    reply: FastifyReply,
    name: string,
    stamp: string,
    render: () => Promise<string>,
  ): FastifyReply | Promise<FastifyReply> {
    const page = this.#pages.get(name)
    if (page?.stamp === stamp) return sendPage(request, reply, page)
    return this.#renew(name, stamp, render).then((renewed) => sendPage(request, reply, renewed))
  }

  #renew(name: string, stamp: string, render: () => Promise<string>): Promise<CachedPage> {
    const key = `${name} ${stamp}`
    const underWay = this.#renewing.get(key)
    if (underWay) return underWay
    const renewing = render()
      .then((html) => this.#keep(name, pack(html, stamp)))
      .finally(() => this.#renewing.delete(key))
    this.#renewing.set(key, renewing)
    return renewing
  }

  #keep(name: string, page: CachedPage): CachedPage {
    this.#pages.delete(name)
    this.#pages.set(name, page)
    const oldest = this.#pages.keys().next().value
    if (this.#pages.size > MAX_PAGES && oldest !== undefined) this.#pages.delete(oldest)
    return page
  }
}

const sendPage = (request: FastifyRequest, reply: FastifyReply, page: CachedPage): FastifyReply => {
  const { bytes, etag, headers } = page.bodies[encodingFor(request.headers['accept-encoding'])]
  const unchanged = request.headers['if-none-match']?.includes(etag)
  return unchanged ? sendReady(reply, 304, headers) : sendReady(reply, 200, headers, bytes)
}
