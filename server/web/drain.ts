import { Server } from 'node:net'
import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'

/** A connection at rest may have a request on its way: it is closed by an answer in this time, or then without one. */
const REST_MS = 300

/** Who has not finished asking by then is cut off, so that what was taken is still committed and the process ends. */
const PATIENCE_MS = 5_000

/** However many knock while the app is about to close, it does not wait longer for a moment in which nobody does. */
const KNOCKING_MS = 1_000

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

/**
 * Lets in who is at the door already; to be awaited before the app closes. Node takes one connection a turn of its
 * loop, so under load many wait, some with a form sent, and the system resets all of them where the socket closes.
 * It cannot be part of the closing: then each answer ends its connection, and who comes back is at the door again.
 */
export const letInWaiting = async (server: Server): Promise<void> => {
  let cameIn = true
  const notice = () => {
    cameIn = true
  }
  server.on('connection', notice)
  for (const until = Date.now() + KNOCKING_MS; cameIn && Date.now() < until; ) {
    await turn()
    cameIn = false
    await turn()
  }
  server.off('connection', notice)
}

const countConnections = (server: Server) =>
  new Promise<number>((resolve) => server.getConnections((error, count) => resolve(error ? 0 : count)))
