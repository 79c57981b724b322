import type { FastifyPluginAsync } from 'fastify'
import { z } from 'zod'
import type { Db } from '../../db/index.ts'
import type { ZodTypes } from '../../web/zod.ts'
import { findImage } from './queries.ts'

const params = z.object({ name: z.string().regex(/^[0-9a-f]{64}\.webp$/) })

/** Pictures by what they are: an address always shows the same, so it may be kept for a year. Nothing in one can run. */
export const images: FastifyPluginAsync<{ db: Db }> = async (app, { db }) => {
  const routes = app.withTypeProvider<ZodTypes>()
  app.addHook('onSend', async (_request, reply) => {
    reply.header('content-security-policy', "default-src 'none'; sandbox")
  })

  routes.get('/images/:name', { schema: { params } }, async (request, reply) => {
    const bytes = await findImage(db, request.params.name.slice(0, 64))
    if (!bytes) return reply.callNotFound()
    return reply.type('image/webp').header('cache-control', 'public, max-age=31536000, immutable').send(bytes)
  })
}
