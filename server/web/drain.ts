import { Server } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'

/** A connection at rest may have a request on its way: it is closed by an answer in this time, or then without one. */
const REST_MS = 300

/** Who has not finished asking by then is cut off, so that what was taken is still committed and the process ends. */
const PATIENCE_MS = 5_000

/**
 * Lets visitors go in order when the app closes: nobody new is let in, every answer from now on ends its connection,
 * and those at rest are closed only after a moment. What http.Server.close alone does cuts them at once, and with
 * them forms that are being sent; and it waits without end for whoever connected and says nothing.
 */
export const drainConnections = (app: FastifyInstance) => {
  app.addHook('preClose', async () => {
    const { server } = app
    const cutOff = setTimeout(() => server.closeAllConnections(), PATIENCE_MS)
    Server.prototype.close.call(server).once('close', () => clearTimeout(cutOff))
    for (const until = Date.now() + REST_MS; Date.now() < until && (await countConnections(server)) > 0; )
      await sleep(10)
  })
}

const countConnections = (server: Server) =>
  new Promise<number>((resolve) => server.getConnections((error, count) => resolve(error ? 0 : count)))
