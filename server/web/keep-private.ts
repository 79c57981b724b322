import type { FastifyInstance } from 'fastify'

/** For pages that are one person's: neither a browser nor a proxy keeps an answer of any route registered on app. */
export const keepPrivate = (app: FastifyInstance): void => {
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
  })
}
