import type { FastifyPluginAsync } from 'fastify'
import { within } from './patience.ts'

/** Whoever asks gives up soon, and a database that hangs is away. */
const READY_MS = 2_000

interface HealthOptions {
  /** Resolves where the database answers. */
  ready: () => Promise<unknown>
}

/** For whoever watches the process: healthz never touches the database, readyz does. */
export const health: FastifyPluginAsync<HealthOptions> = async (app, { ready }) => {
  app.get('/healthz', async (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'ok' }))

  app.get('/readyz', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
    try {
      await within(READY_MS, ready(), () => {
        throw new Error('The database does not answer')
      })
      return reply.send({ status: 'ok' })
    } catch {
      return reply.code(503).send({ status: 'database away' })
    }
  })
}
