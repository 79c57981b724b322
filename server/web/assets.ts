import type { FastifyPluginAsync } from 'fastify'
import type { Assets } from '../render/assets.ts'

/** Style sheets, scripts and fonts, each at an address that changes with its content, so it may be kept for a year. */
export const assets: FastifyPluginAsync<{ assets: Assets }> = async (app, { assets }) => {
  for (const { url, type, bytes, br, gzip } of assets.all) {
    app.get(url, (request, reply) => {
      const accepted = request.headers['accept-encoding'] ?? ''
      reply.type(type).header('cache-control', 'public, max-age=31536000, immutable').header('vary', 'accept-encoding')
      const inBrotli = /\bbr\b/.test(accepted) ? br() : undefined
      if (inBrotli) return reply.header('content-encoding', 'br').send(inBrotli)
      const inGzip = /\bgzip\b/.test(accepted) ? gzip() : undefined
      if (inGzip) return reply.header('content-encoding', 'gzip').send(inGzip)
      return reply.send(bytes)
    })
  }
}
