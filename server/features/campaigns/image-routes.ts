import type { FastifyPluginAsync } from 'fastify'
import { z } from 'zod'
import type { Db } from '../../db/index.ts'
import type { ZodTypes } from '../../web/zod.ts'
import { findImage } from './campaign-images.ts'

const params = z.object({ name: z.string().regex(/^[0-9a-f]{64}(?:\.small)?\.webp$/) })

/**
 * Pictures by what they are: an address always shows the same, so it may be kept for a year. Nothing in one can run.
 * Who asks for little data (Save-Data) gets the small one at either address.
 */
export const images: FastifyPluginAsync<{ db: Db }> = async (app, { db }) => {
  const routes = app.withTypeProvider<ZodTypes>()
  app.addHook('onSend', async (_request, reply) => {
    reply.header('content-security-policy', "default-src 'none'; sandbox")
  })

  routes.get('/images/:name', { schema: { params } }, async (request, reply) => {
    const { name } = request.params
    const found = await findImage(db, name.slice(0, 64))
    if (!found) return reply.callNotFound()
    const small = name.endsWith('.small.webp') || request.headers['save-data'] === 'on'
    reply.header('cache-control', 'public, max-age=31536000, immutable').header('vary', 'save-data')
    return reply.type('image/webp').send(small ? found.small : found.bytes)
  })
}
